"""How a code of an act meets a rule."""

from itertools import product
from typing import get_args

import pytest

from treve.kleene import CANNOT_TELL, NO, YES
from treve.records.act import ACTS, MAY_BE, TARGETS, TargetKind, covers


@pytest.mark.parametrize(
    ("rule", "code", "answer"),
    [
        ("FIRE", "FIRE.ARTY", YES), ("FIRE.ARTY", "FIRE", CANNOT_TELL), ("FIRE.ARTY", "FIRE.SMALL", NO), ("*", "FIRE", YES),
        ("*", "PROTEST", NO), ("FIRE.ARTY", "VIOLENCE", CANNOT_TELL), ("PROPAGANDA", "VIOLENCE", NO),
        ("UAS.STRIKE", "AERIAL", CANNOT_TELL), ("AIR", "AERIAL", CANNOT_TELL), ("AIR.OVERFLIGHT", "AERIAL", NO),
        ("*", "AERIAL", YES), ("AERIAL", "UAS.STRIKE", YES), ("AERIAL", "UAS.RECON", NO), ("AERIAL", "UAS", CANNOT_TELL),
        ("FIRE", "SHELLING", CANNOT_TELL), ("SHELLING", "MISSILE", YES), ("MINE", "EXPLOSIVE", CANNOT_TELL),
    ],
)  # fmt: skip
def test_a_code_under_a_rule(rule: str, code: str, answer: int) -> None:
    assert covers(rule, code) == answer


def test_every_kind_of_target_has_words() -> None:
    assert get_args(TargetKind) == tuple(TARGETS)


def test_a_code_that_may_be_several_acts_never_decides_more_than_they_share() -> None:
    for rule, (code, acts) in product(ACTS, MAY_BE.items()):
        shared = {covers(rule, act) for act in acts}
        if rule != code:
            assert covers(rule, code) == (shared.pop() if len(shared) == 1 else CANNOT_TELL), (rule, code)


def test_every_code_falls_under_itself_and_its_branch() -> None:
    for code in ACTS:
        assert covers(code, code) == YES
        assert covers(code.partition(".")[0], code) == YES
