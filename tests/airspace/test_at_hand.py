"""What is kept at hand: the things used last, until they are said to be no longer what they were."""

import pytest

from treve.airspace import at_hand
from treve.airspace.at_hand import AtHand


def test_what_is_used_stays_and_what_is_not_goes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(at_hand, "MOST", 3)
    held: AtHand[int, str] = AtHand()
    for number in range(3):
        held.keep(number, str(number))
    assert [held.get(number) for number in range(4)] == ["0", "1", "2", None]
    for number in range(3, 6):
        held.keep(number, str(number))
        assert held.get(0) == "0"
    for number in range(6, 12):
        held.keep(number, str(number))
        held.get(0)
    assert held.get(0) == "0"
    assert held.get(1) is None
    assert len(held._young) + len(held._old) <= 6


def test_what_was_dropped_is_gone_whether_young_or_old(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(at_hand, "MOST", 2)
    held: AtHand[int, str] = AtHand()
    for number in range(3):
        held.keep(number, str(number))
    for number in (0, 2, 9):
        held.drop(number)
    assert [held.get(number) for number in range(3)] == [None, "1", None]
    held.clear()
    assert held.get(1) is None
