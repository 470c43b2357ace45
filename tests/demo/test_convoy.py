"""The exercise of the demonstration: a convoy notified, flights that would meet it, the call that settles it."""

import pytest

from tests.demo.view import held, picture
from treve.demo import convoy
from treve.demo.saying import between
from treve.findings.finding import Finding
from treve.findings.rules import findings
from treve.picture.calls import course
from treve.picture.notices import standing
from treve.picture.roster import duty_officer, on_duty
from treve.records.kinds import record_id, to_bytes

DAYS = between("2016-05-29 00:00", "2016-06-02 00:00")
BEFORE, AFTER = "2016-05-31 09:00", "2016-05-31 12:00"


def found(rule: str, known: str) -> list[Finding]:
    return list(findings(picture(known, known), DAYS, rule=rule))


def test_three_acknowledge_and_one_says_nothing() -> None:
    seen = standing(picture(AFTER, AFTER), "convoy-daraya")
    assert [(one.party, one.answer) for one in seen.recipients] == [
        (convoy.ALPHA, "acknowledged"), (convoy.BRAVO, "acknowledged"), (convoy.CHARLIE, "acknowledged"), (convoy.DELTA, "no_answer"),
    ]  # fmt: skip
    assert [one.party for one in seen.unanswered] == [convoy.DELTA]
    assert (seen.state, standing(picture("2016-06-01 12:00"), "convoy-daraya").state) == ("transmitted", "active")
    assert standing(picture("2016-06-02 12:00"), "convoy-daraya").state == "completed"
    silent = found("NOTE-01", AFTER)
    assert [one.subjects for one in silent if convoy.CONVOY in one.subjects] == [silent[0].subjects]
    assert convoy.DELTA in str(silent[0].values)


def test_the_flights_would_meet_the_convoy_until_the_call_moves_them() -> None:
    (meeting,) = found("EXPO-01", BEFORE)
    assert set(meeting.subjects) == {convoy.CONVOY, convoy.FLIGHTS}
    assert meeting.during.overlaps(between("2016-06-01 11:00", "2016-06-01 13:00"))
    assert found("EXPO-01", AFTER) == []


def test_the_named_person_is_off_duty_and_the_duty_officer_takes_the_message() -> None:
    seen = picture("2016-05-31 07:30")
    assert {one.contact.role for one in on_duty(seen, convoy.BRAVO)} == {"duty officer"}
    officer = duty_officer(seen, convoy.BRAVO, language="en")
    assert officer is not None
    assert officer.contact.role == "duty officer"
    first, second = (course(picture(AFTER), key.partition(":")[2]) for key in (convoy.FIRST_CALL, convoy.SECOND_CALL))
    assert first.failed
    assert not second.failed
    assert any(convoy.FIRST_CALL in one.subjects for one in found("CALL-01", BEFORE))


def test_everything_of_it_says_that_it_is_invented() -> None:
    """No real party is said to have notified, acknowledged or ignored anything."""
    own = {record_id(to_bytes(one.record)) for one in convoy.entries()}
    assert len(own) > 50
    for one in convoy.entries():
        assert one.record.note == convoy.INVENTED["note"]
        assert one.record.author.startswith("party:exercise-") or one.record.author == "party:demonstration"
    notices = [
        one.record for one in held() if type(one.record).__name__ in ("Notice", "NoticeStep", "Receipt", "Call", "CallStep")
    ]
    assert {record_id(to_bytes(one)) for one in notices} <= own


@pytest.mark.parametrize("lang", ["en", "fr", "ar", "ru"])
def test_the_parties_of_the_exercise_have_a_name_in_each_language(lang: str) -> None:
    for party in (convoy.ORGANISER, convoy.ALPHA, convoy.BRAVO, convoy.CHARLIE, convoy.DELTA):
        assert picture().name(party, lang) != party
