"""CALL-01: calls that failed, or waited for a named person. CALL-02: what was promised on a call and not done.

See docs/findings/call-01.md and docs/findings/call-02.md.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from treve.findings.finding import Asked, Finding, Said
from treve.findings.unanswered import seen_at
from treve.geo.interval import Interval
from treve.picture.calls import Course, courses
from treve.picture.picture import Picture
from treve.picture.roster import duty_officer

PATIENCE = timedelta(minutes=2)
"""How long somebody may wait for a named person before it is said."""
PROMISED = timedelta(hours=1)
"""How long what was promised may take, where nobody said by when it is to be done."""
BACK = timedelta(days=30)
"""How long before a span a call is still looked for whose promise falls due in it."""

SENTENCES = {
    "failed": "The call from {caller} to {callee} on {placed} failed: {state}.",
    "waited": "{caller} waited {minutes} min for {contact}, although {callee} had a duty officer who may take any message.",
    "untold": "{caller} waited {minutes} min for {contact}; whether {callee} had a duty officer there cannot be told.",
    "open": "What was promised to {caller} on {promised} is not known to be done; it was due on {due}.",
    "late": "What was promised to {caller} on {promised} was settled on {settled} only; it was due on {due}.",
}
"""What the rules say, by case."""


def failures(picture: Picture, asked: Asked) -> Iterator[Finding]:
    """Calls placed in a span that failed before the message was read back, or that waited for a named person."""
    seen = seen_at(picture, asked)
    for one in courses(picture, asked.during, seen):
        if one.failed and one.read_back_at is None:
            yield _failed(picture, one)
        if one.call.asked_for:
            yield from _waited(picture, one, seen)


def _failed(picture: Picture, one: Course) -> Finding:
    call = one.call
    details = [Said("In the words of the record: {words_said}", {"words_said": one.why})] if one.why else []
    if one.again:
        details.append(Said("Another call followed it."))
    else:
        details.append(Said("No other call is known to have followed it."))
    there = duty_officer(picture, call.callee, call.placed_at, call.language)
    if there is not None:
        details.append(Said("On duty then, and free to take any message: {contact}.", {"contact": there.contact.key}))
    return Finding(
        rule="CALL-01", severity="note" if one.again else "attention", subjects=(one.key, call.callee), details=tuple(details),
        during=Interval(call.placed_at, _after(call.placed_at, one.failed_at)), sentence=SENTENCES["failed"],
        used=(one.known.id,),
        values={"caller": call.caller, "callee": call.callee, "placed": call.placed_at, "state": one.failed},
    )  # fmt: skip


def _waited(picture: Picture, one: Course, seen: datetime) -> Iterator[Finding]:
    """That the person asked for did not come to the line for a while, counted from the first attempt."""
    call = one.call
    since = one.placed_at if one.attempts > 1 else one.answered_at or call.placed_at
    came = min((at for at in (one.right_person_at, one.passed_at, one.failed_at) if at is not None), default=seen)
    if came - since < PATIENCE:
        return
    there = duty_officer(picture, call.callee, call.placed_at, call.language)
    details = []
    if there is not None:
        details.append(Said("On duty then, and free to take any message: {contact}.", {"contact": there.contact.key}))
    if one.attempts > 1:
        details.append(Said("The time counts from the first of {number} attempts.", {"number": one.attempts}))
    yield Finding(
        rule="CALL-01", severity="attention" if there else "note", subjects=(one.key, call.callee), details=tuple(details),
        during=Interval(since, came), sentence=SENTENCES["waited" if there else "untold"], used=(one.known.id,),
        values={
            "caller": call.caller, "callee": call.callee, "contact": call.asked_for,
            "minutes": round((came - since).total_seconds() / 60),
        },
    )  # fmt: skip


def promises(picture: Picture, asked: Asked) -> Iterator[Finding]:
    """What was promised on a call and was not done by its time, where that time lies in a span or went on into it."""
    seen = seen_at(picture, asked)
    start = asked.during.start
    looked = Interval(None if start is None else start - BACK, asked.during.end)
    for one in courses(picture, looked, seen):
        promise = next((step for step in one.steps if step.state == "action_promised"), None)
        if promise is None:
            continue
        due = promise.due or promise.at + PROMISED
        settled = one.settled_at
        if due > seen or (settled is not None and settled <= due):
            continue
        during = Interval(due, settled)
        if during.overlaps(asked.during):
            details = [Said("In the words of the record: {words_said}", {"words_said": promise.words})] if promise.words else []
            yield Finding(
                rule="CALL-02", severity="note" if settled else "attention", subjects=(one.key, one.call.callee), during=during,
                sentence=SENTENCES["late" if settled else "open"], details=tuple(details), used=(one.known.id,),
                values={
                    "caller": one.call.caller, "promised": promise.at, "due": due, **({"settled": settled} if settled else {}),
                },
            )  # fmt: skip


def _after(start: datetime, end: datetime | None) -> datetime:
    """An end that lies after the start."""
    least = start + timedelta(microseconds=1)
    return least if end is None else max(least, end)
