"""Numbers and times out of cells: what may mean two things, or cannot be, is refused with the reason.

A date is as wide as it is written: a month is the whole month, a minute the whole minute, on the clock
of the place. Nothing is guessed: 03/04/2016 needs a stated format.
"""

import re
from calendar import monthrange
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from math import isfinite

from treve.geo.interval import Interval, days, zone

FIRST_YEAR, LAST_YEAR = 1900, 2100
"""Years that a report can speak of; others are slips or stand for "not known"."""
LARGEST_COUNT = 10_000_000
"""Largest number of people that a cell can give."""

_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")
_NUMBER = {mark: re.compile(rf"[+-]?[0-9]+({re.escape(mark)}[0-9]+)?([eE][+-]?[0-9]{{1,4}})?") for mark in ".,"}
_ISO = re.compile(
    r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2})"
    r"(?:[T ]([0-9]{2}):([0-9]{2})(?::([0-9]{2})(?:\.([0-9]{1,6}))?)?\s*(Z|[+-][0-9]{2}:?[0-9]{2})?)?)?)?"
)
_SHORT = re.compile(r"[0-9]{1,2}[./-][0-9]{1,2}[./-][0-9]{2,4}")


def plain_digits(text: str) -> str:
    """The text with Arabic and Persian digits as 0 to 9."""
    return text if text.isascii() else text.translate(_DIGITS)


def number_of(text: str, decimal: str = ".") -> float:
    """A finite number with the stated decimal mark and no marks between thousands; raises `ValueError`.

    >>> number_of("33.5"), number_of("33,5", ","), number_of("٣٣")
    (33.5, 33.5, 33.0)
    """
    plain = plain_digits(text)
    if not _NUMBER[decimal].fullmatch(plain):
        other = "," if decimal == "." else "."
        if plain and _NUMBER[other].fullmatch(plain):
            raise ValueError(f"{_shown(text)} may mean a decimal or thousands: the decimal mark stated here is {decimal!r}")
        raise ValueError(f"{_shown(text)} is no number" if text else "no number is given")
    found = float(plain.replace(",", "."))
    if not isfinite(found):
        raise ValueError(f"{_shown(text)} is larger than any number here")
    return found


def whole_of(text: str, decimal: str = ".") -> int:
    """A whole number; raises `ValueError`."""
    found = number_of(text, decimal)
    if found != int(found):
        raise ValueError(f"{_shown(text)} is no whole number")
    return int(found)


def count_of(text: str, decimal: str = ".") -> int:
    """A number of people; raises `ValueError` where it is negative or beyond belief."""
    found = whole_of(text, decimal)
    if not 0 <= found <= LARGEST_COUNT:
        raise ValueError(f"{_shown(text)} is no number of people")
    return found


def day_of(text: str) -> date:
    """A day written as 2016-02-27, whatever time stands after it; raises `ValueError`."""
    found = _ISO.fullmatch(plain_digits(text))
    if found is None or found[3] is None:
        raise ValueError(_no_date(text))
    return _date(int(found[1]), int(found[2]), int(found[3]), text)


def span_of(text: str, zone_name: str, formats: Sequence[str] = ()) -> Interval:
    """The span that a written date or time means, as wide as it is written; raises `ValueError`.

    `formats` are those of `datetime.strptime`; without any, ISO 8601. Where two of them read the text
    differently it is ambiguous. A time without offset is on the clock of `zone_name`: an hour that
    comes twice is taken as both, one that does not come is refused. 24:00 is the end of the day.
    """
    plain = plain_digits(text)
    if not formats:
        return _iso(plain, zone_name)
    found = {read for pattern in formats if (read := _by(pattern, plain, zone_name)) is not None}
    if not found:
        raise ValueError(f"{_shown(text)} is written in none of the formats {', '.join(formats)}")
    if len(found) > 1:
        starts = " or ".join(sorted(str(one.start) for one in found))
        raise ValueError(f"{_shown(text)} is ambiguous under the formats stated: {starts}")
    return found.pop()


def _iso(text: str, zone_name: str) -> Interval:
    found = _ISO.fullmatch(text)
    if found is None:
        raise ValueError(_no_date(text))
    year, month, on, hour, minute, second, fraction, offset = found.groups()
    if month is None:
        return days(_date(int(year), 1, 1, text), _date(int(year), 12, 31, text), zone_name)
    if on is None:
        first = _date(int(year), int(month), 1, text)
        return days(first, first.replace(day=monthrange(first.year, first.month)[1]), zone_name)
    day = _date(int(year), int(month), int(on), text)
    if hour is None:
        return days(day, day, zone_name)
    width = timedelta(minutes=1) if second is None else timedelta(seconds=1)
    if fraction is not None:
        width = timedelta(microseconds=10 ** (6 - len(fraction)))
    if (hour, minute) == ("24", "00") and int(second or 0) == 0:
        day, hour = day + timedelta(days=1), "0"
    micro = int((fraction or "").ljust(6, "0"))
    try:
        at = datetime.combine(day, time(int(hour), int(minute), int(second or 0), micro))
    except ValueError as error:
        raise ValueError(f"{_shown(text)} is no time of day: {error}") from None
    return _placed(at, width, zone_name, offset, text)


def _by(pattern: str, text: str, zone_name: str) -> Interval | None:
    try:
        at = datetime.strptime(text, pattern)  # noqa: DTZ007 (the zone is put on below)
    except ValueError:
        return None
    if "%d" not in pattern and "%j" not in pattern:
        first = _date(at.year, at.month, 1, text)
        return days(first, first.replace(day=monthrange(first.year, first.month)[1]), zone_name)
    day = _date(at.year, at.month, at.day, text)
    if "%H" not in pattern and "%I" not in pattern:
        return days(day, day, zone_name)
    width = timedelta(hours=1) if "%M" not in pattern else timedelta(minutes=1) if "%S" not in pattern else timedelta(seconds=1)
    if at.tzinfo is not None:
        start = at.astimezone(UTC)
        return Interval(start, start + width)
    return _placed(at, width, zone_name, None, text)


def _placed(at: datetime, width: timedelta, zone_name: str, offset: str | None, text: str) -> Interval:
    if offset is not None:
        start = datetime.fromisoformat(at.isoformat() + offset).astimezone(UTC)
        return Interval(start, start + width)
    tz = zone(zone_name)
    first, second = (at.replace(tzinfo=tz, fold=fold).astimezone(UTC) for fold in (0, 1))
    if first.astimezone(tz).replace(tzinfo=None) != at:
        raise ValueError(f"{_shown(text)} did not come on the clock of {zone_name}, which was put forward over it")
    return Interval(min(first, second), max(first, second) + width)


def _date(year: int, month: int, on: int, text: str) -> date:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError(f"{_shown(text)} is not in the years {FIRST_YEAR} to {LAST_YEAR}")
    try:
        return date(year, month, on)
    except ValueError:
        raise ValueError(f"{_shown(text)} is no day of the calendar") from None


def _no_date(text: str) -> str:
    if not text:
        return "no date is given"
    if text.startswith("="):
        return f"{_shown(text)} is a formula; put its value there"
    if _SHORT.fullmatch(text):
        return f"{_shown(text)} is ambiguous: state the format of the dates in a mapping file"
    return f"{_shown(text)} is no date such as 2016-02-27 or 2016-02-27T14:30"


def _shown(text: str) -> str:
    return repr(text if len(text) <= 60 else text[:57] + "...")
