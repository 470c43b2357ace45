"""Boxes of four dimensions in memory, by the places and times that they touch: what an index answers in microseconds.

A box lies in the buckets that it touches, at the first level where these are few. A question looks into the buckets
that it touches, at each level that is in use, and compares all boxes of a bucket at once. Nothing is ever rebuilt; a
box comes and goes in microseconds, whatever else there is.
"""

from collections.abc import Sequence
from itertools import product
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

MOST = 2**31 - 1
"""Largest number of a box; the smallest is its negative."""
CELLS = (2_500_000, 20_000_000, 160_000_000, 2**33)
"""Sides of buckets in space, units of 10^-7 degrees: a quarter of a degree, two, sixteen, the world."""
SLOTS = (345_600, 5_529_600, 2**33)
"""Lengths of buckets in time, units of an eighth of a second: half a day, eight days, always."""
WIDE, LONG = 2, 4
"""A box at a level is no wider than so many of its cells and no longer than so many of its slots: few levels are in use."""
_OFFSETS = (1_800_000_000, 1_800_000_000, MOST)
_FIRST = 4
"""Places that a new bucket has."""
_ALL = np.uint64(0x0101010101010101)
"""Eight comparisons that all hold, as bytes."""
_GONE = np.array([MOST, MOST] * 4, np.int32)
"""Stands where a box went: nothing is as small as it asks."""

Ints = npt.NDArray[np.int64]
Numbers = npt.NDArray[np.int32]


class Box(NamedTuple):
    """The whole numbers of one box: longitude, latitude, time, height, each first and last."""

    x0: int
    x1: int
    y0: int
    y1: int
    t0: int
    t1: int
    z0: int
    z1: int


class _Bucket:
    """Boxes of one place and time. Kept so that one comparison of eight numbers says whether a question meets them."""

    __slots__ = ("asked", "count", "gone", "rows")

    def __init__(self, rows: Ints, asked: Numbers) -> None:
        self.rows, self.asked, self.count, self.gone = rows, asked, len(rows), 0
        """`asked` has eight numbers for each row, one after the other: compared in one run, no loop of eight for each."""

    def add(self, row: int, asked: Any) -> None:
        if self.count == len(self.rows):
            size = max(_FIRST, 2 * self.count)
            self.rows = np.resize(self.rows, size) if self.count else np.empty(size, np.int64)
            self.asked = np.resize(self.asked, 8 * size) if self.count else np.empty(8 * size, np.int32)
        self.rows[self.count], self.asked[8 * self.count : 8 * self.count + 8] = row, asked
        self.count += 1

    def remove(self, row: int) -> bool:
        """Take a row out; whether it was there."""
        held = self.asked[: 8 * self.count].reshape(-1, 8)
        for place in (self.rows[: self.count] == row).nonzero()[0].tolist():
            if (held[place] == _GONE).all():
                continue
            held[place] = _GONE
            self.gone += 1
            if self.gone > self.count // 2:
                stays = (held != _GONE).any(axis=1)
                self.rows, self.asked = self.rows[: self.count][stays], held[stays].ravel()
                self.count, self.gone = len(self.rows), 0
            return True
        return False


class Boxes:
    """Boxes with their rows; a row may have one box."""

    def __init__(self) -> None:
        self._levels: dict[int, dict[int, _Bucket]] = {}
        self._question = np.empty((256, 8), np.int32)

    def add(self, row: int, box: Box) -> None:
        """Put a box in."""
        level, keys = _keys(box)
        held = self._levels.setdefault(level, {})
        asked = _asked_of(box)
        for key in keys:
            bucket = held.get(key)
            if bucket is None:
                bucket = held[key] = _Bucket(np.empty(0, np.int64), np.empty(0, np.int32))
            bucket.add(row, asked)

    def remove(self, row: int, box: Box) -> None:
        """Take a box out, if it is there."""
        level, keys = _keys(box)
        held = self._levels.get(level, {})
        for key in keys:
            bucket = held.get(key)
            if bucket is not None and bucket.remove(row) and bucket.count == bucket.gone:
                del held[key]
        if not held:
            self._levels.pop(level, None)

    def find(self, box: Box) -> list[int]:
        """Rows of the boxes that share a point with this one, in no order, each once."""
        touched = [bucket for level, held in self._levels.items() for bucket in _touched(level, held, box)]
        if not touched:
            return []
        most = max(bucket.count for bucket in touched)
        if most > len(self._question):
            self._question = np.empty((2 * most, 8), np.int32)
        # The question stands as often as a bucket has boxes: two long rows of numbers are compared at once.
        self._question[:most] = (box.x1, -box.x0, box.y1, -box.y0, box.t1, -box.t0, box.z1, -box.z0)
        question, found = self._question.ravel(), set[int]()
        for bucket in touched:
            count = 8 * bucket.count
            met = ((bucket.asked[:count] <= question[:count]).view(np.uint64) == _ALL).nonzero()[0]
            if met.size:
                found.update(bucket.rows[met].tolist())
        return list(found)

    def forget(self, rows: set[int], box: Box) -> None:
        """Take rows out of the buckets in which a question for this box looks."""
        for level, held in list(self._levels.items()):
            for bucket in _touched(level, held, box):
                for row in rows.intersection(bucket.rows[: bucket.count].tolist()):
                    bucket.remove(row)

    def load(self, rows: Ints, boxes: npt.NDArray[np.int32]) -> None:
        """Put many boxes in at once, an array of shape (n, 8) in the order of `Box`."""
        if not len(rows):
            return
        level, low, high = _ranges(boxes)
        wide = high - low + 1
        count = wide.prod(axis=1)
        owner = np.repeat(np.arange(len(rows)), count)
        place = np.arange(len(owner)) - np.repeat(np.cumsum(count) - count, count)
        t, place = place % wide[owner, 2], place // wide[owner, 2]
        x, y = place // wide[owner, 1], place % wide[owner, 1]
        key = _key(low[owner, 0] + x, low[owner, 1] + y, low[owner, 2] + t)
        order = np.lexsort((key, level[owner]))
        owner, key = owner[order], key[order]
        levels = level[owner]
        asked = np.empty((len(owner), 8), np.int32)
        asked[:, 0::2], asked[:, 1::2] = boxes[owner][:, 0::2], -boxes[owner][:, 1::2]
        new = np.ones(len(key), np.bool_)
        new[1:] = (np.diff(key) != 0) | (np.diff(levels) != 0)
        begins = np.flatnonzero(new).tolist()
        for begin, end in zip(begins, [*begins[1:], len(key)], strict=True):
            held = self._levels.setdefault(int(levels[begin]), {})
            bucket = held.get(int(key[begin]))
            if bucket is None:
                held[int(key[begin])] = _Bucket(rows[owner[begin:end]], asked[begin:end].ravel())
            else:
                for part in range(begin, end):
                    bucket.add(int(rows[owner[part]]), asked[part])


