"""Operational intents over HTTP: the key, who may, who is told, and every code of F3548-21."""

import re
from datetime import timedelta
from typing import Any

import pytest

from tests.airspace.making import NOW, identity
from tests.api.making import area, at, circle, constraint, disc, extent, intent, subscribing, subscription
from tests.api.site import AVAILABILITY, CONSTRAINTS, INTENTS, SUBSCRIPTIONS, Site
from treve.airspace.caller import CONFORMANCE, CONSTRAINT_PROCESSING, STRATEGIC
from treve.airspace.entity import ANYWHERE_ID

HIDDEN = "Available from USS"
FAR = circle(lon=37.5)


def reference(answer: Any) -> Any:
    return answer["operational_intent_reference"]


def change(site: Site, held: Any, body: Any, code: int = 200, **how: Any) -> Any:
    return site.good("PUT", f"{INTENTS}/{held['id']}/{held['ovn']}", body, code=code, **how)


def test_an_intent_is_made_read_found_changed_and_ended(site: Site) -> None:
    made = reference(site.put(intent()))
    assert made == {
        "id": made["id"], "manager": "uss-a", "uss_availability": "Unknown", "version": 1, "state": "Accepted",
        "ovn": made["ovn"], "time_start": at(0), "time_end": at(1), "uss_base_url": "https://uss-a.example/f3548",
        "subscription_id": ANYWHERE_ID,
    }  # fmt: skip
    assert re.fullmatch(r"[\w-]{16,128}", made["ovn"])
    path = f"{INTENTS}/{made['id']}"
    assert site.good("GET", path) == {"operational_intent_reference": made}
    assert site.good("POST", f"{INTENTS}/query", area()) == {"operational_intent_references": [made]}
    assert site.good("POST", f"{INTENTS}/query", area(FAR)) == {"operational_intent_references": []}
    after = reference(change(site, made, intent(circle(start=1.0))))
    assert (after["version"], after["time_start"]) == (2, at(1))
    assert after["ovn"] != made["ovn"]
    assert reference(site.good("DELETE", f"{path}/{after['ovn']}")) == after
    site.refused(404, "GET", path)


def test_every_answer_says_what_it_is_and_is_kept_by_nobody(site: Site) -> None:
    for found in (site.call("POST", f"{INTENTS}/query", area()), site.call("GET", f"{INTENTS}/{identity()}")):
        assert found.headers["content-type"] == "application/json"
        assert found.headers["cache-control"] == "no-store"
        assert found.headers["x-content-type-options"] == "nosniff"
        assert "server" not in found.headers


def test_the_ovn_is_shown_to_the_owner_alone(site: Site) -> None:
    made = reference(site.put(intent()))
    masked = made | {"ovn": HIDDEN}
    assert site.good("GET", f"{INTENTS}/{made['id']}", who="uss-b") == {"operational_intent_reference": masked}
    assert site.good("POST", f"{INTENTS}/query", area(), who="uss-b")["operational_intent_references"] == [masked]
    told = site.good("PUT", f"{SUBSCRIPTIONS}/{identity()}", subscription(), who="uss-b")
    assert told["operational_intent_references"] == [masked]
    found = site.call("PUT", f"{INTENTS}/{identity()}", intent(), who="uss-b")
    assert found.status_code == 409
    assert found.json()["missing_operational_intents"] == [masked]
    assert found.json()["missing_constraints"] == []
    assert found.json()["message"]
    for code, path in ((403, f"{INTENTS}/{made['id']}/{'x' * 20}"), (403, f"{INTENTS}/{made['id']}/{HIDDEN}")):
        answer = site.call("DELETE", path, who="uss-b")
        assert answer.status_code == code
        assert made["ovn"] not in answer.text


def test_the_key_opens_what_was_read_and_the_phrase_for_a_hidden_one_does_not(site: Site) -> None:
    made = reference(site.put(intent()))
    site.good("PUT", f"{INTENTS}/{identity()}", intent(key=[HIDDEN]), who="uss-b", code=409)
    site.good("PUT", f"{INTENTS}/{identity()}", intent(key=[made["ovn"], "and more"]), who="uss-b", code=201)
    old = made["ovn"]
    change(site, made, intent(key=[]), 409)
    assert len(site.good("POST", f"{INTENTS}/query", area())["operational_intent_references"]) == 2
    site.good("PUT", f"{INTENTS}/{identity()}", intent(key=[old]), who="uss-c", code=409)


def test_a_second_in_the_same_place_is_refused_whichever_of_many_is_first(site: Site) -> None:
    paths = [f"{INTENTS}/{identity()}" for _ in range(12)]
    answers = site.together(*[
        lambda path=path, number=number: site.ask("PUT", path, intent(), who=f"uss-{number}")  # type: ignore[misc]
        for number, path in enumerate(paths)
    ])  # fmt: skip
    assert sorted(one.status_code for one in answers) == [201] + [409] * 11
    assert len(site.good("POST", f"{INTENTS}/query", area())["operational_intent_references"]) == 1


