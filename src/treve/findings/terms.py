"""Arrangements as columns: the terms in force, cut so that within a segment nothing changes.

A *group* is one provision of one arrangement over one set of areas; a *segment* is a span of a group
in which who is bound, who is excluded and whether it is suspended stay the same. Segments of a group
never overlap. An *epoch* is a span of recorded time in which an arrangement was known in one form.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, fields
from datetime import datetime
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from treve.findings.profile import Who
from treve.geo.footprint import Footprint
from treve.geo.interval import OPEN_END, OPEN_START, Interval
from treve.picture.force import InForce, cut, in_force
from treve.picture.parties import Parties
from treve.picture.picture import Picture
from treve.records.arrangement import Adherence, Arrangement, ExceptionClause, Provision

Ints = npt.NDArray[np.int64]
Codes = npt.NDArray[np.int32]


@dataclass(frozen=True)
class Group:
    """One provision of one arrangement, in one set of areas, as known in one epoch."""

    epoch: int
    provision: int
    """Place of the provision in its arrangement."""
    areas: tuple[int, ...]
    """Footprints it holds in (any of them), by number; empty = the whole theatre."""
    areas_out: tuple[int, ...]
    """Footprints it does not hold in."""
    unplaced: bool = False
    """Whether the shape of some of its areas is not known: outside the known ones it cannot be told where it holds."""
    blurred: bool = False
    """Whether the shape of some area left out is not known: inside it cannot be told where it holds."""


@dataclass(frozen=True)
class Epoch:
    """One arrangement as it was known over a span of recorded time (microseconds, half-open)."""

    arrangement: Arrangement
    since: int
    until: int
    parties: Parties


@dataclass
class Terms:
    """All groups and segments of a picture, ready to be asked."""

    epochs: list[Epoch] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)
    footprints: list[Footprint] = field(default_factory=list)
    area_keys: list[str] = field(default_factory=list)
    """Key of the area record of each footprint."""
    start: list[int] = field(default_factory=list)
    end: list[int] = field(default_factory=list)
    group: list[int] = field(default_factory=list)
    suspended: list[bool] = field(default_factory=list)
    doubtful: list[bool] = field(default_factory=list)
    who: list[int] = field(default_factory=list)
    """Number in `whos` of each segment."""
    whos: list[tuple[Who, int]] = field(default_factory=list)
    """Distinct parties clauses, each with the epoch whose parties it is asked of."""
    deeds: list[Provision] = field(default_factory=list)
    """Distinct provisions, as far as acts and permissions go."""
    deed: list[int] = field(default_factory=list)
    """Number in `deeds` of each group."""
    exceptions: list[tuple[ExceptionClause, ...]] = field(default_factory=list)
    """Distinct tuples of exceptions."""
    exception: list[int] = field(default_factory=list)
    """Number in `exceptions` of each group."""
    local: "Terms | None" = None
    """What looser local texts permit, as groups and segments of its own; `None` where there is none."""
    loosens: list[int] = field(default_factory=list)
    """For terms of looser texts: the epoch of the general arrangement that each of their epochs loosens."""
    _areas: dict[tuple[str, int], int] = field(default_factory=dict)
    _deeds: dict[tuple[object, ...], int] = field(default_factory=dict)

    def __reduce__(self) -> tuple[type["Terms"], tuple[object, ...]]:
        """Shipped without the notes that `add` keeps for itself, which come last."""
        return Terms, tuple(getattr(self, one.name) for one in fields(self) if not one.name.startswith("_"))

    def provision_of(self, group: int) -> Provision:
        """The provision of a group."""
        one = self.groups[group]
        return self.epochs[one.epoch].arrangement.provisions[one.provision]

    def arrangement_of(self, group: int) -> Arrangement:
        """The arrangement of a group."""
        return self.epochs[self.groups[group].epoch].arrangement

    def add(
        self, picture: Picture, arrangement: Arrangement, since: int = OPEN_START, until: int = OPEN_END, *,
        looser: dict[str, list[Arrangement]] | None = None,
    ) -> None:  # fmt: skip
        """Take in an arrangement as the picture knows it, for a span of recorded time.

        `looser` = the local texts that loosen others, by the one that they loosen; worked out where it is not given.
        """
        epoch = self._take(picture, arrangement, since, until)
        for local in (loosening(picture) if looser is None else looser).get(arrangement.key, ()):
            self.local = self.local or Terms()
            self.local.loosens.append(epoch)
            self.local._take(picture, local, since, until, permits=True)

    def _take(
        self, picture: Picture, arrangement: Arrangement, since: int, until: int, *, permits: bool = False
    ) -> int:  # fmt: skip
        epoch = len(self.epochs)
        self.epochs.append(Epoch(arrangement, since, until, picture.parties))
        changes = picture.changes.get(arrangement.key, ())
        adherences = picture.adherences.get(arrangement.key, ())
        for number, provision in enumerate(arrangement.provisions):
            if provision.permits if permits else provision.prohibits:
                spans = in_force(arrangement, changes, provision.windows or None)
                self._add_provision(picture, epoch, number, provision, spans, adherences)
        return epoch

    def _add_provision(
        self, picture: Picture, epoch: int, number: int, provision: Provision, spans: tuple[InForce, ...],
        adherences: tuple[Adherence, ...],
    ) -> None:  # fmt: skip
        out = tuple(self._area(picture, key) for key in provision.areas_out if key in picture.areas)
        points = sorted(_turning_points(picture.parties, provision, adherences))
        by_areas: dict[tuple[str, ...], list[InForce]] = {}
        for span in spans:
            limited = tuple(key for key in span.areas if not provision.areas or key in provision.areas)
            if span.areas and not limited:
                continue
            by_areas.setdefault(limited or provision.areas, []).append(span)
        for keys, members in by_areas.items():
            areas = tuple(self._area(picture, key) for key in keys if key in picture.areas)
            group = len(self.groups)
            unplaced = any(key not in picture.areas for key in keys)
            blurred = any(key not in picture.areas for key in provision.areas_out)
            self.groups.append(Group(epoch, number, areas, out, unplaced, blurred))
            self.deed.append(self._deed(provision))
            self.exception.append(self._exception(provision.exceptions))
            for span in _disjoint(members):
                for piece in cut(span.during, points):
                    who = Who(provision.bound, adherences, provision.excluded, provision.excluded_by, piece)
                    first, last = piece.bounds
                    self.start.append(first)
                    self.end.append(last)
                    self.group.append(group)
                    self.suspended.append(span.suspended)
                    self.doubtful.append(span.doubtful)
                    self.who.append(len(self.whos))
                    self.whos.append((who, epoch))

    def _area(self, picture: Picture, key: str) -> int:
        area = picture.areas[key]
        mark = (key, id(area))
        if mark not in self._areas:
            self._areas[mark] = len(self.footprints)
            self.footprints.append(area.footprint)
            self.area_keys.append(key)
        return self._areas[mark]

    def _deed(self, provision: Provision) -> int:
        mark = (provision.prohibits, provision.weapons, provision.targets, provision.permits)
        if mark not in self._deeds:
            self._deeds[mark] = len(self.deeds)
            self.deeds.append(provision)
        return self._deeds[mark]

    def _exception(self, clauses: tuple[ExceptionClause, ...]) -> int:
        if clauses not in self.exceptions:
            self.exceptions.append(clauses)
        return self.exceptions.index(clauses)

    @classmethod
    def of(cls, picture: Picture, arrangements: Iterable[Arrangement] | None = None) -> "Terms":
        """The terms of a picture, of all its arrangements or of some."""
        terms, looser = cls(), loosening(picture)
        for arrangement in picture.arrangements.values() if arrangements is None else arrangements:
            terms.add(picture, arrangement, looser=looser)
        return terms


def loosening(picture: Picture) -> dict[str, list[Arrangement]]:
    """The arrangements whose text says expressly that it loosens a more general one, by the one that they loosen."""
    found: dict[str, list[Arrangement]] = {}
    for arrangement in picture.arrangements.values():
        above = arrangement.under not in ("", arrangement.key)
        if above and arrangement.looser and any(rule.permits for rule in arrangement.provisions):
            found.setdefault(arrangement.under, []).append(arrangement)
    return found


def _turning_points(parties: Parties, provision: Provision, adherences: tuple[Adherence, ...]) -> set[datetime]:
    if provision.bound.to == "everyone" and not provision.excluded and not provision.excluded_by:
        return set()
    points: set[datetime] = set()
    for adherence in adherences if provision.bound.to == "adherents" else ():
        points |= {at for at in (adherence.during.start, adherence.during.end) if at is not None}
    return points | parties.all_turning_points


def _disjoint(spans: Iterable[InForce]) -> Iterator[InForce]:
    """The spans with overlaps taken out: what two of them share counts once, as suspended only if all say so."""
    held = list(spans)
    if len(held) == 1:
        yield held[0]
        return
    held.sort(key=lambda span: span.during.bounds)
    edges = sorted({edge for span in held for edge in span.during.bounds})
    by_bound = {edge: at for span in held for edge, at in zip(span.during.bounds, _ends(span.during), strict=True)}
    for first, last in pairwise(edges):
        covering = [span for span in held if span.during.bounds[0] <= first and last <= span.during.bounds[1]]
        if covering:
            off = all(span.suspended for span in covering)
            doubt = all(span.doubtful for span in covering)
            yield InForce(Interval(by_bound[first], by_bound[last]), covering[0].areas, off, doubt)


def _ends(span: Interval) -> tuple[datetime | None, datetime | None]:
    return span.start, span.end
