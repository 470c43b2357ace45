"""Notices through a node: drafted in versions, checked, sent with a message for each recipient, answered.

Each step is a record of the node's own party, held against what was said before; nothing goes in by halves.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from treve.codec import to_builtins
from treve.errors import BadInput, BadRecord, NotFound
from treve.findings.telling import sentence_of
from treve.formats.notice_message import as_json, as_text
from treve.intake.checked import Checked
from treve.intake.checks import blocking, checks, hold_back
from treve.intake.gazetteer import Gazetteer
from treve.intake.read_back import Mismatch, mismatches
from treve.node.node import Node
from treve.picture.notices import Standing, standing
from treve.picture.picture import Picture
from treve.picture.receipts import Reached
from treve.records.base import Record
from treve.records.kinds import from_builtins
from treve.records.notice import Notice, NoticeState, NoticeStep, ReadBack, Receipt, ReceiptState
from treve.words import Words


class Message(NamedTuple):
    """What goes to one recipient."""

    recipient: str
    """Who."""
    text: str
    """For people, in four languages."""
    data: bytes
    """For machines, JSON."""


class Sent(NamedTuple):
    """What became of a sending."""

    standing: Standing
    """Where the notice stands now."""
    checked: tuple[Checked, ...]
    """What the checks found."""
    messages: tuple[Message, ...]
    """The messages to hand over."""


def key_of(name: str) -> str:
    """The key of a notice named with or without `notice:`."""
    return name if name.startswith("notice:") else f"notice:{name}"


def draft(node: Node, fields: Mapping[str, Any], *, onto: bool = False) -> Notice:
    """Record a notice, or the next version of it, from plain fields; author, kind and version are filled in.

    With `onto`, what the newest version says stays as it is where the fields say nothing. Raises `BadRecord`.
    """
    if not fields.get("key"):
        raise BadRecord("A notice needs a key, such as `notice:convoy-daraya`: its versions share it.")
    key, author = key_of(str(fields["key"])), node.settings.party
    held = [one.record for one in node.records(kinds=("notice",), key=key)]
    versions = [one for one in held if isinstance(one, Notice) and one.author == author]
    last = max(versions, key=lambda one: one.version, default=None)
    base = dict(to_builtins(last)) if last is not None and onto else {}
    for name in ("said_at", "corrects", "note"):
        base.pop(name, None)
    number = last.version + 1 if last is not None else 1
    whole = {**base, **fields, "kind": "notice", "author": author, "key": key, "version": number}
    record = from_builtins(whole)
    assert isinstance(record, Notice)
    node.enter([record])
    return record


def find(
    node: Node, name: str, at: datetime, recorded_at: datetime | None = None, author: str = ""
) -> tuple[Standing, Picture]:
    """A notice by its key as it stands at an instant, with the picture; raises `NotFound` or `Ambiguous`."""
    picture = node.picture(at, recorded_at)
    return standing(picture, name, author=author), picture


def newest(node: Node, name: str, at: datetime, author: str = "") -> tuple[Standing, Picture]:
    """A notice with its newest version as the node knows it, whenever that was said, and the picture of an instant."""
    picture = node.picture(at)
    return standing(picture, name, max(at, picture.recorded_at), author), picture


def own(node: Node, name: str, at: datetime) -> tuple[Standing, Picture]:
    """The newest version of a notice of the node's own party; raises `NotFound`."""
    return newest(node, name, at, node.settings.party)


def examine(node: Node, one: Standing, picture: Picture, at: datetime) -> tuple[Checked, ...]:
    """What the checks of the newest version find."""
    return checks(one.notice, picture, Gazetteer.of(picture), at, node.settings.zone)


def keep_check(node: Node, name: str, at: datetime, words: Words) -> tuple[Standing, tuple[Checked, ...]]:
    """Check a notice of the own party and record what was found; where something blocks, that it was held back."""
    one, picture = own(node, name, at)
    found = examine(node, one, picture, at)
    steps: list[Record] = [_checked(node, one, picture, found, at, words)]
    if blocking(found):
        steps.append(_step(node, one, "rejected_qa", at, words=" ".join(_told(node, blocking(found), picture, words))))
    node.enter(steps)
    return own(node, name, at)[0], found


def send(node: Node, name: str, at: datetime, words: Words, *, late: bool = False, channel: str = "file") -> Sent:
    """Check a notice, record that it was sent to each recipient, and make the messages; all of it or nothing.

    Raises `CheckFailed` where a check says no; `late` passes over that of the lead time. Raises `BadTransition`
    where the version was sent before.
    """
    one, picture = own(node, name, at)
    found = examine(node, one, picture, at)
    holding = blocking(found, late=late)
    hold_back(holding, _told(node, holding, picture, words))
    records: list[Record] = [_checked(node, one, picture, found, at, words), _step(node, one, "transmitted", at)]
    states: tuple[ReceiptState, ...] = ("queued", "sent")
    records += [
        _receipt(node, one, recipient.party, state, at, channel=channel)
        for recipient in one.notice.recipients
        for state in states
    ]
    node.enter(records)
    after, picture = own(node, name, at)
    return Sent(after, found, messages(node, after, picture))


