"""A node with a million records: how long it takes to build, open and ask, and how much memory that needs.

`python -m benchmarks.store [--records 1000000] [--node FOLDER] [--verify]`. The folder is kept where it is
named, and used again where it is there. Each question runs in a process of its own, so that its peak memory
is its own.
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np

BATCH = 50_000
FIRST = datetime(2011, 3, 15, tzinfo=UTC)
DAYS = 15 * 365
ACTS = ("FIRE.SMALL", "FIRE.MORTAR", "FIRE.ARTY", "AIR.STRIKE", "IED", "GROUND.RAID", "UAS.STRIKE", "VIOLENCE")
QUESTIONS = ("open", "as_of", "day", "findings", "explain", "find", "list", "year")


def held(seed: int) -> Iterator[Any]:
    """Parties, areas and arrangements: what a picture holds."""
    from treve.geo.footprint import Circle
    from treve.geo.interval import Interval
    from treve.records.arrangement import Arrangement, Bound, Provision, Window
    from treve.records.party import Party
    from treve.records.place import Area

    rng = np.random.default_rng(seed)
    for number in range(40):
        yield Party(author="party:us", key=f"party:{number}", names={"en": f"Party {number}"}, party_kind="armed_group")
    for number in range(300):
        lon, lat = float(rng.uniform(35.7, 42.3)), float(rng.uniform(32.4, 37.2))
        start = FIRST + timedelta(days=int(rng.integers(0, DAYS)))
        during = Interval(start, start + timedelta(days=int(rng.integers(20, 600))))
        yield Area(
            author="party:us", key=f"area:{number}", names={"en": f"Area {number}"}, area_kind="ceasefire_area",
            footprint=Circle(lon, lat, float(rng.uniform(2_000, 60_000))), during=during,
        )  # fmt: skip
        bound = tuple(f"party:{one}" for one in rng.integers(0, 40, 6))
        provision = Provision(
            id="1", words={"en": "no hostilities"}, bound=Bound(to="named", parties=bound), prohibits=("*",),
            areas=() if number % 10 == 0 else (f"area:{number}",),
        )  # fmt: skip
        yield Arrangement(
            author="party:us", key=f"arrangement:{number}", names={"en": f"Truce {number}"}, arrangement_kind="local_truce",
            windows=(Window(during=during),), provisions=(provision,),
        )  # fmt: skip


def numerous(count: int, seed: int) -> Iterator[Any]:
    """Reports of two registers; of every ten records one corrects a report and two speak about one."""
    from treve.geo.interval import Interval, UncertainTime
    from treve.geo.place import Disc, UncertainPlace
    from treve.records.incident import Attribution, Handling, Link, Occurrence, Position
    from treve.records.report import IncidentReport

    rng = np.random.default_rng(seed)
    remarks = 0
    for number in range(count):
        kind = number % 10
        if kind in (3, 7):
            name = f"incident:{int(rng.integers(max(0, number - 5_000), number)) // 10 * 10}"
            remarks += 1
            common = {"author": f"party:{remarks % 40}", "note": f"about {name}, {number}"}
            turn = remarks % 5
            if turn == 0:
                yield Link(a=name, b=f"incident:{max(0, number - 20) // 10 * 10}", relation="same_incident", **common)
            elif turn == 1:
                yield Occurrence(incident=name, value="verified", **common)
            elif turn == 2:
                yield Attribution(incident=name, actors=("party:1",), level=1, basis=("source",), **common)
            elif turn == 3:
                yield Position(incident=name, party=f"party:{remarks % 40}", value="cannot_confirm", **common)
            else:
                yield Handling(incident=name, step="received", by="party:us", **common)
            continue
        same = kind == 9 and number > 10
        key = f"incident:{number - 9}" if same else f"incident:{number}"
        start = FIRST + timedelta(seconds=DAYS * 86_400 * number / count + int(rng.integers(0, 86_400)))
        length = timedelta(seconds=int(rng.choice([1_800, 86_400, 10 * 86_400], p=[0.5, 0.35, 0.15])))
        where = Disc(float(rng.uniform(35.7, 42.3)), float(rng.uniform(32.4, 37.2)), float(rng.choice([100.0, 5_000.0])))
        yield IncidentReport(
            author=f"party:{(number - 9 if same else number) % 2}", key=key, note="corrected" if same else "",
            text="Shelling was heard from the direction of the town, then again towards the evening; no names are known.",
            occurred=UncertainTime(Interval(start, start + length)), place=UncertainPlace(where=where),
            acts=(str(rng.choice(ACTS)),), alleged=(f"party:{int(rng.integers(0, 40))}",),
        )  # fmt: skip


def build(folder: Path, count: int) -> None:
    """Make the node."""
    from treve.clock import SetClock
    from treve.config import Settings
    from treve.node.node import Node

    clock = SetClock(FIRST)
    with Node.create(folder, Settings(name="benchmark", party="party:us"), clock=clock) as node:
        node.add(held(1))
        batch: list[Any] = []
        for number, record in enumerate(numerous(count, 2), 1):
            batch.append(record)
            if len(batch) == BATCH or number == count:
                clock.tick(timedelta(days=DAYS * min(BATCH, count) / count))
                node.add(batch)
                batch = []
                print(f"  {number:,} records", file=sys.stderr)


def ask(folder: Path, question: str) -> dict[str, Any]:
    """Answer one question in this process: seconds, peak of memory, how much came out."""
    from treve.findings.violations import engine_of, qualified, rows
    from treve.geo.interval import Interval
    from treve.node.node import Node

    day = FIRST + timedelta(days=DAYS * 2 // 3)
    during = Interval(day, day + timedelta(days=1))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    began = time.perf_counter()
    with Node.open(folder) as node:
        if question == "open":
            out = node.count()
        elif question == "find":
            out = len(node.find(node.find("incident:50010").id[:9]).id)
        elif question == "list":
            out = sum(1 for _ in node.at(node.places(author="party:7", newest=True, limit=50)))
        else:
            picture = node.picture(day, FIRST + timedelta(days=2 * DAYS))
            out = len(picture.arrangements)
            if question in ("day", "year"):
                length = timedelta(days=1 if question == "day" else 365)
                out = sum(1 for _ in picture.incidents(Interval(day, day + length)))
            elif question == "findings":
                out = sum(len(one.rows) for one in qualified(picture, during))
            elif question == "explain":
                incident = picture.incident(next(iter(picture.reports(during))).id)
                out = len(incident.reports) + sum(1 for _ in rows(engine_of(picture), list(incident.reports)))
    seconds = time.perf_counter() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"seconds": seconds, "before_mb": before, "peak_mb": peak, "out": out}


def verify(folder: Path) -> dict[str, Any]:
    """Read the whole log again."""
    from treve.log.verify import verify as verify_folder
    from treve.node.node import Node

    with Node.open(folder) as node:
        vkey = node.log.vkey
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    began = time.perf_counter()
    found = verify_folder(folder, vkey)
    seconds = time.perf_counter() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"seconds": seconds, "before_mb": before, "peak_mb": peak, "out": found.size}


def main() -> None:
    """Build where nothing is there, then ask each question in a process of its own."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.store", description=__doc__)
    parser.add_argument("--records", type=int, default=1_000_000)
    parser.add_argument("--node", type=Path)
    parser.add_argument("--verify", action="store_true")
    parser.add_argument("--ask", choices=("build", *QUESTIONS, "verify"))
    given = parser.parse_args()
    folder = given.node or Path(tempfile.mkdtemp(prefix="treve-store-")) / "node"
    if given.ask == "build":
        build(folder, given.records)
    elif given.ask:
        print(json.dumps(verify(folder) if given.ask == "verify" else ask(folder, given.ask)))
    if given.ask:
        return
    command = [sys.executable, "-m", "benchmarks.store", "--node", str(folder), "--records", str(given.records), "--ask"]
    if not folder.exists():
        began = time.perf_counter()
        subprocess.run([*command, "build"], check=True, stderr=None if sys.stderr.isatty() else subprocess.DEVNULL)
        size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 2**20
        print(f"build     {time.perf_counter() - began:8.1f} s    {size:7,.0f} MB on disk")
    for question in (*QUESTIONS, *(("verify",) if given.verify else ())):
        found = json.loads(subprocess.run([*command, question], capture_output=True, text=True, check=True).stdout)
        memory = f"peak {found['peak_mb']:5.0f} MB, of it {found['before_mb']:4.0f} MB the program"
        print(f"{question:9} {found['seconds']:8.3f} s    {memory}    {found['out']:,}")


if __name__ == "__main__":
    main()
