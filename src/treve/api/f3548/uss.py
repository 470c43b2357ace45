"""What other USSs ask of this one, and what they tell it: details, telemetry, notifications (F3548-21, annex A)."""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from treve import codec
from treve.airspace.caller import ARBITRATION, CONFORMANCE, CONSTRAINT_MANAGEMENT, CONSTRAINT_PROCESSING, STRATEGIC
from treve.airspace.entity import Constraint
from treve.airspace.intents import OFF_NOMINAL
from treve.airspace.store import Transaction
from treve.api.airspace import Airspace
from treve.api.endpoint import Asked, told
from treve.api.f3548 import convert, models, positions, reports
from treve.api.f3548.dss import Operation
from treve.api.f3548.exchanges import Exchanges
from treve.api.f3548.peers import MOST, Others
from treve.api.f3548.planner import Planner
from treve.api.f3548.publisher import constraint_details
from treve.api.f3548.said import Teller
from treve.api.wire import Answer
from treve.clock import Clock
from treve.errors import BadInput, Forbidden, NoTelemetry, NotFound, OtherState, TreveError, VersionConflict

_STRATEGIC = frozenset((STRATEGIC,))
_EVERY = frozenset((STRATEGIC, CONFORMANCE, CONSTRAINT_MANAGEMENT, CONSTRAINT_PROCESSING, ARBITRATION))


class Uss:
    """The operations of the USS of a node."""

    def __init__(
        self, planner: Planner, others: Others, airspace: Airspace, exchanges: Exchanges, clock: Clock, folder: Path
    ) -> None:  # fmt: skip
        self._planner, self._others, self._airspace = planner, others, airspace
        self._exchanges, self._clock, self._folder = exchanges, clock, folder
        self._constraints: OrderedDict[tuple[str, str], int] = OrderedDict()
        self._reading = asyncio.Lock()

    def operations(self) -> Iterator[Operation]:
        """All operations, under the path of the base URL."""
        base = urlsplit(self._planner.base_url).path.rstrip("/") + "/uss/v1"
        for method, path, scopes, takes, answer in (
            ("GET", "/operational_intents/{id}", _STRATEGIC, None, self._intent),
            ("GET", "/operational_intents/{id}/telemetry", frozenset((CONFORMANCE,)), None, self._positions),
            ("POST", "/operational_intents", _STRATEGIC, models.IntentNotified, self._intent_told),
            ("GET", "/constraints/{id}", frozenset((CONSTRAINT_PROCESSING,)), None, self._constraint),
            ("POST", "/constraints", frozenset((CONSTRAINT_MANAGEMENT,)), models.ConstraintNotified, self._constraint_told),
            ("POST", "/reports", _EVERY, models.Report, self._report),
            ("GET", "/log_sets/{id}", _EVERY, None, self._log_set),
        ):
            yield Operation(method, base + path, scopes, takes, self._kept(method, base + path, answer))

    def _kept(
        self, method: str, path: str, answer: Callable[[Asked], Awaitable[Answer]]
    ) -> Callable[[Asked], Awaitable[Answer]]:
        """The same operation, with each exchange written down."""
        origin = self._planner.base_url.removesuffix(urlsplit(self._planner.base_url).path)

        async def answered(asked: Asked) -> Answer:
            body = b"" if asked.body is None else codec.encode(asked.body)
            code, said, problem = 500, b"", ""
            try:
                found = await answer(asked)
                code, said = found.status, b"" if found.body is None else codec.encode(found.body)
                return found
            except TreveError as error:
                refusal = told(error, "message")
                code, said, problem = refusal.status, codec.encode(refusal.body), error.message
                raise
            finally:
                self._exchanges.keep(
                    asked.caller.subject, _about(asked), asked.caller.now, self._clock.now(), method=method, ours=False,
                    url=origin + path.format(**asked.path), asked=body, answered=said, code=code, problem=problem,
                )  # fmt: skip

        return answered

    async def _intent(self, asked: Asked) -> Answer:
        return Answer(200, models.IntentTold(await self._planner.own(convert.identity(asked.path["id"]))))

    async def _positions(self, asked: Asked) -> Answer:
        identity = convert.identity(asked.path["id"])
        state = (await self._planner.own(identity)).reference.state
        if state not in OFF_NOMINAL:
            raise OtherState(f"The intent {identity} is {state}: positions are given of flights that left their volumes.")
        found = await asyncio.to_thread(positions.newest, self._folder, identity, asked.caller.now)
        if found is None:
            raise NoTelemetry(f"There is no position of the aircraft of the intent {identity} from the last minute.")
        return Answer(200, models.TelemetryTold(identity, found))

    async def _intent_told(self, asked: Asked) -> Answer:
        found = self._others.hear(asked.caller.subject, asked.body)
        await self._airspace.change(lambda tx: _note(tx, "f3548-intent", asked))
        if found is not None:
            await self._planner.hear(found)
        return Answer(204)

    async def _constraint(self, asked: Asked) -> Answer:
        identity = convert.identity(asked.path["id"])

        def work(tx: Transaction) -> models.Constraint:
            held = tx.find(Constraint, identity)
            if held is None or held.manager != self._planner.subject:
                raise NotFound(f"This node has no constraint {identity}.")
            reference = Teller(tx, self._planner.subject).constraint(held)
            return models.Constraint(reference, constraint_details(tx.volumes(Constraint, identity), held.sort))

        return Answer(200, models.ConstraintTold(await self._airspace.read(work)))

    async def _constraint_told(self, asked: Asked) -> Answer:
        body: models.ConstraintNotified = asked.body
        name = (asked.caller.subject, convert.identity(body.constraint_id))
        if body.constraint is None:
            self._constraints.pop(name, None)
        else:
            reference = body.constraint.reference
            if reference.manager != asked.caller.subject:
                raise Forbidden(f"The constraint is managed by {reference.manager}, not by {asked.caller.subject}.")
            if convert.identity(reference.id) != name[1]:
                raise BadInput("The notification names another constraint than it tells of.")
            convert.volumes(body.constraint.details.volumes, convert.CONSTRAINT)
            if self._constraints.get(name, 0) >= reference.version:
                raise VersionConflict(f"Version {self._constraints[name]} of the constraint is known already.")
            while len(self._constraints) >= MOST:
                self._constraints.popitem(last=False)
            self._constraints[name] = reference.version
        await self._airspace.change(lambda tx: _note(tx, "f3548-constraint", asked))
        return Answer(204)

    async def _report(self, asked: Asked) -> Answer:
        return await reports.taken(self._airspace, asked)

    async def _log_set(self, asked: Asked) -> Answer:
        """What was said with the asker about one thing: nobody is shown what was said with others."""
        identity = convert.identity(asked.path["id"])
        # Weeks of exchanges are read for it: beside what serves the others, and for one asker at a time.
        async with self._reading:
            found = await asyncio.to_thread(self._exchanges.between, asked.caller.subject, identity)
        return Answer(200, models.LogSet(found))


def _about(asked: Asked) -> str:
    body: Any = asked.body
    named = getattr(body, "operational_intent_id", None) or getattr(body, "constraint_id", None)
    return str(named or asked.path.get("id", "")).lower()


def _note(tx: Transaction, what: str, asked: Asked) -> None:
    tx.journal(what, codec.encode({"by": asked.caller.subject, "at": asked.caller.now, "told": asked.body}))
