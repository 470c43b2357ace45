"""Calls, rounds, statements, proposals and readouts, with the outlet and date in which each was read."""

from collections.abc import Iterator
from typing import Any

from treve.demo.saying import Entry, at, between, names, on, source
from treve.records.base import Record, Source
from treve.records.relief import AidDelivery
from treve.records.report import Range
from treve.records.talk import Answer, Decision, Format, Meeting, Proposal, Readout, Seat, Statement
from treve.records.tally import Toll

RUSSIA, AMERICA = "party:russia", "party:united-states"
PUTIN, LAVROV = "Vladimir Putin, President", "Sergey Lavrov, Minister of Foreign Affairs"
OBAMA, KERRY, TRUMP = "Barack Obama, President", "John Kerry, Secretary of State", "Donald Trump, President"
MISTURA = "Staffan de Mistura, UN Special Envoy"
# The five press reports that the project began with.
APS = source("APS", "2017-05-03")
AGENCIES = source("agencies and newsroom", "2016-07-06")
LAVROV_SAFADI = source("press report, outlet not shown", "2017-04-30")
SOLEIL = source("Le Soleil / Agence France-Presse", "2016-06-01")
NEW_YORK = source("press report, with AFP", "2015-09-29")


def _said(
    known: str, speaker: str, party: str, day: str, act: str, words: str, cited: tuple[Source, ...], *about: str
) -> Entry:
    record = Statement(
        author="party:demonstration", speaker=speaker, on_behalf_of=party, at=on(day), act=act, words=words, about=about,  # type: ignore[arg-type]
        sources=cited,
    )  # fmt: skip
    return Entry(at(known, "22:00"), record)


def _met(
    known: str, key: str, kind: str, called: dict[str, str], day: str, seats: tuple[Seat, ...], cited: Any, **more: Any
) -> Entry:
    last = more.pop("last", None)
    record = Meeting(
        author="party:demonstration", key=f"meeting:{key}", names=called, meeting_kind=kind, at=on(day, last), seats=seats,  # type: ignore[arg-type]
        sources=cited, **more,
    )  # fmt: skip
    return Entry(at(known, "22:00"), record)


def entries() -> Iterator[Entry]:
    """All of it, report by report, then what other sources add."""
    yield from _formats()
    yield from _autumn_2015()
    yield from _june_2016()
    yield from _july_2016()
    yield from _april_2017()
    yield from _may_2017()
    yield from _others()


def _formats() -> Iterator[Entry]:
    known = at("2015-11-15", "12:00")
    held: tuple[Record, ...] = (
        Format(
            author="party:demonstration", key="format:issg", names=names("Vienna process, International Syria Support Group",
            "processus de Vienne, Groupe international de soutien à la Syrie"), seats=(Seat(RUSSIA, "cochair"), Seat(AMERICA, "cochair")),
            during=between("2015-10-30", None), sources=SOLEIL,
        ),
        Format(
            author="party:demonstration", key="format:geneva", names=names("Geneva talks under the United Nations", "pourparlers de Genève sous l'égide de l'ONU"),
            seats=(Seat("party:united-nations", "mediator", MISTURA), Seat("party:syria", "delegation"), Seat("party:syrian-opposition", "delegation")),
            during=between("2016-01-29", None), sources=AGENCIES,
        ),
        Format(
            author="party:demonstration", key="format:astana", names=names("Astana format", "format d'Astana", "صيغة أستانا", "астанинский формат"),
            seats=(Seat(RUSSIA, "guarantor"), Seat("party:turkey", "guarantor"), Seat("party:iran", "guarantor"),
                   Seat("party:kazakhstan", "host"), Seat("party:syria", "delegation"), Seat("party:syrian-opposition", "delegation")),
            during=between("2017-01-23", None), sources=LAVROV_SAFADI,
        ),
    )  # fmt: skip
    for record in held:
        start = record.valid.start
        yield Entry(max(known, start) if start else known, record)


