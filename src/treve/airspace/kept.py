"""How entities are kept by any store: their kinds, and the bytes they become."""

from collections.abc import Iterable, Iterator

import msgspec

from treve import codec
from treve.airspace.entity import Constraint, Entity, Intent, Subscription

KINDS: dict[type[Entity], str] = {Intent: "intent", Constraint: "constraint", Subscription: "subscription"}
"""The kinds of entity, each with its name in the tables."""

_BY_NAME = {name: kind for kind, name in KINDS.items()}


def entity[E: Entity](kind: type[E], notified: int, body: bytes) -> E:
    """An entity as it was kept; what it was notified of is counted beside its body."""
    found = codec.decode(body, kind)
    return msgspec.structs.replace(found, notification_index=notified) if isinstance(found, Subscription) else found


def entities(rows: Iterable[tuple[str, int, bytes]]) -> Iterator[Entity]:
    """Entities of any kind: kind, notifications, body."""
    return (entity(_BY_NAME[name], notified, body) for name, notified, body in rows)


def columns(one: Entity) -> tuple[int, str, int, bytes]:
    """What is kept of an entity beside its kind and id: end in microseconds, what it leans on, notifications, body."""
    leans = one.subscription if isinstance(one, Intent) else ""
    notified = one.notification_index if isinstance(one, Subscription) else 0
    return one.during.bounds[1], leans, notified, codec.encode(one)


def counted_up(subscriptions: Iterable[Subscription]) -> list[Subscription]:
    """Subscriptions with their notification index one higher."""
    return [msgspec.structs.replace(one, notification_index=one.notification_index + 1) for one in subscriptions]
