"""A USS whose DSS stands somewhere else: what it is asked, and what becomes of answers that are wrong, late or lost."""

import asyncio
from collections.abc import Coroutine, Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from tests.airspace.making import identity, volume
from tests.api.f3548.planning import BASE, OWN, end, fly, planner, role, uss
from tests.api.making import Body, circle
from tests.api.peer import Peer, Reply, Told, details, peer, reference
from tests.api.site import CONSTRAINTS, DSS, INTENTS, Site
from treve.airspace.caller import CONFORMANCE, CONSTRAINT_MANAGEMENT, STRATEGIC
from treve.airspace.entity import Constraint, Intent
from treve.api.f3548.publisher import Publisher
from treve.errors import InTheWay, NodeBusy, NotFound, PeerFailed, PeerRefused

LOST = Reply(200, drip=(b"", 0, 0.0))
"""An answer that breaks off before it begins."""


class FarDss:
    """A DSS that takes what it is given, and hands out what it is told to."""

    def __init__(self) -> None:
        self.held: dict[str, Body] = {}
        self.near: list[Body] = []
        self.subscribers: list[Body] = []
        self.next: dict[str, list[Reply]] = {}
        """What it answers next by method, in the place of the truth; what was asked is done all the same."""

    def __call__(self, told: Told) -> Reply:
        true = self._true(told)
        instead = self.next.get(told.method)
        return instead.pop(0) if instead and not told.path.endswith("/query") else true

    def _true(self, told: Told) -> Reply:
        if told.path.endswith("/query"):
            return Reply(200, {"operational_intent_references": [*self.near, *self.held.values()]})
        name = told.path.split("/")[4]
        held = self.held.get(name)
        what = f"{'constraint' if told.path.startswith(CONSTRAINTS) else 'operational_intent'}_reference"
        if told.method == "GET":
            return Reply(404) if held is None else Reply(200, {what: held})
        if (held is None) != (told.method == "PUT" and told.path.count("/") == 4):
            return Reply(404 if told.method == "DELETE" else 409, {"message": "no"})
        if held is not None and told.path.split("/")[5] != held["ovn"]:
            return Reply(409, {"message": "another OVN"})
        if told.method == "DELETE":
            return self._changed(what, self.held.pop(name))
        version = 1 if held is None else held["version"] + 1
        self.held[name] = reference(
            name, told.body["uss_base_url"], manager="uss-a", state=told.body.get("state", "Accepted"), version=version, ovn=f"far-{version:016d}"
        )  # fmt: skip
        return self._changed(what, self.held[name], 201 if held is None else 200)

    def _changed(self, what: str, held: Body, code: int = 200) -> Reply:
        return Reply(code, {"subscribers": self.subscribers, what: held})


@pytest.fixture
def far() -> FarDss:
    return FarDss()


@pytest.fixture
def pool(far: FarDss) -> Iterator[Peer]:
    with peer(far) as one:
        yield one


@pytest.fixture
def ours(tmp_path: Path, pool: Peer) -> Iterator[Site]:
    with uss(tmp_path, dss=pool.url) as one:
        yield one


def subscriber(url: str) -> Body:
    return {"uss_base_url": url, "subscriptions": [{"subscription_id": identity(), "notification_index": 4}]}


def test_a_node_with_a_far_dss_is_none_itself(ours: Site) -> None:
    assert ours.call("POST", f"{INTENTS}/query", {"area_of_interest": circle()}).status_code == 404


def test_a_flight_is_given_to_the_dss_exactly_and_its_details_are_told_from_then_on(
    ours: Site, far: FarDss, pool: Peer
) -> None:
    made = fly(ours, volume(radius=123.456), priority=2)
    query, put = pool.told
    assert (query.method, query.path, query.claims["scope"]) == ("POST", f"{INTENTS}/query", STRATEGIC)
    assert (put.method, put.path) == ("PUT", f"{DSS}/operational_intent_references/{made.reference.id}")
    assert put.body == {
        "extents": [circle(radius=123.456)], "state": "Accepted", "uss_base_url": BASE, "key": [], "subscription_id": None,
        "new_subscription": {"uss_base_url": BASE, "notify_for_constraints": False}, "requested_ovn_suffix": None,
    }  # fmt: skip
    told = ours.good("GET", f"{OWN}/{made.reference.id}", who="uss-b")["operational_intent"]
    assert told["reference"]["ovn"] == far.held[made.reference.id]["ovn"]
    assert told["details"] == {"volumes": [circle(radius=123.456)], "off_nominal_volumes": [], "priority": 2}
    fly(ours, id=made.reference.id, state="Nonconforming")
    assert pool.told[-1].path.endswith(f"/{made.reference.id}/{made.reference.ovn}")
    assert pool.told[-1].claims["scope"] == CONFORMANCE
    end(ours, made.reference.id)
    assert (pool.told[-1].method, far.held) == ("DELETE", {})
    ours.refused(404, "GET", f"{OWN}/{made.reference.id}", who="uss-b")


