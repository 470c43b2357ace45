"""`make bench-joins`: incidents and arrangements in one run, with equal answers checked; `--page` rewrites the docs' block."""

import json
import os
import statistics
import subprocess
import sys
import time
from typing import Any

import numpy as np

from benchmarks import page, peers, real, verdicts
from benchmarks.data import Arrays, Truces, incidents, truces
from benchmarks.exact import meets
from benchmarks.work import WORK, Contender, digest, save

INCIDENTS, TRUCES, ROUNDS = 1_000_000, 10_000, 5
NAMES = {
    "treve": "Treve", "kernel": "compiled reference kernel", "duckdb_buckets": "DuckDB, bucket key by hand, shapely",
    "strtree": "shapely STRtree, filters, dwithin", "sjoin": "GeoPandas sjoin, filters",
}  # fmt: skip
SAMPLE = {"strtree": 100_000, "sjoin": 5_000}
"""Peers whose cost is linear in the incidents run on a part of them; their time is scaled, and marked so."""
STREAMS = (100_000, 1_000_000, 4_000_000, 16_000_000)


def pairs_of(contender: Contender, name: str) -> Any:
    """The pairs of one run, as numbers incident x truces + truce."""
    file = WORK / f"{name}.npy"
    contender.run(file)
    held = np.load(file)
    return np.unique(held[:, 0] * TRUCES + held[:, 1])


def same_frame(data: Arrays, areas: Truces) -> tuple[Arrays, bool]:
    """The incidents without those that the peers' plane decides otherwise, which are shown; whether Treve is right on all."""
    save(data, areas)
    plane = "kernel" if peers.YARDSTICKS.is_dir() else "duckdb_buckets"
    found = {}
    for name in ("treve", plane):
        contender = Contender(name, len(data["lon"]))
        found[name] = pairs_of(contender, name)
        contender.end()
    odd = np.setxor1d(found["treve"], found[plane])
    row, truce = odd // TRUCES, odd % TRUCES
    exact, away = meets(data, areas, row, truce)
    right = np.isin(odd, found["treve"]) == exact
    print(
        f"The peers decide on a plane (Lambert, centred on the box), Treve on the ellipsoid: of {len(found['treve']):,} pairs"
    )
    print(
        f"{len(odd)} are decided otherwise. Treve agrees with pyproj.Geod on {int(right.sum())} of the {len(odd)}, the plane on"
    )
    far = f"; their borders lie {away.min():.2f} to {away.max():.1f} m from the edge of the disc" if len(odd) else ""
    print(f"{int((~right).sum())}{far}. The incidents of these pairs are left out below.\n")
    keep = np.ones(len(data["lon"]), np.bool_)
    keep[row] = False
    return {name: values[keep] for name, values in data.items()}, bool(right.all())


def side_by_side(count: int) -> bool:
    """Contenders in processes of their own, interleaved; print times and peak memory; whether all digests are equal."""
    names = [name for name in NAMES if name != "kernel" or peers.YARDSTICKS.is_dir()]
    full = [name for name in names if name not in SAMPLE]
    running = {name: Contender(name, count) for name in full}
    first = {name: contender.run()["seconds"] for name, contender in running.items()}
    results: dict[str, list[dict[str, Any]]] = {name: [] for name in names}
    for _ in range(ROUNDS):
        for name, contender in running.items():
            results[name].append(contender.run())
    mine = np.load(_kept(running["treve"], "treve"))
    for contender in running.values():
        contender.end()
    sure = dict.fromkeys(full, results["treve"][0]["digest"])
    facts = {name: contender.facts for name, contender in running.items()}
    for name in SAMPLE:
        contender = Contender(name, SAMPLE[name])
        results[name].append(contender.run())
        facts[name] = contender.facts
        contender.end()
        part = mine[mine[:, 0] < SAMPLE[name]]
        sure[name] = digest((part[:, 0], part[:, 1]), TRUCES)[1]
    seconds = {
        name: statistics.median(one["seconds"] for one in held) * count / SAMPLE.get(name, count)
        for name, held in results.items()
    }
    print(f"{count:,} incidents, {TRUCES:,} arrangements; medians of {ROUNDS}, interleaved, each in its own process;")
    print(
        f"scaled = run on {' and '.join(f'{size:,}' for size in SAMPLE.values())} incidents; peak = memory of its process, MiB"
    )
    print(f"{'':45}{'s':>9}{'x Treve':>9}{'peak':>7}{'pairs':>9}  digest")
    for name in names:
        last = results[name][-1]
        label = NAMES[name] + (" (scaled)" if name in SAMPLE else "")
        equal = "equal" if last["digest"] == sure[name] else "UNEQUAL"
        print(
            f"{label:45}{seconds[name]:9.2f}{seconds[name] / seconds['treve']:9.2f}{last['peak']:7.0f}{last['pairs']:9,}"
            f"  {last['digest']} {equal}"
        )
    built = facts["treve"]
    print(f"Treve once: records made and checked {built['records']:.1f} s, engine built {built['engine']:.1f} s,", end=" ")
    print(f"first run, which prepares the areas it meets, {first['treve']:.1f} s;")
    print(
        f"the kernel's index {facts['kernel']['engine']:.1f} s"
        if "kernel" in facts
        else "no reference kernel beside this checkout"
    )
    if "kernel" in seconds:
        print(f"Treve takes {seconds['treve'] / seconds['kernel']:.1f} times the compiled kernel (asked: at most 10)")
    print("PostGIS is not among the peers: it needs a server, which this run does not install.\n")
    return all(one["digest"] == sure[name] for name, held in results.items() for one in held)


