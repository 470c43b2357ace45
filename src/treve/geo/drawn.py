"""Areas drawn once in degrees, so that many can be asked quickly whether they share ground with one.

Each area has a shape that holds it and one that it holds; for polygons they are the same. Lines are geodesics
cut so fine that a straight line in degrees strays from them by centimetres (`stray_deg`). Where the outer
shapes stay apart, the areas do; where the inner ones meet, the areas do; what lies between is asked exactly
(`treve.geo.sharing`). Longitudes run on past 180 degrees, so an area across the antimeridian is in one piece.
"""

from collections.abc import Sequence
from math import cos, pi, radians, tan
from typing import Any, NamedTuple

import numpy as np
import shapely
from msgspec import structs

from treve.geo.footprint import Circle, Corridor, Footprint, Polygon, beside, unwrapped
from treve.geo.metric import STEP_M, at_most, densified_lines
from treve.geo.outline import Lines, circle_rings

SIDES = 32
"""Sides of the polygons that stand for a circle, outside and inside of it."""
STEEP_DEG = 85.0
"""Beyond this latitude nothing is settled in degrees."""
MOST_STRAY = 0.002
"""Nor is a circle whose sides stray by more than this share of its radius: the inner ones lie 0.0048 of it within."""
WIDE_DEG = 90.0
"""Nor is what spans more longitude: two areas less wide that meet lie beside each other in just one turn."""
WHOLE = (-180.0, -90.0, 180.0, 90.0)
"""The box of what lies about a pole."""


class Drawn(NamedTuple):
    """One area drawn in degrees."""

    outer: Any
    """A shape that holds it; `None` = it is settled by exact questions alone."""
    inner: Any
    """A shape that it holds; `None` = the outer one is exact."""
    box: tuple[float, float, float, float]
    """West, south, east, north of the whole area, rounded outward by the stray of its lines; east may pass 180."""


def stray_m(length_m: float, latitude: float) -> float:
    """More than a straight line in degrees strays from the geodesic of that length between its ends, metres.

    A parallel leaves it by L^2 tan(latitude) / 8R, 1 cm for 1 km at 45 degrees; a slanting line by up to 1.09 times that.
    """
    return 1.1 * length_m**2 * tan(radians(min(abs(latitude), STEEP_DEG))) / (8 * 6_356_000.0)


def stray_deg(latitude: float) -> float:
    """More than two straight lines in degrees, cut to `STEP_M`, stray from their geodesics together, in degrees."""
    metres = 2.0 * stray_m(STEP_M, latitude) + 0.001
    return metres / (110_500.0 * cos(radians(min(abs(latitude), STEEP_DEG))))


def drawn(footprint: Footprint) -> Drawn:
    """One area drawn."""
    if isinstance(footprint, Circle):
        return _circle(footprint)
    if isinstance(footprint, Polygon) and len(footprint.rings) == 1:
        found = _small(np.array(footprint.rings[0], np.float64))
        if found is not None:
            return found
    lines = Lines.of([footprint])
    points, begins = densified_lines(lines.points, lines.begins)
    if len(begins) > 2 or np.abs(np.diff(points[:, 0])).max() >= 180.0:
        points = points.copy()
        first = points[0, 0]
        for line in range(len(begins) - 1):
            own = slice(begins[line], begins[line + 1])
            points[own] = beside(unwrapped(points[own]), first)
    south, north = float(points[:, 1].min()), float(points[:, 1].max())
    west, east = float(points[:, 0].min()), float(points[:, 0].max())
    steep = max(-south, north)
    pad = stray_deg(steep)
    if isinstance(footprint, Corridor):
        reach = footprint.half_width_m / 110_500.0
        top = steep + reach
        wide = reach / cos(radians(min(top, 89.9))) * 1.01 + pad
        box = (west - wide, south - reach - pad, east + wide, north + reach + pad) if top < STEEP_DEG else WHOLE
        return Drawn(None, None, box)
    box = (west - pad, south - pad, east + pad, north + pad)
    if steep > STEEP_DEG or east - west > WIDE_DEG:
        return Drawn(None, None, box)
    shapes, _ = lines.shapes(points, begins)
    shape = shapes[0]
    if len(lines.points) != len(points) or len(begins) > 2:
        shape = shapely.make_valid(shape)
    return Drawn(shapely.get_parts(shape)[0] if shapely.get_num_geometries(shape) == 1 else shape, None, box)


