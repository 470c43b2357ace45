"""The evidence sheet of an incident: what was notified near it, and what each recipient had received and answered by then.

It is frozen at the moment at which the log first held the incident: what was recorded later, by people who may have known
of it, is shown beside and counts for nothing. What was near is no proof that it was hit, or meant; and it is protected
with and without a notice.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

import msgspec

from treve.findings.announced import Announced
from treve.findings.struck import NEAR_M, Near, happened, near_to, notified
from treve.formats.notice_words import CAUTION
from treve.geo.interval import Interval, hull
from treve.kleene import CANNOT_TELL, NO, YES, Kleene
from treve.picture.known import Known, of_kind
from treve.picture.picture import Picture
from treve.picture.receipts import reached
from treve.records.notice import Notice, NoticeStep, Receipt
from treve.records.report import IncidentReport

STEPS = ("sent", "delivered", "read_back_ok", "acknowledged", "objected")
"""What may have happened with a recipient, in the order of the sheet's columns."""


class Report(msgspec.Struct, frozen=True):
    """One report of the incident."""

    record: str
    """Id of the record."""
    registrar: str
    """In whose register it stands."""
    occurred: Interval
    """Within which span it happened."""
    place: str
    """Where, in words."""
    acts: tuple[str, ...]
    """What was reported."""
    recorded_at: datetime
    """When the log took it in."""


class Moment(msgspec.Struct, frozen=True):
    """Something that was said of one recipient and one version."""

    record: str
    """Id of the record."""
    recipient: str
    """Of whom."""
    version: int
    """Of which version."""
    state: str
    """What happened, such as `acknowledged`."""
    at: datetime
    """When, as it was said."""
    author: str
    """Who said it."""
    recorded_at: datetime
    """When the log took it in."""
    before: str
    """Whether that was before the incident: `yes`, `no`, or `cannot tell` where the incident's time is a span around it."""
    frozen: bool
    """Whether the log held it before it held the incident."""
    words: str = ""
    """A reason that was given."""


class RecipientLine(msgspec.Struct, frozen=True):
    """What one recipient had of the version that held, certainly before the incident, by what was recorded before it."""

    party: str
    """Who."""
    times: dict[str, datetime | None]
    """For each of `STEPS` when it happened first; `None` = by what is frozen, it had not."""
    answer: str
    """`acknowledged`, `objected` or `no_answer`: received, never approved."""
    answer_now: str
    """The same by all that is known today, where it differs; else empty."""


class SheetObject(msgspec.Struct, frozen=True):
    """A notified object that the incident was near to, or may have been."""

    notice: Notice
    """What its recipients held at the time: the version that had gone out last."""
    record: str
    """Id of the record of that version."""
    transmitted_at: datetime | None
    """When it went out."""
    frozen: bool
    """Whether the log held that version, and that it had gone out, before it held the incident."""
    happened: Interval
    """When the incident happened, if it was near it: as far as what was notified was, or may have been, there then."""
    near: str
    """Whether the incident was near it: `yes` or `cannot tell`."""
    least_m: float
    """No nearer than this, metres."""
    most_m: float
    """No farther than this, metres."""
    recipients: tuple[RecipientLine, ...]
    """The recipients of that version."""
    moments: tuple[Moment, ...]
    """All that was said of its versions and recipients, oldest first."""


class EvidenceSheet(msgspec.Struct, frozen=True, kw_only=True):
    """An incident, and what was notified near it."""

    incident: str
    """Its name."""
    occurrence: str
    """Whether it occurred, by the judgements made: `alleged` until somebody judged it."""
    frozen_at: datetime
    """When the log first held it."""
    known_at: datetime
    """Recorded time up to which the sheet knows."""
    near_m: float = NEAR_M
    """What is near, metres."""
    reports: tuple[Report, ...]
    """Its reports."""
    caution: str = CAUTION
    """What a notice and an acknowledgement are not."""
    objects: tuple[SheetObject, ...]
    """Objects near it; those that it was surely near to before those that it may have been near to."""


