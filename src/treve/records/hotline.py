"""Hotline calls: placed, answered, the message passed, read back, and what was promised and done.

Domain guide, 2.6 and 8bis. A call between presidents or ministers is a `Meeting`; this is the line between
duty officers, where minutes count: on 17 September 2016 a caller waited 27 minutes for a named person.
"""

from datetime import datetime
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from treve.geo.interval import Interval, instant
from treve.records.base import Key, Record, Words
from treve.records.notice import ReadBack


class Message(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """What is to be passed: a standard sentence of the phrase book with its values, and free text beside it."""

    phrase: str = ""
    """Id of the sentence in the phrase book; empty = free text alone."""
    values: dict[Annotated[str, Meta(max_length=50)], Annotated[str, Meta(max_length=500)]] = {}
    """What stands in its places, by name."""
    words: Words = ""
    """Free text."""


class Call(Record, frozen=True, kw_only=True, tag_field="kind", tag="call"):
    """A call placed on a line between parties."""

    caller: Key
    """The party that calls."""
    callee: Key
    """The party called."""
    asked_for: Key = ""
    """The contact asked for; empty = whoever is on duty, who may always take a message."""
    line: str = ""
    """Which line, such as the ground line of the memorandum."""
    language: str = ""
    """Language the caller speaks (BCP 47)."""
    placed_at: datetime
    """When it was placed."""
    about: tuple[Key, ...] = ()
    """Incidents, notices and arrangements it is about."""
    message: Message = Message()
    """What is to be passed."""
    again: Key = ""
    """The call that failed before this one."""

    @property
    def valid(self) -> Interval:
        """When it was placed."""
        return instant(self.placed_at)

    @property
    def subjects(self) -> tuple[str, ...]:
        """What it is about."""
        return tuple(one for one in (*self.about, self.again) if one)


CallState = Literal[
    "answered", "unanswered", "line_down", "right_person", "message_passed", "dropped", "read_back_ok",
    "read_back_mismatch", "action_promised", "actioned", "refused", "no_action",
]  # fmt: skip
"""What happens on a call, after it was placed."""


class CallStep(Record, frozen=True, kw_only=True, tag_field="kind", tag="call-step"):
    """One thing that happened on a call, at its own time."""

    call: Key
    """Which call."""
    state: CallState
    """What happened."""
    at: datetime
    """When."""
    by: Key = ""
    """The contact who answered, read back, promised or acted."""
    language: str = ""
    """Language in which it was answered (BCP 47)."""
    read_back: tuple[ReadBack, ...] = ()
    """What was read back."""
    words: Words = ""
    """What was promised or done, or why not."""
    due: datetime | None = None
    """By when what is promised is to be done; `None` = not said."""

    @property
    def valid(self) -> Interval:
        """That moment."""
        return instant(self.at)

    @property
    def subject(self) -> str:
        """The call."""
        return self.call
