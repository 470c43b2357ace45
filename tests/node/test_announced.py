"""What the airspace is to hold of a notice, at an instant."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.airspace.making import NOW, volume
from tests.geo.test_trajectory import away
from tests.making import known, picture
from treve.clock import SetClock
from treve.config import Settings
from treve.geo.altitude import AltitudeBand
from treve.geo.footprint import Circle, Corridor
from treve.geo.interval import Interval
from treve.geo.surface import Surfaces
from treve.geo.volume import Volume4D
from treve.node.announced import (
    AHEAD,
    HIGHEST_M,
    LONGEST,
    LOWEST_M,
    TOGETHER,
    Announced,
    Wish,
    announced,
    last_said,
    own,
    wishes,
)  # fmt: skip
from treve.node.node import Node
from treve.records.base import Record
from treve.records.notice import Notice, NoticeStep, Route, Site, StatedPoint, Stop

US = "party:us"
LATER = NOW + timedelta(hours=8)


def notice(**fields: Any) -> Notice:
    given: dict[str, Any] = {
        "author": US, "key": "notice:n", "notice_kind": "air_activity", "window": Interval(NOW, LATER), "airspace": True,
        "recipients": (),
    }  # fmt: skip
    if not {"site", "route", "volumes"} & set(fields):
        given["volumes"] = (volume(start=1.0, hours=2.0),)
    return Notice(**(given | fields))


def hospital(start: datetime | None = None, end: datetime | None = None, **fields: Any) -> Notice:
    at = StatedPoint(36.237, 33.458)
    return notice(notice_kind="static_site", site=Site(at=at, radius_m=150.0), window=Interval(start, end), **fields)


def out(one: Notice, at: datetime = NOW, state: str = "transmitted") -> tuple[Record, ...]:
    said = {"author": one.author, "notice": one.key, "version": one.version}
    return (one, *(NoticeStep(**said, state=step, at=at) for step in ("qa", state)))  # type: ignore[arg-type]


def step(one: Notice, state: str, at: datetime) -> NoticeStep:
    return NoticeStep(author=one.author, notice=one.key, version=one.version, state=state, at=at)  # type: ignore[arg-type]


def asked(*records: Record, now: datetime = NOW, party: str = US) -> list[Announced]:
    held = [known(one, NOW - timedelta(days=1)) for one in records]
    keys = {one.key for one in records if isinstance(one, Notice)}
    return announced(picture(*held, at=now), party, keys, now)


def spans(held: Sequence[Wish]) -> list[tuple[datetime | None, datetime | None]]:
    return [(one.volumes[0].during.start, one.volumes[0].during.end) for one in held]


def test_a_flight_of_a_day_at_most_is_one_intent_with_the_notice_s_own_volumes() -> None:
    one = notice()
    (wish,) = wishes(one, NOW)
    assert (wish.flight, wish.sort, wish.volumes) == (True, "air_activity", one.volumes)
    assert list(wishes(one, NOW + timedelta(hours=2))) == [wish], "the same while it lasts"
    assert list(wishes(one, NOW + timedelta(hours=3))) == []
    assert [each.id for each in wishes(notice(version=2, volumes=(volume(37.0),)), NOW)] == [wish.id]
    assert [each.id for each in wishes(notice(key="notice:m"), NOW)] != [wish.id]


def test_a_site_until_further_notice_is_a_chain_of_days_that_grows() -> None:
    chain = list(wishes(hospital(), NOW))
    midnight = NOW.replace(hour=0)
    assert [one.flight for one in chain] == [False] * 3
    assert spans(chain) == [(midnight + day * LONGEST, midnight + (day + 1) * LONGEST) for day in range(3)]
    later = list(wishes(hospital(), NOW + LONGEST))
    assert [one.id for one in later[:2]] == [one.id for one in chain[1:]]
    assert later[2].id not in {one.id for one in chain}
    assert later[-1].volumes[0].during.end is not None
    assert later[-1].volumes[0].during.end > NOW + AHEAD


def test_a_window_ends_within_its_last_day() -> None:
    end = NOW + timedelta(hours=20)
    (*_, last) = wishes(hospital(NOW - timedelta(days=3), end), NOW)
    assert last.volumes[0].during.end == end


def test_a_route_is_drawn_without_corridors_and_nothing_of_it_is_lost() -> None:
    stops = (
        Stop(StatedPoint(36.2910, 33.5132), departs=NOW + timedelta(hours=1)),
        Stop(StatedPoint(36.2394, 33.4581), arrives=NOW + timedelta(hours=2)),
    )
    one = notice(notice_kind="movement", route=Route(stops, buffer_m=300.0, slack_s=600.0), band=AltitudeBand(0.0, 100.0))
    (wish,) = wishes(one, NOW)
    assert not any(isinstance(each.footprint, Corridor) for each in wish.volumes)
    surfaces = Surfaces.build([each.footprint for each in wish.volumes])
    for part in range(11):
        lon, lat = 36.2910 + (36.2394 - 36.2910) * part / 10, 33.5132 + (33.4581 - 33.5132) * part / 10
        x, y = away((lon, lat), 40.0 * part, 295.0)
        assert any(surfaces.relation([place], [x], [y], [0.0])[0] == 2 for place in range(len(wish.volumes)))


@pytest.mark.parametrize(
    ("band", "low", "high"),
    [
        (AltitudeBand(10.0, 20.0), 10.0, 20.0),
        (AltitudeBand(None, None), LOWEST_M, HIGHEST_M),
        (AltitudeBand(10.0, 20.0, "EGM2008"), -100.0, 130.0),
        (AltitudeBand(10.0, 150.0, "SFC"), LOWEST_M, 9_150.0),
    ],
)
def test_heights_of_another_datum_are_widened_never_cut(band: AltitudeBand, low: float, high: float) -> None:
    one = Volume4D(Circle(36.0, 33.0, 100.0), band, volume().during)
    (wish,) = wishes(notice(volumes=(one,)), NOW)
    assert wish.volumes[0].band == AltitudeBand(low, high)


def test_many_volumes_are_several_entities() -> None:
    many = tuple(volume(36.0 + number * 0.01) for number in range(TOGETHER + 1))
    found = list(wishes(notice(volumes=many), NOW))
    assert [len(one.volumes) for one in found] == [TOGETHER, 1]
    assert len({one.id for one in found}) == 2


def test_only_the_party_s_own_notices_that_went_out_and_ask_for_it_are_shown() -> None:
    one = notice()
    assert asked(one) == [
        Announced(
            "notice:n", running=False, breached=False, wishes=(), others=tuple(sorted((w.id, True) for w in wishes(one, NOW)))
        )
    ]
    (shown,) = asked(*out(one))
    assert shown.wishes == tuple(wishes(one, NOW))
    assert asked(*out(notice(airspace=False))) == []
    assert asked(*out(one), party="party:them") == []


def test_what_was_cancelled_or_moved_is_taken_back() -> None:
    one = notice()
    before = tuple((wish.id, wish.flight) for wish in wishes(one, NOW))
    (gone,) = asked(*out(one), step(one, "cancelled", NOW))
    assert (gone.wishes, gone.others) == ((), before)
    longer = notice(version=2, volumes=(volume(start=1.0, hours=40.0),), window=Interval(NOW, NOW + timedelta(days=3)))
    (moved,) = asked(*out(one), *out(longer))
    assert moved.others == before, "one intent before, a chain now"
    assert len(moved.wishes) == 3
    (hidden,) = asked(*out(one), *out(notice(version=2, airspace=False)))
    assert (hidden.wishes, hidden.others) == ((), before)


def test_it_runs_while_its_window_does() -> None:
    one = notice(window=Interval(NOW + timedelta(hours=1), LATER))
    assert [shown.running for shown in asked(*out(one))] == [False]
    assert [shown.running for shown in asked(*out(one), now=NOW + timedelta(hours=2))] == [True]


def test_of_a_node_only_what_its_own_party_said_is_read(tmp_path: Path) -> None:
    theirs = notice(author="party:them", key="notice:theirs")
    with Node.create(tmp_path / "node", Settings(name="us", party=US), clock=SetClock(NOW)) as node:
        assert (last_said(node), own(node, NOW)) == (-1, [])
        node.add(out(theirs))
        assert (last_said(node), own(node, NOW)) == (-1, [])
        node.add(out(notice()))
        assert [shown.key for shown in own(node, NOW)] == ["notice:n"]
        first = last_said(node)
        node.add(out(notice(author="party:them", key="notice:n")))
        assert last_said(node) == first
        assert [len(shown.wishes) for shown in own(node, NOW)] == [1]
        node.add([step(notice(), "cancelled", NOW)])
        assert last_said(node) > first
        assert [shown.wishes for shown in own(node, NOW)] == [()]
        assert own(node, NOW + timedelta(days=3)) == []


def test_what_its_author_says_was_not_kept_to_is_breached_and_what_others_say_is_not() -> None:
    one = notice()
    assert [shown.breached for shown in asked(*out(one))] == [False]
    (shown,) = asked(*out(one), step(one, "breached", NOW))
    assert (shown.breached, shown.wishes) == (True, tuple(wishes(one, NOW)))
    foreign = NoticeStep(author="party:them", notice=one.key, version=1, state="breached", at=NOW)
    assert [shown.breached for shown in asked(*out(one), foreign)] == [False]
