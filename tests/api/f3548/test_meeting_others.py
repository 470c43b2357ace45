"""A flight is planned with the details of all that is near it, from whoever manages it; nobody's word is taken for another's."""

import asyncio
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.airspace.making import identity, volume
from tests.api.f3548.planning import OWN, fly, planner, role, uss, wanted
from tests.api.making import Body, at, circle, intent, subscribing
from tests.api.peer import Peer, Reply, Told, details, peer
from tests.api.site import AVAILABILITY, INTENTS, Site
from treve.airspace.caller import STRATEGIC
from treve.api.f3548 import client
from treve.errors import InTheWay, NodeBusy, PeerFailed, PeerRefused, TreveError

BESIDE = circle(lon=36.212)
"""Near the flights of these tests, and not in their way."""


@pytest.fixture
def ours(tmp_path: Path) -> Iterator[Site]:
    with uss(tmp_path) as one:
        yield one


@pytest.fixture
def theirs() -> Iterator[Peer]:
    with peer() as one:
        yield one


def neighbour(site: Site, at: Peer, *extents: Body, who: str = "uss-b", **fields: Any) -> Body:
    """An intent of another in the DSS, whose manager tells its details as they are; its reference with its OVN."""
    body = intent(*extents or [circle()], uss_base_url=at.url) | fields.pop("put", {})
    reference: Body = site.put(body, who=who)["operational_intent_reference"]
    at.answers = lambda told: (
        Reply(204) if told.method == "POST" else Reply(200, details(reference, *body["extents"], **fields))
    )
    return reference


def references(site: Site) -> list[Body]:
    found: list[Body] = site.good("POST", f"{INTENTS}/query", {"area_of_interest": circle(radius=5_000.0)})[
        "operational_intent_references"
    ]
    return found


def seen(site: Site) -> list[Body]:
    """What is there, as uss-b sees it."""
    found: list[Body] = site.good("POST", f"{INTENTS}/query", {"area_of_interest": circle(radius=5_000.0)}, who="uss-b")[
        "operational_intent_references"
    ]
    return found


def not_planned(site: Site, error: type[TreveError], match: str | None = None, *volumes: Any, **fields: Any) -> None:
    """A flight cannot be planned, and nothing of it is left in the DSS."""
    before = references(site)
    with pytest.raises(error, match=match):
        fly(site, *volumes, **fields)
    assert references(site) == before


def test_details_are_asked_of_the_manager_with_a_token_for_him_and_open_the_key(ours: Site, theirs: Peer) -> None:
    near = neighbour(ours, theirs, BESIDE)
    made = fly(ours)
    (asked,) = [one for one in theirs.told if one.method == "GET"]
    assert asked.path == f"{OWN}/{near['id']}"
    assert (asked.claims["aud"], asked.claims["scope"]) == ("127.0.0.1", STRATEGIC)
    assert asked.body is None
    assert len(references(ours)) == 2
    assert made.reference.state == "Accepted"


def test_an_equal_or_higher_priority_is_in_the_way_and_a_lower_one_is_not(ours: Site, theirs: Peer) -> None:
    there = neighbour(ours, theirs, priority=5)
    not_planned(ours, InTheWay, there["id"], priority=5)
    not_planned(ours, InTheWay, "uss-b", priority=4)
    fly(ours, priority=6)
    assert planner(ours).conflicts[-1].others == (there["id"],), "its people are told that it meets one of lower priority"


def test_only_what_the_details_say_is_met_is_in_the_way(ours: Site, theirs: Peer) -> None:
    """Two legs whose box holds the flight, and one above it, and one after it."""
    neighbour(ours, theirs, circle(36.19, 33.49, 300.0), circle(36.21, 33.51, 300.0))
    fly(ours, volume(36.21, 33.49, 300.0))
    neighbour(ours, theirs, circle(36.21, 33.49, 300.0, low=130.0, high=200.0), who="uss-c")


def test_off_nominal_volumes_of_others_stand_in_the_way(ours: Site, theirs: Peer) -> None:
    there = neighbour(ours, theirs, put=subscribing())
    away = intent(circle(), state="Nonconforming", uss_base_url=theirs.url, **subscribing())
    body = ours.good("PUT", f"{INTENTS}/{there['id']}/{there['ovn']}", away, who="uss-b")["operational_intent_reference"]
    told = details(body, off_nominal_volumes=[circle()])
    theirs.answers = lambda _: Reply(200, told)
    not_planned(ours, InTheWay, there["id"])


def test_what_is_known_from_a_notification_is_not_asked_for_again_and_what_changed_is(ours: Site, theirs: Peer) -> None:
    near = neighbour(ours, theirs, BESIDE)
    told = details(near, BESIDE)["operational_intent"]
    body = {"operational_intent_id": near["id"], "operational_intent": told, "subscriptions": []}
    assert ours.call("POST", OWN, body, who="uss-b").status_code == 204
    fly(ours)
    assert "GET" not in [one.method for one in theirs.told]
    again = intent(BESIDE, uss_base_url=theirs.url, key=[one["ovn"] for one in references(ours)])
    changed = ours.good("PUT", f"{INTENTS}/{near['id']}/{near['ovn']}", again, who="uss-b")["operational_intent_reference"]
    theirs.answers = lambda _: Reply(200, details(changed, BESIDE))
    fly(ours, volume(lon=36.224))
    assert [one.method for one in theirs.told].count("GET") == 1


