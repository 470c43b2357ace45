"""Registers as published: totals with their breakdowns, and what the other side says of them. Nothing is added up."""

from collections.abc import Iterator
from typing import Literal

from treve.demo.places import province
from treve.demo.saying import Entry, between, entry, moment, on, source
from treve.records.base import Source
from treve.records.incident import Classification, Position
from treve.records.report import IncidentReport
from treve.records.tally import Part, Tally

RUSSIA, TURKEY = "party:russia", "party:turkey"
COH, CEASEFIRE = "arrangement:coh-2016-02-27", "arrangement:ceasefire-2016-12-30"
MOD = "Russian Ministry of Defence"
_SHORT = {"ru": RUSSIA, "tr": TURKEY}
_LAST_24 = "The bulletin speaks of the last 24 hours; the day is taken as the calendar day."

# day, register, total, parts, outlet; what does not add up in the source stands as it was published
# fmt: off
_VIOLATIONS: tuple[tuple[str, str, int, dict[str, int], str], ...] = (
    ("2016-03-04", "ru", 27, {"idlib": 7, "damascus": 4, "homs": 4, "daraa": 3, "latakia": 1, "aleppo": 8}, MOD),
    ("2016-03-06", "ru", 15, {"damascus": 11, "hama": 1, "daraa": 1, "idlib": 1}, "TASS"),
    ("2016-03-17", "ru", 9, {"aleppo": 3, "damascus": 3, "idlib": 3}, "TASS"),
    ("2016-03-21", "ru", 6, {"latakia": 3, "hama": 2, "aleppo": 1}, MOD),
    ("2016-04-05", "ru", 5, {"latakia": 2, "daraa": 1, "homs": 1, "damascus": 1}, MOD),
    ("2016-08-15", "ru", 7, {"damascus": 6, "latakia": 1}, "TASS"),
    ("2016-12-02", "ru", 37, {"aleppo": 19, "damascus": 16, "daraa": 2}, "TASS"),
    ("2016-12-12", "ru", 43, {"aleppo": 20, "damascus": 19, "hama": 2, "latakia": 1, "quneitra": 1}, "TASS"),
    ("2017-01-04", "ru", 39, {"hama": 8, "latakia": 5, "damascus": 8, "idlib": 9, "aleppo": 3, "homs": 3, "daraa": 2, "quneitra": 1},
     "Inside Syria Media Center"),
    ("2017-01-09", "ru", 14, {"hama": 8, "latakia": 2, "damascus": 2, "aleppo": 2}, "TASS"),
    ("2017-01-09", "tr", 17, {"damascus": 4, "aleppo": 5, "daraa": 1, "latakia": 1, "hama": 5, "homs": 1}, "TASS"),
    ("2017-01-23", "ru", 9, {"hama": 6, "latakia": 3}, "TASS"),
    ("2017-01-23", "tr", 0, {}, "TASS"),
    ("2017-02-25", "ru", 15, {"latakia": 5, "hama": 3, "damascus": 6}, "Sputnik"),
    ("2017-02-25", "tr", 7, {"damascus": 2, "homs": 2, "daraa": 2, "hama": 1}, "Sputnik"),
    ("2017-03-01", "ru", 10, {"damascus": 4, "latakia": 4, "hama": 2}, "TASS"),
    ("2017-03-01", "tr", 14, {"damascus": 4, "hama": 3, "idlib": 3, "daraa": 2, "aleppo": 1, "homs": 1}, "TASS"),
    ("2017-03-25", "ru", 13, {"damascus": 4, "daraa": 1, "latakia": 4, "hama": 4}, "News Front"),
    ("2017-03-25", "tr", 19, {"hama": 8, "damascus": 6, "aleppo": 3, "homs": 1, "idlib": 1}, "News Front"),
    ("2017-04-02", "ru", 14, {"damascus": 8, "latakia": 3, "hama": 2, "daraa": 1}, "TASS"),
    ("2017-04-02", "tr", 11, {}, "TASS"),
    ("2017-04-08", "ru", 14, {"damascus": 7, "daraa": 1, "latakia": 2, "hama": 4}, "TASS"),
    ("2017-04-08", "tr", 8, {}, "TASS"),
    ("2017-04-23", "ru", 14, {"damascus": 6, "latakia": 2, "daraa": 2, "hama": 4}, "Xinhua"),
    ("2017-04-23", "tr", 26, {}, "Xinhua"),
    ("2017-04-29", "ru", 14, {"damascus": 8, "hama": 3, "latakia": 2, "daraa": 1}, "TASS"),
    ("2017-04-29", "tr", 15, {"aleppo": 3, "damascus": 2, "hama": 4, "idlib": 3, "daraa": 3}, "TASS"),
    ("2017-05-01", "ru", 12, {"damascus": 8, "latakia": 2, "hama": 1, "daraa": 1}, "TASS"),
    ("2017-05-01", "tr", 9, {}, "TASS"),
    ("2017-05-02", "ru", 14, {"damascus": 8, "hama": 3, "latakia": 2, "daraa": 1}, "TASS"),
    ("2017-05-02", "tr", 9, {}, "TASS"),
    ("2017-05-06", "ru", 15, {"damascus": 9, "hama": 3, "latakia": 2, "daraa": 1}, "TASS"),
    ("2017-05-06", "tr", 11, {}, "TASS"),
)
_BODY = {("2017-02-25", "ru"): 14}
_NOTES = {
    ("2016-03-06", "ru"): "Fifteen in the text, and parts that make fourteen. Four people wounded.",
    ("2017-01-04", "ru"): "Published as the commission's own count, without a list for each side. " + _LAST_24,
    ("2017-02-25", "ru"): "Fifteen in the headline, fourteen in the text of the same report. " + _LAST_24,
    ("2017-05-06", "tr"): "Four of the eleven in Damascus; the other parts were not given. " + _LAST_24,
}
# day: what Russia says of the Turkish list that day; 9 and 23 January say nothing of it
_CANNOT_CONFIRM: dict[str, int | None] = {
    "2017-02-25": None, "2017-03-01": None, "2017-03-25": 18, "2017-04-02": None, "2017-04-08": None, "2017-04-23": None,
    "2017-04-29": None, "2017-05-01": None, "2017-05-02": None, "2017-05-06": None,
}
# day, settlements joined so far, groups joined so far (None = not in what was read), outlet
_JOINED: tuple[tuple[str, int, int | None, str], ...] = (
    ("2016-03-06", 42, 30, "TASS"), ("2016-03-17", 51, 43, "TASS"), ("2016-04-05", 58, 47, MOD), ("2016-08-15", 408, 69, "TASS"),
    ("2016-09-11", 602, None, "TASS"), ("2016-09-14", 616, 69, MOD), ("2016-12-02", 1018, 88, "TASS"), ("2017-01-09", 1097, None, "TASS"),
    ("2017-01-23", 1144, 104, "TASS"), ("2017-03-01", 1281, None, "TASS"), ("2017-04-02", 1431, 139, "TASS"), ("2017-04-08", 1446, 140, "TASS"),
    ("2017-04-23", 1468, None, "Xinhua"), ("2017-04-29", 1473, 143, "TASS"), ("2017-05-01", 1477, 143, "TASS"), ("2017-05-06", 1479, 148, "TASS"),
)
# key, registrar, known, first, last, total, parts, outlet and its day, note
_FIRST_DAYS: tuple[tuple[str, str, str, str, str, int, dict[str, int], str, str, str], ...] = (
    ("hnc-2016-02-27", "party:hnc", "2016-02-28 12:00", "2016-02-27", "2016-02-27 24:00", 15, {}, "Agence France-Presse", "2016-02-28",
     "The HNC's own count of the first day."),
    ("ru-2016-03-01", RUSSIA, "2016-03-01 22:00", "2016-02-27", "2016-03-01 24:00", 9, {}, "The Spokesman-Review", "2016-03-02",
     "At least nine since the start, says the Russian side; to which hour it counts was not given."),
    ("ru-2016-09-14", RUSSIA, "2016-09-14 21:00", "2016-09-12 19:00", "2016-09-14 19:00", 60, {}, "Reuters", "2016-09-14",
     "Violations in the first 48 hours of the package, as Russia counts them; the Syrian army counted 300 by the 19th."),
    ("ru-2016-09-14-day", RUSSIA, "2016-09-14 22:00", "2016-09-14", "2016-09-14 24:00", 42,
     {"aleppo": 20, "hama": 8, "damascus": 5, "homs": 4, "latakia": 3, "daraa": 2}, MOD, "2016-09-14", _LAST_24),
    ("syria-2016-09-19", "party:syrian-army", "2016-09-19 19:30", "2016-09-12 19:00", "2016-09-18 23:59", 300, {}, "Reuters", "2016-09-19",
     "About 300, says the army as it declares its regime over."),
)
# fmt: on


