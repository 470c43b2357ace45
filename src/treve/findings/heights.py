"""Altitude bands of provisions against the heights of acts: part of the question where it happened.

An act on the ground happens at the surface. An act in the air, or one that may have been, happens at the
altitude that the report gives; where it gives none, it cannot be told. See docs/findings/viol-01.md.
"""

from typing import Final

import numpy as np
import numpy.typing as npt

from treve.findings.profile import Deed
from treve.geo.altitude import AltitudeBand
from treve.kleene import CANNOT_TELL, NO, YES, Column, Kleene

AIRBORNE: Final = ("AIR", "UAS", "AERIAL", "AIRSAFE", "AD", "LASER", "VIOLENCE")
"""Branches of acts that happen in the air, or may: their height is not the ground's."""
FLYING: Final = ("AIRCRAFT", "UAV")
"""Weapons that fly."""
SURFACE: Final = AltitudeBand(0.0, 0.0, "SFC")
"""Where acts on the ground happen."""

NO_BAND = -1
"""Number of a provision that holds at all altitudes."""


def height_of(deed: Deed) -> AltitudeBand | None:
    """The altitudes at which an act may have happened; `None` = in the air, nobody said how high."""
    if deed.altitude is not None:
        return deed.altitude
    flying = deed.weapon is not None and deed.weapon.split(".")[0] in FLYING
    return None if flying or any(act.split(".")[0] in AIRBORNE for act in deed.acts) else SURFACE


def at_height(band: AltitudeBand | None, deed: Deed) -> Kleene:
    """Whether an act happened at an altitude of a provision's band."""
    if band is None:
        return YES
    height = height_of(deed)
    if height is None:
        return YES if band.floor_m is None and band.ceiling_m is None else CANNOT_TELL
    return band.holds(height)


class Heights:
    """The answers of all bands for all deeds, asked once each: one row a band, one column a deed."""

    def __init__(self, bands: list[AltitudeBand | None]) -> None:
        self._bands = list(dict.fromkeys(band for band in bands if band is not None))
        number = {band: place for place, band in enumerate(self._bands)}
        self.band: npt.NDArray[np.int64] = np.array([NO_BAND if one is None else number[one] for one in bands], np.int64)
        """Number of the band of each provision asked about, `NO_BAND` where it has none."""
        self._table = np.empty((len(self._bands), 0), np.int8)

    def refresh(self, deeds: list[Deed]) -> None:
        """Answer for the deeds that have been added since the last time."""
        if self._bands and self._table.shape[1] < len(deeds):
            fresh = deeds[self._table.shape[1] :]
            self._table = np.column_stack(
                [self._table, np.array([[at_height(band, deed) for deed in fresh] for band in self._bands], np.int8)]
            )

    def limit(self, place: Column, band: npt.NDArray[np.int64], deed: npt.NDArray[np.int32]) -> Column:
        """The answers about place with the altitude taken in: both must be so."""
        asked = np.flatnonzero((band != NO_BAND) & (place > NO)) if self._bands else np.empty(0, np.int64)
        place[asked] = np.minimum(place[asked], self._table[band[asked], deed[asked]])
        return place
