"""Arrangements in force in a period, what is left of them, what began, ended or is about to; and the gaps."""

from collections.abc import Iterator
from datetime import datetime

import msgspec

from treve.bulletins.scope import Reach
from treve.findings.finding import Finding
from treve.findings.lapse import SOON
from treve.geo.interval import Interval
from treve.picture.force import ENDING, InForce
from treve.picture.picture import Picture
from treve.records.arrangement import Arrangement


class Standing(msgspec.Struct, frozen=True):
    """An arrangement that held at some time of the period, and what is left of it."""

    arrangement: str
    """Its key."""
    kind: str
    """Its kind."""
    status: str
    """Its legal status at the bulletin's closing time."""
    channel: bool | None
    """Whether its line was last seen to work; `None` = nobody said. Says nothing of the legal status."""
    window: Interval
    """The span it is in at the closing time, else the next one, else its last."""
    left_s: int | None
    """Seconds left of that span at the closing time; `None` = until further notice, or not in it."""
    under: str = ""
    """The more general arrangement that it adds to."""
    areas: tuple[str, ...] = ()
    """Where its provisions hold; empty = the whole theatre."""
    doubtful: bool = False
    """Whether it is not known if it held then."""


class Turn(msgspec.Struct, frozen=True):
    """An arrangement that started, ended, changed or is about to end."""

    arrangement: str
    """Its key."""
    turn: str
    """`started`, `ended`, `expiring` (within 24 hours of the closing time), or the change that was recorded."""
    at: datetime
    """When."""


class Gap(msgspec.Struct, frozen=True):
    """A span in which an arrangement did not hold although it held before and after."""

    arrangement: str
    """Its key."""
    during: Interval
    """The span."""


def standing(picture: Picture, period: Interval, reach: Reach) -> Iterator[Standing]:
    """The arrangements in force or suspended at some time of the period that touch the scope."""
    closing = period.end
    assert closing is not None
    for arrangement in picture.in_force_during(period):
        if not reach.touches(arrangement):
            continue
        spans = joined(picture.spans_of(arrangement.key))
        held = _window(spans, period, closing)
        end = held.during.end
        areas = {area for provision in arrangement.provisions for area in provision.areas}
        yield Standing(
            arrangement=arrangement.key, kind=arrangement.arrangement_kind, status=picture.status(arrangement.key, closing),
            channel=picture.channel(arrangement.key, closing), window=held.during, under=arrangement.under,
            left_s=int((end - closing).total_seconds()) if end is not None and closing in held.during else None,
            areas=tuple(sorted(areas)), doubtful=held.doubtful,
        )  # fmt: skip


def joined(spans: tuple[InForce, ...]) -> list[InForce]:
    """Spans that follow one another without a break as one; a suspension is a status, not an end."""
    found: list[InForce] = []
    for span in spans:
        last = found[-1] if found else None
        if last and last.during.end == span.during.start and (last.areas, last.doubtful) == (span.areas, span.doubtful):
            found[-1] = InForce(Interval(last.during.start, span.during.end), span.areas, span.suspended, span.doubtful)
        else:
            found.append(span)
    return found


def _window(spans: list[InForce], period: Interval, closing: datetime) -> InForce:
    holding = [span for span in spans if closing in span.during]
    coming = [span for span in spans if span.during.start is not None and span.during.start > closing]
    passed = [span for span in spans if span.during.overlaps(period)]
    return (holding or coming or passed[-1:])[0]


def turns(picture: Picture, period: Interval, reach: Reach) -> tuple[Turn, ...]:
    """What began, ended, changed or is about to end, in order of time."""
    found: set[tuple[datetime, str, str]] = set()
    for arrangement in picture.arrangements.values():
        if reach.touches(arrangement):
            found |= set(_changes(picture, arrangement, period))
            found |= set(_edges(picture, arrangement, period))
    return tuple(Turn(key, turn, at) for at, key, turn in sorted(found))


def _changes(picture: Picture, arrangement: Arrangement, period: Interval) -> Iterator[tuple[datetime, str, str]]:
    for change in picture.changes.get(arrangement.key, ()):
        if change.at in period:
            yield change.at, arrangement.key, change.change


def _edges(picture: Picture, arrangement: Arrangement, period: Interval) -> Iterator[tuple[datetime, str, str]]:
    closing = period.end
    assert closing is not None
    changes = picture.changes.get(arrangement.key, ())
    said = {change.at for change in changes if change.change in (*ENDING, "in_force", "extended", "suspended", "resumed")}
    spans = [span.during for span in joined(picture.spans_of(arrangement.key))]
    if spans and any(window.daily for window in arrangement.windows):
        spans = [Interval(spans[0].start, spans[-1].end)]
    for start, end in ((span.start, span.end) for span in spans):
        if start is not None and start in period and start not in said:
            yield start, arrangement.key, "started"
        if end is not None and end in period and end not in said:
            yield end, arrangement.key, "ended"
        if end is not None and closing <= end < closing + SOON:
            yield end, arrangement.key, "expiring"


def gaps(found: tuple[Finding, ...], picture: Picture, reach: Reach) -> tuple[Gap, ...]:
    """The gaps that GAP-01 found, for arrangements that touch the scope."""
    return tuple(
        Gap(one.subjects[0], one.during) for one in found
        if one.rule == "GAP-01" and one.subjects[0] in picture.arrangements
        and reach.touches(picture.arrangements[one.subjects[0]])
    )  # fmt: skip
