"""Reading a table row by row, and what became of each row."""

import csv
import gzip
import io
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from treve.errors import BadFile, TooLarge
from treve.records.base import Record

MOST_BYTES = 4 * 1024**3
"""Longest table, unpacked."""
MOST_CELL = 1_000_000
"""Longest cell, characters."""


class Problem(NamedTuple):
    """A row, or a cell of it, that could not be read."""

    line: int
    column: str
    reason: str


class Cells:
    """The cells of one row, asked by the name of their column; remembers which one was asked last."""

    def __init__(self, line: int, cells: dict[str, str]) -> None:
        self.line = line
        self.column = ""
        self._cells = cells

    def text(self, column: str) -> str:
        """The cell, without white space around it."""
        self.column = column
        return (self._cells.get(column) or "").strip()

    def number(self, column: str) -> float:
        """The cell as a number; raises `ValueError`."""
        return float(self.text(column))

    def whole(self, column: str) -> int:
        """The cell as a whole number; raises `ValueError`."""
        found = self.number(column)
        if found != int(found):
            raise ValueError(f"{found} is no whole number")
        return int(found)


Reader = Callable[[Cells], Iterable[Record]]
"""Makes records of a row; raises `ValueError` for what it cannot read."""


def cells_of(path: Path, wanted: Iterable[str], progress: Callable[[int, int | None], None]) -> Iterator[Cells]:
    """The rows of a CSV file, plain or gzipped; raises `BadFile` where it is no table with the columns wanted."""
    try:
        with path.open("rb") as raw:
            packed = raw.read(2) == b"\x1f\x8b"
            raw.seek(0)
            size = path.stat().st_size
            stream = gzip.GzipFile(fileobj=raw) if packed else raw
            text = io.TextIOWrapper(stream, encoding="utf-8-sig", newline="")
            csv.field_size_limit(MOST_CELL)
            rows = csv.DictReader(text, strict=True)
            missing = sorted(set(wanted) - set(rows.fieldnames or ()))
            if missing:
                raise BadFile(f"{path.name} has no column {', '.join(missing)}.")
            for number, row in enumerate(rows, 1):
                if number % 500 == 0:
                    progress(raw.tell(), size)
                    if stream.tell() > MOST_BYTES:
                        raise TooLarge(f"{path.name} unpacks to more than {MOST_BYTES} bytes.")
                yield Cells(rows.line_num, {key: value for key, value in row.items() if isinstance(value, str) and key})
    except (OSError, EOFError, UnicodeDecodeError, csv.Error) as error:
        raise BadFile(f"{path.name} cannot be read: {error}.") from error


def records_of(rows: Iterable[Cells], read: Reader, problems: list[Problem]) -> Iterator[Record]:
    """The records of all rows that can be read; the others are added to `problems`."""
    for row in rows:
        try:
            made = list(read(row))
        except (ValueError, KeyError) as error:
            problems.append(Problem(row.line, row.column, str(error)))
            continue
        yield from made