def _small(ring: Any) -> Drawn | None:
    """A ring of short edges far from the antimeridian and the poles, as most are; `None` = it is not that simple."""
    (west, south), (east, north) = ring.min(axis=0).tolist(), ring.max(axis=0).tolist()
    if east - west > 10.0 or max(-south, north) > STEEP_DEG or bool((at_most(ring) > STEP_M).any()):
        return None
    pad = stray_deg(max(-south, north))
    return Drawn(shapely.polygons(ring), None, (west - pad, south - pad, east + pad, north + pad))


def _circle(circle: Circle) -> Drawn:
    reach = circle.radius_m / 110_500.0 * 1.001
    top = abs(circle.lat) + reach
    # Edges of the polygons that stand for it are longer than `STEP_M`: what they stray is added, or is too much.
    stray = stray_m(2.0 * pi * circle.radius_m / SIDES * 1.01, top)
    if top >= STEEP_DEG or stray > MOST_STRAY * circle.radius_m:
        around = top >= 90.0
        wide = 180.0 if around else reach / cos(radians(top))
        south, north = max(-90.0, circle.lat - reach), min(90.0, circle.lat + reach)
        return Drawn(
            None, None, (-180.0, south, 180.0, north) if wide >= 180.0 else (circle.lon - wide, south, circle.lon + wide, north)
        )
    wider = structs.replace(circle, radius_m=circle.radius_m + stray)
    rings = [circle_rings([one], outer=outer, sides=SIDES)[0] for one, outer in ((wider, True), (circle, False))]
    for ring in rings:
        ring[:, 0] = circle.lon + (ring[:, 0] - circle.lon + 180.0) % 360.0 - 180.0
    outer, inner = (shapely.polygons(ring) for ring in rings)
    west, south, east, north = shapely.bounds(outer).tolist()
    return Drawn(outer, inner, (west, south, east, north))


def boxes(box: tuple[float, float, float, float]) -> list[tuple[float, float, float, float]]:
    """The box as one or two boxes within -180 to 180."""
    west, south, east, north = box
    if east - west >= 360.0:
        return [(-180.0, south, 180.0, north)]
    turn = 360.0 * np.floor((west + 180.0) / 360.0)
    west, east = float(west - turn), float(east - turn)
    if east <= 180.0:
        return [(west, south, east, north)]
    return [(west, south, 180.0, north), (-180.0, south, east - 360.0, north)]


class Asked:
    """One area, made ready to be asked against many."""

    def __init__(self, area: Drawn) -> None:
        self.area = area
        west, south, east, north = area.box
        self._pad = stray_deg(max(-south, north))
        self._outer = [] if area.outer is None else [area.outer]
        self._inner = [] if area.outer is None else [area.inner or area.outer]
        self._near = west >= -180.0 and east <= 180.0
        for shape in (*self._outer, *self._inner):
            shapely.prepare(shape)

    def against(self, others: Sequence[Drawn]) -> list[bool | None]:
        """For each other area whether it shares ground with this one; `None` = to be asked exactly.

        What touches shares ground here: the safe side.
        """
        if self.area.outer is None:
            return [None] * len(others)
        outer = np.fromiter((one.outer for one in others), object, len(others))
        apart = ~self._near_to(outer, others)
        found: list[bool | None] = [False if one else None for one in apart.tolist()]
        rest = [place for place, one in enumerate(found) if one is None and others[place].outer is not None]
        if rest:
            inner = np.fromiter((others[place].inner or others[place].outer for place in rest), object, len(rest))
            for place, one in zip(rest, self._meeting(inner, [others[place] for place in rest]).tolist(), strict=True):
                if one or (self.area.inner is None and others[place].inner is None):
                    found[place] = True
        return found

    def _near_to(self, shapes: Any, others: Sequence[Drawn]) -> Any:
        near = shapely.dwithin(self._outer[0], self._turned(shapes, others), self._pad)
        return near | np.fromiter((one.outer is None for one in others), np.bool_, len(others))

    def _meeting(self, shapes: Any, others: Sequence[Drawn]) -> Any:
        return shapely.intersects(self._inner[0], self._turned(shapes, others))

    def _turned(self, shapes: Any, others: Sequence[Drawn]) -> Any:
        """The shapes moved by whole turns to where this area lies."""
        if self._near and all(one.box[0] >= -180.0 and one.box[2] <= 180.0 for one in others):
            return shapes
        middle = (self.area.box[0] + self.area.box[2]) / 2.0
        moved = shapes.copy()
        for place, one in enumerate(others):
            turns = round((middle - (one.box[0] + one.box[2]) / 2.0) / 360.0)
            if turns and shapes[place] is not None:
                by = np.array([360.0 * turns, 0.0])
                moved[place] = shapely.transform(shapes[place], by.__add__)
        return moved
