"""Every fact about the mechanism in the five press reports is a record with its outlet and date.

The left side is a label of the hand-made reading (report, then record or quotation), the right side the
record that holds the fact. Where the labels are at hand, none of them may be missing from the table.
"""

import json
import re
import unicodedata
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from tests.demo.view import everything, held
from treve.demo.saying import between
from treve.geo.interval import Interval
from treve.records.arrangement import Arrangement
from treve.records.base import Record
from treve.records.report import IncidentReport
from treve.records.talk import Answer, Meeting, Proposal, Readout, Statement
from treve.records.tally import Toll

REPORTS = Path(__file__).resolve().parents[3] / "shared" / "data" / "reports" / "fr"
OUTLETS = {
    "000": ("APS", date(2017, 5, 3)),
    "001": ("agencies and newsroom", date(2016, 7, 6)),
    "002": ("press report, outlet not shown", date(2017, 4, 29)),
    "003": ("Le Soleil / Agence France-Presse", date(2016, 6, 1)),
    "004": ("press report, with AFP", date(2015, 9, 29)),
}
ARRANGED = ("arrangement:", "incident:")
# label: the record; several where the report says several things in one
FACTS: dict[str, tuple[str, ...]] = {
    "000 r1": ("meeting:putin-trump-2017-05-02",),
    "000 r2": ("readout:kremlin-2017-05-02",),
    "000 r3": ("arrangement:air-safety", "statement:ozerov-memorandum-2017-05-03"),
    "000 r4": ("meeting:astana-4",),
    "000 r5": ("statement:geneva-again-2017-05-03",),
    "000 r6": ("meeting:astana-4",),
    "000 r7": ("arrangement:ceasefire-2016-12-30",),
    "000 q1": ("statement:ozerov-coordination-2017-05-03",),
    "000 q2": ("statement:ozerov-coordination-2017-05-03",),
    "000 q3": ("readout:kremlin-2017-05-02",),
    "000 q4": ("readout:kremlin-2017-05-02",),
    "000 q5": ("statement:ozerov-memorandum-2017-05-03",),
    "000 +1": ("statement:ambassador-until-now-2017-05-03",),
    "001 r1": ("meeting:putin-obama-2016-07-06",),
    "001 r2": ("readout:kremlin-2016-07-06",),
    "001 r3": ("statement:separate-opposition-2016-07-06",),
    "001 r4": ("meeting:geneva-2016",),
    "001 r5": ("statement:resume-geneva-2016-07-06",),
    "001 r6": ("statement:joint-action-june-2016-07-06",),
    "001 r7": ("proposal:joint-strikes-2016-05", "answer:joint-strikes-2016-05"),
    "001 r8": ("meeting:nato-warsaw-2016-07",),
    "001 r9": ("meeting:kerry-georgia-2016-07",),
    "001 r10": ("arrangement:eid-2016-07", "statement:army-eid-2016-07-06"),
    "001 r11": ("arrangement:coh-2016-02-27", "statement:coh-broke-down-2016-07-06"),
    "001 r12": ("statement:coh-broke-down-2016-07-06",),
    "001 q1": ("readout:kremlin-2016-07-06",),
    "001 q2": ("readout:kremlin-2016-07-06",),
    "001 q3": ("statement:separate-opposition-2016-07-06",),
    "001 q4": ("readout:kremlin-2016-07-06",),
    "001 q5": ("statement:resume-geneva-2016-07-06",),
    "001 q6": ("statement:joint-action-june-2016-07-06",),
    "001 q7": ("statement:kerry-welcomes-2016-07-06",),
    "001 +1": ("statement:services-cooperate-2016-07-06",),
    "002 r1": ("meeting:lavrov-safadi-2017-04-29",),
    "002 r2": ("readout:russian-mfa-2017-04-29",),
    "002 r3": ("meeting:astana-4",),
    "002 r4": ("statement:mechanism-since-january-2017-04-29", "decision:trilateral-mechanism-2017-01-24"),
    "002 r5": ("arrangement:ceasefire-2016-12-30", "statement:outside-the-ceasefire-2017-04-29"),
    "002 r6": ("statement:mechanism-since-january-2017-04-29",),
    "002 q1": ("statement:ready-to-cooperate-2017-04-29",),
    "002 q2": ("statement:ready-to-cooperate-2017-04-29",),
    "002 q3": ("statement:king-abdullah-2017-04-29",),
    "002 q4": ("statement:ceasefire-matters-2017-04-29",),
    "002 q5": ("statement:join-forces-2017-04-29",),
    "002 q6": ("statement:join-forces-2017-04-29",),
    "002 q7": ("readout:russian-mfa-2017-04-29",),
    "002 q8": ("readout:russian-mfa-2017-04-29",),
    "003 r1": ("meeting:kerry-lavrov-2016-05-17",),
    "003 r2": ("meeting:kerry-lavrov-2016-06-01",),
    "003 r3": ("proposal:joint-strikes-2016-05", "answer:joint-strikes-2016-05"),
    "003 r4": ("proposal:raqqa-2016-05",),
    "003 r5": ("arrangement:daraya-2016-06",),
    "003 r6": ("aid:daraya-2016-06-01",),
    "003 r7": ("statement:us-press-damascus-2016-06-01", "readout:washington-2016-06-01"),
    "003 r8": ("incident:daraya-2016-05",),
    "003 r9": ("toll:2016-06",),
    "003 r10": ("arrangement:coh-2016-02-27", "statement:vienna-no-progress-2016-06-01"),
    "003 r11": ("format:issg", "statement:vienna-no-progress-2016-06-01"),
    "003 r12": ("statement:us-press-damascus-2016-06-01",),
    "003 q1": ("readout:russian-mfa-2016-06-01",),
    "003 q2": ("readout:russian-mfa-2016-06-01",),
    "003 q3": ("proposal:raqqa-2016-05",),
    "004 r1": ("meeting:obama-putin-2015-09-28",),
    "004 r2": ("statement:no-steps-2015-09-29",),
    "004 r3": ("meeting:ministries-2015", "statement:ministries-2015-09-29"),
    "004 r4": ("toll:2015-09",),
    "004 q1": ("statement:ministries-2015-09-29",),
    "004 q2": ("statement:ministries-2015-09-29",),
    "004 q3": ("statement:keep-talking-2015-09-29",),
    "004 q4": ("statement:no-steps-2015-09-29",),
    "004 q5": ("statement:no-steps-2015-09-29",),
    "004 q6": ("statement:ministries-2015-09-29",),
    "004 q7": ("statement:ministries-2015-09-29",),
    "004 q8": ("statement:all-coordinate-2015-09-29",),
    "004 q9": ("statement:single-command-2015-09-29",),
    "004 q10": ("statement:single-command-2015-09-29",),
    "004 q11": ("statement:obama-heard-2015-09-29",),
    "004 q12": ("statement:putin-mechanisms-2015-09-29",),
    "004 q13": ("statement:putin-mechanisms-2015-09-29",),
    "004 q14": ("statement:putin-open-2015-09-29",),
    "004 q15": ("statement:obama-all-countries-2015-09-29",),
}
ACTORS = {
    "state:RUS": "party:russia", "state:USA": "party:united-states", "state:SYR": "party:syria", "state:TUR": "party:turkey",
    "state:IRN": "party:iran", "state:JOR": "party:jordan", "org:UN": "party:united-nations", "coalition:SDF": "party:arab-kurdish-coalition",
    "group:SYR_OPP": "party:syrian-opposition",
}  # fmt: skip
NAMES = {"person:Putin": "Putin", "person:Obama": "Obama", "person:Trump": "Trump", "person:Lavrov": "Lavrov", "person:Kerry": "Kerry",
         "person:Safadi": "Safadi", "person:Ozerov": "Ozerov"}  # fmt: skip


