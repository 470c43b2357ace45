"""Grid cells that areas touch: never too few. What an index files areas under."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely

from treve.geo.footprint import Circle, Corridor, Footprint, beside, polygons_of, unwrapped
from treve.geo.metric import densified
from treve.geo.outline import circle_ring

Ints = npt.NDArray[np.int64]

PAD_DEG = 2e-6
"""Cells are taken this much larger, degrees: more than a densified edge strays from its geodesic."""
METRES_PER_DEGREE = 110_500.0
"""Less than any degree of latitude, metres."""


def cells(
    footprints: Sequence[Footprint], step_lon: float, step_lat: float
) -> tuple[Ints, Ints, Ints, npt.NDArray[np.bool_]]:
    """The cells that each area may touch: area, column east of -180, row north of -90, and whether wholly inside.

    Columns wrap at the antimeridian. Steps are in degrees; 360 should be a multiple of `step_lon`.
    """
    outer = np.array([_flat(one, outer=True) for one in footprints], object)
    inner = np.array([_flat(one, outer=False) for one in footprints], object)
    if not len(outer):
        none = np.empty(0, np.int64)
        return none, none, none, np.empty(0, np.bool_)
    west, south, east, north = shapely.bounds(outer).T
    x0, x1 = (np.floor((edge + 180.0) / step_lon).astype(np.int64) for edge in (west - PAD_DEG, east + PAD_DEG))
    y0, y1 = (np.floor((edge + 90.0) / step_lat).astype(np.int64) for edge in (south - PAD_DEG, north + PAD_DEG))
    wide, tall = x1 - x0 + 1, y1 - y0 + 1
    count = wide * tall
    area = np.repeat(np.arange(len(outer)), count)
    place = np.arange(len(area)) - np.repeat(np.cumsum(count) - count, count)
    x, y = x0[area] + place % wide[area], y0[area] + place // wide[area]
    box = shapely.box(
        x * step_lon - 180.0 - PAD_DEG, y * step_lat - 90.0 - PAD_DEG,
        (x + 1) * step_lon - 180.0 + PAD_DEG, (y + 1) * step_lat - 90.0 + PAD_DEG,
    )  # fmt: skip
    shapely.prepare(outer)
    touched = (count[area] == 1) | shapely.intersects(outer[area], box)
    area, x, y, box = area[touched], x[touched], y[touched], box[touched]
    shapely.prepare(inner)
    inside = shapely.contains_properly(inner[area], box)
    shapely.destroy_prepared(outer)
    shapely.destroy_prepared(inner)
    return area, x % round(360.0 / step_lon), y, inside


def _flat(footprint: Footprint, *, outer: bool) -> Any:
    """An area in degrees, longitudes running on past 180; larger than it is if `outer`, else smaller."""
    if isinstance(footprint, Circle):
        reach = footprint.radius_m / METRES_PER_DEGREE
        if abs(footprint.lat) + reach * 1.05 > 89.0:
            return _cap(footprint.lat, reach) if outer else shapely.Polygon()
        return shapely.Polygon(unwrapped(tuple(circle_ring(footprint, outer=outer))))
    if isinstance(footprint, Corridor):
        if not outer:
            return shapely.Polygon()
        line = np.asarray(unwrapped(tuple(map(tuple, densified(footprint.path)))))
        reach = footprint.half_width_m / METRES_PER_DEGREE * 1.05
        top = float(np.abs(line[:, 1]).max()) + reach
        if top > 89.0:
            return _cap(float(line[:, 1].mean()), 180.0)
        return shapely.LineString(line).buffer(reach / np.cos(np.radians(top)))
    parts = []
    for part in polygons_of(footprint):
        shell = unwrapped(tuple(map(tuple, densified(part.rings[0]))))
        holes = [beside(unwrapped(tuple(map(tuple, densified(ring)))), shell[0][0]) for ring in part.rings[1:]]
        parts.append(shapely.make_valid(shapely.Polygon(shell, holes)))
    return shapely.union_all(parts) if len(parts) > 1 else parts[0]


def _cap(lat: float, reach: float) -> Any:
    """Everything within a band of latitudes."""
    return shapely.box(-180.0, max(lat - reach * 1.05, -90.0), 180.0 - 1e-9, min(lat + reach * 1.05, 90.0))
