"""The server over a socket: clients that send too much, too slowly, or rubbish; two processes; kills."""

import asyncio
import os
import signal
import socket
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.airspace.making import identity
from tests.api.making import area, circle, intent, subscribing, token
from tests.api.process import Served, answered, made, served, treve
from tests.api.site import INTENTS, SUBSCRIPTIONS
from treve.api import server as module

MINUTE = datetime.now(UTC).replace(second=0, microsecond=0)


def place(lon: float = 36.2, lat: float = 33.5, radius: float = 500.0) -> Any:
    """A circle in an hour's time."""
    return circle(lon, lat, radius, start=2.0, now=MINUTE)


@pytest.fixture(scope="module")
def node(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made(tmp_path_factory.mktemp("served"))


@pytest.fixture(scope="module")
def running(node: Path) -> Iterator[Served]:
    with served(node, "--new-airspace", "--rate", "0") as one:
        yield one


def head(method: str = "POST", path: str = f"{INTENTS}/query", *lines: str) -> bytes:
    shown = token(now=MINUTE, host="127.0.0.1")
    return "\r\n".join([f"{method} {path} HTTP/1.1", "Host: x", f"Authorization: Bearer {shown}", *lines, "", ""]).encode()


def test_it_answers_and_does_not_say_what_it_is(running: Served) -> None:
    found = running.client.get("/health")
    assert found.json() == {"status": "ok"}
    assert "server" not in found.headers
    assert running.ask("POST", f"{INTENTS}/query", area(place())).status_code == 200


def test_a_body_of_a_hundred_megabytes_is_refused_by_its_length(running: Served) -> None:
    with running.raw() as connection:
        connection.sendall(head("POST", f"{INTENTS}/query", f"Content-Length: {100 * 1024 * 1024}"))
        found = answered(connection)
    assert found.startswith(b"HTTP/1.1 413 ")
    assert b"connection: close" in found.lower()


def stream(connection: socket.socket, piece: bytes, count: int) -> int:
    """Send a piece again and again until the other side closes; how many bytes went."""
    sent = 0
    try:
        for _ in range(count):
            connection.sendall(piece)
            sent += len(piece)
    except (BrokenPipeError, ConnectionResetError):
        pass
    return sent


FLOODS = {
    "a body in pieces": (head("POST", f"{INTENTS}/query", "Transfer-Encoding: chunked"), b"10000\r\n" + b" " * 65_536 + b"\r\n"),
    "a body without a token": (
        b"POST /dss/v1/reports HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n",
        b"10000\r\n" + b" " * 65_536 + b"\r\n",
    ),
    "a head of many lines": (b"GET /health HTTP/1.1\r\nHost: x\r\n", b"".join(b"X-%d: %s\r\n" % (n, b"y" * 1000) for n in range(60))),
    "a head of one line": (b"GET /health HTTP/1.1\r\nHost: x\r\nX: ", b"y" * 65_536),
    "an address": (b"GET /", b"y" * 65_536),
    "what follows a body": (
        b"POST /dss/v1/reports HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nX: ", b"y" * 65_536
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", FLOODS)
def test_a_hundred_megabytes_that_never_end_are_cut_off_and_not_held(running: Served, name: str) -> None:
    begin, piece = FLOODS[name]
    before = running.memory_mib()
    with running.raw() as connection:
        connection.sendall(begin)
        sent = stream(connection, piece, 1600)
    assert sent < 60 * 1024 * 1024, "what the kernel holds for both sides counts in"
    assert running.memory_mib() - before < 24
    assert running.client.get("/health").status_code == 200


def test_memory_does_not_grow_with_what_is_refused(running: Served) -> None:
    """Ten times forty megabytes, after one that warmed it up."""
    piece = b"10000\r\n" + b" " * 65_536 + b"\r\n"

    def flood() -> None:
        with running.raw() as connection:
            connection.sendall(head("POST", f"{INTENTS}/query", "Transfer-Encoding: chunked"))
            stream(connection, piece, 640)

    flood()
    before = running.memory_mib()
    for _ in range(10):
        flood()
    assert running.memory_mib() - before < 16


RUBBISH = [
    b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\x00" * 100,
    b"GET\r\n\r\n",
    b"GET / HTTP/9.9\r\n\r\n",
    b"\r\n" * 50 + b"nonsense\r\n\r\n",
    b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    b"GET /health HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello",
    b"POST /dss/v1/reports HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /x",
    b"POST /dss/v1/reports HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
    b"GET /health HTTP/1.1\r\nHost: x\r\n folded: y\r\nA B: c\r\n\r\n",
    b"GET /health HTTP/1.1\r\nHost: x\r\nX: \x00\r\n\r\n",
    b"GET /he\x00alth HTTP/1.1\r\nHost: x\r\n\r\n",
]


@pytest.mark.parametrize("rubbish", RUBBISH, ids=range(len(RUBBISH)))
def test_rubbish_is_400_and_the_end_of_the_connection(running: Served, rubbish: bytes) -> None:
    with running.raw() as connection:
        connection.sendall(rubbish)
        found = answered(connection, 5.0)
    assert found.startswith(b"HTTP/1.1 4"), found[:100]
    assert b"Traceback" not in found
    assert running.client.get("/health").status_code == 200


def test_requests_in_a_row_are_answered_in_order_and_rubbish_after_them_ends_it(running: Served) -> None:
    good = b"GET /health HTTP/1.1\r\nHost: x\r\n\r\n"
    with running.raw() as connection:
        connection.sendall(good * 2 + b"GET /nothing HTTP/1.1\r\nHost: x\r\n\r\n" + good + b"%%%%\r\n\r\n")
        found = answered(connection, 5.0)
    codes = [part[:3] for part in found.split(b"HTTP/1.1 ")[1:]]
    assert codes[-1] == b"400" or codes == [b"200", b"200", b"404", b"200"]
    assert b"Traceback" not in found


def test_who_sends_slowly_is_let_go_whether_or_not_somebody_reads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A head that trickles in, also the second one, and a body that nobody reads since its token was refused."""
    monkeypatch.setattr(module, "SILENCE_S", 0.4)
    monkeypatch.setattr(module, "BODY_S", 0.6)
    from tests.api.site import site

    with site(tmp_path) as here:
        listening = module.bound("127.0.0.1", 0)
        port = listening.getsockname()[1]

        async def go() -> list[float]:
            import uvicorn

            config = uvicorn.Config(here.app, http=module.Protocol, ws="none", lifespan="off", log_level="critical")
            server = uvicorn.Server(config)
            serving = asyncio.create_task(server.serve(sockets=[listening]))
            begins = [
                b"",
                b"GET /health HT",
                b"GET /health HTTP/1.1\r\nHost: x\r\n\r\nGET /hea",
                b"POST /dss/v1/reports HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n{",
                b"POST /dss/v1/reports HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n",
            ]
            lasted = await asyncio.gather(*(asyncio.to_thread(trickle, port, one) for one in begins))
            server.should_exit = True
            await serving
            return list(lasted)

        assert max(here.run(go())) < 2.0


def trickle(port: int, begin: bytes) -> float:
    """Send the beginning, then a byte now and then; how long until the other side closes."""
    since = time.monotonic()
    with socket.create_connection(("127.0.0.1", port), timeout=5) as connection:
        connection.sendall(begin)
        connection.settimeout(0.1)
        while time.monotonic() - since < 5:
            try:
                if begin:
                    connection.sendall(b"a")
                if not connection.recv(65_536):
                    break
            except TimeoutError:
                continue
            except OSError:
                break
    return time.monotonic() - since


def test_of_two_processes_over_one_store_exactly_one_lets_a_flight_in(node: Path, running: Served) -> None:
    """Both are asked at the same moment, thirty times, for the same place."""
    with served(node, "--rate", "0") as other:
        outcomes = []
        for number in range(30):
            codes: list[int] = []
            ready = threading.Barrier(2)

            def ask(one: Served, who: str, at: Any, ready: threading.Barrier, codes: list[int]) -> None:
                ready.wait()
                codes.append(one.ask("PUT", f"{INTENTS}/{identity()}", intent(at), who).status_code)

            at = place(lon=40.0 + number * 0.1)
            threads = [
                threading.Thread(target=ask, args=(one, who, at, ready, codes))
                for one, who in ((running, "uss-a"), (other, "uss-b"))
            ]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            outcomes.append(sorted(codes))
        assert outcomes == [[201, 409]] * 30
        for one in (running, other):
            found = one.ask("POST", f"{INTENTS}/query", area(place(lon=40.0))).json()
            assert len(found["operational_intent_references"]) == 1, "each sees what the other wrote"


def test_what_was_answered_outlives_a_kill(tmp_path: Path) -> None:
    """Two clients write while the server is killed; each intent that was answered is there, with its subscription."""
    from uuid import uuid4

    folder = made(tmp_path)
    one = Served(folder, "--new-airspace", "--rate", "0")
    told: list[tuple[str, str, str]] = []
    more = threading.Event()

    def write(column: int) -> None:
        import httpx2

        for number in range(100_000):
            name = str(uuid4())
            try:
                found = one.ask(
                    "PUT", f"{INTENTS}/{name}", intent(place(30.0 + column, -40.0 + number * 0.02, 100.0), **subscribing())
                )
            except httpx2.TransportError:
                return
            assert found.status_code == 201
            reference = found.json()["operational_intent_reference"]
            told.append((name, reference["ovn"], reference["subscription_id"]))
            if len(told) > 60:
                more.set()

    writers = [threading.Thread(target=write, args=(column,)) for column in (0, 3)]
    for thread in writers:
        thread.start()
    assert more.wait(30)
    one.process.send_signal(signal.SIGKILL)
    for thread in writers:
        thread.join()
    one.end(signal.SIGKILL)
    assert len(told) > 60
    with served(folder, "--rate", "0") as again:
        for name, ovn, subscription in told:
            assert again.ask("GET", f"{INTENTS}/{name}").json()["operational_intent_reference"]["ovn"] == ovn
            held = again.ask("GET", f"{SUBSCRIPTIONS}/{subscription}").json()["subscription"]
            assert held["dependent_operational_intents"] == [name]
        name, ovn, _ = told[0]
        assert again.ask("DELETE", f"{INTENTS}/{name}/{ovn}").status_code == 200


def test_it_ends_when_it_is_told_to(tmp_path: Path) -> None:
    folder = made(tmp_path)
    for how in (signal.SIGTERM, signal.SIGINT):
        options = () if (folder / "airspace.sqlite").exists() else ("--new-airspace",)
        one = Served(folder, *options)
        assert one.end(how) == 0
        assert "Traceback" not in one.said


@pytest.mark.parametrize(
    ("options", "code", "words"),
    [
        (("--host", "0.0.0.0"), 2, "speaks plain HTTP"),
        (("--host", "0.0.0.0", "--behind-proxy"), 2, "what this node is called"),
        (("--host", "0.0.0.0", "--behind-proxy", "--base-url", "https://x.example", "--test-interface"), 2, "test interface"),
        (("--host", "192.0.2.1", "--test-interface"), 2, "test interface"),
        (("--test-interface",), 2, "Only a USS"),
        (("--dss", "https://dss.example"), 2, "Only a USS"),
        (("--base-url", "http://uss.example"), 2, "https"),
        ((), 2, "no airspace store"),
    ],
)  # fmt: skip
def test_it_does_not_start_where_it_would_be_open(tmp_path_factory: pytest.TempPathFactory, options: tuple[str, ...], code: int, words: str) -> None:  # fmt: skip
    folder = made(tmp_path_factory.mktemp("refused"))
    found = treve("serve", "--node", str(folder), "--port", "0", *options)
    assert found.returncode == code, found.stderr
    assert words in " ".join(found.stderr.split())
    assert not (folder / "airspace.sqlite").exists()
    assert os.listdir(folder / "log")
