"""TERM-01: notices against the terms of arrangements in force."""

import random
from typing import Any

import pytest

from tests.findings.notices import DAY, HERE, away, circle, convoy, ended, flights, notice, sent, site
from tests.making import area, arrangement, party, picture, provision, utc
from treve.demo.scenario import entries
from treve.findings.finding import Finding
from treve.findings.rules import findings
from treve.findings.telling import told
from treve.findings.touching import act_of
from treve.geo.altitude import AltitudeBand
from treve.geo.footprint import Circle
from treve.geo.interval import Interval
from treve.geo.volume import Volume4D
from treve.kleene import CANNOT_TELL, NO, YES
from treve.picture.known import Known
from treve.picture.picture import History
from treve.records.arrangement import Adherence, Arrangement, ArrangementChange, Bound, Permission, Window
from treve.records.base import Record
from treve.records.kinds import record_id, to_bytes
from treve.records.party import Affiliation, Designation
from treve.words import LANGUAGES, Words

WEEK = Interval(utc(2016, 5, 30), utc(2016, 6, 6))
ZONE = area("zone", *HERE, radius=10_000.0)


def rule(*prohibits: str, **fields: Any) -> Arrangement:
    given = {"prohibits": prohibits or ("AIR",), "areas": ("area:zone",)} | fields
    windows = given.pop("windows", (Window(WEEK),))
    return arrangement("zone", provisions=(provision(**given),), windows=windows)


def found(*records: Record, during: Interval = WEEK) -> list[Finding]:
    return list(findings(picture(*records), during, rule="TERM-01"))


def answers(*records: Record) -> dict[str, str]:
    (one,) = found(*records)
    return {name: one.values[name] for name in ("bound", "excluded", "place", "time", "act")}


def said(finding: Finding, *records: Record, lang: str = "en") -> str:
    return " ".join(told(finding, picture(*records), Words(lang), "Asia/Damascus"))


def test_flights_in_an_area_in_which_acts_from_the_air_are_prohibited_to_their_author() -> None:
    records = (ZONE, rule(), *sent(flights("flights", circle())))
    (one,) = found(*records)
    assert (one.severity, one.subjects, one.during) == ("warning", ("notice:flights", "arrangement:zone"), DAY)
    assert answers(*records) == {"bound": "yes", "excluded": "no", "place": "yes", "time": "yes", "act": "yes"}
    text = said(one, *records)
    assert text.startswith("What flights announces falls under provision 1 of zone")
    assert "What is announced lies in zone, at least in part." in text
    assert "nothing is said of what was done" in text


def test_what_lies_only_partly_in_the_area_touches_it() -> None:
    edge = away(HERE, 45.0, 10_000.0)
    assert answers(ZONE, rule(), *sent(flights("flights", circle(edge, 3_000.0))))["place"] == "yes"
    assert found(ZONE, rule(), *sent(flights("flights", circle(away(HERE, 45.0, 14_000.0), 3_000.0)))) == []


def test_a_border_that_cannot_be_told_and_an_area_that_nobody_drew() -> None:
    beside = circle(away(HERE, 90.0, 12_000.0), 2_000.0)
    (one,) = found(ZONE, rule(), *sent(flights("flights", beside)))
    assert one.values["place"] == "cannot tell", "within two millimetres of the border"
    records = (rule(), *sent(flights("flights", circle())))
    (one,) = found(*records)
    assert (one.values["place"], one.severity) == ("cannot tell", "note")
    assert "Whether what is announced lies in zone cannot be told." in said(one, *records)


def test_who_is_bound_and_who_is_left_out() -> None:
    other = flights("flights", circle(), "party:b")
    assert found(ZONE, rule(), *sent(other)) == []
    part = party("b", affiliations=(Affiliation("party:a", "part_of"),))
    assert answers(ZONE, rule(), part, *sent(other))["bound"] == "yes", "part of a party that is bound"
    assert found(ZONE, rule(excluded=("party:a",)), *sent(flights("flights", circle()))) == []
    contested = Designation(author="party:c", party="party:a", by="party:council", value="contested", during=WEEK)
    by = rule(excluded_by=("party:council",))
    records = (ZONE, by, contested, *sent(flights("flights", circle())))
    assert answers(*records)["excluded"] == "cannot tell"
    assert "left out is contested" in said(found(*records)[0], *records)