def test_constraints_stand_in_the_key_of_who_asked_to_be_told_of_them(site: Site) -> None:
    path = f"{CONSTRAINTS}/{identity()}"
    held = site.good("PUT", path, constraint(), code=201, who="authority")["constraint_reference"]
    asking = subscribing(notify_for_constraints=True)
    refused = site.good("PUT", f"{INTENTS}/{identity()}", intent(**asking), code=409)
    assert refused["missing_constraints"] == [held | {"ovn": HIDDEN}]
    site.put(intent(key=[held["ovn"]], **asking))
    mine = site.good("POST", f"{INTENTS}/query", area())["operational_intent_references"][0]
    site.put(intent(key=[mine["ovn"]], **subscribing()), who="uss-b")
    theirs = site.good("POST", f"{INTENTS}/query", area(), who="uss-b")["operational_intent_references"]
    key = [mine["ovn"], *(one["ovn"] for one in theirs if one["manager"] == "uss-b")]
    assert site.good("PUT", f"{INTENTS}/{identity()}", intent(key=key, **asking), who="uss-c", code=409)[
        "missing_operational_intents"
    ] == []  # fmt: skip
    newer = site.good("PUT", f"{path}/{held['ovn']}", constraint(), who="authority")["constraint_reference"]
    site.good("PUT", f"{INTENTS}/{identity()}", intent(key=[*key, held["ovn"]], **asking), who="uss-c", code=409)
    site.good("PUT", f"{INTENTS}/{identity()}", intent(key=[*key, newer["ovn"]], **asking), who="uss-c", code=201)


def subscribe(site: Site, extents: Any, who: str) -> str:
    path = f"{SUBSCRIPTIONS}/{identity()}"
    found = site.good("PUT", path, subscription(extents, uss_base_url=f"https://{who}.example"), who=who)
    return str(found["subscription"]["id"])


def told(answer: Any) -> dict[str, list[tuple[str, int]]]:
    return {
        one["uss_base_url"]: [(state["subscription_id"], state["notification_index"]) for state in one["subscriptions"]]
        for one in answer["subscribers"]
    }


def test_who_watches_the_old_place_is_told_of_a_move_and_so_is_who_watches_the_new(site: Site) -> None:
    old, new = subscribe(site, circle(), "uss-b"), subscribe(site, FAR, "uss-c")
    made = site.put(intent())
    assert told(made) == {"https://uss-b.example": [(old, 1)]}
    moved = change(site, reference(made), intent(FAR))
    assert told(moved) == {"https://uss-b.example": [(old, 2)], "https://uss-c.example": [(new, 1)]}
    again = change(site, reference(moved), intent(FAR))
    assert told(again) == {"https://uss-c.example": [(new, 2)]}
    ended = site.good("DELETE", f"{INTENTS}/{reference(again)['id']}/{reference(again)['ovn']}")
    assert told(ended) == {"https://uss-c.example": [(new, 3)]}


def test_subscriptions_of_one_address_stand_together_and_the_own_implicit_one_is_among_them(site: Site) -> None:
    first, second = subscribe(site, circle(), "uss-b"), subscribe(site, circle(), "uss-b")
    made = site.put(intent(**subscribing()))
    found = told(made)
    assert sorted(found["https://uss-b.example"]) == sorted([(first, 1), (second, 1)])
    assert found["https://uss-a.example/f3548"] == [(reference(made)["subscription_id"], 1)]


def test_an_implicit_subscription_goes_with_its_intent(site: Site) -> None:
    made = reference(site.put(intent(**subscribing())))
    path = f"{SUBSCRIPTIONS}/{made['subscription_id']}"
    held = site.good("GET", path)["subscription"]
    assert held["implicit_subscription"]
    assert held["dependent_operational_intents"] == [made["id"]]
    after = reference(change(site, made, intent(**subscribing())))
    site.refused(404, "GET", path)
    site.good("DELETE", f"{INTENTS}/{after['id']}/{after['ovn']}")
    site.refused(404, "GET", f"{SUBSCRIPTIONS}/{after['subscription_id']}")


@pytest.mark.parametrize("state", ["Activated", "Nonconforming", "Contingent"])
def test_the_first_state_is_accepted(site: Site, state: str) -> None:
    path = f"{INTENTS}/{identity()}"
    assert "Accepted" in site.refused(400, "PUT", path, intent(state=state, **subscribing()))
    site.refused(404, "GET", path)


@pytest.mark.parametrize("state", ["Ended", "accepted", "", None, 7])
def test_states_that_there_are_not(site: Site, state: Any) -> None:
    site.refused(400, "PUT", f"{INTENTS}/{identity()}", intent(state=state))


