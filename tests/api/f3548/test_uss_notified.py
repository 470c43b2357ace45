"""What other USSs tell this one: each of its own things alone, newer over older, nothing of what breaks a rule."""

import gzip
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.airspace.making import EVERY, identity
from tests.api.f3548.planning import OWN, USS, fly, planner, role, uss
from tests.api.making import circle, disc, extent, ring
from tests.api.peer import reference
from tests.api.site import Site
from treve import codec
from treve.airspace.caller import CONSTRAINT_MANAGEMENT, STRATEGIC
from treve.api.f3548 import peers
from treve.api.f3548 import uss as module

URL = "https://uss-b.example"
CONSTRAINTS = f"{USS}/constraints"
STATES = [{"subscription_id": identity(), "notification_index": 3}]


@pytest.fixture
def ours(tmp_path: Path) -> Iterator[Site]:
    with uss(tmp_path) as one:
        yield one


def notice(name: str, *volumes: Any, **fields: Any) -> Any:
    """A notification of an intent of uss-b."""
    intent = {"reference": reference(name, URL, **fields), "details": {"volumes": list(volumes) or [circle()]}}
    return {"operational_intent_id": name, "operational_intent": intent, "subscriptions": STATES}


def constraint(name: str, *volumes: Any, **fields: Any) -> Any:
    """A notification of a constraint of the authority."""
    whole = reference(name, URL, manager="authority") | fields
    del whole["state"], whole["subscription_id"]
    told = {"reference": whole, "details": {"volumes": list(volumes) or [circle()], "type": "closed", "geozone": {"any": 1}}}
    return {"constraint_id": name, "constraint": told, "subscriptions": STATES}


def journalled(site: Site, what: str) -> int:
    found: int = site.store._writer.execute("select count(*) from journal where what = ?", (what,)).fetchone()[0]
    return found


def test_a_notification_is_taken_and_answered_with_nothing(ours: Site) -> None:
    for path, body, scope in (
        (OWN, notice(identity()), STRATEGIC), (CONSTRAINTS, constraint(identity(), manager="uss-b"), CONSTRAINT_MANAGEMENT),
    ):  # fmt: skip
        answer = ours.call("POST", path, body, who="uss-b", scopes=(scope,))
        assert (answer.status_code, answer.content) == (204, b"")
        assert "content-type" not in answer.headers
        assert "content-length" not in answer.headers, "RFC 9110, 8.6"
    assert journalled(ours, "f3548-intent") == journalled(ours, "f3548-constraint") == 1


def test_who_may_notify(ours: Site) -> None:
    for path, body, opens in (
        (OWN, notice(identity()), STRATEGIC), (CONSTRAINTS, constraint(identity(), manager="uss-b"), CONSTRAINT_MANAGEMENT),
    ):  # fmt: skip
        for scope in sorted(EVERY | {"utm.something"} - {opens}):
            if scope != opens:
                ours.refused(403, "POST", path, body, who="uss-b", scopes=(scope,))
        ours.refused(401, "POST", path, body, bearer="")
    assert journalled(ours, "f3548-intent") == journalled(ours, "f3548-constraint") == 0


def test_nobody_tells_of_what_another_manages(ours: Site) -> None:
    name = identity()
    assert "uss-b" in ours.refused(403, "POST", OWN, notice(name), who="uss-c")
    assert "authority" in ours.refused(403, "POST", CONSTRAINTS, constraint(name), who="uss-c")
    assert journalled(ours, "f3548-intent") == journalled(ours, "f3548-constraint") == 0
    ours.call("POST", OWN, notice(name), who="uss-b")
    assert ours.call("POST", OWN, {"operational_intent_id": name, "subscriptions": STATES}, who="uss-c").status_code == 204
    ours.refused(409, "POST", OWN, notice(name), who="uss-b")
    assert ("uss-b", name) in role(ours).uss._others._held, "another's word of its end changes nothing"


def test_older_and_equal_versions_are_409_and_newer_ones_are_taken(ours: Site) -> None:
    name = identity()
    for path, made, who in ((OWN, notice, "uss-b"), (CONSTRAINTS, constraint, "authority")):
        assert ours.call("POST", path, made(name, version=2), who=who).status_code == 204
        ours.refused(409, "POST", path, made(name, version=2), who=who)
        assert "2" in ours.refused(409, "POST", path, made(name, version=1), who=who)
        assert ours.call("POST", path, made(name, version=3), who=who).status_code == 204
        ours.refused(409, "POST", path, made(name, version=2), who=who)
        gone = {"operational_intent_id" if path == OWN else "constraint_id": name, "subscriptions": STATES}
        assert ours.call("POST", path, gone, who=who).status_code == 204
        assert ours.call("POST", path, made(name, version=1), who=who).status_code == 204, "made anew under its id"


