"""DAYD-01: consecutive compliant days of an arrangement, for each register by itself. See docs/findings/dayd-01.md."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Literal

import msgspec

from treve.findings.finding import Asked, Finding, Said
from treve.findings.strands import merged
from treve.findings.violations import engine_of, rows
from treve.geo.interval import Interval, day, zone
from treve.kleene import CANNOT_TELL, NO, YES
from treve.picture.picture import Picture
from treve.records.arrangement import Arrangement
from treve.records.report import IncidentReport
from treve.records.tally import Tally

DayState = Literal["compliant", "cannot_tell", "not_compliant", "not_reported"]
"""What a register says of a day; silence is never compliance."""

MOST_DAYS = 4_000
"""Most days counted, the last ones."""


class Count(msgspec.Struct, frozen=True):
    """The days of an arrangement as one register has them."""

    registrar: str
    """Whose register."""
    days: dict[date, DayState]
    """Each whole day on which the arrangement held, in order."""
    reset_by: dict[date, tuple[str, ...]]
    """What broke each day that was not compliant: incidents and tallies, by name."""

    def trailing(self, *states: DayState) -> int:
        """How many of the last days in a row are in one of some states."""
        found = 0
        for state in reversed(self.days.values()):
            if state not in states:
                break
            found += 1
        return found

    def number(self, state: DayState) -> int:
        """How many days are in a state."""
        return sum(held == state for held in self.days.values())


def day_counts(picture: Picture, asked: Asked) -> Iterator[Finding]:
    """Counters for each arrangement whose text counts days, or for the one asked about; one finding a register."""
    for key, arrangement in picture.arrangements.items():
        wanted = arrangement.day_d_days > 0 and asked.arrangement in ("", key)
        if not wanted and asked.arrangement != key:
            continue
        held = merged(span.during for span in picture.spans_of(key) if not span.suspended and not span.doubtful)
        days = whole_days(held, picture, asked)
        if any(span.overlaps(asked.during) for span in held) and days:
            yield from _counters(picture, arrangement, days, asked)


def whole_days(held: tuple[Interval, ...], picture: Picture, asked: Asked) -> tuple[date, ...]:
    """The days of the theatre's clock that lie wholly in the spans and are over by `valid_at` and within what is asked."""
    stop = picture.valid_at if asked.during.end is None else min(picture.valid_at, asked.during.end)
    found: list[date] = []
    for span in held:
        if span.start is None:
            continue
        until = stop if span.end is None else min(span.end, stop)
        on = span.start.astimezone(zone(asked.zone)).date()
        last = until.astimezone(zone(asked.zone)).date()
        on = max(on, last - timedelta(days=MOST_DAYS))
        while on <= last:
            whole = day(on, asked.zone)
            assert whole.end is not None
            if whole.within(span) and whole.end <= stop:
                found.append(on)
            on += timedelta(days=1)
    return tuple(dict.fromkeys(found))


def _counters(picture: Picture, arrangement: Arrangement, days: tuple[date, ...], asked: Asked) -> Iterator[Finding]:
    during = Interval(day(days[0], asked.zone).start, day(days[-1], asked.zone).end)
    counts = counts_of(picture, arrangement, days, asked.zone)
    if not counts:
        yield Finding(
            rule="DAYD-01", severity="note", subjects=(arrangement.key,), during=during,
            sentence="{arrangement}: no register says anything of its {number} whole days, so that none counts as compliant.",
            values={"arrangement": arrangement.key, "number": len(days)},
        )  # fmt: skip
    for count in counts:
        yield _finding(arrangement, count, during)


