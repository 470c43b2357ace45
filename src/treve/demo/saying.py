"""How the scenario's records are written: times on the clock of Damascus, sources, names."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import msgspec

from treve.geo.interval import Interval, UncertainTime, zone
from treve.records.base import Names, Record, Source

THEATRE_ZONE = "Asia/Damascus"
"""The legal clock of the theatre."""

NODE = "party:demonstration"
"""Author of what the node itself enters from sources."""


class Entry(msgspec.Struct, frozen=True):
    """A record with the time at which a node would have known it."""

    recorded_at: datetime
    """When."""
    record: Record
    """What."""


def at(month: str, hour: str = "00:00") -> datetime:
    """A time in Damascus: `at("2016-02-27", "12:00")`; `24:00` is the midnight that ends the day."""
    day = date.fromisoformat(month)
    late = hour == "24:00"
    local = datetime.fromisoformat(f"{day + timedelta(days=late)}T{'00:00' if late else hour}")
    return local.replace(tzinfo=zone(THEATRE_ZONE)).astimezone(UTC)


def moment(text: str, hour: str = "00:00") -> datetime:
    """A time in Damascus written as `"2016-02-27 12:00"`; without an hour, `hour` of that day."""
    day, _, told = text.partition(" ")
    return at(day, told or hour)


def between(first: str, last: str | None) -> Interval:
    """A span written as `"2016-02-27 00:00"`, `"2016-06-07 24:00"`; `None` = until further notice."""
    return Interval(moment(first), None if last is None else moment(last))


def on(first: str, last: str | None = None, *, said: str = "") -> UncertainTime:
    """Some time on a day, or from one day to another, in Damascus; or within a span where hours are given."""
    return UncertainTime(Interval(moment(first), moment(last or first.partition(" ")[0], "24:00")), THEATRE_ZONE, said)


def names(en: str, fr: str = "", ar: str = "", ru: str = "") -> Names:
    """A name in up to four languages."""
    return {lang: text for lang, text in (("en", en), ("fr", fr), ("ar", ar), ("ru", ru)) if text}


def source(outlet: str, day: str = "", title: str = "", *, background: bool = False) -> tuple[Source, ...]:
    """One source; `background` = widely documented, not read again."""
    known = date.fromisoformat(day) if day else None
    return (Source(outlet, known, title, "background" if background else "stated"),)


def background(day: str = "") -> tuple[Source, ...]:
    """For what is widely documented and was not read again."""
    return source("widely documented", day, background=True)


def entry(known: str, kind: type[Record], **fields: Any) -> Entry:
    """A record of a kind as known from `"2016-02-27 12:00"` on; without an hour, from 22:00. Its author is the node."""
    return Entry(moment(known, "22:00"), kind(**({"author": NODE} | fields)))
