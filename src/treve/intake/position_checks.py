"""Checks of stated positions: the name against the coordinates, the district, swapped numbers, precision, duplicates.

The first advance notice on the line over Syria named a place 9 km from the one that was meant (17 September 2016).
"""

from collections.abc import Iterator

from treve.errors import Ambiguous, BadGeometry
from treve.findings.finding import Said
from treve.geo.away import apart, outside
from treve.geo.coordinates import DEGREE_M, read
from treve.geo.place import AreaPlace, Disc
from treve.intake.checked import Checked, Passed
from treve.intake.gazetteer import Entry, Gazetteer
from treve.intake.resolver import best
from treve.picture.notices import standings
from treve.picture.picture import Picture
from treve.records.notice import Notice, StatedPoint

NEAR_M = 1_000.0
"""How far from the edge of the place named a position may lie and still agree with it, metres."""
FAR_M = 5_000.0
"""How far away it certainly does not, metres; between the two nobody can tell."""
WIDE_M = 20_000.0
"""A name that covers more than this says too little, metres."""
COARSE_M = 100.0
"""A last digit that stands for more is asked about, metres."""
COARSEST_M = 1_000.0
"""A last digit that stands for more is refused, metres."""
FINEST_M = 0.02
"""A last digit that stands for less was never measured, metres."""
DUPLICATE_M = 250.0
"""Sites that lie nearer to one another may be one, metres."""

SENTENCES = {
    "name.none": "No name of the place stands beside the coordinates.",
    "name.unknown": "No place here is called {place_said}.",
    "name.wide": "{place} covers {radius} m: the name says too little to check the coordinates.",
    "name.yes": "The coordinates lie in or beside {place}.",
    "name.cannot_tell": "The coordinates lie {distance} m outside {place}: that may be right or wrong.",
    "name.no": "The coordinates lie {distance} m from {place}, the place that is named.",
    "district.none": "No district is stated.",
    "district.unknown": "No place or area here has the key {district_said}.",
    "district.yes": "The coordinates lie in {district}.",
    "district.cannot_tell": "The coordinates lie {distance} m outside {district}, whose border is not known better.",
    "district.no": "The coordinates lie {distance} m outside {district}, in which the place is said to be.",
    "swapped.yes": "Latitude and longitude are not exchanged.",
    "swapped.no": "Latitude and longitude are exchanged: the other way round the position lies {distance} m from {place}.",
    "swapped.cannot_tell": "Whether latitude and longitude are exchanged cannot be told without a name or a district.",
    "precision.unreadable": "The coordinates as written, {written_said}, cannot be read.",
    "precision.apart": "As written, {written_said}, the position lies {distance} m from the coordinates given beside it.",
    "precision.zero": "Latitude and longitude are both zero: nobody filled them in.",
    "precision.whole": "Whole degrees are no position.",
    "precision.coarse": "The last digit of the coordinates stands for {metres} m: too coarse to find the place.",
    "precision.fine": "The coordinates have more digits than anybody measures.",
    "precision.yes": "The last digit of the coordinates stands for {metres} m.",
    "duplicate.yes": "No other site that is notified lies within {metres} m.",
    "duplicate.own": "The site lies {distance} m from {notice}, a notice of the same author: it may be the same site.",
    "duplicate.other": "The site lies {distance} m from {notice}, a notice of {author}: it may be the same site.",
}
"""What the checks say, by name; the ids for translations."""


def position_checks(number: int | None, at: StatedPoint, gazetteer: Gazetteer) -> Iterator[Checked]:
    """What the checks of one stated position find; `number` is that of its stop."""
    named = _named(at, gazetteer)
    yield _name(number, at, named)
    district = _district_entry(at, gazetteer)
    yield _district(number, at, district)
    yield _swapped(number, at, [*named, *([district] if district else [])])
    yield _precision(number, at)


def _named(at: StatedPoint, gazetteer: Gazetteer) -> list[Entry]:
    """The places that may be meant: the one settled, else those of the name."""
    if at.place_key in gazetteer.number:
        return [gazetteer.entries[gazetteer.number[at.place_key]]]
    return [one.entry for one in best(gazetteer, gazetteer.candidates(at.place))] if at.place.strip() else []


def _away(entry: Entry, lon: float, lat: float) -> float:
    """Metres from a position to the edge of a place, 0 inside."""
    if isinstance(entry.where, AreaPlace):
        return outside(entry.where.footprint, lon, lat)
    return max(0.0, apart(entry.where.lon, entry.where.lat, lon, lat) - entry.where.radius_m)


def _nearest(entries: list[Entry], lon: float, lat: float) -> tuple[float, Entry]:
    return min(((_away(entry, lon, lat), entry) for entry in entries), key=lambda one: (one[0], one[1].key))


def _name(number: int | None, at: StatedPoint, named: list[Entry]) -> Checked:
    check = "name_and_coordinates"
    if not at.place.strip() and not named:
        return Checked(check, "cannot_tell", Said(SENTENCES["name.none"]), number)
    if not named:
        return Checked(check, "cannot_tell", Said(SENTENCES["name.unknown"], {"place_said": at.place}), number)
    small = [one for one in named if not _wide(one)]
    away, entry = _nearest(small or named, at.lon, at.lat)
    values = {"place": entry.key, "distance": round(away)}
    if not small and away <= NEAR_M:
        radius = round(entry.where.radius_m) if isinstance(entry.where, Disc) else round(WIDE_M)
        return Checked(check, "cannot_tell", Said(SENTENCES["name.wide"], {"place": entry.key, "radius": radius}), number, away)
    passed: Passed = "yes" if away <= NEAR_M else "no" if away > FAR_M else "cannot_tell"
    return Checked(check, passed, Said(SENTENCES[f"name.{passed}"], values), number, away)


