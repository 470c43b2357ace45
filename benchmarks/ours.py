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
BATCH = 131_072
NOW = datetime(2026, 1, 1, tzinfo=UTC)
AUTHOR = "party:x"


def footprint(truces: Truces, number: int) -> Footprint:
    """The area of a truce on the globe."""
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


def area(truces: Truces, number: int) -> Area:
    """The area of a truce as a record."""
    shape = footprint(truces, number)
    return Area(author=AUTHOR, key=f"area:{number}", names={}, area_kind="ceasefire_area", footprint=shape)


def window(start: int, end: int) -> Window:
    """A window of a truce: the peers' are closed on whole seconds, ours are half-open."""
    return Window(during=Interval(datetime.fromtimestamp(start, UTC), datetime.fromtimestamp(end + 1, UTC)))


def arrangement(truces: Truces, number: int, windows: tuple[Window, ...]) -> Arrangement:
    """A truce as a record, with some windows."""
    rule = Provision(
        id="1", words={}, bound=Bound(to="named", parties=_names(int(truces.bound[number]), "party:")),
        excluded=_names(int(truces.excluded[number]), "party:"), areas=(f"area:{number}",),
        prohibits=tuple(code for bit, code in enumerate(ACT_CODES) if int(truces.prohibited[number]) >> bit & 1),
    )  # fmt: skip
    return Arrangement(
        author=AUTHOR, key=f"arrangement:{number:06}", names={}, arrangement_kind="local_truce", windows=windows,
        provisions=(rule,),
    )  # fmt: skip


def picture(truces: Truces) -> Picture:
    """The truces as records, all of them known."""
    windows: dict[int, list[Window]] = {}
    for owner, start, end in zip(*(truces.windows[name].tolist() for name in ("tid", "start", "end")), strict=True):
        windows.setdefault(owner, []).append(window(start, end))
    knowns = []
    for number in range(len(truces.bound)):
        place, held = area(truces, number), arrangement(truces, number, tuple(windows[number]))
        knowns += [Known(place.key, NOW, place), Known(held.key, NOW, held)]
    return Picture(knowns, NOW, NOW)


def engine(held: Picture | Terms) -> Engine:
    """An engine over arrangements, with the forty actors and twenty-four acts as its vocabulary."""
    words = Vocabulary()
    for actor in range(ACTORS):
        words.allegations[Allegation((f"party:{actor}",), "jointly", (), directed=True)] = actor
    for act, code in enumerate(ACT_CODES):
        words.deeds[Deed((code,), None), Circumstances()] = act
    words.circumstances[Circumstances()] = 0
    made = Engine(held if isinstance(held, Terms) else Terms.of(held), words, Shapes())
    made.answers.refresh()
    return made


def batch(incidents: Arrays, *, since: Any = OPEN_START, until: Any = OPEN_END) -> pa.RecordBatch:
    """The incidents as an Arrow batch of reports, known over spans of recorded time."""
    count = len(incidents["lon"])
    columns: dict[str, Any] = {
        "report": np.arange(count), "lon": incidents["lon"], "lat": incidents["lat"], "radius": incidents["radius"],
        "shape": np.full(count, -1, np.int32), "start": incidents["start"] * SECOND,
        "end": (incidents["end"] + 1) * SECOND, "allegation": incidents["actor"].astype(np.int32),
        "deed": incidents["act"].astype(np.int32), "circumstances": np.zeros(count, np.int32),
        "since": np.broadcast_to(np.int64(since), count), "until": np.broadcast_to(np.int64(until), count),
    }  # fmt: skip
    return pa.RecordBatch.from_arrays([pa.array(columns[name]) for name in REPORTS.names], schema=REPORTS)


def rows(made: Engine, reports: pa.RecordBatch) -> pa.Table:
    """The rows that are not settled as no violation, batch by batch on all cores."""
    parts = [reports.slice(first, BATCH) for first in range(0, reports.num_rows, BATCH)]
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return pa.Table.from_batches(list(pool.map(lambda part: made.qualify(part, keep="possible"), parts)))


def truce_of(made: Engine) -> Any:
    """Number of the truce of each epoch."""
    return np.array([int(epoch.arrangement.key.partition(":")[2]) for epoch in made.terms.epochs])


def pairs(made: Engine, reports: pa.RecordBatch) -> tuple[Any, Any]:
    """Report and truce of every row that is not settled as no violation."""
    found = rows(made, reports)
    return found["report"].to_numpy(), truce_of(made)[found["epoch"].to_numpy()]
