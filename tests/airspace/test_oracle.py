"""The stores give what plain lists give, whatever is done to them."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.airspace.making import caller, identity, plan, restriction, volume, wish
from tests.airspace.memory import MemoryAirspace
from treve.airspace import constraints, intents, subscriptions
from treve.airspace.intents import NewSubscription
from treve.airspace.sqlite import SqliteAirspace
from treve.airspace.sweeping import sweep
from treve.errors import TreveError
from treve.geo.footprint import Polygon
from treve.geo.interval import from_micros, micros
from treve.geo.volume import Volume4D

NAMES = [identity(number) for number in range(5)]
SUBJECTS = ("uss-a", "uss-b")


@st.composite
def volumes(draw: st.DrawFn) -> Volume4D:
    """Circles and slanted polygons about one place, often across the antimeridian, that meet one another half of the time."""
    lon, lat = draw(st.sampled_from([36.2, 179.999])), draw(st.sampled_from([33.5, -60.0]))
    east, north = draw(st.integers(-6, 6)) * 0.002, draw(st.integers(-6, 6)) * 0.002
    x = (lon + east + 180.0) % 360.0 - 180.0
    footprint = None
    if draw(st.booleans()):
        wide, tall = draw(st.integers(1, 6)) * 0.0015, draw(st.integers(1, 6)) * 0.0015
        ring = [
            (x, lat + north),
            (x + wide, lat + north + tall / 2),
            (x + wide, lat + north + tall),
            (x, lat + north + tall / 2),
        ]
        footprint = Polygon((tuple(((a + 180.0) % 360.0 - 180.0, b) for a, b in ring),))
    low = draw(st.integers(0, 3)) * 50.0
    return volume(
        x, lat + north, draw(st.sampled_from([90.0, 300.0, 1200.0])), footprint=footprint, low=low,
        high=low + draw(st.sampled_from([10.0, 60.0])), start=draw(st.integers(0, 3)) * 0.5, hours=draw(st.sampled_from([0.4, 0.6])),
    )  # fmt: skip


SEVERAL = st.lists(volumes(), min_size=1, max_size=3).map(tuple)


@st.composite
def steps(draw: st.DrawFn) -> tuple[Any, ...]:
    what = draw(st.sampled_from(["intent", "intent", "constraint", "subscription", "end", "ask", "sweep"]))
    return (
        what, draw(st.sampled_from(NAMES)), draw(st.sampled_from(SUBJECTS)), draw(SEVERAL), draw(st.booleans()),
        draw(st.sampled_from(["Accepted", "Activated", "Nonconforming"])),
    )  # fmt: skip


def done(store: Any, step: tuple[Any, ...], fresh: Any) -> Any:
    """What a step gives, errors as their code and words."""
    what, name, subject, where, flag, state = step
    who = caller(subject, fresh=fresh)

    def work(tx: Any) -> Any:
        if what == "intent":
            held = tx.find(intents.Intent, name)
            key = frozenset(one.ovn for one in tx.meeting(intents.Intent, where)) if flag else frozenset()
            asked = plan(
                *where, id=name, ovn=None if held is None else held.ovn, state="Accepted" if held is None else state, key=key,
                new_subscription=NewSubscription("https://uss.example", for_constraints=flag),
            )  # fmt: skip
            return intents.put(tx, asked, who)
        if what == "constraint":
            found = tx.find(constraints.Constraint, name)
            return constraints.put(tx, restriction(*where, id=name, ovn=None if found is None else found.ovn), who)
        if what == "subscription":
            kept = tx.find(subscriptions.Subscription, name)
            asked_for = wish(where[0], id=name, ovn=None if kept is None else kept.ovn, for_constraints=flag)
            return subscriptions.put(tx, asked_for, who)
        if what == "end":
            held = tx.find(intents.Intent, name)
            return intents.remove(tx, name, held.ovn if held is not None and flag else "none", who)
        if what == "sweep":
            end = where[0].during.end
            assert end is not None
            return sweep(tx, from_micros(micros(end)), 10)
        return (
            tx.meeting(intents.Intent, where), tx.meeting(constraints.Constraint, where, altitude=flag),
            tx.meeting(subscriptions.Subscription, where, altitude=False), tx.volumes(intents.Intent, name),
        )  # fmt: skip

    try:
        return store.run(work)
    except TreveError as error:
        return error.code, error.message


@pytest.mark.slow
@settings(max_examples=150, deadline=None)
@given(st.lists(steps(), min_size=1, max_size=14))
def test_the_store_does_what_plain_lists_do(asked: list[tuple[Any, ...]]) -> None:
    with TemporaryDirectory() as folder:
        stores = (SqliteAirspace(Path(folder) / "airspace.sqlite"), MemoryAirspace())
        numbers = [0, 0]

        def fresh(which: int) -> str:
            numbers[which] += 1
            return f"ovn-{numbers[which]:020d}"

        try:
            for step in asked:
                one, other = (done(store, step, lambda which=which: fresh(which)) for which, store in enumerate(stores))
                assert one == other, step[0]
        finally:
            for store in stores:
                store.close()
