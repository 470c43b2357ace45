"""The SQLite store: entries, their contents and the tiles of the tree. It is the truth; files are made from it."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from treve.errors import Ambiguous, BadFile, NodeBusy, NodeMissing, NotFound

APPLICATION_ID = 0x54726576
"""Marks the file as a node's database ("Trev")."""
VERSION = 1
"""Version of the tables."""
PAGE = 1_000
"""Rows read at a time: what bounds the memory."""

_SCHEMA = """
create table entries (
  idx integer primary key,
  record_id text not null unique,
  leaf_hash blob not null,
  kind text not null,
  author text not null,
  subject text not null,
  key text not null,
  replaces text not null,
  recorded_at integer not null,
  valid_from integer not null,
  valid_to integer not null,
  audience text not null,
  envelope blob not null
) strict;
create index entries_kind on entries (kind, idx);
create index entries_valid on entries (kind, valid_from, valid_to);
create index entries_subject on entries (subject, idx) where subject <> '';
create index entries_key on entries (key, kind, author, idx) where key <> '';
create index entries_replaces on entries (replaces) where replaces <> '';
create table contents (record_id text primary key, salt blob not null, content blob not null) strict, without rowid;
create table tiles (
  level integer, place integer, hashes blob not null, primary key (level, place)
) strict, without rowid;
create table head (one integer primary key check (one = 1), size integer not null, note text not null) strict;
"""


class Row(NamedTuple):
    """An entry with its content, as stored."""

    position: int
    """Place in the log, from 0."""
    record_id: str
    kind: str
    author: str
    subject: str
    key: str
    replaces: str
    """Id of the record that it corrects or takes back."""
    recorded_at: int
    """Microseconds since 1970."""
    valid_from: int
    valid_to: int
    audience: str
    content: bytes | None
    """`None` = erased."""


_COLUMNS = (
    "e.idx, e.record_id, e.kind, e.author, e.subject, e.key, e.replaces, e.recorded_at, e.valid_from, e.valid_to, "
    "e.audience, c.content"
)
_FROM = "from entries e left join contents c using (record_id)"


