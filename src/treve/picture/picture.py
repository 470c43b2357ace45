"""The picture: what was in force, alleged and said at one time, as known at another."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from datetime import datetime
from functools import cached_property
from typing import cast

from treve.errors import Ambiguous, NotFound
from treve.geo.interval import Interval
from treve.picture.force import InForce, Status, in_force, status_at
from treve.picture.incidents import Incident, whole
from treve.picture.known import Known
from treve.picture.parties import Parties
from treve.picture.source import HELD, REPORT, Gone, Held, Source
from treve.records.arrangement import Adherence, Arrangement, ArrangementChange, ChannelStatus
from treve.records.base import Record, said_in
from treve.records.kinds import KINDS, tag_of
from treve.records.place import Area, Place


class Picture:
    """Everything that counted at `recorded_at`, seen from `valid_at`.

    Arrangements, parties, areas and whatever else is not numerous are held; reports and what was said
    about incidents come from `source` when they are asked for, since there may be millions.
    """

    def __init__(
        self, knowns: Iterable[Known], valid_at: datetime, recorded_at: datetime, source: Source | None = None
    ) -> None:
        self.valid_at = valid_at
        self.recorded_at = recorded_at
        self.knowns = tuple(knowns)
        self.source = Held(self.knowns) if source is None else source

    def of_kind[R: Record](self, kind: type[R]) -> Iterator[R]:
        """The records of one kind, in order of recorded time and id; all of them, so ask by subject or span where you can."""
        for known in self._of_kind(kind):
            yield cast(R, known.record)

    def _of_kind(self, kind: type[Record]) -> Iterable[Known]:
        tag = tag_of(kind)
        if tag in HELD:
            return (known for known in self.knowns if isinstance(known.record, kind))
        return self.source.counted((tag,), self.recorded_at)

    def said_about(self, subjects: Collection[str], *kinds: type[Record]) -> Iterator[Known]:
        """What was said about any of these keys or ids, of some kinds or of all, in order of recorded time and id.

        An incident or report is to be named in all its ways: `names_of` gives them.
        """
        wanted = tuple(tag_of(kind) for kind in kinds) or tuple(KINDS)
        return self.source.about(subjects, wanted, self.recorded_at)

    def said_during[R: Record](self, kind: type[R], during: Interval) -> Iterator[R]:
        """The records of one kind whose time overlaps a span, in order of recorded time and id."""
        for known in self.source.counted((tag_of(kind),), self.recorded_at, during):
            yield cast(R, known.record)

    def names_of(self, identity: str) -> tuple[str, ...]:
        """The names by which others may mean a record: its key, its id, the ids of its other versions."""
        return self.source.names((identity,), self.recorded_at)[identity]

    @cached_property
    def erased(self) -> tuple[Gone, ...]:
        """Records whose content was erased: this picture goes without what they said."""
        return self.source.erased(self.recorded_at)

    @cached_property
    def parties(self) -> Parties:
        """Parties, their changes of identity and designations."""
        return Parties(known.record for known in self.knowns)

    @cached_property
    def arrangements(self) -> dict[str, Arrangement]:
        """All arrangements by key, in order of start and key."""
        held = sorted(self.of_kind(Arrangement), key=lambda one: (one.valid.bounds, one.key))
        return {one.key: one for one in held}

    @cached_property
    def changes(self) -> dict[str, tuple[ArrangementChange, ...]]:
        """Changes of each arrangement, oldest first."""
        found: dict[str, list[ArrangementChange]] = defaultdict(list)
        for change in self.of_kind(ArrangementChange):
            found[change.arrangement].append(change)
        return {key: tuple(sorted(held, key=lambda one: (one.at, one.change))) for key, held in found.items()}

    @cached_property
    def adherences(self) -> dict[str, tuple[Adherence, ...]]:
        """What was said of the parties' standing towards each arrangement."""
        found: dict[str, list[Adherence]] = defaultdict(list)
        for adherence in self.of_kind(Adherence):
            found[adherence.arrangement].append(adherence)
        return {key: tuple(held) for key, held in found.items()}

    @cached_property
    def areas(self) -> dict[str, Area]:
        """Areas by key."""
        return {area.key: area for area in self.of_kind(Area)}

    @cached_property
    def places(self) -> dict[str, Place]:
        """Places by key."""
        return {place.key: place for place in self.of_kind(Place)}

    def spans_of(self, arrangement: str) -> tuple[InForce, ...]:
        """When an arrangement was in force or suspended, as far as it was known."""
        return in_force(self.arrangements[arrangement], self.changes.get(arrangement, ()))

    def status(self, arrangement: str, at: datetime | None = None) -> Status:
        """Where an arrangement stood at `valid_at`, or at another instant."""
        return status_at(self.arrangements[arrangement], self.changes.get(arrangement, ()), at or self.valid_at)

    def channel(self, arrangement: str, at: datetime | None = None) -> bool | None:
        """Whether its line was last seen to work; apart from the legal status. `None` = nobody said."""
        when = at or self.valid_at
        seen = [
            one
            for one in self.of_kind(ChannelStatus)
            if one.arrangement == arrangement and (one.during.start is None or one.during.start <= when)
        ]
        return max(seen, key=lambda one: one.during.bounds).working if seen else None

    def in_force_at(self, at: datetime | None = None) -> Iterator[Arrangement]:
        """The arrangements in force or suspended at an instant."""
        for key, arrangement in self.arrangements.items():
            if self.status(key, at) in ("in_force", "suspended"):
                yield arrangement

    def in_force_during(self, during: Interval) -> Iterator[Arrangement]:
        """The arrangements in force or suspended at some time in a span."""
        for key, arrangement in self.arrangements.items():
            if any(span.during.overlaps(during) for span in self.spans_of(key)):
                yield arrangement

    def reports(self, during: Interval) -> Iterable[Known]:
        """The incident reports whose time overlaps a span."""
        return self.source.counted((REPORT,), self.recorded_at, during)

    def incidents(self, during: Interval) -> Iterator[Incident]:
        """The incidents of which a report overlaps the span, each with all its reports, in order of name."""
        return whole(self.reports(during), self.source, self.recorded_at)

    def incident(self, name: str) -> Incident:
        """The incident to which a report of that key or id belongs; raises `NotFound`."""
        for found in whole(self.source.named((name,), (REPORT,), self.recorded_at), self.source, self.recorded_at):
            return found
        raise NotFound(f"There is no incident {name!r} as known then.")

    def name(self, key: str, lang: str = "en") -> str:
        """The name of a party, place, area or arrangement in a language; the bare key where there is none."""
        for held in (self.arrangements, self.areas, self.places):
            if key in held:
                return said_in(held[key].names, lang, key)
        return self.parties.name(key, lang, self.valid_at)

    def find_arrangement(self, text: str) -> Arrangement:
        """The arrangement of that key, or whose key ends or begins with it; raises `NotFound` or `Ambiguous`."""
        found = [key for key in self.arrangements if key == text or key.partition(":")[2] == text]
        found = found or [key for key in self.arrangements if text.casefold() in key.casefold()]
        if not found:
            raise NotFound(f"There is no arrangement named {text!r}.", advice="List them with `treve arrangements`.")
        if len(found) > 1:
            raise Ambiguous(f"{text!r} fits several arrangements: {', '.join(found)}.")
        return self.arrangements[found[0]]


class History:
    """All versions of what a picture holds, and a source for the rest: gives the picture for any two times."""

    def __init__(self, knowns: Iterable[Known] = (), source: Source | None = None) -> None:
        self.source = Held(knowns) if source is None else source

    @cached_property
    def knowns(self) -> tuple[Known, ...]:
        """All versions of the records that a picture holds, with what corrected them or took them back."""
        return tuple(self.source.versions(HELD))

    def reports(self, during: Interval, recorded_at: datetime) -> Iterable[Known]:
        """The incident reports whose time overlaps a span, as they counted at a recorded time."""
        return self.source.counted((REPORT,), recorded_at, during)

    def said_about(self, subjects: Collection[str], *kinds: type[Record]) -> Iterator[Known]:
        """All versions of what was said about any of these keys or ids, with what corrected them or took them back."""
        return self.source.versions_about(subjects, tuple(tag_of(kind) for kind in kinds) or tuple(KINDS))

    def as_of(self, valid_at: datetime, recorded_at: datetime) -> Picture:
        """What was so at `valid_at`, as the log knew it at `recorded_at`."""
        return Picture(self.source.counted(HELD, recorded_at), valid_at, recorded_at, self.source)
