"""A union of pairs does not depend on the order of the pairs."""

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from treve.picture.together import Together

numbers = st.integers(0, 12)


@given(st.lists(st.tuples(numbers, numbers), max_size=15), st.randoms())
def test_groups_stand_under_their_least_in_any_order(pairs: list[tuple[int, int]], shuffled: Random) -> None:
    found = Together(pairs).groups(range(13))
    other = list(pairs)
    shuffled.shuffle(other)
    assert Together((b, a) for a, b in other).groups(range(13)) == found
    assert all(first == min(group) for first, group in found.items())
    assert sorted(one for group in found.values() for one in group) == list(range(13))
    assert all(Together(pairs).root(a) == Together(pairs).root(b) for a, b in pairs)


def test_what_was_never_joined_stands_alone() -> None:
    assert Together([("a", "b"), ("c", "b")]).groups(["a", "b", "c", "d"]) == {"a": {"a", "b", "c"}, "d": {"d"}}
