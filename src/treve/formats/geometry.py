"""Footprints and uncertain positions as shapes that other programs draw: geodesic edges made of short steps.

A disc becomes a polygon of 64 vertices on the geodesic circle (at most 0.12 % of the radius inside it),
so that a position known to 5 km never looks exact; or a point, for those who count points. Its middle and
radius stand in the columns `lon`, `lat` and `radius_m` either way. An area across the antimeridian is
cut there (RFC 7946, section 3.1.9). Coordinates have seven decimals, about one centimetre.
"""

from itertools import pairwise
from typing import Any, Literal

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry.base import BaseGeometry

from treve.geo.footprint import Circle, Corridor, Footprint, Point, Polygon, beside, geod, polygons_of, unwrapped
from treve.geo.place import Disc, OneOf

Floats = npt.NDArray[np.float64]
Discs = Literal["polygon", "point"]
"""How an uncertain position is drawn."""

SIDES = 64
"""Vertices of a drawn circle."""
STEP_M = 10_000.0
"""Longest step along a geodesic edge, metres."""
LEAST_M = 10.0
"""Radius with which an exact position is drawn among areas, metres."""
_GRID = 1e-7


def shape_of(geometry: Footprint | Disc | OneOf | None, discs: Discs = "polygon") -> BaseGeometry | None:
    """The shape of a place in degrees; `None` for a place that is not known."""
    if geometry is None:
        return None
    if isinstance(geometry, OneOf):
        return _all_of(geometry, discs)
    if isinstance(geometry, Disc):
        if discs == "point" or geometry.radius_m == 0:
            return shapely.Point(round(geometry.lon, 7), round(geometry.lat, 7))
        return _finish(shapely.Polygon(circle(geometry.lon, geometry.lat, geometry.radius_m)))
    if isinstance(geometry, Circle):
        return _finish(shapely.Polygon(circle(geometry.lon, geometry.lat, geometry.radius_m)))
    if isinstance(geometry, Corridor):
        return _finish(_along(geometry))
    return _finish(shapely.MultiPolygon([_polygon(part) for part in polygons_of(geometry)]))


def _all_of(choice: OneOf, discs: Discs) -> BaseGeometry:
    """Every place that may be meant, as one shape of one sort: points if all are, else polygons."""
    if all(isinstance(one, Disc) and (discs == "point" or one.radius_m == 0) for one in choice.places):
        spots = [(round(one.lon, 7), round(one.lat, 7)) for one in choice.places if isinstance(one, Disc)]
        return shapely.normalize(shapely.MultiPoint(spots))
    areas = [Circle(p.lon, p.lat, max(p.radius_m, LEAST_M)) if isinstance(p, Disc) else p.footprint for p in choice.places]
    return _finish(shapely.union_all([shape_of(area) for area in areas]))


def circle(lon: float, lat: float, radius_m: float) -> Floats:
    """Vertices of a geodesic circle, counter-clockwise, the first again at the end; longitudes may pass 180."""
    turns = [-360.0 * step / SIDES for step in range(SIDES)]
    lons, lats, _ = geod().fwd([lon] * SIDES, [lat] * SIDES, turns, [radius_m] * SIDES)
    return beside(unwrapped(list(zip([*lons, lons[0]], [*lats, lats[0]], strict=True))), lon)


def dense(line: tuple[Point, ...]) -> Floats:
    """A line with points added along its geodesics, so that no step is longer than `STEP_M`."""
    found: list[Point] = [line[0]]
    for (lon0, lat0), (lon1, lat1) in pairwise(line):
        _, _, length = geod().inv(lon0, lat0, lon1, lat1)
        steps = int(length // STEP_M)
        found.extend(geod().npts(lon0, lat0, lon1, lat1, steps) if steps else [])
        found.append((lon1, lat1))
    return unwrapped(found)


def _polygon(polygon: Polygon) -> Any:
    outer, *holes = (dense(ring) for ring in polygon.rings)
    return shapely.Polygon(outer, [beside(hole, outer[0, 0]) for hole in holes])


def _along(corridor: Corridor) -> BaseGeometry:
    path = dense(corridor.path)
    discs = [shapely.Polygon(beside(circle(lon, lat, corridor.half_width_m), lon)) for lon, lat in path]
    return shapely.union_all([shapely.convex_hull(shapely.union(a, b)) for a, b in pairwise(discs)])


def _finish(shape: BaseGeometry) -> BaseGeometry:
    west, _, east, _ = shape.bounds
    if west < -180.0 or east > 180.0:
        parts = [
            shapely.transform(shape.intersection(shapely.box(turn - 180, -90, turn + 180, 90)), _moved(-turn))
            for turn in (-360, 0, 360)
        ]
        shape = shapely.union_all([part for part in parts if not part.is_empty])
    shape = shapely.normalize(shapely.set_precision(shape, _GRID))
    if isinstance(shape, shapely.MultiPolygon) and len(shape.geoms) == 1:
        shape = shape.geoms[0]
    return shapely.orient_polygons(shapely.transform(shape, lambda xy: xy.round(7)))


def _moved(turn: float) -> Any:
    return lambda xy: xy + np.array([turn, 0.0])


def wkb(shape: BaseGeometry) -> bytes:
    """Well-known binary, little endian, two dimensions."""
    return bytes(shapely.to_wkb(shape, output_dimension=2, byte_order=1))
