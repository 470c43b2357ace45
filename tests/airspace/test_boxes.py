"""Boxes in memory: they answer as a list does that is looked through, whatever comes and goes."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from treve.airspace.boxes import CELLS, MOST, SLOTS, Box, Boxes, array_of

EDGES = [0, 1, -1, *CELLS[:3], *(-one for one in CELLS[:3]), CELLS[0] - 1, CELLS[0] + 1]
LON = st.integers(-1_800_000_000, 1_800_000_000) | st.sampled_from([*EDGES, 1_800_000_000, -1_800_000_000])
LAT = st.integers(-900_000_000, 900_000_000) | st.sampled_from(EDGES)
WHEN = st.integers(-MOST, MOST) | st.sampled_from([0, MOST, -MOST, *SLOTS[:2], SLOTS[0] - 1, -SLOTS[0]])
HIGH = st.integers(-MOST, MOST) | st.sampled_from([0, MOST, -MOST])
SMALL = st.sampled_from([0, 1, 1_000, 100_000, CELLS[0], CELLS[0] + 1, CELLS[1], CELLS[2] + 5, 2**32])


@st.composite
def boxes(draw: st.DrawFn) -> Box:
    found: list[int] = []
    for edge, top in ((LON, 1_800_000_000), (LAT, 900_000_000), (WHEN, MOST), (HIGH, MOST)):
        first = draw(edge)
        found += [first, min(top, first + draw(SMALL))]
    return Box(*found)


def meet(one: Box, other: Box) -> bool:
    return all(one[at] <= other[at + 1] and other[at] <= one[at + 1] for at in (0, 2, 4, 6))


@settings(max_examples=300, deadline=None)
@given(
    st.lists(boxes(), max_size=30),
    st.lists(st.integers(0, 29), max_size=20),
    st.lists(boxes(), min_size=1, max_size=5),
    st.booleans(),
)
def test_it_answers_as_a_list_does(held: list[Box], gone: list[int], asked: list[Box], at_once: bool) -> None:
    index, there = Boxes(), dict(enumerate(held))
    if at_once:
        index.load(np.arange(len(held)), np.array(held, np.int32).reshape(-1, 8))
    else:
        for row, box in there.items():
            index.add(row, box)
    for row in gone:
        if row in there:
            index.remove(row, there.pop(row))
        elif row < len(held):
            index.remove(row, held[row])
    for one in (*asked, *held):
        assert sorted(index.find(one)) == sorted(row for row, box in there.items() if meet(one, box))


@settings(max_examples=100, deadline=None)
@given(st.lists(boxes(), min_size=1, max_size=20), st.lists(boxes(), min_size=1, max_size=20))
def test_what_is_loaded_later_joins_what_is_there(first: list[Box], second: list[Box]) -> None:
    index = Boxes()
    index.load(np.arange(len(first)), np.array(first, np.int32))
    index.load(np.arange(len(first), len(first) + len(second)), np.array(second, np.int32))
    every = [*first, *second]
    for one in every:
        assert sorted(index.find(one)) == [row for row, box in enumerate(every) if meet(one, box)]


def test_what_came_and_went_leaves_nothing_behind() -> None:
    index = Boxes()
    many = [Box(at, at + 10, 0, 10, at, at + 100, 0, 9) for at in range(0, 4_000_000, 1_000)]
    for row, box in enumerate(many):
        index.add(row, box)
    for row, box in enumerate(many):
        index.remove(row, box)
    assert index._levels == {}


def test_a_bucket_keeps_no_room_for_what_went() -> None:
    """Who plans and ends in one place for days does not make it slower."""
    index = Boxes()
    stays = Box(0, 10, 0, 10, 0, 10, 0, 10)
    index.add(0, stays)
    for row in range(1, 5_000):
        index.add(row, stays)
        index.remove(row, stays)
    (bucket,) = index._levels[0].values()
    assert bucket.count < 10
    assert index.find(stays) == [0]


def test_boxes_from_bytes() -> None:
    given_ = [Box(-1, 2, -3, 4, -5, 6, -MOST, MOST), Box(*range(8))]
    raw = [np.array(one, "<i4").tobytes() for one in given_]
    assert array_of(raw).tolist() == [list(one) for one in given_]
    assert array_of([]).shape == (0, 8)
