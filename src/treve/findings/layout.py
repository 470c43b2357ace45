"""Plain text for a screen of 80 to 100 columns: wrapped lines with indents, columns that wide letters do not break."""

import textwrap
from collections.abc import Iterable, Sequence
from typing import Final

WIDTH: Final = 96
"""Columns of a line."""


def wrapped(text: str, *, first: str = "", then: str = "", width: int = WIDTH) -> str:
    """A text in lines of at most `width` columns, the first one after `first`, the others after `then`."""
    lines = textwrap.wrap(
        text, width, initial_indent=first, subsequent_indent=then, break_long_words=False, break_on_hyphens=False
    )  # fmt: skip
    return "\n".join(lines) or first.rstrip()


def beside(heads: Sequence[str], rows: Iterable[Sequence[str]], *, indent: str = "  ", width: int = WIDTH) -> list[str]:
    """Columns side by side: a head a column, cells wrapped to its share of the width."""
    held = [list(row) for row in rows]
    widest = max((len(row[0]) for row in held), default=0)
    count = len(heads) - 1
    share = max((width - len(indent) - widest - 2 * count) // max(count, 1), 12)
    lines = []
    for row in [list(heads), *held]:
        cells = [[row[0]], *(textwrap.wrap(cell, share, break_on_hyphens=False) or [""] for cell in row[1:])]
        for number in range(max(len(cell) for cell in cells)):
            parts = [cell[number] if number < len(cell) else "" for cell in cells]
            padded = [parts[0].ljust(widest), *(part.ljust(share) for part in parts[1:])]
            lines.append((indent + "  ".join(padded)).rstrip())
    return lines
