"""Many askers, one writer: what comes in while the disk is busy is written together, in one transaction.

The work itself runs on the event loop, where nothing else takes the interpreter from it; only the commit,
which waits for the disk, runs in a thread beside it. An answer is given when the commit has returned.
"""

import asyncio
from abc import ABC, abstractmethod
from collections import deque
from collections.abc import Callable, Sequence
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


class Queued(ABC):
    """Work that waits for its turn and is given to a store together. Belongs to one event loop."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._waiting: deque[Waiting] = deque()
        self._running: asyncio.Task[None] | None = None

    async def change[T](self, work: Callable[[Transaction], T]) -> T:
        """Run work that changes something; on the disk when this returns.

        Raises what `work` raises, `NodeBusy`, `StorageFailed`.
        """
        answer: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        self._waiting.append(Waiting(work, answer))
        if self._running is None:
            self._running = asyncio.create_task(self._write())
        return await answer

    async def finished(self) -> None:
        """Wait until nothing waits."""
        while self._running is not None:
            await self._running

    async def _write(self) -> None:
        while self._waiting:
            batch = [self._waiting.popleft() for _ in range(min(self._most, len(self._waiting)))]
            try:
                outcomes = await self._together([one.work for one in batch])
            except Exception as error:
                outcomes = [error] * len(batch)
            tell(batch, outcomes)
        self._running = None

    @abstractmethod
    async def _together(self, works: Sequence[Callable[[Transaction], Any]]) -> list[Any]:
        """Run works in one transaction: for each what it gave, or the error that undid it alone."""


class Committer(Queued):
    """Gives work to the store and answers when it is on the disk. Belongs to one event loop; close it at the end."""

    def __init__(self, store: SqliteAirspace) -> None:
        super().__init__(MOST)
        self._store = store
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="airspace-commit")

    @property
    def waiting(self) -> int:
        """How many pieces of work wait for their turn."""
        return len(self._waiting)

    async def read[T](self, work: Callable[[Transaction], T]) -> T:
        """Run work that only reads; it sees all that was answered."""
        return self._store.read(work)

    async def close(self) -> None:
        """Finish what waits and close the store."""
        await self.finished()
        self._thread.shutdown()
        self._store.close()

    async def _write(self) -> None:
        # Let every request that has arrived already put its work into the first transaction.
        await asyncio.sleep(0)
        await super()._write()

    async def _together(self, works: Sequence[Callable[[Transaction], Any]]) -> list[Any]:
        await self._begin()
        outcomes: list[Any] = []
        try:
            for work in works:
                try:
                    outcomes.append(self._store.perform(work))
                except Exception as error:
                    outcomes.append(error)
            await asyncio.get_running_loop().run_in_executor(self._thread, self._store.commit)
            self._store.settle()
        except BaseException:
            self._store.rollback()
            raise
        return outcomes

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