def _asked_of(box: Box) -> tuple[int, ...]:
    """What a question must not be below: `x0 <= question.x1`, `-x1 <= -question.x0` and so on."""
    return (box.x0, -box.x1, box.y0, -box.y1, box.t0, -box.t1, box.z0, -box.z1)


def _keys(box: Box) -> tuple[int, list[int]]:
    """The level of a box, and its buckets there."""
    side = max(box.x1 - box.x0, box.y1 - box.y0)
    space = next(place for place, size in enumerate(CELLS) if side <= WIDE * size)
    time = next(place for place, size in enumerate(SLOTS) if box.t1 - box.t0 <= LONG * size)
    level = space * len(SLOTS) + time
    return level, [_key(*one) for one in product(*_spans(level, box))]


def _spans(level: int, box: Box) -> tuple[range, range, range]:
    """The columns, rows and slots that a box touches at a level."""
    cell, slot = CELLS[level // len(SLOTS)], SLOTS[level % len(SLOTS)]
    return (
        range((box.x0 + _OFFSETS[0]) // cell, (box.x1 + _OFFSETS[0]) // cell + 1),
        range((box.y0 + _OFFSETS[1]) // cell, (box.y1 + _OFFSETS[1]) // cell + 1),
        range((box.t0 + _OFFSETS[2]) // slot, (box.t1 + _OFFSETS[2]) // slot + 1),
    )


def _key(x: Any, y: Any, t: Any) -> Any:
    return (x << 32) + (y << 16) + t


def _touched(level: int, held: dict[int, _Bucket], box: Box) -> list[_Bucket]:
    """The buckets of a level that a question touches."""
    columns, rows, slots = _spans(level, box)
    if len(columns) * len(rows) * len(slots) > len(held):
        # It touches most of what there is: all are asked.
        return list(held.values())
    found = []
    for x in columns:
        for y in rows:
            place = (x << 32) + (y << 16)
            for t in slots:
                bucket = held.get(place + t)
                if bucket is not None:
                    found.append(bucket)
    return found


def _ranges(boxes: npt.NDArray[np.int32]) -> tuple[Ints, Ints, Ints]:
    """For many boxes their level, and the first and the last column, row and slot there; shapes (n,), (n, 3), (n, 3)."""
    wide = boxes.astype(np.int64)
    side = np.maximum(wide[:, 1] - wide[:, 0], wide[:, 3] - wide[:, 2])
    space = np.searchsorted(WIDE * np.array(CELLS), side)
    time = np.searchsorted(LONG * np.array(SLOTS), wide[:, 5] - wide[:, 4])
    size = np.column_stack([np.array(CELLS)[space], np.array(CELLS)[space], np.array(SLOTS)[time]])
    offsets = np.array(_OFFSETS)
    return space * len(SLOTS) + time, (wide[:, 0:6:2] + offsets) // size, (wide[:, 1:6:2] + offsets) // size


def array_of(boxes: Sequence[bytes]) -> npt.NDArray[np.int32]:
    """Boxes from their bytes, 32 each: little-endian, in the order of `Box`."""
    return np.frombuffer(b"".join(boxes), "<i4").reshape(-1, 8).astype(np.int32)