class Store:
    """The database of a node. `create` makes it; opening one that is not there is an error."""

    def __init__(self, path: Path, *, create: bool = False) -> None:
        if not create and not path.exists():
            raise NodeMissing(f"The database {path} is missing; put it back from your copy.")
        self.base = sqlite3.connect(path, isolation_level=None, timeout=10.0, check_same_thread=False)
        try:
            self.base.execute("pragma journal_mode = wal")
            self.base.execute("pragma synchronous = full")
            self.base.execute("pragma foreign_keys = on")
            mark = self.base.execute("pragma application_id").fetchone()[0]
            version = self.base.execute("pragma user_version").fetchone()[0]
        except sqlite3.DatabaseError as error:
            self.base.close()
            raise BadFile(f"{path} is no database of a node: {error}.") from error
        if create:
            self.base.executescript(
                f"begin; pragma application_id = {APPLICATION_ID}; pragma user_version = {VERSION}; {_SCHEMA} commit;"
            )
        elif mark != APPLICATION_ID or version != VERSION:
            self.base.close()
            raise BadFile(f"{path} is no database of a node of version {VERSION}.")

    def close(self) -> None:
        """Close the database."""
        self.base.close()

    def begin(self) -> None:
        """Begin to write; raises `NodeBusy` while another process writes."""
        try:
            self.base.execute("begin immediate")
        except sqlite3.OperationalError as error:
            raise NodeBusy(f"The node is being written to by another process ({error}).") from error

    def commit(self) -> None:
        """Make what was written durable."""
        self.base.execute("commit")

    def rollback(self) -> None:
        """Forget what was written since `begin`."""
        if self.base.in_transaction:
            self.base.execute("rollback")

    def insert(self, rows: Sequence[tuple[Any, ...]], contents: Sequence[tuple[str, bytes, bytes]]) -> None:
        """Add entries and contents."""
        self.base.executemany("insert into entries values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
        self.base.executemany("insert into contents values (?, ?, ?)", contents)

    def size(self) -> int:
        """How many entries there are."""
        return int(self.base.execute("select coalesce(max(idx) + 1, 0) from entries").fetchone()[0])

    def last_recorded(self) -> int:
        """Recorded time of the newest entry, microseconds; far in the past where there is none."""
        found = self.base.execute("select recorded_at from entries order by idx desc limit 1").fetchone()
        return int(found[0]) if found else -(2**62)

    def present(self, record_id: str) -> bool:
        """Whether a record is in the log."""
        return self.base.execute("select 1 from entries where record_id = ?", (record_id,)).fetchone() is not None

    def entries(
        self, *, kinds: Sequence[str] | None = None, subject: str | None = None, key: str | None = None,
        valid_overlaps: tuple[int, int] | None = None, recorded_before: int | None = None,
    ) -> Iterator[Row]:  # fmt: skip
        """Entries in the order of the log, page by page; times in microseconds, half-open."""
        where = ["e.idx > ?"]
        values: list[str | int] = []
        if kinds is not None:
            where.append(f"e.kind in ({', '.join('?' * len(kinds))})")
            values += list(kinds)
        for name, value in (("subject", subject), ("key", key)):
            if value is not None:
                where.append(f"e.{name} = ?")
                values.append(value)
        if valid_overlaps is not None:
            where.append("e.valid_from < ? and e.valid_to > ?")
            values += [valid_overlaps[1], valid_overlaps[0]]
        if recorded_before is not None:
            where.append("e.recorded_at < ?")
            values.append(recorded_before)
        query = f"select {_COLUMNS} {_FROM} where {' and '.join(where)} order by e.idx limit {PAGE}"
        after = -1
        while page := self.base.execute(query, (after, *values)).fetchall():
            yield from map(Row._make, page)
            after = page[-1][0]

    def count(self, *, kinds: Sequence[str] | None = None) -> int:
        """How many entries there are of some kinds."""
        if kinds is None:
            return self.size()
        marks = ", ".join("?" * len(kinds))
        return int(self.base.execute(f"select count(*) from entries where kind in ({marks})", tuple(kinds)).fetchone()[0])

    def valid_span(self, kind: str) -> tuple[int, int] | None:
        """Earliest start and latest end of a kind, microseconds."""
        query = "select min(valid_from), max(valid_to) from entries where kind = ?"
        found = self.base.execute(query, (kind,)).fetchone()
        return None if found[0] is None else (int(found[0]), int(found[1]))

    def find(self, prefix: str) -> Row:
        """The entry whose record id begins so; raises `NotFound` or `Ambiguous`."""
        query = f"select {_COLUMNS} {_FROM} where e.record_id >= ? and e.record_id < ? limit 3"
        found = self.base.execute(query, (prefix, prefix + "\x7f")).fetchall() if len(prefix) >= 4 else []
        if not found:
            raise NotFound(f"There is no record {prefix!r}.")
        if len(found) > 1:
            raise Ambiguous(f"{prefix!r} fits several records: {', '.join(row[1][:16] for row in found)}.")
        return Row._make(found[0])

    def replaced(self, kind: str) -> Iterator[Row]:
        """Entries of a kind that share their key, or that an entry corrects or takes back; and those entries."""
        query = f"""
            with twice as (
              select key, author from entries where kind = ?1 and key <> '' group by key, author having count(*) > 1
            ), chosen as (
              select e.idx from twice join entries e on e.key = twice.key and e.kind = ?1 and e.author = twice.author
              union select e.idx from entries e where e.replaces <> ''
              union select o.idx from entries e join entries o on o.record_id = e.replaces where e.replaces <> ''
            ) select {_COLUMNS} {_FROM} where e.idx in chosen order by e.idx"""
        yield from map(Row._make, self.base.execute(query, (kind,)))

    def raw(self, after: int = -1) -> Iterator[tuple[int, str, bytes, bytes, int, bytes | None, bytes | None]]:
        """Index, id, leaf hash, envelope, recorded time, salt and content of every entry after an index."""
        query = (
            "select e.idx, e.record_id, e.leaf_hash, e.envelope, e.recorded_at, c.salt, c.content from entries e "
            f"left join contents c using (record_id) where e.idx > ? order by e.idx limit {PAGE}"
        )
        while page := self.base.execute(query, (after,)).fetchall():
            yield from page
            after = page[-1][0]

    def envelopes(self, low: int, high: int) -> list[bytes]:
        """The envelopes of a stretch of the log."""
        query = "select envelope from entries where idx >= ? and idx < ? order by idx"
        return [row[0] for row in self.base.execute(query, (low, high))]

    def tile(self, level: int, place: int) -> list[bytes]:
        """The hashes of a tile, as far as it is filled."""
        query = "select hashes from tiles where level = ? and place = ?"
        found = self.base.execute(query, (level, place)).fetchone()
        raw = found[0] if found else b""
        return [raw[at : at + 32] for at in range(0, len(raw), 32)]

    def put_tiles(self, tiles: Iterable[tuple[int, int, bytes]]) -> None:
        """Write tiles."""
        self.base.executemany("insert or replace into tiles values (?, ?, ?)", tiles)

    def head(self) -> tuple[int, str] | None:
        """Size and signed note of the newest head."""
        found = self.base.execute("select size, note from head").fetchone()
        return (int(found[0]), str(found[1])) if found else None

    def put_head(self, size: int, note: str) -> None:
        """Write the newest head."""
        self.base.execute("insert or replace into head values (1, ?, ?)", (size, note))

    def erase(self, record_id: str) -> None:
        """Delete the content and salt of a record; its entry stays."""
        self.base.execute("pragma secure_delete = on")
        self.base.execute("delete from contents where record_id = ?", (record_id,))
