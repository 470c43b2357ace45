"""The DSS of this node itself, as its own USS asks it."""

from collections.abc import Sequence
from secrets import token_urlsafe

from treve.airspace import constraints, intents
from treve.airspace.caller import CONFORMANCE, CONSTRAINT_MANAGEMENT, CONSTRAINT_PROCESSING, STRATEGIC, Caller
from treve.airspace.entity import Constraint, Intent
from treve.airspace.near import near
from treve.airspace.store import Transaction
from treve.api.airspace import Airspace
from treve.api.f3548 import models, said
from treve.api.f3548.said import Teller
from treve.clock import Clock
from treve.geo.volume import Volume4D

SCOPES = frozenset((STRATEGIC, CONFORMANCE, CONSTRAINT_MANAGEMENT, CONSTRAINT_PROCESSING))
"""What this node may do in its own DSS."""


class OwnPool:
    """The DSS of this node itself: asked without a detour, details and reference written as one."""

    def __init__(self, airspace: Airspace, subject: str, clock: Clock) -> None:
        self._airspace, self._subject, self._clock = airspace, subject, clock

    async def near(self, volumes: Sequence[Volume4D]) -> list[models.IntentReference]:
        """The intents that meet these volumes or come near them, by id."""
        around = near(volumes)

        def work(tx: Transaction) -> list[models.IntentReference]:
            teller = Teller(tx, self._subject)
            return [teller.intent(one) for one in tx.meeting(Intent, around)]

        return await self._airspace.read(work)

    async def put(self, plan: intents.Plan) -> models.IntentChanged:
        """Make or change an intent of this node."""
        caller = self._caller()
        return await self._airspace.change(lambda tx: self._told(tx, intents.put(tx, plan, caller)))

    async def remove(self, held: Intent) -> models.IntentChanged:
        """End an intent of this node."""
        caller = self._caller()
        return await self._airspace.change(lambda tx: self._told(tx, intents.remove(tx, held.id, held.ovn, caller)))

    async def publish(self, asked: constraints.Restriction) -> models.ConstraintChanged:
        """Make or change a constraint of this node."""
        caller = self._caller()
        return await self._airspace.change(lambda tx: self._restricted(tx, constraints.put(tx, asked, caller)))

    async def withdraw(self, held: Constraint) -> models.ConstraintChanged:
        """End a constraint of this node."""
        caller = self._caller()
        return await self._airspace.change(lambda tx: self._restricted(tx, constraints.remove(tx, held.id, held.ovn, caller)))

    def _restricted(self, tx: Transaction, done: constraints.Restricted) -> models.ConstraintChanged:
        return models.ConstraintChanged(said.subscribers(done.told), Teller(tx, self._subject).constraint(done.constraint))

    def _told(self, tx: Transaction, done: intents.Planned) -> models.IntentChanged:
        return models.IntentChanged(said.subscribers(done.told), Teller(tx, self._subject).intent(done.intent))

    def _caller(self) -> Caller:
        return Caller(self._subject, SCOPES, self._clock.now(), lambda: token_urlsafe(24))
