"""How values of findings are told."""

from datetime import date, timedelta

from tests.making import picture
from treve.findings.finding import Said
from treve.findings.telling import day_or_span, range_of, sentence_of
from treve.geo.interval import Interval, day
from treve.words import Words

ZONE = "Asia/Damascus"


def test_a_whole_day_is_told_as_that_day() -> None:
    words = Words("en")
    short = day(date(2016, 3, 25), ZONE)
    assert short.duration == timedelta(hours=23), "the clock went forward"
    assert day_or_span(short, words, ZONE) == "March 25, 2016"
    assert short.start is not None
    half = Interval(short.start, short.start + timedelta(hours=12))
    assert day_or_span(half, words, ZONE) == "25 Mar 2016 01:00 (24 Mar 22:00 UTC) – 25 Mar 2016 13:00 (10:00 UTC)"
    assert day_or_span(short, words, "UTC").startswith("24 Mar 2016 22:00"), "no day of another clock"
    assert day_or_span(Interval(), words, ZONE) == "since always – until further notice"


def test_the_words_of_a_source_are_shown_as_they_are() -> None:
    said = Said("{what_said} {what}", {"what_said": "self_defence", "what": "self_defence"})
    assert sentence_of(said, picture(), Words("en"), ZONE) == "self_defence self-defence"


def test_ranges() -> None:
    words = Words("en")
    assert [range_of(*one, words) for one in ((62, None), (12, 12), (10, 1_800))] == ["at least 62", "12", "10 to 1,800"]
