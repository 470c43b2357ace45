"""Grid cells that areas touch: never too few. What an index files areas under."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely

from treve.geo.footprint import Circle, Corridor, Footprint, MultiPolygon, Polygon, beside, running, unwrapped
from treve.geo.metric import STRAY, densified, densified_lines
from treve.geo.outline import SIDES, Lines, circle_rings

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Cells = tuple[Ints, Ints, Ints, npt.NDArray[np.bool_]]

PAD_DEG = 1e-5
"""Cells are taken this much larger, degrees, beside what the lines of an area stray from its own: a metre."""
STEP_M = 10_000.0
"""Longest edge in degrees, metres."""
STEEPEST_DEG = 89.0
"""What reaches farther towards a pole is filed under all longitudes."""
MOST_TURN = 0.25
"""As is what has edges longer than this share of the distance to the axis: how far they stray is not told by `_stray_deg`."""
BLOCK = 4
"""Cells on a side of the blocks that large areas are asked about first."""
METRES_PER_DEGREE = 110_500.0
"""Less than any degree of latitude, metres."""


class Coverings:
    """Areas in degrees, ready to be laid over grids of several steps."""

    def __init__(self, footprints: Sequence[Footprint]) -> None:
        self.count = len(footprints)
        self._outer, self._inner = np.empty(self.count, object), np.empty(self.count, object)
        self._pad: Floats = np.full(self.count, PAD_DEG)
        solid = [place for place, one in enumerate(footprints) if isinstance(one, Polygon | MultiPolygon)]
        if solid:
            self._outer[solid], self._inner[solid] = _polygons([footprints[place] for place in solid])
            _, south, _, north = shapely.bounds(self._outer[solid]).T
            self._pad[solid] += _stray_deg(STEP_M, np.maximum(-south, north))
        round_ = [place for place, one in enumerate(footprints) if isinstance(one, Circle)]
        if round_:
            shapes = _circles([one for one in footprints if isinstance(one, Circle)])
            self._outer[round_], self._inner[round_] = shapes[0], shapes[1]
            self._pad[round_] += shapes[2]
        for place, one in enumerate(footprints):
            if isinstance(one, Corridor):
                self._outer[place], self._inner[place] = _along(one), shapely.Polygon()
                self._pad[place] += _stray_deg(STEP_M, np.abs([lat for _, lat in one.path]).max() + STEP_M / METRES_PER_DEGREE)
        shapely.prepare(self._outer)
        shapely.prepare(self._inner)

    def cells(self, step: float) -> Cells:
        """The cells that each area may touch: area, column east of -180, row north of -90, and whether wholly inside.

        Columns wrap at the antimeridian. The step is in degrees; 360 should be a multiple of it.
        """
        if not self.count:
            none = np.empty(0, np.int64)
            return none, none, none, np.empty(0, np.bool_)
        west, south, east, north = shapely.bounds(self._outer).T
        x0, x1 = (np.floor((edge + 180.0) / step).astype(np.int64) for edge in (west - self._pad, east + self._pad))
        y0, y1 = (np.floor((edge + 90.0) / step).astype(np.int64) for edge in (south - self._pad, north + self._pad))
        every = np.arange(self.count)
        large = (x1 - x0 + 1) * (y1 - y0 + 1) > 4 * BLOCK * BLOCK
        small = every[~large]
        parts = [self._tested(step, small, x0[small], y0[small], x1[small], y1[small])]
        if large.any():
            parts += self._by_blocks(step, every[large], x0[large], y0[large], x1[large], y1[large])
        area, x, y, inside = (np.concatenate(column) for column in zip(*parts, strict=True))
        return area, x % round(360.0 / step), y, inside

    def _by_blocks(self, step: float, area: Ints, x0: Ints, y0: Ints, x1: Ints, y1: Ints) -> list[Cells]:
        """The cells of large areas, asked block by block first; corners are cells."""
        owner, bx, by, inside = self._tested(step * BLOCK, area, x0 // BLOCK, y0 // BLOCK, x1 // BLOCK, y1 // BLOCK)
        place = np.searchsorted(area, owner)
        first_x, last_x = np.maximum(bx * BLOCK, x0[place]), np.minimum(bx * BLOCK + BLOCK - 1, x1[place])
        first_y, last_y = np.maximum(by * BLOCK, y0[place]), np.minimum(by * BLOCK + BLOCK - 1, y1[place])
        corners = (owner, first_x, first_y, last_x, last_y)
        full = _cells_of(*(one[inside] for one in corners))
        return [(*full, np.ones(len(full[0]), np.bool_)), self._tested(step, *(one[~inside] for one in corners))]

    def _tested(self, step: float, area: Ints, x0: Ints, y0: Ints, x1: Ints, y1: Ints) -> Cells:
        """Those of the cells between two corners that an area may touch, and whether they lie wholly inside."""
        single = np.repeat((x0 == x1) & (y0 == y1), (x1 - x0 + 1) * (y1 - y0 + 1))
        area, x, y = _cells_of(area, x0, y0, x1, y1)
        pad = self._pad[area]
        west, south = x * step - 180.0 - pad, y * step - 90.0 - pad
        box = shapely.box(west, south, west + step + 2 * pad, south + step + 2 * pad)
        touched = single | shapely.intersects(self._outer[area], box)
        area, x, y, box = area[touched], x[touched], y[touched], box[touched]
        return area, x, y, shapely.contains_properly(self._inner[area], box)


def _cells_of(area: Ints, x0: Ints, y0: Ints, x1: Ints, y1: Ints) -> tuple[Ints, Ints, Ints]:
    """All cells between two corners, both included: area, column, row."""
    wide = x1 - x0 + 1
    count = wide * (y1 - y0 + 1)
    owner = np.repeat(np.arange(len(area)), count)
    place = np.arange(len(owner)) - np.repeat(np.cumsum(count) - count, count)
    return area[owner], x0[owner] + place % wide[owner], y0[owner] + place // wide[owner]


def _polygons(footprints: Sequence[Footprint]) -> tuple[Any, Any]:
    """Areas in degrees, longitudes running on past 180: ones that hold them, and ones that they hold."""
    lines = Lines.of(footprints)
    points, begins = densified_lines(lines.points, lines.begins, STEP_M)
    jump = np.abs(np.diff(points[:, 0], append=points[-1:, 0])) >= 180.0
    jump[begins[1:] - 1] = False
    part_of = np.repeat(np.arange(len(lines.part_line) - 1), np.diff(lines.part_line))
    crossing = part_of[np.searchsorted(begins, np.flatnonzero(jump), side="right") - 1]
    for part in np.unique(crossing).tolist():
        first = int(lines.part_line[part])
        for line in range(first, int(lines.part_line[part + 1])):
            own = slice(begins[line], begins[line + 1])
            run = unwrapped(points[own])
            points[own] = run if line == first else beside(run, points[begins[first], 0])
    outer, _ = lines.shapes(points, begins)
    several = np.flatnonzero(np.diff(lines.first_part) > 1)
    if len(several):
        # Parts that cross the antimeridian and parts that do not may stand a turn apart: cells wrap anyway.
        outer[several] = [shapely.union_all(shapely.make_valid(shapely.get_parts(one))) for one in outer[several]]
    inner = outer.copy()
    # What is as it was drawn was found simple when it was made.
    redrawn = np.diff(begins[lines.first_line]) != np.diff(lines.begins[lines.first_line])
    asked = np.flatnonzero(redrawn | (np.diff(lines.first_part) > 1))
    bent = asked[~shapely.is_valid(outer[asked])]
    outer[bent] = shapely.make_valid(outer[bent])
    inner[bent] = shapely.Polygon()
    return outer, inner


def _stray_deg(length_m: Any, latitude: Any) -> Any:
    """More than a straight line in degrees strays from the geodesic of that length between its ends, degrees of longitude.

    See `treve.geo.drawn.stray_m`; good where the length is a small part of the distance to the axis.
    """
    steep = np.radians(np.minimum(latitude, STEEPEST_DEG))
    return STRAY * length_m**2 * np.tan(steep) / (METRES_PER_DEGREE * np.cos(steep))


def _circles(circles: Sequence[Circle]) -> tuple[Any, Any, Floats]:
    """Circles in degrees, longitudes running on past 180: shapes that hold them, ones that they hold, how far these stray."""
    sides = []
    for outer in (True, False):
        rings = circle_rings(circles, outer=outer)
        rings[:, :, 0] = running(rings[:, :, 0])
        sides.append(shapely.polygons(rings))
    reach = np.array([one.radius_m for one in circles]) / METRES_PER_DEGREE * 1.05
    top = np.abs([one.lat for one in circles]) + reach
    side = reach * METRES_PER_DEGREE * 2.0 * np.pi / SIDES
    steep = (top > STEEPEST_DEG) | (side > MOST_TURN * 6_356_000.0 * np.cos(np.radians(np.minimum(top, 90.0))))
    for place in np.flatnonzero(steep).tolist():
        sides[0][place], sides[1][place] = _cap(circles[place].lat, float(reach[place])), shapely.Polygon()
    return sides[0], sides[1], np.where(steep, 0.0, _stray_deg(side, top))


def _along(corridor: Corridor) -> Any:
    """A shape in degrees, longitudes running on past 180, that holds a corridor."""
    line = unwrapped(densified(corridor.path, STEP_M))
    reach = corridor.half_width_m / METRES_PER_DEGREE * 1.05
    top = float(np.abs(line[:, 1]).max()) + reach
    if top > STEEPEST_DEG:
        return _cap(float(line[:, 1].mean()), 180.0)
    return shapely.LineString(line).buffer(reach / np.cos(np.radians(top)))


def _cap(lat: float, reach: float) -> Any:
    """Everything within a band of latitudes."""
    return shapely.box(-180.0, max(lat - reach, -90.0), 180.0 - 1e-9, min(lat + reach, 90.0))
