"""Qualification: one row for each report and arrangement, one column for each criterion.

Rule VIOL-01, see docs/findings/viol-01.md. One implementation for one case and for millions: a single
report is a batch of one. `Engine.qualify` is the seam behind which another engine can stand: an Arrow
batch of reports in, an Arrow batch of rows out.
"""

from typing import Any, Literal, NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from treve.findings.answers import Answers, Vocabulary
from treve.findings.buckets import LEVELS, Buckets, expand
from treve.findings.columns import IN_DISC, UNPLACED, Shapes, check
from treve.findings.criteria import CRITERIA, reasons, verdict
from treve.findings.heights import Heights
from treve.findings.looser import Acts, Among
from treve.findings.spots import Choices, Spots
from treve.findings.terms import Terms
from treve.geo.place import OneOf
from treve.geo.surface import Surfaces
from treve.kleene import Column, Kleene

Ints = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]
Keep = Literal["all", "reached", "possible"]

ROWS = pa.schema(
    [
        pa.field("report", pa.int64(), nullable=False),
        pa.field("epoch", pa.int32(), nullable=False, metadata={"is": "number of the arrangement as known then"}),
        pa.field("provision", pa.int32(), nullable=False, metadata={"is": "the provision that comes nearest to broken"}),
        *(pa.field(name, pa.int8(), nullable=False, metadata={"is": "0 no, 1 cannot tell, 2 yes"}) for name in CRITERIA),
        pa.field("verdict", pa.int8(), nullable=False, metadata={"is": "0 no, 1 cannot tell, 2 yes"}),
        pa.field("reason", pa.int8(), nullable=False, metadata={"is": "place in criteria.REASONS"}),
        pa.field("since", pa.int64(), nullable=False, metadata={"unit": "microsecond of recorded time"}),
        pa.field("until", pa.int64(), nullable=False, metadata={"unit": "microsecond of recorded time; half-open"}),
    ]
)
"""Columns of the result, ordered by report, epoch."""


class Permission(NamedTuple):
    """What a looser local text permits to some reports: one entry a report and provision that meet."""

    row: Ints
    """Place of the report in its batch."""
    group: Ints
    """Group of the local terms."""
    context: Column
    """Whether it held there and then, between its own parties."""


class _Met(NamedTuple):
    """Pairs of report and segment, ordered by report and group; where each combination begins."""

    row: Ints
    segment: Ints
    inside: Mask
    overlap: Ints
    begins: Ints
    one_row: Ints
    one_group: Ints


