"""One concept, one word: the words that the glossary rules out stand in no name, help text or page."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "glossary.md"
SOURCES = sorted((ROOT / "src" / "treve").rglob("*.py"))
NEGATED = r"(?<!\bno )(?<!\bnot )(?<!\bnor )(?<!\bnot an )(?<!\bnot a )(?<!\bneither )(?<!\bwithout )"


def ruled_out() -> list[str]:
    part = PAGE.read_text(encoding="utf-8").split("## Words of Treve", 1)[1]
    rows = [line.strip("|").split("|") for line in part.splitlines() if line.startswith("| **")]
    return sorted({word.strip() for row in rows for word in row[2].split(",") if word.strip()})


WORDS = ruled_out()
PATTERN = re.compile(
    NEGATED + r"\b(" + "|".join(re.escape(word).replace("_", "[_ ]") for word in WORDS) + r")s?\b", re.IGNORECASE
)


def apart(name: str) -> str:
    """A name of the code as words: `createdAt` and `created_at` as `created at`."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", name).replace("_", " ")


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def names(path: Path) -> Iterator[str]:
    yield apart(path.stem)
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield apart(node.name)
            yield ast.get_docstring(node) or ""
        elif isinstance(node, ast.arg):
            yield apart(node.arg)
        elif isinstance(node, ast.AnnAssign | ast.Assign):
            for target in node.targets if isinstance(node, ast.Assign) else [node.target]:
                if isinstance(target, ast.Name):
                    yield apart(target.id)


def test_the_glossary_rules_words_out() -> None:
    assert len(WORDS) > 20
    assert PATTERN.search("the ledger of the node")
    assert not PATTERN.search("an acknowledgement is no approval")


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.relative_to(ROOT / "src").as_posix())
def test_names_and_docstrings_of_the_code(path: Path) -> None:
    assert [text for text in names(path) if PATTERN.search(text)] == []


@pytest.mark.parametrize(
    "path",
    sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "src").rglob("*.po"), *(ROOT / "src").rglob("*.j2")]),
    ids=lambda path: path.relative_to(ROOT).as_posix(),
)
def test_pages_and_sentences(path: Path) -> None:
    if path == PAGE:
        return
    text = re.sub(r"^```.*?^```$|`[^`\n]*`", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    assert [found[0] for found in PATTERN.finditer(text)] == []


def test_every_kind_of_arrangement_and_axis_is_in_the_glossary() -> None:
    text = PAGE.read_text(encoding="utf-8").lower()
    for word in ("ceasefire", "truce", "regime of silence", "de-escalation area", "register", "position", "occurrence"):
        assert word in text
    for word in ("attribution", "qualification", "handling", "valid time", "recorded time", "monitoring", "verification"):
        assert word in text
