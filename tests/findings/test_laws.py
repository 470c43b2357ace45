"""Laws of the rows of VIOL-01: more knowledge settles and never turns round; what is unrelated changes nothing."""

from dataclasses import dataclass, replace
from datetime import timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.making import area, arrangement, party, picture, provision, report, span, utc
from treve.findings.answers import Vocabulary
from treve.findings.columns import Shapes, batch
from treve.findings.qualification import Engine
from treve.findings.terms import Terms
from treve.geo.altitude import AltitudeBand
from treve.geo.interval import Interval
from treve.geo.place import Disc, UncertainPlace
from treve.records.arrangement import ArrangementChange, Bound, DailyHours, ExceptionClause, Permission, Window
from treve.records.base import Record
from treve.records.party import Designation
from treve.records.report import Circumstances, IncidentReport

YEAR = Interval(utc(2016, 1, 1), utc(2017, 1, 1))
BOTH = Bound("named", ("party:a", "party:b"))
UNSC = "party:un-security-council"


@dataclass(frozen=True)
class Said:
    """What a report says, so that each part of it can be made narrower."""

    hour: float
    hours: float
    lon: float
    radius: float | None
    alleged: tuple[str, ...]
    act: str
    notified: bool | None
    low: float | None
    high: float | None

    def report(self) -> IncidentReport:
        where = UncertainPlace() if self.radius is None else UncertainPlace(where=Disc(self.lon, 33.46, self.radius))
        height = None if self.low is None else AltitudeBand(self.low, self.high, "SFC")
        return report(
            "x", span(utc(2016, 5, 31) + timedelta(hours=self.hour), self.hours), place=where, acts=(self.act,),
            alleged=self.alleged, alleged_mode="one_of", against=("party:b",), altitude=height,
            circumstances=Circumstances(claimed=True, notified=self.notified),
        )  # fmt: skip


NARROWER = {"VIOLENCE": ("FIRE", "AIR.STRIKE", "GROUND.RAID"), "FIRE": ("FIRE.ARTY", "FIRE.SMALL"), "AIR": ("AIR.STRIKE",)}
saids = st.builds(
    Said, st.integers(0, 150).map(float), st.sampled_from([1.0, 12.0, 72.0]), st.sampled_from([36.0, 36.24, 36.29, 36.31]),
    st.sampled_from([None, 0.0, 500.0, 9_000.0]), st.sampled_from([(), ("party:a",), ("party:a", "party:c"), ("party:n", "party:a")]),
    st.sampled_from(["VIOLENCE", "FIRE", "AIR", "FIRE.ARTY", "AIR.STRIKE", "GROUND.RAID"]), st.sampled_from([None, True, False]),
    st.sampled_from([None, 0.0, 400.0]), st.sampled_from([600.0, None]),
)  # fmt: skip


def narrower(said: Said, choose: float, way: int) -> Said:
    """The same with one thing known better."""
    if way == 0:
        return replace(said, hour=said.hour + choose * said.hours * 0.5, hours=said.hours * 0.5)
    if way == 1:
        # A disc of half the radius, moved by less than what was taken off, lies in the old one.
        if said.radius is None:
            return replace(said, radius=5_000.0)
        return replace(said, radius=said.radius / 2, lon=said.lon + (choose - 0.5) * said.radius / 200_000.0)
    if way == 2:
        known = said.alleged or ("party:a", "party:b", "party:c", "party:n")
        return replace(said, alleged=(known[int(choose * (len(known) - 0.01))],))
    if way == 3 and said.act in NARROWER:
        finer = NARROWER[said.act]
        return replace(said, act=finer[int(choose * (len(finer) - 0.01))])
    if way == 4 and said.notified is None:
        return replace(said, notified=choose > 0.5)
    if said.low is None and said.act.startswith("AIR"):
        return replace(said, low=choose * 800.0, high=900.0)
    return replace(said, high=700.0) if said.low is not None and said.high is None else said


