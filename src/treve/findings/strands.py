"""The strands of an arrangement: its spans as a whole, area by area where extensions differ, and provision by provision.

Spans are half-open and in UTC, as `picture.force` gives them; suspended spans are held ones.
"""

from collections.abc import Iterable, Iterator

import msgspec

from treve.geo.interval import Interval
from treve.picture.force import InForce, in_force
from treve.picture.picture import Picture
from treve.records.arrangement import Window


class Strand(msgspec.Struct, frozen=True):
    """One line of spans of an arrangement."""

    arrangement: str
    """Key of the arrangement."""
    provision: str
    """Id of the provision whose own windows these are; empty = the arrangement's."""
    areas: tuple[str, ...]
    """Areas that these spans are for; empty = wherever it holds."""
    elsewhere: bool
    """Whether it is for what lies outside the areas that extensions name."""
    spans: tuple[InForce, ...]
    """The spans, in order of time."""

    def sure(self) -> tuple[Interval, ...]:
        """The spans in which it is known to have held, with those that touch made one."""
        return merged(span.during for span in self.spans if not span.doubtful)

    def doubtful(self) -> tuple[Interval, ...]:
        """The spans in which it is not known if it held."""
        return merged(span.during for span in self.spans if span.doubtful)


def merged(spans: Iterable[Interval]) -> tuple[Interval, ...]:
    """Spans in order of time, those that overlap or touch made one."""
    found: list[Interval] = []
    for span in sorted(spans, key=lambda one: one.bounds):
        last = found[-1] if found else None
        if last is None or (last.end is not None and span.start is not None and span.start > last.end):
            found.append(span)
        elif last.end is not None and (span.end is None or span.end > last.end):
            found[-1] = Interval(last.start, span.end)
    return tuple(found)


def strands(picture: Picture, key: str, *, daily: bool = True) -> Iterator[Strand]:
    """The strands of an arrangement; without `daily`, days with hours in force count as whole spans."""
    arrangement = picture.arrangements[key]
    changes = picture.changes.get(key, ())
    if not daily:
        arrangement = msgspec.structs.replace(arrangement, windows=_whole(arrangement.windows))
        changes = tuple(msgspec.structs.replace(change, windows=_whole(change.windows)) for change in changes)
    spans = in_force(arrangement, changes)
    yield from _by_area(picture, key, spans)
    for provision in arrangement.provisions:
        if provision.windows:
            windows = provision.windows if daily else _whole(provision.windows)
            yield Strand(key, provision.id, (), False, in_force(arrangement, changes, windows))


def _by_area(picture: Picture, key: str, spans: tuple[InForce, ...]) -> Iterator[Strand]:
    extended = {area for span in spans for area in span.areas}
    if not extended:
        yield Strand(key, "", (), False, spans)
        return
    provisions = picture.arrangements[key].provisions
    named = sorted(extended | {area for provision in provisions for area in provision.areas})
    groups: dict[tuple[InForce, ...], list[str]] = {}
    for area in named:
        groups.setdefault(tuple(span for span in spans if not span.areas or area in span.areas), []).append(area)
    unbounded = any(not provision.areas for provision in provisions)
    if len(groups) == 1 and not unbounded:
        yield Strand(key, "", (), False, next(iter(groups)))
        return
    for own, areas in groups.items():
        yield Strand(key, "", tuple(areas), False, own)
    if unbounded:
        yield Strand(key, "", tuple(named), True, tuple(span for span in spans if not span.areas))


def _whole(windows: tuple[Window, ...]) -> tuple[Window, ...]:
    return tuple(msgspec.structs.replace(window, daily=None) for window in windows)
