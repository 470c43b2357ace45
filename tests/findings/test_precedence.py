"""VIOL-01: what a looser local text takes away from the general one, and altitude bands."""

from datetime import timedelta

import pytest

from tests.making import LATER, area, arrangement, history, known, party, picture, provision, report, span, utc
from treve.findings.answers import Vocabulary
from treve.findings.columns import Shapes, batch
from treve.findings.criteria import CRITERIA
from treve.findings.qualification import Engine
from treve.findings.replay import change_points, known_at, terms_over_time
from treve.findings.terms import Terms
from treve.findings.violations import Row, qualified
from treve.geo.altitude import AltitudeBand
from treve.geo.interval import Interval, from_micros, micros
from treve.geo.place import Disc, UncertainPlace
from treve.records.arrangement import Arrangement, ArrangementChange, Bound, Permission
from treve.records.base import Record
from treve.records.report import Circumstances, IncidentReport

YEAR = Interval(utc(2016, 1, 1), utc(2017, 1, 1))
BOTH = Bound("named", ("party:a", "party:b"))
GENERAL = arrangement("general", YEAR, provisions=(provision(bound=BOTH),))
WORLD: tuple[Record, ...] = (party("a"), party("b"), party("c"), area("road"), GENERAL)
MOVE = {"acts": ("FORCE.MOVE",), "against": ("party:b",)}


def local(**fields: object) -> Arrangement:
    rule = {"bound": BOTH, "prohibits": (), "permits": (Permission("FORCE.MOVE"),), "areas": ("area:road",)}
    given: dict[str, object] = {"under": "arrangement:general", "looser": True}
    rules = {name: fields.pop(name) for name in list(fields) if name in ("bound", "permits", "areas", "weapons", "prohibits")}
    during = fields.pop("during", Interval(utc(2016, 6, 1), utc(2016, 6, 3)))
    return arrangement("local", during, provisions=(provision(**(rule | rules)),), **(given | fields))  # type: ignore[arg-type]


def row(said: IncidentReport, *records: Record) -> Row:
    found = list(qualified(picture(*WORLD, *records, said), Interval(), keep="all"))
    return next(one for one in found[0].rows if one.arrangement == "arrangement:general")


def called(said: IncidentReport, *records: Record) -> tuple[str, str]:
    one = row(said, *records)
    return one.qualification("alleged"), one.reason


def test_a_looser_local_text_permits_what_the_general_one_prohibits() -> None:
    said = report("x", **MOVE)
    assert called(said) == ("alleged_violation", "")
    assert called(said, local()) == ("not_violation", "permitted_act")


def test_without_looser_nothing_is_taken_away() -> None:
    said = report("x", **MOVE)
    assert called(said, local(looser=False)) == ("alleged_violation", "")
    assert called(said, local(under="")) == ("alleged_violation", "")
    assert called(said, local(under="arrangement:other")) == ("alleged_violation", "")


def test_only_there_and_then_and_among_its_own() -> None:
    away = UncertainPlace(where=Disc(37.0, 33.46, 100.0))
    edge = UncertainPlace(where=Disc(36.29, 33.46, 1_000.0))
    assert called(report("x", place=away, **MOVE), local())[0] == "alleged_violation"
    assert called(report("x", place=edge, **MOVE), local())[0] == "undetermined", "perhaps on the road"
    assert called(report("x", span(utc(2016, 6, 5)), **MOVE), local())[0] == "alleged_violation"
    assert called(report("x", span(utc(2016, 6, 2, 12), 24), **MOVE), local())[0] == "undetermined"
    assert called(report("x", acts=("FORCE.MOVE",), against=("party:c",)), local())[0] == "alleged_violation"
    assert called(report("x", acts=("FORCE.MOVE",)), local())[0] == "undetermined", "nobody says against whom"
    assert called(report("x", **(MOVE | {"acts": ("FIRE.ARTY",)})), local())[0] == "alleged_violation"


def test_act_by_act() -> None:
    both = report("x", acts=("FORCE.MOVE", "FIRE.ARTY"), against=("party:b",))
    assert called(both, local())[0] == "alleged_violation", "the fire is not permitted by anybody"
    fire = arrangement(
        "fire", YEAR, under="arrangement:general", looser=True,
        provisions=(provision(bound=BOTH, prohibits=(), permits=(Permission("FIRE"),)),),
    )  # fmt: skip
    assert called(both, local(), fire) == ("not_violation", "permitted_act"), "each act is permitted by one of the two"
    noticed = local(permits=(Permission("FORCE.MOVE", needs_notice=True),))
    assert called(report("x", **MOVE), noticed)[0] == "undetermined"
    told = report("x", circumstances=Circumstances(notified=True), **MOVE)
    assert called(told, noticed) == ("not_violation", "permitted_act")


def test_a_suspended_local_text_permits_nothing() -> None:
    off = ArrangementChange(author="party:monitor", arrangement="arrangement:local", change="suspended", at=utc(2016, 5, 1))
    assert called(report("x", **MOVE), local(), off)[0] == "alleged_violation"