def _finding(arrangement: Arrangement, count: Count, during: Interval) -> Finding:
    sure = count.trailing("compliant")
    most = count.trailing("compliant", "cannot_tell", "not_reported")
    values = {
        "registrar": count.registrar, "arrangement": arrangement.key, "sure": sure, "most": most,
        "asked": arrangement.day_d_days, "compliant": count.number("compliant"), "unknown": count.number("cannot_tell"),
        "broken": count.number("not_compliant"), "silent": count.number("not_reported"),
        "days": {on.isoformat(): state for on, state in count.days.items()},
    }  # fmt: skip
    details = [
        Said(
            "Whole days: {compliant} compliant, {unknown} cannot be told, {broken} not compliant, {silent} not reported.",
            values,
        )
    ]
    broken = [on for on, state in count.days.items() if state == "not_compliant"]
    if broken:
        by = list(count.reset_by[broken[-1]])
        details.append(Said("Last reset by {day}: {incidents}.", {"day": broken[-1], "incidents": by}))
    sentence = (
        "{registrar}: {sure} of the {asked} consecutive compliant days that {arrangement} asks for are certain, at most {most}."
        if arrangement.day_d_days
        else "{registrar}: {sure} consecutive compliant days of {arrangement} are certain, at most {most}."
    )
    return Finding(
        rule="DAYD-01", severity="note", subjects=(arrangement.key, count.registrar), during=during, sentence=sentence,
        values=values, details=tuple(details), used=tuple(dict.fromkeys(name for by in count.reset_by.values() for name in by)),
    )  # fmt: skip


def counts_of(picture: Picture, arrangement: Arrangement, days: tuple[date, ...], zone_name: str) -> list[Count]:
    """The days of an arrangement as each register that speaks of them has them, by registrar."""
    spans = {on: day(on, zone_name) for on in days}
    whole = Interval(spans[days[0]].start, spans[days[-1]].end)
    states: dict[str, dict[date, set[int]]] = defaultdict(lambda: defaultdict(set))
    broken: dict[str, dict[date, list[str]]] = defaultdict(lambda: defaultdict(list))
    reports = sorted(picture.reports(whole), key=lambda known: known.id)
    verdicts = {row.report.id: row.verdict for row in rows(engine_of(picture, (arrangement,)), reports)}
    for known in reports:
        report = known.record
        assert isinstance(report, IncidentReport)
        verdict = verdicts.get(known.id, NO)
        within = report.occurred.within
        for on in _touched(spans, within, zone_name):
            # Spread over several days, it broke one of them: which one cannot be told.
            value = verdict if within.within(spans[on]) else min(verdict, CANNOT_TELL)
            if value == NO:
                continue  # what is no violation says nothing of the rest of the day
            states[report.registrar][on].add(int(value))
            if value == YES:
                broken[report.registrar][on].append(report.key or known.id)
    for tally in picture.of_kind(Tally):
        if tally.measure != "violations" or tally.arrangement not in ("", arrangement.key):
            continue
        for on in _touched(spans, tally.period, zone_name):
            if not spans[on].within(tally.period):
                continue
            one_day = tally.period.within(spans[on])
            value = NO if tally.total == 0 else YES if one_day and tally.arrangement else CANNOT_TELL
            states[tally.registrar][on].add(int(value))
            if value == YES:
                broken[tally.registrar][on].append(tally.key)
    return [
        Count(
            registrar,
            {on: _state(states[registrar].get(on, set())) for on in days},
            {on: tuple(sorted(set(held))) for on, held in sorted(broken[registrar].items())},
        )
        for registrar in sorted(states)
    ]


def _state(values: set[int]) -> DayState:
    """What a register says of a day: not compliant if it holds one violation, silent if it holds nothing."""
    if not values:
        return "not_reported"
    worst = max(values)
    return "not_compliant" if worst == YES else "cannot_tell" if worst == CANNOT_TELL else "compliant"


def _touched(spans: dict[date, Interval], within: Interval, zone_name: str) -> Iterator[date]:
    """The days that a span touches, of those given."""
    if within.start is None or within.end is None or (within.end - within.start).days > 60:
        yield from (on for on, span in spans.items() if span.overlaps(within))
        return
    on, last = (at.astimezone(zone(zone_name)).date() for at in (within.start, within.end))
    while on <= last:
        if on in spans and spans[on].overlaps(within):
            yield on
        on += timedelta(days=1)
