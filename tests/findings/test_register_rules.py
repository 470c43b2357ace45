"""DAYD-01, RECON-01 and REG-01 on small records, where the scenario has no such case."""

from datetime import date, timedelta

from tests.making import arrangement, party, picture, report, span, utc
from treve.findings.finding import Finding
from treve.findings.rules import findings
from treve.findings.telling import told
from treve.geo.interval import Interval, UncertainTime
from treve.picture.picture import Picture
from treve.records.base import Record
from treve.records.incident import Classification, Link, Occurrence, Position
from treve.records.report import Harm, Range
from treve.records.tally import Part, Tally
from treve.words import Words

YEAR = Interval(utc(2016, 1, 1), utc(2017, 1, 1))
TRUCE = arrangement("t", Interval(utc(2016, 6, 1, 12), utc(2016, 6, 9)), day_d_days=7)
ALL = (party("a"), party("r"), party("s"), TRUCE)


def day(on: int, hours: float = 24.0) -> Interval:
    return span(utc(2016, 6, on), hours)


def tally(registrar: str, during: Interval, total: int, **fields: object) -> Tally:
    given: dict[str, object] = {
        "author": f"party:{registrar}", "key": f"tally:{registrar}-{during.start:%m%d}-{fields.get('measure', 'violations')}",
        "registrar": f"party:{registrar}", "measure": "violations", "unit": "cases", "period": during, "total": total,
        "arrangement": "arrangement:t",
    }  # fmt: skip
    return Tally(**(given | fields))  # type: ignore[arg-type]


def found(rule: str, *records: Record, during: Interval = YEAR, at: Picture | None = None, **options: str) -> list[Finding]:
    return list(findings(at or picture(*ALL, *records), during, rule=rule, **options))


def test_days_are_counted_for_each_register_by_itself() -> None:
    quiet = [tally("r", day(on), 0) for on in range(2, 9) if on != 6]
    fire = report("fire", span(utc(2016, 6, 4, 10)), register="party:s")
    vague = report("vague", day(7), register="party:s", acts=("VIOLENCE",), alleged=())
    first, second = found("DAYD-01", *quiet, fire, vague)
    assert first.subjects == ("arrangement:t", "party:r")
    days = first.values["days"]
    assert list(days) == [f"2016-06-0{on}" for on in range(2, 9)], "the first day was not a whole one"
    assert (first.values["sure"], first.values["most"], first.values["silent"]) == (2, 7, 1)
    assert days["2016-06-06"] == "not_reported", "silence is never compliance"
    assert second.values["days"] == {
        "2016-06-02": "not_reported", "2016-06-03": "not_reported", "2016-06-04": "not_compliant", "2016-06-05": "not_reported",
        "2016-06-06": "not_reported", "2016-06-07": "cannot_tell", "2016-06-08": "not_reported",
    }  # fmt: skip
    assert (second.values["sure"], second.values["most"]) == (0, 4)
    assert second.details[1].values == {"day": date(2016, 6, 4), "incidents": ["incident:fire"]}


def test_an_incident_over_two_days_breaks_none_for_certain() -> None:
    night = report("night", span(utc(2016, 6, 4, 20), 8.0), register="party:r")
    (one,) = found("DAYD-01", night)
    assert {on: state for on, state in one.values["days"].items() if state != "not_reported"} == {
        "2016-06-04": "cannot_tell", "2016-06-05": "cannot_tell",
    }  # fmt: skip


def test_a_report_that_is_no_violation_says_nothing_of_the_day() -> None:
    other = report("other", span(utc(2016, 6, 4, 10)), register="party:r", alleged=("party:b",))
    (one,) = found("DAYD-01", other)
    assert "no register says anything" in " ".join(told(one, picture(*ALL), Words("en"), "UTC"))


def test_days_are_those_of_the_theatre_up_to_now() -> None:
    held = picture(*ALL, tally("r", Interval(utc(2016, 6, 1, 21), utc(2016, 6, 4, 21)), 0), at=utc(2016, 6, 4, 21))
    (one,) = found("DAYD-01", at=held, zone="Asia/Damascus")
    assert list(one.values["days"]) == ["2016-06-02", "2016-06-03", "2016-06-04"]
    assert one.values["sure"] == 3


def test_days_on_request() -> None:
    plain = arrangement("plain", Interval(utc(2016, 6, 1), utc(2016, 6, 4)))
    assert [one.subjects[0] for one in found("DAYD-01", plain)] == ["arrangement:t"]
    (one,) = found("DAYD-01", plain, arrangement="arrangement:plain")
    assert one.subjects == ("arrangement:plain",)


