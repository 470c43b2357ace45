"""CONF-01 and EXPO-01: notices against notices, in space, altitude and time, certain or possible."""

import random
from datetime import timedelta
from typing import Any

import pytest

from tests.findings.notices import HERE, away, circle, convoy, ended, flights, sent, site
from tests.making import arrangement, history, known, picture, provision, utc
from treve.findings.finding import Finding
from treve.findings.rules import findings
from treve.findings.telling import told
from treve.geo.altitude import AltitudeBand
from treve.geo.interval import Interval
from treve.records.arrangement import AgreedSeparation, Bound
from treve.records.base import Record
from treve.records.notice import Notice, Recipient
from treve.words import LANGUAGES, Words

WEEK = Interval(utc(2016, 5, 30), utc(2016, 6, 6))


def found(rule: str, *records: Record, during: Interval = WEEK, at: Any = None) -> list[Finding]:
    return list(findings(picture(*records, **({"at": at} if at else {})), during, rule=rule))


def said(finding: Finding, *records: Record, lang: str = "en") -> str:
    return " ".join(told(finding, picture(*records), Words(lang), "Asia/Damascus"))


def both(*notices: Notice) -> tuple[Record, ...]:
    return tuple(record for one in notices for record in sent(one))


def test_a_convoy_that_passes_under_notified_flights() -> None:
    """The worked example of EXPO-01: 40 km in four hours, past an area of flights at noon of its second hour."""
    start, end = HERE, away(HERE, 90.0, 40_000.0)
    under = away(HERE, 90.0, 20_000.0)
    records = both(
        convoy("convoy", start, end),
        flights("flights", circle(under), during=Interval(utc(2016, 6, 1, 9), utc(2016, 6, 1, 11))),
    )
    (one,) = found("EXPO-01", *records)
    assert one.subjects == ("notice:flights", "notice:convoy")
    assert (one.severity, one.values["closer"]) == ("warning", "yes")
    text = said(one, *records)
    assert text.startswith("convoy is exposed to flights: 1 Jun 2016")
    assert "Their areas have ground in common" in text
    assert "Treve's own figure; the parties have not agreed one." in text
    assert "a is no recipient of convoy." in text
    assert found("CONF-01", *records) == [], "an operation and what may come to harm stand under one rule"
    # The convoy passes at 10:00, half an hour early or late; the meeting lies about that time.
    assert one.during.start is not None
    assert utc(2016, 6, 1, 8, 30) <= one.during.start < utc(2016, 6, 1, 9, 30)


def test_a_convoy_that_has_passed_before_the_flights_begin_is_not_exposed() -> None:
    start, end = HERE, away(HERE, 90.0, 40_000.0)
    late = flights("flights", circle(start), during=Interval(utc(2016, 6, 1, 10, 30), utc(2016, 6, 1, 12)))
    assert found("EXPO-01", *both(convoy("convoy", start, end), late)) == []
    stays = site("depot", start)
    assert len(found("EXPO-01", *both(stays, late))) == 1


def test_what_only_a_piece_of_the_way_holds_is_possible_and_not_certain() -> None:
    """Without slack a piece of the way spans minutes in which the convoy is not at its far end."""
    start, end = HERE, away(HERE, 90.0, 40_000.0)
    moving = convoy("convoy", start, end, slack=0.0, buffer=4_000.0)
    # At 08:00 the convoy is at its start; the flights, which end at 08:01, begin 10.5 km along the way with all margins.
    area = circle(away(start, 90.0, 8_000.0 + 4_000.0 + 500.0 + 1_200.0), 500.0)
    own = AgreedSeparation(("air_activity", "movement"), 1_500.0)
    agreed = arrangement("a", WEEK, provisions=(provision(bound=Bound("everyone")),), separations=(own,))
    records = (*both(moving, flights("flights", area, during=Interval(utc(2016, 6, 1, 8), utc(2016, 6, 1, 8, 1)))), agreed)
    (one,) = found("EXPO-01", *records)
    assert (one.severity, one.values["closer"]) == ("attention", "cannot tell")
    text = said(one, *records)
    assert "convoy may be exposed to flights" in text
    assert "hangs on how early or late whoever moves is" in text
    assert "The separation is the one agreed in a." in text


def test_air_forces_that_come_closer_than_asked() -> None:
    """The worked example of CONF-01: two areas 6 km apart, where 9,260 m are asked for."""
    one_area, other_area = circle(HERE, 3_000.0), circle(away(HERE, 90.0, 12_000.0), 3_000.0)
    low, high = AltitudeBand(3_000.0, 5_000.0), AltitudeBand(5_200.0, 8_000.0)
    first = flights("first", one_area, "party:a", band=low, recipients=(Recipient("party:b"),))
    second = flights("second", other_area, "party:b", band=high)
    records = both(first, second)
    (one,) = found("CONF-01", *records)
    text = said(one, *records)
    assert text.startswith("first and second come closer to one another than the separation asked for")
    assert "Their areas are 6000 m apart at the nearest" in text.replace(",", "")
    assert "9260 m are asked for" in text.replace(",", "")
    assert "Their altitudes are 200 m apart; 300 m are asked for." in text
    assert "b is a recipient of first." in text
    assert "a is no recipient of second." in text
    assert one.values["least_m"] <= 6_000.0 <= one.values["most_m"]
    apart = flights("second", other_area, "party:b", band=AltitudeBand(5_300.0, 8_000.0))
    assert found("CONF-01", *both(first, apart)) == [], "300 m apart in altitude"
    ground = flights("second", other_area, "party:b", band=AltitudeBand(0.0, 500.0, "SFC"))
    (open_,) = found("CONF-01", *both(first, ground))
    assert open_.severity == "attention"
    assert "they are measured from different surfaces" in said(open_, *both(first, ground))


