"""The outline of an area on its own local plane, and its densified vertices for exact questions."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain, pairwise
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely

from treve.geo.footprint import Circle, Corridor, Footprint, Ring, geod, polygons_of
from treve.geo.metric import Plane, densified, densified_lines, project

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]

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
        return cls.of_all([footprint])[0]

    @classmethod
    def of_all(cls, footprints: Sequence[Footprint]) -> list["Outline"]:
        """The outlines of many areas, none of them a circle, made together."""
        if not footprints:
            return []
        lines = Lines.of(footprints)
        points, begins = densified_lines(lines.points, lines.begins)
        first = begins[lines.first_line]
        middle = _middles(points, first)
        own = np.repeat(np.arange(len(middle)), np.diff(first))
        x, y = project(middle[own, 0], middle[own, 1], points[:, 0], points[:, 1])
        flat = np.column_stack([x, y])
        shapes, borders = lines.shapes(flat, begins)
        _make_ready(shapes, borders)
        reach = np.maximum.reduceat(np.hypot(x, y), first[:-1])
        found = []
        for place, footprint in enumerate(footprints):
            half = footprint.half_width_m if isinstance(footprint, Corridor) else 0.0
            parts = tuple(
                tuple(points[begins[line] : begins[line + 1]] for line in range(one, other))
                for one, other in pairwise(lines.part_lines(place))
            )
            lon, lat = middle[place].tolist()
            found.append(cls(lon, lat, float(reach[place]) + half, half, parts, shapes[place], borders[place]))
        return found


@dataclass(frozen=True)
class Lines:
    """The rings and paths of many areas as one array of points."""

    points: Floats
    """Degrees, one line after the other."""
    begins: Ints
    """Where each line begins, and the end of the last."""
    first_line: Ints
    """First line of each area, and the number of lines."""
    first_part: Ints
    """First part of each area, and the number of parts."""
    part_line: Ints
    """First line of each part, and the number of lines."""
    path: Mask
    """Whether the area is a corridor: its line is a path, not a ring."""

    @classmethod
    def of(cls, footprints: Sequence[Footprint]) -> "Lines":
        """The lines of areas, none of them a circle."""
        lines: list[Ring] = []
        first_line, first_part, part_line = [0], [0], [0]
        for one in footprints:
            assert not isinstance(one, Circle)
            for rings in ((one.path,),) if isinstance(one, Corridor) else (part.rings for part in polygons_of(one)):
                lines += rings
                part_line.append(len(lines))
            first_line.append(len(lines))
            first_part.append(len(part_line) - 1)
        begins = np.concatenate([[0], np.cumsum([len(line) for line in lines])]).astype(np.int64)
        numbers = chain.from_iterable(chain.from_iterable(lines))
        points = np.fromiter(numbers, np.float64, 2 * int(begins[-1])).reshape(-1, 2)
        path = np.array([isinstance(one, Corridor) for one in footprints], np.bool_)
        return cls(points, begins, np.array(first_line), np.array(first_part), np.array(part_line), path)

    def part_lines(self, area: int) -> list[int]:
        """First line of each part of an area, and the line after its last."""
        found: list[int] = self.part_line[self.first_part[area] : self.first_part[area + 1] + 1].tolist()
        return found

    def shapes(self, flat: Floats, begins: Ints) -> tuple[Any, Any]:
        """Each area as a shape, and its border, from the points of its lines on a plane; a corridor is its path."""
        ring = np.repeat(~self.path, np.diff(self.first_line))
        owner = np.repeat(np.arange(len(begins) - 1), np.diff(begins))
        found = np.empty(len(self.path), object)
        rings = shapely.linearrings(flat[ring[owner]], indices=_anew(owner[ring[owner]]))
        part = np.repeat(np.arange(len(self.part_line) - 1), np.diff(self.part_line))
        parts = shapely.polygons(rings, indices=_anew(part[ring]))
        area = np.repeat(np.arange(len(self.path)), np.diff(self.first_part))
        solid = ~self.path
        if solid.any():
            found[solid] = shapely.multipolygons(parts, indices=_anew(area[solid[area]]))
        if self.path.any():
            found[self.path] = shapely.linestrings(flat[~ring[owner]], indices=_anew(owner[~ring[owner]]))
        border = found.copy()
        border[solid] = shapely.boundary(found[solid])
        return found, border


def _anew(numbers: Ints) -> Ints:
    """Ascending numbers counted anew without gaps."""
    return np.concatenate([[0], np.cumsum(np.diff(numbers) != 0)]) if len(numbers) else numbers


def _make_ready(shapes: Any, borders: Any) -> None:
    """Prepare both, and ask each once: GEOS builds the rest of a prepared geometry at its first question,
    which two threads must not ask at the same time."""
    shapely.prepare(shapes)
    shapely.prepare(borders)
    inside = shapely.point_on_surface(shapes)
    shapely.intersects(shapes, inside)
    shapely.dwithin(shapes, inside, 1e9)
    shapely.dwithin(borders, inside, 1e9)


def _middles(points: Floats, first: Ints) -> Floats:
    """Middle of the box around the points of each area, across the antimeridian if they cross it; (areas, 2)."""
    lon, lat, begins = points[:, 0], points[:, 1], first[:-1]
    start = np.repeat(lon[begins], np.diff(first))
    turned = (lon - start + 180.0) % 360.0 - 180.0 + start
    x = (np.minimum.reduceat(turned, begins) + np.maximum.reduceat(turned, begins)) / 2.0
    y = (np.minimum.reduceat(lat, begins) + np.maximum.reduceat(lat, begins)) / 2.0
    return np.column_stack([(x + 180.0) % 360.0 - 180.0, y])


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
    points = circle_rings([circle], outer=outer, sides=sides)[0]
    return list(zip(points[:, 0].tolist(), points[:, 1].tolist(), strict=True))


def circle_rings(circles: Sequence[Circle], *, outer: bool, sides: int = SIDES) -> Floats:
    """The rings of many circles; shape (circles, sides + 1, 2)."""
    lon, lat, radius = np.array([(one.lon, one.lat, one.radius_m) for one in circles]).T
    reach = radius / np.cos(np.pi / sides) * (1.0 + 1e-4) if outer else radius
    azimuth = np.tile(np.linspace(0.0, 360.0, sides, endpoint=False), len(circles))
    x, y, _ = geod().fwd(np.repeat(lon, sides), np.repeat(lat, sides), azimuth, np.repeat(reach, sides))
    points = np.column_stack([x, y]).reshape(-1, sides, 2)
    return np.concatenate([points, points[:, :1]], axis=1)
