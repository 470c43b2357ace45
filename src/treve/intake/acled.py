"""ACLED's column layout: one incident report for each event that a ceasefire can be about; the others are counted.

Codebook of the dataset: `actor1` and `actor2` do not imply direction; `time_precision` 1 day, 2 week, 3
month; `geo_precision` 1 place, 2 part of a region, 3 larger region; `fatalities` is the lowest figure
reported. The sentences of `notes` stay in the file: a record keeps their hash. What each sub-event is
taken for, and which are left out, stands in `ACTS` and in `docs/guide/import.md`.
"""

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from hashlib import sha256

from treve.geo.interval import Interval, UncertainTime, days
from treve.geo.place import UncertainPlace
from treve.intake.cast import Cast, key_of, seen
from treve.intake.table import Cells
from treve.intake.value import count_of, day_of, span_of
from treve.intake.where import Coordinates, Places
from treve.records.base import Record, Source
from treve.records.report import Harm, IncidentReport, Range

AUTHOR = "party:acled"
COLUMNS = (
    "event_id_cnty", "event_date", "time_precision", "event_type", "sub_event_type", "actor1", "actor2", "country", "location",
    "latitude", "longitude", "geo_precision", "fatalities",
)  # fmt: skip
"""Columns that must be there."""
CLASH, GROUND = ("GROUND.CLASH",), ("GROUND.ADVANCE",)
ACTS: dict[str, tuple[str, ...]] = {
    "Armed clash": CLASH,
    "Government regains territory": GROUND,
    "Non-state actor overtakes territory": GROUND,
    "Chemical weapon": ("CHEM",),
    "Air/drone strike": ("AERIAL",),
    "Suicide bomb": ("IED.SUICIDE",),
    "Shelling/artillery/missile attack": ("SHELLING",),
    "Remote explosive/landmine/IED": ("EXPLOSIVE",),
    "Grenade": ("VIOLENCE",),
    "Sexual violence": ("CIV.HARM",),
    "Attack": ("CIV.HARM", "VIOLENCE"),
    "Abduction/forced disappearance": ("CIV.ABDUCT",),
    "Excessive force against protesters": ("CIV.HARM", "VIOLENCE"),
    "Headquarters or base established": ("FORCE.MOVE",),
}
"""What is taken for which acts: no kind is said where the layout does not say it.

An air strike may be a drone's, shelling may be a missile's, an explosion may be a mine's: such a sub-event
has a code of its own, which is any of these (`treve.records.act.MAY_BE`). An attack on civilians harms them,
by violence of a kind not said.
"""
LEFT_OUT = (
    "Peaceful protest", "Protest with intervention", "Violent demonstration", "Mob violence", "Agreement", "Arrests",
    "Change to group/activity", "Disrupted weapons use", "Looting/property destruction", "Non-violent transfer of territory",
    "Other",
)  # fmt: skip
"""What is read and left out: no act of hostility between parties, or one that was prevented."""
RADIUS_M = {1: 5_000.0, 2: 25_000.0, 3: 120_000.0}
"""Metres around the point within which a code of `geo_precision` leaves the place."""
WEEK = timedelta(days=6)
"""A week of which only one day is named begins and ends at most so far from it."""

_PEOPLE = re.compile(r"(civilians|protesters|rioters)\b", re.IGNORECASE)
_NOBODY = re.compile(r"(unidentified|unknown)\b", re.IGNORECASE)
_SOURCE = Source("ACLED")


class Rows:
    """Reads rows in one pass."""

    def __init__(self, zone: str, places: Places | None = None) -> None:
        self._zone = zone
        self._places = places or Coordinates()
        self._cast = Cast(AUTHOR, (_SOURCE,))

    def look(self, row: Cells) -> None:
        """One pass is enough."""

    def __call__(self, row: Cells) -> Iterator[Record]:
        """The report of a row; none where the event is no act of hostility."""
        kind = row.text("sub_event_type")
        if kind in LEFT_OUT:
            row.skip(kind)
            return
        if kind not in ACTS:
            raise ValueError(f"{kind[:80]!r} is no sub-event type of the layout")
        sides = [row.words("actor1"), row.words("actor2")]
        armed = [[] if not side or _PEOPLE.match(side) or _NOBODY.match(side) else [side] for side in sides]
        people = [bool(_PEOPLE.match(side)) for side in sides]
        keys = [[key_of("acled", name) for name in side] for side in armed]
        one, other = keys
        if people[0] and not people[1]:
            one, other = other, []
        yield self._report(row, ACTS[kind], one, other, civilians=any(people), alone=not all(sides))
        for side, names in zip(keys, armed, strict=True):
            for key, name in zip(side, names, strict=True):
                self._cast.saw(key, name)

    def rest(self) -> Iterator[Record]:
        """The parties that the rows name."""
        yield from self._cast.parties()

    def _report(
        self, row: Cells, acts: tuple[str, ...], one: list[str], other: list[str], *, civilians: bool, alone: bool
    ) -> IncidentReport:
        killed = count_of(row.text("fatalities"))
        if civilians and killed and not acts[0].startswith("CIV"):
            acts = (*acts, "CIV.HARM")
        occurred, place = self._time(row), self._place(row)
        outlets = dict.fromkeys(outlet for part in row.words("source").split(";") if (outlet := part.strip()))
        notes = row.text("notes")
        note = "The dataset gives the lowest number of fatalities reported."
        if beside := [row.words(name) for name in ("assoc_actor_1", "assoc_actor_2") if row.text(name)]:
            note += f" Named beside the actors: {'; '.join(beside)}."
        return IncidentReport(
            author=AUTHOR,
            key=seen(f"incident:acled-{row.text('event_id_cnty') or _no_id()}"),
            channel="dataset",
            reporter_role="dataset",
            text_sha256=sha256(notes.encode()).hexdigest() if notes else "",
            occurred=occurred,
            place=place,
            acts=acts,
            alleged=tuple(one),
            against=tuple(other),
            directed=civilians or alone,
            target_kind=("civilians",) if civilians else (),
            harm=Harm(killed=Range(killed, killed)),
            sources=(*(Source(outlet) for outlet in outlets), _SOURCE),
            note=note,
        )

    def _time(self, row: Cells) -> UncertainTime:
        code = row.whole("time_precision")
        on = _day(row.text("event_date"))
        if code == 1:
            span = days(on, on, self._zone)
        elif code == 2:
            span = days(on - WEEK, on + WEEK, self._zone)
        elif code == 3:
            span = span_of(f"{on:%Y-%m}", self._zone)
        else:
            row.column = "time_precision"
            raise ValueError(f"{code} is no precision of time")
        return UncertainTime(Interval(span.start, span.end), self._zone)

    def _place(self, row: Cells) -> UncertainPlace:
        radius = RADIUS_M.get(row.whole("geo_precision"))
        if radius is None:
            raise ValueError("a precision of place is 1, 2 or 3")
        within = tuple(name for column in ("admin3", "admin2", "admin1", "country") if (name := row.words(column)))
        said = row.words("location")
        lon, lat = row.number("longitude"), row.number("latitude")
        return self._places.resolve(said, within=within, lon=lon, lat=lat, radius_m=radius)


def _day(text: str) -> date:
    if text[:1].isdigit() and text[-4:].isdigit() and any(letter.isalpha() for letter in text):
        try:
            text = datetime.strptime(text.replace("-", " "), "%d %B %Y").date().isoformat()  # noqa: DTZ007 (a day)
        except ValueError:
            raise ValueError(f"{text[:40]!r} is no day of the calendar") from None
    return day_of(text)


def _no_id() -> str:
    raise ValueError("the event has no id")
