"""The airspace room in one SQLite file, with the boxes of all volumes in memory (`treve.airspace.index`).

Numbers of a box are whole: degrees times 10^7, milliseconds over 125 since 2030, millimetres, all rounded outward
and cut off at the ends of their range, so an index may give too much and never too little.
"""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from math import ceil, floor
from pathlib import Path
from struct import Struct
from typing import Any

import shapely

from treve import codec
from treve.airspace.at_hand import AtHand
from treve.airspace.boxes import MOST, Box
from treve.airspace.entity import Availability, Entity, Intent, Subscription
from treve.airspace.index import PARTS, Index, Row
from treve.airspace.kept import KINDS, columns, counted_up, entities, entity
from treve.airspace.shape import Candidate, Exactly, Shape, meeting, shape_of, volumes_bytes, volumes_of, wkb
from treve.errors import NodeBusy, StorageFailed
from treve.geo.drawn import Drawn, boxes
from treve.geo.interval import micros
from treve.geo.volume import Volume4D

_TICK, _EPOCH = 125_000, 1_893_456_000_000_000
"""Microseconds of one unit of time in an index, and the microsecond of its zero (2030-01-01)."""
_FORM = 2
"""Form of the file; a file of another form is not opened."""
_EVERY = 2**62
"""Stands for the newest entity where all that is seen is committed."""
_BOX = Struct("<8i")
_LAST_GONE = 20_000
"""How many of the entities that went are remembered for other processes; one that slept through more reads all anew."""
Shapes = AtHand[tuple[str, int], Candidate]
"""Shapes by kind and row."""

SCHEMA = f"""
pragma journal_mode = wal;
create table if not exists entity (
  number integer primary key autoincrement, kind text not null, id text not null, ends integer not null,
  subscription text not null, notified integer not null, body blob not null, unique (kind, id)) strict;
create table if not exists volumes (number integer primary key, volumes blob not null) strict;
create index if not exists entity_ends on entity (ends);
create index if not exists entity_subscription on entity (subscription) where subscription <> '';
create table if not exists availability (uss text primary key, state text not null, version text not null) strict;
create table if not exists gone (seq integer primary key autoincrement, number integer not null) strict;
create table if not exists journal (number integer primary key autoincrement, what text not null, body blob not null) strict;
{
    "".join(
        f"create table if not exists {name}_box (row integer primary key, box blob not null) strict;"
        f"create table if not exists {name}_shape (row integer primary key, starts integer not null, ends integer not null, "
        "low real not null, high real not null, plain integer not null, area blob not null, whole blob, held blob) strict;"
        for name in KINDS.values()
    )
}
pragma user_version = {_FORM};
"""
_ROWS = "select row, starts, ends, low, high, plain, whole, held, area from {}_shape where row in ({})"


