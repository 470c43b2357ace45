"""What only the USS that manages a thing tells of it, and its notifications."""

from typing import Any

import msgspec

from treve.api.f3548.models.references import ConstraintReference, IntentReference, SubscriptionState
from treve.api.f3548.models.volumes import Volume4D


class IntentDetails(msgspec.Struct, frozen=True, kw_only=True):
    """Details of an intent."""

    volumes: list[Volume4D] = []
    """Where it will be."""
    off_nominal_volumes: list[Volume4D] = []
    """Where it may be since it left its volumes."""
    priority: int | None = 0
    """Its priority; the higher one goes first."""


class Intent(msgspec.Struct, frozen=True):
    """An intent with its details."""

    reference: IntentReference
    """What the DSS knows of it."""
    details: IntentDetails
    """What its manager knows besides."""


class IntentTold(msgspec.Struct, frozen=True):
    """The answer to the question for an intent's details."""

    operational_intent: Intent
    """It."""


class IntentNotified(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A notification of an intent."""

    operational_intent_id: str
    """Which."""
    operational_intent: Intent | None = None
    """It as it is now; none = it has ended."""
    subscriptions: list[SubscriptionState]
    """For which subscriptions."""


class ConstraintDetails(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Details of a constraint."""

    volumes: list[Volume4D]
    """Where it holds."""
    type: str | None = None
    """What sort it is, in the words of its manager."""
    geozone: dict[str, Any] | None = None
    """The same as ED-269 writes it; passed on as it came."""


class Constraint(msgspec.Struct, frozen=True):
    """A constraint with its details."""

    reference: ConstraintReference
    """What the DSS knows of it."""
    details: ConstraintDetails
    """What its manager knows besides."""


class ConstraintTold(msgspec.Struct, frozen=True):
    """The answer to the question for a constraint's details."""

    constraint: Constraint
    """It."""


class ConstraintNotified(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A notification of a constraint."""

    constraint_id: str
    """Which."""
    constraint: Constraint | None = None
    """It as it is now; none = it has ended."""
    subscriptions: list[SubscriptionState]
    """For which subscriptions."""