def test_somebody_who_joins_in_the_middle_is_bound_from_then_on() -> None:
    joined = Adherence(
        author="party:m",
        arrangement="arrangement:zone",
        party="party:a",
        state="signed",
        during=Interval(utc(2016, 6, 1, 12), None),
    )
    records = (ZONE, rule(bound=Bound("adherents")), joined, *sent(flights("flights", circle())))
    (one,) = found(*records)
    assert one.severity == "warning"
    assert one.during == Interval(utc(2016, 6, 1, 12), DAY.end)


def test_times_suspensions_doubts_and_ends() -> None:
    flight = sent(flights("flights", circle()))
    assert found(ZONE, rule(windows=(Window(Interval(utc(2016, 6, 1, 18), utc(2016, 6, 9))),)), *flight) == [], "half-open"
    late = rule(windows=(Window(Interval(utc(2016, 6, 1, 17), utc(2016, 6, 9))),))
    assert found(ZONE, late, *flight)[0].during == Interval(utc(2016, 6, 1, 17), DAY.end)
    off = ArrangementChange(author="party:m", arrangement="arrangement:zone", change="suspended", at=utc(2016, 6, 1))
    assert found(ZONE, rule(), off, *flight) == []
    (one,) = found(ZONE, rule(windows=(Window(WEEK, doubtful=True),)), *flight)
    assert (one.values["time"], one.severity) == ("cannot tell", "note")
    assert found(ZONE, rule(), *flight, ended(flight[0], "cancelled", utc(2016, 5, 31))) == []  # type: ignore[arg-type]
    assert found(ZONE, rule(), *flight, during=Interval(utc(2016, 6, 2), utc(2016, 6, 3))) == []


def test_altitudes_are_held_against_the_band_of_the_provision() -> None:
    low = rule(band=AltitudeBand(0.0, 3_000.0))
    high = flights("flights", circle(), band=AltitudeBand(4_000.0, 9_000.0))
    assert found(ZONE, low, *sent(high)) == []
    assert answers(ZONE, low, *sent(flights("flights", circle(), band=AltitudeBand(2_000.0, 9_000.0))))["place"] == "yes"
    ground = flights("flights", circle(), band=AltitudeBand(0.0, 500.0, "SFC"))
    assert answers(ZONE, low, *sent(ground))["place"] == "cannot tell"


def test_areas_left_out_and_the_whole_theatre() -> None:
    everywhere = rule(areas=(), areas_out=("area:zone",))
    assert found(ZONE, everywhere, *sent(flights("flights", circle()))) == [], "wholly in what is left out"
    assert answers(ZONE, everywhere, *sent(flights("flights", circle(radius=12_000.0))))["place"] == "yes"
    hole = area("hole", *HERE, radius=5_000.0)
    ring = rule(areas_out=("area:hole",))
    assert found(ZONE, hole, ring, *sent(flights("flights", circle()))) == []
    assert answers(ZONE, hole, ring, *sent(flights("flights", circle(radius=6_000.0))))["place"] == "cannot tell"
    undrawn = rule(areas_out=("area:unknown",))
    assert answers(ZONE, undrawn, *sent(flights("flights", circle())))["place"] == "cannot tell"
    records = (everywhere, ZONE, *sent(flights("flights", circle(radius=12_000.0))))
    assert "holds in the whole theatre" in said(found(*records)[0], *records)


