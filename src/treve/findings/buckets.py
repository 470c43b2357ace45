"""Candidates by buckets of time and space together: the plan that makes a million reports cheap.

A report lies in the area of a hundred arrangements and in the time, parties and acts of hardly one.
So segments are filed under (level, time bucket, cell), and a report looks up the few buckets that its
disc and span touch. Three levels of cell by the radius of uncertainty; segments without an area, and
reports without a usable disc, meet by time bucket alone. A bucket may give too much, never too little.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from treve.geo.covering import Coverings
from treve.geo.footprint import Footprint

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]

DAY = 86_400_000_000
BUCKET = 24 * DAY
"""Length of a time bucket, microseconds."""
LEVELS = ((0.2, 1_500.0), (0.3, 7_000.0), (0.6, 60_000.0))
"""Step of the cells in degrees, and the largest radius in metres that looks there."""
METRES_PER_DEGREE = 110_500.0
"""Less than the length of any degree of latitude on WGS 84 (110,574 m at the equator): boxes come out too large."""
MOST_CELLS = 40_000_000
"""Buckets up to which a level keeps a dense directory."""


def expand(counts: Ints) -> tuple[Ints, Ints]:
    """For counts per row: the row of each item, and its place within the row."""
    owner = np.repeat(np.arange(len(counts)), counts)
    ends = np.cumsum(counts)
    return owner, np.arange(len(owner)) - np.repeat(ends - counts, counts)


@dataclass
class Level:
    """One grid of buckets: entries in the order of their bucket, and where each bucket begins."""

    step: float
    origin: tuple[int, int]
    """First cell east and north."""
    shape: tuple[int, int]
    """Cells east and north."""
    keys: Ints | None
    """Buckets that have entries, sorted; `None` where `begins` is dense."""
    begins: Ints
    entries: Ints
    """Segment, doubled, plus one where the cell lies wholly inside the segment's area."""

    def look(self, key: Ints) -> tuple[Ints, Ints]:
        """First entry and number of entries of each bucket."""
        if self.keys is None:
            first = self.begins[key]
            return first, self.begins[key + 1] - first
        place = np.searchsorted(self.keys, key)
        found = place < len(self.keys)
        place[~found] = 0
        found &= self.keys[place] == key if len(self.keys) else False
        first = self.begins[place]
        return first, np.where(found, self.begins[place + 1] - first, 0)


def _level(step: float, cx: Ints, cy: Ints, tb: Ints, buckets: int, entry: Ints) -> Level:
    if not len(entry):
        return Level(step, (0, 0), (0, 0), np.empty(0, np.int64), np.zeros(1, np.int64), entry)
    x0, y0 = int(cx.min()), int(cy.min())
    nx, ny = int(cx.max()) - x0 + 1, int(cy.max()) - y0 + 1
    key = (tb * ny + (cy - y0)) * nx + (cx - x0)
    order = np.argsort(key, kind="stable")
    key, entry = key[order], entry[order]
    if nx * ny * buckets <= MOST_CELLS:
        begins = np.concatenate([[0], np.cumsum(np.bincount(key, minlength=nx * ny * buckets))])
        return Level(step, (x0, y0), (nx, ny), None, begins, entry)
    keys, first = np.unique(key, return_index=True)
    return Level(step, (x0, y0), (nx, ny), keys, np.concatenate([first, [len(entry)]]), entry)


