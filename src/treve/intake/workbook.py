"""XLSX: one sheet of a workbook, row by row, within limits for what it unpacks to (ECMA-376).

A formula stays its text: this node works nothing out, and takes no number that another program left behind
beside it. Dates are read from the cell; midnight in a cell that shows no time is the day.
"""

import warnings
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from treve.errors import BadFile, TooLarge
from treve.intake.source import Line
from treve.intake.table import Progress

MOST_BYTES = 1024**3
"""Largest workbook, unpacked."""
MOST_PART = 512 * 1024**2
"""Largest part of it, unpacked; the table of texts is held as a whole."""
MOST_PARTS = 5_000
"""Most parts."""
MOST_ROWS = 1_048_576
"""Rows that a sheet can have."""


def sheet_of(path: Path, sheet: str = "") -> Callable[[Progress], Iterator[Line]]:
    """The rows of the sheet named, or of the only one that is not hidden; raises `BadFile` or `TooLarge`."""
    check_size(path)
    with _opened(path) as book:
        shown = [one.title for one in book.worksheets if one.sheet_state == "visible"]
        known = [one.title for one in book.worksheets]
    if sheet and sheet not in known:
        raise BadFile(f"{path.name} has no sheet {sheet!r}; it has {', '.join(map(repr, known))}.")
    if not sheet and len(shown) != 1:
        raise BadFile(
            f"{path.name} has {len(shown)} sheets that are not hidden: {', '.join(map(repr, shown))}.",
            advice="Name the one to read with --sheet.",
        )
    title = sheet or shown[0]

    def lines(progress: Progress) -> Iterator[Line]:
        with _opened(path) as book:
            held = book[title]
            total = held.max_row
            held.reset_dimensions()
            rows = enumerate(held.iter_rows(), 1)
            while (found := _next(path, rows)) is not None:
                number, cells = found
                if number > MOST_ROWS:
                    raise TooLarge(f"{path.name} says that it has more than {MOST_ROWS} rows.")
                if number % 500 == 0:
                    progress(number, total)
                yield Line(number, cells)

    return lines


def check_size(path: Path) -> None:
    """Raises `TooLarge` where the parts of a workbook unpack to more than the limits, `BadFile` where it is none."""
    try:
        with zipfile.ZipFile(path) as packed:
            parts = packed.infolist()
            names = {part.filename for part in parts}
            if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_BYTES:
                raise TooLarge(f"{path.name} unpacks to more than {MOST_PARTS} parts or {MOST_BYTES} bytes.")
            if any(part.file_size > MOST_PART for part in parts):
                raise TooLarge(f"{path.name} has a part of more than {MOST_PART} bytes.")
            if "[Content_Types].xml" not in names:
                raise BadFile(f"{path.name} is a zip file, but no workbook.")
            for part in parts:
                if part.filename.endswith((".xml", ".rels")):
                    with packed.open(part) as opened:
                        if b"<!DOCTYPE" in opened.read(4096).upper():
                            raise BadFile(f"{path.name} declares entities of its own, which no workbook does.")
    except (OSError, zipfile.BadZipFile, RuntimeError, EOFError, zlib.error) as error:
        raise BadFile(f"{path.name} cannot be read: {error}.") from error


@contextmanager
def _opened(path: Path) -> Iterator[Any]:
    """The workbook, with the file below it closed in any case."""
    import openpyxl

    with path.open("rb") as raw:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                book = openpyxl.load_workbook(raw, read_only=True, data_only=False, keep_links=False)
        except Exception as error:  # openpyxl raises whatever a damaged part makes it run into
            raise BadFile(f"{path.name} is no workbook that can be read: {type(error).__name__}: {error}.") from error
        try:
            yield book
        finally:
            book.close()


def _next(path: Path, rows: Iterator[tuple[int, Any]]) -> tuple[int, list[str]] | None:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            number, cells = next(rows)
            return number, [text_of(cell.value, getattr(cell, "number_format", "")) for cell in cells]
    except StopIteration:
        return None
    except Exception as error:  # as above
        raise BadFile(f"{path.name} breaks off: {type(error).__name__}: {error}.") from error


def text_of(value: Any, number_format: str = "") -> str:
    """The value of a cell as text: dates as ISO 8601, whole numbers without a point, formulas as written."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value == int(value) and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime):
        shows_time = "h" in (number_format or "").casefold()
        if value.time() == time(0) and not shows_time:
            return value.date().isoformat()
        return value.isoformat(timespec="seconds" if value.second else "minutes")
    if isinstance(value, date | time):
        return value.isoformat()
    if not isinstance(value, str | int):
        return f"={getattr(value, 'text', None) or value}".replace("==", "=", 1)
    return str(value)
