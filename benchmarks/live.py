"""`make bench-live`: the live path beside its peers, in one run; `--page` puts the table on the docs page.

A million live volumes; exact questions; inserts on the disk; the same over HTTP against a real `treve serve`; a
restart; what expires; a kill in the middle of writing. Numbers are medians of this run on this machine: the ratios
count, and the disk's own fdatasync, measured beside, says what a durable answer can cost here at best.
"""

import json
import os
import resource
import secrets
import shutil
import signal
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import mkdtemp
from typing import Any
from uuid import UUID

import numpy as np
import shapely

from benchmarks.live_data import Live, beginning, live, volume
from benchmarks.live_fill import fill
from benchmarks.live_peers import Peers, cells, shapes
from treve.airspace import intents
from treve.airspace.caller import STRATEGIC, Caller
from treve.airspace.entity import Intent
from treve.airspace.shape import shape_of
from treve.airspace.sqlite import SqliteAirspace
from treve.airspace.sweeping import sweep
from treve.geo.volume import Volume4D

ROOT = Path(__file__).resolve().parents[1]
VOLUMES, QUESTIONS, PEER_QUESTIONS = 1_000_000, 2_000, 400


def stats(seconds: list[float]) -> tuple[float, float]:
    """Median and 99th percentile, microseconds."""
    found = np.percentile(np.array(seconds) * 1e6, [50, 99])
    return float(found[0]), float(found[1])


def row(name: str, p50: float, p99: float, more: str = "") -> None:
    """One line of the table: microseconds."""
    print(f"{name:<52} {p50:>10,.0f} {p99:>11,.0f} {p99 / p50:>6.1f}   {more}")


def fdatasync(folder: Path, count: int = 400) -> tuple[float, float]:
    """What the disk takes for 400 bytes, microseconds."""
    took = []
    with (folder / "sync").open("ab", buffering=0) as file:
        for _ in range(count):
            began = time.perf_counter()
            file.write(b"x" * 400)
            os.fdatasync(file.fileno())
            took.append(time.perf_counter() - began)
    return stats(took)


def timed[T](works: list[Callable[[], T]]) -> tuple[list[float], list[T]]:
    """Seconds of each piece of work, and what it gave."""
    took, found = [], []
    for work in works:
        began = time.perf_counter()
        found.append(work())
        took.append(time.perf_counter() - began)
    return took, found


def in_process(path: Path, data: Live, asked: list[Volume4D], begins: datetime) -> dict[str, Any]:
    """Questions and durable changes in this process."""
    began = time.perf_counter()
    store = SqliteAirspace(path)
    first = store.read(lambda tx: tx.meeting(Intent, [asked[0]]))
    restart = time.perf_counter() - began
    runs, answers = [], []
    for drawn in (False, False, True, True):
        if not drawn:
            shape_of.cache_clear()
        took, answers = timed([lambda one=one: store.read(lambda tx: tx.meeting(Intent, [one])) for one in asked])  # type: ignore[misc]
        runs.append(took)
    assert first == answers[0]
    hits = [len(one) for one in answers]
    print(f"restart: {data.count:,} volumes answer exactly {restart:.2f} s after the file is opened")
    print(f"hits a question: mean {np.mean(hits):.1f}, median {statistics.median(hits):.0f}, most {max(hits)}\n")
    print(f"{'microseconds':<52} {'p50':>10} {'p99':>11} {'ratio':>6}")
    row("Treve: exact question, first time (cold)", *stats(runs[0]))
    row("Treve: exact question, its area drawn anew", *stats(runs[1]), f"{1e6 * np.mean(runs[1]):,.0f} mean")
    each = [took / count for took, count in zip(runs[3], hits, strict=True) if count >= 20]
    row("Treve: exact question, its area at hand", *stats(runs[3]), f"{1e6 * np.mean(runs[3]):,.0f} mean")
    row("    the same for each hit, where there are 20 and more", *stats(each), f"{len(each)} questions")
    caller = Caller("bench", frozenset((STRATEGIC,)), begins + timedelta(minutes=1), lambda: secrets.token_urlsafe(24))

    def put(place: int) -> None:
        at = volume(live_one, place, begins + timedelta(hours=1))
        key = frozenset(one.ovn for one in store.read(lambda tx: tx.meeting(Intent, [at])))
        plan = intents.Plan(
            id=str(UUID(int=(place << 80) | 3, version=4)), volumes=(at,), state="Accepted",
            uss_base_url="https://uss.example.org/f3548", key=key,
        )  # fmt: skip
        store.run(lambda tx: intents.put(tx, plan, caller))

    live_one = live(1_500, 77, days=20.0)
    took, _ = timed([lambda place=place: put(place) for place in range(1_500)])  # type: ignore[misc]
    floor = fdatasync(path.parent)
    times = " and ".join(f"{own / disk:.1f}" for own, disk in zip(stats(took), floor, strict=True))
    row("Treve: question, refinement, durable change, alone", *stats(took), f"{times} x fdatasync")
    row("the disk: 400 bytes and fdatasync", *floor)
    ended = caller.now + timedelta(days=40)
    step = []
    for _ in range(20):
        began = time.perf_counter()
        gone = store.run(lambda tx: sweep(tx, ended, 200))
        step.append((time.perf_counter() - began) / max(1, gone))
    row("Treve: expiry, each of 200 at a time", *stats(step))
    store.close()
    return {"query": stats(runs[3])[0], "answers": answers, "put": stats(took)[0]}


