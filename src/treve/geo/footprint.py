"""Footprints: what an area covers on the globe. WGS 84, longitude before latitude, edges are geodesics.

Everything is checked and put in order when it is made: rings closed, repeated points dropped, outer
rings counter-clockwise (RFC 7946, section 3.1.6). A ring may cross the antimeridian; it may not go
round a pole, and never means the larger part of the globe.
"""

from functools import cache
from itertools import pairwise
from math import isfinite
from typing import Any

import msgspec

from treve.errors import BadGeometry, TooLarge

MOST_VERTICES = 200_000
"""Most vertices of one footprint; more are refused, not thinned out."""
LARGEST_AREA_M2 = 2.55e14
"""Half of the globe, square metres: a footprint covers less."""
LARGEST_RADIUS_M = 5_000_000.0
"""Largest radius of a circle, metres."""

Point = tuple[float, float]
"""Longitude and latitude, degrees."""
Ring = tuple[Point, ...]
"""A closed line: the first point stands again at the end."""


@cache
def geod() -> Any:
    """The geodesic solver of the WGS 84 ellipsoid (Karney 2013)."""
    from pyproj import Geod

    return Geod(ellps="WGS84")


def checked(point: Point) -> Point:
    """The point with its longitude in [-180, 180); raises `BadGeometry` where it is none."""
    lon, lat = point
    if not (isfinite(lon) and isfinite(lat)) or not -180.0 <= lon <= 180.0 or not -90.0 <= lat <= 90.0:
        hint = " Latitude and longitude seem to be swapped." if abs(lat) > 90 >= abs(lon) else ""
        raise BadGeometry(f"({lon}, {lat}) is no longitude and latitude in degrees.{hint}")
    return (-180.0 if lon == 180.0 else float(lon), float(lat))


def unwrapped(points: Ring) -> list[Point]:
    """The points with longitudes running on past 180 degrees, so that no step is longer than half a turn."""
    found = [points[0]]
    for lon, lat in points[1:]:
        step = (lon - found[-1][0] + 180.0) % 360.0 - 180.0
        found.append((found[-1][0] + step, lat))
    return found


class Circle(msgspec.Struct, frozen=True, tag_field="type", tag="Circle", forbid_unknown_fields=True):
    """All points within a distance of a middle; kept as middle and radius, never as a polygon."""

    lon: float
    """Longitude of the middle."""
    lat: float
    """Latitude of the middle."""
    radius_m: float
    """Radius along the ellipsoid, metres; more than zero."""

    def __post_init__(self) -> None:
        checked((self.lon, self.lat))
        if not isfinite(self.radius_m) or not 0.0 < self.radius_m <= LARGEST_RADIUS_M:
            raise BadGeometry(f"A radius of {self.radius_m} m is not between 0 and {LARGEST_RADIUS_M:.0f} m.")


class Polygon(msgspec.Struct, frozen=True, tag_field="type", tag="Polygon", forbid_unknown_fields=True):
    """An area within an outer ring, less its holes."""

    rings: tuple[Ring, ...]
    """The outer ring, then the holes."""

    def __post_init__(self) -> None:
        if not self.rings:
            raise BadGeometry("A polygon needs an outer ring.")
        count = sum(len(ring) for ring in self.rings)
        if count > MOST_VERTICES:
            raise TooLarge(f"The polygon has {count} vertices; the limit is {MOST_VERTICES}.")
        rings = tuple(_in_order(ring, hole=place > 0) for place, ring in enumerate(self.rings))
        msgspec.structs.force_setattr(self, "rings", rings)
        _check_shape(rings)


class MultiPolygon(msgspec.Struct, frozen=True, tag_field="type", tag="MultiPolygon", forbid_unknown_fields=True):
    """Several polygons as one area."""

    polygons: tuple[Polygon, ...]
    """The parts."""

    def __post_init__(self) -> None:
        if not self.polygons:
            raise BadGeometry("A multipolygon needs a part.")
        count = sum(len(ring) for part in self.polygons for ring in part.rings)
        if count > MOST_VERTICES:
            raise TooLarge(f"The area has {count} vertices; the limit is {MOST_VERTICES}.")


