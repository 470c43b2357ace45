"""The USS of this node publishes constraints of its own, and tells whoever asked for them (F3548-21, 4.7)."""

from collections.abc import Sequence

from treve.airspace.caller import CONSTRAINT_MANAGEMENT
from treve.airspace.constraints import Restriction
from treve.airspace.entity import Constraint
from treve.airspace.store import Transaction
from treve.api.airspace import Airspace
from treve.api.f3548 import convert, models
from treve.api.f3548.notifier import Notifier
from treve.api.f3548.pool import Pool
from treve.errors import NotFound
from treve.geo.volume import Volume4D


class Publisher:
    """Publishes for one USS."""

    def __init__(self, airspace: Airspace, pool: Pool, notifier: Notifier, *, subject: str, base_url: str) -> None:
        self._airspace, self._pool, self._notifier = airspace, pool, notifier
        self._subject, self._base_url = subject, base_url

    async def put(self, identity: str, volumes: tuple[Volume4D, ...], sort: str) -> models.Constraint:
        """Publish a constraint or change it; raises what the DSS refuses it for."""
        held = await self._held(identity)
        asked = Restriction(
            id=identity, ovn=None if held is None else held.ovn, volumes=volumes, uss_base_url=self._base_url, sort=sort
        )
        done = await self._pool.publish(asked)
        constraint = models.Constraint(done.constraint_reference, constraint_details(volumes, sort))
        await self._tell(done.subscribers, identity, constraint)
        return constraint

    async def end(self, identity: str) -> None:
        """End a constraint; raises `NotFound`."""
        held = await self._held(identity)
        if held is None:
            raise NotFound(f"This node has no constraint {identity}.")
        done = await self._pool.withdraw(held)
        await self._tell(done.subscribers, identity, None)

    async def _held(self, identity: str) -> Constraint | None:
        def work(tx: Transaction) -> Constraint | None:
            found = tx.find(Constraint, identity)
            return found if found is not None and found.manager == self._subject else None

        return await self._airspace.read(work)

    async def _tell(
        self, subscribers: Sequence[models.Subscriber], identity: str, constraint: models.Constraint | None
    ) -> None:
        def body(states: list[models.SubscriptionState]) -> models.ConstraintNotified:
            return models.ConstraintNotified(constraint_id=identity, constraint=constraint, subscriptions=states)

        await self._notifier.tell(subscribers, "/uss/v1/constraints", CONSTRAINT_MANAGEMENT, identity, body)


def constraint_details(volumes: Sequence[Volume4D], sort: str) -> models.ConstraintDetails:
    """Details of a constraint as F3548-21 writes them."""
    return models.ConstraintDetails(volumes=[part for one in volumes for part in convert.given_back(one)], type=sort or None)
