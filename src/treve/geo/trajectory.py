"""A way with times, and the volumes in which whoever moves along it may be: a moving buffer.

Between two timed stops the speed along the road is taken as constant. Whoever moves is within `buffer_m` of the
place that the times give, early or late by `slack_s` at most. The way is cut into pieces; each has a **covering**,
the volume that holds all of that for its part of the way, and a **core**, a volume of which every point may be
reached at every instant. What does not meet the coverings does not meet the mover; what meets a core may meet it.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from datetime import datetime
from math import ceil, floor
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from treve.geo.altitude import AltitudeBand
from treve.geo.footprint import Circle, Corridor, Point, checked, geod
from treve.geo.interval import Interval, from_micros, micros
from treve.geo.volume import ALL_ALTITUDES, Volume4D

Floats = npt.NDArray[np.float64]

MOST_PIECES = 2_000
"""Most pieces that a way is cut into, beside one for each leg."""
SAME_M = 1e-6
"""Two places nearer than this on a road are one, metres."""


class Waypoint(NamedTuple):
    """A place on the way, when it is reached and left, and the road from it to the next."""

    at: Point
    """Where, degrees."""
    arrives: datetime | None = None
    """When it is reached; `None` = it is passed at a time that follows from the others, or it is the first."""
    departs: datetime | None = None
    """When it is left; `None` = it is passed through, or it is the last."""
    road: tuple[Point, ...] = ()
    """Points of the road to the next one, both ends left out; between them geodesics."""


class Piece(NamedTuple):
    """A part of the way."""

    covering: Volume4D
    """Holds every place at every instant at which whoever moves may be on this part."""
    core: Volume4D | None
    """Every place of it may be reached at every instant of it; for what stays it is the covering itself. `None` = none."""


class Trajectory:
    """A way with its times; the first and the last waypoint have a time, and the times run forward."""

    def __init__(self, waypoints: Sequence[Waypoint], buffer_m: float, slack_s: float) -> None:
        self.buffer_m = buffer_m
        self._slack = round(slack_s * 1e6)
        self._legs = list(_legs(waypoints))
        self._whole = sum(leg.length_m for leg in self._legs)

    def position(self, at: datetime) -> Point | None:
        """The place that the times give, degrees; `None` before the first time and after the last."""
        moment = micros(at)
        for leg in self._legs:
            if leg.starts <= moment <= leg.ends:
                return leg.point(leg.along(moment))
        return None

    def pieces(self, band: AltitudeBand = ALL_ALTITUDES) -> tuple[Piece, ...]:
        """Its parts in order of time, at some altitudes."""
        return tuple(piece for leg in self._legs for piece in self._cut(leg, band))

    def _cut(self, leg: "_Leg", band: AltitudeBand) -> Iterator[Piece]:
        length, lasts = leg.length_m, leg.ends - leg.starts
        count = 1
        if length > 0.0 and lasts > 0:
            # So short that what a piece adds is about what the slack and the buffer ask for anyway.
            reach = max(2.0 * self.buffer_m, 0.5 * length / lasts * self._slack)
            count = max(1, min(ceil(length / reach - 1e-9), ceil(MOST_PIECES * length / self._whole)))
        for number in range(count):
            first, last = number / count, (number + 1) / count
            starts, ends = floor(leg.starts + lasts * first), ceil(leg.starts + lasts * last)
            yield self._piece(leg, leg.part(length * first, length * last), starts, ends, band)

    def _piece(self, leg: "_Leg", line: tuple[Point, ...], starts: int, ends: int, band: AltitudeBand) -> Piece:
        """The part of the way along a line, on which the times place it in these microseconds, both included."""
        slack, whole = self._slack, _around(line, self.buffer_m)
        covering = Volume4D(whole, band, _span(starts - slack, ends + slack))
        if isinstance(whole, Circle):
            return Piece(covering, covering)
        if ends - starts <= 2 * slack:
            # Its last place may be reached early while its first may still be left late.
            return Piece(covering, Volume4D(whole, band, _span(ends - slack, starts + slack)))
        middle = (starts + ends) // 2
        there = Circle(*leg.point(leg.along(middle)), self.buffer_m)
        return Piece(covering, Volume4D(there, band, _span(middle - slack, middle + slack)))


class _Leg:
    """The road between two timed stops, or a stay at one, with where it is at each microsecond of a span."""

    def __init__(self, line: Sequence[Point], starts: int, ends: int) -> None:
        self.starts, self.ends = starts, ends
        held = [checked(point) for point in line]
        self._line = np.asarray([one for place, one in enumerate(held) if place == 0 or one != held[place - 1]], np.float64)
        azimuth, _, length = geod().inv(*self._line[:-1].T, *self._line[1:].T) if len(self._line) > 1 else ([], [], [])
        self._azimuth = np.asarray(azimuth, np.float64)
        self._along: Floats = np.concatenate([[0.0], np.cumsum(np.asarray(length, np.float64))])
        self.length_m = float(self._along[-1])
        """Length of the road, metres."""

    def along(self, moment: float) -> float:
        """How far along the road it is at a microsecond, metres."""
        if self.ends == self.starts:
            return self.length_m
        return self.length_m * min(max((moment - self.starts) / (self.ends - self.starts), 0.0), 1.0)

    def point(self, along: float) -> Point:
        """The place so many metres along the road."""
        edge = min(bisect_right(self._along, along), len(self._along) - 1) - 1
        if edge < 0:
            return float(self._line[0, 0]), float(self._line[0, 1])
        left = along - float(self._along[edge])
        for end in (edge, edge + 1):
            if abs(along - float(self._along[end])) <= SAME_M:
                return float(self._line[end, 0]), float(self._line[end, 1])
        x, y, _ = geod().fwd(self._line[edge, 0], self._line[edge, 1], self._azimuth[edge], left)
        return checked((float(x), float(y)))

    def part(self, first: float, last: float) -> tuple[Point, ...]:
        """The road from so many metres along it to so many."""
        inner = self._line[(self._along > first + SAME_M) & (self._along < last - SAME_M)]
        return (self.point(first), *((x, y) for x, y in inner.tolist()), self.point(last))


def _span(starts: int, ends: int) -> Interval:
    """The span of these microseconds, both included."""
    return Interval(from_micros(starts), from_micros(ends + 1))


def _around(line: tuple[Point, ...], reach: float) -> Circle | Corridor:
    """All within reach of a line."""
    kept = [point for place, point in enumerate(line) if place == 0 or point != line[place - 1]]
    return Corridor(tuple(kept), reach) if len(kept) > 1 else Circle(*kept[0], reach)


def _legs(waypoints: Sequence[Waypoint]) -> Iterator[_Leg]:
    """Ways between timed stops, and stays at them, in order of time."""
    line: list[Point] = []
    left = 0
    for number, one in enumerate(waypoints):
        reached, leaves = one.arrives or one.departs, one.departs or one.arrives
        line.append(one.at)
        if reached is not None and leaves is not None:
            if number:
                yield _Leg(line, left, micros(reached))
            left, line = micros(leaves), [one.at]
            if leaves > reached:
                yield _Leg(line, micros(reached), left)
        line += one.road
