"""Tests ask no network, and the package has nothing that would."""

import re
import socket
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def test_the_network_is_closed_to_tests() -> None:
    with socket.socket() as one, pytest.raises(OSError, match="A test asked the network"):
        one.connect(("192.0.2.1", 80))


def test_nothing_in_the_package_opens_a_connection_but_the_client_of_f3548() -> None:
    """`server.py` listens; `client.py` and `network.py` call other USSs, through the one guard that names what may be called."""
    asks = re.compile(
        r"^\s*(import|from) (socket|urllib\.request|http\.client|requests|httpx\w*|httpcore\w*|aiohttp)\b", re.MULTILINE
    )
    found = [path for path in (ROOT / "src").rglob("*.py") if asks.search(path.read_text(encoding="utf-8"))]
    assert sorted(path.relative_to(ROOT / "src/treve").as_posix() for path in found) == [
        "api/f3548/client.py",
        "api/network.py",
        "api/server.py",
    ]
    listens = (ROOT / "src/treve/api/server.py").read_text(encoding="utf-8")
    assert not re.search(r"\.connect(_ex)?\(|create_connection", listens)
    calls = (ROOT / "src/treve/api/f3548/client.py").read_text(encoding="utf-8")
    assert calls.count("network_backend=Guarded(") == calls.count("AsyncConnectionPool(") == 1
