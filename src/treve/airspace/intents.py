"""Operational intents: who may put one where, and who must be told. F3548-21, 4.4 to 4.6 and annex A2.

The key: whoever plans must hold the OVN of all that the new volumes meet, which only its manager gives out:
so the planner has read the newest details of everything in its way before it writes. Two writers whose
volumes meet cannot both succeed, since the work runs alone (`treve.airspace.store`).
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from hashlib import sha256
from uuid import UUID

import msgspec

from treve.airspace.caller import CONFORMANCE, CONSTRAINT_PROCESSING, Caller, own
from treve.airspace.entity import Constraint, Intent, State, Subscription, span_of
from treve.airspace.journal import changed
from treve.airspace.store import Transaction
from treve.airspace.subscriptions import covers, told
from treve.errors import BadInput, Forbidden, NotFound, Unread, UssDown
from treve.geo.volume import Volume4D

OFF_NOMINAL = ("Nonconforming", "Contingent")
"""States in which a flight needs no key: it is where it is."""
HORIZON = timedelta(days=30)
"""How far ahead an intent may be planned (F3548-21, OiMaxPlanHorizonDays)."""
OVN_DRIFT = timedelta(minutes=5)
"""How far the time within a requested OVN suffix may lie from now."""


class NewSubscription(msgspec.Struct, frozen=True):
    """A subscription to be made along with an intent, with exactly its volumes."""

    uss_base_url: str
    """Where to send notifications."""
    for_constraints: bool = False
    """Whether constraints are asked for too."""


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """What a USS asks for: an intent to be made or changed."""

    id: str
    """Id of the intent."""
    ovn: str | None = None
    """Its present OVN; `None` = it is new."""
    volumes: tuple[Volume4D, ...]
    """Where and when, exactly; with a start and an end."""
    state: State
    """The state it shall have."""
    uss_base_url: str
    """Where its details can be read."""
    key: frozenset[str] = frozenset()
    """OVNs of what the planner has read."""
    subscription: str = ""
    """An existing subscription that keeps it informed."""
    new_subscription: NewSubscription | None = None
    """Or one to be made for it."""
    ovn_suffix: str | None = None
    """UUID, version 7, that the new OVN shall end with; `None` = any OVN."""
    priority: int = 0
    """Its priority, where this node manages it."""
    off_nominal: int = 0
    """How many of its volumes, the last ones, are off-nominal, where this node manages it."""


class Planned(msgspec.Struct, frozen=True):
    """What became of a plan or a deletion."""

    intent: Intent
    """The intent as it is now, or as it was last."""
    told: tuple[Subscription, ...]
    """Whom its manager must tell."""
    before: tuple[Volume4D, ...] = ()
    """The volumes it had."""


class KeyIncomplete(Unread):
    """The key lacks OVNs: with what the volumes meet and the planner has not read."""

    code = "key-incomplete"

    def __init__(self, intents: Sequence[Intent], constraints: Sequence[Constraint]) -> None:
        super().__init__(
            f"The key lacks the newest OVN of {len(intents)} operational intents and {len(constraints)} constraints in the way."
        )
        self.intents = tuple(intents)
        self.constraints = tuple(constraints)


def put(tx: Transaction, plan: Plan, caller: Caller) -> Planned:
    """Make or change an intent; raises `KeyIncomplete`, `VersionConflict`, `Forbidden`, `BadInput`, `UssDown`."""
    _check(plan, caller)
    held = own(tx.find(Intent, plan.id), plan.id, caller, plan.ovn, create=plan.ovn is None)
    if held is None and plan.state != "Accepted":
        raise BadInput(f"A new intent is Accepted, not {plan.state}.")
    if plan.state not in OFF_NOMINAL and tx.availability(caller.subject).state == "Down":
        raise UssDown(f"{caller.subject} is declared Down: it may not plan.")
    subscription = _subscription(tx, plan, caller)
    if plan.state not in OFF_NOMINAL:
        _check_key(tx, plan, subscription)
    before = () if held is None else tx.volumes(Intent, held.id)
    if plan.new_subscription is not None and subscription is not None:
        tx.save(subscription, plan.volumes)
    intent = Intent(
        id=plan.id, manager=caller.subject, uss_base_url=plan.uss_base_url, version=1 if held is None else held.version + 1,
        ovn=_ovn(plan, caller), during=span_of(plan.volumes), state=plan.state,
        subscription="" if subscription is None else subscription.id, priority=plan.priority,
        off_nominal=plan.off_nominal,
    )  # fmt: skip
    tx.save(intent, plan.volumes)
    if held is not None and held.subscription != intent.subscription:
        let_go(tx, held.subscription)
    changed(tx, caller, intent, plan.volumes)
    return Planned(intent, told(tx, (*before, *plan.volumes), for_intents=True), before)


def remove(tx: Transaction, identity: str, ovn: str, caller: Caller) -> Planned:
    """End an intent; raises `NotFound`, `VersionConflict`, `Forbidden`, `UssDown`."""
    held = tx.find(Intent, identity)
    if held is None:
        raise NotFound(f"There is no operational intent {identity}.")
    own(held, identity, caller, ovn, create=False)
    if tx.availability(caller.subject).state == "Down":
        raise UssDown(f"{caller.subject} is declared Down: it may not end an intent.")
    before = tx.volumes(Intent, identity)
    heard = told(tx, before, for_intents=True)
    tx.drop(Intent, identity)
    let_go(tx, held.subscription)
    changed(tx, caller, held, before, ended=True)
    return Planned(held, heard, before)


def get(tx: Transaction, identity: str) -> Intent:
    """An intent; raises `NotFound`."""
    held = tx.find(Intent, identity)
    if held is None:
        raise NotFound(f"There is no operational intent {identity}.")
    return held


def search(tx: Transaction, volume: Volume4D) -> list[Intent]:
    """The intents that meet a volume, by id."""
    return tx.meeting(Intent, [volume])


def _check(plan: Plan, caller: Caller) -> None:
    if plan.ovn_suffix is not None:
        _check_suffix(plan.ovn_suffix, caller)
    span = span_of(plan.volumes)
    if span.start is None or span.end is None:
        raise BadInput("Each volume of an intent needs a start and an end.")
    if span.end <= caller.now:
        raise BadInput(f"The intent ended at {span.end.isoformat()}, in the past.")
    if span.end > caller.now + HORIZON:
        raise BadInput(f"The intent ends more than {HORIZON.days} days from now.")
    if any(None in (one.band.floor_m, one.band.ceiling_m) for one in plan.volumes):
        raise BadInput("Each volume of an intent needs a lower and an upper altitude.")
    if plan.state in OFF_NOMINAL and CONFORMANCE not in caller.scopes:
        raise Forbidden(f"The state {plan.state} needs the scope {CONFORMANCE}.")
    if plan.subscription and plan.new_subscription is not None:
        raise BadInput("An intent takes an existing subscription or a new one, not both.")
    if plan.state != "Accepted" and not plan.subscription and plan.new_subscription is None:
        raise BadInput(f"An intent that is {plan.state} needs a subscription.")
    if (
        plan.new_subscription is not None
        and plan.new_subscription.for_constraints
        and CONSTRAINT_PROCESSING not in caller.scopes
    ):
        raise Forbidden(f"To be told of constraints needs the scope {CONSTRAINT_PROCESSING}.")


def _subscription(tx: Transaction, plan: Plan, caller: Caller) -> Subscription | None:
    """The subscription of the plan: a new one not kept yet, or the one it names, widened where it is implicit."""
    asked = plan.new_subscription
    if asked is not None:
        return Subscription(
            id=str(UUID(bytes=_unguessed(caller), version=4)), manager=caller.subject, uss_base_url=asked.uss_base_url,
            ovn=caller.fresh(), during=span_of(plan.volumes), for_intents=True,
            for_constraints=asked.for_constraints, implicit=True,
        )  # fmt: skip
    if not plan.subscription:
        return None
    found = tx.find(Subscription, plan.subscription)
    if found is None:
        raise BadInput(f"There is no subscription {plan.subscription}.")
    if found.manager != caller.subject:
        raise Forbidden(f"The subscription {found.id} belongs to {found.manager}, not to {caller.subject}.")
    volumes = tx.volumes(Subscription, found.id)
    if covers(volumes, plan.volumes):
        return found
    if not found.implicit:
        raise BadInput(f"The subscription {found.id} does not cover the intent in space and time.")
    wider = (*volumes, *plan.volumes)
    grown = msgspec.structs.replace(found, during=span_of(wider), version=found.version + 1, ovn=caller.fresh())
    tx.save(grown, wider)
    return grown


def _unguessed(caller: Caller) -> bytes:
    """Sixteen bytes that nobody can guess, from the source of fresh OVNs."""
    return sha256(caller.fresh().encode()).digest()[:16]


def _check_key(tx: Transaction, plan: Plan, subscription: Subscription | None) -> None:
    intents = [
        one
        for one in tx.meeting(Intent, plan.volumes)
        if one.id != plan.id and one.ovn not in plan.key and not _excused(tx, one)
    ]
    asked = subscription is not None and subscription.for_constraints
    constraints = [one for one in tx.meeting(Constraint, plan.volumes) if one.ovn not in plan.key] if asked else []
    if intents or constraints:
        raise KeyIncomplete(intents, constraints)


def _excused(tx: Transaction, intent: Intent) -> bool:
    """Whether the details cannot be asked for: only planned, and its manager is down."""
    return intent.state == "Accepted" and tx.availability(intent.manager).state == "Down"


def _ovn(plan: Plan, caller: Caller) -> str:
    return caller.fresh() if plan.ovn_suffix is None else f"{plan.id}_{plan.ovn_suffix}"


def _check_suffix(text: str, caller: Caller) -> None:
    try:
        suffix = UUID(text)
    except ValueError as error:
        raise BadInput("The requested OVN suffix is no UUID.") from error
    said = datetime.fromtimestamp((suffix.int >> 80) / 1000.0, caller.now.tzinfo)
    if suffix.version != 7 or abs(said - caller.now) > OVN_DRIFT:
        raise BadInput("The requested OVN suffix must be a UUID of version 7 made within five minutes of now.")


def let_go(tx: Transaction, identity: str) -> None:
    """Remove an implicit subscription that no intent leans on."""
    found = tx.find(Subscription, identity) if identity else None
    if found is not None and found.implicit and not tx.leaning_on(identity):
        tx.drop(Subscription, identity)
