"""Likely duplicates among reports: pairs that a person may hold together, each with a score and its parts in words.

Rule DUPL-01, see docs/findings/dupl-01.md. Nothing is merged: a proposal becomes a `Link` only when a person
says so, and a pair that was decided is not proposed again. Reports are met by day and cell, window by window,
so that memory is bounded by what one window holds.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from hashlib import sha256
from math import ceil, cos, floor, radians
from typing import Any, Literal

import msgspec
import numpy as np
import numpy.typing as npt

from treve.findings.likeness import DAY_S, PARTS, SLACK_M, WEIGHTS, Compared, Part, compared, score_of
from treve.geo.interval import Interval, from_micros
from treve.geo.metric import distance
from treve.picture.incidents import held_together
from treve.picture.known import Known
from treve.picture.picture import Picture
from treve.picture.source import REPORT
from treve.records.incident import Link

RULE = "DUPL-01"
"""Id of the rule."""
LEAST = 0.8
"""Score from which pairs are proposed unless another is asked for."""
WINDOW_S = 4 * DAY_S
"""Length of the windows in which reports are read, seconds."""
CELL_DEG = 0.25
"""Side of a cell, degrees."""
NARROW_M = 12_000.0
"""Radius up to which a report is filed under cells; wider ones meet every report of their days."""
SHORT_DAYS = 3
"""Days up to which a report is filed under each; longer ones meet every report of their days."""
NEAR_IDENTICAL = 0.95
"""Text from which two entries of one dataset with ids of their own are proposed at all."""

Ints = npt.NDArray[np.int64]


class Likely(msgspec.Struct, frozen=True):
    """A pair of reports that may tell of one incident, for a person to decide."""

    a: str
    """Key or id of one report; the lesser of the two names."""
    b: str
    """Key or id of the other."""
    score: float
    """How alike they are, 0 to 1."""
    parts: tuple[Part, ...]
    """What the score is made of."""
    one: Known
    """The first report."""
    other: Known
    """The second report."""


def link(pair: Likely, relation: Literal["same_incident", "apart"], author: str) -> Link:
    """A person's word on a pair, with the score that it was proposed with; a later word of the author replaces it."""
    return link_of(pair.a, pair.b, relation, author, score=pair.score)


def link_of(a: str, b: str, relation: Literal["same_incident", "apart"], author: str, *, score: float | None = None) -> Link:
    """A person's word on two reports by name, whichever is named first."""
    a, b = sorted((a, b))
    key = f"link:{sha256(f'{a}\n{b}'.encode()).hexdigest()[:26]}"
    return Link(author=author, key=key, a=a, b=b, relation=relation, score=score)


class Decided:
    """The pairs that somebody decided: held together, or said to be apart, to corroborate or to contradict."""

    def __init__(self, links: Iterable[Link], called: Mapping[str, tuple[str, ...]]) -> None:
        """`called` gives the names under which reports are spoken of, by id; others have their key and id."""
        held = list(links)
        self._called = called
        self._groups = held_together(held)
        for names in called.values():
            for name in names:
                self._groups.join(names[0], name)
        self._apart = [(one.a, one.b) for one in held if one.relation == "apart"]
        self._pairs = {frozenset((one.a, one.b)) for one in held}
        self._linked = {name for one in held for name in (one.a, one.b)}

    @classmethod
    def of(cls, picture: Picture) -> "Decided":
        """What the links of a picture decide."""
        links = list(picture.of_kind(Link))
        named = sorted({name for one in links for name in (one.a, one.b)})
        reports = list(picture.source.named(named, (REPORT,), picture.recorded_at)) if named else []
        return cls(links, picture.source.names([known.id for known in reports], picture.recorded_at) if reports else {})

    def holds(self, one: Known, other: Known) -> bool:
        """Whether the pair was decided, itself or by the incidents that its reports belong to."""
        first, second = self._names(one), self._names(other)
        if self._linked.isdisjoint(first) or self._linked.isdisjoint(second):
            return False
        if any(frozenset((a, b)) in self._pairs for a in first for b in second):
            return True
        roots = {self._groups.root(first[0]), self._groups.root(second[0])}
        return len(roots) == 1 or any({self._groups.root(a), self._groups.root(b)} == roots for a, b in self._apart)

    def _names(self, known: Known) -> tuple[str, ...]:
        return self._called.get(known.id) or ((known.record.key, known.id) if known.record.key else (known.id,))


def likeness(one: Compared, other: Compared) -> Likely | None:
    """How alike two reports are; `None` where time, place or acts rule out that they tell of one incident.

    The order in which the two are given does not matter.
    """
    a, b = sorted((one, other), key=lambda side: (side.name, side.known.id))
    parts = []
    for part_of in PARTS:
        part = part_of(a, b)
        if part.value == 0.0 and part.name in ("time", "place", "acts"):
            return None
        parts.append(part)
    if _own_ids(a, b) and not _near_identical(a, b, {part.name: part.value for part in parts}):
        return None
    return Likely(a.name, b.name, score_of(tuple(parts)), tuple(parts), a.known, b.known)


def _own_ids(a: Compared, b: Compared) -> bool:
    """Whether one dataset holds both as entries of their own: it is taken to have told them apart."""
    one, other = a.report, b.report
    return one.channel == other.channel == "dataset" and one.registrar == other.registrar and bool(one.key and other.key)


def _near_identical(a: Compared, b: Compared, values: dict[str, float | None]) -> bool:
    same_place = a.report.place.where == b.report.place.where or (values["place"] or 0.0) >= NEAR_IDENTICAL
    same_harm = a.report.harm == b.report.harm
    same_text = (values["text"] or 0.0) >= NEAR_IDENTICAL
    return same_text and same_place and same_harm and (a.start, a.end) == (b.start, b.end) and values["actors"] == 1.0


