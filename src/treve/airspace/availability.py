"""Availability of a USS, as an arbiter says it. F3548-21, annex A2.5."""

from treve.airspace.caller import Caller
from treve.airspace.entity import Availability, AvailabilityState
from treve.airspace.store import Transaction
from treve.errors import VersionConflict


def put(tx: Transaction, uss: str, state: AvailabilityState, old_version: str, caller: Caller) -> Availability:
    """Say whether a USS is available; raises `VersionConflict` where somebody said so meanwhile."""
    if tx.availability(uss).version != old_version:
        raise VersionConflict(f"The availability of {uss} has changed meanwhile.")
    said = Availability(uss=uss, state=state, version=caller.fresh())
    tx.set_availability(said)
    return said
