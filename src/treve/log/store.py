"""The SQLite store: entries, their contents and the tiles of the tree. It is the truth; files are made from it."""

import json
import sqlite3
from array import array
from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Literal, NamedTuple

from treve.errors import Ambiguous, BadFile, NodeBusy, NodeMissing, NotFound, StorageFailed
from treve.log.schema import APPLICATION_ID, TABLES, VERSION, Question, query

DAMAGED = "Keep a copy of the folder as it is, then put the node back from a backup or a peer's mirror."
PAGE = 1_000
"""Rows read at a time: what bounds the memory."""


class Row(NamedTuple):
    """An entry with its content, as stored."""

    position: int
    """Place in the log, from 0."""
    record_id: str
    kind: str
    author: str
    key: str
    recorded_at: int
    """Microseconds since 1970."""
    valid_from: int
    valid_to: int
    audience: str
    content: bytes | None
    """`None` = erased."""


class Entry(NamedTuple):
    """Everything that the store holds of an entry: what a verification reads."""

    position: int
    record_id: str
    leaf_hash: bytes
    kind: str
    author: str
    key: str
    recorded_at: int
    valid_from: int
    valid_to: int
    audience: str
    envelope: bytes | None
    salt: bytes | None
    content: bytes | None
    erased_by: int | None
    """Place of the entry that says why the content was erased."""


_COLUMNS = "e.idx, e.record_id, e.kind, e.author, e.key, e.recorded_at, e.valid_from, e.valid_to, e.audience, c.content"
_FROM = "from entries e left join contents c on c.idx = e.idx"
_ENTRY = (
    "e.idx, e.record_id, e.leaf_hash, e.kind, e.author, e.key, e.recorded_at, e.valid_from, e.valid_to, e.audience, "
    "v.envelope, c.salt, c.content, g.by_idx"
)