def _kept(contender: Contender, name: str) -> str:
    contender.run(WORK / f"{name}.npy")
    return str(WORK / f"{name}.npy")


def alone(module: str, *arguments: int) -> dict[str, Any]:
    """What a benchmark in a process of its own prints."""
    command = [sys.executable, "-m", f"benchmarks.{module}", *map(str, arguments)]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True, cwd=WORK.parents[1])
    held: dict[str, Any] = json.loads(done.stdout)
    return held


def streams() -> None:
    """Cost by number of reports, and the memory of the stream."""
    print("Reports streamed in batches of 65,536, made as they come; each length in its own process")
    print(f"{'reports':>12}{'s':>9}{'us each':>9}{'pairs':>11}{'peak MiB':>10}{'of it before the stream':>25}")
    for count in STREAMS:
        one = alone("stream", count)
        each = one["seconds"] / count * 1e6
        print(f"{count:12,}{one['seconds']:9.2f}{each:9.2f}{one['pairs']:11,}{one['peak']:10.0f}{one['before']:25.0f}")
    print()


def knowledge() -> bool:
    """Replay beside one join; whether every sampled point equals a run from scratch."""
    one = alone("knowledge")
    print(f"Knowledge time: {one['reports']:,} reports in {one['versions']:,} versions, {one['arrangements']:,} arrangements")
    print(f"in {one['epochs']:,} epochs; {one['rows']:,} rows, {one['points']:,} distinct change points", end="; ")
    print(f"engine of all versions {one['built']:.1f} s")
    print(f"one join of what is known last {one['one']:.2f} s; of all versions, with the counts at", end=" ")
    print(f"{one['asked']:,} points, {one['all']:.2f} s:")
    print(f"{one['all'] / one['one']:.2f} times one join (asked: at most 3)")
    print(f"state at one point: a filter, {one['filter'] * 1e3:.1f} ms; from scratch {one['scratch']:.2f} s")
    print(f"sampled points equal to a run from scratch: {one['equal']} of {one['sampled']}\n")
    return bool(one["equal"] == one["sampled"])


def main(count: int = INCIDENTS) -> None:
    """Run all of it, the comparison on `count` incidents."""
    began = time.perf_counter()
    areas = truces(TRUCES)
    part, right = same_frame(incidents(count), areas)
    save(part, areas)
    equal = side_by_side(len(part["lon"]))
    streams()
    replayed = knowledge()
    same = real.main()
    print()
    wrong = verdicts.main()
    print(f"\nthe whole run: {(time.perf_counter() - began) / 60:.1f} minutes on {os.cpu_count()} cores")
    if wrong or not (right and equal and replayed and same):
        raise SystemExit("Some answers are not equal; the words above say which.")


if __name__ == "__main__":
    if "--page" in sys.argv[1:]:
        page.write(main, "bench-joins", ("numpy", "shapely", "pyproj", "pyarrow", "duckdb", "geopandas"))
    else:
        main(*(int(one) for one in sys.argv[1:]))
