"""Where a notice stands at two times, and how far its newest version has come with each recipient.

What a notice's author says of it counts for its state; what its author and the recipient say counts for a receipt,
and an answer of the recipient itself outweighs one that was written down for it. Silence is `no_answer`: it is
never consent. An acknowledgement is no approval and no permission.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from datetime import datetime
from typing import Literal

import msgspec

from treve.errors import Ambiguous, NotFound
from treve.geo.interval import Interval
from treve.picture.known import Known, of_kind
from treve.picture.picture import Picture
from treve.picture.receipts import Reached, reached
from treve.picture.transitions import rank
from treve.records.incident import Withdrawal
from treve.records.notice import Notice, NoticeStep, Receipt

NoticeStanding = Literal[
    "draft", "qa", "rejected_qa", "transmitted", "active", "amended", "completed", "expired", "cancelled", "breached"
]
"""States of a version. `active`: transmitted, and its window runs; `amended`: a newer version was transmitted, or, of
the whole notice, the newest version has not gone out yet and an older one holds with the recipients."""

OVER = ("completed", "cancelled", "expired")
"""States of what holds no longer."""


class Version(msgspec.Struct, frozen=True):
    """One version of a notice."""

    known: Known
    """Its record."""
    state: NoticeStanding
    """Where it stands."""
    since: datetime | None
    """Since when; `None` = a draft."""
    transmitted_at: datetime | None
    """When it went out."""
    steps: tuple[NoticeStep, ...]
    """What its author said of it, oldest first."""

    @property
    def notice(self) -> Notice:
        """What it says."""
        assert isinstance(self.known.record, Notice)
        return self.known.record


class Standing(msgspec.Struct, frozen=True):
    """A notice whole, seen from one time."""

    key: str
    """Its key."""
    author: str
    """Who gives it."""
    state: NoticeStanding
    """Where it stands."""
    since: datetime | None
    """Since when; `None` = a draft."""
    newest: Version
    """Its newest version."""
    versions: tuple[Version, ...]
    """All its versions, the newest last."""
    recipients: tuple[Reached, ...]
    """The recipients of the newest version, in its order."""
    breaches: tuple[NoticeStep, ...]
    """That it was breached, whoever says so, oldest first: alleged unless its incident is verified."""

    @property
    def notice(self) -> Notice:
        """What its newest version says."""
        return self.newest.notice

    @property
    def holding(self) -> Version | None:
        """The version that the recipients hold and that is not over; `None` where there is none."""
        sent = [one for one in self.versions if one.transmitted_at is not None]
        return sent[-1] if sent and sent[-1].state not in OVER else None

    @property
    def unanswered(self) -> tuple[Reached, ...]:
        """Recipients that have neither acknowledged nor objected."""
        return tuple(one for one in self.recipients if one.answer == "no_answer")


def standings(picture: Picture, during: Interval | None = None, at: datetime | None = None) -> Iterator[Standing]:
    """The notices whose newest window overlaps a span, or all, in order of window, key and author.

    Seen from `at`, or from the picture's valid time.
    """
    yield from _built(picture, picture.source.counted(("notice",), picture.recorded_at, during), at or picture.valid_at)


def sent_or_changed(picture: Picture, during: Interval, at: datetime | None = None) -> Iterator[Standing]:
    """The notices of which their authors said something in a span, such as that they went out, whatever their window."""
    said = of_kind(picture.source.counted(("notice-step",), picture.recorded_at, during), NoticeStep)
    yield from standings_of(picture, {one.notice for _, one in said}, at)


def standings_of(picture: Picture, keys: Collection[str], at: datetime | None = None) -> Iterator[Standing]:
    """The notices that have these keys, whoever gives them and whatever their window."""
    held = picture.source.about(keys, ("notice",), picture.recorded_at) if keys else ()
    yield from _built(picture, held, at or picture.valid_at)


def standing(picture: Picture, name: str, at: datetime | None = None, author: str = "") -> Standing:
    """A notice by its key, with or without `notice:`; raises `NotFound`, or `Ambiguous` where two authors use the key."""
    keys = (name, f"notice:{name}")
    held = picture.source.about(keys, ("notice",), picture.recorded_at)
    found = [
        one for one in _built(picture, held, at or picture.valid_at) if one.key in keys and author in ("", one.author)
    ]  # fmt: skip
    if not found:
        raise NotFound(f"There is no notice {name!r} as known then.", advice="List them with `treve notice list`.")
    if len(found) > 1:
        who = ", ".join(one.author for one in found)
        raise Ambiguous(f"{name!r} is used by several authors: {who}.", advice="Name the author with --author.")
    return found[0]


def _built(picture: Picture, held: Iterable[Known], at: datetime) -> Iterator[Standing]:
    newest = {(one.author, one.key): known for known, one in of_kind(held, Notice)}
    keys = {key for _, key in newest}
    versions: dict[tuple[str, str], list[Known]] = defaultdict(list)
    seen = [one for one in picture.source.versions_about(keys, ("notice",)) if one.recorded_at <= picture.recorded_at]
    gone = {one.withdraws: one.author for _, one in of_kind(seen, Withdrawal)}
    for known, one in of_kind(seen, Notice):
        if (one.author, one.key) in newest and gone.get(known.id) != one.author:
            versions[one.author, one.key].append(known)
    said = list(picture.said_about(keys, NoticeStep, Receipt)) if keys else []
    steps: dict[str, list[NoticeStep]] = defaultdict(list)
    receipts: dict[str, list[Receipt]] = defaultdict(list)
    for known in said:
        if isinstance(known.record, NoticeStep):
            steps[known.record.notice].append(known.record)
        elif isinstance(known.record, Receipt):
            receipts[known.record.notice].append(known.record)
    for name in sorted(newest, key=lambda one: (newest[one].record.valid.bounds, one[1], one[0])):
        yield _standing(name, versions[name], steps[name[1]], receipts[name[1]], at)


def _standing(
    name: tuple[str, str], knowns: list[Known], steps: list[NoticeStep], receipts: list[Receipt], at: datetime
) -> Standing:
    author, key = name
    past = sorted((one for one in steps if one.at <= at), key=lambda one: (one.at, one.version, rank("notice", one.state)))
    own: dict[int, tuple[NoticeStep, ...]] = {
        number: tuple(one for one in past if (one.author, one.version) == (author, number))
        for number in {step.version for step in past}
    }
    latest = _latest(knowns, own, at)
    sent = {
        number: next((one.at for one in own.get(number, ()) if one.state == "transmitted"), None) for number in latest
    }  # fmt: skip
    versions: list[Version] = []
    for number in sorted(latest):
        newer = [when for other, when in sent.items() if other > number and when is not None]
        versions.append(_version(latest[number], own.get(number, ()), sent[number], min(newer, default=None), at))
    last = versions[-1]
    waiting = last.transmitted_at is None and any(one.transmitted_at is not None for one in versions[:-1])
    return Standing(
        key=key,
        author=author,
        state="amended" if waiting else last.state,
        since=last.known.recorded_at if waiting else last.since,
        newest=last,
        versions=tuple(versions),
        recipients=tuple(reached(last.notice, one, receipts, last.transmitted_at, at) for one in last.notice.recipients),
        breaches=tuple(one for one in past if one.state == "breached"),
    )


def _latest(knowns: list[Known], own: dict[int, tuple[NoticeStep, ...]], at: datetime) -> dict[int, Known]:
    """The record of each version that there was by then; where there was none, all: it was entered afterwards."""
    held: dict[int, Known] = {}
    born: dict[int, datetime] = {}
    for known, one in of_kind(sorted(knowns, key=lambda one: (one.recorded_at, one.id)), Notice):
        held[one.version] = known
        steps = own.get(one.version, ())
        first = one.said_at or known.recorded_at
        born[one.version] = min([first, *(step.at for step in steps), *([born[one.version]] if one.version in born else [])])
    return {number: known for number, known in held.items() if born[number] <= at} or held


def _version(
    known: Known, steps: tuple[NoticeStep, ...], sent: datetime | None, newer: datetime | None, at: datetime
) -> Version:  # fmt: skip
    assert isinstance(known.record, Notice)
    window = known.record.window
    state: NoticeStanding = steps[-1].state if steps else "draft"
    since = steps[-1].at if steps else None
    if newer is not None and state in ("transmitted", "breached"):
        state, since = "amended", newer
    elif state == "transmitted" and window.end is not None and window.end <= at:
        state, since = "expired", window.end
    elif state == "transmitted" and sent is not None and (window.start is None or window.start <= at):
        state, since = "active", sent if window.start is None else max(sent, window.start)
    return Version(known, state, since, sent, steps)
