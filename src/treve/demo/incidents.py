"""Single incidents of the scenario, each as reported, with what was said about it afterwards."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from treve.demo.saying import THEATRE_ZONE, Entry, at, between, on, source
from treve.geo.interval import UncertainTime
from treve.geo.place import Disc, UncertainPlace
from treve.records.base import Record
from treve.records.incident import Attribution, Handling, Link, Occurrence, Position, Withdrawal
from treve.records.kinds import record_id, to_bytes
from treve.records.report import Circumstances, Harm, IncidentReport, Range

AIRPORT = UncertainPlace("hill south-west of Deir ez-Zor airport", Disc(40.14, 35.27, 4_000.0))
URUM = UncertainPlace("Urum al-Kubra", Disc(36.96, 36.15, 1_500.0))


def _span(first: str, last: str, said: str = "") -> UncertainTime:
    return UncertainTime(between(first, last), THEATRE_ZONE, said)


def _report(known: datetime, author: str, key: str, **fields: Any) -> Entry:
    return Entry(known, IncidentReport(author=author, key=f"incident:{key}", channel="open_source", **fields))


def _strike(killed: Range, author: str, key: str, outlet: str) -> Entry:
    return _report(
        at("2016-09-18", "10:00"), author, key, occurred=_span("2016-09-17 15:55", "2016-09-17 16:56", "15:55 to 16:56"),
        place=AIRPORT, acts=("AIR.STRIKE",), weapon="AIRCRAFT.FIXED", alleged=("party:coalition",), against=("party:syrian-army",),
        target_kind=("forces",), harm=Harm(killed=killed, words="37 strikes in an hour."), reporter_role="party",
        sources=source(outlet, "2016-09-18"),
        note="The place given beforehand on the line lay 9 km off. The caller waited 27 minutes for a named person; 15 of the "
        "37 strikes fell meanwhile.",
    )  # fmt: skip


def entries() -> Iterator[Entry]:
    """All incidents, in order of time."""
    yield _report(
        at("2016-02-28", "09:00"), "party:hnc", "hnc-2016-02-27", occurred=on("2016-02-27"),
        place=UncertainPlace("several places"), acts=("VIOLENCE",), alleged=("party:syria", "party:russia"), alleged_mode="one_of",
        sources=source("Agence France-Presse", "2016-02-28"), note="The HNC counted 15 violations on the first day.",
        reporter_role="party",
    )  # fmt: skip
    yield _report(
        at("2016-03-02", "12:00"), "party:united-states", "hirbinafsah-2016-03-01", occurred=on("2016-02-29", "2016-03-01"),
        place=UncertainPlace("Hirbinafsah, first logged as Harb Bebsi", Disc(36.55, 34.93, 2_000.0)), acts=("FIRE",),
        sources=source("Syria Direct", "2016-03-02"), alleged=("party:syria",), reporter_role="civilian",
        note="Called in to the American hotline, whose operators spoke no Arabic; the name had to be repeated four times.",
    )  # fmt: skip
    yield _report(
        at("2016-06-03", "18:00"), "party:syrian-opposition", "daraya-2016-06-03", occurred=on("2016-06-03"),
        place=UncertainPlace("Daraya", Disc(36.24, 33.46, 2_500.0)), acts=("FIRE",), alleged=("party:syrian-army",),
        sources=source("widely documented", "2016-06-03", background=True),
        note="On the day on which the first 48 hours had ended, at one minute past midnight.",
    )  # fmt: skip
    yield from _deir_ez_zor()
    yield from _urum()
    yield _report(
        at("2017-04-07", "09:00"), "party:russia", "shayrat-2017-04-07", occurred=on("2017-04-07", said="early morning"),
        place=UncertainPlace("Shayrat airfield", Disc(36.91, 34.49, 3_000.0)), acts=("MISSILE",), weapon="SSM",
        alleged=("party:united-states",), against=("party:syrian-army",), sources=source("Sputnik", "2017-04-07"),
        note="Russia had been warned over the line.", reporter_role="party", circumstances=Circumstances(notified=True),
    )  # fmt: skip


def _deir_ez_zor() -> Iterator[Entry]:
    first = _strike(Range(62), "party:russia", "deir-ez-zor-2016-09-17", "Russian Ministry of Defence")
    other = _strike(Range(83), "party:syria", "deir-ez-zor-2016-09-17-sana", "SANA")
    yield first
    yield other
    key = "incident:deir-ez-zor-2016-09-17"
    yield Entry(
        at("2016-09-18", "12:00"),
        Link(author="party:demonstration", a=key, b=f"{key}-sana", relation="same_incident", score=0.97),
    )  # fmt: skip
    coalition = {"author": "party:coalition", "incident": key, "sources": source("McClatchy", "2016-09-18")}
    yield Entry(
        at("2016-09-18", "14:00"),
        Position(**coalition, party="party:coalition", value="admits", words="The Coalition meant Islamic State; it halted when told."),  # type: ignore[arg-type]
    )  # fmt: skip
    yield Entry(
        at("2016-11-29", "18:00"),
        Attribution(
            author="party:coalition", incident=key, actors=("party:coalition",), level=5, basis=("admission",),
            signed_off=("role:investigator", "role:commander"), at=at("2016-11-29"), sources=source("McClatchy", "2016-11-29"),
        ),
    )  # fmt: skip
    yield Entry(
        at("2016-11-29", "18:00"),
        Occurrence(**coalition, value="verified", at=at("2016-11-29"), basis="Inquiry of the Coalition, published."),  # type: ignore[arg-type]
    )  # fmt: skip
    mistaken: Record = IncidentReport(
        author="party:demonstration", key="incident:deir-ez-zor-second-raid", occurred=_span("2016-09-17 18:00", "2016-09-17 20:00"),
        place=AIRPORT, acts=("AIR.STRIKE",), alleged=("party:coalition",), sources=source("press report, outlet not shown", "2016-09-18"),
    )  # fmt: skip
    yield Entry(at("2016-09-18", "15:00"), mistaken)
    yield Entry(
        at("2016-09-18", "21:00"),
        Withdrawal(
            author="party:demonstration", withdraws=record_id(to_bytes(mistaken)), said_at=at("2016-09-18", "21:00"),
            reason="The second raid was the first one, reported with another hour.",
        ),
    )  # fmt: skip


def _urum() -> Iterator[Entry]:
    hour = _span("2016-09-19 19:00", "2016-09-19 23:00", "in the evening")
    common: dict[str, Any] = {
        "occurred": hour, "place": URUM, "acts": ("AIR.STRIKE", "AID.ATTACK"), "target_kind": ("humanitarian",),
        "against": ("party:united-nations", "party:sarc"),
    }  # fmt: skip
    first = IncidentReport(
        author="party:united-nations", key="incident:urum-al-kubra-2016-09-19", channel="open_source",
        harm=Harm(killed=Range(18)), sources=source("United Nations", "2016-09-30"), **common,
        note="Convoy of 31 lorries of the UN and the Red Crescent, for 78,000 people.",
    )  # fmt: skip
    yield Entry(at("2016-09-30", "18:00"), first)
    better = IncidentReport(
        author="party:united-nations", key="incident:urum-al-kubra-2016-09-19", channel="open_source",
        corrects=record_id(to_bytes(first)),
        harm=Harm(killed=Range(10, None, 18), injured=Range(22)), sources=source("Board of Inquiry, S/2016/1093", "2016-12-21"),
        **common, note="At least 10 killed and 22 injured by the Board's count; others gave 14 and 18.",
    )  # fmt: skip
    yield Entry(at("2016-12-21", "18:00"), better)
    key = "incident:urum-al-kubra-2016-09-19"
    yield _report(
        at("2016-09-20", "18:00"), "party:united-states", "urum-al-kubra-2016-09-19-us", reporter_role="party",
        alleged=("party:russia", "party:syria"), alleged_mode="one_of", sources=source("Reuters", "2016-09-20"), **common,
    )  # fmt: skip
    yield Entry(
        at("2016-09-30", "18:30"),
        Link(author="party:demonstration", a=key, b=f"{key}-us", relation="same_incident", score=0.93),
    )  # fmt: skip
    for party in ("party:russia", "party:syria"):
        yield Entry(
            at("2016-09-30", "19:00"),
            Position(author=party, incident=key, party=party, value="denies", at=at("2016-09-20"), sources=source("Reuters", "2016-09-20")),
        )  # fmt: skip
    yield Entry(
        at("2016-12-21", "18:00"),
        Occurrence(
            author="party:united-nations", incident=key, value="verified", at=at("2016-12-21"),
            basis="Board of Inquiry: it was an air attack; it could not say by whom.", sources=source("S/2016/1093", "2016-12-21"),
        ),
    )  # fmt: skip
    yield Entry(
        at("2017-03-01", "18:00"),
        Attribution(
            author="party:united-nations", incident=key, actors=("party:syria",), level=4, basis=("source", "source", "technical"),
            signed_off=("role:commissioner", "role:investigator"), at=at("2017-03-01"),
            sources=source("Commission of Inquiry on Syria", "2017-03-01"),
        ),
    )  # fmt: skip
    yield Entry(
        at("2016-09-21", "18:00"),
        Handling(
            author="party:united-nations", incident=key, step="under_inquiry", by="party:united-nations", at=at("2016-09-21"),
            words="Board of Inquiry announced.", sources=source("United Nations", "2016-09-30"),
        ),
    )  # fmt: skip
