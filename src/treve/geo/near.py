"""Pairs of volumes that may come closer than a separation: found by time, altitude and boxes, never too few.

Volumes are taken in order of their starts, a block at a time; of the others only those whose time may meet the
block's are laid into a tree of boxes in degrees, cut at the antimeridian and grown by the separation.
"""

from collections.abc import Iterator, Sequence
from math import cos, radians
from typing import NamedTuple

import msgspec
import numpy as np
import numpy.typing as npt
import shapely

from treve.errors import BadGeometry
from treve.geo.altitude import HIGHEST_GROUND_M, LARGEST_UNDULATION_M
from treve.geo.drawn import STEEP_DEG, boxes, drawn
from treve.geo.footprint import Circle, Corridor, Footprint
from treve.geo.metric import densified_lines
from treve.geo.outline import Lines
from treve.geo.volume import Volume4D

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Box = tuple[float, float, float, float]

BLOCK = 2_048
"""Volumes that are looked up together."""
LONG_US = 30 * 86_400_000_000
"""Volumes that last longer stand in blocks of their own, microseconds: they would make every block long."""
METRES_PER_DEGREE = 110_500.0
"""Less than any degree of latitude, metres."""
STRAY_M = 1.0
"""More than a geodesic of a kilometre strays from a straight line in degrees, metres, away from the poles."""
MOST_M = 1_000_000.0
"""Largest separation, metres."""

_DATUMS = {"W84": 0, "EGM2008": 1, "SFC": 2}


