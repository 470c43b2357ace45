"""A corridor as circles and polygons that hold it, for whoever knows no corridors."""

from collections.abc import Iterator
from itertools import pairwise
from math import ceil

from treve.geo.footprint import Circle, Corridor, Point, Polygon, checked, geod

LONGEST_M = 50_000.0
"""Longest leg that one polygon holds, metres."""
MARGIN, MARGIN_M = 1e-3, 0.5
"""What is added to the half width, as a share and in metres: the sides of a polygon are geodesics, which come nearer to the leg
than its ends by L^2 w / 8R^2, 1 cm for 50 km and 1 km; and a plane that decides has its own error (`docs/decisions/0003`)."""


def holding(corridor: Corridor) -> Iterator[Circle | Polygon]:
    """Areas that together hold a corridor, and nothing farther from its path than a thousandth more than its half width."""
    wide = corridor.half_width_m * (1.0 + MARGIN) + MARGIN_M
    for lon, lat in dict.fromkeys(corridor.path):
        yield Circle(lon, lat, wide)
    for start, end in pairwise(corridor.path):
        for first, last in pairwise(_cut(start, end)):
            yield _leg(first, last, wide)


def _cut(start: Point, end: Point) -> list[Point]:
    """The leg in parts that are short enough."""
    azimuth, _, length = geod().inv(*start, *end)
    count = max(1, ceil(length / LONGEST_M))
    inner = [checked(geod().fwd(*start, azimuth, length * part / count)[:2]) for part in range(1, count)]
    return [start, *inner, end]


def _leg(start: Point, end: Point, wide: float) -> Polygon:
    """What lies beside a part of a leg."""
    there, back, _ = geod().inv(*start, *end)
    corners = ((start, there - 90.0), (end, back + 90.0), (end, back - 90.0), (start, there + 90.0))
    return Polygon((tuple(checked(geod().fwd(*point, azimuth, wide)[:2]) for point, azimuth in corners),))
