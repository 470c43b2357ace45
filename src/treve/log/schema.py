"""The tables of a node's database, and how a question becomes a query: every query begins at an index.

`tests/log/test_plans.py` holds the plans.
"""

import json
from collections.abc import Collection
from typing import NamedTuple

APPLICATION_ID = 0x54726576
"""Marks the file as a node's database ("Trev")."""
VERSION = 2
"""Version of the tables."""

TABLES = """
create table entries (
  idx integer primary key,
  record_id text not null unique,
  leaf_hash blob not null,
  kind text not null,
  author text not null,
  key text not null,
  recorded_at integer not null,
  valid_from integer not null,
  valid_to integer not null,
  reach integer not null,
  audience text not null
) strict;
create index entries_kind on entries (kind, idx);
create index entries_valid on entries (kind, reach, valid_from, valid_to);
create index entries_key on entries (key, kind, author, recorded_at, record_id) where key <> '';
create index entries_recorded on entries (recorded_at);
create table envelopes (idx integer primary key, envelope blob not null) strict;
create table contents (idx integer primary key, salt blob not null, content blob not null) strict;
create table about (subject text, idx integer, primary key (subject, idx)) strict, without rowid;
create index about_idx on about (idx);
create table replaced (
  target text, idx integer, how text not null check (how in ('corrects', 'withdraws')), primary key (target, idx, how)
) strict, without rowid;
create index replaced_idx on replaced (idx);
create table erased (idx integer primary key, by_idx integer not null) strict;
create table tiles (
  level integer, place integer, hashes blob not null, primary key (level, place)
) strict, without rowid;
create table seen (origin text primary key, note text not null) strict;
create table forks (origin text not null, first text not null, second text not null, unique (origin, first, second)) strict;
create table head (one integer primary key check (one = 1), size integer not null, note text not null) strict;
"""

_LEAST = -(2**63) + 1


class Question(NamedTuple):
    """Which entries are asked for; what is `None` is not asked."""

    kinds: Collection[str] | None = None
    subjects: Collection[str] | None = None
    """About any of these."""
    keys: Collection[str] | None = None
    """Under any of these keys."""
    identities: Collection[str] | None = None
    """With any of these record ids."""
    author: str | None = None
    overlaps: tuple[int, int] | None = None
    """Whose time overlaps this span, microseconds, half-open."""
    since: int | None = None
    """Recorded at or after, microseconds."""
    until: int | None = None
    """Recorded at or before, microseconds."""
    counted_at: int | None = None
    """Which counted at this recorded time: no later record of the same author had taken their place."""


def reach_of(start: int, end: int) -> int:
    """The class of length of a span: it is shorter than two to this power."""
    return (end - start).bit_length()


def _levels(overlaps: tuple[int, int]) -> str:
    """For each class of length the earliest start that a span of it can have and still reach into `overlaps`."""
    return json.dumps([[reach, max(_LEAST, overlaps[0] - 2**reach)] for reach in range(65)])


def query(asked: Question) -> tuple[str, dict[str, object]]:
    """The query that gives the places of the entries asked for, and its values."""
    values: dict[str, object] = {}
    where: list[str] = []
    start = "from entries e"
    if asked.subjects is not None:
        values["subjects"] = json.dumps(sorted(asked.subjects))
        start = (
            "from (select distinct a.idx from json_each(:subjects) j cross join about a on a.subject = j.value) s "
            "cross join entries e on e.idx = s.idx"
        )
    elif asked.identities is not None:
        values["identities"] = json.dumps(sorted(asked.identities))
        start = "from json_each(:identities) j cross join entries e on e.record_id = j.value"
    elif asked.keys is not None:
        values["keys"] = json.dumps(sorted(set(asked.keys) - {""}))
        start = "from json_each(:keys) j cross join entries e on e.key = j.value and e.key <> ''"
    elif asked.overlaps is not None and asked.kinds is not None:
        values["levels"] = _levels(asked.overlaps)
        start = (
            "from json_each(:kinds) k cross join json_each(:levels) l cross join entries e on e.kind = k.value "
            "and e.reach = json_extract(l.value, '$[0]') and e.valid_from > json_extract(l.value, '$[1]') "
            "and e.valid_from < :end"
        )
    if asked.kinds is not None and len(asked.kinds) == 1 and "levels" not in values:
        (values["kind"],) = asked.kinds
        where.append("e.kind = :kind")
    elif asked.kinds is not None:
        values["kinds"] = json.dumps(sorted(asked.kinds))
        if "levels" not in values:
            where.append("e.kind in (select value from json_each(:kinds))")
    if asked.overlaps is not None:
        values["start"], values["end"] = asked.overlaps
        where.append("e.valid_to > :start and e.valid_from < :end")
    if asked.author is not None:
        values["author"] = asked.author
        where.append("e.author = :author")
    if asked.since is not None:
        values["since"] = asked.since
        where.append("e.recorded_at >= :since")
    if asked.until is not None:
        values["until"] = asked.until
        where.append("e.recorded_at <= :until")
    if asked.counted_at is not None:
        values["at"] = asked.counted_at
        where.append(_COUNTED)
    return f"select e.idx {start}{' where ' if where else ''}{' and '.join(where)}", values


_COUNTED = """
 e.recorded_at <= :at
 and not exists (
   select 1 from replaced x cross join entries r on r.idx = x.idx
   where x.target = e.record_id and r.author = e.author and r.recorded_at <= :at and r.idx <> e.idx
 )
 and (e.key = '' or not exists (
   select 1 from entries n where n.key = e.key and n.key <> '' and n.kind = e.kind and n.author = e.author
   and (n.recorded_at, n.record_id) > (e.recorded_at, e.record_id) and n.recorded_at <= :at
 ))"""
