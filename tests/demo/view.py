"""The scenario seen through the picture, with short words for what the tables of facts ask."""

import atexit
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from treve.demo.saying import at, moment
from treve.demo.scenario import Entry, entries
from treve.geo.interval import Interval
from treve.node.node import Node
from treve.node.scenario import fill
from treve.picture.incidents import Incident
from treve.picture.known import Known, as_known
from treve.picture.picture import Picture
from treve.records.base import Record
from treve.records.kinds import record_id, to_bytes
from treve.records.tally import Tally

END = datetime(2018, 1, 1, tzinfo=UTC)


@cache
def held() -> tuple[Entry, ...]:
    return entries()


@cache
def knowns() -> tuple[Known, ...]:
    return tuple(Known(record_id(to_bytes(one.record)), one.recorded_at, one.record) for one in held())


@cache
def _node() -> Node:
    """One node with the whole scenario, for all tests of this folder."""
    folder = TemporaryDirectory(prefix="treve-demo-")
    node = fill(Path(folder.name) / "node")
    atexit.register(folder.cleanup)
    atexit.register(node.close)
    return node


@cache
def picture(valid: str = "2018-01-01", known: str = "2018-01-01") -> Picture:
    """What was so at a time in Damascus, as known at another."""
    return _node().picture(moment(valid), moment(known))


@cache
def everything() -> Picture:
    return picture()


def get[R: Record](kind: type[R], key: str, known: str = "2018-01-01") -> R:
    """The one record of a kind and key that counted then."""
    found = [one.record for one in as_known(knowns(), moment(known)) if isinstance(one.record, kind) and one.record.key == key]
    assert len(found) == 1, f"{key}: {len(found)} records"
    return found[0]


def utc(text: str) -> datetime:
    """An instant in UTC, written as "2016-06-01 00:01"."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def spans(key: str, known: str = "2018-01-01") -> list[tuple[str, str, bool]]:
    """When an arrangement held, in UTC, and whether that is doubtful: touching spans of one kind run into one."""
    merged: list[tuple[datetime | None, datetime | None, bool]] = []
    for span in picture("2018-01-01", known).spans_of(f"arrangement:{key}"):
        start, end = span.during.start, span.during.end
        if merged and merged[-1][1] == start and merged[-1][2] == span.doubtful:
            merged[-1] = (merged[-1][0], end, span.doubtful)
        else:
            merged.append((start, end, span.doubtful))
    return [(_said(start), _said(end), doubtful) for start, end, doubtful in merged]


def _said(when: datetime | None) -> str:
    return "open" if when is None else f"{when.astimezone(UTC):%Y-%m-%d %H:%M}"


def status(key: str, valid: str, known: str = "2018-01-01") -> str:
    """Where an arrangement stood at a time in Damascus."""
    return picture(valid, known).status(f"arrangement:{key}")


def tally(key: str) -> tuple[int, dict[str, int]]:
    """Total and parts of a register, as published."""
    one = get(Tally, f"tally:{key}")
    return one.total, {part.of.removeprefix("place:"): part.count for part in one.breakdown}


def incident(key: str) -> Incident:
    """An incident with all that was said of it."""
    return next(one for one in everything().incidents(Interval(at("2015-09-01"), END)) if f"incident:{key}" in names(one))


def names(one: Incident) -> set[str]:
    return {known.record.key for known in one.reports}
