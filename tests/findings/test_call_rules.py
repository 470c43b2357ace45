"""The rules about hotline calls: failed, waited for a named person, promised and not done."""

from datetime import datetime

from tests.making import party, picture, utc
from tests.picture.hotline import US, call, contact, happened
from treve.findings.finding import Finding
from treve.findings.rules import findings
from treve.findings.telling import told
from treve.geo.interval import Interval
from treve.records.arrangement import DailyHours
from treve.records.base import Record
from treve.words import Words

PARTIES: list[Record] = [party("us", names={"en": "United States"}), party("ru", names={"en": "Russia"})]
DESK, COLONEL = contact("desk"), contact("colonel", role="liaison officer")
# As in tests/picture/test_calls.py: the first call ended, the person asked for came after 27 minutes.
DEIR_EZ_ZOR: list[Record] = [
    call("1", utc(2016, 9, 17, 13, 25), asked_for="contact:colonel"),
    happened("1", "answered", utc(2016, 9, 17, 13, 25)),
    happened("1", "dropped", utc(2016, 9, 17, 13, 26), words="he was not there"),
    call("2", utc(2016, 9, 17, 13, 40), asked_for="contact:colonel", again="call:1"),
    happened("2", "answered", utc(2016, 9, 17, 13, 41)),
    happened("2", "right_person", utc(2016, 9, 17, 13, 52)),
    happened("2", "message_passed", utc(2016, 9, 17, 13, 53)),
    happened("2", "read_back_ok", utc(2016, 9, 17, 13, 54)),
]


def asked(rule: str, *records: Record, first: datetime | None = None, last: datetime | None = None) -> tuple[Finding, ...]:
    during = Interval(first or utc(2016, 9, 17), last or utc(2016, 9, 18))
    return findings(picture(*PARTIES, *records, at=utc(2017, 1, 1)), during, rule=rule)


def text(found: Finding) -> str:
    return " ".join(told(found, picture(*PARTIES, DESK, COLONEL), Words("en"), "UTC"))


def test_twenty_seven_minutes_for_a_named_person() -> None:
    waited, failed = sorted(asked("CALL-01", DESK, COLONEL, *DEIR_EZ_ZOR), key=text, reverse=True)
    assert "The call from Russia to United States on 17 Sep 2016 13:25" in text(waited)
    assert "failed: it was cut off." in text(waited)
    assert "he was not there" in text(waited)
    assert "Another call followed it." in text(waited)
    assert "Russia waited 27 min for colonel, although United States had a duty officer" in text(failed)
    assert "free to take any message: desk." in text(failed)
    assert "counts from the first of 2 attempts" in text(failed)
    assert failed.severity == "attention"


def test_without_a_roster_it_cannot_be_told_whether_somebody_was_there() -> None:
    night = contact("night", shift=DailyHours("20:00", "06:00", "UTC"))
    found = [one for one in asked("CALL-01", night, *DEIR_EZ_ZOR) if "minutes" in one.values]
    assert [one.severity for one in found] == ["note"]
    assert "cannot be told" in text(found[0])


def test_a_call_that_nobody_answered_and_that_nobody_placed_again() -> None:
    (found,) = asked("CALL-01", DESK, call("3", utc(2016, 9, 17, 10)), happened("3", "unanswered", utc(2016, 9, 17, 10, 1)))
    assert found.severity == "attention"
    assert "nobody answered" in text(found)
    assert "No other call is known to have followed it." in text(found)
    assert asked("CALL-01", call("3", utc(2016, 9, 17, 10), asked_for="contact:colonel"),
                 happened("3", "answered", utc(2016, 9, 17, 10)), happened("3", "right_person", utc(2016, 9, 17, 10, 1))) == ()  # fmt: skip


def test_what_was_promised_and_not_done() -> None:
    promised = happened(
        "2", "action_promised", utc(2016, 9, 17, 13, 54), words="the strike will stop", due=utc(2016, 9, 17, 14)
    )
    held = [*DEIR_EZ_ZOR, promised]
    (found,) = asked("CALL-02", *held)
    assert found.subjects == ("call:2", US)
    assert found.during == Interval(utc(2016, 9, 17, 14), None)
    assert "is not known to be done; it was due on 17 Sep 2016 14:00" in text(found)
    assert "the strike will stop" in text(found)
    assert len(asked("CALL-02", *held, first=utc(2016, 9, 20), last=utc(2016, 9, 21))) == 1, "it is still open"
    assert asked("CALL-02", *held, first=utc(2016, 9, 16), last=utc(2016, 9, 17)) == ()
    (late,) = asked("CALL-02", *held, happened("2", "actioned", utc(2016, 9, 17, 14, 30)))
    assert late.severity == "note"
    assert "was settled on 17 Sep 2016 14:30" in text(late)
    assert asked("CALL-02", *held, happened("2", "actioned", utc(2016, 9, 17, 13, 59))) == ()
    no_time = happened("2", "action_promised", utc(2016, 9, 17, 13, 54))
    (found,) = asked("CALL-02", *DEIR_EZ_ZOR, no_time)
    assert found.during.start == utc(2016, 9, 17, 14, 54), "an hour, where nobody said by when"
