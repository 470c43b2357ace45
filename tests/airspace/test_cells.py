"""The numbers of an ordinary index: two boxes that touch, and two spans that meet, always share one."""

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from treve.airspace import cells
from treve.geo.interval import OPEN_END, OPEN_START


@st.composite
def boxes(draw: st.DrawFn, near: cells.Box | None = None) -> cells.Box:
    size = 10 ** draw(st.floats(-7.0, 2.5))
    west = (
        draw(st.floats(-180.0, 180.0))
        if near is None
        else near[draw(st.sampled_from((0, 2)))] + draw(st.floats(-1.0, 1.0)) * size
    )
    south = (
        draw(st.floats(-90.0, 90.0))
        if near is None
        else near[draw(st.sampled_from((1, 3)))] + draw(st.floats(-1.0, 1.0)) * size
    )
    east, north = west + size * draw(st.floats(0.0, 1.0)), south + size * draw(st.floats(0.0, 1.0))
    return (
        max(-180.0, min(180.0, west)),
        max(-90.0, min(90.0, south)),
        max(-180.0, min(180.0, east)),
        max(-90.0, min(90.0, north)),
    )


def found(filed: list[int], asked: cells.Cells) -> bool:
    return any(cell in asked.larger or any(one.first <= cell <= one.last for one in asked.smaller) for cell in filed)


@settings(max_examples=800, deadline=None)
@given(st.data())
def test_boxes_that_touch_are_found(data: st.DataObject) -> None:
    one = data.draw(boxes())
    other = data.draw(boxes(near=one))
    filed = cells.filed(one)
    assert 1 <= len(filed) <= 4
    assume(one[0] <= other[2] and other[0] <= one[2] and one[1] <= other[3] and other[1] <= one[3])
    assert found(filed, cells.asked(other))


@settings(max_examples=200, deadline=None)
@given(boxes())
def test_a_question_stays_short(box: cells.Box) -> None:
    asked = cells.asked(box)
    assert len(asked.larger) <= 4 * (cells.LEVELS + 1)
    assert 1 <= len(asked.smaller) <= 4


def test_far_apart_is_not_found() -> None:
    assert not found(cells.filed((36.0, 33.0, 36.01, 33.01)), cells.asked((37.0, 33.0, 37.01, 33.01)))


TIMES = st.integers(-(10**16), 10**16) | st.sampled_from((OPEN_START, OPEN_END))


@settings(max_examples=800, deadline=None)
@given(TIMES, TIMES, TIMES, TIMES)
def test_spans_that_meet_are_found(a: int, b: int, c: int, d: int) -> None:
    (first, last), (start, end) = sorted((a, b)), sorted((c, d))
    assume(first < last and start < end)
    filed = cells.slots_filed(first, last)
    assert 1 <= len(filed) <= 2
    assume(first < end and start < last)
    assert any(one.first <= slot <= one.last for slot in filed for one in cells.slots_asked(start, end))
