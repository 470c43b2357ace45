"""What a person enters: refused where the own party contradicts itself, recorded with a warning where others do."""

from pathlib import Path

import pytest

from tests.making import arrangement, utc
from treve.clock import SetClock
from treve.config import Settings
from treve.errors import BadTransition
from treve.geo.interval import Interval
from treve.node.node import Node
from treve.records.arrangement import ArrangementChange
from treve.records.base import Record


def records(author: str) -> list[Record]:
    common = {"author": author, "arrangement": "arrangement:x"}
    return [
        arrangement("x", Interval(utc(2016, 6, 1)), author=author),
        ArrangementChange(change="terminated", at=utc(2016, 6, 9), **common),
        ArrangementChange(change="suspended", at=utc(2016, 6, 10), **common),
    ]


def node(folder: Path) -> Node:
    return Node.create(folder / "node", Settings(name="test", party="party:us"), clock=SetClock(utc(2016, 7, 1)))


@pytest.mark.parametrize("parts", [(3,), (1, 2), (2, 1), (1, 1, 1)])
def test_the_own_party_is_held_to_what_it_said(tmp_path: Path, parts: tuple[int, ...]) -> None:
    held = records("party:us")
    with node(tmp_path) as ours:
        for count in parts[:-1]:
            assert ours.enter(held[:count])[1] == []
            held = held[count:]
        before = ours.count()
        with pytest.raises(BadTransition, match="does not follow 'terminated'"):
            ours.enter(held)
        assert ours.count() == before, "nothing went in"
        taken, objections = ours.enter(held, anyway=True)
        assert [one.new for one in taken] == [True] * len(held)
        assert len(objections) == 1


def test_what_others_say_is_recorded_whatever_it_contradicts(tmp_path: Path) -> None:
    with node(tmp_path) as ours:
        taken, objections = ours.enter(records("party:other"))
        assert len(taken) == ours.count() == 3
        assert [one.record.author for one in objections] == ["party:other"]
