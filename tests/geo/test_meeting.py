"""How close two volumes come: against an independent geodesic search, and the laws of meetings."""

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from benchmarks.geodesic import apart
from benchmarks.verdicts import KINDS, area
from hypothesis import given, settings
from hypothesis import strategies as st
from pyproj import Geod

from treve.errors import BadGeometry
from treve.geo import apart as apart_module
from treve.geo.altitude import AltitudeBand
from treve.geo.apart import Distances
from treve.geo.footprint import Circle, Corridor, Footprint, MultiPolygon, Polygon, middle
from treve.geo.interval import Interval
from treve.geo.meeting import Meetings, meeting, meetings
from treve.geo.near import Separation
from treve.geo.volume import Volume4D
from treve.kleene import CANNOT_TELL, NO, YES

GEOD = Geod(ellps="WGS84")
EPOCH = datetime(2016, 6, 1, tzinfo=UTC)
TOO_CLOSE_M = 4e-3
"""Nearer to the decision than this the reference and the verdict may both be right."""
OFF = (-3.0, -0.5, -0.05, -0.006, 0.006, 0.05, 0.5, 3.0)


def turned(shape: Footprint, degrees: float) -> Footprint:
    """The same shape so many degrees farther east: on the ellipsoid it keeps its form."""

    def turn(point: tuple[float, float]) -> tuple[float, float]:
        return ((point[0] + degrees + 180.0) % 360.0 - 180.0, point[1])

    if isinstance(shape, Circle):
        return Circle(*turn((shape.lon, shape.lat)), shape.radius_m)
    if isinstance(shape, Corridor):
        return Corridor(tuple(map(turn, shape.path)), shape.half_width_m)
    if isinstance(shape, Polygon):
        return Polygon(tuple(tuple(map(turn, ring)) for ring in shape.rings))
    return MultiPolygon(tuple(turned(part, degrees) for part in shape.polygons))  # type: ignore[misc]


def made(rng: np.random.Generator, kind: str) -> Footprint:
    while True:
        try:
            return area(rng, kind)
        except BadGeometry:
            continue


class _At(np.random.Generator):
    """Draws areas at one latitude."""

    lat = 0.0

    def uniform(self, low: float = 0.0, high: float = 1.0, size: object = None) -> object:  # type: ignore[override]
        if (low, high) in ((-58, 58), (60, 84)) and size is None:
            return self.lat if low < 0 else abs(self.lat)
        return super().uniform(low, high, size)  # type: ignore[call-overload]


def pairs(seed: int, count: int) -> list[tuple[str, Footprint, Footprint]]:
    """Areas of all kinds beside one another, at one place."""
    rng = np.random.default_rng(seed)
    found = []
    while len(found) < count:
        one, other = rng.choice(KINDS, 2)
        first = made(rng, one)
        lon, lat = middle(first)
        near = _At(np.random.PCG64(int(rng.integers(1 << 30))))
        near.lat = lat
        try:
            second = made(near, other)
            if abs(middle(second)[1] - lat) > 10:
                continue
            step = float(rng.choice([0, 0.01, 0.05, 0.2, 0.6, 1.5])) * rng.choice([-1, 1])
            found.append((f"{one}, {other}", first, turned(second, lon - middle(second)[0] + step)))
        except BadGeometry:
            continue
    return found


@pytest.mark.parametrize("seed", [11, 12, 13])
def test_no_wrong_verdict_at_random_or_near_the_decision(seed: int) -> None:
    rng, told = np.random.default_rng(seed), 0
    for name, one, other in pairs(seed, 20):
        wanted = apart(one, other)
        solid = not isinstance(one, Circle | Corridor) and not isinstance(other, Circle | Corridor)
        distances = Distances([one, other])
        for asked in (0.0, *(wanted + off for off in OFF if wanted + off > 0), *rng.uniform(0, 50_000, 2)):
            pair = np.array([0]), np.array([1]), np.array([float(asked)])
            least, most = (float(side[0]) for side in distances.between(*pair))
            assert (least, most) == tuple(float(x[0]) for x in distances.between(pair[1], pair[0], pair[2])), "whichever first"
            if solid and wanted <= 0.0:
                assert least <= 0.0, name
                continue
            assert least - TOO_CLOSE_M <= wanted <= most + TOO_CLOSE_M, (name, asked)
            if abs(wanted - asked) > TOO_CLOSE_M:
                told += 1
                assert (most < asked) == (wanted < asked), (name, asked, wanted, least, most)
                assert (least >= asked) == (wanted >= asked), (name, asked, wanted, least, most)
    assert told > 50


