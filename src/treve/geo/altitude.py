"""Altitude bands and the surface they are measured from."""

from typing import Literal

import msgspec

from treve.errors import BadGeometry
from treve.kleene import CANNOT_TELL, NO, YES, Kleene

Datum = Literal["W84", "EGM2008", "SFC"]
"""`W84`: metres above the WGS 84 ellipsoid; `EGM2008`: above mean sea level; `SFC`: above the ground."""

LARGEST_UNDULATION_M = 110.0
"""More than the geoid ever lies above or below the ellipsoid (EGM2008: -107 to +86 m)."""
HIGHEST_GROUND_M = 9_000.0
"""More than the ground ever lies above the ellipsoid."""


class AltitudeBand(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """From a floor to a ceiling, metres; `None` = unbounded. Raises `BadGeometry` if upside down."""

    floor_m: float | None = None
    """Lowest altitude in it."""
    ceiling_m: float | None = None
    """Highest altitude in it."""
    datum: Datum = "W84"
    """What it is measured from."""

    def __post_init__(self) -> None:
        for bound in (self.floor_m, self.ceiling_m):
            if bound is not None and not -1_000.0 <= bound <= 100_000.0:
                raise BadGeometry(f"An altitude of {bound} m is out of the range -1000 to 100000 m.")
        if self.floor_m is not None and self.ceiling_m is not None and self.ceiling_m < self.floor_m:
            raise BadGeometry(f"The ceiling {self.ceiling_m} m lies below the floor {self.floor_m} m.")

    def overlaps(self, other: "AltitudeBand") -> Kleene:
        """Whether some altitude lies in both; across datums it can often not be told without a terrain model."""
        slack = 0.0 if self.datum == other.datum else self._slack(other)
        gap = max(_gap(self.floor_m, other.ceiling_m), _gap(other.floor_m, self.ceiling_m))
        if gap > slack:
            return NO
        return YES if slack == 0.0 or gap < -slack else CANNOT_TELL

    def holds(self, other: "AltitudeBand") -> Kleene:
        """Whether something at some altitude of `other` lies in this band: wholly in, wholly out, else cannot tell."""
        if self.overlaps(other) == NO:
            return NO
        slack = 0.0 if self.datum == other.datum else self._slack(other)
        above = self.floor_m is None or (other.floor_m is not None and other.floor_m - slack >= self.floor_m)
        below = self.ceiling_m is None or (other.ceiling_m is not None and other.ceiling_m + slack <= self.ceiling_m)
        return YES if above and below else CANNOT_TELL

    def _slack(self, other: "AltitudeBand") -> float:
        return HIGHEST_GROUND_M if "SFC" in (self.datum, other.datum) else LARGEST_UNDULATION_M


def _gap(floor: float | None, ceiling: float | None) -> float:
    return float("-inf") if floor is None or ceiling is None else floor - ceiling
