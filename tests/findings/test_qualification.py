"""VIOL-01: worked examples, and the laws that hold for every report and arrangement."""

import random
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.making import LATER, area, arrangement, history, known, party, picture, provision, report, span, utc
from treve.findings.answers import Vocabulary
from treve.findings.columns import Shapes, batch
from treve.findings.criteria import CRITERIA
from treve.findings.qualification import Engine
from treve.findings.replay import change_points, counts_at, known_at, terms_over_time
from treve.findings.terms import Terms
from treve.findings.violations import Qualified, Row, qualified
from treve.geo.footprint import Circle
from treve.geo.interval import Interval, UncertainTime, day, micros
from treve.geo.place import AreaPlace, Disc, UncertainPlace
from treve.records.arrangement import (
    Adherence,
    ArrangementChange,
    Bound,
    DailyHours,
    ExceptionClause,
    Permission,
    Window,
)
from treve.records.base import Record
from treve.records.incident import Occurrence
from treve.records.party import Affiliation, Designation, Succession
from treve.records.report import Circumstances, IncidentReport

YEAR = Interval(utc(2016, 1, 1), utc(2017, 1, 1))
UNSC = "party:un-security-council"
TRUCE = arrangement(
    "daraya",
    Interval(utc(2016, 5, 31, 21, 1), utc(2016, 6, 2, 21, 1)),
    provisions=(provision(areas=("area:daraya",), prohibits=("FIRE", "AIR")),),
)
BASE: tuple[Record, ...] = (
    party("a"), party("b"), party("nusra"), area("daraya"), TRUCE,
    Designation(author="party:monitor", party="party:nusra", value="excluded", by=UNSC, during=Interval(utc(2014, 1, 1))),
)  # fmt: skip


def one(said: IncidentReport, *records: Record, under: str = "daraya") -> Row:
    found = list(qualified(picture(*BASE, *records, said), Interval(), keep="all"))
    assert len(found) == 1
    return next(row for row in found[0].rows if row.arrangement == f"arrangement:{under}")


def called(said: IncidentReport, *records: Record, under: str = "daraya") -> tuple[str, str]:
    row = one(said, *records, under=under)
    return row.qualification("alleged"), row.reason


def test_all_answers_known_is_an_alleged_violation_until_verified() -> None:
    assert called(report("x")) == ("alleged_violation", "")
    assert one(report("x")).qualification("verified") == "violation"
    assert one(report("x")).qualification("refuted") == "not_violation"


def test_each_criterion_alone_can_settle_it() -> None:
    assert called(report("x", alleged=("party:b",))) == ("not_violation", "not_bound")
    assert called(report("x", place=UncertainPlace(where=Disc(37.0, 33.46, 100.0)))) == (
        "not_violation",
        "outside_area",
    )
    assert called(report("x", at=span(utc(2016, 6, 4)))) == ("not_violation", "outside_window")
    assert called(report("x", acts=("GROUND.RAID",))) == ("not_violation", "act_not_prohibited")


def test_what_is_uncertain_stays_uncertain() -> None:
    at_the_edge = UncertainPlace(where=Disc(36.29, 33.46, 1_000.0))
    assert called(report("x", place=at_the_edge))[0] == "possible_violation"
    assert called(report("x", place=UncertainPlace(said="somewhere")))[0] == "possible_violation"
    last_day = report("x", at=day(date(2016, 6, 3), "Asia/Damascus"))
    assert called(last_day)[0] == "possible_violation", "the truce ended at 00:01 of that day"
    assert called(report("x", alleged=()))[0] == "undetermined"
    assert called(report("x", acts=("VIOLENCE",)))[0] == "undetermined"


def test_an_area_as_place() -> None:
    small = UncertainPlace(where=AreaPlace(Circle(36.24, 33.46, 2_000.0)))
    wide = UncertainPlace(where=AreaPlace(Circle(36.24, 33.46, 80_000.0)))
    far = UncertainPlace(where=AreaPlace(Circle(40.0, 35.0, 10_000.0)))
    assert called(report("x", place=small))[0] == "alleged_violation"
    assert called(report("x", place=wide))[0] == "possible_violation"
    assert called(report("x", place=far)) == ("not_violation", "outside_area")


