"""Regimes of silence and other local truces of spring 2016, with their rolling extensions and their gaps."""

from collections.abc import Iterator
from typing import Any

from treve.demo.saying import Entry, entry, names, on, source
from treve.demo.terms import AMERICA, BOTH_SIDES, COH, OPPOSITION, RUSSIA, SYRIA, changed, made, stop, window
from treve.demo.wording import SILENCE
from treve.records.arrangement import Guarantee
from treve.records.talk import Proposal, Statement

_ALALAM = source("Al-Alam", "2016-04-29")
_MOD = "Russian Ministry of Defence"
_COMMON: dict[str, Any] = {
    "under": COH, "brokers": (RUSSIA, AMERICA), "guarantees": (Guarantee(RUSSIA), Guarantee(AMERICA)),
    "renewal": "By announcement of the two co-chairs.",
}  # fmt: skip


def _quiet(*areas: str) -> tuple[Any, ...]:
    return (stop(BOTH_SIDES, *areas, words=SILENCE, excluded_by=("party:un-security-council",)),)


def entries() -> Iterator[Entry]:
    """Ghouta and Latakia, Aleppo, the call of 24 May, Daraya, Aleppo again."""
    yield from _april()
    yield from _aleppo()
    yield from _daraya()


def _april() -> Iterator[Entry]:
    start = "The ministry gave 00:01 on 30 April as the start, a task-force source 00:01 on 1 May, the Syrian army 01:00 on 30 April."
    yield made(
        "2016-04-29 18:00", "silence-ghouta", "regime_of_silence",
        names("Regime of silence, Eastern Ghouta", "Régime de silence, Ghouta orientale", "نظام التهدئة، الغوطة الشرقية",
              "Режим тишины, Восточная Гута"),
        window("2016-04-30 00:01", "2016-05-01 00:01", "24 hours"), provisions=_quiet("area:eastern-ghouta"),
        stated_duration="24 hours", sources=_ALALAM, note=start, **_COMMON,
    )  # fmt: skip
    day_more = window("2016-05-01 00:01", "2016-05-01 24:00", "24 hours more, until 24:00 on 1 May")
    yield changed("2016-05-01 12:00", "silence-ghouta", "extended", "2016-05-01 00:01", day_more, by=(RUSSIA, AMERICA),
                  cited=source("Sputnik", "2016-05-01"))  # fmt: skip
    two_days_more = window("2016-05-02 00:00", "2016-05-03 24:00", "two days more, until 24:00 on 3 May")
    yield changed("2016-05-02 12:00", "silence-ghouta", "extended", "2016-05-02 00:00", two_days_more, by=(RUSSIA, AMERICA),
                  cited=source("Seven Day News", "2016-05-02"))  # fmt: skip
    yield made(
        "2016-04-29 18:00", "silence-latakia", "regime_of_silence",
        names("Regime of silence, northern Latakia", "Régime de silence, nord de Lattaquié", "نظام التهدئة، شمال اللاذقية",
              "Режим тишины, северная Латакия"),
        window("2016-04-30 00:01", "2016-05-03 00:01", "72 hours"), provisions=_quiet("area:northern-latakia"),
        stated_duration="72 hours", sources=_ALALAM, note=start, **_COMMON,
    )  # fmt: skip
    for key, speaker, party, words, cited in (
        ("task-force", "a source close to the negotiations", "party:co-chairs", "Begins at 00:01 on Sunday, 1 May.", _ALALAM),
        ("mod", _MOD, RUSSIA, "Began at 00:01 on 30 April, for 24 hours in Eastern Ghouta and 72 hours in northern Latakia.",
         source(_MOD, "2016-04-30")),
        ("army", "Syrian army command", "party:syrian-army", "In force from 01:00 on 30 April.", source("TASS", "2016-04-30")),
    ):  # fmt: skip
        yield entry(
            "2016-04-29 20:00" if key == "task-force" else "2016-04-30 10:00", Statement, key=f"statement:silence-start-{key}", speaker=speaker,
            on_behalf_of=party, at=on("2016-04-29" if key == "task-force" else "2016-04-30"), act="declares", words=words,
            about=("arrangement:silence-ghouta", "arrangement:silence-latakia"), sources=cited,
        )  # fmt: skip


