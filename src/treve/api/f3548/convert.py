"""Between the volumes of F3548-21 and those of Treve: the one place where latitude comes first.

What comes out is what was given, exactly: circles stay circles, nothing is enlarged, thinned out or put into cells.
Times finer than a microsecond are rounded outward.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from math import cos, pi, radians
from urllib.parse import urlsplit

import msgspec

from treve.airspace.entity import MOST_VOLUMES
from treve.api.f3548 import models
from treve.errors import BadInput, BadTime, TooLarge
from treve.geo.altitude import AltitudeBand
from treve.geo.footprint import Circle, Footprint, MultiPolygon, Point, Polygon, geod
from treve.geo.interval import Interval
from treve.geo.volume import Volume4D

_WRITTEN = re.compile(r"\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(?:\.(\d{1,9}))?(?:[Zz]|[+-]\d\d:\d\d)", re.ASCII)
_TICK = timedelta(microseconds=1)
_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", re.ASCII)


class Limits(msgspec.Struct, frozen=True):
    """How large a thing may be."""

    vertices: int
    """Most vertices of all its volumes; a circle counts as one."""
    area_km2: float
    """Largest area of all its footprints together, square kilometres; the same footprint counts once."""
    sides_km: float
    """Longest outline of all its polygons together, kilometres: lines are drawn kilometre by kilometre, and a comb of
    no area can be longer than the equator many times over."""


INTENT = Limits(10_000, 2_500.0, 10_000.0)
"""Of an operational intent (OiMaxVertices), and of a question or subscription; the area is that of the field's other DSS."""
CONSTRAINT = Limits(1_000, 10_000.0, 10_000.0)
"""Of a constraint (CstrMaxVertices, CstrMaxAreaKm2)."""

OTHERS = Limits(10_000, 1e9, 40_000.0)
"""Of what others tell of their intents: their DSS has its own limits."""


def identity(text: str) -> str:
    """An id in its one spelling; raises `BadInput` where it is no UUID of version 4."""
    lower = text.lower()
    if not _ID.fullmatch(lower):
        raise BadInput("The id is no UUID of version 4.")
    return lower


def volumes(given: Sequence[models.Volume4D], limits: Limits) -> tuple[Volume4D, ...]:
    """The volumes of a thing; raises `BadInput`, `TooLarge`."""
    if not given:
        raise BadInput("At least one volume is needed.")
    count = sum(len(one.volume.outline_polygon.vertices) if one.volume.outline_polygon else 1 for one in given)
    if len(given) > MOST_VOLUMES:
        raise TooLarge(f"There are {len(given)} volumes; the limit is {MOST_VOLUMES}.")
    if count > limits.vertices:
        raise TooLarge(f"The volumes have {count} vertices; the limit is {limits.vertices}.")
    found = tuple(volume(one) for one in given)
    areas = {one.footprint for one in found} if len(found) > 1 else (found[0].footprint,)
    if sum(map(_at_most_km2, areas)) > limits.area_km2:
        area = sum(map(_area_km2, areas))
        if area > limits.area_km2:
            raise TooLarge(f"The volumes cover {area:.0f} square kilometres; the limit is {limits.area_km2:.0f}.")
    if sum(map(_sides_at_most_km, areas)) > limits.sides_km:
        sides = sum(map(_sides_km, areas))
        if sides > limits.sides_km:
            raise TooLarge(f"The outlines are {sides:.0f} kilometres long; the limit is {limits.sides_km:.0f}.")
    return found


def volume(given: models.Volume4D) -> Volume4D:
    """One volume; raises `BadInput`."""
    space = given.volume
    low, high = space.altitude_lower, space.altitude_upper
    band = AltitudeBand(None if low is None else low.value, None if high is None else high.value)
    return Volume4D(_footprint(space), band, _interval(given.time_start, given.time_end))


def _footprint(space: models.Volume3D) -> Footprint:
    ring, disc = space.outline_polygon, space.outline_circle
    if (ring is None) == (disc is None):
        raise BadInput("A volume needs one outline: a polygon or a circle.")
    if disc is not None:
        return Circle(disc.center.lng, disc.center.lat, disc.radius.value)
    assert ring is not None
    points: tuple[Point, ...] = tuple([(one.lng, one.lat) for one in ring.vertices])
    if len(points) < 3:
        raise BadInput("A polygon needs three vertices.")
    return Polygon((points,))


def _interval(start: models.Time | None, end: models.Time | None) -> Interval:
    begins = None if start is None else instant(start.value, up=False)
    ends = None if end is None else instant(end.value, up=True)
    # A volume of one moment has that moment in it.
    return Interval(begins, ends + _TICK if ends is not None and ends == begins else ends)


