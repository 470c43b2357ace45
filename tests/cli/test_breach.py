"""`treve notice breach`: the own party says that what it announced was not kept to."""

from pathlib import Path

import pytest

from tests.airspace.making import NOW
from tests.node.test_announced import US, notice, out
from treve.cli.app import main
from treve.clock import SetClock
from treve.config import Settings
from treve.node.node import Node


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "node"
    with Node.create(made, Settings(name="us", party=US), clock=SetClock(NOW)) as node:
        node.add(out(notice()))
    return made


def said(capsys: pytest.CaptureFixture[str], *arguments: str, code: int = 0) -> str:
    assert main(["notice", *arguments]) == code
    shown = capsys.readouterr()
    return shown.err if code else shown.out


def test_it_is_said_and_shown_with_who_says_so(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    where = ("--node", str(folder))
    told = said(capsys, "breach", "n", "--reason", "it left to the north", "--at", "2026-11-25T10:30", *where)
    assert "n: said to be breached." in told
    assert "Tell every recipient" in told
    shown = said(capsys, "show", "n", "--at", "2026-11-25T10:31", *where)
    assert "says that it was breached on 25 Nov 2026 10:30" in shown
    assert "it left to the north" in shown


def test_without_words_it_is_refused(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = said(capsys, "breach", "n", "--reason", " ", "--node", str(folder), code=2)
    assert "A breach needs words." in words
