"""The rules beside qualification, on the facts of the scenario."""

import random
from datetime import UTC, datetime
from pathlib import Path

from treve.demo.saying import at, between
from treve.demo.scenario import entries
from treve.findings.finding import Finding
from treve.findings.rules import RULES, findings
from treve.findings.telling import told
from treve.picture.known import Known
from treve.picture.picture import History, Picture
from treve.records.kinds import record_id, to_bytes
from treve.words import Words

ALL = between("2015-01-01", "2018-01-01")


def known(recorded: datetime, *, shuffled: bool = False) -> Picture:
    held = [Known(record_id(to_bytes(one.record)), one.recorded_at, one.record) for one in entries()]
    if shuffled:
        random.Random(5).shuffle(held)
    return History(held).as_of(recorded, recorded)


NOW = datetime(2018, 1, 1, tzinfo=UTC)


def test_the_gap_of_daraya() -> None:
    found = [one for one in findings(known(NOW), ALL) if one.rule == "GAP-01"]
    assert [one.subjects for one in found] == [("arrangement:daraya-2016-06",)]
    assert found[0].during.start == at("2016-06-03", "00:01")
    assert found[0].during.end == at("2016-06-05")


def test_a_lapse_is_seen_the_day_before() -> None:
    day = between("2016-06-02", "2016-06-02 24:00")
    before = [one.subjects[0] for one in findings(known(at("2016-06-02", "12:00")), day) if one.rule == "LAPSE-01"]
    assert before == ["arrangement:daraya-2016-06"]
    assert [one for one in findings(known(NOW), day) if one.rule == "LAPSE-01"] == [], "the extension is known by now"


def text_of(finding: Finding, picture: Picture, lang: str = "en") -> str:
    return " ".join(told(finding, picture, Words(lang), "Asia/Damascus"))


def test_an_extension_known_too_late() -> None:
    held = known(NOW)
    late = [one for one in findings(held, between("2016-06-03", "2016-06-05"), rule="LAPSE-01") if "at" in one.values]
    assert [one.subjects[0] for one in late] == ["arrangement:daraya-2016-06"]
    assert late[0].during == between("2016-06-03 00:01", "2016-06-05 12:00")
    assert "seemed to have ended" in text_of(late[0], held)


def test_the_gap_says_what_applied_meanwhile() -> None:
    held = known(NOW)
    gap = next(one for one in findings(held, ALL, rule="GAP-01"))
    assert "Meanwhile Cessation of hostilities of 27 February 2016" in text_of(gap, held)


def test_the_overlaps_of_september() -> None:
    held = known(NOW)
    found = {one.subjects: one for one in findings(held, between("2016-09-12", "2016-09-17"), rule="OVER-01")}
    pair = found["arrangement:package-2016-09", "arrangement:syrian-army-2016-09"]
    assert pair.during == between("2016-09-12 19:00", "2016-09-16 19:00")
    assert "Both bind: Syrian Arab Army." in text_of(pair, held)
    assert "no record says which of them prevails" in text_of(pair, held)
    castello = found["arrangement:package-2016-09", "arrangement:castello-road"]
    assert "Castello Road zone is the more specific: its area lies within" in text_of(castello, held)
    assert len({frozenset(pair) for pair in found}) == len(found), "each pair once"


def test_the_contradictions_of_the_scenario() -> None:
    held = known(NOW)
    found = {one.subjects: one for one in findings(held, ALL, rule="CTRD-01")}
    assert found["arrangement:eid-2016-07",].values["hours"] == 71.0
    assert "different terms" in text_of(found["arrangement:package-2016-09", "arrangement:syrian-army-2016-09"], held)
    assert "each day from" in text_of(found["arrangement:aleppo-pause-2016-10", "arrangement:syrian-army-aleppo-2016-10"], held)
    assert "contested" in text_of(found["party:ahrar-al-sham", "party:un-security-council"], held)
    lists = found["arrangement:ceasefire-2016-12-30", "party:russia"]
    assert sorted((lists.values["many"], lists.values["few"])) == [7, 13]


def test_the_days_of_the_package() -> None:
    found = findings(known(NOW), ALL, rule="DAYD-01", zone="Asia/Damascus")
    assert {one.subjects[0] for one in found} == {"arrangement:package-2016-09"}
    assert found[0].during == between("2016-09-13", "2016-09-16")


def test_the_registers_of_25_march() -> None:
    held = known(NOW)
    found = findings(held, between("2017-03-25", "2017-03-25 24:00"), rule="REG-01", zone="Asia/Damascus")
    text = " ".join(text_of(one, held) for one in found)
    assert "Russia published 13 (violations), Turkey 19" in text
    assert "Russia holds 13 incidents that Turkey does not, Turkey 19 that Russia does not; 0 stand in both" in text
    assert "Russia: cannot confirm." in text
    assert "Russia: no violation (the target is outside the arrangement)." in text


def test_the_two_bulletins_that_do_not_add_up() -> None:
    found = [one for one in findings(known(NOW), ALL) if one.rule == "RECON-01"]
    assert [(one.subjects[0], one.values["total"], one.values["sum"]) for one in found] == [
        ("tally:ru-2016-03-06", 15, 14),
        ("tally:ru-2017-02-25", 15, 14),
    ]


def test_the_order_of_records_does_not_matter() -> None:
    assert findings(known(NOW), ALL) == findings(known(NOW, shuffled=True), ALL)


def test_every_rule_has_its_page() -> None:
    pages = Path(__file__).resolve().parents[2] / "docs" / "findings"
    for rule in RULES:
        assert "## Worked example" in (pages / f"{rule.lower()}.md").read_text(encoding="utf-8")
