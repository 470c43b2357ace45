"""The USS of this node: plans, changes and ends intents of its own, so that none meets what it must not meet.

F3548-21, 4.4 to 4.6. The order is: see who is near, read their details, decide, write with the OVNs of all that was
read. If somebody else wrote meanwhile, the DSS refuses, and it begins again.
"""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import datetime
from typing import NamedTuple
from weakref import WeakValueDictionary

import msgspec

from treve.airspace.caller import STRATEGIC
from treve.airspace.entity import Intent, State
from treve.airspace.intents import HORIZON, OFF_NOMINAL, NewSubscription, Plan
from treve.airspace.store import Transaction
from treve.api.airspace import Airspace
from treve.api.f3548 import models
from treve.api.f3548.aloud import Aloud
from treve.api.f3548.convert import given_back
from treve.api.f3548.notifier import Notifier
from treve.api.f3548.peers import Other, Others, in_the_way
from treve.api.f3548.pool import Pool
from treve.api.f3548.said import Teller
from treve.clock import Clock
from treve.errors import BadInput, BadTransition, InTheWay, NodeBusy, NotFound, Unread
from treve.geo.volume import Volume4D

TRIES = 6
"""How often a plan is begun again because somebody else wrote meanwhile."""
STEPS: dict[State | None, tuple[State, ...]] = {
    None: ("Accepted", "Activated"),
    "Accepted": ("Accepted", "Activated", "Nonconforming", "Contingent"),
    "Activated": ("Activated", "Nonconforming", "Contingent"),
    "Nonconforming": ("Nonconforming", "Activated", "Contingent"),
    "Contingent": ("Contingent",),
}
"""Which state may follow which (F3548-21, figure 4)."""


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """A flight that somebody wants to make, or to make otherwise."""

    id: str
    """Id of its intent."""
    volumes: tuple[Volume4D, ...]
    """Where and when."""
    state: State
    """The state that it shall have; in an off-nominal one its volumes are off-nominal."""
    priority: int = 0
    """Its priority."""


class Conflicting(NamedTuple):
    """Word for the people of this USS that a flight of theirs meets others."""

    at: datetime
    """When it was seen."""
    own: str
    """Id of the own intent."""
    others: tuple[str, ...]
    """Ids of the others."""