RULES = (
    provision(bound=BOTH, prohibits=("FIRE", "AIR"), areas=("area:daraya",), excluded_by=(UNSC,),
              permits=(Permission("FIRE.SMALL", needs_notice=True),),
              exceptions=(ExceptionClause("self_defence", ("notified",)),)),
    provision(id="2", bound=BOTH, prohibits=("*",), band=AltitudeBand(0.0, 500.0, "SFC")),
    provision(id="3", bound=Bound("named", ("party:a",)), prohibits=("FIRE.ARTY",), weapons=("ARTY",), areas_out=("area:daraya",)),
)  # fmt: skip
WINDOWS = (Window(Interval(utc(2016, 5, 31, 21, 1), utc(2016, 6, 2, 21, 1))),
           Window(Interval(utc(2016, 6, 3), utc(2016, 6, 5)), DailyHours("08:00", "16:00", "Asia/Damascus")),
           Window(Interval(utc(2016, 6, 5), None), doubtful=True))  # fmt: skip
LOOSER = arrangement(
    "looser", Interval(utc(2016, 6, 1), utc(2016, 6, 4)), under="arrangement:all", looser=True,
    provisions=(provision(bound=BOTH, prohibits=(), permits=(Permission("FIRE"), Permission("AIR", needs_notice=True)),
                          areas=("area:daraya",)),),
)  # fmt: skip
WORLD: tuple[Record, ...] = (
    party("a"), party("b"), party("c"), party("n"), area("daraya"), area("wide", 36.4, 33.5, 30_000.0), LOOSER,
    *(arrangement(f"r{number}", windows=WINDOWS, provisions=(rule,)) for number, rule in enumerate(RULES)),
    arrangement("all", windows=WINDOWS, provisions=RULES),
    ArrangementChange(author="party:monitor", arrangement="arrangement:r0", change="suspended", at=utc(2016, 6, 4)),
    Designation(author="party:monitor", party="party:n", value="excluded", by=UNSC, during=YEAR),
)  # fmt: skip
UNRELATED = arrangement(
    "unrelated", YEAR, under="arrangement:nothing", looser=True,
    provisions=(provision(bound=Bound("everyone"), prohibits=("*",), permits=(Permission("FIRE"),), areas=("area:wide",)),),
)  # fmt: skip


def rows(engine: Engine, reports: list[IncidentReport], keep: str = "all") -> list[dict[str, int]]:
    return engine.qualify(batch(reports, engine.vocabulary, engine.shapes), keep=keep).to_pylist()  # type: ignore[arg-type]


def engine_of(*records: Record) -> Engine:
    return Engine(Terms.of(picture(*records)), Vocabulary(), Shapes())


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=150)
@given(saids, st.floats(0, 1), st.integers(0, 5))
def test_more_knowledge_only_settles(said: Said, choose: float, way: int) -> None:
    before, after = said.report(), narrower(said, choose, way).report()
    engine = engine_of(*WORLD)
    found = rows(engine, [before, after])
    half = len(found) // 2
    for first, second in zip(found[:half], found[half:], strict=True):
        assert first["epoch"] == second["epoch"]
        assert first["verdict"] in (1, second["verdict"]), (engine.terms.epochs[first["epoch"]].arrangement.key, first, second)
        if len(engine.terms.epochs[first["epoch"]].arrangement.provisions) == 1:
            for name in ("place", "time", "act", "exception"):
                assert first[name] in (1, second[name]), (name, first, second)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=50)
@given(st.lists(saids, min_size=1, max_size=8))
def test_an_unrelated_arrangement_changes_no_other_row_and_one_case_is_a_batch_of_one(saids: list[Said]) -> None:
    reports = [said.report() for said in saids]
    without, with_it = engine_of(*WORLD), engine_of(UNRELATED, *WORLD)
    keys = [epoch.arrangement.key for epoch in with_it.terms.epochs]
    named = [
        {**row, "epoch": keys[row["epoch"]]} for row in rows(with_it, reports) if keys[row["epoch"]] != UNRELATED.key
    ]  # fmt: skip
    own = [epoch.arrangement.key for epoch in without.terms.epochs]
    alone = [{**row, "epoch": own[row["epoch"]]} for row in rows(without, reports)]
    assert sorted(named, key=str) == sorted(alone, key=str)
    singly = [row | {"report": number} for number, said in enumerate(reports) for row in rows(without, [said])]
    assert singly == rows(without, reports)
    assert rows(without, reports, "possible") == [row for row in rows(without, reports) if row["verdict"]]
