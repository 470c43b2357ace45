"""Live volumes around clusters, and questions of the same kind: polygons and circles of 0.1 to 20 km, hours, heights."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

import numpy as np

from treve.geo.altitude import AltitudeBand
from treve.geo.footprint import Circle, Polygon
from treve.geo.interval import Interval
from treve.geo.volume import Volume4D

CLUSTERS = 400
BOX = (35.8, 32.4, 42.3, 37.2)
"""Longitudes and latitudes of Syria, about."""


class Live(NamedTuple):
    """Volumes as columns."""

    lon: Any
    lat: Any
    radius: Any
    circle: Any
    corners: Any
    """Corners of each polygon; a circle has none."""
    first: Any
    """First row of each in `points`, and the end of the last."""
    points: Any
    start: Any
    """Seconds from the beginning."""
    length: Any
    """Seconds."""
    low: Any
    high: Any

    begins_at: int = 0
    """Number of the first: not 0 in a part."""

    def number(self, place: int) -> int:
        """Number of one among all."""
        return self.begins_at + place

    def part(self, start: int, count: int) -> "Live":
        """Some of them."""
        some = slice(start, min(start + count, self.count))
        first = self.first[some.start : some.stop + 1]
        return Live(
            self.lon[some], self.lat[some], self.radius[some], self.circle[some], self.corners[some], first - first[0],
            self.points[first[0] : first[-1]], self.start[some], self.length[some], self.low[some], self.high[some], start,
        )  # fmt: skip

    @property
    def count(self) -> int:
        """How many."""
        return len(self.lon)


def live(count: int, seed: int, days: float = 30.0) -> Live:
    """Volumes drawn at random; a seed always gives the same."""
    places = np.random.default_rng(5)
    middles = np.column_stack([places.uniform(BOX[0], BOX[2], CLUSTERS), places.uniform(BOX[1], BOX[3], CLUSTERS)])
    weight = places.pareto(1.2, CLUSTERS) + 0.1
    r = np.random.default_rng(seed)
    at = r.choice(CLUSTERS, count, p=0.9 * weight / weight.sum() + 0.1 / CLUSTERS)
    lon, lat = middles[at, 0] + r.normal(0, 0.1, count), middles[at, 1] + r.normal(0, 0.1, count)
    radius = r.lognormal(np.log(1300), 0.9, count).clip(100, 20_000)
    corners, circle = r.integers(4, 24, count), r.random(count) < 0.3
    corners[circle] = 0
    first = np.concatenate([[0], np.cumsum(corners)])
    own = np.repeat(np.arange(count), corners)
    turn = (np.arange(first[-1]) - first[own] + r.random(first[-1]) * 0.6) / corners[own] * 2 * np.pi
    away = radius[own] * r.uniform(0.6, 1.2, first[-1])
    x = lon[own] + away * np.cos(turn) / (111_320 * np.cos(np.radians(lat[own])))
    y = lat[own] + away * np.sin(turn) / 110_900
    low = r.choice([0.0, 0.0, 50.0, 100.0, 300.0, 1000.0], count) + r.uniform(0, 30, count)
    return Live(
        lon, lat, radius, circle, corners, first, np.column_stack([x, y]).round(7), r.integers(0, int(days * 86_400), count),
        (r.lognormal(np.log(3), 0.8, count).clip(0.2, 48) * 3600).astype(int), low.round(1),
        (low + r.choice([60.0, 120.0, 400.0, 3000.0], count, p=[0.4, 0.35, 0.2, 0.05])).round(1),
    )  # fmt: skip


def volumes(data: Live, begins: datetime) -> Iterator[Volume4D]:
    """The volumes as Treve has them."""
    for place in range(data.count):
        yield volume(data, place, begins)


def volume(data: Live, place: int, begins: datetime) -> Volume4D:
    """One of them."""
    start = begins + timedelta(seconds=int(data.start[place]))
    if data.circle[place]:
        footprint: Any = Circle(float(data.lon[place]), float(data.lat[place]), float(data.radius[place]))
    else:
        ring = data.points[data.first[place] : data.first[place + 1]].tolist()
        footprint = Polygon((tuple(map(tuple, ring)),))
    during = Interval(start, start + timedelta(seconds=int(data.length[place])))
    return Volume4D(footprint, AltitudeBand(float(data.low[place]), float(data.high[place])), during)


def beginning() -> datetime:
    """When the thirty days begin: the hour that has just begun."""
    return datetime.now(UTC).replace(minute=0, second=0, microsecond=0)
