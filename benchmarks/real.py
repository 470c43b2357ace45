"""UCDP events of Syria against the ETH/PRIO truces: the commands as a user runs them, and the engine beside pandas."""

import os
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.work import WORK

DATA = Path(__file__).resolve().parents[2] / "shared" / "data"
EVENTS, TRUCES = DATA / "ucdp" / "ged_syria_2016_2019.csv.gz", DATA / "ceasefires" / "ethprio_cf_2022_syria.csv"
ROUNDS = 5


def _told(folder: Path, *words: str) -> float:
    """Wall time of a command of treve."""
    environment = os.environ | {"TREVE_NODE": str(folder)}
    command = [sys.executable, "-m", "treve", *words]
    began = time.perf_counter()
    subprocess.run(command, check=True, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.perf_counter() - began


def _median(work: Callable[[], Any]) -> tuple[float, Any]:
    times, found = [], None
    for _ in range(ROUNDS):
        began = time.perf_counter()
        found = work()
        times.append(time.perf_counter() - began)
    return statistics.median(times), found


def _dates(frame: Any, stem: str, *, last: bool) -> Any:
    """Dates in three columns, unknown parts widened; not-a-time where the year is unknown."""
    import pandas

    year, month, day = (frame[f"{stem}_{part}"] for part in ("yr", "month", "day"))
    month = month.where(month > 0, 12 if last else 1)
    first = pandas.to_datetime({"year": year.where(year > 1900), "month": month, "day": 1})
    length = first.dt.days_in_month.astype("float")
    day = day.where(day > 0, length if last else 1)
    return first + pandas.to_timedelta(day - 1, unit="D")


def by_pandas(events: Any, truces: Any) -> set[tuple[int, str]]:
    """Event and ceasefire where a side that may have acted had declared it and the days meet: by merge and filters."""
    import pandas

    held = truces.assign(start=_dates(truces, "cf_effect", last=False), end=_dates(truces, "end", last=True))
    held = held[held["start"].notna()]
    held = held.assign(name=held["cc"].astype(str) + "-" + held["cf_id"].astype(str))
    # The terms of a ceasefire are those of its first row; each actor is bound over its own.
    terms = held.drop_duplicates("name").set_index("name")
    held = held.assign(start0=held["name"].map(terms["start"]), end0=held["name"].map(terms["end"]))
    far = pandas.Timestamp("2100-01-01")
    held = held.assign(
        start=held[["start", "start0"]].max(axis=1), end=held["end"].fillna(far).clip(upper=held["end0"].fillna(far))
    )
    sides = [events.assign(actor=events["side_a_new_id"])]
    sides.append(events[events["type_of_violence"] != 3].assign(actor=lambda frame: frame["side_b_new_id"]))
    met = pandas.concat(sides).merge(held, left_on="actor", right_on="ucdp_actor_id", suffixes=("", "_truce"))
    met = met[(met["date_start"] <= met["end"]) & (met["date_end"] >= met["start"])]
    return set(zip(met["id"].tolist(), met["name"].tolist(), strict=True))


def main() -> bool:
    """Print the wall time of the commands, and the engine beside pandas; whether the pairs are the same."""
    if not (EVENTS.exists() and TRUCES.exists()):
        print("UCDP: the shared data is not beside this checkout; left out.")
        return True
    import pandas

    from treve.findings.columns import batch
    from treve.findings.violations import engine_of
    from treve.geo.interval import Interval
    from treve.node.node import Node
    from treve.records.report import IncidentReport

    folder = WORK / "ucdp-node"
    shutil.rmtree(folder, ignore_errors=True)
    _told(folder, "init", str(folder), "--party", "party:bench", "--zone", "Asia/Damascus")
    imported = [_told(folder, "import", str(file)) for file in (TRUCES, EVENTS)]
    again = _told(folder, "import", str(EVENTS))
    found = _told(folder, "findings")
    with Node.open(folder) as node:
        picture = node.picture()
        began = time.perf_counter()
        reports = [one.record for one in picture.reports(Interval()) if isinstance(one.record, IncidentReport)]
        read = time.perf_counter() - began
        began = time.perf_counter()
        engine = engine_of(picture)
        columns = batch(reports, engine.vocabulary, engine.shapes)
        engine.qualify(columns)
        ready = time.perf_counter() - began
        ours, rows = _median(lambda: engine.qualify(columns, keep="possible"))
    numbers = [int(one.key.rpartition("-")[2]) for one in reports]
    names = [epoch.arrangement.key.partition("-")[2] for epoch in engine.terms.epochs]
    mine = {
        (numbers[report], names[epoch])
        for report, epoch in zip(rows["report"].to_pylist(), rows["epoch"].to_pylist(), strict=True)
    }
    events = pandas.read_csv(EVENTS, low_memory=False, parse_dates=["date_start", "date_end"])
    truces = pandas.read_csv(TRUCES)
    theirs, wanted = _median(lambda: by_pandas(events, truces))
    several = events["side_a"].str.contains(",") | events["side_b"].str.contains(",")
    apart = set(events.loc[several, "id"].tolist())
    same = {one for one in mine if one[0] not in apart} == {one for one in wanted if one[0] not in apart}
    print(f"UCDP GED Syria 2016-2019 ({len(reports):,} reports) against the ETH/PRIO truces ({len(names)} arrangements)")
    print(f"treve import: truces {imported[0]:.1f} s, events {imported[1]:.1f} s, the events again {again:.1f} s", end="; ")
    print(f"treve findings {found:.1f} s")
    print(f"reading the reports from the log {read:.1f} s, terms, columns and the first questions {ready:.2f} s")
    print(f"{'':45}{'s':>9}{'pairs':>9}")
    print(f"{'Treve, seven answers a row':45}{ours:9.3f}{len(mine):9,}")
    print(f"{'pandas merge and filters, no place':45}{theirs:9.3f}{len(wanted):9,}")
    print(f"the same pairs of event and ceasefire: {same}; without the {len(apart)} events that name a coalition as a side,")
    print("which are read otherwise; no truce of the dataset has an area, so that no place is asked by either")
    if not same:
        odd = sorted({one for one in mine ^ wanted if one[0] not in apart})
        print(f"differing: {len(odd)}, such as {odd[:4]}")
    return same


if __name__ == "__main__":
    main()
