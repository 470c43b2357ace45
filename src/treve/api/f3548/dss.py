"""The DSS of F3548-21, annex A: which intents, constraints and subscriptions meet, and who must be told."""

from collections.abc import Awaitable, Callable, Iterator
from typing import Any, NamedTuple

from starlette.routing import Route

from treve.airspace import availability, constraints, intents, subscriptions
from treve.airspace.caller import ARBITRATION, CONFORMANCE, CONSTRAINT_MANAGEMENT, CONSTRAINT_PROCESSING, STRATEGIC
from treve.airspace.entity import AvailabilityState
from treve.airspace.store import Transaction
from treve.api.airspace import Airspace
from treve.api.endpoint import Asked, Endpoint, Gate
from treve.api.f3548 import convert, models, reports, said
from treve.api.f3548.said import Teller
from treve.api.tokens import is_subject
from treve.api.wire import Answer
from treve.errors import BadInput
from treve.geo.volume import Volume4D

_STATES: dict[str, AvailabilityState] = {"unknown": "Unknown", "normal": "Normal", "down": "Down"}
_PLANNING = frozenset((STRATEGIC, CONFORMANCE))
_CONSTRAINTS = frozenset((CONSTRAINT_MANAGEMENT, CONSTRAINT_PROCESSING))
_MANAGING = frozenset((CONSTRAINT_MANAGEMENT,))
_SUBSCRIBING = frozenset((STRATEGIC, CONSTRAINT_PROCESSING))
_EVERY = frozenset((STRATEGIC, CONFORMANCE, CONSTRAINT_MANAGEMENT, CONSTRAINT_PROCESSING, ARBITRATION))


class Operation(NamedTuple):
    """One operation: its address, who may use it, what it takes and what does it."""

    method: str
    path: str
    scopes: frozenset[str]
    takes: Any
    answer: Callable[[Asked], Awaitable[Answer]]