def test_the_ovns_of_all_that_is_near_open_the_key(ours: Site, far: FarDss, pool: Peer) -> None:
    with peer() as other:
        there = reference(identity(), other.url)
        far.near = [there | {"ovn": "Available from USS"}]
        other.answers = lambda _: Reply(200, details(there, circle(lon=36.212)))
        fly(ours)
        assert pool.told[-1].body["key"] == [there["ovn"]]
        other.answers = lambda _: Reply(200, details(there | {"version": 2, "ovn": "x" * 20}, circle()))
        far.near[0]["version"] = 2
        with pytest.raises(InTheWay, match=there["id"]):
            fly(ours)


def test_what_the_key_lacks_is_read_at_the_next_try(ours: Site, far: FarDss, pool: Peer) -> None:
    with peer() as other:
        there = reference(identity(), other.url)
        other.answers = lambda _: Reply(200, details(there, circle(lon=36.212)))
        missing = {"message": "x", "missing_operational_intents": [there], "missing_constraints": []}

        def at_first(told: Told) -> Reply:
            if told.method == "PUT" and not far.near:
                far.near = [there | {"ovn": "Available from USS"}]
                return Reply(409, missing)
            return far(told)

        pool.answers = at_first
        fly(ours)
        assert [one.body["key"] for one in pool.told if one.method == "PUT"] == [[], [there["ovn"]]]


def test_a_key_that_never_does_is_given_up(ours: Site, pool: Peer, far: FarDss) -> None:
    far.next["PUT"] = [Reply(409, {"message": "x", "missing_operational_intents": [reference(identity(), BASE)]})] * 20
    pool.answers = lambda told: far.next["PUT"].pop() if told.method == "PUT" else far(told)
    with pytest.raises(NodeBusy, match="6 times"):
        fly(ours)
    assert [one.method for one in pool.told] == ["POST", "PUT"] * 6


@pytest.mark.parametrize(
    "reply",
    [
        Reply(400), Reply(403), Reply(412, {"message": "Down"}), Reply(409), Reply(409, raw=b"x"), Reply(500), Reply(429),
        Reply(409, {"message": "x", "missing_operational_intents": []}), Reply(201, {}), Reply(201, raw=b"["),
    ],
    ids=range(10),
)  # fmt: skip
def test_what_the_dss_does_not_take_is_not_there(ours: Site, far: FarDss, pool: Peer, reply: Reply) -> None:
    pool.answers = lambda told: reply if told.method == "PUT" else far(told)
    name = identity()
    with pytest.raises(PeerFailed):
        fly(ours, id=name)
    ours.refused(404, "GET", f"{OWN}/{name}", who="uss-b")


@pytest.mark.parametrize("fields", [{"id": identity(5)}, {"manager": "uss-b"}, {"ovn": None}, {"ovn": ""}], ids=range(4))
def test_an_answer_about_something_else_is_not_kept(ours: Site, pool: Peer, fields: Any) -> None:
    def other(told: Told) -> Reply:
        if told.method == "GET":
            return Reply(404)
        if told.method == "POST":
            return Reply(200, {"operational_intent_references": []})
        held = reference(told.path.split("/")[4], BASE, manager="uss-a") | fields
        return Reply(201, {"subscribers": [], "operational_intent_reference": held})

    pool.answers = other
    name = identity()
    with pytest.raises(PeerFailed, match="another intent"):
        fly(ours, id=name)
    ours.refused(404, "GET", f"{OWN}/{name}")


