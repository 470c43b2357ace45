"""The boxes in memory stay what the file has: with several processes, undone work, lost commits, and reads in between."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.airspace.making import caller, identity, plan, subscribed, volume, wish
from treve.airspace import intents, sqlite, subscriptions
from treve.airspace.entity import Intent, Subscription
from treve.airspace.index import PARTS
from treve.airspace.sqlite import SqliteAirspace
from treve.errors import NodeBusy, StorageFailed, Unread

HERE = volume()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "airspace.sqlite"


@pytest.fixture
def one(file: Path) -> Iterator[SqliteAirspace]:
    made = SqliteAirspace(file)
    yield made
    made.close()


@pytest.fixture
def other(file: Path, one: SqliteAirspace) -> Iterator[SqliteAirspace]:
    """The same file as another process has it."""
    made = SqliteAirspace(file, wait_s=0.05)
    yield made
    made.close()


def put(store: SqliteAirspace, lon: float = 36.2, key: frozenset[str] = frozenset()) -> Intent:
    return store.run(lambda tx: intents.put(tx, plan(volume(lon), key=key), caller())).intent


def end(store: SqliteAirspace, held: Intent) -> None:
    store.run(lambda tx: intents.remove(tx, held.id, held.ovn, caller()))


def seen(store: SqliteAirspace, lon: float = 36.2) -> list[str]:
    return [found.id for found in store.read(lambda tx: tx.meeting(Intent, [volume(lon)]))]


def rows(store: SqliteAirspace, lon: float = 36.2) -> int:
    """How many rows the index holds there, whatever they are."""
    from treve.airspace.shape import shape_of
    from treve.airspace.sqlite import boxes_of

    return sum(len(store._index.find("intent", box)) for box in boxes_of(shape_of(volume(lon))))


def test_what_another_process_writes_is_seen_and_what_it_ends_is_gone(one: SqliteAirspace, other: SqliteAirspace) -> None:
    held = put(one)
    assert seen(other) == [held.id]
    with pytest.raises(Unread):
        put(other)
    end(one, held)
    assert seen(other) == []
    assert rows(other) == 0, "the read that found it gone forgot it"
    assert put(other).manager == held.manager


def test_a_changed_intent_is_where_it_is_now_alone(one: SqliteAirspace, other: SqliteAirspace) -> None:
    held = put(one)
    assert seen(other) == [held.id]
    moved = plan(volume(40.0), id=held.id, ovn=held.ovn)
    one.run(lambda tx: intents.put(tx, moved, caller()))
    for store in (one, other):
        assert (seen(store), seen(store, 40.0)) == ([], [held.id])


def test_work_that_fails_leaves_nothing_and_its_number_means_another_thing_later(one: SqliteAirspace) -> None:
    def fails(tx: object) -> None:
        intents.put(tx, plan(volume()), caller())  # type: ignore[arg-type]
        raise Unread("no")

    one.begin()
    for _ in range(3):
        with pytest.raises(Unread):
            one.perform(fails)
    assert rows(one) == 0
    held = one.perform(lambda tx: intents.put(tx, plan(volume(50.0)), caller())).intent
    one.commit()
    one.settle()
    assert (seen(one), seen(one, 50.0)) == ([], [held.id])


def test_one_piece_of_work_sees_what_the_one_before_it_wrote(one: SqliteAirspace) -> None:
    one.begin()
    one.perform(lambda tx: intents.put(tx, plan(volume()), caller()))
    with pytest.raises(Unread):
        one.perform(lambda tx: intents.put(tx, plan(volume()), caller("uss-b")))
    assert seen(one) == [], "it is not on the disk yet"
    assert rows(one) == 1, "and a read that did not find it has not forgotten it"
    one.commit()
    assert len(seen(one)) == 1, "on the disk, before anybody took note"
    one.settle()
    assert len(seen(one)) == 1


def test_while_one_writes_reads_see_what_was(one: SqliteAirspace, other: SqliteAirspace) -> None:
    held = put(one)
    one.begin()
    one.perform(lambda tx: intents.remove(tx, held.id, held.ovn, caller()))
    assert seen(one) == seen(other) == [held.id]
    with pytest.raises(NodeBusy):
        other.begin()
    one.rollback()
    assert seen(one) == seen(other) == [held.id]
    with pytest.raises(Unread):
        put(one)


def test_a_commit_that_failed_leaves_what_was(one: SqliteAirspace, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails() -> None:
        raise StorageFailed("The disk is full.")

    with monkeypatch.context() as patch:
        patch.setattr(one, "commit", fails)
        one.begin()
        one.perform(lambda tx: intents.put(tx, plan(volume()), caller()))
        with pytest.raises(StorageFailed):
            one.commit()
        one.rollback()
    assert rows(one) == 0
    assert seen(one) == []
    held = put(one)
    assert seen(one) == [held.id]


def test_a_commit_whose_success_was_not_heard_of_is_found_again(one: SqliteAirspace) -> None:
    one.begin()
    held = one.perform(lambda tx: intents.put(tx, plan(volume()), caller())).intent
    one.commit()
    one.rollback()  # as after an error that came with it
    assert seen(one) == [held.id]
    with pytest.raises(Unread):
        put(one)


def test_others_may_write_between_a_commit_and_the_note_of_it(one: SqliteAirspace, other: SqliteAirspace) -> None:
    one.begin()
    mine = one.perform(lambda tx: intents.put(tx, plan(volume()), caller())).intent
    one.commit()
    theirs = put(other, 40.0)
    assert (seen(one), seen(one, 40.0)) == ([mine.id], [theirs.id])
    one.settle()
    last = put(one, 44.0)
    for store in (one, other):
        assert [seen(store, lon) for lon in (36.2, 40.0, 44.0)] == [[mine.id], [theirs.id], [last.id]]
    end(other, mine)
    end(one, theirs)
    for store in (one, other):
        assert [seen(store, lon) for lon in (36.2, 40.0, 44.0)] == [[], [], [last.id]]


@pytest.mark.parametrize("remembered", [20_000, 2])
def test_what_was_read_is_at_hand_until_the_file_says_that_it_went(
    one: SqliteAirspace, other: SqliteAirspace, monkeypatch: pytest.MonkeyPatch, remembered: int
) -> None:
    """Also by a process that slept through more endings than are remembered."""
    monkeypatch.setattr(sqlite, "_LAST_GONE", remembered)
    held = [put(one, 30.0 + place) for place in range(6)]
    assert [seen(other, 30.0 + place) for place in range(6)] == [[each.id] for each in held]
    for each in held[:5]:
        end(one, each)
    assert one._writer.execute("select count(*) from gone").fetchone() == (min(5, remembered),)
    assert [seen(other, 30.0 + place) for place in range(6)] == [[]] * 5 + [[held[5].id]]
    changed = plan(volume(35.0), id=held[5].id, ovn=held[5].ovn, state="Activated", new_subscription=subscribed())
    one.run(lambda tx: intents.put(tx, changed, caller()))
    (found,) = other.read(lambda tx: tx.meeting(Intent, [volume(35.0)]))
    assert (found.state, found.version) == ("Activated", 2)


def test_how_often_a_subscription_was_notified_is_never_out_of_date(one: SqliteAirspace, other: SqliteAirspace) -> None:
    wished = one.run(lambda tx: subscriptions.put(tx, wish(), caller("uss-b"))).subscription
    for count in range(1, 4):
        put(one, 36.2 + count * 0.0001, frozenset(each.ovn for each in other.read(lambda tx: tx.meeting(Intent, [HERE]))))
        (found,) = other.read(lambda tx: tx.meeting(Subscription, [HERE], altitude=False))
        assert (found.id, found.notification_index) == (wished.id, count)


def test_many_at_once_are_read_as_few_are(one: SqliteAirspace, file: Path) -> None:
    row = [volume(30.0 + number * 0.02, radius=100.0) for number in range(700)]
    held = one.run(lambda tx: intents.put(tx, plan(*row), caller())).intent
    again = SqliteAirspace(file)
    for at in (row[0], row[350], row[699]):
        assert [found.id for found in again.read(lambda tx, at=at: tx.meeting(Intent, [at]))] == [held.id]  # type: ignore[misc]
    again.close()
    assert PARTS > 2 * 700


def test_a_file_of_another_form_is_not_opened(tmp_path: Path, file: Path) -> None:
    """Read as if it were empty it would call every volume free."""
    old = sqlite3.connect(file)
    old.execute("create table entity (number integer primary key autoincrement)")
    old.commit()
    old.close()
    with pytest.raises(StorageFailed, match="another version"):
        SqliteAirspace(file)
    newer = sqlite3.connect(tmp_path / "newer.sqlite")
    newer.execute("pragma user_version = 77")
    newer.close()
    with pytest.raises(StorageFailed, match="another version"):
        SqliteAirspace(tmp_path / "newer.sqlite")


def test_a_store_without_its_index_is_not_asked_what_meets(one: SqliteAirspace, file: Path) -> None:
    held = put(one)
    blind = SqliteAirspace(file, blind=True)
    (note,) = blind.read(lambda tx: tx.noted(9))
    blind.run(lambda tx: tx.taken_over([note[0]]))
    assert blind.read(lambda tx: tx.noted(9)) == []
    for asked in (lambda tx: tx.meeting(Intent, [HERE]), lambda tx: tx.save(held, (HERE,))):
        with pytest.raises(AssertionError):
            blind.run(asked)
    blind.close()


STEPS = st.lists(
    st.tuples(st.sampled_from(["put", "end", "move", "fail", "batch", "look"]), st.integers(0, 1), st.integers(0, 3)),
    max_size=40,
)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STEPS)
def test_two_processes_in_any_order_agree_with_plain_lists(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, int, int]]
) -> None:
    path = tmp_path_factory.mktemp("two") / "airspace.sqlite"
    stores = [SqliteAirspace(path), SqliteAirspace(path)]
    held: dict[int, dict[str, Intent]] = {place: {} for place in range(5)}

    def fresh(store: SqliteAirspace, place: int) -> Intent:
        key = frozenset(intent.ovn for intent in held[place].values())
        return store.run(lambda tx: intents.put(tx, plan(volume(30.0 + place), id=identity(), key=key), caller())).intent

    for what, who, place in steps:
        store = stores[who]
        if what == "put":
            made = fresh(store, place)
            held[place][made.id] = made
        elif what == "end" and held[place]:
            end(store, held[place].pop(min(held[place])))
        elif what == "move" and held[place]:
            moved = held[place].pop(min(held[place]))
            key = frozenset(intent.ovn for intent in held[place + 1].values())
            asked = plan(volume(31.0 + place), id=moved.id, ovn=moved.ovn, key=key)
            held[place + 1][moved.id] = store.run(lambda tx, asked=asked: intents.put(tx, asked, caller())).intent  # type: ignore[misc]
        elif what == "fail" and held[place]:
            with pytest.raises(Unread):
                store.run(lambda tx, at=place: intents.put(tx, plan(volume(30.0 + at)), caller()))  # type: ignore[misc]
        elif what == "batch":
            store.begin()
            made = store.perform(
                lambda tx, at=place: intents.put(
                    tx, plan(volume(30.0 + at), key=frozenset(i.ovn for i in held[at].values())), caller()
                )
            ).intent  # type: ignore[misc]
            with pytest.raises(Unread):
                store.perform(lambda tx, at=place: intents.put(tx, plan(volume(30.0 + at)), caller("uss-b")))  # type: ignore[misc]
            store.commit()
            store.settle()
            held[place][made.id] = made
        for reader in stores if what == "look" else (store,):
            for at, wanted in held.items():
                assert seen(reader, 30.0 + at) == sorted(wanted)
    for reader in stores:
        for at, wanted in held.items():
            assert seen(reader, 30.0 + at) == sorted(wanted)
        reader.close()
