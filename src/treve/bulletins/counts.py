"""The numbers of a bulletin that this node counts itself: by register, never over registers.

An incident counts once in each register that holds it, if it certainly lies in the period. One known
too roughly for that is said apart. Every table here is a breakdown of the same entries, so that
totals equal their parts.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Literal

import msgspec

from treve.bulletins.cases import CALLED, Called, Case, Entry, counted
from treve.findings.criteria import QUALIFICATIONS, Qualification
from treve.geo.interval import Interval
from treve.kleene import CANNOT_TELL, YES
from treve.records.act import WEAPON_OF_ACT
from treve.records.report import IncidentReport, Range


class CountRule(msgspec.Struct, frozen=True):
    """How a number came about; printed with it."""

    unit: str
    """One of what: `incidents`, or the unit that a publisher names."""
    period: Interval
    """Over what span."""
    area: str
    """Key of the area or place; empty = the whole theatre."""
    status: str
    """Which were counted."""
    duplicates: str
    """What was done about several reports of one thing."""


class RegisterTotal(msgspec.Struct, frozen=True):
    """The incidents of one register in the period. Never added to another's."""

    registrar: str
    """Whose register."""
    incidents: int
    """Counted in the period."""
    previous: int | None
    """Counted in the period before, of the same length; `None` = the register holds nothing that early."""
    before_per_day: float | None
    """A day's mean over the baseline, rounded to two decimals; `None` likewise."""
    confirmed: int
    """Of these, confirmed or admitted by another party."""
    elsewhere: int
    """Of these, held in another register too."""
    unclear: int
    """Of these, so roughly placed that it cannot be told whether they lie in the scope."""
    rough: int
    """Not counted: known too roughly in time to say that they lie in the period."""


class ViolationLine(msgspec.Struct, frozen=True):
    """Incidents of one register in one area that are called the same."""

    area: str
    """Key of the region or place; empty = it cannot be told."""
    registrar: str
    """Whose register."""
    status: Called
    """What they are called at the heaviest, under whichever arrangement."""
    number: int
    """How many."""
    confirmed: int
    """Of these, confirmed or admitted by another party."""
    elsewhere: int
    """Of these, held in another register too."""


class ArrangementLine(msgspec.Struct, frozen=True):
    """Incidents of one register that one arrangement reaches and that are called the same under it."""

    arrangement: str
    """Which arrangement."""
    registrar: str
    """Whose register."""
    status: Qualification
    """What they are called."""
    number: int
    """How many."""


class ActLine(msgspec.Struct, frozen=True):
    """Incidents of one register with the same acts and weapon."""

    registrar: str
    """Whose register."""
    acts: tuple[str, ...]
    """Codes of the acts, all of them."""
    weapons: tuple[str, ...]
    """Codes of the weapons said or implied; empty = not said."""
    number: int
    """How many."""


Measure = Literal["killed", "injured", "civilians_killed"]
"""Who was harmed."""

MEASURES: tuple[Measure, ...] = ("killed", "injured", "civilians_killed")
"""In the order in which they are told."""


class HarmLine(msgspec.Struct, frozen=True):
    """People harmed, as one register says."""

    registrar: str
    """Whose register."""
    measure: Measure
    """Who."""
    low: int
    """At least."""
    best: int | None
    """Best estimate; `None` where not every report makes one."""
    high: int | None
    """At most; `None` = no upper end given."""
    incidents: int
    """From how many incidents the figures come."""
    silent: int
    """How many incidents say nothing of it."""


class MonitorLine(msgspec.Struct, frozen=True):
    """An interference with monitors."""

    incident: str
    """Its name."""
    registrar: str
    """Whose register."""
    acts: tuple[str, ...]
    """The acts."""
    during: Interval
    """When."""
    said: str
    """Where, as said."""


class Earlier(msgspec.Struct, frozen=True):
    """Incidents of one register before the period."""

    previous: int = 0
    """In the period before."""
    baseline: int = 0
    """In the baseline."""


def register_totals(cases: tuple[Case, ...], earlier: dict[str, Earlier], baseline_days: int) -> Iterator[RegisterTotal]:
    """One line for each register that holds something in the period or before it."""
    held: dict[str, list[tuple[Case, Entry]]] = defaultdict(list)
    for case, entry in counted(cases):
        held[entry.registrar].append((case, entry))
    rough = Counter(entry.registrar for case in cases for entry in case.entries if entry.lies != YES)
    for registrar in sorted({*held, *rough, *earlier}):
        own, before = held[registrar], earlier.get(registrar)
        yield RegisterTotal(
            registrar=registrar,
            incidents=len(own),
            previous=before.previous if before else None,
            before_per_day=round(before.baseline / baseline_days, 2) if before else None,
            confirmed=sum(entry.confirmed for _, entry in own),
            elsewhere=sum(len(case.entries) > 1 for case, _ in own),
            unclear=sum(entry.inside == CANNOT_TELL for _, entry in own),
            rough=rough[registrar],
        )


