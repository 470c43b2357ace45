"""Two nodes, each a USS in a process of its own, over the DSS of one of them: they read each other, refuse and tell each other."""

import json
import threading
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.airspace.making import identity
from tests.api.f3548.planning import OWN, USS
from tests.api.making import circle
from tests.api.peer import within
from tests.api.process import Served, free_port, made, served
from tests.api.site import AVAILABILITY, INTENTS, role_text
from treve.api.f3548 import exchanges

FLY = "/flight_planning/v1"


class Pair:
    """The two nodes, and their folders."""

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        self.folders: list[Path] = []
        self.nodes: list[Served] = []
        dss: tuple[str, ...] = ()
        for name in ("uss-a", "uss-b"):
            below = folder / name
            below.mkdir()
            node, port = made(below), free_port()
            (node / "uss.toml").write_text(role_text(node, name))
            url = f"http://127.0.0.1:{port}"
            options = ("--new-airspace", "--test-interface", "--base-url", url, "--rate", "0", *dss)
            self.nodes.append(stack.enter_context(served(node, *options, port=port)))
            self.folders.append(node)
            dss = ("--dss", url)

    def plan(self, which: int, place: Any, name: str | None = None, usage: str = "Planned", **fields: Any) -> tuple[str, str]:
        body = {
            "execution_style": "IfAllowed",
            "flight_plan": {
                "basic_information": {"usage_state": usage, "uas_state": "Nominal", "area": [place]}, "astm_f3548_21": fields,
            },
        }  # fmt: skip
        found = self.nodes[which].ask("PUT", f"{FLY}/flight_plans/{name or identity()}", body)
        assert found.status_code == 200, found.text
        return found.json()["planning_result"], found.json().get("notes", "")

    def told(self, which: int) -> list[Any]:
        """What a node has written down, oldest first."""
        lines = [line for path in (self.folders[which] / exchanges.FOLDER).glob("*") for line in path.read_bytes().splitlines()]
        return [json.loads(line)["exchange"] for line in lines]


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pair]:
    with ExitStack() as stack:
        yield Pair(tmp_path_factory.mktemp("pair"), stack)


def now(place_lon: float, **fields: Any) -> Any:
    return circle(place_lon, now=datetime.now(UTC), start=-0.1, **fields)


def test_each_sees_and_refuses_what_the_other_has_planned(pair: Pair) -> None:
    name = identity()
    assert pair.plan(0, now(36.0), name) == ("Completed", "")
    result, notes = pair.plan(1, now(36.0))
    assert (result, name in notes, "uss-a" in notes) == ("Rejected", True, True)
    assert pair.plan(1, now(36.0), priority=1) == ("Completed", "")
    assert pair.plan(0, now(36.0, radius=400.0), name)[0] == "Rejected", "the higher one has it now"
    asked = [
        (one["recorder_role"], one["method"], one["response_code"]) for one in pair.told(0) if f"{OWN}/{name}" in one["url"]
    ]
    assert ("Server", "GET", 200) in asked


def test_each_tells_the_other_of_what_comes_near(pair: Pair) -> None:
    first, second = identity(), identity()
    assert pair.plan(0, now(37.0), first)[0] == "Completed"
    assert pair.plan(1, now(37.0), second, priority=3)[0] == "Completed"
    heard = [one for one in pair.told(0) if one["recorder_role"] == "Server" and one["url"].endswith(OWN)]
    assert [one["response_code"] for one in heard if second in one["request_body"]] == [204]
    span = f"after={datetime(2020, 1, 1, tzinfo=UTC).isoformat().replace('+00:00', 'Z')}"
    found = pair.nodes[0].ask("GET", f"{FLY}/user_notifications?{span}").json()["user_notifications"]
    assert {"Single"} == {one["conflicts"] for one in found}
    assert pair.nodes[1].ask("DELETE", f"{FLY}/flight_plans/{second}").status_code == 200
    ends = [one for one in pair.told(0) if one["url"].endswith(OWN) and second in one["request_body"]]
    assert within(2.0, lambda: len(ends) == 2)
    assert 'operational_intent":' not in ends[1]["request_body"].replace("operational_intent_id", "")
    assert pair.plan(0, now(37.0), first, "InUse")[0] == "Completed", "where it was, nothing is left"


def test_of_two_that_plan_the_same_place_at_once_exactly_one_does(pair: Pair) -> None:
    for turn in range(6):
        results: list[str] = []
        start = threading.Barrier(2)

        def plan(which: int, lon: float, start: threading.Barrier = start, results: list[str] = results) -> None:
            start.wait()
            results.append(pair.plan(which, now(lon))[0])

        both = [threading.Thread(target=plan, args=(which, 38.0 + turn / 10)) for which in (0, 1)]
        for one in both:
            one.start()
        for one in both:
            one.join()
        assert sorted(results) == ["Completed", "Rejected"]


def test_two_that_change_neighbouring_flights_at_once_do_not_wait_for_each_other(pair: Pair) -> None:
    names = [identity(), identity()]
    for which in (0, 1):
        assert pair.plan(which, now(39.0 + which * 0.012), names[which])[0] == "Completed"
    results: list[str] = []

    def change(which: int) -> None:
        for _ in range(10):
            results.append(pair.plan(which, now(39.0 + which * 0.012), names[which])[0])

    both = [threading.Thread(target=change, args=(which,)) for which in (0, 1)]
    for one in both:
        one.start()
    for one in both:
        one.join(20.0)
    assert results == ["Completed"] * 20


def test_reports_and_log_sets_are_taken_over_sockets_and_a_node_that_is_down_does_not_plan(pair: Pair) -> None:
    name = identity()
    assert pair.plan(1, now(35.0), name)[0] == "Completed"
    assert pair.nodes[1].ask("GET", f"{OWN}/{name}", who="uss-c").status_code == 200
    (found,) = pair.nodes[1].ask("GET", f"{USS}/log_sets/{name}", who="uss-c").json()["messages"]
    assert found["response_code"] == 200
    body = {"old_version": "", "availability": "Down"}
    assert pair.nodes[0].ask("PUT", f"{AVAILABILITY}/uss-b", body, who="arbiter").status_code == 200
    assert pair.plan(1, now(35.5))[0] == "Failed"
    assert pair.nodes[0].ask("GET", f"{INTENTS}/{name}").json()["operational_intent_reference"]["uss_availability"] == "Down"
