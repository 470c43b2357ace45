"""Cells that areas touch: never too few, whatever the size and wherever on the globe."""

from math import floor

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyproj import Geod

from treve.geo.covering import Coverings
from treve.geo.footprint import Circle, Corridor, Footprint, Polygon

GEOD = Geod(ellps="WGS84")
STEPS = (0.25, 0.01)


def filed(shape: Footprint, step: float) -> dict[tuple[int, int], bool]:
    """The cells under which a shape is filed, each with whether it lies wholly inside."""
    _, x, y, inside = Coverings([shape]).cells(step)
    return dict(zip(zip(x.tolist(), y.tolist(), strict=True), inside.tolist(), strict=True))


def cell(lon: float, lat: float, step: float) -> tuple[int, int]:
    return floor(((lon + 180.0) % 360.0) / step), floor((lat + 90.0) / step)


def on_the_rim(circle: Circle, count: int, share: float) -> list[tuple[float, float]]:
    azimuth = np.linspace(0.0, 360.0, count, endpoint=False)
    ones = np.ones(count)
    lon, lat, _ = GEOD.fwd(circle.lon * ones, circle.lat * ones, azimuth, circle.radius_m * share * ones)
    return list(zip(lon.tolist(), lat.tolist(), strict=True))


@pytest.mark.parametrize(
    ("lat", "radius"),
    [(40.0, 1_000_000.0), (75.0, 200_000.0), (0.0, 3_000_000.0), (60.0, 3_000_000.0), (88.0, 50_000.0), (-82.0, 400_000.0), (33.5, 500.0),
     (85.5, 1_000.0)],
)  # fmt: skip
def test_the_rim_of_a_circle_lies_in_its_cells_and_never_in_one_that_is_wholly_inside(lat: float, radius: float) -> None:
    circle = Circle(36.2, lat, radius)
    step = 0.25 if radius > 20_000.0 else 0.01
    found = filed(circle, step)
    for lon, at in on_the_rim(circle, 20_000, 1.0 - 1e-9):
        assert cell(lon, at, step) in found
    for lon, at in on_the_rim(circle, 20_000, 1.0 + 1e-9):
        assert not found.get(cell(lon, at, step), False)


@settings(max_examples=60, deadline=None)
@given(
    st.floats(-180.0, 179.9), st.floats(-84.0, 84.0), st.floats(30.0, 900_000.0), st.lists(st.floats(0, 360), min_size=40, max_size=40)
)  # fmt: skip
def test_every_rim_lies_in_its_cells(lon: float, lat: float, radius: float, azimuths: list[float]) -> None:
    circle = Circle(lon, lat, radius)
    step = 0.25 if radius > 20_000.0 else 0.01
    found = filed(circle, step)
    ones = np.ones(len(azimuths))
    xs, ys, _ = GEOD.fwd(lon * ones, lat * ones, np.array(azimuths), radius * (1.0 - 1e-9) * ones)
    assert all(cell(x, y, step) in found for x, y in zip(xs.tolist(), ys.tolist(), strict=True))


@pytest.mark.parametrize("lat", [33.0, 70.0, 78.0, 84.0, 88.0, -86.0])
def test_long_edges_lie_in_the_cells_of_a_polygon_and_of_a_corridor(lat: float) -> None:
    up = 0.4 if lat > 0 else -0.4
    corners = ((10.0, lat), (14.0, lat), (14.0, lat + up), (10.0, lat + up))
    solid, way = filed(Polygon((corners,)), 0.01), filed(Corridor(corners[:2], 30.0), 0.01)
    azimuth, _, length = GEOD.inv(*corners[0], *corners[1])
    for part in np.linspace(0.0, 1.0, 5_000).tolist():
        lon, at, _ = GEOD.fwd(*corners[0], azimuth, length * part)
        assert cell(lon, at, 0.01) in solid
        assert not solid[cell(lon, at, 0.01)]
        for side in (90.0, -90.0):
            there = GEOD.inv(lon, at, *corners[1])[0] if part < 1.0 else azimuth
            x, y, _ = GEOD.fwd(lon, at, there + side, 29.99)
            assert cell(x, y, 0.01) in way
