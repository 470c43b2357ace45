"""A node: one folder, one log, one party; gives pictures and takes records in."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import NamedTuple, Self

from treve import config
from treve.clock import Clock, SystemClock
from treve.config import Settings
from treve.errors import BadInput, BadTransition, Erased, NodeExists
from treve.geo.interval import Interval, from_micros, micros
from treve.log.draft import draft_of
from treve.log.log import Log
from treve.log.schema import Question
from treve.log.signing import is_name
from treve.node.reading import Stored, known
from treve.picture.earlier import earlier_in
from treve.picture.known import Known
from treve.picture.picture import History, Picture
from treve.picture.source import REPORT
from treve.picture.transitions import objections
from treve.picture.versions import Objection
from treve.records.base import Record
from treve.records.evidence import AuditEntry
from treve.records.kinds import KINDS, short


class Taken(NamedTuple):
    """What became of a record that was given to the node."""

    id: str
    new: bool


def _origin(settings: Settings) -> str:
    origin = f"treve/{settings.name}"
    if not settings.name or not is_name(origin) or len(origin.encode()) > 200:
        raise BadInput(
            f"A node cannot be named {settings.name!r}: its log is named after it.",
            advice="Choose a short name without spaces and without +.",
        )
    return origin


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
        origin = _origin(settings)
        folder.mkdir(parents=True, exist_ok=True)
        clock = clock or SystemClock()
        log = Log.create(folder, origin=origin, clock=clock)
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

    def enter(self, records: Sequence[Record], *, anyway: bool = False) -> tuple[list[Taken], list[Objection]]:
        """Take in what a person enters, all or none; raises `BadTransition` where the own party contradicts itself.

        What other authors say is recorded whatever it contradicts; the objections to it come back as warnings,
        as do those to the own party's statements when they are to go in `anyway`.
        """
        found = list(objections(records, earlier_in(self.picture())))
        own = next((one for one in found if one.record.author == self.settings.party), None)
        if own is not None and not anyway:
            raise BadTransition(own.words)
        return self.add(records), found

    def add_one(self, record: Record) -> Taken:
        """Take one record in."""
        return self.add([record])[0]

    def erase(self, identity: str, *, reason: str, actor: str = "") -> Taken:
        """Delete the content of a record for ever and record who did it and why; raises `NotFound` or `Erased`.

        The reason is a record that others may read: it must not repeat what is erased.
        """
        if not reason.strip():
            raise BadInput("An erasure needs a reason.", advice="Say why, without repeating what is erased.")
        whole = self.log.store.find(identity).record_id
        entry = AuditEntry(
            author=self.settings.party, actor=actor or self.settings.party, did="erased", at=self.clock.now(), what=(whole,),
            words=reason,
        )  # fmt: skip
        found = self.log.erase(whole, draft_of(entry))
        return Taken(found.record_id, found.new)

    @property
    def source(self) -> Stored:
        """The records of this node as a source of pictures."""
        return Stored(self.log.store)

    def places(
        self, *, kinds: Iterable[str] | None = None, subject: str | None = None, key: str | None = None,
        author: str | None = None, during: Interval | None = None, since: datetime | None = None,
        recorded_at: datetime | None = None, newest: bool = False, limit: int | None = None,
    ) -> Sequence[int]:  # fmt: skip
        """Places in the log of the records by kind, subject, key, author, time and recorded time, in order of the log."""
        asked = Question(
            kinds=None if kinds is None else tuple(kinds),
            subjects=None if subject is None else (subject,),
            keys=None if key is None else (key,),
            author=author,
            overlaps=None if during is None else during.bounds,
            since=None if since is None else micros(since),
            until=None if recorded_at is None else micros(recorded_at),
        )
        return self.log.store.places(asked, newest=newest, limit=limit)

    def at(self, places: Sequence[int]) -> Iterator[Known]:
        """The records at some places of the log; erased ones are left out."""
        for row in self.log.store.rows(places):
            if row.content is not None and row.kind in KINDS:
                yield known(row)

    def records(
        self, *, kinds: Iterable[str] | None = None, subject: str | None = None, key: str | None = None,
        during: Interval | None = None, recorded_at: datetime | None = None,
    ) -> Iterator[Known]:  # fmt: skip
        """Records by kind, subject, key, time and recorded time, in order of the log; erased ones are left out."""
        return self.at(self.places(kinds=kinds, subject=subject, key=key, during=during, recorded_at=recorded_at))

    def find(self, name: str) -> Known:
        """A record by its id, the first characters of it, or its key; raises `NotFound`, `Ambiguous` or `Erased`."""
        by_key = self.places(key=name, newest=True, limit=1)
        row = next(self.log.store.rows(by_key)) if by_key else self.log.store.find(name)
        reason = self.log.store.erased_by(row.position)
        if reason is not None:
            raise Erased(
                f"The content of {short(row.record_id)} was erased; the record {short(reason)} says who did it and why."
            )
        return known(row)

    def identify(self, name: str) -> str:
        """The id of a record by its key, its id or the first characters of it, erased ones too; raises `NotFound`."""
        by_key = self.places(key=name, newest=True, limit=1)
        return (next(self.log.store.rows(by_key)) if by_key else self.log.store.find(name)).record_id

    def versions(self, identity: str) -> tuple[list[Known], list[Known]]:
        """All versions of the thing that a record describes, oldest first; and what took any of them back."""
        at = self.clock.now()
        names = self.source.names((identity,), at)[identity]
        identities = [name for name in names if self.log.store.present(name)]
        versions = self.at(self.log.store.places(Question(identities=identities), order="recorded"))
        return list(versions), list(self.source.about(identities, ("withdrawal",), at))

    def count(self, kind: str | None = None) -> int:
        """How many records there are, of one kind or of all."""
        return self.log.store.count(kinds=None if kind is None else (kind,))

    def span_of_reports(self) -> Interval | None:
        """From the first to the last time that a report speaks of; `None` where there is no report."""
        found = self.log.store.valid_span(REPORT)
        return None if found is None else Interval(from_micros(found[0]), from_micros(found[1]))

    def history(self) -> History:
        """All versions of what a picture holds, and the store for the rest."""
        return History(source=self.source)

    def picture(self, valid_at: datetime | None = None, recorded_at: datetime | None = None) -> Picture:
        """What was so at a time, as known at another; both default to now."""
        now = self.clock.now()
        return self.history().as_of(valid_at or now, recorded_at or now)
