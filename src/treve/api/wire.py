"""The bytes of requests and answers: bodies read within limits, answers and errors sent."""

import asyncio
from typing import Any, NamedTuple

from starlette.types import Receive, Scope, Send

from treve import codec
from treve.api.limits import Limits
from treve.errors import BadInput, TimedOut, TooLarge, TooMany, TreveError

Header = tuple[bytes, bytes]
"""A header's name, in lower case, and its value."""

JSON: Header = (b"content-type", b"application/json")
PROBLEM: Header = (b"content-type", b"application/problem+json")
SAFE: tuple[Header, ...] = ((b"x-content-type-options", b"nosniff"), (b"cache-control", b"no-store"))
"""Headers of every answer."""


class Answer(NamedTuple):
    """What an endpoint gives back."""

    status: int
    """HTTP status (RFC 9110)."""
    body: Any = None
    """A struct or plain value, sent as JSON; `None` = no body."""
    headers: tuple[Header, ...] = ()
    """Further headers."""


def header(scope: Scope, name: bytes) -> bytes | None:
    """The value of a header of the request; the first where it stands several times."""
    for held, value in scope["headers"]:
        if held == name:
            found: bytes = value
            return found
    return None


async def body_of(scope: Scope, receive: Receive, limits: Limits) -> bytes:
    """The body of a request; raises `TooLarge` before more than the limit was read, `TimedOut` where it takes too long."""
    declared = header(scope, b"content-length")
    if declared is not None and (not declared.isdigit() or len(declared) > 18 or int(declared) > limits.body_bytes):
        raise _too_large(limits)
    parts: list[bytes] = []
    size = 0
    try:
        async with asyncio.timeout(limits.body_seconds):
            while True:
                message = await receive()
                if message["type"] == "http.disconnect":
                    raise BadInput("The request broke off.")
                parts.append(message.get("body", b""))
                size += len(parts[-1])
                if size > limits.body_bytes:
                    raise _too_large(limits)
                if not message.get("more_body", False):
                    return b"".join(parts)
    except TimeoutError:
        raise TimedOut(f"The body of the request did not arrive within {limits.body_seconds:g} seconds.") from None


def _too_large(limits: Limits) -> TooLarge:
    return TooLarge(f"The body of the request is larger than {limits.body_bytes} bytes.")


async def sent(send: Send, answer: Answer, kind: Header = JSON) -> None:
    """Send an answer."""
    raw = b"" if answer.body is None else codec.encode(answer.body)
    headers: list[Header] = [*SAFE, *answer.headers]
    if answer.status != 204:
        # What has no content has no length either (RFC 9110, 8.6).
        headers.insert(0, (b"content-length", str(len(raw)).encode()))
    if answer.body is not None:
        headers.append(kind)
    await send({"type": "http.response.start", "status": answer.status, "headers": headers})
    await send({"type": "http.response.body", "body": raw})


def headers_of(error: TreveError) -> tuple[Header, ...]:
    """The headers that go with an error."""
    if isinstance(error, TooMany):
        return ((b"retry-after", str(error.retry_after_s).encode()),)
    if error.status == 503:
        return ((b"retry-after", b"1"),)
    if error.status == 401:
        return ((b"www-authenticate", b"Bearer"),)
    if error.status in (408, 413):
        # What was not read of the body is not waited for.
        return ((b"connection", b"close"),)
    return ()


def problem(error: TreveError) -> Answer:
    """An error as problem details (RFC 9457)."""
    said: dict[str, Any] = {
        "type": f"urn:treve:error:{error.code}", "title": _first_sentence(type(error)), "status": error.status,
        "detail": error.message, "code": error.code, "advice": error.advice,
    }  # fmt: skip
    return Answer(error.status, said, headers_of(error))


def _first_sentence(error: type[TreveError]) -> str:
    return (error.__doc__ or "").partition("\n")[0]
