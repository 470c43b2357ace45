"""CTRD-01: stated durations against the clock. See docs/findings/ctrd-01.md."""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from treve.findings.finding import Asked, Finding
from treve.findings.gap import extensions_of
from treve.geo.interval import Interval
from treve.picture.picture import Picture
from treve.records.arrangement import ArrangementChange, Window

STATED: Final = re.compile(
    r"^\+?\s*(\d{1,4})\s*(h|hours?|heures?|d|days?|jours?|weeks?|semaines?|months?|mois)\b\s*(a day|each day|daily|par jour)?",
    re.IGNORECASE,
)
"""A duration at the beginning of a text: number, unit, and whether it is meant for each day."""

HOURS: Final = {"h": 1.0, "d": 24.0, "j": 24.0, "w": 168.0, "s": 168.0, "m": 730.5}
"""Hours in one of a unit, by its first letter."""


class Stated(NamedTuple):
    """A duration in words, read."""

    number: int
    unit: str
    daily: bool


def read(text: str) -> Stated | None:
    """The duration at the beginning of a text; `None` where there is none."""
    found = STATED.match(text.strip())
    return Stated(int(found[1]), found[2][0].lower(), bool(found[3])) if found else None


def agrees(stated: Stated, hours: float) -> bool:
    """Whether a span of so many hours may be called so.

    Hours are exact to the minute. Days count the day on which a span begins and the one on which it ends: more than
    one day less is too short. Months have 28 to 31 days.
    """
    if stated.unit == "h":
        return abs(hours - stated.number) < 1 / 60
    if stated.unit == "m":
        return stated.number * 28 * 24 - 24 <= hours <= stated.number * 31 * 24 + 24
    most = stated.number * HOURS[stated.unit]
    return most - 24.0 < hours <= most + 1 / 60


def durations(picture: Picture, asked: Asked) -> Iterator[Finding]:
    """Spans whose stated duration is not what the clock says."""
    extensions = extensions_of(picture)
    for key, arrangement in picture.arrangements.items():
        said = [(arrangement.stated_duration, window) for window in arrangement.windows[:1]]
        said += [(window.said, window) for window in arrangement.windows]
        for known in extensions.get(key, ()):
            change = known.record
            assert isinstance(change, ArrangementChange)
            said += [(window.said, window) for window in change.windows]
        seen = set()
        for text, window in said:
            stated, hours = read(text), _hours(window)
            if stated is None or window.doubtful or not window.during.overlaps(asked.during):
                continue
            if stated.daily != (window.daily is not None):
                continue
            if hours is None or agrees(stated, hours) or (window, stated) in seen:
                continue
            seen.add((window, stated))
            yield _finding(key, text, window.during, hours)


def _finding(key: str, text: str, during: Interval, hours: float) -> Finding:
    return Finding(
        rule="CTRD-01", severity="attention", subjects=(key,), during=during,
        sentence="{arrangement} is stated to last {stated_said}; by the clock it lasts {hours} hours: {span}.",
        values={
            "arrangement": key, "stated_said": f"“{text}”", "span": during, "hours": round(hours, 2),
        },
    )  # fmt: skip


def _hours(window: Window) -> float | None:
    """How long it lasts, each day where it has hours of the day; `None` = until further notice."""
    if window.daily is not None:
        start, last = _hour(window.daily.start), _hour(window.daily.end)
        return last - start if last > start else last + 24.0 - start
    length = window.during.duration
    return None if length is None else length.total_seconds() / 3600


def _hour(text: str) -> float:
    hour, minute = text.split(":")
    return int(hour) + int(minute) / 60
