"""Laws of spans of time, and the traps of the legal clock."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from treve.errors import BadTime
from treve.geo.interval import ALWAYS, Interval, UncertainTime, day, days, from_micros, micros
from treve.kleene import CANNOT_TELL, NO, YES

EPOCH = datetime(2016, 1, 1, tzinfo=UTC)
instants = st.integers(0, 60).map(lambda hours: EPOCH + timedelta(hours=hours))
bounds = st.tuples(st.none() | instants, st.none() | instants)
spans = bounds.filter(lambda pair: None in pair or pair[0] < pair[1]).map(lambda pair: Interval(*pair))


@given(spans, spans, instants)
def test_an_instant_in_both_makes_them_overlap(a: Interval, b: Interval, at: datetime) -> None:
    if at in a and at in b:
        assert a.overlaps(b)
    common = a.intersection(b)
    assert (common is not None and at in common) == (at in a and at in b)


@given(spans, spans)
def test_overlap_and_intersection_agree_in_both_directions(a: Interval, b: Interval) -> None:
    assert a.overlaps(b) == b.overlaps(a) == (a.intersection(b) is not None)
    assert a.intersection(b) == b.intersection(a)
    first, last = max(a.bounds[0], b.bounds[0]), min(a.bounds[1], b.bounds[1])
    assert a.overlaps(b) == (first < last)


@given(spans, spans, spans)
def test_within_is_an_order(a: Interval, b: Interval, c: Interval) -> None:
    assert a.within(a)
    assert a.within(ALWAYS)
    assert not (a.within(b) and b.within(c)) or a.within(c)
    assert not (a.within(b) and b.within(a)) or a == b
    assert not a.within(b) or a.intersection(b) == a


@given(spans, spans)
def test_half_open_spans_that_touch_do_not_overlap(a: Interval, b: Interval) -> None:
    if a.end is not None and a.end == b.start:
        assert not a.overlaps(b)
        assert a.end not in a
        assert b.start in b


@given(spans, spans, spans)
def test_knowing_the_time_better_only_settles_what_was_open(wide: Interval, narrow: Interval, window: Interval) -> None:
    if narrow.within(wide):
        before, after = UncertainTime(wide).relation(window), UncertainTime(narrow).relation(window)
        assert before == CANNOT_TELL or after == before


@given(spans, spans)
def test_the_relation_is_yes_inside_no_outside_else_open(a: Interval, window: Interval) -> None:
    expected = YES if a.within(window) else CANNOT_TELL if a.overlaps(window) else NO
    assert UncertainTime(a).relation(window) == expected


@given(st.integers(-(10**9), 10**10).map(lambda seconds: datetime.fromtimestamp(0, UTC) + timedelta(seconds=seconds)))
def test_microseconds_read_back(at: datetime) -> None:
    assert from_micros(micros(at)) == at


@pytest.mark.parametrize(
    ("on", "hours", "starts"),
    [
        (date(2016, 3, 25), 23, "2016-03-24T22:00"), (date(2016, 3, 26), 24, "2016-03-25T21:00"),
        (date(2016, 10, 27), 25, "2016-10-26T21:00"), (date(2016, 6, 7), 24, "2016-06-06T21:00"),
        (date(2016, 11, 4), 24, "2016-11-03T22:00"),
    ],
)  # fmt: skip
def test_days_of_damascus(on: date, hours: int, starts: str) -> None:
    found = day(on, "Asia/Damascus")
    assert found.duration == timedelta(hours=hours)
    assert found.start == datetime.fromisoformat(starts).replace(tzinfo=UTC)


@given(
    st.dates(date(1990, 1, 1), date(2030, 1, 1)), st.integers(0, 400), st.sampled_from(["Asia/Damascus", "UTC", "Europe/Kyiv"])
)
def test_days_follow_one_another_without_a_gap(first: date, number: int, zone: str) -> None:
    last = first + timedelta(days=number)
    whole = days(first, last, zone)
    assert whole.start == day(first, zone).start
    assert whole.end == day(last, zone).end == day(last + timedelta(days=1), zone).start


def test_what_is_no_span_is_refused() -> None:
    with pytest.raises(BadTime, match="not after its start"):
        Interval(EPOCH, EPOCH)
    with pytest.raises(BadTime, match="no offset"):
        Interval(EPOCH.replace(tzinfo=None), None)
