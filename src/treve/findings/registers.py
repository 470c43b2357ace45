"""REG-01: registers that disagree on an incident or on a count. See docs/findings/reg-01.md.

Both sides are shown; nothing here decides between them, and numbers of different registrars are never added.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import combinations

from treve.findings.finding import Asked, Finding, Said
from treve.geo.interval import Interval, day, zone
from treve.picture.incidents import Incident, incident_name
from treve.picture.picture import Picture
from treve.records.incident import Classification, Position
from treve.records.report import IncidentReport, Range
from treve.records.tally import Tally

OPPOSED = ("cannot_confirm", "denies", "disputes_facts", "disputes_classification")
"""Positions that do not confirm what a register holds."""

MOST_DAYS = 60
"""A span longer than this many days says nothing of a single one."""


def registers(picture: Picture, asked: Asked) -> Iterator[Finding]:
    """Where registers disagree: on counts, on single incidents, on what is said of them."""
    tallies = [one for one in picture.of_kind(Tally) if one.period.overlaps(asked.during)]
    incidents = list(picture.incidents(asked.during))
    yield from _counts(tallies)
    yield from _alone(incidents, tallies, asked)
    for incident in incidents:
        yield from _incident(incident)
    yield from _positions_on_tallies(picture, tallies)


def _counts(tallies: list[Tally]) -> Iterator[Finding]:
    """Two registers' numbers of one measure for one span and arrangement that differ."""
    groups: dict[tuple[str, tuple[int, int], str], list[Tally]] = defaultdict(list)
    for tally in tallies:
        groups[tally.measure, tally.period.bounds, tally.arrangement].append(tally)
    for (measure, _, arrangement), held in sorted(groups.items()):
        for a, b in combinations(sorted(held, key=lambda one: (one.registrar, one.key)), 2):
            if a.registrar == b.registrar or (a.total == b.total and a.unit == b.unit):
                continue
            values = {
                "a": a.registrar, "b": b.registrar, "measure": measure, "one": a.total, "other": b.total, "unit_a": a.unit,
                "unit_b": b.unit, "span": a.period,
            }  # fmt: skip
            details = list(_parts(a, b))
            if a.unit != b.unit:
                details.append(Said("They count different things: {unit_a} and {unit_b}.", values))
            if arrangement:
                details.append(Said("Both speak of {arrangement}.", {"arrangement": arrangement}))
            yield Finding(
                rule="REG-01", severity="note", subjects=tuple(one for one in (a.key, b.key, arrangement) if one),
                during=a.period, values=values, details=tuple(details),
                sentence="{a} published {one} ({measure}), {b} {other}, for {span}; each number counts for itself.",
            )  # fmt: skip


def _parts(a: Tally, b: Tally) -> Iterator[Said]:
    if a.by != b.by or not a.breakdown or not b.breakdown:
        return
    first, second = ({part.of: part.count for part in one.breakdown} for one in (a, b))
    for key in sorted(set(first) | set(second)):
        if first.get(key, 0) != second.get(key, 0):
            values = {"of": key, "a": a.registrar, "b": b.registrar, "one": first.get(key, 0), "other": second.get(key, 0)}
            yield Said("{of}: {a} {one}, {b} {other}.", values)


def _alone(incidents: list[Incident], tallies: list[Tally], asked: Asked) -> Iterator[Finding]:
    """Incidents of a day that stand in one register only, though another published a number for that day."""
    covering: dict[date, set[str]] = defaultdict(set)
    for tally in tallies:
        if tally.measure == "violations":
            for on in _days(tally.period, asked.zone):
                if day(on, asked.zone).within(tally.period):
                    covering[on].add(tally.registrar)
    by_day: dict[date, list[Incident]] = defaultdict(list)
    for incident in incidents:
        report = next(incident.bodies())
        for on in _days(report.occurred.within, asked.zone)[:1]:
            if len(covering.get(on, ())) > 1:
                by_day[on].append(incident)
    for on, held in sorted(by_day.items()):
        for a, b in combinations(sorted(covering[on]), 2):
            only_a = [one.id for one in held if a in one.registrars and b not in one.registrars]
            only_b = [one.id for one in held if b in one.registrars and a not in one.registrars]
            both = [one.id for one in held if a in one.registrars and b in one.registrars]
            if only_a or only_b:
                yield Finding(
                    rule="REG-01", severity="note", subjects=(a, b), during=day(on, asked.zone),
                    sentence="{day}: {a} holds {only_a} incidents that {b} does not, {b} {only_b} that {a} does not; "
                    "{both} stand in both registers.",
                    values={
                        "day": on, "a": a, "b": b, "only_a": len(only_a), "only_b": len(only_b), "both": len(both),
                        "incidents_a": only_a, "incidents_b": only_b,
                    },
                    details=(Said("Both published a number for that day, so that both covered it."),),
                )  # fmt: skip


def _days(span: Interval, zone_name: str) -> list[date]:
    if span.start is None or span.end is None or (span.end - span.start).days > MOST_DAYS:
        return []
    first = span.start.astimezone(zone(zone_name)).date()
    last = (span.end - timedelta(microseconds=1)).astimezone(zone(zone_name)).date()
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]


