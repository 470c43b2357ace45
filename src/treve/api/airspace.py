"""What the endpoints ask of the airspace room: work to be run in its store."""

from collections.abc import Callable
from typing import Protocol

from treve.airspace.store import Transaction


class Airspace(Protocol):
    """Runs work in the store of the airspace room; `treve.airspace.committer.Committer` is one."""

    async def change[T](self, work: Callable[[Transaction], T]) -> T:
        """Run work that changes something; on the disk when this returns. Raises what `work` raises."""
        ...

    async def read[T](self, work: Callable[[Transaction], T]) -> T:
        """Run work that only reads; it sees all that was answered."""
        ...

    async def close(self) -> None:
        """Finish what waits and let go of the files."""
        ...
