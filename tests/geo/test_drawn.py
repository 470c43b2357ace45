"""Areas drawn in degrees: they never say *apart* of areas that meet, nor *meet* of areas that lie apart."""

from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from treve.geo.drawn import Asked, boxes, drawn
from treve.geo.footprint import Circle, Corridor, Footprint, MultiPolygon, Polygon, geod
from treve.geo.sharing import Sharing
from treve.kleene import CANNOT_TELL, NO, YES

MIDDLES = [(36.2, 33.5), (179.99, 0.2), (-179.995, -41.0), (20.0, 71.0), (-30.0, -84.0), (100.0, 88.5), (0.0, 0.0)]


def ring_around(lon: float, lat: float, radius: float, corners: int, turn: float) -> Polygon:
    points = [geod().fwd(lon, lat, turn + 360.0 * k / corners, radius)[:2] for k in range(corners)]
    return Polygon(((*points, points[0]),))


@st.composite
def areas(draw: st.DrawFn, middle: tuple[float, float]) -> Footprint:
    away, bearing = draw(st.floats(0.0, 30_000.0)), draw(st.floats(0.0, 360.0))
    lon, lat, _ = geod().fwd(*middle, bearing, away)
    radius = draw(st.floats(20.0, 25_000.0))
    kind = draw(st.sampled_from(["circle", "polygon", "corridor", "parts", "hole"]))
    if kind == "circle":
        return Circle(lon, lat, radius)
    corners, turn = draw(st.integers(3, 9)), draw(st.floats(0.0, 90.0))
    if kind == "corridor":
        x, y, _ = geod().fwd(lon, lat, turn, 2 * radius + 10.0)
        return Corridor(((lon, lat), (x, y)), draw(st.floats(10.0, 3_000.0)))
    whole = ring_around(lon, lat, radius, corners, turn)
    if kind == "hole":
        return Polygon((whole.rings[0], ring_around(lon, lat, radius / 4.0, corners, turn).rings[0]))
    if kind == "parts":
        x, y, _ = geod().fwd(lon, lat, turn, 3 * radius)
        return MultiPolygon((whole, ring_around(x, y, radius, corners, turn)))
    return whole


@settings(max_examples=400, deadline=None)
@given(st.data(), st.sampled_from(MIDDLES))
def test_what_is_settled_in_degrees_is_what_the_ellipsoid_says(data: st.DataObject, middle: tuple[float, float]) -> None:
    one = data.draw(areas(middle))
    others = data.draw(st.lists(areas(middle), min_size=1, max_size=4))
    found = Asked(drawn(one)).against([drawn(other) for other in others])
    for other, shares in zip(others, found, strict=True):
        exact = Sharing([one, other]).share(0, 1)
        if shares is False:
            assert exact != YES
        elif shares:
            assert exact != NO
        held = boxes(drawn(one).box)
        if exact == YES:
            assert any(_touch(a, b) for a in held for b in boxes(drawn(other).box)), "an index would have missed it"


def _touch(a: tuple[float, ...], b: tuple[float, ...]) -> bool:
    return a[0] <= b[2] and b[0] <= a[2] and a[1] <= b[3] and b[1] <= a[3]


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(MIDDLES[:5]), st.floats(0.0, 360.0), st.floats(500.0, 40_000.0), st.floats(-2.0, 2.0))
@example((-30.0, -84.0), 118.0, 32_490.0, -1.0)
@example((36.0, 45.0), 20.0, 1_500_000.0, -1.0)
@example((36.0, 60.0), 20.0, 1_500_000.0, -1.0)
def test_next_to_the_decision_nothing_that_meets_is_called_apart(
    middle: tuple[float, float], bearing: float, radius: float, gap: float
) -> None:
    """Two circles whose borders are `gap` metres apart, and a polygon whose corner is."""
    first = Circle(*middle, radius)
    lon, lat, _ = geod().fwd(*middle, bearing, radius + 700.0 + gap)
    second = Circle(lon, lat, 700.0)
    tip = geod().fwd(*middle, bearing, radius + gap)[:2]
    wings = [geod().fwd(*tip, bearing + turn, 900.0)[:2] for turn in (40.0, -40.0)]
    third = Polygon(((tip, wings[0], wings[1], tip),))
    found = Asked(drawn(first)).against([drawn(second), drawn(third)])
    if gap < 0:
        assert False not in found
    if gap > 0.5:
        assert True not in found


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(MIDDLES[:5]), st.floats(2_000.0, 300_000.0), st.floats(0.0, 360.0), st.floats(0.005, 0.5))
def test_a_long_edge_is_the_geodesic(middle: tuple[float, float], length: float, bearing: float, inside: float) -> None:
    """A circle whose border crosses a long edge by some centimetres meets the polygon; Karney's geodesic is the judge."""
    lon, lat, _ = geod().fwd(*middle, bearing, length)
    back = geod().inv(*middle, lon, lat)
    if abs(lat) > 84.0:
        return
    halfway = geod().fwd(*middle, back[0], length / 2)
    off = geod().fwd(*middle, back[0] + 90.0, 5_000.0)[:2]
    polygon = Polygon(((middle, (lon, lat), off, middle),))
    x, y, _ = geod().fwd(halfway[0], halfway[1], halfway[2] + 180.0 - 90.0, 400.0 - inside)
    circle = Circle(x, y, 400.0)
    assert Asked(drawn(circle)).against([drawn(polygon)])[0] is not False
    assert Asked(drawn(polygon)).against([drawn(circle)])[0] is not False


@pytest.mark.parametrize(
    "box", [(170.0, 0.0, 190.0, 1.0), (-190.0, 0.0, -170.0, 1.0), (-10.0, 0.0, 10.0, 1.0), (-180.0, 0.0, 180.0, 9.0)]
)
def test_boxes_lie_within_the_globe_and_cover_the_same(box: tuple[float, float, float, float]) -> None:
    found = boxes(box)
    assert sum(east - west for west, _, east, _ in found) == pytest.approx(box[2] - box[0])
    assert all(-180.0 <= west < east <= 180.0 for west, _, east, _ in found)
    assert [one[1] for one in found] == [box[1]] * len(found)


def test_areas_a_turn_apart_are_beside_each_other() -> None:
    west, east = Circle(179.999, 0.0, 5_000.0), Circle(-179.999, 0.0, 5_000.0)
    assert Asked(drawn(west)).against([drawn(east)]) == [True]
    ring = ((179.9, 0.0), (-179.9, 0.0), (-179.9, 0.2), (179.9, 0.2), (179.9, 0.0))
    assert Asked(drawn(Polygon((ring,)))).against([drawn(east), drawn(west), drawn(Circle(0.0, 0.0, 5_000.0))]) == [
        True,
        True,
        False,
    ]
    assert all(a != b for a, b in pairwise(ring))
    assert Sharing([Polygon((ring,)), east]).share(0, 1) in (YES, CANNOT_TELL)
