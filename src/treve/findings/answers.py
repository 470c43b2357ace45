"""The small questions of all segments for all allegations, answered once each and kept as tables.

Reports share few distinct allegations and deeds; a report's row holds their numbers. A table has one
row a segment (or provision) and one column a number, Kleene `int8`. The rules are those of `profile`;
rows that agree in everything an allegation or deed can touch are asked once for all of them.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime

import numpy as np
import numpy.typing as npt

from treve.findings.profile import Allegation, Deed, Who, bound_of, excepted, excluded_of, prohibited
from treve.findings.terms import Terms
from treve.geo.interval import ALWAYS
from treve.kleene import NO
from treve.picture.parties import Parties
from treve.records.act import covers
from treve.records.report import Circumstances, IncidentReport

Table = npt.NDArray[np.int8]
Ints = npt.NDArray[np.int64]


class Vocabulary:
    """Numbers of the distinct allegations, deeds and circumstances met so far."""

    def __init__(self) -> None:
        self.allegations: dict[Allegation, int] = {}
        self.deeds: dict[tuple[Deed, Circumstances], int] = {}
        self.circumstances: dict[Circumstances, int] = {}

    def numbers(self, report: IncidentReport) -> tuple[int, int, int]:
        """The numbers of a report's allegation, deed and circumstances."""
        circumstances = report.circumstances
        return (
            self.allegations.setdefault(Allegation.of(report), len(self.allegations)),
            self.deeds.setdefault((Deed.of(report), circumstances), len(self.deeds)),
            self.circumstances.setdefault(circumstances, len(self.circumstances)),
        )


class Answers:
    """Tables over a vocabulary that may still grow."""

    def __init__(self, terms: Terms, vocabulary: Vocabulary) -> None:
        self._terms = terms
        self._vocabulary = vocabulary
        self.bound: Table = np.empty((len(terms.whos), 0), np.int8)
        self.excluded: Table = np.empty((len(terms.whos), 0), np.int8)
        self.by_target: npt.NDArray[np.bool_] = np.empty((len(terms.whos), 0), np.bool_)
        self.prohibited: Table = np.empty((len(terms.deeds), 0), np.int8)
        self.permitted: npt.NDArray[np.bool_] = np.empty((len(terms.deeds), 0), np.bool_)
        self.excepted: Table = np.empty((len(terms.exceptions), 0), np.int8)
        self._clauses: Clauses | None = None
        self._rules: Rules | None = None

    def refresh(self) -> None:
        """Answer the questions of what the vocabulary has gained since the last time."""
        terms, words = self._terms, self._vocabulary
        allegations = list(words.allegations)[self.bound.shape[1] :]
        if allegations:
            self._clauses = self._clauses or Clauses(terms)
            found = [self._ask_parties(self._clauses, one) for one in allegations]
            self.bound, self.excluded, self.by_target = (
                _add(table, columns)
                for table, columns in zip((self.bound, self.excluded, self.by_target), zip(*found, strict=True), strict=True)
            )
        deeds = list(words.deeds)[self.prohibited.shape[1] :]
        if deeds:
            self._rules = self._rules or Rules(terms)
            acts = [self._ask_acts(self._rules, deed, circumstances) for deed, circumstances in deeds]
            self.prohibited = _add(self.prohibited, [value for value, _ in acts])
            self.permitted = _add(self.permitted, [allowed for _, allowed in acts])
        fresh = list(words.circumstances)[self.excepted.shape[1] :]
        if fresh:
            held = [[excepted(clauses, one) for clauses in terms.exceptions] for one in fresh]
            self.excepted = _add(self.excepted, [np.array(one, np.int8) for one in held])

    def _ask_parties(self, clauses: "Clauses", allegation: Allegation) -> tuple[Table, Table, npt.NDArray[np.bool_]]:
        ones, spread = clauses.alike(allegation)
        bound, out = [], []
        for number in ones.tolist():
            who, epoch = self._terms.whos[number]
            parties = self._terms.epochs[epoch].parties
            bound.append(bound_of(who, parties, allegation))
            out.append(excluded_of(who, parties, allegation))
        values = np.array([one.value for one in out], np.int8)
        targets = np.array([one.by_target for one in out], np.bool_)
        return np.array(bound, np.int8)[spread], values[spread], targets[spread]

    def _ask_acts(self, rules: "Rules", deed: Deed, circumstances: Circumstances) -> tuple[Table, npt.NDArray[np.bool_]]:
        ones, spread = rules.alike(deed)
        found = [prohibited(self._terms.deeds[number], deed, circumstances) for number in ones.tolist()]
        values = np.array([one.value for one in found], np.int8)
        return values[spread], np.array([one.permitted for one in found], np.bool_)[spread]