def evidence(picture: Picture, name: str) -> EvidenceSheet:
    """The sheet of an incident, by its name, key or id of a report; raises `NotFound`."""
    incident = picture.incident(name)
    frozen_at = min(known.recorded_at for known in incident.reports)
    within = hull(report.occurred.within for report in incident.bodies())
    held = list(notified(picture, within, picture.recorded_at))
    found = sorted(near_to(incident, held), key=lambda one: (-one.near, one.least_m, one.announced.notice.key))
    return EvidenceSheet(
        incident=incident.id,
        occurrence=incident.occurrence,
        frozen_at=frozen_at,
        known_at=picture.recorded_at,
        reports=tuple(map(_report, incident.reports)),
        objects=tuple(_object(one, picture, frozen_at) for one in found),
    )


def _report(known: Known) -> Report:
    one = known.record
    assert isinstance(one, IncidentReport)
    return Report(known.id, one.registrar, one.occurred.within, one.place.said, one.acts, known.recorded_at)


def _object(near: Near, picture: Picture, frozen_at: datetime) -> SheetObject:
    one, within = near.announced, happened(near)
    receipts = [(known, said) for known, said in of_kind(picture.said_about((one.notice.key,), Receipt), Receipt)]
    receipts = [(known, said) for known, said in receipts if said.author in (one.notice.author, said.recipient)]
    moments = sorted(_moments(receipts, within, frozen_at), key=lambda each: (each.at, each.recorded_at, each.record))
    sent = [
        known.recorded_at
        for known, step in of_kind(picture.said_about((one.notice.key,), NoticeStep), NoticeStep)
        if step.state == "transmitted" and step.version == one.notice.version and step.author == one.notice.author
    ]
    frozen = max(one.version.known.recorded_at, min(sent, default=frozen_at)) < frozen_at
    firm = [said for known, said in receipts if known.recorded_at < frozen_at] if frozen else []
    return SheetObject(
        one.notice, one.version.known.id, one.version.transmitted_at, frozen, within, near.near.word, near.least_m, near.most_m,
        tuple(_recipients(one, firm if frozen else None, [said for _, said in receipts], within)), tuple(moments),
    )  # fmt: skip


def _moments(receipts: Iterable[tuple[Known, Receipt]], within: Interval, frozen_at: datetime) -> Iterator[Moment]:
    for known, said in receipts:
        yield Moment(
            known.id, said.recipient, said.version, said.state, said.at, said.author, known.recorded_at,
            _before(said.at, within).word, known.recorded_at < frozen_at, said.reason,
        )  # fmt: skip


def _before(at: datetime, within: Interval) -> Kleene:
    """Whether something happened before the incident did."""
    if within.start is not None and at <= within.start:
        return YES
    return NO if within.end is not None and at >= within.end else CANNOT_TELL


def _recipients(
    one: Announced, firm: Sequence[Receipt] | None, every: Sequence[Receipt], within: Interval
) -> Iterator[RecipientLine]:
    """What each recipient had when the incident began: by `firm`, which was recorded before it was, and by all that is known.

    `firm` is `None` where the notice itself was recorded too late.
    """
    for recipient in one.notice.recipients:
        if within.start is None:
            # Nothing is known to have been before an incident whose time has no beginning.
            yield RecipientLine(recipient.party, dict.fromkeys(STEPS), "no_answer", "")
            continue
        now = reached(one.notice, recipient, every, one.version.transmitted_at, within.start)
        if firm is None:
            yield RecipientLine(
                recipient.party, dict.fromkeys(STEPS), "no_answer", "" if now.answer == "no_answer" else now.answer
            )
            continue
        then = reached(one.notice, recipient, firm, one.version.transmitted_at, within.start)
        times: dict[str, datetime | None] = {
            step: next((each.at for each in then.receipts if each.state == step), None) for step in STEPS
        }
        times["sent"] = then.sent_at
        yield RecipientLine(recipient.party, times, then.answer, "" if now.answer == then.answer else now.answer)
