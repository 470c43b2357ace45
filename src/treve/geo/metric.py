"""Distances on WGS 84: exact along geodesics, and local planes that are nearly so.

A local plane puts a point at its distance and direction from a centre (an azimuthal equidistant
picture, from the chord through the earth). Near the centre it keeps distances; `plane_error` bounds
what it loses away from it. Decisions nearer than that are made again exactly.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from treve.geo.footprint import Ring, geod

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

_A = 6_378_137.0
_E2 = 0.006694379990141317
MEAN_RADIUS_M = 6_371_008.8
"""Mean radius of the earth, metres (IUGG)."""
STEP_M = 1_000.0
"""Longest edge after densifying, metres: a straight edge then lies within 0.02 m of the geodesic in degrees."""

STRAY = 1.1 / (8 * 6_356_000.0)
"""More than a straight line in degrees strays from the geodesic between its ends: this times its length squared and the
tangent of the latitude, metres. See `treve.geo.drawn.stray_m`."""


def distance(lon1: Any, lat1: Any, lon2: Any, lat2: Any) -> Floats:
    """Geodesic distance in metres, elementwise, exact to nanometres (Karney 2013)."""
    lon1, lat1, lon2, lat2 = (np.ascontiguousarray(one, np.float64) for one in np.broadcast_arrays(lon1, lat1, lon2, lat2))
    return np.asarray(geod().inv(lon1, lat1, lon2, lat2)[2], np.float64)


def densified(ring: Ring, step: float = STEP_M) -> Floats:
    """The points of a line with more on its geodesic edges, none longer than `step` metres; shape (n, 2)."""
    points = np.asarray(ring, np.float64)
    return densified_lines(points, np.array([0, len(points)]), step)[0]


def densified_lines(points: Floats, begins: Ints, step: float = STEP_M) -> tuple[Floats, Ints]:
    """Many lines at once: their points one after the other, and where each line begins, with the end of the last."""
    lines = len(begins) - 1
    last = np.zeros(len(points), np.bool_)
    last[begins[1:] - 1] = True
    edge = np.flatnonzero(~last & (at_most(points) > step))
    azimuth, _, length = geod().inv(points[edge, 0], points[edge, 1], points[edge + 1, 0], points[edge + 1, 1])
    count = np.ones(len(points), np.int64)
    count[edge] = np.maximum(1, np.ceil(np.asarray(length) / step)).astype(np.int64)
    if count.max(initial=1) == 1:
        return points, begins
    owner = np.repeat(np.arange(len(points)), count)
    place = np.arange(len(owner)) - np.repeat(np.cumsum(count) - count, count)
    found = points[owner]
    inner = np.flatnonzero(place)
    at = owner[inner]
    turn, away = np.empty(len(points)), np.empty(len(points))
    turn[edge], away[edge] = azimuth, length
    x, y, _ = geod().fwd(points[at, 0], points[at, 1], turn[at], away[at] * place[inner] / count[at])
    found[inner] = np.column_stack([x, y])
    sizes = np.add.reduceat(count, begins[:-1]) if lines else np.empty(0, np.int64)
    return found, np.concatenate([[0], np.cumsum(sizes)])


def at_most(points: Floats) -> Floats:
    """A bound on the distance from each point to the next, metres: up the meridian, then along the parallel."""
    lon, lat = points[:, 0], points[:, 1]
    across = np.abs(np.diff(lon, append=lon[-1:]))
    across = np.minimum(across, 360.0 - across)
    flat = np.cos(np.radians(np.minimum(np.abs(lat), np.abs(np.append(lat[1:], lat[-1:])))))
    return 111_700.0 * (np.abs(np.diff(lat, append=lat[-1:])) + across * flat)


def _cartesian(lon: Any, lat: Any) -> tuple[Floats, Floats, Floats]:
    phi, lam = np.radians(lat), np.radians(lon)
    sine = np.sin(phi)
    normal = _A / np.sqrt(1.0 - _E2 * sine * sine)
    flat = normal * np.cos(phi)
    return flat * np.cos(lam), flat * np.sin(lam), normal * (1.0 - _E2) * sine


@dataclass(frozen=True)
class Plane:
    """A local plane around a centre (degrees); x east and y north, metres."""

    lon: float
    lat: float

    def project(self, lon: Any, lat: Any) -> tuple[Floats, Floats]:
        """Where points lie on the plane."""
        return project(np.float64(self.lon), np.float64(self.lat), lon, lat)


def project(lon0: Any, lat0: Any, lon: Any, lat: Any) -> tuple[Floats, Floats]:
    """Where points lie on local planes around centres, elementwise: metres east and north."""
    x0, y0, z0 = _cartesian(lon0, lat0)
    x, y, z = _cartesian(lon, lat)
    dx, dy, dz = x - x0, y - y0, z - z0
    lam, phi = np.radians(lon0), np.radians(lat0)
    east = dy * np.cos(lam) - dx * np.sin(lam)
    out = dx * np.cos(lam) + dy * np.sin(lam)
    north = dz * np.cos(phi) - out * np.sin(phi)
    chord = np.sqrt(dx * dx + dy * dy + dz * dz)
    arc = 2.0 * MEAN_RADIUS_M * np.arcsin(np.minimum(chord / (2.0 * MEAN_RADIUS_M), 1.0))
    flat = np.hypot(east, north)
    scale = np.divide(arc, flat, out=np.ones_like(flat), where=flat > 0)
    return east * scale, north * scale


def plane_error(reach: Any, length: Any) -> Floats:
    """Bound on the error of a length (metres) measured on a plane, not farther than `reach` metres from its centre.

    The stretch across the line of sight is reach/(R sin(reach/R)) - 1, about reach^2 / 6 R^2; the bound
    takes half as much again, one part in 100,000 for the ellipsoid, and 5 cm for the edges.
    """
    turned = np.minimum(np.asarray(reach, np.float64) / MEAN_RADIUS_M, 2.5)
    stretch = np.where(turned > 1e-9, turned / np.sin(np.maximum(turned, 1e-9)) - 1.0, 0.0)
    return 0.05 + np.asarray(length, np.float64) * (1.5 * stretch + 1e-5)
