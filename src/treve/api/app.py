"""The application that a server runs: its routes, what stands before them, and what begins and ends with it."""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from typing import Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route
from starlette.types import Receive, Scope, Send

from treve import codec
from treve.api.endpoint import Style, told
from treve.api.wire import SAFE, Answer, sent
from treve.errors import NotFound, TreveError, WrongMethod

Begun = Callable[[], AbstractAsyncContextManager[Any]]
"""Something that lives as long as the server."""


def application(routes: Sequence[BaseRoute], lives: Sequence[Begun] = ()) -> Starlette:
    """The application of these routes; what is in `lives` begins before the first request and ends after the last."""

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        async with AsyncExitStack() as stack:
            for one in lives:
                await stack.enter_async_context(one())
            yield

    made = Starlette(routes=[*routes, Route("/health", _health, methods=["GET"])], lifespan=lifespan)
    made.router.redirect_slashes = False
    made.add_exception_handler(HTTPException, _refused)
    return made


class _Health:
    """Says that the server answers."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer."""
        await sent(send, Answer(200, {"status": "ok"}))


_health: Any = _Health()


async def _refused(request: Request, error: Exception) -> Response:
    """An address or a method that is not there, in the style of its neighbours."""
    assert isinstance(error, HTTPException)
    style: Style = "message" if request.url.path.startswith(("/dss/", "/uss/")) else "problem"
    reason: TreveError
    if error.status_code == 405:
        reason = WrongMethod(f"{request.method} is not possible here.")
    else:
        reason = NotFound("There is nothing at this address.", advice="See docs/guide/airspace.md for the addresses.")
    answer = told(reason, style)
    kind = "application/json" if style == "message" else "application/problem+json"
    headers = {name.decode(): value.decode() for name, value in SAFE} | dict(error.headers or {})
    return Response(codec.encode(answer.body), answer.status, headers, media_type=kind)
