"""What a DSS is asked."""

import msgspec

from treve.api.f3548.models.volumes import State, Volume4D


class Area(msgspec.Struct, frozen=True):
    """A question for what is in a volume."""

    area_of_interest: Volume4D
    """The volume."""


class NewSubscription(msgspec.Struct, frozen=True):
    """A subscription to be made along with an intent."""

    uss_base_url: str
    """Where to notify its owner."""
    notify_for_constraints: bool | None = None
    """Whether constraints are asked for too."""


class PutIntent(msgspec.Struct, frozen=True):
    """An intent to be made or changed."""

    extents: list[Volume4D]
    """Where and when, nominal and off-nominal volumes together."""
    state: State
    """The state it shall have."""
    uss_base_url: str
    """Where its details can be asked for."""
    key: list[str] | None = None
    """OVNs of all that the planner has read."""
    subscription_id: str | None = None
    """A subscription that keeps it informed."""
    new_subscription: NewSubscription | None = None
    """Or one to be made for it."""
    requested_ovn_suffix: str | None = None
    """What the new OVN shall end with: a UUID of version 7 (an extension of the field)."""


class PutConstraint(msgspec.Struct, frozen=True):
    """A constraint to be made or changed."""

    extents: list[Volume4D]
    """Where and when."""
    uss_base_url: str
    """Where its details can be asked for."""


class PutSubscription(msgspec.Struct, frozen=True):
    """A subscription to be made or changed."""

    extents: Volume4D
    """Where and when."""
    uss_base_url: str
    """Where to notify its owner."""
    notify_for_operational_intents: bool | None = None
    """Whether intents are asked for."""
    notify_for_constraints: bool | None = None
    """Whether constraints are asked for."""


class PutAvailability(msgspec.Struct, frozen=True):
    """What an arbiter says of a USS."""

    availability: str
    """Unknown, Normal or Down."""
    old_version: str = ""
    """Version of what was said before; empty = nothing was."""
