"""Whether areas have ground in common: held against exact distances, and in both directions."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from treve.geo.footprint import Circle, Corridor, Footprint, MultiPolygon, Polygon
from treve.geo.metric import distance
from treve.geo.sharing import Sharing
from treve.kleene import CANNOT_TELL, NO, YES


def square(lon: float, lat: float, side: float) -> Polygon:
    return Polygon((((lon, lat), (lon + side, lat), (lon + side, lat + side), (lon, lat + side), (lon, lat)),))


@pytest.mark.parametrize(
    ("a", "b", "shares", "holds"),
    [
        (Circle(36.0, 33.0, 5_000.0), Circle(36.0, 33.0, 1_000.0), YES, YES),
        (Circle(36.0, 33.0, 1_000.0), Circle(36.2, 33.0, 1_000.0), NO, NO),
        (Circle(36.0, 33.0, 5_000.0), Circle(36.05, 33.0, 5_000.0), YES, NO),
        (square(36.0, 33.0, 0.2), square(36.05, 33.05, 0.05), YES, YES),
        (square(36.0, 33.0, 0.2), square(36.2, 33.0, 0.2), CANNOT_TELL, NO),
        (square(36.0, 33.0, 0.2), square(36.3, 33.0, 0.2), NO, NO),
        (square(36.0, 33.0, 0.2), square(36.1, 33.1, 0.2), YES, NO),
        (square(36.0, 33.0, 0.2), Circle(36.1, 33.1, 500.0), YES, YES),
        (Circle(36.1, 33.1, 50_000.0), square(36.0, 33.0, 0.2), YES, YES),
        (square(36.0, 33.0, 0.2), Corridor(((36.1, 32.9), (36.1, 33.3)), 200.0), YES, NO),
        (MultiPolygon((square(36.0, 33.0, 0.2), square(37.0, 33.0, 0.2))), Circle(37.1, 33.1, 500.0), YES, YES),
        (square(179.9, 0.0, 0.05), Circle(-179.98, 0.02, 9_000.0), YES, NO),
    ],
)  # fmt: skip
def test_pairs(a: Footprint, b: Footprint, shares: int, holds: int) -> None:
    asked = Sharing([a, b])
    assert asked.share(0, 1) == asked.share(1, 0) == shares
    assert Sharing([b, a]).share(0, 1) == shares, "whichever is asked of which"
    assert asked.holds(0, 1) == holds


@settings(max_examples=60, deadline=None)
@given(st.floats(0.0, 0.4), st.floats(-0.2, 0.2), st.floats(500.0, 20_000.0), st.floats(500.0, 20_000.0))
def test_circles_share_ground_where_they_are_nearer_than_their_radii(east: float, north: float, a: float, b: float) -> None:
    first, second = Circle(36.0, 33.0, a), Circle(36.0 + east, 33.0 + north, b)
    apart = float(distance([36.0], [33.0], [36.0 + east], [33.0 + north])[0])
    found = Sharing([first, second])
    if abs(apart - a - b) > 1.0:
        assert found.share(0, 1) == (YES if apart < a + b else NO)
    if found.holds(0, 1) == YES:
        assert apart + b <= a
        assert found.share(0, 1) == YES
