"""What the registers published, as published: tallies, positions on them, registers side by side, tolls."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations

import msgspec

from treve.bulletins.cases import Case, counted
from treve.bulletins.counts import CountRule
from treve.geo.interval import Interval
from treve.picture.picture import Picture
from treve.records.incident import Classification, Position
from treve.records.tally import Tally, Toll

JOINED = {
    "settlements_joined": "settlements",
    "settlements_total": "settlements",
    "groups_joined": "groups",
    "groups_total": "groups",
}
"""Measures of what joined, and what is counted in each."""


class PositionLine(msgspec.Struct, frozen=True):
    """A party's position on a published number."""

    party: str
    """Whose."""
    value: str
    """The position."""
    cases: int | None
    """On how many of the cases; `None` = all."""


class TallyLine(msgspec.Struct, frozen=True):
    """A number as its registrar published it, with its parts."""

    id: str
    """Key of the tally."""
    registrar: str
    """Who counted."""
    measure: str
    """What was counted."""
    rule: CountRule
    """How."""
    total: int
    """The headline."""
    body_total: int | None
    """The number in the body of the text, where it differs."""
    by: str
    """What the parts are."""
    parts: tuple[tuple[str, int], ...]
    """Key and number of each part."""
    parts_sum: int
    """Sum of the parts."""
    adds_up: bool
    """Whether headline, body and sum of the parts agree; true where no parts were published."""
    arrangement: str = ""
    """Violations of which arrangement."""
    positions: tuple[PositionLine, ...] = ()
    """What others say of it."""


class JoinedLine(msgspec.Struct, frozen=True):
    """Localities or groups that joined, as one registrar published."""

    registrar: str
    """Who counted."""
    what: str
    """`settlements` or `groups`."""
    joined: int | None
    """Published as joined in the period; `None` = nothing published."""
    total: int | None
    """The last running total published by the end of the period; `None` = none."""
    total_for: Interval | None
    """The span that the running total was published for."""
    parts: tuple[tuple[str, int], ...]
    """Where those of the period are."""


class Reclassified(msgspec.Struct, frozen=True):
    """A party's or body's word against, or on, the classification of an entry."""

    incident: str
    """Name of the incident or tally that it is about."""
    by: str
    """Who says so."""
    value: str
    """What it says."""
    reason: str
    """Why it is no violation, if it says so."""
    arrangement: str
    """Under which arrangement; empty = not said."""
    cases: int
    """On how many entries."""
    words: str
    """Its words."""


class MatrixRow(msgspec.Struct, frozen=True):
    """What two registers published for one place."""

    area: str
    """Key of the place."""
    a: int | None
    """The first register's number; `None` = it names no such place."""
    b: int | None
    """The second's."""


class Matrix(msgspec.Struct, frozen=True):
    """Two registers side by side; never added."""

    a: str
    """The first registrar."""
    b: str
    """The second."""
    rows: tuple[MatrixRow, ...]
    """By place; over several days, each register's own days added."""
    total_a: int | None
    """The first one's published headline; `None` = none for this period."""
    total_b: int | None
    """The second one's."""
    published_a: int
    """How many totals the first one's numbers come from."""
    published_b: int
    """How many the second one's come from."""
    matched: int
    """Incidents held in both registers, as linked by people."""
    only_a: int
    """Incidents in the first alone."""
    only_b: int
    """Incidents in the second alone."""
    agreement: float | None
    """Share of matched among all incidents of the two, rounded to four decimals; `None` = neither holds any."""


class TollLine(msgspec.Struct, frozen=True):
    """A published figure of harm over a span that ends in the period."""

    source: str
    """Whose figure."""
    measure: str
    """What is counted."""
    low: int
    """At least."""
    best: int | None
    """Best estimate."""
    high: int | None
    """At most."""
    period: Interval
    """Over what span."""


def tallies_of(picture: Picture, span: Interval) -> list[Tally]:
    """The totals published for spans that meet this one, in order of measure, span, registrar and key."""
    held = (one for one in picture.of_kind(Tally) if one.period.overlaps(span))
    return sorted(held, key=lambda one: (one.measure, one.period.bounds, one.registrar, one.key))


def tally_line(picture: Picture, one: Tally) -> TallyLine:
    """A published total with its parts and what others say of it."""
    parts = tuple((part.of, part.count) for part in one.breakdown)
    total = sum(count for _, count in parts)
    positions = (known.record for known in picture.said_about((one.key,), Position)) if one.key else ()
    said = sorted(
        {(found.party, found.value, found.cases) for found in positions if isinstance(found, Position)},
        key=lambda found: (found[0], found[1], found[2] or 0),
    )
    return TallyLine(
        id=one.key,
        registrar=one.registrar,
        measure=one.measure,
        rule=CountRule(one.unit, one.period, "", one.status, one.duplicates),
        total=one.total,
        body_total=one.body_total,
        by=one.by,
        parts=parts,
        parts_sum=total,
        adds_up=(not parts or total == one.total) and one.body_total in (None, one.total),
        arrangement=one.arrangement,
        positions=tuple(PositionLine(*found) for found in said),
    )