def _autumn_2015() -> Iterator[Entry]:
    meeting = "meeting:obama-putin-2015-09-28"
    yield _met("2015-09-29", "obama-putin-2015-09-28", "meeting", names("Putin and Obama at the UN", "Poutine et Obama à l'ONU"), "2015-09-28",
               (Seat(RUSSIA, person=PUTIN), Seat(AMERICA, person=OBAMA)), NEW_YORK, minutes=90, place="place:new-york",
               outcome="Agreed to go on co-operating; no particular steps agreed.")  # fmt: skip
    yield _said("2015-09-29", LAVROV, RUSSIA, "2015-09-29", "declares", "The defence and foreign ministries will go on talking, to make "
                "the defeat of Islamic State more feasible.", NEW_YORK, meeting)  # fmt: skip
    yield _said("2015-09-29", LAVROV, RUSSIA, "2015-09-29", "explains", "All who face Islamic State must coordinate, but a single "
                "command is not realistic.", NEW_YORK, meeting)  # fmt: skip
    yield _said("2015-09-29", PUTIN, RUSSIA, "2015-09-28", "declares", "The common work must be strengthened; mechanisms are being "
                "thought about.", NEW_YORK, meeting)  # fmt: skip
    yield _said("2015-09-29", OBAMA, AMERICA, "2015-09-28", "offers", "The United States is ready to work with all countries, Russia "
                "and Iran included.", NEW_YORK, meeting)  # fmt: skip
    yield Entry(
        at("2015-09-29", "22:00"),
        Toll(
            author="party:demonstration", key="toll:2015-09", measure="killed", number=Range(240_000), period=between("2011-03-15", "2015-09-29"),
            words="More than 240,000 dead in four and a half years.", sources=NEW_YORK,
        ),
    )  # fmt: skip


def _june_2016() -> Iterator[Entry]:
    yield Entry(
        at("2016-05-20", "22:00"),
        Proposal(
            author="party:demonstration", key="proposal:joint-strikes-2016-05", by=(RUSSIA,), to=(AMERICA,), at=on("2016-05-15", "2016-05-20", said="mid-May"),
            names=names("Joint strikes against jihadist groups", "Frappes communes contre les groupes jihadistes"), channel="public", sources=SOLEIL,
        ),
    )  # fmt: skip
    yield Entry(
        at("2016-05-20", "23:00"),
        Answer(
            author="party:demonstration", proposal="proposal:joint-strikes-2016-05", by=AMERICA, value="rejected",
            at=on("2016-05-15", "2016-05-20", said="immediately"), words="Rejected at once.", sources=SOLEIL,
        ),
    )  # fmt: skip
    yield _said("2016-05-25", "Russian side", RUSSIA, "2016-05-24", "offers", "Ready to coordinate with the Arab-Kurdish coalition and the "
                "United States to drive Islamic State out of Raqqa.", SOLEIL)  # fmt: skip
    yield _met("2016-06-01", "kerry-lavrov-2016-06-01", "call", names("Lavrov and Kerry by telephone", "Lavrov et Kerry au téléphone"), "2016-06-01",
               (Seat(RUSSIA, person=LAVROV), Seat(AMERICA, person=KERRY)), SOLEIL, about=("arrangement:daraya-2016-06",),
               outcome="According to the Russian ministry: the need for decisive joint action against al-Nusra.")  # fmt: skip
    yield _met("2016-05-17", "kerry-lavrov-2016-05-17", "meeting", names("Kerry and Lavrov in Vienna", "Kerry et Lavrov à Vienne"), "2016-05-17",
               (Seat(RUSSIA, person=LAVROV), Seat(AMERICA, person=KERRY)), SOLEIL, format="format:issg", place="place:vienna")  # fmt: skip
    yield Entry(
        at("2016-06-01", "22:00"),
        Statement(
            author="party:demonstration", speaker="United States", on_behalf_of=AMERICA, at=on("2016-06-01"), act="appeals", sources=SOLEIL,
            words="Russia should press Damascus to stop bombing around Daraya, to give the talks a chance.", addressed_to=(RUSSIA,),
            about=("arrangement:daraya-2016-06",),
        ),
    )  # fmt: skip
    yield Entry(
        at("2016-06-01", "22:00"),
        AidDelivery(
            author="party:demonstration", key="aid:daraya-2016-06-01", place="place:daraya", at=on("2016-06-01"), outcome="delivered",
            carriers=("party:icrc", "party:united-nations", "party:sarc"), cargo="First convoy into the town since 2012; no food in it.",
            arrangement="arrangement:daraya-2016-06", sources=SOLEIL,
        ),
    )  # fmt: skip
    yield Entry(
        at("2016-06-01", "22:00"),
        Toll(
            author="party:demonstration", key="toll:2016-06", measure="killed", number=Range(270_000), period=between("2011-03-15", "2016-06-01"),
            words="More than 270,000 dead in five years.", sources=SOLEIL,
        ),
    )  # fmt: skip


