"""Which region an uncertain place lies in, as far as it can be told: by its borders, or by the gazetteer."""

from functools import cached_property

import numpy as np

from treve.geo.place import AreaPlace, Disc, OneOf, UncertainPlace
from treve.geo.surface import Surfaces
from treve.kleene import CANNOT_TELL, NO, YES, Kleene, one_of
from treve.picture.picture import Picture
from treve.records.place import Area

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

    def relation(self, place: UncertainPlace, area: str) -> Kleene:
        """Whether a place lies in an area, or in a region of the gazetteer."""
        if area in self._areas:
            return self._in_area(place, area)
        own = self.of(place)
        held = self._held_by(self._names.get(place.said.casefold(), ""))
        if area == own or area in held:
            return YES
        return NO if own else CANNOT_TELL

    def _in_area(self, place: UncertainPlace, area: str) -> Kleene:
        number = self._order[area]
        if isinstance(place.where, Disc):
            where = place.where
            found = self._surfaces.relation(
                np.array([number], np.int64), np.array([where.lon]), np.array([where.lat]), np.array([where.radius_m])
            )
            return Kleene(int(found[0]))
        if isinstance(place.where, AreaPlace):
            return Kleene(int(self._surfaces.relation_area(number, place.where.footprint)))
        if isinstance(place.where, OneOf):
            return one_of([self._in_area(UncertainPlace(place.said, one), area) for one in place.where.places])
        return CANNOT_TELL

    def of(self, place: UncertainPlace) -> str:
        """Key of the region that a place lies in; empty where that cannot be told."""
        if place not in self._found:
            self._found[place] = self._region(place)
        return self._found[place]

    def _region(self, place: UncertainPlace) -> str:
        for key in self._drawn:
            if self._in_area(place, key) == YES:
                return key
        if isinstance(place.where, OneOf):
            return ""
        named = self._names.get(place.said.casefold(), "")
        places = self._picture.places
        for feature in REGIONS:
            for key in (named, *self._held_by(named)):
                if key in places and places[key].feature == feature:
                    return key
        return ""

    def _held_by(self, key: str) -> tuple[str, ...]:
        """Keys of the places that hold a place, smallest first."""
        places = self._picture.places
        if key not in places:
            return ()
        return tuple(self._names.get(name.casefold(), name) for name in places[key].within)