class Engine:
    """The terms of a picture, indexed, with the answers for a vocabulary."""

    def __init__(self, terms: Terms, vocabulary: Vocabulary, shapes: Shapes) -> None:
        self.terms = terms
        self.vocabulary = vocabulary
        self.shapes = shapes
        self.answers = Answers(terms, vocabulary)
        self._start, self._end = np.array(terms.start, np.int64), np.array(terms.end, np.int64)
        self._group = np.array(terms.group, np.int64)
        self._who = np.array(terms.who, np.int64)
        self._off = np.array(terms.suspended, np.bool_)
        self._doubtful = np.array(terms.doubtful, np.bool_)
        groups = terms.groups
        self._epoch = np.array([group.epoch for group in groups], np.int64)
        self._provision = np.array([group.provision for group in groups], np.int64)
        self._deed, self._exception = np.array(terms.deed, np.int64), np.array(terms.exception, np.int64)
        self._unplaced = np.array([group.unplaced for group in groups], np.bool_)
        self._blurred = np.array([group.blurred for group in groups], np.bool_)
        self._everywhere = np.array([not group.areas for group in groups], np.bool_)
        self._simple = np.array([len(group.areas) == 1 and not group.areas_out for group in groups], np.bool_)
        self._since = np.array([epoch.since for epoch in terms.epochs], np.int64)
        self._until = np.array([epoch.until for epoch in terms.epochs], np.int64)
        self._areas = _Lists([group.areas for group in groups])
        self._areas_out = _Lists([group.areas_out for group in groups])
        self.surfaces = Surfaces.build(terms.footprints)
        self._relations: dict[tuple[int, int], Kleene] = {}
        self.heights = Heights([terms.provision_of(group).band for group in range(len(groups))])
        self.local = None if terms.local is None else Engine(terms.local, vocabulary, shapes)
        """The looser local texts, asked where they may take something away."""
        self._loosened = np.isin(np.arange(len(terms.epochs)), terms.local.loosens if terms.local else [])
        self._acts = Acts(terms, terms.local or terms)
        self._among = Among(terms) if terms.loosens else None
        everywhere = (self._everywhere | self._unplaced)[self._group] if len(groups) else np.empty(0, np.bool_)
        owner, area = self._areas.of(self._group)
        placed = ~everywhere[owner] if len(owner) else np.empty(0, np.bool_)
        self._buckets = Buckets(self._start, self._end, (owner[placed], area[placed]), everywhere, terms.footprints)

    def __reduce__(self) -> tuple[type["Engine"], tuple[Terms, Vocabulary, Shapes]]:
        """Shipped as what it is built from: another process builds its own index."""
        return Engine, (self.terms, self.vocabulary, self.shapes)

    def qualify(self, reports: pa.RecordBatch, *, keep: Keep = "reached") -> pa.RecordBatch:
        """The rows of a batch of reports.

        `keep`: "possible" gives the rows whose verdict is not *no*; "reached" also those that only their
        parties, acts, exceptions or a suspension settle; "all" a row for every arrangement.
        """
        batch = self._taken(reports)
        if keep == "all":
            row, segment = (side.ravel() for side in np.indices((len(batch), len(self._start))))
            inside = np.zeros(len(row), np.bool_)
        else:
            row, segment, inside = self._candidates(batch, keep)
        return self._rows(batch, row, segment, inside, keep)

    def _taken(self, reports: pa.RecordBatch) -> "_Batch":
        """The reports as arrays, once they are checked and there are answers for all that they speak of."""
        check(reports, self.vocabulary, self.shapes)
        self._refresh()
        return _Batch(reports)

    def _refresh(self) -> None:
        words = self.vocabulary
        if self.heights.asked:
            self.heights.refresh([deed for deed, _ in words.deeds])
        if self._among is not None:
            self._among.refresh(list(words.allegations))
            return
        self.answers.refresh()
        if self.local is not None:
            self.local._refresh()

    def permissions(self, reports: pa.RecordBatch) -> Permission:
        """What the looser local texts permit to a batch of reports, where and when they may meet."""
        batch = self._taken(reports)
        if self.local is None:
            none = np.empty(0, np.int64)
            return Permission(none, none, none.astype(np.int8))
        return self.local._permits(batch)

    def _permits(self, batch: "_Batch") -> Permission:
        met = self._meet(batch, *self._candidates(batch, "reached"))
        if not len(met.row) or self._among is None:
            return Permission(met.one_row, met.one_group, np.empty(0, np.int8))
        among = _common(self._among.table[self._who[met.segment], batch.allegation[met.row]], met.begins)
        held = self._where_and_when(batch, met)
        off = 2 - held["suspended"]
        return Permission(met.one_row, met.one_group, np.minimum.reduce([among, held["place"], held["time"], off]))

    def _loosen(self, batch: "_Batch", row: Ints, group: Ints, act: Column) -> Column:
        """The answers about the act, with what looser local texts permit there and then taken out."""
        asked = np.flatnonzero(self._loosened[self._epoch[group]] & (act > Kleene.NO)) if self.local is not None else row[:0]
        if not len(asked) or self.local is None or self.terms.local is None:
            return act
        reports, place = np.unique(row[asked], return_inverse=True)
        found = self.local._permits(batch.take(reports))
        loosens = np.array(self.terms.local.loosens, np.int64)[self.local._epoch[found.group]]
        width = len(self._epoch) + 1
        order = np.argsort(found.row * width + loosens, kind="stable")
        key = (found.row * width + loosens)[order]
        wanted = place * width + self._epoch[group[asked]]
        first, last = np.searchsorted(key, wanted, "left"), np.searchsorted(key, wanted, "right")
        owner, step = expand(last - first)
        if not len(owner):
            return act
        hit = order[first[owner] + step]
        rule, deed = self._deed[group[asked]], batch.deed[row[asked]].astype(np.int64)
        local = self.local._deed[found.group[hit]]
        loosened = act.copy()
        cases = list(self.vocabulary.deeds)
        loosened[asked] = self._acts.loosened(cases, rule, deed, owner, local, found.context[hit])
        return loosened

    def _candidates(self, batch: "_Batch", keep: Keep) -> tuple[Ints, Ints, Mask]:
        possible = keep == "possible"
        bound, out, done = self.answers.bound, self.answers.excluded, self.answers.prohibited
        since, until = self._since[self._epoch], self._until[self._epoch]

        def test(row: Ints, segment: Ints) -> Mask:
            passed = (self._start[segment] < batch.end[row]) & (batch.start[row] < self._end[segment])
            if not possible:
                return passed
            near = np.flatnonzero(passed)
            row, segment = row[near], segment[near]
            who, said = self._who[segment], batch.allegation[row]
            group = self._group[segment]
            fits = (bound[who, said] > 0) & (out[who, said] < 2) & (done[self._deed[group], batch.deed[row]] > 0)
            fits &= (since[group] < batch.until[row]) & (batch.since[row] < until[group])
            passed[near] = fits
            return passed

        wide = (batch.shape != IN_DISC) | (batch.radius > LEVELS[-1][1]) | (np.abs(batch.lat) > 85.0)
        reach = batch.radius / 110_500.0 / np.cos(np.radians(np.clip(np.abs(batch.lat), 0.0, 85.0)))
        wide |= np.abs(batch.lon) + reach * 1.2 > 179.9
        return self._buckets.candidates(batch.lon, batch.lat, batch.radius, wide, batch.start, batch.end, test)

    def _meet(self, batch: "_Batch", row: Ints, segment: Ints, inside: Mask) -> _Met:
        group = self._group[segment]
        epoch = self._epoch[group]
        known = (self._since[epoch] < batch.until[row]) & (batch.since[row] < self._until[epoch])
        row, segment, group, inside = row[known], segment[known], group[known], inside[known]
        order = np.argsort(row * (len(self._epoch) + 1) + group, kind="stable")
        row, segment, group, inside = row[order], segment[order], group[order], inside[order]
        overlap = np.minimum(self._end[segment], batch.end[row]) - np.maximum(self._start[segment], batch.start[row])
        overlap = np.maximum(overlap, 0)
        begins = _runs(row, group)
        # Where some segment of the group is met, the others say nothing of who was bound at that time.
        met = np.repeat(np.add.reduceat(overlap, begins) > 0, np.diff([*begins, len(row)])) if len(row) else overlap > 0
        asked = (overlap > 0) | ~met
        row, segment, group, inside, overlap = (part[asked] for part in (row, segment, group, inside, overlap))
        begins = _runs(row, group)
        return _Met(row, segment, inside, overlap, begins, row[begins], group[begins])

    def _rows(self, batch: "_Batch", row: Ints, segment: Ints, inside: Mask, keep: Keep) -> pa.RecordBatch:
        met = self._meet(batch, row, segment, inside)
        one_row, one_group = met.one_row, met.one_group
        columns = self._columns(batch, met)
        act = self._loosen(batch, one_row, one_group, columns["act"])
        taken = (act == Kleene.NO) & (columns["act"] != Kleene.NO)
        columns["act"] = act
        targeted = columns.pop("by_target").astype(np.bool_)
        allowed = self.answers.permitted[self._deed[one_group], batch.deed[one_row]] | taken
        value = verdict(columns)
        kept = np.ones(len(value), np.bool_) if keep == "all" else columns["place"] != Kleene.NO
        if keep == "possible":
            kept &= value != Kleene.NO
        why = reasons(columns, targeted, allowed)
        return self._result(batch, one_row, one_group, columns, value, why, np.flatnonzero(kept))

    def _columns(self, batch: "_Batch", met: _Met) -> dict[str, Column]:
        who, said, begins = self._who[met.segment], batch.allegation[met.row], met.begins
        return self._where_and_when(batch, met) | {
            "bound": _common(self.answers.bound[who, said], begins),
            "excluded": _common(self.answers.excluded[who, said], begins),
            "act": self.answers.prohibited[self._deed[met.one_group], batch.deed[met.one_row]],
            "exception": self.answers.excepted[self._exception[met.one_group], batch.circumstances[met.one_row]],
            "by_target": _common(self.answers.by_target[who, said].astype(np.int8), begins),
        }

    def _where_and_when(self, batch: "_Batch", met: _Met) -> dict[str, Column]:
        begins, overlap = met.begins, met.overlap
        length = batch.end[met.one_row] - batch.start[met.one_row]
        covered = np.add.reduceat(overlap, begins) if len(begins) else overlap
        certain = np.where(self._doubtful[met.segment], 0, overlap)
        certain = np.add.reduceat(certain, begins) if len(begins) else certain
        sure = np.logical_and.reduceat(met.inside, begins) if len(begins) else met.inside
        place = self._place(batch, met.one_row, met.one_group, sure)
        if self.heights.asked:
            place = self.heights.limit(place, self.heights.band[met.one_group], batch.deed[met.one_row])
        return {
            "place": place,
            "time": ((covered > 0).astype(np.int8) + (certain >= length)).astype(np.int8),
            "suspended": _common(self._off[met.segment].astype(np.int8) * 2, begins),
        }

    def _place(self, batch: "_Batch", row: Ints, group: Ints, sure: Mask) -> Column:
        found = self._place_of(batch, row, group, sure)
        choices = Choices(self.shapes, batch.shape[row])
        if len(choices.rows):
            spot, asked = np.arange(len(choices.owner)), group[choices.rows][choices.owner]
            apart = self._place_of(choices.spots, spot, asked, np.zeros(len(spot), np.bool_))
            found[choices.rows] = choices.common(apart)
        return found

    def _place_of(self, batch: "_Batch | Spots", row: Ints, group: Ints, sure: Mask) -> Column:
        found = np.full(len(row), Kleene.YES, np.int8)
        asked = np.flatnonzero(~(sure & self._simple[group]) & ~self._everywhere[group])
        if len(asked):
            found[asked] = self._within(batch, row[asked], group[asked], self._areas)
        holes = np.flatnonzero((found > 0) & (self._areas_out.count[group] > 0))
        if len(holes):
            out = self._within(batch, row[holes], group[holes], self._areas_out)
            found[holes] = np.minimum(found[holes], 2 - out)
        blind = self._unplaced[group] & (found != Kleene.YES)
        blind |= self._unplaced[group] & self._everywhere[group]
        blind |= self._blurred[group] & (found == Kleene.YES)
        found[blind] = Kleene.CANNOT_TELL
        return found

    def _within(self, batch: "_Batch | Spots", row: Ints, group: Ints, areas: "_Lists") -> Column:
        owner, area = areas.of(group)
        at = row[owner]
        relation = np.full(len(owner), Kleene.CANNOT_TELL, np.int8)
        disc = np.flatnonzero(batch.shape[at] == IN_DISC)
        if len(disc):
            spot = at[disc]
            relation[disc] = self.surfaces.relation(area[disc], batch.lon[spot], batch.lat[spot], batch.radius[spot])
        for place in np.flatnonzero(batch.shape[at] > IN_DISC):
            relation[place] = self._relation(int(area[place]), int(batch.shape[at[place]]))
        relation[batch.shape[at] == UNPLACED] = Kleene.CANNOT_TELL
        found = np.zeros(len(row), np.int8)
        np.maximum.at(found, owner, relation)
        return found

    def _relation(self, area: int, shape: int) -> Kleene:
        held = self.shapes.held[shape]
        if isinstance(held, OneOf):
            return Kleene.CANNOT_TELL
        if (area, shape) not in self._relations:
            self._relations[area, shape] = self.surfaces.relation_area(area, held)
        return self._relations[area, shape]

    def _result(
        self,
        batch: "_Batch",
        row: Ints,
        group: Ints,
        columns: dict[str, Column],
        value: Column,
        why: Column,
        kept: Ints,
    ) -> pa.RecordBatch:
        epoch = self._epoch[group]
        # One row for each report and arrangement: the provision that comes nearest to being broken.
        order = kept[np.lexsort((group[kept], -value[kept], epoch[kept], row[kept]))]
        first = order[_runs(row[order], epoch[order])]
        row, epoch, group = row[first], epoch[first], group[first]
        arrays = [
            batch.report[row],
            epoch.astype(np.int32),
            self._provision[group].astype(np.int32),
            *(columns[name][first] for name in CRITERIA),
            value[first],
            why[first],
            np.maximum(batch.since[row], self._since[epoch]),
            np.minimum(batch.until[row], self._until[epoch]),
        ]
        return pa.RecordBatch.from_arrays([pa.array(np.ascontiguousarray(array)) for array in arrays], schema=ROWS)


