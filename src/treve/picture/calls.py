"""A call whole: what happened when, how long it took from the first attempt on, and what still runs.

A time is the earliest that the caller, the callee or whoever recorded the call gives for a step. What never happened
is `None`, never zero. A call that followed one that failed counts from the first: the person who waits does.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime

import msgspec

from treve.errors import NotFound
from treve.geo.interval import Interval
from treve.picture.known import Known, of_kind
from treve.picture.picture import Picture
from treve.records.hotline import Call, CallStep

FAILED = ("unanswered", "line_down", "dropped")
"""States in which a call failed."""
DONE = ("actioned", "refused", "no_action")
"""States in which what was asked was settled."""
MOST_ATTEMPTS = 100
"""Most calls of a chain that are followed back."""


class Timer(msgspec.Struct, frozen=True):
    """What is being waited for."""

    waiting_for: str
    """`answer`, `right_person`, `message`, `read_back`, `word` (what will be done) or `action`."""
    since: datetime
    """Since when."""
    seconds: float
    """For how long by now."""


class Course(msgspec.Struct, frozen=True):
    """A call with all that happened on it, seen from one time."""

    known: Known
    """Its record."""
    first: Call
    """The first call of its chain: itself, where it was the first attempt."""
    attempts: int
    """Number of this attempt, from 1."""
    steps: tuple[CallStep, ...]
    """What happened, oldest first."""
    state: str
    """The last thing that happened; `placed` where nothing did."""
    answered_at: datetime | None
    """When it was answered."""
    right_person_at: datetime | None
    """When the person asked for came to the line."""
    passed_at: datetime | None
    """When the message was passed."""
    read_back_at: datetime | None
    """When it was read back without a mistake."""
    promised_at: datetime | None
    """When something was promised."""
    settled_at: datetime | None
    """When it was done, refused, or known that nothing would be done."""
    actioned_at: datetime | None
    """When it was done."""
    failed: str
    """How it failed, such as `dropped`; empty where it did not."""
    failed_at: datetime | None
    """When it failed."""
    why: str
    """What was said of the failure."""
    again: str
    """Key of the call that followed it; empty where none did."""
    timers: tuple[Timer, ...]
    """What is being waited for."""

    @property
    def call(self) -> Call:
        """What was placed."""
        assert isinstance(self.known.record, Call)
        return self.known.record

    @property
    def key(self) -> str:
        """Its key, or its id where it has none."""
        return self.call.key or self.known.id

    @property
    def placed_at(self) -> datetime:
        """When the first call of the chain was placed: from then on everything counts."""
        return self.first.placed_at

    def seconds_to(self, at: datetime | None) -> float | None:
        """Seconds from the first attempt to an instant; `None` where it never came."""
        return None if at is None else (at - self.placed_at).total_seconds()

    @property
    def durations(self) -> dict[str, float | None]:
        """Seconds from the first attempt to each thing that happened; `None` where it never did."""
        times = {
            "answer": self.answered_at, "right_person": self.right_person_at, "message": self.passed_at,
            "read_back": self.read_back_at, "promise": self.promised_at, "action": self.actioned_at,
        }  # fmt: skip
        return {name: self.seconds_to(at) for name, at in times.items()}


def courses(picture: Picture, during: Interval | None = None, at: datetime | None = None) -> Iterator[Course]:
    """The calls placed in a span, or all, in order of time; seen from `at`, or from the picture's valid time."""
    yield from _built(picture, picture.source.counted(("call",), picture.recorded_at, during), at or picture.valid_at)


def course(picture: Picture, name: str, at: datetime | None = None) -> Course:
    """A call by its key, with or without `call:`, or by its id; raises `NotFound`."""
    held = picture.source.named((name, f"call:{name}"), ("call",), picture.recorded_at)
    for found in _built(picture, held, at or picture.valid_at):
        return found
    raise NotFound(f"There is no call {name!r} as known then.", advice="List them with `treve call list`.")


def _built(picture: Picture, held: Iterable[Known], at: datetime) -> Iterator[Course]:
    knowns = [(known, call) for known, call in of_kind(held, Call) if call.placed_at <= at]
    names = {known.id: (call.key, known.id) for known, call in knowns}
    asked = {name for both in names.values() for name in both if name}
    steps: dict[str, list[CallStep]] = defaultdict(list)
    followed: dict[str, str] = {}
    for known in picture.said_about(asked, CallStep, Call) if asked else ():
        if isinstance(known.record, CallStep) and known.record.at <= at:
            steps[known.record.call].append(known.record)
        elif isinstance(known.record, Call) and known.record.again and known.record.placed_at <= at:
            followed[known.record.again] = known.record.key or known.id
    for known, call in sorted(knowns, key=lambda one: (one[1].placed_at, one[1].key, one[0].id)):
        own = [step for name in names[known.id] if name for step in steps[name]]
        again = next((followed[name] for name in names[known.id] if name in followed), "")
        first, attempts = _first(picture, call)
        yield _course(known, call, first, attempts, [one for one in own if one.author in _heard(call)], again, at)


def _heard(call: Call) -> tuple[str, ...]:
    return call.author, call.caller, call.callee


def _first(picture: Picture, call: Call) -> tuple[Call, int]:
    """The first call of a chain, and the number of this one in it."""
    first, attempts, seen = call, 1, {call.key}
    while first.again and first.again not in seen and attempts < MOST_ATTEMPTS:
        seen.add(first.again)
        held = [one for _, one in of_kind(picture.source.named((first.again,), ("call",), picture.recorded_at), Call)]
        if not held:
            break
        first, attempts = held[0], attempts + 1
    return first, attempts


def _course(
    known: Known, call: Call, first: Call, attempts: int, steps: list[CallStep], again: str, at: datetime
) -> Course:  # fmt: skip
    steps.sort(key=lambda one: one.at)
    times: dict[str, datetime] = {}
    for step in steps:
        times.setdefault(step.state, step.at)
    last = steps[-1] if steps else None
    failed = last if last is not None and last.state in FAILED else None
    settled = min((times[state] for state in DONE if state in times), default=None)
    return Course(
        known=known, first=first, attempts=attempts, steps=tuple(steps), state=last.state if last else "placed",
        answered_at=times.get("answered"), right_person_at=times.get("right_person"), passed_at=times.get("message_passed"),
        read_back_at=times.get("read_back_ok"), promised_at=times.get("action_promised"), settled_at=settled,
        actioned_at=times.get("actioned"), failed=failed.state if failed else "", failed_at=failed.at if failed else None,
        why=failed.words if failed else "", again=again,
        timers=() if failed or settled else tuple(_timers(call, first, times, at)),
    )  # fmt: skip


def _timers(call: Call, first: Call, times: dict[str, datetime], at: datetime) -> Iterator[Timer]:
    """What a call that goes on is waiting for."""

    def running(what: str, since: datetime) -> Timer:
        return Timer(what, since, (at - since).total_seconds())

    answered, passed = times.get("answered"), times.get("message_passed")
    if answered is None and passed is None:
        yield running("answer", first.placed_at)
    elif passed is None:
        if call.asked_for and "right_person" not in times:
            yield running("right_person", first.placed_at)
        yield running("message", first.placed_at)
    elif "read_back_ok" not in times:
        yield running("read_back", passed)
    elif "action_promised" in times:
        yield running("action", times["action_promised"])
    else:
        yield running("word", times["read_back_ok"])