class Dss:
    """The operations of the DSS over one airspace. `loopback`: base URLs on this machine are taken."""

    def __init__(self, airspace: Airspace, *, loopback: bool = False) -> None:
        self._airspace = airspace
        self._loopback = loopback

    def operations(self) -> Iterator[Operation]:
        """All operations."""
        for name, scopes, changing, search, get, put, remove, body in (
            ("operational_intent_references", _PLANNING, _PLANNING, self._search_intents, self._get_intent,
             self._put_intent, self._remove_intent, models.PutIntent),
            ("constraint_references", _CONSTRAINTS, _MANAGING, self._search_constraints, self._get_constraint,
             self._put_constraint, self._remove_constraint, models.PutConstraint),
            ("subscriptions", _SUBSCRIBING, _SUBSCRIBING, self._search_subscriptions, self._get_subscription,
             self._put_subscription, self._remove_subscription, models.PutSubscription),
        ):  # fmt: skip
            base = f"/dss/v1/{name}"
            yield Operation("POST", f"{base}/query", scopes, models.Area, search)
            yield Operation("GET", f"{base}/{{id}}", scopes, None, get)
            yield Operation("PUT", f"{base}/{{id}}", changing, body, put)
            yield Operation("PUT", f"{base}/{{id}}/{{ovn}}", changing, body, put)
            yield Operation("DELETE", f"{base}/{{id}}/{{ovn}}", changing, None, remove)
            for method in ("PUT", "DELETE"):
                yield Operation(method, f"{base}/{{id}}/", changing, None, _without_ovn)
        one = "/dss/v1/uss_availability/{uss}"
        yield Operation("GET", one, _PLANNING | {ARBITRATION}, None, self._get_availability)
        yield Operation("PUT", one, frozenset((ARBITRATION,)), models.PutAvailability, self._put_availability)
        yield Operation("POST", "/dss/v1/reports", _EVERY, models.Report, self._report)

    async def _search_intents(self, asked: Asked) -> Answer:
        area = _area(asked.body)

        def work(tx: Transaction) -> models.IntentsFound:
            teller = Teller(tx, asked.caller.subject)
            return models.IntentsFound([teller.intent(one) for one in intents.search(tx, area)])

        return Answer(200, await self._airspace.read(work))

    async def _get_intent(self, asked: Asked) -> Answer:
        identity = convert.identity(asked.path["id"])

        def work(tx: Transaction) -> models.IntentFound:
            return models.IntentFound(Teller(tx, asked.caller.subject).intent(intents.get(tx, identity)))

        return Answer(200, await self._airspace.read(work))

    async def _put_intent(self, asked: Asked) -> Answer:
        plan = self._plan(asked)

        def work(tx: Transaction) -> models.IntentChanged | models.Conflict:
            teller = Teller(tx, asked.caller.subject)
            try:
                done = intents.put(tx, plan, asked.caller)
            except intents.KeyIncomplete as error:
                # Raised before anything was written.
                missing = [teller.intent(one) for one in error.intents], [teller.constraint(one) for one in error.constraints]
                return models.Conflict(error.message, *missing)
            return models.IntentChanged(said.subscribers(done.told), teller.intent(done.intent))

        found = await self._airspace.change(work)
        return Answer(409 if isinstance(found, models.Conflict) else 200 if plan.ovn is not None else 201, found)

    def _plan(self, asked: Asked) -> intents.Plan:
        body: models.PutIntent = asked.body
        new, volumes = body.new_subscription, convert.volumes(body.extents, convert.INTENT)
        return intents.Plan(
            id=convert.identity(asked.path["id"]), ovn=asked.path.get("ovn"), volumes=volumes, state=body.state,
            uss_base_url=self._url(body.uss_base_url), key=frozenset(body.key or ()),
            subscription=convert.identity(body.subscription_id) if body.subscription_id else "",
            new_subscription=None if new is None else intents.NewSubscription(
                self._url(new.uss_base_url), bool(new.notify_for_constraints)
            ),
            ovn_suffix=body.requested_ovn_suffix,
        )  # fmt: skip

    async def _remove_intent(self, asked: Asked) -> Answer:
        identity, ovn = convert.identity(asked.path["id"]), asked.path["ovn"]

        def work(tx: Transaction) -> models.IntentChanged:
            done = intents.remove(tx, identity, ovn, asked.caller)
            return models.IntentChanged(said.subscribers(done.told), Teller(tx, asked.caller.subject).intent(done.intent))

        return Answer(200, await self._airspace.change(work))

    async def _search_constraints(self, asked: Asked) -> Answer:
        area = _area(asked.body, convert.CONSTRAINT)

        def work(tx: Transaction) -> models.ConstraintsFound:
            teller = Teller(tx, asked.caller.subject)
            return models.ConstraintsFound([teller.constraint(one) for one in constraints.search(tx, area)])

        return Answer(200, await self._airspace.read(work))

    async def _get_constraint(self, asked: Asked) -> Answer:
        identity = convert.identity(asked.path["id"])

        def work(tx: Transaction) -> models.ConstraintFound:
            return models.ConstraintFound(Teller(tx, asked.caller.subject).constraint(constraints.get(tx, identity)))

        return Answer(200, await self._airspace.read(work))

    async def _put_constraint(self, asked: Asked) -> Answer:
        body: models.PutConstraint = asked.body
        restriction = constraints.Restriction(
            id=convert.identity(asked.path["id"]), ovn=asked.path.get("ovn"), uss_base_url=self._url(body.uss_base_url),
            volumes=convert.volumes(body.extents, convert.CONSTRAINT),
        )  # fmt: skip

        def work(tx: Transaction) -> models.ConstraintChanged:
            done = constraints.put(tx, restriction, asked.caller)
            teller = Teller(tx, asked.caller.subject)
            return models.ConstraintChanged(said.subscribers(done.told), teller.constraint(done.constraint))

        return Answer(201 if restriction.ovn is None else 200, await self._airspace.change(work))

    async def _remove_constraint(self, asked: Asked) -> Answer:
        identity, ovn = convert.identity(asked.path["id"]), asked.path["ovn"]

        def work(tx: Transaction) -> models.ConstraintChanged:
            done = constraints.remove(tx, identity, ovn, asked.caller)
            teller = Teller(tx, asked.caller.subject)
            return models.ConstraintChanged(said.subscribers(done.told), teller.constraint(done.constraint))

        return Answer(200, await self._airspace.change(work))

    async def _search_subscriptions(self, asked: Asked) -> Answer:
        area = _area(asked.body)

        def work(tx: Transaction) -> models.SubscriptionsFound:
            found = subscriptions.search(tx, area, asked.caller)
            return models.SubscriptionsFound([said.subscription(one) for one in found])

        return Answer(200, await self._airspace.read(work))

    async def _get_subscription(self, asked: Asked) -> Answer:
        identity = convert.identity(asked.path["id"])
        found = await self._airspace.read(lambda tx: subscriptions.get(tx, identity, asked.caller))
        return Answer(200, models.SubscriptionFound(said.subscription(found)))

    async def _put_subscription(self, asked: Asked) -> Answer:
        body: models.PutSubscription = asked.body
        wish = subscriptions.Wish(
            id=convert.identity(asked.path["id"]), ovn=asked.path.get("ovn"), uss_base_url=self._url(body.uss_base_url),
            volume=convert.volumes([body.extents], convert.INTENT)[0],
            for_intents=bool(body.notify_for_operational_intents), for_constraints=bool(body.notify_for_constraints),
        )  # fmt: skip

        def work(tx: Transaction) -> models.SubscriptionChanged:
            done, teller = subscriptions.put(tx, wish, asked.caller), Teller(tx, asked.caller.subject)
            return models.SubscriptionChanged(
                said.subscription(done),
                [teller.intent(one) for one in done.intents] if wish.for_intents else None,
                [teller.constraint(one) for one in done.constraints] if wish.for_constraints else None,
            )  # fmt: skip

        return Answer(200, await self._airspace.change(work))

    async def _remove_subscription(self, asked: Asked) -> Answer:
        identity, ovn = convert.identity(asked.path["id"]), asked.path["ovn"]
        found = await self._airspace.change(lambda tx: subscriptions.remove(tx, identity, ovn, asked.caller))
        return Answer(200, models.SubscriptionFound(said.subscription(found)))

    async def _get_availability(self, asked: Asked) -> Answer:
        uss = _uss(asked)
        found = await self._airspace.read(lambda tx: tx.availability(uss))
        return Answer(200, said.availability(found))

    async def _put_availability(self, asked: Asked) -> Answer:
        body: models.PutAvailability = asked.body
        state = _STATES.get(body.availability.lower())
        if state is None:
            raise BadInput("The availability of a USS is Unknown, Normal or Down.")
        uss, old = _uss(asked), body.old_version
        done = await self._airspace.change(lambda tx: availability.put(tx, uss, state, old, asked.caller))
        return Answer(200, said.availability(done))

    async def _report(self, asked: Asked) -> Answer:
        return await reports.taken(self._airspace, asked)

    def _url(self, text: str) -> str:
        return convert.base_url(text, loopback=self._loopback, called=False)


def routes(gate: Gate, airspace: Airspace, *, loopback: bool = False) -> list[Route]:
    """The routes of the DSS."""
    return [route(gate, one) for one in Dss(airspace, loopback=loopback).operations()]


def route(gate: Gate, one: Operation) -> Route:
    """An operation as a route; its errors are told as F3548-21 has it."""
    endpoint: Any = Endpoint(gate, one.answer, scopes=one.scopes, takes=one.takes, style="message")
    return Route(one.path, endpoint, methods=[one.method])


def _area(body: models.Area, limits: convert.Limits = convert.INTENT) -> Volume4D:
    return convert.volumes([body.area_of_interest], limits)[0]


def _uss(asked: Asked) -> str:
    if not is_subject(asked.path["uss"]):
        raise BadInput("The path names no USS: no token can have such a subject.")
    return asked.path["uss"]


async def _without_ovn(_: Asked) -> Answer:
    """An OVN left empty is a wrong request, not an address that is not there."""
    raise BadInput("The path needs the OVN, or the version, of what is to be changed or ended.")
