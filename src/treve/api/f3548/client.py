"""Asks other USSs and the DSS, and tells them: bounded in time and size, with this node's own tokens, every call kept."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from urllib.parse import urlsplit
from weakref import WeakValueDictionary

import httpcore2

from treve import codec
from treve.api.f3548 import convert
from treve.api.f3548.exchanges import Exchanges
from treve.api.network import Guarded, Reachable
from treve.api.own_tokens import OwnTokens
from treve.clock import Clock
from treve.errors import BadInput, BadRecord, PeerFailed, PeerRefused, TreveError

SECONDS = 5.0
"""Longest time for each step of a call, seconds."""
WHOLE_SECONDS = 15.0
"""Longest time for all of a call, seconds."""
LARGEST = 8 * 1024 * 1024
"""Largest answer, bytes."""
TOGETHER = 64
"""Most calls at once."""
TOGETHER_HOST = 16
"""Most of them to one host: one that does not answer keeps no calls to others waiting."""


class Client:
    """Calls others by HTTP."""

    def __init__(self, tokens: OwnTokens, reachable: Reachable, exchanges: Exchanges, clock: Clock) -> None:
        self._tokens, self._exchanges, self._clock = tokens, exchanges, clock
        self._reachable = reachable
        self._turns: WeakValueDictionary[str, asyncio.Semaphore] = WeakValueDictionary()
        self._pool: httpcore2.AsyncConnectionPool | None = None

    @asynccontextmanager
    async def lives(self) -> AsyncIterator[None]:
        """While this lasts, calls can be made."""
        pool = httpcore2.AsyncConnectionPool(
            max_connections=TOGETHER, max_keepalive_connections=TOGETHER // 2, keepalive_expiry=20.0,
            network_backend=Guarded(self._reachable),
        )  # fmt: skip
        async with pool:
            self._pool = pool
            yield
        self._pool = None

    async def call[T](
        self, method: str, base_url: str, path: str, scope: str, answers: type[T], *, body: Any = None, about: str = ""
    ) -> T:
        """Call an operation and read its answer; raises `PeerFailed`, and `PeerRefused` where the answer is an error.

        No token leaves in the clear: only https is called, and plain http on this machine where that may be called at all.
        A base URL with a query is not called: what follows would be no part of the path, and others would choose what is
        called with our token.
        """
        url, began = f"{base_url.rstrip('/')}{path}", self._clock.now()
        try:
            convert.base_url(base_url, loopback=self._reachable.loopback)
        except BadInput as error:
            raise PeerFailed(f"What others gave as a base URL is not called: {error.message}") from error
        host = urlsplit(url).hostname or ""
        sent = b"" if body is None else codec.encode(body)
        status, raw, problem = 0, b"", ""
        try:
            status, raw = await self._sent(method, url, self._tokens.token(host, scope), sent)
            return _read(status, raw, answers, host)
        except TreveError as error:
            problem = error.message
            raise
        except (httpcore2.NetworkError, httpcore2.TimeoutException, httpcore2.ProtocolError, TimeoutError) as error:
            problem = f"{type(error).__name__}: {error}"
            raise PeerFailed(f"{host} does not answer: {error}.") from error
        finally:
            self._exchanges.keep(
                host, about, began, self._clock.now(), url=url, method=method, ours=True, asked=sent, answered=raw,
                code=status, problem=problem,
            )  # fmt: skip

    async def _sent(self, method: str, url: str, token: str, body: bytes) -> tuple[int, bytes]:
        if self._pool is None:
            raise PeerFailed("This node is not running.")
        headers = [(b"Authorization", b"Bearer " + token.encode()), (b"Accept", b"application/json")]
        if body:
            headers += [(b"Content-Type", b"application/json"), (b"Content-Length", str(len(body)).encode())]
        waits = dict.fromkeys(("connect", "read", "write", "pool"), SECONDS)
        found, size = [], 0
        turn = self._turns.setdefault(urlsplit(url).hostname or "", asyncio.Semaphore(TOGETHER_HOST))
        async with (
            asyncio.timeout(WHOLE_SECONDS),
            turn,
            self._pool.stream(
                method, url, headers=[(b"Host", _authority(url)), *headers], content=body or None, extensions={"timeout": waits}
            ) as response,
        ):
            async for part in response.aiter_stream():
                found.append(part)
                size += len(part)
                if size > LARGEST:
                    raise PeerFailed(f"The answer is larger than {LARGEST} bytes.")
        return response.status, b"".join(found)


def _authority(url: str) -> bytes:
    return urlsplit(url).netloc.encode()


def _read[T](status: int, raw: bytes, answers: type[T], host: str) -> T:
    if not 200 <= status < 300:
        raise PeerRefused(f"{host} answers with {status}.", status, raw)
    if answers is type(None):
        return None
    try:
        return codec.decode(raw, answers)
    except BadRecord as error:
        raise PeerFailed(f"{host} answers what F3548-21 does not have: {error.message}") from error
