"""Local texts that expressly loosen a more general one: what they permit, the general one does not prohibit there and then.

Precedence is data: only an arrangement with `looser` set takes something away, only from the arrangement that
it names as `under`, and only an act that it permits, in its place and time, between parties that it binds.
Rule VIOL-01, see docs/findings/viol-01.md.
"""

import numpy as np
import numpy.typing as npt

from treve.findings.profile import Allegation, Deed, allowed_by_act, between, by_act
from treve.findings.terms import Terms
from treve.kleene import Column
from treve.records.report import Circumstances

Ints = npt.NDArray[np.int64]
Case = tuple[Deed, Circumstances]


class Among:
    """For each parties clause and allegation whether the act was one between parties that it binds."""

    def __init__(self, terms: Terms) -> None:
        self._terms = terms
        self.table: npt.NDArray[np.int8] = np.empty((len(terms.whos), 0), np.int8)

    def refresh(self, allegations: list[Allegation]) -> None:
        """Answer for the allegations that have been added since the last time."""
        fresh = allegations[self.table.shape[1] :]
        if fresh and len(self._terms.whos):
            parties = [(who, self._terms.epochs[epoch].parties) for who, epoch in self._terms.whos]
            added = np.array([[between(who, held, one) for one in fresh] for who, held in parties], np.int8)
            self.table = np.column_stack([self.table, added])


class Acts:
    """Act by act, what general provisions prohibit and what local ones permit; each combination asked once."""

    def __init__(self, general: Terms, local: Terms) -> None:
        self._general, self._local = general.deeds, local.deeds
        self._stops: dict[tuple[int, int], tuple[int, ...]] = {}
        self._lets: dict[tuple[int, int], tuple[int, ...]] = {}

    def loosened(
        self, cases: list[Case], general: Ints, deed: Ints, owner: Ints, local: Ints, context: Column
    ) -> Column:  # fmt: skip
        """Whether each row's act is prohibited once the local permissions are taken out.

        A row has a general provision and a deed (numbers); `owner` gives for each local permission that may
        meet a row the place of the row, `local` the provision, `context` whether it held there and then.
        """
        most = max(len(case[0].acts) for case in cases)
        stops = np.zeros((len(general), most), np.int8)
        for place, (rule, number) in enumerate(zip(general.tolist(), deed.tolist(), strict=True)):
            if (rule, number) not in self._stops:
                self._stops[rule, number] = by_act(self._general[rule], *cases[number])
            held = self._stops[rule, number]
            stops[place, : len(held)] = held
        lets = np.zeros((len(owner), most), np.int8)
        for place, (rule, number) in enumerate(zip(local.tolist(), deed[owner].tolist(), strict=True)):
            if (rule, number) not in self._lets:
                self._lets[rule, number] = allowed_by_act(self._local[rule], *cases[number])
            held = self._lets[rule, number]
            lets[place, : len(held)] = held
        np.minimum.at(stops, owner, 2 - np.minimum(lets, context[:, None]))
        return stops.max(axis=1)
