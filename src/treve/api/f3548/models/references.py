"""What a DSS answers."""

import msgspec

from treve.api.f3548.models.volumes import State, Time

HIDDEN_OVN = "Available from USS"
"""Stands for an OVN that only the USS which manages the thing gives out."""


class IntentReference(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An operational intent, without its details."""

    id: str
    """Its id."""
    manager: str
    """Who manages it: the subject of its tokens."""
    uss_availability: str
    """Whether that USS is available."""
    version: int
    """Counts its changes."""
    state: State
    """Its state."""
    ovn: str | None = None
    """Its OVN, to whom it is shown."""
    time_start: Time
    """Start of its earliest volume."""
    time_end: Time
    """End of its latest volume."""
    uss_base_url: str
    """Where its details can be asked for."""
    subscription_id: str
    """The subscription that keeps it informed."""


class ConstraintReference(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A constraint, without its details."""

    id: str
    """Its id."""
    manager: str
    """Who manages it: the subject of its tokens."""
    uss_availability: str
    """Whether that USS is available."""
    version: int
    """Counts its changes."""
    ovn: str | None = None
    """Its OVN, to whom it is shown."""
    time_start: Time
    """Start of its earliest volume."""
    time_end: Time
    """End of its latest volume."""
    uss_base_url: str
    """Where its details can be asked for."""


class SubscriptionState(msgspec.Struct, frozen=True):
    """Which subscription a notification is for."""

    subscription_id: str
    """The subscription."""
    notification_index: int
    """How many notifications it has had, this one counted."""


class Subscriber(msgspec.Struct, frozen=True):
    """Whom to notify."""

    subscriptions: list[SubscriptionState]
    """For which subscriptions."""
    uss_base_url: str
    """Where."""


class Subscription(msgspec.Struct, frozen=True, kw_only=True):
    """A subscription."""

    id: str
    """Its id."""
    version: str
    """New with each change."""
    notification_index: int
    """How many notifications its owner should have had."""
    time_start: Time
    """From when."""
    time_end: Time
    """Until when."""
    uss_base_url: str
    """Where to notify its owner."""
    notify_for_operational_intents: bool
    """Whether it asks for intents."""
    notify_for_constraints: bool
    """Whether it asks for constraints."""
    implicit_subscription: bool
    """Whether it was made along with an intent."""
    dependent_operational_intents: list[str]
    """Ids of the intents that it keeps informed."""


class Conflict(msgspec.Struct, frozen=True):
    """What the key of a plan lacks."""

    message: str
    """The same in words."""
    missing_operational_intents: list[IntentReference]
    """Intents in the way that the planner has not read."""
    missing_constraints: list[ConstraintReference]
    """Constraints in the way that the planner has not read."""


class IntentFound(msgspec.Struct, frozen=True):
    """One intent."""

    operational_intent_reference: IntentReference
    """It."""


class IntentsFound(msgspec.Struct, frozen=True):
    """The intents in a volume."""

    operational_intent_references: list[IntentReference]
    """They, by id."""


class IntentChanged(msgspec.Struct, frozen=True):
    """An intent that was made, changed or ended."""

    subscribers: list[Subscriber]
    """Whom its manager must notify."""
    operational_intent_reference: IntentReference
    """The intent as it is now, or as it was last."""


class ConstraintFound(msgspec.Struct, frozen=True):
    """One constraint."""

    constraint_reference: ConstraintReference
    """It."""


class ConstraintsFound(msgspec.Struct, frozen=True):
    """The constraints in a volume."""

    constraint_references: list[ConstraintReference]
    """They, by id."""


class ConstraintChanged(msgspec.Struct, frozen=True):
    """A constraint that was made, changed or ended."""

    subscribers: list[Subscriber]
    """Whom its manager must notify."""
    constraint_reference: ConstraintReference
    """The constraint as it is now, or as it was last."""


class SubscriptionFound(msgspec.Struct, frozen=True):
    """One subscription."""

    subscription: Subscription
    """It."""


class SubscriptionsFound(msgspec.Struct, frozen=True):
    """The asker's subscriptions in a volume."""

    subscriptions: list[Subscription]
    """They, by id."""


class SubscriptionChanged(msgspec.Struct, frozen=True, omit_defaults=True):
    """A subscription that was made or changed, and what it asks for that is in its volume already."""

    subscription: Subscription
    """It."""
    operational_intent_references: list[IntentReference] | None = None
    """Intents in its volume."""
    constraint_references: list[ConstraintReference] | None = None
    """Constraints in its volume."""


class UssStatus(msgspec.Struct, frozen=True):
    """Whether a USS is available."""

    uss: str
    """Which: the subject of its tokens."""
    availability: str
    """Unknown, Normal or Down."""


class Availability(msgspec.Struct, frozen=True):
    """What an arbiter said of a USS."""

    version: str
    """New with each change; empty = nothing was said."""
    status: UssStatus
    """What was said."""
