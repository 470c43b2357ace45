"""Footprints: what an area covers on the globe. WGS 84, longitude before latitude, edges are geodesics.

Everything is checked and put in order when it is made: rings closed, repeated points dropped, outer
rings counter-clockwise (RFC 7946, section 3.1.6). A ring may cross the antimeridian; it may not go
round a pole, and never means the larger part of the globe.
"""

from functools import cache
from itertools import chain
from math import isfinite
from struct import pack
from typing import Any

import msgspec

from treve.errors import BadGeometry, TooLarge

MOST_VERTICES = 200_000
"""Most vertices of one footprint; more are refused, not thinned out."""
LARGEST_AREA_M2 = 2.55e14
"""Half of the globe, square metres: a footprint covers less."""
LARGEST_RADIUS_M = 5_000_000.0
"""Largest radius of a circle, metres."""

FEW = 48
"""Rings of so few points are put in order one point after the other: arrays cost more than they save."""
AT_A_POLE = "A ring through a pole cannot be told apart from one around it; stop it short of the pole."

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
    kept = _plain(ring) if len(ring) <= FEW else _plain_of_many(ring)
    if len(kept) > 1 and kept[0] == kept[-1]:
        kept.pop()
    if len(set(kept[:8])) < 3 and len(set(kept)) < 3:
        raise BadGeometry(f"A ring needs three different points; this one has {len(set(kept))}.")
    turns, twice = _turns_and_area(kept) if len(kept) <= FEW else _turns_and_area_of_many(kept)
    if turns:
        raise BadGeometry("The ring goes round a pole; describe it as a circle around the pole instead.")
    if (twice < 0) != hole:
        kept.reverse()
    return (*kept, kept[0])


def _plain(ring: Ring) -> list[Point]:
    """The points, each checked, with longitudes in [-180, 180) and repeated ones dropped."""
    kept: list[Point] = []
    last = None
    for lon, lat in ring:
        point = (float(lon), float(lat))
        # Written so that not-a-number fails too.
        if not (-180.0 <= lon < 180.0 and -90.0 < lat < 90.0):
            point = checked(point)
            if abs(lat) == 90.0:
                raise BadGeometry(AT_A_POLE)
        if point != last:
            kept.append(point)
            last = point
    return kept


def _plain_of_many(ring: Ring) -> list[Point]:
    import numpy as np

    points = _array(ring)
    lon, lat = points[:, 0], points[:, 1]
    if not bool(((lon >= -180.0) & (lon < 180.0) & (np.abs(lat) < 90.0)).all()):
        return _plain(ring)
    points = points[np.concatenate([[True], (points[1:] != points[:-1]).any(axis=1)])]
    return list(zip(points[:, 0].tolist(), points[:, 1].tolist(), strict=True))


def _turns_and_area(points: list[Point]) -> tuple[int, float]:
    """Turns about the globe that a ring, not closed, makes; twice its area in degrees, positive counter-clockwise."""
    (first, base), turns = points[0], 0
    before, x, y, twice = first, 0.0, 0.0, 0.0
    for lon, lat in chain(points[1:], points[:1]):
        step = lon - before
        turns += (step < -180.0) - (step >= 180.0)
        before, east, north = lon, lon - first + 360.0 * turns, lat - base
        twice += x * north - east * y
        x, y = east, north
    return turns, twice


def _turns_and_area_of_many(points: list[Point]) -> tuple[int, float]:
    closed = _array((*points, points[0]))
    x, y = running(closed[:, 0]) - closed[0, 0], closed[:, 1] - closed[0, 1]
    return round(float(x[-1]) / 360.0), float((x[:-1] * y[1:] - x[1:] * y[:-1]).sum())


def _array(ring: Ring) -> Any:
    """The points of a ring as an array of shape (n, 2)."""
    import numpy as np

    return np.fromiter(chain.from_iterable(ring), np.float64, 2 * len(ring)).reshape(-1, 2)


def running(lon: Any) -> Any:
    """Longitudes running on past 180 degrees, so that no step is longer than half a turn; an array, by its last axis."""
    import numpy as np

    step = np.diff(lon, axis=-1, prepend=lon[..., :1])
    return lon + 360.0 * np.cumsum((step < -180.0).astype(np.int64) - (step >= 180.0), axis=-1)


def unwrapped(points: Any) -> Any:
    """The points, an array of shape (n, 2), with longitudes running on past 180 degrees."""
    import numpy as np

    found = np.array(points, np.float64)
    found[:, 0] = running(found[:, 0])
    return found


def beside(points: Any, lon: float) -> Any:
    """The points, an array of shape (n, 2), moved by whole turns so that the first lies within half a turn of `lon`."""
    import numpy as np

    return points + np.array([360.0 * round((lon - points[0, 0]) / 360.0), 0.0])


def _check_shape(rings: tuple[Ring, ...]) -> None:
    import shapely

    lons = [lon for lon, _ in rings[0]]
    wide = max(lons) - min(lons)
    if len(rings) == 1 and wide < 90.0:
        shape = shapely.from_wkb(polygon_wkb(rings[0]))
    else:
        outer, *holes = (beside(unwrapped(_array(ring)), rings[0][0][0]) for ring in rings)
        wide = float(outer[:, 0].max() - outer[:, 0].min())
        shape = shapely.polygons(shapely.linearrings(outer), [shapely.linearrings(hole) for hole in holes] or None)
    if not shapely.is_valid(shape):
        raise BadGeometry(f"The polygon is not simple: {shapely.is_valid_reason(shape)}.")
    # Edges stay within the longitudes of their ends: less than a quarter of a turn is less than a quarter of the globe.
    if wide >= 90.0:
        area, _ = geod().polygon_area_perimeter(*zip(*rings[0], strict=True))
        if abs(area) > LARGEST_AREA_M2:
            raise BadGeometry(f"The polygon covers {abs(area):.3g} square metres, more than half of the globe.")


def polygon_wkb(ring: Ring) -> bytes:
    """A closed ring as the bytes of a polygon in degrees: they are read quicker than a polygon is made from numbers."""
    return wkb_of(len(ring), pack(f"<{2 * len(ring)}d", *chain.from_iterable(ring)))


def wkb_of(count: int, numbers: bytes) -> bytes:
    """A closed ring of so many points, longitudes and latitudes as little-endian doubles, as a polygon (ISO 19125 WKB)."""
    return pack("<BIII", 1, 3, 1, count) + numbers


def polygons_of(footprint: Polygon | MultiPolygon) -> tuple[Polygon, ...]:
    """The parts of an area made of polygons."""
    return (footprint,) if isinstance(footprint, Polygon) else footprint.polygons


def outer_lines(footprint: Polygon | MultiPolygon | Corridor) -> tuple[Ring, ...]:
    """The outer ring of each part of an area, or the path of a corridor."""
    return (footprint.path,) if isinstance(footprint, Corridor) else tuple(part.rings[0] for part in polygons_of(footprint))


def middle(footprint: Footprint) -> Point:
    """A point about the middle of an area, degrees: of its circle, or of the box around its corners; it may lie outside."""
    if isinstance(footprint, Circle):
        return footprint.lon, footprint.lat
    import numpy as np

    lines = outer_lines(footprint)
    points = np.concatenate([beside(unwrapped(line), lines[0][0][0]) for line in lines])
    lon, lat = ((points.min(axis=0) + points.max(axis=0)) / 2.0).tolist()
    return (lon + 180.0) % 360.0 - 180.0, lat