def test_several_alleged_actors() -> None:
    both = ("party:a", "party:b")
    assert called(report("x", alleged=both, alleged_mode="jointly"))[0] == "alleged_violation"
    assert called(report("x", alleged=both, alleged_mode="one_of"))[0] == "undetermined"
    clash = report("x", alleged=("party:a",), against=("party:b",), directed=False)
    assert called(clash)[0] == "undetermined", "one side is bound, the other not, and nobody says who began"


GENERAL = arrangement(
    "general",
    YEAR,
    provisions=(
        provision(
            bound=Bound(to="adherents"), excluded_by=(UNSC,),
            exceptions=(ExceptionClause("self_defence", ("proportionate", "coordination_tried")),),
        ),
    ),
)  # fmt: skip


def joined(who: str, **fields: object) -> Adherence:
    given: dict[str, object] = {"arrangement": "arrangement:general", "state": "active", "during": YEAR}
    return Adherence(author="party:monitor", party=f"party:{who}", **(given | fields))  # type: ignore[arg-type]


def test_excluded_actors_and_targets() -> None:
    who = (GENERAL, joined("a"))
    against = report("x", against=("party:nusra",))
    assert called(against, *who, under="general") == ("not_violation", "excluded_target")
    by = report("x", alleged=("party:nusra",), against=("party:a",))
    assert called(by, *who, under="general")[1] == "not_bound"
    assert one(by, *who, under="general").criteria["excluded"] == 2
    mixed = report("x", against=("party:nusra", "party:b"))
    assert called(mixed, *who, under="general")[0] == "possible_violation", "commingling is never cleared"


def test_a_contested_designation_cannot_tell() -> None:
    contested = Designation(author="party:monitor", party="party:b", value="contested", by=UNSC, during=YEAR)
    said = report("x", against=("party:b",))
    assert called(said, GENERAL, joined("a"), contested, under="general")[0] == "possible_violation"


def test_a_renamed_group_keeps_its_designation_and_bond() -> None:
    renamed = Succession(
        author="party:monitor", change="renamed", of=("party:nusra",), into=("party:jfs",), at=Interval(utc(2016, 7, 28))
    )  # fmt: skip
    said = report("x", span(utc(2016, 8, 1)), against=("party:jfs",))
    assert called(said, GENERAL, joined("a"), renamed, party("jfs"), under="general")[1] == "excluded_target"


def test_adherence_changes_with_time_and_lists_are_contested() -> None:
    left = joined("a", state="withdrawn", during=Interval(utc(2016, 6, 2), None))
    active = joined("a", during=Interval(utc(2016, 2, 27), utc(2016, 6, 2)))
    assert called(report("x"), GENERAL, active, left, under="general")[0] == "alleged_violation"
    after = report("x", span(utc(2016, 6, 3)))
    assert called(after, GENERAL, active, left, under="general") == ("not_violation", "not_bound")
    over = report("x", span(utc(2016, 6, 1, 12), 24))
    assert one(over, GENERAL, active, left, under="general").criteria["bound"] == 1
    says_no = joined("a", state="refused", author="party:other") if False else Adherence(
        author="party:other", arrangement="arrangement:general", party="party:a", state="refused", during=YEAR
    )  # fmt: skip
    assert one(report("x"), GENERAL, joined("a"), says_no, under="general").criteria["bound"] == 1


def test_an_associated_force_is_bound_with_its_party() -> None:
    militia = party("militia", affiliations=(Affiliation("party:a", "associated_force", YEAR),))
    friend = party("friend", affiliations=(Affiliation("party:a", "allied_with", YEAR),))
    assert called(report("x", alleged=("party:militia",)), militia)[0] == "alleged_violation"
    assert called(report("x", alleged=("party:friend",)), friend) == ("not_violation", "not_bound")