def test_the_reference_would_show_a_missing_recheck(monkeypatch: pytest.MonkeyPatch) -> None:
    """With planes trusted to the last centimetre some verdicts near the decision are wrong."""
    monkeypatch.setattr(apart_module, "plane_error", lambda reach, length: np.zeros(len(length)))
    wrong = 0
    for _, one, other in pairs(14, 25):
        wanted = apart(one, other)
        if wanted > 1_000.0:
            least, most = Distances([one, other]).between(np.array([0]), np.array([1]), np.array([-1.0]))
            wrong += not float(least[0]) - TOO_CLOSE_M <= wanted <= float(most[0]) + TOO_CLOSE_M
    assert wrong > 0


def test_an_area_round_the_other_side_of_the_globe_cannot_be_told_on_a_plane() -> None:
    here, there = Circle(10.0, 45.0, 50_000.0), Polygon((((-172.0, -46.0), (-168.0, -46.0), (-170.0, -44.0)),))
    least, most = Distances([here, there]).between(np.array([0]), np.array([1]), np.array([0.0]))
    assert least[0] > 10_000_000.0
    assert np.isinf(most[0])


def square(lon: float, lat: float, side: float) -> Polygon:
    return Polygon((((lon, lat), (lon + side, lat), (lon + side, lat + side), (lon, lat + side), (lon, lat)),))


spots = st.sampled_from([(36.2, 33.5), (179.99, 0.2), (20.0, 71.0)])


@st.composite
def volumes(draw: st.DrawFn, spot: tuple[float, float] = (36.2, 33.5)) -> Volume4D:
    lon, lat, _ = GEOD.fwd(*spot, draw(st.floats(0, 360)), draw(st.floats(0, 25_000.0)))
    size, turn = draw(st.floats(50.0, 12_000.0)), draw(st.floats(0, 360))
    kind = draw(st.sampled_from(["circle", "polygon", "corridor"]))
    ring = [GEOD.fwd(lon, lat, turn + 72.0 * k, size)[:2] for k in range(5)]
    shapes: dict[str, Footprint] = {
        "circle": Circle(lon, lat, size),
        "polygon": Polygon(((*ring, ring[0]),)),
        "corridor": Corridor((ring[0], ring[2]), max(20.0, size / 10.0)),
    }
    floor = draw(st.none() | st.integers(0, 8).map(lambda number: number * 500.0))
    high = draw(st.none() | st.integers(0, 4).map(lambda number: (floor or 0.0) + number * 500.0))
    start = EPOCH + timedelta(minutes=draw(st.integers(0, 100)))
    ends = draw(st.none() | st.integers(1, 100).map(lambda number: start + timedelta(minutes=number)))
    datum = draw(st.sampled_from(["W84", "W84", "W84", "EGM2008", "SFC"]))
    return Volume4D(shapes[kind], AltitudeBand(floor, high, datum), Interval(draw(st.sampled_from([start, None])), ends))  # type: ignore[arg-type]


separations = st.builds(
    Separation, st.sampled_from([0.0, 50.0, 3_000.0, 18_520.0]), st.sampled_from([0.0, 300.0, 1_000.0]),
    st.sampled_from([0.0, 60.0, 1_800.0]),
)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(volumes(), volumes(), separations)
def test_two_volumes_meet_in_both_directions_alike(a: Volume4D, b: Volume4D, asked: Separation) -> None:
    assert meeting(a, b, asked) == meeting(b, a, asked)


