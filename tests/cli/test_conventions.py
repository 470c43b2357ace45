"""What a person expects of any command: exit codes, streams, colours, pipes, words instead of traces."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from treve.cli import app as edge
from treve.cli.app import main
from treve.cli.commands import COMMANDS, GROUPS, Command, line_of
from treve.errors import TreveError, Usage

HEAVY = ("shapely", "pyarrow", "numpy", "pyproj", "babel", "cryptography", "jinja2", "openpyxl", "sqlite3")


def treve(*arguments: str, **fields: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "treve", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, **fields)  # type: ignore[call-overload,no-any-return]


@pytest.fixture(scope="module")
def node(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("node") / "node"
    assert main(["init", str(folder), "--party", "party:us"]) == 0
    return str(folder)


@pytest.mark.parametrize("arguments", [[], ["--help"], ["-h"], ["help"], ["help", "record"], ["record"]])
def test_help_and_the_bare_command_load_nothing_heavy(arguments: list[str]) -> None:
    code = f"import sys; from treve.cli.app import main; code = main({arguments}); print([m for m in {HEAVY} if m in sys.modules]); sys.exit(code)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"
    assert "Show one record" in done.stdout or "The coordination node" in done.stdout


def test_importing_the_package_loads_no_other() -> None:
    code = f"import sys; heavy = {HEAVY}; old = set(sys.modules); import treve; print(sorted(m for m in set(sys.modules) - old if m.startswith(('treve.', *heavy))))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"


def test_the_public_names_are_loaded_when_asked_for() -> None:
    import treve as package

    for name in package.__all__:
        assert name in dir(package)
        assert getattr(package, name) is not None
    with pytest.raises(AttributeError, match="no attribute 'Nodes'"):
        package.Nodes  # noqa: B018


def test_no_warning_is_shown() -> None:
    done = subprocess.run([sys.executable, "-W", "error", "-m", "treve", "help"], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_each_command_has_a_line_and_its_help_an_example(command: Command, capsys: pytest.CaptureFixture[str]) -> None:
    line = line_of(command)
    assert line.endswith(".")
    for arguments in ([*command.name.split(), "--help"], ["help", *command.name.split()]):
        assert main(arguments) == 0
        told = " ".join(capsys.readouterr().out.replace("│", " ").split())
        assert " ".join(line.replace("`", "").split()) in told
        assert f"Example: {' '.join(command.example.split())}" in told
    assert command.example.split()[: 1 + len(command.name.split())] == ["treve", *command.name.split()]


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_each_option_has_help(command: Command) -> None:
    held = edge.app
    for word in command.name.split():
        held = held[word]
    for argument in held.assemble_argument_collection(parse_docstring=True):
        if argument.name == "*":  # the options that all commands share; each of them comes by itself
            continue
        assert argument.field_info.help or argument.parameter.help, f"{command.name} {argument.name}"


def test_the_list_of_commands_shows_each_with_its_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    told = capsys.readouterr().out
    shown = [line.split()[1] for line in told.splitlines() if line.startswith("│ ") and line[2] not in " -"]
    assert shown == list(dict.fromkeys(command.name.split()[0] for command in COMMANDS))
    flat = " ".join(told.replace("│", " ").split())
    assert all(line in flat for line in GROUPS.values())
    assert all(line_of(command).split(":")[0] in flat for command in COMMANDS if " " not in command.name)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["bulletn"], 'Did you mean "bulletin"?'),
        (["bulletin", "--dat", "2017-03-25"], "Did you mean --date?"),
        (["explain"], "INCIDENT"),
        (["record", "lst"], 'Did you mean "list"?'),
        (["record", "list", "--limit", "many"], "many"),
    ],
)
def test_a_wrong_request_is_answered_with_what_was_meant(
    arguments: list[str], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 2
    out, told = capsys.readouterr()
    assert out == ""
    assert told.startswith("usage: ")
    assert words in told
    assert "--help`" in told


def test_errors_are_json_where_json_was_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    for arguments, code, exit_code in (
        (["log", "verify", "--node", "nowhere", "--json"], "node-missing", 2),
        (["log", "verfy", "--json"], "usage", 2),
    ):
        assert main(arguments) == exit_code
        out, told = capsys.readouterr()
        assert out == ""
        held = json.loads(told)
        assert held["error"] == code
        assert set(held) == {"error", "message", "advice"}


def test_a_missing_thing_is_1_and_a_wrong_request_2(node: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["record", "show", "party:nobody", "--node", node]) == 1
    assert main(["record", "list", "--kind", "nothing", "--node", node]) == 2
    assert main(["record", "list", "--node", node]) == 0
    capsys.readouterr()


def test_what_the_system_refuses_is_said_in_words(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").touch()
    assert main(["init", str(tmp_path / "file" / "node"), "--party", "party:us"]) == 1
    told = capsys.readouterr().err
    assert told.startswith("system: ")
    assert str(tmp_path) in told


@pytest.mark.parametrize("error", [RuntimeError("a fault"), TreveError("said"), Usage("asked")])
def test_every_failure_becomes_words_and_with_debug_a_trace(
    error: Exception, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(given: list[str]) -> int:
        raise error

    monkeypatch.setattr(edge, "_run", fail)
    assert main(["log", "show"]) == (2 if isinstance(error, Usage) else 1)
    told = capsys.readouterr().err
    assert str(error) in told
    assert "Traceback" not in told
    with pytest.raises(type(error)):
        main(["log", "show", "--debug"])


def test_an_interruption_is_130(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def interrupted(given: list[str]) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(edge, "_run", interrupted)
    assert main(["log", "show"]) == 130
    assert "interrupted" in capsys.readouterr().err


def test_a_closed_pipe_is_no_error(node: str) -> None:
    command = f'"{sys.executable}" -m treve record kinds --node "{node}" | true; echo "${{PIPESTATUS[0]}}"'
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=True)
    assert done.stdout == "0\n"
    assert done.stderr == ""


@pytest.mark.parametrize("given", [{"NO_COLOR": "1", "TERM": "xterm-256color", "FORCE_COLOR": ""}, {}])
def test_no_colours_where_none_are_wanted(node: str, given: dict[str, str]) -> None:
    for arguments in (["record", "kinds", "--node", node], ["bulletn"]):
        done = treve(*arguments, env={"PATH": os.environ["PATH"], **given})
        assert "\x1b" not in done.stdout + done.stderr


def test_no_colour_holds_on_a_terminal_too(node: str) -> None:
    command = f'"{sys.executable}" -m treve record kinds --node "{node}"'
    env = {"PATH": os.environ["PATH"], "TERM": "xterm-256color", "NO_COLOR": "1"}
    done = subprocess.run(["script", "-qec", command, "/dev/null"], capture_output=True, text=True, check=True, env=env)
    assert "Kinds of record" in done.stdout
    assert not re.search(r"\x1b\[[0-9;]*[349][0-8]m", done.stdout)


def test_data_is_utf_8_whatever_the_locale(node: str) -> None:
    env = {"PATH": os.environ["PATH"], "LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}
    done = subprocess.run([sys.executable, "-m", "treve", "--help"], capture_output=True, check=True, env=env)
    assert "╭" in done.stdout.decode("utf-8")


def test_the_version_is_that_of_the_package(capsys: pytest.CaptureFixture[str]) -> None:
    from treve import __version__

    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"treve {__version__}\n"