def _july_2016() -> Iterator[Entry]:
    call = "meeting:putin-obama-2016-07-06"
    yield _met("2016-07-06", "putin-obama-2016-07-06", "call", names("Putin and Obama by telephone", "Poutine et Obama au téléphone"), "2016-07-06",
               (Seat(RUSSIA, person=PUTIN), Seat(AMERICA, person=OBAMA)), AGENCIES,
               outcome="According to the Kremlin: both want to intensify the coordination of their militaries.")  # fmt: skip
    yield Entry(
        at("2016-07-06", "22:00"),
        Readout(
            author=RUSSIA, key="readout:kremlin-2016-07-06", meeting=call, issuers=(RUSSIA,), at=at("2016-07-06", "20:00"), sources=AGENCIES,
            points={
                "coordination": "Both sides want more coordination of the militaries in Syria; no form is named.",
                "separation": "The moderate opposition should part from al-Nusra and the other groups outside the truce.",
                "talks": "The UN talks should be resumed; two rounds this year brought no progress.",
            },
        ),
    )  # fmt: skip
    yield _said("2016-07-06", KERRY, AMERICA, "2016-07-06", "declares", "Welcomes the 72 hours and works, with Russia among others, to make "
                "a lasting truce of them.", AGENCIES, "arrangement:eid-2016-07")  # fmt: skip
    yield _said("2016-07-06", "Russian side", RUSSIA, "2016-06-01", "offers", "Decisive joint action against al-Nusra, asked for already "
                "in June.", AGENCIES)  # fmt: skip
    yield _said("2016-07-06", "newsroom", "party:demonstration", "2016-07-06", "assesses", "The cessation of February broke down after "
                "repeated violations, which the report lays on extremist groups.", AGENCIES, "arrangement:coh-2016-02-27")  # fmt: skip


def _april_2017() -> Iterator[Entry]:
    meeting = "meeting:lavrov-safadi-2017-04-29"
    yield _met("2017-04-30", "lavrov-safadi-2017-04-29", "press_conference", names("Lavrov and Safadi, press conference", "Lavrov et Safadi, conférence de presse"),
               "2017-04-29", (Seat(RUSSIA, person=LAVROV), Seat("party:jordan", person="Ayman Safadi, Minister of Foreign Affairs")), LAVROV_SAFADI,
               about=("arrangement:ceasefire-2016-12-30",),
               outcome="Support for Syria's integrity, more aid, and a wider and firmer ceasefire in the Astana format.")  # fmt: skip
    yield _said("2017-04-30", LAVROV, RUSSIA, "2017-04-29", "offers", "Ready to co-operate with the United States again and waiting for the "
                "same will; the Russian air force and the American-led coalition should join forces.", LAVROV_SAFADI, meeting)  # fmt: skip
    yield _said("2017-04-30", "newsroom", "party:demonstration", "2017-04-29", "explains", "A mechanism to monitor the ceasefire has existed "
                "since January; Islamic State, al-Nusra and other listed groups are outside it.", LAVROV_SAFADI,
                "arrangement:ceasefire-2016-12-30")  # fmt: skip


