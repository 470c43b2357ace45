"""Daily numbers of each register over a baseline and the period, and when truces held. Never stacked, never added.

The baseline is as long as the period, and 14 days at the least. A mean of seven days needs the six days
before the first, so the incidents are asked for from there on.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime, timedelta

import msgspec

from treve.bulletins.cases import by_register, inside_of
from treve.bulletins.counts import Earlier
from treve.bulletins.scope import Reach
from treve.bulletins.standing import joined
from treve.geo.interval import Interval, days, the_day, zone
from treve.kleene import NO
from treve.picture.picture import Picture
from treve.records.tally import Tally

SHORTEST_BASELINE = 14
"""Days of the baseline of a short bulletin."""
MEAN_DAYS = 7
"""Days of the moving mean."""


class Series(msgspec.Struct, frozen=True):
    """A register's numbers day by day."""

    registrar: str
    """Whose."""
    published: bool
    """Whether these are published totals; else incidents counted by this node."""
    values: tuple[int | None, ...]
    """One a day; `None` = nothing published that day, or the register holds nothing so early or so late."""
    mean_7: tuple[float | None, ...]
    """Mean of the seven days that end with each, two decimals; `None` where a day of them is missing."""
    rough: int
    """Incidents known less exactly than a day: they stand in no day."""


class Shade(msgspec.Struct, frozen=True):
    """A span in which an arrangement held."""

    arrangement: str
    """Which."""
    during: Interval
    """When."""


class Trend(msgspec.Struct, frozen=True):
    """Daily series over a baseline and the period."""

    first: date
    """First day shown."""
    period_first: date
    """First day of the period; the days before are the baseline."""
    last: date
    """Last day."""
    series: tuple[Series, ...]
    """One for each register and sort of number."""
    shades: tuple[Shade, ...]
    """When truces held."""

    @property
    def days(self) -> tuple[date, ...]:
        """The days shown."""
        return _days(self.first, self.last)


def _days(first: date, last: date) -> tuple[date, ...]:
    return tuple(first + timedelta(days=n) for n in range((last - first).days + 1))


def baseline_days(first: date, last: date) -> int:
    """How many days before the period are shown with it."""
    return max(SHORTEST_BASELINE, (last - first).days + 1)


class Daily:
    """The incidents of each register by day, over the days before the period and the period itself, in one pass."""

    def __init__(self, picture: Picture, first: date, last: date, *, zone_name: str, reach: Reach) -> None:
        long = (last - first).days + 1
        self.start = first - timedelta(days=baseline_days(first, last))
        self.earliest = self.start - timedelta(days=MEAN_DAYS - 1)
        self.first, self.last = first, last
        self.counts: dict[str, dict[date, int]] = defaultdict(lambda: defaultdict(int))
        self.rough: dict[str, int] = defaultdict(int)
        self._previous = days(first - timedelta(days=long), first - timedelta(days=1), zone_name)
        self._baseline = days(self.start, first - timedelta(days=1), zone_name)
        self._zone = zone_name
        earlier: dict[str, list[int]] = defaultdict(lambda: [0, 0])
        for incident in picture.incidents(days(self.earliest, last, zone_name)):
            for registrar, reports in by_register(incident).items():
                if inside_of(reports, reach) == NO:
                    continue
                spans = [one.occurred.within for one in reports]
                self._put(registrar, spans)
                earlier[registrar][0] += any(span.within(self._previous) for span in spans)
                earlier[registrar][1] += any(span.within(self._baseline) for span in spans)
        self.earlier = {key: Earlier(*numbers) for key, numbers in sorted(earlier.items()) if any(numbers)}

    @property
    def days(self) -> tuple[date, ...]:
        """The days that are counted, with those that the first mean needs."""
        return _days(self.earliest, self.last)

    def _put(self, registrar: str, spans: list[Interval]) -> None:
        on = next((found for span in spans if (found := the_day(span, self._zone)) is not None), None)
        if on is None:
            self.rough[registrar] += 1
        elif self.earliest <= on <= self.last:
            self.counts[registrar][on] += 1