def answered(ours: Site, theirs: Peer, **fields: Any) -> Body:
    """A neighbour whose manager tells another reference than the DSS has; that reference."""
    near = neighbour(ours, theirs, BESIDE)
    theirs.answers = lambda _: Reply(200, details(near | fields, BESIDE))
    return near


@pytest.mark.parametrize(
    "fields",
    [
        {"ovn": None}, {"ovn": ""}, {"ovn": "Available from USS"}, {"id": identity(3)}, {"manager": "uss-c"}, {"version": 0},
        {"id": "x"}, {"time_start": at(3), "time_end": at(4), "version": 2}, {"state": "Ended"}, {"version": "1"},
    ],
    ids=range(10),
)  # fmt: skip
def test_a_reference_that_does_not_fit_stops_the_plan(ours: Site, theirs: Peer, fields: Any) -> None:
    answered(ours, theirs, **fields)
    not_planned(ours, PeerFailed)


def test_another_ovn_than_the_dss_has_opens_nothing(ours: Site, theirs: Peer) -> None:
    """Even where the flights meet nowhere by what the manager says: the DSS asks for the OVN of what it knows to meet."""
    near = neighbour(ours, theirs)
    theirs.answers = lambda _: Reply(200, details(near | {"ovn": "made-up-0123456789"}, circle(lon=36.3)))
    not_planned(ours, NodeBusy, "old details")
    assert len(theirs.told) == 6, "asked anew at each try"


def test_what_was_heard_and_has_an_old_ovn_is_asked_for_again(ours: Site, theirs: Peer) -> None:
    """An intent that was ended and made anew has the version of the one before, and another OVN."""
    near = neighbour(ours, theirs, circle(), put={"state": "Accepted"}, priority=0)
    old = details(near | {"ovn": "the-one-before-0123"}, circle())["operational_intent"]
    body = {"operational_intent_id": near["id"], "operational_intent": old, "subscriptions": []}
    assert ours.call("POST", OWN, body, who="uss-b").status_code == 204
    fly(ours, priority=1)
    assert [one.method for one in theirs.told].count("GET") == 1


def test_a_notification_without_ovn_does_not_spoil_the_next_plan(ours: Site, theirs: Peer) -> None:
    near = neighbour(ours, theirs, circle())
    bare = details({name: value for name, value in near.items() if name != "ovn"}, circle())["operational_intent"]
    body = {"operational_intent_id": near["id"], "operational_intent": bare, "subscriptions": []}
    assert ours.call("POST", OWN, body, who="uss-b").status_code == 204
    fly(ours, priority=1)
    assert [one.method for one in theirs.told].count("GET") == 1


def test_what_was_heard_and_does_not_fit_its_reference_is_asked_for(ours: Site, theirs: Peer) -> None:
    there = neighbour(ours, theirs)
    elsewhen = details(there, circle(start=3.0))["operational_intent"]
    body = {"operational_intent_id": there["id"], "operational_intent": elsewhen, "subscriptions": []}
    assert ours.call("POST", OWN, body, who="uss-b").status_code == 204
    not_planned(ours, InTheWay, there["id"])


@pytest.mark.parametrize(
    "volumes",
    [
        [], [circle(radius=-1.0)], [circle(lat=91.0)], [circle(start=3.0)], [circle(hours=0.25)], [circle(hours=8.0)],
        [circle() | {"time_end": None}], [{"volume": {}}], [{}],
    ],
    ids=range(9),
)  # fmt: skip
def test_volumes_that_cannot_be_its_own_stop_the_plan(ours: Site, theirs: Peer, volumes: Any) -> None:
    near = neighbour(ours, theirs, BESIDE)
    theirs.answers = lambda _: Reply(200, details(near, *volumes))
    not_planned(ours, PeerFailed)


