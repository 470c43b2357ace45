"""Geodesics by their series, held against Karney's solution."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from treve.geo.brief import LONGEST_M, MARGIN, STEEPEST_DEG, WIDEST_M, around, cut
from treve.geo.footprint import geod

LATITUDES = st.floats(-STEEPEST_DEG + 0.2, STEEPEST_DEG - 0.2)


@settings(max_examples=300, deadline=None)
@given(st.floats(-170.0, 170.0), LATITUDES, st.floats(0.0, 360.0), st.floats(10.0, LONGEST_M * 0.98), st.floats(20.0, 340.0))
def test_points_lie_on_the_edges(lon: float, lat: float, bearing: float, length: float, turn: float) -> None:
    """Every point put into an edge lies within 5 cm of its geodesic, and no step is longer than a kilometre."""
    second = geod().fwd(lon, lat, bearing, length)[:2]
    third = geod().fwd(lon, lat, bearing + turn, length * 0.9)[:2]
    ring = np.array([(lon, lat), second, third, (lon, lat)])
    given_ = tuple((x, y) for x, y in ring.tolist())
    if np.abs(ring[:, 1]).max() > STEEPEST_DEG:
        assert cut(given_) is None
        return
    points = cut(given_)
    if points is None:
        longest = max(geod().line_lengths(ring[:, 0], ring[:, 1]))
        assert longest > LONGEST_M * 0.95
        return
    found = np.array(points)
    assert max(geod().line_lengths(found[:, 0], found[:, 1])) < 1_010.0
    for corner in ring:
        assert (np.abs(found - corner).max(axis=1) < 1e-12).any()
    edge = 0
    for point in found[1:-1]:
        if (np.abs(point - ring[edge + 1]) < 1e-12).all():
            edge += 1
            continue
        start, end = ring[edge], ring[edge + 1]
        azimuth, _, _ = geod().inv(*start, *end)
        seen, _, away = geod().inv(*start, *point)
        assert abs(np.sin(np.radians(seen - azimuth)) * away) < 0.05


@settings(max_examples=300, deadline=None)
@given(st.floats(-179.0, 179.0), LATITUDES, st.floats(10.0, WIDEST_M))
def test_rings_lie_at_their_radius(lon: float, lat: float, radius: float) -> None:
    (ring,) = around(lon, lat, (radius,), 32)
    _, _, away = geod().inv(np.full(33, lon), np.full(33, lat), ring[:, 0], ring[:, 1])
    assert np.abs(np.asarray(away) - radius).max() < radius * MARGIN * 0.5
    assert (ring[0] == ring[-1]).all()
