"""A moving buffer: its coverings never miss, its cores never claim too much, and no piece is wildly too large."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyproj import Geod

from treve.errors import BadGeometry
from treve.geo.altitude import AltitudeBand
from treve.geo.footprint import Circle, Corridor, Footprint
from treve.geo.interval import Interval
from treve.geo.surface import Surfaces
from treve.geo.trajectory import MOST_PIECES, Piece, Trajectory, Waypoint

GEOD = Geod(ellps="WGS84")
START = datetime(2016, 6, 1, 6, tzinfo=UTC)
HOUR = timedelta(hours=1)
MIDDLES = [(36.3, 33.5), (179.98, -17.0), (25.0, 71.0), (32.0, 46.0)]
TOUCH_M = 1e-3
"""On the border itself both answers are right."""


def away(point: tuple[float, float], azimuth: float, metres: float) -> tuple[float, float]:
    lon, lat, _ = GEOD.fwd(*point, azimuth, metres)
    return lon, lat


@st.composite
def ways(draw: st.DrawFn) -> list[Waypoint]:
    """Two to five places, some passed without a time, with road points and stays."""
    at = draw(st.sampled_from(MIDDLES))
    clock, found = START, []
    count = draw(st.integers(2, 5))
    for number in range(count):
        ends = number in (0, count - 1)
        timed = ends or draw(st.booleans())
        arrives = clock if timed and number else None
        stay = timedelta(minutes=draw(st.integers(0, 90))) if timed and not ends else timedelta(0)
        departs = clock + stay if timed and number < count - 1 and (stay or not number) else None
        road, here = [], at
        for _ in range(draw(st.integers(0, 3)) if number < count - 1 else 0):
            here = away(here, draw(st.floats(0, 360)), draw(st.floats(10.0, 40_000.0)))
            road.append(here)
        found.append(Waypoint(at, arrives, departs, tuple(road)))
        clock += stay + timedelta(minutes=draw(st.integers(1, 300)))
        at = away(here, draw(st.floats(0, 360)), draw(st.sampled_from([0.0, 5.0, 900.0, 30_000.0, 200_000.0])))
    return found


def last_of(way: list[Waypoint]) -> datetime:
    assert way[-1].arrives is not None
    return way[-1].arrives


def holds(footprint: Footprint, lon: float, lat: float) -> bool:
    """Whether a point lies in it, or within a millimetre of it."""
    wider = (
        Circle(footprint.lon, footprint.lat, footprint.radius_m + TOUCH_M)
        if isinstance(footprint, Circle)
        else Corridor(footprint.path, footprint.half_width_m + TOUCH_M)
        if isinstance(footprint, Corridor)
        else footprint
    )
    return bool(Surfaces.build([wider]).relation([0], [lon], [lat], [0.0])[0])


@settings(max_examples=200, deadline=None)
@given(
    ways(),
    st.floats(50.0, 20_000.0),
    st.floats(0.0, 7_200.0),
    st.floats(0, 1),
    st.floats(-1, 1),
    st.floats(0, 1),
    st.floats(0, 360),
)
def test_wherever_it_may_be_lies_in_a_covering(
    way: list[Waypoint], buffer: float, slack: float, share: float, late: float, off: float, azimuth: float
) -> None:
    moving = Trajectory(way, buffer, slack)
    planned = START + share * (last_of(way) - START)
    at = planned + timedelta(seconds=late * slack)
    there = moving.position(planned)
    assert there is not None
    lon, lat = away(there, azimuth, off * buffer)
    assert any(at in piece.covering.during and holds(piece.covering.footprint, lon, lat) for piece in moving.pieces())


@settings(max_examples=200, deadline=None)
@given(st.data(), ways(), st.floats(50.0, 20_000.0), st.floats(0.0, 7_200.0))
def test_every_point_of_a_core_may_be_reached_at_every_instant_of_it(
    data: st.DataObject, way: list[Waypoint], buffer: float, slack: float
) -> None:
    moving = Trajectory(way, buffer, slack)
    core = data.draw(st.sampled_from(moving.pieces())).core
    assert core is not None
    assert core.during.start is not None
    assert core.during.duration is not None
    at = core.during.start + data.draw(st.floats(0, 1)) * (core.during.duration - timedelta(microseconds=1))
    line = [(core.footprint.lon, core.footprint.lat)] if isinstance(core.footprint, Circle) else list(core.footprint.path)  # type: ignore[union-attr]
    spot = data.draw(st.sampled_from(line))
    # Some time within the slack places it there: sought all along the part of the way that lies within it.
    first, last = max(at - timedelta(seconds=slack), START), min(at + timedelta(seconds=slack), last_of(way))
    steps = [first + number / 400 * (last - first) for number in range(401)]
    near = [GEOD.inv(*spot, *there)[2] for there in map(moving.position, steps) if there is not None]
    assert near
    leg = max((GEOD.inv(*a, *b)[2] for a, b in _consecutive(moving, steps)), default=0.0)
    assert min(near) <= leg + 1.0


def _consecutive(moving: Trajectory, steps: list[datetime]) -> list[tuple[tuple[float, float], tuple[float, float]]]:
    held = [there for there in map(moving.position, steps) if there is not None]
    return list(pairwise(held))


@settings(max_examples=100, deadline=None)
@given(ways(), st.floats(50.0, 20_000.0), st.floats(0.0, 7_200.0))
def test_a_core_lies_in_its_covering(way: list[Waypoint], buffer: float, slack: float) -> None:
    for piece in Trajectory(way, buffer, slack).pieces():
        assert piece.core is not None
        assert piece.core.during.within(piece.covering.during)
        if isinstance(piece.core.footprint, Circle):
            assert holds(piece.covering.footprint, piece.core.footprint.lon, piece.core.footprint.lat)
        else:
            assert piece.core.footprint == piece.covering.footprint


def length_of(piece: Piece) -> float:
    shape = piece.covering.footprint
    return GEOD.line_length(*zip(*shape.path, strict=True)) if isinstance(shape, Corridor) else 0.0


def test_a_long_leg_is_no_single_corridor_over_the_whole_time() -> None:
    """300 km in five hours, half an hour early or late: at no instant does it hold more than twice what is needed."""
    far = away((36.0, 35.0), 90.0, 300_000.0)
    moving = Trajectory([Waypoint((36.0, 35.0), None, START), Waypoint(far, START + 5 * HOUR)], 1_000.0, 1_800.0)
    pieces = moving.pieces()
    assert len(pieces) == 20
    assert sum(map(length_of, pieces)) == pytest.approx(300_000.0)
    for number in range(0, 300, 7):
        at = START + timedelta(minutes=number)
        needed = sum(1 for shift in range(-30, 31) if 0 <= number + shift <= 300) * 1_000.0
        held = sum(length_of(piece) for piece in pieces if at in piece.covering.during)
        assert needed <= held + 1_000.0
        assert held <= 2 * needed + 1_000.0


def test_without_slack_pieces_are_as_long_as_the_buffer_is_wide() -> None:
    far = away((36.0, 35.0), 45.0, 10_000.0)
    moving = Trajectory([Waypoint((36.0, 35.0), None, START), Waypoint(far, START + HOUR)], 500.0, 0.0)
    pieces = moving.pieces(AltitudeBand(0.0, 300.0, "SFC"))
    assert len(pieces) == 10
    assert {piece.covering.band for piece in pieces} == {AltitudeBand(0.0, 300.0, "SFC")}
    assert all(piece.core is not None and isinstance(piece.core.footprint, Circle) for piece in pieces)


def test_a_way_is_not_cut_without_end() -> None:
    far = away((-150.0, 10.0), 90.0, 9_000_000.0)
    moving = Trajectory([Waypoint((-150.0, 10.0), None, START), Waypoint(far, START + 10 * HOUR)], 50.0, 0.0)
    assert len(moving.pieces()) == MOST_PIECES


def test_a_stay_is_a_circle_from_its_first_to_its_last_time() -> None:
    there = away((36.0, 35.0), 90.0, 30_000.0)
    way = [
        Waypoint((36.0, 35.0), None, START),
        Waypoint(there, START + HOUR, START + 3 * HOUR),
        Waypoint((36.0, 35.0), START + 4 * HOUR),
    ]
    moving = Trajectory(way, 800.0, 600.0)
    stays = [piece for piece in moving.pieces() if isinstance(piece.covering.footprint, Circle)]
    (stay,) = stays
    assert stay.covering.footprint == Circle(*there, 800.0)
    slack, tick = timedelta(seconds=600), timedelta(microseconds=1)
    assert stay.covering.during == Interval(START + HOUR - slack, START + 3 * HOUR + slack + tick)
    assert stay.core == stay.covering
    assert moving.position(START + 2 * HOUR) == there
    assert moving.position(START - slack) is None


def test_speed_is_constant_along_the_road_between_timed_stops() -> None:
    """Passed without a time: half of the road at half of the time, whatever the stop between."""
    corner, end = away((36.0, 35.0), 90.0, 30_000.0), away(away((36.0, 35.0), 90.0, 30_000.0), 0.0, 10_000.0)
    way = [Waypoint((36.0, 35.0), None, START), Waypoint(corner), Waypoint(end, START + 4 * HOUR)]
    moving = Trajectory(way, 100.0, 60.0)
    found = moving.position(START + 2 * HOUR)
    assert found is not None
    assert GEOD.inv(*found, *away((36.0, 35.0), 90.0, 20_000.0))[2] < 1e-3
    found = moving.position(START + 3 * HOUR)
    assert found is not None
    assert GEOD.inv(*found, *corner)[2] < 1e-3


def test_what_is_no_place_is_refused() -> None:
    with pytest.raises(BadGeometry, match="no longitude"):
        Trajectory([Waypoint((33.0, 136.0), None, START), Waypoint((33.0, 36.0), START + HOUR)], 100.0, 60.0)