@pytest.mark.parametrize(
    "reply",
    [
        Reply(404, {"message": "none"}), Reply(500), Reply(204), Reply(302, headers={"Location": "/x"}), Reply(200, {}),
        Reply(200, raw=b""), Reply(200, raw=b"<html>"), Reply(200, raw=b"\xff"), Reply(200, raw=b"[" * 100_000),
        Reply(200, {"operational_intent": None}), Reply(401), Reply(200, raw=b"{}", headers={"Content-Encoding": "gzip"}),
        Reply(200, raw=b"{}", headers={"Content-Length": "50"}), Reply(200, raw=b"{}", headers={"Content-Length": "-1"}),
    ],
    ids=range(14),
)  # fmt: skip
def test_a_manager_that_does_not_tell_stops_the_plan(
    ours: Site, theirs: Peer, reply: Reply, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(client, "SECONDS", 0.3)
    neighbour(ours, theirs, BESIDE)
    theirs.answers = lambda _: reply
    not_planned(ours, PeerFailed)


def test_a_manager_that_never_answers_stops_the_plan_in_time(ours: Site, theirs: Peer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client, "SECONDS", 0.3)
    for lon in (36.2075, 36.208, 36.2085):
        neighbour(ours, theirs, circle(lon, radius=150.0), put={"key": [one["ovn"] for one in seen(ours)]})
    theirs.answers = lambda _: Reply(200, after=30.0)
    began = time.monotonic()
    not_planned(ours, PeerFailed, "127.0.0.1 does not answer")
    assert time.monotonic() - began < 2.0
    assert len(theirs.told) == 3


def down(site: Site, who: str = "uss-b") -> None:
    site.good("PUT", f"{AVAILABILITY}/{who}", {"old_version": "", "availability": "Down"}, who="arbiter")


def test_what_is_only_planned_by_a_uss_that_is_down_gives_way(ours: Site, theirs: Peer) -> None:
    neighbour(ours, theirs)
    theirs.answers = lambda _: Reply(500)
    not_planned(ours, PeerRefused)
    down(ours)
    fly(ours)


def test_what_flies_for_a_uss_that_is_down_does_not(ours: Site, theirs: Peer) -> None:
    there = neighbour(ours, theirs)
    path = f"{INTENTS}/{there['id']}/{there['ovn']}"
    ours.good("PUT", path, intent(state="Activated", uss_base_url=theirs.url, **subscribing()), who="uss-b")
    theirs.answers = lambda _: Reply(500)
    down(ours)
    not_planned(ours, InTheWay, there["id"], priority=2**31 - 1)


def test_a_uss_that_is_down_and_answers_is_heard(ours: Site, theirs: Peer) -> None:
    there = neighbour(ours, theirs, priority=1)
    down(ours)
    not_planned(ours, InTheWay, there["id"], priority=1)
    fly(ours, priority=2)


def test_who_writes_between_the_reading_and_the_writing_is_read_too(ours: Site, theirs: Peer) -> None:
    """While the details of one are asked for, another plans where the flight would be: it is met at the second try."""
    near = neighbour(ours, theirs, BESIDE)
    second: list[Body] = []

    async def go() -> None:
        came, may_go = threading.Event(), threading.Event()

        def slow(told: Told) -> Reply:
            if told.path.endswith(near["id"]):
                came.set()
                may_go.wait(5.0)
                return Reply(200, details(near, BESIDE))
            return Reply(200, details(second[0], circle(radius=400.0)))

        theirs.answers = slow
        planned = asyncio.create_task(planner(ours).put(wanted()))
        await asyncio.to_thread(came.wait, 5.0)
        body = intent(circle(radius=400.0), uss_base_url=theirs.url)
        found = await ours.ask("PUT", f"{INTENTS}/{identity()}", body, who="uss-c")
        second.append(found.json()["operational_intent_reference"])
        may_go.set()
        with pytest.raises(InTheWay, match=second[0]["id"]):
            await planned

    ours.run(go())
    assert len(references(ours)) == 2


def test_two_flights_of_this_node_at_once_do_not_meet(ours: Site) -> None:
    async def go() -> list[Any]:
        return await asyncio.gather(*(planner(ours).put(wanted()) for _ in range(6)), return_exceptions=True)

    found = ours.run(go())
    assert sorted(type(one).__name__ for one in found) == ["InTheWay"] * 5 + ["Intent"]
    assert len(references(ours)) == 1


def test_managers_are_asked_at_once(ours: Site, theirs: Peer) -> None:
    held: dict[str, Body] = {}
    for lon in (36.2075, 36.208, 36.2085):
        place = circle(lon, radius=150.0)
        keys = [one["ovn"] for one in held.values()]
        made = ours.put(intent(place, uss_base_url=theirs.url, key=keys), who="uss-b")["operational_intent_reference"]
        held[made["id"]] = made | {"place": place}

    def slow(told: Told) -> Reply:
        one = dict(held[told.path.rsplit("/", 1)[1]])
        return Reply(200, details(one, one.pop("place")), after=0.4)

    theirs.answers = slow
    began = time.monotonic()
    fly(ours, volume(36.2))
    assert time.monotonic() - began < 1.1, "one after the other it would be 1.2 seconds at the least"


def test_two_nodes_that_read_each_other_to_plan_do_not_wait_for_each_other(ours: Site, theirs: Peer) -> None:
    """While this node changes a flight and waits for the details of another's, the other asks for those of that flight."""
    mine = fly(ours).reference
    near = neighbour(ours, theirs, BESIDE)

    async def go() -> int:
        came, may_go = threading.Event(), threading.Event()

        def slow(_: Told) -> Reply:
            came.set()
            may_go.wait(5.0)
            return Reply(200, details(near, BESIDE))

        theirs.answers = slow
        changing = asyncio.create_task(planner(ours).put(wanted(id=mine.id)))
        await asyncio.to_thread(came.wait, 5.0)
        found = await asyncio.wait_for(ours.ask("GET", f"{OWN}/{mine.id}", who="uss-b"), 1.0)
        assert not changing.done()
        may_go.set()
        await changing
        return found.status_code

    assert ours.run(go()) == 200
    assert not role(ours)._notifier.untold
