"""The gazetteer: places and administrative areas by name in any spelling, by P-code, and where to look.

Built once from the records of a picture; asked by name it gives candidates with a score and the reason.
`exact`, `alias` and `folded` candidates are the same name; `near` ones only look alike, and are for a
person to choose from, never to be taken silently.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property
from typing import Literal

import msgspec
import numpy as np

from treve.geo.footprint import middle
from treve.geo.place import AreaPlace, Disc
from treve.geo.surface import Surfaces
from treve.intake.names import folded, keys, plain, sketch, sort_said
from treve.intake.regions import regions
from treve.kleene import NO
from treve.picture.picture import Picture
from treve.records.base import said_in
from treve.records.place import Area, Place

Reason = Literal["exact", "alias", "folded", "near"]
"""Why a candidate was found: as written but for case and accents; by the table of regions; whatever the spelling; alike."""

SCORES = {"exact": 1.0, "alias": 0.95, "folded": 0.9}
"""Score of a candidate by its reason; a key that is not the likeliest takes a tenth off, `near` scores at most 0.7."""
ALIKE = 80.0
"""Least likeness of folded names, out of 100, at which a place is proposed as near."""
FEATURES = {0: "country", 1: "governorate", 2: "district", 3: "district"}
"""Feature of an administrative area by its level."""
_ADMINISTRATIVE = frozenset(FEATURES.values())
_PCODE = re.compile(r"[A-Z]{1,3}\d*")


class Entry(msgspec.Struct, frozen=True):
    """A place or area of the gazetteer."""

    key: str
    """Key of its record."""
    label: str
    """Its name for people."""
    spellings: tuple[str, ...]
    """Every name and spelling of it."""
    where: Disc | AreaPlace
    """Where it is."""
    feature: str
    """What sort of place it is."""
    pcode: str = ""
    """Its P-code."""
    level: int | None = None
    """Its administrative level."""
    within: tuple[str, ...] = ()
    """What holds it, smallest first."""
    own: bool = False
    """Whether it comes from the project's own table of regions."""

    @property
    def point(self) -> tuple[float, float]:
        """Longitude and latitude of about its middle."""
        return (self.where.lon, self.where.lat) if isinstance(self.where, Disc) else middle(self.where.footprint)


class Candidate(msgspec.Struct, frozen=True):
    """A place that a name may mean."""

    entry: Entry
    """The place."""
    score: float
    """How well the name fits, 0 to 1."""
    reason: Reason
    """Why it was found."""
    spelling: str
    """Its spelling that fits."""


