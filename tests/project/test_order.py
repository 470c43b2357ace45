"""The order of the repository: what is documented, what is complete, what may not be there."""

import ast
import re
import subprocess
from functools import cache
from pathlib import Path

import msgspec
import pytest

from treve.cli.commands import COMMANDS
from treve.config import Settings

ROOT = Path(__file__).resolve().parents[2]
SOURCES = sorted((ROOT / "src" / "treve").rglob("*.py"))
RULE = re.compile(r"\b[A-Z]{2,10}-\d\d\b")


@cache
def tracked() -> list[Path]:
    """The files of the repository; in a copy without git, those that a checkout would hold."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode == 0 and listed.stdout:
        return [ROOT / name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]
    return [path for path in ROOT.rglob("*") if path.is_file() and not {".venv", ".git"} & set(path.parts)]


def texts() -> list[tuple[str, str]]:
    """Name and text of every text file of ours; locks are looked at on their own."""
    held = []
    for path in tracked():
        if path.suffix != ".png" and path.name != "LICENSE" and "requirements" not in path.parts:
            held.append((path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8")))
    return held


@cache
def rules_of_the_code() -> frozenset[str]:
    strings = [
        node.value
        for path in (ROOT / "src" / "treve" / "findings").glob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]
    return frozenset(text for text in strings if RULE.fullmatch(text))


def test_each_rule_has_a_page_and_each_page_a_rule() -> None:
    pages = {path.stem.upper() for path in (ROOT / "docs" / "findings").glob("*.md") if RULE.fullmatch(path.stem.upper())}
    assert rules_of_the_code() == pages
    assert len(pages) >= 4


@pytest.mark.parametrize("rule", sorted(rules_of_the_code()))
def test_a_rule_s_page_begins_with_its_id_and_has_an_example_that_is_a_test(rule: str) -> None:
    text = (ROOT / "docs" / "findings" / f"{rule.lower()}.md").read_text(encoding="utf-8")
    assert text.startswith(f"# {rule}: ")
    example = text.partition("## Worked example")[2]
    tests = re.findall(r"`(test_\w+)`", example)
    assert tests, "the worked example names its test"
    files = [path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("test_*.py")]
    assert all(any(f"def {test}(" in file for file in files) for test in tests)


def test_each_setting_and_command_is_documented() -> None:
    settings = (ROOT / "docs" / "reference" / "settings.md").read_text(encoding="utf-8")
    assert all(f"| `{name}` |" in settings for name in Settings.__struct_fields__)
    commands = (ROOT / "docs" / "reference" / "commands.md").read_text(encoding="utf-8")
    assert all(f"## treve {command.name}\n" in commands for command in COMMANDS)


def test_each_setting_is_written_and_read_back(tmp_path: Path) -> None:
    from treve import config

    settings = Settings(name='a "b" \\c', party="party:x", zone="Asia/Damascus", theatre="سوريا", disclaimer="d")
    config.write(tmp_path, settings)
    assert config.read(tmp_path) == settings


def _public_without_docstring(path: Path) -> list[str]:
    missing = []

    def look(body: list[ast.stmt], where: str, *, fields: bool) -> None:
        for number, node in enumerate(body):
            name = getattr(node, "name", "")
            if isinstance(node, ast.ClassDef | ast.FunctionDef) and not name.startswith("_"):
                overload = any(ast.unparse(one) in ("overload", "override") for one in node.decorator_list)
                if not ast.get_docstring(node) and not overload:
                    missing.append(f"{where}{name}")
                if isinstance(node, ast.ClassDef):
                    struct = any("Struct" in ast.unparse(base) for base in node.bases)
                    look(node.body, f"{where}{name}.", fields=struct)
            elif fields and isinstance(node, ast.AnnAssign) and not ast.unparse(node.target).startswith("_"):
                after = body[number + 1] if number + 1 < len(body) else None
                if not (isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant)):
                    missing.append(f"{where}{ast.unparse(node.target)}")

    tree = ast.parse(path.read_text(encoding="utf-8"))
    if not ast.get_docstring(tree):
        missing.append("the module")
    look(tree.body, "", fields=False)
    return missing


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.relative_to(ROOT / "src").as_posix())
def test_every_public_name_and_field_says_what_it_is(path: Path) -> None:
    assert _public_without_docstring(path) == []


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.relative_to(ROOT / "src").as_posix())
def test_docstrings_are_sentences(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and (text := ast.get_docstring(node)):
            assert text.split("\n\n")[0].rstrip().endswith((".", ":", ")", "?")), text.split("\n\n")[0]


def test_no_file_is_longer_than_450_lines() -> None:
    long = {path.relative_to(ROOT).as_posix() for path in tracked() if path.suffix in (".py", ".sh", ".j2", ".css", ".js")}
    assert [name for name in sorted(long) if len((ROOT / name).read_text(encoding="utf-8").splitlines()) > 450] == []
    assert len((ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8").splitlines()) <= 200


def test_modules_are_named_for_what_they_are_about() -> None:
    vague = {"utils", "util", "helpers", "helper", "manager", "service", "misc", "common", "data", "info"}
    assert [path.name for path in SOURCES if path.stem in vague] == []


def test_nothing_is_put_off_and_nothing_left_out() -> None:
    marks = re.compile(
        "|".join([r"\bTO" + r"DO\b", r"\bFIX" + r"ME\b", r"\bXX" + r"X\b", "Not" + "ImplementedError", r"\bst" + r"ubs?\b"])
    )
    pages = ("CONTRIBUTING.md", "AGENTS.md")
    assert [(name, found[0]) for name, text in texts() if name not in pages for found in marks.finditer(text)] == []


def test_no_registry_is_named() -> None:
    hosts = re.compile("|".join(["py" + "pi", "python" + "hosted", "npm" + "js", r"crates\\?\." + "io"]), re.IGNORECASE)
    assert [(name, found[0]) for name, text in texts() for found in hosts.finditer(text)] == []


@pytest.mark.parametrize("lock", sorted((ROOT / "requirements").glob("*.txt")), ids=lambda path: path.name)
def test_a_lock_pins_each_package_with_hashes_and_names_no_host(lock: Path) -> None:
    text = lock.read_text(encoding="utf-8")
    assert not re.search(r"https?:|//|@ |--(extra-)?index|--find", text)
    entries = re.split(r"\n(?=\S)", text.strip())
    assert len(entries) > 20
    for entry in entries:
        assert re.match(r"[a-z0-9._-]+==\S+", entry), entry[:60]
        assert "--hash=sha256:" in entry, entry[:60]


def test_each_lock_contains_the_smaller_one_at_the_same_versions() -> None:
    def pins(name: str) -> set[str]:
        text = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
        return set(re.findall(r"^([a-z0-9._-]+==[^ ;\\\n]+)", text, re.MULTILINE))

    assert pins("runtime") < pins("dev") < pins("bench")


def test_structs_of_records_are_frozen_and_refuse_unknown_fields() -> None:
    from treve.records.kinds import KINDS

    for cls in KINDS.values():
        config = cls.__struct_config__
        assert config.frozen
        assert config.forbid_unknown_fields
        assert issubclass(cls, msgspec.Struct)
