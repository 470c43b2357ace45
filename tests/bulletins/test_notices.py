"""Notices and hotline calls in a bulletin: counted, timed, and told in every language."""

from datetime import date, timedelta

import pytest

from tests.bulletins.scene import SETTING, made
from tests.findings.notices import DAY, away, ended, flights, sent, site
from tests.findings.test_call_rules import DEIR_EZ_ZOR, PARTIES
from tests.making import area, picture, utc
from tests.picture.hotline import call, happened
from treve.bulletins.announcements import MOST_LISTED, Took, took
from treve.bulletins.bulletin import build
from treve.bulletins.lines import Section, sections
from treve.bulletins.scope import find_scope
from treve.geo.footprint import Circle
from treve.geo.interval import Interval
from treve.records.base import Record
from treve.records.notice import Receipt, Recipient
from treve.words import LANGUAGES, Words

ON = date(2016, 6, 1)
FIVE = tuple(Recipient(f"party:{name}") for name in "vwxyz")
SENT = utc(2016, 5, 31, 22)


def said(state: str, recipient: str, hours: float, about: str = "notice:hospital") -> Receipt:
    at = SENT + timedelta(hours=hours)
    return Receipt(
        author=recipient, notice=about, version=1, recipient=recipient, state=state, at=at, reason="no" if state == "objected" else ""
    )  # type: ignore[arg-type] # fmt: skip


def section(id_: str, *records: Record, lang: str = "en", day: date = ON) -> Section:
    held = picture(*records)
    built = build(held, day, day, setting=SETTING)
    (found,) = [one for one in sections(built, held, Words(lang)) if one.id == id_]
    return found


HOSPITAL = [
    *sent(site("hospital", recipients=FIVE, window=Interval(utc(2016, 5, 1), utc(2016, 7, 1))), SENT),
    said("acknowledged", "party:v", 1.0),
    said("acknowledged", "party:w", 3.0),
    said("objected", "party:x", 8.0),
]


def test_answers_are_counted_and_timed_and_silence_is_counted_beside() -> None:
    held = made(picture(*HOSPITAL), ON).notices
    (line,) = held.kinds
    assert (line.kind, line.notices, line.recipients) == ("static_site", 1, 5)
    assert (line.acknowledged, line.objected, line.no_answer) == (2, 1, 2)
    assert line.answering == Took(3, 2, 3 * 3600.0, 8 * 3600.0)
    (listed,) = held.listed
    assert (listed.acknowledged, listed.objected) == (("party:v", "party:w"), ("party:x",))
    assert listed.no_answer == ("party:y", "party:z")


def test_an_answer_after_the_closing_time_was_none_yet() -> None:
    late = said("acknowledged", "party:y", 60.0)
    assert made(picture(*HOSPITAL, late), ON).notices.kinds[0].no_answer == 2
    assert made(picture(*HOSPITAL, late), date(2016, 6, 4)).notices.kinds[0].no_answer == 1


def test_a_draft_is_nobodys_notice_and_one_without_news_is_only_counted() -> None:
    quiet = sent(site("school", recipients=(), window=Interval(utc(2016, 5, 1), utc(2016, 7, 1))), utc(2016, 5, 2))
    held = made(picture(site("draft"), *quiet), ON).notices
    assert [(one.kind, one.notices) for one in held.kinds] == [("static_site", 1)]
    assert held.listed == ()


def test_what_was_sent_or_ended_in_the_period_is_listed_whatever_its_window() -> None:
    ahead = flights("ahead", Circle(36.0, 33.0, 500.0), during=Interval(utc(2016, 6, 9), utc(2016, 6, 10)), window=Interval(utc(2016, 6, 9), utc(2016, 6, 10)))  # fmt: skip
    records = (*sent(ahead, utc(2016, 6, 1, 9)), ended(ahead, "cancelled", utc(2016, 6, 2, 9)))
    assert [one.state for one in made(picture(*records), ON).notices.listed] == ["transmitted"]
    assert [one.state for one in made(picture(*records), date(2016, 6, 2)).notices.listed] == ["cancelled"]
    assert made(picture(*records), date(2016, 6, 3)).notices.kinds == ()


def test_flights_of_others_are_counted_and_not_listed() -> None:
    many = [one for number in range(3) for one in sent(flights(f"f{number}", Circle(36.0, 33.0, 500.0), airspace=True))]
    held = made(picture(*many), ON).notices
    assert [(one.kind, one.notices) for one in held.kinds] == [("air_activity", 3)]
    assert held.listed == ()


def test_how_many_are_not_listed_is_said() -> None:
    many = [one for number in range(MOST_LISTED + 2) for one in sent(site(f"s{number:02d}"), utc(2016, 6, 1, 1))]
    held = made(picture(*many), ON).notices
    assert (len(held.listed), held.more) == (MOST_LISTED, 2)
    assert "2 more are not listed." in section("notices", *many).notes


def test_a_bulletin_of_an_area_counts_the_notices_there() -> None:
    near, far = site("near", (36.5, 35.5)), site("far", away((36.5, 35.5), 90.0, 200_000.0))
    region = area(
        "north", 36.5, 35.5, area_kind="administrative", footprint=Circle(36.5, 35.5, 30_000.0), names={"en": "North"}
    )
    held = picture(region, *sent(near, utc(2016, 6, 1, 1)), *sent(far, utc(2016, 6, 1, 1)))
    found = build(held, ON, ON, setting=SETTING, scope=find_scope(held, "North")).notices
    assert [one.notice for one in found.listed] == ["notice:near"]
    assert found.kinds[0].notices == 1


def test_times_of_calls_count_from_the_first_attempt_and_what_never_came_stands_beside() -> None:
    """Worked example: 27 minutes for a person asked for by name, in two attempts; and one call that nobody answered."""
    never = [call("3", utc(2016, 9, 17, 18)), happened("3", "unanswered", utc(2016, 9, 17, 18, 1))]
    held = made(picture(*PARTIES, *DEIR_EZ_ZOR, *never), date(2016, 9, 17)).hotline
    assert [one.call for one in held.calls] == ["call:1", "call:2", "call:3"]
    (line,) = held.callees
    assert (line.callee, line.calls, line.failed) == ("party:us", 2, 2)
    assert line.times["answer"] == Took(1, 1, 0.0, 0.0)
    assert line.times["right_person"] == Took(1, 0, 27 * 60.0, 27 * 60.0)
    assert line.times["message"] == Took(1, 1, 28 * 60.0, 28 * 60.0)
    assert line.times["action"] == Took(0, 2, None, None)


def test_median_and_worst() -> None:
    assert took([60.0, None, 30.0, 600.0, 90.0]) == Took(4, 1, 75.0, 600.0)
    assert took([]) == Took(0, 0, None, None)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_both_are_told_in_every_language(lang: str) -> None:
    notices = section("notices", *HOSPITAL, lang=lang)
    assert notices.tables[0].rows[0][-2] != "–"
    assert "27:00" in section("hotline", *PARTIES, *DEIR_EZ_ZOR, lang=lang, day=date(2016, 9, 17)).tables[0].rows[1]
    caution = {"en": "no approval and no permission", "fr": "ni", "ar": "إذن", "ru": "не"}[lang]
    assert any(caution in note for note in notices.notes)


def test_a_day_without_either_says_nothing_of_them() -> None:
    built = made(picture(*PARTIES), ON)
    assert {one.id for one in sections(built, picture(*PARTIES), Words("en"))}.isdisjoint({"notices", "hotline"})
    assert DAY.start is not None
