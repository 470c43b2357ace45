"""One way for every endpoint: errors in their two styles, bodies within their limits, addresses that are not there."""

import asyncio
import json
import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx2
import msgspec
import pytest

from tests.airspace.making import NOW, identity
from tests.api.making import HOST, area, token
from tests.api.site import INTENTS, Site, site, write_issuers
from treve.api.app import application
from treve.api.endpoint import Asked, Endpoint, Gate, fresh
from treve.api.limits import Limits, Shares
from treve.api.tokens import Tokens
from treve.api.wire import Answer, body_of
from treve.clock import SetClock
from treve.errors import NotFound, TimedOut, TooLarge, TooMany


class Named(msgspec.Struct):
    name: str


def problem_of(folder: Path, error: Exception | None, body: Any = None, **how: Any) -> httpx2.Response:
    """What an endpoint outside F3548-21 answers where its work raises this."""
    from starlette.routing import Route

    async def work(asked: Asked) -> Answer:
        if error is not None:
            raise error
        return Answer(200, {"name": asked.body.name, "who": asked.caller.subject})

    limits = Limits()
    gate = Gate(Tokens(write_issuers(folder), (HOST,)), Shares(limits, time.monotonic), limits, SetClock(NOW))
    endpoint: Any = Endpoint(gate, work, scopes=frozenset(["utm.strategic_coordination"]), takes=Named)

    async def go() -> httpx2.Response:
        transport = httpx2.ASGITransport(app=application([Route("/things", endpoint, methods=["POST"])]))
        async with httpx2.AsyncClient(transport=transport, base_url="http://x") as client:
            given = {"headers": {"Authorization": f"Bearer {token()}"}, "json": {"name": "x"} if body is None else body} | how
            return await client.post("/things", **given)

    return asyncio.run(go())


def test_outside_the_standard_errors_are_problem_details(tmp_path: Path) -> None:
    answer = problem_of(tmp_path, NotFound("There is no such thing.", advice="Look elsewhere."))
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json() == {
        "type": "urn:treve:error:not-found", "title": "No such record, arrangement, incident or place in this node.",
        "status": 404, "detail": "There is no such thing.", "code": "not-found", "advice": "Look elsewhere.",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("how", "code", "name"),
    [
        ({"headers": {}}, 401, "unauthenticated"),
        ({"headers": {"Authorization": f"Bearer {token('u', 'utm.other')}"}}, 403, "forbidden"),
        ({"json": {"name": 7}}, 422, "bad-record"),
        ({"json": None, "content": b"\xff"}, 422, "bad-record"),
        ({"json": None, "content": b"x" * (4 * 1024 * 1024 + 1)}, 413, "too-large"),
    ],
)
def test_and_keep_their_own_status(tmp_path: Path, how: dict[str, Any], code: int, name: str) -> None:
    answer = problem_of(tmp_path, None, **how)
    assert (answer.status_code, answer.json()["code"], answer.json()["status"]) == (code, name, code)


def test_too_many_says_how_long_to_wait_and_a_fault_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert problem_of(tmp_path, TooMany("Wait.", retry_after_s=7)).headers["retry-after"] == "7"
    answer = problem_of(tmp_path, ZeroDivisionError("secret"))
    assert (answer.status_code, answer.json()["code"]) == (500, "fault")
    assert "secret" not in answer.text
    assert "secret" in capsys.readouterr().err
    assert problem_of(tmp_path, None).json() == {"name": "x", "who": "uss-a"}


def test_addresses_and_methods_that_are_not_there(site: Site) -> None:
    for path in ("/", "/nothing", "/docs", "/../etc/passwd", "/dss", "/health/"):
        answer = site.call("GET", path, bearer="")
        assert answer.status_code == 404, path
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.json()["code"] == "not-found"
    for path in ("/dss/v1/nothing", f"{INTENTS}/{identity()}/x/y", f"{INTENTS}/", "/uss/v1/operational_intents"):
        assert site.refused(404, "GET", path, bearer="")
    for method in ("POST", "PATCH", "OPTIONS", "TRACE", "MADE-UP"):
        answer = site.call(method, f"{INTENTS}/{identity()}", bearer="")
        assert answer.status_code == 405, method
        assert set(answer.json()) == {"message"}
        assert answer.headers["allow"]
    outside = site.call("POST", "/health", bearer="")
    assert (outside.status_code, outside.json()["code"]) == (405, "wrong-method")
    assert site.call("GET", "/health", bearer="").json() == {"status": "ok"}


def test_the_test_interface_and_the_uss_are_not_there_unless_asked_for(site: Site) -> None:
    for path in ("/flight_planning/v1/status", f"/uss/v1/operational_intents/{identity()}"):
        assert site.call("GET", path).status_code == 404


def read(parts: list[bytes], limits: Limits, *headers: tuple[bytes, bytes], pause: float = 0.0) -> tuple[bytes, int]:
    """The body of a request that comes in these parts; and how many of them were asked for."""
    asked = 0

    async def receive() -> dict[str, Any]:
        nonlocal asked
        await asyncio.sleep(pause)
        asked += 1
        return {"type": "http.request", "body": parts[asked - 1], "more_body": asked < len(parts)}

    async def go() -> bytes:
        return await body_of({"headers": list(headers)}, receive, limits)

    try:
        return asyncio.run(go()), asked
    except TooLarge:
        return b"too large", asked


def test_a_body_is_refused_by_the_length_it_declares_and_while_it_comes() -> None:
    small = Limits(body_bytes=10)
    assert read([b"12345", b"67890"], small) == (b"1234567890", 2)
    assert read([b"12345", b"67890", b"1", b"never"], small) == (b"too large", 3)
    for declared in (b"11", b"9" * 5_000, b"-1", b"ten", b"1e3", b""):
        assert read([b"x"], small, (b"content-length", declared)) == (b"too large", 0), declared
    assert read([b"x" * 11], small, (b"content-length", b"1")) == (b"too large", 1), "whatever it declared"


def test_a_slow_body_is_not_waited_for() -> None:
    with pytest.raises(TimedOut):
        read([b"x"] * 100, Limits(body_seconds=0.05), pause=0.01)


def test_a_body_of_a_hundred_megabytes_is_not_held(tmp_path: Path) -> None:
    """It is refused after as much as the limit, however much still comes."""
    sent = 0

    async def stream() -> AsyncIterator[bytes]:
        nonlocal sent
        for _ in range(1600):
            sent += 65_536
            yield b" " * 65_536

    with site(tmp_path) as here:

        async def go() -> httpx2.Response:
            given = {"Authorization": f"Bearer {token()}"}
            return await here._client.post(f"{INTENTS}/query", content=stream(), headers=given)

        answer = here.run(go())
        assert (answer.status_code, answer.headers["connection"]) == (413, "close")
        assert sent < 5 * 1024 * 1024
        assert here.call("POST", f"{INTENTS}/query", area()).status_code == 200


def test_ovns_cannot_be_guessed() -> None:
    made = {fresh() for _ in range(1000)}
    assert len(made) == 1000
    assert {len(one) for one in made} == {32}
    assert json.dumps(sorted(made)).isascii()
