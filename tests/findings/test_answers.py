"""Asking once a sort: the tables hold what the rules say of every clause and provision, one by one."""

from datetime import datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.making import arrangement, party, picture, provision, utc
from treve.findings.answers import Answers, Vocabulary
from treve.findings.profile import Allegation, Deed, bound_of, excluded_of, prohibited
from treve.findings.terms import Terms
from treve.geo.interval import Interval
from treve.records.arrangement import Adherence, Bound, Permission
from treve.records.base import Record
from treve.records.party import Affiliation, Designation, Succession
from treve.records.report import Circumstances

NAMES = tuple(f"party:{letter}" for letter in "abcde")
UNSC = "party:un-security-council"


def at(day: int) -> datetime:
    return utc(2016, 1, 1) + timedelta(days=day)


names = st.sampled_from(NAMES)
some = st.lists(names, unique=True, max_size=3).map(tuple)
spans = st.builds(
    lambda start, length: Interval(None if start == 0 else at(start), None if length == 40 else at(start + length)),
    st.integers(0, 40), st.integers(1, 40),
)  # fmt: skip
bounds = st.builds(
    lambda to, parties, along: Bound(to, parties if to == "named" else (), along),
    st.sampled_from(["adherents", "named", "everyone"]), some, st.booleans(),
)  # fmt: skip
acts = st.lists(st.sampled_from(["FIRE", "FIRE.ARTY", "AIR", "GROUND", "*"]), min_size=1, max_size=3, unique=True).map(tuple)
provisions = st.builds(
    lambda bound, excluded, by, prohibits, weapons, permits: provision(
        bound=bound, excluded=excluded, excluded_by=(UNSC,) if by else (), prohibits=prohibits, weapons=weapons, permits=permits
    ),
    bounds, some, st.booleans(), acts, st.sampled_from([(), ("ARTY",)]),
    st.sampled_from([(), (Permission("FIRE.ARTY"),), (Permission("AIR", needs_notice=True),)]),
)  # fmt: skip
truces = st.lists(st.builds(lambda rule, span: (rule, span), provisions, spans), min_size=1, max_size=6)
adherences = st.lists(
    st.builds(
        lambda who, number, state, span, author: Adherence(
            author=author, arrangement=f"arrangement:{number}", party=who, state=state, during=span
        ),
        names, st.integers(0, 5), st.sampled_from(["declared", "active", "withdrawn"]), spans,
        st.sampled_from(["party:monitor", "party:other"]),
    ),
    max_size=6,
)  # fmt: skip
bonds = st.lists(st.tuples(names, names, st.sampled_from(["part_of", "associated_force", "allied_with"]), spans), max_size=4)
said = st.lists(
    st.builds(
        lambda who, value, span: Designation(author="party:monitor", party=who, value=value, by=UNSC, during=span),
        names, st.sampled_from(["excluded", "not_excluded", "contested"]), spans,
    ),
    max_size=4,
)  # fmt: skip
renamed = st.lists(
    st.builds(
        lambda one, other, day: Succession(
            author="party:monitor", change="renamed", of=(one,), into=(other,), at=Interval(at(day))
        ),
        names, names, st.integers(1, 40),
    ),
    max_size=2,
)  # fmt: skip
allegations = st.lists(
    st.builds(lambda *parts: Allegation(*parts), some, st.sampled_from(["jointly", "one_of"]), some, st.booleans()),
    min_size=1,
    max_size=4,
)
deeds = st.lists(
    st.builds(
        lambda done, weapon: Deed(done, weapon),
        st.lists(st.sampled_from(["FIRE.ARTY", "FIRE", "AIR.STRIKE", "VIOLENCE", "GROUND.RAID"]), min_size=1, max_size=2).map(tuple),
        st.sampled_from([None, "ARTY", "SMALL"]),
    ),
    min_size=1, max_size=4,
)  # fmt: skip


@settings(deadline=None, max_examples=150)
@given(truces, adherences, bonds, said, renamed, allegations, deeds)
def test_asking_once_a_sort_equals_asking_each(
    held: list[tuple[object, Interval]], joined: list[Adherence], linked: list[tuple[str, str, str, Interval]],
    designated: list[Designation], changed: list[Succession], asked: list[Allegation], done: list[Deed],
) -> None:  # fmt: skip
    members: list[Record] = [
        party(name[6:], affiliations=tuple(Affiliation(to, bond, span) for one, to, bond, span in linked if one == name))  # type: ignore[arg-type]
        for name in NAMES
    ]
    rules = [arrangement(str(number), span, provisions=(rule,)) for number, (rule, span) in enumerate(held)]  # type: ignore[arg-type]
    terms = Terms.of(picture(*members, *rules, *joined, *designated, *changed))
    words = Vocabulary()
    answers = Answers(terms, words)
    quiet = Circumstances(notified=None)
    for allegation in asked:
        words.allegations.setdefault(allegation, len(words.allegations))
        answers.refresh()
    for deed in done:
        words.deeds.setdefault((deed, quiet), len(words.deeds))
    answers.refresh()
    for place, allegation in enumerate(words.allegations):
        for number, (who, epoch) in enumerate(terms.whos):
            parties = terms.epochs[epoch].parties
            exclusion = excluded_of(who, parties, allegation)
            assert answers.bound[number, place] == bound_of(who, parties, allegation)
            assert answers.excluded[number, place] == exclusion.value
            assert answers.by_target[number, place] == exclusion.by_target
    for place, (deed, circumstances) in enumerate(words.deeds):
        for number, rule in enumerate(terms.deeds):
            wanted = prohibited(rule, deed, circumstances)
            assert (answers.prohibited[number, place], answers.permitted[number, place]) == (wanted.value, wanted.permitted)
