"""`make verdicts`: verdicts of `treve.geo` against the independent reference, at random and near the decision.

Areas of 100 m to 300 km on all latitudes up to 84 degrees, across the antimeridian, with holes, in several
parts, with edges of 300 km, circles and corridors. Discs of 0 to 25 km.
"""

import os
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from pyproj import Geod

from benchmarks.geodesic import relation
from treve.errors import BadGeometry
from treve.geo.footprint import Circle, Corridor, Footprint, MultiPolygon, Polygon
from treve.geo.surface import Surfaces

GEOD = Geod(ellps="WGS84")
RANDOM, EDGE, AREAS = 1_000_000, 100_000, 400
RADII = np.array([0.0, 100.0, 1_000.0, 5_000.0, 25_000.0])
TOO_CLOSE_M = 1e-3
"""Nearer to the decision than this both may be right; such pairs are counted, not judged, metres."""
KINDS = (
    "town",
    "town with a hole",
    "two parts",
    "region",
    "edges of 300 km",
    "antimeridian",
    "high latitude",
    "circle",
    "corridor",
)


class Tally(NamedTuple):
    """Pairs asked, pairs too close to judge, pairs decided wrongly."""

    asked: int
    close: int
    wrong: int

    def __add__(self, other: "Tally") -> "Tally":  # type: ignore[override]
        return Tally(*(one + two for one, two in zip(self, other, strict=True)))


def _ring(rng: np.random.Generator, lon: float, lat: float, size: float, corners: int, least: float = 0.6):  # type: ignore[no-untyped-def]
    angle = (np.arange(corners) + 0.8 * rng.random(corners)) * 360.0 / corners
    reach = size * (least + (1 - least) * rng.random(corners))
    x, y, _ = GEOD.fwd(np.full(corners, lon), np.full(corners, lat), angle, reach)
    return tuple(zip(x.tolist(), y.tolist(), strict=True))


def area(rng: np.random.Generator, kind: str) -> Footprint:
    """An area of a kind, at a place of its own."""
    lon, lat = rng.uniform(-179, 179), rng.uniform(-58, 58)
    size, corners = float(rng.lognormal(np.log(4_000), 0.8)), int(rng.integers(5, 40))
    if kind == "antimeridian":
        lon = float(rng.choice([179.999, -179.97, 180.0]))
        size = float(rng.choice([3_000.0, 30_000.0, 150_000.0]))
    if kind == "high latitude":
        lat = float(rng.choice([-1, 1]) * rng.uniform(60, 84))
        size = float(rng.choice([3_000.0, 30_000.0, 100_000.0]))
    if kind == "region":
        size = float(rng.uniform(15_000, 300_000))
    if kind == "circle":
        return Circle(lon, lat, size)
    if kind == "corridor":
        path = _ring(rng, lon, lat, 10 * size, int(rng.integers(2, 8)))
        return Corridor(path, size / 5)
    if kind == "edges of 300 km":
        turns = np.array([90.0, 90.0 + rng.uniform(5, 60), 180.0])
        x, y, _ = GEOD.fwd(np.full(3, lon), np.full(3, lat), turns, np.array([300_000.0, 330_000.0, 250_000.0]))
        return Polygon((((lon, lat), *zip(x.tolist(), y.tolist(), strict=True)),))
    outer = _ring(rng, lon, lat, size, corners)
    if kind == "town with a hole":
        return Polygon((outer, _ring(rng, lon, lat, size * 0.45, 9)))
    if kind == "two parts":
        x, y, _ = GEOD.fwd(lon, lat, float(rng.uniform(0, 360)), 3 * size)
        return MultiPolygon((Polygon((outer,)), Polygon((_ring(rng, x, y, size * 0.7, 12),))))
    return Polygon((outer,))


def _middle(footprint: Footprint) -> tuple[float, float, float]:
    if isinstance(footprint, Circle):
        return footprint.lon, footprint.lat, footprint.radius_m
    outline = Surfaces.build([footprint]).outline(0)
    return outline.lon, outline.lat, outline.reach_m


def at_random(rng: np.random.Generator, footprint: Footprint, count: int):  # type: ignore[no-untyped-def]
    """Discs anywhere in and around an area: longitude, latitude, radius."""
    lon, lat, reach = _middle(footprint)
    away = np.sqrt(rng.random(count)) * (1.3 * reach + 3_000.0)
    x, y, _ = GEOD.fwd(np.full(count, lon), np.full(count, lat), rng.uniform(0, 360, count), away)
    return x, y, rng.choice(RADII, count, p=[0.3, 0.3, 0.25, 0.12, 0.03])