def _aleppo() -> Iterator[Entry]:
    called = names("Regime of silence, Aleppo", "Régime de silence, Alep", "نظام التهدئة، حلب", "Режим тишины, Алеппо")
    yield made(
        "2016-05-04 22:00", "silence-aleppo", "regime_of_silence", called, window("2016-05-05 00:01", "2016-05-07 00:01", "2 days"),
        provisions=_quiet("area:aleppo-city"), stated_duration="2 days", sources=source(_MOD, "2016-05-04"), **_COMMON,
    )  # fmt: skip
    more = window("2016-05-07 00:01", "2016-05-10 00:01", "72 hours more, until 00:01 on 10 May")
    yield changed("2016-05-06 23:00", "silence-aleppo", "extended", "2016-05-07 00:01", more, by=(RUSSIA,),
                  cited=source(_MOD, "2016-05-06"))  # fmt: skip
    yield made(
        "2016-06-16 00:01", "silence-aleppo-2016-06", "regime_of_silence",
        names("Regime of silence, Aleppo, June 2016", "Régime de silence, Alep, juin 2016", "نظام التهدئة، حلب، حزيران 2016",
              "Режим тишины, Алеппо, июнь 2016 года"),
        window("2016-06-16 00:01", "2016-06-18 00:01", "48 hours"), provisions=_quiet("area:aleppo-city"), stated_duration="48 hours",
        proposers=(RUSSIA,), under=COH, sources=source("China Daily", "2016-06-16", background=True),
        note="On Russia's initiative; with whom it was agreed was not said.",
    )  # fmt: skip


def _daraya() -> Iterator[Entry]:
    yield entry(
        "2016-05-24 10:00", Proposal, key="proposal:silence-2016-05-24", by=(RUSSIA,), to=(SYRIA, OPPOSITION), at=on("2016-05-23"),
        names=names("72 hours of silence in Eastern Ghouta and Daraya", "72 heures de silence dans la Ghouta orientale et à Daraya",
                    "تهدئة 72 ساعة في الغوطة الشرقية وداريا", "Режим тишины на 72 часа в Восточной Гуте и Дарайе"),
        channel="public", words="A call for 72 hours from Tuesday 24 May on; al-Nusra outside it.", about=(COH,),
        sources=source("The New Arab", "2016-05-24"), note="Whether the sides kept it is not in the sources read: a call, no arrangement.",
    )  # fmt: skip
    yield made(
        "2016-06-01 10:00", "daraya-2016-06", "local_truce", names("Daraya truce", "Trêve de Daraya", "هدنة داريا", "Перемирие в Дарайе"),
        window("2016-06-01 00:01", "2016-06-03 00:01", "48 hours"), provisions=(stop(BOTH_SIDES, "area:daraya"),),
        stated_duration="48 hours", under=COH, proposers=(RUSSIA,), brokers=(AMERICA, SYRIA),
        sources=source("Le Soleil / Agence France-Presse", "2016-06-01"), note="For the aid convoy. Announced by Russia, after talks "
        "with Washington and Damascus.",
    )  # fmt: skip
    more = window("2016-06-05 00:00", "2016-06-07 24:00", "72 hours, until 24:00 on 7 June (21:00 GMT)")
    yield changed(
        "2016-06-05 12:00", "daraya-2016-06", "extended", "2016-06-05 00:00", more, by=(RUSSIA,), cited=source("Sputnik", "2016-06-05"),
        note="Announced two days after the first 48 hours had ended; 72 hours back from its end give 00:00 on 5 June as the start.",
    )  # fmt: skip
