"""Notices of this node that the airspace is to show become operational intents and constraints, and go when they are over.

Again and again what the log says is held against what the airspace holds, and the difference is made good: whatever was
lost meanwhile, by a kill or a DSS that did not answer, is there in the end. A flight that meets another one is not planned;
the people of this node are told, on the error stream and by the findings of conflicts.
"""

import asyncio
import sys
from collections.abc import Awaitable
from datetime import datetime
from pathlib import Path

from treve.airspace.entity import Constraint, Intent, State
from treve.airspace.intents import OFF_NOMINAL
from treve.airspace.store import Transaction
from treve.api.airspace import Airspace
from treve.api.f3548.planner import Planner, Wanted
from treve.api.f3548.publisher import Publisher
from treve.clock import Clock
from treve.errors import TreveError
from treve.geo.volume import Volume4D
from treve.node.announced import Announced, Wish, last_said, own
from treve.node.node import Node

PAUSE_S = 2.0
"""How often it looks whether the log has more, seconds."""
EVERY_S = 30.0
"""How often it looks anyway: windows begin and end, and what failed is tried again, seconds."""

_NEVER = -2

Held = tuple[Intent | Constraint, tuple[Volume4D, ...]]


class Announcer:
    """Keeps the airspace as the notices of this node want it."""

    def __init__(
        self, folder: Path, airspace: Airspace, planner: Planner, publisher: Publisher, clock: Clock
    ) -> None:  # fmt: skip
        self._folder, self._airspace, self._planner = folder, airspace, planner
        self._publisher, self._clock = publisher, clock
        self._seen = (_NEVER, float("-inf"))
        self.refused: dict[str, str] = {}
        """What could not be done, and why, by id of the intent or constraint; told once."""

    async def run(self) -> None:
        """Keep at it."""
        while True:
            try:
                await self.look()
            except TreveError as error:
                sys.stderr.write(f"{error.code}: the notices could not be shown in the airspace: {error.message}\n")
            await asyncio.sleep(PAUSE_S)

    async def look(self) -> None:
        """Look once, if there is something new or it is time to."""
        last, told = self._seen
        now = asyncio.get_running_loop().time()
        # In a thread: a picture of many notices holds up no request.
        found = await asyncio.to_thread(_read, self._folder, self._clock.now(), last if now - told < EVERY_S else _NEVER)
        if found is None:
            return
        self._seen = (found[0], now)
        for one in found[1]:
            await self.settle(one)

    async def settle(self, one: Announced) -> None:
        """Make the airspace hold what one notice wants; what fails leaves the rest of it."""
        for identity, flight in one.others:
            await self._tried(one.key, identity, self._ended(identity, flight=flight))
        for wish in one.wishes:
            await self._tried(one.key, wish.id, self._wished(wish, one))

    async def _tried(self, notice: str, identity: str, doing: Awaitable[None]) -> None:
        try:
            await doing
            self.refused.pop(identity, None)
        except TreveError as error:
            if self.refused.get(identity) != error.message:
                self.refused[identity] = error.message
                sys.stderr.write(f"{error.code}: {notice} is not in the airspace as it should be: {error.message}\n")

    async def _ended(self, identity: str, *, flight: bool) -> None:
        if await self._held(identity, flight=flight) is not None:
            await (self._planner if flight else self._publisher).end(identity)

    async def _wished(self, wish: Wish, one: Announced) -> None:
        held = await self._held(wish.id, flight=wish.flight)
        if not wish.flight:
            if held is None or held[1] != wish.volumes:
                await self._publisher.put(wish.id, wish.volumes, wish.sort)
            return
        state = self._state(wish, None if held is None else held[0], one)
        if held is None or (held[1], getattr(held[0], "state", "")) != (wish.volumes, state):
            await self._planner.put(Wanted(id=wish.id, volumes=wish.volumes, state=state))

    def _state(self, wish: Wish, held: Intent | Constraint | None, one: Announced) -> State:
        """The state that a flight is to have: one that left its volumes stays what it was said to be."""
        if isinstance(held, Intent) and held.state in OFF_NOMINAL:
            return held.state
        now = self._clock.now()
        flying = any(now in each.during for each in wish.volumes)
        if one.breached and flying:
            return "Nonconforming" if held is not None else "Accepted"
        if isinstance(held, Intent) and held.state == "Activated":
            return held.state
        return "Activated" if one.running and flying else "Accepted"

    async def _held(self, identity: str, *, flight: bool) -> Held | None:
        kind: type[Intent] | type[Constraint] = Intent if flight else Constraint

        def work(tx: Transaction) -> Held | None:
            found = tx.find(kind, identity)
            if found is None or found.manager != self._planner.subject:
                return None
            return found, tx.volumes(kind, identity)

        return await self._airspace.read(work)


def _read(folder: Path, now: datetime, last: int) -> tuple[int, list[Announced]] | None:
    """The place of what the party said last of its notices, and those for the airspace; `None` where it said nothing since."""
    with Node.open(folder) as node:
        found = last_said(node)
        return None if found == last else (found, own(node, now))