def entries() -> Iterator[Entry]:
    """All registers, in order of day."""
    for day, short, total, parts, outlet in _VIOLATIONS:
        yield _tally(day, short, total, parts, source(outlet, "2017-01-05" if outlet.startswith("Inside") else day))
    for day, cases in _CANNOT_CONFIRM.items():
        yield _cannot_confirm(day, cases)
    for key, registrar, known, first, last, total, parts, outlet, printed, note in _FIRST_DAYS:
        yield entry(
            max(known, f"{printed} 12:00"), Tally, author=registrar, key=f"tally:{key}", registrar=registrar, measure="violations",
            unit="cases", period=between(first, last), total=total, by="area" if parts else "", breakdown=_parts(parts),
            arrangement="arrangement:package-2016-09" if first >= "2016-09" else COH, sources=source(outlet, printed), note=note,
            status="alleged" if registrar != RUSSIA else "registered",
        )  # fmt: skip
    for day, settlements, groups, outlet in _JOINED:
        yield _joined(day, "settlements_total", settlements, outlet)
        if groups is not None:
            yield _joined(day, "groups_total", groups, outlet)
    yield entry(
        "2016-08-15 22:00", Tally, author=RUSSIA, key="tally:ru-settlements_joined-2016-08-15", registrar=RUSSIA,
        measure="settlements_joined", unit="settlements", period=between("2016-08-15", "2016-08-15 24:00"), total=13, by="area",
        breakdown=_parts({"latakia": 4, "hama": 4, "suwayda": 4, "homs": 1}), arrangement=COH, published_in="Bulletin of 2016-08-15",
        sources=source("TASS", "2016-08-15"), note=_LAST_24,
    )  # fmt: skip
    yield entry(
        "2017-03-25 20:00", Classification, author=RUSSIA, key="classification:tr-2017-03-25", incident="tally:tr-2017-03-25",
        arrangement=CEASEFIRE, value="not_violation", reason="excluded_target", by=RUSSIA, cases=1, at=moment("2017-03-25 20:00"),
        sources=source("News Front", "2017-03-25"),
        words="One episode on the Turkish list is said to have been fire at al-Nusra units. Which one of the nineteen was not published.",
    )  # fmt: skip
    yield from _cases()