def instant(text: str, *, up: bool) -> datetime:
    """A time as RFC 3339 writes it, in UTC; what is finer than a microsecond is rounded down, or up. Raises `BadTime`."""
    found = _WRITTEN.fullmatch(text)
    if found is None:
        raise BadTime(f"{text[:40]!r} is no time as RFC 3339 writes it.")
    digits = found[1]
    try:
        at = datetime.fromisoformat(text.upper()).astimezone(UTC)
        return at + _TICK if up and digits is not None and int(digits[6:] or 0) else at
    except (ValueError, OverflowError) as error:
        raise BadTime(f"{text[:40]!r} is no time: {error}.") from error


def time(at: datetime | None) -> models.Time:
    """A time as RFC 3339 writes it."""
    assert at is not None
    return models.Time(at.astimezone(UTC).isoformat().replace("+00:00", "Z"), "RFC3339")


def _area_km2(footprint: Footprint) -> float:
    if isinstance(footprint, Polygon):
        lons, lats = zip(*footprint.rings[0], strict=True)
        return abs(float(geod().polygon_area_perimeter(lons, lats)[0])) / 1e6
    return _at_most_km2(footprint)


def _at_most_km2(footprint: Footprint) -> float:
    """At least what a footprint covers, square kilometres, from the box around it; across the antimeridian far more."""
    if isinstance(footprint, Circle):
        return pi * footprint.radius_m**2 / 1e6
    assert isinstance(footprint, Polygon)
    lons, lats = zip(*footprint.rings[0], strict=True)
    south, north = min(lats), max(lats)
    flat = cos(radians(min(abs(south), abs(north)))) if south * north > 0 else 1.0
    return float((max(lons) - min(lons)) * (north - south) * flat * 111.7**2)


def _sides_km(footprint: Footprint) -> float:
    if not isinstance(footprint, Polygon):
        return 0.0
    lons, lats = zip(*footprint.rings[0], strict=True)
    return float(geod().polygon_area_perimeter(lons, lats)[1]) / 1e3


def _sides_at_most_km(footprint: Footprint) -> float:
    """At least how long the outline is: as if each side led across the box; kilometres."""
    if not isinstance(footprint, Polygon):
        return 0.0
    lons, lats = zip(*footprint.rings[0], strict=True)
    return len(lons) * 111.7 * float(max(lons) - min(lons) + max(lats) - min(lats))


def given_back(held: Volume4D) -> list[models.Volume4D]:
    """A volume as F3548-21 writes it; an area of several polygons becomes as many volumes."""
    floor, ceiling = held.band.floor_m, held.band.ceiling_m
    low = None if floor is None else models.Altitude(floor, "W84", "M")
    high = None if ceiling is None else models.Altitude(ceiling, "W84", "M")
    start = None if held.during.start is None else time(held.during.start)
    end = None if held.during.end is None else time(held.during.end)
    return [models.Volume4D(models.Volume3D(*outline, low, high), start, end) for outline in _outlines(held.footprint)]


def _outlines(footprint: Footprint) -> Iterable[tuple[models.Ring | None, models.Disc | None]]:
    if isinstance(footprint, Circle):
        yield None, models.Disc(models.LatLng(footprint.lat, footprint.lon), models.Metres(footprint.radius_m, "M"))
        return
    if not isinstance(footprint, Polygon | MultiPolygon):
        raise BadInput("F3548-21 has no corridors.", advice="Draw it as a polygon.")
    for part in (footprint,) if isinstance(footprint, Polygon) else footprint.polygons:
        # F3548-21 has no holes: the outer ring covers them, on the safe side.
        yield models.Ring([models.LatLng(lat, lon) for lon, lat in part.rings[0][:-1]]), None


def base_url(text: str, *, loopback: bool, called: bool = True) -> str:
    """Where a USS answers; raises `BadInput`. Plain http only on this machine, and only where `loopback` allows it.

    One that is not `called` from here, only passed on to others, may have a query: F3548-21 says no more than URL.
    """
    try:
        parts = urlsplit(text)
        host, _ = parts.hostname, parts.port
    except ValueError as error:
        raise BadInput("The base URL of the USS cannot be read.") from error
    here = host in ("localhost", "127.0.0.1", "::1")
    plain = text.isascii() and text.isprintable() and " " not in text and len(text) <= 2048
    if not plain or not host or parts.username or (called and "?" in text) or "#" in text:
        raise BadInput("The base URL of the USS is not one.")
    if parts.scheme != "https" and not (parts.scheme == "http" and here and loopback):
        raise BadInput("The base URL of the USS begins with https://.")
    if here and not loopback:
        raise BadInput("The base URL of the USS names the machine itself.")
    return text
