"""Every question begins at an index: no query of the store reads through all entries."""

from pathlib import Path

import pytest

from tests.making import party, utc
from treve.clock import SetClock
from treve.config import Settings
from treve.log.schema import Question, query, reach_of
from treve.node.node import Node

QUESTIONS = {
    "kind": (Question(kinds=("party",)), "entries_kind"),
    "subject": (Question(kinds=("link",), subjects=("incident:a",), counted_at=0), "PRIMARY KEY (subject=?)"),
    "key": (Question(keys=("party:a",)), "entries_key (key=?)"),
    "id": (Question(identities=("abc",), counted_at=0), "sqlite_autoindex_entries_1 (record_id=?)"),
    "span": (
        Question(kinds=("incident-report",), overlaps=(0, 10), counted_at=5),
        "entries_valid (kind=? AND reach=? AND valid_from>? AND valid_from<?)",
    ),
    "recorded": (Question(since=5, until=9), "entries_recorded (recorded_at>? AND recorded_at<?)"),
}


@pytest.mark.parametrize("name", QUESTIONS)
def test_every_question_begins_at_an_index(tmp_path: Path, name: str) -> None:
    asked, index = QUESTIONS[name]
    settings = Settings(name="test", party="party:monitor")
    with Node.create(tmp_path / "node", settings, clock=SetClock(utc(2016, 1, 1))) as node:
        node.add(party(str(number)) for number in range(50))
        text, values = query(asked)
        plan = "\n".join(row[3] for row in node.log.store.base.execute(f"explain query plan {text} order by e.idx", values))
    assert index in plan, plan
    assert "SCAN e" not in plan, plan
    if asked.counted_at is not None:
        assert "SCAN x" not in plan, plan
        assert "SCAN n" not in plan, plan
        assert "entries_key (key=? AND kind=? AND author=?" in plan, plan


def test_a_span_is_shorter_than_two_to_its_reach() -> None:
    for start, end in ((0, 1), (0, 2), (5, 2**40), (-(2**62), 2**62)):
        assert end - start < 2 ** reach_of(start, end) <= 2 * (end - start)
