"""Volumes as an index keeps them: numbers that hold them, and their drawn areas; and whether two of them meet.

Shared by all stores: an index gives candidates, never too few; what is decided here is decided once.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

import shapely

from treve import codec
from treve.airspace.entity import MOST_VOLUMES
from treve.errors import TooLarge
from treve.geo.altitude import HIGHEST_GROUND_M, LARGEST_UNDULATION_M
from treve.geo.drawn import Asked, Drawn, drawn
from treve.geo.sharing import Sharing
from treve.geo.volume import Volume4D
from treve.kleene import NO

LOWEST_M, HIGHEST_M = -20_000.0, 200_000.0
"""Stand for a band without a floor or a ceiling, metres."""


class Shape(NamedTuple):
    """One volume made ready."""

    area: Drawn
    """Its area."""
    starts: int
    """First microsecond since 1970."""
    ends: int
    """First microsecond no longer in it."""
    low_m: float
    """Not above its floor, metres over the WGS 84 ellipsoid."""
    high_m: float
    """Not below its ceiling."""
    plain: bool
    """Whether both heights are exact: its datum is the ellipsoid, so they can be compared as they are."""


@lru_cache(maxsize=4096)
def shape_of(volume: Volume4D) -> Shape:
    """A volume made ready to be indexed or asked about."""
    starts, ends = volume.during.bounds
    slack = {"W84": 0.0, "EGM2008": LARGEST_UNDULATION_M, "SFC": HIGHEST_GROUND_M}[volume.band.datum]
    low = LOWEST_M if volume.band.floor_m is None else volume.band.floor_m - slack
    high = HIGHEST_M if volume.band.ceiling_m is None else volume.band.ceiling_m + slack
    return Shape(drawn(volume.footprint), starts, ends, low, high, slack == 0.0)


class Candidate(NamedTuple):
    """A volume that an index found, with how to read the volume itself where the quick way does not settle it."""

    entity: int
    """Number of its entity in the store."""
    part: int
    """Which of its entity's volumes it is, from 0."""
    shape: Shape
    """It made ready."""


def wkb(shape: Any) -> bytes | None:
    """A drawn shape as bytes to be kept; `None` for none."""
    return None if shape is None else bytes(shapely.to_wkb(shape))


def meeting(
    volume: Volume4D, shape: Shape, found: Iterable[Candidate], exactly: "Exactly", *, altitude: bool, but: set[int]
) -> Iterator[int]:
    """Numbers of the entities of which a candidate meets the volume, each perhaps several times, but those in `but`."""
    near = [
        one
        for one in found
        if one.entity not in but
        and one.shape.starts < shape.ends
        and shape.starts < one.shape.ends
        and (not altitude or (one.shape.low_m <= shape.high_m and shape.low_m <= one.shape.high_m))
    ]
    if not near:
        return
    for one, shares in zip(near, Asked(shape.area).against([one.shape.area for one in near]), strict=True):
        if shares is False:
            continue
        settled = bool(shares)
        if settled and (not altitude or (one.shape.plain and shape.plain)):
            yield one.entity
            continue
        other = exactly.volume(one)
        if other is not None and _exactly(volume, other, settled=settled, altitude=altitude):
            yield one.entity


class Exactly:
    """Reads the volumes of candidates, each entity's once."""

    def __init__(self, read: Any) -> None:
        self._read = read
        self._held: dict[int, tuple[Volume4D, ...]] = {}

    def volume(self, one: Candidate) -> Volume4D | None:
        """The volume of a candidate as it was given; `None` where its entity is there no more."""
        if one.entity not in self._held:
            self._held[one.entity] = self._read(one.entity)
        held = self._held[one.entity]
        return held[one.part] if held else None


def _exactly(one: Volume4D, other: Volume4D, *, settled: bool, altitude: bool) -> bool:
    """Whether two volumes, whose times meet, share ground and height; what cannot be told does."""
    if altitude and one.band.overlaps(other.band) == NO:
        return False
    return settled or Sharing((one.footprint, other.footprint)).share(0, 1) != NO


def volumes_bytes(volumes: Sequence[Volume4D]) -> bytes:
    """The volumes of an entity as they are kept; raises `TooLarge` where they are more than one may have."""
    if len(volumes) > MOST_VOLUMES:
        raise TooLarge(f"There would be {len(volumes)} volumes; the limit is {MOST_VOLUMES}.")
    return codec.encode(tuple(volumes))


def volumes_of(raw: bytes) -> tuple[Volume4D, ...]:
    """The volumes of an entity as they were given."""
    return codec.decode(raw, tuple[Volume4D, ...])
