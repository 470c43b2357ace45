"""Where a picture reads: arrangements, parties and areas are held, what may be millions is asked for.

Reports, and what was said about them, are read by subject or by span when a question needs them. A
source answers for any recorded time; the node's store is one, `Held` is another and is the rule
that every other source must agree with.
"""

from collections import defaultdict
from collections.abc import Collection, Container, Iterable, Iterator, Mapping
from datetime import datetime
from typing import Protocol

import msgspec

from treve.geo.interval import OPEN_END, OPEN_START, Interval, micros
from treve.picture.known import Known, Version, each_once, ends, version_of
from treve.picture.together import Together
from treve.records.kinds import KINDS

REPORT = "incident-report"
"""Kind of the records that may be millions."""

NUMEROUS = (
    REPORT, "link", "occurrence", "attribution", "position", "classification", "handling", "evidence", "withdrawal",
    "release", "audit-entry", "notice", "notice-step", "receipt", "call", "call-step",
)  # fmt: skip
"""Kinds that are read when they are asked for and never all held."""

HELD = tuple(kind for kind in KINDS if kind not in NUMEROUS)
"""Kinds that a picture holds."""


class Gone(msgspec.Struct, frozen=True):
    """A record whose content was erased: what the log still shows of it."""

    id: str
    """Its id."""
    kind: str
    """Its kind."""
    author: str
    """Who said it."""
    recorded_at: datetime
    """When the log took it in."""


class Source(Protocol):
    """Gives records as they counted at a recorded time, ordered by recorded time and id."""

    def counted(self, kinds: Collection[str], recorded_at: datetime, during: Interval | None = None) -> Iterator[Known]:
        """Records of some kinds, whose time overlaps a span where one is given."""
        ...

    def about(self, subjects: Collection[str], kinds: Collection[str], recorded_at: datetime) -> Iterator[Known]:
        """Records of some kinds about any of the subjects, each once."""
        ...

    def named(
        self, names: Collection[str], kinds: Collection[str], recorded_at: datetime, *, but: Container[str] = ()
    ) -> Iterator[Known]:
        """Records of some kinds that stand under one of the names: a key, an id, the id of another version.

        Those whose ids are in `but` are left out: the asker has them.
        """
        ...

    def names(self, identities: Collection[str], recorded_at: datetime) -> Mapping[str, tuple[str, ...]]:
        """For each id the names by which others may mean the record: its key, its id, the ids of its other versions."""
        ...

    def versions(self, kinds: Collection[str]) -> Iterator[Known]:
        """All versions of records of some kinds, with what corrected them or took them back."""
        ...

    def versions_about(self, subjects: Collection[str], kinds: Collection[str]) -> Iterator[Known]:
        """All versions of records of some kinds about any of the subjects, with what corrected them or took them back."""
        ...

    def erased(self, recorded_at: datetime) -> tuple[Gone, ...]:
        """Records that had been taken in by then and whose content was erased since, in order of the log."""
        ...


class Held:
    """Records in memory as a source."""

    def __init__(self, knowns: Iterable[Known]) -> None:
        self._all = each_once(knowns)
        self._versions = {known.id: version_of(known) for known in self._all}
        self._ends = ends(self._versions.values())
        self._called: tuple[int, dict[str, tuple[str, ...]]] = (OPEN_START, {})
        self._subjects: dict[str, list[int]] = defaultdict(list)
        for place, known in enumerate(self._all):
            for subject in set(known.record.subjects):
                self._subjects[subject].append(place)

    def counted(self, kinds: Collection[str], recorded_at: datetime, during: Interval | None = None) -> Iterator[Known]:
        """Records of some kinds, whose time overlaps a span where one is given."""
        for known in self._all:
            if self._counts(known, kinds, recorded_at) and (during is None or known.record.valid.overlaps(during)):
                yield known

    def about(self, subjects: Collection[str], kinds: Collection[str], recorded_at: datetime) -> Iterator[Known]:
        """Records of some kinds about any of the subjects, each once."""
        for place in sorted({place for subject in subjects for place in self._subjects.get(subject, ())}):
            if self._counts(self._all[place], kinds, recorded_at):
                yield self._all[place]

    def named(
        self, names: Collection[str], kinds: Collection[str], recorded_at: datetime, *, but: Container[str] = ()
    ) -> Iterator[Known]:
        """Records of some kinds that stand under one of the names, but those that the asker has."""
        wanted = set(names)
        found = [known for known in self.counted(kinds, recorded_at) if known.id not in but]
        called = self.names([known.id for known in found], recorded_at)
        yield from (known for known in found if not wanted.isdisjoint(called[known.id]))

    def names(self, identities: Collection[str], recorded_at: datetime) -> Mapping[str, tuple[str, ...]]:
        """For each id the names by which others may mean the record."""
        called = self._names(micros(recorded_at))
        return {identity: called.get(identity, (identity,)) for identity in identities}

    def _names(self, at: int) -> dict[str, tuple[str, ...]]:
        if self._called[0] != at:
            found: dict[str, tuple[str, ...]] = {}
            for same in _one_thing([version for version in self._versions.values() if version.recorded <= at]):
                keys = {self._versions[identity].key for identity in same} - {""}
                found |= dict.fromkeys(same, tuple(sorted(same | keys)))
            self._called = (at, found)
        return self._called[1]

    def versions(self, kinds: Collection[str]) -> Iterator[Known]:
        """All versions of records of some kinds, with what corrected them or took them back."""
        yield from self._with_what_replaced({one for one, version in self._versions.items() if version.kind in kinds})

    def versions_about(self, subjects: Collection[str], kinds: Collection[str]) -> Iterator[Known]:
        """All versions of records of some kinds about any of the subjects, with what corrected them or took them back."""
        about = {self._all[place].id for subject in subjects for place in self._subjects.get(subject, ())}
        yield from self._with_what_replaced({one for one in about if self._versions[one].kind in kinds})

    def _with_what_replaced(self, identities: set[str]) -> Iterator[Known]:
        for known in self._all:
            version = self._versions[known.id]
            if known.id in identities or version.corrects in identities or version.withdraws in identities:
                yield known

    def erased(self, recorded_at: datetime) -> tuple[Gone, ...]:
        """None: what is held in memory has its content."""
        return ()

    def _counts(self, known: Known, kinds: Collection[str], recorded_at: datetime) -> bool:
        at = micros(recorded_at)
        version = self._versions[known.id]
        return version.kind in kinds and version.recorded <= at < self._ends.get(known.id, OPEN_END)


def _one_thing(versions: list[Version]) -> Collection[set[str]]:
    """The ids of the versions of each thing: same author, kind and key, or one correcting the other."""
    together: Together[str] = Together()
    by_id = {version.id: version for version in versions}
    first: dict[tuple[str, str, str], str] = {}
    for version in versions:
        if version.key:
            together.join(version.id, first.setdefault((version.kind, version.author, version.key), version.id))
        target = by_id.get(version.corrects)
        if target is not None and (target.kind, target.author) == (version.kind, version.author):
            together.join(version.id, target.id)
    return together.groups(by_id).values()
