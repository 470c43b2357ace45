"""Three-valued logic after Kleene: no, cannot tell, yes.

The values are small integers in the order no < cannot tell < yes, so that *and* is the minimum,
*or* the maximum and *not* the mirror image: the same code serves one case and a column of millions
(NumPy `int8`). S. C. Kleene, Introduction to Metamathematics, 1952, section 64.
"""

from enum import IntEnum
from typing import Any

import numpy as np
import numpy.typing as npt

Column = npt.NDArray[np.int8]
"""A column of Kleene values, `int8`."""


class Kleene(IntEnum):
    """What is known of a statement."""

    NO = 0
    CANNOT_TELL = 1
    YES = 2

    @property
    def word(self) -> str:
        """`no`, `cannot tell` or `yes`."""
        return ("no", "cannot tell", "yes")[self]


NO, CANNOT_TELL, YES = Kleene.NO, Kleene.CANNOT_TELL, Kleene.YES


def conjunction(*columns: Any) -> Column:
    """Kleene *and* of columns: no if one says no, yes if all say yes, else cannot tell."""
    return np.minimum.reduce([np.asarray(column, dtype=np.int8) for column in np.broadcast_arrays(*columns)])


def disjunction(*columns: Any) -> Column:
    """Kleene *or* of columns: yes if one says yes, no if all say no, else cannot tell."""
    return np.maximum.reduce([np.asarray(column, dtype=np.int8) for column in np.broadcast_arrays(*columns)])


def negation(column: Any) -> Column:
    """Kleene *not* of a column: cannot tell stays cannot tell."""
    return (2 - np.asarray(column, dtype=np.int8)).astype(np.int8)


def known(possible: Any, certain: Any) -> Column:
    """Column from two masks: yes where `certain`, no where not `possible`, else cannot tell."""
    return (np.asarray(possible, dtype=np.int8) + (np.asarray(possible) & np.asarray(certain))).astype(np.int8)


def one_of(values: "list[Kleene] | tuple[Kleene, ...]") -> Kleene:
    """Value for a thing that is exactly one of several, without knowing which: their common value, else cannot tell.

    Of no candidate at all nothing can be told.
    """
    distinct = set(values)
    return distinct.pop() if len(distinct) == 1 else Kleene.CANNOT_TELL
