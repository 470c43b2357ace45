"""Puts a server together: tokens, limits, the airspace and its routes."""

import asyncio
import sys
import time
from collections.abc import AsyncIterator, Coroutine, Sequence
from contextlib import asynccontextmanager, suppress
from datetime import timedelta
from functools import partial

import msgspec
from starlette.applications import Starlette
from starlette.routing import BaseRoute

from treve.airspace.sweeping import sweep
from treve.api.airspace import Airspace
from treve.api.app import Begun, application
from treve.api.endpoint import Gate
from treve.api.f3548 import dss
from treve.api.f3548.planning import Planning
from treve.api.f3548.role import Role
from treve.api.issuers import Issuers
from treve.api.limits import Limits, Shares
from treve.api.tokens import Tokens
from treve.clock import Clock
from treve.errors import TreveError, Usage

KEPT = timedelta(hours=1)
"""How long what has ended stays in the store."""
SWEEP_S = 30.0
"""How often what has ended is looked for, seconds."""
SWEEP_MOST = 200
"""Most things that one sweep removes: it holds up the others no longer than a few requests would."""


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """What a server is to be."""

    hosts: tuple[str, ...]
    """Names under which it is called: tokens must be made for one of them."""
    loopback: bool
    """Whether only this machine can ask it: only then base URLs on this machine are taken and called."""
    limits: Limits = Limits()
    """How much clients may ask."""
    dss: bool = True
    """Whether it is a DSS."""
    test_interface: bool = False
    """Whether third-party suites may plan through it; on this machine alone."""


def build(
    plan: Plan, issuers: Issuers, airspace: Airspace, clock: Clock, uss: Role | None = None,
    beside: Sequence[Coroutine[None, None, None]] = (),
) -> Starlette:  # fmt: skip
    """The application over an open airspace, which is closed when the server ends; with the role of a USS where it has one.

    `beside`: what goes on while it serves. Raises `Usage` where the test interface could be asked by others.
    """
    if plan.test_interface and not plan.loopback:
        raise Usage("The test interface lets others plan for this node: it is for a node that only this machine can ask.")
    gate = Gate(Tokens(issuers, plan.hosts), Shares(plan.limits, time.monotonic), plan.limits, clock)

    @asynccontextmanager
    async def open_airspace() -> AsyncIterator[None]:
        running = [asyncio.create_task(one) for one in (_sweep(airspace, clock), *beside)]
        try:
            yield
        finally:
            for one in running:
                one.cancel()
                with suppress(asyncio.CancelledError):
                    await one
            await airspace.close()

    routes: list[BaseRoute] = []
    lives: list[Begun] = [open_airspace]
    if plan.dss:
        routes += dss.routes(gate, airspace, loopback=plan.loopback)
    if uss is not None:
        routes += [dss.route(gate, one) for one in uss.uss.operations()]
        lives.append(uss.lives)
        if plan.test_interface:
            routes += [dss.route(gate, one) for one in Planning(uss.planner).operations()]
    return application(routes, lives)


async def _sweep(airspace: Airspace, clock: Clock) -> None:
    """Remove what has ended, again and again."""
    while True:
        try:
            found = await airspace.change(partial(sweep, before=clock.now() - KEPT, limit=SWEEP_MOST))
        except TreveError as error:
            found = 0
            sys.stderr.write(f"{error.code}: what has ended could not be removed: {error.message}\n")
        if found < SWEEP_MOST:
            await asyncio.sleep(SWEEP_S)
