"""A hotline call in words of a language: what happened, after how long, and what is still waited for."""

from collections.abc import Mapping
from typing import Final, get_args

from treve.findings.telling import name
from treve.formats.notice_words import bare
from treve.phrases import PHRASES, UNSAID
from treve.picture.calls import Course
from treve.picture.picture import Picture
from treve.records.hotline import CallState, Message
from treve.words import Words

STATES: Final[Mapping[str, str]] = {
    "placed": "placed",
    "answered": "answered",
    "unanswered": "nobody answered",
    "line_down": "the line was down",
    "right_person": "the right person on the line",
    "message_passed": "message passed",
    "dropped": "it was cut off",
    "read_back_ok": "read back without a mistake",
    "read_back_mismatch": "read back with a mistake",
    "action_promised": "promised",
    "actioned": "done",
    "refused": "refused",
    "no_action": "nothing will be done",
}
"""What happens on a call, in plain English words; the ids for translations."""

WAITING: Final[Mapping[str, str]] = {
    "answer": "for an answer",
    "right_person": "for the right person",
    "message": "for the message to be passed",
    "read_back": "for it to be read back",
    "word": "for a word on what will be done",
    "action": "for what was promised",
}
"""What a call may be waiting for, in plain English words."""

DURATIONS: Final[Mapping[str, str]] = {
    "answer": "answer",
    "right_person": "right person",
    "message": "message",
    "read_back": "read-back",
    "promise": "promise",
    "action": "deed",
}
"""What is measured of a call, in plain English words; all from the first attempt on."""

assert set(STATES) == {*get_args(CallState), "placed"}


def minutes(seconds: float | None) -> str:
    """A length of time as minutes and seconds, `27:05`; a dash for what never happened."""
    if seconds is None:
        return "–"
    whole = int(seconds)
    return f"{whole // 60}:{whole % 60:02d}"


def message_text(message: Message, words: Words) -> str:
    """What is to be passed: the phrase in the reader's language with its values, and the free text after it."""
    parts = []
    if message.phrase in PHRASES:
        one = PHRASES[message.phrase]
        parts.append(words(one.sentence, **{place: message.values.get(place) or UNSAID for place in one.places}))
    elif message.phrase:
        parts.append(message.phrase)
    if message.words:
        parts.append(message.words)
    return "\n".join(parts)


def title(one: Course, picture: Picture, words: Words, zone: str) -> str:
    """A call in one line."""
    call = one.call
    caller, callee = name(call.caller, picture, words.lang), name(call.callee, picture, words.lang)
    placed = words.time(call.placed_at, zone)
    return words(
        "Call {key}: {caller} to {callee}, placed {placed}", key=bare(one.key), caller=caller, callee=callee, placed=placed
    )