def violation_lines(cases: tuple[Case, ...]) -> Iterator[ViolationLine]:
    """By area, registrar and status; the areas that cannot be told come last."""
    found: dict[tuple[str, str, Called], list[tuple[Case, Entry]]] = defaultdict(list)
    for case, entry in counted(cases):
        found[entry.region, entry.registrar, case.heaviest].append((case, entry))
    for key in sorted(found, key=lambda key: (key[0] == "", key[0], key[1], CALLED.index(key[2]))):
        own = found[key]
        yield ViolationLine(
            area=key[0],
            registrar=key[1],
            status=key[2],
            number=len(own),
            confirmed=sum(entry.confirmed for _, entry in own),
            elsewhere=sum(len(case.entries) > 1 for case, _ in own),
        )


def arrangement_lines(cases: tuple[Case, ...]) -> Iterator[ArrangementLine]:
    """By arrangement, registrar and qualification: an incident once under each arrangement that reaches it."""
    found: Counter[tuple[str, str, int]] = Counter()
    for case, entry in counted(cases):
        for arrangement, called in case.called.items():
            found[arrangement, entry.registrar, QUALIFICATIONS.index(called)] += 1
    for (arrangement, registrar, called_as), number in sorted(found.items()):
        yield ArrangementLine(arrangement, registrar, QUALIFICATIONS[called_as], number)


def act_lines(cases: tuple[Case, ...]) -> Iterator[ActLine]:
    """By registrar, acts and weapons, the most frequent first."""
    found: Counter[tuple[str, tuple[str, ...], tuple[str, ...]]] = Counter()
    for _, entry in counted(cases):
        acts = tuple(sorted({act for report in entry.reports for act in report.acts}))
        found[entry.registrar, acts, tuple(sorted(_weapons(entry.reports)))] += 1
    for (registrar, acts, weapons), number in sorted(found.items(), key=lambda one: (one[0][0], -one[1], one[0])):
        yield ActLine(registrar, acts, weapons, number)


def _weapons(reports: tuple[IncidentReport, ...]) -> set[str]:
    said = {report.weapon for report in reports if report.weapon}
    return said or {WEAPON_OF_ACT[act] for report in reports for act in report.acts if act in WEAPON_OF_ACT}


def harm_lines(cases: tuple[Case, ...]) -> Iterator[HarmLine]:
    """By registrar, who was harmed; a measure of which a register says nothing at all is left out."""
    held: dict[str, list[Entry]] = defaultdict(list)
    for _, entry in counted(cases):
        held[entry.registrar].append(entry)
    for registrar, entries in sorted(held.items()):
        for measure in MEASURES:
            figures = [hull([getattr(one.harm, measure) for one in entry.reports]) for entry in entries]
            told = [one for one in figures if one is not None]
            if told:
                yield HarmLine(
                    registrar=registrar,
                    measure=measure,
                    low=sum(one.low for one in told),
                    best=_sum([one.best for one in told]),
                    high=_sum([one.high for one in told]),
                    incidents=len(told),
                    silent=len(figures) - len(told),
                )


def hull(ranges: list[Range | None]) -> Range | None:
    """One range for several reports of one incident in one register: as wide as all of them.

    >>> hull([Range(2, 3, 4), None, Range(1, 3, 3)])
    Range(low=1, best=3, high=4)
    """
    told = [one for one in ranges if one is not None]
    if not told:
        return None
    bests = {one.best for one in told}
    highs = [one.high for one in told]
    high = None if None in highs else max(one for one in highs if one is not None)
    return Range(min(one.low for one in told), bests.pop() if len(bests) == 1 else None, high)


def _sum(numbers: list[int | None]) -> int | None:
    return None if None in numbers else sum(number for number in numbers if number is not None)


def monitor_lines(cases: tuple[Case, ...]) -> Iterator[MonitorLine]:
    """Each interference with monitors, by name and register, those known roughly included."""
    for case in cases:
        for entry in case.entries:
            acts = sorted({act for one in entry.reports for act in one.acts if act.split(".")[0] == "MONITOR"})
            if acts:
                first = entry.reports[0]
                yield MonitorLine(case.incident.id, entry.registrar, tuple(acts), first.occurred.within, first.place.said)
