"""DUPL-01: the worked example, and the laws that hold for every pair of reports."""

import random
import re
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.making import known, party, picture, report, span, utc
from treve.cli import places as places_page
from treve.findings import likeness as likeness_page
from treve.findings.duplicates import LEAST, Decided, Likely, duplicates, likeness, link, link_of
from treve.findings.likeness import PARTS, WEIGHTS, acts_part, compared
from treve.geo.footprint import Circle
from treve.geo.interval import Interval
from treve.geo.place import AreaPlace, Disc, OneOf, UncertainPlace
from treve.picture.known import Known
from treve.picture.picture import Picture
from treve.records.base import Record
from treve.records.incident import Link
from treve.records.report import Harm, IncidentReport, Range
from treve.words import Words

DAY = span(utc(2016, 6, 1), 24.0)
ALL = Interval(utc(2016, 1, 1), utc(2017, 1, 1))
DARAYA = UncertainPlace("Daraya", Disc(36.24, 33.46, 1_500.0))
PARTIES = (party("a", names={"en": "Syrian Army"}), party("b", names={"en": "army of Syria, Syrian army"}), party("c"))


def found(*records: Record | Known, least: float = LEAST) -> list[tuple[str, str]]:
    return [
        (one.a.removeprefix("incident:"), one.b.removeprefix("incident:"))
        for one in duplicates(picture(*records), ALL, least=least)
    ]


def score(one: IncidentReport, other: IncidentReport, *records: Record) -> Likely | None:
    held = picture(*records)
    return likeness(compared(known(one), held.name), compared(known(other), held.name))


RU = report("ru-1", DAY, author="party:russia", place=DARAYA, text="Two mortar rounds fired at Daraya from the south")
UN = report(
    "un-7", span(utc(2016, 6, 1, 9), 2.0), author="party:un", text="From the south two mortar rounds were fired at Daraya",
    place=UncertainPlace("Darayya", Disc(36.243, 33.462, 500.0)), acts=("FIRE.MORTAR",),
)  # fmt: skip


def test_the_same_mortar_fire_in_two_registers() -> None:
    pair = score(RU, changed(UN, acts=("FIRE.ARTY",)))
    assert pair is not None
    values = {part.name: part.value for part in pair.parts}
    assert values == {
        "time": 1.0,
        "place": pytest.approx(0.929, abs=0.001),
        "actors": 1.0,
        "acts": 1.0,
        "text": pytest.approx(0.917, abs=0.001),
    }
    assert pair.score == pytest.approx(
        sum(WEIGHTS[name] * value for name, value in values.items() if value is not None), abs=1e-3
    )
    assert round(pair.score, 2) == 0.96
    assert found(RU, changed(UN, acts=("FIRE",))) == [("ru-1", "un-7")]


def changed(one: IncidentReport, **fields: object) -> IncidentReport:
    import msgspec

    return msgspec.structs.replace(one, **fields)


@pytest.mark.parametrize(
    "fields",
    [
        {"occurred": report("x", span(utc(2016, 6, 3))).occurred},
        {"place": UncertainPlace("Homs", Disc(36.7, 34.7, 500.0))},
        {"acts": ("AID.OBSTRUCT",)},
    ],
    ids=["time", "place", "act"],
)
def test_another_time_place_or_act_rules_a_pair_out(fields: dict[str, object]) -> None:
    assert score(RU, changed(UN, acts=("FIRE.ARTY",))) is not None
    assert score(RU, changed(UN, **({"acts": ("FIRE.ARTY",)} | fields))) is None


@pytest.mark.parametrize(
    ("a", "b", "may_be_one"),
    [
        ("FIRE", "FIRE.ARTY", True),
        ("VIOLENCE", "AIR.STRIKE", True),
        ("SHELLING", "FIRE.MORTAR", True),
        ("AERIAL", "UAS.STRIKE", True),
        ("AERIAL", "AIR", True),
        ("AERIAL", "SHELLING", False),
        ("SHELLING", "FIRE.SMALL", False),
        ("VIOLENCE", "PROTEST", False),
        ("FIRE.ARTY", "FIRE.MORTAR", False),
    ],
)
def test_an_act_that_says_less_does_not_contradict(a: str, b: str, may_be_one: bool) -> None:
    one, other = (compared(known(changed(RU, acts=(act,))), str) for act in (a, b))
    assert acts_part(one, other).value == acts_part(other, one).value == (0.7 if may_be_one else 0.0)


