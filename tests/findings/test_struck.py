"""STRK-01: incidents reported near what was notified."""

import random
from typing import Any

import pytest

from tests.findings.notices import DAY, HERE, away, convoy, ended, notice, sent, site
from tests.making import picture, report, span, utc
from treve.findings.finding import Finding
from treve.findings.rules import findings
from treve.findings.struck import NEAR_M, VAGUE_M
from treve.findings.telling import told
from treve.geo.footprint import Circle
from treve.geo.interval import Interval
from treve.geo.place import AreaPlace, Disc, OneOf, UncertainPlace
from treve.geo.volume import Volume4D
from treve.records.base import Record
from treve.records.incident import Link
from treve.records.notice import Receipt, Recipient
from treve.records.report import IncidentReport
from treve.words import LANGUAGES, Words

WEEK = Interval(utc(2016, 5, 30), utc(2016, 6, 6))
HOSPITAL = site("hospital", recipients=(Recipient("party:a"), Recipient("party:b"), Recipient("party:c")))


def strike(
    at: tuple[float, float], radius: float = 10.0, name: str = "i", during: Interval | None = None, **fields: Any
) -> IncidentReport:
    place = UncertainPlace(where=Disc(*at, radius))
    return report(name, during or span(utc(2016, 6, 1, 10), 0.1), **({"place": place, "acts": ("AIR.STRIKE",)} | fields))


def found(*records: Record, during: Interval = WEEK) -> list[Finding]:
    return list(findings(picture(*records), during, rule="STRK-01"))


def said(finding: Finding, *records: Record, lang: str = "en") -> str:
    return " ".join(told(finding, picture(*records), Words(lang), "Asia/Damascus"))


def answered(state: str, party: str, at: tuple[int, ...], **fields: Any) -> Receipt:
    return Receipt(author=party, notice="notice:hospital", recipient=party, state=state, at=utc(*at), **fields)  # type: ignore[arg-type]


def test_a_strike_near_a_notified_hospital_with_who_had_acknowledged_it() -> None:
    """The worked example."""
    receipts = (
        answered("acknowledged", "party:a", (2016, 5, 31)),
        answered("objected", "party:b", (2016, 5, 31)),
        answered("acknowledged", "party:c", (2016, 6, 2)),
    )
    records = (*sent(HOSPITAL), strike(away(HERE, 90.0, 600.0)), *receipts)
    (one,) = found(*records)
    assert (one.severity, one.subjects) == ("warning", ("incident:i", "notice:hospital"))
    assert (one.values["least_m"], one.values["most_m"]) == (489, 511), "100 m of the site, give or take 10 m"
    text = said(one, *records)
    assert "was reported near hospital: 1 Jun 2016" in text
    assert "Before that it had been acknowledged by: a." in text
    assert "Before that there had been an objection by: b." in text
    assert "Until then there was no answer from: c." in text, "it acknowledged a day after"


@pytest.mark.parametrize(
    ("metres", "radius", "wanted"),
    [(0.0, 0.0, "yes"), (1_080.0, 10.0, "yes"), (1_095.0, 10.0, "cannot tell"), (1_120.0, 10.0, None), (3_000.0, 4_000.0, "cannot tell"),
     (0.0, VAGUE_M + 1.0, None)],
)  # fmt: skip
def test_near_is_decided_with_the_uncertainty_of_the_report(metres: float, radius: float, wanted: str | None) -> None:
    assert NEAR_M == 1_000.0
    result = found(*sent(HOSPITAL), strike(away(HERE, 37.0, metres), radius))
    assert [one.values["near"] for one in result] == ([] if wanted is None else [wanted])


def test_places_of_other_sorts() -> None:
    near, far = away(HERE, 90.0, 300.0), away(HERE, 90.0, 30_000.0)
    town = UncertainPlace(where=AreaPlace(Circle(*near, 500.0)))
    assert found(*sent(HOSPITAL), strike(near, place=town))[0].values["near"] == "yes"
    governorate = UncertainPlace(where=AreaPlace(Circle(*near, 50_000.0)))
    assert found(*sent(HOSPITAL), strike(near, place=governorate)) == []
    either = UncertainPlace(where=OneOf((Disc(*near, 10.0), Disc(*far, 10.0))))
    assert found(*sent(HOSPITAL), strike(near, place=either))[0].values["near"] == "cannot tell"
    vague = UncertainPlace(where=OneOf((Disc(*near, 10.0), Disc(*far, 50_000.0))))
    assert found(*sent(HOSPITAL), strike(near, place=vague)) == []
    assert found(*sent(HOSPITAL), strike(near, place=UncertainPlace("somewhere"))) == []


