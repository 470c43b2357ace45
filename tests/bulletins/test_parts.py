"""Arrangements, registers, scope, corrections, trend and map of a bulletin."""

from datetime import date, timedelta
from math import hypot

import pytest

from tests.bulletins.scene import DAY, NORTH, SETTING, SOUTH, ZONE, made, place, seen, tally, theatre
from tests.making import area, arrangement, history, known, picture, provision, utc
from treve.bulletins.bulletin import build
from treve.bulletins.corrections import totals_of
from treve.bulletins.lines import Teller
from treve.bulletins.mapping import View, map_svg, scale_length, view_of
from treve.bulletins.scope import Scope, find_scope
from treve.bulletins.trend import baseline_days, published_on
from treve.errors import Ambiguous, BadInput, NotFound, TooLarge
from treve.geo.interval import Interval, days
from treve.geo.metric import distance
from treve.records.arrangement import ArrangementChange
from treve.records.evidence import BulletinIssue
from treve.records.incident import Classification, Occurrence, Position, Withdrawal
from treve.records.talk import Answer, Meeting, Proposal, Readout
from treve.words import Words


def test_a_truce_shows_what_is_left_and_that_it_is_about_to_lapse() -> None:
    held = made(picture(*theatre()))
    assert [(one.arrangement, one.status, one.left_s) for one in held.in_force] == [
        ("arrangement:truce", "in_force", 15 * 3600)
    ]
    assert [(one.turn, one.at) for one in held.turns] == [("expiring", utc(2016, 6, 2, 12))]
    after = made(picture(*theatre()), date(2016, 6, 2))
    assert [one.turn for one in after.turns] == ["ended"]
    assert after.in_force[0].left_s is None


def test_a_recorded_lapse_does_not_hide_that_it_was_about_to_lapse() -> None:
    lapsed = ArrangementChange(author="party:monitor", arrangement="arrangement:truce", change="lapsed", at=utc(2016, 6, 2, 12))
    assert [one.turn for one in made(picture(*theatre(), lapsed)).turns] == ["expiring"]
    assert [one.turn for one in made(picture(*theatre(), lapsed), date(2016, 6, 2)).turns] == ["lapsed"]


def test_an_extension_without_a_break_is_one_span_and_one_with_a_break_is_a_gap() -> None:
    def extended(start: int, end: int) -> ArrangementChange:
        from treve.records.arrangement import Window

        at = utc(2016, 6, start, 12)
        return ArrangementChange(
            author="party:monitor", arrangement="arrangement:truce", change="extended", at=at,
            windows=(Window(Interval(at, utc(2016, 6, end, 12))),),
        )  # fmt: skip

    without = made(picture(*theatre(), extended(2, 5)))
    assert without.in_force[0].window.end == utc(2016, 6, 5, 12)
    assert without.turns == ()
    broken = made(picture(*theatre(), extended(4, 5)), date(2016, 6, 3))
    assert [(one.during.start, one.during.end) for one in broken.gaps] == [(utc(2016, 6, 2, 12), utc(2016, 6, 4, 12))]
    assert broken.in_force == ()


def test_registers_stand_side_by_side_and_a_total_that_does_not_add_up_is_shown() -> None:
    cannot = Position(author="party:east", incident=f"tally:west-{DAY}", party="party:east", value="cannot_confirm")
    held = made(picture(*theatre(), tally("east", 5, north=3, south=2), tally("west", 9, south=8), cannot))
    matrix = held.matrices[0]
    assert [(row.area, row.a, row.b) for row in matrix.rows] == [("place:north", 3, None), ("place:south", 2, 8)]
    assert (matrix.total_a, matrix.total_b, matrix.agreement) == (5, 9, None)
    by_register = {one.registrar: one for one in held.tallies}
    assert by_register["party:east"].adds_up
    assert not by_register["party:west"].adds_up
    assert [one.value for one in by_register["party:west"].positions] == ["cannot_confirm"]
    assert [(one.registrar, one.now, one.previous) for one in held.published] == [
        ("party:east", 5, None),
        ("party:west", 9, None),
    ]


def test_entries_reclassified_are_listed() -> None:
    said = Classification(
        author="party:west", by="party:west", incident="incident:e1", value="not_violation", reason="excluded_target",
    )  # fmt: skip
    held = made(picture(*theatre(), seen("e1", "east"), said))
    assert [(one.incident, one.value, one.reason) for one in held.reclassified] == [
        ("incident:e1", "not_violation", "excluded_target")
    ]


