"""Which addresses this node calls: an address of others may name what stands behind it."""

import asyncio
import socket
from typing import Any

import pytest
from httpcore2 import ConnectError

from treve.api.network import Guarded, Reachable
from treve.errors import BadInput

PRIVATE = [
    "10.0.0.1", "172.16.3.4", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1", "255.255.255.255",
    "::", "fe80::1", "fe80::1%eth0", "fc00::1", "ff02::1", "::ffff:10.0.0.1", "64:ff9b::10.0.0.1", "64:ff9b:1::10.0.0.1",
    "2002:a00:1::1", "::10.0.0.1",
]  # fmt: skip
HERE = ["127.0.0.1", "127.8.8.8", "::1", "::ffff:127.0.0.1", "64:ff9b::127.0.0.1", "::127.0.0.1"]


@pytest.mark.parametrize("address", [*PRIVATE, *HERE])
def test_what_is_not_public_is_not_called(address: str) -> None:
    assert not Reachable().allows(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "2a00:1450:4001:81b::2004", "64:ff9b::8.8.8.8", "::ffff:8.8.8.8"])
def test_what_is_public_is(address: str) -> None:
    assert Reachable().allows(address)


def test_networks_that_the_operator_names_are_called_and_this_machine_never_by_them() -> None:
    reachable = Reachable(["10.1.0.0/16", "fd00::/8"])
    assert reachable.allows("10.1.2.3")
    assert reachable.allows("::ffff:10.1.2.3")
    assert reachable.allows("fd12::1")
    assert not reachable.allows("10.2.0.1")
    assert not Reachable(["0.0.0.0/0", "::/0"]).allows("127.0.0.1")
    with pytest.raises(BadInput, match=r"10\.1\.0\.0/99"):
        Reachable(["10.1.0.0/99"])


@pytest.mark.parametrize("address", PRIVATE)
def test_for_a_node_that_is_tried_out_this_machine_is_the_only_exception(address: str) -> None:
    assert not Reachable(loopback=True).allows(address)


@pytest.mark.parametrize("address", HERE)
def test_and_it_is_called_there(address: str) -> None:
    assert Reachable(loopback=True).allows(address)


def connect(monkeypatch: pytest.MonkeyPatch, *addresses: str) -> str:
    """What a connection to a name with these addresses comes to."""

    def looked_up(*_: Any, **__: Any) -> list[Any]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, 443)) for one in addresses]

    monkeypatch.setattr(socket, "getaddrinfo", looked_up)
    with pytest.raises(ConnectError) as refused:
        asyncio.run(Guarded(Reachable()).connect_tcp("uss-b.example", 443, timeout=1.0))
    return str(refused.value)


def test_a_name_that_leads_inside_is_not_called_whatever_else_it_leads_to(monkeypatch: pytest.MonkeyPatch) -> None:
    for addresses in (["127.0.0.1"], ["8.8.8.8", "10.0.0.1"], ["169.254.169.254"], []):
        assert "does not call" in connect(monkeypatch, *addresses)


def test_the_connection_goes_to_the_address_that_was_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that leads elsewhere at the second look gains nothing: there is no second look."""
    called: list[str] = []

    async def connected(_: Any, host: str, *__: Any) -> None:
        called.append(host)
        raise ConnectError("far enough")

    guarded = Guarded(Reachable())
    monkeypatch.setattr(type(guarded._through), "connect_tcp", connected)
    assert "far enough" in connect(monkeypatch, "8.8.8.8", "8.8.4.4")
    assert called == ["8.8.8.8"]


def test_a_name_that_leads_nowhere_and_sockets_of_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    def nowhere(*_: Any, **__: Any) -> list[Any]:
        raise socket.gaierror(-2, "unknown")

    monkeypatch.setattr(socket, "getaddrinfo", nowhere)
    with pytest.raises(ConnectError, match="leads nowhere"):
        asyncio.run(Guarded(Reachable()).connect_tcp("uss-b.example", 443))
    with pytest.raises(ConnectError):
        asyncio.run(Guarded(Reachable()).connect_unix_socket("/run/x"))