class Gazetteer:
    """Places and areas, indexed by folded name and P-code."""

    def __init__(self, places: Iterable[Place], areas: Iterable[Area], own: Iterable[Place] | None = None) -> None:
        table = regions() if own is None else own
        self.entries = _together(sorted(places, key=_key), sorted(areas, key=_key), sorted(table, key=_key))
        self.by_pcode: dict[str, int] = {}
        self.number = {entry.key: number for number, entry in enumerate(self.entries)}
        self._plain: dict[str, dict[int, str]] = defaultdict(dict)
        self._folded: dict[str, dict[int, tuple[str, bool]]] = defaultdict(dict)
        for number, entry in enumerate(self.entries):
            if entry.pcode:
                self.by_pcode.setdefault(entry.pcode, number)
            for spelling in entry.spellings:
                self._plain[plain(spelling)].setdefault(number, spelling)
                for place, key in enumerate(keys(spelling)):
                    held = self._folded[key].get(number)
                    if held is None or (place == 0 and not held[1]):
                        self._folded[key][number] = (spelling, place == 0)

    @classmethod
    def of(cls, picture: Picture) -> "Gazetteer":
        """The gazetteer of what a picture holds, with the project's own regions."""
        return cls(picture.places.values(), picture.areas.values())

    @cached_property
    def _sketches(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        for key in self._folded:
            found[sketch(key)].add(key)
        return found

    @cached_property
    def _area_surfaces(self) -> tuple[Surfaces, dict[int, int]]:
        drawn = [(number, entry.where) for number, entry in enumerate(self.entries) if isinstance(entry.where, AreaPlace)]
        footprints = [where.footprint for _, where in drawn if isinstance(where, AreaPlace)]
        return Surfaces.build(footprints), {number: place for place, (number, _) in enumerate(drawn)}

    def candidates(self, name: str, *, within: tuple[str, ...] = (), near: bool = False) -> list[Candidate]:
        """The places that a name may mean, the best first; a P-code is a name too.

        `within` names or P-codes what must hold the place; unknown ones are passed over (`unknown` tells
        them). `near` adds names that only look alike.
        """
        found = self._same(name)
        if near:
            for candidate in self._alike(name):
                found.setdefault(self.number[candidate.entry.key], candidate)
        kept = [one for number, one in found.items() if all(self._holds(place, number) for place in within)]
        sort = sort_said(name)
        of_sort = [one for one in kept if one.entry.feature == sort]
        return sorted(of_sort or kept, key=lambda one: (-one.score, one.entry.key))

    def _same(self, name: str) -> dict[int, Candidate]:
        found: dict[int, Candidate] = {}
        if name.strip() in self.by_pcode:
            number = self.by_pcode[name.strip()]
            found[number] = Candidate(self.entries[number], 1.0, "exact", name.strip())
        for number, spelling in self._plain.get(plain(name), {}).items():
            reason: Reason = "alias" if self.entries[number].own else "exact"
            found.setdefault(number, Candidate(self.entries[number], SCORES[reason], reason, spelling))
        for place, key in enumerate(keys(name)):
            for number, (spelling, likeliest) in self._folded.get(key, {}).items():
                score = SCORES["folded"] - (0.0 if place == 0 and likeliest else 0.1)
                found.setdefault(number, Candidate(self.entries[number], score, "folded", spelling))
        return found

    def _alike(self, name: str) -> Iterable[Candidate]:
        from rapidfuzz import fuzz, process

        asked = folded(name)
        if len(asked) < 3:
            return
        matches = [(key, likeness) for key, likeness, _ in process.extract(
            asked, list(self._folded), scorer=fuzz.ratio, score_cutoff=ALIKE, limit=20
        )]  # fmt: skip
        matches += [(key, fuzz.ratio(asked, key)) for key in sorted(self._sketches.get(sketch(asked), ()))]
        best: dict[int, Candidate] = {}
        for key, likeness in matches:
            for number, (spelling, _) in self._folded[key].items():
                score = round(0.7 * likeness / 100.0, 3)
                if number not in best or best[number].score < score:
                    best[number] = Candidate(self.entries[number], score, "near", spelling)
        yield from best.values()

    def unknown(self, within: tuple[str, ...]) -> tuple[str, ...]:
        """Those of some names or P-codes that nothing here is called."""
        return tuple(name for name in within if not self._is_code(name) and not self._same(name))

    def _is_code(self, name: str) -> bool:
        return name in self.by_pcode or bool(_PCODE.fullmatch(name) and any(letter.isdigit() for letter in name))

    def _holds(self, holder: str, number: int) -> bool:
        """Whether a place may lie in what `holder` names; one that says nothing of it is asked by its position."""
        if self._is_code(holder):
            return self._in_code(holder, number)
        holders = [other for other in self._same(holder) if self.entries[other].feature in (*_ADMINISTRATIVE, "region")]
        return not holders or any(self._in_entry(other, number) for other in holders)

    def _in_code(self, code: str, number: int) -> bool:
        entry = self.entries[number]
        said = [one for one in (entry.pcode, *entry.within) if one]
        codes = [one for one in said if _PCODE.fullmatch(one)]
        if codes:
            return any(one.startswith(code) for one in codes) or (entry.own and any(code.startswith(one) for one in codes))
        return self._may_lie(self.by_pcode.get(code), number)

    def _in_entry(self, other: int, number: int) -> bool:
        holder, entry = self.entries[other], self.entries[number]
        if other == number or holder.key in entry.within:
            return True
        if holder.pcode:
            return self._in_code(holder.pcode, number)
        return self._may_lie(other, number)

    def _may_lie(self, holder: int | None, number: int) -> bool:
        if holder is None:
            return True
        where, point = self.entries[holder].where, self.entries[number].where
        if isinstance(where, AreaPlace):
            surfaces, places = self._area_surfaces
            lon, lat = self.entries[number].point
            radius = point.radius_m if isinstance(point, Disc) else 0.0
            return surfaces.relation_disc(places[holder], lon, lat, radius) != NO
        return apart_m(self.entries[holder], self.entries[number]) <= 0.0

    def relation(self, area: int, disc: Disc) -> int:
        """Whether a disc lies in the area of an entry, as a Kleene value."""
        surfaces, places = self._area_surfaces
        return surfaces.relation_disc(places[area], disc.lon, disc.lat, disc.radius_m)

    def overlap(self, a: Entry, b: Entry) -> bool:
        """Whether two places may have a point in common."""
        if isinstance(b.where, AreaPlace):
            a, b = b, a
        if not isinstance(a.where, AreaPlace):
            return apart_m(a, b) <= 0.0
        surfaces, places = self._area_surfaces
        number = places[self.number[a.key]]
        if isinstance(b.where, Disc):
            return surfaces.relation_disc(number, b.where.lon, b.where.lat, b.where.radius_m) != NO
        return surfaces.relation_area(number, b.where.footprint) != NO

    def area_named(self, name: str, level: int, within: tuple[str, ...] = ()) -> Entry | None:
        """The one administrative area of a level that is called so; `None` where none or several are."""
        found = [
            one.entry for one in self.candidates(name, within=within)
            if one.entry.level == level and isinstance(one.entry.where, AreaPlace)
        ]  # fmt: skip
        return found[0] if len(found) == 1 else None


def apart_m(a: Entry, b: Entry) -> float:
    """Metres between the middles of two places, less the radii of discs; at least 0."""
    from treve.geo.metric import distance

    (lon1, lat1), (lon2, lat2) = a.point, b.point
    reach = sum(one.where.radius_m for one in (a, b) if isinstance(one.where, Disc))
    return max(0.0, float(np.asarray(distance(lon1, lat1, lon2, lat2)).ravel()[0]) - reach)


def _key(record: Place | Area) -> str:
    return record.key


def _spellings(record: Place | Area) -> tuple[str, ...]:
    variants = record.variants if isinstance(record, Place) else ()
    return tuple(dict.fromkeys(one.strip() for one in (*record.names.values(), *variants) if one.strip()))


def _together(places: list[Place], areas: list[Area], own: list[Place]) -> list[Entry]:
    """Entries of all; a place that is the middle of an area here gives the area its names and is left out."""
    drawn = [area for area in areas if area.area_kind == "administrative"]
    spellings = {area.key: list(_spellings(area)) for area in drawn}
    by_pcode = {area.pcode: area for area in drawn if area.pcode}
    found: list[Entry] = []
    known = {place.pcode for place in places if place.pcode}
    for place, ours in [*((one, False) for one in places), *((one, True) for one in own)]:
        area = _area_of(place, by_pcode)
        if area is not None:
            spellings[area.key] += [one for one in _spellings(place) if one not in spellings[area.key]]
        elif not (ours and place.pcode in known):
            found.append(Entry(
                place.key, said_in(place.names, "en", place.key), _spellings(place),
                Disc(place.lon, place.lat, place.radius_m), place.feature, place.pcode, None, place.within, ours,
            ))  # fmt: skip
    found += [
        Entry(
            area.key, said_in(area.names, "en", area.key), tuple(spellings[area.key]), AreaPlace(area.footprint),
            FEATURES.get(area.level, "region") if area.level is not None else "region", area.pcode, area.level, area.within,
        )
        for area in drawn
    ]  # fmt: skip
    return sorted(found, key=lambda entry: entry.key)


def _area_of(place: Place, by_pcode: dict[str, Area]) -> Area | None:
    """The area of which a place is the middle: the same P-code, or called alike, of its sort and around it."""
    if place.pcode in by_pcode:
        return by_pcode[place.pcode]
    if place.feature not in _ADMINISTRATIVE:
        return None
    names = {key for spelling in _spellings(place) for key in keys(spelling)}
    for area in (by_pcode[code] for code in place.within if code in by_pcode):
        alike = area.level is not None and FEATURES.get(area.level) == place.feature
        if alike and names & {key for spelling in _spellings(area) for key in keys(spelling)}:
            return area
    return None
