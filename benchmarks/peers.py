"""What a user would write today, and the compiled reference kernel: each gives the pairs of report and truce."""

import ctypes
import importlib
import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import shapely

from benchmarks.data import DAY, Arrays, Truces

Pairs = tuple[Any, Any]
YARDSTICKS = Path(__file__).resolve().parents[2] / "shared" / "tools" / "perf"
WORK = Path(__file__).resolve().parent / ".work"


def _told(incidents: Arrays, truces: Truces, row: Any, truce: Any) -> Pairs:
    """Keep the pairs whose party, act and some window fit."""
    effective = truces.bound & ~truces.excluded
    fits = (effective[truce] >> incidents["actor"][row] & 1) & (truces.prohibited[truce] >> incidents["act"][row] & 1)
    row, truce = row[fits == 1], truce[fits == 1]
    begins = np.searchsorted(truces.windows["tid"], np.arange(len(truces.bound) + 1))
    meets = np.zeros(len(row), bool)
    for turn in range(3):
        window = begins[truce] + turn
        there = window < begins[truce + 1]
        window = np.minimum(window, len(truces.windows["tid"]) - 1)
        meets |= (
            there
            & (truces.windows["start"][window] <= incidents["end"][row])
            & (truces.windows["end"][window] >= incidents["start"][row])
        )
    return row[meets], truce[meets]


def strtree(incidents: Arrays, truces: Truces) -> Pairs:
    """shapely STRtree of the truces' boxes, then parties, acts and times in NumPy, then prepared `dwithin`."""
    tree = shapely.STRtree(truces.plane)
    reach = incidents["radius"]
    x, y = incidents["x"], incidents["y"]
    row, truce = tree.query(shapely.box(x - reach, y - reach, x + reach, y + reach))
    row, truce = _told(incidents, truces, row, truce)
    order = np.argsort(truce, kind="stable")
    row, truce = row[order], truce[order]
    shapely.prepare(truces.plane[np.unique(truce)])
    near = shapely.dwithin(truces.plane[truce], shapely.points(x[row], y[row]), reach[row])
    return row[near], truce[near]


def sjoin(incidents: Arrays, truces: Truces) -> Pairs:
    """GeoPandas `sjoin` with `dwithin`, one radius at a time, then filters."""
    import geopandas

    points = geopandas.GeoDataFrame(
        {"row": np.arange(len(incidents["x"]))}, geometry=shapely.points(incidents["x"], incidents["y"])
    )  # fmt: skip
    areas = geopandas.GeoDataFrame({"truce": np.arange(len(truces.bound))}, geometry=truces.plane)
    rows, found = [], []
    for radius in np.unique(incidents["radius"]):
        joined = geopandas.sjoin(points[incidents["radius"] == radius], areas, predicate="dwithin", distance=radius)
        rows.append(joined["row"].to_numpy())
        found.append(joined["truce"].to_numpy())
    return _told(incidents, truces, np.concatenate(rows), np.concatenate(found))


def duckdb_buckets(incidents: Arrays, truces: Truces) -> Pairs:
    """Core DuckDB on a bucket key of time and space written by hand, then prepared `dwithin` in shapely."""
    import duckdb
    import pyarrow as pa

    box = shapely.bounds(truces.plane)
    tid = truces.windows["tid"]
    effective = (truces.bound & ~truces.excluded)[tid]
    held = {"tid": tid, "w0": truces.windows["start"], "w1": truces.windows["end"], "eff": effective}
    held |= {"prohib": truces.prohibited[tid], "xmin": box[tid, 0], "ymin": box[tid, 1], "xmax": box[tid, 2]}
    held |= {"ymax": box[tid, 3]}
    names = {"x": "x", "y": "y", "radius": "rad", "start": "t0", "end": "t1", "actor": "actor", "act": "act"}
    inc = pa.table({short: incidents[name] for name, short in names.items()} | {"iid": np.arange(len(incidents["x"]))})
    tru = pa.table(held)
    base = duckdb.connect()
    base.sql(f"set threads={os.cpu_count()}")
    base.register("inc", inc)
    base.register("tru", tru)

    def unnest(source: str, x0: str, x1: str, y0: str, y1: str, t0: str, t1: str) -> str:
        series = "unnest(generate_series(floor(({0})/{2})::bigint, floor(({1})/{2})::bigint))"
        return (
            f"select *, {series.format(y0, y1, 30000.0)} cy from (select *, {series.format(x0, x1, 30000.0)} cx from "
            f"(select *, {series.format(t0, t1, 2764800.0)} tb from {source}))"
        )

    found = base.sql(
        f"with b as ({unnest('inc', 'x-rad', 'x+rad', 'y-rad', 'y+rad', 't0', 't1')}), "
        f"t as ({unnest('tru', 'xmin', 'xmax', 'ymin', 'ymax', 'w0', 'w1')}) "
        "select distinct b.iid, t.tid from b join t using (tb, cx, cy) where t.w0 <= b.t1 and t.w1 >= b.t0 "
        "and x+rad >= xmin and x-rad <= xmax and y+rad >= ymin and y-rad <= ymax "
        "and (eff >> actor) & 1 = 1 and (prohib >> act) & 1 = 1"
    ).fetchnumpy()
    row, truce = (np.asarray(found[name]) for name in ("iid", "tid"))
    order = np.argsort(truce, kind="stable")
    row, truce = row[order], truce[order]
    shapely.prepare(truces.plane[np.unique(truce)])
    near = shapely.dwithin(
        truces.plane[truce], shapely.points(incidents["x"][row], incidents["y"][row]), incidents["radius"][row]
    )  # fmt: skip
    return row[near], truce[near]


