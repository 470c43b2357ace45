"""Constraints: volumes in which something must be heeded, such as a notified site. F3548-21, 4.7 and annex A2."""

from datetime import timedelta

import msgspec

from treve.airspace.caller import Caller, own
from treve.airspace.entity import Constraint, Subscription, span_of
from treve.airspace.journal import changed
from treve.airspace.store import Transaction
from treve.airspace.subscriptions import told
from treve.errors import BadInput, NotFound, VersionConflict
from treve.geo.volume import Volume4D

LONGEST = timedelta(hours=24)
"""Longest constraint (F3548-21, CstrMaxDurationHours): what lasts longer is published as a chain of them."""
HORIZON = timedelta(days=56)
"""How far ahead one may be published (F3548-21, CstrMaxPlanningHorizonDays)."""


class Restriction(msgspec.Struct, frozen=True, kw_only=True):
    """What is asked for: a constraint to be made or changed."""

    id: str
    """Its id."""
    ovn: str | None = None
    """Its present OVN; `None` = it is new."""
    volumes: tuple[Volume4D, ...]
    """Where and when, exactly; with a start and an end."""
    uss_base_url: str
    """Where its details can be read."""
    sort: str = ""
    """What sort of constraint it is, where this node manages it."""


class Restricted(msgspec.Struct, frozen=True):
    """What became of a constraint."""

    constraint: Constraint
    """The constraint as it is now, or as it was last."""
    told: tuple[Subscription, ...]
    """Whom its manager must tell."""
    before: tuple[Volume4D, ...] = ()
    """The volumes it had."""


def put(tx: Transaction, asked: Restriction, caller: Caller) -> Restricted:
    """Make or change a constraint; raises `VersionConflict`, `Forbidden`, `BadInput`."""
    span = span_of(asked.volumes)
    if span.start is None or span.end is None:
        raise BadInput("Each volume of a constraint needs a start and an end.")
    if span.end <= caller.now:
        raise BadInput(f"The constraint ended at {span.end.isoformat()}, in the past.")
    if span.end - span.start > LONGEST:
        raise BadInput(
            f"A constraint lasts at most {LONGEST.total_seconds() / 3600:.0f} hours.",
            advice="Publish what lasts longer as several constraints, one after the other.",
        )
    if span.end > caller.now + HORIZON:
        raise BadInput(f"The constraint ends more than {HORIZON.days} days from now.")
    found = tx.find(Constraint, asked.id)
    if found is None and asked.ovn is not None:
        raise VersionConflict(f"There is no constraint {asked.id} to change.")
    held = own(found, asked.id, caller, asked.ovn, create=asked.ovn is None)
    before = () if held is None else tx.volumes(Constraint, held.id)
    constraint = Constraint(
        id=asked.id, manager=caller.subject, uss_base_url=asked.uss_base_url, version=1 if held is None else held.version + 1,
        ovn=caller.fresh(), during=span, sort=asked.sort,
    )  # fmt: skip
    tx.save(constraint, asked.volumes)
    changed(tx, caller, constraint, asked.volumes)
    return Restricted(constraint, told(tx, (*before, *asked.volumes), for_constraints=True), before)


def remove(tx: Transaction, identity: str, ovn: str, caller: Caller) -> Restricted:
    """End a constraint; raises `NotFound`, `VersionConflict`, `Forbidden`."""
    held = get(tx, identity)
    own(held, identity, caller, ovn, create=False)
    before = tx.volumes(Constraint, identity)
    heard = told(tx, before, for_constraints=True)
    tx.drop(Constraint, identity)
    changed(tx, caller, held, before, ended=True)
    return Restricted(held, heard, before)


def get(tx: Transaction, identity: str) -> Constraint:
    """A constraint; raises `NotFound`."""
    held = tx.find(Constraint, identity)
    if held is None:
        raise NotFound(f"There is no constraint {identity}.")
    return held


def search(tx: Transaction, volume: Volume4D) -> list[Constraint]:
    """The constraints that meet a volume, by id."""
    return tx.meeting(Constraint, [volume])
