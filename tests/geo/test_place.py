"""Uncertain places: what can be, and what is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from treve import codec
from treve.errors import BadGeometry, BadRecord, TooLarge
from treve.geo.footprint import Circle, Corridor, Polygon, middle
from treve.geo.place import MOST_CANDIDATES, AreaPlace, Disc, OneOf, UncertainPlace

discs = st.builds(Disc, st.floats(-180, 179), st.floats(-90, 90), st.floats(0, 50_000))
areas = st.builds(lambda x, y, r: AreaPlace(Circle(x, y, r)), st.floats(-179, 179), st.floats(-80, 80), st.floats(1, 9_000))
candidates = st.lists(discs | areas, min_size=2, max_size=6, unique=True)


@given(candidates, st.randoms())
def test_the_places_of_a_choice_stand_in_one_order(places: list[Disc | AreaPlace], mixer: st.DataObject) -> None:
    mixed = [*places, *places[:1]]
    mixer.shuffle(mixed)  # type: ignore[attr-defined]
    assert OneOf(tuple(mixed)) == OneOf(tuple(places))
    assert codec.encode(OneOf(tuple(mixed))) == codec.encode(OneOf(tuple(places)))


@given(candidates)
def test_a_choice_reads_back_as_it_was_written(places: list[Disc | AreaPlace]) -> None:
    place = UncertainPlace("Daraya", OneOf(tuple(places)))
    assert codec.decode(codec.encode(place), UncertainPlace) == place


def test_a_choice_needs_two_places_and_has_a_limit() -> None:
    with pytest.raises(BadGeometry):
        OneOf((Disc(36.0, 33.0, 5.0), Disc(36.0, 33.0, 5.0)))
    with pytest.raises(TooLarge):
        OneOf(tuple(Disc(36.0, 33.0, float(n)) for n in range(MOST_CANDIDATES + 1)))
    with pytest.raises(BadRecord):
        codec.convert({"places": [{"type": "Disc", "lon": 36, "lat": 120}]}, OneOf)


def test_the_middle_of_an_area() -> None:
    assert middle(Circle(36.0, 33.0, 10.0)) == (36.0, 33.0)
    assert middle(Polygon((((36.0, 33.0), (37.0, 33.0), (37.0, 35.0), (36.0, 33.0)),))) == (36.5, 34.0)
    assert middle(Corridor(((179.0, 1.0), (-179.0, 3.0)), 10.0)) == (-180.0, 2.0)
