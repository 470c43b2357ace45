"""CSV: plain or gzipped, comma, semicolon or tab, UTF-8 unless stated otherwise (RFC 4180).

Nothing in a cell is run or worked out: a formula is text.
"""

import csv
import io
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import BinaryIO

from treve.errors import BadFile, TooLarge, TreveError
from treve.intake.source import Line, unpacked
from treve.intake.table import Progress

MOST_BYTES = 4 * 1024**3
"""Longest table, unpacked."""
MOST_LINE = 16 * 1024**2
"""Longest line, characters."""
SAMPLE = 64 * 1024
"""Characters from which the mark between cells is told."""
MARKS = ",;\t"
"""Marks between cells."""


def lines_of(path: Path, encoding: str = "") -> Callable[[Progress], Iterator[Line]]:
    """The lines of a CSV file; raises `BadFile` where its bytes are not of the encoding."""
    with _opened(path, encoding) as (text, _):
        mark = mark_of(_read(path, lambda: text.read(SAMPLE)))

    def lines(progress: Progress) -> Iterator[Line]:
        csv.field_size_limit(MOST_LINE)
        size = path.stat().st_size
        with _opened(path, encoding) as (text, raw):
            rows = csv.reader(_checked(path.name, text), delimiter=mark, strict=True)
            at = 0
            while True:
                cells = _read(path, lambda: next(rows, None))
                if cells is None:
                    break
                first, at = at + 1, rows.line_num
                if cells:
                    yield Line(first, cells)
                if at % 500 < at - first + 1:
                    progress(raw.tell(), size)
            progress(size, size)

    return lines


def mark_of(sample: str) -> str:
    """The mark between cells: the one that splits every line of a beginning of the file, and most often.

    >>> mark_of("lon;lat\\n36,2;33,5\\n"), mark_of("a,b\\n"), mark_of("name\\n")
    (';', ',', ',')
    """
    lines = sample.splitlines()
    if len(sample) >= SAMPLE and len(lines) > 1:
        lines.pop()

    def split(mark: str) -> tuple[float, float]:
        try:
            widths = [len(row) for row in csv.reader(lines, delimiter=mark) if row]
        except csv.Error:
            return (0.0, 0.0)
        return (min(widths), median(widths)) if widths else (0.0, 0.0)

    return max(MARKS, key=split)


@contextmanager
def _opened(path: Path, encoding: str) -> Iterator[tuple[io.TextIOWrapper, BinaryIO]]:
    """The text of a file and the raw file below it, closed together."""
    try:
        raw = path.open("rb")
    except OSError as error:
        raise BadFile(f"{path.name} cannot be read: {error.strerror}.") from error
    with raw:
        try:
            text = io.TextIOWrapper(unpacked(raw), encoding=encoding or "utf-8-sig", newline="")
        except (LookupError, ValueError) as error:
            raise BadFile(
                f"There is no text encoding named {encoding!r}.",
                advice="Name one such as utf-8, utf-16, windows-1256 (Arabic), windows-1251 (Russian) or windows-1252.",
            ) from error
        with text:
            yield text, raw


def _read[T](path: Path, ask: Callable[[], T]) -> T:
    try:
        return ask()
    except TreveError:
        raise
    except UnicodeError as error:
        start = f" (byte {error.start} of a block)" if isinstance(error, UnicodeDecodeError) else ""
        raise BadFile(
            f"{path.name} is not written in the encoding that it was read in: {error.args[-1]}{start}.",
            advice="Name the encoding with --encoding, such as windows-1256 (Arabic), windows-1251 (Russian) or utf-16.",
        ) from error
    except (OSError, EOFError, csv.Error, zlib.error) as error:
        raise BadFile(f"{path.name} cannot be read: {error}.") from error


def _checked(name: str, text: io.TextIOWrapper) -> Iterator[str]:
    total = 0
    for line in iter(lambda: text.readline(MOST_LINE), ""):
        total += len(line)
        if len(line) >= MOST_LINE:
            raise TooLarge(f"{name} has a line of more than {MOST_LINE} characters.")
        if total > MOST_BYTES:
            raise TooLarge(f"{name} unpacks to more than {MOST_BYTES} bytes.")
        yield line
