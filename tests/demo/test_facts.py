"""One case a fact: each row of the public facts, September 2015 to May 2017, asked of the records and the picture.

The left side is the fact, the middle asks for it, the right side is the answer. Times are asked in UTC.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from tests.demo.view import everything, get, incident, picture, spans, status, tally, utc
from treve.demo.saying import THEATRE_ZONE, at
from treve.geo.interval import Interval, zone
from treve.records.arrangement import Adherence, Arrangement, ChannelStatus
from treve.records.incident import Classification, Position
from treve.records.party import Designation, Party, Succession
from treve.records.place import Area, Post
from treve.records.relief import AidDelivery, Exchange
from treve.records.talk import Answer, Decision, Meeting, Proposal, Readout, Statement
from treve.records.tally import Tally

COH, CEASEFIRE = "arrangement:coh-2016-02-27", "arrangement:ceasefire-2016-12-30"
Fact = tuple[str, Callable[[], Any], Any]


def made(key: str, known: str = "2018-01-01") -> Arrangement:
    return get(Arrangement, f"arrangement:{key}", known)


def meeting(key: str, known: str = "2018-01-01") -> Meeting:
    return get(Meeting, f"meeting:{key}", known)


def seats(key: str, role: str) -> set[str]:
    return {seat.party.removeprefix("party:") for seat in meeting(key).seats if seat.role == role}


def days(key: str, known: str = "2018-01-01") -> tuple[str, str]:
    """First and last day of a meeting, in Damascus."""
    within = meeting(key, known).at.within
    assert within.start is not None
    assert within.end is not None
    last = within.end - timedelta(minutes=1)
    return str(within.start.astimezone(zone(THEATRE_ZONE)).date()), str(last.astimezone(zone(THEATRE_ZONE)).date())


def adherents(key: str, author: str = "") -> dict[str, str]:
    held = everything().adherences[f"arrangement:{key}"]
    return {one.party.removeprefix("party:"): one.state for one in held if not author or one.author == author}


def positions(subject: str) -> list[tuple[str, str, int | None]]:
    return [(one.party, one.value, one.cases) for one in everything().of_kind(Position) if one.incident == subject]


def changes(key: str) -> list[tuple[str, str]]:
    return [(one.change, f"{one.at:%Y-%m-%d %H:%M}") for one in everything().changes.get(f"arrangement:{key}", ())]


def said(key: str) -> str:
    return get(Statement, f"statement:{key}").words


def span(first: str, last: str) -> Interval:
    return Interval(utc(first), utc(last))


def listed(count: str) -> set[str]:
    held: list[Adherence] = list(everything().adherences[CEASEFIRE])
    return {one.party for one in held if f"{count} " in one.words and one.author == "party:russia"}


def series(measure: str) -> list[int]:
    held = [one for one in everything().of_kind(Tally) if one.measure == measure]
    return [one.total for one in sorted(held, key=lambda one: one.period.bounds)]


def spelled(key: str) -> set[str]:
    place = everything().places[f"place:{key}"]
    return {*place.names.values(), *place.variants}


ROWS: tuple[Fact, ...] = (
    ("28 Sep 2015: Obama and Putin, 90 minutes", lambda: meeting("obama-putin-2015-09-28").minutes, 90),
    ("28 Sep 2015: in New York", lambda: meeting("obama-putin-2015-09-28").place, "place:new-york"),
    ("29 Sep 2015: a single command is not realistic", lambda: get(Statement, "statement:single-command-2015-09-29").act, "refuses"),
    ("29 Sep 2015: talks of the ministries to go on", lambda: meeting("ministries-2015").held, "announced"),
    ("20 Oct 2015: memorandum in effect", lambda: spans("air-safety")[0][0], "2015-10-19 21:00"),
    ("20 Oct 2015: text never released", lambda: made("air-safety").publicity, "confidential"),
    ("20 Oct 2015: signed that day", lambda: made("air-safety").adopted_at, at("2015-10-20")),
    ("11 Feb 2016: two task forces in Munich", lambda: "task forces" in meeting("munich-2016-02-11").outcome, True),
    ("22 Feb 2016: terms published", lambda: made("coh-2016-02-27").adopted_at, at("2016-02-22")),
    ("23 Feb 2016: reconciliation centre", lambda: get(Decision, "decision:reconciliation-centre-2016-02-23").at.date().isoformat(), "2016-02-23"),
    ("26 Feb 2016 12:00: accession closes", lambda: made("coh-2016-02-27").accession.end, utc("2016-02-26 10:00")),  # type: ignore[union-attr]
    ("26 Feb 2016: resolution 2268, 15-0", lambda: (get(Decision, "decision:unscr-2268").votes, get(Decision, "decision:unscr-2268").at), ("15-0", utc("2016-02-26 21:00"))),
    ("27 Feb 2016 00:00: cessation begins", lambda: spans("coh-2016-02-27")[0][0], "2016-02-26 22:00"),
    ("27 Feb 2016: 97 groups", lambda: any("97 groups" in one.words for one in everything().adherences[COH]), True),
    ("27 Feb 2016: Russia counts 17 units", lambda: "Seventeen" in said("seventeen-units-2016-02-27"), True),
    ("25 Feb 2016: the form with the unit on a map", lambda: "on a map" in said("accession-form-2016-02-25"), True),
    ("27 Feb 2016: operation centres", lambda: all(name in said("operation-centres-2016-02-27") for name in ("Moscow", "Washington", "Latakia", "Amman", "United Nations")), True),
    ("2 Mar 2016: the hotline's Arabic fails", lambda: get(Statement, "statement:us-hotline-2016-03-02").act, "confirms"),
    ("27 Feb 2016: the HNC claims 15", lambda: tally("hnc-2016-02-27")[0], 15),
    ("1 Mar 2016: Russia at least 9", lambda: (tally("ru-2016-03-01")[0], "At least nine" in get(Tally, "tally:ru-2016-03-01").note), (9, True)),
    ("6 Mar 2016: 15 = 11 + 1 + 1 + 1, as published", lambda: tally("ru-2016-03-06"), (15, {"damascus": 11, "hama": 1, "daraa": 1, "idlib": 1})),
    ("6 Mar 2016: 42 settlements", lambda: tally("ru-settlements_total-2016-03-06")[0], 42),
    ("6 Mar 2016: 30 groups", lambda: tally("ru-groups_total-2016-03-06")[0], 30),
    ("5 Mar 2016: Russian draft", lambda: get(Proposal, "proposal:violations-procedure-2016-03").at.within.start, at("2016-03-05")),
    ("18 Mar 2016: talks in Amman fail", lambda: (days("amman-2016-03")[0], "No agreement" in meeting("amman-2016-03").outcome), ("2016-03-18", True)),
    ("22 Mar 2016: threat of force alone", lambda: (get(Statement, "statement:threat-2016-03-21").act, "22 March" in said("threat-2016-03-21")), ("threatens", True)),
    ("22 Mar 2016: about 250 counted", lambda: "about 250" in said("threat-2016-03-21"), True),
    ("28 Mar 2016: terms and procedures in force", lambda: get(Decision, "decision:terms-2016-03-28").at, at("2016-03-28")),
    ("30 Apr 2016 00:01: Ghouta 24 h", lambda: made("silence-ghouta").windows[0].during, span("2016-04-29 21:01", "2016-04-30 21:01")),
    ("30 Apr 2016 00:01: Latakia 72 h", lambda: spans("silence-latakia"), [("2016-04-29 21:01", "2016-05-02 21:01", False)]),
    ("3 May 2016 24:00: Ghouta extended twice", lambda: spans("silence-ghouta"), [("2016-04-29 21:01", "2016-05-03 21:00", False)]),
    ("1 May 2016 24:00: end of the first extension", lambda: spans("silence-ghouta", "2016-05-02 11:00"), [("2016-04-29 21:01", "2016-05-01 21:00", False)]),
    ("5 May 2016: Aleppo two days", lambda: spans("silence-aleppo", "2016-05-05 12:00"), [("2016-05-04 21:01", "2016-05-06 21:01", False)]),
    ("10 May 2016 00:01: Aleppo extended", lambda: spans("silence-aleppo"), [("2016-05-04 21:01", "2016-05-09 21:01", False)]),
    ("9 May 2016: joint statement", lambda: "minimum" in get(Decision, "decision:joint-statement-2016-05-09").words, True),
    ("11 May 2016: listing blocked, by whom", lambda: sorted(one.by for one in everything().of_kind(Answer) if one.proposal == "proposal:listing-2016-04" and one.value == "rejected"),
     ["party:france", "party:ukraine", "party:united-kingdom", "party:united-states"]),
    ("17 May 2016: ISSG in Vienna", lambda: (days("vienna-2016-05-17")[0], meeting("vienna-2016-05-17").format), ("2016-05-17", "format:issg")),
    ("May 2016: joint strikes proposed and rejected", lambda: get(Answer, "answer:joint-strikes-2016-05").value, "rejected"),
    ("24 May 2016: call for 72 h in Ghouta and Daraya", lambda: "24 May" in get(Proposal, "proposal:silence-2016-05-24").words, True),
    ("24 May 2016: a call, no arrangement", lambda: [key for key in everything().arrangements if "2016-05-24" in key], []),
    ("1 Jun 2016 00:01: Daraya 48 h, gap, 72 h to 24:00 on 7 Jun", lambda: spans("daraya-2016-06"),
     [("2016-05-31 21:01", "2016-06-02 21:01", False), ("2016-06-04 21:00", "2016-06-07 21:00", False)]),
    ("1 Jun 2016: proposed by Russia, with Washington and Damascus", lambda: (made("daraya-2016-06").proposers, made("daraya-2016-06").brokers),
     (("party:russia",), ("party:united-states", "party:syria"))),
    ("1 Jun 2016: convoy of ICRC, UN and SARC", lambda: get(AidDelivery, "aid:daraya-2016-06-01").carriers, ("party:icrc", "party:united-nations", "party:sarc")),
    ("1 Jun 2016: first since 2012, no food", lambda: [word in get(AidDelivery, "aid:daraya-2016-06-01").cargo for word in ("2012", "no food")], [True, True]),
    ("1 Jun 2016: Lavrov and Kerry by telephone", lambda: (meeting("kerry-lavrov-2016-06-01").meeting_kind, days("kerry-lavrov-2016-06-01")[0]), ("call", "2016-06-01")),
    ("16 Jun 2016: Aleppo 48 h", lambda: spans("silence-aleppo-2016-06"), [("2016-06-15 21:01", "2016-06-17 21:01", False)]),
    ("6 Jul 2016 01:00: the army's truce", lambda: spans("eid-2016-07"), [("2016-07-05 22:00", "2016-07-08 21:00", False)]),
    ("6 Jul 2016: unilateral, in the whole country", lambda: (made("eid-2016-07").form, made("eid-2016-07").provisions[0].areas), ("unilateral", ())),
    ("6 Jul 2016: Putin and Obama by telephone", lambda: "coordination" in get(Readout, "readout:kremlin-2016-07-06").points, True),
    ("14 Jul 2016: Kerry in Moscow", lambda: days("kerry-moscow-2016-07-14")[0], "2016-07-14"),
    ("14 Jul 2016: leaked draft, 24 hours' notice of flights", lambda: "24 hours' notice" in get(Proposal, "proposal:joint-group-2016-07").words, True),
    ("28 Jul 2016: al-Nusra renamed", lambda: get(Succession, "succession:jabhat-fatah-al-sham").at.start, utc("2016-07-27 21:00")),
    ("6 Jul 2016: the two accounts differ", lambda: {one.issuers[0]: sorted(one.points) for one in everything().of_kind(Readout) if one.meeting == "meeting:putin-obama-2016-07-06"},
     {"party:russia": ["coordination", "separation", "talks"], "party:united-states": ["cessation", "talks", "terrorism"]}),
    ("9 Sep 2016 22:00: package adopted", lambda: made("package-2016-09").adopted_at, utc("2016-09-09 19:00")),
    ("9 Sep 2016: five documents, confidential", lambda: ("Five documents" in made("package-2016-09", "2016-09-11").note, made("package-2016-09", "2016-09-11").publicity), (True, "confidential")),
    ("12 Sep 2016 19:00: truce of the package", lambda: spans("package-2016-09", "2016-09-13"), [("2016-09-12 16:00", "2016-09-14 16:00", False)]),
    ("14 Sep 2016: 48 h more", lambda: spans("package-2016-09")[0], ("2016-09-12 16:00", "2016-09-16 16:00", False)),
    ("12 Sep 2016: the army's own seven days", lambda: spans("syrian-army-2016-09"), [("2016-09-12 16:00", "2016-09-18 20:59", False)]),
    ("14 Sep 2016: Russia counts 60 in 48 h", lambda: (tally("ru-2016-09-14")[0], get(Tally, "tally:ru-2016-09-14").period), (60, span("2016-09-12 16:00", "2016-09-14 16:00"))),
    ("15 Sep 2016: the army begins to leave the Castello Road", lambda: "begun to pull" in said("castello-withdrawal-2016-09-15"), True),
    ("15 Sep 2016: the US cannot confirm", lambda: positions("statement:castello-withdrawal-2016-09-15"), [("party:united-states", "cannot_confirm", None)]),
    ("15 Sep 2016: checkpoint with cameras to the Red Crescent", lambda: (get(Post, "post:castello-road").held_by, "cameras" in get(Post, "post:castello-road").words), (("party:sarc",), True)),
    ("15 Sep 2016: heavy weapons 3.5 km back", lambda: get(Area, "area:castello-heavy-weapons").footprint.half_width_m, 3500.0),  # type: ignore[union-attr]
    ("16 Sep 2016: Russia ready for 72 h more, unanswered", lambda: [one for one in everything().of_kind(Answer) if one.proposal == get(Proposal, "proposal:extension-2016-09-16").key], []),
    ("17 Sep 2016 15:55-16:56: Deir ez-Zor", lambda: next(iter(incident("deir-ez-zor-2016-09-17").bodies())).occurred.within, span("2016-09-17 12:55", "2016-09-17 13:56")),
    ("17 Sep 2016: 62, 83 and 90 or more", lambda: sorted(one.harm.killed.low for one in incident("deir-ez-zor-2016-09-17").bodies() if one.harm.killed), [62, 83, 90]),
    ("17 Sep 2016: 37 strikes, 27 minutes", lambda: ["27 minutes" in one.words for one in incident("deir-ez-zor-2016-09-17").handling], [False, True]),
    ("19 Sep 2016: the army declares its truce over, 300", lambda: ("300" in said("army-over-2016-09-19"), tally("syria-2016-09-19")[0]), (True, 300)),
    ("19 Sep 2016: 31 lorries for 78,000", lambda: (get(AidDelivery, "aid:urum-al-kubra-2016-09-19").vehicles, get(AidDelivery, "aid:urum-al-kubra-2016-09-19").people.low), (31, 78_000)),  # type: ignore[union-attr]
    ("19 Sep 2016: three tolls", lambda: sorted(one.harm.killed.low for one in incident("urum-al-kubra-2016-09-19").bodies() if one.harm.killed), [10, 14, 18]),
    ("19 Sep 2016: injured by the Board and the Commission", lambda: sorted(one.harm.injured.low for one in incident("urum-al-kubra-2016-09-19").bodies() if one.harm.injured), [15, 22]),
    ("22 and 27 Sep 2016: leak and publication", lambda: [made("package-2016-09", day).publicity for day in ("2016-09-23", "2016-09-28")], ["leaked", "partly_published"]),
    ("3 Oct 2016: the US suspends the channel", lambda: everything().channel("arrangement:package-2016-09"), False),
    ("18 Oct 2016 10:00: air strikes halted", lambda: spans("aleppo-air-2016-10")[0], ("2016-10-18 07:00", "2016-10-20 05:00", False)),
    ("20 Oct 2016: 8 h as first announced", lambda: spans("aleppo-pause-2016-10", "2016-10-18"), [("2016-10-20 05:00", "2016-10-20 13:00", False)]),
    ("20-22 Oct 2016: 11 h a day", lambda: spans("aleppo-pause-2016-10"),
     [(f"2016-10-{day} 05:00", f"2016-10-{day} 16:00", False) for day in (20, 21, 22)]),
    ("20 Oct 2016: the army speaks of three days", lambda: spans("syrian-army-aleppo-2016-10"), [("2016-10-20 05:00", "2016-10-23 05:00", False)]),
    ("20 Oct 2016: the UN wanted 48 hours", lambda: "48 hours" in said("un-48-hours-2016-10"), True),
    ("4 Nov 2016 09:00-19:00: 10 h, eight corridors", lambda: (spans("aleppo-pause-2016-11"), "Eight corridors" in made("aleppo-pause-2016-11").note),
     ([("2016-11-04 07:00", "2016-11-04 17:00", False)], True)),
    ("13-22 Dec 2016: evacuations", lambda: get(Exchange, "exchange:eastern-aleppo-2016-12").at.within, span("2016-12-12 22:00", "2016-12-22 22:00")),
    ("20 Dec 2016: statement of Moscow", lambda: get(Statement, "statement:moscow-2016-12-20").on_behalf_of, "party:astana-guarantors"),
    ("30 Dec 2016 00:00: ceasefire", lambda: spans("ceasefire-2016-12-30"), [("2016-12-29 22:00", "open", False)]),
    ("29 Dec 2016: five annexes", lambda: len(made("ceasefire-2016-12-30").texts), 5),
    ("31 Dec 2016: resolution 2336", lambda: get(Decision, "decision:unscr-2336").votes, "15-0"),
    ("4 Jan 2017: 39", lambda: tally("ru-2017-01-04"), (39, {"hama": 8, "latakia": 5, "damascus": 8, "idlib": 9, "aleppo": 3, "homs": 3, "daraa": 2, "quneitra": 1})),
    ("23-24 Jan 2017: Astana 1", lambda: (days("astana-1"), "do not sign" in meeting("astana-1").outcome), (("2017-01-23", "2017-01-24"), True)),
    ("24 Jan 2017: trilateral mechanism", lambda: get(Decision, "decision:trilateral-mechanism-2017-01-24").body, "party:astana-guarantors"),
    ("6 Feb 2017: technical meeting with the UN and Jordan", lambda: {"united-nations", "jordan"} <= seats("astana-technical-2017-02-06", "participant"), True),
    ("9 Feb 2017: video conference on the memorandum", lambda: (meeting("mou-vtc-2017-02-09").meeting_kind, meeting("mou-vtc-2017-02-09").about), ("video_conference", ("arrangement:air-safety",))),
    ("16 Feb 2017: joint group", lambda: "joint operational group" in get(Decision, "decision:joint-group-2017-02-16").words, True),
    ("25 Feb 2017: Russia", lambda: tally("ru-2017-02-25"), (15, {"latakia": 5, "hama": 3, "damascus": 6})),
    ("25 Feb 2017: Turkey", lambda: tally("tr-2017-02-25"), (7, {"damascus": 2, "homs": 2, "daraa": 2, "hama": 1})),
    ("25 Feb 2017: Russia cannot confirm", lambda: positions("tally:tr-2017-02-25"), [("party:russia", "cannot_confirm", None)]),
    ("25 Mar 2017: Russia", lambda: tally("ru-2017-03-25"), (13, {"damascus": 4, "daraa": 1, "latakia": 4, "hama": 4})),
    ("25 Mar 2017: Turkey", lambda: tally("tr-2017-03-25"), (19, {"hama": 8, "damascus": 6, "aleppo": 3, "homs": 1, "idlib": 1})),
    ("25 Mar 2017: one reclassified, of the Turkish list", lambda: [(one.incident, one.value, one.reason, one.cases) for one in everything().of_kind(Classification)],
     [("tally:tr-2017-03-25", "not_violation", "excluded_target", 1)]),
    ("25 Mar 2017: the other 18 cannot be confirmed", lambda: positions("tally:tr-2017-03-25"), [("party:russia", "cannot_confirm", 18)]),
    ("7 Apr 2017: Shayrat, Russia warned", lambda: next(iter(incident("shayrat-2017-04-07").bodies())).circumstances.notified, True),
    ("7 Apr 2017: memorandum suspended", lambda: status("air-safety", "2017-04-08"), "suspended"),
    ("26 Apr 2017: its line works", lambda: get(ChannelStatus, "channel:air-safety-2017-04").working, True),
    ("23 Apr 2017: Russia", lambda: tally("ru-2017-04-23"), (14, {"damascus": 6, "latakia": 2, "daraa": 2, "hama": 4})),
    ("23 Apr 2017: Turkey, without parts", lambda: tally("tr-2017-04-23"), (26, {})),
    ("23 Apr 2017: Russia cannot confirm", lambda: positions("tally:tr-2017-04-23"), [("party:russia", "cannot_confirm", None)]),
    ("23 Apr 2017: 1,468 settlements", lambda: tally("ru-settlements_total-2017-04-23")[0], 1468),
    ("29 Apr 2017: Lavrov and Safadi", lambda: (meeting("lavrov-safadi-2017-04-29").meeting_kind, days("lavrov-safadi-2017-04-29")[0]), ("press_conference", "2017-04-29")),
    ("2 May 2017: Putin and Trump, two readouts that differ", lambda: {one.issuers[0]: "zones" in one.points for one in everything().of_kind(Readout) if one.meeting == "meeting:putin-trump-2017-05-02"},
     {"party:russia": False, "party:united-states": True}),
    ("3-4 May 2017: Astana 4", lambda: days("astana-4"), ("2017-05-03", "2017-05-04")),
    ("3-4 May 2017: its guarantors", lambda: seats("astana-4", "guarantor"), {"russia", "turkey", "iran"}),
    ("3-4 May 2017: its observers", lambda: seats("astana-4", "observer"), {"united-states", "united-nations", "jordan"}),
    ("3-4 May 2017: Stuart Jones", lambda: any("Stuart Jones" in seat.person for seat in meeting("astana-4").seats), True),
    ("4 May 2017: part of the opposition walked out", lambda: "walked out" in meeting("astana-4").outcome, True),
    ("6 May 2017 00:00: areas for six months", lambda: spans("deescalation-2017-05"), [("2017-05-05 21:00", "2017-11-05 22:00", False)]),
    ("6 May 2017: four areas", lambda: made("deescalation-2017-05").provisions[0].areas, ("area:deesc-idlib", "area:deesc-homs", "area:deesc-ghouta", "area:deesc-south")),
    ("6 May 2017: security zones; maps by 4 June", lambda: ([one.id for one in made("deescalation-2017-05").provisions[2:]], "4 June 2017" in get(Decision, "decision:maps-2017-06-04").words),
     (["security-zones", "maps"], True)),
    ("6 May 2017: joint working group in two weeks", lambda: "two weeks" in made("deescalation-2017-05").decision_rule, True),
)  # fmt: skip


TERMS: tuple[Fact, ...] = (
    ("memorandum: legal status and line apart", lambda: (picture("2017-04-20").status("arrangement:air-safety"), picture("2017-04-20").channel("arrangement:air-safety")), ("suspended", True)),
    ("memorandum: before the suspension", lambda: status("air-safety", "2017-04-06"), "in_force"),
    ("memorandum: who is bound", lambda: made("air-safety").provisions[0].bound.parties, ("party:russia", "party:united-states", "party:coalition")),
    ("cessation: binds those who accepted", lambda: {one.bound.to for one in made("coh-2016-02-27").provisions}, {"adherents"}),
    ("cessation: who accepted", lambda: adherents("coh-2016-02-27"), {"syria": "active", "syrian-opposition": "active", "hnc": "active", "russia": "active"}),
    ("cessation: outside by designation of the Council", lambda: made("coh-2016-02-27").provisions[0].excluded_by, ("party:un-security-council",)),
    ("cessation: proportionate self-defence", lambda: made("coh-2016-02-27").provisions[0].exceptions[0].preconditions, ("proportionate", "immediate_threat")),
    ("cessation: reporting through both centres", lambda: all(name in made("coh-2016-02-27").reporting_channel for name in ("Hmeimim", "Washington", "Amman", "Geneva")), True),
    ("cessation: no end was known until December", lambda: spans("coh-2016-02-27", "2016-12-28"), [("2016-02-26 22:00", "open", False)]),
    ("cessation: claimed to have collapsed, legally in force", lambda: (changes("coh-2016-02-27")[0][0], status("coh-2016-02-27", "2016-08-01")), ("collapsed_de_facto", "in_force")),
    ("silence: an addition to the cessation", lambda: made("silence-ghouta").under, COH),
    ("silence: three announced starts", lambda: len([one for one in everything().of_kind(Statement) if one.key.startswith("statement:silence-start-")]), 3),
    ("Daraya: unknown on 4 June that it would be extended", lambda: status("daraya-2016-06", "2016-06-04", "2016-06-04"), "ended"),
    ("Daraya: a gap, seen afterwards", lambda: status("daraya-2016-06", "2016-06-04"), "between_windows"),
    ("Eid: 71 hours called 72", lambda: (made("eid-2016-07").windows[0].during.duration, made("eid-2016-07").stated_duration), (timedelta(hours=71), "72 hours")),
    ("Eid: binds the army alone", lambda: made("eid-2016-07").provisions[0].bound.parties, ("party:syrian-army",)),
    ("package: renewable, seven days to the next stage", lambda: ("48 hours" in made("package-2016-09").renewal, made("package-2016-09").day_d_days), (True, 7)),
    ("package: either may withdraw", lambda: "withdraw" in made("package-2016-09").denunciation, True),
    ("package: guarantor for each side", lambda: [(one.guarantor, one.answers_for) for one in made("package-2016-09").guarantees],
     [("party:russia", ("party:syria",)), ("party:united-states", ("party:syrian-opposition",))]),
    ("package: after the 16th it cannot be told", lambda: spans("package-2016-09")[1], ("2016-09-16 16:00", "2016-09-19 21:00", True)),
    ("Castello: provisions by weapon class in two areas", lambda: [(one.id, one.areas, bool(one.weapons)) for one in made("castello-road").provisions],
     [("heavy-weapons", ("area:castello-heavy-weapons",), True), ("strip", ("area:castello-road",), False), ("passage", ("area:castello-road",), False)]),
    ("ceasefire: a guarantor for each party", lambda: [(one.guarantor, one.answers_for) for one in made("ceasefire-2016-12-30").guarantees],
     [("party:russia", ("party:syria",)), ("party:turkey", ("party:syrian-opposition",))]),
    ("ceasefire: seven groups on one list", lambda: len(listed("seven")), 7),
    ("ceasefire: thirteen on the other", lambda: len(listed("thirteen")), 13),
    ("ceasefire: Ahrar al-Sham on the one only, and says no", lambda: ("party:ahrar-al-sham" in listed("seven"), "party:ahrar-al-sham" in listed("thirteen"), adherents("ceasefire-2016-12-30", "party:ahrar-al-sham")),
     (True, False, {"ahrar-al-sham": "refused"})),
    ("ceasefire: Jaysh al-Islam on both", lambda: ("party:jaysh-al-islam" in listed("seven"), "party:jaysh-al-islam" in listed("thirteen")), (True, True)),
    ("ceasefire: the earlier one superseded from then on", lambda: (status("coh-2016-02-27", "2016-12-29 23:59"), status("coh-2016-02-27", "2016-12-30")), ("in_force", "superseded")),
    ("areas: signed by the guarantors", lambda: {one.party for one in everything().adherences["arrangement:deescalation-2017-05"] if one.state == "signed"}, {"party:russia", "party:turkey", "party:iran"}),
    ("areas: renewed by themselves on consensus", lambda: "consensus" in made("deescalation-2017-05").renewal, True),
    ("areas: drawn from a description", lambda: {get(Area, f"area:deesc-{name}").drawn for name in ("idlib", "homs", "ghouta", "south")}, {"approximate"}),
)  # fmt: skip


TRAPS: tuple[Fact, ...] = (
    ("Damascus is three hours ahead until 27 October 2016", lambda: at("2016-10-27", "12:00"), utc("2016-10-27 09:00")),
    ("and two from 28 October", lambda: at("2016-10-28", "12:00"), utc("2016-10-28 10:00")),
    ("and three again from 25 March 2016", lambda: (at("2016-03-24", "12:00"), at("2016-03-25", "12:00")), (utc("2016-03-24 10:00"), utc("2016-03-25 09:00"))),
    ("12 Sep 19:00 is 16:00 UTC", lambda: at("2016-09-12", "19:00"), utc("2016-09-12 16:00")),
    ("4 Nov 09:00 is 07:00 UTC", lambda: at("2016-11-04", "09:00"), utc("2016-11-04 07:00")),
    ("6 Jul 01:00 is 22:00 UTC the day before", lambda: at("2016-07-06", "01:00"), utc("2016-07-05 22:00")),
    ("a start at 00:01", lambda: made("daraya-2016-06").windows[0].during.start, utc("2016-05-31 21:01")),
    ("24:00 on 7 June is 21:00 UTC, no noon", lambda: spans("daraya-2016-06")[-1][1], "2016-06-07 21:00"),
    ("the joint centre is one of implementation, not information", lambda: "joint implementation centre" in made("package-2016-09").renewal, True),
    ("sundown of 12 September", lambda: "sundown" in made("package-2016-09").windows[0].said, True),
    ("rolling: on 30 April nobody knew of 3 May", lambda: spans("silence-ghouta", "2016-04-30 12:00"), [("2016-04-29 21:01", "2016-04-30 21:01", False)]),
    ("a gap of two days in Daraya", lambda: utc(spans("daraya-2016-06")[1][0]) - utc(spans("daraya-2016-06")[0][1]), timedelta(days=1, hours=23, minutes=59)),
    ("two starts for one silence: the ministry's is encoded", lambda: (spans("silence-latakia")[0][0], "1 May" in made("silence-latakia").note), ("2016-04-29 21:01", True)),
    ("the last 24 hours are not the calendar day", lambda: "last 24 hours" in get(Tally, "tally:ru-2017-03-25").note, True),
    ("6 Mar 2016: 15 in the text, 14 in the parts", lambda: (tally("ru-2016-03-06")[0], sum(tally("ru-2016-03-06")[1].values())), (15, 14)),
    ("25 Feb 2017: 15 in the headline, 14 in the body", lambda: (tally("ru-2017-02-25")[0], get(Tally, "tally:ru-2017-02-25").body_total), (15, 14)),
    ("15 Aug 2016: 13 settlements add up", lambda: tally("ru-settlements_joined-2016-08-15"), (13, {"latakia": 4, "hama": 4, "suwayda": 4, "homs": 1})),
    ("15 Aug 2016: 7 = 6 + 1", lambda: tally("ru-2016-08-15"), (7, {"damascus": 6, "latakia": 1})),
    ("2 Dec 2016: 37 = 19 + 16 + 2", lambda: tally("ru-2016-12-02"), (37, {"aleppo": 19, "damascus": 16, "daraa": 2})),
    ("no other total fails to add up", lambda: [one.key for one in everything().of_kind(Tally) if one.breakdown and sum(part.count for part in one.breakdown) != one.total],
     ["tally:ru-2016-03-06", "tally:ru-2017-02-25"]),
    ("settlements joined, as published", lambda: [tally(f"ru-settlements_total-{day}")[0] for day in ("2016-03-06", "2016-08-15", "2016-09-11", "2016-12-02", "2017-04-23")], [42, 408, 602, 1018, 1468]),
    ("groups joined, as published", lambda: [tally(f"ru-groups_total-{day}")[0] for day in ("2016-03-06", "2016-08-15", "2016-12-02")], [30, 69, 88]),
    ("running totals never fall", lambda: [measure for measure in ("settlements_total", "groups_total") if series(measure) != sorted(series(measure))], []),
    ("Daraya is Darayya and داريا", lambda: spelled("daraya"), {"Daraya", "Darayya", "داريا", "Дарайя"}),
    ("Raqqa is Raqa and الرقة", lambda: {"Raqa", "Raqqa", "الرقة"} <= spelled("raqqa"), True),
    ("Urum al-Kubra is Orem and Big Orem", lambda: {"Urum al-Kubra", "Orem", "Big Orem"} <= spelled("urum-al-kubra"), True),
    ("Castello is Castillo", lambda: "Castillo" in spelled("castello-road"), True),
    ("Hmeimim is Hamim", lambda: {"Hmeimim", "Hamim"} <= spelled("hmeimim"), True),
    ("Hirbinafsah was heard as Harb Bebsi", lambda: {"Hirbinifsah", "حربنفسه", "Harb Bebsi", "Harb Pepsi"} <= spelled("hirbinafsah"), True),
    ("al-Nusra is Nosra and النصرة", lambda: {"Nosra", "Nusra", "النصرة"} <= {alias.text for alias in get(Party, "party:al-nusra").aliases}, True),
    ("aliases know their alphabet", lambda: {alias.lang for alias in get(Party, "party:islamic-state").aliases}, {"", "ar", "ru"}),
    ("one actor: adherent on one list, violator in a register", lambda: ("party:jaysh-al-islam" in listed("thirteen"), next(iter(incident("ru-2016-12-02-jobar").bodies())).alleged), (True, ("party:jaysh-al-islam",))),
    ("a label is no designation: two are excluded, two contested", lambda: sorted((one.party, one.value) for one in everything().of_kind(Designation)),
     [("party:ahrar-al-sham", "contested"), ("party:al-nusra", "excluded"), ("party:islamic-state", "excluded"), ("party:jaysh-al-islam", "contested")]),
    ("renamed twice, excluded all along", lambda: [everything().parties.designation(f"party:{key}", ("party:un-security-council",), span("2017-03-01 00:00", "2017-03-02 00:00"))
                                                  for key in ("al-nusra", "jabhat-fatah-al-sham", "hayat-tahrir-al-sham")], ["excluded"] * 3),
    ("28 Jan 2017: renamed again", lambda: get(Succession, "succession:hayat-tahrir-al-sham").at.start, utc("2017-01-27 22:00")),
    ("the register writes the new name", lambda: next(iter(incident("ru-2016-12-02-jfs").bodies())).alleged, ("party:jabhat-fatah-al-sham",)),
    ("contested from the request on, not before", lambda: [everything().parties.designation("party:ahrar-al-sham", ("party:un-security-council",), span(f"{day} 00:00", f"{day} 12:00"))
                                                         for day in ("2016-03-01", "2016-05-20")], ["not_excluded", "contested"]),
)  # fmt: skip


@pytest.mark.parametrize(("ask", "answer"), [fact[1:] for fact in ROWS], ids=[fact[0] for fact in ROWS])
def test_the_facts_by_date(ask: Callable[[], Any], answer: Any) -> None:
    assert ask() == answer


@pytest.mark.parametrize(("ask", "answer"), [fact[1:] for fact in TERMS], ids=[fact[0] for fact in TERMS])
def test_the_terms(ask: Callable[[], Any], answer: Any) -> None:
    assert ask() == answer


@pytest.mark.parametrize(("ask", "answer"), [fact[1:] for fact in TRAPS], ids=[fact[0] for fact in TRAPS])
def test_the_traps(ask: Callable[[], Any], answer: Any) -> None:
    assert ask() == answer
