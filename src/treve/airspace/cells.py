"""Numbers for an ordinary index: where a box lies on a grid of grids, and when, so that a question misses nothing.

The grid halves from the whole globe (360 degrees) down to 0.0027. A cell's number lies within the range of
every larger cell that holds it (Morton order, as in a quadtree), so a question asks for the larger ones by
number and for the smaller ones by range. A box is filed in the cells of the level at which it is not larger
than one: four at most. Times are filed likewise, in slots of six hours, four days, sixty-four days, or always.
"""

from collections.abc import Iterator
from math import floor, log2
from typing import NamedTuple

LEVELS = 17
"""The finest level: 360 degrees / 2^17, about 300 m."""
_SPAN = 360.0
SLOTS_S = (6 * 3_600, 4 * 86_400, 64 * 86_400)
"""Lengths of the slots of time, seconds; what lasts longer is filed under `ALWAYS_SLOT`."""
ALWAYS_SLOT = len(SLOTS_S) << 48
"""The slot of what lasts longer than any."""
_NUDGE = 1e-9
"""Boxes are taken this much larger, degrees: more than a sum of degrees is rounded by."""

Box = tuple[float, float, float, float]


class Range(NamedTuple):
    """Numbers from the first to the last, both included."""

    first: int
    last: int


class Cells(NamedTuple):
    """What a question asks for."""

    larger: list[int]
    """Cells that hold a cell of the question, and those cells themselves."""
    smaller: list[Range]
    """Ranges of the cells within them."""


def level_of(box: Box) -> int:
    """The finest level at which the box is not larger than a cell."""
    west, south, east, north = box
    side = max(east - west, north - south) + 2 * _NUDGE
    return max(0, min(LEVELS, floor(log2(_SPAN / side)))) if side < _SPAN else 0


def filed(box: Box) -> list[int]:
    """The cells under which a box within -180 to 180 degrees is filed, at most four."""
    level = level_of(box)
    return sorted(_number(level, x, y) for x, y in _cells(box, level))


def asked(box: Box) -> Cells:
    """The cells under which everything that shares ground with the box is filed."""
    level = level_of(box)
    larger: set[int] = set()
    ranges: list[Range] = []
    for x, y in _cells(box, level):
        larger.update(_number(above, x >> (level - above), y >> (level - above)) for above in range(level + 1))
        ranges.append(_within(level, x, y))
    return Cells(sorted(larger), sorted(ranges))


def _cells(box: Box, level: int) -> Iterator[tuple[int, int]]:
    west, south, east, north = box
    size = _SPAN / (1 << level)
    last = (1 << level) - 1
    x0, x1, y0, y1 = (
        max(0, min(last, floor((value + 180.0) / size)))
        for value in (west - _NUDGE, east + _NUDGE, south - _NUDGE, north + _NUDGE)
    )
    return ((x, y) for x in range(x0, x1 + 1) for y in range(y0, y1 + 1))


def _number(level: int, x: int, y: int) -> int:
    """A cell's number: the path to it, two bits a level, then a one and zeros: the middle of its range."""
    path = 0
    for bit in range(level - 1, -1, -1):
        path = path << 2 | (x >> bit & 1) << 1 | (y >> bit & 1)
    return (path << 1 | 1) << 2 * (LEVELS - level)


def _within(level: int, x: int, y: int) -> Range:
    middle = _number(level, x, y)
    reach = (middle & -middle) - 1
    return Range(middle - reach, middle + reach)


def slots_filed(starts: int, ends: int) -> list[int]:
    """The slots of time under which a span of microseconds is filed, at most two."""
    for place, seconds in enumerate(SLOTS_S):
        if ends - starts <= seconds * 1_000_000:
            return [place << 48 | slot for slot in _slots(starts, ends, seconds)]
    return [ALWAYS_SLOT]


def slots_asked(starts: int, ends: int) -> list[Range]:
    """The slots under which everything is filed whose span meets this one."""
    found = []
    for place, seconds in enumerate(SLOTS_S):
        slots = _slots(starts, ends, seconds)
        found.append(Range(place << 48 | slots[0], place << 48 | slots[-1]))
    return [*found, Range(ALWAYS_SLOT, ALWAYS_SLOT)]


def _slots(starts: int, ends: int, seconds: int) -> range:
    unit = seconds * 1_000_000
    first, last = (max(0, min((1 << 40) - 1, value // unit + (1 << 39))) for value in (starts, ends - 1))
    return range(first, last + 1)
