"""Whom this node calls and whom never; what it shows there; and that no answer holds it up or fills it."""

import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from httpcore2 import AnyIOBackend, ConnectError

from tests.airspace.making import identity, volume
from tests.api.f3548.planning import OWN, fly, planner, role, uss, wanted, watch
from tests.api.making import circle, intent, subscription
from tests.api.peer import Peer, Reply, details, peer, reference
from tests.api.process import made, served, treve
from tests.api.site import INTENTS, SUBSCRIPTIONS, Site, role_text
from treve.airspace.caller import CONFORMANCE, STRATEGIC
from treve.api.f3548 import client, exchanges, models, notifier
from treve.errors import PeerFailed

INSIDE = [
    "https://10.0.0.1", "https://172.16.0.1:8443/uss", "https://192.168.1.1", "https://169.254.169.254/latest", "https://100.64.0.1",
    "https://0.0.0.0", "https://[fe80::1]", "https://[fd00:ec2::254]", "https://[::ffff:10.0.0.1]", "https://[::ffff:127.0.0.1]",
    "https://[64:ff9b::a9fe:a9fe]", "https://127.0.0.2", "https://127.1", "https://2130706433", "https://0x7f000001",
    "https://0177.0.0.1", "https://localhost.", "https://224.0.0.1", "https://255.255.255.255", "https://[::]",
]  # fmt: skip
"""Addresses that a DSS takes, since they look like others, and behind which this node or its network stands."""


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, int]]:
    """Where connections were made; none leads anywhere."""
    found: list[tuple[str, int]] = []

    async def connected(_: Any, host: str, port: int, *__: Any, **___: Any) -> None:
        found.append((host, port))
        raise ConnectError("far enough")

    monkeypatch.setattr(AnyIOBackend, "connect_tcp", connected)
    monkeypatch.setattr(notifier, "PAUSES_S", ())
    return found


@pytest.fixture
def outside(tmp_path: Path) -> Iterator[Site]:
    """A node that others can reach."""
    with uss(tmp_path, loopback=False) as one:
        yield one


def kept(folder: Path) -> list[Any]:
    return [
        json.loads(line)["exchange"]
        for path in (folder / exchanges.FOLDER).glob("*")
        for line in path.read_bytes().splitlines()
    ]


@pytest.mark.parametrize("url", INSIDE)
def test_what_stands_inside_is_neither_told_nor_asked(outside: Site, calls: list[tuple[str, int]], url: str) -> None:
    watch(outside, url)
    fly(outside)
    assert not calls
    (found,) = role(outside)._notifier.untold
    assert "this node does not call" in found.words or "leads nowhere" in found.words
    place = circle(lon=37.5)
    outside.put(intent(place, uss_base_url=url), who="uss-b")
    with pytest.raises(PeerFailed):
        fly(outside, volume(lon=37.5), priority=9)
    assert not calls


