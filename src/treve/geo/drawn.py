"""Areas drawn once in degrees, so that many can be asked quickly whether they share ground with one.

Each area has a shape that holds it and one that it holds; for polygons they are the same. Lines are geodesics
cut so fine that a straight line in degrees strays from them by centimetres (`stray_deg`). Where the outer
shapes stay apart, the areas do; where the inner ones meet, the areas do; what lies between is asked exactly
(`treve.geo.sharing`). Longitudes run on past 180 degrees, so an area across the antimeridian is in one piece.
"""

from collections.abc import Sequence
from math import cos, floor, pi, radians, tan
from typing import Any, NamedTuple

import numpy as np
import shapely
from msgspec import structs

from treve.geo.brief import MARGIN, STEEPEST_DEG, WIDEST_M, around, cut
from treve.geo.footprint import Circle, Corridor, Footprint, Polygon, Ring, beside, polygon_wkb, unwrapped, wkb_of
from treve.geo.metric import STEP_M, STRAY, densified_lines
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
    return STRAY * length_m**2 * tan(radians(min(abs(latitude), STEEP_DEG)))


def stray_deg(latitude: float) -> float:
    """More than two straight lines in degrees, cut to `STEP_M`, stray from their geodesics together, in degrees."""
    metres = 2.0 * stray_m(STEP_M, latitude) + 0.001
    return metres / (110_500.0 * cos(radians(min(abs(latitude), STEEP_DEG))))


def drawn(footprint: Footprint) -> Drawn:
    """One area drawn."""
    if isinstance(footprint, Circle):
        return _circle(footprint)
    if isinstance(footprint, Polygon) and len(footprint.rings) == 1:
        found = _small(footprint.rings[0])
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


def _small(ring: Ring) -> Drawn | None:
    """A ring of short edges far from the antimeridian and the poles, as most are; `None` = it is not that simple."""
    fine = cut(ring)
    if fine is None:
        return None
    lons, lats = zip(*fine, strict=True)
    west, south, east, north = min(lons), min(lats), max(lons), max(lats)
    if east - west > 10.0:
        return None
    shape = shapely.from_wkb(polygon_wkb(fine))
    # Two edges that meet at a point may be drawn across each other by a hair.
    if fine is not ring and not shapely.is_valid(shape):
        return None
    pad = stray_deg(max(-south, north))
    return Drawn(shape, None, (west - pad, south - pad, east + pad, north + pad))


def _polygon(ring: Any) -> Any:
    """A closed ring (n, 2) as a polygon."""
    return shapely.from_wkb(wkb_of(len(ring), ring.tobytes()))


def _circle(circle: Circle) -> Drawn:
    reach = circle.radius_m / 110_500.0 * 1.001
    top = abs(circle.lat) + reach
    # Edges of the polygons that stand for it are longer than `STEP_M`: what they stray is added, or is too much.
    stray = stray_m(2.0 * pi * circle.radius_m / SIDES * 1.01, top)
    if top >= STEEP_DEG or stray > MOST_STRAY * circle.radius_m:
        wide = 180.0 if top >= 90.0 else reach / cos(radians(top))
        south, north = max(-90.0, circle.lat - reach), min(90.0, circle.lat + reach)
        return Drawn(
            None, None, (-180.0, south, 180.0, north) if wide >= 180.0 else (circle.lon - wide, south, circle.lon + wide, north)
        )
    if circle.radius_m <= WIDEST_M and top <= STEEPEST_DEG:
        reaches = (circle.radius_m * (1.0 + MARGIN) + stray) / cos(pi / SIDES), circle.radius_m * (1.0 - MARGIN)
        rings = around(circle.lon, circle.lat, reaches, SIDES)
        (west, south), (east, north) = rings[0].min(axis=0).tolist(), rings[0].max(axis=0).tolist()
        return Drawn(_polygon(rings[0]), _polygon(rings[1]), (west, south, east, north))
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
    turn = 360.0 * floor((west + 180.0) / 360.0)
    west, east = west - turn, east - turn
    if east <= 180.0:
        return [(west, south, east, north)]
    return [(west, south, 180.0, north), (-180.0, south, east - 360.0, north)]


class Asked:
    """One area, made ready to be asked against many."""

    def __init__(self, area: Drawn) -> None:
        self.area = area
        west, south, east, north = area.box
        self._pad = stray_deg(max(-south, north))
        self._near = west >= -180.0 and east <= 180.0

    def against(self, others: Sequence[Drawn]) -> list[bool | None]:
        """For each other area whether it shares ground with this one; `None` = to be asked exactly.

        What touches shares ground here: the safe side. Shapes of a request's size are asked as they are: to prepare one
        costs more than the questions.
        """
        mine, count = self.area, len(others)
        if mine.outer is None:
            return [None] * count
        outer = np.fromiter((one.outer for one in others), object, count)
        near = shapely.dwithin(mine.outer, self._turned(outer, others), self._pad).tolist()
        if mine.inner is None and all(one.inner is None and one.outer is not None for one in others):
            return near
        found: list[bool | None] = [None if one.outer is None else close for one, close in zip(others, near, strict=True)]
        round_ = [place for place, one in enumerate(others) if found[place] and not (mine.inner is None and one.inner is None)]
        if round_:
            held = [others[place] for place in round_]
            inner = np.fromiter((one.inner or one.outer for one in held), object, len(held))
            sure = shapely.intersects(mine.inner or mine.outer, self._turned(inner, held)).tolist()
            for place, certain in zip(round_, sure, strict=True):
                found[place] = True if certain else None
        return found

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
