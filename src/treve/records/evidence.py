"""Evidence, keys, publications and disclosures: the records that let others check."""

from datetime import date, datetime
from typing import Literal

import msgspec

from treve.geo.interval import Interval
from treve.records.base import Audience, Key, Record, Words


class Custody(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """One step in the custody of an item."""

    at: datetime
    """When."""
    by: Key
    """Who held it from then on."""
    step: Literal["collected", "received", "copied", "sealed", "opened", "handed_over"]
    """What was done."""


class Evidence(Record, frozen=True, kw_only=True, tag_field="kind", tag="evidence"):
    """An item that supports a report: its hash and its custody, not its content."""

    incident: Key
    """What it is about."""
    sha256: str
    """SHA-256 of the item, hexadecimal."""
    media_type: str = ""
    """Its media type."""
    copy: Literal["evidentiary", "working"] = "evidentiary"
    """Which copy it is (Berkeley Protocol)."""
    custody: tuple[Custody, ...] = ()
    """Its custody, oldest first."""
    graphic: bool = False
    """Whether it must be veiled until a reader asks for it."""
    words: Words = ""
    """What it shows."""

    @property
    def subject(self) -> str:
        """The incident."""
        return self.incident


class KeyStatement(Record, frozen=True, kw_only=True, tag_field="kind", tag="key-statement"):
    """A party's statement that a key speaks for it, or no longer does."""

    party: Key
    """For whom it speaks."""
    public_key: str
    """The public key, base64."""
    algorithm: Literal["ed25519", "ml-dsa-44"] = "ed25519"
    """What it is a key of."""
    use: Literal["entries", "checkpoints", "witness"]
    """What it signs."""
    during: Interval
    """When it is valid."""
    revoked: bool = False
    """Whether it must not be trusted any more."""

    @property
    def valid(self) -> Interval:
        """When it is valid."""
        return self.during

    @property
    def subject(self) -> str:
        """The party."""
        return self.party


class BulletinIssue(Record, frozen=True, kw_only=True, tag_field="kind", tag="bulletin-issue"):
    """That a bulletin was issued, with the hash of its bytes, so that later ones can correct it."""

    number: str
    """Its number."""
    first: date
    """First day it covers."""
    last: date
    """Last day it covers."""
    area: Key = ""
    """Area it covers; empty = the theatre."""
    known_at: datetime
    """The recorded time up to which it knows."""
    sha256: str
    """SHA-256 of its JSON form."""
    totals: dict[str, int] = {}
    """Its totals by registrar and status, so that a correction can name them."""

    @property
    def valid(self) -> Interval:
        """From when it was known."""
        return Interval(self.known_at, None)


class Release(Record, frozen=True, kw_only=True, tag_field="kind", tag="release"):
    """What was disclosed to whom, and who agreed to it."""

    released: tuple[str, ...]
    """Ids of the records released."""
    to: tuple[Key, ...]
    """Recipients."""
    at: datetime
    """When."""
    profile: Audience = "public"
    """The redaction profile used."""
    agreed_by: tuple[Key, ...] = ()
    """Roles that agreed; two for a release."""

    @property
    def valid(self) -> Interval:
        """From the release on."""
        return Interval(self.at, None)

    @property
    def subjects(self) -> tuple[str, ...]:
        """The records released."""
        return self.released


class AuditEntry(Record, frozen=True, kw_only=True, tag_field="kind", tag="audit-entry"):
    """What somebody did with this node: read, exported, erased."""

    actor: Key
    """Who."""
    did: Literal["read", "exported", "imported", "erased", "released", "changed_configuration"]
    """What."""
    at: datetime
    """When."""
    what: tuple[str, ...] = ()
    """Ids or names of what it was done to."""
    words: Words = ""
    """Why."""

    @property
    def valid(self) -> Interval:
        """From then on."""
        return Interval(self.at, None)

    @property
    def subjects(self) -> tuple[str, ...]:
        """What it was done to."""
        return self.what
