"""The DSS as the USS of this node sees it: its own, or one of a pool somewhere else."""

from collections.abc import Sequence
from secrets import token_urlsafe
from typing import Protocol
from urllib.parse import quote

import msgspec

from treve import codec
from treve.airspace import constraints, intents
from treve.airspace.caller import CONFORMANCE, CONSTRAINT_MANAGEMENT, CONSTRAINT_PROCESSING, STRATEGIC, Caller
from treve.airspace.entity import Constraint, Intent, span_of
from treve.airspace.near import near
from treve.airspace.store import Transaction
from treve.api.airspace import Airspace
from treve.api.f3548 import convert, models, said
from treve.api.f3548.client import Client
from treve.api.f3548.said import Teller
from treve.clock import Clock
from treve.errors import BadRecord, PeerFailed, PeerRefused, Unread
from treve.geo.volume import Volume4D

INTENTS = "/dss/v1/operational_intent_references"
CONSTRAINTS = "/dss/v1/constraint_references"
SCOPES = frozenset((STRATEGIC, CONFORMANCE, CONSTRAINT_MANAGEMENT, CONSTRAINT_PROCESSING))
"""What this node may do in its own DSS."""


class Pool(Protocol):
    """A DSS that is asked."""

    async def near(self, volumes: Sequence[Volume4D]) -> list[models.IntentReference]:
        """The intents that meet these volumes or come near them, by id."""
        ...

    async def put(self, plan: intents.Plan) -> models.IntentChanged:
        """Make or change an intent of this node; raises `Unread` where the key lacks something."""
        ...

    async def remove(self, held: Intent) -> models.IntentChanged:
        """End an intent of this node."""
        ...

    async def publish(self, asked: constraints.Restriction) -> models.ConstraintChanged:
        """Make or change a constraint of this node."""
        ...

    async def withdraw(self, held: Constraint) -> models.ConstraintChanged:
        """End a constraint of this node."""
        ...


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


