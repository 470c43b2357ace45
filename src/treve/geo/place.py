"""Uncertain places: a disc, an area, or not known."""

from math import isfinite

import msgspec

from treve.errors import BadGeometry
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


class UncertainPlace(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """Where something happened, as far as it is known."""

    said: str = ""
    """The place in the words of the source."""
    where: Disc | AreaPlace | None = None
    """What it may be; `None` = not known, and then nothing can be told from it."""
    fuzzed: bool = False
    """Whether it was made coarser on purpose, to protect somebody."""
