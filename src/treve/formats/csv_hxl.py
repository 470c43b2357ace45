"""CSV with a row of HXL tags, safe to open in a spreadsheet.

RFC 4180: UTF-8, CRLF, text quoted and numbers not. HXL 1.1: the tags stand in the second row. A cell
that a spreadsheet would run as a formula gets an apostrophe before it (OWASP, CSV injection);
characters that turn or hide text are shown as their code points.
"""

import csv
import re
from datetime import UTC, datetime
from io import StringIO

from treve.formats.features import FeatureTable, Value

_NUMBER = re.compile(r"[+-]?\d+([.,]\d+)?([eE][+-]?\d+)?")
_FORMULA = tuple("=+-@\t\r＝＋－＠")
_HIDDEN = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
_ID_TAG = "#event+id+row"


def to_csv(table: FeatureTable) -> bytes:
    """The table as CSV: a row of names, a row of HXL tags, then the rows.

    >>> from datetime import UTC, datetime
    >>> from treve.formats.features import Column, Feature
    >>> rows = (Feature("a", None, {"place": "=HYPERLINK()"}),)
    >>> table = FeatureTable("t", "", (Column("place", hxl="#loc+name"),), rows, datetime(2016, 3, 1, tzinfo=UTC))
    >>> print(to_csv(table).decode().replace("\\r", ""), end="")
    "id","place"
    "#event+id+row","#loc+name"
    "a","'=HYPERLINK()"
    """
    out = StringIO(newline="")
    writer = csv.writer(out, quoting=csv.QUOTE_STRINGS, lineterminator="\r\n")
    writer.writerow(["id", *(column.name for column in table.columns)])
    writer.writerow([_ID_TAG, *(column.hxl for column in table.columns)])
    for row in table.rows:
        writer.writerow([cell(row.id), *(cell(row.properties.get(column.name)) for column in table.columns)])
    return out.getvalue().encode()


def cell(value: Value) -> str | int | float | None:
    """A value as it stands in a cell of a spreadsheet: numbers stay numbers, text cannot run or deceive.

    >>> cell("-12"), cell("-12 people"), cell("ab\\u202ecd")
    ('-12', "'-12 people", 'ab[U+202E]cd')
    """
    if isinstance(value, datetime):
        return instant(value)
    if not isinstance(value, str):
        return value
    runs = value.lstrip(" \n\u00a0").startswith(_FORMULA) and not _NUMBER.fullmatch(value)
    shown = visible(value)
    return f"'{shown}" if runs else shown


def visible(text: str) -> str:
    """The text with characters that turn, hide or break it shown as their code points; line feeds stay."""
    return _HIDDEN.sub(lambda found: f"[U+{ord(found.group()):04X}]", text)


def instant(at: datetime) -> str:
    """An instant in UTC, as ISO 8601 with a Z; fractions of a second only where there are any."""
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")
