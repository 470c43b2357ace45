"""Points, times and volumes as F3548-21 writes them."""

from typing import Literal

import msgspec

State = Literal["Accepted", "Activated", "Nonconforming", "Contingent"]
"""States of an operational intent."""


class LatLng(msgspec.Struct, frozen=True):
    """A point, degrees on WGS 84."""

    lat: float
    """Latitude."""
    lng: float
    """Longitude."""


class Ring(msgspec.Struct, frozen=True):
    """The outline of a polygon."""

    vertices: list[LatLng]
    """Its corners in order; the first is not repeated."""


class Metres(msgspec.Struct, frozen=True):
    """A radius."""

    value: float
    """How long."""
    units: Literal["M"]
    """Metres."""


class Disc(msgspec.Struct, frozen=True):
    """A circle."""

    center: LatLng
    """Its middle."""
    radius: Metres
    """Its radius."""


class Altitude(msgspec.Struct, frozen=True):
    """A height."""

    value: float
    """How high."""
    reference: Literal["W84"]
    """Above the WGS 84 ellipsoid."""
    units: Literal["M"]
    """Metres."""


class Time(msgspec.Struct, frozen=True):
    """A time."""

    value: str
    """As RFC 3339 writes it."""
    format: Literal["RFC3339"]
    """Which is what this says."""


class Volume3D(msgspec.Struct, frozen=True, omit_defaults=True):
    """An outline between two heights; it has one outline."""

    outline_polygon: Ring | None = None
    """A polygon."""
    outline_circle: Disc | None = None
    """Or a circle."""
    altitude_lower: Altitude | None = None
    """Its lowest height."""
    altitude_upper: Altitude | None = None
    """Its highest height."""


class Volume4D(msgspec.Struct, frozen=True, omit_defaults=True):
    """A volume for a span of time."""

    volume: Volume3D
    """Where."""
    time_start: Time | None = None
    """From when."""
    time_end: Time | None = None
    """Until when."""
