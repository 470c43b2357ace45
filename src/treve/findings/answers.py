"""The small questions of all segments for all allegations, answered once each and kept as tables.

Reports share few distinct allegations and deeds; a report's row holds their numbers. A table has one
row a segment (or provision) and one column a number, Kleene `int8`.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from treve.findings.profile import Allegation, Deed, bound_of, excepted, excluded_of, prohibited
from treve.findings.terms import Terms
from treve.records.report import Circumstances, IncidentReport

Table = npt.NDArray[np.int8]


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

    def refresh(self) -> None:
        """Answer the questions of what the vocabulary has gained since the last time."""
        terms, words = self._terms, self._vocabulary
        for allegation in list(words.allegations)[self.bound.shape[1] :]:
            self._ask_parties(allegation)
        for deed, circumstances in list(words.deeds)[self.prohibited.shape[1] :]:
            found = [prohibited(provision, deed, circumstances) for provision in terms.deeds]
            self.prohibited = _add(self.prohibited, [one.value for one in found])
            self.permitted = _add(self.permitted, [one.permitted for one in found])
        for circumstances in list(words.circumstances)[self.excepted.shape[1] :]:
            self.excepted = _add(self.excepted, [excepted(clauses, circumstances) for clauses in terms.exceptions])

    def _ask_parties(self, allegation: Allegation) -> None:
        bound, out, target = [], [], []
        for who, epoch in self._terms.whos:
            parties = self._terms.epochs[epoch].parties
            exclusion = excluded_of(who, parties, allegation)
            bound.append(bound_of(who, parties, allegation))
            out.append(exclusion.value)
            target.append(exclusion.by_target)
        self.bound, self.excluded = _add(self.bound, bound), _add(self.excluded, out)
        self.by_target = _add(self.by_target, target)


def _add[T: np.generic](table: npt.NDArray[T], column: Sequence[object]) -> npt.NDArray[T]:
    return np.column_stack([table, np.asarray(column, table.dtype).reshape(-1, 1)])
