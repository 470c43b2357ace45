"""A call whole, with its times from the first attempt on; and who is on duty."""

import pytest

from tests.making import known, picture, utc
from tests.picture.hotline import RU, US, call, contact, happened
from treve.errors import NotFound
from treve.geo.interval import Interval
from treve.picture.calls import course, courses
from treve.picture.roster import duty_officer, languages, on_duty, parties
from treve.records.arrangement import DailyHours
from treve.records.base import Record

# Deir ez-Zor, 17 September 2016, as far as it is told: the first call ended while the caller waited for his usual
# contact; 27 minutes went by until he came. The other minutes are made up.
FIRST = [
    call("1", utc(2016, 9, 17, 13, 25), asked_for="contact:colonel"),
    happened("1", "answered", utc(2016, 9, 17, 13, 26)),
    happened("1", "dropped", utc(2016, 9, 17, 13, 31), words="the person asked for was not there"),
]
SECOND = [
    call("2", utc(2016, 9, 17, 13, 45), asked_for="contact:colonel", again="call:1"),
    happened("2", "answered", utc(2016, 9, 17, 13, 46)),
    happened("2", "right_person", utc(2016, 9, 17, 13, 52)),
    happened("2", "message_passed", utc(2016, 9, 17, 13, 53), author=RU),
    happened("2", "read_back_ok", utc(2016, 9, 17, 13, 54)),
    happened("2", "action_promised", utc(2016, 9, 17, 13, 54)),
    happened("2", "actioned", utc(2016, 9, 17, 13, 56)),
]


def test_a_chain_counts_from_the_first_attempt() -> None:
    held = picture(*FIRST, *SECOND)
    first, second = courses(held)
    assert (first.state, first.failed, first.why, first.again) == (
        "dropped", "dropped", "the person asked for was not there", "call:2",
    )  # fmt: skip
    assert first.durations["message"] is None
    assert first.durations["answer"] == 60.0
    assert (second.attempts, second.first.key, second.failed, second.state) == (2, "call:1", "", "actioned")
    assert second.durations == {
        "answer": 21 * 60.0, "right_person": 27 * 60.0, "message": 28 * 60.0, "read_back": 29 * 60.0, "promise": 29 * 60.0,
        "action": 31 * 60.0,
    }  # fmt: skip
    assert second.timers == ()


@pytest.mark.parametrize(
    ("minute", "state", "waiting"),
    [
        (45, "placed", [("answer", 20)]),
        (47, "answered", [("right_person", 22), ("message", 22)]),
        (52, "right_person", [("message", 27)]),
        (53, "message_passed", [("read_back", 0)]),
        (55, "action_promised", [("action", 1)]),
        (56, "actioned", []),
    ],
)
def test_what_runs_at_an_instant(minute: int, state: str, waiting: list[tuple[str, int]]) -> None:
    found = course(picture(*FIRST, *SECOND, at=utc(2016, 9, 17, 13, minute)), "2")
    assert found.state == state
    assert [(one.waiting_for, one.seconds / 60) for one in found.timers] == waiting


def test_what_was_read_back_waits_for_a_word() -> None:
    found = course(picture(*SECOND[:5], at=utc(2016, 9, 17, 14)), "call:2")
    assert [(one.waiting_for, one.seconds) for one in found.timers] == [("word", 360.0)]
    assert found.attempts == 1, "the first call is not known here"


def test_steps_of_strangers_do_not_count_and_a_call_without_key_goes_by_its_id() -> None:
    keyless = known(call("x", utc(2016, 9, 17, 13), key=""))
    said = happened("x", "answered", utc(2016, 9, 17, 13, 1), call=keyless.id)
    stranger = happened("x", "dropped", utc(2016, 9, 17, 13, 2), call=keyless.id, author="party:other")
    found = course(picture(keyless, said, stranger), keyless.id)
    assert (found.key, found.state) == (keyless.id, "answered")
    with pytest.raises(NotFound, match="no call"):
        course(picture(keyless), "call:nothing")


def test_a_chain_that_bites_its_tail_ends() -> None:
    a, b = call("a", utc(2016, 9, 17, 13), again="call:b"), call("b", utc(2016, 9, 17, 13), again="call:a")
    assert [one.attempts for one in courses(picture(a, b))] == [2, 2]


def test_the_roster_of_an_instant() -> None:
    night = DailyHours("20:00", "08:00", "Asia/Damascus")
    held: list[Record] = [
        contact("desk", languages=("en", "ar")), contact("night", shift=night, languages=("ru-RU",)),
        contact("colonel", role="liaison officer", during=Interval(utc(2016, 9, 1), utc(2016, 10, 1))),
        contact("theirs", party=RU),
    ]  # fmt: skip
    seen = picture(*held, at=utc(2016, 9, 17, 22))
    found = on_duty(seen, US)
    assert [(one.contact.key, one.duty_officer) for one in found] == [
        ("contact:desk", True), ("contact:night", True), ("contact:colonel", False),
    ]  # fmt: skip
    assert found[1].until == utc(2016, 9, 18, 5), "eight in the morning in Damascus"
    assert languages(found) == ("en", "ar", "ru-RU")
    assert [one.contact.key for one in on_duty(seen, US, utc(2016, 11, 1, 12))] == ["contact:desk"]
    russian = duty_officer(seen, US, language="ru")
    assert russian is not None
    assert russian.contact.key == "contact:night"
    anybody = duty_officer(seen, US, utc(2016, 9, 17, 12), "fr")
    assert anybody is not None
    assert anybody.contact.key == "contact:desk", "somebody who may take a message, whatever the language"
    assert duty_officer(seen, "party:sy") is None
    assert parties(seen) == (RU, US)
