"""Laws of altitude bands and of volumes in four dimensions."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from treve.errors import BadGeometry
from treve.geo.altitude import AltitudeBand
from treve.geo.footprint import Circle, Polygon
from treve.geo.interval import ALWAYS, Interval
from treve.geo.volume import Volume4D
from treve.kleene import CANNOT_TELL, NO, YES

EPOCH = datetime(2016, 1, 1, tzinfo=UTC)
heights = st.none() | st.integers(0, 20).map(lambda number: number * 500.0)
bands = (
    st.tuples(heights, heights, st.sampled_from(["W84", "EGM2008", "SFC"]))
    .filter(lambda one: None in one[:2] or one[0] <= one[1])
    .map(lambda one: AltitudeBand(one[0], one[1], one[2]))
)
circles = st.builds(Circle, st.floats(36.0, 36.3), st.floats(33.0, 33.3), st.floats(100.0, 20_000.0))
squares = st.builds(
    lambda x, y, side: Polygon((((x, y), (x + side, y), (x + side, y + side), (x, y + side), (x, y)),)),
    st.floats(36.0, 36.3), st.floats(33.0, 33.3), st.floats(0.01, 0.2),
)  # fmt: skip
spans = st.tuples(st.integers(0, 20), st.integers(1, 20)).map(
    lambda one: Interval(EPOCH + timedelta(hours=one[0]), EPOCH + timedelta(hours=sum(one)))
)
volumes = st.builds(Volume4D, circles | squares, bands, spans | st.just(ALWAYS))


@given(bands, bands)
def test_bands_overlap_in_both_directions(a: AltitudeBand, b: AltitudeBand) -> None:
    assert a.overlaps(b) == b.overlaps(a)
    assert a.overlaps(a) == YES
    assert a.holds(a) == (YES if a.floor_m is None or a.ceiling_m is None or a.floor_m <= a.ceiling_m else NO)
    if a.holds(b) == YES:
        assert a.overlaps(b) != NO
    if a.overlaps(b) == NO:
        assert a.holds(b) == NO


@given(bands, bands, st.sampled_from(["W84", "EGM2008", "SFC"]))
def test_another_surface_only_takes_certainty_away(a: AltitudeBand, b: AltitudeBand, datum: str) -> None:
    same = AltitudeBand(a.floor_m, a.ceiling_m, b.datum)
    other = AltitudeBand(a.floor_m, a.ceiling_m, datum)  # type: ignore[arg-type]
    assert other.overlaps(b) in (same.overlaps(b), CANNOT_TELL)


def test_bands_without_a_terrain_model() -> None:
    low, high = AltitudeBand(0.0, 500.0, "SFC"), AltitudeBand(3_000.0, 4_000.0)
    assert low.overlaps(high) == CANNOT_TELL, "the ground may lie at 3,000 m"
    assert low.overlaps(AltitudeBand(10_000.0, None)) == NO
    with pytest.raises(BadGeometry, match="below the floor"):
        AltitudeBand(500.0, 100.0)


@given(volumes, volumes)
@settings(max_examples=150, deadline=None)
def test_volumes_overlap_in_both_directions(a: Volume4D, b: Volume4D) -> None:
    assert a.overlaps(b) == b.overlaps(a)
    assert a.overlaps(a) == YES
    assert a.holds(a) == YES
    if a.holds(b) == YES:
        assert a.overlaps(b) != NO


@given(volumes, volumes)
@settings(max_examples=150, deadline=None)
def test_what_is_apart_in_one_dimension_does_not_overlap(a: Volume4D, b: Volume4D) -> None:
    if not a.during.overlaps(b.during) or a.band.overlaps(b.band) == NO:
        assert a.overlaps(b) == NO
    later = Volume4D(b.footprint, b.band, Interval(EPOCH + timedelta(days=90), None))
    first = Volume4D(a.footprint, a.band, Interval(EPOCH, EPOCH + timedelta(days=90)))
    assert first.overlaps(later) == NO, "half-open: one ends where the other begins"


@given(volumes, volumes, st.integers(0, 5), st.integers(0, 5))
@settings(max_examples=150, deadline=None)
def test_a_longer_volume_meets_no_less(a: Volume4D, b: Volume4D, before: int, after: int) -> None:
    if a.during.start is None or a.during.end is None:
        return
    longer = Interval(a.during.start - timedelta(hours=before), a.during.end + timedelta(hours=after))
    wide = Volume4D(a.footprint, AltitudeBand(None, None, a.band.datum), longer)
    assert wide.overlaps(b) >= min(a.overlaps(b), CANNOT_TELL)
    assert wide.holds(a) == YES
