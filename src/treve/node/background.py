"""What a serving node does beside answering: the log takes over what changed in its airspace.

Signing and writing take as much of a processor as the answers do, so they have a process of their own. It is told
over a pipe when there is something to do, and ends with the pipe: also where the server was killed.
"""

import asyncio
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from treve.airspace.committer import Committer
from treve.airspace.pooled import Pooled
from treve.errors import TreveError
from treve.node.airspace import open_airspace
from treve.node.node import Node
from treve.node.taking_over import MOST, take_over

PAUSE_S = 2.0
"""How often it looks for something to take over, seconds."""
PATIENCE_S = 10.0
"""How long the process may take to end, seconds."""


async def taking_over(folder: Path, airspace: Committer | Pooled, *, but: str = "") -> None:
    """Take over what changed, again and again; what cannot be taken over now is tried again later."""
    loop, worker = asyncio.get_running_loop(), Worker(folder, but)
    try:
        while True:
            found, began = 0, loop.time()
            try:
                if await airspace.read(lambda tx: tx.noted(1)):
                    found = await worker.once()
            except TreveError as error:
                tell(error)
            # Answers come first: where much waits, it rests as long as it worked.
            await asyncio.sleep(PAUSE_S if found < MOST else min(PAUSE_S, loop.time() - began))
    finally:
        await worker.close()


class Worker:
    """The process that takes over; begun when it is needed, and again where it ended."""

    def __init__(self, folder: Path, but: str) -> None:
        self._said = (str(folder), but)
        self._process: Process | None = None

    async def once(self) -> int:
        """Have it take over once; how many notes there were, 0 where it failed, which it tells itself."""
        if self._process is None:
            # Ctrl-C is for the server, which ends this in its turn.
            self._process = await asyncio.create_subprocess_exec(
                sys.executable, "-m", __name__, *self._said, stdin=PIPE, stdout=PIPE, start_new_session=True
            )
        process = self._process
        assert process.stdin is not None
        assert process.stdout is not None
        with suppress(ConnectionError):
            process.stdin.write(b"once\n")
            await process.stdin.drain()
        line = await process.stdout.readline()
        if not line:
            self._process = None
            ended = await process.wait()
            sys.stderr.write(f"The process that takes over into the log ended with {ended}; it is begun again.\n")
        return int(line or 0)

    async def close(self) -> None:
        """Let it finish what it does and end; it is ended where that takes too long."""
        if self._process is None:
            return
        assert self._process.stdin is not None
        self._process.stdin.close()
        try:
            await asyncio.wait_for(self._process.wait(), PATIENCE_S)
        except TimeoutError:
            self._process.kill()
            await self._process.wait()


def tell(error: TreveError) -> None:
    """Say on the error stream what went wrong."""
    sys.stderr.write(f"{error.code}: what changed in the airspace could not be taken into the log: {error.message}\n")


def work(folder: Path, but: str, asked: Iterable[str]) -> None:
    """Take over once for each line; answer with how many notes there were."""
    for _ in asked:
        found = 0
        try:
            with Node.open(folder) as node:
                store = open_airspace(folder, node.settings, blind=True)
                try:
                    found = take_over(node, store, but=but)
                finally:
                    store.close()
        except TreveError as error:
            tell(error)
        sys.stdout.write(f"{found}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    work(Path(sys.argv[1]), sys.argv[2], sys.stdin)
