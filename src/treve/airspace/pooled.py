"""The same as `treve.airspace.committer` for PostgreSQL: changes in one thread, together; reads in others, beside them.

Changes of one process are put into one transaction as they come: in a place where many plan at once, they would
otherwise make each other begin again. Other processes may still do so, and then the whole transaction is run again.
"""

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from treve.airspace.committer import Queued
from treve.airspace.postgres import PostgresAirspace
from treve.airspace.store import Transaction

MOST = 32
"""Most pieces of work in one transaction: a long one is overtaken by other processes more often."""


class Pooled(Queued):
    """Gives work to a database that many use; it may be run more than once. One event loop; close it at the end."""

    def __init__(self, store: PostgresAirspace, readers: int = 4) -> None:
        super().__init__(MOST)
        self._store = store
        self._writer = ThreadPoolExecutor(1, thread_name_prefix="airspace-write")
        self._readers = ThreadPoolExecutor(readers, thread_name_prefix="airspace-read")

    async def read[T](self, work: Callable[[Transaction], T]) -> T:
        """Run work that only reads; it sees all that was answered."""
        return await asyncio.get_running_loop().run_in_executor(self._readers, self._store.read, work)

    async def close(self) -> None:
        """Finish what waits and close the connections."""
        await self.finished()
        await asyncio.to_thread(self._writer.shutdown)
        await asyncio.to_thread(self._readers.shutdown)
        self._store.close()

    async def _together(self, works: Sequence[Callable[[Transaction], Any]]) -> list[Any]:
        return await asyncio.get_running_loop().run_in_executor(self._writer, self._store.together, works)
