"""A node: one folder, one log, one party; gives pictures and takes records in."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import NamedTuple, Self

from treve import config
from treve.clock import Clock, SystemClock
from treve.config import Settings
from treve.errors import Erased, NodeExists
from treve.geo.interval import OPEN_END, Interval, from_micros, micros
from treve.log.log import Draft, Log
from treve.log.store import Row
from treve.picture.known import Known, Version, ends
from treve.picture.picture import History, Picture
from treve.records.base import Record
from treve.records.incident import Withdrawal
from treve.records.kinds import KINDS, from_bytes, kind_of, to_bytes

REPORT = "incident-report"
"""Kind of the records that may be millions and are never all held at once."""


class Taken(NamedTuple):
    """What became of a record that was given to the node."""

    id: str
    new: bool


def _origin(settings: Settings) -> str:
    return f"treve/{settings.name}"


def draft_of(record: Record) -> Draft:
    """The log's view of a record: its bytes and the fields that an index needs."""
    start, end = record.valid.bounds
    return Draft(
        content=to_bytes(record),
        kind=kind_of(record),
        author=record.author,
        subject=record.subject,
        key=record.key,
        valid_from=start,
        valid_to=end,
        audience=record.audience,
        replaces=record.withdraws if isinstance(record, Withdrawal) else record.corrects,
    )


class Node:
    """A node opened from its folder. Close it, or use it in a `with` block."""

    def __init__(self, folder: Path, settings: Settings, log: Log, clock: Clock) -> None:
        self.folder = folder
        self.settings = settings
        self.log = log
        self.clock = clock

    @classmethod
    def create(cls, folder: Path, settings: Settings, *, clock: Clock | None = None) -> Self:
        """Make a node in an empty or new folder; raises `NodeExists` where something is there."""
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise NodeExists(f"{folder} is not empty.")
        folder.mkdir(parents=True, exist_ok=True)
        clock = clock or SystemClock()
        log = Log.create(folder, origin=_origin(settings), clock=clock)
        config.write(folder, settings)
        return cls(folder, settings, log, clock)

    @classmethod
    def open(cls, folder: Path, *, clock: Clock | None = None) -> Self:
        """Open the node in a folder; raises `NodeMissing`: a missing key or database never makes a new one."""
        settings = config.read(folder)
        clock = clock or SystemClock()
        return cls(folder, settings, Log.open(folder, origin=_origin(settings), clock=clock), clock)

    def close(self) -> None:
        """Let go of the files."""
        self.log.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def add(self, records: Iterable[Record]) -> list[Taken]:
        """Take records in, all or none; those already present are left as they are."""
        return [Taken(one.record_id, one.new) for one in self.log.append(draft_of(record) for record in records)]

    def add_one(self, record: Record) -> Taken:
        """Take one record in."""
        return self.add([record])[0]

    def known(self, row: Row) -> Known:
        """The record of a row of the store."""
        if row.content is None:
            raise Erased(f"The content of {row.record_id[:10]} was erased.")
        return Known(row.record_id, from_micros(row.recorded_at), from_bytes(row.content))

    def records(
        self, *, kinds: Iterable[str] | None = None, subject: str | None = None, key: str | None = None,
        during: Interval | None = None, recorded_at: datetime | None = None,
    ) -> Iterator[Known]:  # fmt: skip
        """Records by kind, subject, key, time and recorded time, in order of the log; erased ones are left out."""
        rows = self.log.store.entries(
            kinds=None if kinds is None else tuple(kinds),
            subject=subject,
            key=key,
            valid_overlaps=None if during is None else during.bounds,
            recorded_before=None if recorded_at is None else micros(recorded_at) + 1,
        )
        for row in rows:
            if row.content is not None and row.kind in KINDS:
                yield self.known(row)

    def find(self, name: str) -> Known:
        """A record by its id, the first characters of it, or its key; raises `NotFound` or `Ambiguous`."""
        by_key = list(self.records(key=name))
        if by_key:
            return by_key[-1]
        return self.known(self.log.store.find(name))

    def count(self, kind: str | None = None) -> int:
        """How many records there are, of one kind or of all."""
        return self.log.store.count(kinds=None if kind is None else (kind,))

    def span_of_reports(self) -> Interval | None:
        """From the first to the last time that a report speaks of; `None` where there is no report."""
        found = self.log.store.valid_span(REPORT)
        return None if found is None else Interval(from_micros(found[0]), from_micros(found[1]))

    def history(self) -> History:
        """All records but the reports, with all their versions."""
        others = tuple(kind for kind in KINDS if kind != REPORT)
        return History(self.records(kinds=others), self._reports_of(Ends(self)))

    def picture(self, valid_at: datetime | None = None, recorded_at: datetime | None = None) -> Picture:
        """What was so at a time, as known at another; both default to now."""
        now = self.clock.now()
        return self.history().as_of(valid_at or now, recorded_at or now)

    def _reports_of(self, stop: "Ends") -> Callable[[Interval, datetime], Iterator[Known]]:
        def reports(during: Interval, recorded_at: datetime) -> Iterator[Known]:
            at = micros(recorded_at)
            for known in self.records(kinds=(REPORT,), during=during, recorded_at=recorded_at):
                if stop.of(known.id) > at:
                    yield known

        return reports


class Ends:
    """When reports that were replaced or taken back stopped counting, worked out once and only for those."""

    def __init__(self, node: Node) -> None:
        self._node = node
        self._ends: dict[str, int] | None = None

    def of(self, identity: str) -> int:
        """When the report stopped counting, in microseconds; far in the future if it did not."""
        if self._ends is None:
            self._ends = ends(
                Version(row.record_id, row.kind, row.author, row.key, row.recorded_at, row.replaces, "")
                for row in self._node.log.store.replaced(REPORT)
            )
        return self._ends.get(identity, OPEN_END)
