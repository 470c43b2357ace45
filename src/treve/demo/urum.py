"""The convoy at Urum al-Kubra, 19 September 2016: three tolls by three bodies, one word taken back, the inquiries."""

from collections.abc import Iterator
from typing import Any

from treve.demo.incidents import AMERICA, RUSSIA, SYRIA, denied, report, span
from treve.demo.places import where
from treve.demo.saying import Entry, at, background, entry, on, source
from treve.records.incident import Attribution, Handling, Link, Occurrence
from treve.records.kinds import record_id, to_bytes
from treve.records.relief import AidDelivery
from treve.records.report import Harm, Range

KEY = "incident:urum-al-kubra-2016-09-19"
_NAME = KEY.partition(":")[2]
UN, BOARD, COMMISSION = "party:united-nations", "party:board-of-inquiry", "party:commission-of-inquiry"
_WHERE: dict[str, Any] = {
    "occurred": span("2016-09-19 19:00", "2016-09-19 23:30", "in the evening"), "place": where("urum-al-kubra"),
    "target_kind": ("humanitarian",), "against": (UN, "party:sarc"),
}  # fmt: skip
_AIR = ("AIR.STRIKE", "AID.ATTACK")
_BOARD = source("United Nations", "2016-12-21", "S/2016/1093")
_COMMISSION = source("Commission of Inquiry on Syria", "2017-03-01")


def entries() -> Iterator[Entry]:
    """The reports, held together by a person's word; positions; two inquiries that answer two questions."""
    yield from _first_words()
    yield report(
        "2016-12-21 22:00", BOARD, f"{_NAME}-boi", **_WHERE, acts=_AIR, reporter_role="monitor", harm=Harm(killed=Range(10), injured=Range(22)),
        sources=_BOARD, note="At least ten killed and at least 22 injured.",
    )  # fmt: skip
    yield report(
        "2017-03-01 22:00", COMMISSION, f"{_NAME}-coi", **_WHERE, acts=_AIR, reporter_role="monitor", alleged=(SYRIA,),
        harm=Harm(killed=Range(14, 14, 14), injured=Range(15, 15, 15)), sources=_COMMISSION, note="14 killed and 15 injured.",
    )  # fmt: skip
    for known, suffix in (("2016-09-20 23:00", "us"), ("2016-12-21 23:00", "boi"), ("2017-03-01 23:00", "coi")):
        yield entry(known, Link, key=f"link:{_NAME}-{suffix}", a=KEY, b=f"{KEY}-{suffix}", relation="same_incident", score=0.95)
    yield from denied("2016-09-20 22:00", _NAME, RUSSIA, SYRIA, sources=source("Reuters", "2016-09-20"))
    yield from _inquiries()


def _first_words() -> Iterator[Entry]:
    said: dict[str, Any] = {
        "reporter_role": "humanitarian",
        "note": "A convoy of 31 lorries of the UN and the Red Crescent, for 78,000 people.",
    }
    first = report("2016-09-20 08:00", UN, _NAME, **_WHERE, acts=_AIR, sources=background("2016-09-20"), **said)
    yield first
    better = report(
        "2016-09-20 18:00", UN, _NAME, **_WHERE, acts=("AID.ATTACK",), sources=background("2016-09-20"),
        corrects=record_id(to_bytes(first.record)), reporter_role="humanitarian",
        note="The UN takes back the word air strikes, put down to a drafting error: an attack, of a kind not said.",
    )  # fmt: skip
    yield better
    yield report(
        "2016-10-01 12:00", UN, _NAME, **_WHERE, acts=("AID.ATTACK",), sources=source("Just Earth News", "2016-10-01"), harm=Harm(killed=Range(18)),
        corrects=record_id(to_bytes(better.record)), reporter_role="humanitarian",
        note="The Secretary-General's spokesperson on 30 September: at least 18 killed, among them the head of the local Red Crescent.",
    )  # fmt: skip
    yield report(
        "2016-09-20 22:00", AMERICA, f"{_NAME}-us", **_WHERE, acts=_AIR, alleged=(RUSSIA, SYRIA), alleged_mode="one_of", reporter_role="party",
        sources=source("Reuters", "2016-09-20"),
    )  # fmt: skip
    yield entry(
        "2016-09-20 08:00", AidDelivery, key="aid:urum-al-kubra-2016-09-19", place="place:urum-al-kubra", at=on("2016-09-19"), outcome="attacked",
        carriers=(UN, "party:sarc"), vehicles=31, people=Range(78_000, 78_000, 78_000), arrangement="arrangement:package-2016-09",
        cargo="Relief goods, being unloaded at a Red Crescent compound.", sources=background("2016-09-20"),
    )  # fmt: skip


def _inquiries() -> Iterator[Entry]:
    for known, key, step, by, words, cited in (
        ("2016-10-01 12:00", "announced", "tasked", UN, "The Secretary-General announces a Board of Inquiry.", source("Just Earth News", "2016-10-01")),
        ("2016-12-21 22:00", "begun", "under_inquiry", BOARD, "The Board was set up on 21 October and could visit only from 5 to 9 December.", _BOARD),
        ("2016-12-21 22:00", "reported", "reported", BOARD, "An air attack, by more than one aircraft; by whom could not be told. The Coalition is held "
         "highly unlikely.", _BOARD),
    ):  # fmt: skip
        yield entry(known, Handling, author=by, key=f"handling:{_NAME}-{key}", incident=KEY, step=step, by=by, words=words, sources=cited,
                    at=at({"announced": "2016-09-30", "begun": "2016-10-21", "reported": "2016-12-21"}[key]))  # fmt: skip
    yield entry(
        "2016-12-21 22:00", Occurrence, author=BOARD, key=f"occurrence:{_NAME}", incident=KEY, value="verified", at=at("2016-12-21"),
        basis="Board of Inquiry: it was an air attack.", sources=_BOARD,
    )  # fmt: skip
    yield entry(
        "2016-12-21 22:00", Attribution, author=BOARD, key=f"attribution:{_NAME}-boi", incident=KEY, actors=(), level=0, basis=("source",),
        at=at("2016-12-21"), sources=_BOARD, note="The perpetrators could not be identified.",
    )  # fmt: skip
    yield entry(
        "2017-03-01 22:00", Attribution, author=COMMISSION, key=f"attribution:{_NAME}-coi", incident=KEY, actors=(SYRIA,), level=3,
        basis=("source", "source", "technical"), signed_off=("role:commissioner", "role:investigator"), at=at("2017-03-01"), sources=_COMMISSION,
        note="Its standard is reasonable grounds to believe, which is level 3 here.",
    )  # fmt: skip
