"""What lies near a volume: whoever asked to be told, or plans, learns of neighbours too, not only of what meets it."""

from collections.abc import Iterable
from math import cos, radians

import msgspec

from treve.geo.footprint import Circle, Corridor, Footprint, Polygon, polygons_of
from treve.geo.volume import Volume4D

NEAR_M = 200.0
"""How far around the box of a volume something is near, metres."""
WIDEST_DEG = 0.5
"""Wider boxes stand as they are: the lines of a box are geodesics, which stray from its parallels by less than `NEAR_M`
up to here."""
STEEPEST_DEG = 75.0
"""As do those beyond this latitude."""
_METRES = 110_500.0
"""Less than any degree of latitude."""


def near(volumes: Iterable[Volume4D]) -> list[Volume4D]:
    """Volumes that hold these and what is near them; very wide ones, and those about a pole, are given back as they are."""
    return list({msgspec.structs.replace(one, footprint=_around(one.footprint)): None for one in volumes})


def _around(footprint: Footprint) -> Footprint:
    if isinstance(footprint, Circle):
        return Circle(footprint.lon, footprint.lat, footprint.radius_m + NEAR_M)
    if isinstance(footprint, Corridor):
        return footprint
    points = [point for part in polygons_of(footprint) for point in part.rings[0]]
    west, east = min(lon for lon, _ in points), max(lon for lon, _ in points)
    south, north = min(lat for _, lat in points), max(lat for _, lat in points)
    up = NEAR_M / _METRES
    side = up / cos(radians(min(max(-south, north) + up, 89.0)))
    too_wide = max(east - west, north - south) > WIDEST_DEG or max(-south, north) > STEEPEST_DEG
    if too_wide or west - side <= -180.0 or east + side >= 180.0:
        return footprint
    west, east, south, north = west - side, east + side, south - up, north + up
    return Polygon((((west, south), (east, south), (east, north), (west, north)),))
