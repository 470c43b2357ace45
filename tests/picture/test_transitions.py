"""Steps that follow, and steps that do not; what another author says is his to contradict."""

from collections.abc import Iterable
from typing import Any

import pytest

from tests.making import arrangement, utc
from treve.geo.interval import Interval
from treve.picture.transitions import ADHERENCE, ARRANGEMENT, HANDLING, Objection, objections
from treve.records.arrangement import Adherence, ArrangementChange
from treve.records.base import Record
from treve.records.incident import Handling

TRUCE = arrangement("x", Interval(utc(2016, 6, 1)))


def change(kind: str, day: int, **fields: Any) -> ArrangementChange:
    given: dict[str, Any] = {"author": "party:monitor", "arrangement": "arrangement:x", "change": kind, "at": utc(2016, 6, day)}
    return ArrangementChange(**(given | fields))


def standing(state: str, day: int, **fields: Any) -> Adherence:
    given: dict[str, Any] = {
        "author": "party:monitor", "arrangement": "arrangement:x", "party": "party:a", "state": state,
        "during": Interval(utc(2016, 6, day)),
    }  # fmt: skip
    return Adherence(**(given | fields))


def step(kind: str, day: int, **fields: Any) -> Handling:
    given: dict[str, Any] = {
        "author": "party:us",
        "incident": "incident:x",
        "step": kind,
        "by": "party:us",
        "at": utc(2016, 6, day),
    }
    return Handling(**(given | fields))


def objected(*records: Record, held: Iterable[Record] = ()) -> list[Objection]:
    return list(objections(records, lambda record: held))


def test_a_course_that_follows_meets_no_objection() -> None:
    assert not objected(TRUCE, change("suspended", 2), change("resumed", 3), change("extended", 4), change("terminated", 9))
    assert not objected(*(standing(state, day) for day, state in enumerate(("invited", "declared", "active", "withdrawn"), 1)))
    steps = ("received", "triaged", "tasked", "under_inquiry", "suspended_no_access", "under_inquiry", "reported", "decided")
    assert not objected(
        *(step(one, day) for day, one in enumerate(steps, 1)), step("rectification_requested", 9), step("standing", 10),
        step("rectified", 11), step("closed", 12, reason="rectified"), step("reopened", 13), step("under_inquiry", 14),
    )  # fmt: skip


def test_what_does_not_follow_is_named_with_what_may() -> None:
    (found,) = objected(change("suspended", 5), held=[TRUCE, change("terminated", 2)])
    assert found.before == "terminated"
    assert "'suspended' does not follow 'terminated'; what may follow: nothing" in found.words
    (found,) = objected(standing("active", 3), held=[standing("withdrawn", 2)])
    assert "party:a" in found.words
    (found,) = objected(step("received", 1), step("decided", 2))
    assert found.allowed == ("triaged", "closed")


def test_an_incident_is_closed_with_a_reason_from_any_step_and_only_once() -> None:
    for state in HANDLING:
        if state != "closed":
            assert not objected(step(state, 1), step("closed", 2, reason="unresolved"))
    assert objected(step("received", 1), step("closed", 2))[0].words == "incident:x is closed without a reason."
    assert objected(step("closed", 1, reason="unresolved"), step("closed", 2, reason="unresolved"))


def test_what_another_author_said_binds_nobody_and_a_claim_of_collapse_is_free() -> None:
    assert not objected(change("suspended", 5), held=[TRUCE, change("terminated", 2, author="party:other")])
    assert not objected(change("collapsed_de_facto", 5), change("suspended", 6), held=[TRUCE])


def test_a_step_is_held_against_the_one_before_it_in_time_not_in_the_log() -> None:
    assert not objected(change("suspended", 2), held=[TRUCE, change("terminated", 5)])
    assert objected(change("resumed", 7), held=[TRUCE])


def test_the_first_thing_that_is_known_is_never_objected_to() -> None:
    for state in ADHERENCE:
        assert not objected(standing(state, 1))
    for state in HANDLING:
        assert not objected(step(state, 1, reason="unresolved"))


@pytest.mark.parametrize("machine", [ARRANGEMENT, ADHERENCE, HANDLING])
def test_the_machines_are_closed(machine: dict[str, tuple[str, ...]]) -> None:
    assert {after for allowed in machine.values() for after in allowed} <= set(machine)
