"""Sections as lines of text, or as one page: what a bulletin and an evidence sheet are shown by."""

import textwrap
from collections.abc import Mapping, Sequence
from importlib.resources import files
from typing import NamedTuple

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from treve.bulletins.lines import Section, Table
from treve.words import Words

WIDEST = 46
"""Widest column of a table in text, in characters; longer cells are folded."""


class Figure(NamedTuple):
    """A drawing in a page."""

    drawing: Markup
    """The drawing itself."""
    key: Markup
    """What its signs mean."""


def text(sections: Sequence[Section]) -> str:
    """Sections as lines of text."""
    return "\n\n".join(map(_block, sections))


def _block(section: Section) -> str:
    lines = [section.title, "=" * len(section.title), *section.sentences]
    for card in section.cards:
        lines += [
            card.title,
            *(textwrap.fill(item, 118, initial_indent="  - ", subsequent_indent="    ") for item in card.items),
        ]
    for table in section.tables:
        lines += ([f"{table.title}:"] if table.title else []) + _table(table)
    return "\n".join([*lines, *section.notes])


def _table(table: Table) -> list[str]:
    cells = [
        [[cell] if at in table.whole else textwrap.wrap(cell, WIDEST) or [""] for at, cell in enumerate(row)]
        for row in (table.heads, *table.rows)
    ]
    widths = [max(len(line) for row in cells for line in row[at]) for at in range(len(table.heads))]
    found = []
    for place, row in enumerate(cells):
        for line in range(max(len(cell) for cell in row)):
            parts = [cell[line] if line < len(cell) else "" for cell in row]
            found.append(
                "  ".join(
                    part.rjust(width) if at in table.numbers and place else part.ljust(width)
                    for at, (part, width) in enumerate(zip(parts, widths, strict=True))
                ).rstrip()
            )
        if place == 0:
            found.append("  ".join("-" * width for width in widths))
    return found


def page(sections: Sequence[Section], words: Words, figures: Mapping[str, Figure]) -> bytes:
    """Sections, the first one as the head, as one page that needs nothing else: no script, no request, print style.

    Right to left for Arabic. `figures`: drawings by the id of their section.
    """
    source = (files("treve.bulletins") / "templates" / "page.html.j2").read_text(encoding="utf-8")
    template = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True).from_string(source)
    held = {"head": sections[0], "sections": sections[1:], "figures": figures, "words": words}
    return template.render(lang=words.lang, direction=words.direction, **held).encode()