@pytest.mark.parametrize(
    ("kind", "fields", "wanted"),
    [
        ("air_activity", {"prohibits": ("AIR",)}, YES),
        ("air_activity", {"prohibits": ("AIR.OVERFLIGHT",)}, YES),
        ("air_activity", {"prohibits": ("AIR.STRIKE",)}, CANNOT_TELL),
        ("air_activity", {"prohibits": ("FIRE", "GROUND")}, NO),
        ("air_activity", {"prohibits": ("*",)}, CANNOT_TELL),
        ("air_activity", {"prohibits": ("*",), "areas": ()}, NO),
        ("air_activity", {"prohibits": ("AIR",), "permits": (Permission("AIR.OVERFLIGHT", needs_notice=True),)}, NO),
        ("air_activity", {"prohibits": ("AIR",), "weapons": ("UAV",)}, CANNOT_TELL),
        ("exercise", {"prohibits": ("FIRE",)}, CANNOT_TELL),
        ("exercise", {"prohibits": ("FIRE",), "permits": (Permission("PERMITTED.EXERCISE", needs_notice=True),)}, NO),
        ("force_movement", {"prohibits": ("FORCE",)}, YES),
        ("force_movement", {"prohibits": ("FORCE.REINFORCE",)}, CANNOT_TELL),
        ("force_movement", {"prohibits": ("AIR",)}, NO),
    ],
)  # fmt: skip
def test_what_a_notice_announces_against_what_is_prohibited(kind: Any, fields: dict[str, Any], wanted: int) -> None:
    assert act_of(kind, provision(**({"areas": ("area:zone",)} | fields))) == wanted


def test_what_announces_no_act_is_not_asked() -> None:
    records = (
        ZONE,
        rule("*", "AIR"),
        *sent(site("hospital", author="party:a")),
        *sent(convoy("c", HERE, away(HERE, 0.0, 5e3), author="party:a")),
    )
    assert found(*records) == []


def test_forces_that_move_through_the_area() -> None:
    way = away(HERE, 270.0, 30_000.0), away(HERE, 90.0, 30_000.0)
    moving = convoy("column", *way, author="party:a", kind="force_movement")
    (one,) = found(ZONE, rule("FORCE"), *sent(moving))
    assert one.severity == "warning"
    # 60 km in four hours from 08:00: it is within 10 km of the middle from 09:20 to 10:40, half an hour early or late.
    assert one.during.start is not None
    assert one.during.end is not None
    assert utc(2016, 6, 1, 8, 20) <= one.during.start <= utc(2016, 6, 1, 8, 51)
    assert utc(2016, 6, 1, 11, 9) <= one.during.end <= utc(2016, 6, 1, 11, 40)


def test_flights_over_eastern_aleppo_in_the_pause_of_october_2016() -> None:
    """The worked example: the pause prohibits acts from the air to two parties, in one area, by the hour."""
    held = [Known(record_id(to_bytes(one.record)), one.recorded_at, one.record) for one in entries()]
    day = Interval(utc(2016, 10, 20, 4), utc(2016, 10, 20, 20))
    made = [
        notice(name, "air_activity", author, window=day, volumes=(Volume4D(Circle(37.18, 36.2, 4_000.0), during=day),))
        for name, author in (("flights", "party:russia"), ("others", "party:us"))
    ]
    out = [Known(record_id(to_bytes(one)), utc(2016, 10, 19), one) for made_ in made for one in sent(made_, utc(2016, 10, 19))]
    seen = History([*held, *out]).as_of(utc(2016, 12, 1), utc(2018, 1, 1))
    sure = [one for one in findings(seen, day, rule="TERM-01") if one.severity == "warning"]
    assert {one.subjects[0] for one in sure} == {"notice:flights"}
    (pause,) = (one for one in sure if one.subjects[1] == "arrangement:aleppo-air-2016-10")
    text = " ".join(told(pause, seen, Words("en"), "Asia/Damascus"))
    assert "act from the air, kind not said" in text


def test_the_order_of_records_does_not_matter() -> None:
    records = [
        ZONE,
        rule(),
        rule("*", "FORCE"),
        *(record for n in range(4) for record in sent(flights(f"f{n}", circle(away(HERE, 0.0, 5e3 * n))))),
    ]
    wanted = found(*records)
    assert len(wanted) > 1
    random.Random(4).shuffle(records)
    assert found(*records) == wanted


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_sentence_fills_in_every_language(lang: str) -> None:
    records = (ZONE, rule("*"), *sent(flights("flights", circle())))
    assert "{" not in said(found(*records)[0], *records, lang=lang)