def test_exceptions_have_preconditions() -> None:
    def under(**known: object) -> tuple[str, str]:
        return called(report("x", circumstances=Circumstances(**known)), GENERAL, joined("a"), under="general")  # type: ignore[arg-type]

    assert under(claimed=True)[0] == "possible_violation"
    assert under(self_defence=True, proportionate=True, coordination_tried=True) == ("not_violation", "self_defence")
    assert under(self_defence=True, proportionate=True, coordination_tried=False)[0] == "alleged_violation"
    assert under(self_defence=True)[0] == "possible_violation"


def test_weapon_classes_and_permissions() -> None:
    rule = provision(
        prohibits=("FIRE", "WEAPON.PRESENCE"), weapons=("ARTY.GE100", "MLRS"),
        permits=(Permission("FIRE.ARTY", needs_notice=True),),
    )  # fmt: skip
    line = arrangement("line", YEAR, provisions=(rule,))
    quiet = Circumstances(notified=False)
    assert called(report("x", acts=("FIRE.MLRS",)), line, under="line")[0] == "alleged_violation"
    assert called(report("x", acts=("FIRE.SMALL",)), line, under="line") == ("not_violation", "act_not_prohibited")
    assert called(report("x", acts=("WEAPON.PRESENCE",)), line, under="line")[0] == "undetermined"
    heavy = {"acts": ("FIRE.ARTY",), "weapon": "ARTY.GE100"}
    assert called(report("x", circumstances=quiet, **heavy), line, under="line")[0] == "alleged_violation"
    told = Circumstances(notified=True)
    assert called(report("x", circumstances=told, **heavy), line, under="line") == ("not_violation", "permitted_act")


def test_a_truce_limited_to_some_targets() -> None:
    rule = provision(prohibits=("*",), targets=("infrastructure",))
    energy = arrangement("energy", YEAR, provisions=(rule,), arrangement_kind="target_limited_truce")
    strike = {"acts": ("AIR.STRIKE",)}
    assert called(report("x", target_kind=("infrastructure",), **strike), energy, under="energy")[0] == "alleged_violation"
    assert called(report("x", target_kind=("forces",), **strike), energy, under="energy") == (
        "not_violation",
        "act_not_prohibited",
    )
    assert called(report("x", **strike), energy, under="energy")[0] == "undetermined", "nobody says what was hit"
    assert called(report("x", target_kind=("settlement",), **strike), energy, under="energy")[0] == "undetermined"
    both = ("forces", "infrastructure")
    assert called(report("x", target_kind=both, **strike), energy, under="energy")[0] == "alleged_violation"


def test_daily_hours() -> None:
    window = Window(
        during=Interval(utc(2016, 10, 20), utc(2016, 10, 23)), daily=DailyHours("08:00", "16:00", "Asia/Damascus")
    )  # fmt: skip
    pause = arrangement("pause", windows=(window,))
    assert called(report("x", span(utc(2016, 10, 20, 6))), pause, under="pause")[0] == "alleged_violation"
    night = report("x", span(utc(2016, 10, 20, 20)))
    assert called(night, pause, under="pause") == ("not_violation", "outside_window")
    evening = report("x", span(utc(2016, 10, 20, 12), 2))
    assert called(evening, pause, under="pause")[0] == "possible_violation"
    whole_day = report("x", Interval(utc(2016, 10, 20), utc(2016, 10, 21)))
    assert one(whole_day, pause, under="pause").criteria["time"] == 1


def test_an_end_that_nobody_recorded_cannot_tell() -> None:
    windows = (Window(Interval(utc(2016, 5, 1), utc(2016, 5, 2))), Window(Interval(utc(2016, 5, 2), None), doubtful=True))
    old = arrangement("old", windows=windows)
    assert called(report("x", span(utc(2016, 5, 1, 10))), old, under="old")[0] == "alleged_violation"
    assert called(report("x"), old, under="old")[0] == "possible_violation"


