"""The JSON of ASTM F3548-21, annex A: its names, our words. Fields that it does not know are passed over, as it asks.

Latitude and longitude stand here by their names; everywhere else longitude comes first (`treve.api.f3548.convert`).
"""

from treve.api.f3548.models.details import (
    Constraint,
    ConstraintDetails,
    ConstraintNotified,
    ConstraintTold,
    Intent,
    IntentDetails,
    IntentNotified,
    IntentTold,
)
from treve.api.f3548.models.exchanges import Exchange, LogSet, Report
from treve.api.f3548.models.references import (
    HIDDEN_OVN,
    Availability,
    Conflict,
    ConstraintChanged,
    ConstraintFound,
    ConstraintReference,
    ConstraintsFound,
    IntentChanged,
    IntentFound,
    IntentReference,
    IntentsFound,
    Subscriber,
    Subscription,
    SubscriptionChanged,
    SubscriptionFound,
    SubscriptionsFound,
    SubscriptionState,
    UssStatus,
)
from treve.api.f3548.models.requests import (
    Area,
    NewSubscription,
    PutAvailability,
    PutConstraint,
    PutIntent,
    PutSubscription,
)
from treve.api.f3548.models.telemetry import Position, Telemetry, TelemetryTold, Velocity
from treve.api.f3548.models.volumes import Altitude, Disc, LatLng, Metres, Ring, State, Time, Volume3D, Volume4D

__all__ = [
    "HIDDEN_OVN", "Altitude", "Area", "Availability", "Conflict", "Constraint", "ConstraintChanged", "ConstraintDetails",
    "ConstraintFound", "ConstraintNotified", "ConstraintReference", "ConstraintTold", "ConstraintsFound", "Disc", "Exchange",
    "Intent", "IntentChanged", "IntentDetails", "IntentFound", "IntentNotified", "IntentReference", "IntentTold",
    "IntentsFound", "LatLng", "LogSet", "Metres", "NewSubscription", "Position", "PutAvailability", "PutConstraint",
    "PutIntent", "PutSubscription", "Report", "Ring", "State", "Subscriber", "Subscription", "SubscriptionChanged",
    "SubscriptionFound", "SubscriptionState", "SubscriptionsFound", "Telemetry", "TelemetryTold", "Time", "UssStatus",
    "Velocity", "Volume3D", "Volume4D",
]  # fmt: skip
