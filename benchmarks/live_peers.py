"""The peers of the live path in one PostgreSQL: PostGIS with GiST over geometry, time and height; and cells alone.

The second is the shape of the field's own DSS (ASTM F3548): which cells of about 1.2 km each volume touches, in an
array under a GIN index, with its time and heights; no geometry is kept, so it answers with too much.
"""

import time
from typing import Any

import numpy as np
import psycopg
import shapely

from benchmarks.live_data import Live
from treve.geo.brief import around

CELL_DEG = 0.011
"""About 1.2 km north to south."""
SIDES = 64


def shapes(data: Live) -> Any:
    """The volumes' areas in degrees; a circle as a polygon of 64 sides."""
    found = np.empty(data.count, object)
    for place in range(data.count):
        if data.circle[place]:
            found[place] = around(float(data.lon[place]), float(data.lat[place]), (float(data.radius[place]),), SIDES)[0]
        else:
            ring = data.points[data.first[place] : data.first[place + 1]]
            found[place] = np.concatenate([ring, ring[:1]])
    sizes = [len(one) for one in found]
    return shapely.polygons(shapely.linearrings(np.concatenate(list(found)), indices=np.repeat(np.arange(data.count), sizes)))


def cells(box: Any) -> list[list[int]]:
    """The cells that boxes touch."""
    x0, y0, x1, y1 = np.floor(box / CELL_DEG).astype(np.int64).T
    return [
        [x << 20 | y for x in range(a, c + 1) for y in range(b, d + 1)]
        for a, b, c, d in zip(x0.tolist(), y0.tolist(), x1.tolist(), y1.tolist(), strict=True)
    ]  # fmt: skip


class Peers:
    """Both tables, filled."""

    def __init__(self, url: str, data: Live, *, postgis: bool) -> None:
        self.postgis = postgis
        self.db = psycopg.connect(url, autocommit=True)
        self.db.execute("set maintenance_work_mem = '1500MB'; set jit = off; set max_parallel_workers_per_gather = 0")
        if postgis:
            self.db.execute("create extension if not exists postgis")
        geometry = "geom geometry(Polygon, 4326)," if postgis else ""
        self.db.execute(
            f"create table v (id integer primary key, {geometry} cells bigint[], during int8range, heights int4range,"
            " starts bigint, ends bigint, low real, high real)"
        )
        areas = shapes(data)
        wkb = shapely.to_wkb(areas, hex=True) if postgis else None
        held = cells(shapely.bounds(areas))
        began = time.perf_counter()
        named = (
            "id, geom, cells, during, heights, starts, ends, low, high"
            if postgis
            else ("id, cells, during, heights, starts, ends, low, high")
        )
        with self.db.cursor().copy(f"copy v ({named}) from stdin") as copy:
            for place in range(data.count):
                start = int(data.start[place])
                end, low, high = start + int(data.length[place]), float(data.low[place]), float(data.high[place])
                row = [str(place)]
                if wkb is not None:
                    row.append(wkb[place])
                row += [
                    "{" + ",".join(map(str, held[place])) + "}", f"[{start},{end})", f"[{int(low)},{int(np.ceil(high))}]",
                    str(start), str(end), str(low), str(high),
                ]  # fmt: skip
                copy.write("\t".join(row) + "\n")
        copied = time.perf_counter()
        if postgis:
            self.db.execute("create index on v using gist (geom, during, heights)")
        indexed = time.perf_counter()
        self.db.execute("create index on v using gin (cells)")
        self.db.execute("vacuum analyze v")
        self.seconds = {"copy": copied - began, "GiST": indexed - copied, "GIN": time.perf_counter() - indexed}

    def exact(self, wkb: bytes, start: int, end: int, low: float, high: float) -> list[int]:
        """What meets, by PostGIS."""
        rows = self.db.execute(
            "select id from v where geom && st_geomfromwkb(%b, 4326) and during && int8range(%s, %s)"
            " and heights && int4range(%s, %s, '[]') and low <= %s and high >= %s"
            " and st_intersects(geom, st_geomfromwkb(%b, 4326))",
            (wkb, start, end, int(low), int(np.ceil(high)), high, low, wkb), prepare=True,
        )  # fmt: skip
        return sorted(row[0] for row in rows)

    def coarse(self, asked: list[int], start: int, end: int, low: float, high: float) -> list[int]:
        """What may meet, by cells alone."""
        rows = self.db.execute(
            "select id from v where cells operator(pg_catalog.&&) %s::bigint[]"
            " and starts < %s and ends > %s and low <= %s and high >= %s",
            (asked, end, start, high, low), prepare=True,
        )  # fmt: skip
        return sorted(row[0] for row in rows)

    def insert(self, identity: int, wkb: bytes | None, asked: list[int], start: int, end: int, low: float, high: float) -> None:
        """One more volume, on the disk when this returns."""
        geometry, value = (", st_geomfromwkb(%b, 4326)", [wkb]) if self.postgis else ("", [])
        self.db.execute(
            f"insert into v values (%s{geometry}, %s, int8range(%s, %s), int4range(%s, %s, '[]'), %s, %s, %s, %s)",
            (identity, *value, asked, start, end, int(low), int(np.ceil(high)), start, end, low, high), prepare=True,
        )  # fmt: skip
