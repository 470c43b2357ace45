"""Whether two volumes come closer than a separation, and by how much they do not: one pair, or many at once.

Two volumes meet where some point of the one at some instant, and some point of the other at some instant, are nearer
than the separation asks in all of its three ways at once. At a separation of zero that is `Volume4D.overlaps`.
Distances are decided on the ellipsoid (`treve.geo.apart`), time exactly, altitudes exactly where both are over one
datum. What lies within the error of a decision cannot be told. See docs/decisions/0011-how-close-two-notices-come.md.
"""

from collections.abc import Callable, Sequence
from math import inf

import msgspec
import numpy as np
import numpy.typing as npt

from treve.geo.altitude import AltitudeBand
from treve.geo.apart import Distances
from treve.geo.footprint import Point
from treve.geo.interval import OPEN_END, OPEN_START, Interval, from_micros
from treve.geo.near import Columns, Separation, candidates, height_gap, time_gap
from treve.geo.volume import Volume4D
from treve.kleene import CANNOT_TELL, NO, YES, Column, Kleene

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


class Gap(msgspec.Struct, frozen=True):
    """A distance as a range that holds the truth, metres; zero = they overlap. `None` = without bound."""

    least_m: float
    """No less than this."""
    most_m: float | None
    """No more than this."""

    @classmethod
    def of(cls, least: float, most: float) -> "Gap":
        """A range of signed distances as a gap."""
        return cls(max(0.0, round(least, 3)), None if np.isinf(most) and most > 0 else max(0.0, round(most, 3)))


class Margin(msgspec.Struct, frozen=True):
    """How far apart two volumes are, each way by itself."""

    horizontal: Gap
    """Along the ellipsoid."""
    vertical: Gap
    """In altitude."""
    seconds: float
    """In time; zero = they overlap."""


class Meeting(msgspec.Struct, frozen=True):
    """What two volumes have to do with one another under a separation."""

    closer: Kleene
    """Whether they come closer than it."""
    margin: Margin
    """How far apart they are."""
    during: Interval | None
    """The instants at which one of them is there and the other within the separation in time; `None` = none."""
    band: AltitudeBand | None
    """Likewise the altitudes; `None` = they cannot be compared, or there are none."""
    at: Point
    """A point about where they are nearest, degrees; for a map."""


def meeting(a: Volume4D, b: Volume4D, separation: Separation) -> Meeting:
    """Two volumes under a separation; a batch of one."""
    pair = np.array([0])
    return Meetings([a], [b], pair, pair, [separation]).meeting(0)


def meetings(
    ours: Sequence[Volume4D], theirs: Sequence[Volume4D], separation: Separation,
    of: Callable[[int, int], Separation | None] | None = None,
) -> "Meetings":  # fmt: skip
    """The pairs of one of ours and one of theirs that come closer than a separation, or may, in order of their places.

    `of` gives for each pair a separation of its own, which asks no more than `separation`; `None` = the pair is not asked.
    """
    i, j = candidates(ours, theirs, separation)
    single = [separation if of is None else of(a, b) for a, b in zip(i.tolist(), j.tolist(), strict=True)]
    kept = np.array([one is not None for one in single], np.bool_)
    asked = Meetings(ours, theirs, i[kept], j[kept], [one for one in single if one is not None])
    return asked.closer_ones()


