"""Numbers of a bulletin: once in each register, never over registers, totals equal their parts."""

from collections import Counter
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tests.bulletins.scene import DAY, NORTH, SOUTH, made, on, seen, theatre
from tests.making import picture
from treve.bulletins.bulletin import Bulletin
from treve.bulletins.counts import hull
from treve.records.incident import Link, Occurrence, Position
from treve.records.report import Harm, Range


def reconciled(bulletin: Bulletin) -> None:
    """Every total equals each of its breakdowns."""
    for one in bulletin.totals:
        lines = [line for line in bulletin.violations if line.registrar == one.registrar]
        assert sum(line.number for line in lines) == one.incidents
        assert sum(line.confirmed for line in lines) == one.confirmed
        assert sum(line.elsewhere for line in lines) == one.elsewhere
        assert sum(line.number for line in bulletin.acts if line.registrar == one.registrar) == one.incidents
    under = Counter((line.arrangement, line.registrar) for line in bulletin.by_arrangement)
    for arrangement, registrar in under:
        held = sum(l.number for l in bulletin.by_arrangement if (l.arrangement, l.registrar) == (arrangement, registrar))  # noqa: E741
        total = next(one.incidents for one in bulletin.totals if one.registrar == registrar)
        assert held <= total


def test_an_incident_of_two_registers_counts_once_in_each() -> None:
    held = made(picture(
        *theatre(), seen("e1", "east"), seen("e2", "east", SOUTH), seen("w1", "west"),
        Link(author="party:monitor", a="incident:e1", b="incident:w1", relation="same_incident"),
        Position(author="party:east", incident="incident:w1", party="party:east", value="confirms_occurrence"),
    ))  # fmt: skip
    reconciled(held)
    east, west = (next(one for one in held.totals if one.registrar == f"party:{name}") for name in ("east", "west"))
    assert (east.incidents, east.elsewhere, east.confirmed) == (2, 1, 0)
    assert (west.incidents, west.elsewhere, west.confirmed) == (1, 1, 1)
    matrix = held.matrices[0]
    assert (matrix.matched, matrix.only_a, matrix.only_b, matrix.agreement) == (1, 1, 0, 0.5)


def test_a_place_that_cannot_be_told_has_its_own_line_and_comes_last() -> None:
    held = made(picture(*theatre(), seen("n", "east"), seen("s", "east", SOUTH), seen("x", "east", None)))
    reconciled(held)
    assert [(line.area, line.number) for line in held.violations] == [("area:north", 1), ("", 2)]
    assert held.map.unplaced == 1


def test_a_place_is_told_by_its_name_in_the_gazetteer() -> None:
    from treve.geo.place import Disc, UncertainPlace

    named = seen("s", "east", place=UncertainPlace("South", Disc(*SOUTH, 500.0)))
    same_disc = seen("d", "east", place=UncertainPlace("province of the south", Disc(*SOUTH, 20_000.0)))
    held = made(picture(*theatre(), named, same_disc))
    assert [(line.area, line.number) for line in held.violations] == [("place:south", 2)]


def test_what_is_known_too_roughly_in_time_is_said_apart() -> None:
    rough = seen("r", "east", occurred=on(DAY - timedelta(days=1), DAY))
    held = made(picture(*theatre(), rough, seen("e", "east")))
    reconciled(held)
    assert [(one.incidents, one.rough) for one in held.totals] == [(1, 1)]


def test_nothing_is_a_violation_before_it_was_verified() -> None:
    verified = Occurrence(author="party:monitor", incident="incident:e1", value="verified")
    first = made(picture(*theatre(), seen("e1", "east"), seen("e2", "east")))
    assert {line.status for line in first.violations} == {"alleged_violation"}
    second = made(picture(*theatre(), seen("e1", "east"), seen("e2", "east"), verified))
    assert {line.status: line.number for line in second.violations} == {"violation": 1, "alleged_violation": 1}


def test_the_change_is_against_the_same_length_before() -> None:
    reports = [seen(f"b{n}", "east", day=DAY - timedelta(days=n)) for n in (1, 1, 2, 9)]
    held = made(picture(*theatre(), *reports, seen("now", "east")))
    assert (held.totals[0].incidents, held.totals[0].previous, held.totals[0].before_per_day) == (1, 1, round(3 / 14, 2))
    wide = made(picture(*theatre(), *reports, seen("now", "east")), DAY - timedelta(days=1), DAY)
    assert (wide.totals[0].incidents, wide.totals[0].previous) == (2, 1)
    fresh = made(picture(*theatre(), seen("now", "east")))
    assert fresh.totals[0].previous is None


def test_harm_is_a_range_of_one_register_and_the_silent_are_counted() -> None:
    told = [
        seen("h1", "east", harm=Harm(killed=Range(2, 3, 4))), seen("h2", "east", harm=Harm(killed=Range(1))),
        seen("h3", "east"), seen("h4", "west", harm=Harm(killed=Range(9, 9, 9))),
    ]  # fmt: skip
    lines = {line.registrar: line for line in made(picture(*theatre(), *told)).harm}
    east = lines["party:east"]
    assert (east.low, east.best, east.high, east.incidents, east.silent) == (3, None, None, 2, 1)
    assert (lines["party:west"].low, lines["party:west"].high) == (9, 9)


def test_one_incident_told_twice_in_a_register_is_as_wide_as_both() -> None:
    assert hull([Range(62), Range(83, 83, 90)]) == Range(62, None, None)
    assert hull([None]) is None


ENTRY = st.tuples(
    st.sampled_from(("east", "west", "third")), st.sampled_from((NORTH, SOUTH, (37.9, 34.1), None)),
    st.sampled_from(("FIRE.ARTY", "AIR.STRIKE", "VIOLENCE", "MONITOR.DENY", "PERMITTED.REPAIR")), st.integers(-3, 2),
    st.integers(0, 2),
)  # fmt: skip


@given(st.lists(ENTRY, max_size=12), st.lists(st.tuples(st.integers(0, 11), st.integers(0, 11)), max_size=5), st.randoms())
def test_totals_equal_their_breakdown_whatever_was_reported(
    entries: list[tuple[str, tuple[float, float] | None, str, int, int]], pairs: list[tuple[int, int]], random: object
) -> None:
    records = [
        seen(f"i{n}", register, at, acts=(act,), occurred=on(DAY + timedelta(days=shift), DAY + timedelta(days=shift + long)))
        for n, (register, at, act, shift, long) in enumerate(entries)
    ]
    links = [Link(author="party:monitor", a=f"incident:i{a}", b=f"incident:i{b}", relation="same_incident") for a, b in pairs]
    every = [*theatre(), *records, *links]
    held = made(picture(*every), DAY - timedelta(days=1), DAY)
    reconciled(held)
    random.shuffle(every)  # type: ignore[attr-defined]
    assert made(picture(*every), DAY - timedelta(days=1), DAY) == held
    total = {one.registrar: one.incidents for one in held.totals}
    for matrix in held.matrices:
        assert matrix.matched + matrix.only_a == total.get(matrix.a, 0)
        assert matrix.matched + matrix.only_b == total.get(matrix.b, 0)


def test_days_are_those_of_the_theatre() -> None:
    from tests.making import span, utc
    from treve.geo.interval import UncertainTime

    late = seen("late", "east", occurred=UncertainTime(span(utc(2016, 6, 1, 21, 30), 0.25)))
    held = made(picture(*theatre(), late), date(2016, 6, 2))
    assert held.totals[0].incidents == 1