def _wide(entry: Entry) -> bool:
    """Whether a name covers so much that it says nothing of a position in it."""
    return isinstance(entry.where, AreaPlace) or entry.where.radius_m > WIDE_M


def _district_entry(at: StatedPoint, gazetteer: Gazetteer) -> Entry | None:
    number = gazetteer.number.get(at.district)
    return None if number is None else gazetteer.entries[number]


def _district(number: int | None, at: StatedPoint, entry: Entry | None) -> Checked:
    check = "district"
    if not at.district:
        return Checked(check, "cannot_tell", Said(SENTENCES["district.none"]), number)
    if entry is None:
        return Checked(check, "cannot_tell", Said(SENTENCES["district.unknown"], {"district_said": at.district}), number)
    away = _away(entry, at.lon, at.lat)
    passed: Passed = "yes" if away <= 0.0 else "no"
    # A disc stands for a district whose border nobody drew: beside it nothing can be told.
    if passed == "no" and isinstance(entry.where, Disc) and away <= FAR_M:
        passed = "cannot_tell"
    values = {"district": entry.key, "distance": round(away)}
    return Checked(check, passed, Said(SENTENCES[f"district.{passed}"], values), number, away)


def _swapped(number: int | None, at: StatedPoint, meant: list[Entry]) -> Checked:
    check = "swapped"
    if abs(at.lon) > 90.0:
        return Checked(check, "yes", Said(SENTENCES["swapped.yes"]), number)
    if not meant:
        return Checked(check, "cannot_tell", Said(SENTENCES["swapped.cannot_tell"]), number)
    away, _ = _nearest(meant, at.lon, at.lat)
    turned, entry = _nearest(meant, at.lat, at.lon)
    if away > FAR_M >= turned:
        values = {"place": entry.key, "distance": round(turned)}
        return Checked(check, "no", Said(SENTENCES["swapped.no"], values), number, turned)
    return Checked(check, "yes", Said(SENTENCES["swapped.yes"]), number)


def _precision(number: int | None, at: StatedPoint) -> Checked:
    check = "precision"
    if at.lon == at.lat == 0.0:
        return Checked(check, "no", Said(SENTENCES["precision.zero"]), number)
    if at.written:
        try:
            found = read(at.written)
        except (BadGeometry, Ambiguous):
            return Checked(check, "no", Said(SENTENCES["precision.unreadable"], {"written_said": at.written}), number)
        away = apart(at.lon, at.lat, found.lon, found.lat)
        if away > found.precision_m + 1.0:
            values = {"written_said": at.written, "distance": round(away)}
            return Checked(check, "no", Said(SENTENCES["precision.apart"], values), number, away)
        metres, measured = found.precision_m, found.form != "decimal" or found.precision_m >= FINEST_M
    else:
        digits = max(_digits(at.lon), _digits(at.lat))
        metres = DEGREE_M * 10.0**-digits
        measured = metres >= FINEST_M
    if metres >= DEGREE_M:
        return Checked(check, "no", Said(SENTENCES["precision.whole"]), number)
    values = {"metres": round(metres) if metres >= 1.0 else round(metres, 2)}
    if metres > COARSE_M * 1.2:
        passed: Passed = "no" if metres > COARSEST_M else "cannot_tell"
        return Checked(check, passed, Said(SENTENCES["precision.coarse"], values), number)
    if not measured:
        return Checked(check, "cannot_tell", Said(SENTENCES["precision.fine"]), number)
    return Checked(check, "yes", Said(SENTENCES["precision.yes"], values), number)


def _digits(value: float) -> int:
    """Digits after the point of a number as it is written shortest."""
    text = f"{value:.12f}".rstrip("0")
    return len(text.partition(".")[2])


def duplicate_check(notice: Notice, picture: Picture) -> Checked:
    """Whether another site that is notified for the same time may be the same one."""
    assert notice.site is not None
    found: list[tuple[float, str, str]] = []
    for other in standings(picture, notice.window):
        there = other.notice.site
        if (
            there is None
            or (other.author, other.key) == (notice.author, notice.key)
            or other.state in ("cancelled", "completed")
        ):
            continue
        away = apart(notice.site.at.lon, notice.site.at.lat, there.at.lon, there.at.lat)
        if away <= DUPLICATE_M:
            found.append((away, other.key, other.author))
    if not found:
        return Checked("duplicate", "yes", Said(SENTENCES["duplicate.yes"], {"metres": round(DUPLICATE_M)}))
    own = [one for one in found if one[2] == notice.author]
    away, key, author = min(own or found)
    values = {"notice": key, "author": author, "distance": round(away)}
    sentence = SENTENCES["duplicate.own" if own else "duplicate.other"]
    return Checked("duplicate", "no" if own else "cannot_tell", Said(sentence, values), None, away)
