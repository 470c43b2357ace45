"""The JSON of ASTM F3548-21, annex A: its names, our words. Fields that it does not know are passed over, as it asks.

Latitude and longitude stand here by their names; everywhere else longitude comes first (`convert`).
"""

from typing import Any, Literal

import msgspec

State = Literal["Accepted", "Activated", "Nonconforming", "Contingent"]
HIDDEN_OVN = "Available from USS"
"""Stands for an OVN that only the USS which manages the thing gives out."""


class LatLng(msgspec.Struct, frozen=True):
    """A point, degrees."""

    lat: float
    lng: float


class Ring(msgspec.Struct, frozen=True):
    """The outline of a polygon."""

    vertices: list[LatLng]


class Metres(msgspec.Struct, frozen=True):
    """A radius."""

    value: float
    units: Literal["M"]


class Disc(msgspec.Struct, frozen=True):
    """A circle."""

    center: LatLng
    radius: Metres


class Altitude(msgspec.Struct, frozen=True):
    """A height above the WGS 84 ellipsoid, metres."""

    value: float
    reference: Literal["W84"]
    units: Literal["M"]


class Time(msgspec.Struct, frozen=True):
    """A time as RFC 3339 writes it."""

    value: str
    format: Literal["RFC3339"]


class Volume3D(msgspec.Struct, frozen=True, omit_defaults=True):
    """An outline between two heights."""

    outline_polygon: Ring | None = None
    outline_circle: Disc | None = None
    altitude_lower: Altitude | None = None
    altitude_upper: Altitude | None = None


class Volume4D(msgspec.Struct, frozen=True, omit_defaults=True):
    """A volume for a span of time."""

    volume: Volume3D
    time_start: Time | None = None
    time_end: Time | None = None


class Area(msgspec.Struct, frozen=True):
    """A question for what is in a volume."""

    area_of_interest: Volume4D


class NewSubscription(msgspec.Struct, frozen=True):
    """A subscription to be made along with an intent."""

    uss_base_url: str
    notify_for_constraints: bool | None = None


class PutIntent(msgspec.Struct, frozen=True):
    """An intent to be made or changed."""

    extents: list[Volume4D]
    state: State
    uss_base_url: str
    key: list[str] | None = None
    subscription_id: str | None = None
    new_subscription: NewSubscription | None = None
    requested_ovn_suffix: str | None = None


class PutConstraint(msgspec.Struct, frozen=True):
    """A constraint to be made or changed."""

    extents: list[Volume4D]
    uss_base_url: str


class PutSubscription(msgspec.Struct, frozen=True):
    """A subscription to be made or changed."""

    extents: Volume4D
    uss_base_url: str
    notify_for_operational_intents: bool | None = None
    notify_for_constraints: bool | None = None


class PutAvailability(msgspec.Struct, frozen=True):
    """What an arbiter says of a USS."""

    availability: str
    old_version: str = ""