def test_an_unrelated_looser_text_changes_no_row() -> None:
    other = arrangement(
        "other", YEAR, provisions=(provision(permits=(Permission("FORCE"),)),), looser=True, under="arrangement:z"
    )
    said = report("x", **MOVE)
    assert row(said, local(), other) == row(said, local())


def test_the_index_agrees_with_asking_everything() -> None:
    held = picture(*WORLD, local())
    engine = Engine(Terms.of(held), Vocabulary(), Shapes())
    reports = [
        report(f"{lon}{day}", span(utc(2016, 6, day, 10)), place=UncertainPlace(where=Disc(lon, 33.46, 900.0)), **MOVE)
        for lon in (36.24, 36.29, 36.5) for day in (1, 2, 4)
    ]  # fmt: skip
    whole = batch(reports, engine.vocabulary, engine.shapes)
    everything = engine.qualify(whole, keep="all").to_pylist()
    assert {one["act"] for one in everything} == {0, 1, 2}
    assert engine.qualify(whole, keep="reached").to_pylist() == [one for one in everything if one["place"] and one["time"]]
    assert engine.qualify(whole, keep="possible").to_pylist() == [one for one in everything if one["verdict"]]
    for number, said in enumerate(reports):
        alone = engine.qualify(batch([said], engine.vocabulary, engine.shapes), keep="all").to_pylist()
        assert [one | {"report": number} for one in alone] == [one for one in everything if one["report"] == number]


def test_knowledge_of_the_local_text_cuts_the_rows_of_the_general_one() -> None:
    first = utc(2016, 7, 1)
    off = ArrangementChange(author="party:monitor", arrangement="arrangement:local", change="suspended", at=utc(2016, 6, 1))
    past = history(
        *(known(one, first) for one in WORLD), known(local(), first + timedelta(days=2)), known(off, first + timedelta(days=4)),
        known(area("road", radius=50.0), first + timedelta(days=3)),
    )  # fmt: skip
    said = [report("x", **MOVE)]
    engine = Engine(terms_over_time(past), Vocabulary(), Shapes())
    always = [(micros(first), micros(LATER))]
    rows = engine.qualify(batch(said, engine.vocabulary, engine.shapes, known=always))
    acts = {}
    for at in [int(point) for point in change_points(rows)[:-1]]:
        now = past.as_of(LATER, from_micros(at))
        fresh = Engine(Terms.of(now), Vocabulary(), Shapes())
        scratch = fresh.qualify(batch(said, fresh.vocabulary, fresh.shapes)).to_pylist()
        held = known_at(rows, at).to_pylist()
        assert [[one[name] for name in CRITERIA] for one in held] == [[one[name] for name in CRITERIA] for one in scratch]
        acts[(from_micros(at) - first).days] = held[0]["act"]
    assert acts == {0: 2, 2: 0, 3: 1, 4: 2}, "prohibited, permitted, perhaps on the smaller road, permitted no longer"


FLIGHTS = arrangement(
    "general", YEAR,
    provisions=(provision(prohibits=("AIR", "FIRE", "VIOLENCE"), band=AltitudeBand(0.0, 3_000.0, "EGM2008")),),
)  # fmt: skip


@pytest.mark.parametrize(
    ("altitude", "act", "place"),
    [
        (AltitudeBand(1_000.0, 2_000.0, "EGM2008"), "AIR.OVERFLIGHT", 2),
        (AltitudeBand(5_000.0, 6_000.0, "EGM2008"), "AIR.OVERFLIGHT", 0),
        (AltitudeBand(2_000.0, 6_000.0, "EGM2008"), "AIR.OVERFLIGHT", 1),
        (AltitudeBand(2_950.0, 2_960.0, "W84"), "AIR.OVERFLIGHT", 1),
        (None, "AIR.OVERFLIGHT", 1),
        (None, "VIOLENCE", 1),
        (None, "FIRE.ARTY", 1),
    ],
)
def test_altitude_bands(altitude: AltitudeBand | None, act: str, place: int) -> None:
    said = report("x", acts=(act,), altitude=altitude)
    found = next(iter(qualified(picture(party("a"), FLIGHTS, said), Interval(), keep="all"))).rows[0]
    assert found.criteria["place"] == place


def test_an_act_on_the_ground_is_at_the_ground() -> None:
    low = provision(prohibits=("*",), band=AltitudeBand(0.0, 100.0, "SFC"))
    high = provision(prohibits=("*",), band=AltitudeBand(500.0, None, "SFC"))
    for rule, act, value in ((low, "FIRE.ARTY", 2), (high, "FIRE.ARTY", 0), (high, "AIR.STRIKE", 1)):
        held = picture(party("a"), arrangement("general", YEAR, provisions=(rule,)), report("x", acts=(act,)))
        assert next(iter(qualified(held, Interval(), keep="all"))).rows[0].criteria["place"] == value
