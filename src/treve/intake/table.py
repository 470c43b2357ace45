"""A table row by row, and what became of each row.

Where the rows come from (`source`, `delimited`, `workbook`, `features`) and what they say (`ucdp`,
`ethprio`, `acled`, `mapped`) know nothing of one another: between them stand the cells of a row.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from treve.errors import BadFile, BadRecord
from treve.intake.value import number_of, whole_of
from treve.records.base import Record
from treve.records.kinds import from_bytes, to_bytes

MOST_CELL = 1_000_000
"""Longest cell that is read, characters."""
MOST_WORDS = 20_000
"""Longest text that a record holds, characters."""
MOST_PROBLEMS = 10_000
"""Most problems that are kept with their reasons; the rest is counted."""

Progress = Callable[[int, int | None], None]
"""Told how much was read, of how much."""


class Problem(NamedTuple):
    """A row, or a cell of it, that could not be read."""

    line: int
    """Line of the file, row of the sheet or number of the feature, from 1."""
    column: str
    """The column asked last; empty where the row as a whole is wrong."""
    reason: str
    """Why."""


class Cells:
    """The cells of one row, asked by the name of their column; remembers which one was asked last."""

    def __init__(self, line: int, cells: dict[str, str], geometry: Any = None, fault: str = "") -> None:
        self.line = line
        self.column = ""
        self.skipped = ""
        self.geometry = geometry
        self.fault = fault
        self._cells = cells

    def text(self, column: str) -> str:
        """The cell, without white space around it; raises `ValueError` where it is longer than any text is."""
        self.column = column
        found = (self._cells.get(column) or "").strip()
        if len(found) > MOST_CELL:
            raise ValueError(f"the cell has {len(found)} characters; the limit is {MOST_CELL}")
        return found

    def words(self, column: str) -> str:
        """The cell as text that a record can hold; raises `ValueError`."""
        found = self.text(column)
        if len(found) > MOST_WORDS:
            raise ValueError(f"the cell has {len(found)} characters; a record holds {MOST_WORDS}")
        return found

    def number(self, column: str, decimal: str = ".") -> float:
        """The cell as a number; raises `ValueError`."""
        return number_of(self.text(column), decimal)

    def whole(self, column: str, decimal: str = ".") -> int:
        """The cell as a whole number; raises `ValueError`."""
        return whole_of(self.text(column), decimal)

    def skip(self, reason: str) -> None:
        """Say that the row can be read but tells of nothing that is taken in."""
        self.skipped = reason


class Layout(Protocol):
    """What the rows of one table say. `look` may see every row first; `rest` comes after the last one."""

    def look(self, row: Cells) -> None:
        """See a row in the first pass; a `ValueError` is left for the second."""

    def __call__(self, row: Cells) -> Iterable[Record]:
        """The records of a row; raises `ValueError` for what it cannot read.

        What the row adds to `rest` is remembered after its records were given out: none of them may be refused.
        """

    def rest(self) -> Iterable[Record]:
        """The records that the rows make together: the parties named, in order of key."""


Reader = Callable[[Cells], Iterable[Record]]
"""Makes records of a row; raises `ValueError` for what it cannot read."""


class Problems(Protocol):
    """Keeps problems: a list, or an outcome."""

    def append(self, found: Problem, /) -> None:
        """Keep a problem."""


class Outcome:
    """What became of the rows of a table."""

    def __init__(self) -> None:
        self.rows = 0
        self.left_out = 0
        self.problems: list[Problem] = []
        self.skipped: Counter[str] = Counter()
        self.doubted = 0
        self.doubts: list[Problem] = []
        self.noticed: list[str] = []
        """What was noticed while the row at hand was read; kept with its line when the next one comes."""

    def append(self, found: Problem, /) -> None:
        """Count a row that could not be read, and keep why."""
        self.left_out += 1
        if len(self.problems) < MOST_PROBLEMS:
            self.problems.append(found)

    def counted(self, rows: Iterable[Cells]) -> Iterator[Cells]:
        """The rows, counted, and after each what its reader said of it."""
        for row in rows:
            self.rows += 1
            self.noticed.clear()
            yield row
            if row.skipped:
                self.skipped[row.skipped] += 1
            self._doubt(row)

    def _doubt(self, row: Cells) -> None:
        """Keep what a person should look at in a row that was taken in all the same."""
        self.doubted += bool(self.noticed)
        room = MOST_PROBLEMS - len(self.doubts)
        self.doubts += [Problem(row.line, "", text) for text in dict.fromkeys(self.noticed)][:room]


def look_through(rows: Iterable[Cells], layout: Layout) -> None:
    """The first pass over all rows, for a layout that needs one; what is wrong in a row is told in the second."""
    for row in rows:
        if not row.fault:
            with suppress(ValueError):
                layout.look(row)


def read_rows(rows: Iterable[Cells], layout: Layout, outcome: Outcome) -> Iterator[Record]:
    """The records that a layout makes of all rows that can be read; what became of the others goes to `outcome`."""
    yield from records_of(outcome.counted(rows), layout, outcome)
    yield from map(checked, layout.rest())


def records_of(rows: Iterable[Cells], read: Reader, problems: Problems) -> Iterator[Record]:
    """The records of all rows that can be read; the others are added to `problems`.

    A record is held against the schema of its kind before it is given out: what goes into the log can
    be read back from it.
    """
    for row in rows:
        try:
            if row.fault:
                raise ValueError(row.fault)
            made = [_held(record, row) for record in read(row)]
        except (ValueError, KeyError, OverflowError) as error:
            problems.append(Problem(row.line, row.column, str(error)))
            continue
        yield from made


def _held(record: Record, row: Cells) -> Record:
    try:
        return checked(record)
    except BadRecord:
        row.column = ""
        raise


def checked[R: Record](record: R) -> R:
    """The record, if it can be read back; raises `BadRecord`."""
    from_bytes(to_bytes(record))
    return record


def cells_of(path: Path, wanted: Iterable[str], progress: Progress) -> Iterator[Cells]:
    """The rows of a table of any format; raises `BadFile` where it is no table with the columns wanted."""
    from treve.intake.source import Table

    table = Table.open(path)
    if missing := sorted(set(wanted) - set(table.columns)):
        raise BadFile(f"{path.name} has no column {', '.join(missing)}.")
    yield from table.rows(progress)
