"""Verdicts on the ellipsoid against an independent reference, and the laws of areas and coverings."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyproj import Geod

from treve.errors import BadGeometry, TooLarge
from treve.geo.covering import Coverings
from treve.geo.footprint import Circle, Corridor, MultiPolygon, Polygon
from treve.geo.surface import Surfaces

GEOD = Geod(ellps="WGS84")
RNG = np.random.default_rng(8)


def star(lon: float, lat: float, size: float, vertices: int, seed: int) -> Polygon:
    rng = np.random.default_rng(seed)
    angle = np.sort(rng.random(vertices)) * 360.0
    reach = size * (0.6 + 0.4 * rng.random(vertices))
    x, y, _ = GEOD.fwd(np.full(vertices, lon), np.full(vertices, lat), angle, reach)
    return Polygon((tuple(zip(x.tolist(), y.tolist(), strict=True)),))


def reference(ring: np.ndarray, lon: float, lat: float) -> tuple[float, bool]:
    """Signed distance by another way: the border cut to 25 m, seen from the point, winding number around it."""
    points = []
    for (x0, y0), (x1, y1) in pairwise(ring):
        away = GEOD.inv(x0, y0, x1, y1)[2]
        between = GEOD.npts(x0, y0, x1, y1, max(0, int(away // 25.0)))
        points += [(x0, y0), *between]
    points.append(tuple(ring[-1]))
    held = np.array(points)
    count = len(held)
    azimuth, _, away = GEOD.inv(np.full(count, lon), np.full(count, lat), held[:, 0], held[:, 1])
    turn = np.radians(np.diff(azimuth))
    turn = (turn + np.pi) % (2 * np.pi) - np.pi
    x, y = away * np.sin(np.radians(azimuth)), away * np.cos(np.radians(azimuth))
    dx, dy = np.diff(x), np.diff(y)
    along = np.clip(-(x[:-1] * dx + y[:-1] * dy) / np.maximum(dx * dx + dy * dy, 1e-12), 0, 1)
    near = np.hypot(x[:-1] + along * dx, y[:-1] + along * dy).min()
    return float(near), abs(turn.sum()) > np.pi


SHAPES = (
    star(36.3, 33.5, 4_000.0, 30, 1), star(37.2, 36.2, 30_000.0, 120, 2), star(38.0, 35.0, 150_000.0, 60, 3),
    star(179.95, -17.0, 20_000.0, 25, 4), star(25.0, 71.0, 40_000.0, 25, 5),
    Polygon((((36.0, 35.0), (39.3, 35.0), (39.3, 36.0), (36.0, 36.0)),)),
)  # fmt: skip


@pytest.mark.parametrize("number", range(len(SHAPES)))
def test_no_wrong_verdict_at_random_or_within_a_metre_of_the_decision(number: int) -> None:
    shape = SHAPES[number]
    ring = np.array(shape.rings[0])
    surfaces = Surfaces.build([shape])
    place = RNG.integers(0, len(ring) - 1, 60)
    azimuth, _, length = GEOD.inv(ring[place, 0], ring[place, 1], ring[place + 1, 0], ring[place + 1, 1])
    on_x, on_y, back = GEOD.fwd(ring[place, 0], ring[place, 1], azimuth, np.asarray(length) * RNG.random(60))
    off = RNG.choice([0.02, 0.4, 1.0, 900.0, 24_999.7, 25_000.3], 60)
    lon, lat, _ = GEOD.fwd(on_x, on_y, np.asarray(back) + RNG.choice([90.0, -90.0], 60), off)
    radius = RNG.choice([0.0, 0.01, 0.39, 0.41, 899.5, 25_000.0], 60)
    found = surfaces.relation(np.zeros(60, int), lon, lat, radius)
    for at in range(60):
        near, inside = reference(ring, lon[at], lat[at])
        if radius[at] == 0:
            wanted = 2 if inside else 0
        else:
            wanted = 2 if inside and near >= radius[at] else 0 if not inside and near > radius[at] else 1
        if abs(near - radius[at]) > 0.005:
            assert found[at] == wanted, (number, lon[at], lat[at], radius[at], near, inside)


def test_circles_are_decided_by_distance() -> None:
    circle = Circle(36.0, 33.0, 10_000.0)
    away = np.array([9_999.99, 10_000.01, 9_000.0, 11_000.0, 9_000.0])
    lon, lat, _ = GEOD.fwd(np.full(5, 36.0), np.full(5, 33.0), np.arange(5) * 70.0, away)
    assert Surfaces.build([circle]).relation([0] * 5, lon, lat, [0, 0, 999, 999, 1_001]).tolist() == [2, 0, 2, 0, 1]


def test_holes_parts_and_corridors() -> None:
    ring = ((36.0, 33.0), (37.0, 33.0), (37.0, 34.0), (36.0, 34.0))
    hole = ((36.4, 33.4), (36.6, 33.4), (36.6, 33.6), (36.4, 33.6))
    far = ((38.0, 33.0), (39.0, 33.0), (39.0, 34.0), (38.0, 34.0))
    road = Corridor(((36.0, 33.0), (36.0, 34.0)), 1_000.0)
    surfaces = Surfaces.build([Polygon((ring, hole)), MultiPolygon((Polygon((ring,)), Polygon((far,)))), road])
    assert surfaces.relation(
        [0, 0, 1, 1, 2, 2, 2], [36.5, 36.2, 38.5, 37.5, 36.0, 36.0, 36.1], [33.5] * 7, [0, 9, 9, 9, 9, 2_000, 9]
    ).tolist() == [0, 2, 2, 0, 2, 1, 0]


def test_an_area_in_an_area() -> None:
    surfaces = Surfaces.build([SHAPES[1], Circle(37.2, 36.2, 30_000.0)])
    assert surfaces.relation_area(0, star(37.2, 36.2, 5_000.0, 12, 7)) == 2
    assert surfaces.relation_area(0, star(38.2, 36.2, 5_000.0, 12, 7)) == 0
    assert surfaces.relation_area(0, star(37.2, 36.2, 90_000.0, 12, 7)) == 1
    assert surfaces.relation_area(1, SHAPES[1]) == 2


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(range(len(SHAPES))), st.floats(-1, 1), st.floats(-1, 1), st.floats(1, 40_000), st.floats(0, 1))
def test_a_smaller_disc_is_never_told_less(number: int, east: float, north: float, radius: float, part: float) -> None:
    ring = np.array(SHAPES[number].rings[0])
    lon = float((ring[0, 0] + east + 180) % 360 - 180)
    lat = float(ring[0, 1] + north)
    surfaces = Surfaces.build([SHAPES[number]])
    big, small = surfaces.relation([0, 0], [lon, lon], [lat, lat], [radius, radius * part])
    assert big == 1 or big == small


@settings(max_examples=80, deadline=None)
@given(st.sampled_from(range(len(SHAPES))), st.floats(0, 360), st.floats(0, 1), st.sampled_from([0.2, 0.3, 0.6]))
def test_a_covering_never_misses(number: int, azimuth: float, far: float, step: float) -> None:
    shape = SHAPES[number]
    ring = np.array(shape.rings[0])
    lon, lat, _ = GEOD.fwd(*ring[0], azimuth, far * 60_000.0)
    inside = int(Surfaces.build([shape]).relation([0], [lon], [lat], [0])[0])
    _, x, y, whole = Coverings([shape]).cells(step)
    cell = (int(np.floor((lon + 180) / step)) % round(360 / step), int(np.floor((lat + 90) / step)))
    held = dict(zip(zip(x.tolist(), y.tolist(), strict=True), whole.tolist(), strict=True))
    if inside:
        assert cell in held
    if held.get(cell):
        assert inside == 2


@pytest.mark.parametrize(
    ("make", "error", "words"),
    [
        (lambda: Circle(36.0, 33.0, -1.0), BadGeometry, "radius"),
        (lambda: Circle(33.0, 136.0, 1.0), BadGeometry, "no longitude"),
        (lambda: Polygon((((36, 33), (37, 34), (37, 33), (36, 34)),)), BadGeometry, "not simple"),
        (lambda: Polygon((((36, 33), (37, 34), (36, 33)),)), BadGeometry, "three different"),
        (lambda: Polygon((((0, 80), (120, 80), (-120, 80)),)), BadGeometry, "pole"),
        (lambda: Polygon((((0, float("nan")), (1, 1), (2, 0)),)), BadGeometry, "no longitude"),
        (lambda: Polygon((tuple((n % 360 - 180.0, 0.0) for n in range(200_001)),)), TooLarge, "200000"),
        (lambda: Corridor(((36, 33), (36, 33)), 10.0), BadGeometry, "two different"),
    ],
)
def test_what_is_no_area_is_refused_with_the_reason(make: object, error: type[Exception], words: str) -> None:
    with pytest.raises(error, match=words):
        make()  # type: ignore[operator]


def test_winding_does_not_matter() -> None:
    ring = ((36.0, 33.0), (37.0, 33.0), (37.0, 34.0), (36.0, 34.0))
    one, other = (Surfaces.build([Polygon((held,))]) for held in (ring, ring[::-1]))
    assert one.relation([0], [36.5], [33.5], [10]) == other.relation([0], [36.5], [33.5], [10]) == 2
