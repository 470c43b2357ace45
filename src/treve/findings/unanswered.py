"""NOTE-01: notices without an answer by the deadline. NOTE-02: an older version acknowledged only.

See docs/findings/note-01.md and docs/findings/note-02.md.
"""

from collections.abc import Iterator
from datetime import datetime

from treve.findings.finding import Asked, Finding, Said
from treve.geo.interval import Interval, instant
from treve.picture.notices import Standing, standings
from treve.picture.picture import Picture
from treve.picture.receipts import Reached

SENTENCES = {
    "none": "{recipient} had not answered {notice} by {deadline}.",
    "late": "{recipient} answered {notice} on {at} only; an answer was asked for by {deadline}.",
    "anew": "{recipient} acknowledged version {older} of {notice} only; the newest is version {version}.",
}
"""What the two rules say, by case."""


def seen_at(picture: Picture, asked: Asked) -> datetime:
    """The instant from which a span is looked back on: its end, or what is known up to where that comes before."""
    end = asked.during.end
    return picture.recorded_at if end is None else min(end, picture.recorded_at)


def later_than(asked: Asked) -> Interval:
    """The notices that a span can be about: those whose window did not end before it."""
    return Interval(asked.during.start, None)


def used(one: Standing) -> tuple[str, ...]:
    """What a finding about a notice rests on: its versions, and the arrangement that it rests on itself."""
    versions = tuple(version.known.id for version in one.versions)
    return (*versions, one.notice.basis) if one.notice.basis else versions


def called(one: Standing) -> dict[str, str] | str:
    """The names of a notice by language; its key, where it has none."""
    return one.notice.names or one.key


def without_answer(picture: Picture, asked: Asked) -> Iterator[Finding]:
    """Recipients that had not answered the newest version of a notice when an answer was asked for."""
    seen = seen_at(picture, asked)
    for one in standings(picture, later_than(asked), seen):
        over = one.since if one.state in ("completed", "cancelled") else None
        for recipient in one.recipients:
            deadline = recipient.deadline
            if recipient.sent_at is None or deadline is None or deadline > seen or deadline not in asked.during:
                continue
            in_time = recipient.answered_at is not None and recipient.answered_at <= deadline
            if not in_time and (over is None or over > deadline):
                yield _unanswered(one, recipient, deadline)


def _unanswered(one: Standing, recipient: Reached, deadline: datetime) -> Finding:
    late = recipient.answered_at is not None
    details: list[Said] = []
    if not late:
        if recipient.since is None:
            details.append(Said("Nothing is known of its having arrived."))
        else:
            details.append(Said("The last that is known: {state}, {at}.", {"state": recipient.state, "at": recipient.since}))
        if recipient.escalated_to:
            details.append(Said("Its silence was taken to {other}.", {"other": recipient.escalated_to}))
        else:
            details.append(Said("It is to be taken further up: silence is no consent and no acknowledgement."))
    severity = "note" if late else "warning" if one.state in ("active", "breached") else "attention"
    return Finding(
        rule="NOTE-01", severity=severity, subjects=(one.key, recipient.party), during=instant(deadline),  # type: ignore[arg-type]
        sentence=SENTENCES["late" if late else "none"], details=tuple(details), used=used(one),
        values={
            "notice": called(one), "recipient": recipient.party, "deadline": deadline,
            **({"at": recipient.answered_at} if late else {}),
        },
    )  # fmt: skip


def older_version_only(picture: Picture, asked: Asked) -> Iterator[Finding]:
    """Recipients that acknowledged an older version of a notice and have not answered the newest one."""
    seen = seen_at(picture, asked)
    for one in standings(picture, later_than(asked), seen):
        if one.state in ("completed", "cancelled", "expired"):
            continue
        since = one.newest.transmitted_at or one.notice.said_at or one.newest.known.recorded_at
        end = one.notice.window.end
        during = Interval(since, end if end is not None and end > since else None)
        for recipient in one.recipients:
            if recipient.anew and during.overlaps(asked.during):
                yield _anew(one, recipient, during)


def _anew(one: Standing, recipient: Reached, during: Interval) -> Finding:
    if recipient.sent_at is None:
        details = [Said("The newest version was not sent yet.")]
    else:
        details = [Said("The newest version was sent on {at}; it is to be acknowledged anew.", {"at": recipient.sent_at})]
    return Finding(
        rule="NOTE-02", severity="attention", subjects=(one.key, recipient.party), during=during, details=tuple(details),
        sentence=SENTENCES["anew"], used=used(one),
        values={
            "notice": called(one), "recipient": recipient.party, "older": recipient.older, "version": one.notice.version,
        },
    )  # fmt: skip
