"""What the map of a bulletin shows: areas in force, incidents with their uncertainty, places. No drawing here."""

from collections import Counter, defaultdict
from collections.abc import Iterator

import msgspec
import shapely

from treve.bulletins.cases import CALLED, Called, Case
from treve.bulletins.scope import Reach
from treve.bulletins.standing import Standing
from treve.formats.geometry import shape_of
from treve.geo.footprint import Circle
from treve.geo.place import AreaPlace, Disc, OneOf
from treve.picture.picture import Picture

MOST_LABELS = 60
"""Most places handed to the map; those that incidents and areas speak of come first."""
MARGIN = 0.3
"""Degrees around what is drawn in which places are named."""
FEATURES = ("governorate", "region", "settlement", "district", "site", "road", "line", "neighbourhood")
"""Features of the gazetteer that are named on a map, in the order in which they are preferred."""


class Spot(msgspec.Struct, frozen=True):
    """Incidents at one position, with one uncertainty, that are called the same."""

    lon: float
    """Longitude of the middle."""
    lat: float
    """Latitude of the middle."""
    radius_m: float
    """They lie within so many metres of the middle."""
    status: Called
    """The heaviest qualification under any arrangement."""
    registers: tuple[tuple[str, int], ...]
    """How many stand in each register; never added."""
    incidents: tuple[str, ...]
    """Their names."""


class Zone(msgspec.Struct, frozen=True):
    """An area on the map."""

    area: str
    """Its key."""
    kind: str
    """Its kind."""
    drawn: str
    """How settled its shape is."""
    arrangements: tuple[str, ...]
    """The arrangements in force that hold in it; empty = the area that the bulletin is about."""
    rings: tuple[tuple[tuple[float, float], ...], ...]
    """Its rings, longitude and latitude, rounded to four decimals; holes are rings too."""


class Label(msgspec.Struct, frozen=True):
    """A place named on the map."""

    place: str
    """Its key."""
    lon: float
    """Longitude."""
    lat: float
    """Latitude."""
    feature: str
    """What sort of place it is."""


class MapView(msgspec.Struct, frozen=True):
    """What the map shows."""

    spots: tuple[Spot, ...]
    """Incidents with a position."""
    unplaced: int
    """Incidents whose position is not known, or is an area without a middle: not on the map."""
    zones: tuple[Zone, ...]
    """Areas in force."""
    labels: tuple[Label, ...]
    """Places, the preferred first."""


def map_view(picture: Picture, cases: tuple[Case, ...], in_force: tuple[Standing, ...], reach: Reach) -> MapView:
    """What the map shows for the incidents and arrangements of a bulletin."""
    spots, unplaced = _spots(cases)
    zones = tuple(_zones(picture, in_force, reach))
    return MapView(spots, unplaced, zones, _labels(picture, cases, _box(spots, zones)))


def _spots(cases: tuple[Case, ...]) -> tuple[tuple[Spot, ...], int]:
    found: dict[tuple[Disc, Called], dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    unplaced = 0
    for case in cases:
        placed = False
        for entry in case.entries:
            discs = [disc for one in entry.reports if (disc := _disc(one.place.where)) is not None]
            if discs:
                nearest = min(discs, key=lambda disc: (disc.radius_m, disc.lon, disc.lat))
                found[nearest, case.heaviest][entry.registrar].add(case.incident.id)
                placed = True
        unplaced += not placed
    spots = [
        Spot(
            disc.lon, disc.lat, disc.radius_m, status,
            tuple(sorted(Counter({key: len(held) for key, held in registers.items()}).items())),
            tuple(sorted(set().union(*registers.values()))),
        )
        for (disc, status), registers in found.items()
    ]  # fmt: skip
    return tuple(sorted(spots, key=lambda one: (-one.radius_m, one.lon, one.lat, CALLED.index(one.status)))), unplaced


def _disc(where: Disc | AreaPlace | OneOf | None) -> Disc | None:
    if isinstance(where, OneOf):
        return None
    if isinstance(where, AreaPlace):
        shape = where.footprint
        return Disc(shape.lon, shape.lat, shape.radius_m) if isinstance(shape, Circle) else None
    return where


def _zones(picture: Picture, in_force: tuple[Standing, ...], reach: Reach) -> Iterator[Zone]:
    holding: dict[str, set[str]] = defaultdict(set)
    for one in in_force:
        for key in one.areas:
            holding[key].add(one.arrangement)
    keys = {key for key in holding if key in picture.areas}
    if reach.scope.key in picture.areas:
        keys.add(reach.scope.key)
    for key in sorted(keys):
        area = picture.areas[key]
        shape = shape_of(area.footprint)
        parts = shapely.get_parts(shape)
        rings = [ring for part in parts for ring in (part.exterior, *part.interiors)]
        yield Zone(
            key, area.area_kind, area.drawn, tuple(sorted(holding.get(key, ()))),
            tuple(tuple((round(lon, 4), round(lat, 4)) for lon, lat in ring.coords) for ring in rings),
        )  # fmt: skip


Box = tuple[float, float, float, float]
"""West, south, east, north in degrees."""


def _box(spots: tuple[Spot, ...], zones: tuple[Zone, ...]) -> Box:
    """Around all that is drawn, with a margin; the whole globe where it reaches across the antimeridian."""
    points = [point for zone in zones for ring in zone.rings for point in ring]
    for spot in spots:
        reach = spot.radius_m / 90_000.0
        points += [(spot.lon - reach, spot.lat - reach), (spot.lon + reach, spot.lat + reach)]
    if not points:
        return -180.0, -90.0, 180.0, 90.0
    lons, lats = zip(*points, strict=True)
    if max(lons) - min(lons) > 180.0:
        return -180.0, -90.0, 180.0, 90.0
    return min(lons) - MARGIN, min(lats) - MARGIN, max(lons) + MARGIN, max(lats) + MARGIN


def _labels(picture: Picture, cases: tuple[Case, ...], box: Box) -> tuple[Label, ...]:
    west, south, east, north = box
    spoken = {entry.region for case in cases for entry in case.entries}
    held = [
        place for place in picture.places.values()
        if place.feature in FEATURES and west <= place.lon <= east and south <= place.lat <= north
    ]  # fmt: skip
    ordered = sorted(held, key=lambda one: (one.key not in spoken, FEATURES.index(one.feature), -one.radius_m, one.key))
    return tuple(Label(one.key, one.lon, one.lat, one.feature) for one in ordered[:MOST_LABELS])