def test_off_nominal_states_need_their_scope_and_no_key(site: Site) -> None:
    theirs = reference(site.put(intent(), who="uss-b"))
    mine = reference(site.put(intent(key=[theirs["ovn"]], **subscribing())))
    away = intent(state="Nonconforming", **subscribing())
    path = f"{INTENTS}/{mine['id']}/{mine['ovn']}"
    assert CONFORMANCE in site.refused(403, "PUT", path, away, scopes=(STRATEGIC,))
    assert reference(change(site, mine, away, scopes=(CONFORMANCE,)))["state"] == "Nonconforming"


def test_a_uss_that_is_down_neither_plans_nor_ends_but_may_say_that_it_strayed(site: Site) -> None:
    mine = reference(site.put(intent(**subscribing())))
    site.good("PUT", f"{AVAILABILITY}/uss-a", {"old_version": "", "availability": "Down"}, who="arbiter")
    path = f"{INTENTS}/{mine['id']}/{mine['ovn']}"
    site.refused(412, "PUT", f"{INTENTS}/{identity()}", intent(FAR))
    site.refused(412, "PUT", path, intent())
    site.refused(412, "PUT", path, intent(state="Activated", **subscribing()))
    site.refused(412, "DELETE", path)
    site.put(intent(), who="uss-b")
    away = reference(change(site, mine, intent(state="Contingent", **subscribing())))
    assert away["uss_availability"] == "Down"
    site.good("PUT", f"{INTENTS}/{identity()}", intent(), who="uss-c", code=409)


def test_who_may_change_and_end_what(site: Site) -> None:
    made = reference(site.put(intent()))
    path = f"{INTENTS}/{made['id']}"
    site.refused(409, "PUT", path, intent())
    site.refused(409, "PUT", path, intent(), who="uss-b")
    site.refused(403, "PUT", f"{path}/{made['ovn']}", intent(), who="uss-b")
    site.refused(403, "DELETE", f"{path}/{made['ovn']}", who="uss-b")
    site.refused(409, "PUT", f"{path}/{'x' * 16}", intent())
    site.refused(409, "DELETE", f"{path}/{'x' * 16}")
    site.refused(400, "PUT", f"{path}/", intent())
    site.refused(400, "DELETE", f"{path}/")
    absent = f"{INTENTS}/{identity()}"
    site.refused(400, "PUT", f"{absent}/{'x' * 16}", intent())
    site.refused(404, "DELETE", f"{absent}/{'x' * 16}")
    site.refused(404, "GET", absent)
    assert site.good("GET", path) == {"operational_intent_reference": made}


def test_ids_are_uuids_of_version_4_however_they_are_written(site: Site) -> None:
    for bad in ("7", "x" * 36, "00000000-0000-1000-8000-000000000000", "00000000-0000-4000-c000-000000000000", "%00"):
        for method, body in (("GET", None), ("PUT", intent())):
            site.refused(400, method, f"{INTENTS}/{bad}", body)
    made = reference(site.put(intent()))
    assert site.good("GET", f"{INTENTS}/{made['id'].upper()}") == {"operational_intent_reference": made}


def test_subscriptions_of_an_intent(site: Site) -> None:
    mine, theirs = subscribe(site, circle(radius=2_000.0), "uss-a"), subscribe(site, circle(), "uss-b")
    path = f"{INTENTS}/{identity()}"
    site.refused(400, "PUT", path, intent(subscription_id=mine, **subscribing()))
    site.refused(400, "PUT", path, intent(subscription_id=identity()))
    site.refused(400, "PUT", path, intent(subscription_id="mine"))
    site.refused(403, "PUT", path, intent(subscription_id=theirs))
    site.refused(400, "PUT", path, intent(FAR, subscription_id=mine))
    site.refused(400, "PUT", path, intent(circle(start=23.5), subscription_id=mine))
    asking = intent(**subscribing(notify_for_constraints=True))
    assert CONSTRAINT_PROCESSING in site.refused(403, "PUT", path, asking, scopes=(STRATEGIC,))
    made = reference(site.good("PUT", path, intent(subscription_id=mine), code=201))
    assert made["subscription_id"] == mine
    site.refused(400, "PUT", f"{path}/{made['ovn']}", intent(state="Activated"))


def test_a_long_way_is_not_in_the_way_by_the_box_around_it(site: Site) -> None:
    site.put(intent(circle(36.0, 33.0), circle(36.4, 33.4)))
    site.put(intent(circle(36.2, 33.2)), who="uss-b")
    site.put(intent(extent(disc(36.0, 33.0), low=121.0, high=200.0)), who="uss-b")


def test_an_ovn_may_be_asked_for(site: Site) -> None:
    suffix = f"{int(NOW.timestamp() * 1000):012x}"
    good = f"{suffix[:8]}-{suffix[8:]}-7000-8000-000000000001"
    path = f"{INTENTS}/{identity()}"
    assert reference(site.good("PUT", path, intent(requested_ovn_suffix=good), code=201))["ovn"] == f"{path[-36:]}_{good}"
    site.clock.tick(timedelta(minutes=6))
    for bad in (good, identity(), "", "x"):
        site.refused(400, "PUT", f"{INTENTS}/{identity()}", intent(FAR, requested_ovn_suffix=bad))
