"""Which region an uncertain place lies in, as far as it can be told: by its borders, or by the gazetteer."""

from functools import cached_property

import numpy as np

from treve.geo.footprint import Circle
from treve.geo.place import AreaPlace, Disc, OneOf, UncertainPlace
from treve.geo.surface import Surfaces
from treve.kleene import CANNOT_TELL, NO, YES, Kleene, one_of
from treve.picture.picture import Picture
from treve.records.place import Area, Place

REGIONS = ("governorate", "region")
"""Features of the gazetteer that count as a region, the nearest sort first."""


def _is_region(area: Area) -> bool:
    """Whether an area counts as a region: administrative, and of the first level where a level is given."""
    return area.area_kind == "administrative" and area.level in (None, 1)


class Regions:
    """The regions of a picture: administrative areas, and governorates of the gazetteer."""

    def __init__(self, picture: Picture) -> None:
        self._picture = picture
        self._areas = dict(sorted(picture.areas.items()))
        self._order = {key: place for place, key in enumerate(self._areas)}
        self._drawn = [key for key, area in self._areas.items() if _is_region(area)]
        self._found: dict[UncertainPlace, str] = {}

    @cached_property
    def _surfaces(self) -> Surfaces:
        return Surfaces.build([area.footprint for area in self._areas.values()])

    @cached_property
    def _names(self) -> dict[str, str]:
        names: dict[str, str] = {}
        for key, place in sorted(self._picture.places.items()):
            for text in (*place.names.values(), *place.variants, place.pcode, key):
                if text:
                    names.setdefault(text.casefold(), key)
        return names

    @cached_property
    def _discs(self) -> dict[tuple[float, float, float], str]:
        discs: dict[tuple[float, float, float], str] = {}
        for key, place in sorted(self._picture.places.items(), key=lambda one: (one[1].feature not in REGIONS, one[0])):
            discs.setdefault((place.lon, place.lat, place.radius_m), key)
        return discs

    def relation(self, place: UncertainPlace, area: str) -> Kleene:
        """Whether a place lies in an area, or in a region of the gazetteer."""
        if area in self._areas:
            return self._in_area(place, area)
        own = self.of(place)
        held = self._held_by(self.named(place))
        if area == own or area in held:
            return YES
        return NO if own else CANNOT_TELL

    def within(self, place: UncertainPlace, circle: Place) -> Kleene:
        """Whether a place lies in the circle that a place of the gazetteer stands for."""
        own = self.named(place)
        if circle.key == own or circle.key in self._held_by(own):
            return YES
        if place.where is None or circle.radius_m <= 0:
            return CANNOT_TELL
        surfaces = Surfaces.build([Circle(circle.lon, circle.lat, circle.radius_m)])
        return _in(surfaces, 0, place.where)

    def _in_area(self, place: UncertainPlace, area: str) -> Kleene:
        if place.where is None:
            return CANNOT_TELL
        return _in(self._surfaces, self._order[area], place.where)

    def of(self, place: UncertainPlace) -> str:
        """Key of the region that a place lies in; empty where that cannot be told."""
        if place not in self._found:
            self._found[place] = self._region(place)
        return self._found[place]

    def nearest(self, place: UncertainPlace) -> str:
        """Key of its region, else of the place of the gazetteer that it is; empty where neither can be told."""
        return self.of(place) or self.named(place)

    def named(self, place: UncertainPlace) -> str:
        """Key of the place of the gazetteer that it is, by its name or because it covers the very same disc; else empty."""
        if isinstance(place.where, OneOf):
            return ""
        found = self._names.get(place.said.casefold(), "")
        if not found and isinstance(place.where, Disc):
            found = self._discs.get((place.where.lon, place.where.lat, place.where.radius_m), "")
        return found

    def _region(self, place: UncertainPlace) -> str:
        drawn = self._drawn_around(place)
        if drawn:
            return drawn
        named = self.named(place)
        places = self._picture.places
        for feature in REGIONS:
            for key in (named, *self._held_by(named)):
                if key in places and places[key].feature == feature:
                    return key
        return ""

    def _drawn_around(self, place: UncertainPlace) -> str:
        where = place.where
        if not self._drawn or where is None:
            return ""
        if isinstance(where, Disc):
            numbers = np.array([self._order[key] for key in self._drawn], np.int64)
            many = len(numbers)
            found = self._surfaces.relation(
                numbers, np.full(many, where.lon), np.full(many, where.lat), np.full(many, where.radius_m)
            )
            return next((key for key, value in zip(self._drawn, found, strict=True) if value == YES), "")
        return next((key for key in self._drawn if self._in_area(place, key) == YES), "")

    def _held_by(self, key: str) -> tuple[str, ...]:
        """Keys of the places that hold a place, smallest first."""
        places = self._picture.places
        if key not in places:
            return ()
        return tuple(self._names.get(name.casefold(), name) for name in places[key].within)


def _in(surfaces: Surfaces, number: int, where: Disc | AreaPlace | OneOf) -> Kleene:
    if isinstance(where, OneOf):
        return one_of([_in(surfaces, number, one) for one in where.places])
    if isinstance(where, Disc):
        return surfaces.relation_disc(number, where.lon, where.lat, where.radius_m)
    return surfaces.relation_area(number, where.footprint)