class Planner:
    """Plans for one USS."""

    def __init__(
        self, airspace: Airspace, pool: Pool, others: Others, notifier: Notifier, clock: Clock, *, subject: str, base_url: str
    ) -> None:
        self._airspace, self._pool, self._others, self._notifier = airspace, pool, others, notifier
        self._clock, self.subject, self.base_url = clock, subject, base_url
        self._locks: WeakValueDictionary[tuple[str, str], asyncio.Lock] = WeakValueDictionary()
        self._aloud = Aloud()
        self.conflicts: deque[Conflicting] = deque(maxlen=1000)
        """What the people of this USS were told of conflicts, oldest first."""

    async def put(self, wanted: Wanted) -> models.Intent:
        """Plan a flight or change it; raises `BadTransition`, `InTheWay`, `PeerFailed`, `BadInput`."""
        async with self._alone(wanted.id):
            held, before = await self._held(wanted.id)
            self._check(wanted, held)
            if held is None and wanted.state != "Accepted":
                # A DSS takes a new intent only as accepted.
                await self._settled(msgspec.structs.replace(wanted, state="Accepted"), held, before)
                held, before = await self._held(wanted.id)
            return await self._settled(wanted, held, before)

    async def _settled(self, wanted: Wanted, held: Intent | None, before: tuple[Volume4D, ...]) -> models.Intent:
        """Write a plan, however often somebody else comes before it, and tell of it."""
        done, met = await self._tried(wanted, held, before)
        tries = 1
        while done is None:
            if tries == TRIES:
                raise NodeBusy(
                    f"The DSS refused the key of this flight {TRIES} times: others write there, or a manager tells old details."
                )
            done, met = await self._tried(wanted, held, before)
            tries += 1
        if met:
            self._meets(wanted.id, tuple(one.reference.id for one in met))
        intent = models.Intent(done.operational_intent_reference, details(wanted.volumes, wanted.state, wanted.priority))
        await self._tell(done.subscribers, wanted.id, intent)
        return intent

    async def end(self, identity: str) -> None:
        """End a flight; raises `NotFound`."""
        async with self._alone(identity):
            held, _ = await self._held(identity)
            if held is None:
                raise NotFound(f"This node has no intent {identity}.")
            async with self._writing(identity):
                done = await self._pool.remove(held)
        await self._tell(done.subscribers, identity, None)

    async def own(self, identity: str) -> models.Intent:
        """An intent of this node with its details; raises `NotFound`. Waits while the DSS is being asked to take it.

        It does not wait for the rest of a change: two USSs that read each other's details to plan would wait for each other.
        """
        async with self._writing(identity):
            held, volumes = await self._held(identity)
            if held is None:
                raise NotFound(f"This node has no intent {identity}.")
            owned = held

            def work(tx: Transaction) -> models.IntentReference:
                return Teller(tx, self.subject).intent(owned)

            reference = await self._airspace.read(work)
        return models.Intent(reference, details(volumes, held.state, held.priority, held.off_nominal))

    async def within(self, area: Volume4D) -> list[Intent]:
        """The intents of this node that meet a volume."""
        found = await self._airspace.read(lambda tx: tx.meeting(Intent, [area]))
        return [one for one in found if one.manager == self.subject]

    async def hear(self, found: Other) -> None:
        """Somebody tells of an intent: see whether it meets one of this node."""
        mine = await self._airspace.read(lambda tx: tx.meeting(Intent, found.volumes))
        for one in mine:
            if one.manager == self.subject and one.id != found.reference.id:
                self._meets(one.id, (found.reference.id,))

    def _meets(self, own: str, others: tuple[str, ...]) -> None:
        """People of this node hear that a flight of theirs meets others."""
        self.conflicts.append(Conflicting(self._clock.now(), own, others))
        self._aloud.say(f"conflict: the flight {own} of this node meets {', '.join(others)}.", own, *others)

    def _alone(self, identity: str) -> AbstractAsyncContextManager[None]:
        """One change of an intent at a time."""
        return self._locked("change", identity)

    def _writing(self, identity: str) -> AbstractAsyncContextManager[None]:
        """While the DSS takes a change, and it is kept here."""
        return self._locked("write", identity)

    @asynccontextmanager
    async def _locked(self, what: str, identity: str) -> AsyncIterator[None]:
        lock = self._locks.setdefault((what, identity), asyncio.Lock())
        async with lock:
            yield

    async def _held(self, identity: str) -> tuple[Intent | None, tuple[Volume4D, ...]]:
        def work(tx: Transaction) -> tuple[Intent | None, tuple[Volume4D, ...]]:
            found = tx.find(Intent, identity)
            if found is None or found.manager != self.subject:
                return None, ()
            return found, tx.volumes(Intent, identity)

        return await self._airspace.read(work)

    def _check(self, wanted: Wanted, held: Intent | None) -> None:
        now = self._clock.now()
        if wanted.state not in STEPS[None if held is None else held.state]:
            raise BadTransition(f"An intent that is {'new' if held is None else held.state} cannot become {wanted.state}.")
        spans = [one.during for one in wanted.volumes]
        if any(one.start is None or one.end is None for one in spans):
            raise BadInput("Each volume of an intent needs a start and an end.")
        if all(one.end is not None and one.end <= now for one in spans):
            raise BadInput("The flight is over already.")
        if any(one.end is not None and one.end > now + HORIZON for one in spans):
            raise BadInput(f"The flight ends more than {HORIZON.days} days from now.")
        if wanted.state == "Activated" and not any(now in one for one in spans):
            raise BadInput("A flight is activated only while one of its volumes is.")

    async def _tried(
        self, wanted: Wanted, held: Intent | None, before: tuple[Volume4D, ...]
    ) -> tuple[models.IntentChanged | None, list[Other]]:
        """One try: what became of it, `None` where somebody else wrote meanwhile; and the intents that it may meet and does."""
        key: frozenset[str] = frozenset()
        met: list[Other] = []
        others: list[Other] = []
        if wanted.state not in OFF_NOMINAL:
            others = await self._near(wanted)
            flying = before if held is not None and held.state == "Activated" else None
            first = next(in_the_way(wanted.priority, wanted.volumes, others, flying=flying), None)
            if first is not None:
                raise InTheWay(f"The flight meets the intent {first.reference.id} of {first.reference.manager}.")
            key = frozenset(one.reference.ovn for one in others if one.reference.ovn is not None)
            met = [one for one in others if one.meets(wanted.volumes)]
        plan = Plan(
            id=wanted.id, ovn=None if held is None else held.ovn, volumes=wanted.volumes, state=wanted.state,
            uss_base_url=self.base_url, key=key, new_subscription=NewSubscription(self.base_url), priority=wanted.priority,
            off_nominal=len(wanted.volumes) if wanted.state in OFF_NOMINAL else 0,
        )  # fmt: skip
        try:
            async with self._writing(wanted.id):
                return await self._pool.put(plan), met
        except Unread:
            # What was read may be what is old: the next try reads it anew.
            for one in others:
                self._others.forget(one.reference)
            return None, met

    async def _near(self, wanted: Wanted) -> list[Other]:
        """All others near the flight with their details; own ones too. Who cannot be read stops the plan."""
        references = [one for one in await self._pool.near(wanted.volumes) if one.id != wanted.id]
        # All are asked at once, and all answers are waited for: then the first of the failures counts.
        asked = [self._own_other(one) if one.manager == self.subject else self._others.details(one) for one in references]
        found = []
        for told in await asyncio.gather(*asked, return_exceptions=True):
            if isinstance(told, BaseException):
                raise told
            if told is not None:
                found.append(told)
        return found

    async def _own_other(self, reference: models.IntentReference) -> Other | None:
        held, volumes = await self._held(reference.id)
        if held is None:
            return None
        return Other(msgspec.structs.replace(reference, ovn=held.ovn), volumes, held.priority)

    async def _tell(self, subscribers: Sequence[models.Subscriber], identity: str, intent: models.Intent | None) -> None:
        def body(states: list[models.SubscriptionState]) -> models.IntentNotified:
            return models.IntentNotified(operational_intent_id=identity, operational_intent=intent, subscriptions=states)

        await self._notifier.tell(subscribers, "/uss/v1/operational_intents", STRATEGIC, identity, body)


def details(volumes: Sequence[Volume4D], state: State, priority: int, off_nominal: int | None = None) -> models.IntentDetails:
    """Details as F3548-21 has them; without a number, all volumes of an off-nominal state are off-nominal."""
    count = (len(volumes) if state in OFF_NOMINAL else 0) if off_nominal is None else off_nominal
    nominal, rest = volumes[: len(volumes) - count], volumes[len(volumes) - count :]
    return models.IntentDetails(
        volumes=[part for one in nominal for part in given_back(one)],
        off_nominal_volumes=[part for one in rest for part in given_back(one)],
        priority=priority,
    )