class IntentReference(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An operational intent as the DSS tells of it."""

    id: str
    manager: str
    uss_availability: str
    version: int
    state: State
    ovn: str | None = None
    time_start: Time
    time_end: Time
    uss_base_url: str
    subscription_id: str


class ConstraintReference(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A constraint as the DSS tells of it."""

    id: str
    manager: str
    uss_availability: str
    version: int
    ovn: str | None = None
    time_start: Time
    time_end: Time
    uss_base_url: str


class SubscriptionState(msgspec.Struct, frozen=True):
    """Which subscription a notification is for, and how many it has had."""

    subscription_id: str
    notification_index: int


class Subscriber(msgspec.Struct, frozen=True):
    """Whom to notify."""

    subscriptions: list[SubscriptionState]
    uss_base_url: str


class Subscription(msgspec.Struct, frozen=True, kw_only=True):
    """A subscription."""

    id: str
    version: str
    notification_index: int
    time_start: Time
    time_end: Time
    uss_base_url: str
    notify_for_operational_intents: bool
    notify_for_constraints: bool
    implicit_subscription: bool
    dependent_operational_intents: list[str]


class Conflict(msgspec.Struct, frozen=True):
    """What the key lacks."""

    message: str
    missing_operational_intents: list[IntentReference]
    missing_constraints: list[ConstraintReference]


class IntentFound(msgspec.Struct, frozen=True):
    """One intent."""

    operational_intent_reference: IntentReference


class IntentsFound(msgspec.Struct, frozen=True):
    """The intents in a volume."""

    operational_intent_references: list[IntentReference]


class IntentChanged(msgspec.Struct, frozen=True):
    """An intent that was made, changed or ended, and whom to notify."""

    subscribers: list[Subscriber]
    operational_intent_reference: IntentReference


class ConstraintFound(msgspec.Struct, frozen=True):
    """One constraint."""

    constraint_reference: ConstraintReference


class ConstraintsFound(msgspec.Struct, frozen=True):
    """The constraints in a volume."""

    constraint_references: list[ConstraintReference]


class ConstraintChanged(msgspec.Struct, frozen=True):
    """A constraint that was made, changed or ended, and whom to notify."""

    subscribers: list[Subscriber]
    constraint_reference: ConstraintReference


class SubscriptionFound(msgspec.Struct, frozen=True):
    """One subscription."""

    subscription: Subscription


class SubscriptionsFound(msgspec.Struct, frozen=True):
    """The subscriptions in a volume."""

    subscriptions: list[Subscription]


class SubscriptionChanged(msgspec.Struct, frozen=True, omit_defaults=True):
    """A subscription that was made or changed, and what it asks for that is in its volume already."""

    subscription: Subscription
    operational_intent_references: list[IntentReference] | None = None
    constraint_references: list[ConstraintReference] | None = None


class UssStatus(msgspec.Struct, frozen=True):
    """Whether a USS is available."""

    uss: str
    availability: str


class Availability(msgspec.Struct, frozen=True):
    """The same with its version."""

    version: str
    status: UssStatus


class Exchange(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A request and its answer, as one side recorded it."""

    url: str
    method: str
    recorder_role: Literal["Client", "Server"]
    request_time: Time
    headers: list[str] | None = None
    request_body: str | None = None
    response_time: Time | None = None
    response_body: str | None = None
    response_code: int | None = None
    problem: str | None = None


class Report(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A report of an exchange in which something went wrong."""

    exchange: Exchange
    report_id: str | None = None


class IntentDetails(msgspec.Struct, frozen=True, kw_only=True):
    """What only the USS that manages an intent tells."""

    volumes: list[Volume4D] = []
    off_nominal_volumes: list[Volume4D] = []
    priority: int | None = 0


class Intent(msgspec.Struct, frozen=True):
    """An intent with its details."""

    reference: IntentReference
    details: IntentDetails


class IntentTold(msgspec.Struct, frozen=True):
    """The answer to the question for an intent's details."""

    operational_intent: Intent


class IntentNotified(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A notification of an intent; without one it has ended."""

    operational_intent_id: str
    operational_intent: Intent | None = None
    subscriptions: list[SubscriptionState]


class ConstraintDetails(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What only the USS that manages a constraint tells."""

    volumes: list[Volume4D]
    type: str | None = None
    geozone: dict[str, Any] | None = None


class Constraint(msgspec.Struct, frozen=True):
    """A constraint with its details."""

    reference: ConstraintReference
    details: ConstraintDetails


class ConstraintTold(msgspec.Struct, frozen=True):
    """The answer to the question for a constraint's details."""

    constraint: Constraint


class ConstraintNotified(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A notification of a constraint; without one it has ended."""

    constraint_id: str
    constraint: Constraint | None = None
    subscriptions: list[SubscriptionState]


class Position(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Where an aircraft was."""

    longitude: float | None = None
    latitude: float | None = None
    accuracy_h: str | None = None
    accuracy_v: str | None = None
    extrapolated: bool | None = None
    altitude: Altitude | None = None


class Velocity(msgspec.Struct, frozen=True, omit_defaults=True):
    """How fast it flew and whither: metres a second, degrees from north."""

    speed: float
    units_speed: Literal["MetersPerSecond"]
    track: float | None = None


class Telemetry(msgspec.Struct, frozen=True, omit_defaults=True):
    """One report of an aircraft."""

    time_measured: Time
    position: Position | None = None
    velocity: Velocity | None = None


class TelemetryTold(msgspec.Struct, frozen=True, omit_defaults=True):
    """The answer to the question for an aircraft's position."""

    operational_intent_id: str
    telemetry: Telemetry | None = None
    next_telemetry_opportunity: Time | None = None


class LogSet(msgspec.Struct, frozen=True):
    """What a USS recorded of its exchanges."""

    messages: list[Exchange]
    operator_notifications: list[dict[str, Any]] = []
    operator_inputs: list[dict[str, Any]] = []
    operator_associations: list[dict[str, Any]] = []
    planning_attempts: list[dict[str, Any]] = []
    operational_intent_positions: list[dict[str, Any]] = []
    constraint_provider_associations: list[dict[str, Any]] = []
