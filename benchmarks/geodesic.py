"""An independent reference: where a disc lies, decided by `pyproj.Geod` alone, without any plane or densifying.

Distance to a border: geodesic distances to all corners bound what each edge can give; edges that may hold
the nearest point are searched along their geodesic. Inside: the turns of the corners' directions, seen from
the point, add up to a full circle (a geodesic edge never turns by more than half a circle).
"""

from typing import Any

import numpy as np
from pyproj import Geod

from treve.geo.footprint import Circle, Corridor, Footprint, MultiPolygon, Polygon

GEOD = Geod(ellps="WGS84")
STEPS = 12
"""Steps of the search for the nearest point of an edge; it ends sooner where all have come to rest."""
NEAR = 1e-4
"""A point nearer to a border lies on it, metres: what `treve.geo` says too."""


def _lines(footprint: Footprint) -> list[Any]:
    if isinstance(footprint, Corridor):
        return [np.array(footprint.path)]
    parts = footprint.polygons if isinstance(footprint, MultiPolygon) else (footprint,)
    return [np.array(ring) for part in parts if isinstance(part, Polygon) for ring in part.rings]


def border(footprint: Footprint, lon: Any, lat: Any) -> tuple[Any, Any]:
    """Distance in metres of points to the border (or path) of one area, and whether they lie inside its rings."""
    nearest, turn = np.full(len(lon), np.inf), np.zeros(len(lon))
    for line in _lines(footprint):
        corners = len(line)
        x, y = np.repeat(lon, corners), np.repeat(lat, corners)
        azimuth, _, away = GEOD.inv(x, y, np.tile(line[:, 0], len(lon)), np.tile(line[:, 1], len(lon)))
        away = away.reshape(-1, corners)
        step = np.radians(np.diff(azimuth.reshape(-1, corners), axis=1))
        turn += ((step + np.pi) % (2 * np.pi) - np.pi).sum(axis=1)
        heading, _, length = GEOD.inv(line[:-1, 0], line[:-1, 1], line[1:, 0], line[1:, 1])
        nearest = np.minimum(nearest, away.min(axis=1))
        least = (away[:, :-1] + away[:, 1:] - length) / 2.0
        point, edge = np.nonzero(least < nearest[:, None])
        found = _along(lon[point], lat[point], line[edge], heading[edge], length[edge], away[point, edge])
        np.minimum.at(nearest, point, found)
    return nearest, np.abs(turn) > np.pi


def _along(lon: Any, lat: Any, start: Any, heading: Any, length: Any, away: Any) -> Any:
    """Least distance of points to edges: steps to where the way to the point stands square on the edge."""
    best = away.copy()
    at = np.clip(length / 2.0, 0.0, length)
    going = np.arange(len(lon))
    for _ in range(STEPS):
        if not len(going):
            break
        x, y, back = GEOD.fwd(start[going, 0], start[going, 1], heading[going], at[going])
        to, _, distance = GEOD.inv(x, y, lon[going], lat[going])
        best[going] = np.minimum(best[going], distance)
        ahead = np.cos(np.radians(to - back - 180.0))
        after = np.clip(at[going] + distance * ahead, 0.0, length[going])
        # The error of a distance at its foot grows with the square of the step left.
        moved = np.abs(after - at[going]) > 1e-3
        at[going] = after
        going = going[moved]
    return best


def relation(footprint: Footprint, lon: Any, lat: Any, radius: Any) -> tuple[Any, Any]:
    """Whether discs lie in one area (0 no, 1 in part, 2 wholly), and how far each is from another answer, metres."""
    if isinstance(footprint, Circle):
        count = len(lon)
        away = GEOD.inv(np.full(count, footprint.lon), np.full(count, footprint.lat), lon, lat)[2]
        return _round(away, footprint.radius_m, radius)
    nearest, inside = border(footprint, lon, lat)
    if isinstance(footprint, Corridor):
        return _round(nearest, footprint.half_width_m, radius)
    point = radius == 0.0
    held = np.where(point, inside | (nearest <= NEAR), inside & (nearest >= radius))
    apart = np.where(point, ~held, ~inside & (nearest > radius))
    return np.where(held, 2, np.where(apart, 0, 1)), np.abs(nearest - radius)


def _round(away: Any, reach: float, radius: Any) -> tuple[Any, Any]:
    value = np.where(away + radius <= reach, 2, np.where(away > reach + radius, 0, 1))
    return value, np.minimum(np.abs(away + radius - reach), np.abs(away - reach - radius))


SAMPLES = 41
"""Points of an edge from which the search for the nearest place begins."""


def apart(a: Footprint, b: Footprint) -> float:
    """Distance of two areas in metres, by a search along their borders; of round ones negative where they overlap.

    For two polygons that overlap it is zero.
    """
    best = np.inf
    for one, other in ((a, b), (b, a)):
        if isinstance(one, Circle):
            best = min(best, float(_from_core(other, np.array([one.lon]), np.array([one.lat]))[0]))
            continue
        for line in _lines(one):
            heading, _, length = GEOD.inv(line[:-1, 0], line[:-1, 1], line[1:, 0], line[1:, 1])
            for start, turn, long in zip(line[:-1], heading, length, strict=True):
                best = _nearest(other, start, turn, long, best)
    return best - sum(_grown_by(one) for one in (a, b))


def _nearest(other: Footprint, start: Any, heading: float, length: float, best: float) -> float:
    """The least distance from an edge to a core, or `best` where that is less: brackets around the nearest samples."""

    def away(at: Any) -> Any:
        x, y, _ = GEOD.fwd(np.full(len(at), start[0]), np.full(len(at), start[1]), np.full(len(at), heading), at)
        return _from_core(other, np.asarray(x), np.asarray(y))

    at = np.linspace(0.0, length, SAMPLES)
    found = away(at)
    if found.min() > best + length / (SAMPLES - 1):
        return best
    best = min(best, float(found.min()))
    for place in np.argsort(found)[:3]:
        low, high = at[max(place - 1, 0)], at[min(place + 1, SAMPLES - 1)]
        while high - low > 1e-3:
            steps = np.linspace(low, high, 21)
            seen = away(steps)
            least = int(seen.argmin())
            best = min(best, float(seen[least]))
            low, high = steps[max(least - 1, 0)], steps[min(least + 1, 20)]
    return best


def _from_core(footprint: Footprint, lon: Any, lat: Any) -> Any:
    """Distance of points to the middle of a circle, the path of a corridor, or a polygon: zero inside."""
    if isinstance(footprint, Circle):
        return GEOD.inv(np.full(len(lon), footprint.lon), np.full(len(lon), footprint.lat), lon, lat)[2]
    nearest, inside = border(footprint, lon, lat)
    return nearest if isinstance(footprint, Corridor) else np.where(inside, 0.0, nearest)


def _grown_by(footprint: Footprint) -> float:
    return footprint.radius_m if isinstance(footprint, Circle) else getattr(footprint, "half_width_m", 0.0)