class FarPool:
    """A DSS somewhere else; what it accepts is kept here with its details."""

    def __init__(self, airspace: Airspace, client: Client, url: str, subject: str) -> None:
        self._airspace, self._client, self._url, self._subject = airspace, client, url, subject

    async def near(self, volumes: Sequence[Volume4D]) -> list[models.IntentReference]:
        """The intents that meet these volumes or come near them, by id."""
        found: dict[str, models.IntentReference] = {}
        for around in near(volumes):
            for area in convert.given_back(around):
                answer = await self._client.call(
                    "POST", self._url, f"{INTENTS}/query", STRATEGIC, models.IntentsFound, body=models.Area(area)
                )
                found |= {one.id: one for one in answer.operational_intent_references}
        return [found[one] for one in sorted(found)]

    async def put(self, plan: intents.Plan) -> models.IntentChanged:
        """Make or change an intent of this node.

        Where the answer is lost, the DSS is asked what it has: what it took is kept here, since others will ask for it.
        """
        try:
            done = await self._put(plan)
        except PeerRefused as error:
            raise _in_the_way(error) from error
        except PeerFailed:
            taken = await self._taken(plan)
            if taken is None:
                raise
            await self._keep(plan, taken)
            # Once more, to learn whom to tell.
            done = await self._put(msgspec.structs.replace(plan, ovn=taken.ovn))
        await self._keep(plan, done.operational_intent_reference)
        return done

    async def _taken(self, plan: intents.Plan) -> models.IntentReference | None:
        """What the DSS has, where it took a plan."""
        try:
            answer = await self._client.call(
                "GET", self._url, f"{INTENTS}/{plan.id}", STRATEGIC, models.IntentFound, about=plan.id
            )
        except PeerFailed:
            return None
        found = answer.operational_intent_reference
        return found if found.manager == self._subject and found.ovn and found.ovn != plan.ovn else None

    async def _put(self, plan: intents.Plan) -> models.IntentChanged:
        new = plan.new_subscription
        body = models.PutIntent(
            extents=[part for one in plan.volumes for part in convert.given_back(one)], state=plan.state,
            uss_base_url=plan.uss_base_url, key=sorted(plan.key), subscription_id=plan.subscription or None,
            new_subscription=None if new is None else models.NewSubscription(new.uss_base_url, new.for_constraints),
        )  # fmt: skip
        path = f"{INTENTS}/{plan.id}" if plan.ovn is None else f"{INTENTS}/{plan.id}/{quote(plan.ovn, safe='')}"
        scope = CONFORMANCE if plan.state in intents.OFF_NOMINAL else STRATEGIC
        done = await self._client.call("PUT", self._url, path, scope, models.IntentChanged, body=body, about=plan.id)
        reference = done.operational_intent_reference
        if (reference.id.lower(), reference.manager) != (plan.id, self._subject) or not reference.ovn:
            raise PeerFailed("The DSS answers with another intent than was given to it, or without its OVN.")
        return done

    async def _keep(self, plan: intents.Plan, reference: models.IntentReference) -> None:
        kept = Intent(
            id=plan.id, manager=self._subject, uss_base_url=reference.uss_base_url, version=reference.version,
            ovn=reference.ovn or "", during=span_of(plan.volumes), state=reference.state,
            subscription=reference.subscription_id, priority=plan.priority, off_nominal=plan.off_nominal,
        )  # fmt: skip
        await self._airspace.change(lambda tx: tx.save(kept, plan.volumes))

    async def remove(self, held: Intent) -> models.IntentChanged:
        """End an intent of this node; one that the DSS has no more is at its end, and it names nobody to tell."""
        path = f"{INTENTS}/{held.id}/{quote(held.ovn, safe='')}"
        try:
            done = await self._client.call("DELETE", self._url, path, STRATEGIC, models.IntentChanged, about=held.id)
        except PeerRefused as error:
            if error.answered != 404:
                raise
            done = await self._airspace.read(lambda tx: models.IntentChanged([], Teller(tx, self._subject).intent(held)))
        await self._airspace.change(lambda tx: tx.drop(Intent, held.id))
        return done

    async def publish(self, asked: constraints.Restriction) -> models.ConstraintChanged:
        """Make or change a constraint of this node."""
        body = models.PutConstraint([part for one in asked.volumes for part in convert.given_back(one)], asked.uss_base_url)
        path = f"{CONSTRAINTS}/{asked.id}" if asked.ovn is None else f"{CONSTRAINTS}/{asked.id}/{asked.ovn}"
        done = await self._client.call(
            "PUT", self._url, path, CONSTRAINT_MANAGEMENT, models.ConstraintChanged, body=body, about=asked.id
        )
        reference = done.constraint_reference
        if (reference.id.lower(), reference.manager) != (asked.id, self._subject) or not reference.ovn:
            raise PeerFailed("The DSS answers with another constraint than was given to it, or without its OVN.")
        kept = Constraint(
            id=asked.id, manager=self._subject, uss_base_url=reference.uss_base_url, version=reference.version,
            ovn=reference.ovn, during=span_of(asked.volumes), sort=asked.sort,
        )  # fmt: skip
        await self._airspace.change(lambda tx: tx.save(kept, asked.volumes))
        return done

    async def withdraw(self, held: Constraint) -> models.ConstraintChanged:
        """End a constraint of this node; one that the DSS has no more is at its end, and it names nobody to tell."""
        path = f"{CONSTRAINTS}/{held.id}/{held.ovn}"
        try:
            done = await self._client.call(
                "DELETE", self._url, path, CONSTRAINT_MANAGEMENT, models.ConstraintChanged, about=held.id
            )
        except PeerRefused as error:
            if error.answered != 404:
                raise
            done = await self._airspace.read(
                lambda tx: models.ConstraintChanged([], Teller(tx, self._subject).constraint(held))
            )
        await self._airspace.change(lambda tx: tx.drop(Constraint, held.id))
        return done


class _Missing(msgspec.Struct):
    missing_operational_intents: list[models.IntentReference] | None = None
    missing_constraints: list[models.ConstraintReference] | None = None


def _in_the_way(error: PeerRefused) -> Unread | PeerRefused:
    """A refusal as `Unread` where it names what the key lacks."""
    if error.answered != 409:
        return error
    try:
        missing = codec.decode(error.body, _Missing)
    except BadRecord:
        return error
    named = len(missing.missing_operational_intents or ()) + len(missing.missing_constraints or ())
    return Unread(f"The DSS names {named} things in the way whose details were not read.") if named else error
