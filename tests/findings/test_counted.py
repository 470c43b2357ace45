"""Counts of what incidents are called: in columns, and row by row, they are the same."""

from collections import Counter, defaultdict
from itertools import product

import numpy as np
import pytest

from tests.demo.view import everything
from tests.making import AUTHOR, area, arrangement, party, picture, provision, report, utc
from treve.demo.saying import between
from treve.findings import violations
from treve.findings.criteria import CRITERIA, OCCURRENCES, QUALIFICATIONS, qualification, qualifications
from treve.findings.violations import counted, qualified
from treve.geo.interval import ALWAYS, Interval
from treve.kleene import Kleene
from treve.picture.picture import Picture
from treve.records.incident import Link, Occurrence


def by_row(held: Picture, during: Interval) -> dict[str, Counter[str]]:
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for one in qualified(held, during):
        for key, called in one.called().items():
            found[key][called] += 1
    return dict(found)


@pytest.mark.parametrize("size", [1, 3, 4_096])
def test_the_scenario_counts_alike(size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(violations, "COUNTED", size)
    for during in (ALWAYS, between("2016-06-01", "2016-09-30")):
        found = counted(everything(), during)
        assert found == by_row(everything(), during)
        assert found


def test_an_incident_of_two_registers_counts_once_as_what_the_heavier_supports() -> None:
    held = picture(
        area("daraya"), party("a"), party("b"), arrangement("truce", Interval(utc(2016, 1, 1), None), provisions=(provision(),)),
        report("one"), report("other", alleged=("party:b",)),
        Link(author=AUTHOR, a="incident:one", b="incident:other", relation="same_incident"),
        Occurrence(author=AUTHOR, incident="incident:other", value="verified"),
    )  # fmt: skip
    assert counted(held, ALWAYS) == {"arrangement:truce": Counter({"violation": 1})} == by_row(held, ALWAYS)


def test_a_row_and_a_column_are_called_alike() -> None:
    every = list(product((Kleene.NO, Kleene.CANNOT_TELL, Kleene.YES), repeat=len(CRITERIA)))
    columns = {name: np.array([row[at] for row in every], np.int8) for at, name in enumerate(CRITERIA)}
    for place, occurrence in enumerate(OCCURRENCES):
        found = qualifications(columns, np.full(len(every), place, np.int8))
        for number, row in enumerate(every):
            assert QUALIFICATIONS[found[number]] == qualification(dict(zip(CRITERIA, row, strict=True)), occurrence)