def versions(key: str) -> list[Record]:
    return [one.record for one in held() if one.record.key == key]


@pytest.mark.parametrize(("label", "key"), [(label, key) for label, keys in FACTS.items() for key in keys])
def test_each_fact_is_a_record_that_cites_its_report(label: str, key: str) -> None:
    found = versions(key)
    assert found, f"{label}: there is no {key}"
    outlet = OUTLETS[label[:3]]
    cited = {(source.outlet, source.on) for record in found for source in record.sources}
    # An arrangement, a standing forum or a mechanism stands on its own text; what two reports tell stands on the earlier one.
    if key.startswith(("arrangement:", "decision:", "format:")) or label[:3] == "001":
        assert cited
    else:
        assert outlet in cited


def labels(number: str) -> dict[str, dict[str, Any]]:
    path = REPORTS / "gold" / f"{number}.json"
    if not path.exists():
        pytest.skip(f"{path} is not here; the labels stay beside the checkout")
    gold = json.loads(path.read_text(encoding="utf-8"))
    return {f"{number} {one['id']}": one for one in (*gold["records"], *gold["quotes"])}


@pytest.mark.parametrize("number", list(OUTLETS))
def test_no_label_is_missing(number: str) -> None:
    assert set(labels(number)) == {label for label in FACTS if label.startswith(number) and "+" not in label}


