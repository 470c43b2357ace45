"""Another USS, or a DSS somewhere else, for tests: a small HTTP server that writes down what it is asked and answers as told."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, NamedTuple

import jwt

from tests.api.making import Body, at


class Told(NamedTuple):
    """A request that came."""

    method: str
    path: str
    headers: dict[str, str]
    body: Any

    @property
    def claims(self) -> Body:
        """What the token of the request says."""
        found: Body = jwt.decode(self.headers["authorization"].removeprefix("Bearer "), options={"verify_signature": False})
        return found


class Reply(NamedTuple):
    """What is answered."""

    status: int = 204
    body: Any = None
    headers: dict[str, str] = {}
    raw: bytes | None = None
    """In the place of the body."""
    drip: tuple[bytes, int, float] | None = None
    """So many pieces with such a pause, seconds, in the place of the body."""
    after: float = 0.0
    """How long the peer thinks first, seconds."""


Answers = Callable[[Told], Reply]


class Peer:
    """A server on this machine. `answers`: what it says to each request; it may be changed at any time."""

    def __init__(self, answers: Answers) -> None:
        self.answers = answers
        self.told: list[Told] = []
        peer, self._ended = self, threading.Event()

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def handle_one_request(self) -> None:
                try:
                    super().handle_one_request()
                except (ConnectionError, TimeoutError):
                    self.close_connection = True

            def _answer(self) -> None:
                length = int(self.headers.get("Content-Length") or 0)
                raw = self.rfile.read(length)
                headers = {name.lower(): value for name, value in self.headers.items()}
                told = Told(self.command, self.path, headers, json.loads(raw) if raw else None)
                peer.told.append(told)
                self._send(peer.answers(told))

            def _send(self, reply: Reply) -> None:
                peer._ended.wait(reply.after)
                self.send_response(reply.status)
                body = reply.raw if reply.raw is not None else b"" if reply.body is None else json.dumps(reply.body).encode()
                if reply.drip is None and "Content-Length" not in reply.headers and reply.status != 204:
                    self.send_header("Content-Length", str(len(body)))
                for name, value in reply.headers.items():
                    self.send_header(name, value)
                self.end_headers()
                if reply.drip is None:
                    self.wfile.write(body)
                    return
                piece, count, pause = reply.drip
                for _ in range(count):
                    self.wfile.write(piece)
                    self.wfile.flush()
                    if peer._ended.wait(pause):
                        break
                self.close_connection = True

            do_GET = do_POST = do_PUT = do_DELETE = _answer  # noqa: N815

            def log_message(self, *_: Any) -> None:
                pass

        class Server(ThreadingHTTPServer):
            daemon_threads = True
            block_on_close = False

            def handle_error(self, *_: Any) -> None:
                pass

        self._server = Server(("127.0.0.1", 0), Handler)
        self.port = self._server.server_address[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        self._thread.start()

    def bodies(self, method: str = "POST") -> list[Any]:
        """The bodies of what came by that method."""
        return [one.body for one in self.told if one.method == method]

    def close(self) -> None:
        self._ended.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


@contextmanager
def peer(answers: Answers | Reply = Reply()) -> Iterator[Peer]:  # noqa: B008
    """A peer that is ended afterwards; by default it takes every notification."""
    one = Peer(answers if callable(answers) else lambda _: answers)
    try:
        yield one
    finally:
        one.close()


def within(seconds: float, seen: Callable[[], bool]) -> bool:
    """Whether something is seen within so many seconds, looked at again and again."""
    until = time.monotonic() + seconds
    while not seen() and time.monotonic() < until:
        time.sleep(0.01)
    return seen()


def reference(identity: str, url: str, **fields: Any) -> Body:
    """The reference of another's intent, as its manager tells of it."""
    given: Body = {
        "id": identity, "manager": "uss-b", "uss_availability": "Unknown", "version": 1, "state": "Accepted",
        "ovn": "their-ovn-0123456789", "time_start": at(0), "time_end": at(1), "uss_base_url": url,
        "subscription_id": "00000000-0000-4000-8000-000000000000",
    }  # fmt: skip
    return given | fields


def details(told: Body, *volumes: Body, **fields: Any) -> Body:
    """The answer to the question for an intent's details."""
    return {"operational_intent": {"reference": told, "details": {"volumes": list(volumes), "priority": 0} | fields}}