def duplicates(
    picture: Picture, during: Interval, *, least: float = LEAST, progress: Callable[[int, int | None], None] | None = None
) -> tuple[Likely, ...]:
    """The pairs of a span that score at least `least` and that nobody decided, the likeliest first.

    The span needs a start and an end. The result does not depend on the order in which records are given.
    """
    decided = Decided.of(picture)
    names: dict[str, str] = {}

    def name_of(key: str) -> str:
        if key not in names:
            names[key] = picture.name(key)
        return names[key]

    found: dict[tuple[str, str], Likely] = {}
    for window, first in _windows(during, progress):
        held = {known.id: known for known in picture.reports(window)}
        ready = sorted((compared(known, name_of) for known in held.values()), key=lambda one: (one.start, one.known.id))
        for one, other in _met(ready, window, least, first=first):
            pair = likeness(one, other)
            if pair is not None and pair.score >= least and not decided.holds(pair.one, pair.other):
                found[pair.one.id, pair.other.id] = pair
    return tuple(sorted(found.values(), key=lambda pair: (-pair.score, pair.a, pair.b, pair.one.id, pair.other.id)))


def _windows(during: Interval, progress: Callable[[int, int | None], None] | None) -> Iterator[tuple[Interval, bool]]:
    start, end = (bound / 1e6 for bound in during.bounds)
    count = max(1, ceil((end - start) / WINDOW_S))
    for number in range(count):
        if progress is not None:
            progress(number, count)
        begin = start + number * WINDOW_S
        stop = min(end, begin + WINDOW_S)
        yield Interval(from_micros(round(begin * 1e6)), from_micros(round(stop * 1e6))), number == 0


def _met(ready: list[Compared], window: Interval, least: float, *, first: bool) -> Iterator[tuple[Compared, Compared]]:
    """Pairs that meet in time and place and could reach the score, each in the window in which the later one begins."""
    start = np.array([one.start for one in ready])
    end = np.array([one.end for one in ready])
    placed = np.array([bool(one.spots) for one in ready], np.bool_)
    single = np.array([len(one.spots) == 1 for one in ready], np.bool_)
    spots = np.array([one.spots[0] if len(one.spots) == 1 else (0.0, 0.0, 0.0) for one in ready]).reshape(-1, 3)
    begin = window.bounds[0] / 1e6
    for i, j in _pairs(ready):
        overlap = np.minimum(end[i], end[j]) - np.maximum(start[i], start[j])
        kept = (overlap > 0) & (first | (np.maximum(start[i], start[j]) >= begin))
        i, j, overlap = i[kept], j[kept], overlap[kept]
        if not len(i):
            continue
        length = (end[i] - start[i], end[j] - start[j])
        time = overlap / np.minimum(*length) * np.minimum(1.0, np.sqrt(DAY_S / np.maximum(*length)))
        exact = single[i] & single[j]
        place = np.where(placed[i] & placed[j], 1.0, 0.5)
        away = distance(spots[i, 0], spots[i, 1], spots[j, 0], spots[j, 1])
        reach = spots[i, 2] + spots[j, 2] + SLACK_M
        place[exact] = np.where(away <= reach, 1.0 - 0.5 * away / reach, -9.0)[exact]
        most = WEIGHTS["time"] * time + WEIGHTS["place"] * place + 1.0 - WEIGHTS["time"] - WEIGHTS["place"]
        for n in np.flatnonzero(most >= least - 1e-9):
            yield ready[int(i[n])], ready[int(j[n])]


def _pairs(ready: list[Compared]) -> Iterator[tuple[Ints, Ints]]:
    """Places in the list of pairs that may meet: narrow ones by day and cell, wide ones with all; each pair once."""
    cells: dict[tuple[int, int, int], list[int]] = defaultdict(list)
    wide = np.zeros(len(ready), np.bool_)
    for number, one in enumerate(ready):
        keys = list(_cells(one))
        wide[number] = not keys
        for key in keys:
            cells[key].append(number)
    found: list[Any] = []
    for members in cells.values():
        if len(members) > 1:
            held = np.array(members, np.int64)
            i, j = np.triu_indices(len(held), 1)
            found.append(held[i] * len(ready) + held[j])
    if found:
        keys_of = np.unique(np.concatenate(found))
        yield keys_of // len(ready), keys_of % len(ready)
    for number in map(int, np.flatnonzero(wide)):
        others = np.flatnonzero(~wide | (np.arange(len(ready)) > number))
        others = others[others != number]
        yield np.minimum(others, number), np.maximum(others, number)


def _cells(one: Compared) -> Iterator[tuple[int, int, int]]:
    """Day and cells of a narrow report; none for a wide one."""
    first, last = floor(one.start / DAY_S), ceil(one.end / DAY_S)
    if len(one.spots) != 1 or last - first > SHORT_DAYS or one.spots[0][2] > NARROW_M or abs(one.spots[0][1]) > 80.0:
        return
    lon, lat, radius = one.spots[0]
    up = (radius + SLACK_M) / 110_000.0
    across = up / cos(radians(min(abs(lat) + up, 85.0)))
    round_ = floor(360.0 / CELL_DEG)
    for day in range(first, last):
        for x in range(floor((lon - across) / CELL_DEG), floor((lon + across) / CELL_DEG) + 1):
            for y in range(floor((lat - up) / CELL_DEG), floor((lat + up) / CELL_DEG) + 1):
                yield day, x % round_, y
