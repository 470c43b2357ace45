"""The bulletin as a value: what was in force, what each register counts, what does not add up. Pure."""

from datetime import date, datetime, timedelta

import msgspec

from treve.bulletins.announcements import Announcements, announcements
from treve.bulletins.cases import cases as cases_of
from treve.bulletins.corrections import Correction, corrections
from treve.bulletins.counts import (
    ActLine,
    ArrangementLine,
    CountRule,
    HarmLine,
    MonitorLine,
    RegisterTotal,
    ViolationLine,
    act_lines,
    arrangement_lines,
    harm_lines,
    monitor_lines,
    register_totals,
    violation_lines,
)
from treve.bulletins.hotline import Hotline, hotline
from treve.bulletins.mapview import MapView, map_view
from treve.bulletins.registers import (
    JOINED,
    JoinedLine,
    Matrix,
    Reclassified,
    TallyLine,
    TollLine,
    joined_lines,
    matrices,
    reclassified,
    tallies_of,
    tally_line,
    toll_lines,
)
from treve.bulletins.scope import Reach, Scope
from treve.bulletins.standing import Gap, Standing, Turn, gaps, standing, turns
from treve.bulletins.talks import (
    AidLine,
    ExchangeLine,
    MeetingLine,
    ProposalLine,
    deliveries,
    exchanges,
    meetings,
    proposals,
)
from treve.bulletins.trend import Daily, PublishedChange, Trend, baseline_days, published_changes, trend
from treve.errors import BadInput, TooLarge
from treve.findings.finding import Finding
from treve.findings.rules import findings
from treve.geo.interval import Interval, days
from treve.picture.picture import History, Picture

MOST_DAYS = 366
"""Most days of one bulletin; a longer one is refused."""


class Setting(msgspec.Struct, frozen=True, kw_only=True):
    """What a bulletin takes from the node that makes it."""

    zone: str
    """tz database name of the theatre's legal clock."""
    theatre: str = ""
    """Name of the theatre."""
    disclaimer: str = ""
    """Sentence about borders."""
    played_back: bool = False
    """Whether the recorded times are those of a demonstration."""


class Bulletin(msgspec.Struct, frozen=True, kw_only=True):
    """A bulletin of some days, as known at a recorded time."""

    number: str = ""
    """Its number, if it is issued under one."""
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
    scope: Scope
    """The part of it that this is about."""
    disclaimer: str
    """Sentence about borders."""
    played_back: bool
    """Whether the recorded times are those of a demonstration."""
    erased: int
    """Records of the node whose content was erased: this bulletin goes without what they said."""
    in_force: tuple[Standing, ...]
    """Arrangements in force or suspended at some time of it."""
    turns: tuple[Turn, ...]
    """What began, ended, changed or is about to end."""
    gaps: tuple[Gap, ...]
    """Spans without an arrangement that held before and after."""
    rule: CountRule
    """How this bulletin's own numbers came about."""
    baseline_days: int
    """Days before the period that it is compared with."""
    totals: tuple[RegisterTotal, ...]
    """Incidents of each register, each counted once, beside the period before."""
    published: tuple[PublishedChange, ...]
    """Published violations of each register, beside the period before."""
    violations: tuple[ViolationLine, ...]
    """Incidents by area, registrar and status."""
    by_arrangement: tuple[ArrangementLine, ...]
    """Incidents by arrangement, registrar and qualification."""
    acts: tuple[ActLine, ...]
    """Incidents by act and weapon."""
    harm: tuple[HarmLine, ...]
    """People harmed, by register."""
    tolls: tuple[TollLine, ...]
    """Published figures of harm."""
    monitors: tuple[MonitorLine, ...]
    """Interference with monitors."""
    joined: tuple[JoinedLine, ...]
    """Localities and groups joined."""
    matrices: tuple[Matrix, ...]
    """Registers side by side."""
    tallies: tuple[TallyLine, ...]
    """Totals published for spans that meet it, as published."""
    reclassified: tuple[Reclassified, ...]
    """Words on the classification of entries."""
    meetings: tuple[MeetingLine, ...]
    """Meetings and calls."""
    proposals: tuple[ProposalLine, ...]
    """Proposals with their answers."""
    aid: tuple[AidLine, ...]
    """Aid that moved."""
    exchanges: tuple[ExchangeLine, ...]
    """People and bodies exchanged."""
    notices: Announcements
    """What was notified beforehand, and what its recipients answered."""
    hotline: Hotline
    """Calls, and how long they took."""
    findings: tuple[Finding, ...]
    """What the rules conclude beside violations."""
    corrections: tuple[Correction, ...]
    """What would read otherwise today in bulletins issued before."""
    trend: Trend
    """Daily numbers over a baseline and the period."""
    map: MapView
    """What the map shows."""


