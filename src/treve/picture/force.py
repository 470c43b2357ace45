"""When an arrangement was in force: windows, daily hours, extensions, suspensions and ends.

Every span is half-open and in UTC; the legal clock is the zone of the daily hours or of the text.
Rules and their sources: `docs/findings/in-force.md`.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from typing import Literal

import msgspec

from treve.errors import TooLarge
from treve.geo.interval import ALWAYS, Interval, zone
from treve.records.arrangement import Arrangement, ArrangementChange, DailyHours, Window

MAX_DAYS = 4_000
"""Most days that daily hours may run over; a longer span is refused, not cut off."""

ENDING = ("lapsed", "expired", "terminated", "superseded")
"""Changes after which an arrangement is no longer in force."""


class InForce(msgspec.Struct, frozen=True):
    """One span in which an arrangement held, or was suspended."""

    during: Interval
    """The span."""
    areas: tuple[str, ...] = ()
    """Where, when an extension is for some areas only; empty = where the provisions say."""
    suspended: bool = False
    """Whether it was suspended then: incidents are recorded, and qualified as such."""
    doubtful: bool = False
    """Whether it is not known if it held then."""


def hours(window: Window) -> Iterator[Interval]:
    """The spans of a window: itself, or its hours on each day; raises `TooLarge` past `MAX_DAYS` days."""
    if window.daily is None:
        yield window.during
        return
    start, end = window.during.start, window.during.end
    if start is None or end is None:
        raise TooLarge("Daily hours need a first and a last day.")
    tz = zone(window.daily.zone)
    on = start.astimezone(tz).date() - timedelta(days=1)
    last = end.astimezone(tz).date()
    if (last - on).days > MAX_DAYS:
        raise TooLarge(f"Daily hours run over {(last - on).days} days; the limit is {MAX_DAYS}.")
    while on <= last:
        span = _day_span(window.daily, on).intersection(window.during)
        if span is not None:
            yield span
        on += timedelta(days=1)


def _day_span(daily: DailyHours, on: date) -> Interval:
    tz = zone(daily.zone)
    first = datetime.combine(on, time.fromisoformat(daily.start), tz)
    over = daily.end == "24:00" or daily.end <= daily.start
    until = time(0) if daily.end == "24:00" else time.fromisoformat(daily.end)
    return Interval(first.astimezone(UTC), datetime.combine(on + timedelta(days=over), until, tz).astimezone(UTC))


def in_force(
    arrangement: Arrangement, changes: Iterable[ArrangementChange], windows: tuple[Window, ...] | None = None
) -> tuple[InForce, ...]:
    """The spans in which it held or was suspended, in order of time; `windows` replaces its own (a provision's)."""
    ordered = sorted(changes, key=lambda change: (change.at, change.change))
    base: list[tuple[Window, tuple[str, ...]]] = [
        (window, ()) for window in (arrangement.windows if windows is None else windows)
    ]
    if windows is None:
        base += [(window, change.areas) for change in ordered if change.change == "extended" for window in change.windows]
    end = min((change.at for change in ordered if change.change in ENDING), default=None)
    suspended = tuple(_suspensions(ordered))
    found: list[InForce] = []
    for window, areas in base:
        for span in hours(window):
            kept = span if end is None else _until(span, end)
            if kept is not None:
                found.extend(InForce(part, areas, off, window.doubtful) for part, off in _split(kept, suspended))
    return tuple(sorted(found, key=lambda span: (span.during.bounds, span.areas)))


def _until(span: Interval, end: datetime) -> Interval | None:
    return span.intersection(Interval(None, end))


def _suspensions(ordered: list[ArrangementChange]) -> Iterator[Interval]:
    since: datetime | None = None
    for change in ordered:
        if change.change == "suspended" and since is None:
            since = change.at
        elif change.change in ("resumed", "in_force") and since is not None and change.at > since:
            yield Interval(since, change.at)
            since = None
    if since is not None:
        yield Interval(since, None)


def _split(span: Interval, off: tuple[Interval, ...]) -> Iterator[tuple[Interval, bool]]:
    points = {span.start, span.end}
    for one in off:
        points |= {at for at in (one.start, one.end) if at is not None and at in span}
    for part in cut(span, (point for point in points if point is not None)):
        yield part, any(part.within(one) for one in off)


def cut(span: Interval, points: Iterable[datetime]) -> Iterator[Interval]:
    """The span cut at those points that lie inside it, in order."""
    inner = sorted(point for point in set(points) if point in span and point != span.start)
    edges = [span.start, *inner, span.end]
    for start, end in pairwise(edges):
        yield Interval(start, end)


Status = Literal[
    "proposed", "agreed", "announced", "in_force", "suspended", "between_windows", "ended", "superseded", "terminated"
]
"""Where an arrangement stands at an instant; `between_windows`: a gap, or outside the daily hours."""


def status_at(arrangement: Arrangement, changes: Iterable[ArrangementChange], at: datetime) -> Status:
    """Where the arrangement stood at an instant."""
    ordered = sorted((change for change in changes if change.at <= at), key=lambda change: change.at)
    for change in reversed(ordered):
        if change.change in ENDING:
            return (
                "terminated" if change.change == "terminated" else ("superseded" if change.change == "superseded" else "ended")
            )
    held = in_force(arrangement, [change for change in changes if change.change in ("extended", "suspended", "resumed")])
    for span in held:
        if at in span.during:
            return "suspended" if span.suspended else "in_force"
    starts = [span.during.start or ALWAYS.start for span in held]
    if any(start is not None and start > at for start in starts):
        began = any(start is None or start <= at for start in starts)
        return "between_windows" if began else ("announced" if arrangement.status == "in_force" else arrangement.status)
    return "ended" if held else "proposed"
