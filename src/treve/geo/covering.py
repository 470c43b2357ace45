"""Grid cells that areas touch: never too few. What an index files areas under."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely

from treve.geo.footprint import Circle, Corridor, Footprint, polygons_of
from treve.geo.metric import densified
from treve.geo.outline import circle_ring

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

PAD_DEG = 1e-4
"""Cells are taken this much larger, degrees: more than an edge of `STEP_M` strays from its geodesic (1.4 m)."""
STEP_M = 10_000.0
"""Longest edge in degrees, metres."""
METRES_PER_DEGREE = 110_500.0
"""Less than any degree of latitude, metres."""


class Coverings:
    """Areas in degrees, ready to be laid over grids of several steps."""

    def __init__(self, footprints: Sequence[Footprint]) -> None:
        both = [_flat(one) for one in footprints]
        self.count = len(both)
        self._outer = np.array([outer for outer, _ in both], object)
        self._inner = np.array([inner for _, inner in both], object)
        shapely.prepare(self._outer)
        shapely.prepare(self._inner)

    def cells(self, step: float) -> tuple[Ints, Ints, Ints, npt.NDArray[np.bool_]]:
        """The cells that each area may touch: area, column east of -180, row north of -90, and whether wholly inside.

        Columns wrap at the antimeridian. The step is in degrees; 360 should be a multiple of it.
        """
        if not len(self._outer):
            none = np.empty(0, np.int64)
            return none, none, none, np.empty(0, np.bool_)
        west, south, east, north = shapely.bounds(self._outer).T
        x0, x1 = (np.floor((edge + 180.0) / step).astype(np.int64) for edge in (west - PAD_DEG, east + PAD_DEG))
        y0, y1 = (np.floor((edge + 90.0) / step).astype(np.int64) for edge in (south - PAD_DEG, north + PAD_DEG))
        wide, tall = x1 - x0 + 1, y1 - y0 + 1
        count = wide * tall
        area = np.repeat(np.arange(len(count)), count)
        place = np.arange(len(area)) - np.repeat(np.cumsum(count) - count, count)
        x, y = x0[area] + place % wide[area], y0[area] + place // wide[area]
        west, south = x * step - 180.0 - PAD_DEG, y * step - 90.0 - PAD_DEG
        box = shapely.box(west, south, west + step + 2 * PAD_DEG, south + step + 2 * PAD_DEG)
        touched = (count[area] == 1) | shapely.intersects(self._outer[area], box)
        area, x, y, box = area[touched], x[touched], y[touched], box[touched]
        inside = shapely.contains_properly(self._inner[area], box)
        return area, x % round(360.0 / step), y, inside


def _flat(footprint: Footprint) -> tuple[Any, Any]:
    """An area in degrees, longitudes running on past 180: one that holds it, and one that it holds."""
    nothing = shapely.Polygon()
    if isinstance(footprint, Circle):
        reach = footprint.radius_m / METRES_PER_DEGREE
        if abs(footprint.lat) + reach * 1.05 > 89.0:
            return _cap(footprint.lat, reach), nothing
        outer, inner = (_run(np.asarray(circle_ring(footprint, outer=side))) for side in (True, False))
        return shapely.Polygon(outer), shapely.Polygon(inner)
    if isinstance(footprint, Corridor):
        line = _run(densified(footprint.path, STEP_M))
        reach = footprint.half_width_m / METRES_PER_DEGREE * 1.05
        top = float(np.abs(line[:, 1]).max()) + reach
        if top > 89.0:
            return _cap(float(line[:, 1].mean()), 180.0), nothing
        return shapely.LineString(line).buffer(reach / np.cos(np.radians(top))), nothing
    parts = []
    for part in polygons_of(footprint):
        shell = _run(densified(part.rings[0], STEP_M))
        holes = [_beside(_run(densified(ring, STEP_M)), shell[0, 0]) for ring in part.rings[1:]]
        parts.append(shapely.Polygon(shell, holes))
    whole = parts[0] if len(parts) == 1 else shapely.union_all(shapely.make_valid(parts))
    return (whole, whole) if whole.is_valid else (shapely.make_valid(whole), nothing)


def _run(points: Floats) -> Floats:
    """Longitudes running on past 180, without a step of more than half a turn."""
    lon = points[:, 0]
    step = (np.diff(lon) + 180.0) % 360.0 - 180.0
    return np.column_stack([lon[0] + np.concatenate([[0.0], np.cumsum(step)]), points[:, 1]])


def _beside(points: Floats, lon: float) -> Floats:
    """The points moved by whole turns so that the first lies within half a turn of `lon`."""
    return points + np.array([360.0 * np.round((lon - points[0, 0]) / 360.0), 0.0])


def _cap(lat: float, reach: float) -> Any:
    """Everything within a band of latitudes."""
    return shapely.box(-180.0, max(lat - reach * 1.05, -90.0), 180.0 - 1e-9, min(lat + reach * 1.05, 90.0))
