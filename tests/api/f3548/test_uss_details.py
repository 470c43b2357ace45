"""What other USSs ask of this one: details of intents and constraints, positions, what was said."""

import asyncio
import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.airspace.making import EVERY, NOW, identity, volume
from tests.api.f3548.planning import OWN, USS, end, fly, planner, role, uss, wanted
from tests.api.f3548.test_scopes import REPORT
from tests.api.making import at, circle, constraint, disc, extent, intent
from tests.api.peer import Reply, Told, peer, reference
from tests.api.site import CONSTRAINTS, INTENTS, Site
from treve import codec
from treve.airspace.caller import CONFORMANCE, CONSTRAINT_MANAGEMENT, CONSTRAINT_PROCESSING, STRATEGIC
from treve.api.f3548 import convert, exchanges, models, positions
from treve.errors import PeerFailed
from treve.geo.footprint import Polygon

BOX = Polygon((((36.19, 33.49), (36.21, 33.49), (36.21, 33.51), (36.19, 33.51)),))


@pytest.fixture
def ours(tmp_path: Path) -> Iterator[Site]:
    with uss(tmp_path) as one:
        yield one


def test_details_are_the_exact_volumes_and_the_true_ovn(ours: Site) -> None:
    ring = volume(footprint=BOX, low=50.5, high=99.25, hours=0.5)
    made = fly(ours, volume(36.205), ring, priority=7)
    found = ours.good("GET", f"{OWN}/{made.reference.id}", who="uss-b", scopes=(STRATEGIC,))
    said = found["operational_intent"]
    held = ours.good("GET", f"{INTENTS}/{made.reference.id}")["operational_intent_reference"]
    assert said["reference"] == held, "as the DSS tells it to its manager, with the OVN"
    assert said["reference"]["ovn"] == made.reference.ovn != models.HIDDEN_OVN
    masked = ours.good("GET", f"{INTENTS}/{made.reference.id}", who="uss-b")["operational_intent_reference"]
    assert masked == held | {"ovn": models.HIDDEN_OVN}
    details = said["details"]
    assert (details["priority"], details["off_nominal_volumes"]) == (7, [])
    round_one, box = details["volumes"]
    assert round_one == circle(36.205)
    assert box == extent(
        {"outline_polygon": {"vertices": [{"lat": lat, "lng": lon} for lon, lat in BOX.rings[0][:-1]]}}, 50.5, 99.25, hours=0.5
    )  # fmt: skip


def test_the_ovn_of_the_details_opens_the_dss_and_an_older_one_does_not(ours: Site) -> None:
    first = fly(ours)
    second = fly(ours, volume(radius=400.0), id=first.reference.id)
    found = ours.good("GET", f"{OWN}/{first.reference.id}", who="uss-b")["operational_intent"]["reference"]
    assert (found["version"], found["ovn"]) == (2, second.reference.ovn)
    path = f"{INTENTS}/{identity()}"
    ours.good("PUT", path, intent(key=[first.reference.ovn]), who="uss-b", code=409)
    ours.good("PUT", path, intent(key=[found["ovn"]]), who="uss-b", code=201)


def test_who_may_ask(ours: Site) -> None:
    made = fly(ours).reference.id
    held = ours.good("PUT", f"{CONSTRAINTS}/{identity()}", constraint(), code=201)["constraint_reference"]["id"]
    for path, opens in (
        (f"{OWN}/{made}", STRATEGIC), (f"{USS}/constraints/{held}", CONSTRAINT_PROCESSING),
        (f"{OWN}/{made}/telemetry", CONFORMANCE),
    ):  # fmt: skip
        for scope in sorted(EVERY | {"utm.something"}):
            answer = ours.call("GET", path, who="uss-b", scopes=(scope,))
            assert (answer.status_code == 403) == (scope != opens), (path, scope)
        ours.refused(401, "GET", path, bearer="")
        ours.refused(401, "GET", path, bearer="rubbish")


def test_what_is_not_this_nodes_is_404_though_the_dss_beside_it_has_it(ours: Site) -> None:
    theirs = ours.put(intent(), who="uss-b")["operational_intent_reference"]["id"]
    forbidden = ours.good("PUT", f"{CONSTRAINTS}/{identity()}", constraint(), code=201, who="authority")
    for path in (
        f"{OWN}/{theirs}", f"{OWN}/{theirs}/telemetry", f"{OWN}/{identity()}",
        f"{USS}/constraints/{forbidden['constraint_reference']['id']}", f"{USS}/constraints/{identity()}",
    ):  # fmt: skip
        ours.refused(404, "GET", path, who="uss-c")
    for bad in ("7", "00000000-0000-1000-8000-000000000000", "%00"):
        for path in (f"{OWN}/{bad}", f"{OWN}/{bad}/telemetry", f"{USS}/constraints/{bad}", f"{USS}/log_sets/{bad}"):
            ours.refused(400, "GET", path)