class Separation(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """How far apart two volumes should stay: in one of the three ways at least. Zero = they may not overlap in it."""

    horizontal_m: float = 0.0
    """Along the ellipsoid, metres."""
    vertical_m: float = 0.0
    """In altitude, metres."""
    seconds: float = 0.0
    """In time, seconds."""

    def __post_init__(self) -> None:
        for one in (self.horizontal_m, self.vertical_m, self.seconds):
            if not 0.0 <= one <= MOST_M:
                raise BadGeometry(f"A separation of {one} is not between 0 and {MOST_M:.0f}.")

    def widest(self, other: "Separation") -> "Separation":
        """One that asks at least as much as either."""
        return Separation(*(max(pair) for pair in zip(_three(self), _three(other), strict=True)))


def _three(one: Separation) -> tuple[float, float, float]:
    return one.horizontal_m, one.vertical_m, one.seconds


class Columns(NamedTuple):
    """Times and altitudes of volumes as columns."""

    start: Ints
    """First microsecond since 1970."""
    end: Ints
    """First microsecond no longer in it."""
    floor: Floats
    """Lowest altitude, metres over its datum."""
    ceiling: Floats
    """Highest altitude."""
    datum: Ints
    """Number of its datum."""

    @classmethod
    def of(cls, volumes: Sequence[Volume4D]) -> "Columns":
        """The columns of volumes."""
        bounds = np.array([one.during.bounds for one in volumes], np.int64).reshape(-1, 2)
        low = [-np.inf if one.band.floor_m is None else one.band.floor_m for one in volumes]
        high = [np.inf if one.band.ceiling_m is None else one.band.ceiling_m for one in volumes]
        datum = [_DATUMS[one.band.datum] for one in volumes]
        return cls(bounds[:, 0], bounds[:, 1], np.array(low), np.array(high), np.array(datum, np.int64))

    def take(self, rows: Ints) -> "Columns":
        """Some of the volumes."""
        return Columns(self.start[rows], self.end[rows], self.floor[rows], self.ceiling[rows], self.datum[rows])


def time_gap(a: Columns, b: Columns) -> Ints:
    """Microseconds from the end of the earlier to the start of the later, elementwise; negative = they overlap."""
    return np.maximum(a.start, b.start) - np.minimum(a.end, b.end)


def height_gap(a: Columns, b: Columns) -> tuple[Floats, Floats]:
    """Least and most metres between altitudes, elementwise; negative = they overlap by so much."""
    gap = np.maximum(a.floor - b.ceiling, b.floor - a.ceiling)
    ground = (a.datum == 2) | (b.datum == 2)
    slack = np.where(a.datum == b.datum, 0.0, np.where(ground, HIGHEST_GROUND_M, LARGEST_UNDULATION_M))
    return gap - slack, gap + slack


def candidates(ours: Sequence[Volume4D], theirs: Sequence[Volume4D], wide: Separation) -> tuple[Ints, Ints]:
    """Pairs that may come closer than a separation, each once, in order: places in the one list and in the other."""
    a, b = Columns.of(ours), Columns.of(theirs)
    mine, yours = _boxes(ours, wide.horizontal_m), _boxes(theirs, 0.0)
    found = [np.empty(0, np.int64)]
    micros = int(np.ceil(wide.seconds * 1e6))
    for block in _blocks(a):
        first, last = int(a.start[block].min()), int(a.end[block].max())
        near = np.flatnonzero((b.start < last + micros) & (b.end > first - micros))
        if not len(near):
            continue
        inside = np.isin(yours[1], near)
        held, owner = yours[0][inside], yours[1][inside]
        asked = np.isin(mine[1], block)
        box, tree = shapely.STRtree(held).query(mine[0][asked])
        i, j = mine[1][asked][box], owner[tree]
        one, other = a.take(i), b.take(j)
        least, _ = height_gap(one, other)
        kept = (time_gap(one, other) < micros) & ((least <= 0.0) | (least < wide.vertical_m))
        found.append(i[kept] * len(theirs) + j[kept])
    pairs = np.unique(np.concatenate(found))
    return pairs // max(len(theirs), 1), pairs % max(len(theirs), 1)


def _blocks(columns: Columns) -> Iterator[Ints]:
    """Rows in order of their starts, a block at a time, those that last long apart."""
    order = np.argsort(columns.start, kind="stable")
    long = columns.end[order] > columns.start[order] + LONG_US
    for rows in (order[~long], order[long]):
        for begin in range(0, len(rows), BLOCK):
            yield rows[begin : begin + BLOCK]


def _boxes(volumes: Sequence[Volume4D], grow_m: float) -> tuple[npt.NDArray[np.object_], Ints]:
    """Boxes that hold the areas of volumes grown by some metres, and the volume of each; within -180 to 180."""
    first: dict[int, int] = {}
    footprints: list[Footprint] = []
    numbers = []
    for one in volumes:
        number = first.setdefault(id(one.footprint), len(footprints))
        numbers.append(number)
        if number == len(footprints):
            footprints.append(one.footprint)
    held = [boxes(_grown(box, grow_m)) for box in _around(footprints)]
    corners = [box for number in numbers for box in held[number]]
    owner = np.repeat(np.arange(len(volumes)), [len(held[number]) for number in numbers])
    return shapely.box(*np.array(corners, np.float64).reshape(-1, 4).T), owner


def _around(footprints: list[Footprint]) -> list[Box]:
    """A box around each area; east may pass 180."""
    found: list[Box] = [(0.0, 0.0, 0.0, 0.0)] * len(footprints)
    lines = [place for place, one in enumerate(footprints) if not isinstance(one, Circle)]
    for place, one in enumerate(footprints):
        if isinstance(one, Circle):
            found[place] = _grown((one.lon, one.lat, one.lon, one.lat), one.radius_m)
    if not lines:
        return found
    whole = Lines.of([footprints[place] for place in lines])
    points, begins = densified_lines(whole.points, whole.begins)
    first = begins[whole.first_line]
    jump = np.abs(np.diff(points[:, 0], append=points[-1:, 0])) >= 180.0
    jump[begins[1:] - 1] = False
    crossing = np.logical_or.reduceat(jump, first[:-1])
    low, high = np.minimum.reduceat(points, first[:-1]), np.maximum.reduceat(points, first[:-1])
    for place, (west, south), (east, north), crosses in zip(lines, low.tolist(), high.tolist(), crossing.tolist(), strict=True):
        one = footprints[place]
        half = one.half_width_m if isinstance(one, Corridor) else 0.0
        found[place] = drawn(one).box if crosses else _grown((west, south, east, north), half + STRAY_M)
    return found


def _grown(box: Box, metres: float) -> Box:
    """A box that holds all within some metres of another."""
    if metres == 0.0:
        return box
    west, south, east, north = box
    reach = metres / METRES_PER_DEGREE * 1.001
    south, north = max(-90.0, south - reach), min(90.0, north + reach)
    top = max(-south, north)
    wide = 180.0 if top >= STEEP_DEG else reach / cos(radians(top)) * 1.01
    return (-180.0, south, 180.0, north) if east - west + 2 * wide >= 360.0 else (west - wide, south, east + wide, north)
