"""Notices of a period, counted by kind, with those of which there is something to say: what recipients answered, and when.

Everything is seen from the end of the period. A notice is information; an acknowledgement is no permission, and
silence is no consent.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from statistics import median
from typing import Final

import msgspec

from treve.bulletins.scope import Reach
from treve.formats.notice_words import CAUTION
from treve.geo.interval import Interval
from treve.picture.notices import Standing, sent_or_changed, standings
from treve.picture.picture import Picture
from treve.picture.receipts import Reached
from treve.picture.volumes import pieces_of
from treve.records.base import Names
from treve.records.notice import NoticeKind

MOST_LISTED: Final = 40
"""Most notices listed one by one; how many more there are is said."""


class Took(msgspec.Struct, frozen=True):
    """Lengths of time, with what never came beside them."""

    came: int
    """How often it came."""
    missing: int
    """How often it did not come, or had not come by the end of the period."""
    median_s: float | None
    """Median of those that came, seconds; `None` where none did."""
    worst_s: float | None
    """The longest of those that came, seconds."""


def took(lengths: Iterable[float | None]) -> Took:
    """The lengths in seconds, `None` for what never came, in one value."""
    held = list(lengths)
    came = [one for one in held if one is not None]
    return Took(len(came), len(held) - len(came), median(came) if came else None, max(came) if came else None)


class KindLine(msgspec.Struct, frozen=True):
    """Notices of one kind that had gone out, and whose window met the period or of which their author spoke in it."""

    kind: NoticeKind
    """The kind."""
    notices: int
    """How many."""
    recipients: int
    """Recipients of their newest versions, each counted for each notice."""
    acknowledged: int
    """Of these, how many acknowledged it: received, not approved."""
    objected: int
    """How many objected."""
    no_answer: int
    """How many gave no answer."""
    overdue: int
    """How many of those past the time by which an answer was asked for."""
    answering: Took
    """From when it was sent to a recipient to its answer."""


class NoticeLine(msgspec.Struct, frozen=True):
    """A notice of which there is something to say: sent or changed in the period, objected to, unanswered, or breached."""

    notice: str
    """Its key."""
    names: Names
    """What it is called."""
    kind: NoticeKind
    """Its kind."""
    author: str
    """Whose it is."""
    version: int
    """Its newest version."""
    state: str
    """Where it stood."""
    window: Interval
    """When it holds."""
    acknowledged: tuple[str, ...]
    """Recipients that acknowledged it."""
    objected: tuple[str, ...]
    """Recipients that objected."""
    no_answer: tuple[str, ...]
    """Recipients that gave no answer."""
    overdue: tuple[str, ...]
    """Those of them that were past the time."""


class Announcements(msgspec.Struct, frozen=True):
    """What was notified for a period."""

    kinds: tuple[KindLine, ...]
    """All notices, by kind."""
    listed: tuple[NoticeLine, ...]
    """Those of which there is something to say, but what comes from the airspace."""
    more: int
    """How many of these are not listed."""
    caution: str = CAUTION
    """What a notice and an acknowledgement are not."""


def announcements(picture: Picture, period: Interval, at: datetime, reach: Reach) -> Announcements:
    """The notices of a period as they stood at an instant."""
    found = {(one.author, one.key): one for one in (*standings(picture, period, at), *sent_or_changed(picture, period, at))}
    held = [
        one
        for one in found.values()
        if one.holding is not None or any(version.transmitted_at for version in one.versions)
        if reach.holds_some([piece.covering.footprint for piece in pieces_of(one.notice)])
    ]
    by_kind: dict[NoticeKind, list[Standing]] = defaultdict(list)
    for one in held:
        by_kind[one.notice.notice_kind].append(one)
    told = [one for one in held if not one.notice.airspace and _is_news(one, period)]
    told.sort(key=lambda one: (-len(_parties(one, "objected")) - len(_overdue(one)), one.notice.window.bounds, one.key))
    kinds = tuple(_kind(kind, by_kind[kind]) for kind in sorted(by_kind))
    return Announcements(kinds, tuple(map(_line, told[:MOST_LISTED])), max(0, len(told) - MOST_LISTED))


def _is_news(one: Standing, period: Interval) -> bool:
    times = [version.transmitted_at for version in one.versions]
    times += [step.at for version in one.versions for step in version.steps] + [step.at for step in one.breaches]
    answers = [each.answered_at for each in one.recipients if each.answer == "objected"]
    return any(at in period for at in (*times, *answers) if at is not None) or bool(_overdue(one))


def _kind(kind: NoticeKind, held: Sequence[Standing]) -> KindLine:
    asked = [each for one in held for each in one.recipients]
    count = {answer: sum(each.answer == answer for each in asked) for answer in ("acknowledged", "objected", "no_answer")}
    return KindLine(
        kind, len(held), len(asked), count["acknowledged"], count["objected"], count["no_answer"],
        sum(each.overdue for each in asked), took(map(_length, (each for each in asked if each.sent_at is not None))),
    )  # fmt: skip


def _length(each: Reached) -> float | None:
    if each.answered_at is None or each.sent_at is None:
        return None
    return (each.answered_at - each.sent_at).total_seconds()


def _line(one: Standing) -> NoticeLine:
    notice = one.notice
    return NoticeLine(
        one.key, notice.names, notice.notice_kind, one.author, notice.version, one.state, notice.window,
        _parties(one, "acknowledged"), _parties(one, "objected"), _parties(one, "no_answer"), _overdue(one),
    )  # fmt: skip


def _parties(one: Standing, answer: str) -> tuple[str, ...]:
    return tuple(each.party for each in one.recipients if each.answer == answer)


def _overdue(one: Standing) -> tuple[str, ...]:
    return tuple(each.party for each in one.recipients if each.overdue)
