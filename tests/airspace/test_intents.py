"""Operational intents on every store: the key, who is told, subscriptions that come and go (F3548-21, 4.4 to 4.6)."""

from datetime import timedelta
from uuid import UUID

import pytest

from tests.airspace.making import NOW, Store, caller, identity, plan, restriction, subscribed, volume, wish
from treve.airspace import availability, constraints, intents, subscriptions
from treve.airspace.caller import CONFORMANCE, CONSTRAINT_PROCESSING, STRATEGIC
from treve.airspace.entity import MOST_VOLUMES, Intent, Subscription
from treve.errors import BadInput, Forbidden, NotFound, TooLarge, UssDown, VersionConflict

HERE = volume()
FAR = volume(lon=37.5)


def put(store: Store, asked: intents.Plan, who: str = "uss-a", **fields: object) -> intents.Planned:
    return store.run(lambda tx: intents.put(tx, asked, caller(who, **fields)))  # type: ignore[arg-type]


def test_who_has_not_read_what_is_in_the_way_is_told_what_it_is(store: Store) -> None:
    first = put(store, plan(HERE)).intent
    with pytest.raises(intents.KeyIncomplete) as refused:
        put(store, plan(HERE), "uss-b")
    assert [one.id for one in refused.value.intents] == [first.id]
    assert store.read(lambda tx: intents.search(tx, HERE)) == [first], "nothing was changed"
    second = put(store, plan(HERE, key=frozenset([first.ovn])), "uss-b").intent
    assert store.read(lambda tx: intents.search(tx, HERE)) == sorted([first, second], key=lambda one: one.id)


@pytest.mark.parametrize(
    "apart",
    [FAR, volume(start=1.0), volume(low=121.0, high=200.0), volume(lon=36.212)],
    ids=["elsewhere", "afterwards", "above", "next to it"],
)
def test_what_does_not_meet_is_not_in_the_way(store: Store, apart: intents.Volume4D) -> None:
    put(store, plan(HERE))
    put(store, plan(apart), "uss-b")


def test_a_long_way_is_not_in_the_way_by_the_box_around_it(store: Store) -> None:
    """Two volumes far apart leave the ground between them free, though one box around both would not."""
    put(store, plan(volume(36.0, 33.0), volume(36.4, 33.4)))
    put(store, plan(volume(36.2, 33.2)), "uss-b")


def test_a_circle_reaches_as_far_as_its_radius(store: Store) -> None:
    """Two circles of 10 km whose middles lie 19.99 km apart meet; a polygon of 20 sides within them would not."""
    put(store, plan(volume(36.0, 33.0, 10_000.0)))
    with pytest.raises(intents.KeyIncomplete):
        put(store, plan(volume(36.0, 33.0 + 19_990.0 / 110_908.0, 10_000.0)), "uss-b")


def test_nothing_is_left_out_for_being_many(store: Store) -> None:
    """Three hundred intents in one place are all in the way."""
    key: frozenset[str] = frozenset()

    def many(tx: intents.Transaction) -> list[Intent]:
        nonlocal key
        made: list[Intent] = []
        for _ in range(300):
            one = intents.put(tx, plan(HERE, key=frozenset(held.ovn for held in made)), caller()).intent
            made.append(one)
        return made

    made = store.run(many)
    with pytest.raises(intents.KeyIncomplete) as refused:
        put(store, plan(HERE), "uss-b")
    assert len(refused.value.intents) == len(made) == 300


def test_each_of_many_volumes_is_in_the_way(store: Store) -> None:
    """An intent of as many volumes as one may have: the last one counts like the first, and it goes as it came."""
    row = [volume(20.0 + number * 0.01, 50.0, 100.0) for number in range(MOST_VOLUMES + 1)]
    with pytest.raises(TooLarge):
        put(store, plan(*row))
    many = put(store, plan(*row[:MOST_VOLUMES])).intent
    other = put(store, plan(volume(70.0))).intent
    for place in (0, 500, MOST_VOLUMES - 1):
        found = store.read(lambda tx, at=row[place]: intents.search(tx, at))  # type: ignore[misc]
        assert found == [many]
    store.run(lambda tx: intents.remove(tx, many.id, many.ovn, caller()))
    assert store.read(lambda tx: intents.search(tx, volume(35.0, 50.0, 2_000_000.0))) == []
    assert store.read(lambda tx: intents.search(tx, volume(70.0))) == [other]