def near_the_decision(rng: np.random.Generator, footprint: Footprint, count: int):  # type: ignore[no-untyped-def]
    """Discs whose edge lies within a metre of a border: longitude, latitude, radius."""
    radius = rng.choice(RADII, count)
    off = np.where(
        rng.random(count) < 0.5, rng.uniform(-1, 1, count), rng.choice([-0.3, -0.02, -0.003, 0.003, 0.02, 0.3], count)
    )
    side = rng.choice([-1.0, 1.0], count)
    if isinstance(footprint, Circle):
        away = np.abs(footprint.radius_m + side * radius + off)
        x, y, _ = GEOD.fwd(np.full(count, footprint.lon), np.full(count, footprint.lat), rng.uniform(0, 360, count), away)
        return x, y, radius
    half = footprint.half_width_m if isinstance(footprint, Corridor) else 0.0
    parts = footprint.polygons if isinstance(footprint, MultiPolygon) else (footprint,)
    lines = [footprint.path] if isinstance(footprint, Corridor) else [ring for part in parts for ring in part.rings]  # type: ignore[union-attr]
    edges = np.array([(*one, *two) for line in lines for one, two in pairwise(line)])
    edge = edges[rng.integers(0, len(edges), count)]
    heading, _, length = GEOD.inv(*edge.T)
    # A fifth of them beside a corner.
    share = np.where(rng.random(count) < 0.2, rng.choice([0.0, 1.0], count), rng.random(count))
    x, y, back = GEOD.fwd(edge[:, 0], edge[:, 1], heading, length * share)
    x, y, _ = GEOD.fwd(x, y, back + 180.0 + side * 90.0, np.abs(half + rng.choice([-1.0, 1.0], count) * radius + off))
    return x, y, radius


def judge(seed: int, random: int, edge: int) -> dict[str, tuple[Tally, Tally]]:
    """Verdicts for one area of every kind: for each kind the tally at random and the one near the decision."""
    rng = np.random.default_rng(seed)
    found = {}
    for kind in KINDS:
        while True:
            try:
                held = area(rng, kind)
                break
            except BadGeometry:
                continue
        surfaces = Surfaces.build([held])
        tallies = []
        for make, count in ((at_random, random), (near_the_decision, edge)):
            lon, lat, radius = make(rng, held, count)
            got = surfaces.relation(np.zeros(count, np.int64), lon, lat, radius)
            wanted, apart = relation(held, lon, lat, radius)
            close = apart < TOO_CLOSE_M
            wrong = np.flatnonzero((got != wanted) & ~close)
            for place in wrong[:3]:
                print("wrong:", kind, seed, lon[place], lat[place], radius[place], got[place], wanted[place], apart[place])
            tallies.append(Tally(count, int(close.sum()), len(wrong)))
        found[kind] = (tallies[0], tallies[1])
    return found


def main(scale: float = 1.0) -> int:
    """Judge all of them on all cores, print the table, and give the number of wrong verdicts."""
    began = time.perf_counter()
    rounds = max(1, round(AREAS * scale))
    random, edge = (-(-total // (AREAS * len(KINDS))) for total in (RANDOM, EDGE))
    sums = {kind: (Tally(0, 0, 0), Tally(0, 0, 0)) for kind in KINDS}
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        for done, found in enumerate(pool.map(judge, range(rounds), [random] * rounds, [edge] * rounds), 1):
            for kind, (one, two) in found.items():
                sums[kind] = (sums[kind][0] + one, sums[kind][1] + two)
            if sys.stderr.isatty():
                print(f"\r{done} of {rounds} sets of areas", end="", file=sys.stderr)
    print(f"{'verdicts against pyproj.Geod':30}{'random':>12}{'wrong':>7}{'near':>12}{'wrong':>7}{'too close':>11}")
    for kind, (one, two) in sums.items():
        print(f"{kind:30}{one.asked:12,}{one.wrong:7}{two.asked:12,}{two.wrong:7}{one.close + two.close:11,}")
    one, two = (sum((held[side] for held in sums.values()), Tally(0, 0, 0)) for side in (0, 1))
    print(f"{one.asked:,} random pairs and {two.asked:,} within a metre of the decision: {one.wrong + two.wrong} wrong")
    print(f"({one.close + two.close:,} within a millimetre are not judged; {time.perf_counter() - began:.0f} s)")
    return one.wrong + two.wrong


if __name__ == "__main__":
    sys.exit(1 if main(float(sys.argv[1]) if len(sys.argv) > 1 else 1.0) else 0)
