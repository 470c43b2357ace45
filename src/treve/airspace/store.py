"""What a store of the airspace room must do; SQLite and PostgreSQL each do it.

All work runs in a transaction that behaves as if it ran alone (serializable), so two writers whose volumes
meet cannot both miss each other: the second sees the first. What `run` has returned is on the disk.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Protocol

from treve.airspace.entity import Availability, Entity, Intent, Subscription
from treve.geo.volume import Volume4D


class Transaction(Protocol):
    """What can be read and written within one transaction."""

    def find[E: Entity](self, kind: type[E], identity: str) -> E | None:
        """The entity of that kind and id."""
        ...

    def volumes(self, kind: type[Entity], identity: str) -> tuple[Volume4D, ...]:
        """The exact volumes of an entity, as they were given."""
        ...

    def meeting[E: Entity](self, kind: type[E], volumes: Sequence[Volume4D], *, altitude: bool = True) -> list[E]:
        """The entities of that kind of which some volume shares ground, time and altitude with one of these, by id.

        Exact, and on the safe side: what cannot be told apart meets. Nothing is left out for being too many.
        Without `altitude`, heights are not asked.
        """
        ...

    def save(self, one: Entity, volumes: Sequence[Volume4D] | None = None) -> None:
        """Make or replace an entity; without `volumes` it keeps those it has."""
        ...

    def drop(self, kind: type[Entity], identity: str) -> None:
        """Remove an entity, if it is there."""
        ...

    def leaning_on(self, subscription: str) -> list[Intent]:
        """The intents that a subscription keeps informed, by id."""
        ...

    def counted(self, subscriptions: Sequence[Subscription]) -> list[Subscription]:
        """The same subscriptions with their notification index one higher, which is kept."""
        ...

    def availability(self, uss: str) -> Availability:
        """What was said last of a USS; `Unknown` where nothing was."""
        ...

    def set_availability(self, said: Availability) -> None:
        """Keep what an arbiter says of a USS."""
        ...

    def expired(self, before: datetime, limit: int) -> list[Entity]:
        """Entities that ended before an instant, the earliest first, at most `limit`: what a sweep removes."""
        ...

    def journal(self, what: str, body: bytes) -> None:
        """Note a change, in the same transaction, for the log of the node to take over."""
        ...

    def noted(self, limit: int) -> list[tuple[str, str, bytes]]:
        """Notes that were not taken over yet, the oldest first, at most `limit`: number, what it is of, what it says."""
        ...

    def taken_over(self, numbers: Sequence[str]) -> None:
        """Remove notes that the log of the node has."""
        ...


class AirspaceStore(Protocol):
    """A place where the airspace room keeps its entities."""

    def run[T](self, work: Callable[[Transaction], T]) -> T:
        """Run work that changes something; on the disk when this returns. Raises what `work` raises, and then nothing changed.

        Work may be run again where the store had to give way to another writer: it must not act on anything else.
        """
        ...

    def read[T](self, work: Callable[[Transaction], T]) -> T:
        """Run work that only reads; it sees everything that any process was told is on the disk."""
        ...

    def close(self) -> None:
        """Let go of the files and connections."""
        ...