def test_the_key_needs_constraints_only_of_who_asked_to_be_told_of_them(store: Store) -> None:
    held = store.run(lambda tx: constraints.put(tx, restriction(HERE), caller("authority"))).constraint
    put(store, plan(HERE, new_subscription=subscribed()))
    with pytest.raises(intents.KeyIncomplete) as refused:
        put(store, plan(HERE, new_subscription=subscribed(for_constraints=True)), "uss-b")
    assert refused.value.constraints == (held,)
    first = store.read(lambda tx: intents.search(tx, HERE))[0]
    put(store, plan(HERE, new_subscription=subscribed(for_constraints=True), key=frozenset([held.ovn, first.ovn])), "uss-b")


def test_the_first_state_is_accepted(store: Store) -> None:
    for state in ("Activated", "Nonconforming", "Contingent"):
        with pytest.raises(BadInput, match="Accepted"):
            put(store, plan(HERE, state=state, new_subscription=subscribed()))


def test_a_flight_outside_its_volumes_needs_no_key_but_the_scope(store: Store) -> None:
    mine = put(store, plan(FAR)).intent
    put(store, plan(HERE), "uss-b")
    off = plan(HERE, id=mine.id, ovn=mine.ovn, state="Nonconforming", new_subscription=subscribed())
    with pytest.raises(Forbidden):
        put(store, off, scopes=frozenset([STRATEGIC]))
    assert put(store, off, scopes=frozenset([CONFORMANCE])).intent.state == "Nonconforming"


def test_only_the_owner_changes_it_and_only_in_its_newest_version(store: Store) -> None:
    mine = put(store, plan(HERE)).intent
    with pytest.raises(Forbidden):
        put(store, plan(HERE, id=mine.id, ovn=mine.ovn), "uss-b")
    with pytest.raises(VersionConflict):
        put(store, plan(HERE, id=mine.id, ovn="another"))
    with pytest.raises(VersionConflict):
        put(store, plan(HERE, id=mine.id))
    with pytest.raises(BadInput):
        put(store, plan(HERE, ovn="none such"))
    second = put(store, plan(HERE, id=mine.id, ovn=mine.ovn)).intent
    assert (second.version, second.ovn != mine.ovn) == (2, True)
    with pytest.raises(VersionConflict):
        store.run(lambda tx: intents.remove(tx, mine.id, mine.ovn, caller()))
    with pytest.raises(Forbidden):
        store.run(lambda tx: intents.remove(tx, mine.id, second.ovn, caller("uss-b")))
    assert store.run(lambda tx: intents.remove(tx, mine.id, second.ovn, caller())).intent == second
    with pytest.raises(NotFound):
        store.read(lambda tx: intents.get(tx, mine.id))


def test_who_asked_for_the_old_place_is_told_of_a_move(store: Store) -> None:
    old = store.run(lambda tx: subscriptions.put(tx, wish(HERE), caller("uss-b"))).subscription
    new = store.run(lambda tx: subscriptions.put(tx, wish(FAR), caller("uss-c"))).subscription
    mine = put(store, plan(HERE))
    assert [(one.id, one.notification_index) for one in mine.told] == [(old.id, 1)]
    moved = put(store, plan(FAR, id=mine.intent.id, ovn=mine.intent.ovn))
    assert {one.id: one.notification_index for one in moved.told} == {old.id: 2, new.id: 1}
    gone = store.run(lambda tx: intents.remove(tx, moved.intent.id, moved.intent.ovn, caller()))
    assert {one.id: one.notification_index for one in gone.told} == {new.id: 2}
    held = store.read(lambda tx: subscriptions.get(tx, old.id, caller("uss-b"))).subscription
    assert (held.notification_index, held.version, held.ovn) == (2, old.version, old.ovn), "counting is no new version"


def test_heights_do_not_matter_for_who_is_told(store: Store) -> None:
    high = store.run(lambda tx: subscriptions.put(tx, wish(volume(low=5_000.0, high=6_000.0)), caller("uss-b"))).subscription
    assert [one.id for one in put(store, plan(HERE)).told] == [high.id]


def test_a_subscription_made_along_goes_when_nothing_leans_on_it(store: Store) -> None:
    made = put(store, plan(HERE, new_subscription=subscribed()))
    first = made.intent.subscription
    assert [one.id for one in made.told] == [first]
    moved = put(store, plan(FAR, id=made.intent.id, ovn=made.intent.ovn, new_subscription=subscribed()))
    assert store.read(lambda tx: tx.find(Subscription, first)) is None
    second = moved.intent.subscription
    kept = store.read(lambda tx: subscriptions.get(tx, second, caller()))
    assert (kept.subscription.implicit, kept.dependents) == (True, (made.intent.id,))
    store.run(lambda tx: intents.remove(tx, moved.intent.id, moved.intent.ovn, caller()))
    assert store.read(lambda tx: tx.find(Subscription, second)) is None


