"""How a flight of this node goes from state to state, and what an arbiter's word that a USS is down changes."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest

from tests.airspace.making import EVERY, identity, volume
from tests.api.f3548.planning import OWN, end, fly, planner, role, uss, watch
from tests.api.making import circle, intent, subscribing
from tests.api.peer import Reply, details, peer
from tests.api.site import AVAILABILITY, INTENTS, Site
from treve.airspace.caller import ARBITRATION, CONFORMANCE, STRATEGIC
from treve.airspace.entity import ANYWHERE_ID
from treve.errors import BadInput, BadTransition, NotFound, UssDown
from treve.geo.interval import ALWAYS

FIRST = {"Accepted": [], "Activated": ["Activated"], "Nonconforming": ["Nonconforming"], "Contingent": ["Contingent"]}
MAY = {
    "Accepted": {"Accepted", "Activated", "Nonconforming", "Contingent"},
    "Activated": {"Activated", "Nonconforming", "Contingent"},
    "Nonconforming": {"Nonconforming", "Activated", "Contingent"},
    "Contingent": {"Contingent"},
}
EVERY_STATE = list(MAY)


@pytest.fixture
def ours(tmp_path: Path) -> Iterator[Site]:
    with uss(tmp_path) as one:
        yield one


def held(site: Site, name: str) -> Any:
    return site.good("GET", f"{INTENTS}/{name}", who="uss-b")["operational_intent_reference"]


@pytest.mark.parametrize("state", EVERY_STATE)
@pytest.mark.parametrize("before", EVERY_STATE)
def test_which_state_may_follow_which(ours: Site, before: str, state: str) -> None:
    name = fly(ours).reference.id
    for one in FIRST[before]:
        fly(ours, id=name, state=one)
    was = held(ours, name)
    if state in MAY[before]:
        assert fly(ours, id=name, state=state).reference.state == state
        assert held(ours, name)["version"] == was["version"] + 1
    else:
        with pytest.raises(BadTransition, match=f"{before} cannot become {state}"):
            fly(ours, id=name, state=state)
        assert held(ours, name) == was


@pytest.mark.parametrize("state", ["Nonconforming", "Contingent"])
def test_no_flight_begins_outside_its_volumes(ours: Site, state: str) -> None:
    name = identity()
    with pytest.raises(BadTransition, match="new cannot become"):
        fly(ours, id=name, state=state)
    ours.refused(404, "GET", f"{INTENTS}/{name}")


def test_a_flight_that_begins_at_once_is_accepted_first_and_each_step_is_told(ours: Site) -> None:
    with peer() as other:
        watch(ours, other.url)
        made = fly(ours, state="Activated")
        assert (made.reference.state, made.reference.version) == ("Activated", 2)
        told = [body["operational_intent"]["reference"] for body in other.bodies()]
        assert [(one["state"], one["version"]) for one in told] == [("Accepted", 1), ("Activated", 2)]
        assert [body["subscriptions"][0]["notification_index"] for body in other.bodies()] == [1, 2]


def test_every_flight_of_this_node_is_kept_informed(ours: Site) -> None:
    """Also one that is only planned: what comes near it later is told to this node."""
    made = fly(ours)
    assert made.reference.subscription_id != ANYWHERE_ID
    theirs = ours.put(intent(key=[made.reference.ovn]), who="uss-b")
    assert "https://uss-a.example" in [one["uss_base_url"] for one in theirs["subscribers"]]
    end(ours, made.reference.id)
    after = ours.good("DELETE", "{0}/{id}/{ovn}".format(INTENTS, **theirs["operational_intent_reference"]), who="uss-b")
    assert after["subscribers"] == []


def test_a_flight_is_activated_while_one_of_its_volumes_is(ours: Site) -> None:
    later = fly(ours, volume(start=1.0)).reference.id
    with pytest.raises(BadInput, match="only while"):
        fly(ours, volume(start=1.0), id=later, state="Activated")
    ours.clock.tick(timedelta(hours=1))
    assert fly(ours, volume(start=1.0), id=later, state="Activated").reference.state == "Activated"


def test_what_is_over_or_too_far_ahead_or_without_times_is_not_planned(ours: Site) -> None:
    endless = msgspec.structs.replace(volume(), during=ALWAYS)
    for bad in (volume(start=-2.0), volume(start=24.0 * 30), endless):
        with pytest.raises(BadInput):
            fly(ours, bad)
    with pytest.raises(NotFound):
        end(ours, identity())
    assert (
        ours.good("POST", f"{INTENTS}/query", {"area_of_interest": circle(hours=20.0)})["operational_intent_references"] == []
    )


def test_who_left_his_volumes_needs_no_key_and_comes_back_only_where_he_meets_nobody(ours: Site) -> None:
    name = fly(ours, state="Activated").reference.id
    with peer() as other:
        there = ours.put(intent(circle(lon=36.3), uss_base_url=other.url), who="uss-b")["operational_intent_reference"]
        fly(ours, volume(lon=36.3), id=name, state="Nonconforming")
        assert not [one for one in other.told if one.method == "GET"]
        other.answers = lambda _: Reply(200, details(there, circle(lon=36.3)))
        with pytest.raises(BadTransition, match=there["id"]):
            fly(ours, volume(lon=36.3), id=name, state="Activated")
        assert fly(ours, id=name, state="Activated").reference.state == "Activated"


def test_two_that_fly_and_meet_may_go_on_and_not_meet_another(ours: Site) -> None:
    """F3548-21, SCD0045: a flight that is activated and meets an activated one may be changed where it met it before."""
    name = fly(ours, state="Activated").reference.id
    with peer() as other:
        mine = ours.good("GET", f"{OWN}/{name}", who="uss-b")["operational_intent"]["reference"]
        body = intent(uss_base_url=other.url, key=[mine["ovn"]])
        there = ours.put(body, who="uss-b")["operational_intent_reference"]
        active = intent(state="Activated", uss_base_url=other.url, key=[mine["ovn"]], **subscribing(uss_base_url=other.url))
        there = ours.good("PUT", f"{INTENTS}/{there['id']}/{there['ovn']}", active, who="uss-b")["operational_intent_reference"]
        other.answers = lambda told: Reply(204) if told.method == "POST" else Reply(200, details(there, circle()))
        assert fly(ours, volume(radius=450.0), id=name, state="Activated").reference.state == "Activated"
        assert planner(ours).conflicts[-1].others == (there["id"],)
        end(ours, name)
        with pytest.raises(BadTransition, match=there["id"]):
            fly(ours, id=name, state="Activated")


def test_off_nominal_states_need_the_scope_of_conformance_monitoring(ours: Site) -> None:
    made = ours.put(intent(**subscribing()), who="uss-b")["operational_intent_reference"]
    path = f"{INTENTS}/{made['id']}/{made['ovn']}"
    for state in ("Nonconforming", "Contingent"):
        body = intent(state=state, **subscribing())
        for scope in sorted(EVERY - {CONFORMANCE}):
            ours.refused(403, "PUT", path, body, who="uss-b", scopes=(scope,))
    away = intent(state="Contingent", **subscribing())
    assert (
        ours.good("PUT", path, away, who="uss-b", scopes=(CONFORMANCE,))["operational_intent_reference"]["state"]
        == "Contingent"
    )


def declare(site: Site, who: str, state: str = "Down", old: str = "") -> str:
    path = f"{AVAILABILITY}/{who}"
    said = site.good("PUT", path, {"old_version": old, "availability": state}, who="arbiter", scopes=(ARBITRATION,))
    return str(said["version"])


def test_a_node_that_is_down_neither_plans_nor_activates_nor_ends_and_may_say_that_a_flight_strayed(ours: Site) -> None:
    name = fly(ours).reference.id
    version = declare(ours, "uss-a")
    for attempt in (
        lambda: fly(ours, volume(lon=37.5)),
        lambda: fly(ours, id=name),
        lambda: fly(ours, id=name, state="Activated"),
    ):
        with pytest.raises(UssDown):
            attempt()
    with pytest.raises(UssDown):
        end(ours, name)
    assert (held(ours, name)["version"], held(ours, name)["uss_availability"]) == (1, "Down")
    assert ours.good("GET", f"{OWN}/{name}", who="uss-b", scopes=(STRATEGIC,))["operational_intent"], "it still answers"
    for state in ("Nonconforming", "Contingent"):
        assert fly(ours, id=name, state=state).reference.state == state
    declare(ours, "uss-a", "Normal", version)
    end(ours, name)
    ours.refused(404, "GET", f"{INTENTS}/{name}")


def test_only_an_arbiter_says_who_is_down(ours: Site) -> None:
    body = {"old_version": "", "availability": "Down"}
    for scope in sorted(EVERY - {ARBITRATION}):
        ours.refused(403, "PUT", f"{AVAILABILITY}/uss-b", body, who="uss-a", scopes=(scope,))
    assert ours.good("GET", f"{AVAILABILITY}/uss-b")["status"]["availability"] == "Unknown"
    assert role(ours).planner.subject == "uss-a"
