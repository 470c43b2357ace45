"""Diplomacy as records: formats, meetings and calls, statements, proposals and answers, readouts."""

from datetime import datetime
from typing import Literal

import msgspec

from treve.geo.interval import ALWAYS, Interval, UncertainTime
from treve.records.base import Key, Names, Record, Words

Role = Literal[
    "participant", "guarantor", "cochair", "sponsor", "mediator", "observer", "host", "secretariat", "delegation",
]  # fmt: skip
"""In what capacity somebody takes part."""


class Seat(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """Somebody at a table, and in what capacity."""

    party: Key
    """For whom."""
    role: Role = "participant"
    """In what capacity."""
    person: str = ""
    """Name and office of a public official, if given."""


class Format(Record, frozen=True, kw_only=True, tag_field="kind", tag="format"):
    """A standing forum: who sits in it and how it decides."""

    names: Names
    """Its name by language."""
    seats: tuple[Seat, ...] = ()
    """Who sits in it."""
    decision_rule: Words = ""
    """How it decides."""
    secretariat: Key = ""
    """Who serves it."""
    during: Interval = ALWAYS
    """When it existed."""

    @property
    def valid(self) -> Interval:
        """When it existed."""
        return self.during


class Meeting(Record, frozen=True, kw_only=True, tag_field="kind", tag="meeting"):
    """A call, round, session or other encounter, held or announced."""

    names: Names
    """What it is called."""
    meeting_kind: Literal["call", "meeting", "round", "session", "video_conference", "press_conference"]
    """Its kind. A hotline call between duty officers is another record."""
    format: Key = ""
    """The forum it belongs to."""
    at: UncertainTime
    """When."""
    minutes: int | None = None
    """How long, minutes, if said."""
    place: Key = ""
    """Where."""
    seats: tuple[Seat, ...] = ()
    """Who took part."""
    held: Literal["held", "announced", "cancelled"] = "held"
    """Whether it took place, as far as the source knows."""
    about: tuple[Key, ...] = ()
    """Arrangements and proposals it dealt with."""
    outcome: Words = ""
    """What came of it, in this project's words."""

    @property
    def valid(self) -> Interval:
        """When it took place."""
        return self.at.within

    @property
    def subject(self) -> str:
        """The forum."""
        return self.format

    @property
    def subjects(self) -> tuple[str, ...]:
        """The forum, and what it dealt with."""
        return (*((self.format,) if self.format else ()), *self.about)


class Statement(Record, frozen=True, kw_only=True, tag_field="kind", tag="statement"):
    """What somebody said publicly, in this project's words."""

    speaker: str
    """Name and office of a public official, or the body."""
    on_behalf_of: Key
    """For which party."""
    at: UncertainTime
    """When it was said."""
    act: Literal[
        "declares", "appeals", "accuses", "threatens", "offers", "refuses", "confirms", "denies", "assesses",
        "explains",
    ]  # fmt: skip
    """What the words do."""
    words: Words
    """What was said, paraphrased."""
    about: tuple[Key, ...] = ()
    """Arrangements, meetings, proposals or incidents it is about."""
    addressed_to: tuple[Key, ...] = ()
    """To whom, for an appeal."""

    @property
    def valid(self) -> Interval:
        """From when it was said."""
        return Interval(self.at.within.start, None)

    @property
    def subject(self) -> str:
        """The first thing it is about."""
        return self.about[0] if self.about else ""

    @property
    def subjects(self) -> tuple[str, ...]:
        """All that it is about."""
        return self.about


class Proposal(Record, frozen=True, kw_only=True, tag_field="kind", tag="proposal"):
    """Something proposed to others, to be answered by each."""

    names: Names
    """What is proposed, in short."""
    by: tuple[Key, ...]
    """Who proposes."""
    to: tuple[Key, ...]
    """Who is asked."""
    at: UncertainTime
    """When it was tabled."""
    channel: Literal["call", "letter", "session", "public", "draft", ""] = ""
    """How it was put."""
    words: Words = ""
    """What it says, paraphrased."""
    about: tuple[Key, ...] = ()
    """Arrangements it would make or change."""

    @property
    def valid(self) -> Interval:
        """From when it was tabled."""
        return Interval(self.at.within.start, None)

    @property
    def subjects(self) -> tuple[str, ...]:
        """The arrangements it would make or change."""
        return self.about


class Answer(Record, frozen=True, kw_only=True, tag_field="kind", tag="answer"):
    """An addressee's answer to a proposal; no answer is a `pending` that nobody wrote."""

    proposal: Key
    """Which proposal."""
    by: Key
    """Whose answer."""
    value: Literal["pending", "accepted", "conditional", "countered", "rejected", "ignored", "withdrawn"]
    """The answer."""
    at: UncertainTime
    """When."""
    words: Words = ""
    """Conditions or reasons."""

    @property
    def valid(self) -> Interval:
        """From when it was given."""
        return Interval(self.at.within.start, None)

    @property
    def subject(self) -> str:
        """The proposal."""
        return self.proposal


class Readout(Record, frozen=True, kw_only=True, tag_field="kind", tag="readout"):
    """One issuer's account of a meeting or call; the other side's stands beside it."""

    meeting: Key
    """Which meeting."""
    issuers: tuple[Key, ...]
    """Who issued it; several = a joint text."""
    at: datetime | None = None
    """When it was issued."""
    points: dict[str, Words]
    """What it says by topic, paraphrased; topics shared with the other readouts make the differences visible."""
    agreed: bool = False
    """Whether both sides agreed on the text."""

    @property
    def valid(self) -> Interval:
        """From when it was issued."""
        return Interval(self.at, None)

    @property
    def subject(self) -> str:
        """The meeting."""
        return self.meeting


class Decision(Record, frozen=True, kw_only=True, tag_field="kind", tag="decision"):
    """What a commission, council or board decided."""

    body: Key
    """Who decided."""
    at: datetime
    """When."""
    words: Words
    """What, paraphrased."""
    votes: str = ""
    """The vote, such as 15-0."""
    about: tuple[Key, ...] = ()
    """What it is about."""

    @property
    def valid(self) -> Interval:
        """From the decision on."""
        return Interval(self.at, None)

    @property
    def subject(self) -> str:
        """The first thing it is about."""
        return self.about[0] if self.about else ""

    @property
    def subjects(self) -> tuple[str, ...]:
        """All that it is about."""
        return self.about


class Sanction(Record, frozen=True, kw_only=True, tag_field="kind", tag="sanction"):
    """A consequence for a breach: discipline by one's own side, or exclusion from an arrangement."""

    party: Key
    """Whom it meets."""
    sanction: Literal["disciplinary", "exclusion", "suspension", "public_censure", "referral"]
    """What it is; never the use of force."""
    at: datetime
    """From when."""
    by: Key
    """Who decided it."""
    incident: Key = ""
    """For which incident."""
    words: Words = ""
    """What is known."""

    @property
    def valid(self) -> Interval:
        """From then on."""
        return Interval(self.at, None)

    @property
    def subject(self) -> str:
        """The party."""
        return self.party

    @property
    def subjects(self) -> tuple[str, ...]:
        """The party and the incident."""
        return (self.party, self.incident) if self.incident else (self.party,)
