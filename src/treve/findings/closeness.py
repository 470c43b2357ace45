"""Pairs of notices that come closer than the separation asked for, each once, with where and when they are nearest."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from treve.findings import separations
from treve.findings.announced import Announced, Volumes, certainly
from treve.findings.separations import Separations
from treve.geo.interval import Interval
from treve.geo.meeting import Meeting, Meetings, meetings
from treve.geo.near import Separation
from treve.kleene import Column, Kleene
from treve.picture.picture import Picture


class Close(NamedTuple):
    """Two notices that come closer than the separation asked for, or may."""

    a: Announced
    """The one; of an operation and what may come to harm by it, the operation."""
    b: Announced
    """The other."""
    asked: separations.Asked
    """What they are held against."""
    closer: Kleene
    """Whether they do; never *no*."""
    during: Interval
    """From the first to the last instant at which they may."""
    meeting: Meeting
    """Where and when they are nearest."""


def close_pairs(picture: Picture, during: Interval, held: Sequence[Announced], *, exposed: bool) -> Iterator[Close]:
    """The pairs of announced things that come closer than asked within a span.

    `exposed`: an operation and what may come to harm by it, whoever announces them; else every other pair that a separation
    is asked of, of two authors.
    """
    if exposed:
        ours = [one for one in held if one.notice.notice_kind in separations.OPERATIONS]
        theirs = [one for one in held if one.notice.notice_kind in separations.EXPOSED]
    else:
        ours = theirs = list(held)
    asks = _Asks(Separations(picture), ours, theirs, exposed=exposed)
    if asks.widest is None:
        return
    found = meetings(asks.mine.coverings, asks.yours.coverings, asks.widest, asks.of)
    if not len(found):
        return
    certain = certainly(found, asks.mine, asks.yours)
    owner = asks.mine.owner[found.i] * len(theirs) + asks.yours.owner[found.j]
    order = np.argsort(owner, kind="stable")
    for rows in np.split(order, np.flatnonzero(np.diff(owner[order])) + 1):
        pair = _nearest(found, certain, rows.tolist(), during)
        if pair is not None:
            i, j = divmod(int(owner[rows[0]]), len(theirs))
            asked = asks.pair(i, j)
            assert asked is not None
            yield Close(ours[i], theirs[j], asked, *pair)


class _Asks:
    """What each pair is asked, worked out once."""

    def __init__(
        self, table: Separations, ours: Sequence[Announced], theirs: Sequence[Announced], *, exposed: bool
    ) -> None:  # fmt: skip
        self.mine = Volumes(ours)
        self.yours = self.mine if ours is theirs else Volumes(theirs)
        self._table, self._ours, self._theirs, self._exposed = table, ours, theirs, exposed
        self._pairs: dict[tuple[int, int], separations.Asked | None] = {}
        kinds = [{one.notice.notice_kind for one in side} for side in (ours, theirs)]
        self.widest: Separation | None = table.widest((a, b) for a in kinds[0] for b in kinds[1])

    def of(self, i: int, j: int) -> Separation | None:
        """What two volumes are asked."""
        asked = self.pair(int(self.mine.owner[i]), int(self.yours.owner[j]))
        return None if asked is None else asked.separation

    def pair(self, i: int, j: int) -> separations.Asked | None:
        """What two announced things are asked."""
        if (i, j) not in self._pairs:
            self._pairs[i, j] = self._pair(i, j)
        return self._pairs[i, j]

    def _pair(self, i: int, j: int) -> separations.Asked | None:
        a, b = self._ours[i].notice, self._theirs[j].notice
        if not self._exposed and (
            i >= j or a.author == b.author or separations.exposes(a.notice_kind, b.notice_kind)
        ):  # fmt: skip
            return None
        return self._table.of(a, b, a.window.intersection(b.window) or a.window)


def _nearest(
    found: Meetings, certain: Column, rows: list[int], during: Interval
) -> tuple[Kleene, Interval, Meeting] | None:  # fmt: skip
    """What two announced things come to within a span: the surest, there the nearest, there the first of their meetings."""
    spans = {row: span for row in rows if (span := found.during(row)) is not None and span.overlaps(during)}
    if not spans:
        return None
    sure = max(int(certain[row]) for row in spans)
    best = min(
        (row for row in spans if certain[row] == sure),
        key=lambda row: (max(0.0, round(float(found.most_m[row]), 3)), max(0, int(found.apart_us[row])), spans[row].bounds),
    )
    first = min(spans.values(), key=lambda one: one.bounds[0])
    last = max(spans.values(), key=lambda one: one.bounds[1])
    return Kleene(sure), Interval(first.start, last.end), found.meeting(best)
