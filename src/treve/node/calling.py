"""Hotline calls through a node: placed, and each thing that happens recorded at its own time."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from treve.errors import BadInput
from treve.intake.gazetteer import Gazetteer
from treve.intake.read_back import Mismatch, mismatches
from treve.node.node import Node
from treve.node.sending import told_mismatches
from treve.phrases import filled
from treve.picture.calls import Course, course
from treve.picture.notices import standings
from treve.picture.picture import Picture
from treve.records.hotline import Call, CallState, CallStep, Message
from treve.records.notice import Notice, ReadBack
from treve.words import Words


def place(node: Node, at: datetime, message: Message, **fields: Any) -> Call:
    """Record a call placed at an instant; its key is made from the time where none is given.

    Raises `NotFound` for a phrase or an earlier call that there is not, `BadInput` for a value without a place.
    """
    if message.phrase:
        filled(message.phrase, message.values, Words("en"))
    again = fields.get("again", "")
    if again:
        fields["again"] = course(node.picture(at), again, at).key
    key = fields.pop("key", "") or _free_key(node, at)
    record = Call(author=node.settings.party, key=key, placed_at=at, message=message, **fields)
    node.enter([record])
    return record


def _free_key(node: Node, at: datetime) -> str:
    """A key that no call has yet: the day and minute in UTC, and a number where several begin in one."""
    stem = f"call:{at.astimezone(UTC):%Y-%m-%d-%H%M}"
    taken = 1
    key = stem
    while node.places(kinds=("call",), key=key, limit=1):
        taken += 1
        key = f"{stem}-{taken}"
    return key


def happen(node: Node, name: str, state: CallState, at: datetime, **fields: Any) -> Course:
    """Record what happened on a call; raises `BadTransition` where that does not follow."""
    one = course(node.picture(at), name, at)
    node.enter([CallStep(author=node.settings.party, call=one.key, state=state, at=at, **fields)])
    return course(node.picture(at), name, at)


def read_back(
    node: Node, name: str, read: Sequence[ReadBack], at: datetime, words: Words, *, by: str = ""
) -> tuple[Mismatch, ...]:  # fmt: skip
    """Hold what was read back on a call against the notice that it is about, and record the outcome.

    Raises `BadInput` where the call is about no notice: then a person says whether it was right.
    """
    picture = node.picture(at)
    one = course(picture, name, at)
    notice = _notice(picture, one.call, at)
    if notice is None:
        raise BadInput(
            f"{one.key} is about no notice known here, to hold the read-back against.",
            advice="Say read_back_ok or read_back_mismatch yourself, or name the notice with --about when the call is placed.",
        )
    found = mismatches(notice, read, picture, Gazetteer.of(picture))
    told = " ".join(told_mismatches(found, picture, words, node.settings.zone))
    state: CallState = "read_back_mismatch" if found else "read_back_ok"
    happen(node, name, state, at, by=by, read_back=tuple(read), words=told)
    return found


def _notice(picture: Picture, call: Call, at: datetime) -> Notice | None:
    """The newest version of the one notice that a call is about."""
    found = [one.notice for one in standings(picture, None, at) if one.key in call.about] if call.about else []
    return found[0] if len(found) == 1 else None