def test_a_constraint_of_this_node_is_told_with_its_ovn(ours: Site) -> None:
    whole = extent(disc(), hours=2.0)
    del whole["volume"]["altitude_lower"]
    held = ours.good("PUT", f"{CONSTRAINTS}/{identity()}", constraint(whole), code=201)["constraint_reference"]
    found = ours.good("GET", f"{USS}/constraints/{held['id']}", who="uss-b", scopes=(CONSTRAINT_PROCESSING,))
    assert found == {"constraint": {"reference": held, "details": {"volumes": [whole]}}}
    ours.good("DELETE", f"{CONSTRAINTS}/{held['id']}/{held['ovn']}")
    ours.refused(404, "GET", f"{USS}/constraints/{held['id']}", who="uss-b")


def test_an_intent_that_has_ended_is_404(ours: Site) -> None:
    made = fly(ours).reference.id
    end(ours, made)
    ours.refused(404, "GET", f"{OWN}/{made}", who="uss-b")


def test_there_are_no_details_before_the_dss_took_the_intent_and_who_asks_meanwhile_waits(tmp_path: Path) -> None:
    may_answer, came = threading.Event(), threading.Event()

    def dss(told: Told) -> Reply:
        if told.path.endswith("/query"):
            return Reply(200, {"operational_intent_references": []})
        came.set()
        may_answer.wait(10.0)
        name = told.path.rsplit("/", 1)[1]
        return Reply(201, {
            "subscribers": [], "operational_intent_reference": reference(name, "https://uss-a.example", manager="uss-a"),
        })  # fmt: skip

    with peer(dss) as pool, uss(tmp_path, dss=pool.url) as ours:
        name = identity()
        ours.refused(404, "GET", f"{OWN}/{name}", who="uss-b")

        async def both() -> tuple[int, Any]:
            planned = asyncio.create_task(planner(ours).put(wanted(id=name)))
            await asyncio.to_thread(came.wait, 10.0)
            asked = asyncio.create_task(ours.ask("GET", f"{OWN}/{name}", who="uss-b"))
            done, _ = await asyncio.wait([asked], timeout=0.3)
            may_answer.set()
            await planned
            return len(done), await asked

        early, answer = ours.run(both())
        assert early == 0, "it was answered before the DSS had"
        assert answer.status_code == 200
        assert answer.json()["operational_intent"]["reference"]["ovn"] == "their-ovn-0123456789"


def test_what_the_dss_refused_has_no_details(tmp_path: Path) -> None:
    def dss(told: Told) -> Reply:
        if told.path.endswith("/query"):
            return Reply(200, {"operational_intent_references": []})
        return Reply(412, {"message": "marked as Down"})

    with peer(dss) as pool, uss(tmp_path, dss=pool.url) as ours:
        name = identity()
        with pytest.raises(PeerFailed, match="412"):
            fly(ours, id=name)
        ours.refused(404, "GET", f"{OWN}/{name}", who="uss-b")


def position(**fields: Any) -> models.Telemetry:
    given: dict[str, Any] = {
        "time_measured": convert.time(NOW), "position": models.Position(longitude=36.2, latitude=33.5),
        "velocity": models.Velocity(12.0, "MetersPerSecond", 90.0),
    }  # fmt: skip
    return models.Telemetry(**(given | fields))


def report(here: Site, identity: str, telemetry: models.Telemetry | bytes) -> None:
    """What a program of the operator does: write whole, then rename."""
    folder = role(here).uss._folder / positions.FOLDER
    folder.mkdir(exist_ok=True)
    raw = telemetry if isinstance(telemetry, bytes) else codec.encode(telemetry)
    (folder / "new").write_bytes(raw)
    (folder / "new").rename(folder / f"{identity}.json")


