"""Many areas made ready to be asked whether an uncertain place lies in them.

Closed sets: a point on the border is in. For a disc: *yes* where it lies wholly inside, *no* where it
lies wholly outside, else *cannot tell*. Circles and corridors are decided by their distance; polygons on
a local plane, with an exact recheck wherever the decision is nearer than the plane's error.
"""

from collections.abc import Sequence
from threading import Lock
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely

from treve.geo.exact import exact_relation
from treve.geo.footprint import Circle, Corridor, Footprint
from treve.geo.metric import Plane, distance, plane_error, project
from treve.geo.outline import Outline, as_polygon
from treve.kleene import CANNOT_TELL, NO, YES, Column, Kleene

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

GUARD_M = 0.5
"""Least distance from a decision at which the plane is trusted, metres."""
WIDE_M = 2_000_000.0
"""Areas that reach farther from their middle are always decided exactly."""


class Surfaces:
    """Areas by number, each prepared when it is first asked."""

    def __init__(self, footprints: Sequence[Footprint]) -> None:
        self.footprints = list(footprints)
        count = len(self.footprints)
        self._circle = np.array([isinstance(one, Circle) for one in self.footprints], np.bool_)
        self._middle = np.zeros((count, 2))
        self._radius = np.zeros(count)
        for place, one in enumerate(self.footprints):
            if isinstance(one, Circle):
                self._middle[place] = one.lon, one.lat
                self._radius[place] = one.radius_m
        self._outline: list[Outline | None] = [None] * count
        self._shape = np.full(count, None, object)
        self._border = np.full(count, None, object)
        self._half = np.zeros(count)
        self._ready = np.zeros(count, np.bool_)
        self._lock = Lock()

    @classmethod
    def build(cls, footprints: Sequence[Footprint]) -> "Surfaces":
        """Areas ready to be asked, numbered as given."""
        return cls(footprints)

    def outline(self, area: int) -> Outline:
        """The outline of an area that is no circle."""
        self._make_ready(np.array([area]))
        found = self._outline[area]
        assert found is not None
        return found

    def _make_ready(self, areas: Ints) -> None:
        """Prepare those of the areas, none of them a circle, that were never asked before."""
        if self._ready[areas].all():
            return
        with self._lock:
            fresh = np.unique(areas[~self._ready[areas]])
            made = Outline.of_all([self.footprints[area] for area in fresh.tolist()])
            for area, one in zip(fresh.tolist(), made, strict=True):
                self._outline[area] = one
                self._middle[area] = one.lon, one.lat
                self._radius[area] = one.reach_m
                self._half[area] = one.half_width_m
                self._border[area] = one.border
                self._shape[area] = one.shape
            self._ready[fresh] = True

    def relation(self, area: Any, lon: Any, lat: Any, radius_m: Any) -> Column:
        """Whether discs lie in areas, elementwise; degrees and metres."""
        area = np.ascontiguousarray(area, np.int64)
        lon, lat, radius = (np.ascontiguousarray(one, np.float64) for one in (lon, lat, radius_m))
        found = np.full(len(area), CANNOT_TELL, np.int8)
        if not len(area):
            return found
        round_ = self._circle[area]
        at = np.flatnonzero(round_)
        if len(at):
            away = distance(self._middle[area[at], 0], self._middle[area[at], 1], lon[at], lat[at])
            found[at] = _by_distance(away, self._radius[area[at]], radius[at])
        order = np.flatnonzero(~round_)
        order = order[np.argsort(area[order], kind="stable")]
        if len(order):
            self._make_ready(area[order])
            found[order] = self._on_planes(area[order], lon[order], lat[order], radius[order])
        return found

    def _on_planes(self, area: Ints, lon: Floats, lat: Floats, radius: Floats) -> Column:
        found = np.full(len(area), NO, np.int8)
        x, y = project(self._middle[area, 0], self._middle[area, 1], lon, lat)
        away = np.hypot(x, y)
        reach = self._radius[area]
        # The plane is true along the line of sight to within one part in a thousand, everywhere.
        asked = np.flatnonzero(away * 0.995 - 10.0 <= reach + radius)
        if not len(asked):
            return found
        area, x, y, radius, away = area[asked], x[asked], y[asked], radius[asked], away[asked]
        half = self._half[area]
        guard = GUARD_M + plane_error(away + radius, np.maximum(radius, half))
        spot = shapely.points(x, y)
        value = np.empty(len(area), np.int8)
        wide = reach[asked] > WIDE_M
        line = half > 0
        border = self._border[area]
        inside = np.zeros(len(area), np.bool_)
        plain = np.flatnonzero(~line)
        inside[plain] = shapely.intersects(self._shape[area[plain]], spot[plain])
        touches = shapely.dwithin(border, spot, radius + half + guard)
        value[:] = np.where(inside, YES, NO)
        doubt = np.flatnonzero(touches)
        if len(doubt):
            value[doubt] = self._near(area[doubt], spot[doubt], radius[doubt], half[doubt], guard[doubt], inside[doubt])
        again = np.flatnonzero(wide | (value < 0))
        for place in again:
            number = int(asked[place])
            value[place] = exact_relation(self.outline(int(area[place])), lon[number], lat[number], float(radius[place]))
        found[asked] = value
        return found

    def _near(self, area: Ints, spot: Any, radius: Floats, half: Floats, guard: Floats, inside: Any) -> Column:
        """Discs within reach of a border: settled where the border is nearer by more than the guard, else -1."""
        border = self._border[area]
        value = np.full(len(area), -1, np.int8)
        within = radius - half - guard
        # Corridor: overlaps for certain where the path is nearer than half width and radius less the guard.
        crossing = np.where(half > 0, radius + half - guard, within)
        sure = crossing > 0
        crosses = np.zeros(len(area), np.bool_)
        crosses[sure] = shapely.dwithin(border[sure], spot[sure], crossing[sure])
        value[crosses & (half == 0)] = CANNOT_TELL
        line = np.flatnonzero(crosses & (half > 0))
        if len(line):
            deep = half[line] - radius[line] - guard[line]
            shallow = half[line] - radius[line] + guard[line]
            holds = np.zeros(len(line), np.bool_)
            some = deep > 0
            holds[some] = shapely.dwithin(border[line[some]], spot[line[some]], deep[some])
            loose = np.ones(len(line), np.bool_)
            some = shallow > 0
            loose[some] = ~shapely.dwithin(border[line[some]], spot[line[some]], shallow[some])
            value[line] = np.where(holds, YES, np.where(loose, CANNOT_TELL, -1))
        return value

    def relation_area(self, area: int, place: Footprint) -> Kleene:
        """Whether something somewhere in `place` lies in an area; close calls are *cannot tell*."""
        held = self.footprints[area]
        if isinstance(held, Circle) and isinstance(place, Circle):
            return self.relation_disc(area, place.lon, place.lat, place.radius_m)
        if isinstance(place, Circle) and not isinstance(held, Corridor):
            return self.relation_disc(area, place.lon, place.lat, place.radius_m)
        if held == place:
            return YES
        centre = (held.lon, held.lat) if isinstance(held, Circle) else (self.outline(area).lon, self.outline(area).lat)
        plane = Plane(*centre)
        inner, outer = as_polygon(held, plane, outer=False), as_polygon(held, plane, outer=True)
        there = as_polygon(place, plane, outer=True)
        extent = float(np.abs(np.asarray(there.bounds)).max())
        guard = GUARD_M + float(plane_error(extent, extent))
        if not shapely.dwithin(outer, there, guard):
            return NO
        if shapely.contains(inner, there) and not shapely.dwithin(inner.boundary, there, guard):
            return YES
        return CANNOT_TELL

    def relation_disc(self, area: int, lon: float, lat: float, radius_m: float) -> Kleene:
        """Whether one disc lies in an area."""
        return Kleene(int(self.relation([area], [lon], [lat], [radius_m])[0]))


def _by_distance(away: Floats, reach: Floats, radius: Floats) -> Column:
    return np.where(away + radius <= reach, YES, np.where(away > reach + radius, NO, CANNOT_TELL)).astype(np.int8)