def test_where_the_answer_is_lost_what_the_dss_took_is_kept_and_told(ours: Site, far: FarDss, pool: Peer) -> None:
    """Else the DSS would name this node for an intent whose details it does not give."""
    with peer() as other:
        far.subscribers = [subscriber(other.url)]
        far.next["PUT"] = [LOST]
        made = fly(ours)
        assert [one.method for one in pool.told] == ["POST", "PUT", "GET", "PUT"]
        held = far.held[made.reference.id]
        told = ours.good("GET", f"{OWN}/{made.reference.id}", who="uss-b")["operational_intent"]
        assert told["reference"]["ovn"] == held["ovn"]
        assert [body["operational_intent"]["reference"]["ovn"] for body in other.bodies()] == [held["ovn"]]
        far.next["PUT"] = [LOST]
        after = fly(ours, volume(radius=400.0), id=made.reference.id)
        assert after.reference.ovn == far.held[made.reference.id]["ovn"]
        assert after.reference.version == 4


def test_where_it_is_lost_twice_the_flight_is_still_known(ours: Site, far: FarDss, pool: Peer) -> None:
    far.next["PUT"] = [LOST, LOST]
    name = identity()
    with pytest.raises(PeerFailed):
        fly(ours, id=name)
    assert ours.good("GET", f"{OWN}/{name}", who="uss-b")["operational_intent"]["details"]["volumes"] == [circle()]
    assert pool.told


def forget(site: Site, kind: type[Intent] | type[Constraint], name: str) -> None:
    """What is kept here goes, as if this node had been killed before it was on the disk."""
    site.run(planner(site)._airspace.change(lambda tx: tx.drop(kind, name)))


def test_what_the_dss_took_before_a_kill_is_taken_up_again(ours: Site, far: FarDss) -> None:
    name = fly(ours).reference.id
    forget(ours, Intent, name)
    ours.refused(404, "GET", f"{OWN}/{name}")
    after = fly(ours, volume(radius=400.0), id=name)
    assert (after.reference.version, after.reference.ovn) == (2, far.held[name]["ovn"])
    assert ours.good("GET", f"{OWN}/{name}")["operational_intent"]["details"]["volumes"] == [circle(radius=400.0)]


def test_a_change_that_the_dss_took_before_a_kill_is_too(ours: Site, far: FarDss) -> None:
    name = fly(ours).reference.id
    far.held[name] |= {"version": 2, "ovn": "the-change-before-the-kill"}
    assert fly(ours, id=name).reference.version == 3
    far.held[name] |= {"manager": "uss-b", "ovn": "of somebody else"}
    with pytest.raises(PeerRefused, match="409"):
        fly(ours, id=name)


def test_another_process_of_this_node_that_was_quicker_is_not_written_over(ours: Site, far: FarDss, pool: Peer) -> None:
    name = fly(ours).reference.id

    def quicker(told: Told) -> Reply:
        if told.method == "PUT" and far.held[name]["version"] == 1:
            far.held[name] |= {"version": 2, "ovn": "of-the-other-process"}
            kept = msgspec.structs.replace(_held(ours, name), ovn="of-the-other-process", version=2)
            saving: Coroutine[Any, Any, None] = planner(ours)._airspace.change(
                lambda tx: tx.save(kept, (volume(radius=300.0),))
            )
            asyncio.run_coroutine_threadsafe(saving, ours._runner.get_loop()).result(5.0)
        return far(told)

    pool.answers = quicker
    with pytest.raises(PeerRefused, match="409"):
        fly(ours, volume(radius=400.0), id=name)
    assert ours.good("GET", f"{OWN}/{name}")["operational_intent"]["details"]["volumes"] == [circle(radius=300.0)]


def _held(site: Site, name: str) -> Intent:
    found = site.store.read(lambda tx: tx.find(Intent, name))
    assert found is not None
    return found


def published(site: Site) -> Publisher:
    return role(site).announcer._publisher


def test_a_constraint_is_kept_and_told_though_the_answer_was_lost_or_the_node_killed(
    ours: Site, far: FarDss, pool: Peer
) -> None:
    name = identity()
    with peer() as other:
        far.subscribers = [subscriber(other.url)]
        far.next["PUT"] = [LOST]
        ours.run(published(ours).put(name, (volume(),), "site"))
        assert [one.method for one in pool.told] == ["PUT", "GET", "PUT"]
        assert {one.claims["scope"] for one in pool.told} == {CONSTRAINT_MANAGEMENT}
        forget(ours, Constraint, name)
        ours.run(published(ours).put(name, (volume(radius=400.0),), "site"))
        found = ours.good("GET", f"/uss/v1/constraints/{name}", who="uss-b")["constraint"]
        assert (found["reference"]["ovn"], found["reference"]["version"]) == (far.held[name]["ovn"], 3)
        assert found["details"] == {"volumes": [circle(radius=400.0)], "type": "site"}
        assert [body["constraint"]["reference"]["version"] for body in other.bodies()] == [2, 3]
        far.held.clear()
        ours.run(published(ours).end(name))
        ours.refused(404, "GET", f"/uss/v1/constraints/{name}")