def boxes_of(shape: Shape) -> list[Box]:
    """The boxes of a volume, rounded outward."""
    t0, t1 = _clamped((shape.starts - _EPOCH) // _TICK), _clamped(-((_EPOCH - shape.ends) // _TICK))
    z0, z1 = _clamped(floor(shape.low_m * 1000.0)), _clamped(ceil(shape.high_m * 1000.0))
    return [
        Box(floor(west * 1e7), ceil(east * 1e7), floor(south * 1e7), ceil(north * 1e7), t0, t1, z0, z1)
        for west, south, east, north in boxes(shape.area.box)
    ]


def _clamped(value: int) -> int:
    return max(-MOST, min(MOST, value))


class SqliteAirspace:
    """The airspace room in one file. One writer at a time; readers never wait. Not for two threads at once."""

    def __init__(self, path: Path, *, wait_s: float = 10.0, blind: bool = False) -> None:
        """Open the file, or make it, and read its index: about two seconds for a million volumes.

        `blind`: without the index, for whoever only takes notes over. Raises `StorageFailed`.
        """
        self._shapes = Shapes()
        self._index = Index(KINDS.values(), blind=blind)
        self._writer, self._reader = _connected(path, wait_s), _connected(path, wait_s)
        try:
            _check_form(self._writer, path)
            self._writer.executescript(SCHEMA)
            self._reader.execute("pragma query_only = on")
            self.read(lambda _: None)
        except BaseException:
            self.close()
            raise

    def run[T](self, work: Callable[["SqliteTransaction"], T]) -> T:
        """Run work that changes something; on the disk when this returns."""
        self.begin()
        try:
            result = self.perform(work)
        except BaseException:
            self.rollback()
            raise
        self.commit()
        self.settle()
        return result

    def read[T](self, work: Callable[["SqliteTransaction"], T]) -> T:
        """Run work that only reads."""
        with _refused():
            self._reader.execute("begin")
            try:
                self._index.catch_up(self._reader)
                return work(SqliteTransaction(self._reader, self._shapes, self._index, _EVERY))
            finally:
                self._reader.execute("commit")

    def begin(self) -> None:
        """Begin a transaction for several pieces of work; raises `NodeBusy` where another process keeps writing."""
        with _refused():
            self._writer.execute("begin immediate")
            self._index.catch_up(self._writer)

    def perform[T](self, work: Callable[["SqliteTransaction"], T]) -> T:
        """Run one piece of work within the transaction; if it raises, what it did is undone and the rest stands."""
        with _refused():
            self._writer.execute("savepoint work")
            mark = self._index.mark()
            try:
                result = work(SqliteTransaction(self._writer, self._shapes, self._index, self._index.settled))
            except BaseException:
                self._index.undo(mark)
                self._writer.execute("rollback to work")
                raise
            finally:
                self._writer.execute("release work")
            return result

    def commit(self) -> None:
        """Put the transaction on the disk; may run in another thread than the rest, but never beside it."""
        with _refused():
            self._writer.execute("commit")

    def settle(self) -> None:
        """Take note that the transaction is on the disk, in the thread that works with the store."""
        self._index.settle()

    def rollback(self) -> None:
        """Undo the transaction."""
        self._index.roll_back()
        if self._writer.in_transaction:
            self._writer.execute("rollback")

    def close(self) -> None:
        """Close the file."""
        self._reader.close()
        self._writer.close()


def _connected(path: Path, wait_s: float) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=wait_s, isolation_level=None, check_same_thread=False, cached_statements=256)
    for setting in ("synchronous = full", "cache_size = -200000", "mmap_size = 8000000000", "temp_store = memory"):
        connection.execute(f"pragma {setting}")
    return connection


def _check_form(connection: sqlite3.Connection, path: Path) -> None:
    """Raise `StorageFailed` where a file has another form: read as if it had none, it would call every volume free."""
    (form,) = connection.execute("pragma user_version").fetchone()
    made = connection.execute("select 1 from sqlite_master where name = 'entity'").fetchone() is not None
    if form not in (0, _FORM) or (made and form != _FORM):
        raise StorageFailed(
            f"{path} was made by another version of Treve.",
            advice="Serve it with that version until what it holds is over, or begin a new one beside it.",
        )


@contextmanager
def _refused() -> Iterator[None]:
    """Errors of the database in the words of `treve.errors`."""
    try:
        yield
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            raise NodeBusy("Another process is writing to the airspace store.") from error
        raise StorageFailed(f"Nothing was changed: {error}.") from error
    except sqlite3.Error as error:
        raise StorageFailed(f"Nothing was changed: {error}.") from error


