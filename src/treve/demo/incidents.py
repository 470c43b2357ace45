"""Single incidents of the scenario, each as somebody reported it; what was said afterwards stands beside it."""

from collections.abc import Iterator
from typing import Any

from treve.demo.places import province, where
from treve.demo.saying import NODE, THEATRE_ZONE, Entry, at, background, between, entry, moment, on, source
from treve.geo.interval import UncertainTime
from treve.geo.place import UncertainPlace
from treve.records.incident import Attribution, Handling, Occurrence, Position
from treve.records.report import Circumstances, Harm, IncidentReport, Range

RUSSIA, AMERICA, SYRIA, ARMY = "party:russia", "party:united-states", "party:syria", "party:syrian-army"
_BULLETIN = source("TASS", "2016-12-02")


def span(first: str, last: str, said: str = "") -> UncertainTime:
    """Some time between two hours in Damascus."""
    return UncertainTime(between(first, last), THEATRE_ZONE, said)


def report(known: str, author: str, key: str, **fields: Any) -> Entry:
    """A report as known from a time on."""
    return entry(known, IncidentReport, **({"author": author, "key": f"incident:{key}", "channel": "open_source"} | fields))


def denied(known: str, key: str, *parties: str, **fields: Any) -> Iterator[Entry]:
    """Positions of parties that say that they did not do it."""
    for party in parties:
        yield entry(
            known, Position, author=party, key=f"position:{key}-{party.partition(':')[2]}", incident=f"incident:{key}", party=party,
            value="denies", at=moment(known), **fields,
        )  # fmt: skip


def entries() -> Iterator[Entry]:
    """The named incidents but Deir ez-Zor and Urum al-Kubra, which have modules of their own; in order of time."""
    yield from _cessation()
    yield from _hospitals()
    yield from _bulletin()
    yield from _spring_2017()


def _cessation() -> Iterator[Entry]:
    yield report(
        "2016-03-02 22:00", AMERICA, "hirbinafsah-2016-03-01", occurred=on("2016-02-29", "2016-03-01"), acts=("FIRE",), channel="hotline",
        place=where("hirbinafsah", "Hirbinafsah, logged as Harb Bebsi"), sources=source("Syria Direct", "2016-03-02"), alleged=(SYRIA,),
        reporter_role="civilian", lang="ar",
        note="Called in to the American hotline, whose operators hardly spoke Arabic; the name was repeated four times. The day is not given "
        "in what was read: the two days before the report are taken.",
    )  # fmt: skip
    yield report(
        "2016-06-01 22:00", AMERICA, "daraya-2016-05", occurred=span("2016-05-23", "2016-06-01 24:00", "not said; appeals since 23 May"),
        place=where("daraya", "the zone of Daraya"), acts=("VIOLENCE",), alleged=(SYRIA,), reporter_role="party",
        sources=source("Le Soleil / Agence France-Presse", "2016-06-01"),
        note="Bombardments that Washington wants stopped. No hour or day is given.",
    )  # fmt: skip
    yield report(
        "2016-06-03 22:00", "party:syrian-opposition", "daraya-2016-06-03", occurred=on("2016-06-03"), place=where("daraya"),
        acts=("FIRE",), alleged=(ARMY,), sources=background("2016-06-03"), reporter_role="party",
        note="On the day on which the first 48 hours had ended, at one minute past midnight. The hour was not given.",
    )  # fmt: skip
    yield report(
        "2016-06-11 12:00", "party:syrian-opposition", "daraya-2016-06-10", occurred=on("2016-06-10", said="until noon"),
        place=where("daraya"), acts=("AIR.BARREL", "AID.OBSTRUCT"), alleged=(ARMY,), reporter_role="civilian", target_kind=("settlement",),
        sources=source("BBC", "2016-06-11"),
        note="The town's council counts 28 barrel bombs, which kept the food of the night before from being handed out. The local truce "
        "had ended; the cessation had not.",
    )  # fmt: skip


def _hospitals() -> Iterator[Entry]:
    """Medical sites in Aleppo, as widely documented. The published tolls differ; none is chosen."""
    for known, key, day, place, killed, words in (
        ("2016-04-28 22:00", "quds-hospital-2016-04-27", "2016-04-27", "sukkari", Range(27, None, 55),
         "Hospital supported by MSF; 27 dead in the first reports, 55 in the later count of MSF."),
        ("2016-05-03 22:00", "dabit-hospital-2016-05-03", "2016-05-03", "aleppo-city", None,
         "Maternity hospital in the west of the city; the government blamed the other side's rockets."),
        ("2016-09-28 22:00", "aleppo-hospitals-2016-09-28", "2016-09-28", "eastern-aleppo", None, "Two hospitals in the east of the city."),
        ("2016-10-01 22:00", "aleppo-hospital-2016-10-01", "2016-10-01", "eastern-aleppo", None,
         "One of the two hospitals, hit a second time within days."),
    ):  # fmt: skip
        western, again = key.startswith("dabit"), key.endswith("10-01")
        yield report(
            known, SYRIA if western else NODE if again else "party:msf", key, occurred=on(day), place=where(place), reporter_role="party" if western else "media" if again else "humanitarian",
            acts=("FIRE", "SITE.DAMAGE") if western else ("AIR.STRIKE", "SITE.DAMAGE"), target_kind=("medical",), harm=Harm(killed=killed),
            alleged=("party:syrian-opposition",) if western else (SYRIA, RUSSIA), alleged_mode="jointly" if western else "one_of",
            sources=background(day), note=words,
        )  # fmt: skip
    for key, known in (("quds-hospital-2016-04-27", "2016-04-28 23:00"), ("aleppo-hospitals-2016-09-28", "2016-09-29 12:00")):
        yield from denied(known, key, RUSSIA, SYRIA, sources=background(known[:10]))


