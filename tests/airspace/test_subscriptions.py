"""Subscriptions and constraints on every store (F3548-21, 4.3 and 4.7)."""

from datetime import timedelta

import pytest

from tests.airspace.making import NOW, Store, caller, identity, plan, restriction, volume, wish
from treve.airspace import constraints, intents, subscriptions
from treve.airspace.caller import CONSTRAINT_PROCESSING, STRATEGIC
from treve.airspace.entity import Subscription
from treve.errors import BadInput, Forbidden, NotFound, VersionConflict
from treve.geo.interval import Interval
from treve.geo.volume import Volume4D

HERE = volume()


def put(store: Store, asked: subscriptions.Wish, who: str = "uss-b", **fields: object) -> subscriptions.Subscribed:
    return store.run(lambda tx: subscriptions.put(tx, asked, caller(who, **fields)))  # type: ignore[arg-type]


def test_it_lists_what_is_there_already(store: Store) -> None:
    intent = store.run(lambda tx: intents.put(tx, plan(HERE), caller())).intent
    constraint = store.run(lambda tx: constraints.put(tx, restriction(HERE), caller())).constraint
    both = put(store, wish(HERE, for_constraints=True))
    assert (both.intents, both.constraints, both.subscription.notification_index) == ((intent,), (constraint,), 0)
    assert put(store, wish(HERE, for_intents=False, for_constraints=True)).intents == ()


def test_times_left_out_are_now_and_a_day_later(store: Store) -> None:
    open_ended = Volume4D(HERE.footprint, HERE.band)
    assert put(store, wish(open_ended)).subscription.during == Interval(NOW, NOW + timedelta(hours=24))


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        (wish(HERE, for_intents=False), "asks for"),
        (wish(volume(hours=24.1)), "24 hours"),
        (wish(volume(start=-0.2, hours=2.0)), "five minutes"),
        (wish(volume(start=-2.0, hours=1.0)), "past"),
    ],
)
def test_bad_wishes_are_refused(store: Store, asked: subscriptions.Wish, words: str) -> None:
    with pytest.raises(BadInput, match=words):
        put(store, asked)
    assert store.read(lambda tx: tx.find(Subscription, asked.id)) is None


@pytest.mark.parametrize(
    ("scopes", "flags"),
    [
        ({STRATEGIC}, {"for_constraints": True}),
        ({CONSTRAINT_PROCESSING}, {"for_intents": True}),
    ],
)
def test_each_flag_needs_its_scope(store: Store, scopes: set[str], flags: dict[str, bool]) -> None:
    with pytest.raises(Forbidden):
        put(store, wish(HERE, **flags), scopes=frozenset(scopes))


def test_only_its_owner_sees_and_changes_it(store: Store) -> None:
    mine = put(store, wish(HERE)).subscription
    with pytest.raises(Forbidden):
        store.read(lambda tx: subscriptions.get(tx, mine.id, caller("uss-c")))
    with pytest.raises(Forbidden):
        put(store, wish(HERE, id=mine.id, ovn=mine.ovn), "uss-c")
    with pytest.raises(Forbidden):
        store.run(lambda tx: subscriptions.remove(tx, mine.id, mine.ovn, caller("uss-c")))
    assert store.read(lambda tx: subscriptions.search(tx, HERE, caller("uss-c"))) == []
    assert [one.subscription for one in store.read(lambda tx: subscriptions.search(tx, HERE, caller("uss-b")))] == [mine]
    with pytest.raises(VersionConflict):
        put(store, wish(HERE, id=mine.id))
    with pytest.raises(VersionConflict):
        put(store, wish(HERE, id=mine.id, ovn="another"))
    again = put(store, wish(HERE, id=mine.id, ovn=mine.ovn)).subscription
    assert (again.version, again.ovn != mine.ovn) == (2, True)
    store.run(lambda tx: subscriptions.remove(tx, mine.id, again.ovn, caller("uss-b")))
    with pytest.raises(NotFound):
        store.read(lambda tx: subscriptions.get(tx, mine.id, caller("uss-b")))


def test_it_keeps_covering_what_leans_on_it_and_stays_while_something_does(store: Store) -> None:
    mine = put(store, wish(volume(radius=2_000.0, hours=3.0)), "uss-a").subscription
    store.run(lambda tx: intents.put(tx, plan(HERE, subscription=mine.id), caller()))
    with pytest.raises(BadInput, match="cover"):
        put(store, wish(volume(radius=300.0, hours=3.0), id=mine.id, ovn=mine.ovn), "uss-a")
    with pytest.raises(BadInput, match="lean"):
        store.run(lambda tx: subscriptions.remove(tx, mine.id, mine.ovn, caller()))
    assert len(put(store, wish(volume(radius=600.0), id=mine.id, ovn=mine.ovn), "uss-a").dependents) == 1


def test_what_has_expired_is_gone(store: Store) -> None:
    mine = put(store, wish(HERE)).subscription
    later = caller("uss-b", now=NOW + timedelta(hours=2))
    with pytest.raises(NotFound):
        store.read(lambda tx: subscriptions.get(tx, mine.id, later))
    assert store.read(lambda tx: subscriptions.search(tx, HERE, later)) == []
    ended = store.read(lambda tx: tx.expired(NOW + timedelta(hours=2), 10))
    assert ended == [mine]
    assert store.read(lambda tx: tx.expired(NOW + timedelta(minutes=59), 10)) == []


def test_constraints_tell_who_asked_for_them(store: Store) -> None:
    told = put(store, wish(HERE, for_intents=False, for_constraints=True)).subscription
    put(store, wish(HERE), "uss-c")
    made = store.run(lambda tx: constraints.put(tx, restriction(HERE), caller()))
    assert [(one.id, one.notification_index) for one in made.told] == [(told.id, 1)]
    moved = store.run(
        lambda tx: constraints.put(tx, restriction(volume(lon=37.5), id=made.constraint.id, ovn=made.constraint.ovn), caller())
    )
    assert [(one.id, one.notification_index) for one in moved.told] == [(told.id, 2)], "the old place counts"
    gone = store.run(lambda tx: constraints.remove(tx, moved.constraint.id, moved.constraint.ovn, caller()))
    assert (gone.told, gone.constraint) == ((), moved.constraint)


@pytest.mark.parametrize(
    ("asked", "error"),
    [
        (restriction(volume(hours=24.5)), BadInput),
        (restriction(volume(start=57 * 24.0)), BadInput),
        (restriction(volume(start=-2.0)), BadInput),
        (restriction(HERE, id=identity(), ovn="none such"), VersionConflict),
        (restriction(Volume4D(HERE.footprint)), BadInput),
    ],
)
def test_bad_constraints_are_refused(store: Store, asked: constraints.Restriction, error: type[Exception]) -> None:
    with pytest.raises(error):
        store.run(lambda tx: constraints.put(tx, asked, caller()))
    with pytest.raises(NotFound):
        store.read(lambda tx: constraints.get(tx, asked.id))
