from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from tests.making import RECORDED, known, party, utc
from treve.picture.known import Known, as_known, spans
from treve.records.incident import Withdrawal

later = RECORDED + timedelta(days=1)
latest = RECORDED + timedelta(days=2)


def test_a_later_record_of_the_same_key_takes_the_place_of_the_earlier() -> None:
    first, second = known(party("a")), known(party("a", names={"en": "A, renamed"}), later)
    assert [one.id for one in as_known([first, second], RECORDED)] == [first.id]
    assert [one.id for one in as_known([first, second], later)] == [second.id]


def test_another_author_replaces_nothing() -> None:
    first, second = known(party("a")), known(party("a", author="party:other"), later)
    assert {one.id for one in as_known([first, second], later)} == {first.id, second.id}


def test_a_correction_ends_what_it_corrects() -> None:
    first = known(party("a", key=""))
    second = known(party("a", key="", names={"en": "b"}, corrects=first.id), later)
    assert [one.id for one in as_known([second, first], latest)] == [second.id]


def test_only_the_author_can_withdraw() -> None:
    first = known(party("a"))
    foreign = known(Withdrawal(author="party:other", withdraws=first.id), later)
    own = known(Withdrawal(author=first.record.author, withdraws=first.id), latest)
    assert first in list(as_known([first, foreign, own], later))
    assert first not in list(as_known([first, foreign, own], latest))


def test_of_two_records_of_one_instant_the_greater_id_counts() -> None:
    pair = sorted((known(party("a", note="x")), known(party("a", note="y"))), key=lambda one: one.id)
    assert list(as_known(pair, RECORDED)) == [pair[1]]


drafts = st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("xyz"), st.integers(0, 5), st.integers(0, 3)), max_size=12)


def made(drawn: list[tuple[str, str, int, int]]) -> list[Known]:
    held: list[Known] = []
    for key, note, day, action in drawn:
        at = utc(2016, 1, 1 + day)
        if action == 3 and held:
            held.append(known(Withdrawal(author=held[-1].record.author, withdraws=held[-1].id), at))
        else:
            corrects = held[-1].id if action == 2 and held else ""
            held.append(known(party(key, note=note, corrects=corrects), at))
    return held


@given(drafts, st.randoms())
def test_the_order_of_arrival_does_not_matter(drawn: list[tuple[str, str, int, int]], random: object) -> None:
    held = made(drawn)
    mixed = list(held)
    random.shuffle(mixed)  # type: ignore[attr-defined]
    assert list(spans(held)) == list(spans(mixed + mixed[:3]))


@given(drafts, st.integers(0, 8))
def test_the_state_at_a_time_is_the_filter_of_the_spans(drawn: list[tuple[str, str, int, int]], day: int) -> None:
    held = made(drawn)
    at = utc(2016, 1, 1 + day)
    before = [one for one in held if one.recorded_at <= at]
    assert list(as_known(held, at)) == list(as_known(before, at))
