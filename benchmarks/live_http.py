"""A process that puts intents to a running node, over connections kept open: `python -m benchmarks.live_http`.

Reads one line of JSON (what to do), writes one line (what came of it). Each connection asks again as soon as it is
answered. What was answered 201 or 200 goes to a file at once, so that a kill of the node can be held against it.
"""

import asyncio
import json
import random
import sys
import time
from typing import Any
from uuid import UUID

import httptools

NEAR = 40
"""Intents that each client of the busy place keeps alive."""


class Answered:
    """One answer as it comes in."""

    def __init__(self) -> None:
        self.status = 0
        self.body = b""
        self.done = False
        self._parser = httptools.HttpResponseParser(self)

    def feed(self, raw: bytes) -> None:
        """Take bytes in."""
        self._parser.feed_data(raw)

    def on_body(self, raw: bytes) -> None:
        """Part of the body."""
        self.body += raw

    def on_message_complete(self) -> None:
        """The end."""
        self.status = self._parser.get_status_code()
        self.done = True


class Client:
    """One connection."""

    def __init__(self, asked: dict[str, Any]) -> None:
        self._asked = asked
        self._reader: asyncio.StreamReader | None = None

    async def open(self) -> None:
        """Connect."""
        self._reader, self._writer = await asyncio.open_connection("127.0.0.1", self._asked["port"])

    async def ask(self, method: str, path: str, body: bytes = b"") -> Answered:
        """One request and its answer."""
        assert self._reader is not None
        head = (
            f"{method} {path} HTTP/1.1\r\nhost: 127.0.0.1\r\nauthorization: Bearer {self._asked['token']}\r\n"
            f"content-type: application/json\r\ncontent-length: {len(body)}\r\n\r\n"
        )
        self._writer.write(head.encode() + body)
        found = Answered()
        while not found.done:
            raw = await self._reader.read(65_536)
            if not raw:
                raise ConnectionError("closed")
            found.feed(raw)
        return found


def body_of(asked: dict[str, Any], lon: float, lat: float, key: list[str], side: float = 0.002, low: float = 100.0) -> bytes:
    """The body of a plan for a square."""
    corners = [(lon, lat), (lon + side, lat), (lon + side, lat + side), (lon, lat + side)]
    volume = {
        "outline_polygon": {"vertices": [{"lat": y, "lng": x} for x, y in corners]},
        "altitude_lower": {"value": low, "reference": "W84", "units": "M"},
        "altitude_upper": {"value": low + 50.0, "reference": "W84", "units": "M"},
    }
    times = {name: {"value": asked[name], "format": "RFC3339"} for name in ("time_start", "time_end")}
    url = "https://uss.example.org/f3548"
    return json.dumps(
        {"extents": [{"volume": volume, **times}], "key": key, "state": "Accepted", "uss_base_url": url}, separators=(",", ":")
    ).encode()


async def apart(asked: dict[str, Any], client: Client, number: int, out: Any, until: float, took: list[float]) -> int:
    """Put intents where nothing else is."""
    r = random.Random(f"{asked['what']} {number}")
    await client.open()
    count = 0
    try:
        while time.perf_counter() < until:
            identity = str(UUID(int=r.getrandbits(128), version=4))
            raw = body_of(asked, round(r.uniform(-60.0, -10.0), 6), round(r.uniform(-40.0, 20.0), 6), [])
            began = time.perf_counter()
            found = await client.ask("PUT", f"/dss/v1/operational_intent_references/{identity}", raw)
            took.append(time.perf_counter() - began)
            if found.status == 201:
                out.write(identity + "\n")
                out.flush()
                count += 1
            elif found.status != 409:
                raise RuntimeError(f"{found.status} {found.body[:200]!r}")
    except ConnectionError:
        pass
    return count


async def busy(asked: dict[str, Any], client: Client, number: int, out: Any, until: float, took: list[float]) -> int:
    """Put intents into one place of a square kilometre, with the OVN of all that is met; end the oldest."""
    r = random.Random(f"{asked['what']} {number}")
    await client.open()
    known: dict[str, str] = {}
    mine: list[str] = []
    count = 0
    base = "/dss/v1/operational_intent_references"
    while time.perf_counter() < until:
        identity = str(UUID(int=r.getrandbits(128), version=4))
        at = 36.0 + r.uniform(0, 0.008), 10.0 + r.uniform(0, 0.007)
        low = float(r.randrange(0, 3000, 60))
        key: list[str] = []
        while time.perf_counter() < until:
            began = time.perf_counter()
            found = await client.ask("PUT", f"{base}/{identity}", body_of(asked, *at, key, low=low))
            took.append(time.perf_counter() - began)
            answer = json.loads(found.body)
            if found.status == 201:
                known[identity] = answer["operational_intent_reference"]["ovn"]
                mine.append(identity)
                count += 1
                break
            if found.status != 409:
                raise RuntimeError(f"{found.status} {found.body[:200]!r}")
            key += [one["ovn"] for one in answer["missing_operational_intents"]]
        if len(mine) > NEAR:
            old = mine.pop(0)
            began = time.perf_counter()
            found = await client.ask("DELETE", f"{base}/{old}/{known.pop(old)}")
            took.append(time.perf_counter() - began)
            count += found.status == 200
    return count


async def query(asked: dict[str, Any], client: Client, number: int, out: Any, until: float, took: list[float]) -> int:
    """Ask what is in places among the million."""
    r = random.Random(f"{asked['what']} {number}")
    await client.open()
    count = 0
    while time.perf_counter() < until:
        area = json.loads(body_of(asked, r.uniform(36.0, 42.0), r.uniform(32.5, 37.0), [], side=0.02, low=0.0))["extents"][0]
        began = time.perf_counter()
        found = await client.ask(
            "POST", "/dss/v1/operational_intent_references/query", json.dumps({"area_of_interest": area}).encode()
        )
        took.append(time.perf_counter() - began)
        if found.status != 200:
            raise RuntimeError(f"{found.status} {found.body[:200]!r}")
        count += 1
    return count


async def main(asked: dict[str, Any]) -> None:
    """Run what is asked and write what came of it."""
    took: list[float] = []
    began = time.perf_counter()
    until = began + asked["seconds"]
    kind = {"apart": apart, "busy": busy, "query": query}[asked["what"]]
    with open(asked["out"], "w", encoding="ascii") as out:
        work = [kind(asked, Client(asked), asked["seed"] + number, out, until, took) for number in range(asked["clients"])]
        counts = await asyncio.gather(*work)
    seconds = time.perf_counter() - began
    took.sort()
    at = {
        name: took[min(len(took) - 1, int(len(took) * part))] if took else 0.0 for name, part in (("p50", 0.5), ("p99", 0.99))
    }
    sys.stdout.write(json.dumps({"done": sum(counts), "asked": len(took), "seconds": seconds, **at}) + "\n")


if __name__ == "__main__":
    asyncio.run(main(json.loads(sys.stdin.readline())))
