"""Records with the span of recorded time in which they counted: the fold that everything else reads.

A record counts from when it was recorded until a later record of the same author takes its place:
one that `corrects` it, one of the same kind and key, or a `Withdrawal`. Another party's correction
or withdrawal changes nothing; it can only dispute. The result depends on the set of records and
their recorded times alone, not on the order in which they are given.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import pairwise
from typing import NamedTuple

import msgspec

from treve.geo.interval import OPEN_END, micros
from treve.records.base import Record
from treve.records.incident import Withdrawal
from treve.records.kinds import kind_of


class Known(msgspec.Struct, frozen=True):
    """A record as a log holds it."""

    id: str
    """Id of the record: hash of its bytes."""
    recorded_at: datetime
    """When the log took it in."""
    record: Record
    """What was said."""


class Version(NamedTuple):
    """What the fold needs to know of a record."""

    id: str
    kind: str
    author: str
    key: str
    recorded: int
    """Microseconds since 1970."""
    corrects: str
    withdraws: str


def version_of(known: Known) -> Version:
    """The fold's view of a record."""
    record = known.record
    withdraws = record.withdraws if isinstance(record, Withdrawal) else ""
    recorded = micros(known.recorded_at)
    return Version(known.id, kind_of(record), record.author, record.key, recorded, record.corrects, withdraws)


def ends(versions: Iterable[Version]) -> dict[str, int]:
    """When each record that was replaced or taken back stopped counting, in microseconds; others are absent.

    Of two records of one key with the same recorded time the one with the greater id counts, so that
    every node chooses alike.
    """
    held = sorted(set(versions), key=lambda version: (version.recorded, version.id))
    authors = {version.id: version.author for version in held}
    found: dict[str, int] = {}

    def end(identity: str, at: int) -> None:
        found[identity] = min(at, found.get(identity, OPEN_END))

    series: dict[tuple[str, str, str], list[Version]] = defaultdict(list)
    for version in held:
        if version.key:
            series[version.kind, version.author, version.key].append(version)
        for target in (version.corrects, version.withdraws):
            if target and authors.get(target) == version.author and target != version.id:
                end(target, version.recorded)
    for members in series.values():
        for before, after in pairwise(members):
            end(before.id, after.recorded)
    return found


def each_once(knowns: Iterable[Known]) -> list[Known]:
    """Each record once, at the earliest time that it is given with, ordered by recorded time and id."""
    held: dict[str, Known] = {}
    for known in knowns:
        if known.id not in held or known.recorded_at < held[known.id].recorded_at:
            held[known.id] = known
    return sorted(held.values(), key=lambda known: (known.recorded_at, known.id))


class Span(NamedTuple):
    """A record with the span of recorded time in which it counted, microseconds, half-open."""

    known: Known
    since: int
    until: int


def spans(knowns: Iterable[Known]) -> Iterator[Span]:
    """Each record with the span in which it counted; those that never counted are left out.

    Ordered by recorded time and id. A record given twice counts from the earlier time.
    """
    held = each_once(knowns)
    stop = ends(map(version_of, held))
    for known in held:
        since, until = micros(known.recorded_at), stop.get(known.id, OPEN_END)
        if since < until:
            yield Span(known, since, until)


def as_known(knowns: Iterable[Known], recorded_at: datetime) -> Iterator[Known]:
    """The records that counted at `recorded_at`, ordered by recorded time and id."""
    at = micros(recorded_at)
    for span in spans(knowns):
        if span.since <= at < span.until:
            yield span.known


def of_kind[R: Record](knowns: Iterable[Known], kind: type[R]) -> Iterator[tuple[Known, R]]:
    """Those of one kind, with the record in its own type."""
    for known in knowns:
        if isinstance(known.record, kind):
            yield known, known.record