class Kernel:
    """The compiled reference kernel of the yardsticks, in a scratch copy: it stands for the floor."""

    def __init__(self, truces: Truces) -> None:
        scratch = WORK / "yardsticks"
        scratch.mkdir(parents=True, exist_ok=True)
        for name in ("nb2.py", "nbengine.py", "common.py", "probe.c"):
            shutil.copyfile(YARDSTICKS / name, scratch / name)
        library = scratch / "probe.so"
        subprocess.run(
            ["gcc", "-O3", "-march=native", "-shared", "-fPIC", "-o", library, scratch / "probe.c"], check=True
        )  # fmt: skip
        sys.path.insert(0, str(scratch))
        nb2 = importlib.import_module("nb2")
        table = {
            "bound": truces.bound, "excl": truces.excluded, "prohib": truces.prohibited,
            "wkb": np.array(shapely.to_wkb(truces.plane), object),
        }  # fmt: skip
        windows = {"tid": truces.windows["tid"], "w0": truces.windows["start"], "w1": truces.windows["end"]}
        engine = nb2.Engine2(table, windows, 24 * DAY, LV=(20000.0, 30000.0, 60000.0))
        self._engine = engine
        engine.par = np.ascontiguousarray(engine.par)
        engine.sl = [np.ascontiguousarray(part) for part in engine.sl]
        engine.fl = [np.ascontiguousarray(part) for part in engine.fl]
        self._library = ctypes.CDLL(str(library))
        self._library.probe.restype = ctypes.c_int64

    def __call__(self, incidents: Arrays, _: Truces) -> Pairs:
        """The pairs, on all cores."""
        engine, count = self._engine, len(incidents["x"])
        names = {
            "x": float,
            "y": float,
            "radius": float,
            "start": np.int64,
            "end": np.int64,
            "actor": np.int8,
            "act": np.int8,
        }
        held = [np.ascontiguousarray(incidents[name], kind) for name, kind in names.items()]
        fields: list[Any] = [*held, engine.start, engine.ent, engine.par, engine.W]
        values = [ctypes.c_void_p(one.ctypes.data) for one in fields]
        values += [ctypes.c_double(engine.x0), ctypes.c_double(engine.y0)]
        values += [ctypes.c_int64(engine.tz), ctypes.c_int64(engine.tw), ctypes.c_int64(engine.nt)]
        values += [ctypes.c_void_p(part.ctypes.data) for part in (*engine.sl, *engine.fl)]
        layout = type("Layout", (ctypes.Structure,), {"_fields_": [(f"f{n}", type(one)) for n, one in enumerate(values)]})
        context = layout(*values)
        cores = os.cpu_count() or 1

        def part(number: int) -> Pairs:
            first, last = count * number // cores, count * (number + 1) // cores
            room = (last - first) * 2 + 64
            rows, truces, flags = np.empty(room, np.int32), np.empty(room, np.int32), np.empty(room, np.int8)
            done = self._library.probe(
                ctypes.byref(context), ctypes.c_int64(first), ctypes.c_int64(last), ctypes.c_int64(room),
                *(ctypes.c_void_p(one.ctypes.data) for one in (rows, truces, flags)),
            )  # fmt: skip
            return rows[:done], truces[:done]

        with ThreadPoolExecutor(cores) as pool:
            parts = list(pool.map(part, range(cores)))
        return np.concatenate([one[0] for one in parts]), np.concatenate([one[1] for one in parts])