def test_what_is_not_known_counts_half() -> None:
    pair = score(changed(RU, text="", alleged=()), changed(UN, text="", acts=("FIRE.ARTY",), place=UncertainPlace()))
    assert pair is not None
    assert {part.name: part.value for part in pair.parts} == {
        "time": 1.0,
        "place": None,
        "actors": None,
        "acts": 1.0,
        "text": None,
    }
    assert pair.score == pytest.approx(0.2 + 0.125 + 0.075 + 0.1 + 0.15)


def test_parties_of_two_registers_meet_by_their_names() -> None:
    other = changed(UN, acts=("FIRE.ARTY",), alleged=("party:b",))
    same = party("b", names={"en": "Army, Syrian"})
    pair = score(RU, other, PARTIES[0], same)
    assert pair is not None
    assert next(part.value for part in pair.parts if part.name == "actors") == 1.0
    apart = score(RU, changed(other, alleged=("party:c",)), *PARTIES)
    assert apart is not None
    assert next(part.value for part in apart.parts if part.name == "actors") == 0.0


def test_entries_of_one_dataset_are_proposed_only_when_nearly_identical() -> None:
    first = changed(RU, author="party:ucdp", channel="dataset", key="incident:1", harm=Harm(killed=Range(2)))
    again = changed(first, key="incident:2")
    assert found(first, again) == [("1", "2")]
    for fields in ({"harm": Harm(killed=Range(3))}, {"text": "Shelling of Daraya"}, {"alleged": ("party:b",)}):
        assert found(first, changed(again, **fields), *PARTIES, least=0.1) == []
    assert found(first, changed(again, author="party:other", harm=Harm(killed=Range(3)))) == [("1", "2")]


def test_a_pair_that_was_decided_is_not_proposed_again() -> None:
    third = changed(RU, author="party:turkey", key="incident:tr-3")
    reports = (RU, changed(UN, acts=("FIRE.ARTY",)), third)
    assert found(*reports) == [("ru-1", "tr-3"), ("ru-1", "un-7"), ("tr-3", "un-7")]
    held = duplicates(picture(*reports), ALL)
    assert found(*reports, link(held[0], "same_incident", "party:x"))[0] == ("ru-1", "un-7")
    assert found(*reports, *(link(pair, "apart", "party:x") for pair in held)) == []
    by_id = Link(author="party:x", a=known(RU).id, b="incident:un-7", relation="same_incident")
    assert found(*reports, by_id) == [("ru-1", "tr-3"), ("tr-3", "un-7")]
    both = (by_id, Link(author="party:x", a="incident:ru-1", b="incident:tr-3", relation="apart"))
    assert found(*reports, *both) == [], "tr-3 is apart from the incident that the two others make"
    assert found(*reports, Link(author="party:x", a="incident:un-7", b="incident:ru-1", relation="corroborates")) == [
        ("ru-1", "tr-3"), ("tr-3", "un-7")
    ]  # fmt: skip


def test_a_later_word_of_the_same_person_takes_the_place_of_the_first() -> None:
    first, second = link_of("b", "a", "apart", "party:x"), link_of("a", "b", "same_incident", "party:x", score=0.9)
    assert (first.a, first.b, first.key) == (second.a, second.b, second.key)
    assert link_of("a", "c", "apart", "party:x").key != first.key


