"""The exact decision for one disc and one area: geodesic distance and direction from the disc's middle.

Seen from a point, with every vertex at its geodesic distance and direction (Karney 2013), geodesics
through the point are straight, and an edge of at most 1 km at a distance of 25 km strays from a straight
line by 0.03 mm. So the distance to the border is right to a tenth of a millimetre up to about 50 km, and
to a millimetre beyond, since edges near the decision are cut finer there.
"""

import numpy as np
import numpy.typing as npt
import shapely

from treve.geo.footprint import geod
from treve.geo.metric import densified
from treve.geo.outline import Outline
from treve.kleene import CANNOT_TELL, NO, YES, Kleene

Floats = npt.NDArray[np.float64]

ON_BORDER_M = 1e-4
"""A point nearer to a border than this lies on it, metres."""
FINE_M = 100.0
"""Longest edge near a decision that is far from the point, metres."""


def _seen(lon: float, lat: float, ring: Floats) -> Floats:
    count = len(ring)
    azimuth, _, away = geod().inv(np.full(count, lon), np.full(count, lat), ring[:, 0], ring[:, 1])
    angle = np.radians(np.asarray(azimuth))
    return np.column_stack([np.asarray(away) * np.sin(angle), np.asarray(away) * np.cos(angle)])


def border_distance(outline: Outline, lon: float, lat: float) -> tuple[float, bool]:
    """Distance in metres from a point to the border (or path) of an outline, and whether it lies inside."""
    origin = shapely.Point(0.0, 0.0)
    nearest, inside = np.inf, False
    for part in outline.parts:
        rings = [_seen(lon, lat, ring) for ring in part]
        for ring, seen in zip(part, rings, strict=True):
            nearest = min(nearest, _nearest(lon, lat, ring, seen))
        if not outline.half_width_m:
            inside |= bool(shapely.intersects(shapely.make_valid(shapely.Polygon(rings[0], rings[1:])), origin))
    return nearest, inside


def _nearest(lon: float, lat: float, ring: Floats, seen: Floats) -> float:
    away = _segments(seen)
    best = float(away.min())
    if best < 50_000.0:
        return best
    close = np.flatnonzero(away <= best + 10.0)[:64]
    return min(float(_segments(_seen(lon, lat, densified(tuple(map(tuple, ring[at : at + 2])), FINE_M))).min()) for at in close)


def _segments(points: Floats) -> Floats:
    """Distance from the origin to each segment of a line."""
    start, step = points[:-1], points[1:] - points[:-1]
    length = (step**2).sum(axis=1)
    along = np.clip(-(start * step).sum(axis=1) / np.where(length > 0, length, 1.0), 0.0, 1.0)
    foot = start + along[:, None] * step
    return np.asarray(np.hypot(foot[:, 0], foot[:, 1]), np.float64)


def exact_relation(outline: Outline, lon: float, lat: float, radius: float) -> Kleene:
    """Whether a disc lies in an outline: the reference against which the fast path is checked."""
    away, inside = border_distance(outline, lon, lat)
    if outline.half_width_m:
        if away + radius <= outline.half_width_m:
            return YES
        return NO if away > outline.half_width_m + radius else CANNOT_TELL
    if radius == 0.0:
        return YES if inside or away <= ON_BORDER_M else NO
    if inside and away >= radius:
        return YES
    return NO if not inside and away > radius else CANNOT_TELL