def test_a_public_name_is_called_at_the_address_it_has(
    outside: Site, calls: list[tuple[str, int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("socket.getaddrinfo", lambda *_, **__: [(2, 1, 6, "", ("8.8.8.8", 443))])
    watch(outside, "https://uss-b.example/x")
    fly(outside)
    assert calls == [("8.8.8.8", 443)]


@pytest.mark.parametrize("address", ["127.0.0.1", "10.0.0.1", "169.254.169.254", "::1", "fd00::1"])
def test_a_public_name_that_leads_inside_is_not_called(
    outside: Site, calls: list[tuple[str, int]], monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    monkeypatch.setattr("socket.getaddrinfo", lambda *_, **__: [(2, 1, 6, "", ("8.8.8.8", 1)), (2, 1, 6, "", (address, 443))])
    watch(outside, "https://uss-b.example")
    fly(outside)
    assert not calls
    assert "does not call" in role(outside)._notifier.untold[0].words


def test_networks_that_the_operator_names_are_called(tmp_path: Path, calls: list[tuple[str, int]]) -> None:
    with uss(tmp_path, loopback=False, role=role_text(tmp_path) + 'networks = ["10.1.0.0/16"]\n') as here:
        watch(here, "https://10.1.0.7")
        watch(here, "https://10.2.0.7")
        fly(here)
    assert calls == [("10.1.0.7", 443)]


@pytest.mark.parametrize(
    "url",
    [
        "http://uss-b.example", "https://127.0.0.1", "https://[::1]", "https://localhost", "http://127.0.0.1:8080", "ftp://x.example",
        "https://user@uss-b.example", "https://user:word@uss-b.example", "https://uss-b.example#x",
        "https://", "uss-b.example", "", "https://uss-b.example\\@x", "https://uss b.example", "https://üss.example",
        "https://uss-b.example:99999", "https://[::1", "file:///etc/passwd", "https://uss-b.example\r\nX: y", "//uss-b.example",
        "https://x.example/" + "a" * 3000, "javascript:1",
    ],
    ids=range(22),
)  # fmt: skip
def test_base_urls_that_are_refused_are_stored_nowhere(outside: Site, url: str) -> None:
    path, name = f"{SUBSCRIPTIONS}/{identity()}", f"{INTENTS}/{identity()}"
    outside.refused(400, "PUT", path, subscription(uss_base_url=url), who="uss-b")
    outside.refused(400, "PUT", name, intent(uss_base_url=url), who="uss-b")
    outside.refused(400, "PUT", name, intent(new_subscription={"uss_base_url": url}), who="uss-b")
    outside.refused(404, "GET", name)


def test_a_base_url_with_a_query_is_passed_on_and_not_called(outside: Site, calls: list[tuple[str, int]]) -> None:
    """What stands after it would not be part of the path."""
    watch(outside, "https://uss-b.example/x?y=1")
    fly(outside)
    assert not calls
    assert "is not called" in role(outside)._notifier.untold[0].words


@pytest.mark.parametrize(
    "url",
    ["http://uss-b.example", "ftp://uss-b.example", "https://127.0.0.1:1", "https://user@b.example", "https://b.example?x=1", "x"],
)  # fmt: skip
def test_a_dss_elsewhere_cannot_send_this_node_where_its_own_would_not(
    outside: Site, calls: list[tuple[str, int]], monkeypatch: pytest.MonkeyPatch, url: str
) -> None:
    """In the clear its token could be read on the way."""
    monkeypatch.setattr("socket.getaddrinfo", lambda *_, **__: [(2, 1, 6, "", ("8.8.8.8", 80))])
    subscriber = models.Subscriber([models.SubscriptionState(identity(), 1)], url)
    outside.run(planner(outside)._tell([subscriber], identity(), None))
    outside.until(lambda: not role(outside)._notifier._under_way)
    assert not calls
    assert role(outside)._notifier.untold[0].url == url
    theirs = models.IntentReference(
        id=identity(), manager="uss-b", uss_availability="Unknown", version=1, state="Accepted", ovn=None,
        time_start=models.Time("", "RFC3339"), time_end=models.Time("", "RFC3339"), uss_base_url=url, subscription_id=identity(),
    )  # fmt: skip
    with pytest.raises(PeerFailed):
        outside.run(role(outside).uss._others.details(theirs))
    assert not calls


@pytest.fixture
def ours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    monkeypatch.setattr(notifier, "PAUSES_S", ())
    with uss(tmp_path) as one:
        yield one


def beside(site: Site, at: Peer) -> Any:
    """An intent of uss-b near the flights of these tests, told of by a peer."""
    return site.put(intent(circle(lon=36.212), uss_base_url=at.url), who="uss-b")["operational_intent_reference"]


@pytest.mark.parametrize("code", [301, 302, 303, 307, 308])
def test_a_notification_does_not_follow_a_redirection(ours: Site, code: int) -> None:
    with peer() as elsewhere, peer() as other:
        other.answers = lambda told: Reply(code, headers={"Location": f"{elsewhere.url}{told.path}"})
        watch(ours, other.url)
        fly(ours)
        assert len(other.told) == 1
        assert not elsewhere.told


def test_no_token_goes_to_the_place_a_redirection_names(ours: Site) -> None:
    with peer() as elsewhere, peer() as other:
        near = beside(ours, other)
        other.answers = lambda told: Reply(307, headers={"Location": f"{elsewhere.url}{told.path}"})
        with pytest.raises(PeerFailed, match="307"):
            fly(ours)
        assert [one.path for one in other.told] == [f"{OWN}/{near['id']}"]
        assert not elsewhere.told


def test_an_answer_without_end_is_cut_off(ours: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client, "LARGEST", 500_000)
    with peer(Reply(200, drip=(b"x" * 65_536, 10_000, 0.0))) as other:
        beside(ours, other)
        began = time.monotonic()
        with pytest.raises(PeerFailed, match="larger than 500000 bytes"):
            fly(ours)
        assert time.monotonic() - began < 2.0


def test_a_notification_is_not_answered_without_end_either(ours: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client, "LARGEST", 500_000)
    with peer(Reply(200, drip=(b"x" * 65_536, 10_000, 0.0))) as other:
        watch(ours, other.url)
        fly(ours)
        assert ours.until(lambda: bool(role(ours)._notifier.untold))
        assert "larger" in role(ours)._notifier.untold[0].words


def test_an_answer_that_trickles_is_cut_off(ours: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each byte comes in time, and the whole never would."""
    monkeypatch.setattr(client, "WHOLE_SECONDS", 0.5)
    with peer(Reply(200, drip=(b" ", 1000, 0.05))) as other:
        beside(ours, other)
        began = time.monotonic()
        with pytest.raises(PeerFailed, match="does not answer"):
            fly(ours)
        assert time.monotonic() - began < 1.5


def test_headers_without_end_are_cut_off(ours: Site) -> None:
    with peer() as other:
        beside(ours, other)
        other.answers = lambda _: Reply(200, {}, headers={f"X-{number}": "y" * 1000 for number in range(500)})
        with pytest.raises(PeerFailed):
            fly(ours)


def test_a_peer_that_speaks_something_else_is_a_failure_of_the_peer(ours: Site) -> None:
    """TLS where plain HTTP answers."""
    with peer() as other:
        url = other.url.replace("http:", "https:")
        ours.put(intent(circle(lon=36.212), uss_base_url=url), who="uss-b")
        with pytest.raises(PeerFailed):
            fly(ours)


def test_a_token_is_for_the_host_that_is_called_and_for_one_thing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a peer and of the DSS, whatever its base URL says besides the host."""
    monkeypatch.setattr("socket.getaddrinfo", lambda *_, **__: [(2, 1, 6, "", ("127.0.0.1", 1))])
    monkeypatch.setattr(notifier, "PAUSES_S", ())
    with peer() as other, peer() as pool:
        port = other.port
        told = {
            "subscribers": [{"subscriptions": [], "uss_base_url": f"http://LOCALHOST:{port}/deep"}],
            "operational_intent_reference": {},
        }  # fmt: skip

        def dss(asked: Any) -> Reply:
            if asked.path.endswith("/query"):
                return Reply(200, {"operational_intent_references": []})
            name = asked.path.split("/")[4]
            return Reply(
                201, told | {"operational_intent_reference": reference(name, "https://uss-a.example", manager="uss-a")}
            )

        pool.answers = dss
        with uss(tmp_path, dss=pool.url) as here:
            made = fly(here)
            here.run(planner(here).put(wanted(id=made.reference.id, state="Nonconforming")))
        assert [(one.claims["aud"], one.claims["scope"]) for one in other.told] == [("localhost", STRATEGIC)] * 2
        assert [(one.claims["aud"], one.claims["scope"]) for one in pool.told] == [
            ("127.0.0.1", STRATEGIC), ("127.0.0.1", STRATEGIC), ("127.0.0.1", CONFORMANCE),
        ]  # fmt: skip
        shown = {one.headers["authorization"] for one in other.told}
        assert not shown & {one.headers["authorization"] for one in pool.told}
        assert {one.headers["host"] for one in other.told} == {f"LOCALHOST:{port}"}


def test_only_what_is_needed_is_sent_along(ours: Site, tmp_path: Path) -> None:
    with peer() as other:
        beside(ours, other)
        other.answers = lambda _: Reply(200, details({}, circle()))
        with pytest.raises(PeerFailed):
            fly(ours)
        assert set(other.told[0].headers) == {"host", "authorization", "accept"}
    (found,) = kept(tmp_path)
    assert (found["response_code"], found["recorder_role"]) == (200, "Client")
    assert "F3548-21 does not have" in found["problem"]
    assert found["url"].startswith(other.url)
    assert "headers" not in found


def test_no_proxy_of_the_environment_is_used(ours: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    with peer() as proxy, peer() as other:
        for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY"):
            monkeypatch.setenv(name, proxy.url)
        watch(ours, other.url)
        fly(ours)
        assert (len(other.told), len(proxy.told)) == (1, 0)


OPEN = [
    ("--host", "127.0.0.1", "--behind-proxy", "--base-url", "http://127.0.0.1:8010"),
    ("--base-url", "https://uss.example"),
    ("--base-url", "http://127.0.0.1:8010", "--audience", "uss.example"),
]  # fmt: skip
"""A node on this machine to which a proxy leads."""


@pytest.mark.parametrize("options", OPEN, ids=range(3))
def test_the_test_interface_is_not_opened_to_a_proxy_on_this_machine(tmp_path: Path, options: tuple[str, ...]) -> None:
    folder = made(tmp_path)
    (folder / "uss.toml").write_text(role_text(folder))
    found = treve("serve", "--node", str(folder), "--port", "0", "--new-airspace", "--test-interface", *options)
    assert found.returncode == 2, found.stderr
    assert "test interface" in " ".join(found.stderr.split())
    assert not (folder / "airspace.sqlite").exists()


def test_behind_a_proxy_on_this_machine_a_node_takes_no_address_of_this_machine(tmp_path: Path) -> None:
    """Else whoever the proxy lets in could have the node call what stands beside it."""
    with served(made(tmp_path), "--new-airspace", "--audience", "127.0.0.1", "--behind-proxy") as here:
        body = subscription(uss_base_url="http://127.0.0.1:9")
        assert here.ask("PUT", f"{SUBSCRIPTIONS}/{identity()}", body).status_code == 400
