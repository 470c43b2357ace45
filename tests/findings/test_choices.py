"""VIOL-01 for places that may be one of several."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.making import area, arrangement, party, picture, provision, report, utc
from treve.findings.answers import Vocabulary
from treve.findings.asking import Asking
from treve.findings.columns import Shapes, batch
from treve.findings.explain import explain
from treve.findings.qualification import Engine
from treve.findings.terms import Terms
from treve.findings.violations import qualified
from treve.geo.footprint import Circle
from treve.geo.interval import Interval
from treve.geo.place import AreaPlace, Disc, OneOf, UncertainPlace
from treve.kleene import CANNOT_TELL, one_of
from treve.records.report import IncidentReport
from treve.words import Words

TRUCE = arrangement(
    "daraya", Interval(utc(2016, 5, 1), utc(2016, 7, 1)),
    provisions=(provision(areas=("area:daraya", "area:other"), areas_out=("area:hole",), prohibits=("*",)),),
)  # fmt: skip
WORLD = (
    party("a"), area("daraya"), area("other", 36.6, 33.9), area("hole", 36.24, 33.44, 500.0), TRUCE,
    arrangement("everywhere", Interval(utc(2016, 5, 1), utc(2016, 7, 1))),
)  # fmt: skip
INSIDE, ELSEWHERE, OUTSIDE = Disc(36.24, 33.48, 100.0), Disc(36.6, 33.9, 100.0), Disc(37.5, 33.46, 100.0)


def at(where: Disc | AreaPlace | OneOf | None) -> IncidentReport:
    return report("x", place=UncertainPlace("Daraya", where))


def asked(*wheres: Disc | AreaPlace | OneOf | None) -> list[int]:
    engine = Engine(Terms.of(picture(*WORLD)), Vocabulary(), Shapes())
    rows = engine.qualify(batch([at(one) for one in wheres], engine.vocabulary, engine.shapes), keep="all").to_pylist()
    daraya = [n for n, epoch in enumerate(engine.terms.epochs) if epoch.arrangement.key == "arrangement:daraya"]
    return [row["place"] for row in rows if row["epoch"] in daraya]


def test_a_name_that_fits_several_places_is_answered_by_what_they_share() -> None:
    assert asked(INSIDE, OUTSIDE) == [2, 0]
    assert asked(OneOf((INSIDE, OUTSIDE))) == [1]
    assert asked(OneOf((OUTSIDE, Disc(38.0, 33.0, 100.0)))) == [0]
    assert asked(OneOf((INSIDE, ELSEWHERE))) == [2], "each lies in one of the two areas"
    assert asked(OneOf((OUTSIDE, AreaPlace(Circle(38.0, 34.0, 5_000.0))))) == [0]


def test_a_choice_is_explained_with_how_many_places_it_leaves() -> None:
    held = picture(*WORLD, at(OneOf((INSIDE, AreaPlace(Circle(38.0, 34.0, 5_000.0))))))
    found = next(iter(qualified(held, Interval(), keep="all")))
    row = next(row for row in found.rows if row.arrangement == "arrangement:daraya")
    text = explain(Asking(row, held, Words("en"), "Asia/Damascus"), found.incident).lines()
    assert "the name fits 2 places and none is chosen (~ 34.00 N 38.00 E; 33.480 N 36.240 E)" in " ".join(text.split())
    assert row.qualification("alleged") == "possible_violation"


singles = st.one_of(
    st.builds(
        Disc, st.floats(35.8, 37.0), st.floats(33.2, 34.1), st.sampled_from([0.0, 100.0, 3_000.0, 30_000.0, 90_000.0])
    ),
    st.builds(
        lambda x, y, r: AreaPlace(Circle(x, y, r)), st.floats(36.0, 36.8), st.floats(33.3, 33.9), st.sampled_from([500.0, 9_000.0])
    ),
)  # fmt: skip


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=60)
@given(st.lists(singles, min_size=3, max_size=6, unique=True))
def test_one_more_candidate_moves_an_answer_only_towards_cannot_tell(places: list[Disc | AreaPlace]) -> None:
    alone = asked(*places)
    fewer, more = OneOf(tuple(places[:-1])), OneOf(tuple(places))
    before, after = asked(fewer, more)
    assert after in (before, CANNOT_TELL)
    assert before == one_of([*map(CANNOT_TELL.__class__, alone[:-1])])
    assert after == one_of([*map(CANNOT_TELL.__class__, alone)])


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=40)
@given(st.lists(singles, min_size=2, max_size=5, unique=True))
def test_the_index_finds_what_a_choice_may_meet(places: list[Disc | AreaPlace]) -> None:
    engine = Engine(Terms.of(picture(*WORLD)), Vocabulary(), Shapes())
    reports = batch([at(OneOf(tuple(places)))], engine.vocabulary, engine.shapes)
    everything = engine.qualify(reports, keep="all").to_pylist()
    assert engine.qualify(reports, keep="possible").to_pylist() == [row for row in everything if row["verdict"] > 0]
