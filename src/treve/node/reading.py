"""The store as a source of pictures: what may be millions is read by subject or by span, never all at once.

Gives the same answers as `picture.source.Held` over the same records; a property test holds it.
"""

from collections.abc import Collection, Container, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import batched

from treve.errors import Erased
from treve.geo.interval import Interval, from_micros, micros
from treve.log.schema import Question
from treve.log.store import PAGE, Row, Store
from treve.picture.known import Known
from treve.picture.source import Gone
from treve.picture.together import Together
from treve.records.kinds import KINDS, from_bytes, short


def known(row: Row) -> Known:
    """The record of a row of the store; raises `Erased`."""
    if row.content is None:
        raise Erased(f"The content of {short(row.record_id)} was erased.")
    return Known(row.record_id, from_micros(row.recorded_at), from_bytes(row.content))


class Stored:
    """The records of a store as a source."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def counted(self, kinds: Collection[str], recorded_at: datetime, during: Interval | None = None) -> Iterator[Known]:
        """Records of some kinds, whose time overlaps a span where one is given."""
        overlaps = None if during is None else during.bounds
        return self._read(Question(kinds=kinds, overlaps=overlaps, counted_at=micros(recorded_at)))

    def about(self, subjects: Collection[str], kinds: Collection[str], recorded_at: datetime) -> Iterator[Known]:
        """Records of some kinds about any of the subjects, each once."""
        at = micros(recorded_at)
        places = {
            place
            for part in batched(sorted(subjects), PAGE)
            for place in self._store.places(Question(kinds=kinds, subjects=part, counted_at=at))
        }
        return self._known(self._in_order(places))

    def named(
        self, names: Collection[str], kinds: Collection[str], recorded_at: datetime, *, but: Container[str] = ()
    ) -> Iterator[Known]:
        """Records of some kinds that stand under one of the names, but those that the asker has."""
        at = micros(recorded_at)
        places: set[int] = set()
        for part in batched(sorted(set(names)), PAGE):
            places |= set(self._store.places(Question(kinds=kinds, keys=part, until=at)))
            places |= set(self._store.places(Question(kinds=kinds, identities=part, until=at)))
        every = {place for held in self._versions(places, at).values() for place in held}
        unknown = (identity for _, identity, *_ in self._store.heads(sorted(every)) if identity not in but)
        counted = {
            place
            for part in batched(sorted(unknown), PAGE)
            for place in self._store.places(Question(identities=part, counted_at=at))
        }
        return self._known(self._in_order(counted))

    def names(self, identities: Collection[str], recorded_at: datetime) -> Mapping[str, tuple[str, ...]]:
        """For each id the names by which others may mean the record."""
        at = micros(recorded_at)
        places: list[int] = []
        for part in batched(sorted(set(identities)), PAGE):
            places += self._store.places(Question(identities=part, until=at))
        versions = self._versions(places, at)
        every = sorted({place for held in versions.values() for place in held})
        heads = {place: (identity, key) for place, identity, _, _, key, _ in self._store.heads(every)}
        found: dict[str, tuple[str, ...]] = {identity: (identity,) for identity in identities}
        for held in versions.values():
            called = tuple(sorted({name for place in held for name in heads[place] if name}))
            found |= {heads[place][0]: called for place in held if heads[place][0] in found}
        return found

    def versions(self, kinds: Collection[str]) -> Iterator[Known]:
        """All versions of records of some kinds, with what corrected them or took them back."""
        return (known(row) for row in self._store.versions(kinds) if row.content is not None and row.kind in KINDS)

    def versions_about(self, subjects: Collection[str], kinds: Collection[str]) -> Iterator[Known]:
        """All versions of records of some kinds about any of the subjects, with what corrected them or took them back."""
        places: set[int] = set()
        for part in batched(sorted(set(subjects)), PAGE):
            places |= set(self._store.places(Question(kinds=kinds, subjects=part)))
        for few in batched(sorted(places), PAGE):
            places |= set(self._store.replacing(few))
        return self._known(self._in_order(places))

    def erased(self, recorded_at: datetime) -> tuple[Gone, ...]:
        """Records that had been taken in by then and whose content was erased since, in order of the log."""
        rows = self._store.erased(micros(recorded_at))
        return tuple(Gone(row.record_id, row.kind, row.author, from_micros(row.recorded_at)) for row in rows)

    def _read(self, asked: Question) -> Iterator[Known]:
        return self._known(self._store.places(asked, order="recorded"))

    def _known(self, places: Sequence[int]) -> Iterator[Known]:
        return (known(row) for row in self._store.rows(places) if row.content is not None and row.kind in KINDS)

    def _in_order(self, places: Collection[int]) -> list[int]:
        """Places by recorded time and id: the log's order, but for entries of one instant."""
        heads = sorted((recorded, identity, place) for place, identity, *_, recorded in self._store.heads(sorted(places)))
        return [place for _, _, place in heads]

    def _versions(self, places: Collection[int], at: int) -> dict[int, set[int]]:
        """The places of all versions, recorded by `at`, of the things at some places; each set under its first."""
        together: Together[int] = Together()
        fresh = set(places)
        held = set(places)
        while fresh:
            pairs: list[tuple[int, int]] = []
            for part in batched(sorted(fresh), PAGE):
                pairs += self._store.alike(part)
                pairs += self._store.correcting(part)
            others = {place for pair in pairs for place in pair} - held
            late = {place for place, *_, recorded in self._store.heads(sorted(others)) if recorded > at}
            fresh = others - late
            held |= fresh
            for a, b in pairs:
                if a not in late and b not in late:
                    together.join(a, b)
        return together.groups(held)