def test_a_number_of_several_days_breaks_no_single_one() -> None:
    (one,) = found("DAYD-01", tally("r", Interval(utc(2016, 6, 3), utc(2016, 6, 5)), 4))
    assert one.values["unknown"] == 2


def test_totals_that_fall_or_jump() -> None:
    totals = [
        tally("r", day(on), total, measure="settlements_total", unit="settlements") for on, total in ((1, 40), (3, 50), (5, 45))
    ]
    joined = [tally("r", day(on), 3, measure="settlements_joined", unit="settlements") for on in (2, 3)]
    fell, jumped = sorted(found("RECON-01", *totals, *joined), key=lambda one: one.values["rise"])
    assert (fell.values["before"], fell.values["after"]) == (50, 45)
    assert (jumped.values["rise"], jumped.values["added"]) == (10, 6)
    assert found("RECON-01", *totals[:2], joined[0]) == [], "with a day missing no sum can be asked"
    many = tally("r", day(2), 12, measure="settlements_joined", unit="settlements")
    assert "for some of these days alone" in found("RECON-01", *totals[:2], many)[0].sentence


def test_a_headline_that_differs_from_the_body_without_parts() -> None:
    (one,) = found("RECON-01", tally("r", day(2), 15, body_total=14))
    assert one.sentence == "{registrar} published {total} in the headline and {body} in the body of the same text."


def test_two_registers_of_one_day() -> None:
    first = tally("r", day(2), 3, by="area", breakdown=(Part("place:x", 2), Part("place:y", 1)))
    second = tally("s", day(2), 2, by="area", breakdown=(Part("place:x", 2),))
    held = report("held", span(utc(2016, 6, 2, 10)), register="party:r")
    twin = report("twin", span(utc(2016, 6, 2, 10)), register="party:s")
    alone = report("alone", span(utc(2016, 6, 2, 15)), register="party:r")
    linked = Link(author="party:monitor", a="incident:held", b="incident:twin", relation="same_incident")
    counts, only = sorted(
        found("REG-01", first, second, held, twin, alone, linked), key=lambda one: len(one.subjects), reverse=True
    )
    assert (counts.values["one"], counts.values["other"]) == (3, 2)
    assert [part.values["of"] for part in counts.details if "of" in part.values] == ["place:y"]
    assert (only.values["only_a"], only.values["only_b"], only.values["both"]) == (1, 0, 1)
    assert only.values["incidents_a"] == ["incident:alone"]
    quiet = found("REG-01", first, held, alone)
    assert quiet == [], "the other register published nothing for that day"


def test_positions_classifications_and_occurrence() -> None:
    entry = report("x", register="party:r")
    said = {"author": "party:s", "incident": "incident:x"}
    denies = Position(**said, party="party:s", value="denies")  # type: ignore[arg-type]
    (one,) = found("REG-01", entry, denies)
    assert one.subjects == ("incident:x", "party:s")
    assert found("REG-01", entry, Position(**said, party="party:s", value="confirms_occurrence")) == []  # type: ignore[arg-type]
    none = Classification(**said, by="party:s", value="not_violation", reason="excluded_target")  # type: ignore[arg-type]
    (two,) = found("REG-01", entry, none)
    assert told(two, picture(*ALL), Words("en"), "UTC")[1] == "s: no violation (the target is outside the arrangement)."
    own = Classification(author="party:r", incident="incident:x", by="party:r", value="not_violation")
    assert found("REG-01", entry, own) == [], "a registrar may say so of its own entry"
    judged = [
        Occurrence(author=f"party:{who}", incident="incident:x", value=value)
        for who, value in (("r", "verified"), ("s", "refuted"))
    ]  # type: ignore[arg-type]
    assert [finding.severity for finding in found("REG-01", entry, *judged)] == ["attention"]


def test_figures_of_one_incident_that_do_not_overlap() -> None:
    low = report("x", register="party:r", harm=Harm(killed=Range(10, None, 14)))
    linked = Link(author="party:monitor", a="incident:x", b="incident:y", relation="same_incident")
    high = report("y", register="party:s", harm=Harm(killed=Range(62, None, 83)))
    (one,) = found("REG-01", low, high, linked)
    assert one.values["measure"] == "killed"
    over = report("y", register="party:s", harm=Harm(killed=Range(14)))
    assert found("REG-01", low, over, linked) == [], "at least 14 may be 14"


def test_a_time_that_is_open_takes_no_part() -> None:
    old = report(
        "old", register="party:r", occurred=UncertainTime(Interval(utc(2016, 1, 1), utc(2016, 6, 1) + timedelta(days=90)))
    )
    assert found("REG-01", old, tally("r", day(2), 3), tally("s", day(2), 3)) == []
