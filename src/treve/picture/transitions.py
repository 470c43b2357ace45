"""Which step may follow which: arrangements, adherence and handling as state machines (domain guide, 8bis).

A step is held against the last one of the same author before it. What another author said is his to
contradict: two registers may disagree, and both are recorded. A first step is never objected to, since a
node may learn of a thing late.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

from treve.geo.interval import OPEN_START, micros
from treve.records.arrangement import Adherence, Arrangement, ArrangementChange
from treve.records.base import Record
from treve.records.incident import Handling

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


class Step(NamedTuple):
    """One step of one author in one machine."""

    machine: str
    """`arrangement`, `adherence` or `handling`."""
    thing: tuple[str, ...]
    """Author, and what it is about."""
    at: int
    """When, microseconds; far in the past where it is not said."""
    state: str
    """The state that it leads to."""


class Objection(NamedTuple):
    """That a record's step does not follow from the one before."""

    record: Record
    before: str
    """The state before it."""
    allowed: tuple[str, ...]
    """The states that may follow."""
    words: str
    """What is wrong, in a sentence."""


Earlier = Callable[[Record], Iterable[Record]]
"""Gives the records that were said about the same thing, those of other authors and later ones included."""

_MACHINES = {"arrangement": ARRANGEMENT, "adherence": ADHERENCE, "handling": HANDLING}


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
    return None


def objections(records: Iterable[Record], earlier: Earlier) -> Iterator[Objection]:
    """What does not follow, among records that are to be taken in together and in this order."""
    taken: dict[tuple[str, tuple[str, ...]], list[Record]] = defaultdict(list)
    for record in records:
        step = step_of(record)
        if step is None:
            continue
        here = taken[step.machine, step.thing]
        if not isinstance(record, Arrangement):
            before = _before(step, [*earlier(record), *here], record)
            found = None if before is None else _objection(record, step, before)
            if found is not None:
                yield found
        here.append(record)


def _before(step: Step, held: Iterable[Record], itself: Record) -> Step | None:
    """The last step of the same author about the same thing at or before a step; of two at one time the later given."""
    found: Step | None = None
    for record in held:
        other = step_of(record) if record != itself and not (record.key and record.key == itself.key) else None
        if other is not None and (other.machine, other.thing) == (step.machine, step.thing) and other.at <= step.at:
            found = other if found is None or other.at >= found.at else found
    return found


def _objection(record: Record, step: Step, before: Step) -> Objection | None:
    allowed = _MACHINES[step.machine].get(before.state, ())
    if step.machine == "handling" and before.state != "closed":
        allowed = (*allowed, "closed")
        if step.state == "closed" and isinstance(record, Handling) and not record.reason:
            return Objection(record, before.state, allowed, f"{step.thing[1]} is closed without a reason.")
    if step.state in allowed:
        return None
    after = ", ".join(allowed) or "nothing"
    about = ", ".join(step.thing[1:])
    words = f"{about}: {step.state!r} does not follow {before.state!r}; what may follow: {after}."
    return Objection(record, before.state, allowed, words)
