"""Which step may follow which, as state machines: arrangements, adherence, handling, notices, receipts, calls.

Domain guide, 8bis. A step is held against the last one of the same author before it. What another author said
is his to contradict: two registers may disagree, and both are recorded. A first step is not objected to, since
a node may learn of a thing late; but nobody says for another that it acknowledged before it read back.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

from treve.geo.interval import OPEN_START, micros
from treve.picture.versions import Objection, version_objection
from treve.records.arrangement import Adherence, Arrangement, ArrangementChange
from treve.records.base import Record
from treve.records.hotline import Call, CallStep
from treve.records.incident import Handling
from treve.records.notice import Notice, NoticeStep, Receipt

_HOLDS = ("suspended", "extended", "lapsed", "expired", "terminated", "superseded")

ARRANGEMENT: Mapping[str, tuple[str, ...]] = {
    "proposed": ("agreed", "lapsed"),
    "agreed": ("announced", "in_force"),
    "announced": ("in_force",),
    "in_force": _HOLDS,
    "resumed": _HOLDS,
    "extended": _HOLDS,
    "suspended": ("resumed", "in_force", "terminated"),
    "lapsed": (), "expired": (), "terminated": (), "superseded": (),
}  # fmt: skip
"""Changes of an arrangement; that it collapsed is a claim, which may be made at any time and changes nothing."""

ADHERENCE: Mapping[str, tuple[str, ...]] = {
    "not_asked": ("invited",),
    "invited": ("declared", "refused"),
    "declared": ("signed", "active"),
    "signed": ("active",),
    "active": ("self_suspended", "withdrawn", "excluded", "dissolved"),
    "self_suspended": ("active", "withdrawn"),
    "refused": (), "withdrawn": (), "excluded": (), "dissolved": (),
}  # fmt: skip
"""A party's standing towards an arrangement."""

HANDLING: Mapping[str, tuple[str, ...]] = {
    "received": ("triaged",),
    "triaged": ("tasked",),
    "tasked": ("under_inquiry",),
    "under_inquiry": ("reported", "suspended_no_access"),
    "suspended_no_access": ("under_inquiry",),
    "reported": ("decided",),
    "decided": (
        "rectification_requested", "protested", "referred_up", "disciplinary_notified", "exclusion_decided", "no_action",
    ),
    "rectification_requested": ("rectified", "standing"),
    "standing": ("rectified",),
    "rectified": (), "protested": (), "referred_up": (), "disciplinary_notified": (), "exclusion_decided": (), "no_action": (),
    "closed": ("reopened",),
    "reopened": ("triaged", "tasked", "under_inquiry"),
}  # fmt: skip
"""What is done about an incident; whatever is not closed may be closed, with a reason."""

NOTICE: Mapping[str, tuple[str, ...]] = {
    "draft": ("qa",),
    "qa": ("transmitted", "rejected_qa", "qa"),
    "rejected_qa": ("qa",),
    "transmitted": ("completed", "cancelled", "breached"),
    "breached": ("completed", "cancelled", "breached"),
    "completed": (), "cancelled": (),
}  # fmt: skip
"""One version of a notice; the next version starts anew. Active, amended and expired follow from versions and clock."""

_ANSWERS = ("read_back_ok", "read_back_mismatch", "objected", "escalated")

RECEIPT: Mapping[str, tuple[str, ...]] = {
    "queued": ("sent",),
    "sent": ("delivered", "undeliverable", *_ANSWERS),
    "undeliverable": ("queued", "sent", "escalated"),
    "delivered": _ANSWERS,
    "read_back_mismatch": ("sent", *_ANSWERS),
    "read_back_ok": ("acknowledged", "objected", "escalated"),
    "escalated": ("sent", "delivered", "undeliverable", *_ANSWERS),
    "acknowledged": ("objected",),
    "objected": ("read_back_ok", "read_back_mismatch"),
}  # fmt: skip
"""One version of a notice with one recipient, as the sender tells it; a recipient may answer for itself at any step."""

OWN_ANSWERS = ("acknowledged", "objected")
"""What a recipient may say for itself without having read back."""

_LEFT_OPEN = ("actioned", "refused", "no_action")

CALL: Mapping[str, tuple[str, ...]] = {
    "placed": ("answered", "unanswered", "line_down"),
    "answered": ("right_person", "message_passed", "dropped"),
    "right_person": ("message_passed", "dropped"),
    "message_passed": ("read_back_ok", "read_back_mismatch", "refused", "dropped"),
    "read_back_mismatch": ("message_passed", "read_back_ok", "read_back_mismatch", "dropped"),
    "read_back_ok": ("right_person", "action_promised", *_LEFT_OPEN, "dropped"),
    "action_promised": _LEFT_OPEN,
    "unanswered": (), "line_down": (), "dropped": (), "actioned": (), "refused": (), "no_action": (),
}  # fmt: skip
"""A call: placed by its record. A message is read back before anything is promised; a new call follows one that failed."""


