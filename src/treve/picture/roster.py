"""The duty roster: who answers for a party at an instant, and in which languages.

Any duty officer may take a message: nobody waits for a named person (Deir ez-Zor, 17 September 2016: 27 minutes).
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

import msgspec

from treve.geo.interval import Interval
from treve.picture.force import hours
from treve.picture.picture import Picture
from treve.records.arrangement import Window
from treve.records.party import Contact

DUTY = "duty officer"
"""Role of those who may always take a message."""
_AROUND = timedelta(days=2)


class OnDuty(msgspec.Struct, frozen=True):
    """A contact that is on duty."""

    contact: Contact
    """The contact."""
    until: datetime | None
    """When its shift ends; `None` = not said, or around the clock."""
    duty_officer: bool
    """Whether it may take a message for anybody of its party."""


def on_duty(picture: Picture, party: str, at: datetime | None = None) -> tuple[OnDuty, ...]:
    """The contacts of a party on duty at an instant, or at the picture's valid time: duty officers first, by key."""
    when = at or picture.valid_at
    found = list(_on_duty(picture, party, when))
    return tuple(sorted(found, key=lambda one: (not one.duty_officer, one.contact.key, one.contact.role)))


def duty_officer(picture: Picture, party: str, at: datetime | None = None, language: str = "") -> OnDuty | None:
    """A duty officer of the party on duty then, one who speaks the language where there is one; `None` = nobody known."""
    held = [one for one in on_duty(picture, party, at) if one.duty_officer]
    speaking = [one for one in held if speaks(one.contact, language)]
    return next(iter(speaking or held), None)


def speaks(contact: Contact, language: str) -> bool:
    """Whether a contact speaks a language (BCP 47); a region behind it makes no difference."""
    base = language.partition("-")[0].casefold()
    return any(one.partition("-")[0].casefold() == base for one in contact.languages)


def languages(held: tuple[OnDuty, ...]) -> tuple[str, ...]:
    """The languages that can be spoken with those on duty, in order."""
    return tuple(dict.fromkeys(language for one in held for language in one.contact.languages))


def parties(picture: Picture) -> tuple[str, ...]:
    """The parties that have a contact, in order of key."""
    return tuple(sorted({contact.party for contact in picture.of_kind(Contact)}))


def is_duty_officer(contact: Contact) -> bool:
    """Whether a contact may take a message for anybody of its party."""
    return contact.role.replace("_", " ").strip().casefold().startswith(DUTY)


def _on_duty(picture: Picture, party: str, at: datetime) -> Iterator[OnDuty]:
    for contact in picture.of_kind(Contact):
        if contact.party != party or at not in contact.during:
            continue
        if contact.shift is None:
            yield OnDuty(contact, contact.during.end, is_duty_officer(contact))
            continue
        around = Interval(at - _AROUND, at + _AROUND).intersection(contact.during)
        assert around is not None
        span = next((one for one in hours(Window(around, contact.shift)) if at in one), None)
        if span is not None:
            yield OnDuty(contact, span.end, is_duty_officer(contact))