def test_a_subscription_made_along_grows_with_its_intent_and_one_asked_for_does_not(store: Store) -> None:
    made = put(store, plan(HERE, new_subscription=subscribed())).intent
    grown = put(store, plan(FAR, id=made.id, ovn=made.ovn, subscription=made.subscription)).intent
    assert store.read(lambda tx: tx.volumes(Subscription, grown.subscription)) == (HERE, FAR)
    asked = store.run(lambda tx: subscriptions.put(tx, wish(HERE), caller())).subscription
    with pytest.raises(BadInput, match="cover"):
        put(store, plan(FAR, subscription=asked.id, key=frozenset([grown.ovn])))
    put(store, plan(HERE, subscription=asked.id))


def test_subscriptions_of_others_or_none_such_are_refused(store: Store) -> None:
    theirs = store.run(lambda tx: subscriptions.put(tx, wish(HERE), caller("uss-b"))).subscription
    with pytest.raises(Forbidden):
        put(store, plan(HERE, subscription=theirs.id))
    with pytest.raises(BadInput):
        put(store, plan(HERE, subscription=identity()))
    with pytest.raises(BadInput, match="not both"):
        put(store, plan(HERE, subscription=theirs.id, new_subscription=subscribed()), "uss-b")
    mine = put(store, plan(HERE)).intent
    with pytest.raises(BadInput, match="needs a subscription"):
        put(store, plan(HERE, id=mine.id, ovn=mine.ovn, state="Activated"))


def test_a_uss_that_is_down_does_not_plan_and_what_it_only_planned_is_in_nobodys_way(store: Store) -> None:
    planned = put(store, plan(HERE)).intent
    store.run(lambda tx: availability.put(tx, "uss-a", "Down", "", caller("arbiter")))
    with pytest.raises(UssDown):
        put(store, plan(FAR))
    with pytest.raises(UssDown):
        store.run(lambda tx: intents.remove(tx, planned.id, planned.ovn, caller()))
    theirs = put(store, plan(HERE), "uss-b").intent
    version = store.read(lambda tx: tx.availability("uss-a")).version
    with pytest.raises(VersionConflict):
        store.run(lambda tx: availability.put(tx, "uss-a", "Normal", "", caller("arbiter")))
    store.run(lambda tx: availability.put(tx, "uss-a", "Normal", version, caller("arbiter")))
    active = plan(
        HERE, id=planned.id, ovn=planned.ovn, state="Activated", new_subscription=subscribed(), key=frozenset([theirs.ovn])
    )
    active_now = put(store, active).intent
    store.run(lambda tx: availability.put(tx, "uss-a", "Down", tx.availability("uss-a").version, caller("arbiter")))
    with pytest.raises(intents.KeyIncomplete) as refused:
        put(store, plan(HERE, key=frozenset([theirs.ovn])), "uss-c")
    assert refused.value.intents == (active_now,), "what flies is in the way whoever is down"


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        (plan(volume(start=-3.0)), "in the past"),
        (plan(volume(hours=31 * 24.0)), "30 days"),
        (plan(intents.Volume4D(HERE.footprint, during=HERE.during)), "altitude"),
        (plan(intents.Volume4D(HERE.footprint, HERE.band)), "start and an end"),
        (plan(HERE, ovn_suffix="not a uuid"), "UUID"),
        (plan(HERE, ovn_suffix=str(UUID(int=0, version=4))), "version 7"),
    ],
)
def test_bad_plans_are_refused_and_change_nothing(store: Store, asked: intents.Plan, words: str) -> None:
    with pytest.raises(BadInput, match=words):
        put(store, asked)
    assert store.read(lambda tx: tx.find(Intent, asked.id)) is None


def test_an_ovn_may_be_asked_for_within_five_minutes(store: Store) -> None:
    def suffix(away: timedelta) -> str:
        return str(UUID(int=int((NOW + away).timestamp() * 1000) << 80 | 7 << 76 | 2 << 62 | 5))

    good = suffix(timedelta(minutes=4))
    asked = plan(HERE, ovn_suffix=good)
    assert put(store, asked).intent.ovn == f"{asked.id}_{good}"
    for away in (timedelta(minutes=6), timedelta(minutes=-6)):
        with pytest.raises(BadInput, match="five minutes"):
            put(store, plan(FAR, ovn_suffix=suffix(away)))


def test_who_asks_for_constraints_needs_the_scope(store: Store) -> None:
    with pytest.raises(Forbidden, match=CONSTRAINT_PROCESSING):
        put(store, plan(HERE, new_subscription=subscribed(for_constraints=True)), scopes=frozenset([STRATEGIC]))
