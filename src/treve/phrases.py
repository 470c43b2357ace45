"""The phrase book of the hotline: what duty officers say to one another most, the same in four languages.

A phrase is a whole sentence with named places for what changes. Each side reads it in its own language, so that
nothing has to be translated while minutes count. Free text may stand beside a phrase, never inside its words. The English sentence is the id of the translations (`locale/<language>/phrases.po`).
"""

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

from treve.errors import BadInput, NotFound

UNSAID = "…"
"""What stands in a place that nothing was given for."""


class Phrase(NamedTuple):
    """One phrase."""

    id: str
    """Its name, the same in every language."""
    topic: str
    """What it is about: `line`, `read_back`, `notice`, `movement`, `fire` or `answer`."""
    sentence: str
    """The sentence in English, with `{places}` to fill in."""

    @property
    def places(self) -> tuple[str, ...]:
        """The names of its places, in order."""
        return tuple(dict.fromkeys(re.findall(r"\{(\w+)\}", self.sentence)))


_BOOK = (
    ("hello", "line", "This is the duty officer of {party}. It is {time} here."),
    ("who", "line", "Who is speaking, and for which party?"),
    ("languages", "line", "I speak {languages}. Which language do you prefer?"),
    ("any_officer", "line", "This message is for any duty officer. I do not need a named person."),
    ("urgent", "line", "This is urgent: lives are at risk now."),
    ("line_bad", "line", "The line is bad. Please repeat slowly."),
    ("test", "line", "This is a test of the line. There is no message."),
    ("call_back", "line", "Please call me back on {line} by {time}."),
    ("end", "line", "End of the message."),
    ("position", "read_back", "The position is {position}, at {place}."),
    ("read_back", "read_back", "Please read back the place by name and its coordinates in two formats."),
    ("i_read_back", "read_back", "I read back: {place}, {first}, {second}."),
    ("read_back_right", "read_back", "What you read back is right."),
    ("read_back_wrong", "read_back", "What you read back is wrong. I say it again."),
    ("position_correction", "read_back", "Correction of a position: {thing} is not at {old} but at {new}, at {place}."),
    ("notice_sent", "notice", "We sent you notice {notice}, version {version}. Please acknowledge it."),
    ("notice_changed", "notice", "Notice {notice} has changed: version {version} replaces all older ones. Please acknowledge it anew."),
    ("notice_cancelled", "notice", "Notice {notice} is cancelled from {time} on."),
    ("acknowledged", "notice", "Notice {notice}, version {version}, is received. This is no approval and no permission."),
    ("objection", "notice", "We object to notice {notice}, version {version}: {reason}."),
    ("no_answer", "notice", "We have no answer from you to notice {notice}, version {version}. Silence is no consent."),
    ("convoy_departed", "movement", "The convoy of notice {notice} left {place} at {time}."),
    ("convoy_delayed", "movement", "The convoy of notice {notice} is {minutes} minutes late. It is now at {place}."),
    ("convoy_held_up", "movement", "The convoy of notice {notice} is held up at {place}: {reason}."),
    ("convoy_arrived", "movement", "The convoy of notice {notice} arrived at {place} at {time}."),
    ("convoy_under_fire", "fire", "The convoy of notice {notice} is under fire at {position} since {time}."),
    ("check_strike", "fire", "Please check at once whether fire at {position} hits {thing}, of which you have notice {notice}."),
    ("site_hit", "fire", "The site of notice {notice} was hit at {time}: {damage}."),
    ("aircraft_close", "fire", "Our crew reports another aircraft close by at {position}, altitude {altitude} metres, {time}."),
    ("incident", "fire", "It is reported to us that at {place}, {time}: {what}. This is not verified."),
    ("will_check", "answer", "We will find out and call you back by {time}."),
    ("passed_on", "answer", "I have passed your message on to {whom} at {time}."),
    ("done", "answer", "Done at {time}: {what}."),
    ("cannot", "answer", "We cannot do that: {reason}."),
)  # fmt: skip

PHRASES: Mapping[str, Phrase] = {one[0]: Phrase(*one) for one in _BOOK}
"""Every phrase by id, in the order of a call."""

TOPICS: Mapping[str, str] = {
    "line": "The line",
    "read_back": "Positions and read-back",
    "notice": "Notices",
    "movement": "Movements",
    "fire": "Danger",
    "answer": "Answers",
}
"""The topics, with their English names; the ids for translations."""


def phrase(identity: str) -> Phrase:
    """The phrase of that id; raises `NotFound`."""
    found = PHRASES.get(identity)
    if found is None:
        raise NotFound(f"There is no phrase {identity!r}.", advice="List them with `treve phrases`.")
    return found


def filled(identity: str, values: Mapping[str, str], words: Callable[..., str]) -> str:
    """A phrase in a language with its places filled in; a place without a value shows `UNSAID`.

    Raises `NotFound` for a phrase that there is not, `BadInput` for a value that it has no place for.
    """
    one = phrase(identity)
    extra = sorted(set(values) - set(one.places))
    if extra:
        held = ", ".join(one.places) or "none"
        raise BadInput(f"The phrase {identity!r} has no place {extra[0]!r}.", advice=f"Its places: {held}.")
    return words(one.sentence, **{name: values.get(name) or UNSAID for name in one.places})
