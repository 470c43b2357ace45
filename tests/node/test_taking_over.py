"""What changes in the airspace becomes notices in the log, once each, also after a kill in between."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.airspace.making import NOW, caller, plan, restriction, subscribed, volume
from treve.airspace import constraints, intents
from treve.airspace.journal import REPORT
from treve.airspace.sqlite import SqliteAirspace
from treve.clock import SetClock
from treve.config import Settings
from treve.errors import StorageFailed
from treve.node.node import Node
from treve.node.taking_over import take_over
from treve.records.base import Record
from treve.records.notice import Notice, NoticeStep


@pytest.fixture
def node(tmp_path: Path) -> Iterator[Node]:
    with Node.create(tmp_path / "node", Settings(name="node", party="party:us"), clock=SetClock(NOW)) as made:
        yield made


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteAirspace]:
    made = SqliteAirspace(tmp_path / "airspace.sqlite")
    yield made
    made.close()


def said(node: Node) -> list[Record]:
    return [known.record for known in node.records(kinds=("notice", "notice-step"))]


def test_the_life_of_an_intent_is_the_life_of_a_notice(node: Node, store: SqliteAirspace) -> None:
    """Worked example: planned, flown, out of its volumes, ended."""
    first = plan(volume(), new_subscription=subscribed())
    made = store.run(lambda tx: intents.put(tx, first, caller())).intent
    for state in ("Activated", "Nonconforming"):
        wider = plan(volume(radius=900.0), id=first.id, ovn=made.ovn, state=state, new_subscription=subscribed())
        made = store.run(lambda tx, asked=wider: intents.put(tx, asked, caller())).intent  # type: ignore[misc]
    store.run(lambda tx: intents.remove(tx, first.id, made.ovn, caller()))
    assert take_over(node, store) == 4
    notices = [one for one in said(node) if isinstance(one, Notice)]
    assert [(one.version, one.author, one.notice_kind, one.volumes) for one in notices] == [
        (1, "uss:uss-a", "air_activity", (volume(),)),
        (2, "uss:uss-a", "air_activity", (volume(radius=900.0),)),
        (3, "uss:uss-a", "air_activity", (volume(radius=900.0),)),
    ]
    steps = [(one.version, one.state) for one in said(node) if isinstance(one, NoticeStep)]
    assert steps == [(1, "transmitted"), (2, "transmitted"), (3, "transmitted"), (3, "breached"), (3, "completed")]
    assert {one.notice for one in said(node) if isinstance(one, NoticeStep)} == {notices[0].key}


def test_a_plan_that_ends_before_it_is_flown_is_cancelled(node: Node, store: SqliteAirspace) -> None:
    made = store.run(lambda tx: intents.put(tx, plan(), caller())).intent
    store.run(lambda tx: intents.remove(tx, made.id, made.ovn, caller()))
    held = store.run(lambda tx: constraints.put(tx, restriction(), caller("authority"))).constraint
    store.run(lambda tx: constraints.remove(tx, held.id, held.ovn, caller("authority")))
    take_over(node, store)
    assert [one.state for one in said(node) if isinstance(one, NoticeStep)] == ["transmitted", "cancelled"] * 2
    assert [one.notice_kind for one in said(node) if isinstance(one, Notice)] == ["air_activity", "static_site"]


def test_taken_over_twice_is_there_once(node: Node, store: SqliteAirspace, monkeypatch: pytest.MonkeyPatch) -> None:
    store.run(lambda tx: intents.put(tx, plan(), caller()))
    with monkeypatch.context() as patch:
        patch.setattr(SqliteAirspace, "run", lambda *_: None)  # killed before the notes were removed
        assert take_over(node, store) == 1
    before = said(node)
    assert take_over(node, store) == 1
    assert said(node) == before
    assert take_over(node, store) == 0


def test_what_this_node_manages_is_in_the_log_already(node: Node, store: SqliteAirspace) -> None:
    store.run(lambda tx: intents.put(tx, plan(), caller("us")))
    assert take_over(node, store, but="us") == 1
    assert said(node) == []


def test_a_backlog_is_taken_over_in_order_part_by_part(node: Node, store: SqliteAirspace) -> None:
    for number in range(5):
        store.run(lambda tx, at=number: intents.put(tx, plan(volume(36.0 + at)), caller()))  # type: ignore[misc]
    assert [take_over(node, store, most=2) for _ in range(4)] == [2, 2, 1, 0]
    longitudes = [one.volumes[0].footprint.lon for one in said(node) if isinstance(one, Notice)]  # type: ignore[union-attr]
    assert longitudes == [36.0, 37.0, 38.0, 39.0, 40.0]


def test_a_problem_that_somebody_reports_is_written_down_before_its_note_goes(node: Node, store: SqliteAirspace) -> None:
    for words in (b'{"report":1}', b'{"report":2}'):
        store.run(lambda tx, words=words: tx.journal(REPORT, words))  # type: ignore[misc]
    store.run(lambda tx: tx.journal("f3548-intent", b"{}"))
    assert take_over(node, store) == 3
    assert (node.folder / "reports" / f"{NOW:%Y-%m-%d}.jsonl").read_text().splitlines() == ['{"report":1}', '{"report":2}']
    assert (take_over(node, store), said(node)) == (0, [])


def test_a_report_that_cannot_be_written_down_stays(node: Node, store: SqliteAirspace) -> None:
    (node.folder / "reports").write_text("no folder")
    store.run(lambda tx: tx.journal(REPORT, b"{}"))
    with pytest.raises(StorageFailed, match="reports"):
        take_over(node, store)
    assert len(store.read(lambda tx: tx.noted(9))) == 1
