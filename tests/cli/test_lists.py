"""Lists of notices and calls are read on a terminal of a usual width: nothing in them is broken within a word."""

from pathlib import Path

import pytest

from tests.cli.test_next import node
from treve.cli.app import main

__all__ = ["node"]


@pytest.mark.parametrize(
    ("command", "whole"),
    [
        ("notice list", ("convoy-daraya", "acknowledged 3", "no answer 1", "answers", "Exercise organiser")),
        ("call list", ("flights-daraya-2", "message 14:00", "read-back 17:00", "deed 100:00", "nobody answered", "attempt")),
    ],
)
def test_at_110_columns_no_word_is_broken(
    command: str, whole: tuple[str, ...], node: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "110")
    assert main([*command.split(), "--node", str(node)]) == 0
    shown = capsys.readouterr().out
    for one in whole:
        assert one in shown
