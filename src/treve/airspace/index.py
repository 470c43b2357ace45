"""What a store in SQLite has in memory: the boxes of all kinds, and entities read lately, both as the file has them.

What it holds is never too little for any snapshot of the file that may be read: rows are put in before they are committed
and taken out after, and what other processes committed is read when a transaction begins, by the numbers of entities, which
only grow. It may hold too much: rows of an undone or removed entity, which whoever reads finds without an entity.
An entity that has a place never changes, it goes and comes under another number; which ones went is written beside them
(`gone`), so that no process keeps one at hand that another removed.
"""

import sqlite3
from collections.abc import Iterable
from typing import Any, NamedTuple

import numpy as np

from treve.airspace.at_hand import AtHand
from treve.airspace.boxes import Box, Boxes, array_of
from treve.airspace.entity import Entity

PARTS = 1 << 15
"""More than the boxes of one entity, which has `MOST_VOLUMES` volumes at most: a row is
entity * PARTS + 2 * volume, and one more across 180 degrees."""
FEW = 200
"""So many rows are put in one by one; more at once."""
CHUNK = 200_000
"""How many rows are read at once."""


class Row(NamedTuple):
    """A row of the index."""

    kind: str
    """Kind of its entity."""
    number: int
    """Its own number."""
    box: Box
    """Its box."""


class Mark(NamedTuple):
    """How far a transaction had come."""

    fresh: int
    dropped: int
    known: int


class Index:
    """Boxes in memory, beside one file. For one thread."""

    def __init__(self, kinds: Iterable[str], *, blind: bool = False) -> None:
        """An empty index. `blind`: it holds nothing and is not asked, for whoever only takes notes over."""
        self._blind = blind
        self._boxes = {kind: Boxes() for kind in kinds}
        self.entities: AtHand[int, Entity] = AtHand()
        """Entities by their number, each as it was committed."""
        self._known = 0
        self._settled = 0
        self._gone = 0
        self._fresh: list[Row] = []
        self._dropped: list[Row] = []

    @property
    def settled(self) -> int:
        """Number of the newest entity known to be committed: what is newer may be undone, and its number given again."""
        return self._settled

    def find(self, kind: str, box: Box) -> list[int]:
        """Rows whose boxes meet this one: perhaps too many, never too few."""
        assert not self._blind, "The store was opened without its index."
        return self._boxes[kind].find(box)

    def forget(self, kind: str, rows: Iterable[int], box: Box) -> None:
        """Take rows out that a question found, though what is committed has them no more; those not settled stay."""
        self._boxes[kind].forget({row for row in rows if row // PARTS <= self._settled}, box)

    def catch_up(self, connection: sqlite3.Connection) -> None:
        """Take in what others committed, as a transaction that has begun sees it."""
        if self._blind:
            return
        counts: dict[str, int] = dict(connection.execute("select name, seq from sqlite_sequence"))
        if counts.get("gone", 0) != self._gone:
            self._let_go(connection, counts["gone"])
        newest = counts.get("entity", 0)
        if newest > self._known:
            for kind, held in self._boxes.items():
                _load(connection, kind, held, (self._known + 1) * PARTS)
            self._known = newest
        if not self._fresh:
            self._settled = max(self._settled, newest)

    def _let_go(self, connection: sqlite3.Connection, newest: int) -> None:
        """Keep no entity at hand that went since the last time; none at all where not every one of these is known still."""
        asked = "select seq, number from gone where seq > ? order by seq"
        gone = connection.execute(asked, (self._gone,)).fetchall()
        if len(gone) == newest - self._gone:
            for _, number in gone:
                self.entities.drop(number)
        else:
            self.entities.clear()
        self._gone = newest

    def add(self, row: Row) -> None:
        """Put a row in that a transaction writes."""
        assert not self._blind, "The store was opened without its index."
        self._boxes[row.kind].add(row.number, row.box)
        self._fresh.append(row)
        self._known = max(self._known, row.number // PARTS)

    def drop(self, row: Row) -> None:
        """Take a row out once the transaction that removes it is committed."""
        if not self._blind:
            self._dropped.append(row)

    def mark(self) -> Mark:
        """How far the transaction has come."""
        return Mark(len(self._fresh), len(self._dropped), self._known)

    def undo(self, mark: Mark) -> None:
        """Undo what came after a mark."""
        for row in self._fresh[mark.fresh :]:
            self._boxes[row.kind].remove(row.number, row.box)
        del self._fresh[mark.fresh :], self._dropped[mark.dropped :]
        self._known = mark.known

    def settle(self) -> None:
        """The transaction was committed."""
        for row in self._dropped:
            self._boxes[row.kind].remove(row.number, row.box)
        self._fresh.clear()
        self._dropped.clear()
        self._settled = self._known

    def roll_back(self) -> None:
        """The transaction was undone, or whether it was committed is not known: the next one reads it again."""
        self.undo(Mark(0, 0, self._settled))


def _load(connection: sqlite3.Connection, kind: str, held: Boxes, first: int) -> None:
    rows: list[Any] = []
    boxes: list[Any] = []
    cursor = connection.execute(f"select row, box from {kind}_box where row >= ?", (first,))
    while found := cursor.fetchmany(CHUNK):
        rows.append(np.array([row for row, _ in found], np.int64))
        boxes.append(array_of([box for _, box in found]))
    if not rows:
        return
    numbers, every = np.concatenate(rows), np.concatenate(boxes)
    if len(numbers) > FEW:
        held.load(numbers, every)
        return
    for number, box in zip(numbers.tolist(), every.tolist(), strict=True):
        held.add(number, Box(*box))