def test_acts_that_harm_nothing_near_are_left_out() -> None:
    assert found(*sent(HOSPITAL), strike(HERE, acts=("PROPAGANDA",))) == []
    assert found(*sent(HOSPITAL), strike(HERE, acts=("AID.OBSTRUCT", "SHELLING")))[0].values["near"] == "yes"
    assert len(found(*sent(HOSPITAL), strike(HERE, acts=("VIOLENCE",)))) == 1


def test_a_convoy_is_near_only_while_it_may_be_there() -> None:
    end = away(HERE, 90.0, 40_000.0)
    moving = sent(convoy("convoy", HERE, end))
    half = away(HERE, 90.0, 20_000.0)
    (one,) = found(*moving, strike(half, during=span(utc(2016, 6, 1, 10), 0.1)))
    assert one.values["near"] == "cannot tell", "early or late it may be kilometres away"
    assert "from where whoever moved may have been then" in said(one, *moving)
    assert found(*moving, strike(half, during=span(utc(2016, 6, 1, 8, 45), 0.1))) == []
    stay = convoy("stay", HERE, away(HERE, 90.0, 300.0), slack=60.0, buffer=100.0)
    (one,) = found(*sent(stay), strike(HERE, during=span(utc(2016, 6, 1, 9), 0.1)))
    assert one.values["near"] == "yes", "wherever it was, it was near"
    spread = notice("spread", "movement", "party:un", volumes=(Volume4D(Circle(*HERE, 9_000.0), during=DAY),))
    assert found(*sent(spread), strike(HERE))[0].values["near"] == "cannot tell", "somewhere in nine kilometres"


def test_a_time_known_to_the_day_may_lie_outside_the_window() -> None:
    on = Interval(utc(2016, 5, 31, 21), utc(2016, 6, 1, 21))
    (one,) = found(*sent(HOSPITAL), strike(HERE, during=on))
    assert one.values["near"] == "cannot tell"


def test_what_was_not_notified_yet_or_no_longer_is_left_out() -> None:
    before = strike(HERE, during=span(utc(2016, 6, 1, 7)))
    assert found(*sent(HOSPITAL, utc(2016, 6, 1, 9)), before) == []
    assert found(HOSPITAL, before) == [], "a draft"
    assert found(*sent(HOSPITAL), before, ended(HOSPITAL, "cancelled", utc(2016, 6, 1, 6, 30))) == []
    moved = site("hospital", away(HERE, 0.0, 9_000.0), version=2)
    both = (*sent(HOSPITAL), *sent(moved, utc(2016, 6, 1, 12)))
    assert [one.values["notice"] for one in found(*both, before)] == ["notice:hospital"], "the version that held then"
    assert found(*both, strike(HERE, during=span(utc(2016, 6, 1, 13)))) == []


def test_an_incident_of_two_registers_is_told_once_by_the_report_that_places_it_surest() -> None:
    one, other = strike(away(HERE, 90.0, 900.0), 400.0, "one"), strike(away(HERE, 90.0, 700.0), 20.0, "two")
    link = Link(author="party:m", a="incident:one", b="incident:two", relation="same_incident")
    (finding,) = found(*sent(HOSPITAL), one, other, link)
    assert finding.values["near"] == "yes"
    assert len(finding.used) == 3


def test_the_order_of_records_does_not_matter() -> None:
    records = [
        *sent(HOSPITAL),
        *sent(site("depot", away(HERE, 0.0, 500.0))),
        *(strike(away(HERE, 9.0 * n, 100.0 * n), name=f"i{n}") for n in range(9)),
    ]
    wanted = found(*records)
    assert len(wanted) > 9
    random.Random(4).shuffle(records)
    assert found(*records) == wanted


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_sentence_fills_in_every_language(lang: str) -> None:
    records = (*sent(HOSPITAL), strike(HERE))
    assert "{" not in said(found(*records)[0], *records, lang=lang)


def test_an_incident_known_to_some_days_came_while_the_convoy_was_on_its_way_if_it_was_near_it() -> None:
    """What was answered the day before was answered before it, though the report reaches back farther."""
    moving = convoy("aid", HERE, away(HERE, 0.0, 8_000.0), recipients=(Recipient("party:a"), Recipient("party:b")))
    said_ = [
        Receipt(author="party:a", notice="notice:aid", recipient="party:a", state="acknowledged", at=utc(2016, 5, 31)),
        Receipt(author="party:b", notice="notice:aid", recipient="party:b", state="acknowledged", at=utc(2016, 6, 1, 9)),
    ]
    records = (*sent(moving), strike(HERE, 2_000.0, during=Interval(utc(2016, 5, 28), utc(2016, 6, 4))), *said_)
    (one,) = found(*records)
    text = said(one, *records)
    assert "Before that it had been acknowledged by: a." in text
    assert "Until then there was no answer from: b." in text, "it may have happened as it set out"
