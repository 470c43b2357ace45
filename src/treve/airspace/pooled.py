"""The same as `treve.airspace.committer` for PostgreSQL: changes in one thread, together; reads in others, beside them.

Changes of one process are put into one transaction as they come: in a place where many plan at once, they would
otherwise make each other begin again. Other processes may still do so, and then the whole transaction is run again.
"""

import asyncio
from collections import deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from treve.airspace.committer import Waiting, tell
from treve.airspace.postgres import PostgresAirspace
from treve.airspace.store import Transaction

MOST = 32
"""Most pieces of work in one transaction: a long one is overtaken by other processes more often."""


class Pooled:
    """Gives work to a database that many use. Belongs to one event loop; close it at the end."""

    def __init__(self, store: PostgresAirspace, readers: int = 4) -> None:
        self._store = store
        self._writer = ThreadPoolExecutor(1, thread_name_prefix="airspace-write")
        self._readers = ThreadPoolExecutor(readers, thread_name_prefix="airspace-read")
        self._waiting: deque[Waiting] = deque()
        self._running: asyncio.Task[None] | None = None

    async def change[T](self, work: Callable[[Transaction], T]) -> T:
        """Run work that changes something; on the disk when this returns. It may be run more than once."""
        answer: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        self._waiting.append(Waiting(work, answer))
        if self._running is None:
            self._running = asyncio.create_task(self._write())
        return await answer

    async def read[T](self, work: Callable[[Transaction], T]) -> T:
        """Run work that only reads; it sees all that was answered."""
        return await asyncio.get_running_loop().run_in_executor(self._readers, self._store.read, work)

    async def close(self) -> None:
        """Finish what waits and close the connections."""
        while self._running is not None:
            await self._running
        await asyncio.to_thread(self._writer.shutdown)
        await asyncio.to_thread(self._readers.shutdown)
        self._store.close()

    async def _write(self) -> None:
        while self._waiting:
            batch = [self._waiting.popleft() for _ in range(min(MOST, len(self._waiting)))]
            works = [one.work for one in batch]
            try:
                outcomes: list[Any] = await asyncio.get_running_loop().run_in_executor(
                    self._writer, self._store.together, works
                )
            except Exception as error:
                outcomes = [error] * len(batch)
            tell(batch, outcomes)
        self._running = None
