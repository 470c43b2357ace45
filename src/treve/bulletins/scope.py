"""What a bulletin is about: the whole theatre, an area, or the circle around a place."""

from collections.abc import Iterable

import msgspec
import shapely

from treve.errors import Ambiguous, NotFound
from treve.formats.geometry import shape_of
from treve.formats.regions import Regions
from treve.geo.footprint import Circle, Footprint
from treve.geo.place import UncertainPlace
from treve.kleene import YES, Kleene
from treve.picture.picture import Picture
from treve.records.arrangement import Arrangement
from treve.records.base import Names


class Scope(msgspec.Struct, frozen=True):
    """The part of the theatre that a bulletin is about."""

    key: str = ""
    """Key of an area or of a place; empty = the whole theatre."""
    radius_m: float | None = None
    """Metres around the place; `None` for an area or the theatre."""


def find_scope(picture: Picture, text: str) -> Scope:
    """The scope of that key or name, areas before places; raises `NotFound` or `Ambiguous`."""
    if not text:
        return Scope()
    areas = [key for key, area in sorted(picture.areas.items()) if _fits(text, key, area.names, ())]
    places = [key for key, place in sorted(picture.places.items()) if _fits(text, key, place.names, place.variants)]
    exact = [key for key in (*areas, *places) if key == text]
    found = exact or areas or places
    if not found:
        raise NotFound(f"There is no area or place named {text!r}.", advice="Give the key of an area or place, or its name.")
    if len(found) > 1:
        raise Ambiguous(f"{text!r} fits several: {', '.join(found)}.", advice="Give one of these keys.")
    key = found[0]
    return Scope(key) if key in picture.areas else Scope(key, picture.places[key].radius_m)


def _fits(text: str, key: str, names: Names, variants: tuple[str, ...]) -> bool:
    wanted = text.casefold()
    return wanted in {one.casefold() for one in (key, key.partition(":")[2], *names.values(), *variants)}


class Reach:
    """Answers what lies in a scope, for one picture."""

    def __init__(self, picture: Picture, scope: Scope) -> None:
        self.scope = scope
        self.regions = Regions(picture)
        self._picture = picture
        self._known: dict[UncertainPlace, Kleene] = {}

    def inside(self, place: UncertainPlace) -> Kleene:
        """Whether a place lies in the scope."""
        if not self.scope.key:
            return YES
        if place not in self._known:
            self._known[place] = self._inside(place)
        return self._known[place]

    def _inside(self, place: UncertainPlace) -> Kleene:
        if self.scope.key in self._picture.areas:
            return self.regions.relation(place, self.scope.key)
        return self.regions.within(place, self._picture.places[self.scope.key])

    def footprint(self) -> Footprint | None:
        """The shape of the scope; `None` for the whole theatre, or a place without extent."""
        if self.scope.key in self._picture.areas:
            return self._picture.areas[self.scope.key].footprint
        if self.scope.key and self.scope.radius_m:
            place = self._picture.places[self.scope.key]
            return Circle(place.lon, place.lat, self.scope.radius_m)
        return None

    def touches(self, arrangement: Arrangement) -> bool:
        """Whether an arrangement holds, or may hold, somewhere in the scope."""
        if self.footprint() is None or not arrangement.provisions:
            return True
        for provision in arrangement.provisions:
            known = [self._picture.areas[key].footprint for key in provision.areas if key in self._picture.areas]
            if len(known) < len(provision.areas) or self.holds_some(known):
                return True
        return False

    def holds_some(self, footprints: Iterable[Footprint]) -> bool:
        """Whether some of these areas, or of none at all, may share ground with the scope."""
        own, held = shape_of(self.footprint()), list(footprints)
        return own is None or not held or any(shapely.intersects(shape_of(one), own) for one in held)

    def region(self, place: UncertainPlace) -> str:
        """Key of the region that a place is counted under; empty where that cannot be told."""
        if self.inside(place) != YES:
            return ""
        return self.regions.nearest(place) or self.scope.key
