"""Reports held together as incidents, and what was said about each: nothing is merged, only grouped."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime

import msgspec

from treve.picture.known import Known, of_kind
from treve.picture.source import REPORT, Source
from treve.picture.together import Together
from treve.records.base import Record
from treve.records.incident import Attribution, Classification, Handling, Link, Occurrence, Position
from treve.records.report import IncidentReport

HOLDING = ("same_incident", "duplicate_of")
"""Links that hold two reports in one incident."""

REMARKS = ("occurrence", "attribution", "position", "classification", "handling")
"""Kinds of what is said about an incident."""


class Incident(msgspec.Struct, frozen=True):
    """The reports of one incident, each in its own register, and what was said about it."""

    id: str
    """Key of its first report, or the report's id where it has no key: the same on every node."""
    reports: tuple[Known, ...]
    """Its reports, by key and id."""
    occurrences: tuple[Occurrence, ...] = ()
    """Judgements on whether it occurred, by author."""
    attributions: tuple[Attribution, ...] = ()
    """Judgements on who did it."""
    positions: tuple[Position, ...] = ()
    """Positions of the parties."""
    classifications: tuple[Classification, ...] = ()
    """Parties' and bodies' own words on whether it is a violation."""
    handling: tuple[Handling, ...] = ()
    """What was done about it, oldest first."""

    def bodies(self) -> Iterator[IncidentReport]:
        """The reports' content."""
        for known in self.reports:
            assert isinstance(known.record, IncidentReport)
            yield known.record

    @property
    def registrars(self) -> tuple[str, ...]:
        """Whose registers hold it."""
        return tuple(sorted({report.registrar for report in self.bodies()}))

    @property
    def occurrence(self) -> str:
        """Whether it occurred, by the judgements made: `alleged` until somebody judged it.

        Judgements that contradict one another (verified and refuted) leave it `unverifiable`;
        several independent reports alone do not corroborate it, a person says so.
        """
        values = {one.value for one in self.occurrences}
        if {"verified", "refuted"} <= values:
            return "unverifiable"
        for value in ("verified", "refuted", "unverifiable", "corroborated"):
            if value in values:
                return value
        return "alleged"


def held_together(links: Iterable[Link]) -> Together[str]:
    """Which reports belong together, by their ids and keys: a union of the holding links."""
    return Together((link.a, link.b) for link in links if link.relation in HOLDING)


def incident_name(known: Known) -> str:
    """The name of a report as an incident of its own."""
    return known.record.key or known.id


def whole(reports: Iterable[Known], source: Source, recorded_at: datetime) -> Iterator[Incident]:
    """The incidents that these reports belong to, each with all its reports, in order of name.

    Links and shared keys are followed until nothing new turns up, also to reports of another time.
    """
    held: dict[str, Known] = {}
    called: dict[str, tuple[str, ...]] = {}
    links: dict[str, Known] = {}
    seen: set[str] = set()
    fresh = {known.id: known for known in reports}
    while fresh:
        held |= fresh
        called |= source.names(list(fresh), recorded_at)
        names = {name for identity in fresh for name in called[identity]} - seen
        seen |= names
        others = set(names)
        while names:
            found = [known for known in source.about(names, ("link",), recorded_at) if known.id not in links]
            links |= {known.id: known for known in found}
            names = {name for _, link in of_kind(found, Link) if link.relation in HOLDING for name in (link.a, link.b)} - seen
            seen |= names
            others |= names
        fresh = {known.id: known for known in source.named(others, (REPORT,), recorded_at, but=held)}
    yield from group(held.values(), [*links.values(), *source.about(seen, REMARKS, recorded_at)], called)


def group(reports: Iterable[Known], about: Iterable[Known], called: Mapping[str, tuple[str, ...]]) -> Iterator[Incident]:
    """The incidents that these reports make, in order of name.

    `about` holds links and what was said about incidents; what names no report here is left aside.
    `called` gives the names under which each report is spoken of.
    """
    said = list(about)
    held = {known.id: known for known in reports}
    groups = held_together(link for _, link in of_kind(said, Link))
    members: dict[str, list[Known]] = defaultdict(list)
    for identity in held:
        for name in called[identity]:
            groups.join(called[identity][0], name)
    for known in held.values():
        members[groups.root(called[known.id][0])].append(known)
    remarks = _remarks(said, lambda name: root if (root := groups.root(name)) in members else None)
    found = []
    for root, group_of in members.items():
        ordered = tuple(sorted(group_of, key=lambda known: (incident_name(known), known.id)))
        found.append(_incident(incident_name(ordered[0]), ordered, remarks.get(root, [])))
    yield from sorted(found, key=lambda incident: incident.id)


def _remarks(said: list[Known], root_of: Callable[[str], str | None]) -> dict[str, list[Record]]:
    remarks: dict[str, list[Record]] = defaultdict(list)
    for known in sorted(said, key=lambda one: (one.recorded_at, one.id)):
        record = known.record
        if isinstance(record, Occurrence | Attribution | Position | Classification | Handling):
            root = root_of(record.incident)
            if root is not None:
                remarks[root].append(record)
    return remarks


def _incident(name: str, reports: tuple[Known, ...], remarks: list[Record]) -> Incident:
    return Incident(
        id=name,
        reports=reports,
        occurrences=tuple(one for one in remarks if isinstance(one, Occurrence)),
        attributions=tuple(one for one in remarks if isinstance(one, Attribution)),
        positions=tuple(one for one in remarks if isinstance(one, Position)),
        classifications=tuple(one for one in remarks if isinstance(one, Classification)),
        handling=tuple(one for one in remarks if isinstance(one, Handling)),
    )