wheres = st.one_of(
    st.none(),
    st.builds(Disc, st.floats(36.0, 36.6), st.floats(33.3, 33.6), st.sampled_from([0.0, 800.0, 5_000.0, 40_000.0])),
    st.just(AreaPlace(Circle(36.3, 33.5, 9_000.0))),
    st.just(OneOf((Disc(36.24, 33.46, 900.0), Disc(36.5, 33.5, 900.0)))),
)
times = st.builds(
    lambda hour, hours: span(utc(2016, 6, 1) + timedelta(hours=hour), hours),
    st.integers(0, 400),
    st.sampled_from([0.5, 24.0, 900.0]),
)
texts = st.sampled_from(["", "shells hit Daraya", "Daraya hit by shells", "an aid convoy was stopped", "shells fell on Daraya"])
reports = st.builds(
    lambda n, at, where, act, who, against, text, register, clash: report(
        f"{register}-{n}", at, author=f"party:{register}", place=UncertainPlace("Daraya", where), acts=(act,), alleged=who,
        against=against, text=text, directed=clash, channel="dataset" if register == "set" else "hotline",
    ),
    st.integers(0, 99), times, wheres, st.sampled_from(["FIRE", "FIRE.ARTY", "VIOLENCE", "AID.OBSTRUCT"]),
    st.sampled_from([(), ("party:a",), ("party:a", "party:c")]), st.sampled_from([(), ("party:c",)]), texts,
    st.sampled_from(["one", "two", "set"]), st.booleans(),
)  # fmt: skip
several = st.lists(reports, min_size=2, max_size=10, unique_by=lambda one: one.key)
slow = settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=60)


@slow
@given(reports, reports)
def test_the_order_of_the_two_does_not_matter(one: IncidentReport, other: IncidentReport) -> None:
    held = picture(*PARTIES)
    a, b = compared(known(one), held.name), compared(known(other), held.name)
    pair = likeness(a, b)
    assert pair == likeness(b, a)
    if pair is not None:
        assert 0.0 <= pair.score <= 1.0
        assert [part.name for part in pair.parts] == list(WEIGHTS)
        assert all(part.sentence.format(**part.values) for part in pair.parts)


@slow
@given(several, st.sampled_from([0.3, 0.6, 0.8]), st.randoms())
def test_windows_and_cells_miss_no_pair_and_give_none_twice(
    said: list[IncidentReport], least: float, mixer: random.Random
) -> None:
    held = picture(*PARTIES, *said)
    ready = [compared(known(one), held.name) for one in said]
    pairs = [likeness(a, b) for n, a in enumerate(ready) for b in ready[n + 1 :]]
    wanted = {(pair.a, pair.b, pair.score) for pair in pairs if pair is not None and pair.score >= least}
    got = duplicates(held, ALL, least=least)
    assert {(pair.a, pair.b, pair.score) for pair in got} == wanted
    assert len(got) == len(wanted)
    mixed = [*PARTIES, *said]
    mixer.shuffle(mixed)
    assert duplicates(picture(*mixed), ALL, least=least) == got


@slow
@given(several, st.data())
def test_no_pair_is_proposed_that_was_decided(said: list[IncidentReport], data: st.DataObject) -> None:
    first: Picture = picture(*PARTIES, *said)
    proposed = duplicates(first, ALL, least=0.3)
    if not proposed:
        return
    pair = data.draw(st.sampled_from(proposed))
    relation = data.draw(st.sampled_from(["same_incident", "apart"]))
    record = link(pair, relation, "party:x")
    after = duplicates(picture(*PARTIES, *said, record), ALL, least=0.3)
    assert (pair.a, pair.b) not in {(one.a, one.b) for one in after}
    assert {(one.a, one.b) for one in after} <= {(one.a, one.b) for one in proposed}
    assert Decided([record], {}).holds(pair.other, pair.one)


def test_the_parts_are_weighed_to_one() -> None:
    assert sum(WEIGHTS.values()) == pytest.approx(1.0)
    assert len(PARTS) == len(WEIGHTS)


@pytest.mark.parametrize("lang", ["fr", "ar", "ru"])
def test_every_sentence_about_a_pair_is_translated(lang: str) -> None:
    words = Words(lang)
    pages = [likeness_page.__file__, places_page.__file__]
    said = set(
        re.findall(
            r'"((?:the|one|no|different|acts|\{apart\}|Decide)[^"]* [^"]*)"',
            "".join(Path(page).read_text("utf-8") for page in pages),
        )
    )
    assert len(said) > 10
    assert [one for one in said if words._catalogue.gettext(one) == one] == []
    assert (
        words.count("{number} pair may be one incident.", "{number} pairs may be one incident.", 5)
        != "5 pairs may be one incident."
    )
