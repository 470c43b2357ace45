"""Whether two areas have ground in common, and whether one lies in the other.

Circles are decided by their distance, other shapes on a local plane. Where the answer hangs on less than
the plane's error it is *cannot tell*; a common border alone is no common ground.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
import shapely

from treve.geo.footprint import Circle, Footprint, middle
from treve.geo.metric import Plane, distance, plane_error
from treve.geo.outline import as_polygon
from treve.kleene import CANNOT_TELL, NO, YES, Kleene

GUARD_M = 0.5
"""Least distance from a decision at which the plane is trusted, metres."""


class Sharing:
    """Areas by number, asked in pairs; each answer is worked out once."""

    def __init__(self, footprints: Sequence[Footprint]) -> None:
        self.footprints = list(footprints)
        self._shared: dict[tuple[int, int], Kleene] = {}
        self._held: dict[tuple[int, int], Kleene] = {}

    def share(self, a: int, b: int) -> Kleene:
        """Whether two areas have ground in common."""
        key = (min(a, b), max(a, b))
        if key not in self._shared:
            self._shared[key] = self._share(*key)
        return self._shared[key]

    def holds(self, a: int, b: int) -> Kleene:
        """Whether area `b` lies wholly in area `a`; cannot tell is kept for what hangs on the plane's error."""
        if (a, b) not in self._held:
            self._held[a, b] = self._holds(a, b)
        return self._held[a, b]

    def _share(self, a: int, b: int) -> Kleene:
        first, second = self.footprints[a], self.footprints[b]
        if a == b or first == second:
            return YES
        if isinstance(first, Circle) and isinstance(second, Circle):
            return _settled(first.radius_m + second.radius_m - _apart(first, second))
        plane = Plane(*middle(first))
        outer, guard = _outer(first, second, plane)
        if not shapely.dwithin(*outer, guard):
            return NO
        common = shapely.intersection(*(as_polygon(one, plane, outer=False).buffer(-guard) for one in (first, second)))
        return YES if not common.is_empty else CANNOT_TELL

    def _holds(self, a: int, b: int) -> Kleene:
        first, second = self.footprints[a], self.footprints[b]
        if a == b or first == second:
            return YES
        if isinstance(first, Circle) and isinstance(second, Circle):
            return _settled(first.radius_m - second.radius_m - _apart(first, second))
        plane = Plane(*middle(first))
        outer, guard = _outer(first, second, plane)
        wide = as_polygon(first, plane, outer=False)
        if shapely.contains(wide, outer[1]) and not shapely.dwithin(wide.boundary, outer[1], guard):
            return YES
        small = as_polygon(second, plane, outer=False)
        return CANNOT_TELL if shapely.contains(outer[0].buffer(guard), small.buffer(-guard)) else NO


def _outer(first: Footprint, second: Footprint, plane: Plane) -> tuple[tuple[Any, Any], float]:
    """Both areas drawn no smaller than they are, and how far from a decision the plane is trusted, metres."""
    outer = as_polygon(first, plane, outer=True), as_polygon(second, plane, outer=True)
    extent = max(float(np.abs(np.asarray(one.bounds)).max()) for one in outer)
    return outer, GUARD_M + float(plane_error(extent, extent))


def _settled(margin: float) -> Kleene:
    return YES if margin > GUARD_M else NO if margin < -GUARD_M else CANNOT_TELL


def _apart(a: Circle, b: Circle) -> float:
    return float(distance([a.lon], [a.lat], [b.lon], [b.lat])[0])
