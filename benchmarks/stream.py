"""A stream of reports, batch by batch: seconds and peak memory, in a process of its own for each length."""

import json
import sys
import time
from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor

from benchmarks import ours
from benchmarks.data import incidents
from benchmarks.work import load, peak

BATCH = 65_536
LANES = 2
"""Batches under way at a time."""


def main(count: int, batch: int = BATCH) -> None:
    """Qualify `count` reports that are made as they come and dropped when they are done."""
    _, truces = load()
    engine = ours.engine(ours.picture(truces))
    ours.pairs(engine, ours.batch(incidents(batch, seed=7)))
    before = peak()
    began, pairs, making = time.perf_counter(), 0, 0.0
    under_way: deque[Future[int]] = deque()
    with ThreadPoolExecutor(LANES) as pool:
        for number, first in enumerate(range(0, count, batch)):
            start = time.perf_counter()
            reports = ours.batch(incidents(min(batch, count - first), seed=1_000 + number))
            making += time.perf_counter() - start
            under_way.append(pool.submit(lambda held=reports: engine.qualify(held, keep="possible").num_rows))
            if len(under_way) == LANES + 1:
                pairs += under_way.popleft().result()
        pairs += sum(one.result() for one in under_way)
    print(
        json.dumps({"seconds": time.perf_counter() - began, "making": making, "pairs": pairs, "before": before, "peak": peak()})
    )


if __name__ == "__main__":
    main(*(int(one) for one in sys.argv[1:]))
