"""Each operation with each scope alone; availability and reports."""

from typing import Any

import pytest

from tests.airspace.making import EVERY, identity
from tests.api.making import area, at, constraint, intent
from tests.api.site import AVAILABILITY, CONSTRAINTS, DSS, INTENTS, SUBSCRIPTIONS, Site
from treve.airspace.caller import ARBITRATION, CONFORMANCE, CONSTRAINT_MANAGEMENT, CONSTRAINT_PROCESSING, STRATEGIC

PLANNING = {STRATEGIC, CONFORMANCE}
REPORT = {
    "exchange": {
        "url": "https://uss-b.example/uss/v1/x", "method": "GET", "recorder_role": "Client", "request_time": at(0),
        "response_time": at(0), "response_code": 500, "problem": "nothing came", "more": "of others",
    }
}  # fmt: skip
ONE = identity(7)
OPERATIONS: list[tuple[str, str, Any, set[str]]] = [
    ("POST", f"{INTENTS}/query", area(), PLANNING),
    ("GET", f"{INTENTS}/{ONE}", None, PLANNING),
    ("PUT", f"{INTENTS}/{ONE}", intent(), PLANNING),
    ("PUT", f"{INTENTS}/{ONE}/{'x' * 20}", intent(), PLANNING),
    ("DELETE", f"{INTENTS}/{ONE}/{'x' * 20}", None, PLANNING),
    ("POST", f"{CONSTRAINTS}/query", area(), {CONSTRAINT_MANAGEMENT, CONSTRAINT_PROCESSING}),
    ("GET", f"{CONSTRAINTS}/{ONE}", None, {CONSTRAINT_MANAGEMENT, CONSTRAINT_PROCESSING}),
    ("PUT", f"{CONSTRAINTS}/{ONE}", constraint(), {CONSTRAINT_MANAGEMENT}),
    ("PUT", f"{CONSTRAINTS}/{ONE}/{'x' * 20}", constraint(), {CONSTRAINT_MANAGEMENT}),
    ("DELETE", f"{CONSTRAINTS}/{ONE}/{'x' * 20}", None, {CONSTRAINT_MANAGEMENT}),
    ("POST", f"{SUBSCRIPTIONS}/query", area(), {STRATEGIC, CONSTRAINT_PROCESSING}),
    ("GET", f"{SUBSCRIPTIONS}/{ONE}", None, {STRATEGIC, CONSTRAINT_PROCESSING}),
    ("DELETE", f"{SUBSCRIPTIONS}/{ONE}/{'x' * 20}", None, {STRATEGIC, CONSTRAINT_PROCESSING}),
    ("GET", f"{AVAILABILITY}/uss-a", None, {*PLANNING, ARBITRATION}),
    ("PUT", f"{AVAILABILITY}/uss-a", {"old_version": "", "availability": "Normal"}, {ARBITRATION}),
    ("POST", f"{DSS}/reports", REPORT, set(EVERY)),
]


@pytest.mark.parametrize(("method", "path", "body", "scopes"), OPERATIONS, ids=[f"{one[0]} {one[1]}" for one in OPERATIONS])
def test_an_operation_opens_to_its_scopes_and_to_no_other(
    site: Site, method: str, path: str, body: Any, scopes: set[str]
) -> None:
    for scope in sorted(EVERY | {"utm.something"}):
        found = site.call(method, path, body, scopes=(scope,))
        assert (found.status_code == 403) == (scope not in scopes), (scope, found.text)
        assert found.status_code < 500
        assert "message" in found.json() or found.status_code < 300
    assert site.call(method, path, body, bearer="").status_code == 401


def test_availability_is_said_in_turns(site: Site) -> None:
    path = f"{AVAILABILITY}/uss-b"
    assert site.good("GET", path) == {"version": "", "status": {"uss": "uss-b", "availability": "Unknown"}}
    said = site.good("PUT", path, {"old_version": "", "availability": "down"})
    assert said == {"version": said["version"], "status": {"uss": "uss-b", "availability": "Down"}}
    assert site.good("GET", path) == said
    site.refused(409, "PUT", path, {"old_version": "", "availability": "Normal"})
    site.refused(400, "PUT", path, {"old_version": said["version"], "availability": "tired"})
    site.refused(400, "PUT", path, {"old_version": said["version"]})
    again = site.good("PUT", path, {"old_version": said["version"], "availability": "Normal"})
    assert again["version"] not in ("", said["version"])


@pytest.mark.parametrize("name", ["%00", "uss%0Ab", "a" * 300, "uss%C3%A4", "%20uss", "%E2%80%AEuss"])
def test_a_uss_is_named_as_a_subject_is(site: Site, name: str) -> None:
    site.refused(400, "GET", f"{AVAILABILITY}/{name}")
    site.refused(400, "PUT", f"{AVAILABILITY}/{name}", {"old_version": "", "availability": "Down"})


def test_a_report_is_numbered_and_kept(site: Site) -> None:
    found = site.good("POST", f"{DSS}/reports", REPORT, code=201, who="uss-b")
    assert found["report_id"]
    assert found["exchange"]["problem"] == "nothing came"
    rows = site.store._writer.execute("select what, body from journal").fetchall()
    assert [what for what, _ in rows] == ["f3548-report"]
    assert found["report_id"].encode() in rows[0][1]
    assert b"uss-b" in rows[0][1]
    site.refused(400, "POST", f"{DSS}/reports", {"exchange": {}})
