"""What is near holds what it is near to, everywhere; and it is not much more."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.airspace.making import Store, caller, plan, volume, wish
from treve.airspace import intents, subscriptions
from treve.airspace.near import NEAR_M, near
from treve.geo.footprint import Circle, Polygon
from treve.geo.metric import distance
from treve.geo.sharing import Sharing
from treve.geo.volume import Volume4D
from treve.kleene import NO, YES


@given(st.floats(-179.99, 179.99), st.floats(-89.0, 89.0), st.floats(1e-4, 0.7), st.floats(1e-4, 0.7), st.floats(0.1, 0.9))
def test_it_holds_what_it_is_near_to(lon: float, lat: float, wide: float, tall: float, slant: float) -> None:
    if abs(lat) + tall > 89.5:
        return
    ring = [(lon, lat), (lon + wide, lat + tall * slant), (lon + wide * slant, lat + tall)]
    given_ = volume(footprint=Polygon((tuple(((x + 180.0) % 360.0 - 180.0, y) for x, y in ring),)))
    (around,) = near([given_])
    assert (around.band, around.during) == (given_.band, given_.during)
    assert Sharing((around.footprint, given_.footprint)).holds(0, 1) == YES


def test_a_circle_grows_by_the_distance() -> None:
    (around,) = near([volume(radius=500.0)])
    assert around.footprint == Circle(36.2, 33.5, 500.0 + NEAR_M)


def test_volumes_over_one_ground_are_asked_for_once_for_each_time_and_height() -> None:
    assert len(near([volume(), volume(), volume(start=1.0)])) == 2


def _east(metres: float) -> float:
    """Longitude of the middle of a circle of 500 m that lies that far from the one at 36.2."""
    one = float(distance([36.2], [33.5], [37.2], [33.5])[0])
    return 36.2 + (1_000.0 + metres) / one


@pytest.mark.parametrize(("metres", "told"), [(-10.0, True), (100.0, True), (190.0, True), (210.0, False)])
def test_who_asked_for_the_neighbourhood_is_told_and_need_not_be_read(store: Store, metres: float, told: bool) -> None:
    theirs = volume(_east(metres))
    asked = store.run(lambda tx: subscriptions.put(tx, wish(theirs), caller("uss-b"))).subscription
    done = store.run(lambda tx: intents.put(tx, plan(volume()), caller()))
    assert [one.id for one in done.told] == ([asked.id] if told else [])
    assert (Volume4D.overlaps(theirs, volume()) != NO) == (metres < 0.0)
