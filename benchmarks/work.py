"""One contender in a process of its own, so that its peak memory is its own: `python -m benchmarks.work NAME`.

The process loads the data, gets ready, says so, and then runs once for every line it is given. Each answer
is a line of JSON: seconds, number of pairs, digest, peak memory.
"""

import hashlib
import json
import pickle
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.data import Arrays, Truces

WORK = Path(__file__).resolve().parent / ".work"
Pairs = tuple[Any, Any]


def digest(pairs: Pairs, truces: int) -> tuple[int, str]:
    """Number and hash of the distinct pairs of incident and truce."""
    key = np.unique(np.asarray(pairs[0], np.int64) * truces + np.asarray(pairs[1], np.int64))
    return len(key), hashlib.sha256(key.tobytes()).hexdigest()[:12]


def peak() -> float:
    """Peak memory of this process so far, MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def load() -> tuple[Arrays, Truces]:
    """The incidents and truces that the run has put down."""
    with (WORK / "data.pickle").open("rb") as file:
        incidents, truces = pickle.load(file)
    return incidents, truces


def save(incidents: Arrays, truces: Truces) -> None:
    """Put the data down for the contenders."""
    WORK.mkdir(exist_ok=True)
    with (WORK / "data.pickle").open("wb") as file:
        pickle.dump((incidents, truces), file, protocol=5)


def _ready(name: str, incidents: Arrays, truces: Truces) -> tuple[Callable[[], Pairs], dict[str, float]]:
    if name == "treve":
        from benchmarks import ours

        began = time.perf_counter()
        picture = ours.picture(truces)
        made = time.perf_counter()
        engine = ours.engine(picture)
        built = time.perf_counter()
        reports = ours.batch(incidents)
        return lambda: ours.pairs(engine, reports), {"records": made - began, "engine": built - made}
    from benchmarks import peers

    began = time.perf_counter()
    peer = peers.Kernel(truces) if name == "kernel" else getattr(peers, name)
    return lambda: peer(incidents, truces), {"engine": time.perf_counter() - began}


def main(name: str, rows: int) -> None:
    """Get ready, then run for each line of the input."""
    incidents, truces = load()
    incidents = {column: values[:rows] for column, values in incidents.items()}
    before = peak()
    work, facts = _ready(name, incidents, truces)
    print(json.dumps(facts | {"before": before}), flush=True)
    for line in sys.stdin:
        began = time.perf_counter()
        pairs = work()
        seconds = time.perf_counter() - began
        if line.strip():
            np.save(line.strip(), np.column_stack([np.asarray(side, np.int64) for side in pairs]))
        count, mark = digest(pairs, len(truces.bound))
        print(json.dumps({"seconds": seconds, "pairs": count, "digest": mark, "peak": peak()}), flush=True)


class Contender:
    """A running process of one contender."""

    def __init__(self, name: str, rows: int) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "benchmarks.work", name, str(rows)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=WORK.parents[1],
        )  # fmt: skip
        self.facts: dict[str, Any] = self._answer()

    def _answer(self) -> dict[str, Any]:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            raise SystemExit(f"A contender ended with {self._process.wait()}; its words stand above.")
        held: dict[str, Any] = json.loads(line)
        return held

    def run(self, keep: Path | None = None) -> dict[str, Any]:
        """Run once; the pairs are put down in a file if one is named."""
        assert self._process.stdin is not None
        self._process.stdin.write(f"{keep or ''}\n")
        self._process.stdin.flush()
        return self._answer()

    def end(self) -> None:
        """Let the process end."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
