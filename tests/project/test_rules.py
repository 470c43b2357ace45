"""The rules of the project itself."""

import re
from pathlib import Path

import pytest

from treve.errors import every_error
from treve.records.kinds import KINDS, schemas

ROOT = Path(__file__).resolve().parents[2]
SOURCES = sorted((ROOT / "src" / "treve").rglob("*.py"))


def test_only_the_codec_imports_the_encoder() -> None:
    found = [path.name for path in SOURCES if "msgspec.json" in path.read_text(encoding="utf-8") and path.name != "codec.py"]
    assert found == []


def test_only_the_clock_reads_the_time() -> None:
    asks = re.compile(r"datetime\.now\(|time\.time\(|utcnow\(|date\.today\(")
    found = [path.name for path in SOURCES if asks.search(path.read_text(encoding="utf-8")) and path.name != "clock.py"]
    assert found == []


@pytest.mark.parametrize("error", every_error(), ids=lambda error: error.code)
def test_every_error_is_in_the_table_with_advice(error: type) -> None:
    page = (ROOT / "docs" / "reference" / "errors.md").read_text(encoding="utf-8")
    assert f"| `{error.code}` | {error.status} | {error.exit_code} |" in page  # type: ignore[attr-defined]
    assert error.exit_code in (1, 2)  # type: ignore[attr-defined]
    assert error.advice.endswith((".", ")"))  # type: ignore[attr-defined]


def test_error_codes_are_distinct() -> None:
    codes = [error.code for error in every_error()]
    assert len(codes) == len(set(codes))


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name)
def test_files_have_one_subject(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 450


def test_every_rule_that_is_cited_has_its_page_with_a_worked_example() -> None:
    cited = {
        page for path in SOURCES for page in re.findall(r"docs/findings/([a-z0-9-]+\.md)", path.read_text(encoding="utf-8"))
    }
    assert cited
    for page in cited:
        text = (ROOT / "docs" / "findings" / page).read_text(encoding="utf-8")
        assert "## Worked example" in text
        for test in re.findall(r"`(test_\w+)`", text):
            assert any(f"def {test}(" in file.read_text(encoding="utf-8") for file in (ROOT / "tests").rglob("test_*.py"))


def test_every_kind_has_a_schema_and_every_field_a_sentence() -> None:
    assert set(schemas()) == set(KINDS)
    for path in (ROOT / "src" / "treve" / "records").glob("*.py"):
        lines = path.read_text(encoding="utf-8").splitlines()
        fields = [
            n
            for n, line in enumerate(lines)
            if re.match(r"    [a-z_0-9]+: [A-Za-z]", line) and line.endswith(tuple("])\"'e0s"))
        ]
        for number in fields:
            following = [line for line in lines[number + 1 : number + 10] if line.startswith('    """')]
            assert following, f"{path.name}:{number + 1}"


def test_commands_of_the_readme_exist() -> None:
    from treve.cli.app import app

    text = (ROOT / "README.md").read_text(encoding="utf-8")
    for command in ("init", "demo", "record", "arrangements", "findings", "explain", "bulletin", "export", "log"):
        assert f"`{command}" in text or f"treve {command}" in text
        assert app[command] is not None
