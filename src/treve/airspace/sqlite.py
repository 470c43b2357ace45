"""The airspace room in SQLite: R*Trees of four dimensions beside the entities, in one file.

Index numbers are whole: degrees times 10^7, milliseconds over 125 since 2030, millimetres, all rounded outward
and cut off at the ends of their range, so an index may give too much and never too little. Units of about
the same size in each dimension matter: the tree splits its pages by the sum of the sides.
"""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from math import ceil, floor
from pathlib import Path
from typing import NamedTuple

import shapely

from treve import codec
from treve.airspace.entity import Availability, Entity, Intent, Subscription
from treve.airspace.kept import KINDS, columns, counted_up, entities, entity
from treve.airspace.shape import Candidate, Exactly, Shape, meeting, shape_of, volumes_bytes, volumes_of, wkb
from treve.airspace.shapes import Shapes
from treve.errors import NodeBusy, StorageFailed, TooLarge
from treve.geo.drawn import Drawn, boxes
from treve.geo.interval import micros
from treve.geo.volume import Volume4D

_PARTS = 1 << 15
"""More than the boxes of one entity, which has `MOST_VOLUMES` volumes at most: an index row is
entity * _PARTS + 2 * volume, and one more across 180 degrees."""
_TICK, _EPOCH = 125_000, 1_893_456_000_000_000
"""Microseconds of one unit of time in an index, and the microsecond of its zero (2030-01-01)."""
_MOST = 2**31 - 1
_EVERY = 2**62
"""Stands for the newest entity where all that is seen is committed."""

SCHEMA = f"""
pragma journal_mode = wal;
create table if not exists entity (
  number integer primary key autoincrement, kind text not null, id text not null, ends integer not null,
  subscription text not null, notified integer not null, parts integer not null, body blob not null, volumes blob not null,
  unique (kind, id)) strict;
create index if not exists entity_ends on entity (ends);
create index if not exists entity_subscription on entity (subscription) where subscription <> '';
create table if not exists availability (uss text primary key, state text not null, version text not null) strict;
create table if not exists journal (number integer primary key autoincrement, what text not null, body blob not null) strict;
{
    "".join(
        f"create virtual table if not exists {name}_at using rtree_i32 (row, x0, x1, y0, y1, t0, t1, z0, z1, "
        "+starts integer, +ends integer, +low real, +high real, +plain integer, +whole blob, +held blob, +box blob);"
        for name in KINDS.values()
    )
}
"""
_FOUND = (
    "select row from {}_at where x0 <= ? and x1 >= ? and y0 <= ? and y1 >= ? and t0 <= ? and t1 >= ? and z0 <= ? and z1 >= ?"
)
_ROWS = "select row, starts, ends, low, high, plain, whole, held, box from {}_at where row in ({})"


class Numbers(NamedTuple):
    """The whole numbers of one box in an index."""

    x0: int
    x1: int
    y0: int
    y1: int
    t0: int
    t1: int
    z0: int
    z1: int


