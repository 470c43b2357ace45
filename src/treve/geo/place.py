"""Uncertain places: a disc, an area, one of several of these, or not known."""

from math import isfinite

import msgspec

from treve import codec
from treve.errors import BadGeometry, TooLarge
from treve.geo.footprint import LARGEST_RADIUS_M, Footprint, checked


class Disc(msgspec.Struct, frozen=True, omit_defaults=True, tag_field="type", tag="Disc", forbid_unknown_fields=True):
    """Somewhere within a distance of a point; zero = exactly there."""

    lon: float
    """Longitude, degrees, WGS 84."""
    lat: float
    """Latitude, degrees, WGS 84."""
    radius_m: float = 0.0
    """Uncertainty, metres."""

    def __post_init__(self) -> None:
        checked((self.lon, self.lat))
        if not isfinite(self.radius_m) or not 0.0 <= self.radius_m <= LARGEST_RADIUS_M:
            raise BadGeometry(f"An uncertainty of {self.radius_m} m is not between 0 and {LARGEST_RADIUS_M:.0f} m.")


class AreaPlace(msgspec.Struct, frozen=True, tag_field="type", tag="AreaPlace", forbid_unknown_fields=True):
    """Somewhere in an area, such as a governorate."""

    footprint: Footprint
    """The area."""


MOST_CANDIDATES = 64
"""Most places that one name may leave open; a name that fits more says nothing of where."""


class OneOf(msgspec.Struct, frozen=True, tag_field="type", tag="OneOf", forbid_unknown_fields=True):
    """In one of several places, without knowing in which: a name that fits several.

    What holds of it is what holds of every one of them; else it cannot be told. The places stand in one
    order, each once, whatever order they were given in. Raises `BadGeometry` for fewer than two different
    places, `TooLarge` for more than `MOST_CANDIDATES`.
    """

    places: tuple[Disc | AreaPlace, ...]
    """The places that it may be."""

    def __post_init__(self) -> None:
        kept = tuple(held for _, held in sorted({codec.encode(one): one for one in self.places}.items()))
        if len(kept) < 2:
            raise BadGeometry("One of several places needs at least two different ones.")
        if len(kept) > MOST_CANDIDATES:
            raise TooLarge(f"{len(kept)} places may be meant; the limit is {MOST_CANDIDATES}.")
        msgspec.structs.force_setattr(self, "places", kept)


Where = Disc | AreaPlace | OneOf
"""What a place may be, where something of it is known."""


class UncertainPlace(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """Where something happened, as far as it is known."""

    said: str = ""
    """The place in the words of the source."""
    where: Disc | AreaPlace | OneOf | None = None
    """What it may be; `None` = not known, and then nothing can be told from it."""
    fuzzed: bool = False
    """Whether it was made coarser on purpose, to protect somebody."""
