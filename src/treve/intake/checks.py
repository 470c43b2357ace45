"""The checks of a notice before it is sent: its positions, and whether it may and can be sent as it is.

Pure over a picture and its gazetteer, at an instant that is given. *No* blocks the sending.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from treve.errors import CheckFailed
from treve.findings.finding import Said
from treve.geo.interval import zone as zone_of
from treve.intake.checked import Checked, points
from treve.intake.gazetteer import Gazetteer
from treve.intake.position_checks import duplicate_check, position_checks
from treve.picture.lead import lead_of, send_by
from treve.picture.picture import Picture
from treve.records.notice import Notice
from treve.records.party import Contact

STALE = timedelta(days=90)
"""How old an entry may be before somebody makes sure of it again."""
ASKED_FOR_CONSENT = ("static_site", "movement", "works", "medevac")
"""Kinds that are about somebody who may be harmed by being named: the organisation agrees first."""
LATE = "lead_time"
"""Name of the check that may be passed over when a person says so: a late notice is better than none."""

SENTENCES = {
    "stale.yes": "The entry was confirmed on {day}.",
    "stale.no": "The entry was last confirmed on {day}, {days} days ago: somebody must make sure of it again.",
    "stale.cannot_tell": "Nobody says when the entry was last confirmed.",
    "consent.yes": "{organisation} agrees that the notice goes to its recipients.",
    "consent.own": "The notice is about its author alone.",
    "consent.none": "Nobody is named who agrees that this notice is sent.",
    "consent.no": "{organisation} does not agree that the notice goes to: {recipients}.",
    "contact.yes": "{contact_said} answers for the notice.",
    "contact.no": "No contact is named that answers for the notice around the clock.",
    "contact.unknown": "No contact here has the key {contact_said}.",
    "contact.hours": "{contact_said} does not answer around the clock.",
    "window.yes": "The window of the notice lies ahead or runs.",
    "window.no": "The window of the notice ended on {end}.",
    "recipients.yes": "Every recipient is known here.",
    "recipients.no": "The notice has no recipient.",
    "recipients.cannot_tell": "No party here has the key of: {recipients_said}.",
    "lead_time.yes": "The notice is in time: it was to be sent by {by}.",
    "lead_time.no": "The notice is late: with {hours} hours of lead time it was to be sent by {by}.",
    "lead_time.cannot_tell": "The window has no start to count the lead time from.",
}
"""What the checks say, by name; the ids for translations."""


def checks(notice: Notice, picture: Picture, gazetteer: Gazetteer, at: datetime, zone: str = "UTC") -> tuple[Checked, ...]:
    """What the checks of a notice find, in a fixed order; `at` is when it would be sent, `zone` the clock of its days."""
    found = [one for number, point in points(notice) for one in position_checks(number, point, gazetteer)]
    if notice.site is not None:
        found += [duplicate_check(notice, picture), _stale(notice, at, zone)]
    found += [
        _consent(notice),
        _contact(notice, picture, at),
        _recipients(notice, picture),
        _window(notice, at),
        _lead(notice, at),
    ]
    return tuple(found)


def blocking(found: Iterable[Checked], *, late: bool = False) -> tuple[Checked, ...]:
    """The checks that block the sending; with `late`, not the one of the lead time."""
    return tuple(one for one in found if one.passed == "no" and not (late and one.check == LATE))


def hold_back(found: Iterable[Checked], told: Iterable[str]) -> None:
    """Raise `CheckFailed` where something blocks; `told` are its sentences."""
    if tuple(found):
        raise CheckFailed(" ".join(told))


def _stale(notice: Notice, at: datetime, zone: str) -> Checked:
    assert notice.site is not None
    on = notice.site.confirmed_on
    if on is None:
        return _checked("stale", "stale.cannot_tell")
    days = (at.astimezone(zone_of(zone)).date() - on).days
    return _checked("stale", "stale.no" if days > STALE.days else "stale.yes", day=on, days=days)


def _consent(notice: Notice) -> Checked:
    given = notice.consent
    if given is None:
        return _checked("consent", "consent.none" if notice.notice_kind in ASKED_FOR_CONSENT else "consent.own")
    left = [one.party for one in notice.recipients if given.to and one.party not in given.to]
    return _checked("consent", "consent.no" if left else "consent.yes", organisation=given.by, recipients=left)


def _contact(notice: Notice, picture: Picture, at: datetime) -> Checked:
    if not notice.contact:
        return _checked("contact", "contact.no")
    held = [one for one in picture.of_kind(Contact) if one.key == notice.contact]
    if not held:
        return _checked("contact", "contact.unknown", contact_said=notice.contact)
    until = notice.window.end
    around = any(
        one.shift is None and at in one.during and (one.during.end is None or (until is not None and until <= one.during.end))
        for one in held
    )
    return _checked("contact", "contact.yes" if around else "contact.hours", contact_said=notice.contact)


def _recipients(notice: Notice, picture: Picture) -> Checked:
    if not notice.recipients:
        return _checked("recipients", "recipients.no")
    unknown = [one.party for one in notice.recipients if one.party not in picture.parties.by_key]
    if unknown:
        return _checked("recipients", "recipients.cannot_tell", recipients_said=", ".join(unknown))
    return _checked("recipients", "recipients.yes")


def _window(notice: Notice, at: datetime) -> Checked:
    end = notice.window.end
    return _checked("window", "window.no" if end is not None and end <= at else "window.yes", end=end)


def _lead(notice: Notice, at: datetime) -> Checked:
    by = send_by(notice)
    if by is None:
        return _checked(LATE, "lead_time.cannot_tell")
    hours = round(lead_of(notice).total_seconds() / 3600)
    return _checked(LATE, "lead_time.yes" if at <= by else "lead_time.no", by=by, hours=hours)


_PASSED = {"yes": "yes", "own": "yes", "no": "no", "none": "no", "unknown": "cannot_tell", "hours": "cannot_tell"}


def _checked(check: str, sentence: str, **values: object) -> Checked:
    said = SENTENCES[sentence]
    used = {name: value for name, value in values.items() if f"{{{name}}}" in said}
    passed = _PASSED.get(sentence.rpartition(".")[2], "cannot_tell")
    return Checked(check, passed, Said(said, used))  # type: ignore[arg-type]
