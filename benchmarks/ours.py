"""Treve's own qualification on the made-up data: through records, terms and the engine, as a user would meet it."""

import os
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import Any

import numpy as np
import pyarrow as pa
import shapely

from benchmarks.data import ACTORS, ACTS, Arrays, Truces
from treve.findings.answers import Vocabulary
from treve.findings.columns import REPORTS, Shapes
from treve.findings.profile import Allegation, Deed
from treve.findings.qualification import Engine
from treve.findings.terms import Terms
from treve.geo.footprint import Circle, Footprint, MultiPolygon, Polygon
from treve.geo.interval import OPEN_END, OPEN_START, Interval
from treve.picture.known import Known
from treve.picture.picture import Picture
from treve.records.act import ACTS as CODES
from treve.records.arrangement import Arrangement, Bound, Provision, Window
from treve.records.place import Area
from treve.records.report import Circumstances

ACT_CODES = [code for code in CODES if not any(other.startswith(code + ".") for other in CODES) and code != "VIOLENCE"][:ACTS]
SECOND = 1_000_000
BATCH = 65_536
NOW = datetime(2026, 1, 1, tzinfo=UTC)


def _footprint(truces: Truces, number: int) -> Footprint:
    lon, lat, radius = truces.circle[number]
    if not np.isnan(lon):
        return Circle(float(lon), float(lat), float(radius))
    rings = [
        tuple(
            tuple(tuple(point) for point in shapely.get_coordinates(ring).tolist()) for ring in (part.exterior, *part.interiors)
        )
        for part in shapely.get_parts(truces.globe[number])
    ]
    return Polygon(rings[0]) if len(rings) == 1 else MultiPolygon(tuple(Polygon(one) for one in rings))


def _names(mask: int, prefix: str) -> tuple[str, ...]:
    return tuple(f"{prefix}{bit}" for bit in range(ACTORS) if mask >> bit & 1)


def engine(truces: Truces) -> Engine:
    """An engine over the truces as arrangements, with the forty actors and twenty-four acts as its vocabulary."""
    knowns = []
    windows: dict[int, list[Window]] = {}
    for owner, start, end in zip(truces.windows["tid"], truces.windows["start"], truces.windows["end"], strict=True):
        # The peers' windows are closed on whole seconds; ours are half-open.
        during = Interval(datetime.fromtimestamp(start, UTC), datetime.fromtimestamp(end + 1, UTC))
        windows.setdefault(int(owner), []).append(Window(during=during))
    for number in range(len(truces.bound)):
        area = Area(
            author="party:x", key=f"area:{number}", names={}, area_kind="ceasefire_area", footprint=_footprint(truces, number)
        )  # fmt: skip
        rule = Provision(
            id="1", words={}, bound=Bound(to="named", parties=_names(int(truces.bound[number]), "party:")),
            excluded=_names(int(truces.excluded[number]), "party:"), areas=(area.key,),
            prohibits=tuple(code for bit, code in enumerate(ACT_CODES) if int(truces.prohibited[number]) >> bit & 1),
        )  # fmt: skip
        held = Arrangement(
            author="party:x", key=f"arrangement:{number:06}", names={}, arrangement_kind="local_truce",
            windows=tuple(windows[number]), provisions=(rule,),
        )  # fmt: skip
        knowns += [Known(area.key, NOW, area), Known(held.key, NOW, held)]
    words = Vocabulary()
    for actor in range(ACTORS):
        words.allegations[Allegation((f"party:{actor}",), "jointly", (), directed=True)] = actor
    for act, code in enumerate(ACT_CODES):
        words.deeds[Deed((code,), None), Circumstances()] = act
    words.circumstances[Circumstances()] = 0
    made = Engine(Terms.of(Picture(knowns, NOW, NOW)), words, Shapes())
    made.answers.refresh()
    return made


def batch(incidents: Arrays) -> pa.RecordBatch:
    """The incidents as an Arrow batch of reports."""
    count = len(incidents["lon"])
    columns: dict[str, Any] = {
        "report": np.arange(count), "lon": incidents["lon"], "lat": incidents["lat"], "radius": incidents["radius"],
        "shape": np.full(count, -1, np.int32), "start": incidents["start"] * SECOND,
        "end": (incidents["end"] + 1) * SECOND, "allegation": incidents["actor"].astype(np.int32),
        "deed": incidents["act"].astype(np.int32), "circumstances": np.zeros(count, np.int32),
        "since": np.full(count, OPEN_START), "until": np.full(count, OPEN_END),
    }  # fmt: skip
    return pa.RecordBatch.from_arrays([pa.array(columns[name]) for name in REPORTS.names], schema=REPORTS)


def pairs(made: Engine, reports: pa.RecordBatch, *, threads: int | None = None) -> tuple[Any, Any]:
    """Report and truce of every row that is not settled as no violation, batch by batch on all cores."""
    parts = [reports.slice(first, BATCH) for first in range(0, reports.num_rows, BATCH)]
    with ThreadPoolExecutor(threads or os.cpu_count()) as pool:
        found = pa.Table.from_batches(list(pool.map(lambda part: made.qualify(part, keep="possible"), parts)))
    truce = np.array([int(epoch.arrangement.key.partition(":")[2]) for epoch in made.terms.epochs])
    return found["report"].to_numpy(), truce[found["epoch"].to_numpy()]
