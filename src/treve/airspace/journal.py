"""What changed in the airspace, noted in the same transaction, until the node's log has taken it over."""

from datetime import datetime
from typing import NamedTuple

import msgspec

from treve import codec
from treve.airspace.caller import Caller
from treve.airspace.entity import Constraint, Intent
from treve.airspace.store import Transaction
from treve.geo.volume import Volume4D

INTENT, CONSTRAINT = "intent", "constraint"
"""What is noted of changes; other notes are reports and notifications."""
REPORT = "f3548-report"
"""What is noted of problems that somebody reports."""


class Change(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An intent or a constraint that was made, changed or ended."""

    at: datetime
    """When, by the node's clock."""
    intent: Intent | None = None
    """The intent as it was then."""
    constraint: Constraint | None = None
    """Or the constraint."""
    volumes: tuple[Volume4D, ...] = ()
    """Its volumes."""
    ended: bool = False
    """Whether this was its end."""


class Note(NamedTuple):
    """One note."""

    number: str
    """Its number in the store."""
    what: str
    """What it is of."""
    body: bytes
    """What it says."""


def changed(
    tx: Transaction, caller: Caller, one: Intent | Constraint, volumes: tuple[Volume4D, ...], *, ended: bool = False
) -> None:
    """Note a change."""
    if isinstance(one, Intent):
        tx.journal(INTENT, codec.encode(Change(at=caller.now, intent=one, volumes=volumes, ended=ended)))
    else:
        tx.journal(CONSTRAINT, codec.encode(Change(at=caller.now, constraint=one, volumes=volumes, ended=ended)))


def change_of(note: Note) -> Change | None:
    """The change that a note is of; `None` where it is of something else."""
    return codec.decode(note.body, Change) if note.what in (INTENT, CONSTRAINT) else None
