"""Subscriptions over HTTP."""

from datetime import timedelta

import pytest

from tests.airspace.making import identity
from tests.api.making import Body, area, at, circle, constraint, extent, intent, subscription
from tests.api.site import CONSTRAINTS, INTENTS, SUBSCRIPTIONS, Site
from treve.airspace.caller import CONSTRAINT_PROCESSING, STRATEGIC

WIDE = circle(radius=2_000.0)


def without(body: Body, *names: str) -> Body:
    return {name: value for name, value in body.items() if name not in names}


def test_a_subscription_is_made_read_found_changed_and_ended(site: Site) -> None:
    path = f"{SUBSCRIPTIONS}/{identity()}"
    made = site.good("PUT", path, subscription())
    held = made["subscription"]
    assert held == {
        "id": path[-36:], "version": held["version"], "notification_index": 0, "time_start": at(0), "time_end": at(1),
        "uss_base_url": "https://uss-b.example", "notify_for_operational_intents": True, "notify_for_constraints": False,
        "implicit_subscription": False, "dependent_operational_intents": [],
    }  # fmt: skip
    assert made["operational_intent_references"] == []
    assert "constraint_references" not in made
    assert site.good("GET", path) == {"subscription": held}
    assert site.good("POST", f"{SUBSCRIPTIONS}/query", area()) == {"subscriptions": [held]}
    site.put(intent(), who="uss-b")
    counted = site.good("GET", path)["subscription"]
    assert counted == held | {"notification_index": 1}, "the version stays"
    changed = site.good("PUT", f"{path}/{held['version']}", subscription(WIDE))["subscription"]
    assert changed["version"] != held["version"]
    assert changed["notification_index"] == 1
    assert site.good("DELETE", f"{path}/{changed['version']}") == {"subscription": changed}
    site.refused(404, "GET", path)


def test_what_is_there_already_is_told_of_what_was_asked_for(site: Site) -> None:
    mine = site.put(intent())["operational_intent_reference"]
    path = f"{CONSTRAINTS}/{identity()}"
    held = site.good("PUT", path, constraint(), code=201)["constraint_reference"]
    asked = subscription(notify_for_constraints=True)
    both = site.good("PUT", f"{SUBSCRIPTIONS}/{identity()}", asked)
    assert (both["operational_intent_references"], both["constraint_references"]) == ([mine], [held])
    one = site.good("PUT", f"{SUBSCRIPTIONS}/{identity()}", asked | {"notify_for_operational_intents": False})
    assert one["constraint_references"] == [held]
    assert "operational_intent_references" not in one


def test_times_that_are_left_out(site: Site) -> None:
    asked = subscription(without(circle(), "time_start", "time_end"))
    held = site.good("PUT", f"{SUBSCRIPTIONS}/{identity()}", asked)["subscription"]
    assert (held["time_start"], held["time_end"]) == (at(0), at(24))


@pytest.mark.parametrize(
    ("extents", "words"),
    [
        (circle(hours=24.01), "24 hours"),
        (circle(start=-0.1), "five minutes"),
        (circle(start=-3.0), "past"),
        (without(circle(hours=30.0), "time_start"), "24 hours"),
    ],
)
def test_windows_that_are_refused(site: Site, extents: Body, words: str) -> None:
    path = f"{SUBSCRIPTIONS}/{identity()}"
    assert words in site.refused(400, "PUT", path, subscription(extents))
    site.refused(404, "GET", path)


def test_it_asks_for_something_and_may(site: Site) -> None:
    path = f"{SUBSCRIPTIONS}/{identity()}"
    neither = subscription(notify_for_operational_intents=False)
    site.refused(400, "PUT", path, neither)
    site.refused(403, "PUT", path, subscription(), scopes=(CONSTRAINT_PROCESSING,))
    site.refused(403, "PUT", path, neither | {"notify_for_constraints": True}, scopes=(STRATEGIC,))
    site.good("PUT", path, neither | {"notify_for_constraints": True}, scopes=(CONSTRAINT_PROCESSING,))


def test_it_is_its_owners_alone(site: Site) -> None:
    path = f"{SUBSCRIPTIONS}/{identity()}"
    held = site.good("PUT", path, subscription())["subscription"]
    for method, where, body in (
        ("GET", path, None),
        ("PUT", f"{path}/{held['version']}", subscription()),
        ("DELETE", f"{path}/{held['version']}", None),
    ):
        answer = site.call(method, where, body, who="uss-b")
        assert answer.status_code == 403
        assert held["version"] not in answer.text
    assert site.good("POST", f"{SUBSCRIPTIONS}/query", area(), who="uss-b") == {"subscriptions": []}
    site.refused(409, "PUT", path, subscription(), who="uss-b")


def test_versions(site: Site) -> None:
    path = f"{SUBSCRIPTIONS}/{identity()}"
    site.good("PUT", path, subscription())
    site.refused(409, "PUT", path, subscription())
    site.refused(409, "PUT", f"{path}/{'x' * 20}", subscription())
    site.refused(409, "DELETE", f"{path}/{'x' * 20}")
    site.refused(400, "DELETE", f"{path}/")
    site.refused(400, "PUT", f"{path}/", subscription())
    absent = f"{SUBSCRIPTIONS}/{identity()}"
    site.refused(404, "DELETE", f"{absent}/{'x' * 20}")
    site.refused(400, "PUT", f"{absent}/{'x' * 20}", subscription())
    site.refused(404, "GET", absent)


def test_one_that_has_ended_is_there_no_more(site: Site) -> None:
    path = f"{SUBSCRIPTIONS}/{identity()}"
    site.good("PUT", path, subscription(circle(hours=0.1)))
    site.clock.tick(timedelta(minutes=6, seconds=1))
    site.refused(404, "GET", path)
    long = area(extent(circle()["volume"], start=-1.0, hours=5.0))
    assert site.good("POST", f"{SUBSCRIPTIONS}/query", long) == {"subscriptions": []}
    assert site.put(intent(circle(start=0.2)))["subscribers"] == []
    site.good("PUT", path, subscription(circle(start=0.2)))


def test_what_leans_on_it_holds_it(site: Site) -> None:
    path = f"{SUBSCRIPTIONS}/{identity()}"
    held = site.good("PUT", path, subscription(WIDE))["subscription"]
    made = site.put(intent(subscription_id=held["id"]))["operational_intent_reference"]
    held = site.good("GET", path)["subscription"]
    assert held["dependent_operational_intents"] == [made["id"]]
    where = f"{path}/{held['version']}"
    site.refused(400, "DELETE", where)
    for smaller in (
        circle(lon=37.5),
        circle(radius=100.0),
        circle(radius=2_000.0, hours=0.5),
        circle(radius=2_000.0, high=50.0),
    ):
        assert made["id"] in site.refused(400, "PUT", where, subscription(smaller))
    site.good("DELETE", f"{INTENTS}/{made['id']}/{made['ovn']}")
    site.good("DELETE", where)


def test_a_question_for_too_large_an_area(site: Site) -> None:
    for where in (SUBSCRIPTIONS, INTENTS):
        site.refused(413, "POST", f"{where}/query", area(circle(radius=30_000.0)))
    site.good("POST", f"{CONSTRAINTS}/query", area(circle(radius=30_000.0)))
    site.refused(413, "POST", f"{CONSTRAINTS}/query", area(circle(radius=60_000.0)))
