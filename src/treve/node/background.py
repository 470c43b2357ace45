"""What a serving node does beside answering: the log takes over what changed in its airspace."""

import asyncio
import sys
from pathlib import Path

from treve.airspace.committer import Committer
from treve.airspace.pooled import Pooled
from treve.errors import TreveError
from treve.node.airspace import open_airspace
from treve.node.node import Node
from treve.node.taking_over import MOST, take_over

PAUSE_S = 2.0
"""How often it looks for something to take over, seconds."""


async def taking_over(folder: Path, airspace: Committer | Pooled, *, but: str = "") -> None:
    """Take over what changed, again and again; what cannot be taken over now is tried again later."""
    while True:
        found = 0
        try:
            if await airspace.read(lambda tx: tx.noted(1)):
                # In a thread, with connections of its own: signing and writing hold up no request.
                found = await asyncio.to_thread(_once, folder, but)
        except TreveError as error:
            sys.stderr.write(f"{error.code}: what changed in the airspace could not be taken into the log: {error.message}\n")
        if found < MOST:
            await asyncio.sleep(PAUSE_S)


def _once(folder: Path, but: str) -> int:
    with Node.open(folder) as node:
        store = open_airspace(folder, node.settings)
        try:
            return take_over(node, store, but=but)
        finally:
            store.close()
