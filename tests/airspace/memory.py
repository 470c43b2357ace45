"""The airspace room in lists: slow, plain, and what the stores are held against."""

import copy
from collections.abc import Callable, Sequence
from datetime import datetime

import msgspec

from treve.airspace.entity import Availability, Entity, Intent, Subscription
from treve.geo.altitude import AltitudeBand
from treve.geo.footprint import middle
from treve.geo.metric import distance
from treve.geo.volume import Volume4D
from treve.kleene import NO


class MemoryTransaction:
    def __init__(self) -> None:
        self.held: dict[tuple[type[Entity], str], tuple[Entity, tuple[Volume4D, ...]]] = {}
        self.said: dict[str, Availability] = {}
        self.notes: list[tuple[str, str, bytes]] = []

    def find[E: Entity](self, kind: type[E], identity: str) -> E | None:
        found = self.held.get((kind, identity))
        return None if found is None else found[0]  # type: ignore[return-value]

    def volumes(self, kind: type[Entity], identity: str) -> tuple[Volume4D, ...]:
        found = self.held.get((kind, identity))
        return () if found is None else found[1]

    def meeting[E: Entity](self, kind: type[E], volumes: Sequence[Volume4D], *, altitude: bool = True) -> list[E]:
        found = [
            one
            for (held, _), (one, theirs) in self.held.items()
            if held is kind and any(_meet(a, b, altitude=altitude) for a in volumes for b in theirs)
        ]
        return sorted(found, key=lambda one: one.id)  # type: ignore[arg-type, return-value]

    def save(self, one: Entity, volumes: Sequence[Volume4D] | None = None) -> None:
        kept = self.volumes(type(one), one.id) if volumes is None else tuple(volumes)
        self.held[type(one), one.id] = (one, kept)

    def drop(self, kind: type[Entity], identity: str) -> None:
        self.held.pop((kind, identity), None)

    def leaning_on(self, subscription: str) -> list[Intent]:
        every = (one for one, _ in self.held.values())
        found = [one for one in every if isinstance(one, Intent) and subscription and one.subscription == subscription]
        return sorted(found, key=lambda one: one.id)

    def counted(self, subscriptions: Sequence[Subscription]) -> list[Subscription]:
        found = [msgspec.structs.replace(one, notification_index=one.notification_index + 1) for one in subscriptions]
        for one in found:
            self.save(one)
        return found

    def availability(self, uss: str) -> Availability:
        return self.said.get(uss, Availability(uss=uss))

    def set_availability(self, said: Availability) -> None:
        self.said[said.uss] = said

    def expired(self, before: datetime, limit: int) -> list[Entity]:
        found = [one for one, _ in self.held.values() if one.during.end is not None and one.during.end < before]
        return sorted(found, key=lambda one: (one.during.bounds[1], type(one).__name__.lower(), one.id))[:limit]

    def journal(self, what: str, body: bytes) -> None:
        self.notes.append((str(len(self.notes)), what, body))

    def noted(self, limit: int) -> list[tuple[str, str, bytes]]:
        return self.notes[:limit]

    def taken_over(self, numbers: Sequence[str]) -> None:
        self.notes = [one for one in self.notes if one[0] not in numbers]


class MemoryAirspace:
    """Every piece of work runs alone; one that raises leaves no trace."""

    def __init__(self) -> None:
        self.tx = MemoryTransaction()

    def run[T](self, work: Callable[[MemoryTransaction], T]) -> T:
        tried = copy.copy(self.tx)
        tried.held, tried.said, tried.notes = dict(self.tx.held), dict(self.tx.said), list(self.tx.notes)
        result = work(tried)
        self.tx = tried
        return result

    def read[T](self, work: Callable[[MemoryTransaction], T]) -> T:
        return work(self.tx)

    def close(self) -> None:
        pass


def _meet(a: Volume4D, b: Volume4D, *, altitude: bool) -> bool:
    if not altitude:
        a, b = (msgspec.structs.replace(one, band=AltitudeBand()) for one in (a, b))
    return not _far(a, b) and a.overlaps(b) != NO


def _far(a: Volume4D, b: Volume4D) -> bool:
    """Whether the middles lie a thousand kilometres apart: the plane of one area cannot tell of the other, the globe can.

    Only for the small areas of these tests.
    """
    (x0, y0), (x1, y1) = middle(a.footprint), middle(b.footprint)
    return bool(distance([x0], [y0], [x1], [y1])[0] > 1e6)
