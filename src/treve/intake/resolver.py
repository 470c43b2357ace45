"""From the words of a source to a place on the map, as far as they tell it.

Coordinates win over a P-code, a P-code over a name. A name that fits several places gives all of them
(`OneOf`), an unknown one gives none; names that only look alike are never taken.
"""

import msgspec

from treve.errors import BadInput, TooLarge
from treve.geo.place import MOST_CANDIDATES, AreaPlace, Disc, OneOf, UncertainPlace, Where
from treve.intake.gazetteer import Candidate, Entry, Gazetteer, apart_m
from treve.kleene import NO, YES
from treve.picture.picture import Picture

FAR_M = 20_000.0
"""How far coordinates may lie from the place named beside them before a person is told, metres."""


class Resolved(msgspec.Struct, frozen=True):
    """A place, and what a person should know of how it was found."""

    place: UncertainPlace
    """The place as far as it is told."""
    candidates: tuple[Candidate, ...] = ()
    """The places that the name may mean, where it was the name that told."""
    warnings: tuple[str, ...] = ()
    """What does not agree, or was passed over."""


class Resolver:
    """Resolves places against the places and areas of a picture; the index is built at the first question."""

    def __init__(self, gazetteer: Gazetteer, noticed: list[str] | None = None) -> None:
        self.gazetteer = gazetteer
        self._noticed = noticed
        self._found: dict[tuple[str, tuple[str, ...]], Resolved] = {}

    @classmethod
    def of(cls, picture: Picture, noticed: list[str] | None = None) -> "Resolver":
        """A resolver of what a picture holds; what does not agree is added to `noticed`."""
        return cls(Gazetteer.of(picture), noticed)

    def resolve(
        self, said: str, *, pcode: str = "", within: tuple[str, ...] = (), lon: float | None = None,
        lat: float | None = None, radius_m: float | None = None,
    ) -> UncertainPlace:  # fmt: skip
        """The place that a source gives; see `look`."""
        found = self.look(said, pcode=pcode, within=within, lon=lon, lat=lat, radius_m=radius_m)
        if self._noticed is not None:
            self._noticed += found.warnings
        return found.place

    def look(
        self, said: str, *, pcode: str = "", within: tuple[str, ...] = (), lon: float | None = None,
        lat: float | None = None, radius_m: float | None = None,
    ) -> Resolved:  # fmt: skip
        """The place that a source gives, with the candidates of its name and what does not agree.

        Degrees on WGS 84, metres. Raises `BadInput` (a `ValueError`) for one coordinate without the other,
        coordinates that cannot be, and a P-code without coordinates that no record here has.
        """
        if (lon is None) != (lat is None):
            raise BadInput("A longitude needs a latitude, and the other way round.")
        words = said or pcode or ", ".join(within)
        if lon is not None and lat is not None:
            disc = Disc(lon, lat, 0.0 if radius_m is None else radius_m)
            return Resolved(UncertainPlace(words, disc), warnings=tuple(self._against(said, pcode, within, disc)))
        if pcode:
            number = self.gazetteer.by_pcode.get(pcode)
            if number is None:
                raise BadInput(
                    f"No place here has the P-code {pcode!r}.", advice="Import boundaries with `treve places import`."
                )
            return Resolved(UncertainPlace(words, self.gazetteer.entries[number].where))
        if not said.strip():
            return Resolved(UncertainPlace(words))
        return self._named_once(said, within)

    def area_named(self, name: str, level: int, within: tuple[str, ...] = ()) -> AreaPlace | None:
        """The administrative area of a level (1 governorate, 2 district, 3 subdistrict) that is called so.

        `None` where none is known, or where the name fits several.
        """
        entry = self.gazetteer.area_named(name, level, within)
        return entry.where if entry is not None and isinstance(entry.where, AreaPlace) else None

    def _named(self, said: str, within: tuple[str, ...]) -> Resolved:
        warnings = [f"nothing here is called {name!r}: it was passed over" for name in self.gazetteer.unknown(within)]
        found = best(self.gazetteer, self.gazetteer.candidates(said, within=within))
        where: Where | None = None
        if found:
            places = self._apart([one.entry for one in found])
            try:
                where = places[0] if len(places) == 1 else OneOf(tuple(places))
            except TooLarge:
                warnings.append(f"the name {said!r} fits more than {MOST_CANDIDATES} places")
        return Resolved(UncertainPlace(said, where), tuple(found), tuple(warnings))

    def _apart(self, entries: list[Entry]) -> list[Disc | AreaPlace]:
        """Their places without those that lie in another of them: what holds of the larger holds of both."""
        kept: list[Entry] = []
        for entry in sorted(entries, key=lambda one: (-_size(one), one.key)):
            if not any(self._in(entry, other) for other in kept):
                kept.append(entry)
        return list(dict.fromkeys(entry.where for entry in kept))

    def _in(self, entry: Entry, other: Entry) -> bool:
        if not isinstance(entry.where, Disc):
            return False
        if isinstance(other.where, AreaPlace):
            return self.gazetteer.relation(self.gazetteer.number[other.key], entry.where) == YES
        inner = msgspec.structs.replace(entry.where, radius_m=0.0)
        away = apart_m(msgspec.structs.replace(entry, where=inner), msgspec.structs.replace(other, where=Disc(*other.point)))
        return away + entry.where.radius_m <= other.where.radius_m

    def _against(self, said: str, pcode: str, within: tuple[str, ...], disc: Disc) -> list[str]:
        """What the name and the P-code say against the coordinates."""
        warnings = []
        here = Entry("", said, (), disc, "site")
        number = self.gazetteer.by_pcode.get(pcode) if pcode else None
        if pcode and number is None:
            warnings.append(f"no place here has the P-code {pcode!r}")
        elif number is not None and self._away(here, self.gazetteer.entries[number]) > FAR_M:
            warnings.append(f"the coordinates do not lie in or near {self.gazetteer.entries[number].label} ({pcode})")
        if said.strip():
            aways = [self._away(here, one.entry) for one in self._named_once(said, within).candidates]
            if aways and min(aways) > FAR_M:
                warnings.append(f"the coordinates lie {min(aways) / 1000:.0f} km from the nearest place called {said!r}")
        return warnings

    def _named_once(self, said: str, within: tuple[str, ...]) -> Resolved:
        if (said, within) not in self._found:
            self._found[said, within] = self._named(said, within)
        return self._found[said, within]

    def _away(self, here: Entry, other: Entry) -> float:
        if not isinstance(other.where, AreaPlace) or not isinstance(here.where, Disc):
            return apart_m(here, other)
        near = msgspec.structs.replace(here.where, radius_m=here.where.radius_m + FAR_M)
        inside = self.gazetteer.relation(self.gazetteer.number[other.key], near) != NO
        return 0.0 if inside else apart_m(here, other)


def best(gazetteer: Gazetteer, candidates: list[Candidate]) -> list[Candidate]:
    """The candidates of a name that count, never those that are near.

    Those spelled so; beside them those that only fold alike and either overlap one of them (the town and the
    governorate of one name) or are larger than all of them (the city beside a hamlet that is spelled so).
    Where none is spelled so, all that fold alike.
    """
    spelled = [one for one in candidates if one.reason in ("exact", "alias")]
    alike = [one for one in candidates if one.reason == "folded"]
    if not spelled:
        return alike
    largest = max(_size(one.entry) for one in spelled)
    joined = [
        one for one in alike
        if _size(one.entry) > largest or any(gazetteer.overlap(one.entry, other.entry) for other in spelled)
    ]  # fmt: skip
    return spelled + joined


def _size(entry: Entry) -> float:
    """Order of size, largest first: areas before discs, by level; discs by radius."""
    if isinstance(entry.where, Disc):
        return entry.where.radius_m
    return 1e9 - 1e8 * (entry.level if entry.level is not None else 4)
