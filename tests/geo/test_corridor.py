"""What stands for a corridor holds it, and little more."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.geo.test_trajectory import GEOD, away
from treve.geo.corridor import LONGEST_M, MARGIN, MARGIN_M, holding
from treve.geo.footprint import Circle, Corridor, Polygon
from treve.geo.surface import Surfaces

MIDDLES = [(36.3, 33.5), (179.98, -17.0), (25.0, 71.0), (-70.0, -54.0)]


def is_held(corridor: Corridor, lon: float, lat: float) -> bool:
    surfaces = Surfaces.build(list(holding(corridor)))
    count = len(list(holding(corridor)))
    return any(int(surfaces.relation([place], [lon], [lat], [0.0])[0]) == 2 for place in range(count))


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(MIDDLES),
    st.floats(20.0, 20_000.0),
    st.lists(st.tuples(st.floats(0, 360), st.floats(1.0, 120_000.0)), min_size=1, max_size=4),
    st.floats(0, 1),
    st.floats(0, 360),
    st.floats(0, 1),
    st.integers(0, 3),
)
def test_whatever_is_within_the_half_width_is_held(
    start: tuple[float, float],
    wide: float,
    legs: list[tuple[float, float]],
    along: float,
    azimuth: float,
    off: float,
    which: int,
) -> None:
    path = [start]
    for turn, length in legs:
        path.append(away(path[-1], turn, length))
    corridor = Corridor(tuple(path), wide)
    one, other = path[which % len(legs)], path[which % len(legs) + 1]
    there, _, length = GEOD.inv(*one, *other)
    on = away(one, there, along * length)
    lon, lat = away(on, azimuth, off * wide)
    assert is_held(corridor, lon, lat)


def test_nothing_much_farther_is_held() -> None:
    corridor = Corridor(((36.0, 33.0), (36.5, 33.2)), 1_000.0)
    there, _, length = GEOD.inv(36.0, 33.0, 36.5, 33.2)
    beside = away((36.0, 33.0), there, length / 2)
    side = GEOD.inv(*beside, 36.5, 33.2)[0]
    allowed = 1_000.0 * (1.0 + MARGIN) + MARGIN_M
    assert is_held(corridor, *away(beside, side + 90.0, allowed - 0.1))
    assert not is_held(corridor, *away(beside, side + 90.0, allowed + 0.1))


@pytest.mark.parametrize("length", [LONGEST_M - 1.0, LONGEST_M + 1.0, 10 * LONGEST_M])
def test_a_long_leg_is_held_by_several(length: float) -> None:
    end = away((36.0, 33.0), 80.0, length)
    shapes = list(holding(Corridor(((36.0, 33.0), end), 500.0)))
    assert sum(isinstance(one, Polygon) for one in shapes) == -(-length // LONGEST_M)
    assert sum(isinstance(one, Circle) for one in shapes) == 2
