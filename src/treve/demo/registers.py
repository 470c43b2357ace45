"""Registers as published: totals with their breakdowns, positions on each other, and the cases behind them."""

from collections.abc import Iterator
from typing import Literal

from treve.demo.places import _PLACES
from treve.demo.saying import Entry, at, between, names, on, source
from treve.geo.place import Disc, UncertainPlace
from treve.records.base import Source
from treve.records.incident import Classification, Position
from treve.records.report import IncidentReport
from treve.records.tally import Part, Tally

RUSSIA, TURKEY = "party:russia", "party:turkey"
COH, CEASEFIRE = "arrangement:coh-2016-02-27", "arrangement:ceasefire-2016-12-30"
MOD = "Russian Ministry of Defence"

_VIOLATIONS: tuple[tuple[str, str, int, int | None, dict[str, int], str, str], ...] = (
    ("2016-03-06", RUSSIA, 15, None, {"damascus": 11, "hama": 1, "daraa": 1, "idlib": 1}, COH, "TASS"),
    ("2016-12-02", RUSSIA, 37, None, {"damascus": 19, "aleppo": 16, "hama": 2}, COH, MOD),
    ("2017-01-04", RUSSIA, 39, None, {"hama": 8, "latakia": 5, "damascus": 8, "idlib": 9, "aleppo": 3, "homs": 3, "daraa": 2,
                                      "quneitra": 1}, CEASEFIRE, "Inside Syria Media Center"),
    ("2017-02-25", RUSSIA, 15, 14, {"latakia": 5, "hama": 3, "damascus": 6}, CEASEFIRE, "Sputnik"),
    ("2017-02-25", TURKEY, 7, None, {"damascus": 2, "homs": 2, "daraa": 2, "hama": 1}, CEASEFIRE, "Sputnik"),
    ("2017-03-25", RUSSIA, 13, None, {"damascus": 4, "daraa": 1, "latakia": 4, "hama": 4}, CEASEFIRE, "News Front"),
    ("2017-03-25", TURKEY, 19, None, {"hama": 8, "damascus": 6, "aleppo": 3, "homs": 1, "idlib": 1}, CEASEFIRE, "News Front"),
    ("2017-04-23", RUSSIA, 14, None, {"damascus": 6, "latakia": 2, "daraa": 2, "hama": 4}, CEASEFIRE, MOD),
    ("2017-04-23", TURKEY, 26, None, {}, CEASEFIRE, MOD),
)  # fmt: skip

_JOINED: tuple[tuple[str, Literal["settlements_total", "groups_total"], int], ...] = (
    ("2016-03-06", "settlements_total", 42), ("2016-03-06", "groups_total", 30), ("2016-08-15", "settlements_total", 408),
    ("2016-08-15", "groups_total", 69), ("2016-09-11", "settlements_total", 602), ("2016-12-02", "settlements_total", 1018),
    ("2016-12-02", "groups_total", 88), ("2017-04-23", "settlements_total", 1468),
)  # fmt: skip
_BY_KEY = {row[0]: row for row in _PLACES}


def _short(party: str) -> str:
    return {"party:russia": "ru", "party:turkey": "tr"}[party]


def entries() -> Iterator[Entry]:
    """All registers, in order of day."""
    for day, registrar, total, body, parts, arrangement, outlet in _VIOLATIONS:
        yield Entry(
            at(day, "19:00"),
            Tally(
                author=registrar, key=f"tally:{_short(registrar)}-{day}", registrar=registrar, measure="violations", unit="cases",
                period=between(day, f"{day} 24:00"), total=total, body_total=body, by="area" if parts else "",
                breakdown=tuple(Part(f"place:{key}", count) for key, count in parts.items()), arrangement=arrangement,
                published_in=f"Bulletin of {day}", sources=source(outlet, day),
                note="The bulletin speaks of the last 24 hours; the day is taken as the calendar day.",
            ),
        )  # fmt: skip
        if registrar == TURKEY:
            yield Entry(
                at(day, "20:00"),
                Position(
                    author=RUSSIA, incident=f"tally:tr-{day}", party=RUSSIA, value="cannot_confirm", at=at(day, "20:00"),
                    words="The Russian side says that it cannot confirm the cases on the Turkish list.", sources=source(outlet, day),
                ),
            )  # fmt: skip
    for day, measure, total in _JOINED:
        yield Entry(
            at(day, "19:00"),
            Tally(
                author=RUSSIA, key=f"tally:ru-{measure}-{day}", registrar=RUSSIA, measure=measure, unit="groups" if measure == "groups_total" else "settlements",
                period=between(day, f"{day} 24:00"), total=total, published_in=f"Bulletin of {day}", sources=source(MOD, day),
                arrangement=COH if day < "2016-12-30" else CEASEFIRE,
            ),
        )  # fmt: skip
    yield Entry(
        at("2016-08-15", "19:00"),
        Tally(
            author=RUSSIA, key="tally:ru-settlements_joined-2016-08-15", registrar=RUSSIA, measure="settlements_joined",
            unit="settlements", period=between("2016-08-15", "2016-08-15 24:00"), total=13, by="area", arrangement=COH,
            breakdown=tuple(Part(f"place:{key}", n) for key, n in (("latakia", 4), ("hama", 4), ("homs", 4), ("damascus", 1))),
            published_in="Bulletin of 2016-08-15", sources=source(MOD, "2016-08-15"),
            note="The parts 4, 4, 4 and 1 are as published; to which provinces they belong is taken from the order of the text.",
        ),
    )  # fmt: skip
    yield Entry(
        at("2017-03-25", "20:00"),
        Classification(
            author=RUSSIA, incident="incident:tr-2017-03-25-hama-1", arrangement=CEASEFIRE, value="not_violation",
            reason="excluded_target", by=RUSSIA, cases=1, at=at("2017-03-25", "20:00"), sources=source("News Front", "2017-03-25"),
            words="One episode on the list is said to have been directed at al-Nusra units. Which one is not published: "
            "it is put on the first of the province with the most.",
        ),
    )  # fmt: skip
    yield from _cases()


def _cases() -> Iterator[Entry]:
    """One report for each counted case of the dual registers: all that the bulletins give is day and province."""
    for day, registrar, _, _, parts, arrangement, outlet in _VIOLATIONS:
        if arrangement != CEASEFIRE or day not in ("2017-02-25", "2017-03-25"):
            continue
        for province, count in parts.items():
            for number in range(1, count + 1):
                yield Entry(at(day, "19:00"), _case(day, registrar, province, number, count, source(outlet, day)))


def _case(day: str, registrar: str, province: str, number: int, of: int, cited: tuple[Source, ...]) -> IncidentReport:
    _, lon, lat, radius, *_ = _BY_KEY[province]
    called = names(_BY_KEY[province][5])["en"]
    return IncidentReport(
        author=registrar, register=registrar, key=f"incident:{_short(registrar)}-{day}-{province}-{number}",
        channel="party_bulletin", reporter_role="guarantor", occurred=on(day, said="during the last 24 hours"),
        place=UncertainPlace(f"province of {called}", Disc(lon, lat, float(radius))), acts=("VIOLENCE",), sources=cited,
        note=f"Case {number} of {of} counted for the province; the bulletin gives no more.",
    )  # fmt: skip
