"""The interface through which third-party suites plan flights for this node; it is there where it was asked for, and alone."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.airspace.making import EVERY, NOW, identity
from tests.api.f3548.planning import BASE, uss
from tests.api.making import HOST, area, at, circle, intent, ring
from tests.api.peer import Reply, details, peer
from tests.api.site import AVAILABILITY, INTENTS, Site, write_issuers
from treve.api.f3548.planning import PLAN, TEST
from treve.api.serving import Plan, build
from treve.clock import SetClock
from treve.errors import Usage

FLY = "/flight_planning/v1"
PATHS = [
    ("GET", f"{FLY}/status", {PLAN, TEST}), ("PUT", f"{FLY}/flight_plans/{identity(9)}", {PLAN}),
    ("DELETE", f"{FLY}/flight_plans/{identity(9)}", {PLAN, TEST}), ("POST", f"{FLY}/clear_area_requests", {TEST}),
    ("GET", f"{FLY}/user_notifications?after={NOW.isoformat()}", {PLAN}),
]  # fmt: skip


@pytest.fixture
def ours(tmp_path: Path) -> Iterator[Site]:
    with uss(tmp_path, test_interface=True) as one:
        yield one


def flight(*places: Any, usage: str = "Planned", uas: str = "Nominal", style: str = "IfAllowed", priority: int = 0) -> Any:
    return {
        "execution_style": style,
        "flight_plan": {
            "basic_information": {"usage_state": usage, "uas_state": uas, "area": list(places) or [circle()]},
            "astm_f3548_21": {"priority": priority}, "more": "of others",
        },
    }  # fmt: skip


def asked(site: Site, body: Any, name: str | None = None) -> tuple[str, str]:
    found = site.good("PUT", f"{FLY}/flight_plans/{name or identity()}", body, who="suite", scopes=(PLAN,))
    return found["planning_result"], found["flight_plan_status"]


@pytest.mark.parametrize(("method", "path", "scopes"), PATHS, ids=range(5))
def test_without_being_asked_for_it_is_not_there(tmp_path: Path, method: str, path: str, scopes: set[str]) -> None:
    with uss(tmp_path) as here:
        answer = here.call(method, path, flight())
        assert answer.status_code == 404
        assert answer.json()["code"] == "not-found"
    assert scopes


@pytest.mark.parametrize(("method", "path", "scopes"), PATHS, ids=range(5))
def test_its_scopes_and_no_others_open_it(ours: Site, method: str, path: str, scopes: set[str]) -> None:
    for scope in sorted(EVERY | {PLAN, TEST}):
        found = ours.call(method, path, {"extent": circle()} if path.endswith("requests") else flight(), scopes=(scope,))
        assert (found.status_code == 403) == (scope not in scopes), (scope, found.text)
    assert ours.call(method, path, flight(), bearer="").status_code == 401


def test_no_server_is_put_together_with_it_that_others_can_ask(tmp_path: Path) -> None:
    unopened: Any = None
    plan = Plan(hosts=(HOST,), loopback=False, test_interface=True)
    with pytest.raises(Usage, match="only this machine"):
        build(plan, write_issuers(tmp_path), unopened, SetClock(NOW))


def test_a_flight_from_plan_to_end(ours: Site) -> None:
    name = identity()
    assert ours.good("GET", f"{FLY}/status")["status"] == "Ready"
    assert asked(ours, flight(), name) == ("Completed", "Planned")
    reference = ours.good("GET", f"{INTENTS}/{name}")["operational_intent_reference"]
    assert (reference["manager"], reference["uss_base_url"], reference["state"]) == ("uss-a", BASE, "Accepted")
    assert asked(ours, flight(usage="InUse"), name) == ("Completed", "OkToFly")
    assert asked(ours, flight(usage="InUse", uas="OffNominal"), name) == ("Completed", "OffNominal")
    assert asked(ours, flight(usage="InUse", uas="Contingent"), name) == ("Completed", "OffNominal")
    assert asked(ours, flight(), name) == ("Rejected", "OffNominal")
    assert ours.good("DELETE", f"{FLY}/flight_plans/{name}")["flight_plan_status"] == "Closed"
    assert ours.call("DELETE", f"{FLY}/flight_plans/{name}").status_code == 404
    assert ours.call("GET", f"{INTENTS}/{name}").status_code == 404


@pytest.mark.parametrize(
    ("body", "outcome"),
    [
        (flight(style="Hypothetical"), "NotSupported"), (flight(usage="Closed"), "NotSupported"),
        (flight(uas="NotSpecified"), "NotSupported"), (flight(usage="InUse", uas="OffNominal"), "Rejected"),
        (flight(circle(start=-3.0)), "Rejected"), (flight(circle(start=24.0 * 31)), "Rejected"),
        (flight(circle(start=1.0), usage="InUse"), "Rejected"), (flight(circle(radius=-1.0)), "Rejected"),
        (flight({"volume": ring((36.0, 33.0), (36.1, 33.1), (36.1, 33.0), (36.0, 33.1))}), "Rejected"),
        (flight(circle(radius=90_000.0)), "Rejected"),
    ],
    ids=range(10),
)  # fmt: skip
def test_what_is_not_flown_leaves_nothing(ours: Site, body: Any, outcome: str) -> None:
    name = identity()
    assert asked(ours, body, name) == (outcome, "NotPlanned")
    ours.refused(404, "GET", f"{INTENTS}/{name}")


def test_bad_requests_are_400(ours: Site) -> None:
    for body in ({}, [], {"flight_plan": {}}, flight(style="Perhaps"), flight("here")):
        ours.refused(400, "PUT", f"{FLY}/flight_plans/{identity()}", body)
    ours.refused(400, "PUT", f"{FLY}/flight_plans/7", flight())
    ours.refused(400, "POST", f"{FLY}/clear_area_requests", {})
    for query in ("", "?after=yesterday", f"?after={at(1)['value']}&before={at(0)['value']}", "?before=" + at(0)["value"]):
        ours.refused(400, "GET", f"{FLY}/user_notifications{query}")


def test_a_conflict_is_a_rejection_and_a_silent_peer_a_failure(ours: Site) -> None:
    with peer() as other:
        there = ours.put(intent(uss_base_url=other.url), who="uss-b")["operational_intent_reference"]
        other.answers = lambda _: Reply(200, details(there, circle()))
        assert asked(ours, flight()) == ("Rejected", "NotPlanned")
        other.answers = lambda _: Reply(500)
        assert asked(ours, flight(circle(radius=510.0), priority=1))[0] == "Completed", "the details are known"
        there = ours.put(intent(circle(lon=37.5), uss_base_url=other.url), who="uss-c")["operational_intent_reference"]
        assert asked(ours, flight(circle(lon=37.5), priority=1)) == ("Failed", "NotPlanned")


def test_a_flight_that_got_no_further_than_accepted_is_told_as_planned(ours: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """A new flight that begins at once is accepted, then activated: between the two the node is declared down."""
    name = identity()
    notifier = ours.uss._notifier if ours.uss is not None else None

    async def down(*_: Any) -> None:
        body = {"old_version": "", "availability": "Down"}
        await ours.ask("PUT", f"{AVAILABILITY}/uss-a", body, who="arbiter")

    monkeypatch.setattr(notifier, "tell", down)
    assert asked(ours, flight(usage="InUse"), name) == ("Failed", "Planned")
    assert ours.good("GET", f"{INTENTS}/{name}")["operational_intent_reference"]["state"] == "Accepted"


def test_an_area_is_cleared_of_the_flights_of_this_node_alone(ours: Site) -> None:
    names = [identity() for _ in range(3)]
    for name, place in zip(names, (circle(), circle(lon=36.3), circle(lon=37.5)), strict=True):
        assert asked(ours, flight(place), name)[0] == "Completed"
    theirs = ours.put(intent(circle(lat=33.6)), who="uss-b")["operational_intent_reference"]["id"]
    wide = {"extent": circle(radius=20_000.0)}
    assert ours.good("POST", f"{FLY}/clear_area_requests", wide)["outcome"]["success"] is True
    found = ours.good("POST", f"{INTENTS}/query", area(circle(radius=20_000.0)))
    assert [one["id"] for one in found["operational_intent_references"]] == [theirs]
    assert ours.good("GET", f"{INTENTS}/{names[2]}")


def test_an_area_that_cannot_be_cleared_is_told(ours: Site) -> None:
    asked(ours, flight())
    ours.good("PUT", f"{AVAILABILITY}/uss-a", {"old_version": "", "availability": "Down"}, who="arbiter")
    found = ours.good("POST", f"{FLY}/clear_area_requests", {"extent": circle()})["outcome"]
    assert found["success"] is False
    assert "Down" in found["message"]


def test_its_people_are_shown_the_conflicts_of_a_span(ours: Site) -> None:
    asked(ours, flight())
    with peer() as other:
        there = ours.put(intent(circle(lon=37.5), uss_base_url=other.url), who="uss-b")["operational_intent_reference"]
        body = {
            "operational_intent_id": there["id"], "subscriptions": [],
            "operational_intent": details(there, circle())["operational_intent"],
        }  # fmt: skip
        assert ours.call("POST", "/uss/v1/operational_intents", body, who="uss-b").status_code == 204
    for after, before, count in ((-1, 1, 1), (-1, -0.5, 0), (0.5, 1, 0)):
        query = f"?after={at(after)['value']}&before={at(before)['value']}"
        found = ours.good("GET", f"{FLY}/user_notifications{query}")["user_notifications"]
        assert found == [{"observed_at": at(0), "conflicts": "Single"}] * count
