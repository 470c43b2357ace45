"""GAP-01, LAPSE-01, OVER-01, CTRD-01 on small records, where the scenario has no such case."""

import random
from datetime import date, timedelta
from time import perf_counter

import msgspec
import pytest

from tests.making import RECORDED, area, arrangement, known, party, picture, provision, span, utc
from treve.findings.duration import agrees, read
from treve.findings.finding import Finding
from treve.findings.rules import findings
from treve.findings.telling import told
from treve.geo.interval import Interval
from treve.picture.known import Known
from treve.records.arrangement import Adherence, Arrangement, ArrangementChange, Bound, DailyHours, Permission, Window
from treve.records.base import Record, Source
from treve.records.party import Affiliation, Designation
from treve.words import Words

YEAR = Interval(utc(2016, 1, 1), utc(2017, 1, 1))
BOTH = Bound("named", ("party:a", "party:b"))
JUNE = Interval(utc(2016, 6, 1), utc(2016, 6, 3))


def found(rule: str, *records: Record | Known, during: Interval = YEAR, **options: str) -> list[Finding]:
    return list(findings(picture(*records), during, rule=rule, **options))


def said(finding: Finding, *records: Record | Known) -> str:
    return " ".join(told(finding, picture(*records), Words("en"), "UTC"))


def extended(name: str, *during: Interval, areas: tuple[str, ...] = (), author: str = "party:monitor") -> ArrangementChange:
    return ArrangementChange(
        author=author, arrangement=f"arrangement:{name}", change="extended", at=during[0].start or utc(2016, 1, 1), areas=areas,
        windows=tuple(Window(one) for one in during),
    )  # fmt: skip


def changed(name: str, change: str, at: tuple[int, ...]) -> ArrangementChange:
    return ArrangementChange(author="party:monitor", arrangement=f"arrangement:{name}", change=change, at=utc(*at))  # type: ignore[arg-type]


def test_a_gap_in_one_area_only() -> None:
    truce = arrangement("t", JUNE, provisions=(provision(areas=("area:x", "area:y")),))
    longer = extended("t", Interval(utc(2016, 6, 3), utc(2016, 6, 5)), areas=("area:x",))
    later = extended("t", Interval(utc(2016, 6, 4), utc(2016, 6, 6)), areas=("area:y",))
    records = (area("x"), area("y", 37.0), truce, longer, later)
    (gap,) = found("GAP-01", *records)
    assert gap.during == Interval(utc(2016, 6, 3), utc(2016, 6, 4))
    assert "in y" in said(gap, *records)
    ends = {one.values["end"]: one.details[0].values["areas"] for one in found("LAPSE-01", *records) if one.details}
    assert ends == {utc(2016, 6, 5): ["area:x"], utc(2016, 6, 6): ["area:y"]}


def test_a_gap_of_one_provision() -> None:
    windows = (Window(JUNE), Window(Interval(utc(2016, 6, 5), utc(2016, 6, 6))))
    truce = arrangement("t", YEAR, provisions=(provision(), provision(id="aid", windows=windows)))
    (gap,) = found("GAP-01", truce)
    assert "Provision aid of t did not hold" in said(gap, truce)


def test_suspended_spans_are_no_gap_and_doubtful_ones_cannot_tell() -> None:
    truce = arrangement("t", YEAR)
    assert found("GAP-01", truce, changed("t", "suspended", (2016, 6, 1)), changed("t", "resumed", (2016, 6, 5))) == []
    windows = (Window(JUNE), Window(Interval(utc(2016, 6, 3), utc(2016, 6, 5)), doubtful=True),
               Window(Interval(utc(2016, 6, 5), utc(2016, 6, 7))))  # fmt: skip
    doubtful = arrangement("t", windows=windows)
    (gap,) = found("GAP-01", doubtful)
    assert said(gap, doubtful).startswith("It cannot be told whether t held")


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ((), "applied again."),
        ((changed("g", "suspended", (2016, 6, 2)),), "was suspended then."),
        ((changed("g", "terminated", (2016, 6, 3)),), "did not hold then either."),
        ((changed("g", "terminated", (2016, 6, 4)),), "applied again for a part of that time."),
    ],
)
def test_what_applied_in_the_gap(changes: tuple[ArrangementChange, ...], words: str) -> None:
    truce = arrangement("t", JUNE, Interval(utc(2016, 6, 5), utc(2016, 6, 7)), under="arrangement:g")
    records = (arrangement("g", YEAR), truce, *changes)
    (gap,) = found("GAP-01", *records)
    assert words in said(gap, *records)