def messages(node: Node, one: Standing, picture: Picture) -> tuple[Message, ...]:
    """The messages of the newest version that was sent; raises `BadInput` where none was."""
    version = next((held for held in reversed(one.versions) if held.transmitted_at is not None), None)
    if version is None or version.transmitted_at is None:
        raise BadInput(f"{one.key} was not sent yet.", advice="Send it with `treve notice send`.")
    at, zone = version.transmitted_at, node.settings.zone
    return tuple(
        Message(
            recipient.party,
            as_text(version.notice, recipient, picture, at, zone),
            as_json(version.known, recipient, at),
        )
        for recipient in version.notice.recipients
    )


def read_back(
    node: Node, name: str, recipient: str, read: Sequence[ReadBack], at: datetime, words: Words, *, by: str = "",
    channel: str = "hotline",
) -> tuple[Mismatch, ...]:  # fmt: skip
    """Hold what a recipient read back against the notice and record the outcome; nothing = it agrees."""
    one, picture = newest(node, name, at)
    party = recipient_of(node, one, recipient)
    found = mismatches(one.notice, read, picture, Gazetteer.of(picture))
    reason = " ".join(told_mismatches(found, picture, words, node.settings.zone))
    state: ReceiptState = "read_back_mismatch" if found else "read_back_ok"
    record = _receipt(node, one, party, state, at, by=by, channel=channel, read_back=tuple(read), reason=reason)
    node.enter([record])
    return found


def told_mismatches(found: Sequence[Mismatch], picture: Picture, words: Words, zone: str) -> list[str]:
    """Where a read-back does not agree, sentence by sentence."""
    return [sentence_of(each.said, picture, words, zone) for each in found]


def answer(
    node: Node, name: str, recipient: str, state: ReceiptState, at: datetime, *, by: str = "", channel: str = "hotline",
    reason: str = "", to: str = "",
) -> Reached:  # fmt: skip
    """Record how far the newest version has come with a recipient; raises `BadTransition` where that does not follow."""
    one, _ = newest(node, name, at)
    party = recipient_of(node, one, recipient)
    node.enter([_receipt(node, one, party, state, at, by=by, channel=channel, reason=reason, to=to)])
    after, _ = find(node, name, at)
    return next(each for each in after.recipients if each.party == party)


def mark(node: Node, name: str, state: NoticeState, at: datetime, *, by: str = "", words: str = "") -> Standing:
    """Record a step of a notice of the own party, such as `cancelled`; raises `BadTransition` where it does not follow."""
    one, _ = own(node, name, at)
    node.enter([_step(node, one, state, at, by=by, words=words)])
    return own(node, name, at)[0]


def recipient_of(node: Node, one: Standing, named: str) -> str:
    """The recipient that is meant: the one named, else the own party, else the only one; raises `NotFound` or `BadInput`."""
    parties = [each.party for each in one.recipients]
    if named:
        found = [party for party in parties if party in (named, f"party:{named}")]
        if not found:
            raise NotFound(f"{named} is no recipient of {one.key}.", advice=f"Its recipients: {', '.join(parties) or 'none'}.")
        return found[0]
    if node.settings.party in parties:
        return node.settings.party
    if len(parties) == 1:
        return parties[0]
    raise BadInput(f"{one.key} has {len(parties)} recipients.", advice=f"Name one with --from: {', '.join(parties)}.")


def _told(node: Node, found: Sequence[Checked], picture: Picture, words: Words) -> list[str]:
    return [one.told(picture, words, node.settings.zone) for one in found]


def _checked(
    node: Node, one: Standing, picture: Picture, found: Sequence[Checked], at: datetime, words: Words
) -> NoticeStep:  # fmt: skip
    kept = tuple(each.record(picture, words, node.settings.zone) for each in found)
    return _step(node, one, "qa", at, checks=kept)


def _step(node: Node, one: Standing, state: NoticeState, at: datetime, **fields: Any) -> NoticeStep:
    version = one.notice.version
    return NoticeStep(author=node.settings.party, notice=one.key, version=version, state=state, at=at, **fields)


def _receipt(node: Node, one: Standing, party: str, state: ReceiptState, at: datetime, **fields: Any) -> Receipt:
    return Receipt(
        author=node.settings.party, notice=one.key, version=one.notice.version, recipient=party, state=state, at=at, **fields
    )
