"""Replay over knowledge time: one run over all versions beside one run over the last ones, and sampled points from scratch.

Shape: 30 % of the reports are corrected (moved, some with another actor), 40 % of the windows amended (another
end), 5 % of the rest withdrawn.
"""

import json
import sys
import time
from datetime import UTC, datetime
from typing import Any

import numpy as np

from benchmarks import ours
from benchmarks.data import DAY, Arrays, Truces, incidents, truces
from treve.findings.replay import change_points, counts_at, known_at, terms_over_time
from treve.findings.terms import Terms
from treve.geo.interval import OPEN_END, from_micros
from treve.picture.known import Known
from treve.picture.picture import History
from treve.records.base import Record
from treve.records.incident import Withdrawal

POINTS, SAMPLED, ROUNDS = 10_000, 11, 3
NEVER = OPEN_END // ours.SECOND


def reports(count: int) -> tuple[Arrays, Any, Any]:
    """Versions of `count` reports, and from when until when each was known, seconds."""
    rng = np.random.default_rng(3)
    first = incidents(count, seed=11)
    known = first["end"] + (rng.exponential(10, count) * DAY).astype(np.int64)
    corrected = rng.random(count) < 0.3
    again = known + (rng.exponential(90, count) * DAY).astype(np.int64) + 1
    every = {name: np.concatenate([values, values[corrected]]) for name, values in first.items()}
    moved = int(corrected.sum())
    every["lon"][count:] += rng.normal(0, 0.03, moved)
    every["lat"][count:] += rng.normal(0, 0.03, moved)
    every["actor"][count:] = np.where(rng.random(moved) < 0.3, rng.integers(0, 40, moved), every["actor"][count:])
    since = np.concatenate([known, again[corrected]])
    until = np.concatenate([np.where(corrected, again, NEVER), np.full(moved, NEVER)])
    return every, since, until


def history(held: Truces) -> History:
    """The truces with their amendments as records, each with its time of recording."""
    rng = np.random.default_rng(4)
    windows = held.windows
    count = len(windows["tid"])
    known = windows["start"] + (rng.normal(0, 10, count) * DAY).astype(np.int64)
    amended = rng.random(count) < 0.4
    later = known + (rng.exponential(30, count) * DAY).astype(np.int64) + 1
    withdrawn = ~amended & (rng.random(count) < 0.05)
    end = windows["start"] + ((windows["end"] - windows["start"]) * rng.uniform(0.3, 1.5, count)).astype(np.int64)
    knowns: list[Known] = []
    begins = np.searchsorted(windows["tid"], np.arange(len(held.bound) + 1))
    for number in range(len(held.bound)):
        own = range(int(begins[number]), int(begins[number + 1]))
        place = ours.area(held, number)
        knowns.append(_known(int(known[own[0] : own[-1] + 1].min()) - 400 * DAY, place, place.key))
        standing = ""
        for at in sorted({int(one) for w in own for one in (known[w], *([later[w]] if amended[w] or withdrawn[w] else []))}):
            parts = []
            for w in own:
                if known[w] <= at and not (withdrawn[w] and later[w] <= at):
                    parts.append(
                        ours.window(
                            int(windows["start"][w]), int((end if amended[w] and later[w] <= at else windows["end"])[w])
                        )
                    )
            identity = f"{number}@{at}"
            if parts:
                knowns.append(_known(at, ours.arrangement(held, number, tuple(parts)), identity))
                standing = identity
            elif standing:
                knowns.append(_known(at, Withdrawal(author=ours.AUTHOR, withdraws=standing), identity))
    return History(knowns)


def _known(at: int, record: Record, identity: str) -> Known:
    return Known(identity, datetime.fromtimestamp(at, UTC), record)


def _triples(rows: Any, keys: Any, version: Any) -> Any:
    """Report, truce and answers of rows, in order: what must be equal."""
    names = ("bound", "excluded", "place", "time", "act", "exception", "suspended", "verdict", "reason")
    columns = [version[rows["report"].to_numpy()], keys[rows["epoch"].to_numpy()], *(rows[name].to_numpy() for name in names)]
    table = np.column_stack([np.asarray(one, np.int64) for one in columns])
    return table[np.lexsort(table.T[::-1])]


def main(count: int = 200_000, number: int = 10_000) -> None:
    """Print the times, and how many of the sampled points equal a run from scratch."""
    held = truces(number)
    past = history(held)
    every, since, until = reports(count)
    began = time.perf_counter()
    engine = ours.engine(terms_over_time(past))
    built = time.perf_counter() - began
    batch = ours.batch(every, since=since * ours.SECOND, until=np.where(until == NEVER, OPEN_END, until * ours.SECOND))
    now = datetime(2040, 1, 1, tzinfo=UTC)
    last = ours.engine(Terms.of(past.as_of(now, now)))
    alive = until == NEVER
    latest = ours.batch({name: values[alive] for name, values in every.items()})
    ours.rows(last, latest), ours.rows(engine, batch)
    one, all_, rows = [], [], None
    points = np.empty(0)
    for _ in range(ROUNDS):
        began = time.perf_counter()
        ours.rows(last, latest)
        one.append(time.perf_counter() - began)
        began = time.perf_counter()
        rows = ours.rows(engine, batch)
        points = change_points(rows)
        counts_at(rows, np.linspace(points[0], points[-2], POINTS).astype(np.int64))
        all_.append(time.perf_counter() - began)
    keys, fresh_keys = ours.truce_of(engine), None
    sample = np.linspace(points[0], points[-2], SAMPLED + 1)[1:].astype(np.int64)
    equal, filtering, scratch = 0, [], []
    for at in sample.tolist():
        began = time.perf_counter()
        found = known_at(rows, at)
        filtering.append(time.perf_counter() - began)
        began = time.perf_counter()
        moment = from_micros(at)
        fresh = ours.engine(Terms.of(past.as_of(moment, moment)))
        there = np.flatnonzero((since * ours.SECOND <= at) & (at < np.where(until == NEVER, OPEN_END, until * ours.SECOND)))
        again = ours.rows(fresh, ours.batch({name: values[there] for name, values in every.items()}))
        scratch.append(time.perf_counter() - began)
        fresh_keys = ours.truce_of(fresh)
        wanted = _triples(again, fresh_keys, there)
        got = _triples(found, keys, np.arange(len(since)))
        equal += bool(np.array_equal(wanted, got))
    print(json.dumps({
        "reports": count, "versions": len(since), "arrangements": number, "epochs": len(engine.terms.epochs), "built": built,
        "one": float(np.median(one)), "all": float(np.median(all_)), "rows": rows.num_rows, "points": len(points),
        "asked": POINTS, "sampled": SAMPLED, "equal": equal, "filter": float(np.median(filtering)),
        "scratch": float(np.median(scratch)),
    }))  # fmt: skip


if __name__ == "__main__":
    main(*(int(one) for one in sys.argv[1:]))
