"""The airspace room on PostgreSQL, or on an engine of the same wire protocol: for an installation that many use at once.

It keeps to what those engines share: serializable transactions that may have to be run again, plain tables and
ordinary indexes; no extension, no geometry in the database, no locks or sequences of its own. Where and when is
filed under the numbers of `treve.airspace.cells`; what is found there is decided exactly, as in every store.

Writers take turns: each first locks one row, by a connection of its own, so the one who waited longest writes next.
Without it the result would be as right, since the database lets no two transactions miss each other, but a writer
that starts late is told to begin again by one that never pauses, for ever.
"""

import random
import secrets
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from typing import Any, LiteralString, NamedTuple

import psycopg
import shapely
from psycopg import IsolationLevel
from psycopg_pool import ConnectionPool, PoolTimeout

from treve.airspace import cells
from treve.airspace.at_hand import AtHand
from treve.airspace.entity import Availability, Entity, Intent, Subscription
from treve.airspace.kept import KINDS, columns, counted_up, entities, entity
from treve.airspace.shape import Candidate, Exactly, Shape, meeting, shape_of, volumes_bytes, volumes_of, wkb
from treve.errors import NodeBusy, NodeMissing, StorageFailed
from treve.geo.drawn import Drawn, boxes
from treve.geo.interval import micros
from treve.geo.volume import Volume4D

TRIES = 60
"""How often work is run again where other writers came before it."""
LONGEST_PAUSE_S = 0.05
"""Longest wait before it is run again, seconds."""

SCHEMA = (
    """create table if not exists airspace_entity (
      kind text not null, id text not null, number bigint not null, ends bigint not null, subscription text not null,
      notified integer not null, body bytea not null, volumes bytea not null, primary key (kind, id))""",
    "create unique index if not exists airspace_entity_number on airspace_entity (number)",
    "create index if not exists airspace_entity_ends on airspace_entity (ends)",
    "create index if not exists airspace_entity_subscription on airspace_entity (subscription)",
    """create table if not exists airspace_place (
      kind text not null, slot bigint not null, cell bigint not null, number bigint not null, part integer not null,
      starts bigint not null, ends bigint not null, low float8 not null, high float8 not null,
      primary key (kind, slot, cell, number, part))""",
    "create index if not exists airspace_place_number on airspace_place (number)",
    """create table if not exists airspace_shape (
      number bigint not null, part integer not null, plain boolean not null, whole bytea, held bytea,
      west float8 not null, south float8 not null, east float8 not null, north float8 not null,
      starts bigint not null, ends bigint not null, low float8 not null, high float8 not null,
      primary key (number, part))""",
    """create table if not exists airspace_availability (
      uss text primary key, state text not null, version text not null)""",
    "create table if not exists airspace_turn (id integer primary key)",
    "insert into airspace_turn values (0) on conflict do nothing",
    """create table if not exists airspace_journal (
      number text primary key, at bigint not null, what text not null, body bytea not null)""",
)
"""Each statement by itself: some engines make one table a transaction."""

_AGAIN = (psycopg.errors.SerializationFailure, psycopg.errors.DeadlockDetected)


Shapes = AtHand[tuple[str, int, int], Candidate]
"""Shapes by kind, number of the entity, and part."""


