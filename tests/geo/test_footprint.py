"""Rings are put in order the same way, one point after the other or as arrays."""

from math import isclose

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from treve.errors import BadGeometry
from treve.geo import footprint
from treve.geo.footprint import FEW, Point, Polygon

POINTS = st.tuples(
    st.floats(-180.0, 180.0) | st.sampled_from([-180.0, 180.0, 0.0, 179.5, -179.5]), st.floats(-89.9, 89.9) | st.just(0.0)
)
RINGS = st.lists(POINTS, min_size=1, max_size=40)


@settings(deadline=None)
@given(RINGS, st.booleans())
def test_both_ways_of_putting_a_ring_in_order_agree(ring: list[Point], twice: bool) -> None:
    given_ = tuple(point for point in ring for _ in range(1 + twice))
    one, many = footprint._plain(given_), footprint._plain_of_many(given_)
    assert one == many
    turns, area = footprint._turns_and_area(one)
    turns_many, area_many = footprint._turns_and_area_of_many(one)
    assert turns == turns_many
    assert isclose(area, area_many, rel_tol=1e-9, abs_tol=1e-6)


@settings(deadline=None)
@given(RINGS)
def test_a_ring_is_the_same_whatever_stands_beside_it(ring: list[Point]) -> None:
    """Repeating its points until it is no longer one of few changes nothing: not the answer, not the reason."""

    def told(points: tuple[Point, ...]) -> object:
        try:
            return Polygon((points,))
        except BadGeometry as error:
            return error.message

    assert told(tuple(ring)) == told(tuple(point for point in ring for _ in range(FEW + 1)))


@pytest.mark.parametrize("bad", [(float("nan"), 0.0), (0.0, float("nan")), (float("inf"), 0.0), (181.0, 0.0), (0.0, 90.5)])
@pytest.mark.parametrize("times", [1, FEW + 1])
def test_what_is_no_place_is_refused(bad: Point, times: int) -> None:
    ring = ((0.0, 0.0), (1.0, 0.0), bad, (1.0, 1.0)) * times
    with pytest.raises(BadGeometry, match="no longitude and latitude"):
        Polygon((ring,))


@pytest.mark.parametrize("times", [1, FEW + 1])
def test_a_pole_is_not_a_corner(times: int) -> None:
    with pytest.raises(BadGeometry, match="through a pole"):
        Polygon((tuple(point for point in ((0.0, 80.0), (10.0, 80.0), (5.0, 90.0)) for _ in range(times)),))
    with pytest.raises(BadGeometry, match="round a pole"):
        Polygon((tuple(point for point in ((0.0, 80.0), (120.0, 80.0), (-120.0, 80.0)) for _ in range(times)),))
