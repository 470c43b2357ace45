"""How far the newest version of a notice has come with one recipient, and until when an answer is asked for.

What the notice's author and the recipient say counts; an answer of the recipient itself outweighs one that was
written down for it. Silence is `no_answer`, and nothing follows from it.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Literal, cast

import msgspec

from treve.picture.lead import answer_by
from treve.records.notice import Notice, Receipt, Recipient

Answered = Literal["acknowledged", "objected", "no_answer"]
"""What a recipient answered to the newest version."""

UNSENT = "not_sent"
"""State of a recipient to whom the newest version was not sent."""


class Reached(msgspec.Struct, frozen=True):
    """How far the newest version of a notice has come with one recipient."""

    party: str
    """Who."""
    state: str
    """State of its last receipt, such as `read_back_ok`; `not_sent` where there is none."""
    since: datetime | None
    """Since when."""
    answer: Answered
    """What it answered."""
    answered_at: datetime | None
    """When."""
    sent_at: datetime | None
    """When it was sent to it."""
    deadline: datetime | None
    """By when an answer was asked for."""
    overdue: bool
    """Whether that time has passed without an answer."""
    older: int | None
    """The newest older version that it acknowledged."""
    anew: bool
    """Whether it must acknowledge anew: an older version only was acknowledged."""
    reason: str
    """Why it objected, or where the read-back failed."""
    escalated_to: str
    """Whom its silence was taken to."""
    receipts: tuple[Receipt, ...]
    """All that was said of it, oldest first."""


def reached(
    notice: Notice, recipient: Recipient, receipts: Iterable[Receipt], transmitted_at: datetime | None, at: datetime
) -> Reached:  # fmt: skip
    """How far a version has come with a recipient at an instant, by the receipts of all its versions."""
    party = recipient.party
    own = [
        one for one in receipts if one.recipient == party and one.author in (notice.author, party) and one.at <= at
    ]  # fmt: skip
    own.sort(key=lambda one: (one.at, one.author == party))
    held = [one for one in own if one.version == notice.version]
    answer = _answer(held, party)
    older = max(
        (one.version for one in own if one.version < notice.version and one.state == "acknowledged"), default=None
    )  # fmt: skip
    sent = next((one.at for one in held if one.state == "sent"), transmitted_at)
    deadline = answer_by(notice, recipient, sent)
    last = answer or (held[-1] if held else None)
    return Reached(
        party=party,
        state=last.state if last else UNSENT,
        since=last.at if last else None,
        answer=cast(Answered, answer.state) if answer else "no_answer",
        answered_at=answer.at if answer else None,
        sent_at=sent,
        deadline=deadline,
        overdue=answer is None and sent is not None and deadline is not None and deadline <= at,
        older=older,
        anew=older is not None and answer is None,
        reason=next((one.reason for one in reversed(held) if one.reason), ""),
        escalated_to=next((one.to for one in reversed(held) if one.state == "escalated"), ""),
        receipts=tuple(held),
    )


def _answer(held: list[Receipt], party: str) -> Receipt | None:
    """The last answer of the recipient itself, else the last one written down for it."""
    answers = [one for one in held if one.state in ("acknowledged", "objected")]
    own = [one for one in answers if one.author == party]
    chosen = own or answers
    return chosen[-1] if chosen else None