class SqliteTransaction:
    """One transaction: all that it reads is of one moment."""

    def __init__(self, connection: sqlite3.Connection, shapes: Shapes, index: Index, settled: int) -> None:
        self._db = connection
        self._shapes = shapes
        self._index = index
        self._settled = settled

    def find[E: Entity](self, kind: type[E], identity: str) -> E | None:
        """The entity of that kind and id."""
        asked = "select notified, body from entity where kind = ? and id = ?"
        row = self._db.execute(asked, (KINDS[kind], identity)).fetchone()
        return None if row is None else entity(kind, *row)

    def volumes(self, kind: type[Entity], identity: str) -> tuple[Volume4D, ...]:
        """The exact volumes of an entity, as they were given."""
        asked = "select volumes from entity join volumes using (number) where kind = ? and id = ?"
        row = self._db.execute(asked, (KINDS[kind], identity)).fetchone()
        return () if row is None else volumes_of(row[0])

    def meeting[E: Entity](self, kind: type[E], volumes: Sequence[Volume4D], *, altitude: bool = True) -> list[E]:
        """The entities of that kind that meet one of the volumes, by id."""
        exactly = Exactly(self._volumes_of)
        found: set[int] = set()
        name = KINDS[kind]
        for volume in volumes:
            shape = shape_of(volume)
            candidates = self._candidates(name, shape, altitude=altitude)
            found.update(meeting(volume, shape, candidates, exactly, altitude=altitude, but=found))
        if not found:
            return []
        held = self._entities(kind, found)
        if len(held) < len(found):
            self._forget(name, volumes, found)
        held.sort(key=lambda one: one.id)
        return held

    def _entities[E: Entity](self, kind: type[E], numbers: set[int]) -> list[E]:
        """The entities with these numbers; those that are there no more are left out."""
        # What is at hand is as it was committed: work that changes things reads what it changed itself.
        at_hand = self._index.entities if self._settled == _EVERY and kind is not Subscription else None
        found: list[E] = []
        missing: list[int] = []
        for number in numbers:
            one = None if at_hand is None else at_hand.get(number)
            if one is None:
                missing.append(number)
            else:
                found.append(one)  # type: ignore[arg-type]
        for number, *row in self._by_number("number, notified, body", sorted(missing)) if missing else ():
            read = entity(kind, *row)
            if at_hand is not None:
                at_hand.keep(number, read)
            found.append(read)
        return found

    def _candidates(self, name: str, shape: Shape, *, altitude: bool) -> list[Candidate]:
        found: list[Candidate] = []
        missing: list[int] = []
        for box in boxes_of(shape):
            asked = box if altitude else box._replace(z0=-MOST, z1=MOST)
            for row in self._index.find(name, asked):
                held = self._shapes.get((name, row))
                if held is None:
                    missing.append(row)
                else:
                    found.append(held)
        for start in range(0, len(missing), 200):
            found += self._read(name, missing[start : start + 200])
        return found

    def _read(self, name: str, rows: Sequence[int]) -> Iterator[Candidate]:
        held = self._db.execute(_ROWS.format(name, ",".join("?" * len(rows))), rows).fetchall()
        whole = shapely.from_wkb([row[6] for row in held])
        inner = shapely.from_wkb([row[7] for row in held])
        for (row, starts, ends, low, high, plain, _, _, box), outside, inside in zip(held, whole, inner, strict=True):
            area = Drawn(outside, inside, codec.decode(box, tuple[float, float, float, float]))
            one = Candidate(row // PARTS, row % PARTS // 2, Shape(area, starts, ends, low, high, bool(plain)))
            if one.entity <= self._settled:
                self._shapes.keep((name, row), one)
            yield one

    def _forget(self, name: str, volumes: Sequence[Volume4D], found: set[int]) -> None:
        """Take out of the index what another process removed; only where all that is seen is committed."""
        if self._settled != _EVERY:
            return
        gone = found - {number for (number,) in self._by_number("number", sorted(found))}
        for volume in volumes:
            for box in boxes_of(shape_of(volume)):
                rows = (row for row in self._index.find(name, box._replace(z0=-MOST, z1=MOST)) if row // PARTS in gone)
                self._index.forget(name, list(rows), box)

    def _volumes_of(self, number: int) -> tuple[Volume4D, ...]:
        row = self._db.execute("select volumes from volumes where number = ?", (number,)).fetchone()
        return () if row is None else volumes_of(row[0])

    def _by_number(self, columns: str, numbers: Sequence[int]) -> Iterator[Any]:
        for start in range(0, len(numbers), 500):
            part = numbers[start : start + 500]
            yield from self._db.execute(f"select {columns} from entity where number in ({','.join('?' * len(part))})", part)

    def save(self, one: Entity, volumes: Sequence[Volume4D] | None = None) -> None:
        """Make or replace an entity; without `volumes` it keeps those it has."""
        name = KINDS[type(one)]
        values = columns(one)
        if volumes is None:
            asked = "update entity set ends = ?, subscription = ?, notified = ?, body = ? where kind = ? and id = ?"
            self._db.execute(asked, (*values, name, one.id))
            self._db.execute("insert into gone (number) select number from entity where kind = ? and id = ?", (name, one.id))
            return
        kept = volumes_bytes(volumes)
        self.drop(type(one), one.id)
        number = self._db.execute(
            "insert into entity (ends, subscription, notified, body, kind, id) values (?, ?, ?, ?, ?, ?)",
            (*values, name, one.id),
        ).lastrowid
        assert number is not None
        self._db.execute("insert into volumes values (?, ?)", (number, kept))
        rows = [row for part, volume in enumerate(volumes) for row in index_rows(number, part, shape_of(volume))]
        self._db.executemany(f"insert into {name}_box values (?, ?)", [(row, packed) for row, packed, _, _ in rows])
        self._db.executemany(f"insert into {name}_shape values (?,?,?,?,?,?,?,?,?)", [(row, *rest) for row, _, _, rest in rows])
        for row, _, box, _ in rows:
            self._index.add(Row(name, row, box))

    def drop(self, kind: type[Entity], identity: str) -> None:
        """Remove an entity, if it is there."""
        name = KINDS[kind]
        asked = "delete from entity where kind = ? and id = ? returning number"
        for (number,) in self._db.execute(asked, (name, identity)).fetchall():
            self._db.execute("delete from volumes where number = ?", (number,))
            last = self._db.execute("insert into gone (number) values (?)", (number,)).lastrowid
            self._db.execute("delete from gone where seq <= ?", ((last or 0) - _LAST_GONE,))
            own = (number * PARTS, number * PARTS + PARTS)
            gone = self._db.execute(f"delete from {name}_box where row >= ? and row < ? returning row, box", own).fetchall()
            self._db.execute(f"delete from {name}_shape where row >= ? and row < ?", own)
            for row, packed in gone:
                self._index.drop(Row(name, row, Box(*_BOX.unpack(packed))))

    def leaning_on(self, subscription: str) -> list[Intent]:
        """The intents that a subscription keeps informed, by id."""
        asked = "select notified, body from entity where subscription = ? and subscription <> '' order by id"
        return [entity(Intent, *row) for row in self._db.execute(asked, (subscription,))]

    def counted(self, subscriptions: Sequence[Subscription]) -> list[Subscription]:
        """The same subscriptions with their notification index one higher, which is kept."""
        asked = "update entity set notified = notified + 1 where kind = 'subscription' and id = ?"
        self._db.executemany(asked, [(one.id,) for one in subscriptions])
        return counted_up(subscriptions)

    def availability(self, uss: str) -> Availability:
        """What was said last of a USS."""
        row = self._db.execute("select uss, state, version from availability where uss = ?", (uss,)).fetchone()
        return Availability(uss=uss) if row is None else Availability(uss=row[0], state=row[1], version=row[2])

    def set_availability(self, said: Availability) -> None:
        """Keep what an arbiter says of a USS."""
        self._db.execute("insert or replace into availability values (?, ?, ?)", (said.uss, said.state, said.version))

    def expired(self, before: datetime, limit: int) -> list[Entity]:
        """Entities that ended before an instant, the earliest first."""
        asked = "select kind, notified, body from entity where ends < ? order by ends, kind, id limit ?"
        return list(entities(self._db.execute(asked, (micros(before), limit))))

    def journal(self, what: str, body: bytes) -> None:
        """Note a change, in the same transaction."""
        self._db.execute("insert into journal (what, body) values (?, ?)", (what, body))

    def noted(self, limit: int) -> list[tuple[str, str, bytes]]:
        """Notes that were not taken over yet, the oldest first."""
        rows = self._db.execute("select number, what, body from journal order by number limit ?", (limit,))
        return [(str(number), what, body) for number, what, body in rows]

    def taken_over(self, numbers: Sequence[str]) -> None:
        """Remove notes that the log of the node has."""
        self._db.executemany("delete from journal where number = ?", [(int(one),) for one in numbers])


def index_rows(number: int, part: int, shape: Shape) -> Iterator[tuple[int, bytes, Box, tuple[object, ...]]]:
    """The rows of a volume: number, box as kept, box, and what is kept of its shape."""
    area = shape.area
    low, high = wkb(area.outer), wkb(area.inner)
    kept = (shape.starts, shape.ends, shape.low_m, shape.high_m, int(shape.plain), codec.encode(area.box), low, high)
    for place, box in enumerate(boxes_of(shape)):
        yield number * PARTS + 2 * part + place, _BOX.pack(*box), box, kept
