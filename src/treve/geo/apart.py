"""How far apart areas are on the ellipsoid, as a range that holds the truth: least and most, metres.

Each area is a core grown by a reach: a point by the radius of a circle, a path by the half width of a corridor, a
polygon by nothing. The cores' distance is measured on a plane around the middle of the smaller one and kept with the
plane's error; where a decision lies within that error it is measured again along geodesics. On a surface that curves
like a ball the nearest points of two geodesic edges that do not cross include an end of one of them, so the distance
from all corners of each to the border of the other is the distance of the two.
Negative distances mean common ground; a common border alone is none.
"""

from collections.abc import Iterator, Sequence
from math import atan2, degrees, hypot
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import shapely

from treve import codec
from treve.geo.exact import border_distance
from treve.geo.footprint import Circle, Footprint, Point, geod
from treve.geo.metric import Plane, distance, plane_error
from treve.geo.projected import Projected, corners_of

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

EXACT_M = 2e-3
"""Error of a distance measured along geodesics, metres."""
EDGE_M = 0.05
"""More than a border strays on a plane from where it lies, metres."""
FAR_M = 9_000_000.0
"""A plane is trusted no farther from its middle, metres: beyond a quarter of the globe it turns inside out."""
MOST_CORNERS = 400
"""Most corners that are asked along geodesics; where more are near, the plane's range stays."""
CHUNK = 2_000
"""Pairs that are laid on their planes at a time."""


class _Laid(NamedTuple):
    """Pairs of cores on planes of their own, the smaller first."""

    a: Ints
    b: Ints
    first: npt.NDArray[np.object_]
    second: npt.NDArray[np.object_]
    far: npt.NDArray[np.bool_]
    """Whether some of them lies farther than a plane is trusted."""


