"""Completion: the scripts are written where they are asked for, and complete."""

import shutil
import subprocess
from pathlib import Path

import pytest

from treve.cli.app import main
from treve.cli.commands import COMMANDS


@pytest.fixture
def script(
    tmp_path: Path, request: pytest.FixtureRequest, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Path:
    monkeypatch.setenv("HOME", str(tmp_path))
    file = tmp_path / "completion"
    assert main(["--install-completion", "--shell", request.param, "--output", str(file)]) == 0
    return file


def completed(script: Path, *words: str) -> list[str]:
    """What bash offers after these words; the last one is the beginning of a word."""
    quoted = " ".join(f"'{word}'" for word in ("treve", *words))
    lines = f"source '{script}'; COMP_WORDS=({quoted}); COMP_CWORD={len(words)}; _treve; printf '%s\\n' \"${{COMPREPLY[@]}}\""
    done = subprocess.run(["bash", "--norc", "-c", lines], capture_output=True, text=True, check=True)
    return done.stdout.split()


@pytest.mark.parametrize("script", ["bash"], indirect=True)
def test_bash_completes_commands_options_and_values(script: Path) -> None:
    assert completed(script, "bul") == ["bulletin"]
    assert set(completed(script, "record", "")) == {
        command.name.split()[1] for command in COMMANDS if command.name.startswith("record ")
    }
    assert "--known-at" in completed(script, "bulletin", "--k")
    assert "gpkg" in completed(script, "export", "x", "--layout", "g")


@pytest.mark.parametrize("script", ["zsh", "fish"], indirect=True)
def test_other_shells_get_every_command(script: Path) -> None:
    text = script.read_text(encoding="utf-8")
    for command in COMMANDS:
        assert command.name.split()[-1] in text
    shell = "zsh" if "compdef" in text else "fish"
    if shutil.which(shell):
        subprocess.run([shell, "-n", str(script)], check=True)