def test_a_suspended_arrangement_is_recorded_as_such() -> None:
    off = ArrangementChange(
        author="party:monitor", arrangement="arrangement:general", change="suspended", at=utc(2016, 5, 1)
    )  # fmt: skip
    assert called(report("x"), GENERAL, joined("a"), off, under="general") == ("not_violation", "arrangement_suspended")


def test_an_area_nobody_drew_cannot_tell() -> None:
    vague = arrangement("vague", YEAR, provisions=(provision(areas=("area:unknown",)),))
    assert called(report("x"), vague, under="vague")[0] == "possible_violation"
    holed = arrangement("holed", YEAR, provisions=(provision(areas_out=("area:daraya",)),))
    assert called(report("x"), holed, under="holed") == ("not_violation", "outside_area")


def test_one_event_counts_once_and_violations_per_arrangement() -> None:
    found = list(qualified(picture(*BASE, GENERAL, joined("a"), report("x")), YEAR))
    assert len(found) == 1
    assert {row.arrangement for row in found[0].rows} == {"arrangement:daraya", "arrangement:general"}
    assert isinstance(found[0], Qualified)


def test_occurrence_is_a_separate_axis() -> None:
    said = Occurrence(author="party:monitor", incident="incident:x", value="verified")
    found = next(iter(qualified(picture(*BASE, report("x"), said), YEAR)))
    assert found.called()["arrangement:daraya"] == "violation"


places = st.one_of(
    st.builds(
        lambda x, y, r: UncertainPlace(where=Disc(x, y, r)),
        st.floats(35.8, 36.8), st.floats(33.2, 33.8), st.sampled_from([0.0, 100.0, 3_000.0, 30_000.0, 90_000.0]),
    ),
    st.just(UncertainPlace()),
    st.builds(lambda r: UncertainPlace(where=AreaPlace(Circle(36.3, 33.5, r))), st.sampled_from([500.0, 20_000.0])),
)  # fmt: skip
times = st.builds(
    lambda hour, length: span(utc(2016, 5, 28) + timedelta(hours=hour), length),
    st.integers(0, 400), st.sampled_from([0.5, 24.0, 24.0 * 30]),
)  # fmt: skip
said_reports = st.lists(
    st.builds(
        lambda at, where, act, who, against, clash: report(
            f"{at.start}{where.said}{act}{who}", at, place=where, acts=(act,), alleged=who, against=against, directed=clash
        ),
        times, places, st.sampled_from(["FIRE.ARTY", "AIR.STRIKE", "VIOLENCE", "GROUND.RAID"]),
        st.sampled_from([(), ("party:a",), ("party:a", "party:b")]), st.sampled_from([(), ("party:nusra",)]), st.booleans(),
    ),
    min_size=1, max_size=12,
)  # fmt: skip
PAUSE = arrangement(
    "pause",
    windows=(
        Window(Interval(utc(2016, 5, 29), utc(2016, 6, 12)), DailyHours("08:00", "16:00", "Asia/Damascus")),
        Window(Interval(utc(2016, 6, 8), utc(2016, 6, 10))),
    ),
    provisions=(provision(areas=("area:daraya", "area:wide"), areas_out=("area:hole",)),),
)
WORLD = (*BASE, GENERAL, joined("a"), PAUSE, area("wide", 36.4, 33.5, 30_000.0), area("hole", 36.4, 33.5, 4_000.0))


def table(engine: Engine, reports: list[IncidentReport], keep: str) -> list[dict[str, int]]:
    return engine.qualify(batch(reports, engine.vocabulary, engine.shapes), keep=keep).to_pylist()  # type: ignore[arg-type]


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=60)
@given(said_reports)
def test_the_index_never_misses_and_one_case_equals_the_batch(reports: list[IncidentReport]) -> None:
    held = picture(*WORLD)
    engine = Engine(Terms.of(held), Vocabulary(), Shapes())
    everything = table(engine, reports, "all")
    reached = [row for row in everything if row["place"] > 0 and row["time"] > 0]
    assert table(engine, reports, "reached") == reached
    assert table(engine, reports, "possible") == [row for row in everything if row["verdict"] > 0]
    for number, single in enumerate(reports):
        alone = [row | {"report": number} for row in table(engine, [single], "all")]
        assert alone == [row for row in everything if row["report"] == number]