class Step(NamedTuple):
    """One step of one author in one machine."""

    machine: str
    """Name of the machine, such as `handling`."""
    thing: tuple[str, ...]
    """Author, and what it is about."""
    at: int
    """When, microseconds; far in the past where it is not said."""
    state: str
    """The state that it leads to."""


Earlier = Callable[[Record], Iterable[Record]]
"""Gives the records that were said about the same thing, those of other authors and later ones included."""

_MACHINES = {
    "arrangement": ARRANGEMENT, "adherence": ADHERENCE, "handling": HANDLING, "notice": NOTICE, "receipt": RECEIPT,
    "call": CALL,
}  # fmt: skip

_BEGINNINGS = (Arrangement, Notice, Call)
"""Records that begin a thing and are no step by themselves."""


def step_of(record: Record) -> Step | None:
    """The step that a record takes, if it takes one."""
    if isinstance(record, Arrangement):
        return Step("arrangement", (record.author, record.key), OPEN_START, record.status)
    if isinstance(record, ArrangementChange) and record.change != "collapsed_de_facto":
        return Step("arrangement", (record.author, record.arrangement), micros(record.at), record.change)
    if isinstance(record, Adherence):
        return Step("adherence", (record.author, record.arrangement, record.party), record.during.bounds[0], record.state)
    if isinstance(record, Handling):
        at = OPEN_START if record.at is None else micros(record.at)
        return Step("handling", (record.author, record.incident, record.by), at, record.step)
    return _hotline_step(record)


def _hotline_step(record: Record) -> Step | None:
    """The step of a notice, of a receipt or of a call; a version or recipient has a course of its own."""
    if isinstance(record, Notice):
        return Step("notice", (record.author, record.key, f"version {record.version}"), OPEN_START, "draft")
    if isinstance(record, NoticeStep):
        thing = (record.author, record.notice, f"version {record.version}")
        return Step("notice", thing, micros(record.at), record.state)
    if isinstance(record, Receipt):
        with_one = (record.author, record.notice, f"version {record.version}", record.recipient)
        return Step("receipt", with_one, micros(record.at), record.state)
    if isinstance(record, Call):
        return Step("call", (record.author, record.key), micros(record.placed_at), "placed")
    if isinstance(record, CallStep):
        return Step("call", (record.author, record.call), micros(record.at), record.state)
    return None


def objections(records: Iterable[Record], earlier: Earlier) -> Iterator[Objection]:
    """What does not follow, among records that are to be taken in together and in this order."""
    taken: dict[tuple[str, tuple[str, ...]], list[Record]] = defaultdict(list)
    begun: list[Record] = []
    for record in records:
        step = step_of(record)
        if step is None:
            continue
        held = list(earlier(record))
        here = taken[step.machine, step.thing]
        found = version_objection(record, [*held, *begun])
        if found is None and not isinstance(record, _BEGINNINGS):
            before = _before(step, [*held, *begun, *here], record)
            found = _objection(record, step, before)
        if found is not None:
            yield found
        here.append(record)
        if isinstance(record, _BEGINNINGS):
            begun.append(record)


def _before(step: Step, held: Iterable[Record], itself: Record) -> Step | None:
    """The last step of the same author about the same thing at or before a step; of two at one time the later given."""
    found: Step | None = None
    for record in held:
        other = step_of(record) if record != itself and not (record.key and record.key == itself.key) else None
        if other is not None and (other.machine, other.thing) == (step.machine, step.thing) and other.at <= step.at:
            found = other if found is None or other.at >= found.at else found
    return found


def _objection(record: Record, step: Step, before: Step | None) -> Objection | None:
    if isinstance(record, Receipt) and record.author == record.recipient and record.state in OWN_ANSWERS:
        return None
    about = ", ".join(step.thing[1:])
    if isinstance(record, Receipt) and record.state == "acknowledged" and (before is None or before.state != "read_back_ok"):
        words = (
            f"{about}: nobody but the recipient itself says that it acknowledged before it read back "
            "the place and its coordinates in two formats."
        )
        return Objection(record, before.state if before else "", ("read_back_ok",), words)
    if before is None:
        return None
    allowed = _MACHINES[step.machine].get(before.state, ())
    if step.machine == "handling" and before.state != "closed":
        allowed = (*allowed, "closed")
        if step.state == "closed" and isinstance(record, Handling) and not record.reason:
            return Objection(record, before.state, allowed, f"{step.thing[1]} is closed without a reason.")
    if step.state in allowed:
        return None
    after = ", ".join(allowed) or "nothing"
    words = f"{about}: {step.state!r} does not follow {before.state!r}; what may follow: {after}."
    return Objection(record, before.state, allowed, words)
