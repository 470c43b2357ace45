"""The incidents of a period, each looked at once: who holds it, where, what it is called. All counts start here."""

from collections.abc import Iterator
from typing import Literal

import msgspec

from treve.bulletins.scope import Reach
from treve.findings.criteria import QUALIFICATIONS, Qualification
from treve.findings.violations import Qualified, qualified
from treve.geo.interval import Interval
from treve.kleene import CANNOT_TELL, NO, YES, Kleene
from treve.picture.incidents import Incident
from treve.picture.picture import Picture
from treve.records.report import IncidentReport

CONFIRMING = ("admits", "confirms_occurrence")
"""Positions that confirm another register's entry."""

Called = Qualification | Literal["unreached"]
"""What an incident is called; `unreached`: no arrangement was in force there and then."""

CALLED: tuple[Called, ...] = (*QUALIFICATIONS, "unreached")
"""From the heaviest to the lightest."""


class Entry(msgspec.Struct, frozen=True):
    """An incident as one register holds it."""

    registrar: str
    """Whose register."""
    reports: tuple[IncidentReport, ...]
    """Its reports in that register."""
    lies: Kleene
    """Whether it lies in the period."""
    inside: Kleene
    """Whether it lies in the scope: yes or cannot tell."""
    region: str
    """Key of the region or place that it is counted under; empty = cannot be told."""
    confirmed: bool
    """Whether another party confirms or admits it."""


class Case(msgspec.Struct, frozen=True):
    """An incident of the period."""

    qualified: Qualified
    """The incident with its rows."""
    called: dict[str, Qualification]
    """What it is called under each arrangement that reaches it."""
    heaviest: Called
    """The heaviest of these."""
    entries: tuple[Entry, ...]
    """One for each register that holds it."""

    @property
    def incident(self) -> Incident:
        """The incident."""
        return self.qualified.incident


def cases(picture: Picture, period: Interval, reach: Reach) -> Iterator[Case]:
    """The incidents that lie, or may lie, in the period and the scope, in order of name."""
    for one in qualified(picture, period):
        held = tuple(_entries(one.incident, period, reach))
        if held:
            called = one.called()
            heaviest: Called = next((name for name in QUALIFICATIONS if name in called.values()), "unreached")
            yield Case(one, called, heaviest, held)


def _entries(incident: Incident, period: Interval, reach: Reach) -> Iterator[Entry]:
    for registrar, reports in by_register(incident).items():
        inside = inside_of(reports, reach)
        if inside == NO:
            continue
        lies = YES if any(one.occurred.relation(period) == YES for one in reports) else CANNOT_TELL
        regions = (reach.region(one.place) for one in reports)
        confirmed = any(said.party != registrar and said.value in CONFIRMING for said in incident.positions)
        yield Entry(registrar, reports, lies, inside, next((key for key in regions if key), ""), confirmed)


def by_register(incident: Incident) -> dict[str, tuple[IncidentReport, ...]]:
    """The reports of an incident by the register that holds them."""
    held = list(incident.bodies())
    return {key: tuple(one for one in held if one.registrar == key) for key in incident.registrars}


def inside_of(reports: tuple[IncidentReport, ...], reach: Reach) -> Kleene:
    """Whether what one register reports lies in the scope: one report that says so is enough."""
    return max(reach.inside(one.place) for one in reports)


def counted(cases: tuple[Case, ...]) -> Iterator[tuple[Case, Entry]]:
    """Each incident once in each register, if it certainly lies in the period."""
    for case in cases:
        for entry in case.entries:
            if entry.lies == YES:
                yield case, entry
