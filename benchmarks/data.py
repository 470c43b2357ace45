"""Made-up incidents and truces of a realistic shape, seeded: the same data on every machine.

Shape: a box around Syria, fifteen years, clusters of unequal weight; incidents of 0 to 25 km uncertainty
and of minutes to 20 days; truces of 10 to 400 vertices, a tenth of them circles, some in two parts, one
to three windows each; forty actors and twenty-four acts.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyproj
import shapely

BOX = (35.5, 42.4, 32.3, 37.4)
FIRST, YEARS, DAY = 1_300_000_000, 15, 86_400
LAST = FIRST + YEARS * 365 * DAY
ACTORS, ACTS, CLUSTERS = 40, 24, 400
PLANE = "+proj=laea +lat_0=34.85 +lon_0=38.95 +datum=WGS84 +units=m"
_to_plane = pyproj.Transformer.from_crs("EPSG:4326", PLANE, always_xy=True)
_from_plane = pyproj.Transformer.from_crs(PLANE, "EPSG:4326", always_xy=True)

Arrays = dict[str, Any]


@dataclass
class Truces:
    """Truces: masks of parties and acts, areas on the plane and on the globe, windows."""

    bound: Any
    excluded: Any
    prohibited: Any
    plane: Any
    """shapely geometries in metres."""
    globe: Any
    """The same in degrees; `None` where the truce is a circle."""
    circle: Any
    """(lon, lat, radius) for circles, NaN elsewhere."""
    windows: Arrays
    """`tid`, `start`, `end` in seconds."""


def _clusters() -> tuple[Any, Any]:
    rng = np.random.default_rng(41)
    places = np.column_stack([rng.uniform(BOX[0], BOX[1], CLUSTERS), rng.uniform(BOX[2], BOX[3], CLUSTERS)])
    weight = rng.pareto(1.1, CLUSTERS) + 0.05
    return places, weight / weight.sum()


def _actors(rng: np.random.Generator, count: int) -> Any:
    weight = 1.0 / np.arange(1, ACTORS + 1) ** 0.8
    return rng.choice(ACTORS, count, p=weight / weight.sum()).astype(np.int64)


def incidents(count: int, seed: int = 42) -> Arrays:
    """`count` incidents as columns: degrees and metres on the plane, radius, start, end (seconds), actor, act."""
    rng = np.random.default_rng(seed)
    places, weight = _clusters()
    which = rng.choice(CLUSTERS, count, p=weight)
    spread = np.where(rng.random(count) < 0.7, 0.05, 0.3)[:, None]
    spot = places[which] + rng.normal(size=(count, 2)) * spread
    lon, lat = np.clip(spot[:, 0], BOX[0], BOX[1]), np.clip(spot[:, 1], BOX[2], BOX[3])
    x, y = _to_plane.transform(lon, lat)
    start = rng.integers(FIRST, LAST, count)
    short, one_day = rng.integers(60, 7_200, count), np.full(count, DAY)
    longer = rng.integers(DAY, 20 * DAY, count)
    kind = rng.random(count)
    length = np.where(kind < 0.5, short, np.where(kind < 0.85, one_day, longer))
    return {
        "lon": lon, "lat": lat, "x": x, "y": y,
        "radius": rng.choice([0.0, 100.0, 1_000.0, 5_000.0, 25_000.0], count, p=[0.3, 0.3, 0.25, 0.12, 0.03]),
        "start": start, "end": start + length,
        "actor": _actors(rng, count), "act": rng.integers(0, ACTS, count),
    }  # fmt: skip


def _blob(rng: np.random.Generator, x: float, y: float, size: float, vertices: int) -> Any:
    angle = np.sort(rng.random(vertices)) * 2 * np.pi
    wave = np.arange(1, 6)
    phase = rng.random(5) * 2 * np.pi
    shape = 1 + (0.25 / wave[:, None] * np.cos(wave[:, None] * angle + phase[:, None])).sum(axis=0)
    reach = size * np.clip(shape + rng.normal(0, 0.02, vertices), 0.25, 2.0)
    held = shapely.make_valid(shapely.Polygon(np.column_stack([x + reach * np.cos(angle), y + reach * np.sin(angle)])))
    parts = [part for part in shapely.get_parts(held) if part.geom_type == "Polygon"]
    return max(parts, key=lambda part: part.area)


def truces(count: int, seed: int = 43) -> Truces:
    """`count` truces."""
    rng = np.random.default_rng(seed)
    places, weight = _clusters()
    kind = rng.choice(3, count, p=[0.88, 0.10, 0.02])
    size = np.select(
        [kind == 0, kind == 1],
        [
            rng.lognormal(np.log(4_000), 0.5, count).clip(1_500, 12_000),
            rng.lognormal(np.log(30_000), 0.4, count).clip(15_000, 80_000),
        ],
        rng.uniform(100_000, 300_000, count),
    )
    which = rng.choice(CLUSTERS, count, p=0.5 * weight + 0.5 / CLUSTERS)
    spot = places[which] + rng.normal(0, 0.08, (count, 2))
    spot[kind == 2] = np.column_stack([rng.uniform(37, 41, (kind == 2).sum()), rng.uniform(33.5, 36, (kind == 2).sum())])
    x, y = _to_plane.transform(spot[:, 0], spot[:, 1])
    vertices = np.where(kind == 2, 400, rng.integers(10, 400, count))
    round_ = rng.random(count) < 0.1
    double = ~round_ & (rng.random(count) < 0.05)
    plane, globe = np.empty(count, object), np.empty(count, object)
    for number in range(count):
        if round_[number]:
            plane[number] = shapely.Point(x[number], y[number]).buffer(size[number], quad_segs=256)
            continue
        held = _blob(rng, x[number], y[number], size[number], int(vertices[number]))
        if double[number]:
            other = _blob(rng, x[number] + 5 * size[number], y[number], size[number] / 2, 30)
            if held.disjoint(other):
                held = shapely.MultiPolygon([held, other])
        plane[number] = held
        globe[number] = shapely.transform(held, lambda part: np.column_stack(_from_plane.transform(part[:, 0], part[:, 1])))
    circle = np.where(round_[:, None], np.column_stack([spot, size]), np.nan)
    windows = rng.choice([1, 2, 3], count, p=[0.8, 0.15, 0.05])
    owner = np.repeat(np.arange(count), windows)
    start = rng.integers(FIRST - 30 * DAY, LAST, len(owner))
    length = (rng.lognormal(np.log(20), 1.1, len(owner)).clip(0.25, 800) * DAY).astype(np.int64)
    bound = np.zeros(count, np.int64)
    for _ in range(5):
        bound |= np.where(rng.random(count) < 0.75, np.int64(1) << _actors(rng, count), 0)
    excluded = np.where(rng.random(count) < 0.3, np.int64(1) << _actors(rng, count), 0)
    prohibited = np.zeros(count, np.int64)
    for act in range(ACTS):
        prohibited |= (rng.random(count) < 0.6).astype(np.int64) << act
    return Truces(
        bound, excluded, prohibited, plane, globe, circle, {"tid": owner, "start": start, "end": start + length}
    )  # fmt: skip