@settings(max_examples=200, deadline=None)
@given(volumes(), volumes(), separations, separations)
def test_a_wider_separation_never_tells_less(a: Volume4D, b: Volume4D, one: Separation, other: Separation) -> None:
    assert meeting(a, b, one.widest(other)).closer >= meeting(a, b, one).closer


@settings(max_examples=300, deadline=None)
@given(volumes(), volumes())
def test_at_a_separation_of_zero_it_is_the_overlap_of_volumes(a: Volume4D, b: Volume4D) -> None:
    found, overlap = meeting(a, b, Separation()).closer, a.overlaps(b)
    assert found == overlap or CANNOT_TELL in (found, overlap)
    if a.footprint == b.footprint:
        assert found == overlap


@settings(max_examples=200, deadline=None)
@given(volumes(), volumes(), separations)
def test_what_is_said_of_a_meeting_fits_its_verdict(a: Volume4D, b: Volume4D, asked: Separation) -> None:
    found = meeting(a, b, asked)
    level, upright = found.margin.horizontal, found.margin.vertical
    if found.closer == YES:
        assert level.most_m is not None
        assert level.most_m <= asked.horizontal_m + 1e-3
        assert found.margin.seconds < asked.seconds or found.margin.seconds == 0.0
    if found.closer != NO:
        assert found.during is not None
        assert level.least_m <= asked.horizontal_m + 1e-3
        assert upright.least_m <= asked.vertical_m
        assert found.during.overlaps(a.during)
        assert found.during.overlaps(b.during)
    if asked.seconds == 0.0:
        assert found.during == a.during.intersection(b.during)
    if a.band.datum == b.band.datum and found.closer != NO:
        assert found.band is not None


@settings(max_examples=60, deadline=None)
@given(st.data(), spots, separations)
def test_many_at_once_give_what_pairs_give_one_by_one(
    data: st.DataObject, spot: tuple[float, float], asked: Separation
) -> None:
    ours = data.draw(st.lists(volumes(spot), min_size=1, max_size=5))
    theirs = data.draw(st.lists(volumes(spot), min_size=1, max_size=5))
    found = meetings(ours, theirs, asked)
    got = {(int(i), int(j)): found.meeting(row) for row, (i, j) in enumerate(zip(found.i, found.j, strict=True))}
    wanted = {(i, j): meeting(a, b, asked) for i, a in enumerate(ours) for j, b in enumerate(theirs)}
    assert got == {pair: one for pair, one in wanted.items() if one.closer != NO}
    assert list(got) == sorted(got)


def test_an_index_misses_nothing_at_the_antimeridian_and_near_the_poles() -> None:
    for lat in (0.0, -41.0, 71.0, 84.95, 88.5, -89.9):
        here = Circle(179.95, lat, 900.0)
        for azimuth in range(0, 360, 15):
            lon, north, _ = GEOD.fwd(179.95, lat, azimuth, 9_000.0)
            end = GEOD.fwd(lon, north, azimuth + 60.0, 4_000.0)[:2]
            for there in (Circle(lon, north, 200.0), Corridor(((lon, north), end), 150.0)):
                found = meetings([Volume4D(here)], [Volume4D(there)], Separation(9_000.0))
                assert found.closer.tolist() == [YES], (lat, azimuth)


def test_each_pair_may_be_asked_for_a_separation_of_its_own_or_not_at_all() -> None:
    here = Volume4D(Circle(36.0, 33.0, 500.0))
    there = [Volume4D(Circle(*GEOD.fwd(36.0, 33.0, turn, 3_000.0)[:2], 500.0)) for turn in (0.0, 90.0, 180.0)]
    own = [Separation(2_100.0), Separation(1_900.0), None]
    found = meetings([here], there, Separation(5_000.0), lambda _, place: own[place])
    assert [(int(j), found.closer[row]) for row, j in enumerate(found.j)] == [(0, YES)]
    assert len(meetings([here], there, Separation(5_000.0))) == 3
    assert len(meetings([], there, Separation())) == len(meetings([here], [], Separation())) == 0