def test_positions_are_told_of_who_left_his_volumes_alone(ours: Site) -> None:
    made = fly(ours).reference.id
    path = f"{OWN}/{made}/telemetry"
    asked = {"who": "uss-b", "scopes": (CONFORMANCE,)}
    ours.refused(404, "GET", f"{OWN}/{identity()}/telemetry", **asked)
    report(ours, made, position())
    assert "Accepted" in ours.refused(409, "GET", path, **asked)
    fly(ours, id=made, state="Activated")
    ours.refused(409, "GET", path, **asked)
    for state in ("Nonconforming", "Contingent"):
        fly(ours, id=made, state=state)
        assert ours.good("GET", path, **asked) == {
            "operational_intent_id": made,
            "telemetry": {
                "time_measured": at(0), "position": {"longitude": 36.2, "latitude": 33.5},
                "velocity": {"speed": 12.0, "units_speed": "MetersPerSecond", "track": 90.0},
            },
        }  # fmt: skip
    end(ours, made)
    ours.refused(404, "GET", path)


def test_the_newest_position_counts_and_an_old_one_is_none(ours: Site) -> None:
    made = fly(ours).reference.id
    fly(ours, id=made, state="Nonconforming")
    path = f"{OWN}/{made}/telemetry"
    assert "no position" in ours.refused(412, "GET", path)
    for lon in (36.2, 36.3):
        report(ours, made, position(position=models.Position(longitude=lon, latitude=33.5)))
    assert ours.good("GET", path)["telemetry"]["position"]["longitude"] == 36.3
    ours.clock.tick(positions.OLDEST)
    ours.good("GET", path)
    ours.clock.tick(timedelta(seconds=1))
    ours.refused(412, "GET", path)
    report(ours, made, position(time_measured=convert.time(ours.clock.now() + positions.AHEAD + timedelta(seconds=1))))
    ours.refused(412, "GET", path)


@pytest.mark.parametrize(
    "raw", [b"", b"{", b"[]", b'{"time_measured": {"value": "now", "format": "RFC3339"}}', b" " * (positions.LARGEST + 1)]
)
def test_what_is_no_position_is_none_and_said(ours: Site, raw: bytes, capfd: pytest.CaptureFixture[str]) -> None:
    made = fly(ours).reference.id
    fly(ours, id=made, state="Nonconforming")
    report(ours, made, raw)
    ours.refused(412, "GET", f"{OWN}/{made}/telemetry")
    assert f"positions: {made}.json cannot be read" in capfd.readouterr().err


def test_a_flight_that_left_its_volumes_tells_them_as_off_nominal(ours: Site) -> None:
    made = fly(ours).reference.id
    fly(ours, volume(radius=900.0), id=made, state="Nonconforming")
    details = ours.good("GET", f"{OWN}/{made}")["operational_intent"]["details"]
    assert (details["volumes"], details["off_nominal_volumes"]) == ([], [circle(radius=900.0)])


def test_a_report_is_numbered_and_kept_whichever_scope(ours: Site) -> None:
    for scope in sorted(EVERY):
        found = ours.good("POST", f"{USS}/reports", REPORT, code=201, who="uss-b", scopes=(scope,))
        assert found["report_id"]
        assert found["exchange"]["url"] == REPORT["exchange"]["url"]
    ours.refused(403, "POST", f"{USS}/reports", REPORT, scopes=("utm.something",))
    ours.refused(400, "POST", f"{USS}/reports", {"exchange": {"url": 7}})
    rows = ours.store._writer.execute("select what, body from journal where what = 'f3548-report'").fetchall()
    assert len(rows) == len(EVERY)
    assert all(b"uss-b" in body for _, body in rows)


def test_log_sets_show_each_what_was_said_with_him_and_with_nobody_else(ours: Site) -> None:
    made = fly(ours).reference.id
    assert ours.good("GET", f"{OWN}/{made.upper()}", who="uss-b")["operational_intent"]
    ours.refused(409, "GET", f"{OWN}/{made}/telemetry", who="uss-b")
    ours.good("GET", f"{OWN}/{made}", who="uss-c")
    found = ours.good("GET", f"{USS}/log_sets/{made}", who="uss-b")
    assert set(found) == {
        "messages", "operator_notifications", "operator_inputs", "operator_associations", "planning_attempts",
        "operational_intent_positions", "constraint_provider_associations",
    }  # fmt: skip
    first, second = found["messages"]
    assert (first["method"], first["response_code"], first["recorder_role"]) == ("GET", 200, "Server")
    assert first["url"] == f"https://uss-a.example{OWN}/{made.upper()}"
    assert made in first["response_body"]
    assert (second["response_code"], second["url"]) == (409, f"https://uss-a.example{OWN}/{made}/telemetry")
    assert "Accepted" in second["problem"]
    assert "message" in second["response_body"]
    assert ours.good("GET", f"{USS}/log_sets/{identity()}", who="uss-b")["messages"] == []
    assert len(ours.good("GET", f"{USS}/log_sets/{made}", who="uss-c")["messages"]) == 1