@pytest.mark.parametrize(("path", "made", "who"), [(OWN, notice, "uss-b"), (CONSTRAINTS, constraint, "authority")])
def test_what_breaks_a_rule_is_refused_and_not_kept(ours: Site, path: str, made: Any, who: str) -> None:
    name, other = identity(), identity()
    what = "operational_intent" if path == OWN else "constraint"
    bow = ring((36.0, 33.0), (36.1, 33.1), (36.1, 33.0), (36.0, 33.1))
    for body in (
        {}, [], {"subscriptions": STATES}, {f"{what}_id": name}, made("7"), made(name) | {f"{what}_id": other},
        made(name, extent(bow)), made(name, circle(radius=-5.0)), made(name, circle(lat=95.0)), made(name, extent({})),
        made(name, extent(disc(), low=200.0, high=100.0)), made(name, version="1"), made(name, version=None),
        made(name) | {"subscriptions": [{"subscription_id": 7}]}, made(name) | {what: {"reference": {}, "details": {}}},
    ):  # fmt: skip
        ours.refused(400, "POST", path, body, who=who)
    ours.refused(413, "POST", path, made(name, *[circle()] * 1001), who=who)
    for raw in (b"", b"{", b"\xff\xfe", b"nothing", b"[" * 50_000):
        ours.refused(400, "POST", path, raw=raw, who=who)
    assert journalled(ours, "f3548-intent") == journalled(ours, "f3548-constraint") == 0
    assert not role(ours).uss._others._held
    assert not role(ours).uss._constraints


def test_an_intent_without_any_volume_is_refused(ours: Site) -> None:
    body = notice(identity())
    body["operational_intent"]["details"]["volumes"] = []
    ours.refused(400, "POST", OWN, body, who="uss-b")


def test_fields_that_the_standard_does_not_have_are_passed_over(ours: Site) -> None:
    body = notice(identity()) | {"trigger": {"more": [1]}}
    body["operational_intent"]["details"]["ed269"] = "x"
    body["operational_intent"]["reference"]["more"] = None
    assert ours.call("POST", OWN, body, who="uss-b").status_code == 204
    assert ours.call("POST", CONSTRAINTS, constraint(identity()) | {"more": 1}, who="authority").status_code == 204


def test_a_body_is_read_as_json_whatever_it_is_called_and_nothing_else_is(ours: Site) -> None:
    for kind in ("application/json", "application/json; charset=utf-8", "text/plain", ""):
        raw = codec.encode(notice(identity()))
        assert ours.call("POST", OWN, raw=raw, who="uss-b", headers={"Content-Type": kind}).status_code == 204
    packed = gzip.compress(codec.encode(notice(identity())))
    for kind, raw in (("application/json", packed), ("application/x-www-form-urlencoded", b"operational_intent_id=7")):
        answer = ours.call("POST", OWN, raw=raw, who="uss-b", headers={"Content-Type": kind, "Content-Encoding": "gzip"})
        assert (answer.status_code, answer.headers["content-type"]) == (400, "application/json")


def test_ids_are_the_same_however_they_are_written(ours: Site) -> None:
    name = identity()
    upper = notice(name.upper())
    assert ours.call("POST", OWN, upper, who="uss-b").status_code == 204
    ours.refused(409, "POST", OWN, notice(name), who="uss-b")
    assert len(role(ours).uss._others._held) == 1


def test_the_people_of_this_uss_are_told_of_what_meets_their_flights(ours: Site, capfd: pytest.CaptureFixture[str]) -> None:
    mine = fly(ours).reference.id
    heard = identity()
    ours.call("POST", OWN, notice(identity(), circle(lon=37.5)), who="uss-b")
    ours.call("POST", OWN, notice(identity(), circle(low=200.0, high=300.0)), who="uss-b")
    ours.call("POST", OWN, notice(identity(), circle(start=2.0)), who="uss-b")
    assert not planner(ours).conflicts
    ours.call("POST", OWN, notice(heard), who="uss-b")
    (found,) = planner(ours).conflicts
    assert (found.own, found.others) == (mine, (heard,))
    body = notice(heard, version=2, state="Nonconforming")
    body["operational_intent"]["details"] = {"volumes": [], "off_nominal_volumes": [circle(lon=36.205)]}
    ours.call("POST", OWN, body, who="uss-b")
    assert len(planner(ours).conflicts) == 2, "off-nominal volumes count"
    assert capfd.readouterr().err == f"conflict: the flight {mine} of this node meets {heard}.\n", "said once"


def test_what_is_remembered_of_others_is_bounded(ours: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(peers, "MOST", 3)
    monkeypatch.setattr(module, "MOST", 3)
    names = [identity() for _ in range(5)]
    for name in names:
        assert ours.call("POST", OWN, notice(name), who="uss-b").status_code == 204
        assert ours.call("POST", CONSTRAINTS, constraint(name), who="authority").status_code == 204
    others = role(ours).uss._others
    assert [name for _, name in others._held] == names[2:]
    assert [name for _, name in role(ours).uss._constraints] == names[2:]
    monkeypatch.setattr(peers, "MOST", 1000)
    monkeypatch.setattr(peers, "MOST_VERTICES", 25)
    for name in names:
        body = notice(name, *[circle()] * 9, version=2)
        assert ours.call("POST", OWN, body, who="uss-b").status_code == 204
    assert [name for _, name in others._held] == names[3:]
    assert others._vertices == sum(one.vertices for one in others._held.values()) == 18
    for name in names:
        ours.call("POST", OWN, {"operational_intent_id": name, "subscriptions": []}, who="uss-b")
    assert others._vertices == 0
