"""What this USS tells others of its flights: whom, what, in which order, and what becomes of what nobody takes."""

import asyncio
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.airspace.making import identity, volume
from tests.api.f3548.planning import OWN, end, fly, planner, role, uss, wanted, watch
from tests.api.making import circle, intent, subscribing
from tests.api.peer import Reply, Told, peer
from tests.api.site import Site
from treve.airspace.caller import STRATEGIC
from treve.api.f3548 import client, exchanges, notifier

FAR = volume(lon=37.5)


@pytest.fixture
def ours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """Tries follow each other quickly."""
    monkeypatch.setattr(notifier, "PAUSES_S", (0.02, 0.02, 0.02, 0.02))
    with uss(tmp_path) as one:
        yield one


def states(body: Any) -> list[tuple[str, int]]:
    return [(one["subscription_id"], one["notification_index"]) for one in body["subscriptions"]]


def kept(folder: Path) -> str:
    return b"".join(path.read_bytes() for path in (folder / exchanges.FOLDER).glob("*")).decode()


def test_each_subscriber_is_told_of_create_change_and_end(ours: Site) -> None:
    with peer() as first, peer() as second:
        one, two = watch(ours, first.url), watch(ours, f"{second.url}/deep", who="uss-c")
        made = fly(ours)
        told = first.told[0]
        assert (told.method, told.path) == ("POST", OWN)
        assert told.headers["content-type"] == "application/json"
        assert second.told[0].path == f"/deep{OWN}"
        assert states(told.body) == [(one, 1)]
        assert states(second.told[0].body) == [(two, 1)]
        asked = ours.good("GET", f"{OWN}/{made.reference.id}", who="uss-b")["operational_intent"]
        assert told.body["operational_intent_id"] == made.reference.id
        assert told.body["operational_intent"] == asked, "as it tells it when it is asked"
        assert asked["reference"]["ovn"] == made.reference.ovn
        fly(ours, volume(radius=600.0), id=made.reference.id, priority=3)
        changed = first.bodies()[1]
        assert states(changed) == [(one, 2)]
        assert changed["operational_intent"]["reference"]["version"] == 2
        assert changed["operational_intent"]["details"]["volumes"] == [circle(radius=600.0)]
        assert changed["operational_intent"]["details"]["priority"] == 3
        end(ours, made.reference.id)
        gone = {
            "operational_intent_id": made.reference.id,
            "subscriptions": [{"subscription_id": one, "notification_index": 3}],
        }
        assert first.bodies()[2] == gone
        assert [states(body) for body in second.bodies()] == [[(two, 1)], [(two, 2)], [(two, 3)]]
        assert len(first.told) == 3


def test_who_watches_the_old_place_is_told_of_a_move_and_of_nothing_after_it(ours: Site) -> None:
    with peer() as old, peer() as new, peer() as elsewhere:
        here = watch(ours, old.url)
        there = watch(ours, new.url, circle(lon=37.5))
        watch(ours, elsewhere.url, circle(lon=38.5))
        made = fly(ours)
        assert (len(old.told), len(new.told)) == (1, 0)
        fly(ours, FAR, id=made.reference.id)
        assert states(old.bodies()[1]) == [(here, 2)]
        assert states(new.bodies()[0]) == [(there, 1)]
        assert old.bodies()[1]["operational_intent"]["details"]["volumes"] == [circle(lon=37.5)], "where it is now"
        fly(ours, FAR, id=made.reference.id)
        end(ours, made.reference.id)
        assert len(old.told) == 2
        assert [states(body)[0][1] for body in new.bodies()] == [1, 2, 3]
        assert not elsewhere.told


def test_who_watches_another_time_or_asks_for_constraints_alone_is_not_told(ours: Site) -> None:
    with peer() as other:
        watch(ours, other.url, circle(start=5.0))
        watch(ours, other.url, notify_for_operational_intents=False, notify_for_constraints=True)
        fly(ours)
        assert not other.told


def test_subscriptions_of_one_address_are_told_at_once_and_this_node_does_not_tell_itself(ours: Site) -> None:
    with peer() as other:
        both = [watch(ours, other.url) for _ in range(2)]
        watch(ours, "https://uss-a.example/", who="uss-a")
        fly(ours)
        assert len(other.told) == 1
        assert sorted(states(other.bodies()[0])) == sorted((one, 1) for one in both)
        assert not role(ours)._notifier.untold


def test_the_implicit_subscription_of_the_flight_before_hears_of_the_next(ours: Site) -> None:
    """Another USS plans through the DSS of this node with a subscription made along with its intent."""
    with peer() as other:
        asking = subscribing(uss_base_url=other.url)
        made = ours.put(intent(circle(), uss_base_url=other.url, **asking), who="uss-b")["operational_intent_reference"]
        other.answers = lambda told: _details_of(made, told)
        fly(ours, volume(lon=36.2055), priority=1)
        (told,) = [one for one in other.told if one.method == "POST"]
        assert states(told.body) == [(made["subscription_id"], 2)]


def _details_of(made: Any, told: Told) -> Reply:
    if told.method == "POST":
        return Reply(204)
    return Reply(200, {"operational_intent": {"reference": made, "details": {"volumes": [circle()], "priority": 0}}})


@pytest.mark.parametrize("code", [500, 503, 429, 408, 302])
def test_a_notification_that_fails_is_tried_again(ours: Site, tmp_path: Path, code: int) -> None:
    answers = iter([Reply(code), Reply(code)])
    with peer(lambda _: next(answers, Reply(204))) as other:
        watch(ours, other.url)
        made = fly(ours)
        assert ours.until(lambda: len(other.told) == 3)
        assert other.bodies()[0] == other.bodies()[1] == other.bodies()[2]
        ours.until(lambda: not role(ours)._notifier._under_way)
        assert not role(ours)._notifier.untold
    lines = [line for line in kept(tmp_path).splitlines() if made.reference.id in line]
    assert [f'"response_code":{code}' in line for line in lines] == [True, True, False]
    assert all('"recorder_role":"Client"' in line for line in lines)