def test_tokens_are_written_down_nowhere(ours: Site, tmp_path: Path) -> None:
    made = fly(ours).reference.id
    ours.good("GET", f"{OWN}/{made}", who="uss-b")
    kept = b"".join(path.read_bytes() for path in (tmp_path / exchanges.FOLDER).glob("*"))
    assert made.encode() in kept
    assert b"Bearer" not in kept
    assert b"eyJ" not in kept


def test_a_wrong_body_is_kept_with_the_code_that_was_answered(ours: Site) -> None:
    """422 becomes 400 on the way out; the exchange says so."""
    made = fly(ours).reference.id
    told = reference(made, "https://uss-b.example") | {"id": identity()}
    body = {
        "operational_intent_id": made, "subscriptions": [],
        "operational_intent": {"reference": told, "details": {"volumes": [circle()]}},
    }  # fmt: skip
    ours.refused(400, "POST", OWN, body, who="uss-b")
    (kept,) = ours.good("GET", f"{USS}/log_sets/{made}", who="uss-b")["messages"]
    assert (kept["response_code"], kept["method"]) == (400, "POST")


def test_what_is_older_than_it_must_be_kept_goes(ours: Site, tmp_path: Path) -> None:
    folder = tmp_path / exchanges.FOLDER
    (folder / "2026-10-01.jsonl").write_text("")
    (folder / "2026-10-20.jsonl").write_text("")
    ours.call("GET", f"{OWN}/{identity()}")
    assert (folder / "2026-10-01.jsonl").exists(), "looked at once a day"
    ours.clock.tick(timedelta(days=1))
    ours.call("GET", f"{OWN}/{identity()}")
    assert sorted(path.stem for path in folder.iterdir()) == ["2026-10-20", "2026-11-25", "2026-11-26"]


def test_a_long_log_does_not_keep_the_others_waiting(ours: Site, tmp_path: Path) -> None:
    """The log set is read beside what serves the others."""
    made = fly(ours).reference.id
    ours.good("GET", f"{OWN}/{made}", who="uss-b")
    today = next((tmp_path / exchanges.FOLDER).glob("*.jsonl"))
    line = today.read_bytes().splitlines()[-1] + b"\n"
    assert made.encode() in line
    today.write_bytes(line * 20_000)
    order: list[str] = []

    async def ask(name: str, path: str) -> None:
        answer = await ours.ask("GET", path, who="uss-b")
        assert answer.status_code == 200
        order.append(name)

    async def both() -> None:
        slow = asyncio.create_task(ask("log", f"{USS}/log_sets/{made}"))
        await asyncio.sleep(0.0)
        await asyncio.gather(slow, ask("details", f"{OWN}/{made}"))

    ours.run(both())
    assert order == ["details", "log"]


def test_a_half_written_line_is_passed_over(ours: Site, tmp_path: Path) -> None:
    made = fly(ours).reference.id
    ours.good("GET", f"{OWN}/{made}", who="uss-b")
    today = next((tmp_path / exchanges.FOLDER).glob("*.jsonl"))
    today.write_bytes(today.read_bytes() + b'{"peer":"uss-b","about":"' + made.encode() + b'","exch\n')
    assert len(ours.good("GET", f"{USS}/log_sets/{made}", who="uss-b")["messages"]) == 1


def test_answers_say_what_they_are(ours: Site) -> None:
    made = fly(ours).reference.id
    for path, code in ((f"{OWN}/{made}", 200), (f"{OWN}/{identity()}", 404), (f"{OWN}/{made}/telemetry", 409)):
        answer = ours.call("GET", path)
        assert answer.status_code == code
        assert answer.headers["content-type"] == "application/json"
        assert answer.headers["cache-control"] == "no-store"


def test_the_uss_answers_under_the_path_of_its_base_url(tmp_path: Path) -> None:
    with uss(tmp_path, base_url="https://uss-a.example/f3548/") as ours:
        made = fly(ours)
        assert made.reference.uss_base_url == "https://uss-a.example/f3548"
        assert ours.good("GET", f"/f3548{OWN}/{made.reference.id}", who="uss-b")["operational_intent"]
        assert ours.call("GET", f"{OWN}/{made.reference.id}", who="uss-b").status_code == 404
        assert ours.call("POST", f"/f3548{USS}/reports", REPORT, scopes=(CONSTRAINT_MANAGEMENT,)).status_code == 201
