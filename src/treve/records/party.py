"""Parties, whose names and identities change, and who speaks for them."""

from typing import Literal

import msgspec

from treve.geo.interval import ALWAYS, Interval
from treve.records.arrangement import DailyHours
from treve.records.base import Key, Names, Record, Words

PartyKind = Literal[
    "state", "government_forces", "armed_group", "coalition", "de_facto_authority", "organisation", "humanitarian",
    "monitor", "press", "unknown",
]  # fmt: skip
"""What sort of body a party is; says nothing of its merits."""


class Alias(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """Another way to write or call a party."""

    text: str
    """The name as written."""
    lang: str = ""
    """Its language (BCP 47); empty = any."""
    during: Interval = ALWAYS
    """When it was used as its own name."""
    used_by: tuple[Key, ...] = ()
    """Who uses it, where only some do; a label such as "terrorists" is no alias and no designation."""


class Affiliation(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """A bond to another party for a time."""

    to: Key
    """The other party."""
    bond: Literal["part_of", "associated_force", "allied_with", "backed_by"]
    """`part_of` and `associated_force` bind with the other; the others do not."""
    during: Interval = ALWAYS
    """When it held."""


class Party(Record, frozen=True, kw_only=True, tag_field="kind", tag="party"):
    """A state, force, armed group, organisation or outlet, under the name it gives itself."""

    names: Names
    """Its name by language."""
    party_kind: PartyKind
    """What sort of body it is."""
    aliases: tuple[Alias, ...] = ()
    """Other writings and names."""
    affiliations: tuple[Affiliation, ...] = ()
    """What it belongs to, and when."""


class Succession(Record, frozen=True, kw_only=True, tag_field="kind", tag="succession"):
    """A change of identity: a party renamed, merged into another, split or dissolved."""

    change: Literal["renamed", "merged", "split", "dissolved"]
    """What happened."""
    of: tuple[Key, ...]
    """The parties before."""
    into: tuple[Key, ...] = ()
    """The parties after; empty when dissolved."""
    at: Interval
    """From its start on the new identity holds; its end bounds the doubt about the day."""
    names: Names = {}
    """The new name, when renamed."""

    @property
    def valid(self) -> Interval:
        """From the change on."""
        return Interval(self.at.start, None)

    @property
    def subject(self) -> str:
        """The first party before the change."""
        return self.of[0] if self.of else ""

    @property
    def subjects(self) -> tuple[str, ...]:
        """The parties before and after."""
        return (*self.of, *self.into)


class Designation(Record, frozen=True, kw_only=True, tag_field="kind", tag="designation"):
    """An authority's word on whether a party is excluded from ceasefires (a terrorist listing, say)."""

    party: Key
    """Whom it is about."""
    value: Literal["excluded", "not_excluded", "contested"]
    """`contested`: proposed and blocked, or held by some of the authority's members only."""
    by: Key
    """The authority."""
    during: Interval
    """When it held."""
    basis: Words = ""
    """The decision it rests on, or what blocked it."""

    @property
    def valid(self) -> Interval:
        """When the designation held."""
        return self.during

    @property
    def subject(self) -> str:
        """The party designated."""
        return self.party


class Contact(Record, frozen=True, kw_only=True, tag_field="kind", tag="contact"):
    """A person or desk that can be reached for a party: its role, shift and languages, not its private data."""

    party: Key
    """For whom it answers."""
    role: str
    """Its function, such as duty officer."""
    languages: tuple[str, ...] = ()
    """Languages spoken (BCP 47)."""
    during: Interval = ALWAYS
    """From when until when it holds the post."""
    shift: DailyHours | None = None
    """Its hours of each day within that; `None` = around the clock, or not said."""
    line: str = ""
    """How to reach it; kept to the audience of the record."""

    @property
    def valid(self) -> Interval:
        """When it is on duty."""
        return self.during

    @property
    def subject(self) -> str:
        """The party it answers for."""
        return self.party
