"""One way for every endpoint: who asks, may they, is it their turn, what do they ask; then the answer or the error."""

import sys
import traceback
from collections.abc import Awaitable, Callable
from datetime import datetime
from secrets import token_hex, token_urlsafe
from typing import Any, Literal

import msgspec
from starlette.types import Receive, Scope, Send

from treve import codec
from treve.airspace.caller import Caller
from treve.api.limits import Limits, Shares
from treve.api.tokens import Accepted, Tokens
from treve.api.wire import JSON, PROBLEM, Answer, body_of, header, headers_of, problem, sent
from treve.clock import Clock
from treve.errors import Fault, Forbidden, TreveError

Style = Literal["problem", "message"]
"""How errors are told: as problem details (RFC 9457), or as the one message that F3548-21 has."""


class Asked(msgspec.Struct, frozen=True):
    """A request that may be answered."""

    caller: Caller
    """Who asks, with which rights, and when."""
    path: dict[str, str]
    """Values in the path."""
    body: Any
    """What the body says, of the type that the endpoint takes; `None` where it takes none."""
    query: bytes = b""
    """What stands after the question mark, as it was sent."""


class Gate(msgspec.Struct, frozen=True):
    """What stands before all endpoints of a server."""

    tokens: Tokens
    """Who is accepted."""
    shares: Shares
    """Whose turn it is."""
    limits: Limits
    """How much may be sent."""
    clock: Clock
    """The time."""


class Endpoint:
    """One operation, as an ASGI application. `scopes`: any one of them opens it."""

    def __init__(
        self, gate: Gate, answer: Callable[[Asked], Awaitable[Answer]], *, scopes: frozenset[str], takes: Any = None,
        style: Style = "problem",
    ) -> None:  # fmt: skip
        self._gate = gate
        self._answer = answer
        self._scopes = scopes
        self._takes = takes
        self._style = style

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        try:
            answer = await self._answered(scope, receive)
        except TreveError as error:
            await sent(send, told(error, self._style), PROBLEM if self._style == "problem" else JSON)
        except Exception as error:
            await sent(send, told(fault(error), self._style), PROBLEM if self._style == "problem" else JSON)
        else:
            await sent(send, answer)

    async def _answered(self, scope: Scope, receive: Receive) -> Answer:
        gate = self._gate
        now = gate.clock.now()
        who = gate.tokens.accept(header(scope, b"authorization"), now)
        if not self._scopes & who.scopes:
            raise Forbidden(_needs(self._scopes))
        with gate.shares.taken(who.subject) as weigh:
            body = None
            if self._takes is not None:
                raw = await body_of(scope, receive, gate.limits)
                weigh(len(raw))
                body = codec.decode(raw, self._takes)
            asked = Asked(caller_of(who, now), scope["path_params"], body, scope.get("query_string", b""))
            return await self._answer(asked)


def caller_of(who: Accepted, now: datetime) -> Caller:
    """Who asks, for the rules of the airspace room."""
    return Caller(who.subject, who.scopes, now, fresh)


def fresh() -> str:
    """A new OVN: 32 characters that nobody can guess."""
    return token_urlsafe(24)


def _needs(scopes: frozenset[str]) -> str:
    return f"This needs one of the scopes {', '.join(sorted(scopes))}."


def told(error: TreveError, style: Style) -> Answer:
    """An error as an answer."""
    if style == "problem":
        return problem(error)
    # F3548-21 has one status for all that is wrong with a request.
    return Answer(400 if error.status == 422 else error.status, {"message": error.message}, headers_of(error))


def fault(error: Exception) -> Fault:
    """A fault of ours: its trace goes to the operator under a number, the number alone to the client."""
    number = token_hex(4)
    sys.stderr.write(f"fault {number}\n{''.join(traceback.format_exception(error))}")
    return Fault(f"Something is wrong with this node; its people find it under the number {number}.")
