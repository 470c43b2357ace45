"""How far apart notices of two kinds should stay: what the parties agreed, else Treve's own figures, in one table.

**The figures below are Treve's own defaults. No arrangement agreed them; they are to be agreed by the parties**, as
`separations` of an arrangement, which then take their place. They say when two notices are shown to people beside
one another, and nothing else: no figure makes anything allowed or forbidden.

Where they come from: 5 nautical miles (9,260 m), 1,000 ft (300 m, rounded down) and 10 minutes between aircraft are
the usual minima between civil flights under control (ICAO Doc 4444), taken over for want of any published figure
between air forces that do not share a control; the text of the memorandum of October 2015 was never released. Three
kilometres around an exercise and two around a way are ours, as are the half hours. The one published figure for a
moving protected thing is that of the Black Sea Grain Initiative of 2022: no military ship, aircraft or unmanned
aircraft within 10 nautical miles (18,520 m) of a vessel in transit; an arrangement like it has that figure itself.
"""

from collections import defaultdict
from collections.abc import Iterable
from functools import reduce
from typing import NamedTuple

from treve.findings.reach import Reaches
from treve.geo.interval import Interval
from treve.geo.near import Separation
from treve.picture.picture import Picture
from treve.records.notice import Notice, NoticeKind

OPERATIONS: tuple[NoticeKind, ...] = ("air_activity", "exercise", "force_movement")
"""What armed forces do."""
EXPOSED: tuple[NoticeKind, ...] = ("static_site", "movement", "medevac", "works")
"""What may come to harm by it."""

Kinds = tuple[NoticeKind, NoticeKind]

NAUTICAL_MILE_M = 1_852.0

DEFAULTS: dict[Kinds, Separation] = {
    ("air_activity", "air_activity"): Separation(5 * NAUTICAL_MILE_M, 300.0, 600.0),
    ("air_activity", "exercise"): Separation(5 * NAUTICAL_MILE_M, 300.0, 600.0),
    ("air_activity", "force_movement"): Separation(2_000.0, 300.0, 600.0),
    ("air_activity", "patrol"): Separation(2_000.0, 300.0, 600.0),
    ("exercise", "exercise"): Separation(3_000.0, 300.0, 600.0),
    ("exercise", "force_movement"): Separation(3_000.0, 0.0, 1_800.0),
    ("exercise", "patrol"): Separation(3_000.0, 0.0, 1_800.0),
    ("force_movement", "force_movement"): Separation(2_000.0, 0.0, 1_800.0),
    ("force_movement", "patrol"): Separation(1_000.0, 0.0, 900.0),
    ("air_activity", "static_site"): Separation(1_000.0, 0.0, 0.0),
    ("air_activity", "works"): Separation(1_000.0, 0.0, 900.0),
    ("air_activity", "movement"): Separation(2_000.0, 0.0, 1_800.0),
    ("air_activity", "medevac"): Separation(2_000.0, 300.0, 1_800.0),
    ("exercise", "static_site"): Separation(3_000.0, 0.0, 0.0),
    ("exercise", "works"): Separation(3_000.0, 0.0, 900.0),
    ("exercise", "movement"): Separation(3_000.0, 0.0, 1_800.0),
    ("exercise", "medevac"): Separation(3_000.0, 0.0, 1_800.0),
    ("force_movement", "static_site"): Separation(500.0, 0.0, 0.0),
    ("force_movement", "works"): Separation(500.0, 0.0, 900.0),
    ("force_movement", "movement"): Separation(1_000.0, 0.0, 1_800.0),
    ("force_movement", "medevac"): Separation(1_000.0, 0.0, 1_800.0),
}
"""Treve's own figures; kinds that do not stand here together, such as two convoys, ask nothing of one another."""


class Asked(NamedTuple):
    """What two notices are held against."""

    separation: Separation
    """How far apart they should stay."""
    arrangements: tuple[str, ...] = ()
    """Keys of the arrangements whose parties agreed it; none = Treve's own default."""
    words: str = ""
    """What the text says, in this project's words."""


def exposes(a: NoticeKind, b: NoticeKind) -> bool:
    """Whether one of two kinds is an operation, and the other something that may come to harm by it."""
    return (a in OPERATIONS and b in EXPOSED) or (b in OPERATIONS and a in EXPOSED)


class Separations:
    """The separations of a picture: those agreed in its arrangements, and the defaults."""

    def __init__(self, picture: Picture) -> None:
        self._picture = picture
        self._agreed: dict[Kinds, list[tuple[str, Separation, str]]] = defaultdict(list)
        for key, arrangement in picture.arrangements.items():
            for one in arrangement.separations:
                separation = Separation(one.horizontal_m, one.vertical_m, one.seconds)
                self._agreed[_pair(*one.kinds)].append((key, separation, one.words))
        self._reaches = Reaches(picture) if self._agreed else None
        self._bound: dict[tuple[str, tuple[int, int]], frozenset[str] | None] = {}
        self._names: dict[str, frozenset[str]] = {}

    def widest(self, pairs: Iterable[Kinds]) -> Separation | None:
        """One that asks at least as much as any for these pairs of kinds; `None` where none is asked."""
        found = []
        for pair in {_pair(*one) for one in pairs}:
            found += [separation for _, separation, _ in self._agreed.get(pair, ())]
            found += [DEFAULTS[pair]] if pair in DEFAULTS else []
        return reduce(Separation.widest, found) if found else None

    def of(self, a: Notice, b: Notice, during: Interval) -> Asked | None:
        """What two notices are held against within a span; `None` = kinds that ask nothing of one another.

        An agreed separation applies while its arrangement is in force, where one of the notices rests on it or it binds
        the authors of both. Of several the widest in each way applies.
        """
        pair = _pair(a.notice_kind, b.notice_kind)
        agreed = [one for one in self._agreed.get(pair, ()) if self._applies(one[0], a, b, during)]
        if agreed:
            widest = reduce(Separation.widest, (separation for _, separation, _ in agreed))
            keys = tuple(dict.fromkeys(key for key, _, _ in agreed))
            return Asked(widest, keys, " ".join(dict.fromkeys(words for _, _, words in agreed if words)))
        return Asked(DEFAULTS[pair]) if pair in DEFAULTS else None

    def _applies(self, key: str, a: Notice, b: Notice, during: Interval) -> bool:
        spans = self._picture.spans_of(key)
        if not any(span.during.overlaps(during) and not span.suspended for span in spans):
            return False
        if key in (a.basis, b.basis):
            return True
        bound = self._parties(key, during)
        return bound is None or all(not bound.isdisjoint(self._names_of(one.author)) for one in (a, b))

    def _parties(self, key: str, during: Interval) -> frozenset[str] | None:
        mark = (key, during.bounds)
        if mark not in self._bound:
            assert self._reaches is not None
            self._bound[mark] = self._reaches.parties(key, during)
        return self._bound[mark]

    def _names_of(self, party: str) -> frozenset[str]:
        if party not in self._names:
            self._names[party] = frozenset(self._picture.parties.identities(party))
        return self._names[party]


def _pair(a: NoticeKind, b: NoticeKind) -> Kinds:
    """Two kinds in the order in which the table has them."""
    return (a, b) if (a, b) in DEFAULTS or ((b, a) not in DEFAULTS and a <= b) else (b, a)