def test_daily_hours_are_no_gaps_but_days_without_hours_are() -> None:
    hours = DailyHours("08:00", "16:00", "UTC")
    windows = (Window(JUNE, hours), Window(Interval(utc(2016, 6, 5), utc(2016, 6, 7)), hours))
    (gap,) = found("GAP-01", arrangement("t", windows=windows))
    assert gap.during == Interval(utc(2016, 6, 3), utc(2016, 6, 5))


def test_an_extension_known_later() -> None:
    truce, longer = arrangement("t", JUNE), extended("t", Interval(utc(2016, 6, 3), utc(2016, 6, 5)))
    records = (known(truce, utc(2016, 6, 1)), known(longer, utc(2016, 6, 4)))
    late, last = found("LAPSE-01", *records)
    assert late.during == Interval(utc(2016, 6, 3), utc(2016, 6, 4))
    assert "seemed to have ended" in said(late, *records)
    assert last.values["end"] == utc(2016, 6, 5)
    assert len(found("LAPSE-01", known(truce, utc(2016, 6, 1)), known(longer, utc(2016, 6, 2)))) == 1


def test_what_ended_on_purpose_does_not_lapse() -> None:
    ended = changed("t", "terminated", (2016, 6, 2))
    assert found("LAPSE-01", arrangement("t", JUNE), ended) == []
    doubtful = arrangement("t", windows=(Window(JUNE), Window(Interval(utc(2016, 6, 3), None), doubtful=True)))
    assert "Whether it held after that cannot be told." in said(found("LAPSE-01", doubtful)[0], doubtful)


def test_an_overlap_needs_time_ground_and_a_party() -> None:
    army = party("army", affiliations=(Affiliation("party:a", "part_of"),))
    world = (party("a"), party("b"), army, area("x"), area("near", 36.25), area("far", 40.0))
    one = arrangement("one", YEAR, provisions=(provision(bound=BOTH, areas=("area:x",)),))

    def other(*, during: Interval = JUNE, who: str = "party:army", where: str = "area:near") -> list[Finding]:
        second = arrangement("two", during, provisions=(provision(bound=Bound("named", (who,)), areas=(where,)),))
        return found("OVER-01", *world, one, second)

    (meeting,) = other()
    assert meeting.subjects == ("arrangement:one", "arrangement:two")
    assert meeting.during == JUNE
    assert meeting.details[0].values == {"parties": ["party:army"]}
    assert other(during=Interval(utc(2017, 1, 1), utc(2017, 2, 1))) == []
    assert other(who="party:c") == []
    assert other(where="area:far") == []
    assert "cannot be told" in said(other(where="area:not-drawn")[0])


def test_the_more_specific_and_the_stricter() -> None:
    general = arrangement("g", YEAR, provisions=(provision(bound=BOTH, excluded_by=("party:council",), prohibits=("FIRE",)),))
    local = arrangement("l", JUNE, provisions=(provision(bound=BOTH, areas=("area:x",)),), under="arrangement:g")
    records = (area("x"), general, local)
    (meeting,) = found("OVER-01", *records)
    text = said(meeting, *records)
    assert "may be stricter and takes nothing away" in text
    assert "l is the more specific: its area lies within that of g" in text
    assert "l is the stricter in acts: g does not prohibit every hostile act" in text
    assert "l is the stricter in parties" in text
    assert meeting.severity == "note"


def test_suspended_arrangements_do_not_overlap() -> None:
    world = (arrangement("one", YEAR), arrangement("two", JUNE), changed("two", "suspended", (2016, 5, 1)))
    assert found("OVER-01", *world) == []


