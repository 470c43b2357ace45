"""Where rows come from: a CSV file, a sheet of a workbook, or the features of a GeoJSON file, told by the bytes.

A table knows its columns and gives its rows as often as asked, from the file each time: it is never
held as a whole (a GeoJSON file is, once, as JSON has no rows).
"""

import gzip
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple, Self, cast

from treve.errors import BadFile, UnknownKind
from treve.intake.table import Cells, Progress

HEAD_LINES = 25
"""A row of HXL tags stands within so many lines (HXL 1.1)."""
FEWEST_TAGS = 0.5
"""Part of the filled cells of a row that are tags, so that it is a row of tags."""


class Line(NamedTuple):
    """A line as it stands in the file."""

    number: int
    """Line, row of the sheet or number of the feature, from 1."""
    cells: list[str]
    """Its cells in order."""
    geometry: Any = None
    """Its geometry, in GeoJSON."""
    fault: str = ""
    """Why it cannot be read as a row."""


Lines = Callable[[Progress], Iterator[Line]]
"""Gives the lines of a file from the first one."""


class Head(NamedTuple):
    """What stands above the rows."""

    names: list[str]
    """The names of the columns."""
    tags: list[str]
    """Their HXL tags, if there are any."""
    last: int
    """The line that it ends with."""


class Table:
    """Rows under named columns. `padded`: cells at the end of a row may be missing, as in a sheet."""

    def __init__(self, name: str, head: Head, lines: Lines, *, padded: bool = False) -> None:
        self.name = name
        self._padded = padded
        self.labels = _labels(head)
        self.tags = {label: tag for label, tag in zip(self.labels, head.tags, strict=False) if tag}
        self.columns = tuple(self.labels)
        self.twice = tuple(name for name, count in Counter(filter(None, head.names)).items() if count > 1)
        self._last = head.last
        self._lines = lines

    @classmethod
    def open(cls, path: Path, *, sheet: str = "", encoding: str = "", header_row: int = 0) -> Self:
        """Find the columns of a file; raises `BadFile` where it is no table that can be read.

        `sheet` names one of a workbook, `encoding` is that of a CSV file that is not UTF-8, `header_row` the
        line with the names, where it is not the first one.
        """
        form = form_of(path)
        if sheet and form != "xlsx":
            raise UnknownKind(f"{path.name} is no workbook: it has no sheets.", advice="Leave --sheet away.")
        if encoding and form != "csv":
            raise UnknownKind(f"{path.name} is no CSV file: it states its encoding itself.", advice="Leave --encoding away.")
        lines: Lines
        if form == "geojson":
            from treve.intake.features import features_of

            names, lines = features_of(path)
            return cls(path.name, Head(names, [], 0), lines)
        if form == "xlsx":
            from treve.intake.workbook import sheet_of

            lines = sheet_of(path, sheet)
        else:
            from treve.intake.delimited import lines_of

            lines = lines_of(path, encoding)
        return cls(path.name, _head(path.name, lines, header_row), lines, padded=form == "xlsx")

    def need(self, columns: tuple[str, ...]) -> None:
        """Raises `BadFile` where one of these columns is not there, or stands twice."""
        if missing := [name for name in columns if name not in self.columns]:
            raise BadFile(
                f"{self.name} has no column {', '.join(missing)}.", advice=f"Its columns are: {', '.join(self.columns)[:1000]}."
            )
        if double := [name for name in columns if name in self.twice]:
            raise BadFile(f"{self.name} has the column {', '.join(double)} twice; which one counts cannot be told.")

    def rows(self, progress: Progress) -> Iterator[Cells]:
        """The rows in order; raises `BadFile` where the file breaks off."""
        labels, width = self.labels, len(self.labels)
        for number, cells, geometry, fault in self._lines(progress):
            if number <= self._last or not (any(cells) or geometry is not None or fault):
                continue
            if len(cells) != width and not fault:
                if len(cells) > width and not any(cells[width:]):
                    cells = cells[:width]
                elif not self._padded or len(cells) > width:
                    fault = f"the row has {len(cells)} cells under {width} columns"
            yield Cells(number, dict(zip(labels, cells, strict=False)), geometry, fault)


def form_of(path: Path) -> str:
    """The format of a file by its first bytes: csv, xlsx or geojson; raises `BadFile`."""
    try:
        with path.open("rb") as raw:
            first = unpacked(raw).read(512)
    except (OSError, EOFError, zlib.error) as error:
        raise BadFile(f"{path.name} cannot be read: {getattr(error, 'strerror', None) or error}.") from error
    if first[:4] == b"PK\x03\x04":
        return "xlsx"
    if first[:4] == b"\xd0\xcf\x11\xe0":
        raise BadFile(f"{path.name} is a workbook of the old form.", advice="Save it as .xlsx or CSV and try again.")
    opening = first.removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
    if opening == b"{" or (opening == b"[" and ".geojson" in path.suffixes):
        return "geojson"
    return "csv"


def unpacked(raw: BinaryIO) -> BinaryIO:
    """What an opened file holds, from its beginning: itself, or what is in it where it is gzipped."""
    packed = raw.read(2) == b"\x1f\x8b"
    raw.seek(0)
    return cast(BinaryIO, gzip.GzipFile(fileobj=raw)) if packed else raw


def no_progress(done: int, of: int | None) -> None:
    """Shows nothing."""


def _head(name: str, lines: Lines, header_row: int) -> Head:
    names: list[str] = []
    last = 0
    for line in islice(lines(no_progress), max(HEAD_LINES, header_row)):
        cells = [cell.strip() for cell in line.cells]
        if not any(cells):
            continue
        if _tagged(cells):
            return Head(_before(name, lines, line.number), cells, line.number)
        if not names and line.number >= header_row:
            names, last = cells, line.number
    if not names:
        raise BadFile(f"{name} is empty: it has no row with the names of columns.")
    return Head(names, [], last)


def _before(name: str, lines: Lines, tags_at: int) -> list[str]:
    names: list[str] = []
    for line in lines(no_progress):
        if line.number >= tags_at:
            return names
        if any(line.cells):
            names = [cell.strip() for cell in line.cells]
    raise BadFile(f"{name} changed while it was read.")


def _tagged(cells: list[str]) -> bool:
    filled = [cell for cell in cells if cell]
    tags = [cell for cell in filled if cell.startswith("#") and cell[1:2].isalpha()]
    return bool(tags) and len(tags) >= FEWEST_TAGS * len(filled)


def _labels(head: Head) -> list[str]:
    """A name for each column that no other has: as written where it is the first of that name.

    Columns at the right without name and tag are none.
    """
    found: list[str] = []
    width = max((place for held in (head.names, head.tags) for place, cell in enumerate(held, 1) if cell), default=0)
    for place in range(width):
        name = head.names[place] if place < len(head.names) else ""
        tag = head.tags[place] if place < len(head.tags) else ""
        label = name or tag or f"column {place + 1}"
        found.append(label if label not in found else f"{label} (column {place + 1})")
    return found