class PostgresAirspace:
    """The airspace room in a database. May be used by many threads, processes and machines at once."""

    LOST = "Make the first one with --new-airspace; if there was one before, bring it back from your copy."
    """What to do where there is no store."""

    def __init__(self, url: str, *, new: bool = False, connections: int = 8, wait_s: float = 10.0) -> None:
        """Connect, and make the tables if it is to be `new`; raises `NodeMissing` where they are missing otherwise.

        Raises `StorageFailed` where the database does not answer.
        """
        self._shapes = Shapes()
        self._pool = ConnectionPool(
            url, min_size=1, max_size=connections, timeout=wait_s, open=False, kwargs={"prepare_threshold": 1},
            configure=_configured, check=ConnectionPool.check_connection,
        )  # fmt: skip
        self._turns = ConnectionPool(
            url, min_size=1, max_size=connections, timeout=wait_s, open=False, check=ConnectionPool.check_connection
        )
        self._wait_s = wait_s
        self._pool.open()
        self._turns.open()
        try:
            self._prepare(new)
        except BaseException:
            self.close()
            raise

    def _prepare(self, new: bool) -> None:
        with _refused():
            for statement in SCHEMA if new else ():
                self._again(partial(_execute, statement), read_only=False)
            try:
                self._again(partial(_execute, "select 1 from airspace_entity limit 1"), read_only=True)
            except psycopg.errors.UndefinedTable as error:
                raise NodeMissing("There is no airspace store in the database.", advice=self.LOST) from error

    def run[T](self, work: Callable[["PostgresTransaction"], T]) -> T:
        """Run work that changes something; on the disk when this returns. It is run again where others came before it."""
        with _refused(), self._turn():
            return self._again(lambda held: work(PostgresTransaction(held, self._shapes)), read_only=False)

    def together(self, works: Sequence[Callable[["PostgresTransaction"], Any]]) -> list[Any]:
        """Run several pieces of work in one transaction, in order; for each what it gave, or the error that undid it alone.

        Work of one process that meets never has to give way to itself, and many pieces wait for the disk once.
        """

        def each(held: psycopg.Connection[Any]) -> list[Any]:
            outcomes: list[Any] = []
            for work in works:
                try:
                    with held.transaction():
                        outcomes.append(work(PostgresTransaction(held, self._shapes)))
                except psycopg.Error:
                    raise
                except Exception as error:
                    outcomes.append(error)
            return outcomes

        with _refused(), self._turn():
            return self._again(each, read_only=False)

    @contextmanager
    def _turn(self) -> Iterator[None]:
        """While this lasts no other writer writes; raises `NodeBusy` where others keep the turn too long."""
        with self._turns.connection() as held:
            try:
                held.execute(f"set local lock_timeout = '{int(self._wait_s * 1000)}ms'")
                held.execute("select id from airspace_turn where id = 0 for update")
            except psycopg.errors.LockNotAvailable as error:
                raise NodeBusy("Others keep writing to the same airspace.") from error
            yield

    def read[T](self, work: Callable[["PostgresTransaction"], T]) -> T:
        """Run work that only reads."""
        with _refused():
            return self._again(lambda held: work(PostgresTransaction(held, self._shapes)), read_only=True)

    def _again[T](self, work: Callable[[psycopg.Connection[Any]], T], *, read_only: bool) -> T:
        for tried in range(TRIES):
            try:
                with self._pool.connection() as held:
                    held.read_only = read_only
                    with held.transaction():
                        return work(held)
            except _AGAIN:
                time.sleep(random.uniform(0.0, min(LONGEST_PAUSE_S, 0.001 * 2 ** min(tried, 6))))
        raise NodeBusy(f"Others wrote to the same airspace {TRIES} times meanwhile.")

    def close(self) -> None:
        """Close the connections."""
        self._pool.close()
        self._turns.close()


def _execute(statement: LiteralString, connection: psycopg.Connection[Any]) -> None:
    connection.execute(statement)


def _configured(connection: psycopg.Connection[Any]) -> None:
    connection.isolation_level = IsolationLevel.SERIALIZABLE


@contextmanager
def _refused() -> Iterator[None]:
    """Errors of the database in the words of `treve.errors`; the address, which may hold a password, stays out of them."""
    try:
        yield
    except PoolTimeout as error:
        raise StorageFailed(
            "The database of the airspace does not answer.",
            advice="Check that it runs and that the address in the settings is right.",
        ) from error
    except psycopg.Error as error:
        raise StorageFailed(f"The database of the airspace refused: {type(error).__name__}. Nothing was changed.") from error


