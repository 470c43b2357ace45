"""Runs an application with uvicorn: no name of a server in its answers, clean ends, clients that never finish let go."""

import asyncio
import signal
import socket
from collections.abc import Callable

import uvicorn
from starlette.types import ASGIApp
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

SILENCE_S = 20.0
"""How long the head of a request may take, and a new connection to begin with one, seconds."""
BODY_S = 25.0
"""How long the body may take, whether somebody reads it or it was refused, seconds."""
HEAD_BYTES = 64 * 1024
"""Longest head of a request, beyond the first piece in which it comes."""
MESSAGE_BYTES = 8 * 1024 * 1024
"""Longest request of any sort; endpoints take less."""
CONNECTIONS = 2048
"""Most connections at once; more are answered with 503."""
ENDING_S = 20
"""How long answers under way may take after the signal to end, seconds."""


class Protocol(HttpToolsProtocol):
    """HTTP/1.1; a connection on which no whole request arrives in time, or one that is far too long, is closed."""

    _patience: asyncio.TimerHandle | None = None
    _within = False
    _in_head = False
    _size = 0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait for the first request."""
        super().connection_made(transport)
        self._wait(SILENCE_S)

    def data_received(self, data: bytes) -> None:
        """Count what comes, whoever reads it: heads and trailers are held until they are whole."""
        begun = self._within
        super().data_received(data)
        if begun and self._within:
            self._size += len(data)
            if self._size > (HEAD_BYTES if self._in_head else MESSAGE_BYTES):
                self.transport.close()

    def on_message_begin(self) -> None:
        """A request begins."""
        self._within, self._in_head, self._size = True, True, 0
        self._wait(SILENCE_S)
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        """The head is here; the body may take longer than whoever reads it waits for."""
        self._in_head, self._size = False, 0
        self._wait(BODY_S)
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        """All of the request is here."""
        self._within = False
        self._heard()
        super().on_message_complete()

    def connection_lost(self, exc: Exception | None) -> None:
        """The client has gone."""
        self._heard()
        super().connection_lost(exc)

    def _wait(self, seconds: float) -> None:
        self._heard()
        self._patience = self.loop.call_later(seconds, self.transport.close)

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