def crowd(count: int, days: int = 3_600, wide: float = 7.0) -> list[Record]:
    chance = random.Random(7)
    records: list[Record] = []
    for number in range(count):
        lon, lat, start = (
            chance.uniform(35, 35 + wide),
            chance.uniform(32, 32 + wide * 0.7),
            utc(2011, 1, 1) + timedelta(days=chance.uniform(0, days)),
        )
        who = Bound("named", ("party:government" if number % 3 else "party:other", f"party:p{chance.randrange(200)}"))
        records.append(area(f"x{number}", lon, lat, chance.choice([4_000.0, 20_000.0])))
        areas = (f"area:x{number}",) if number % 40 else ()
        during = span(start, 24 * chance.choice([3, 10, 60]))
        records.append(arrangement(f"x{number}", during, provisions=(provision(bound=who, areas=areas),)))
    return records


def test_the_index_of_overlaps_misses_none() -> None:
    records = crowd(60, days=200, wide=1.0)
    every = {one.subjects for one in found("OVER-01", *records, during=Interval())}
    keys = [record.key for record in records if isinstance(record, Arrangement)]
    by_key = {record.key: record for record in records}
    singly = set()
    for number, a in enumerate(keys):
        for b in keys[number + 1 :]:
            one, other = by_key[a], by_key[b]
            if one.valid.overlaps(other.valid):
                pair = [*(by_key[key.replace("arrangement", "area")] for key in (a, b)), one, other]
                singly |= {finding.subjects for finding in found("OVER-01", *pair, during=Interval())}
    assert every == singly
    assert len(every) > 20


def test_overlaps_grow_with_the_pairs_that_meet_and_not_with_all_pairs() -> None:
    records = crowd(2_000)
    held = picture(*records)
    start = perf_counter()
    number = len(findings(held, Interval(), rule="OVER-01"))
    assert number > 300
    assert perf_counter() - start < 30.0, "all pairs would be two million geometries"


def permits(name: str, **fields: object) -> Arrangement:
    rule = provision(bound=BOTH, prohibits=(), permits=(Permission("FORCE.MOVE"),), id="move")
    return arrangement(name, JUNE, provisions=(rule,), **fields)  # type: ignore[arg-type]


def test_one_permits_what_the_other_prohibits() -> None:
    general = arrangement("g", YEAR, provisions=(provision(bound=BOTH, id="stop"),))
    records = (general, permits("l"))
    (one,) = found("CTRD-01", *records)
    assert one.severity == "warning"
    assert "l permits movement of forces (provision move); g prohibits it (provision stop)" in said(one, *records)
    under = (general, permits("l", under="arrangement:g"))
    assert "VIOL-01 lets the prohibition stand" in said(found("CTRD-01", *under)[0], *under)
    assert found("CTRD-01", general, permits("l", under="arrangement:g", looser=True)) == [], "precedence is stated"
    elsewhere = arrangement("g", YEAR, provisions=(provision(bound=Bound("named", ("party:c",))),))
    assert found("CTRD-01", elsewhere, permits("l")) == []


def test_one_truce_announced_with_two_starts() -> None:
    ministry = arrangement("silence", Interval(utc(2016, 4, 29, 21, 1), utc(2016, 4, 30, 21, 1)), author="party:ministry")
    force = arrangement("silence", Interval(utc(2016, 4, 30, 21, 1), utc(2016, 5, 1, 21, 1)), author="party:task-force")
    (one,) = found("CTRD-01", ministry, force)
    assert one.subjects == ("arrangement:silence", "party:ministry", "party:task-force")
    assert "ministry: 29 Apr 2016 21:01" in said(one, ministry, force)
    assert found("CTRD-01", ministry, arrangement("silence", ministry.windows[0].during, author="party:other")) == []


def test_one_extension_given_with_two_ends() -> None:
    first = extended("t", Interval(utc(2016, 6, 3), utc(2016, 6, 5)), author="party:a")
    second = extended("t", Interval(utc(2016, 6, 3), utc(2016, 6, 6)), author="party:b")
    (one,) = found("CTRD-01", arrangement("t", JUNE), first, second)
    assert one.subjects == ("arrangement:t", "party:a", "party:b")