class _Filed(NamedTuple):
    number: int
    part: int


class PostgresTransaction:
    """One transaction of the database."""

    def __init__(self, connection: psycopg.Connection[Any], shapes: Shapes) -> None:
        self._db = connection
        self._shapes = shapes

    def find[E: Entity](self, kind: type[E], identity: str) -> E | None:
        """The entity of that kind and id."""
        asked = "select notified, body from airspace_entity where kind = %s and id = %s"
        row = self._db.execute(asked, (KINDS[kind], identity)).fetchone()
        return None if row is None else entity(kind, *row)

    def volumes(self, kind: type[Entity], identity: str) -> tuple[Volume4D, ...]:
        """The exact volumes of an entity, as they were given."""
        asked = "select volumes from airspace_entity where kind = %s and id = %s"
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
        if not found:
            return []
        rows = self._db.execute("select notified, body from airspace_entity where number = any(%s)", (sorted(found),))
        return sorted((entity(kind, *row) for row in rows), key=lambda one: one.id)

    def _candidates(self, name: str, shape: Shape, *, altitude: bool) -> list[Candidate]:
        filed: set[_Filed] = set()
        for box in boxes(shape.area.box):
            where = cells.asked(box)
            ranges = " or ".join("cell between %s and %s" for _ in where.smaller)
            for slots in cells.slots_asked(shape.starts, shape.ends):
                asked = (
                    "select number, part from airspace_place where kind = %s and slot between %s and %s "
                    f"and (cell = any(%s) or {ranges}) and starts < %s and ends > %s"
                ) + (" and low <= %s and high >= %s" if altitude else "")
                values = (
                    name,
                    *slots,
                    where.larger,
                    *(edge for one in where.smaller for edge in one),
                    shape.ends,
                    shape.starts,
                )
                heights = (shape.high_m, shape.low_m) if altitude else ()
                filed.update(_Filed(*row) for row in self._db.execute(asked, (*values, *heights)))
        at_hand = {one: self._shapes.get((name, *one)) for one in sorted(filed)}
        missing = sorted({one.number for one, held in at_hand.items() if held is None})
        found = [held for held in at_hand.values() if held is not None]
        if missing:
            found += [one for one in self._read(name, missing) if (one.entity, one.part) in filed and one not in found]
        return found

    def _read(self, name: str, numbers: Sequence[int]) -> Iterator[Candidate]:
        asked = (
            "select number, part, plain, whole, held, west, south, east, north, starts, ends, low, high "
            "from airspace_shape where number = any(%s)"
        )
        for number, part, plain, whole, held, *rest in self._db.execute(asked, (list(numbers),)):
            area = Drawn(shapely.from_wkb(whole), shapely.from_wkb(held), (rest[0], rest[1], rest[2], rest[3]))
            one = Candidate(number, part, Shape(area, rest[4], rest[5], rest[6], rest[7], plain))
            self._shapes.keep((name, number, part), one)
            yield one

    def _volumes_of(self, number: int) -> tuple[Volume4D, ...]:
        row = self._db.execute("select volumes from airspace_entity where number = %s", (number,)).fetchone()
        assert row is not None
        return volumes_of(row[0])

    def save(self, one: Entity, volumes: Sequence[Volume4D] | None = None) -> None:
        """Make or replace an entity; without `volumes` it keeps those it has."""
        name = KINDS[type(one)]
        values = (*columns(one), name, one.id)
        if volumes is None:
            asked = (
                "update airspace_entity set ends = %s, subscription = %s, notified = %s, body = %s where kind = %s and id = %s"
            )
            self._db.execute(asked, values)
            return
        self.drop(type(one), one.id)
        # Drawn at random, so a number that an undone transaction used never comes back with another shape.
        number = secrets.randbits(62)
        asked = (
            "insert into airspace_entity (ends, subscription, notified, body, kind, id, number, volumes) "
            "values (%s, %s, %s, %s, %s, %s, %s, %s)"
        )
        self._db.execute(asked, (*values, number, volumes_bytes(volumes)))
        shapes = [shape_of(volume) for volume in volumes]
        with self._db.cursor() as cursor:
            cursor.executemany(
                f"insert into airspace_shape values ({', '.join(['%s'] * 13)})",
                [
                    (number, part, shape.plain, wkb(shape.area.outer), wkb(shape.area.inner), *shape.area.box, *shape[1:5])
                    for part, shape in enumerate(shapes)
                ],
            )
            cursor.executemany(
                f"insert into airspace_place values ({', '.join(['%s'] * 9)})",
                [row for part, shape in enumerate(shapes) for row in _filed(name, number, part, shape)],
            )

    def drop(self, kind: type[Entity], identity: str) -> None:
        """Remove an entity, if it is there."""
        asked = "delete from airspace_entity where kind = %s and id = %s returning number"
        for (number,) in self._db.execute(asked, (KINDS[kind], identity)).fetchall():
            self._db.execute("delete from airspace_place where number = %s", (number,))
            self._db.execute("delete from airspace_shape where number = %s", (number,))

    def leaning_on(self, subscription: str) -> list[Intent]:
        """The intents that a subscription keeps informed, by id."""
        if not subscription:
            return []
        asked = "select notified, body from airspace_entity where subscription = %s"
        rows = self._db.execute(asked, (subscription,))
        return sorted((entity(Intent, *row) for row in rows), key=lambda one: one.id)

    def counted(self, subscriptions: Sequence[Subscription]) -> list[Subscription]:
        """The same subscriptions with their notification index one higher, which is kept."""
        asked = "update airspace_entity set notified = notified + 1 where kind = 'subscription' and id = any(%s)"
        self._db.execute(asked, ([one.id for one in subscriptions],))
        return counted_up(subscriptions)

    def availability(self, uss: str) -> Availability:
        """What was said last of a USS."""
        row = self._db.execute("select state, version from airspace_availability where uss = %s", (uss,)).fetchone()
        return Availability(uss=uss) if row is None else Availability(uss=uss, state=row[0], version=row[1])

    def set_availability(self, said: Availability) -> None:
        """Keep what an arbiter says of a USS."""
        asked = (
            "insert into airspace_availability (uss, state, version) values (%s, %s, %s) "
            "on conflict (uss) do update set state = excluded.state, version = excluded.version"
        )
        self._db.execute(asked, (said.uss, said.state, said.version))

    def expired(self, before: datetime, limit: int) -> list[Entity]:
        """Entities that ended before an instant, the earliest first."""
        asked = "select kind, notified, body from airspace_entity where ends < %s order by ends, kind, id limit %s"
        return list(entities(self._db.execute(asked, (micros(before), limit)).fetchall()))

    def journal(self, what: str, body: bytes) -> None:
        """Note a change, in the same transaction."""
        asked = "insert into airspace_journal (number, at, what, body) values (%s, %s, %s, %s)"
        self._db.execute(asked, (secrets.token_hex(16), time.time_ns() // 1000, what, body))

    def noted(self, limit: int) -> list[tuple[str, str, bytes]]:
        """Notes that were not taken over yet, the oldest first."""
        asked = "select number, what, body from airspace_journal order by at, number limit %s"
        return self._db.execute(asked, (limit,)).fetchall()

    def taken_over(self, numbers: Sequence[str]) -> None:
        """Remove notes that the log of the node has."""
        self._db.execute("delete from airspace_journal where number = any(%s)", (list(numbers),))


def _filed(name: str, number: int, part: int, shape: Shape) -> Iterator[tuple[object, ...]]:
    found = {cell for box in boxes(shape.area.box) for cell in cells.filed(box)}
    for slot in cells.slots_filed(shape.starts, shape.ends):
        for cell in sorted(found):
            yield (name, slot, cell, number, part, *shape[1:5])
