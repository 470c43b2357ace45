"""Incident reports: what someone says happened, as it was taken in, never changed."""

from datetime import datetime
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from treve.errors import BadRecord
from treve.geo.altitude import AltitudeBand
from treve.geo.interval import Interval, UncertainTime
from treve.geo.place import UncertainPlace
from treve.records.act import Act, TargetKind, Weapon
from treve.records.base import Key, Record, Words

Channel = Literal[
    "hotline", "phone", "sms", "messaging", "email", "form", "patrol", "sensor", "party_bulletin", "liaison",
    "open_source", "courier_file", "dataset",
]  # fmt: skip
"""How a report came in."""

Count = Annotated[int, Meta(ge=0)]
"""A number of people or cases."""


class Range(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """A number that sources give differently: lowest, best and highest; raises `BadRecord` if out of order."""

    low: Count
    """The lowest given."""
    best: Count | None = None
    """The best estimate, where the source makes one."""
    high: Count | None = None
    """The highest given; `None` = "at least the lowest"."""

    def __post_init__(self) -> None:
        known = [number for number in (self.low, self.best, self.high) if number is not None]
        if known != sorted(known):
            raise BadRecord(f"The numbers {known} of a range must go from the lowest to the highest.")


class Harm(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """People harmed, as the report says."""

    killed: Range | None = None
    """Killed in all."""
    injured: Range | None = None
    """Injured in all."""
    civilians_killed: Range | None = None
    """Civilians among the killed."""
    words: Words = ""
    """Other harm: vehicles, buildings, aid lost."""


class Circumstances(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """What is known about exceptions: `None` = nobody said."""

    self_defence: bool | None = None
    """Whether it was in self-defence; `True` only where it is established, a mere claim goes to `claimed`."""
    claimed: bool = False
    """Whether the actor claims self-defence."""
    proportionate: bool | None = None
    """Whether the force was no greater than the immediate threat required."""
    immediate_threat: bool | None = None
    """Whether there was an immediate threat."""
    coordination_tried: bool | None = None
    """Whether the coordination mechanism was tried first, without success."""
    ordered: bool | None = None
    """Whether the command had ordered the return of fire."""
    notified: bool | None = None
    """Whether the act was notified beforehand."""


class IncidentReport(Record, frozen=True, kw_only=True, tag_field="kind", tag="incident-report"):
    """What someone says happened. Alleged until verified; attribution is a claim of its source."""

    register: Key = ""
    """Party in whose register it stands; empty = the author's."""
    channel: Channel = "open_source"
    """How it came in."""
    received_at: datetime | None = None
    """When it came in."""
    lang: str = ""
    """Language it came in (BCP 47)."""
    text: Words = ""
    """Its words."""
    text_sha256: str = ""
    """Hash of the raw text, audio or file."""
    reporter: str = ""
    """Pseudonym of the reporter; an identity never stands here."""
    reporter_role: Literal["party", "monitor", "civilian", "humanitarian", "sensor", "media", "guarantor", "dataset", ""] = ""
    """In what capacity the reporter speaks."""
    first_hand: bool | None = None
    """Whether the reporter saw it."""
    reliability: Annotated[str, Meta(pattern="^[A-F]?$")] = ""
    """Reliability of the source, A to F."""
    credibility: Annotated[str, Meta(pattern="^[1-6]?$")] = ""
    """Credibility of the content, 1 to 6."""
    occurred: UncertainTime
    """When, as far as it is known."""
    place: UncertainPlace
    """Where, as far as it is known."""
    altitude: AltitudeBand | None = None
    """At what altitudes, for an act in the air; `None` = not said."""
    acts: tuple[Act, ...]
    """What was done; all of them."""
    weapon: Weapon | None = None
    """With what; `None` = what the act implies, or not said."""
    direction: str = ""
    """Direction of fire, as said."""
    alleged: tuple[Key, ...] = ()
    """Parties said to have done it; empty = nobody named."""
    alleged_mode: Literal["one_of", "jointly"] = "jointly"
    """Whether one of them did it, or all together."""
    against: tuple[Key, ...] = ()
    """Parties it was directed against."""
    directed: bool = True
    """False for a clash where the source does not say who began: either side may have acted against the other."""
    target_kind: tuple[TargetKind, ...] = ()
    """What was hit."""
    harm: Harm = Harm()
    """People harmed."""
    circumstances: Circumstances = Circumstances()
    """What is known about exceptions."""
    consent: Literal["given", "not_asked", "refused", ""] = ""
    """The reporter's consent to sharing."""

    @property
    def valid(self) -> Interval:
        """The span in which it happened."""
        return self.occurred.within

    @property
    def registrar(self) -> str:
        """Whose register counts it."""
        return self.register or self.author
