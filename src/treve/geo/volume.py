"""Volumes in four dimensions: an area, between two altitudes, for a span of time."""

import msgspec

from treve.geo.altitude import AltitudeBand
from treve.geo.footprint import Footprint
from treve.geo.interval import ALWAYS, Interval
from treve.geo.sharing import Sharing
from treve.kleene import NO, YES, Kleene

ALL_ALTITUDES = AltitudeBand()
"""Every altitude."""


class Volume4D(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """Where, between which altitudes and when: the word and the parts are those of ASTM F3548-21, A2.

    WGS 84; metres; half-open in time. An open end of time means until further notice.
    """

    footprint: Footprint
    """The area."""
    band: AltitudeBand = ALL_ALTITUDES
    """The altitudes."""
    during: Interval = ALWAYS
    """The span of time."""

    def overlaps(self, other: "Volume4D") -> Kleene:
        """Whether some point lies in both at some instant; a common border alone is none.

        Cannot tell where the areas are nearer to a decision than the plane's error, or where altitudes over
        different surfaces cannot be compared without a model of the terrain.
        """
        heights = self.band.overlaps(other.band)
        # Time and altitude are asked first: they cost nothing, and settle most pairs.
        if heights == NO or not self.during.overlaps(other.during):
            return NO
        return min(heights, Sharing((self.footprint, other.footprint)).share(0, 1))

    def holds(self, other: "Volume4D") -> Kleene:
        """Whether every point of the other lies in this one, all the time."""
        within = YES if other.during.within(self.during) else NO
        return min(within, self.band.holds(other.band), Sharing((self.footprint, other.footprint)).holds(0, 1))
