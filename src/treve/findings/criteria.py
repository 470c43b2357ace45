"""The criteria of a qualification, their conjunction, and what the verdict is called.

A row is one incident report against one arrangement. Each criterion is a column of Kleene values
(`treve.kleene`); the verdict is the conjunction of the row, read in the order below. Sources: the
order of questions in the terms of the cessation of hostilities of 22 February 2016 and the Sri
Lanka and Russian-Turkish rulings; see docs/findings/viol-01.md.
"""

from typing import Final, Literal

import numpy as np
import numpy.typing as npt

from treve.kleene import Column, Kleene, conjunction, negation

CRITERIA: Final = ("bound", "excluded", "place", "time", "act", "exception", "suspended")
"""The criteria in the order in which they are asked."""

NEGATIVE: Final = frozenset({"excluded", "exception", "suspended"})
"""Criteria that must be *no* for a violation; the others must be *yes*."""

REASONS: Final = (
    "",
    "not_bound",
    "excluded_actor",
    "excluded_target",
    "outside_area",
    "outside_window",
    "act_not_prohibited",
    "permitted_act",
    "self_defence",
    "arrangement_suspended",
)
"""Why an incident is no violation; a column holds the place in this list."""

Qualification = Literal["violation", "alleged_violation", "possible_violation", "undetermined", "not_violation"]
"""What a verdict is called. Nothing is a `violation` before its occurrence is verified."""

QUALIFICATIONS: Final[tuple[Qualification, ...]] = (
    "violation", "alleged_violation", "possible_violation", "undetermined", "not_violation",
)  # fmt: skip
"""From the heaviest to the lightest."""

OCCURRENCES: Final = ("alleged", "corroborated", "unverifiable", "refuted", "verified")
"""Values of the axis "did it occur"; a column holds the place in this list."""

REASON = {name: np.int8(number) for number, name in enumerate(REASONS)}
"""Number of each reason."""


def verdict(columns: dict[str, Column]) -> Column:
    """Kleene conjunction of the rows: whether the incident, if it occurred as reported, breaks the arrangement."""
    return conjunction(*(negation(columns[name]) if name in NEGATIVE else columns[name] for name in CRITERIA))


def first_failing(columns: dict[str, Column]) -> Column:
    """For each row the place in `CRITERIA` of the first criterion that settles it as no violation; -1 = none does."""
    found = np.full(len(columns["bound"]), -1, np.int8)
    for place, name in reversed(list(enumerate(CRITERIA))):
        fails = columns[name] == (Kleene.YES if name in NEGATIVE else Kleene.NO)
        found[fails] = place
    return found


def reasons(columns: dict[str, Column], excluded_target: npt.NDArray[np.bool_], permitted: npt.NDArray[np.bool_]) -> Column:
    """For each row the place in `REASONS`; 0 where nothing settles it as no violation."""
    first = first_failing(columns)
    by_criterion = np.array(
        [REASON[name] for name in (
            "not_bound", "excluded_actor", "outside_area", "outside_window", "act_not_prohibited", "self_defence",
            "arrangement_suspended",
        )] + [REASON[""]],
        np.int8,
    )  # fmt: skip
    found = by_criterion[first]
    found[(first == CRITERIA.index("excluded")) & excluded_target] = REASON["excluded_target"]
    found[(first == CRITERIA.index("act")) & permitted] = REASON["permitted_act"]
    return found


def called(value: Kleene, occurrence: str, *, unasked: bool) -> Qualification:
    """What a verdict is called, given whether the incident occurred; `unasked` = the actor or the act cannot be told.

    *Yes* throughout is a violation once the occurrence is verified, an alleged one before, and no
    violation when it is refuted. Where somebody is known to have done something prohibited but where,
    when or among whom is uncertain, it is a possible violation. Where not even the actor or the act is
    known well enough to ask, it is undetermined.
    """
    if value == Kleene.NO or occurrence == "refuted":
        return "not_violation"
    if value == Kleene.YES:
        return "violation" if occurrence == "verified" else "alleged_violation"
    return "undetermined" if unasked else "possible_violation"


def qualification(row: dict[str, Kleene], occurrence: str) -> Qualification:
    """What one row is called."""
    value = min((Kleene(2 - row[name]) if name in NEGATIVE else row[name]) for name in CRITERIA)
    return called(value, occurrence, unasked=Kleene.CANNOT_TELL in (row["bound"], row["act"]))


def qualifications(columns: dict[str, Column], occurrence: Column) -> Column:
    """What rows are called, as places in `QUALIFICATIONS`, the heaviest 0; `occurrence` as places in `OCCURRENCES`."""
    unasked = (columns["bound"] == Kleene.CANNOT_TELL) | (columns["act"] == Kleene.CANNOT_TELL)
    return _CALLED[verdict(columns), occurrence, unasked.astype(np.int8)]


_CALLED = np.array(
    [
        [[QUALIFICATIONS.index(called(value, one, unasked=unasked)) for unasked in (False, True)] for one in OCCURRENCES]
        for value in (Kleene.NO, Kleene.CANNOT_TELL, Kleene.YES)
    ],
    np.int8,
)  # fmt: skip