def _known(day: str) -> str:
    return f"{day} {'22:30' if day >= '2017-04-29' else '19:30'}"


def _parts(parts: dict[str, int]) -> tuple[Part, ...]:
    return tuple(Part(f"place:{key}", count) for key, count in parts.items())


def _tally(day: str, short: str, total: int, parts: dict[str, int], cited: tuple[Source, ...]) -> Entry:
    known = "2017-01-05 12:00" if day == "2017-01-04" else _known(day)
    return entry(
        known, Tally, author=_SHORT[short], key=f"tally:{short}-{day}", registrar=_SHORT[short], measure="violations", unit="cases",
        period=between(day, f"{day} 24:00"), total=total, body_total=_BODY.get((day, short)), by="area" if parts else "",
        breakdown=_parts(parts), arrangement=CEASEFIRE if day >= "2016-12-30" else COH, published_in=f"Bulletin of {day}",
        sources=cited, note=_NOTES.get((day, short), _LAST_24),
    )  # fmt: skip


def _cannot_confirm(day: str, cases: int | None) -> Entry:
    words = "The Russian side says that it cannot confirm the cases on the Turkish list."
    if cases is not None:
        words = "The Russian side says that it cannot confirm the other cases on the Turkish list."
    outlet = next(row[4] for row in _VIOLATIONS if row[:2] == (day, "tr"))
    known = f"{day} {'23:00' if day >= '2017-04-29' else '20:00'}"
    return entry(
        known, Position, author=RUSSIA, key=f"position:tr-{day}", incident=f"tally:tr-{day}", party=RUSSIA, value="cannot_confirm",
        cases=cases, at=moment(known), words=words, sources=source(outlet, day),
    )  # fmt: skip


def _joined(day: str, measure: Literal["settlements_total", "groups_total"], total: int, outlet: str) -> Entry:
    return entry(
        _known(day), Tally, author=RUSSIA, key=f"tally:ru-{measure}-{day}", registrar=RUSSIA, measure=measure,
        unit=measure.partition("_")[0], period=between(day, f"{day} 24:00"), total=total, published_in=f"Bulletin of {day}",
        sources=source(outlet, day), arrangement=COH,
        note="A running total of those that declared their commitment under the cessation of February 2016.",
    )  # fmt: skip


def _cases() -> Iterator[Entry]:
    """One report for each counted case of two days of dual registers: all that the bulletins give is day and province."""
    for day, short, _, parts, outlet in _VIOLATIONS:
        if day not in ("2017-02-25", "2017-03-25"):
            continue
        for key, count in parts.items():
            for number in range(1, count + 1):
                yield entry(
                    _known(day), IncidentReport, author=_SHORT[short], register=_SHORT[short],
                    key=f"incident:{short}-{day}-{key}-{number}", channel="party_bulletin", reporter_role="guarantor",
                    occurred=on(day, said="during the last 24 hours"), place=province(key), acts=("VIOLENCE",), sources=source(outlet, day),
                    note=f"Case {number} of {count} counted for the province; the bulletin gives no more.",
                )  # fmt: skip
