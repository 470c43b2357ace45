"""What the airspace room keeps: references with their exact volumes, subscriptions, availability.

The words are those of ASTM F3548-21 (UTM-USS interoperability): an operational intent is where somebody
will fly and when; a constraint is where something else must be heeded; a subscription asks to be told of
both. An OVN (opaque version number) shows that its holder has read the newest details.
"""

from typing import Literal

import msgspec

from treve.geo.interval import Interval, hull
from treve.geo.volume import Volume4D

State = Literal["Accepted", "Activated", "Nonconforming", "Contingent"]
"""States of an operational intent; its end is its deletion (F3548-21, 4.5)."""

AvailabilityState = Literal["Unknown", "Normal", "Down"]
"""Whether a USS answers, as an arbiter said it (F3548-21, A2.5)."""

MOST_VOLUMES = 1_000
"""Most volumes of one entity: an index numbers them, and each is asked about by itself."""

ANYWHERE_ID = "00000000-0000-4000-8000-000000000000"
"""What stands for the subscription of an intent that has none."""


class Entity(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Something with an owner, a place and a time."""

    id: str
    """UUID, version 4."""
    manager: str
    """Subject of the token of its owner."""
    uss_base_url: str
    """Where its owner answers."""
    version: int = 1
    """Counts the changes, from 1."""
    ovn: str = ""
    """New with each change; for a subscription its version string."""
    during: Interval
    """From the earliest start to the latest end of its volumes."""


class Intent(Entity, frozen=True, kw_only=True, omit_defaults=True):
    """An operational intent reference."""

    state: State
    """Its state."""
    subscription: str = ""
    """Id of the subscription that keeps it informed; empty = none."""
    priority: int = 0
    """Its priority, where this node manages it; the standard keeps it out of references."""
    off_nominal: int = 0
    """How many of its volumes, the last ones, are off-nominal, where this node manages it."""


class Constraint(Entity, frozen=True, kw_only=True, omit_defaults=True):
    """A constraint reference."""

    sort: str = ""
    """What sort of constraint it is, in the words of its manager, where this node manages it."""


class Subscription(Entity, frozen=True, kw_only=True, omit_defaults=True):
    """A wish to be told of changes in a volume."""

    for_intents: bool = False
    """Whether it asks for operational intents."""
    for_constraints: bool = False
    """Whether it asks for constraints."""
    implicit: bool = False
    """Whether it was made along with an intent, and goes when no intent leans on it."""
    notification_index: int = 0
    """Counts the notifications that its owner should have had."""


class Availability(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Whether a USS is available."""

    uss: str
    """Subject of its tokens."""
    state: AvailabilityState = "Unknown"
    """What an arbiter said last."""
    version: str = ""
    """Changes with each change; empty = never said."""


def span_of(volumes: tuple[Volume4D, ...]) -> Interval:
    """From the earliest start to the latest end; open where one is open."""
    return hull(one.during for one in volumes)
