"""Hotline calls of a period: what became of each, and how long answers, the right person and deeds took.

Times count from the first attempt: the person who waits does. What never happened has no time; it is counted beside.
"""

from collections import defaultdict
from datetime import datetime

import msgspec

from treve.bulletins.announcements import Took, took
from treve.geo.interval import Interval
from treve.picture.calls import Course, courses
from treve.picture.picture import Picture


class CallLine(msgspec.Struct, frozen=True):
    """A call that was placed in the period."""

    call: str
    """Its key."""
    placed_at: datetime
    """When it was placed."""
    caller: str
    """Who called."""
    callee: str
    """Who was called."""
    attempt: int
    """Number of this attempt."""
    state: str
    """The last thing that happened on it."""
    about: tuple[str, ...]
    """What it was about."""
    durations: dict[str, float | None]
    """Seconds from the first attempt to each thing that happened; `None` where it never did."""


class CalleeLine(msgspec.Struct, frozen=True):
    """How a party was reached."""

    callee: str
    """The party called."""
    calls: int
    """Calls, each with the attempts that went before it counted once."""
    failed: int
    """Attempts that failed: nobody answered, the line was down, or it was cut off."""
    times: dict[str, Took]
    """By what is measured: `answer`, `right_person` (where one was asked for), `message`, `read_back`, `promise`, `action`."""


class Hotline(msgspec.Struct, frozen=True):
    """The calls of a period."""

    calls: tuple[CallLine, ...]
    """Each, in order of time."""
    callees: tuple[CalleeLine, ...]
    """By party called."""


def hotline(picture: Picture, period: Interval, at: datetime) -> Hotline:
    """The calls placed in a period, as they stood at an instant."""
    held = list(courses(picture, period, at))
    by_callee: dict[str, list[Course]] = defaultdict(list)
    for one in held:
        by_callee[one.call.callee].append(one)
    return Hotline(tuple(map(_line, held)), tuple(_callee(callee, by_callee[callee]) for callee in sorted(by_callee)))


def _line(one: Course) -> CallLine:
    call = one.call
    return CallLine(
        one.key, call.placed_at, call.caller, call.callee, one.attempts, one.state, call.about, one.durations
    )  # fmt: skip


def _callee(callee: str, held: list[Course]) -> CalleeLine:
    chains: dict[str, list[Course]] = defaultdict(list)
    for one in held:
        # A first call without a key has none after it.
        chains[one.first.key or one.key].append(one)
    times = {
        name: took(_earliest(chain, name) for chain in chains.values() if _asked(chain, name)) for name in held[0].durations
    }
    return CalleeLine(callee, len(chains), sum(bool(one.failed) for one in held), times)


def _earliest(chain: list[Course], name: str) -> float | None:
    """When something happened first in a chain of attempts, seconds from the first of them."""
    return min((length for one in chain if (length := one.durations[name]) is not None), default=None)


def _asked(chain: list[Course], name: str) -> bool:
    """Whether something was to come in a chain of attempts: the right person only where one was asked for."""
    return name != "right_person" or any(one.call.asked_for for one in chain)
