"""Some of the verdicts of `make verdicts`: `pyproj.Geod` without planes or densifying decides the same."""

import numpy as np
import pytest
from benchmarks.geodesic import relation
from benchmarks.verdicts import KINDS, judge, near_the_decision

from treve.geo import surface
from treve.geo.footprint import Polygon


@pytest.mark.parametrize("seed", [1_001, 1_002, 1_003])
def test_no_wrong_verdict_at_random_or_near_the_decision(seed: int) -> None:
    found = judge(seed, 150, 60)
    assert set(found) == set(KINDS)
    assert {kind: (one.wrong, two.wrong) for kind, (one, two) in found.items()} == dict.fromkeys(KINDS, (0, 0))


def test_the_reference_would_show_a_missing_recheck(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(surface, "GUARD_M", 0.0)
    monkeypatch.setattr(surface, "plane_error", lambda reach, length: np.zeros(len(reach)))
    assert judge(3, 1, 300)["edges of 300 km"][1].wrong > 0


def test_a_disc_that_reaches_over_the_border_by_an_inch() -> None:
    ring = ((36.0, 35.0), (39.3, 35.0), (39.3, 36.0), (36.0, 36.0))
    area = Polygon((ring,))
    lon, lat, radius = near_the_decision(np.random.default_rng(5), area, 200)
    wanted, apart = relation(area, lon, lat, radius)
    sure = apart > 1e-3
    assert sure.sum() > 150
    found = surface.Surfaces.build([area]).relation(np.zeros(200, int), lon, lat, radius)
    assert (found[sure] == wanted[sure]).all()
