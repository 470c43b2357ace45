"""Half-open spans of time, and times that are known only roughly."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import msgspec

from treve.errors import BadTime
from treve.kleene import CANNOT_TELL, NO, YES, Kleene

OPEN_START = -(2**62)
"""Stands for "since always" in columns of microseconds."""
OPEN_END = 2**62
"""Stands for "until further notice" in columns of microseconds."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def micros(at: datetime) -> int:
    """Microseconds since 1970-01-01T00:00Z, exact."""
    return (at - _EPOCH) // timedelta(microseconds=1)


def from_micros(value: int) -> datetime:
    """The instant of a count of microseconds, in UTC."""
    return _EPOCH + timedelta(microseconds=int(value))


@lru_cache(maxsize=64)
def zone(name: str) -> ZoneInfo:
    """The time zone of that tz database name; raises `BadTime` if there is none."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:
        raise BadTime(f"There is no time zone named {name!r}.") from error


class Interval(msgspec.Struct, frozen=True, omit_defaults=True):
    """A half-open span of time, `[start, end)`.

    An open start is `None` and means "since always"; an open end is `None` and means
    "until further notice", never "unknown". Raises `BadTime` where the end is not after the start.
    """

    start: datetime | None = None
    """First instant in it; aware."""
    end: datetime | None = None
    """First instant no longer in it; aware."""

    def __post_init__(self) -> None:
        for bound in (self.start, self.end):
            if bound is not None and bound.tzinfo is None:
                raise BadTime(f"The time {bound.isoformat()} has no offset from UTC.")
        if self.start is not None and self.end is not None and self.end <= self.start:
            raise BadTime(f"The span ends at {self.end.isoformat()}, not after its start {self.start.isoformat()}.")

    def __contains__(self, at: datetime) -> bool:
        return (self.start is None or self.start <= at) and (self.end is None or at < self.end)

    def overlaps(self, other: "Interval") -> bool:
        """Whether some instant lies in both."""
        return _before(self.start, other.end) and _before(other.start, self.end)

    def within(self, other: "Interval") -> bool:
        """Whether every instant of this lies in the other."""
        starts = other.start is None or (self.start is not None and self.start >= other.start)
        ends = other.end is None or (self.end is not None and self.end <= other.end)
        return starts and ends

    def intersection(self, other: "Interval") -> "Interval | None":
        """What both have in common; `None` where that is nothing."""
        if not self.overlaps(other):
            return None
        start = _latest(self.start, other.start)
        ends = [end for end in (self.end, other.end) if end is not None]
        return Interval(start, min(ends) if ends else None)

    @property
    def duration(self) -> timedelta | None:
        """Its length; `None` where an end is open."""
        return None if self.start is None or self.end is None else self.end - self.start

    @property
    def bounds(self) -> tuple[int, int]:
        """Start and end in microseconds since 1970, open ends as `OPEN_START` and `OPEN_END`."""
        return (
            OPEN_START if self.start is None else micros(self.start),
            OPEN_END if self.end is None else micros(self.end),
        )


ALWAYS = Interval()
"""All of time."""


def instant(at: datetime) -> Interval:
    """The shortest span that holds an instant: of what happens at one moment and is over."""
    return Interval(at, at + timedelta(microseconds=1))


def hull(spans: Iterable[Interval]) -> Interval:
    """From the earliest start to the latest end of some spans, of which there is one at least; open where one is open."""
    held = list(spans)
    starts, ends = [one.start for one in held], [one.end for one in held]
    return Interval(
        None if None in starts else min(one for one in starts if one is not None),
        None if None in ends else max(one for one in ends if one is not None),
    )


def _before(start: datetime | None, end: datetime | None) -> bool:
    return start is None or end is None or start < end


def _latest(a: datetime | None, b: datetime | None) -> datetime | None:
    if a is None or b is None:
        return a if b is None else b
    return max(a, b)


def day(on: date, zone_name: str) -> Interval:
    """The calendar day `on` in a zone: from local midnight to the next, 23 to 25 hours long."""
    tz = zone(zone_name)
    start = datetime.combine(on, time(0), tz).astimezone(UTC)
    return Interval(start, datetime.combine(on + timedelta(days=1), time(0), tz).astimezone(UTC))


def days(first: date, last: date, zone_name: str) -> Interval:
    """From local midnight of `first` to the midnight that ends `last`."""
    return Interval(day(first, zone_name).start, day(last, zone_name).end)


def the_day(span: Interval, zone_name: str) -> date | None:
    """The calendar day of a zone that a span lies in; `None` where it is not one day."""
    if span.start is None:
        return None
    on = span.start.astimezone(zone(zone_name)).date()
    return on if span.within(day(on, zone_name)) else None


class UncertainTime(msgspec.Struct, frozen=True, omit_defaults=True):
    """When something happened, as far as it is known: at some instant, or during some part, of `within`.

    A time known to the day is the interval of that day in the place's zone, not midnight.
    """

    within: Interval
    """The happening lies in this span."""
    zone: str = "UTC"
    """tz database name of the zone it was written in; times are shown in the theatre's zone."""
    said: str = ""
    """The time in the words of the source."""

    def relation(self, window: Interval) -> Kleene:
        """Whether it lies in `window`: yes when wholly in, no when wholly out, else cannot tell."""
        if self.within.within(window):
            return YES
        return CANNOT_TELL if self.within.overlaps(window) else NO
