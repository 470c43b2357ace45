"""What would read otherwise today in bulletins issued before: totals, and the records that came or went since."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Literal

import msgspec

from treve.bulletins.cases import cases
from treve.bulletins.counts import arrangement_lines, register_totals
from treve.bulletins.registers import tallies_of
from treve.bulletins.scope import Reach, Scope
from treve.geo.interval import Interval, days, micros
from treve.picture.known import Known, spans
from treve.picture.picture import History, Picture
from treve.records.evidence import BulletinIssue
from treve.records.incident import Attribution, Classification, Link, Occurrence, Position
from treve.records.kinds import kind_of
from treve.records.report import IncidentReport
from treve.records.tally import Tally

REMARKS = (Attribution, Classification, Link, Occurrence, Position)
"""Kinds that speak of an incident or a published total and may change how a bulletin reads."""


class Correction(msgspec.Struct, frozen=True):
    """Something in an earlier bulletin that would read otherwise today."""

    number: str
    """Number of that bulletin."""
    first: date
    """Its first day."""
    last: date
    """Its last day."""
    what: Literal["changed_total", "corrected", "withdrawn", "late"]
    """What happened."""
    total: tuple[str, ...] = ()
    """The total that changed: sort of number, then registrar, and arrangement and status for a qualification."""
    then: int | None = None
    """The total then; `None` = it was not in it."""
    now: int | None = None
    """The total as counted now; `None` = it would not be in it."""
    record: str = ""
    """Id of the record that arrived or was taken back since."""
    kind: str = ""
    """Its kind."""
    subject: str = ""
    """What it is called or what it is about."""


def totals_of(picture: Picture, period: Interval, scope: Scope) -> dict[str, int]:
    """The totals of a bulletin by name, for the record that it was issued: published, counted, and called what."""
    held = tuple(cases(picture, period, Reach(picture, scope)))
    found = {
        f"published {one.measure} {one.registrar} {one.key}": one.total
        for one in tallies_of(picture, period) if not scope.key
    }  # fmt: skip
    found |= {f"incidents {one.registrar}": one.incidents for one in register_totals(held, {}, 1)}
    for line in arrangement_lines(held):
        found[f"called {line.registrar} {line.arrangement} {line.status}"] = line.number
    return dict(sorted(found.items()))


def corrections(picture: Picture, history: History, scope: Scope, zone_name: str) -> Iterator[Correction]:
    """For each bulletin issued for the same area, as far as it was known to be issued: what changed since."""
    issued = [one for one in picture.of_kind(BulletinIssue) if one.area == scope.key and one.known_at < picture.recorded_at]
    others = list(spans(history.knowns)) if issued else []
    for issue in sorted(issued, key=lambda one: (one.first, one.last, one.number)):
        period = days(issue.first, issue.last, zone_name)
        since, until = micros(issue.known_at), micros(picture.recorded_at)
        before = {one.id: one for one in history.reports(period, issue.known_at)}
        after = {one.id: one for one in picture.reports(period)}
        names = _names(before | after, (span.known for span in others), period)
        held = [*others, *spans(history.said_about(sorted(names), *REMARKS))]
        came = [span.known for span in held if since < span.since <= until]
        went = [span.known for span in held if span.since <= since < span.until <= until]
        came += [one for key, one in after.items() if key not in before]
        went += [one for key, one in before.items() if key not in after]
        if came or went:
            yield from _totals(issue, totals_of(picture, period, scope))
            yield from _records(issue, period, came, went, names)


def _totals(issue: BulletinIssue, now: dict[str, int]) -> Iterator[Correction]:
    for name in sorted({*issue.totals, *now}):
        if issue.totals.get(name) != now.get(name):
            yield Correction(
                issue.number, issue.first, issue.last, "changed_total", tuple(name.split(" ")), issue.totals.get(name),
                now.get(name),
            )  # fmt: skip


def _names(reports: dict[str, Known], others: Iterable[Known], period: Interval) -> set[str]:
    """What others may call the reports and published totals of a period, in any of their versions."""
    totals = (one for one in others if isinstance(one.record, Tally) and one.record.period.overlaps(period))
    return {name for one in (*reports.values(), *totals) for name in (one.id, one.record.key) if name}


def _records(
    issue: BulletinIssue, period: Interval, came: list[Known], went: list[Known], names: set[str]
) -> Iterator[Correction]:
    replaced: set[str] = set()
    found: list[Correction] = []

    def put(what: Literal["corrected", "withdrawn", "late"], one: Known) -> None:
        found.append(
            Correction(
                issue.number, issue.first, issue.last, what, record=one.id, kind=kind_of(one.record),
                subject=one.record.key or one.record.subject,
            )
        )  # fmt: skip

    for one in came:
        if _concerns(one, period, names):
            old = next((gone for gone in went if _follows(one, gone)), None)
            replaced |= {old.id} if old else set()
            put("corrected" if old else "late", one)
    for one in went:
        if one.id not in replaced and _concerns(one, period, names):
            put("withdrawn", one)
    yield from sorted(found, key=lambda one: (one.what, one.kind, one.subject, one.record))


def _follows(new: Known, old: Known) -> bool:
    mine, theirs = new.record, old.record
    if mine.author != theirs.author:
        return False
    return mine.corrects == old.id or (bool(mine.key) and mine.key == theirs.key and kind_of(mine) == kind_of(theirs))


def _concerns(one: Known, period: Interval, names: set[str]) -> bool:
    record = one.record
    if isinstance(record, IncidentReport | Tally):
        return record.valid.overlaps(period)
    if isinstance(record, Link):
        return record.a in names or record.b in names
    return isinstance(record, REMARKS) and record.subject in names
