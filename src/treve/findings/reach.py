"""How far arrangements reach: when, where and whom each binds; and which pairs of them meet.

Pairs are found by cell and time together, never by comparing all: areas are filed under coarse cells, and
within a cell the spans are swept in order of their starts. The index gives too many, never too few; the
geometry and the parties then decide, and what they cannot tell stays possible.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property

import msgspec
import numpy as np
import numpy.typing as npt

from treve.findings.profile import BINDING
from treve.findings.strands import merged
from treve.geo.covering import Coverings
from treve.geo.footprint import Footprint
from treve.geo.interval import Interval
from treve.geo.sharing import Sharing
from treve.kleene import CANNOT_TELL, NO, YES, Kleene
from treve.picture.picture import Picture
from treve.records.arrangement import Arrangement, Bound, Provision

Ints = npt.NDArray[np.int64]

CELL_DEG = 0.5
"""Step of the cells that areas are filed under, degrees."""
ANYWHERE = -1
"""Cell of what has no area, or none that was drawn."""


class Ground(msgspec.Struct, frozen=True):
    """Where something holds: numbers of drawn areas, whether everywhere, and whether some area is not drawn."""

    areas: tuple[int, ...]
    """Numbers of the areas that somebody drew."""
    everywhere: bool = False
    """Whether it holds in the whole theatre."""
    undrawn: bool = False
    """Whether the shape of some of its areas is not known."""


class Reach(msgspec.Struct, frozen=True):
    """When, where and whom an arrangement binds."""

    key: str
    """The arrangement."""
    sure: tuple[Interval, ...]
    """When it is known to have held; suspended spans are left out."""
    perhaps: tuple[Interval, ...]
    """When it is not known if it held."""
    ground: Ground
    """Where, all its prohibiting or permitting provisions together."""


class Meeting(msgspec.Struct, frozen=True):
    """Two arrangements that meet in time, area and some bound party."""

    a: str
    """The one that began first."""
    b: str
    """The other."""
    during: Interval
    """From the first to the last instant at which both held."""
    where: Kleene
    """Whether they have ground in common; never *no*."""
    when: Kleene
    """Whether both certainly held at some time; never *no*."""
    parties: tuple[str, ...]
    """Parties that both bind, the widest only; empty = both bind everyone."""


class Reaches:
    """The reaches of all arrangements of a picture."""

    def __init__(self, picture: Picture) -> None:
        self.picture = picture
        self._numbers: dict[str, int] = {}
        self._below: dict[str, frozenset[str]] = {}
        footprints: list[Footprint] = []
        for key, area in picture.areas.items():
            self._numbers[key] = len(footprints)
            footprints.append(area.footprint)
        self.sharing = Sharing(footprints)
        self.all = [self._reach(arrangement) for arrangement in picture.arrangements.values()]
        self._bits = self._signatures()

    def ground(self, provisions: Iterable[Provision]) -> Ground:
        """Where some provisions hold, together."""
        held = list(provisions)
        keys = dict.fromkeys(key for provision in held for key in provision.areas)
        return Ground(
            tuple(self._numbers[key] for key in keys if key in self._numbers),
            everywhere=any(not provision.areas for provision in held),
            undrawn=any(key not in self._numbers for key in keys),
        )

    def share(self, a: Ground, b: Ground) -> Kleene:
        """Whether two grounds have some in common."""
        if a.everywhere or b.everywhere:
            return YES
        found = max((self.sharing.share(one, other) for one in a.areas for other in b.areas), default=NO)
        return max(found, CANNOT_TELL) if a.undrawn or b.undrawn else found

    def holds(self, a: Ground, b: Ground) -> bool:
        """Whether ground `b` certainly lies in ground `a`."""
        if a.everywhere or b.everywhere or b.undrawn:
            return a.everywhere and not b.everywhere and not b.undrawn
        return bool(b.areas) and all(any(self.sharing.holds(one, other) == YES for one in a.areas) for other in b.areas)

    def parties(self, key: str, during: Interval, provisions: Iterable[Provision] | None = None) -> frozenset[str] | None:
        """Whom an arrangement, or some provisions of it, binds at some time of a span; `None` = everyone."""
        arrangement = self.picture.arrangements[key]
        found: set[str] = set()
        for provision in arrangement.provisions if provisions is None else provisions:
            named = self._named(arrangement, provision.bound, during)
            if named is None:
                return None
            for party in named:
                found |= self._under(party) if provision.bound.with_associated else {party}
        return frozenset(found)

    def meetings(self, during: Interval) -> Iterator[Meeting]:
        """The pairs of arrangements that meet within a span, each once, the one that began first first."""
        for a, b in self._candidates():
            meeting = self._meet(self.all[a], self.all[b], during)
            if meeting is not None:
                yield meeting

    def common(self, a: frozenset[str] | None, b: frozenset[str] | None) -> tuple[str, ...] | None:
        """The parties in both, the widest only; `None` = no party."""
        if a is None and b is None:
            return ()
        both = b if a is None else a if b is None else a & b
        if not both:
            return None
        return tuple(sorted(one for one in both if not any(one != other and one in self._under(other) for other in both)))

    def _reach(self, arrangement: Arrangement) -> Reach:
        spans = [span for span in self.picture.spans_of(arrangement.key) if not span.suspended]
        return Reach(
            arrangement.key,
            merged(span.during for span in spans if not span.doubtful),
            merged(span.during for span in spans if span.doubtful),
            self.ground(arrangement.provisions),
        )

    def _named(self, arrangement: Arrangement, bound: Bound, during: Interval) -> set[str] | None:
        if bound.to == "everyone":
            return None
        if bound.to == "named":
            return set(bound.parties)
        return {
            one.party for one in self.picture.adherences.get(arrangement.key, ())
            if one.state in BINDING and one.during.overlaps(during)
        }  # fmt: skip

    def _under(self, party: str) -> frozenset[str]:
        """The party under all its identities, with those that were part of it or associated with it."""
        if party not in self._below:
            parties = self.picture.parties
            names = set(parties.identities(party))
            self._below[party] = frozenset(names | {one for one, chain in self._chains if names & chain})
        return self._below[party]

    @cached_property
    def _chains(self) -> list[tuple[str, frozenset[str]]]:
        parties = self.picture.parties
        return [
            (key, frozenset(parties.controlling(key, Interval()))) for key, party in parties.by_key.items()
            if party.affiliations
        ]  # fmt: skip

    def _signatures(self) -> Ints:
        """For each arrangement a set of bits of the parties it ever binds: no bit in common, no party in common."""
        numbers: dict[str, int] = {}
        bits = np.zeros(len(self.all), np.int64)
        for place, reach in enumerate(self.all):
            bound = self.parties(reach.key, Interval())
            if bound is None:
                bits[place] = -1
                continue
            for party in bound:
                bits[place] |= 1 << (numbers.setdefault(party, len(numbers)) % 62)
        return bits

    def _candidates(self) -> Iterator[tuple[int, int]]:
        """Pairs whose cells, spans and signatures meet, each once, in order."""
        bounds = [[span.bounds for span in (*reach.sure, *reach.perhaps)] for reach in self.all]
        start = np.array([min((one[0] for one in held), default=0) for held in bounds], np.int64)
        end = np.array([max((one[1] for one in held), default=0) for held in bounds], np.int64)
        entry, cell = self._cells()
        keys = []
        for members in _by_cell(entry, cell):
            keys.append(_swept(members, start, end, self._bits))
        anywhere = np.array([place for place, one in enumerate(self.all) if _wide(one.ground)], np.int64)
        keys.append(_beside(anywhere, start, end, self._bits))
        width = max(len(self.all), 1)
        for key in np.unique(np.concatenate(keys) if keys else np.empty(0, np.int64)).tolist():
            yield key // width, key % width

    def _cells(self) -> tuple[Ints, Ints]:
        area, x, y, _ = Coverings(self.sharing.footprints).cells(CELL_DEG)
        cells: dict[int, list[int]] = defaultdict(list)
        for number, code in zip(area.tolist(), (x * 1_000 + y).tolist(), strict=True):
            cells[number].append(code)
        entries = [
            (place, code) for place, reach in enumerate(self.all) if not _wide(reach.ground)
            for code in sorted({code for number in reach.ground.areas for code in cells[number]})
        ]  # fmt: skip
        both = np.array(entries, np.int64).reshape(-1, 2)
        return both[:, 0], both[:, 1]

    def _meet(self, a: Reach, b: Reach, during: Interval) -> Meeting | None:
        sure = overlaps(a.sure, b.sure)
        perhaps = sure or overlaps(merged((*a.sure, *a.perhaps)), merged((*b.sure, *b.perhaps)))
        if not any(part.overlaps(during) for part in perhaps):
            return None
        where = self.share(a.ground, b.ground)
        if where == NO:
            return None
        whole = Interval(perhaps[0].start, perhaps[-1].end)
        common = self.common(self.parties(a.key, whole), self.parties(b.key, whole))
        if common is None:
            return None
        first, second = sorted((a, b), key=lambda one: ((one.sure or one.perhaps)[0].bounds, one.key))
        return Meeting(first.key, second.key, whole, where, YES if sure else CANNOT_TELL, common)


def _wide(ground: Ground) -> bool:
    return ground.everywhere or ground.undrawn or not ground.areas


def overlaps(a: tuple[Interval, ...], b: tuple[Interval, ...]) -> list[Interval]:
    """What two lists of spans have in common; each list in order, without overlaps of its own."""
    found, one, other = [], 0, 0
    while one < len(a) and other < len(b):
        part = a[one].intersection(b[other])
        if part is not None:
            found.append(part)
        if a[one].bounds[1] <= b[other].bounds[1]:
            one += 1
        else:
            other += 1
    return found


def _by_cell(entry: Ints, cell: Ints) -> Iterator[Ints]:
    order = np.argsort(cell, kind="stable")
    cut = np.flatnonzero(np.diff(cell[order])) + 1
    return iter(np.split(entry[order], cut)) if len(order) else iter(())


def _swept(members: Ints, start: Ints, end: Ints, bits: Ints) -> Ints:
    """Pairs of members whose spans and signatures meet, as one number each."""
    members = members[np.argsort(start[members], kind="stable")]
    last = np.searchsorted(start[members], end[members], "left")
    count = np.maximum(last - np.arange(len(members)) - 1, 0)
    first = np.repeat(np.arange(len(members)), count)
    step = np.arange(len(first)) - np.repeat(np.cumsum(count) - count, count)
    return _keys(members[first], members[first + 1 + step], bits, len(start))


def _beside(anywhere: Ints, start: Ints, end: Ints, bits: Ints) -> Ints:
    """Pairs of one without an area, and any other, whose spans and signatures meet."""
    found = []
    for one in anywhere.tolist():
        others = np.flatnonzero((start < end[one]) & (start[one] < end))
        others = others[others != one]
        found.append(_keys(np.full(len(others), one), others, bits, len(start)))
    return np.concatenate(found) if found else np.empty(0, np.int64)


def _keys(a: Ints, b: Ints, bits: Ints, width: int) -> Ints:
    kept = (bits[a] & bits[b]) != 0
    a, b = a[kept], b[kept]
    return np.minimum(a, b) * width + np.maximum(a, b)