class Distances:
    """Areas by number, asked in pairs."""

    def __init__(self, footprints: Sequence[Footprint]) -> None:
        self.footprints = list(footprints)
        self._cores = Projected(self.footprints)
        self._round = np.array([isinstance(one, Circle) for one in self.footprints], np.bool_)

    def between(self, a: Ints, b: Ints, near_m: Floats) -> tuple[Floats, Floats]:
        """Least and most distance of pairs, metres, as exact as a decision at `near_m` needs."""
        least, most = np.empty(len(a)), np.empty(len(a))
        round_ = self._round[a] & self._round[b]
        at = np.flatnonzero(round_)
        if len(at):
            least[at], most[at] = self._circles(a[at], b[at])
        rest = np.flatnonzero(~round_)
        for begin in range(0, len(rest), CHUNK):
            at = rest[begin : begin + CHUNK]
            least[at], most[at] = self._pairs(self._laid(a[at], b[at]), near_m[at])
        return least, most

    def nearest(self, a: int, b: int) -> Point:
        """A point about where two areas are nearest or meet, degrees; for a map."""
        laid = self._laid(np.array([a]), np.array([b]))
        small, large = int(laid.a[0]), int(laid.b[0])
        first, second = laid.first[0], laid.second[0]
        line = shapely.shortest_line(first, second)
        apart = float(shapely.length(line))
        if apart == 0.0:
            point = shapely.point_on_surface(shapely.intersection(first, second))
        else:
            along = (self._cores.reach[small] + apart - self._cores.reach[large]) / 2.0
            point = shapely.line_interpolate_point(line, max(float(along), 0.0))
        plane = self._cores.middle[small]
        x, y = float(point.x), float(point.y)
        lon, lat, _ = geod().fwd(float(plane[0]), float(plane[1]), degrees(atan2(x, y)), hypot(x, y))
        return float(lon), float(lat)

    def _circles(self, a: Ints, b: Ints) -> tuple[Floats, Floats]:
        one, other = self._cores.middle[a], self._cores.middle[b]
        # Both ways round the same to the last digit: the western one first.
        turned = ((one[:, 0] > other[:, 0]) | ((one[:, 0] == other[:, 0]) & (one[:, 1] > other[:, 1])))[:, None]
        first, second = np.where(turned, other, one), np.where(turned, one, other)
        away = distance(first[:, 0], first[:, 1], second[:, 0], second[:, 1])
        away -= self._cores.reach[a] + self._cores.reach[b]
        return away - EXACT_M, away + EXACT_M

    def _laid(self, a: Ints, b: Ints) -> _Laid:
        self._cores.make_ready(np.unique(np.concatenate([a, b])))
        size = self._cores.size_m
        turned = (size[a] > size[b]) | ((size[a] == size[b]) & self._later(a, b))
        a, b = np.where(turned, b, a), np.where(turned, a, b)
        middle = self._cores.middle[a]
        first, near = self._cores.on(a, middle)
        second, far = self._cores.on(b, middle)
        return _Laid(a, b, first, second, np.maximum(near, far) > FAR_M)

    def _later(self, a: Ints, b: Ints) -> npt.NDArray[np.bool_]:
        """Of areas of one size, whether the second is to stand before the first: by what they are, not by their numbers."""
        later = np.zeros(len(a), np.bool_)
        for place in np.flatnonzero((self._cores.size_m[a] == self._cores.size_m[b]) & (a != b)).tolist():
            one, other = (codec.encode(self.footprints[side[place]]) for side in (a, b))
            later[place] = one > other
        return later

    def _pairs(self, laid: _Laid, near: Floats) -> tuple[Floats, Floats]:
        cores, reach = self._cores, self._cores.reach[laid.a] + self._cores.reach[laid.b]
        apart = shapely.distance(laid.first, laid.second)
        error = plane_error(cores.size_m[laid.a] + apart, apart)
        least, most = np.where(apart <= EDGE_M, 0.0, apart - error), apart + error
        for place in np.flatnonzero((apart == 0.0) & (reach == 0.0)).tolist():
            inner = [shapely.buffer(one[place], -2 * EDGE_M) for one in (laid.first, laid.second)]
            common = not shapely.intersection(*inner).is_empty
            least[place], most[place] = (-np.inf, -EDGE_M) if common else (-EDGE_M, EDGE_M)
        far = np.flatnonzero(laid.far)
        least[far], most[far] = self._at_least(laid.a[far], laid.b[far]), np.inf
        close = (least <= near + reach) & (near + reach <= most) & ~laid.far & (most > 0.0) & ((apart > 0.0) | (reach > 0.0))
        for place in np.flatnonzero(close).tolist():
            found = self._exactly(laid, place, float(apart[place]), float(error[place]))
            least[place], most[place] = max(least[place], found[0]), min(most[place], found[1])
        return least - reach, most - reach

    def _exactly(self, laid: _Laid, place: int, apart: float, error: float) -> tuple[float, float]:
        """The distance of two cores along geodesics."""
        a, b = int(laid.a[place]), int(laid.b[place])
        circle = self.footprints[a]
        if isinstance(circle, Circle):
            away, inside = border_distance(self._cores.outline(b), circle.lon, circle.lat)
            return (-EXACT_M, EXACT_M) if inside else (away - EXACT_M, away + EXACT_M)
        corners = list(self._corners(laid, place, apart + 2.0 * error))
        if not corners or len(corners) > MOST_CORNERS:
            return -np.inf, np.inf
        away = min(border_distance(self._cores.outline(number), *corner)[0] for number, corner in corners)
        # Where the borders may cross, the corners say no more than how far apart they are at most.
        return -np.inf if apart <= 2.0 * EDGE_M else away - EXACT_M, away + EXACT_M

    def _corners(self, laid: _Laid, place: int, within: float) -> Iterator[tuple[int, Point]]:
        """Corners of each that may be nearest to the other, with the number of the other."""
        a, b = int(laid.a[place]), int(laid.b[place])
        plane = Plane(*self._cores.middle[a].tolist())
        for one, other, shape in ((a, b, laid.second[place]), (b, a, laid.first[place])):
            points = corners_of(self.footprints[one])
            shapely.prepare(shape)
            near = shapely.dwithin(shape, shapely.points(*plane.project(points[:, 0], points[:, 1])), within)
            yield from ((other, (lon, lat)) for lon, lat in points[near].tolist())

    def _at_least(self, a: Ints, b: Ints) -> Floats:
        """Less than the distance of two cores, whatever their shape: by their middles and how far they reach."""
        one, other = self._cores.middle[a], self._cores.middle[b]
        away = distance(one[:, 0], one[:, 1], other[:, 0], other[:, 1]) * (1.0 - 1e-4)
        return np.maximum(0.0, away - 1.01 * (self._cores.size_m[a] + self._cores.size_m[b]))