def test_one_author_alone_is_no_conflict_but_may_be_an_exposure() -> None:
    first, second = flights("first", circle(), "party:a"), flights("second", circle(), "party:a")
    assert found("CONF-01", *both(first, second)) == []
    own = site("own", author="party:a")
    assert len(found("EXPO-01", *both(first, own))) == 1


def test_kinds_that_ask_nothing_of_one_another_give_nothing() -> None:
    records = both(
        site("a"), site("b"), convoy("c", HERE, away(HERE, 0.0, 5_000.0)), convoy("d", HERE, away(HERE, 0.0, 5_000.0))
    )
    assert found("CONF-01", *records) == found("EXPO-01", *records) == []


def test_only_what_went_out_and_holds_counts() -> None:
    held, other = flights("first", circle(), "party:a"), flights("second", circle(), "party:b")
    assert len(found("CONF-01", *both(held, other))) == 1
    assert found("CONF-01", *sent(held), other) == [], "a draft"
    cancelled = ended(other, "cancelled", utc(2016, 5, 31))
    assert found("CONF-01", *both(held, other), cancelled) == []
    (cut,) = found("CONF-01", *both(held, other), ended(other, "completed", utc(2016, 6, 1, 9)))
    assert cut.during.end == utc(2016, 6, 1, 9) + timedelta(minutes=10), "ten minutes of separation after it was over"
    moved = flights("second", circle(away(HERE, 0.0, 80_000.0)), "party:b", version=2)
    assert len(found("CONF-01", *both(held, other), moved)) == 1, "a new version that has not gone out changes nothing"
    assert found("CONF-01", *both(held, other), *sent(moved, utc(2016, 5, 31))) == [], "the newest version lies elsewhere"


def test_a_notice_that_ended_before_the_span_asked_about_is_left_out() -> None:
    records = both(flights("first", circle(), "party:a"), flights("second", circle(), "party:b"))
    assert found("CONF-01", *records, during=Interval(utc(2016, 6, 2), utc(2016, 6, 3))) == []
    assert len(found("CONF-01", *records, during=Interval(utc(2016, 6, 1, 17), utc(2016, 6, 3)))) == 1


def test_ten_miles_around_a_vessel_are_asked_where_they_were_agreed() -> None:
    """Flights 15 km from a vessel: nothing by default, closer than the ten nautical miles of the arrangement."""
    port = (31.2, 46.4)
    sea, beside = away(port, 180.0, 90_000.0), away(away(port, 180.0, 40_000.0), 90.0, 15_000.0 + 10_000.0 + 500.0)
    vessel = convoy("vessel", port, sea, author="party:un", basis="arrangement:grain", hours=6.0)
    area = flights("patrol flight", circle(beside, 10_000.0), "party:ru")
    assert found("EXPO-01", *both(vessel, area)) == []
    miles = AgreedSeparation(("movement", "air_activity"), 18_520.0, 0.0, 1_800.0, "Ten nautical miles around a vessel.")
    agreed = arrangement("grain", WEEK, provisions=(provision(),), separations=(miles,))
    (one,) = found("EXPO-01", *both(vessel, area), agreed)
    text = said(one, *both(vessel, area), agreed)
    assert "18,520 m are asked for" in text
    assert "The separation is the one agreed in grain." in text
    assert "Ten nautical miles around a vessel." in text


def test_the_order_of_records_does_not_matter() -> None:
    records = list(
        both(
            *(flights(f"f{n}", circle(away(HERE, 40.0 * n, 3_000.0)), f"party:{n % 3}") for n in range(9)),
            site("s"),
            convoy("c", HERE, away(HERE, 9.0, 9_000.0)),
        )
    )
    wanted = [found(rule, *records) for rule in ("CONF-01", "EXPO-01")]
    assert [len(one) for one in wanted] == [27, 18]
    random.Random(3).shuffle(records)
    assert [found(rule, *records) for rule in ("CONF-01", "EXPO-01")] == wanted


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_sentence_fills_in_every_language(lang: str) -> None:
    records = both(flights("first", circle(), "party:a"), flights("second", circle(), "party:b"), site("s"))
    for rule in ("CONF-01", "EXPO-01"):
        for one in found(rule, *records):
            assert "{" not in said(one, *records, lang=lang)


def test_what_is_not_in_the_log_is_not_compared() -> None:
    first, second = flights("first", circle(), "party:a"), flights("second", circle(), "party:b")
    later = [known(record, utc(2016, 7, 5)) for record in sent(second)]
    held = [known(record, utc(2016, 5, 31)) for record in sent(first)]
    seen = history(*held, *later).as_of(utc(2016, 6, 1), utc(2016, 6, 1))
    assert list(findings(seen, WEEK, rule="CONF-01")) == [], "the other notice was not known yet"