class Corridor(msgspec.Struct, frozen=True, tag_field="type", tag="Corridor", forbid_unknown_fields=True):
    """All points within a distance of a path."""

    path: tuple[Point, ...]
    """The path; its legs are geodesics."""
    half_width_m: float
    """Distance to either side, metres."""

    def __post_init__(self) -> None:
        points = tuple(checked(point) for point in self.path)
        kept = tuple(point for place, point in enumerate(points) if place == 0 or point != points[place - 1])
        if len(kept) < 2:
            raise BadGeometry("A corridor needs two different points.")
        if len(kept) > MOST_VERTICES:
            raise TooLarge(f"The corridor has {len(kept)} points; the limit is {MOST_VERTICES}.")
        if not isfinite(self.half_width_m) or not 0.0 < self.half_width_m <= LARGEST_RADIUS_M:
            raise BadGeometry(f"A half width of {self.half_width_m} m is not between 0 and {LARGEST_RADIUS_M:.0f} m.")
        msgspec.structs.force_setattr(self, "path", kept)


Footprint = Circle | Polygon | MultiPolygon | Corridor
"""Any area."""


def _in_order(ring: Ring, *, hole: bool) -> Ring:
    points = [checked(point) for point in ring]
    kept = [point for place, point in enumerate(points) if place == 0 or point != points[place - 1]]
    if len(kept) > 1 and kept[0] == kept[-1]:
        kept.pop()
    if len(set(kept)) < 3:
        raise BadGeometry(f"A ring needs three different points; this one has {len(set(kept))}.")
    if any(abs(lat) == 90.0 for _, lat in kept):
        raise BadGeometry("A ring through a pole cannot be told apart from one around it; stop it short of the pole.")
    run = unwrapped((*kept, kept[0]))
    if abs(run[-1][0] - run[0][0]) > 1.0:
        raise BadGeometry("The ring goes round a pole; describe it as a circle around the pole instead.")
    twice = sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in pairwise(run))
    if (twice < 0) != hole:
        kept.reverse()
    return (*kept, kept[0])


def _check_shape(rings: tuple[Ring, ...]) -> None:
    import shapely

    shape = shapely.Polygon(unwrapped(rings[0]), [beside(unwrapped(hole), rings[0][0][0]) for hole in rings[1:]])
    if not shape.is_valid:
        raise BadGeometry(f"The polygon is not simple: {shapely.is_valid_reason(shape)}.")
    lons, lats = zip(*rings[0], strict=True)
    area, _ = geod().polygon_area_perimeter(lons, lats)
    if abs(area) > LARGEST_AREA_M2:
        raise BadGeometry(f"The polygon covers {abs(area):.3g} square metres, more than half of the globe.")


def beside(points: list[Point], lon: float) -> list[Point]:
    """The points moved by whole turns so that the first lies within half a turn of `lon`."""
    turns = round((lon - points[0][0]) / 360.0)
    return [(x + 360.0 * turns, y) for x, y in points]


def polygons_of(footprint: Polygon | MultiPolygon) -> tuple[Polygon, ...]:
    """The parts of an area made of polygons."""
    return (footprint,) if isinstance(footprint, Polygon) else footprint.polygons


def middle(footprint: Footprint) -> Point:
    """A point about the middle of an area, degrees: of its circle, or of the box around its corners; it may lie outside."""
    if isinstance(footprint, Circle):
        return footprint.lon, footprint.lat
    lines = (footprint.path,) if isinstance(footprint, Corridor) else tuple(part.rings[0] for part in polygons_of(footprint))
    points = [point for line in lines for point in beside(unwrapped(line), lines[0][0][0])]
    west, east = min(lon for lon, _ in points), max(lon for lon, _ in points)
    south, north = min(lat for _, lat in points), max(lat for _, lat in points)
    return ((west + east) / 2.0 + 180.0) % 360.0 - 180.0, (south + north) / 2.0