def joined_lines(picture: Picture, period: Interval) -> Iterator[JoinedLine]:
    """Localities and groups that joined, by registrar: in the period, and the last running total by its end."""
    now: dict[tuple[str, str], list[Tally]] = defaultdict(list)
    running: dict[tuple[str, str], Tally] = {}
    for one in sorted(picture.of_kind(Tally), key=lambda one: (one.period.bounds[1], one.key)):
        what = JOINED.get(one.measure)
        if what is None or one.period.bounds[1] > period.bounds[1]:
            continue
        if one.measure.endswith("_total"):
            running[one.registrar, what] = one
        elif one.period.within(period):
            now[one.registrar, what].append(one)
    for registrar, what in sorted({*now, *running}):
        own, last = now[registrar, what], running.get((registrar, what))
        yield JoinedLine(
            registrar=registrar,
            what=what,
            joined=sum(one.total for one in own) if own else None,
            total=last.total if last else None,
            total_for=last.period if last else None,
            parts=tuple(sorted(_parts(own).items())),
        )


def _parts(tallies: Iterable[Tally]) -> dict[str, int]:
    found: dict[str, int] = defaultdict(int)
    for one in tallies:
        for part in one.breakdown:
            found[part.of] += part.count
    return dict(found)


def reclassified(picture: Picture, period: Interval, cases: tuple[Case, ...], tallies: list[Tally]) -> Iterator[Reclassified]:
    """Words on the classification of entries of the period, or said in it."""
    about = {one.key for one in tallies if one.key}
    for case in cases:
        about |= {case.incident.id} | {name for known in case.incident.reports for name in (known.id, known.record.key)}
    of_these = (known.record for known in picture.said_about(sorted(about), Classification))
    said_then = (one for one in picture.said_during(Classification, period) if one.at is not None and one.at in period)
    found = {
        Reclassified(one.incident, one.by, one.value, one.reason, one.arrangement, one.cases, one.words)
        for one in (*of_these, *said_then)
        if isinstance(one, Classification)
    }
    yield from sorted(found, key=lambda one: (one.incident, one.by, one.value, one.words, one.arrangement, one.reason))


def matrices(tallies: list[Tally], cases: tuple[Case, ...], period: Interval) -> Iterator[Matrix]:
    """Each two registers that published violations for spans within the period, or that hold an incident both."""
    published: dict[str, dict[Interval, Tally]] = defaultdict(dict)
    for one in tallies:
        if one.measure == "violations" and one.period.within(period):
            published[one.registrar][one.period] = one
    holders: dict[str, set[str]] = defaultdict(set)
    for case, entry in counted(cases):
        holders[case.incident.id].add(entry.registrar)
    pairs = set(combinations(sorted(published), 2))
    pairs |= {pair for held in holders.values() for pair in combinations(sorted(held), 2)}
    for a, b in sorted(pairs):
        mine, theirs = _parts(published[a].values()), _parts(published[b].values())
        both = sum(a in held and b in held for held in holders.values())
        only_a = sum(a in held and b not in held for held in holders.values())
        only_b = sum(b in held and a not in held for held in holders.values())
        every = both + only_a + only_b
        yield Matrix(
            a=a,
            b=b,
            rows=tuple(MatrixRow(area, mine.get(area), theirs.get(area)) for area in sorted(mine | theirs)),
            total_a=_total(published[a]),
            total_b=_total(published[b]),
            published_a=len(published[a]),
            published_b=len(published[b]),
            matched=both,
            only_a=only_a,
            only_b=only_b,
            agreement=round(both / every, 4) if every else None,
        )


def _total(published: dict[Interval, Tally]) -> int | None:
    return sum(one.total for one in published.values()) if published else None


def toll_lines(picture: Picture, period: Interval) -> Iterator[TollLine]:
    """Figures of the dead, hurt or displaced whose span ends in the period."""
    found = [
        TollLine(
            source=one.attributed_to or (one.sources[0].outlet if one.sources else one.author),
            measure=one.measure,
            low=one.number.low,
            best=one.number.best,
            high=one.number.high,
            period=one.period,
        )
        for one in picture.of_kind(Toll)
        if period.bounds[0] < one.period.bounds[1] <= period.bounds[1]
    ]
    yield from sorted(found, key=lambda one: (one.period.bounds, one.source, one.measure, one.low))
