"""Reports that may lie in one of several places, as one spot a candidate: each is asked as if it were the place."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from treve.findings.columns import Shapes
from treve.geo.place import OneOf
from treve.kleene import CANNOT_TELL, Column

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]


class Spots(NamedTuple):
    """Places as columns: disc, area or unknown, as in a batch of reports."""

    lon: Floats
    lat: Floats
    radius: Floats
    shape: Ints


class Choices:
    """The candidates of those rows whose shape is a choice."""

    def __init__(self, shapes: Shapes, shape: Ints) -> None:
        choice = np.fromiter((isinstance(one, OneOf) for one in shapes.held), np.bool_, len(shapes.held))
        self.rows: Ints = np.flatnonzero((shape >= 0) & choice[shape]) if choice.any() else np.empty(0, np.int64)
        """Places in `shape` of the rows that have several candidates."""
        lists = [_candidates(shapes, int(number)) for number in shape[self.rows]]
        self._counts = np.array([len(one) for one in lists], np.int64)
        flat = [code for one in lists for code in one]
        floats = np.array([code[:3] for code in flat], np.float64).reshape(-1, 3)
        self.spots = Spots(floats[:, 0], floats[:, 1], floats[:, 2], np.array([code[3] for code in flat], np.int64))
        """Their candidates, one after the other."""
        self.owner: Ints = np.repeat(np.arange(len(lists)), self._counts)
        """For each candidate, the place in `rows` of its row."""

    def common(self, values: Column) -> Column:
        """The answer that all candidates of a row share; cannot tell where they differ."""
        begins = np.cumsum(self._counts) - self._counts
        low, high = np.minimum.reduceat(values, begins), np.maximum.reduceat(values, begins)
        return np.where(low == high, low, CANNOT_TELL).astype(np.int8)


def _candidates(shapes: Shapes, number: int) -> list[tuple[float, float, float, int]]:
    held = shapes.held[number]
    assert isinstance(held, OneOf)
    return [shapes.code(one) for one in held.places]
