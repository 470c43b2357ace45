"""What the demonstration proposes to try next."""

import io
from contextlib import redirect_stdout
from pathlib import Path

import pytest

from treve.cli.app import main
from treve.cli.setup import NEXT
from treve.node.scenario import fill


@pytest.fixture(scope="module")
def node(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("next") / "node"
    fill(folder).close()
    return folder


@pytest.mark.parametrize("command", [command for command, _ in NEXT])
def test_what_is_proposed_works(command: str, node: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(node.parent)
    shown = io.StringIO()
    with redirect_stdout(shown):
        assert main([*command.split(), "--node", str(node)]) == 0
    assert shown.getvalue().strip() or "--html" in command
