"""Runs an application with uvicorn: no name of a server in its answers, clean ends, clients that never finish let go."""

import asyncio
import signal
import socket
from collections.abc import Callable

import uvicorn
from starlette.types import ASGIApp
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

SILENCE_S = 20.0
"""How long a new connection may take to send the head of its first request, seconds."""
CONNECTIONS = 2048
"""Most connections at once; more are answered with 503."""
ENDING_S = 20
"""How long answers under way may take after the signal to end, seconds."""


class Protocol(HttpToolsProtocol):
    """HTTP/1.1; a connection on which no whole head arrives in time is closed."""

    _patience: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait for the first request."""
        super().connection_made(transport)
        self._patience = self.loop.call_later(SILENCE_S, transport.close)

    def on_headers_complete(self) -> None:
        """The head is here."""
        self._heard()
        super().on_headers_complete()

    def connection_lost(self, exc: Exception | None) -> None:
        """Nobody waits any more."""
        self._heard()
        super().connection_lost(exc)

    def _heard(self) -> None:
        if self._patience is not None:
            self._patience.cancel()
            self._patience = None


class _Server(uvicorn.Server):
    def __init__(self, config: uvicorn.Config, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._ready()


def bound(host: str, port: int) -> socket.socket:
    """A socket that listens there; port 0 = any free one. Raises `OSError`."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    return socket.create_server((host, port), family=family, backlog=2048)


def serve(app: ASGIApp, listening: socket.socket, ready: Callable[[], None]) -> None:
    """Serve until a signal to end arrives (SIGTERM or SIGINT); answers under way are finished first."""
    config = uvicorn.Config(
        app, loop="uvloop", http=Protocol, ws="none", lifespan="on", log_level="warning", access_log=False,
        server_header=False, proxy_headers=False, timeout_keep_alive=75, limit_concurrency=CONNECTIONS,
        timeout_graceful_shutdown=ENDING_S,
    )  # fmt: skip
    before = {one: signal.signal(one, _ended) for one in (signal.SIGTERM, signal.SIGINT)}
    try:
        _Server(config, ready).run(sockets=[listening])
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)


def _ended(*_: object) -> None:
    """The server has ended already when it passes the signal on: nothing is left to do."""