class _Batch:
    """The columns of a batch of reports as arrays."""

    def __init__(self, reports: pa.RecordBatch) -> None:
        def column(name: str) -> Any:
            return reports.column(name).to_numpy(zero_copy_only=False)

        self.report = column("report")
        self.lon, self.lat, self.radius = column("lon"), column("lat"), column("radius")
        self.shape = column("shape")
        self.start, self.end = column("start"), column("end")
        self.allegation, self.deed, self.circumstances = column("allegation"), column("deed"), column("circumstances")
        self.since, self.until = column("since"), column("until")

    def __len__(self) -> int:
        return len(self.report)

    def take(self, rows: Ints) -> "_Batch":
        """Some of the reports."""
        part = object.__new__(_Batch)
        part.__dict__.update({name: column[rows] for name, column in self.__dict__.items()})
        return part


class _Lists:
    """Short lists of numbers, one a group, kept flat."""

    def __init__(self, lists: list[tuple[int, ...]]) -> None:
        self.count = np.array([len(one) for one in lists], np.int64)
        self._begin = np.concatenate([[0], np.cumsum(self.count)]).astype(np.int64)
        self._flat = np.array([value for one in lists for value in one], np.int64)

    def of(self, groups: Ints) -> tuple[Ints, Ints]:
        """For each group in turn its numbers: the place of the group in `groups`, and the number."""
        if not len(groups):
            return np.empty(0, np.int64), np.empty(0, np.int64)
        owner, place = expand(self.count[groups])
        return owner, self._flat[self._begin[groups[owner]] + place]


def _runs(*keys: Ints) -> Ints:
    """Where a new combination of keys begins, in arrays sorted by them."""
    if not len(keys[0]):
        return np.empty(0, np.int64)
    changes = np.zeros(len(keys[0]), np.bool_)
    changes[0] = True
    for key in keys:
        changes[1:] |= key[1:] != key[:-1]
    return np.flatnonzero(changes)


def _common(values: Column, begins: Ints) -> Column:
    """The value that a run shares; cannot tell where it differs (the incident fell at one unknown instant of it)."""
    if not len(begins):
        return values
    low, high = np.minimum.reduceat(values, begins), np.maximum.reduceat(values, begins)
    return np.where(low == high, low, Kleene.CANNOT_TELL).astype(np.int8)
