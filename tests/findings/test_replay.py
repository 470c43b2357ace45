"""Knowledge time as a law: whatever was recorded when, each point of knowledge equals a run from scratch."""

from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.making import LATER, area, arrangement, history, known, party, provision, report, span, utc
from treve.findings.answers import Vocabulary
from treve.findings.columns import Shapes, batch
from treve.findings.criteria import CRITERIA
from treve.findings.qualification import Engine
from treve.findings.replay import change_points, counts_at, known_at, terms_over_time
from treve.findings.terms import Terms
from treve.geo.interval import OPEN_END, Interval, from_micros, micros
from treve.picture.known import Known
from treve.records.arrangement import Adherence, ArrangementChange, Bound
from treve.records.base import Record
from treve.records.incident import Withdrawal
from treve.records.party import Designation

START = utc(2016, 5, 1)
UNSC = "party:un-security-council"


def _versions(number: int, day: int, length: int, to: str, radius: float) -> Record:
    """One of a few things that can be said anew: two truces, their areas, a change, an adherence, a designation."""
    at = START + timedelta(days=day)
    if number < 2:
        rule = provision(
            bound=Bound("adherents") if to == "adherents" else Bound("named", (f"party:{to}",)),
            areas=(f"area:{number}",), excluded_by=(UNSC,),
        )  # fmt: skip
        return arrangement(str(number), Interval(at, at + timedelta(days=length)), provisions=(rule,))
    if number < 4:
        return area(str(number - 2), radius=radius)
    if number == 4:
        return ArrangementChange(
            author="party:monitor", key="change:1", arrangement="arrangement:0", change="suspended", at=at
        )  # fmt: skip
    if number == 5:
        return Adherence(
            author="party:monitor", key="adherence:1", arrangement="arrangement:1", party="party:a", state="active",
            during=Interval(at, None),
        )  # fmt: skip
    return Designation(
        author="party:monitor", key="designation:1", party="party:a", value="excluded" if length % 2 else "contested",
        by=UNSC, during=Interval(at, None),
    )  # fmt: skip


said = st.lists(
    st.tuples(
        st.integers(0, 30),
        st.builds(
            _versions, st.integers(0, 6), st.integers(0, 20), st.integers(1, 15), st.sampled_from(["a", "b", "adherents"]),
            st.sampled_from([2_000.0, 9_000.0]),
        ),
        st.booleans(),
    ),
    min_size=2, max_size=12,
)  # fmt: skip
seen = st.lists(
    st.tuples(st.integers(0, 25), st.integers(0, 30), st.integers(1, 30), st.sampled_from("ab")), min_size=1, max_size=8
)


@settings(deadline=None, max_examples=60)
@given(said, seen)
def test_every_point_of_knowledge_equals_a_run_from_scratch(
    records: list[tuple[int, Record, bool]], reports: list[tuple[int, int, int, str]]
) -> None:
    knowns: list[Known] = [known(party("a"), START), known(party("b"), START)]
    for day, record, taken_back in records:
        told = known(record, START + timedelta(days=day))
        knowns.append(told)
        if taken_back:
            back = Withdrawal(author="party:monitor", withdraws=told.id)
            knowns.append(known(back, START + timedelta(days=day + 5)))
    past = history(*knowns)
    made = [
        report(str(n), span(START + timedelta(days=day), 30.0), alleged=(f"party:{who}",))
        for n, (day, _, _, who) in enumerate(reports)
    ]
    spans = [
        (micros(START + timedelta(days=since)), OPEN_END if length > 25 else micros(START + timedelta(days=since + length)))
        for _, since, length, _ in reports
    ]
    engine = Engine(terms_over_time(past), Vocabulary(), Shapes())
    rows = engine.qualify(batch(made, engine.vocabulary, engine.shapes, known=spans), keep="reached")
    points = change_points(rows)
    assert counts_at(rows, points).tolist() == [known_at(rows, int(at)).num_rows for at in points]
    for at in sorted({*points[points < OPEN_END].tolist(), *(micros(START + timedelta(days=day)) for day in range(0, 40, 3))}):
        fresh = Engine(Terms.of(past.as_of(LATER, from_micros(at))), Vocabulary(), Shapes())
        alive = [n for n, (since, until) in enumerate(spans) if since <= at < until]
        scratch = fresh.qualify(batch([made[n] for n in alive], fresh.vocabulary, fresh.shapes))
        wanted = sorted(
            (alive[row["report"]], fresh.terms.epochs[row["epoch"]].arrangement.key, *(row[name] for name in CRITERIA))
            for row in scratch.to_pylist()
        )
        found = sorted(
            (row["report"], engine.terms.epochs[row["epoch"]].arrangement.key, *(row[name] for name in CRITERIA))
            for row in known_at(rows, at).to_pylist()
        )
        assert found == wanted
