"""Numbers that a register or bulletin publishes: always with registrar, unit, period, area and status."""

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from treve.geo.interval import Interval
from treve.records.base import Key, Record, Words
from treve.records.report import Range

Number = Annotated[int, Meta(ge=0)]
"""A count."""


class Part(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """One line of a breakdown."""

    of: Key
    """Key of the place, party or class counted."""
    count: Number
    """How many."""


class Tally(Record, frozen=True, kw_only=True, tag_field="kind", tag="tally"):
    """A total that a registrar published, with its breakdown as published: they need not agree."""

    registrar: Key
    """Who counted."""
    measure: Literal["violations", "settlements_joined", "settlements_total", "groups_joined", "groups_total", "air_strikes"]
    """What was counted."""
    unit: Literal["cases", "detonations", "settlements", "groups", "strikes"]
    """One of what."""
    period: Interval
    """Over what span."""
    total: Number
    """The headline number."""
    body_total: Number | None = None
    """The number that the body of the same text gives, where it differs."""
    breakdown: tuple[Part, ...] = ()
    """The parts as published."""
    by: Literal["area", "party", "weapon", ""] = ""
    """What the parts are."""
    arrangement: Key = ""
    """Violations of which arrangement."""
    status: Literal["alleged", "registered", "verified"] = "registered"
    """How sure the registrar is."""
    duplicates: Literal["not_said", "removed", "kept"] = "not_said"
    """Policy on duplicates."""
    published_in: str = ""
    """The bulletin it stands in."""

    @property
    def valid(self) -> Interval:
        """The span counted."""
        return self.period

    @property
    def subject(self) -> str:
        """The arrangement."""
        return self.arrangement


class Toll(Record, frozen=True, kw_only=True, tag_field="kind", tag="toll"):
    """A figure of the dead, displaced or hurt over a span, as a source gives it."""

    measure: Literal["killed", "injured", "displaced"]
    """What is counted."""
    number: Range
    """The figure; an open upper end means "more than"."""
    period: Interval
    """Over what span."""
    words: Words = ""
    """The span and the figure in plain words."""
    attributed_to: Key = ""
    """Whose figure the source says it is; empty = the source's own."""

    @property
    def valid(self) -> Interval:
        """The span counted."""
        return self.period
