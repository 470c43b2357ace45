"""Places, areas and lines, and where a party's posts stand."""

from datetime import datetime
from typing import Annotated, Literal

from msgspec import Meta

from treve.geo.footprint import Footprint
from treve.geo.interval import ALWAYS, Interval
from treve.records.act import Weapon
from treve.records.base import Key, Names, Record, Words

Longitude = Annotated[float, Meta(ge=-180, le=180)]
"""Degrees east, WGS 84."""
Latitude = Annotated[float, Meta(ge=-90, le=90)]
"""Degrees north, WGS 84."""


class Place(Record, frozen=True, kw_only=True, tag_field="kind", tag="place"):
    """A named place of the gazetteer: a point with the radius of what the name covers."""

    names: Names
    """Its name by language."""
    variants: tuple[str, ...] = ()
    """Other spellings heard or printed."""
    lon: Longitude
    """Longitude of its middle."""
    lat: Latitude
    """Latitude of its middle."""
    radius_m: Annotated[float, Meta(ge=0, le=2_000_000)] = 1000.0
    """Metres around the middle that the name may mean."""
    feature: Literal["settlement", "neighbourhood", "district", "region", "governorate", "country", "site", "road", "line"] = (
        "settlement"
    )
    """What sort of place it is."""
    pcode: str = ""
    """Its P-code (OCHA), if it has one."""
    within: tuple[str, ...] = ()
    """Keys or P-codes of the places that hold it, smallest first."""


class Area(Record, frozen=True, kw_only=True, tag_field="kind", tag="area"):
    """A zone, area or line of an arrangement, in one of its versions."""

    names: Names
    """Its name by language."""
    area_kind: Literal[
        "ceasefire_area", "deescalation_area", "security_zone", "demilitarized_zone", "disengagement_area",
        "withdrawal_line", "contact_line", "buffer_zone", "corridor", "administrative",
    ]  # fmt: skip
    """Its kind, in the terms of the texts."""
    footprint: Footprint
    """Its shape on WGS 84; edges are geodesics."""
    precision_m: Annotated[float, Meta(ge=0)] = 0.0
    """How far the drawn border may lie from the agreed one, metres."""
    drawn: Literal["agreed", "delineated", "proposed", "disputed", "approximate"] = "agreed"
    """How settled the shape is; `approximate` = drawn from a description, no map was published."""
    weapons_out: tuple[Weapon, ...] = ()
    """Weapons that may not be in it."""
    during: Interval = ALWAYS
    """When this version held."""
    arrangement: Key = ""
    """The arrangement it belongs to."""
    pcode: str = ""
    """P-code (OCHA) of an administrative area."""
    level: Annotated[int, Meta(ge=0, le=5)] | None = None
    """Administrative level: 0 country, 1 governorate, 2 district, 3 subdistrict; `None` = none or not said."""
    within: tuple[str, ...] = ()
    """P-codes of the areas that hold it, smallest first."""

    @property
    def valid(self) -> Interval:
        """When this version held."""
        return self.during

    @property
    def subject(self) -> str:
        """The arrangement it belongs to."""
        return self.arrangement


class Post(Record, frozen=True, kw_only=True, tag_field="kind", tag="post"):
    """A checkpoint or observation post."""

    names: Names
    """Its name by language."""
    post_kind: Literal["checkpoint", "observation_post", "crossing"]
    """What it is for."""
    lon: Longitude
    """Longitude."""
    lat: Latitude
    """Latitude."""
    radius_m: Annotated[float, Meta(ge=0)] = 0.0
    """Uncertainty of the position, metres."""
    held_by: tuple[Key, ...] = ()
    """Who mans it."""
    during: Interval = ALWAYS
    """When it stood."""
    words: Words = ""
    """What is known of it."""

    @property
    def valid(self) -> Interval:
        """When it stood."""
        return self.during


class AreaStanding(Record, frozen=True, kw_only=True, tag_field="kind", tag="area-standing"):
    """How far one party holds an area's shape as settled; what parties hold need not agree."""

    area: Key
    """Which area."""
    party: Key
    """Whose standing."""
    state: Literal["proposed", "disputed", "agreed", "delineated"]
    """`delineated`: marked on the ground or on a map that the party signed."""
    at: datetime
    """From when."""
    words: Words = ""
    """What was said."""

    @property
    def valid(self) -> Interval:
        """From then on."""
        return Interval(self.at, None)

    @property
    def subject(self) -> str:
        """The area."""
        return self.area


class MapExchange(Record, frozen=True, kw_only=True, tag_field="kind", tag="map-exchange"):
    """A map that parties owe or gave one another, with its date due and its date given."""

    arrangement: Key
    """The arrangement that asks for it."""
    areas: tuple[Key, ...] = ()
    """The areas it shows."""
    by: tuple[Key, ...]
    """Who is to give it, or gave it."""
    to: tuple[Key, ...] = ()
    """To whom; empty = to all parties of the arrangement."""
    due: datetime | None = None
    """When it is due; `None` = no date set."""
    given: datetime | None = None
    """When it was given; `None` = not known to have been given."""
    sha256: str = ""
    """Hash of the map, if this node holds it."""
    words: Words = ""
    """What is known of it."""

    @property
    def valid(self) -> Interval:
        """From when it was given, or was due."""
        return Interval(self.given or self.due, None)

    @property
    def subject(self) -> str:
        """The arrangement."""
        return self.arrangement
