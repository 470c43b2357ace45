"""The bulletin as a value: what was in force, what each register counts, what does not add up. Pure."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime

import msgspec

from treve.bulletins.sections import CountRule, MatrixRow, PositionLine, Standing, TallyLine, ViolationLine
from treve.errors import BadInput
from treve.findings.criteria import QUALIFICATIONS
from treve.findings.violations import Qualified, qualified
from treve.geo.interval import Interval, days
from treve.picture.picture import Picture
from treve.records.incident import Classification, Position
from treve.records.tally import Tally

CONFIRMING = ("admits", "confirms_occurrence")
"""Positions that confirm another register's entry."""


class RegisterPair(msgspec.Struct, frozen=True):
    """Two registrars' published counts by area, side by side; never added."""

    a: str
    """One registrar."""
    b: str
    """The other."""
    period: Interval
    """The span both counted."""
    rows: tuple[MatrixRow, ...]
    """One row an area; a cell without a number = not in that breakdown."""
    total_a: int
    """Headline of the one."""
    total_b: int
    """Headline of the other."""


class Bulletin(msgspec.Struct, frozen=True):
    """A bulletin of some days, as known at a recorded time."""

    first: date
    """First day."""
    last: date
    """Last day."""
    zone: str
    """Zone of the days."""
    period: Interval
    """The span they make."""
    known_at: datetime
    """Recorded time up to which it knows."""
    theatre: str
    """Name of the theatre."""
    disclaimer: str
    """Sentence about borders."""
    played_back: bool
    """Whether the recorded times are those of a demonstration."""
    in_force: tuple[Standing, ...]
    """Arrangements in force or suspended at some time of it."""
    rule: CountRule
    """How this bulletin's own numbers came about."""
    violations: tuple[ViolationLine, ...]
    """Incidents by arrangement, registrar and qualification; an incident counts once under each."""
    incidents: dict[str, int]
    """Incidents of each register, each counted once."""
    tallies: tuple[TallyLine, ...]
    """Totals published for days of it, as published."""
    pairs: tuple[RegisterPair, ...]
    """Registers side by side."""
    reclassified: tuple[str, ...]
    """What parties said against the classification of an entry."""


def build(
    picture: Picture, first: date, last: date, *, zone: str, theatre: str = "", disclaimer: str = "", played_back: bool = False
) -> Bulletin:
    """The bulletin of some days; raises `BadInput` where the last day lies before the first."""
    if last < first:
        raise BadInput(f"The last day {last} lies before the first, {first}.")
    period = days(first, last, zone)
    held = list(qualified(picture, period))
    tallies = [one for one in picture.of_kind(Tally) if one.period.overlaps(period)]
    return Bulletin(
        first=first, last=last, zone=zone, period=period, known_at=picture.recorded_at, theatre=theatre, disclaimer=disclaimer,
        played_back=played_back,
        in_force=tuple(_standing(picture, period)),
        rule=CountRule("incidents", period, "", "alleged unless verified", "reports linked by a person count as one incident"),
        violations=tuple(_violations(held)),
        incidents=dict(sorted(Counter(registrar for one in held for registrar in one.incident.registrars).items())),
        tallies=tuple(_tally(picture, one) for one in _in_order(tallies)),
        pairs=tuple(_pairs(tallies)),
        reclassified=tuple(
            one.words or one.reason for one in picture.of_kind(Classification) if one.at is not None and one.at in period
        ),
    )  # fmt: skip


def _in_order(tallies: list[Tally]) -> list[Tally]:
    return sorted(tallies, key=lambda one: (one.measure, one.period.bounds, one.key))


def _standing(picture: Picture, period: Interval) -> Iterator[Standing]:
    end = period.end
    assert end is not None
    for arrangement in picture.in_force_during(period):
        spans = [span.during for span in picture.spans_of(arrangement.key) if span.during.overlaps(period)]
        window = spans[-1]
        left = None if window.end is None else max(0, int((window.end - end).total_seconds()))
        areas = {area for provision in arrangement.provisions for area in provision.areas}
        yield Standing(
            arrangement.key, arrangement.arrangement_kind, picture.status(arrangement.key, spans[-1].start or end),
            picture.channel(arrangement.key, end), window, left, arrangement.under, tuple(sorted(areas)),
        )  # fmt: skip


def _violations(held: list[Qualified]) -> Iterator[ViolationLine]:
    found: Counter[tuple[str, str, str]] = Counter()
    confirmed: Counter[tuple[str, str, str]] = Counter()
    for one in held:
        for arrangement in one.by_arrangement():
            called = one.qualification(arrangement)
            for registrar in one.incident.registrars:
                found[arrangement, registrar, called] += 1
                others = (said for said in one.incident.positions if said.party != registrar)
                confirmed[arrangement, registrar, called] += any(said.value in CONFIRMING for said in others)
    order = {name: place for place, name in enumerate(QUALIFICATIONS)}
    for key in sorted(found, key=lambda key: (key[0], key[1], order[key[2]])):  # type: ignore[index]
        yield ViolationLine(
            arrangement=key[0], registrar=key[1], area="", status=key[2], number=found[key],  # type: ignore[arg-type]
            confirmed=confirmed[key], elsewhere=0,
        )  # fmt: skip


def _tally(picture: Picture, one: Tally) -> TallyLine:
    parts = tuple((part.of, part.count) for part in one.breakdown)
    total = sum(count for _, count in parts)
    positions = (
        PositionLine(said.party, said.value, said.cases) for said in picture.of_kind(Position) if said.incident == one.key
    )  # fmt: skip
    adds_up = (not parts or total == one.total) and one.body_total in (None, one.total)
    return TallyLine(
        id=one.key, registrar=one.registrar, measure=one.measure,
        rule=CountRule(one.unit, one.period, "", one.status, one.duplicates),
        total=one.total, body_total=one.body_total, by=one.by, parts=parts, parts_sum=total, adds_up=adds_up,
        positions=tuple(positions),
    )  # fmt: skip


def _pairs(tallies: list[Tally]) -> Iterator[RegisterPair]:
    counted = sorted(
        (one for one in tallies if one.measure == "violations"), key=lambda one: (one.period.bounds, one.registrar)
    )
    for place, one in enumerate(counted):
        for other in counted[place + 1 :]:
            if other.period == one.period and other.registrar != one.registrar and other.arrangement == one.arrangement:
                mine = {part.of: part.count for part in one.breakdown}
                theirs = {part.of: part.count for part in other.breakdown}
                rows = tuple(MatrixRow(area, mine.get(area), theirs.get(area)) for area in sorted(mine | theirs))
                yield RegisterPair(one.registrar, other.registrar, one.period, rows, one.total, other.total)
