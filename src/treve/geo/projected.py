"""The cores of many areas on planes of their own: the middle of a circle, the path of a corridor, a polygon itself."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import shapely

from treve.geo.footprint import Circle, Corridor, Footprint, polygons_of
from treve.geo.metric import project
from treve.geo.outline import Outline

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Shapes = npt.NDArray[np.object_]

POINT, PATH, SOLID = 0, 1, 2
"""What a core is."""


class Projected:
    """Areas by number; each but circles is cut into short edges when it is first asked for."""

    def __init__(self, footprints: Sequence[Footprint]) -> None:
        self._footprints = footprints
        count = len(footprints)
        self.kind = np.array(
            [POINT if isinstance(x, Circle) else PATH if isinstance(x, Corridor) else SOLID for x in footprints]
        )
        """`POINT`, `PATH` or `SOLID`."""
        self.reach = np.array([_reach(one) for one in footprints], np.float64)
        """Radius, half width or nothing, metres."""
        self.middle = np.array([(x.lon, x.lat) if isinstance(x, Circle) else (0.0, 0.0) for x in footprints]).reshape(-1, 2)
        """Middle of each core, degrees; known once it was made ready."""
        self.size_m = np.zeros(count)
        """How far each core reaches from its middle, metres; known once it was made ready."""
        self._outlines: dict[int, Outline] = {}
        self._points: list[Floats] = [np.empty((0, 2))] * count
        self._rings: list[Ints] = [np.empty(0, np.int64)] * count
        """For each point of an area the number of its ring, from 0."""
        self._parts: list[Ints] = [np.empty(0, np.int64)] * count
        """For each ring of an area the number of its part, from 0."""

    def make_ready(self, numbers: Ints) -> None:
        """Cut those of the areas that were never asked for."""
        fresh = [number for number in numbers.tolist() if self.kind[number] != POINT and number not in self._outlines]
        for number, outline in zip(fresh, Outline.of_all([self._footprints[one] for one in fresh]), strict=True):
            self._outlines[number] = outline
            self.middle[number] = outline.lon, outline.lat
            self.size_m[number] = outline.reach_m - outline.half_width_m
            rings = [ring for part in outline.parts for ring in part]
            self._points[number] = np.concatenate(rings)
            self._rings[number] = np.repeat(np.arange(len(rings)), [len(ring) for ring in rings])
            self._parts[number] = np.repeat(np.arange(len(outline.parts)), [len(part) for part in outline.parts])

    def outline(self, number: int) -> Outline:
        """The outline of an area that was made ready and is no circle."""
        return self._outlines[number]

    def on(self, numbers: Ints, middle: Floats) -> tuple[Shapes, Floats]:
        """Cores on planes, elementwise, and how far from the middle of its plane each lies, metres."""
        shapes, far = np.empty(len(numbers), object), np.zeros(len(numbers))
        kind = self.kind[numbers]
        at = np.flatnonzero(kind == POINT)
        if len(at):
            x, y = project(middle[at, 0], middle[at, 1], *self.middle[numbers[at]].T)
            shapes[at], far[at] = shapely.points(x, y), np.hypot(x, y)
        for what in (PATH, SOLID):
            at = np.flatnonzero(kind == what)
            if len(at):
                shapes[at], far[at] = self._lines(numbers[at], middle[at], solid=what == SOLID)
        return shapes, far

    def _lines(self, numbers: Ints, middle: Floats, *, solid: bool) -> tuple[Shapes, Floats]:
        held = numbers.tolist()
        count = np.array([len(self._points[number]) for number in held])
        owner = np.repeat(np.arange(len(held)), count)
        points = np.concatenate([self._points[number] for number in held])
        x, y = project(middle[owner, 0], middle[owner, 1], points[:, 0], points[:, 1])
        far = np.maximum.reduceat(np.hypot(x, y), np.cumsum(count) - count)
        flat = np.column_stack([x, y])
        if not solid:
            return shapely.linestrings(flat, indices=owner), far
        rings = shapely.linearrings(flat, indices=_anew([self._rings[number] for number in held]))
        parts = shapely.polygons(rings, indices=_anew([self._parts[number] for number in held]))
        area = np.repeat(np.arange(len(held)), [int(self._parts[number][-1]) + 1 for number in held])
        shapes = shapely.multipolygons(parts, indices=area)
        bent = ~shapely.is_valid(shapes)
        shapes[bent] = shapely.make_valid(shapes[bent])
        return shapes, far


def _anew(numbers: list[Ints]) -> Ints:
    """Numbers that begin at 0 in each list, running on through all of them."""
    counts = np.array([int(held[-1]) + 1 for held in numbers])
    return np.concatenate(numbers) + np.repeat(np.cumsum(counts) - counts, [len(held) for held in numbers])


def corners_of(footprint: Footprint) -> Floats:
    """Every corner of an area as it was given, degrees; of a circle none."""
    if isinstance(footprint, Circle):
        return np.empty((0, 2))
    if isinstance(footprint, Corridor):
        return np.asarray(footprint.path, np.float64)
    return np.concatenate([np.asarray(ring, np.float64) for part in polygons_of(footprint) for ring in part.rings])


def _reach(footprint: Footprint) -> float:
    if isinstance(footprint, Circle):
        return footprint.radius_m
    return footprint.half_width_m if isinstance(footprint, Corridor) else 0.0
