"""`make bench`: qualification beside its peers, interleaved in one run, with equal answers checked."""

import hashlib
import resource
import statistics
import time
from collections.abc import Callable
from typing import Any

import numpy as np

from benchmarks import ours, peers
from benchmarks.data import incidents, truces

INCIDENTS, TRUCES, ROUNDS = 1_000_000, 10_000, 5
SAMPLE = {"strtree": 100_000, "sjoin": 5_000}
"""Peers whose cost is linear in the incidents run on a part of them; their time is scaled, and marked so."""


def digest(pairs: tuple[Any, Any]) -> tuple[int, str]:
    """Number and hash of the distinct pairs."""
    key = np.unique(np.asarray(pairs[0], np.int64) * TRUCES + np.asarray(pairs[1], np.int64))
    return len(key), hashlib.sha256(key.tobytes()).hexdigest()[:12]


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    """Seconds and result."""
    began = time.perf_counter()
    result = work()
    return time.perf_counter() - began, result


def main() -> None:
    """Run all of it and print the table."""
    data, areas = incidents(INCIDENTS), truces(TRUCES)
    build, engine = timed(lambda: ours.engine(areas))
    reports = ours.batch(data)
    cases: dict[str, Callable[[], Any]] = {"Treve": lambda: ours.pairs(engine, reports)}
    if peers.YARDSTICKS.is_dir():
        kernel = peers.Kernel(areas)
        cases["compiled reference kernel (plane)"] = lambda: kernel(data, areas)
    else:
        print("The yardsticks are not beside this checkout: no reference kernel.")
    cases["DuckDB, bucket key by hand, shapely"] = lambda: peers.duckdb_buckets(data, areas)
    for work in cases.values():
        work()
    times: dict[str, list[float]] = {name: [] for name in cases}
    results: dict[str, Any] = {}
    for _ in range(ROUNDS):
        for name, work in cases.items():
            seconds, results[name] = timed(work)
            times[name].append(seconds)
    medians = {name: statistics.median(held) for name, held in times.items()}
    for name, label, peer in (("strtree", "shapely STRtree, filters, dwithin", peers.strtree),
                              ("sjoin", "GeoPandas sjoin, filters", peers.sjoin)):  # fmt: skip
        part = {column: values[: SAMPLE[name]] for column, values in data.items()}
        seconds, results[label] = timed(lambda peer=peer, part=part: peer(part, areas))  # type: ignore[misc]
        medians[label] = seconds * INCIDENTS / SAMPLE[name]
        small = ours.batch(part)
        same = digest(ours.pairs(engine, small)) == digest(results[label])
        print(f"{label}: on {SAMPLE[name]:,} incidents, digest equal to Treve's: {same}")
    print(f"\n{INCIDENTS:,} incidents, {TRUCES:,} arrangements; engine built once in {build:.1f} s; medians of {ROUNDS}")
    print(f"{'':42}{'s':>9}{'x Treve':>10}{'pairs':>10}  digest")
    for name, seconds in medians.items():
        scaled = "" if name in times else " (scaled)"
        count, mark = digest(results[name])
        print(f"{name + scaled:42}{seconds:9.2f}{seconds / medians['Treve']:10.2f}{count:10,}  {mark}")
    differ(results, data)
    print(f"peak memory of the run: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB")


def differ(results: dict[str, Any], data: dict[str, Any]) -> None:
    """Say how many pairs the plane of the peers decides otherwise than the ellipsoid."""
    kernel = results.get("compiled reference kernel (plane)")
    if kernel is None:
        return
    one = set(zip(*(side.tolist() for side in results["Treve"]), strict=True))
    other = set(zip(*(side.tolist() for side in kernel), strict=True))
    odd = one ^ other
    wide = [int(data["radius"][row]) for row, _ in odd]
    print(f"pairs that the plane decides otherwise than the ellipsoid: {len(odd)} of {len(one):,}; radii, m: {sorted(wide)}")


if __name__ == "__main__":
    main()
