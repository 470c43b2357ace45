"""The same as `treve.airspace.committer` for PostgreSQL: each piece of work in a thread with a connection of its own."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from treve.airspace.postgres import PostgresAirspace
from treve.airspace.store import Transaction


class Pooled:
    """Gives work to a database that many use. Belongs to one event loop; close it at the end."""

    def __init__(self, store: PostgresAirspace, threads: int = 8) -> None:
        self._store = store
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix="airspace")

    async def change[T](self, work: Callable[[Transaction], T]) -> T:
        """Run work that changes something; on the disk when this returns. It may be run more than once."""
        return await asyncio.get_running_loop().run_in_executor(self._threads, self._store.run, work)

    async def read[T](self, work: Callable[[Transaction], T]) -> T:
        """Run work that only reads; it sees all that was answered."""
        return await asyncio.get_running_loop().run_in_executor(self._threads, self._store.read, work)

    async def close(self) -> None:
        """Finish what runs and close the connections."""
        await asyncio.to_thread(self._threads.shutdown)
        self._store.close()
