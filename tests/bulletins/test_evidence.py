"""The evidence sheet: what counts is what the log held before it held the incident."""

from datetime import datetime, timedelta

import pytest

from tests.findings.notices import HERE, away, convoy, flights, sent, site
from tests.findings.test_struck import answered, strike
from tests.making import known, picture, span, utc
from treve.bulletins.evidence import EvidenceSheet, evidence
from treve.bulletins.evidence_lines import LogHead, records_of, sheet_sections
from treve.bulletins.lines import Section, Speaker
from treve.bulletins.pages import page, text
from treve.errors import NotFound
from treve.geo.footprint import Circle
from treve.geo.interval import Interval
from treve.picture.known import Known
from treve.records.base import Record
from treve.records.notice import Receipt, Recipient
from treve.words import LANGUAGES, Words

HIT = utc(2016, 6, 1, 10)
REPORTED = utc(2016, 6, 1, 20)
HOSPITAL = site("hospital", recipients=tuple(Recipient(f"party:{name}") for name in "abcde"))


def at(when: datetime, *records: Record) -> list[Known]:
    """Records that the log took in at a time."""
    return [known(one, when) for one in records]


def said(state: str, party: str, when: datetime, **fields: str) -> Receipt:
    return Receipt(author=party, notice="notice:hospital", recipient=party, state=state, at=when, **fields)  # type: ignore[arg-type]


def sheet(*held: Known, name: str = "incident:i") -> EvidenceSheet:
    return evidence(picture(*held), name)


WORKED = [
    *at(utc(2016, 5, 30, 12), *sent(HOSPITAL)),
    *at(utc(2016, 5, 31), said("read_back_ok", "party:a", utc(2016, 5, 31)), said("acknowledged", "party:a", utc(2016, 5, 31))),
    *at(utc(2016, 5, 31), said("objected", "party:b", utc(2016, 5, 31), reason="no hospital there")),
    # Said to have been given the day before, written down after the strike was known.
    *at(utc(2016, 6, 3), said("acknowledged", "party:c", utc(2016, 5, 31))),
    # Given between the strike and its report.
    *at(utc(2016, 6, 1, 12), said("acknowledged", "party:d", utc(2016, 6, 1, 12))),
    *at(REPORTED, strike(away(HERE, 90.0, 600.0), during=span(HIT, 0.1))),
]


def test_what_each_recipient_had_when_it_happened_by_what_was_recorded_before_it_was() -> None:
    """Worked example: two answers in time, one written down too late, one given too late, one never."""
    found = sheet(*WORKED)
    assert (found.frozen_at, found.occurrence) == (REPORTED, "alleged")
    (one,) = found.objects
    assert (one.near, one.frozen, round(one.least_m), round(one.most_m)) == ("yes", True, 490, 510)
    assert [(each.party, each.answer, each.answer_now) for each in one.recipients] == [
        ("party:a", "acknowledged", ""),
        ("party:b", "objected", ""),
        ("party:c", "no_answer", "acknowledged"),
        ("party:d", "no_answer", ""),
        ("party:e", "no_answer", ""),
    ]
    times = one.recipients[0].times
    assert (times["sent"], times["acknowledged"], times["objected"]) == (utc(2016, 5, 30, 12), utc(2016, 5, 31), None)
    assert {(each.recipient, each.before, each.frozen) for each in one.moments} == {
        ("party:a", "yes", True), ("party:b", "yes", True), ("party:c", "yes", False), ("party:d", "no", True),
    }  # fmt: skip


def test_a_notice_that_was_written_down_after_the_incident_counts_for_nothing() -> None:
    late = [*at(utc(2016, 6, 2), *sent(HOSPITAL), said("acknowledged", "party:a", utc(2016, 5, 31))), *WORKED[-1:]]
    (one,) = sheet(*late).objects
    assert not one.frozen
    assert one.transmitted_at == utc(2016, 5, 30, 12)
    assert [(each.answer, each.answer_now) for each in one.recipients][:2] == [("no_answer", "acknowledged"), ("no_answer", "")]
    assert one.recipients[0].times["sent"] is None


def test_what_somebody_else_says_of_a_recipient_is_not_shown_as_its_answer() -> None:
    foreign = Receipt(
        author="party:z", notice="notice:hospital", recipient="party:e", state="acknowledged", at=utc(2016, 5, 31)
    )  # fmt: skip
    (one,) = sheet(*WORKED, *at(utc(2016, 5, 31), foreign)).objects
    assert one.recipients[4].answer == "no_answer"
    assert all(each.author != "party:z" for each in one.moments)