def test_the_scope_takes_what_is_inside_and_says_apart_what_cannot_be_told() -> None:
    reports = (seen("n", "east"), seen("s", "east", SOUTH), seen("x", "east", None))
    held = made(picture(*theatre(), *reports), scope="The North")
    assert held.scope == Scope("area:north")
    assert [(one.incidents, one.unclear) for one in held.totals] == [(2, 1)]
    assert [(line.area, line.number) for line in held.violations] == [("area:north", 1), ("", 1)]
    around = made(picture(*theatre(), *reports), scope="South")
    assert around.scope == Scope("place:south", 20_000.0)
    assert [(one.incidents, one.unclear) for one in around.totals] == [(2, 1)]
    assert around.published == ()


def test_the_scope_leaves_out_arrangements_that_do_not_touch_it() -> None:
    span = Interval(utc(2016, 5, 1), utc(2016, 7, 1))
    local = arrangement("local", span, provisions=(provision(areas=("area:town",)),))
    undrawn = arrangement("undrawn", span, provisions=(provision(areas=("area:nowhere",)),))
    held = picture(*theatre(), area("town", *SOUTH), local, undrawn)
    assert {one.arrangement for one in made(held, scope="south").in_force} == {
        "arrangement:truce", "arrangement:local", "arrangement:undrawn",
    }  # fmt: skip
    assert {one.arrangement for one in made(held, scope="area:north").in_force} == {"arrangement:truce", "arrangement:undrawn"}


def test_a_scope_that_fits_nothing_or_several_is_refused() -> None:
    held = picture(*theatre(), place("other", SOUTH, names={"en": "South"}))
    with pytest.raises(NotFound):
        find_scope(held, "Atlantis")
    with pytest.raises(Ambiguous):
        find_scope(held, "South")
    assert find_scope(held, "place:south").key == "place:south"


def test_days_that_cannot_be_are_refused() -> None:
    with pytest.raises(BadInput):
        made(picture(), DAY, DAY - timedelta(days=1))
    with pytest.raises(TooLarge):
        made(picture(), DAY, DAY + timedelta(days=400))


def test_the_trend_has_gaps_where_nothing_was_published_and_a_mean_only_over_seven_days() -> None:
    published = [tally("east", n + 1, DAY - timedelta(days=n)) for n in range(9) if n != 8]
    trend = made(picture(*theatre(), *published, seen("w", "west"))).trend
    east, west = trend.series
    assert baseline_days(DAY, DAY) == 14
    assert len(east.values) == 15
    assert east.values[-8:] == (8, 7, 6, 5, 4, 3, 2, 1)
    assert east.values[:7] == (None,) * 7
    assert east.mean_7[-1] == 4.0
    assert east.mean_7[-3] is None
    assert (west.published, west.values[-1], west.values[-2]) == (False, 1, None)
    assert [one.arrangement for one in trend.shades] == ["arrangement:truce"]


def test_the_last_24_hours_stand_for_the_day_they_end_in() -> None:
    assert published_on(days(DAY, DAY, ZONE), ZONE) == DAY
    assert published_on(Interval(utc(2016, 5, 31, 16), utc(2016, 6, 1, 16)), ZONE) == DAY
    assert published_on(days(DAY, DAY + timedelta(days=1), ZONE), ZONE) is None


def distance_on(view: View, a: tuple[float, float], b: tuple[float, float]) -> float:
    """Metres between two points as drawn: what a reader measures with the scale bar."""
    (x0, y0), (x1, y1) = view.at(*a), view.at(*b)
    return hypot(x1 - x0, y1 - y0) / view.scale


def test_circles_are_drawn_to_scale() -> None:
    held = made(picture(*theatre(), seen("n", "east"), seen("s", "east", SOUTH)))
    view = view_of(held.map)
    assert view is not None
    exact = float(distance(*NORTH, *SOUTH)[0])
    assert abs(distance_on(view, NORTH, SOUTH) / exact - 1) < 1e-3
    assert scale_length(view) in (10_000.0, 20_000.0, 50_000.0, 100_000.0)


def test_the_map_holds_across_the_antimeridian() -> None:
    held = made(picture(*theatre(), seen("a", "east", (179.9, 10.0)), seen("b", "east", (-179.9, 10.0))))
    view = view_of(held.map)
    assert view is not None
    assert abs(distance_on(view, (179.9, 10.0), (-179.9, 10.0)) / float(distance(179.9, 10.0, -179.9, 10.0)[0]) - 1) < 1e-3


def test_hostile_names_are_escaped_on_the_map() -> None:
    from treve.geo.place import Disc, UncertainPlace

    evil = place("evil", NORTH, 5_000.0, names={"en": "<script>alert(1)</script>"}, feature="settlement")
    shown = picture(*theatre(), evil, seen("n", "east", place=UncertainPlace("", Disc(*NORTH, 5_000.0))))
    drawn = map_svg(Teller(made(shown), shown, Words("en")))
    assert "<script" not in drawn
    assert "&lt;script&gt;" in drawn