def test_one_that_nobody_takes_is_given_up_written_down_and_said(
    ours: Site, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    with peer(Reply(500)) as other:
        watch(ours, other.url)
        made = fly(ours)
        assert ours.until(lambda: bool(role(ours)._notifier.untold))
        (found,) = role(ours)._notifier.untold
        assert (found.url, found.about) == (other.url, made.reference.id)
        assert "500" in found.words
        assert len(other.told) == 1 + len(notifier.PAUSES_S)
    said = capfd.readouterr().err
    assert said == f"not-told: {other.url} was not told of the change of {made.reference.id}: 127.0.0.1 answers with 500.\n"
    assert kept(tmp_path).count('"problem":"127.0.0.1 answers with 500."') == 5


@pytest.mark.parametrize("code", [400, 401, 403, 404, 409])
def test_a_refusal_is_not_repeated(ours: Site, code: int) -> None:
    with peer(Reply(code, {"message": "no"})) as other:
        watch(ours, other.url)
        fly(ours)
        assert ours.until(lambda: bool(role(ours)._notifier.untold))
        assert len(other.told) == 1


def test_one_whose_answer_was_lost_and_that_arrived_is_told(ours: Site) -> None:
    answers = iter([Reply(500), Reply(409, {"message": "known already"})])
    with peer(lambda _: next(answers)) as other:
        watch(ours, other.url)
        fly(ours)
        ours.until(lambda: not role(ours)._notifier._under_way)
        assert len(other.told) == 2
        assert not role(ours)._notifier.untold


def test_what_is_newer_takes_the_place_of_what_waits(ours: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """Told late, an older version would stand where the newer does, and a flight that ended would come back."""
    monkeypatch.setattr(notifier, "PAUSES_S", (0.4,))
    with peer(Reply(500)) as other:
        watch(ours, other.url)
        made = fly(ours)
        assert len(other.told) == 1
        other.answers = lambda _: Reply(204)
        end(ours, made.reference.id)
        assert "operational_intent" not in other.bodies()[1]
        ours.until(lambda: not role(ours)._notifier._under_way)
        assert len(other.told) == 2
        assert not role(ours)._notifier._newest


def test_the_caller_does_not_wait_for_a_dead_peer(ours: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """One that accepts and never answers, one that refuses, one that answers: the last is told at once."""
    monkeypatch.setattr(client, "SECONDS", 2.0)
    monkeypatch.setattr(notifier, "FIRST_S", 0.2)
    with (
        peer() as alive,
        socket.create_server(("127.0.0.1", 0), backlog=1) as silent,
        socket.create_server(("127.0.0.1", 0)) as shut,
    ):
        for port in (silent.getsockname()[1], shut.getsockname()[1]):
            watch(ours, f"http://127.0.0.1:{port}")
        shut.close()
        watch(ours, alive.url)
        began = time.monotonic()
        made = fly(ours)
        end(ours, made.reference.id)
        assert time.monotonic() - began < 1.0
        assert len(alive.told) == 2


def test_details_can_be_asked_for_while_the_notification_is_under_way(ours: Site) -> None:
    """A peer that fetches the details before it answers does not hold both up."""
    fetched: list[int] = []
    seen = threading.Event()

    def answer(told: Told) -> Reply:
        seen.wait(5.0)
        return Reply(204)

    with peer(answer) as other:
        watch(ours, other.url)
        name = identity()

        async def go() -> None:
            task = asyncio.create_task(planner(ours).put(wanted(id=name)))
            while not other.told:
                await asyncio.sleep(0.005)
            found = await ours.ask("GET", f"{OWN}/{name}", who="uss-b")
            fetched.append(found.status_code)
            assert not task.done()
            seen.set()
            await task

        ours.run(go())
        assert fetched == [200]


def test_a_host_that_never_answers_does_not_keep_the_others_waiting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many addresses it has given, it takes its share of the calls and no more."""
    monkeypatch.setattr(notifier, "FIRST_S", 0.05)
    monkeypatch.setattr(client, "TOGETHER", 8)
    monkeypatch.setattr(client, "TOGETHER_HOST", 4)
    with peer(Reply(204, after=30.0)) as silent, peer() as alive, uss(tmp_path) as ours:
        monkeypatch.setattr("socket.getaddrinfo", lambda *_, **__: [(2, 1, 6, "", ("127.0.0.1", silent.port))])
        for number in range(30):
            watch(ours, f"http://localhost:{silent.port}/{number}")
        fly(ours)
        assert ours.until(lambda: len(silent.told) == 4)
        watch(ours, alive.url, circle(lon=37.5))
        fly(ours, FAR)
        assert ours.until(lambda: len(alive.told) == 1, 1.0)
        assert len(silent.told) == 4


def test_what_waits_when_the_node_ends_is_written_down(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(notifier, "PAUSES_S", (60.0,))
    with peer(Reply(500)) as other:
        with uss(tmp_path) as here:
            watch(here, other.url)
            made = fly(here)
            telling = role(here)._notifier
        (found,) = telling.untold
        assert (found.about, found.words) == (made.reference.id, "The node ended before it was told.")


def test_the_token_of_a_notification_is_for_that_peer_alone(ours: Site) -> None:
    with peer() as other:
        watch(ours, other.url)
        fly(ours)
        said = other.told[0].claims
        assert (said["aud"], said["scope"], said["sub"]) == ("127.0.0.1", STRATEGIC, "uss-a")
