from itertools import product

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from treve.kleene import CANNOT_TELL, NO, YES, Kleene, conjunction, disjunction, known, negation, one_of

VALUES = (NO, CANNOT_TELL, YES)
columns = st.lists(st.sampled_from(VALUES), min_size=1, max_size=20).map(lambda held: np.array(held, np.int8))


def readings(value: Kleene) -> set[bool]:
    return {NO: {False}, CANNOT_TELL: {False, True}, YES: {True}}[value]


def as_kleene(found: set[bool]) -> Kleene:
    return CANNOT_TELL if len(found) == 2 else YES if True in found else NO


def test_the_tables_are_what_follows_from_all_readings_of_the_unknown() -> None:
    for a, b in product(VALUES, VALUES):
        both = as_kleene({x and y for x in readings(a) for y in readings(b)})
        either = as_kleene({x or y for x in readings(a) for y in readings(b)})
        assert conjunction([a], [b])[0] == both
        assert disjunction([a], [b])[0] == either
    for a in VALUES:
        assert negation([a])[0] == as_kleene({not x for x in readings(a)})


@given(columns)
def test_laws(a: np.ndarray) -> None:
    b = a[::-1]
    assert (conjunction(a, b) == conjunction(b, a)).all()
    assert (negation(negation(a)) == a).all()
    assert (negation(conjunction(a, b)) == disjunction(negation(a), negation(b))).all()
    assert (conjunction(a, disjunction(a, b)) == a).all()


def test_known_from_two_masks() -> None:
    assert known([False, True, True], [False, False, True]).tolist() == [NO, CANNOT_TELL, YES]


def test_one_of_several() -> None:
    assert one_of([YES, YES]) is YES
    assert one_of([YES, NO]) is CANNOT_TELL
    assert one_of([]) is CANNOT_TELL