def test_talks_stand_side_by_side_with_answers_as_known_at_the_closing_time() -> None:
    from tests.bulletins.scene import on

    call = Meeting(author="party:monitor", key="meeting:call", names={"en": "Call"}, meeting_kind="call", at=on(DAY))
    accounts = [
        Readout(author=f"party:{one}", key=f"readout:{one}", meeting="meeting:call", issuers=(f"party:{one}",), points=points)
        for one, points in (("east", {"truce": "yes"}), ("west", {"zones": "safe zones"}))
    ]
    asked = Proposal(
        author="party:east",
        key="proposal:p",
        names={"en": "P"},
        by=("party:east",),
        to=("party:west", "party:third"),
        at=on(DAY),
    )
    answer = Answer(
        author="party:west", proposal="proposal:p", by="party:west", value="rejected", at=on(DAY + timedelta(days=3))
    )
    held = picture(*theatre(), call, *accounts, asked, answer)
    first = made(held)
    assert first.meetings[0].topics == ("truce", "zones")
    assert [said.points.get("zones") for said in first.meetings[0].readouts] == [None, "safe zones"]
    assert [(one.by, one.value) for one in first.proposals[0].answers] == [
        ("party:west", "pending"),
        ("party:third", "pending"),
    ]
    later = made(held, DAY + timedelta(days=3))
    assert [(one.by, one.value) for one in later.proposals[0].answers] == [
        ("party:west", "rejected"),
        ("party:third", "pending"),
    ]


def test_corrections_name_changed_totals_and_the_records_behind_them() -> None:
    then, now = utc(2016, 6, 2), utc(2016, 6, 10)
    early = utc(2016, 6, 1, 20)
    kept, gone, old = (known(seen(name, "east"), early) for name in ("kept", "gone", "old"))
    base = [known(one, utc(2016, 5, 1)) for one in theatre()]
    late = known(seen("late", "east"), utc(2016, 6, 5))
    better = known(seen("old", "east", SOUTH), utc(2016, 6, 6))
    back = known(Withdrawal(author="party:east", withdraws=gone.id), utc(2016, 6, 7))
    elsewhere = known(seen("far", "east", day=date(2016, 6, 9)), utc(2016, 6, 9))

    before = history(*base, kept, gone, old).as_of(then, then)
    issue = BulletinIssue(
        author="party:monitor", key="bulletin:7", number="7", first=DAY, last=DAY, known_at=then, sha256="0" * 64,
        totals=totals_of(before, days(DAY, DAY, ZONE), Scope()),
    )  # fmt: skip
    everything = history(*base, kept, old, gone, late, better, back, elsewhere, known(issue, then))
    held = build(
        everything.as_of(now, now), DAY + timedelta(days=8), DAY + timedelta(days=8), setting=SETTING, history=everything
    )
    assert {(one.what, one.subject) for one in held.corrections if one.record} == {
        ("late", "incident:late"), ("corrected", "incident:old"), ("withdrawn", "incident:gone"),
    }  # fmt: skip
    changed = [(one.total[0], one.then, one.now) for one in held.corrections if one.what == "changed_total"]
    assert changed == []
    more = known(seen("more", "east"), utc(2016, 6, 8))
    everything = history(*base, kept, gone, old, more, known(issue, then))
    held = build(everything.as_of(now, now), DAY, DAY, setting=SETTING, history=everything)
    assert ("incidents", 3, 4) in [(one.total[0], one.then, one.now) for one in held.corrections if one.total]


def test_words_about_an_incident_or_a_total_that_came_late_are_named() -> None:
    then, now = utc(2016, 6, 2), utc(2016, 6, 10)
    base = [known(one, utc(2016, 5, 1)) for one in theatre()]
    mine = known(seen("mine", "east"), utc(2016, 6, 1, 20))
    total = known(tally("west", 3), utc(2016, 6, 1, 20))
    early = known(
        Position(author="party:west", party="party:west", incident="incident:mine", value="denies"), utc(2016, 6, 1, 21)
    )
    issue = BulletinIssue(
        author="party:monitor", key="bulletin:8", number="8", first=DAY, last=DAY, known_at=then, sha256="0" * 64, totals={},
    )  # fmt: skip
    late = [
        Position(author="party:west", party="party:west", incident=mine.id, value="confirms_occurrence"),
        Occurrence(author="party:monitor", incident="incident:mine", value="verified"),
        Position(author="party:east", party="party:east", incident=total.record.key, value="cannot_confirm"),
        Position(author="party:east", party="party:east", incident="incident:other", value="denies"),
    ]
    everything = history(*base, mine, total, early, known(issue, then), *(known(one, utc(2016, 6, 5)) for one in late))
    held = build(everything.as_of(now, now), DAY, DAY, setting=SETTING, history=everything)
    found = sorted((one.what, one.kind, one.subject) for one in held.corrections if one.record)
    assert found == [
        ("late", "occurrence", "incident:mine"), ("late", "position", mine.id), ("late", "position", total.record.key),
    ]  # fmt: skip