def test_an_incident_known_to_some_days_is_held_against_the_hours_in_which_the_convoy_was_there() -> None:
    """If it was near the convoy, it happened while the convoy was on its way: what was answered before that was before it."""
    moving = convoy("aid", HERE, away(HERE, 0.0, 8_000.0), recipients=(Recipient("party:a"),))
    answer = Receipt(author="party:a", notice="notice:aid", recipient="party:a", state="acknowledged", at=utc(2016, 5, 31))
    report = strike(HERE, 2_000.0, during=Interval(utc(2016, 5, 28), utc(2016, 6, 4)))
    held = [*at(utc(2016, 5, 31), *sent(moving), answer), *at(utc(2016, 6, 4), report)]
    (one,) = sheet(*held).objects
    assert one.near == "cannot tell"
    assert one.happened == Interval(utc(2016, 6, 1, 7, 30), utc(2016, 6, 1, 12, 30)) or one.happened.start >= utc(
        2016, 6, 1, 7, 29
    )  # type: ignore[operator]
    assert one.recipients[0].answer == "acknowledged"
    assert one.moments[-1].before == "yes"


def test_where_nothing_was_notified_the_sheet_says_so() -> None:
    held = at(REPORTED, strike(HERE, during=span(HIT, 0.1)))
    assert sheet(*held).objects == ()
    assert "Nothing that had been notified" in shown(*held)
    with pytest.raises(NotFound):
        sheet(*held, name="incident:other")


def test_flights_are_nothing_that_comes_to_harm() -> None:
    air = flights("air", Circle(*HERE, 500.0))
    assert sheet(*at(utc(2016, 5, 31), *sent(air)), *at(REPORTED, strike(HERE, during=span(HIT, 0.1)))).objects == ()


def test_of_an_incident_without_a_beginning_nothing_was_before() -> None:
    open_ended = strike(HERE, during=Interval(None, utc(2016, 7, 1)))
    forever = site("hospital", recipients=HOSPITAL.recipients, window=Interval(None, None))
    held = [
        *at(utc(2016, 5, 31), *sent(forever), answered("acknowledged", "party:a", (2016, 5, 31))),
        *at(REPORTED, open_ended),
    ]
    (one,) = sheet(*held).objects
    # It may have happened before the notice went out only as long as the notice did not hold: from then on it may have been near.
    assert one.happened.start == utc(2016, 5, 30, 12)
    assert one.recipients[0].answer == "no_answer"
    assert [each.before for each in one.moments if each.state == "acknowledged"] == ["cannot tell"]


def built(*held: Known, lang: str = "en") -> tuple[Section, ...]:
    found = sheet(*held)
    entries = {one.id: place for place, one in enumerate(held)}
    return sheet_sections(
        found, Speaker(picture(*held), Words(lang), "Asia/Damascus"), entries, LogHead("treve/test", 9, "ab" * 32)
    )


def shown(*held: Known, lang: str = "en") -> str:
    return text(built(*held, lang=lang))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_it_is_told_in_every_language_with_every_record(lang: str) -> None:
    told = shown(*WORKED, lang=lang)
    for one in records_of(sheet(*WORKED)):
        assert one in told
    assert "treve/test" in told
    caution = {"en": "no approval and no permission", "fr": "ni", "ar": "إذن", "ru": "не"}[lang]
    assert caution in told


def test_as_a_page_it_escapes_what_others_wrote_and_needs_nothing_else() -> None:
    hostile = said("objected", "party:e", utc(2016, 5, 31), reason="<script>alert(1)</script>\u202eevil")
    raw = page(built(*WORKED, *at(utc(2016, 5, 31), hostile)), Words("ar"), {}).decode()
    assert "<script" not in raw
    assert 'dir="rtl"' in raw
    assert "http://" not in raw
    assert "https://" not in raw


def test_the_sheet_stays_what_it_was_when_more_is_recorded_later() -> None:
    """Frozen: whatever is recorded after the incident changes no answer of it."""
    before = sheet(*WORKED).objects[0].recipients
    later = at(
        utc(2016, 7, 1),
        said("acknowledged", "party:e", HIT - timedelta(days=1)),
        said("objected", "party:a", HIT - timedelta(hours=1), reason="x"),
    )
    after = sheet(*WORKED, *later).objects[0].recipients
    assert [(one.party, one.answer, one.times) for one in before] == [(one.party, one.answer, one.times) for one in after]
    assert [one.answer_now for one in after] == ["objected", "", "acknowledged", "", "acknowledged"]