class Clauses:
    """The parties clauses of some terms, by the names that stand in them."""

    def __init__(self, terms: Terms) -> None:
        self._parties: dict[tuple[object, ...], Parties] = {}
        kinds: dict[tuple[object, ...], int] = {}
        kind = []
        named: dict[str, list[int]] = defaultdict(list)
        for number, (who, epoch) in enumerate(terms.whos):
            parties = terms.epochs[epoch].parties
            mark = parties.mark
            self._parties.setdefault(mark, parties)
            regime = _regime(who, parties)
            # The lists of adherences are few and long: told apart by where they are kept, not by what is in them.
            held = (
                mark, who.bound.to, who.bound.with_associated, bool(who.excluded), who.excluded_by, id(who.adherences), regime
            )  # fmt: skip
            kind.append(kinds.setdefault(held, len(kinds)))
            for name in who.bound.parties:
                named[name].append(2 * number)
            for name in who.excluded:
                named[name].append(2 * number + 1)
        self._kind = np.array(kind, np.int64)
        self._named = {name: np.array(places, np.int64) for name, places in named.items()}

    def alike(self, allegation: Allegation) -> tuple[Ints, Ints]:
        """One clause of each sort that an allegation can tell apart, and for every clause the place of its own."""
        names: set[str] = set()
        for parties in self._parties.values():
            for party in (*allegation.alleged, *allegation.against):
                for one in parties.controlling(party, ALWAYS):
                    names.update(parties.identities(one))
        return _alike(self._kind, [self._named[name] for name in sorted(names) if name in self._named], 2)


class Rules:
    """The provisions of some terms, by the acts that stand in them."""

    def __init__(self, terms: Terms) -> None:
        kinds: dict[tuple[object, ...], int] = {}
        named: dict[str, list[int]] = defaultdict(list)
        for number, provision in enumerate(terms.deeds):
            for rule in provision.prohibits:
                named[rule].append(number)
        self._kind = np.array(
            [kinds.setdefault((one.weapons, one.targets, one.permits), len(kinds)) for one in terms.deeds], np.int64
        )  # fmt: skip
        self._named = {rule: np.array(places, np.int64) for rule, places in named.items()}

    def alike(self, deed: Deed) -> tuple[Ints, Ints]:
        """One provision of each sort that a deed can tell apart, and for every provision the place of its own."""
        touched = [rule for rule in sorted(self._named) if any(covers(rule, act) != NO for act in deed.acts)]
        return _alike(self._kind, [self._named[rule] for rule in touched], 1)


def _alike(kind: Ints, marks: Iterable[Ints], sorts: int) -> tuple[Ints, Ints]:
    """Rows that share their kind and all marks: one row of each sort, and for every row the place of its sort.

    A mark lists the rows that bear it; with two sorts of mark, twice the row, plus one for the second sort.
    """
    found = kind
    for mark in marks:
        flag = np.zeros(len(kind), np.int64)
        for sort in range(sorts):
            flag[mark[mark % sorts == sort] // sorts] += 1 << sort
        # Counted anew at each step, so that the numbers stay small.
        found = np.unique(found * (1 << sorts) + flag, return_inverse=True)[1]
    _, ones, spread = np.unique(found, return_index=True, return_inverse=True)
    return ones, spread


def _regime(who: Who, parties: Parties) -> tuple[int, int]:
    """Between which changes of bonds, designations and adherences a clause holds: all that its span is compared with."""
    points: set[datetime] = set(parties.all_turning_points)
    for adherence in who.adherences:
        points |= {at for at in (adherence.during.start, adherence.during.end) if at is not None}
    if not points:
        return 0, 0
    ordered = sorted(points)
    start, end = who.during.start, who.during.end
    return (
        0 if start is None else bisect_right(ordered, start),
        len(ordered) if end is None else bisect_left(ordered, end),
    )


def _add[T: np.generic](table: npt.NDArray[T], columns: Sequence[npt.NDArray[T]]) -> npt.NDArray[T]:
    return np.ascontiguousarray(np.column_stack([table, *columns]))
