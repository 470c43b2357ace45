"""Volumes in four dimensions: an area, between two altitudes, for a span of time."""

from collections.abc import Sequence

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
        return meeting((self, other), 0, 1, Sharing((self.footprint, other.footprint)))

    def holds(self, other: "Volume4D") -> Kleene:
        """Whether every point of the other lies in this one, all the time."""
        within = YES if other.during.within(self.during) else NO
        return min(within, self.band.holds(other.band), Sharing((self.footprint, other.footprint)).holds(0, 1))


def meeting(volumes: Sequence[Volume4D], a: int, b: int, sharing: Sharing) -> Kleene:
    """Whether volumes `a` and `b` of a list overlap, with their areas in `sharing` under the same numbers.

    Time and altitude are asked first: they cost nothing, and settle most pairs.
    """
    one, other = volumes[a], volumes[b]
    if not one.during.overlaps(other.during) or one.band.overlaps(other.band) == NO:
        return NO
    return min(one.band.overlaps(other.band), sharing.share(a, b))