def test_the_order_of_records_does_not_matter() -> None:
    said = [report(str(n), span(utc(2016, 6, 1, n))) for n in range(5)]
    mixed = [*WORLD, *said]
    random.Random(3).shuffle(mixed)
    first = list(qualified(picture(*WORLD, *said), YEAR, keep="all"))
    second = list(qualified(picture(*mixed), YEAR, keep="all"))
    assert first == second


def test_a_point_of_knowledge_equals_a_run_from_scratch() -> None:
    day_one = utc(2016, 7, 1)
    longer = ArrangementChange(
        author="party:monitor", arrangement="arrangement:daraya", change="extended", at=utc(2016, 6, 5),
        windows=(Window(during=Interval(utc(2016, 6, 4, 21), utc(2016, 6, 7, 21))),),
    )  # fmt: skip
    redrawn = area("daraya", radius=500.0)
    legal = [
        *(known(record, day_one) for record in WORLD),
        known(longer, day_one + timedelta(days=2)),
        known(redrawn, day_one + timedelta(days=4)),
        known(joined("b", state="signed"), day_one + timedelta(days=1)),
    ]
    reports = [
        report(str(n), span(utc(2016, 6, 1 + n, 10)), alleged=(who,)) for n in range(8) for who in ("party:a", "party:b")
    ]
    spans = [(micros(day_one) + n * 20_000_000_000, micros(day_one) + (n + 9) * 40_000_000_000) for n in range(16)]
    past = history(*legal)
    engine = Engine(terms_over_time(past), Vocabulary(), Shapes())
    rows = engine.qualify(batch(reports, engine.vocabulary, engine.shapes, known=spans), keep="reached")
    points = change_points(rows)
    assert len(points) > 20
    for at in [*points, points[0] - 1, *(points + 1)]:
        from treve.geo.interval import from_micros

        now = past.as_of(LATER, from_micros(at))
        fresh = Engine(Terms.of(now), Vocabulary(), Shapes())
        alive = [n for n, (since, until) in enumerate(spans) if since <= at < until]
        scratch = fresh.qualify(batch([reports[n] for n in alive], fresh.vocabulary, fresh.shapes))
        wanted = sorted(
            (alive[row["report"]], fresh.terms.epochs[row["epoch"]].arrangement.key, *(row[name] for name in CRITERIA))
            for row in scratch.to_pylist()
        )
        found = sorted(
            (row["report"], engine.terms.epochs[row["epoch"]].arrangement.key, *(row[name] for name in CRITERIA))
            for row in known_at(rows, int(at)).to_pylist()
        )
        assert found == wanted
    assert counts_at(rows, points).tolist() == [known_at(rows, int(at)).num_rows for at in points]


def test_no_arrangement_and_no_report() -> None:
    engine = Engine(Terms(), Vocabulary(), Shapes())
    assert engine.qualify(batch([], engine.vocabulary, engine.shapes)).num_rows == 0
    assert engine.qualify(batch([report("x")], engine.vocabulary, engine.shapes)).num_rows == 0
    full = Engine(Terms.of(picture(*WORLD)), Vocabulary(), Shapes())
    assert full.qualify(batch([], full.vocabulary, full.shapes)).num_rows == 0


@pytest.mark.parametrize("name", CRITERIA)
def test_columns_are_kleene(name: str) -> None:
    engine = Engine(Terms.of(picture(*WORLD)), Vocabulary(), Shapes())
    found = engine.qualify(batch([report("x")], engine.vocabulary, engine.shapes), keep="all").column(name)
    assert set(np.asarray(found)) <= {0, 1, 2}


def test_an_uncertain_time_keeps_its_words() -> None:
    assert UncertainTime(YEAR, said="in 2016").relation(Interval(utc(2016, 6, 1), None)) == 1