class Buckets:
    """The index of a set of segments.

    `segment_areas` gives for each segment the footprints it holds in, as `(segment, footprint)` pairs;
    `everywhere` marks segments without an area. Times are microseconds.
    """

    def __init__(self, start: Ints, end: Ints, pairs: tuple[Ints, Ints], everywhere: Mask, footprints: list[Footprint]) -> None:
        finite = np.concatenate([start[start > -(2**61)], end[end < 2**61]])
        self._zero = int(finite.min()) if len(finite) else 0
        self._last = (int(finite.max()) - self._zero) // BUCKET if len(finite) else 0
        first, last = self._bucket(start), self._bucket(end - 1)
        coverings = Coverings(footprints)
        self.levels = [self._spatial(step, first, last, pairs, coverings) for step, _ in LEVELS]
        every = np.flatnonzero(everywhere)
        self.by_time = self._temporal(first, last, every)
        self.all_by_time = self._temporal(first, last, np.arange(len(start)))

    def _bucket(self, at: Ints) -> Ints:
        return np.clip((at - self._zero) // BUCKET, 0, self._last)

    def _spatial(self, step: float, first: Ints, last: Ints, pairs: tuple[Ints, Ints], coverings: Coverings) -> Level:
        area, cx, cy, inside = (np.asarray(column) for column in coverings.cells(step))
        order = np.argsort(area, kind="stable")
        area, cx, cy, inside = area[order], cx[order].astype(np.int64), cy[order].astype(np.int64), inside[order]
        begins = np.searchsorted(area, np.arange(coverings.count + 1))
        segment, footprint = pairs
        owner, place = expand(begins[footprint + 1] - begins[footprint])
        cell = begins[footprint[owner]] + place
        segment = segment[owner]
        again, bucket = expand(last[segment] - first[segment] + 1)
        cell, segment = cell[again], segment[again]
        entry = segment * 2 + inside[cell]
        return _level(step, cx[cell], cy[cell], first[segment] + bucket, self._last + 1, entry)

    def _temporal(self, first: Ints, last: Ints, segments: Ints) -> Level:
        again, bucket = expand(last[segments] - first[segments] + 1)
        segment = segments[again]
        zero = np.zeros(len(segment), np.int64)
        return _level(0.0, zero, zero, first[segment] + bucket, self._last + 1, segment * 2)

    def candidates(
        self, lon: Floats, lat: Floats, radius: Floats, wide: Mask, start: Ints, end: Ints,
        test: Callable[[Ints, Ints], Mask],
    ) -> tuple[Ints, Ints, Mask]:  # fmt: skip
        """Pairs of report and segment that may meet and pass `test`, each once, and whether certainly inside.

        `wide` marks reports that meet by time alone.
        """
        tb0, tb1 = self._bucket(start), self._bucket(end - 1)
        rows = np.arange(len(lon))
        found = [self._by_time(self.by_time, rows[~wide], tb0, tb1, test)]
        if wide.any():
            found.append(self._by_time(self.all_by_time, rows[wide], tb0, tb1, test))
        level = np.digitize(radius, [most for _, most in LEVELS], right=True)
        for number, grid in enumerate(self.levels):
            members = np.flatnonzero(~wide & (level == number))
            if len(members) and grid.shape[0]:
                found.append(self._by_cell(grid, members, lon, lat, radius, tb0, tb1, test))
        rows_, segments, inside = (np.concatenate(parts) for parts in zip(*found, strict=True))
        return rows_, segments, inside.astype(np.bool_)

    def _by_time(
        self, grid: Level, rows: Ints, tb0: Ints, tb1: Ints, test: Callable[[Ints, Ints], Mask]
    ) -> tuple[Ints, Ints, Mask]:
        owner, place = expand(tb1[rows] - tb0[rows] + 1) if len(grid.entries) else (rows[:0], rows[:0])
        row, segment, _ = _entries(grid, rows[owner], tb0[rows[owner]] + place, test)
        row, segment, inside = _once(row, segment, np.zeros(len(row), np.bool_))
        return row, segment, inside

    def _by_cell(
        self, grid: Level, rows: Ints, lon: Floats, lat: Floats, radius: Floats, tb0: Ints, tb1: Ints,
        test: Callable[[Ints, Ints], Mask],
    ) -> tuple[Ints, Ints, Mask]:  # fmt: skip
        x, y, reach = lon[rows], lat[rows], radius[rows] / METRES_PER_DEGREE
        across = reach / np.cos(np.radians(np.minimum(np.abs(y) + reach, 89.0)))
        (x0, y0), (nx, ny) = grid.origin, grid.shape
        west = np.clip(_cell(x - across + 180.0, grid.step) - x0, 0, nx)
        east = np.clip(_cell(x + across + 180.0, grid.step) - x0, -1, nx - 1)
        south = np.clip(_cell(y - reach + 90.0, grid.step) - y0, 0, ny)
        north = np.clip(_cell(y + reach + 90.0, grid.step) - y0, -1, ny - 1)
        wide, tall = np.maximum(east - west + 1, 0), np.maximum(north - south + 1, 0)
        deep = tb1[rows] - tb0[rows] + 1
        number = wide * tall * deep
        single = number == 1
        one = np.flatnonzero(single)
        key = (tb0[rows[one]] * ny + south[one]) * nx + west[one]
        # A disc cut off at the border of the grid may reach out of its one cell: "inside" is then not certain.
        whole = (_cell(x[one] - across[one] + 180.0, grid.step) == _cell(x[one] + across[one] + 180.0, grid.step)) & (
            _cell(y[one] - reach[one] + 90.0, grid.step) == _cell(y[one] + reach[one] + 90.0, grid.step)
        )
        row, segment, inside, from_ = _entries_from(grid, rows[one], key, test)
        inside &= whole[from_]
        many = np.flatnonzero(number > 1)
        owner, place = expand(number[many])
        at = many[owner]
        column, rest = place % wide[at], place // wide[at]
        key = ((tb0[rows[at]] + rest // tall[at]) * ny + south[at] + rest % tall[at]) * nx + west[at] + column
        row2, segment2, _ = _entries(grid, rows[at], key, test)
        row2, segment2, inside2 = _once(row2, segment2, np.zeros(len(row2), np.bool_))
        # A segment with several areas may stand twice in one bucket.
        row, segment, inside = _once(row, segment, inside)
        return np.concatenate([row, row2]), np.concatenate([segment, segment2]), np.concatenate([inside, inside2])


def _cell(shifted: Floats, step: float) -> Ints:
    return np.floor(shifted / step).astype(np.int64)


def _entries(grid: Level, rows: Ints, key: Ints, test: Callable[[Ints, Ints], Mask]) -> tuple[Ints, Ints, Mask]:
    row, segment, inside, _ = _entries_from(grid, rows, key, test)
    return row, segment, inside


def _entries_from(grid: Level, rows: Ints, key: Ints, test: Callable[[Ints, Ints], Mask]) -> tuple[Ints, Ints, Mask, Ints]:
    if not len(key) or not len(grid.entries):
        none = np.empty(0, np.int64)
        return none, none, np.empty(0, np.bool_), none
    first, count = grid.look(key)
    owner, place = expand(count)
    entry = grid.entries[first[owner] + place]
    row, segment = rows[owner], entry >> 1
    passed = np.flatnonzero(test(row, segment))
    return row[passed], segment[passed], (entry[passed] & 1).astype(np.bool_), owner[passed]


def _once(row: Ints, segment: Ints, inside: Mask) -> tuple[Ints, Ints, Mask]:
    if len(row) < 2:
        return row, segment, inside
    most = int(segment.max()) + 1
    key = row * most + segment
    order = np.lexsort((~inside, key))
    key = key[order]
    kept = order[np.concatenate([[True], key[1:] != key[:-1]])]
    return row[kept], segment[kept], inside[kept]