class Meetings:
    """Pairs of volumes decided together: columns with a row for each pair."""

    def __init__(
        self, ours: Sequence[Volume4D], theirs: Sequence[Volume4D], i: Ints, j: Ints, separations: Sequence[Separation]
    ) -> None:  # fmt: skip
        self._ours, self._theirs = ours, theirs
        self.i, self.j = i, j
        """Places of the two volumes in their lists."""
        self.separations = list(separations)
        """What each pair was asked."""
        a, b = Columns.of([ours[place] for place in i.tolist()]), Columns.of([theirs[place] for place in j.tolist()])
        self.apart_us = time_gap(a, b)
        """Microseconds between their times; negative = they overlap."""
        self.low_m, self.high_m = height_gap(a, b)
        """Least and most metres between their altitudes."""
        horizontal = np.array([one.horizontal_m for one in separations], np.float64)
        vertical = np.array([one.vertical_m for one in separations], np.float64)
        soon = self.apart_us < np.array([_micros(one.seconds) for one in separations], np.int64)
        beside = np.minimum(_upright(self.low_m, self.high_m, vertical), np.where(soon, YES, NO))
        # What time or altitude settles need not be measured; a pair asked by itself is, for its margin.
        asked = np.flatnonzero(beside > NO) if len(i) > 1 else np.arange(len(i))
        mine, yours = np.unique(i[asked]), np.unique(j[asked])
        self._distances = Distances([ours[one].footprint for one in mine] + [theirs[one].footprint for one in yours])
        self._first, self._second = np.searchsorted(mine, i), len(mine) + np.searchsorted(yours, j)
        self.least_m, self.most_m = np.full(len(i), np.nan), np.full(len(i), np.nan)
        """Least and most metres between their areas; negative = common ground."""
        self.least_m[asked], self.most_m[asked] = self._distances.between(
            self._first[asked], self._second[asked], horizontal[asked]
        )  # fmt: skip
        level = np.where(self.most_m < horizontal, YES, np.where(self.least_m >= horizontal, NO, CANNOT_TELL))
        self.closer: Column = np.where(beside > NO, np.minimum(level, beside), NO).astype(np.int8)
        """Whether they come closer than what they were asked."""

    def __len__(self) -> int:
        return len(self.i)

    def closer_ones(self) -> "Meetings":
        """Those that come closer than they were asked, or may."""
        rows = np.flatnonzero(self.closer > NO)
        part = object.__new__(Meetings)
        part.__dict__.update(self.__dict__)
        part.separations = [self.separations[row] for row in rows.tolist()]
        for name in ("i", "j", "apart_us", "low_m", "high_m", "_first", "_second", "least_m", "most_m", "closer"):
            setattr(part, name, getattr(self, name)[rows])
        return part

    def during(self, row: int) -> Interval | None:
        """The instants at which one of a pair is there and the other within the separation in time; `None` = none."""
        a, b = self._ours[self.i[row]], self._theirs[self.j[row]]
        return _during(a.during.bounds, b.during.bounds, _micros(self.separations[row].seconds))

    def meeting(self, row: int) -> Meeting:
        """All that is to be said of a pair."""
        a, b, asked = self._ours[self.i[row]], self._theirs[self.j[row]], self.separations[row]
        return Meeting(
            closer=Kleene(int(self.closer[row])),
            margin=Margin(
                Gap.of(float(self.least_m[row]), float(self.most_m[row])),
                Gap.of(float(self.low_m[row]), float(self.high_m[row])),
                max(0.0, int(self.apart_us[row]) / 1e6),
            ),
            during=self.during(row),
            band=_band(a.band, b.band, asked.vertical_m),
            at=self._distances.nearest(int(self._first[row]), int(self._second[row])),
        )


def _micros(seconds: float) -> int:
    return round(seconds * 1e6)


def _upright(low: Floats, high: Floats, vertical: Floats) -> Column:
    """Whether altitudes come closer than a separation; bands that touch overlap, as `AltitudeBand.overlaps` says."""
    apart = (low > 0.0) & (low >= vertical)
    near = (high < 0.0) | (high < vertical) | ((low == high) & (high <= 0.0))
    return np.where(apart, NO, np.where(near, YES, CANNOT_TELL)).astype(np.int8)


def _during(a: tuple[int, int], b: tuple[int, int], step: int) -> Interval | None:
    """The instants at which one is there while the other is less than a step away in time; all in microseconds."""
    if max(a[0], b[0]) - min(a[1], b[1]) >= step:
        return None
    start = max(min(a[0], b[0]), max(a[0], b[0]) - step)
    end = min(max(a[1], b[1]), min(a[1], b[1]) + step)
    return Interval(
        None if start <= OPEN_START else from_micros(start),
        None if end >= OPEN_END else from_micros(end),
    )  # fmt: skip


def _band(a: AltitudeBand, b: AltitudeBand, step: float) -> AltitudeBand | None:
    """The altitudes at which one is while the other is no more than a step away in altitude."""
    floors = sorted(-inf if one.floor_m is None else one.floor_m for one in (a, b))
    ceilings = sorted(inf if one.ceiling_m is None else one.ceiling_m for one in (a, b))
    low, high = max(floors[0], floors[1] - step), min(ceilings[1], ceilings[0] + step)
    if a.datum != b.datum or low > high:
        return None
    return AltitudeBand(None if low == -inf else low, None if high == inf else high, a.datum)