def beside(url: str, data: Live, questions: Live, answers: list[list[Intent]], begins: datetime, ours: dict[str, Any]) -> None:
    """The same questions to the peers, and whether the answers are the same."""
    import psycopg

    try:
        peers = Peers(url, data, postgis=True)
    except psycopg.errors.FeatureNotSupported:
        print("\n*** PostGIS is not installed (postgresql-15-postgis-3): the peer is left out ***\n")
        peers = Peers(url, data, postgis=False)
    print(f"{'peers were filled in: ' + ', '.join(f'{name} {took:.0f} s' for name, took in peers.seconds.items())}")
    areas = shapes(questions)
    wkb, held = shapely.to_wkb(areas), cells(shapely.bounds(areas))

    def times(place: int) -> tuple[int, int, float, float]:
        start = int(questions.start[place])
        return start, start + int(questions.length[place]), float(questions.low[place]), float(questions.high[place])

    count = PEER_QUESTIONS
    if peers.postgis:
        timed([lambda place=place: peers.exact(wkb[place], *times(place)) for place in range(50)])  # type: ignore[misc]
        took, found = timed([lambda place=place: peers.exact(wkb[place], *times(place)) for place in range(count)])  # type: ignore[misc]
        row("PostGIS: GiST over geometry, time, height; exact", *stats(took), f"{stats(took)[0] / ours['query']:.1f} x Treve")
        mine = [{int(one.ovn[4:16]) for one in answers[place]} for place in range(count)]
        odd = [(place, one) for place in range(count) for one in mine[place] ^ set(found[place])]
        both = sum(len(one) for one in mine)
        round_ = sum(bool(data.circle[one]) or bool(questions.circle[place]) for place, one in odd)
        print(f"    answers: {both:,} pairs, {len(odd)} decided otherwise, {round_} of them with a circle (64 sides there)")
        assert len(odd) <= max(5, both // 200), odd
    timed([lambda place=place: peers.coarse(held[place], *times(place)) for place in range(20)])  # type: ignore[misc]
    took, found = timed([lambda place=place: peers.coarse(held[place], *times(place)) for place in range(count // 4)])  # type: ignore[misc]
    extra = sum(len(one) for one in found) / max(1, sum(len(answers[place]) for place in range(count // 4)))
    row(
        "cells alone: array under GIN, time, height",
        *stats(took),
        f"{stats(took)[0] / ours['query']:.1f} x Treve, {extra:.1f} x as many answers",
    )
    missed = sum(len({int(one.ovn[4:16]) for one in answers[place]} - set(found[place])) for place in range(count // 4))
    assert missed == 0, "cells miss what is there"
    inserts = [
        lambda place=place: peers.insert(VOLUMES + place, wkb[place], held[place], *times(place)) for place in range(300)  # type: ignore[misc]
    ]  # fmt: skip
    took, _ = timed(inserts)
    row(
        "peers: one more row in both indexes, durable",
        *stats(took),
        f"{stats(took)[0] / ours['put']:.1f} x Treve's whole change",
    )
    peers.db.close()


class Server:
    """A `treve serve` over a node with a million live volumes."""

    def __init__(self, folder: Path, begins: datetime) -> None:
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
        from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

        self.folder, self._key = folder, Ed25519PrivateKey.generate()
        pem = self._key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()
        (folder / "issuers.toml").write_text(
            f'[[issuer]]\nname = "bench"\nsubjects = ["*"]\nscopes = ["{STRATEGIC}"]\nkeys = [{{pem = """{pem}"""}}]\n'
        )
        self.begins, self.port = begins, 0
        self._process: subprocess.Popen[str] | None = None

    def start(self) -> float:
        """Start it; seconds until it listens."""
        began = time.perf_counter()
        self._process = subprocess.Popen(
            [sys.executable, "-m", "treve", "serve", "--node", str(self.folder), "--port", "0", "--rate", "0"],
            stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        assert self._process.stderr is not None
        line = self._process.stderr.readline()
        self.port = int(line.split("http://127.0.0.1:")[1].split()[0])
        return time.perf_counter() - began

    def stop(self, how: signal.Signals = signal.SIGTERM) -> float:
        """Stop it; its peak memory, MiB."""
        if self._process is None:
            return 0.0
        status = Path(f"/proc/{self._process.pid}/status").read_text()
        peak = int(status.split("VmHWM:")[1].split()[0]) / 1024
        self._process.send_signal(how)
        self._process.wait(60)
        self._process = None
        return peak

    def load(self, what: str, clients: int, seconds: float, seed: int, out: Path) -> subprocess.Popen[str]:
        """Begin a load from another process."""
        import jwt

        now = int(time.time())
        token = jwt.encode(
            {"iss": "bench", "sub": f"bench-{what}", "aud": "127.0.0.1", "scope": STRATEGIC, "exp": now + 3000},
            self._key,
            "EdDSA",
        )
        first = datetime.now(UTC) + timedelta(hours=2)
        asked = {
            "what": what, "port": self.port, "token": token, "clients": clients, "seconds": seconds, "seed": seed,
            "out": str(out),
            "time_start": first.isoformat(), "time_end": (first + timedelta(hours=1)).isoformat(),
        }  # fmt: skip
        process = subprocess.Popen(
            [sys.executable, "-m", "benchmarks.live_http"], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        assert process.stdin is not None
        process.stdin.write(json.dumps(asked) + "\n")
        process.stdin.close()
        return process


def over_http(folder: Path, begins: datetime) -> None:
    """The same over HTTP, with the disk's own fdatasync beside each part, and a kill in the middle of writing."""
    server = Server(folder, begins)
    try:
        _over_http(folder, server)
    finally:
        server.stop(signal.SIGKILL)


def _over_http(folder: Path, server: Server) -> None:
    print(f"\nover HTTP: `treve serve` listens after {server.start():.1f} s, its store holds all volumes")
    beside = "fdatasync p50, p99 ms; x p50, x p99"
    print(f"{'one node, one process':<44} {'a second':>9} {'p50 ms':>8} {'p99 ms':>8} {'ratio':>6}   {beside}")
    for name, what, clients in (
        ("durable PUT, one client", "apart", 1), ("durable PUT, separate areas, 32 clients", "apart", 32),
        ("durable PUT and DELETE, one busy km2, 10", "busy", 10), ("query among the million, 8 clients", "query", 8),
    ):  # fmt: skip
        seconds = 8.0
        process = server.load(what, clients, seconds, len(name), folder / "out")
        time.sleep(1.0)
        floor = fdatasync(folder, 200) if what != "query" else (0.0, 0.0)
        assert process.stdout is not None
        found = json.loads(process.stdout.readline())
        p50, p99 = found["p50"] * 1000, found["p99"] * 1000
        times = f"{p50 * 1000 / floor[0]:.1f}, {p99 * 1000 / floor[1]:.1f}" if floor[0] else ""
        beside = f"{floor[0] / 1000:.2f}, {floor[1] / 1000:.2f}; {times}" if times else ""
        print(f"{name:<44} {found['done'] / found['seconds']:>9,.0f} {p50:>8.2f} {p99:>8.2f} {p99 / p50:>6.1f}   {beside}")
    process = server.load("apart", 16, 6.0, 999, folder / "told")
    time.sleep(3.0)
    peak = server.stop(signal.SIGKILL)
    process.wait()
    told = set((folder / "told").read_text().split())
    again = server.start()
    store = SqliteAirspace(folder / "airspace.sqlite")
    lost = [one for one in told if store.read(lambda tx, one=one: tx.find(Intent, one)) is None]
    store.close()
    server.stop()
    print(f"\nkilled in the middle of writing: {len(told):,} were acknowledged, {len(lost)} are lost")
    print(f"it listens again after {again:.1f} s")
    print(f"peak memory of the server {peak:,.0f} MiB")
    assert not lost


def run() -> None:
    """All of it, or with `--volumes N` a smaller trial, or with `--http` the part over HTTP alone."""
    global VOLUMES
    if "--volumes" in sys.argv:
        VOLUMES = int(sys.argv[sys.argv.index("--volumes") + 1])
    from tests.postgres import server as postgres

    from treve.config import Settings
    from treve.node.node import Node

    folder = Path(mkdtemp(prefix="treve-live-", dir=os.environ.get("TREVE_BENCH_DIR", "/tmp")))
    try:
        node = folder / "node"
        Node.create(node, Settings(name="bench", party="party:bench")).close()
        begins, data = beginning(), live(VOLUMES, 21)
        path = node / "airspace.sqlite"
        print(
            f"{VOLUMES:,} live volumes; filled in {fill(path, data, begins):.0f} s, {path.stat().st_size / 1e6:,.0f} MB on disk"
        )
        if "--http" in sys.argv:
            return over_http(node, begins)
        questions = live(QUESTIONS, 99)
        asked = [volume(questions, place, begins) for place in range(QUESTIONS)]
        copy = folder / "copy.sqlite"
        shutil.copy(path, copy)
        ours = in_process(copy, data, asked, begins)
        with postgres() as running:
            beside(running.database(), data, questions, ours["answers"], begins, ours)
        over_http(node, begins)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"peak memory of this process, with the peers' data: {peak:,.0f} MiB")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    if "--page" in sys.argv:
        from benchmarks import page

        page.write(run, "bench-live", ("numpy", "shapely", "pyproj", "starlette", "uvicorn", "psycopg"))
    else:
        run()
