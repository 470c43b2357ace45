"""Notices of this node are shown in its airspace, and go when they are over; whatever was lost meanwhile is made good."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.airspace.making import NOW, volume
from tests.api.f3548.planning import end, fly, role, uss, watch
from tests.api.making import circle
from tests.api.peer import Peer, Reply, Told, peer
from tests.api.site import CONSTRAINTS, INTENTS, Site
from tests.node.test_announced import LATER, US, hospital, notice, out, step
from treve.airspace.entity import Constraint, Intent
from treve.api.f3548 import announcer
from treve.api.f3548.announcer import Announcer
from treve.clock import SetClock
from treve.config import Settings
from treve.errors import StorageFailed
from treve.geo.interval import Interval
from treve.node.announced import wishes
from treve.node.node import Node
from treve.records.base import Record


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "node"
    Node.create(made, Settings(name="us", party=US), clock=SetClock(NOW)).close()
    return made


@pytest.fixture
def site(folder: Path) -> Iterator[Site]:
    with uss(folder) as one:
        yield one


def record(folder: Path, *records: Record) -> None:
    with Node.open(folder, clock=SetClock(NOW)) as node:
        node.add(records)


def look(site: Site) -> Announcer:
    found = role(site).announcer
    site.run(found.look())
    return found


def held(site: Site, kind: type[Intent] | type[Constraint]) -> list[Any]:
    return site.store.read(
        lambda tx: tx.meeting(kind, [volume(36.23, 33.46, 50_000.0, start=-20.0, hours=90.0, low=-900.0, high=1e5)])
    )


def test_a_flight_is_an_intent_with_the_notice_s_volumes_until_it_is_cancelled(folder: Path, site: Site) -> None:
    """Worked example: notified, seen by the DSS and by whoever asks for details, moved, cancelled."""
    one = notice()
    record(folder, *out(one))
    assert look(site).refused == {}
    (found,) = held(site, Intent)
    assert (found.id, found.manager, found.state) == (next(wishes(one, NOW)).id, "uss-a", "Accepted")
    assert site.good("GET", f"{INTENTS}/{found.id}", who="uss-b")["operational_intent_reference"]["manager"] == "uss-a"
    told = site.good("GET", f"/uss/v1/operational_intents/{found.id}", who="uss-b")["operational_intent"]["details"]["volumes"]
    assert told[0]["volume"]["outline_circle"]["center"] == {"lat": 33.5, "lng": 36.2}

    moved = notice(version=2, volumes=(volume(36.4, start=2.0),))
    record(folder, *out(moved))
    look(site)
    assert [(each.id, each.version) for each in held(site, Intent)] == [(found.id, 2)]
    assert site.store.read(lambda tx: tx.volumes(Intent, found.id)) == moved.volumes

    record(folder, step(moved, "cancelled", NOW))
    look(site)
    assert held(site, Intent) == []


def test_what_is_as_it_should_be_is_left_alone_also_after_a_restart(folder: Path) -> None:
    record(folder, *out(notice()), *out(hospital(key="notice:h")))
    with uss(folder) as one:
        look(one)
        before = [(each.id, each.version, each.ovn) for kind in (Intent, Constraint) for each in held(one, kind)]
        look(one)
    with uss(folder) as again:
        look(again)
        assert [(each.id, each.version, each.ovn) for kind in (Intent, Constraint) for each in held(again, kind)] == before
    assert len(before) == 1 + 3


def test_a_site_is_a_chain_of_constraints_with_details_and_subscribers_are_told(folder: Path, site: Site) -> None:
    def takes(told: Told) -> Reply:
        return Reply(204)

    with peer(takes) as other:
        watch(site, other.url, circle(36.237, 33.458), notify_for_constraints=True, notify_for_operational_intents=False)
        record(folder, *out(hospital()))
        look(site)
        assert site.until(lambda: bool(other.told))
        body = other.told[0].body
    first, *_ = held(site, Constraint)
    assert len(held(site, Constraint)) == 3
    assert body["constraint"]["details"]["type"] == "static_site"
    assert body["constraint"]["reference"]["manager"] == "uss-a"
    told = site.good("GET", f"/uss/v1/constraints/{first.id}", who="uss-b")["constraint"]
    assert told["details"]["volumes"][0]["volume"]["outline_circle"]["radius"]["value"] == 150.0
    assert site.good("GET", f"{CONSTRAINTS}/{first.id}", who="uss-b")["constraint_reference"]["id"] == first.id
    record(folder, step(hospital(), "completed", NOW))
    look(site)
    assert held(site, Constraint) == []


def test_while_its_window_runs_a_flight_is_activated(folder: Path, site: Site) -> None:
    record(folder, *out(notice(window=Interval(NOW + timedelta(hours=1), LATER))))
    look(site)
    assert [one.state for one in held(site, Intent)] == ["Accepted"]
    site.clock.set(NOW + timedelta(hours=2))
    role(site).announcer._seen = (-2, float("-inf"))
    look(site)
    assert [one.state for one in held(site, Intent)] == ["Activated"]


def test_a_flight_in_the_way_is_told_once_and_planned_when_the_way_is_free(
    folder: Path, site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    other = fly(site, volume(start=1.0, hours=2.0))
    record(folder, *out(notice()), *out(hospital(key="notice:h")))
    found = look(site)
    assert [one.id for one in held(site, Intent)] == [other.reference.id]
    assert len(held(site, Constraint)) == 3, "what fails leaves the rest"
    assert list(found.refused.values()) == [f"The flight meets the intent {other.reference.id} of uss-a."]
    found._seen = (-2, float("-inf"))
    look(site)
    assert capsys.readouterr().err.count("notice:n is not in the airspace as it should be") == 1
    end(site, other.reference.id)
    found._seen = (-2, float("-inf"))
    look(site)
    assert [one.id for one in held(site, Intent)] == [next(wishes(notice(), NOW)).id]
    assert found.refused == {}


def test_a_flight_that_left_its_volumes_stays_what_it_was_said_to_be(folder: Path, site: Site) -> None:
    record(folder, *out(notice()))
    look(site)
    (one,) = held(site, Intent)
    fly(site, volume(radius=900.0, start=1.0, hours=2.0), id=one.id, state="Nonconforming")
    role(site).announcer._seen = (-2, float("-inf"))
    look(site)
    assert [each.state for each in held(site, Intent)] == ["Nonconforming"]


def test_a_flight_that_its_party_says_left_its_volumes_is_nonconforming_until_it_is_over(folder: Path, site: Site) -> None:
    """Worked example: `treve notice breach` while it flies; whoever asks is told where it is, if that is known."""
    one = notice()
    record(folder, *out(one))
    look(site)
    record(folder, step(one, "breached", NOW))
    look(site)
    assert [each.state for each in held(site, Intent)] == ["Accepted"], "it does not fly yet"
    site.clock.set(NOW + timedelta(hours=1, minutes=30))
    role(site).announcer._seen = (-2, float("-inf"))
    look(site)
    (found,) = held(site, Intent)
    assert found.state == "Nonconforming"
    site.refused(412, "GET", f"/uss/v1/operational_intents/{found.id}/telemetry", who="uss-b")
    record(folder, step(one, "completed", NOW + timedelta(hours=1, minutes=20)))
    look(site)
    assert held(site, Intent) == []


def test_what_others_manage_under_such_an_id_is_not_touched(folder: Path, site: Site) -> None:
    from tests.api.making import intent

    taken = next(wishes(notice(), NOW)).id
    site.good("PUT", f"{INTENTS}/{taken}", intent(), code=201, who="uss-b")
    record(folder, *out(notice()))
    assert list(look(site).refused) == [taken]
    assert [one.manager for one in held(site, Intent)] == ["uss-b"]


def test_it_looks_again_only_where_the_log_has_more_or_it_is_time(
    folder: Path, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[object] = []

    async def settle(_: Announcer, one: object) -> None:
        seen.append(one)

    monkeypatch.setattr(Announcer, "settle", settle)
    record(folder, *out(notice()))
    look(site)
    look(site)
    assert len(seen) == 1
    record(folder, *out(notice(key="notice:m")))
    look(site)
    assert len(seen) == 3
    monkeypatch.setattr(announcer, "EVERY_S", 0.0)
    look(site)
    assert len(seen) == 5


def test_a_fault_of_the_log_is_said_and_it_goes_on(
    folder: Path, site: Site, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(announcer, "PAUSE_S", 0.01)
    looked: list[int] = []

    async def fails(_: Announcer) -> None:
        looked.append(1)
        raise StorageFailed("The disk is gone.")

    monkeypatch.setattr(Announcer, "look", fails)
    import asyncio

    async def go() -> None:
        running = asyncio.create_task(role(site).announcer.run())
        while len(looked) < 3:
            await asyncio.sleep(0.01)
        running.cancel()

    site.run(go())
    assert "could not be shown in the airspace: The disk is gone." in capsys.readouterr().err


def test_with_a_dss_somewhere_else_its_constraints_are_put_there(folder: Path) -> None:
    answers: dict[str, Any] = {}

    def dss(told: Told) -> Reply:
        identity = told.path.split("/")[4]
        if told.method == "DELETE":
            return Reply(200, {"subscribers": [], "constraint_reference": answers.pop(identity)})
        assert told.method == "PUT"
        extent = told.body["extents"][0]
        answers[identity] = {
            "id": identity, "manager": "uss-a", "uss_availability": "Unknown", "version": 1, "ovn": f"an-opaque-ovn-{identity}",
            "time_start": extent["time_start"], "time_end": extent["time_end"], "uss_base_url": told.body["uss_base_url"],
        }  # fmt: skip
        return Reply(201, {"subscribers": [], "constraint_reference": answers[identity]})

    record(folder, *out(hospital()))
    with peer(dss) as far, uss(folder, dss=far.url) as one:
        assert look(one).refused == {}
        assert len(answers) == 3
        assert {each.claims["scope"] for each in far.told} == {"utm.constraint_management"}
        assert sorted(each.ovn for each in held(one, Constraint)) == sorted(each["ovn"] for each in answers.values())
        record(folder, step(hospital(), "cancelled", NOW))
        look(one)
        assert answers == {}
        assert held(one, Constraint) == []
    assert isinstance(far, Peer)