def numbers(shape: Shape) -> list[Numbers]:
    """The boxes of a volume in an index, rounded outward."""
    t0, t1 = _clamped((shape.starts - _EPOCH) // _TICK), _clamped(-((_EPOCH - shape.ends) // _TICK))
    z0, z1 = _clamped(floor(shape.low_m * 1000.0)), _clamped(ceil(shape.high_m * 1000.0))
    return [
        Numbers(floor(west * 1e7), ceil(east * 1e7), floor(south * 1e7), ceil(north * 1e7), t0, t1, z0, z1)
        for west, south, east, north in boxes(shape.area.box)
    ]


def _clamped(value: int) -> int:
    return max(-_MOST, min(_MOST, value))


class SqliteAirspace:
    """The airspace room in one file. One writer at a time; readers never wait. Not for two threads at once."""

    def __init__(self, path: Path, *, wait_s: float = 10.0) -> None:
        self._writer = _connected(path, wait_s)
        self._writer.executescript(SCHEMA)
        self._reader = _connected(path, wait_s)
        self._reader.execute("pragma query_only = on")
        self._shapes = Shapes()
        self._settled = 0

    def run[T](self, work: Callable[["SqliteTransaction"], T]) -> T:
        """Run work that changes something; on the disk when this returns."""
        self.begin()
        try:
            result = self.perform(work)
        except BaseException:
            self.rollback()
            raise
        self.commit()
        return result

    def read[T](self, work: Callable[["SqliteTransaction"], T]) -> T:
        """Run work that only reads."""
        with _refused():
            self._reader.execute("begin")
            try:
                return work(SqliteTransaction(self._reader, self._shapes, _EVERY))
            finally:
                self._reader.execute("commit")

    def begin(self) -> None:
        """Begin a transaction for several pieces of work; raises `NodeBusy` where another process keeps writing."""
        with _refused():
            self._writer.execute("begin immediate")
            self._settled = _newest(self._writer)

    def perform[T](self, work: Callable[["SqliteTransaction"], T]) -> T:
        """Run one piece of work within the transaction; if it raises, what it did is undone and the rest stands."""
        with _refused():
            self._writer.execute("savepoint work")
            try:
                result = work(SqliteTransaction(self._writer, self._shapes, self._settled))
            except BaseException:
                self._writer.execute("rollback to work")
                raise
            finally:
                self._writer.execute("release work")
            return result

    def commit(self) -> None:
        """Put the transaction on the disk; may run in another thread than the rest, but never beside it."""
        with _refused():
            self._writer.execute("commit")

    def rollback(self) -> None:
        """Undo the transaction."""
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


def _newest(connection: sqlite3.Connection) -> int:
    """Number of the newest entity that was committed: what is newer may be undone, and its number given again."""
    row = connection.execute("select seq from sqlite_sequence where name = 'entity'").fetchone()
    return 0 if row is None else int(row[0])


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

    def __init__(self, connection: sqlite3.Connection, shapes: Shapes, settled: int) -> None:
        self._db = connection
        self._shapes = shapes
        self._settled = settled

    def find[E: Entity](self, kind: type[E], identity: str) -> E | None:
        """The entity of that kind and id."""
        asked = "select notified, body from entity where kind = ? and id = ?"
        row = self._db.execute(asked, (KINDS[kind], identity)).fetchone()
        return None if row is None else entity(kind, *row)

    def volumes(self, kind: type[Entity], identity: str) -> tuple[Volume4D, ...]:
        """The exact volumes of an entity, as they were given."""
        asked = "select volumes from entity where kind = ? and id = ?"
        row = self._db.execute(asked, (KINDS[kind], identity)).fetchone()
        return () if row is None else volumes_of(row[0])

    def meeting[E: Entity](self, kind: type[E], volumes: Sequence[Volume4D], *, altitude: bool = True) -> list[E]:
        """The entities of that kind that meet one of the volumes, by id."""
        exactly = Exactly(self._volumes_of)
        found: set[int] = set()
        for volume in volumes:
            shape = shape_of(volume)
            candidates = self._candidates(KINDS[kind], shape, altitude=altitude)
            found.update(meeting(volume, shape, candidates, exactly, altitude=altitude, but=found))
        held = [entity(kind, *row) for row in self._by_number("notified, body", sorted(found))]
        return sorted(held, key=lambda one: one.id)

    def _candidates(self, name: str, shape: Shape, *, altitude: bool) -> list[Candidate]:
        found: list[Candidate] = []
        missing: list[int] = []
        for box in numbers(shape):
            z0, z1 = (box.z0, box.z1) if altitude else (-_MOST, _MOST)
            asked = (box.x1, box.x0, box.y1, box.y0, box.t1, box.t0, z1, z0)
            for (row,) in self._db.execute(_FOUND.format(name), asked):
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
            one = Candidate(row // _PARTS, row % _PARTS // 2, Shape(area, starts, ends, low, high, bool(plain)))
            if one.entity <= self._settled:
                self._shapes.keep((name, row), one)
            yield one

    def _volumes_of(self, number: int) -> tuple[Volume4D, ...]:
        row = self._db.execute("select volumes from entity where number = ?", (number,)).fetchone()
        return volumes_of(row[0])

    def _by_number(self, columns: str, numbers: Sequence[int]) -> Iterator[tuple[int, bytes]]:
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
            return
        if 2 * len(volumes) > _PARTS:
            raise TooLarge(f"It has {len(volumes)} volumes; the limit is {_PARTS // 2}.")
        self.drop(type(one), one.id)
        number = self._db.execute(
            "insert into entity (ends, subscription, notified, body, kind, id, parts, volumes) values (?, ?, ?, ?, ?, ?, ?, ?)",
            (*values, name, one.id, len(volumes), volumes_bytes(volumes)),
        ).lastrowid
        assert number is not None
        rows = (row for part, volume in enumerate(volumes) for row in _index_rows(number, part, shape_of(volume)))
        self._db.executemany(f"insert into {name}_at values ({','.join('?' * 17)})", rows)

    def drop(self, kind: type[Entity], identity: str) -> None:
        """Remove an entity, if it is there."""
        name = KINDS[kind]
        asked = "delete from entity where kind = ? and id = ? returning number, parts"
        for number, parts in self._db.execute(asked, (name, identity)).fetchall():
            rows = ((number * _PARTS + place,) for place in range(2 * parts))
            self._db.executemany(f"delete from {name}_at where row = ?", rows)

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


def _index_rows(number: int, part: int, shape: Shape) -> Iterator[tuple[object, ...]]:
    area = shape.area
    rest = (shape.starts, shape.ends, shape.low_m, shape.high_m, int(shape.plain), wkb(area.outer), wkb(area.inner))
    for place, box in enumerate(numbers(shape)):
        yield (number * _PARTS + 2 * part + place, *box, *rest, codec.encode(area.box))