def test_ten_nautical_miles_around_a_moving_vessel() -> None:
    """10 nm = 18,520 m: an aircraft area whose edge lies a metre within it is closer, a metre beyond it is not."""
    vessel = Volume4D(Corridor(((31.0, 45.5), (31.0, 45.9)), 1_000.0), during=Interval(EPOCH, EPOCH + timedelta(hours=3)))
    for off, wanted in ((-1.0, YES), (1.0, NO)):
        lon, lat, _ = GEOD.fwd(31.0, 45.7, 90.0, 1_000.0 + 18_520.0 + 5_000.0 + off)
        area_ = Volume4D(Circle(lon, lat, 5_000.0), during=Interval(EPOCH, EPOCH + timedelta(hours=1)))
        found = meeting(vessel, area_, Separation(18_520.0))
        assert found.closer == wanted
        level = found.margin.horizontal
        assert level.most_m is not None
        assert level.least_m <= 18_520.0 + off <= level.most_m
        assert level.most_m - level.least_m < 1.0


def test_altitudes_over_different_surfaces_cannot_be_told() -> None:
    low = Volume4D(Circle(36.0, 33.0, 5_000.0), AltitudeBand(0.0, 300.0, "SFC"))
    high = Volume4D(Circle(36.0, 33.0, 5_000.0), AltitudeBand(3_000.0, 4_000.0))
    found = meeting(low, high, Separation(0.0, 300.0))
    assert found.closer == CANNOT_TELL
    assert found.band is None
    assert (found.margin.vertical.least_m, found.margin.vertical.most_m) == (0.0, 11_700.0)
    assert meeting(low, Volume4D(high.footprint, AltitudeBand(10_000.0, None)), Separation(0.0, 300.0)).closer == NO


def test_times_that_follow_one_another_are_apart_by_their_gap() -> None:
    first = Volume4D(Circle(36.0, 33.0, 5_000.0), during=Interval(EPOCH, EPOCH + timedelta(hours=1)))
    later = Volume4D(first.footprint, during=Interval(EPOCH + timedelta(minutes=75), EPOCH + timedelta(hours=3)))
    assert meeting(first, later, Separation(seconds=900.0)).closer == NO, "exactly fifteen minutes"
    found = meeting(first, later, Separation(seconds=901.0))
    assert (found.closer, found.margin.seconds) == (YES, 900.0)
    assert found.during == Interval(EPOCH + timedelta(minutes=59, seconds=59), EPOCH + timedelta(minutes=75, seconds=1))


def test_the_point_shown_lies_between() -> None:
    one, other = Circle(36.0, 33.0, 1_000.0), Circle(*GEOD.fwd(36.0, 33.0, 90.0, 10_000.0)[:2], 3_000.0)
    lon, lat = meeting(Volume4D(one), Volume4D(other), Separation(9_000.0)).at
    away = GEOD.inv(36.0, 33.0, lon, lat)[2], GEOD.inv(other.lon, other.lat, lon, lat)[2]
    assert away == pytest.approx((4_000.0, 6_000.0), abs=1.0)
    inside = square(36.0, 33.0, 0.2), square(36.1, 33.1, 0.2)
    lon, lat = meeting(*(Volume4D(shape) for shape in inside), Separation()).at
    assert 36.1 < lon < 36.2
    assert 33.1 < lat < 33.2


def test_a_separation_that_cannot_be_is_refused() -> None:
    with pytest.raises(BadGeometry, match="separation"):
        Separation(-1.0)
    with pytest.raises(BadGeometry, match="separation"):
        Separation(seconds=float("nan"))


def test_no_pair_at_all() -> None:
    none = np.empty(0, np.int64)
    assert len(Meetings([], [], none, none, [])) == 0
