"""Whether disc and truce meet, decided by `pyproj.Geod` alone: for the few pairs that a plane gets wrong."""

from typing import Any

import numpy as np

from benchmarks.data import Arrays, Truces
from benchmarks.geodesic import relation
from benchmarks.ours import footprint


def meets(data: Arrays, areas: Truces, row: Any, truce: Any) -> tuple[Any, Any]:
    """For pairs of incident and truce: whether the disc reaches the area, and how far it is from another answer, metres."""
    held, away = np.zeros(len(row), np.bool_), np.zeros(len(row))
    for place, (incident, number) in enumerate(zip(row.tolist(), truce.tolist(), strict=True)):
        spot = (np.array([data[name][incident]]) for name in ("lon", "lat", "radius"))
        value, apart = relation(footprint(areas, number), *spot)
        held[place], away[place] = value[0] > 0, apart[0]
    return held, away