def _bulletin() -> Iterator[Entry]:
    """What one bulletin says by name: the same group stands on a list of adherents four weeks later."""
    common: dict[str, Any] = {"register": RUSSIA, "channel": "party_bulletin", "occurred": on("2016-12-02", said="during the day"),
                              "reporter_role": "guarantor", "sources": _BULLETIN}  # fmt: skip
    yield report(
        "2016-12-02 22:00", RUSSIA, "ru-2016-12-02-jobar", place=where("jobar"), acts=("FIRE.MORTAR", "FIRE.SMALL"),
        alleged=("party:jaysh-al-islam",), **common, note="One of five places named for Damascus; the bulletin gives no case by case.",
    )  # fmt: skip
    yield report(
        "2016-12-02 22:00", RUSSIA, "ru-2016-12-02-aleppo", place=province("aleppo"), acts=("FIRE.MORTAR",), alleged=("party:ahrar-al-sham",),
        **common, note="The quarter is named in a spelling that was not matched with certainty; the province is taken.",
    )  # fmt: skip
    yield report(
        "2016-12-02 22:00", RUSSIA, "ru-2016-12-02-salah-al-din", place=where("salah-al-din"), acts=("FIRE.MORTAR",),
        alleged=("party:free-syrian-army",), **common,
    )  # fmt: skip
    yield report(
        "2016-12-02 22:00", RUSSIA, "ru-2016-12-02-jfs", place=UncertainPlace("several places"), acts=("FIRE",),
        alleged=("party:jabhat-fatah-al-sham",), **common, note="The bulletin writes the new name and, in brackets, the former one.",
    )  # fmt: skip


def _spring_2017() -> Iterator[Entry]:
    gas, base = "khan-shaykhun-2017-04-04", "shayrat-2017-04-07"
    yield report(
        "2017-04-04 22:00", "party:syrian-opposition", gas, occurred=span("2017-04-04 06:00", "2017-04-04 08:00", "early morning"),
        place=where("khan-shaykhun"), acts=("CHEM", "AIR.STRIKE"), alleged=(ARMY,), target_kind=("settlement",), reporter_role="party",
        harm=Harm(killed=Range(70, None, 100), words="The dead are counted differently by different sources."), sources=background("2017-04-04"),
    )  # fmt: skip
    yield from denied(
        "2017-04-05 12:00",
        gas,
        SYRIA,
        RUSSIA,
        sources=background("2017-04-05"),
        words="A warehouse of armed groups is said to have been hit.",
    )
    yield entry("2017-04-06 12:00", Handling, author="party:opcw", key=f"handling:{gas}", incident=f"incident:{gas}", step="under_inquiry",
                by="party:opcw", at=at("2017-04-06"), words="The fact-finding mission gathers samples and accounts.", sources=background("2017-04-06"))  # fmt: skip
    yield entry("2017-04-19 22:00", Occurrence, author="party:opcw", key=f"occurrence:{gas}", incident=f"incident:{gas}", value="corroborated",
                at=at("2017-04-19"), basis="Samples of victims showed sarin or a like substance. By whom was not asked of this mission.",
                sources=background("2017-04-19"))  # fmt: skip
    yield entry("2017-04-11 22:00", Attribution, author=AMERICA, key=f"attribution:{gas}-us", incident=f"incident:{gas}", actors=(SYRIA,), level=1,
                basis=("source",), at=at("2017-04-11"), sources=background("2017-04-11"))  # fmt: skip
    yield report(
        "2017-04-07 12:00", RUSSIA, base, occurred=span("2017-04-07 03:00", "2017-04-07 05:00", "before dawn"), place=where("shayrat"),
        acts=("MISSILE",), weapon="SSM", alleged=(AMERICA,), against=(ARMY,), target_kind=("forces",), sources=source("Sputnik", "2017-04-07"),
        note="Russia had been warned over the line.", reporter_role="party", circumstances=Circumstances(notified=True),
    )  # fmt: skip
    yield entry("2017-04-07 12:00", Position, author=AMERICA, key=f"position:{base}-united-states", incident=f"incident:{base}", party=AMERICA,
                value="admits", at=at("2017-04-07"), words="In answer to Khan Shaykhun.", sources=background("2017-04-07"))  # fmt: skip
    yield entry("2017-04-07 12:00", Attribution, author=AMERICA, key=f"attribution:{base}", incident=f"incident:{base}", actors=(AMERICA,),
                level=5, basis=("admission",), signed_off=("role:president", "role:department-of-defense"), at=at("2017-04-07"),
                sources=background("2017-04-07"))  # fmt: skip
    yield entry("2017-04-07 12:00", Occurrence, author=AMERICA, key=f"occurrence:{base}", incident=f"incident:{base}", value="verified",
                at=at("2017-04-07"), basis="Admitted by the actor, reported by the other side.", sources=background("2017-04-07"))  # fmt: skip
