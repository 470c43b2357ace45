"""Aid that moved, and people exchanged: what happened, not what was notified beforehand."""

from typing import Literal

from treve.geo.interval import Interval, UncertainTime
from treve.records.base import Key, Record, Words
from treve.records.report import Range


class AidDelivery(Record, frozen=True, kw_only=True, tag_field="kind", tag="aid-delivery"):
    """A convoy or delivery and what became of it."""

    place: Key
    """Where to."""
    at: UncertainTime
    """When."""
    carriers: tuple[Key, ...] = ()
    """Who carried it."""
    outcome: Literal["delivered", "partly_delivered", "impeded", "turned_back", "attacked", "planned"]
    """What became of it."""
    cargo: Words = ""
    """What it carried, and what was left out."""
    vehicles: int | None = None
    """How many vehicles."""
    mass_t: float | None = None
    """Cargo in tonnes, if said."""
    people: Range | None = None
    """For how many people."""
    arrangement: Key = ""
    """The arrangement it moved under."""

    @property
    def valid(self) -> Interval:
        """When it moved."""
        return self.at.within

    @property
    def subject(self) -> str:
        """The arrangement."""
        return self.arrangement


class ConvoyLeg(Record, frozen=True, kw_only=True, tag_field="kind", tag="convoy-leg"):
    """One leg of a delivery, from place to place."""

    delivery: Key
    """Which delivery."""
    origin: Key
    """From where."""
    destination: Key
    """To where."""
    at: UncertainTime
    """When."""
    outcome: Literal["arrived", "delayed", "impeded", "attacked", "turned_back"]
    """What became of it."""
    words: Words = ""
    """What is known."""

    @property
    def valid(self) -> Interval:
        """When it ran."""
        return self.at.within

    @property
    def subject(self) -> str:
        """The delivery."""
        return self.delivery


class Exchange(Record, frozen=True, kw_only=True, tag_field="kind", tag="exchange"):
    """An exchange or handing over of detainees, bodies or information on the missing."""

    what: Literal["detainees", "bodies", "missing", "evacuation"]
    """What was exchanged."""
    at: UncertainTime
    """When."""
    place: Key = ""
    """Where."""
    between: tuple[Key, ...]
    """Between whom."""
    number: Range | None = None
    """How many in all."""
    handed_over: dict[Key, Range] = {}
    """How many each side handed over, where the source says it; the sides are never added up."""
    words: Words = ""
    """What is known."""

    @property
    def valid(self) -> Interval:
        """When it took place."""
        return self.at.within
