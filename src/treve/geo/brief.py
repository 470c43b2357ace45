"""Geodesics of a few kilometres by their series: some ten times quicker than solving each, and right to centimetres.

For what a request brings: a polygon or circle that is to be drawn at once. Longer lines and steeper latitudes are
solved (`treve.geo.metric`). Second order of the geodesic's equations on the ellipsoid (Bomford, Geodesy, 4th ed., 2.14).
"""

from functools import lru_cache
from itertools import pairwise
from math import ceil, cos, degrees, hypot, pi, radians, sin, sqrt
from typing import Any

import numpy as np
import numpy.typing as npt

from treve.geo.footprint import Point, Ring
from treve.geo.metric import STEP_M

Floats = npt.NDArray[np.float64]

LONGEST_M = 8_000.0
"""Longest edge that is cut by the series, metres."""
STEEPEST_DEG = 70.0
"""Highest latitude at which it is used, degrees."""
MOST_POINTS = 64
"""Most points of a ring that is cut by it."""
WIDEST_M = 30_000.0
"""Largest radius of a circle that is drawn by it, metres."""
MARGIN = 3e-4
"""Part of a radius by which what is drawn may be wrong, with a good deal to spare."""
_A, _E2 = 6_378_137.0, 0.0066943799901413165
_RADIAN, _HALF = pi / 180.0, pi / 360.0
_DEG_M = 111_700.0
"""More metres than any degree has."""


def cut(ring: Ring) -> Ring | None:
    """A closed ring with points on its geodesic edges, none longer than `STEP_M`; `None` = not by the series.

    The points lie within 5 cm of the geodesics, for edges up to `LONGEST_M` and latitudes up to `STEEPEST_DEG`. Point by
    point: arrays cost more than they save on rings as short as those of a request.
    """
    if len(ring) > MOST_POINTS:
        return None
    found: list[Point] = []
    longest = 0.0
    for (lon, lat), (to_lon, to_lat) in pairwise(ring):
        if not -STEEPEST_DEG <= lat <= STEEPEST_DEG:
            return None
        east, north = to_lon - lon, to_lat - lat
        middle = (lat + to_lat) * _HALF
        flat = cos(middle)
        length = hypot(east * flat, north) * _DEG_M
        found.append((lon, lat))
        if length > longest:
            longest = length
            if longest > LONGEST_M:
                return None
        if length > STEP_M:
            count = ceil(length / STEP_M)
            sine = sin(middle)
            sideways, upward = _RADIAN * sine / flat * east * north, _HALF * flat * sine * east * east
            for part in range(1, count):
                along = part / count
                bow = along * (1.0 - along)
                found.append((lon + along * east - bow * sideways, lat + along * north + bow * upward))
    found.append(ring[-1])
    return ring if longest <= STEP_M else tuple(found)


@lru_cache(maxsize=8)
def _unit(sides: int) -> Floats:
    """Sine and cosine of the directions of a ring's corners."""
    turn = np.linspace(0.0, 2.0 * np.pi, sides + 1)
    return np.stack([np.sin(turn), np.cos(turn)])


def around(lon: float, lat: float, radii: tuple[float, ...], sides: int) -> Any:
    """Closed rings around a point at distances in metres, corners first to the north; shape (radii, sides + 1, 2).

    Right to `MARGIN` of the radius, for radii up to `WIDEST_M` and latitudes up to `STEEPEST_DEG`.
    """
    flat = radians(lat)
    sine, cosine = sin(flat), cos(flat)
    w = 1.0 - _E2 * sine * sine
    prime, meridian = _A / sqrt(w), _A * (1.0 - _E2) / w**1.5
    unit = _unit(sides)
    away = np.array(radii)[:, None]
    east, north = away * unit[0], away * unit[1]
    tangent = sine / cosine
    found = np.empty((len(radii), sides + 1, 2))
    found[:, :, 0] = lon + east * (degrees(1.0) / (prime * cosine)) * (1.0 + north * (tangent / meridian))
    found[:, :, 1] = lat + (north / meridian - east * east * (tangent / (2.0 * meridian * prime))) * degrees(1.0)
    found[:, -1] = found[:, 0]
    return found