@pytest.mark.parametrize("reply", [Reply(403), Reply(409), Reply(500), Reply(201, {})], ids=range(4))
def test_a_constraint_that_the_dss_does_not_take_is_not_there(ours: Site, far: FarDss, pool: Peer, reply: Reply) -> None:
    pool.answers = lambda told: reply if told.method == "PUT" else far(told)
    name = identity()
    with pytest.raises(PeerFailed):
        ours.run(published(ours).put(name, (volume(),), "site"))
    ours.refused(404, "GET", f"/uss/v1/constraints/{name}")


def test_where_the_dss_took_nothing_the_failure_is_told(ours: Site, far: FarDss, pool: Peer) -> None:
    name = fly(ours).reference.id
    was = dict(far.held[name])
    pool.answers = lambda told: LOST if told.method == "PUT" else far(told)
    for one, lon in ((name, 36.2), (identity(), 37.5)):
        with pytest.raises(PeerFailed):
            fly(ours, volume(lon=lon), id=one)
    assert far.held == {name: was}
    assert ours.good("GET", f"{OWN}/{name}")["operational_intent"]["reference"]["ovn"] == was["ovn"]


def test_a_flight_that_the_dss_has_no_more_can_be_ended(ours: Site, far: FarDss) -> None:
    name = fly(ours).reference.id
    far.held.clear()
    end(ours, name)
    ours.refused(404, "GET", f"{OWN}/{name}")
    with pytest.raises(NotFound):
        end(ours, name)


@pytest.mark.parametrize("code", [403, 409, 412, 500])
def test_a_flight_that_the_dss_does_not_end_stays(ours: Site, far: FarDss, pool: Peer, code: int) -> None:
    name = fly(ours).reference.id
    pool.answers = lambda told: Reply(code, {"message": "no"}) if told.method == "DELETE" else far(told)
    with pytest.raises(PeerRefused, match=str(code)):
        end(ours, name)
    assert ours.good("GET", f"{OWN}/{name}")["operational_intent"]


def test_an_ovn_is_one_part_of_the_path_whatever_is_in_it(ours: Site, far: FarDss, pool: Peer) -> None:
    """Else the DSS could have this node call anything there with its token."""
    odd = "../../admin?x=1#y z\r\nX: y"
    name = identity()
    told = {"subscribers": [], "operational_intent_reference": reference(name, BASE, manager="uss-a", ovn=odd)}
    pool.answers = lambda asked: Reply(201, told) if asked.method == "PUT" else far(asked)
    fly(ours, id=name)
    end(ours, name)
    assert pool.told[-1].path == f"{INTENTS}/{name}/..%2F..%2Fadmin%3Fx%3D1%23y%20z%0D%0AX%3A%20y"


def test_a_reference_whose_id_is_none_is_not_asked_for(ours: Site, far: FarDss) -> None:
    with peer() as other:
        far.near = [reference("../../admin", other.url)]
        with pytest.raises(PeerFailed, match="UUID"):
            fly(ours)
        assert not other.told


def test_whom_the_dss_names_is_told_and_only_they(ours: Site, far: FarDss) -> None:
    with peer() as one, peer() as two:
        far.subscribers = [subscriber(one.url), subscriber(f"{two.url}/deep"), subscriber(BASE)]
        name = fly(ours).reference.id
        far.subscribers = [subscriber(two.url)]
        end(ours, name)
        assert [body["subscriptions"][0]["notification_index"] for body in one.bodies()] == [4]
        assert [told.path for told in two.told] == [f"/deep{OWN}", OWN]
        assert "operational_intent" not in two.bodies()[1]


def test_an_answer_of_the_dss_that_is_no_list_stops_the_plan(ours: Site, pool: Peer) -> None:
    for reply in (Reply(200, {}), Reply(200, {"operational_intent_references": [{}]}), Reply(413), Reply(204)):
        pool.answers = lambda _, reply=reply: reply  # type: ignore[misc]
        with pytest.raises(PeerFailed):
            fly(ours)
    assert not planner(ours).conflicts
