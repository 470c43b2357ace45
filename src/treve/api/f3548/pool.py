"""The DSS as the USS of this node sees it; and one that stands somewhere else.

What that one takes is kept here with its details, since others will ask for them.

An answer can be lost, and this node can be killed between the answer and its own disk. Then the DSS is asked what it has:
else it would name this node for things whose details nobody gives, and nobody could plan there.
"""

from collections.abc import Callable, Sequence
from typing import Protocol
from urllib.parse import quote

import msgspec

from treve import codec
from treve.airspace import constraints, intents
from treve.airspace.caller import CONFORMANCE, CONSTRAINT_MANAGEMENT, STRATEGIC
from treve.airspace.entity import Constraint, Intent, span_of
from treve.airspace.near import near
from treve.api.airspace import Airspace
from treve.api.f3548 import convert, models
from treve.api.f3548.client import Client
from treve.api.f3548.said import Teller
from treve.errors import BadRecord, PeerFailed, PeerRefused, Unread
from treve.geo.volume import Volume4D

INTENTS = "/dss/v1/operational_intent_references"
CONSTRAINTS = "/dss/v1/constraint_references"


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


class FarPool:
    """A DSS somewhere else."""

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
        """Make or change an intent of this node; raises `Unread` where the key lacks something."""
        try:
            done = await self._put(plan)
        except PeerFailed as error:
            unread = _unread(error)
            if unread is not None:
                raise unread from error
            if not await self._unknown(error, Intent, plan.id, plan.ovn):
                raise
            answer = await self._asked(f"{INTENTS}/{plan.id}", STRATEGIC, models.IntentFound, plan.id)
            taken = None if answer is None else self._mine(answer.operational_intent_reference, plan.id, plan.ovn)
            if taken is None:
                raise
            await self._keep(plan, taken)
            # Once more, to learn whom to tell.
            done = await self._put(msgspec.structs.replace(plan, ovn=taken.ovn))
        await self._keep(plan, done.operational_intent_reference)
        return done

    async def _put(self, plan: intents.Plan) -> models.IntentChanged:
        new = plan.new_subscription
        body = models.PutIntent(
            extents=_extents(plan.volumes), state=plan.state,
            uss_base_url=plan.uss_base_url, key=sorted(plan.key), subscription_id=plan.subscription or None,
            new_subscription=None if new is None else models.NewSubscription(new.uss_base_url, new.for_constraints),
        )  # fmt: skip
        path = _path(INTENTS, plan.id, plan.ovn)
        scope = CONFORMANCE if plan.state in intents.OFF_NOMINAL else STRATEGIC
        done = await self._client.call("PUT", self._url, path, scope, models.IntentChanged, body=body, about=plan.id)
        if self._mine(done.operational_intent_reference, plan.id) is None:
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
        return await self._end(
            held, INTENTS, STRATEGIC, models.IntentChanged, lambda teller: models.IntentChanged([], teller.intent(held))
        )

    async def publish(self, asked: constraints.Restriction) -> models.ConstraintChanged:
        """Make or change a constraint of this node."""
        try:
            done = await self._publish(asked)
        except PeerFailed as error:
            if not await self._unknown(error, Constraint, asked.id, asked.ovn):
                raise
            answer = await self._asked(f"{CONSTRAINTS}/{asked.id}", CONSTRAINT_MANAGEMENT, models.ConstraintFound, asked.id)
            taken = None if answer is None else self._mine(answer.constraint_reference, asked.id, asked.ovn)
            if taken is None:
                raise
            await self._keep_constraint(asked, taken)
            done = await self._publish(msgspec.structs.replace(asked, ovn=taken.ovn))
        await self._keep_constraint(asked, done.constraint_reference)
        return done

    async def _publish(self, asked: constraints.Restriction) -> models.ConstraintChanged:
        body = models.PutConstraint(_extents(asked.volumes), asked.uss_base_url)
        path = _path(CONSTRAINTS, asked.id, asked.ovn)
        done = await self._client.call(
            "PUT", self._url, path, CONSTRAINT_MANAGEMENT, models.ConstraintChanged, body=body, about=asked.id
        )
        if self._mine(done.constraint_reference, asked.id) is None:
            raise PeerFailed("The DSS answers with another constraint than was given to it, or without its OVN.")
        return done

    async def _keep_constraint(self, asked: constraints.Restriction, reference: models.ConstraintReference) -> None:
        kept = Constraint(
            id=asked.id, manager=self._subject, uss_base_url=reference.uss_base_url, version=reference.version,
            ovn=reference.ovn or "", during=span_of(asked.volumes), sort=asked.sort,
        )  # fmt: skip
        await self._airspace.change(lambda tx: tx.save(kept, asked.volumes))

    async def withdraw(self, held: Constraint) -> models.ConstraintChanged:
        """End a constraint of this node; one that the DSS has no more is at its end, and it names nobody to tell."""
        return await self._end(
            held, CONSTRAINTS, CONSTRAINT_MANAGEMENT, models.ConstraintChanged,
            lambda teller: models.ConstraintChanged([], teller.constraint(held)),
        )  # fmt: skip

    async def _end[T](
        self, held: Intent | Constraint, base: str, scope: str, answer: type[T], ended: Callable[[Teller], T]
    ) -> T:
        """End a thing; `ended`: what is answered of one that the DSS has no more."""
        try:
            done = await self._client.call(
                "DELETE", self._url, _path(base, held.id, held.ovn), scope, answer, about=held.id
            )  # fmt: skip
        except PeerRefused as error:
            if error.answered != 404:
                raise
            done = await self._airspace.read(lambda tx: ended(Teller(tx, self._subject)))
        await self._airspace.change(lambda tx: tx.drop(type(held), held.id))
        return done

    async def _unknown(self, error: PeerFailed, kind: type[Intent] | type[Constraint], identity: str, ovn: str | None) -> bool:
        """Whether the DSS may have taken this, or an earlier change, without this node knowing.

        A refusal by the OVN says so only where what is kept here is still what the change was made from: else another
        process of this node was quicker.
        """
        if not isinstance(error, PeerRefused) or error.answered >= 500:
            return True
        if error.answered != 409:
            return False
        held = await self._airspace.read(lambda tx: tx.find(kind, identity))
        return (None if held is None else held.ovn) == ovn

    async def _asked[T](self, path: str, scope: str, answers: type[T], identity: str) -> T | None:
        try:
            return await self._client.call("GET", self._url, path, scope, answers, about=identity)
        except PeerFailed:
            return None

    def _mine[R: (models.IntentReference, models.ConstraintReference)](
        self, found: R, identity: str, ovn: str | None = None
    ) -> R | None:
        """A reference, where it is this node's own, is that of the id, and has an OVN that is not this one."""
        same = (found.id.lower(), found.manager) == (identity, self._subject)
        return found if same and found.ovn and found.ovn != ovn else None


def _path(base: str, identity: str, ovn: str | None) -> str:
    """Where something is changed; what the DSS gave as an OVN stays one part of it."""
    return f"{base}/{identity}" if ovn is None else f"{base}/{identity}/{quote(ovn, safe='')}"


def _extents(volumes: Sequence[Volume4D]) -> list[models.Volume4D]:
    return [part for one in volumes for part in convert.given_back(one)]


class _Missing(msgspec.Struct):
    missing_operational_intents: list[models.IntentReference] | None = None
    missing_constraints: list[models.ConstraintReference] | None = None


def _unread(error: PeerFailed) -> Unread | None:
    """A refusal as `Unread`, where it names what the key lacks."""
    if not isinstance(error, PeerRefused) or error.answered != 409:
        return None
    try:
        missing = codec.decode(error.body, _Missing)
    except BadRecord:
        return None
    named = len(missing.missing_operational_intents or ()) + len(missing.missing_constraints or ())
    return Unread(f"The DSS names {named} things in the way whose details were not read.") if named else None
