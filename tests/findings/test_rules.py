"""The rules beside qualification, on the facts of the scenario."""

import random
from datetime import UTC, datetime
from pathlib import Path

from treve.demo.saying import at, between
from treve.demo.scenario import entries
from treve.findings.rules import RULES, findings
from treve.picture.known import Known
from treve.picture.picture import History, Picture
from treve.records.kinds import record_id, to_bytes

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
