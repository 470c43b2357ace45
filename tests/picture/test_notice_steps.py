"""Steps of notices, receipts and calls: which may follow which, version by version and author by author."""

from pathlib import Path
from typing import Any

import pytest

from tests.making import utc
from treve.clock import SetClock
from treve.config import Settings
from treve.errors import BadTransition
from treve.geo.interval import Interval
from treve.node.node import Node
from treve.picture.transitions import CALL, NOTICE, RECEIPT, objections
from treve.records.base import Record
from treve.records.hotline import Call, CallStep
from treve.records.notice import Notice, NoticeStep, Receipt, Recipient, Site, StatedPoint

KEY = "notice:hospital"


def notice(version: int = 1, **fields: Any) -> Notice:
    given: dict[str, Any] = {
        "author": "party:us", "key": KEY, "notice_kind": "static_site", "version": version,
        "window": Interval(utc(2016, 6, 1)), "site": Site(at=StatedPoint(36.237, 33.458)),
        "recipients": (Recipient("party:ru"), Recipient("party:sy")),
    }  # fmt: skip
    return Notice(**(given | fields))


def step(state: str, hour: int, version: int = 1, **fields: Any) -> NoticeStep:
    given: dict[str, Any] = {
        "author": "party:us",
        "notice": KEY,
        "version": version,
        "state": state,
        "at": utc(2016, 6, 1, hour),
    }
    return NoticeStep(**(given | fields))


def receipt(state: str, hour: int, version: int = 1, **fields: Any) -> Receipt:
    given: dict[str, Any] = {
        "author": "party:us", "notice": KEY, "version": version, "recipient": "party:ru", "state": state,
        "at": utc(2016, 6, 1, hour),
    }  # fmt: skip
    return Receipt(**(given | fields))


def happening(state: str, hour: int, **fields: Any) -> CallStep:
    given: dict[str, Any] = {"author": "party:us", "call": "call:1", "state": state, "at": utc(2016, 6, 1, hour)}
    return CallStep(**(given | fields))


CALL_1 = Call(author="party:us", key="call:1", caller="party:us", callee="party:ru", placed_at=utc(2016, 6, 1))


def words(*records: Record, held: tuple[Record, ...] = ()) -> list[str]:
    return [one.words for one in objections(records, lambda record: held)]


def test_a_notice_is_checked_before_it_is_sent_and_each_version_starts_anew() -> None:
    assert not words(notice(), step("qa", 1), step("transmitted", 2), step("breached", 3), step("completed", 4))
    assert not words(
        notice(), step("qa", 1), step("rejected_qa", 2), notice(2), step("qa", 3, 2), step("transmitted", 4, 2),
        step("cancelled", 5, 2),
    )  # fmt: skip
    (found,) = words(notice(), step("transmitted", 2))
    assert "'transmitted' does not follow 'draft'; what may follow: qa." in found
    (found,) = words(step("completed", 3), step("transmitted", 4), held=(notice(), step("qa", 1), step("transmitted", 2)))
    assert "does not follow 'completed'; what may follow: nothing" in found


def test_versions_have_no_gap_and_only_the_newest_is_answered_for() -> None:
    assert words(notice(3), held=(notice(),)) == [f"{KEY}: the next version is 2, not 3; the newest is 1."]
    assert words(notice(1, urgent=True), held=(notice(), notice(2))) == [
        f"{KEY}: the next version is 3, not 1; the newest is 2."
    ]
    assert not words(notice(), held=(notice(), notice(2))), "what is there already changes nothing"
    assert not words(notice(3)), "nothing older is known here"
    assert not words(notice(author="party:other"), held=(notice(), notice(2))), "another author counts by itself"
    newest = f"{KEY}: version 1 is not the newest; the newest is version 2."
    assert words(step("qa", 1), receipt("sent", 1), held=(notice(), notice(2))) == [newest, newest]
    old = receipt("sent", 1)
    assert not words(old, held=(notice(), notice(2), old)), "it was said when its version was the newest"
    assert words(notice(), notice(2), step("qa", 1)) == [newest]


