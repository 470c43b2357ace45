"""NOTE-03: windows that end without renewal. NOTE-04: entries gone stale. NOTE-05: notices sent too late.

See docs/findings/note-03.md, docs/findings/note-04.md and docs/findings/note-05.md.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from treve.findings.finding import Asked, Finding, Said
from treve.findings.unanswered import called, later_than, seen_at, used
from treve.geo.interval import Interval, day, instant
from treve.picture.lead import lead_of, send_by
from treve.picture.notices import Standing, Version, standings
from treve.picture.picture import Picture

SOON = timedelta(hours=24)
"""How long before its end a window is said to be about to end."""
STALE = timedelta(days=90)
"""How old the entry of a site may be before somebody makes sure of it again."""

SENTENCES = {
    "ending": "The window of {notice} ends on {end}; no renewal is known.",
    "ended": "The window of {notice} ended on {end}: it holds no longer, and nobody said that it is completed or renewed.",
    "stale": "The entry of {notice} was last confirmed on {day}, {days} days ago.",
    "unconfirmed": "Nobody says when the entry of {notice} was last confirmed.",
    "late": "Version {version} of {notice} was sent on {at}, {hours} h later than its lead time of {lead} h asks.",
}
"""What the rules say, by case."""


def ending(picture: Picture, asked: Asked) -> Iterator[Finding]:
    """Notices of what stays whose window ends within a span or a day after it, and all whose window ended unattended."""
    seen = seen_at(picture, asked)
    end = asked.during.end
    horizon = Interval(asked.during.start, None if end is None else end + SOON)
    for one in standings(picture, later_than(asked), seen):
        last = next((version for version in reversed(one.versions) if version.transmitted_at is not None), None)
        until = last.notice.window.end if last is not None else None
        if last is None or until is None or until not in horizon or last.state in ("completed", "cancelled"):
            continue
        ended = until <= seen
        if ended or (one.notice.route is None and until - seen <= SOON):
            yield _ending(one, until, ended=ended, drafted=last is not one.newest)


def _ending(one: Standing, until: datetime, *, ended: bool, drafted: bool) -> Finding:
    version = {"version": one.notice.version}
    details = [Said("Version {version} is drafted and was not sent yet.", version)] if drafted else []
    return Finding(
        rule="NOTE-03", severity="attention", subjects=(one.key,), during=Interval(until - SOON, until), details=tuple(details),
        sentence=SENTENCES["ended" if ended else "ending"], values={"notice": called(one), "end": until},
        used=used(one),
    )  # fmt: skip


def stale(picture: Picture, asked: Asked) -> Iterator[Finding]:
    """Sites that hold and whose entry nobody confirmed for `STALE`, or ever."""
    seen = seen_at(picture, asked)
    for one in standings(picture, later_than(asked), seen):
        site = one.notice.site
        if site is None or one.holding is None:
            continue
        if site.confirmed_on is None:
            since = one.notice.window.start or one.newest.transmitted_at or seen
            if Interval(since, None).overlaps(asked.during):
                yield Finding(
                    rule="NOTE-04", severity="note", subjects=(one.key,), during=Interval(since, None),
                    sentence=SENTENCES["unconfirmed"], values={"notice": called(one)}, used=used(one),
                )  # fmt: skip
            continue
        during = Interval(day(site.confirmed_on + STALE, asked.zone).end, None)
        if seen in during and during.overlaps(asked.during):
            begun = day(site.confirmed_on, asked.zone).start
            assert begun is not None
            values = {"notice": called(one), "day": site.confirmed_on, "days": (seen - begun).days}
            yield Finding(
                rule="NOTE-04", severity="attention", subjects=(one.key,), during=during, sentence=SENTENCES["stale"],
                details=(Said("Somebody must make sure of it again; the place may have moved or closed."),), values=values,
                used=used(one),
            )  # fmt: skip


def late(picture: Picture, asked: Asked) -> Iterator[Finding]:
    """Versions of notices that were sent later than the lead time of their kind leaves."""
    for one in standings(picture, later_than(asked), seen_at(picture, asked)):
        for version in one.versions:
            by, sent = send_by(version.notice), version.transmitted_at
            if by is not None and sent is not None and sent > by and sent in asked.during:
                yield _late(one, version, sent, by)


def _late(one: Standing, version: Version, sent: datetime, by: datetime) -> Finding:
    notice = version.notice
    hours = (sent - by).total_seconds() / 3600
    begun = notice.window.start is not None and notice.window.start <= sent
    details = [Said("Its window had begun already.")] if begun else []
    if notice.urgent:
        details.append(Said("It was marked as urgent: that is the shorter lead time already."))
    return Finding(
        rule="NOTE-05", severity="attention" if begun else "note", subjects=(one.key,), during=instant(sent),
        sentence=SENTENCES["late"], details=tuple(details), used=used(one),
        values={
            "notice": called(one), "version": notice.version, "at": sent, "hours": round(hours, 1),
            "lead": round(lead_of(notice).total_seconds() / 3600),
        },
    )  # fmt: skip
