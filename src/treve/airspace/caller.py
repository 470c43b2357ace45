"""Who asks, with which rights, and the moment of asking."""

from collections.abc import Callable
from datetime import datetime

import msgspec

from treve.airspace.entity import Entity
from treve.errors import BadInput, Forbidden, VersionConflict

STRATEGIC = "utm.strategic_coordination"
CONFORMANCE = "utm.conformance_monitoring_sa"
CONSTRAINT_MANAGEMENT = "utm.constraint_management"
CONSTRAINT_PROCESSING = "utm.constraint_processing"
ARBITRATION = "utm.availability_arbitration"


class Caller(msgspec.Struct, frozen=True):
    """A client whose token was accepted."""

    subject: str
    """Subject of its token: the manager of what it makes."""
    scopes: frozenset[str]
    """What its token allows."""
    now: datetime
    """When it asks, UTC."""
    fresh: Callable[[], str]
    """Gives a new OVN: opaque, never the same twice, 16 to 128 characters."""


def own[E: Entity](held: E | None, identity: str, caller: Caller, ovn: str | None, *, create: bool) -> E | None:
    """The entity that a change is about, as its owner may change it.

    Raises `VersionConflict` where it exists though it should be new, or its OVN is another one;
    `Forbidden` where it belongs to somebody else; `BadInput` where there is none to change.
    """
    if create:
        if held is not None:
            raise VersionConflict(f"{identity} exists already.")
        return None
    if held is None:
        raise BadInput(f"There is no {identity} to change.", advice="Create it first, without an OVN in the path.")
    if held.manager != caller.subject:
        raise Forbidden(f"{identity} is managed by {held.manager}, not by {caller.subject}.")
    if held.ovn != ovn:
        raise VersionConflict(f"{identity} has another OVN by now.")
    return held