@pytest.mark.parametrize("before", ["delivered", "sent", "read_back_mismatch", "escalated", None])
def test_nobody_says_for_another_that_it_acknowledged_before_it_read_back(before: str | None) -> None:
    held = (receipt(before, 1),) if before else ()
    (found,) = words(receipt("acknowledged", 2), held=held)
    assert "before it read back" in found
    assert not words(receipt("acknowledged", 2, author="party:ru"), held=held), "the recipient speaks for itself"
    other = receipt("read_back_ok", 1, author="party:sy")
    assert words(receipt("acknowledged", 2), held=(*held, other)), "the read-back is another author's"
    assert not words(receipt("read_back_ok", 2), receipt("acknowledged", 3), held=held)


def test_receipts_are_kept_by_version_and_recipient() -> None:
    assert not words(
        receipt("queued", 1), receipt("sent", 2), receipt("delivered", 3), receipt("read_back_mismatch", 4), receipt("sent", 5),
        receipt("delivered", 6), receipt("escalated", 7), receipt("read_back_ok", 8), receipt("acknowledged", 9),
        receipt("objected", 10),
    )  # fmt: skip
    assert not words(receipt("queued", 1), receipt("queued", 1, recipient="party:sy"))
    ok = receipt("read_back_ok", 1, 1)
    assert words(receipt("acknowledged", 2, 2), held=(ok,)), "the read-back was of another version"
    assert words(receipt("delivered", 2), held=(receipt("queued", 1),))


def test_a_call_is_read_back_before_anything_is_promised() -> None:
    assert not words(
        CALL_1, happening("answered", 1), happening("right_person", 2), happening("message_passed", 3),
        happening("read_back_mismatch", 4), happening("message_passed", 5), happening("read_back_ok", 6),
        happening("action_promised", 7), happening("actioned", 8),
    )  # fmt: skip
    assert words(CALL_1, happening("answered", 1), happening("message_passed", 2), happening("action_promised", 3))
    assert words(CALL_1, happening("message_passed", 2)), "nobody answered"
    assert words(CALL_1, happening("line_down", 1), happening("answered", 2)), "a new call follows one that failed"
    assert not words(happening("right_person", 2, author="party:ru"), held=(CALL_1,)), "the callee's own log begins anywhere"


@pytest.mark.parametrize("machine", [NOTICE, RECEIPT, CALL])
def test_the_machines_are_closed(machine: dict[str, tuple[str, ...]]) -> None:
    assert {after for allowed in machine.values() for after in allowed} <= set(machine)


@pytest.mark.parametrize("parts", [(1, 1, 1, 1), (4,), (2, 2)])
def test_a_node_holds_its_party_to_versions_and_read_back(tmp_path: Path, parts: tuple[int, ...]) -> None:
    settings = Settings(name="test", party="party:us")
    held: list[Record] = [notice(), step("qa", 1), step("transmitted", 2), receipt("queued", 3)]
    with Node.create(tmp_path / "node", settings, clock=SetClock(utc(2016, 7, 1))) as ours:
        for count in parts:
            assert ours.enter(held[:count])[1] == []
            held = held[count:]
        refused: list[Record] = [notice(3), receipt("acknowledged", 4), step("qa", 9), happening("actioned", 1)]
        for one in refused[:3]:
            with pytest.raises(BadTransition):
                ours.enter([one])
        assert ours.enter(refused[3:])[1] == [], "the call is not known here"
        assert ours.enter([notice(2)])[1] == []
        with pytest.raises(BadTransition, match="the newest is version 2"):
            ours.enter([receipt("sent", 5)])
        assert ours.enter([notice()])[0][0].new is False
        assert len(ours.enter([receipt("acknowledged", 4, author="party:sy")])[1]) == 1, "others are warned about"
        ours.enter(
            [CALL_1.__class__(author="party:us", key="call:2", caller="party:us", callee="party:ru", placed_at=utc(2016, 6, 1))]
        )
        with pytest.raises(BadTransition, match="does not follow 'placed'"):
            ours.enter([happening("actioned", 1, call="call:2")])