def _may_2017() -> Iterator[Entry]:
    call = "meeting:putin-trump-2017-05-02"
    yield _met("2017-05-03", "putin-trump-2017-05-02", "call", names("Putin and Trump by telephone", "Poutine et Trump au téléphone"), "2017-05-02",
               (Seat(RUSSIA, person=PUTIN), Seat(AMERICA, person=TRUMP)), APS, about=("arrangement:ceasefire-2016-12-30",))  # fmt: skip
    shared = "Dialogue of the foreign ministers to make the ceasefire firmer, stable and controlled."
    for party, key, topics, cited in (
        (RUSSIA, "kremlin", {"ceasefire": shared, "terrorism": "The fight against terrorism in Syria."}, APS),
        (AMERICA, "white-house", {
            "ceasefire": "All parties must do what they can to end the violence.", "zones": "Safe, or de-escalation, zones were discussed.",
            "astana": "The United States will send a representative to Astana.",
        }, source("The Straits Times", "2017-05-03")),
    ):  # fmt: skip
        yield Entry(
            at("2017-05-03", "08:00"),
            Readout(
                author=party, key=f"readout:{key}-2017-05-02", meeting=call, issuers=(party,), at=at("2017-05-02", "22:00"),
                points=topics, sources=cited,
            ),
        )  # fmt: skip
    yield _said("2017-05-03", "Viktor Ozerov, chair of the defence committee of the Federation Council", RUSSIA, "2017-05-03", "assesses",
                "The dialogue will not stop at the memorandum on air incidents; concerted action against terrorism is possible.", APS,
                call, "arrangement:air-safety")  # fmt: skip
    observers = (
        Seat(AMERICA, "observer", "Stuart Jones, Acting Assistant Secretary of State"), Seat("party:united-nations", "observer", MISTURA),
        Seat("party:jordan", "observer"),
    )  # fmt: skip
    guarantors = (Seat(RUSSIA, "guarantor"), Seat("party:turkey", "guarantor"), Seat("party:iran", "guarantor"))
    sides = (Seat("party:syria", "delegation"), Seat("party:syrian-opposition", "delegation"))
    for number, first, last, outcome in (
        (1, "2017-01-23", "2017-01-24", "Trilateral mechanism announced; the Syrian sides did not sign."),
        (2, "2017-02-16", None, "Concept of a joint group adopted."),
        (3, "2017-03-14", "2017-03-15", ""),
        (4, "2017-05-03", "2017-05-04", "Memorandum signed by the guarantors; part of the opposition walked out."),
    ):
        yield _met((last or first), f"astana-{number}", "round", names(f"Astana, round {number}", f"Astana, {number}e rencontre"), first,
                   (*guarantors, *sides, *(observers if number == 4 else ())), APS if number == 4 else source("TASS", last or first),
                   format="format:astana", place="place:astana", outcome=outcome, last=last,
                   about=("arrangement:deescalation-2017-05",) if number == 4 else ())  # fmt: skip


def _others() -> Iterator[Entry]:
    yield Entry(
        at("2016-02-26", "23:59"),
        Decision(
            author="party:united-nations", key="decision:unscr-2268", body="party:un-security-council", at=at("2016-02-26", "23:00"),
            words="Endorses the cessation of hostilities.", votes="15-0", about=("arrangement:coh-2016-02-27",),
            sources=source("United Nations", "2016-02-26", "SC/12261"),
        ),
    )  # fmt: skip
    yield Entry(
        at("2016-12-31", "22:00"),
        Decision(
            author="party:united-nations", key="decision:unscr-2336", body="party:un-security-council", at=at("2016-12-31", "20:00"),
            words="Supports the efforts of Russia and Turkey to end the violence.", votes="15-0",
            about=("arrangement:ceasefire-2016-12-30",), sources=source("United Nations", "2016-12-31", "S/RES/2336"),
        ),
    )  # fmt: skip
    yield Entry(
        at("2016-03-28", "18:00"),
        Decision(
            author="party:demonstration", key="decision:terms-2016-03-28", body="party:issg", at=at("2016-03-28"),
            words="Russia and the United States bring terms and procedures for handling violations into force.",
            about=("arrangement:coh-2016-02-27",), sources=source("Topwar", "2016-03-28"),
        ),
    )  # fmt: skip
    yield _said("2016-03-22", "Russian General Staff", RUSSIA, "2016-03-21", "threatens", "Will use force alone from 22 March on if no "
                "answer comes to its draft procedure for violations.", source("News2Night", "2016-03-21"), "arrangement:coh-2016-02-27")  # fmt: skip
    yield _met("2016-02-12", "munich-2016-02-11", "session", names("ISSG in Munich", "GISS à Munich"), "2016-02-11",
               (Seat(RUSSIA, "cochair"), Seat(AMERICA, "cochair")), source("United Nations", "2016-02-26", "SC/12261"), format="format:issg",
               place="place:munich", outcome="Task forces for aid and for the ceasefire.")  # fmt: skip
    yield _said("2016-09-19", "Syrian army command", "party:syrian-army", "2016-09-19", "declares", "The seven days are over; the other side is "
                "said to have broken them 300 times.", source("Dinar Updates", "2016-09-19"), "arrangement:syrian-army-2016-09")  # fmt: skip
