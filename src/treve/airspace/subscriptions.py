"""Subscriptions: who asked to be told of changes where. F3548-21, 4.3 and annex A2."""

from collections.abc import Sequence
from datetime import timedelta

import msgspec

from treve.airspace.caller import CONSTRAINT_PROCESSING, STRATEGIC, Caller, own
from treve.airspace.entity import Constraint, Intent, Subscription
from treve.airspace.near import near
from treve.airspace.store import Transaction
from treve.errors import BadInput, Forbidden, NotFound
from treve.geo.interval import Interval
from treve.geo.sharing import Sharing
from treve.geo.volume import Volume4D
from treve.kleene import NO, YES

LONGEST = timedelta(hours=24)
"""Longest window of a subscription (F3548-21, DSSMaxSubscriptionDurationHours)."""
SLACK = timedelta(minutes=5)
"""How far in the past a subscription may start, and how late after an intent that leans on it."""


class Wish(msgspec.Struct, frozen=True, kw_only=True):
    """What a USS asks for: a subscription to be made or changed."""

    id: str
    """Its id."""
    ovn: str | None = None
    """Its present version; `None` = it is new."""
    volume: Volume4D
    """Where, and when: an open start means now, an open end a day later."""
    uss_base_url: str
    """Where to send notifications."""
    for_intents: bool = False
    """Whether operational intents are asked for."""
    for_constraints: bool = False
    """Whether constraints are asked for."""


class Subscribed(msgspec.Struct, frozen=True):
    """A subscription, what leans on it, and what is in its volume already."""

    subscription: Subscription
    """The subscription."""
    dependents: tuple[str, ...] = ()
    """Ids of the intents that lean on it."""
    intents: tuple[Intent, ...] = ()
    """Intents in its volume, where it asks for them."""
    constraints: tuple[Constraint, ...] = ()
    """Constraints in its volume, where it asks for them."""


def put(tx: Transaction, wish: Wish, caller: Caller) -> Subscribed:
    """Make or change a subscription; raises `VersionConflict`, `Forbidden`, `BadInput`.

    One that has expired is there no more. One that was made along with an intent and is changed by itself stays.
    """
    _check(wish, caller)
    found = tx.find(Subscription, wish.id)
    if found is not None and _over(found, caller):
        found = None
    held = own(found, wish.id, caller, wish.ovn, create=wish.ovn is None)
    volume = _dated(wish, caller, held)
    leaning = [] if held is None else tx.leaning_on(held.id)
    for one in leaning:
        if not covers((volume,), tx.volumes(Intent, one.id), altitude=True):
            raise BadInput(f"The subscription would no longer cover the operational intent {one.id}, which leans on it.")
    subscription = Subscription(
        id=wish.id, manager=caller.subject, uss_base_url=wish.uss_base_url, version=1 if held is None else held.version + 1,
        ovn=caller.fresh(), during=volume.during, for_intents=wish.for_intents, for_constraints=wish.for_constraints,
        notification_index=0 if held is None else held.notification_index,
    )  # fmt: skip
    tx.save(subscription, (volume,))
    return Subscribed(
        subscription,
        tuple(one.id for one in leaning),
        tuple(tx.meeting(Intent, [volume])) if wish.for_intents else (),
        tuple(tx.meeting(Constraint, [volume])) if wish.for_constraints else (),
    )


def _check(wish: Wish, caller: Caller) -> None:
    if not wish.for_intents and not wish.for_constraints:
        raise BadInput("A subscription asks for operational intents, for constraints, or for both.")
    for flag, scope in ((wish.for_intents, STRATEGIC), (wish.for_constraints, CONSTRAINT_PROCESSING)):
        if flag and scope not in caller.scopes:
            raise Forbidden(f"To be told of that needs the scope {scope}.")


def _dated(wish: Wish, caller: Caller, held: Subscription | None) -> Volume4D:
    start = wish.volume.during.start or (held.during.start if held is not None else None) or caller.now
    if start < caller.now - SLACK and held is None:
        raise BadInput("A subscription cannot start more than five minutes in the past.")
    end = wish.volume.during.end or start + LONGEST
    if end <= caller.now:
        raise BadInput(f"The subscription ended at {end.isoformat()}, in the past.")
    if end - start > LONGEST:
        raise BadInput(f"A subscription lasts at most {LONGEST.total_seconds() / 3600:.0f} hours.")
    return msgspec.structs.replace(wish.volume, during=Interval(start, end))


def remove(tx: Transaction, identity: str, ovn: str, caller: Caller) -> Subscribed:
    """End a subscription; raises `NotFound`, `VersionConflict`, `Forbidden`, and `BadInput` where an intent leans on it."""
    held = get(tx, identity, caller)
    own(held.subscription, identity, caller, ovn, create=False)
    if held.dependents:
        raise BadInput(f"{len(held.dependents)} operational intents lean on the subscription {identity}.")
    tx.drop(Subscription, identity)
    return held


def get(tx: Transaction, identity: str, caller: Caller) -> Subscribed:
    """A subscription of the caller; raises `NotFound` also where it has expired, `Forbidden` where it is another's."""
    found = tx.find(Subscription, identity)
    if found is None or _over(found, caller):
        raise NotFound(f"There is no subscription {identity}.")
    if found.manager != caller.subject:
        raise Forbidden(f"The subscription {identity} belongs to somebody else.")
    return Subscribed(found, tuple(one.id for one in tx.leaning_on(identity)))


def search(tx: Transaction, volume: Volume4D, caller: Caller) -> list[Subscribed]:
    """The caller's subscriptions that meet a volume and have not expired, by id."""
    return [
        Subscribed(one, tuple(intent.id for intent in tx.leaning_on(one.id)))
        for one in tx.meeting(Subscription, [volume], altitude=False)
        if one.manager == caller.subject and not _over(one, caller)
    ]


def told(
    tx: Transaction, volumes: Sequence[Volume4D], *, for_intents: bool = False, for_constraints: bool = False
) -> tuple[Subscription, ...]:
    """The subscriptions that a change in or near these volumes concerns, counted up: old and new places, at any height."""
    found = [
        one
        for one in tx.meeting(Subscription, near(volumes), altitude=False)
        if (for_intents and one.for_intents) or (for_constraints and one.for_constraints)
    ]
    return tuple(tx.counted(found)) if found else ()


def covers(wide: Sequence[Volume4D], volumes: Sequence[Volume4D], *, altitude: bool = False) -> bool:
    """Whether each volume lies in one of the wider ones, in space and time, and with `altitude` in height.

    What hangs on the plane's error alone counts as covered: the same area given twice covers itself.
    """
    return all(any(_within(one, volume, altitude=altitude) for one in wide) for volume in volumes)


def _within(wide: Volume4D, small: Volume4D, *, altitude: bool) -> bool:
    slack = wide.during if wide.during.start is None else Interval(wide.during.start - SLACK, wide.during.end)
    if not small.during.within(slack) or (altitude and wide.band.holds(small.band) != YES):
        return False
    return Sharing((wide.footprint, small.footprint)).holds(0, 1) != NO


def _over(subscription: Subscription, caller: Caller) -> bool:
    return subscription.during.end is not None and subscription.during.end <= caller.now