def trend(picture: Picture, tallies: list[Tally], daily: Daily, *, zone_name: str, reach: Reach) -> Trend:
    """The series and the truce windows that are shown; published totals stand for the whole theatre alone."""
    series = list(_published(tallies, daily, zone_name)) if not reach.scope.key else []
    told = {one.registrar: one for one in series}
    for registrar, numbers in sorted(daily.counts.items()):
        own = told.get(registrar)
        shown = {on for on in numbers if daily.start <= on}
        if not shown or (own is not None and all(own.values[(on - daily.start).days] is not None for on in shown)):
            continue
        low, high = min(numbers), max(numbers)
        values = [numbers.get(on, 0) if low <= on <= high else None for on in daily.days]
        series.append(_series(registrar, False, values, daily.rough.get(registrar, 0)))
    window = days(daily.start, daily.last, zone_name)
    ordered = tuple(sorted(series, key=lambda one: (one.registrar, not one.published)))
    return Trend(daily.start, daily.first, daily.last, ordered, tuple(_shades(picture, window, reach)))


def _published(tallies: list[Tally], daily: Daily, zone_name: str) -> Iterator[Series]:
    found: dict[str, dict[date, int]] = defaultdict(dict)
    for one in tallies:
        on = published_on(one.period, zone_name)
        if one.measure == "violations" and on is not None and daily.earliest <= on <= daily.last:
            found[one.registrar][on] = one.total
    for registrar, numbers in sorted(found.items()):
        if any(on >= daily.start for on in numbers):
            yield _series(registrar, True, [numbers.get(on) for on in daily.days], 0)


def published_on(period: Interval, zone_name: str) -> date | None:
    """The day that a published span stands for: the one it ends in, if it is not longer than a day; else `None`."""
    length = period.duration
    if length is None or period.end is None or length > timedelta(hours=25):
        return None
    last: datetime = period.end - timedelta(microseconds=1)
    return last.astimezone(zone(zone_name)).date()


def _series(registrar: str, published: bool, values: list[int | None], rough: int) -> Series:
    before = MEAN_DAYS - 1
    means = [_mean(values[place - before : place + 1]) for place in range(before, len(values))]
    return Series(registrar, published, tuple(values[before:]), tuple(means), rough)


def _mean(values: list[int | None]) -> float | None:
    known = [value for value in values if value is not None]
    return round(sum(known) / len(known), 2) if len(known) == len(values) else None


def _shades(picture: Picture, window: Interval, reach: Reach) -> Iterator[Shade]:
    for arrangement in picture.in_force_during(window):
        if arrangement.arrangement_kind == "flight_safety_mou" or not reach.touches(arrangement):
            continue
        held = tuple(span for span in picture.spans_of(arrangement.key) if not span.suspended and not span.doubtful)
        for span in joined(held):
            shown = span.during.intersection(window)
            if shown is not None:
                yield Shade(arrangement.key, shown)


class PublishedChange(msgspec.Struct, frozen=True):
    """A register's published violations in the period against the period before, of the same length."""

    registrar: str
    """Whose."""
    now: int | None
    """Its own days' totals; `None` = nothing published."""
    previous: int | None
    """The same for the period before."""
    days: int
    """For how many days of the period it published."""
    previous_days: int
    """For how many days of the period before."""


def published_changes(tallies: list[Tally], first: date, last: date, *, zone_name: str) -> Iterator[PublishedChange]:
    """One line for each register that published violations for days of the period or of the one before."""
    long = (last - first).days + 1
    found: dict[str, dict[date, int]] = defaultdict(dict)
    for one in tallies:
        on = published_on(one.period, zone_name)
        if one.measure == "violations" and on is not None and first - timedelta(days=long) <= on <= last:
            found[one.registrar][on] = one.total
    for registrar, numbers in sorted(found.items()):
        now = [total for on, total in numbers.items() if on >= first]
        before = [total for on, total in numbers.items() if on < first]
        yield PublishedChange(
            registrar, sum(now) if now else None, sum(before) if before else None, len(now), len(before)
        )  # fmt: skip
