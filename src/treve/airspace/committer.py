"""Many askers, one writer: what comes in while the disk is busy is written together, in one transaction.

The work itself runs on the event loop, where nothing else takes the interpreter from it; only the commit,
which waits for the disk, runs in a thread beside it. An answer is given when the commit has returned.
"""

import asyncio
from collections import deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, NamedTuple

from treve.airspace.sqlite import SqliteAirspace
from treve.airspace.store import Transaction
from treve.errors import NodeBusy

MOST = 128
"""Most pieces of work in one transaction: bounds how long the others wait."""
PATIENCE_S = 10.0
"""How long another process may keep writing before the work is given back, seconds."""
PAUSE_S = 0.001
"""How long to wait before asking again whether it has ended, seconds."""


class Waiting(NamedTuple):
    """A piece of work, and who waits for its outcome."""

    work: Callable[[Transaction], Any]
    answer: asyncio.Future[Any]


class Committer:
    """Gives work to the store and answers when it is on the disk. Belongs to one event loop; close it at the end."""

    def __init__(self, store: SqliteAirspace) -> None:
        self._store = store
        self._waiting: deque[Waiting] = deque()
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="airspace-commit")
        self._running: asyncio.Task[None] | None = None

    @property
    def waiting(self) -> int:
        """How many pieces of work wait for their turn."""
        return len(self._waiting)

    async def change[T](self, work: Callable[[Transaction], T]) -> T:
        """Run work that changes something; on the disk when this returns.

        Raises what `work` raises, `NodeBusy`, `StorageFailed`.
        """
        answer: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        self._waiting.append(Waiting(work, answer))
        if self._running is None:
            self._running = asyncio.create_task(self._write())
        return await answer

    async def read[T](self, work: Callable[[Transaction], T]) -> T:
        """Run work that only reads; it sees all that was answered."""
        return self._store.read(work)

    async def close(self) -> None:
        """Finish what waits and close the store."""
        while self._running is not None:
            await self._running
        self._thread.shutdown()
        self._store.close()

    async def _write(self) -> None:
        # Let every request that has arrived already put its work into the first transaction.
        await asyncio.sleep(0)
        while self._waiting:
            batch = [self._waiting.popleft() for _ in range(min(MOST, len(self._waiting)))]
            try:
                await self._together(batch)
            except Exception as error:
                tell(batch, [error] * len(batch))
        self._running = None

    async def _together(self, batch: list[Waiting]) -> None:
        await self._begin()
        outcomes: list[Any] = []
        try:
            for one in batch:
                try:
                    outcomes.append(self._store.perform(one.work))
                except Exception as error:
                    outcomes.append(error)
            await asyncio.get_running_loop().run_in_executor(self._thread, self._store.commit)
            self._store.settle()
        except BaseException:
            self._store.rollback()
            raise
        tell(batch, outcomes)

    async def _begin(self) -> None:
        loop = asyncio.get_running_loop()
        until = loop.time() + PATIENCE_S
        while True:
            try:
                return self._store.begin()
            except NodeBusy:
                if loop.time() > until:
                    raise
                await asyncio.sleep(PAUSE_S)


def tell(batch: list[Waiting], outcomes: list[Any]) -> None:
    """Give each outcome to who waits for it."""
    for one, outcome in zip(batch, outcomes, strict=True):
        if one.answer.done():
            continue
        if isinstance(outcome, Exception):
            one.answer.set_exception(outcome)
        else:
            one.answer.set_result(outcome)
