"""Where an aircraft is that left its volumes."""

from typing import Literal

import msgspec

from treve.api.f3548.models.volumes import Altitude, Time


class Position(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Where an aircraft was."""

    longitude: float | None = None
    """Degrees."""
    latitude: float | None = None
    """Degrees."""
    accuracy_h: str | None = None
    """How exact across, in the words of the standard."""
    accuracy_v: str | None = None
    """How exact upwards."""
    extrapolated: bool | None = None
    """Whether it was worked out, not measured."""
    altitude: Altitude | None = None
    """How high."""


class Velocity(msgspec.Struct, frozen=True, omit_defaults=True):
    """How fast it flew, and whither."""

    speed: float
    """Over ground."""
    units_speed: Literal["MetersPerSecond"]
    """Metres a second."""
    track: float | None = None
    """Degrees clockwise from north."""


class Telemetry(msgspec.Struct, frozen=True, omit_defaults=True):
    """One report of an aircraft."""

    time_measured: Time
    """When."""
    position: Position | None = None
    """Where."""
    velocity: Velocity | None = None
    """How fast and whither."""


class TelemetryTold(msgspec.Struct, frozen=True, omit_defaults=True):
    """The answer to the question where an aircraft is."""

    operational_intent_id: str
    """Of which intent."""
    telemetry: Telemetry | None = None
    """Its newest report."""
    next_telemetry_opportunity: Time | None = None
    """When to ask again."""