def build(
    picture: Picture,
    first: date,
    last: date,
    *,
    setting: Setting,
    scope: Scope | None = None,
    number: str = "",
    history: History | None = None,
) -> Bulletin:
    """The bulletin of some days; raises `BadInput` where the last day lies before the first, `TooLarge` past `MOST_DAYS`.

    `history` holds the earlier versions that corrections to bulletins issued before are found with.
    """
    if last < first:
        raise BadInput(f"The last day {last} lies before the first, {first}.")
    if (last - first).days >= MOST_DAYS:
        raise TooLarge(f"A bulletin of {(last - first).days + 1} days is too long; the limit is {MOST_DAYS}.")
    scope = scope or Scope()
    reach = Reach(picture, scope)
    period = days(first, last, setting.zone)
    daily = Daily(picture, first, last, zone_name=setting.zone, reach=reach)
    held = tuple(cases_of(picture, period, reach))
    long = (last - first).days + 1
    around = tallies_of(picture, days(min(daily.earliest, first - timedelta(days=long)), last, setting.zone))
    tallies = [one for one in around if one.period.overlaps(period)]
    found = findings(picture, period)
    closing = picture.recorded_at if period.end is None else min(period.end, picture.recorded_at)
    in_force = tuple(standing(picture, period, reach))
    return Bulletin(
        number=number,
        first=first,
        last=last,
        zone=setting.zone,
        period=period,
        known_at=picture.recorded_at,
        theatre=setting.theatre,
        scope=scope,
        disclaimer=setting.disclaimer,
        played_back=setting.played_back,
        erased=len(picture.erased),
        in_force=in_force,
        turns=turns(picture, period, reach),
        gaps=gaps(found, picture, reach),
        rule=CountRule(
            "incidents", period, scope.key, "alleged unless verified", "reports linked by a person count as one incident"
        ),
        baseline_days=baseline_days(first, last),
        totals=tuple(register_totals(held, daily.earlier, baseline_days(first, last))),
        published=tuple(published_changes(around, first, last, zone_name=setting.zone)) if not scope.key else (),
        violations=tuple(violation_lines(held)),
        by_arrangement=tuple(arrangement_lines(held)),
        acts=tuple(act_lines(held)),
        harm=tuple(harm_lines(held)),
        tolls=tuple(toll_lines(picture, period)),
        monitors=tuple(monitor_lines(held)),
        joined=tuple(joined_lines(picture, period)),
        matrices=tuple(matrices(tallies, held, period)),
        tallies=tuple(tally_line(picture, one) for one in tallies if one.measure not in JOINED),
        reclassified=tuple(reclassified(picture, period, held, tallies)),
        meetings=tuple(meetings(picture, period)),
        proposals=tuple(proposals(picture, period)),
        aid=tuple(deliveries(picture, period, reach)),
        exchanges=tuple(exchanges(picture, period, reach)),
        notices=announcements(picture, period, closing, reach),
        hotline=hotline(picture, period, closing),
        findings=found,
        corrections=tuple(corrections(picture, history, scope, setting.zone)) if history is not None else (),
        trend=trend(picture, around, daily, zone_name=setting.zone, reach=reach),
        map=map_view(picture, held, in_force, reach),
    )