@pytest.mark.parametrize("label", [label for label in FACTS if "+" not in label])
def test_the_record_says_what_the_label_says(label: str) -> None:
    slots = (one := labels(label[:3])[label]).get("slots", {})
    records = [record for key in FACTS[label] for record in versions(key)]
    for record in records:
        if isinstance(record, Meeting) and one.get("type") in ("call", "talks"):
            assert (
                parties(slots, "parties", "sponsors", "observers") <= {seat.party for seat in record.seats}
                or record.held == "announced"
            )
            assert all(any(NAMES[who] in seat.person for seat in record.seats) for who in slots.get("persons", ()))
            assert when(slots) is None or record.at.within.overlaps(when(slots))
        if isinstance(record, Proposal):
            assert parties(slots, "by") <= set(record.by)
            assert parties(slots, "to") <= set(record.to)
        if isinstance(record, Answer):
            assert record.value == slots["response"]
        if isinstance(record, Toll):
            assert (record.number.low, record.number.high) == (slots["killed"], None)
        if (
            isinstance(record, Statement)
            and one.get("speaker", "").startswith("person:")
            and record.speaker.split()[-1] != "newsroom"
        ):
            assert NAMES[one["speaker"]] in record.speaker
        if isinstance(record, Readout) and one.get("speaker", "").startswith("state:"):
            assert ACTORS[one["speaker"]] in record.issuers
        if isinstance(record, Arrangement) and slots.get("duration"):
            assert record.stated_duration == f"{slots['duration'].removeprefix('PT').removesuffix('H')} hours"
        if isinstance(record, IncidentReport):
            assert parties(slots, "by") == set(record.alleged)


def parties(slots: dict[str, Any], *roles: str) -> set[str]:
    return {ACTORS[who] for role in roles for who in slots.get(role, ()) if who in ACTORS}


def when(slots: dict[str, Any]) -> Interval | None:
    """The day that a label gives, if it gives one."""
    day = slots.get("date") or slots.get("start") or ""
    return between(day, f"{day} 24:00") if re.fullmatch(r"\d{4}-\d\d-\d\d", day) else None


def words_of(text: str) -> list[str]:
    plain = "".join(one for one in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(one))
    return "".join(one if one.isalnum() else " " for one in plain).split()


@pytest.mark.parametrize("number", list(OUTLETS))
def test_no_sentence_of_a_report_is_copied(number: str) -> None:
    files = sorted(REPORTS.glob(f"{number}_*.txt"))
    if not files:
        pytest.skip("the reports are not here; they stay beside the checkout")
    told = words_of(files[0].read_text(encoding="utf-8"))
    theirs = {tuple(told[place : place + 8]) for place in range(len(told) - 7)}
    for entry in held():
        ours = words_of(repr(entry.record))
        copied = theirs & {tuple(ours[place : place + 8]) for place in range(len(ours) - 7)}
        assert copied == set(), entry.record.key


def test_the_communiques_on_one_call_stand_side_by_side() -> None:
    by_meeting: dict[str, set[str]] = {}
    for one in everything().of_kind(Readout):
        by_meeting.setdefault(one.meeting, set()).update(one.issuers)
    both = {"party:russia", "party:united-states"}
    assert by_meeting["meeting:putin-trump-2017-05-02"] == both
    assert by_meeting["meeting:kerry-lavrov-2016-06-01"] == both


def test_reports_come_in_the_order_of_their_days() -> None:
    days = [on for _, on in sorted(OUTLETS.values(), key=lambda one: one[1])]
    assert all(first < second for first, second in pairwise(days))
