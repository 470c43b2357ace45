"""A test interface: third-party suites plan flights through it as a person would (flight planning, version 1).

Only for tests: it lets whoever has its scopes plan for this node, so it is there only on a port of this machine alone.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Literal
from urllib.parse import parse_qs

import msgspec

from treve.airspace.entity import Intent, State
from treve.api.endpoint import Asked
from treve.api.f3548 import convert, models
from treve.api.f3548.dss import Operation
from treve.api.f3548.planner import Planner, Wanted
from treve.api.wire import Answer
from treve.errors import BadInput, BadTransition, NotFound, TreveError

PLAN = "interuss.flight_planning.plan"
TEST = "interuss.flight_planning.direct_automated_test"
_PLAN, _BOTH = frozenset((PLAN,)), frozenset((PLAN, TEST))
_STATES: dict[tuple[str, str], State] = {
    ("Planned", "Nominal"): "Accepted",
    ("InUse", "Nominal"): "Activated",
    ("InUse", "OffNominal"): "Nonconforming",
    ("InUse", "Contingent"): "Contingent",
}
_STATUS = {"Accepted": "Planned", "Activated": "OkToFly", "Nonconforming": "OffNominal", "Contingent": "OffNominal"}


class _Basics(msgspec.Struct):
    usage_state: str
    uas_state: str | None = "Nominal"
    area: list[models.Volume4D] = []


class _F3548(msgspec.Struct):
    priority: int | None = 0


class _FlightPlan(msgspec.Struct):
    basic_information: _Basics
    astm_f3548_21: _F3548 | None = None


class Upsert(msgspec.Struct):
    """A flight to be planned or changed."""

    flight_plan: _FlightPlan
    """The flight."""
    execution_style: Literal["Hypothetical", "IfAllowed", "InReality"] = "IfAllowed"
    """Whether it is only imagined."""


class Clear(msgspec.Struct):
    """An area that is to be free of this node's flights."""

    extent: models.Volume4D
    """The area."""


class Planning:
    """The operations of the test interface."""

    def __init__(self, planner: Planner) -> None:
        self._planner = planner

    def operations(self) -> Iterator[Operation]:
        """All operations."""
        base = "/flight_planning/v1"
        yield Operation("GET", f"{base}/status", _BOTH, None, self._status)
        yield Operation("PUT", f"{base}/flight_plans/{{id}}", _PLAN, Upsert, self._put)
        yield Operation("DELETE", f"{base}/flight_plans/{{id}}", _BOTH, None, self._end)
        yield Operation("POST", f"{base}/clear_area_requests", frozenset((TEST,)), Clear, self._clear)
        yield Operation("GET", f"{base}/user_notifications", _PLAN, None, self._notifications)

    async def _status(self, _: Asked) -> Answer:
        return Answer(200, {"status": "Ready", "api_name": "Flight Planning Automated Testing Interface", "api_version": "v1"})

    async def _put(self, asked: Asked) -> Answer:
        identity, body = convert.identity(asked.path["id"]), asked.body
        basics: _Basics = body.flight_plan.basic_information
        state = _STATES.get((basics.usage_state, basics.uas_state or "Nominal"))
        if state is None or body.execution_style == "Hypothetical":
            return _done("NotSupported", await self._state(identity), "This node does not do that.")
        extra = body.flight_plan.astm_f3548_21
        try:
            wanted = Wanted(
                id=identity, volumes=convert.volumes(basics.area, convert.INTENT), state=state,
                priority=(extra.priority or 0) if extra is not None else 0,
            )  # fmt: skip
            await self._planner.put(wanted)
        except (BadTransition, BadInput) as error:
            return _done("Rejected", await self._state(identity), error.message)
        except TreveError as error:
            return _done("Failed", await self._state(identity), error.message)
        return _done("Completed", _STATUS[state], "")

    async def _state(self, identity: str) -> str:
        try:
            return _STATUS[(await self._planner.own(identity)).reference.state]
        except NotFound:
            return "NotPlanned"

    async def _end(self, asked: Asked) -> Answer:
        await self._planner.end(convert.identity(asked.path["id"]))
        return _done("Completed", "Closed", "")

    async def _clear(self, asked: Asked) -> Answer:
        failed = []
        for one in await self._planner.within(convert.volume(asked.body.extent)):
            failed += await self._ended(one)
        words = "; ".join(failed)
        return Answer(200, {"outcome": {"success": not failed, "message": words or "The area is free of this node's flights."}})

    async def _ended(self, one: Intent) -> list[str]:
        try:
            await self._planner.end(one.id)
        except TreveError as error:
            return [error.message]
        return []

    async def _notifications(self, asked: Asked) -> Answer:
        query = parse_qs(asked.query.decode("ascii", "replace"))
        after, before = _time(query, "after"), _time(query, "before") if "before" in query else asked.caller.now
        if before < after:
            raise BadInput("The time before lies ahead of the time after.")
        found = [
            {"observed_at": convert.time(one.at), "conflicts": "Single" if len(one.others) == 1 else "Multiple"}
            for one in self._planner.conflicts
            if after <= one.at <= before
        ]
        return Answer(200, {"user_notifications": found})


def _time(query: dict[str, list[str]], name: str) -> datetime:
    if name not in query:
        raise BadInput(f"The query needs {name}.")
    # A plus sign that was not escaped arrives as a space.
    return convert.instant(query[name][0].replace(" ", "+"), up=False)


def _done(result: str, status: str, notes: str) -> Answer:
    said = {"planning_result": result, "flight_plan_status": status}
    return Answer(200, said | {"notes": notes} if notes else said)