def _incident(incident: Incident) -> Iterator[Finding]:
    during = next(incident.bodies()).occurred.within
    for body in list(incident.bodies())[1:]:
        during = during.intersection(body.occurred.within) or during
    yield from _positions(incident.id, incident.registrars, incident.positions, during)
    yield from _classifications(incident.id, incident.registrars, incident.classifications, during)
    yield from _occurrence(incident, during)
    yield from _harm(incident, during)


def _positions(name: str, registrars: tuple[str, ...], positions: tuple[Position, ...], during: Interval) -> Iterator[Finding]:
    opposed = sorted((one for one in positions if one.value in OPPOSED), key=lambda one: (one.party, one.value, one.author))
    if not opposed:
        return
    details = []
    for one in sorted(positions, key=lambda one: (one.party, one.value, one.author)):
        details.append(Said("{party}: {value}.", {"party": one.party, "value": one.value}))
        if one.words:
            details.append(Said("In the words of the record: {words_said}", {"words_said": one.words}))
    yield Finding(
        rule="REG-01", severity="note", subjects=(name, *dict.fromkeys(one.party for one in opposed)), during=during,
        sentence="{registrars} registered {incident}; {parties} took another position.",
        values={
            "registrars": list(registrars), "incident": name, "parties": list(dict.fromkeys(one.party for one in opposed)),
        },
        details=tuple(details),
    )  # fmt: skip


def _positions_on_tallies(picture: Picture, tallies: list[Tally]) -> Iterator[Finding]:
    for tally in sorted((one for one in tallies if one.key), key=lambda one: one.key):
        said = [known.record for known in picture.said_about((tally.key,), Position, Classification)]
        positions = tuple(one for one in said if isinstance(one, Position))
        yield from _positions(tally.key, (tally.registrar,), positions, tally.period)
        called = tuple(one for one in said if isinstance(one, Classification))
        yield from _classifications(tally.key, (tally.registrar,), called, tally.period)


def _classifications(
    name: str, registrars: tuple[str, ...], said: tuple[Classification, ...], during: Interval
) -> Iterator[Finding]:
    """Words on whether it is a violation that differ, or that say of another's entry that it is none."""
    differ = len({(one.value, one.reason) for one in said}) > 1
    contrary = [one for one in said if one.value == "not_violation" and any(who != one.by for who in registrars)]
    if not differ and not contrary:
        return
    yield Finding(
        rule="REG-01", severity="note", subjects=(name, *dict.fromkeys(one.by for one in said)), during=during,
        sentence="What {incident}, in the register of {registrars}, is called is disputed.",
        values={"incident": name, "registrars": list(registrars)},
        details=tuple(_classified(one) for one in sorted(said, key=lambda one: (one.by, one.value, one.reason))),
    )  # fmt: skip


def _classified(one: Classification) -> Said:
    values = {"by": one.by, "value": one.value, "reason": one.reason}
    return Said("{by}: {value} ({reason}).", values) if one.reason else Said("{by}: {value}.", values)


def _occurrence(incident: Incident, during: Interval) -> Iterator[Finding]:
    said = {one.author: one.value for one in incident.occurrences}
    if {"verified", "refuted"} <= set(said.values()):
        yield Finding(
            rule="REG-01", severity="attention", subjects=(incident.id, *sorted(said)), during=during,
            sentence="Whether {incident} occurred is judged differently.", values={"incident": incident.id},
            details=tuple(Said("{by}: {value}.", {"by": by, "value": value}) for by, value in sorted(said.items())),
        )  # fmt: skip


def _harm(incident: Incident, during: Interval) -> Iterator[Finding]:
    """Figures of the harm in reports of one incident that cannot all be right."""
    for measure in ("killed", "injured", "civilians_killed"):
        given: list[tuple[IncidentReport, str, Range]] = []
        for known in incident.reports:
            report = known.record
            assert isinstance(report, IncidentReport)
            number = getattr(report.harm, measure)
            if number is not None:
                given.append((report, incident_name(known), number))
        if any(_disjoint(a[2], b[2]) for a, b in combinations(given, 2)):
            yield Finding(
                rule="REG-01", severity="note", subjects=(incident.id,), during=during,
                sentence="The reports of {incident} give numbers of {measure} that do not overlap.",
                values={"incident": incident.id, "measure": measure},
                details=tuple(_figure(*one) for one in sorted(given, key=lambda one: (one[0].registrar, one[1]))),
            )  # fmt: skip


def _figure(report: IncidentReport, name: str, number: Range) -> Said:
    values = {"registrar": report.registrar, "low": number.low, "high": number.high, "report": name}
    if number.high is None:
        return Said("{registrar}: at least {low}.", values)
    return Said("{registrar}: {low}.", values) if number.high == number.low else Said("{registrar}: {low} to {high}.", values)


def _disjoint(a: Range, b: Range) -> bool:
    return any(one.high is not None and one.high < other.low for one, other in ((a, b), (b, a)))
