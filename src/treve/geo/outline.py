"""The outline of an area on its own local plane, and its densified vertices for exact questions."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely

from treve.geo.footprint import Circle, Corridor, Footprint, MultiPolygon, Polygon, geod, polygons_of
from treve.geo.metric import Plane, densified

Floats = npt.NDArray[np.float64]

SIDES = 64
"""Sides of the polygon that stands for a circle where a polygon is needed; drawn outside or inside of it."""


@dataclass(frozen=True)
class Outline:
    """A polygon, multipolygon or corridor made ready."""

    lon: float
    """Longitude of the middle of its plane."""
    lat: float
    """Latitude of the middle of its plane."""
    reach_m: float
    """Farthest distance from the middle, metres, half width included."""
    half_width_m: float
    """Half width of a corridor, 0 for polygons."""
    parts: tuple[tuple[Floats, ...], ...]
    """Densified rings in degrees, part by part, outer ring first; for a corridor the one path."""
    shape: Any
    """The area on its plane, prepared; for a corridor its path."""
    border: Any
    """Its border on the plane, prepared; for a corridor its path."""

    @classmethod
    def of(cls, footprint: Footprint) -> "Outline":
        """The outline of an area that is no circle."""
        if isinstance(footprint, Corridor):
            parts: tuple[tuple[Floats, ...], ...] = ((densified(footprint.path),),)
            half = footprint.half_width_m
        else:
            assert isinstance(footprint, Polygon | MultiPolygon)
            parts = tuple(tuple(densified(ring) for ring in part.rings) for part in polygons_of(footprint))
            half = 0.0
        lon, lat = _middle(np.vstack([ring for part in parts for ring in part]))
        plane = Plane(lon, lat)
        if half:
            shape = border = shapely.LineString(_on(plane, parts[0][0]))
        else:
            shape = shapely.MultiPolygon([(_on(plane, part[0]), [_on(plane, hole) for hole in part[1:]]) for part in parts])
            border = shape.boundary
        _make_ready(shape, border)
        reach = float(np.hypot(*shapely.get_coordinates(border).T).max()) + half
        return cls(lon, lat, reach, half, parts, shape, border)


def _make_ready(shape: Any, border: Any) -> None:
    """Prepare both, and ask each once: GEOS builds the rest of a prepared geometry at its first question,
    which two threads must not ask at the same time."""
    shapely.prepare([shape, border])
    inside = shapely.point_on_surface(shape)
    shapely.intersects(shape, inside)
    shapely.dwithin([shape, border], inside, 1e9)


def _middle(points: Floats) -> tuple[float, float]:
    """Middle of the box around points, across the antimeridian if they cross it."""
    lon = points[:, 0]
    turned = (lon - lon[0] + 180.0) % 360.0 - 180.0 + lon[0]
    middle = (turned.min() + turned.max()) / 2.0
    return float((middle + 180.0) % 360.0 - 180.0), float((points[:, 1].min() + points[:, 1].max()) / 2.0)


def _on(plane: Plane, ring: Floats) -> Floats:
    return np.column_stack(plane.project(ring[:, 0], ring[:, 1]))


def as_polygon(footprint: Footprint, plane: Plane, *, outer: bool) -> Any:
    """An area as a polygon on a plane; round parts lie outside of their curve if `outer`, else inside."""
    if isinstance(footprint, Circle):
        ring = circle_ring(footprint, outer=outer)
        return shapely.Polygon(_on(plane, np.asarray(ring)))
    if isinstance(footprint, Corridor):
        line = shapely.LineString(_on(plane, densified(footprint.path)))
        grow = 1.0 / np.cos(np.pi / (4 * 16)) if outer else np.cos(np.pi / (4 * 16))
        return line.buffer(footprint.half_width_m * grow, quad_segs=16)
    parts = [[_on(plane, densified(ring)) for ring in part.rings] for part in polygons_of(footprint)]
    return shapely.make_valid(shapely.MultiPolygon([(part[0], part[1:]) for part in parts]))


def circle_ring(circle: Circle, *, outer: bool, sides: int = SIDES) -> list[tuple[float, float]]:
    """A closed ring of geodesic points around a circle: its corners outside of it if `outer`, else on it."""
    reach = circle.radius_m / np.cos(np.pi / sides) * (1.0 + 1e-4) if outer else circle.radius_m
    azimuth = np.linspace(0.0, 360.0, sides, endpoint=False)
    lon, lat, _ = geod().fwd(np.full(sides, circle.lon), np.full(sides, circle.lat), azimuth, np.full(sides, reach))
    points = list(zip(np.asarray(lon).tolist(), np.asarray(lat).tolist(), strict=True))
    return [*points, points[0]]