class Store:
    """The database of a node. `create` makes it; opening one that is not there is an error."""

    def __init__(self, path: Path, *, create: bool = False) -> None:
        if not create and not path.is_file():
            raise NodeMissing(f"There is no database {path}.")
        self.path = path
        try:
            self.base = sqlite3.connect(path, isolation_level=None, timeout=10)
        except sqlite3.Error as error:
            raise BadFile(f"{path} cannot be opened: {error}.") from error
        try:
            self._prepare(create=create)
        except sqlite3.Error as error:
            self.base.close()
            raise BadFile(f"{path} cannot be read as a database: {error}.") from error

    def _prepare(self, *, create: bool) -> None:
        self.base.executescript(
            "pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on; pragma trusted_schema = off;"
            "pragma secure_delete = on; pragma cache_size = -32768;"
        )
        mark = self.base.execute("pragma application_id").fetchone()[0]
        version = self.base.execute("pragma user_version").fetchone()[0]
        if create:
            self.base.executescript(
                f"begin; pragma application_id = {APPLICATION_ID}; pragma user_version = {VERSION}; {TABLES} commit;"
            )
        elif mark != APPLICATION_ID or version != VERSION:
            self.base.close()
            raise BadFile(f"{self.path} is no database of a node of version {VERSION}.")

    def close(self) -> None:
        """Close the database."""
        self.base.close()

    def begin(self) -> None:
        """Begin to write; raises `NodeBusy` while another process writes."""
        try:
            self.base.execute("begin immediate")
        except sqlite3.OperationalError as error:
            if getattr(error, "sqlite_errorname", "") not in ("SQLITE_BUSY", "SQLITE_LOCKED"):
                raise StorageFailed(f"The database cannot be written to: {error}.") from error
            raise NodeBusy(f"The node is being written to by another process ({error}).") from error

    def commit(self) -> None:
        """Make what was written durable."""
        self.base.execute("commit")

    def rollback(self) -> None:
        """Forget what was written since `begin`."""
        if self.base.in_transaction:
            self.base.execute("rollback")

    def _each(self, text: str, values: Sequence[object] | dict[str, object] = ()) -> Iterator[Any]:
        """The rows of a query; a database that is damaged or cannot be read gives `StorageFailed`."""
        try:
            yield from self.base.execute(text, values)
        except sqlite3.Error as error:
            raise StorageFailed(f"The database cannot be read: {error}.", advice=DAMAGED) from error

    def _all(self, text: str, values: Sequence[object] | dict[str, object] = ()) -> list[Any]:
        return list(self._each(text, values))

    def _one(self, text: str, values: Sequence[object] | dict[str, object] = ()) -> Any:
        """The first row of a query; `None` where there is none."""
        return next(iter(self._all(text, values)), None)

    def damage(self) -> str:
        """What is wrong with the file of the database by itself; empty if nothing."""
        found = [str(row[0]) for row in self._all("pragma integrity_check(3)")]
        return "" if found == ["ok"] else "; ".join(found)

    def insert(
        self, rows: Sequence[tuple[Any, ...]], contents: Sequence[tuple[int, bytes, bytes, bytes]],
        about: Sequence[tuple[str, int]], replaced: Sequence[tuple[str, int, str]],
    ) -> None:  # fmt: skip
        """Add entries; their envelopes, salts and contents; whom they are about and what they replace."""
        self.base.executemany("insert into entries values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
        self.base.executemany("insert into envelopes values (?, ?)", ((row[0], row[1]) for row in contents))
        self.base.executemany("insert into contents values (?, ?, ?)", ((row[0], row[2], row[3]) for row in contents))
        self.base.executemany("insert or ignore into about values (?, ?)", about)
        self.base.executemany("insert or ignore into replaced values (?, ?, ?)", replaced)

    def size(self) -> int:
        """How many entries there are."""
        return int(self._one("select coalesce(max(idx) + 1, 0) from entries")[0])

    def last_recorded(self) -> int:
        """Recorded time of the newest entry, microseconds; far in the past where there is none."""
        found = self._one("select recorded_at from entries order by idx desc limit 1")
        return int(found[0]) if found else -(2**62)

    def present(self, record_id: str) -> bool:
        """Whether a record is in the log."""
        return self._one("select 1 from entries where record_id = ?", (record_id,)) is not None

    def leaf_of(self, record_id: str) -> bytes | None:
        """Leaf hash of a record, if it is in the log."""
        found = self._one("select leaf_hash from entries where record_id = ?", (record_id,))
        return None if found is None else bytes(found[0])

    def places(
        self, asked: Question, *, order: Literal["log", "recorded"] = "log", newest: bool = False, limit: int | None = None
    ) -> "array[int]":
        """Places of the entries asked for, in the order of the log, or by recorded time and id; eight bytes each."""
        text, values = query(asked)
        way = " desc" if newest else ""
        text += f" order by e.idx{way}" if order == "log" else f" order by e.recorded_at{way}, e.record_id{way}"
        if limit is not None:
            text += " limit :limit"
            values["limit"] = limit
        return array("q", (row[0] for row in self._each(text, values)))

    def rows(self, places: Sequence[int]) -> Iterator[Row]:
        """The entries at some places, in the order given, page by page."""
        text = (
            f"select {_COLUMNS} from json_each(?) j cross join entries e on e.idx = j.value "
            "left join contents c on c.idx = e.idx"
        )
        for at in range(0, len(places), PAGE):
            wanted = json.dumps(list(places[at : at + PAGE]))
            yield from map(Row._make, self._all(text, (wanted,)))

    def entries(self, asked: Question) -> Iterator[Row]:
        """The entries asked for, in the order of the log."""
        yield from self.rows(self.places(asked))

    def count(self, *, kinds: Sequence[str] | None = None) -> int:
        """How many entries there are of some kinds."""
        if kinds is None:
            return self.size()
        marks = ", ".join("?" * len(kinds))
        return int(self._one(f"select count(*) from entries where kind in ({marks})", tuple(kinds))[0])

    def valid_span(self, kind: str) -> tuple[int, int] | None:
        """Earliest start and latest end of a kind, microseconds."""
        query = "select min(valid_from), max(valid_to) from entries where kind = ?"
        found = self._one(query, (kind,))
        return None if found[0] is None else (int(found[0]), int(found[1]))

    def find(self, prefix: str) -> Row:
        """The entry whose record id begins so; raises `NotFound` or `Ambiguous`."""
        query = f"select {_COLUMNS} {_FROM} where e.record_id >= ? and e.record_id < ? order by e.record_id limit 3"
        found = self._all(query, (prefix, prefix + "\x7f")) if len(prefix) >= 4 else []
        if not found:
            raise NotFound(f"There is no record {prefix!r}.")
        if len(found) > 1:
            raise Ambiguous(f"{prefix!r} fits several records: {', '.join(row[1][:16] for row in found)}.")
        return Row._make(found[0])

    def versions(self, kinds: Collection[str]) -> Iterator[Row]:
        """All versions of some kinds, with the entries that correct them or take them back, by recorded time and id."""
        text = """
            select idx from (
              select e.idx, e.recorded_at, e.record_id from entries e where e.kind in (select value from json_each(:kinds))
              union select r.idx, r.recorded_at, r.record_id from replaced x cross join entries o on o.record_id = x.target
              cross join entries r on r.idx = x.idx where o.kind in (select value from json_each(:kinds))
            ) order by recorded_at, record_id"""
        found = self._each(text, {"kinds": json.dumps(sorted(kinds))})
        yield from self.rows(array("q", (row[0] for row in found)))

    def replacing(self, places: Sequence[int]) -> list[int]:
        """Places of the entries that correct or take back those at some places."""
        text = """
            select distinct x.idx from json_each(?) j cross join entries o on o.idx = j.value
            cross join replaced x on x.target = o.record_id"""
        return [row[0] for row in self._all(text, (json.dumps(list(places)),))]

    def correcting(self, places: Sequence[int]) -> list[tuple[int, int]]:
        """Pairs (correction, what it corrects) of one kind and author, of which either is at one of the places."""
        text = """
            select r.idx, o.idx from json_each(:places) j cross join replaced x on x.idx = j.value
            cross join entries o on o.record_id = x.target cross join entries r on r.idx = x.idx
            where x.how = 'corrects' and r.kind = o.kind and r.author = o.author
            union select r.idx, o.idx from json_each(:places) j cross join entries o on o.idx = j.value
            cross join replaced x on x.target = o.record_id cross join entries r on r.idx = x.idx
            where x.how = 'corrects' and r.kind = o.kind and r.author = o.author"""
        return self._all(text, {"places": json.dumps(list(places))})

    def alike(self, places: Sequence[int]) -> list[tuple[int, int]]:
        """Pairs of other entries of the same kind, author and key as those at the places."""
        text = """
            select e.idx, n.idx from json_each(:places) j cross join entries e on e.idx = j.value
            cross join entries n on n.key = e.key and n.key <> '' and n.kind = e.kind and n.author = e.author
            where n.idx <> e.idx"""
        return self._all(text, {"places": json.dumps(list(places))})

    def heads(self, places: Sequence[int]) -> Iterator[tuple[int, str, str, str, str, int]]:
        """Place, id, kind, author, key and recorded time of the entries at some places: no content is read."""
        text = (
            "select e.idx, e.record_id, e.kind, e.author, e.key, e.recorded_at from json_each(?) j "
            "cross join entries e on e.idx = j.value"
        )
        for at in range(0, len(places), PAGE):
            yield from self._all(text, (json.dumps(list(places[at : at + PAGE])),))

    def every(self, after: int = -1) -> Iterator[Entry]:
        """All that is held of every entry after a place, page by page."""
        text = (
            f"select {_ENTRY} from entries e left join envelopes v on v.idx = e.idx left join contents c on c.idx = e.idx "
            f"left join erased g on g.idx = e.idx where e.idx > ? order by e.idx limit {PAGE}"
        )
        while page := self._all(text, (after,)):
            yield from map(Entry._make, page)
            after = page[-1][0]

    def envelopes(self, low: int, high: int) -> list[bytes]:
        """The envelopes of a stretch of the log."""
        query = "select envelope from envelopes where idx >= ? and idx < ? order by idx"
        return [row[0] for row in self._each(query, (low, high))]

    def tile(self, level: int, place: int) -> list[bytes]:
        """The hashes of a tile, as far as it is filled."""
        query = "select hashes from tiles where level = ? and place = ?"
        found = self._one(query, (level, place))
        raw = found[0] if found else b""
        return [raw[at : at + 32] for at in range(0, len(raw), 32)]

    def put_tiles(self, tiles: Iterable[tuple[int, int, bytes]]) -> None:
        """Write tiles."""
        self.base.executemany("insert or replace into tiles values (?, ?, ?)", tiles)

    def head(self) -> tuple[int, str] | None:
        """Size and signed note of the newest head."""
        found = self._one("select size, note from head")
        return (int(found[0]), str(found[1])) if found else None

    def put_head(self, size: int, note: str) -> None:
        """Write the newest head."""
        self.base.execute("insert or replace into head values (1, ?, ?)", (size, note))

    def seen(self, origin: str) -> str | None:
        """The last signed head that was seen of another log."""
        found = self._one("select note from seen where origin = ?", (origin,))
        return None if found is None else str(found[0])

    def put_seen(self, origin: str, note: str) -> None:
        """Remember a signed head of another log."""
        self.base.execute("insert or replace into seen values (?, ?)", (origin, note))

    def keep_fork(self, origin: str, first: str, second: str) -> None:
        """Keep two signed heads of one log that do not agree: evidence, never resolved."""
        self.base.execute("insert or ignore into forks values (?, ?, ?)", (origin, first, second))

    def forks(self) -> list[tuple[str, str, str]]:
        """The pairs of heads kept, with their origin."""
        return self._all("select origin, first, second from forks order by rowid")

    def entry(self, place: int) -> Entry:
        """All that is held of an entry."""
        return next(self.every(place - 1))

    def erased(self, until: int) -> list[Row]:
        """The entries recorded by then whose content was erased, in the order of the log."""
        text = f"select {_COLUMNS} from erased g cross join entries e on e.idx = g.idx left join contents c on c.idx = e.idx"
        found = self._each(text + " where e.recorded_at <= ? order by e.idx", (until,))
        return [Row._make(row) for row in found]

    def erasing(self, place: int) -> bool:
        """Whether the entry at a place says why another was erased."""
        return self._one("select 1 from erased where by_idx = ?", (place,)) is not None

    def erased_by(self, place: int) -> str | None:
        """Id of the record that says why the content of an entry was erased; `None` where it was not."""
        text = "select e.record_id from erased g cross join entries e on e.idx = g.by_idx where g.idx = ?"
        found = self._one(text, (place,))
        return None if found is None else str(found[0])

    def erase(self, place: int, by: int) -> None:
        """Delete content and salt of an entry, and what was drawn from the content to find it; `by` says why.

        The key stays where another version of the same thing still shows it: the fold needs it then.
        """
        self.base.execute("delete from contents where idx = ?", (place,))
        self.base.execute("delete from about where idx = ?", (place,))
        alone = not self.alike([place])
        key = ", key = ''" if alone else ""
        self.base.execute(f"update entries set valid_from = 0, valid_to = 0, reach = 0{key} where idx = ?", (place,))
        self.base.execute("insert into erased values (?, ?)", (place, by))

    def salt(self, place: int) -> bytes | None:
        """The salt of an entry; `None` where it was erased."""
        found = self._one("select salt from contents where idx = ?", (place,))
        return None if found is None else bytes(found[0])

    def scrub(self, salt: bytes) -> None:
        """See to it that no copy of an erased content is left in the files of the database; raises `StorageFailed`.

        Deleted cells and pages are overwritten (`secure_delete`) and the journal is emptied. A page that was
        split may still hold an old copy of the cell: it begins with the salt, which stands nowhere else. Where
        one is found the whole database is written anew.
        """
        self._settle()
        if self._shows(salt):
            self.base.execute("vacuum")
            self._settle()
        if self._shows(salt):
            raise StorageFailed("The content is deleted, but bytes of it are still in the file of the database.")

    def _settle(self) -> None:
        busy = self._one("pragma wal_checkpoint(truncate)")[0]
        if busy:
            raise NodeBusy("Another process reads the node, so that the journal cannot be emptied yet.")

    def _shows(self, trace: bytes) -> bool:
        for path in (self.path, self.path.with_name(self.path.name + "-wal")):
            if not path.exists():
                continue
            with path.open("rb") as file:
                tail = b""
                while part := file.read(1 << 22):
                    if trace in tail + part:
                        return True
                    tail = part[-len(trace) :]
        return False
