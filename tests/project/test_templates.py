"""Pages work without scripts, from no other host, and from right to left."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FILES = sorted(path for path in (ROOT / "src").rglob("*") if path.suffix in (".j2", ".html", ".css", ".svg"))
PHYSICAL = re.compile(
    r"(?<![\w-])(margin|padding|border|inset)-(left|right)\b|(?<![\w-])(left|right)\s*:|(text-align|float|clear)\s*:\s*(left|right)\b"
)

by_file = pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)


def test_there_are_templates() -> None:
    assert FILES


@by_file
def test_nothing_is_evaluated_and_nothing_is_fetched(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"\son[a-z]+\s*=", text)
    assert "javascript:" not in text
    assert "hx-on" not in text
    assert not re.search(r"\bstyle\s*=", text)
    without_names = re.sub(r'xmlns(:\w+)?="http://www\.w3\.org/[^"]*"', "", text)
    assert not re.search(r"https?://|@import|url\(", without_names)


@by_file
def test_no_text_of_others_is_marked_safe(path: Path) -> None:
    assert not re.search(r"\|\s*safe\b|autoescape\s+false", path.read_text(encoding="utf-8"))


@by_file
def test_the_sides_are_those_of_the_language(path: Path) -> None:
    assert [found[0] for found in PHYSICAL.finditer(path.read_text(encoding="utf-8"))] == []


def test_the_test_sees_physical_sides() -> None:
    for line in ("margin-left: 1rem", "text-align: right", "float:left", "  left: 0", "border-right: 1px"):
        assert PHYSICAL.search(line)
    for line in ("margin-inline-start: 1rem", "text-align: start", "inset-inline-end: 0", "--left-over: 1", "copyright: x"):
        assert not PHYSICAL.search(line)
