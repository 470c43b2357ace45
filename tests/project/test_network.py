"""Tests ask no network, and the package has nothing that would."""

import re
import socket
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def test_the_network_is_closed_to_tests() -> None:
    with socket.socket() as one, pytest.raises(OSError, match="A test asked the network"):
        one.connect(("192.0.2.1", 80))


def test_nothing_in_the_package_opens_a_connection() -> None:
    asks = re.compile(r"^\s*(import|from) (socket|urllib\.request|http\.client|requests|httpx\w*|aiohttp)\b", re.MULTILINE)
    found = [path.name for path in (ROOT / "src").rglob("*.py") if asks.search(path.read_text(encoding="utf-8"))]
    assert found == []