@pytest.mark.parametrize(
    ("text", "hours", "right"),
    [
        ("72 hours", 72.0, True), ("72 hours", 71.0, False), ("48 hours, renewable", 48.0, True), ("7 days", 148.98, True),
        ("7 days", 120.0, False), ("3 days", 72.0, True), ("6 months", 184 * 24.0, True), ("6 months", 90 * 24.0, False),
        ("2 weeks", 336.0, True), ("+48 h", 48.0, True),
    ],
)  # fmt: skip
def test_a_stated_duration_against_the_clock(text: str, hours: float, right: bool) -> None:
    stated = read(text)
    assert stated is not None
    assert agrees(stated, hours) is right


def test_daily_hours_against_what_is_stated() -> None:
    windows = (Window(Interval(utc(2016, 10, 20), utc(2016, 10, 23)), DailyHours("08:00", "16:00", "UTC")),)
    (one,) = found("CTRD-01", arrangement("t", windows=windows, stated_duration="11 hours a day"))
    assert one.values["hours"] == 8.0
    assert found("CTRD-01", arrangement("t", windows=windows, stated_duration="8 hours a day")) == []
    assert read("until further notice") is None


def adheres(author: str, who: str, state: str = "signed") -> Adherence:
    return Adherence(author=author, arrangement="arrangement:t", party=f"party:{who}", state=state, during=YEAR)  # type: ignore[arg-type]


def test_lists_of_adherents_that_differ() -> None:
    thirteen = [adheres("party:ministry", f"f{number}") for number in range(13)]
    seven = [adheres("party:agency", f"f{number}") for number in range(7)]
    own = adheres("party:f0", "f0")
    (one,) = found("CTRD-01", arrangement("t", YEAR), *thirteen, *seven, own)
    assert (one.values["a"], one.values["many"], one.values["b"], one.values["few"]) == (
        "party:agency",
        7,
        "party:ministry",
        13,
    )
    assert one.details[0].values["parties"] == [f"party:f{n}" for n in (10, 11, 12, 7, 8, 9)]


def test_one_author_with_two_lists() -> None:
    def listed(day: int, *who: str) -> list[Adherence]:
        sources = (Source("Ministry", date(2016, 12, day)),)
        return [msgspec.structs.replace(adheres("party:ministry", one), sources=sources) for one in who]

    truce = arrangement("t", YEAR)
    one, = found("CTRD-01", truce, *listed(29, "a", "b", "c"), *listed(30, "b", "c", "d", "e"))  # fmt: skip
    assert (one.values["many"], one.values["few"]) == (3, 4)
    assert "Only ministry (Ministry, 2016-12-29) names: a." in said(one, truce)
    assert found("CTRD-01", truce, *listed(29, "a", "b"), *listed(30, "a", "b", "c")) == [], "a later list may add"


def test_contested_adherence_and_designation() -> None:
    said_no = adheres("party:b", "a", "withdrawn")
    (one,) = found("CTRD-01", arrangement("t", YEAR), adheres("party:a", "a"), said_no)
    assert one.subjects == ("arrangement:t", "party:a")
    listed = Designation(author="party:x", party="party:n", value="excluded", by="party:council", during=YEAR)
    free = Designation(author="party:y", party="party:n", value="not_excluded", by="party:council", during=YEAR)
    asks = arrangement("t", YEAR, provisions=(provision(excluded_by=("party:council",)),))
    (two,) = found("CTRD-01", asks, listed, free)
    assert two.severity == "attention"
    assert two.details[-1].values == {"arrangements": ["arrangement:t"]}
    assert found("CTRD-01", listed, free)[0].severity == "note", "no text depends on it"
    assert found("CTRD-01", asks, listed) == []


def test_findings_do_not_depend_on_the_order_of_records() -> None:
    records = [
        known(record, RECORDED) for record in [*crowd(60), adheres("party:b", "a"), adheres("party:a", "a", "withdrawn")]
    ]
    mixed = records[:]
    random.Random(1).shuffle(mixed)
    assert findings(picture(*mixed), Interval()) == findings(picture(*records), Interval())
