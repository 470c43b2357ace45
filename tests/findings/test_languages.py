"""No sentence of the findings or of an explanation is missing in any language, and none breaks when it is filled in."""

import ast
import re
from pathlib import Path

import pytest

from treve.findings.axes import BASES, CLOSED, LEVELS, OCCURRENCE, STEPS
from treve.findings.explain import CALLED, LABELS, QUESTIONS, REASON_WORDS
from treve.findings.rules import RULES
from treve.findings.telling import CODES
from treve.records.act import ACTS, WEAPONS
from treve.words import LANGUAGES, Words

ROOM = Path(__file__).resolve().parents[2] / "src" / "treve" / "findings"
TOLD = ("asking", "axes", "case", "explain", "what", "where", "who", "telling", "rules", "finding", "gap", "lapse", "overlap",
        "contradiction", "contested", "duration", "daycount", "reconcile", "registers", "unanswered", "windows", "waiting",
        "announced", "announced_terms", "conflict", "struck")  # fmt: skip
READING = ROOM.parent / "cli" / "reading.py"
LISTS = (CODES, ACTS, WEAPONS, BASES, CLOSED, OCCURRENCE, STEPS, CALLED, LABELS, QUESTIONS, REASON_WORDS)
SAME = {
    "fr": {
        "violation", "violations", "attention", "note", "mine", "laser", "raid", "sabotage", "fortification", "total", "page", "arrangement",
        "{number} m", "{number} h", "{number} min",
    }
}  # fmt: skip
"""Words that a language writes as English does."""
SIGNS = re.compile(r"^[\W\d_]*$|^(\{\w+\}[\W_]*)+$|^\{\w+\}[: ]+\{\w+\}\.$")
"""Texts made of signs and names alone: nothing to translate, though a language may order them otherwise."""


def wanted() -> set[str]:
    """Every sentence: what is handed to `words` or `Said`, and every literal of these modules that reads as one."""
    found = {text for listed in LISTS for text in listed.values()} | set(LEVELS) | {rule.title for rule in RULES.values()}
    for path in (*(ROOM / f"{name}.py" for name in TOLD), READING):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        silent = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in ast.walk(node)}
        for node in ast.walk(tree):
            if isinstance(node, ast.Expr):
                silent.add(id(node.value))
            if isinstance(node, ast.keyword) and node.arg in ("rule", "severity", "advice"):
                silent.add(id(node.value))
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in silent:
                text = node.value
                if path != READING and " " in text.strip() and (re.search(r"[a-z]{3}", text) and "\\" not in text):
                    found.add(text)
            if isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) in ("words", "_words"):
                found |= {arg.value for arg in node.args[:1] if isinstance(arg, ast.Constant)}
            if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "heads":
                found |= {
                    part.value for part in ast.walk(node.value) if isinstance(part, ast.Constant) and part.value is not Ellipsis
                }
    return {text for text in found if text.strip() and not SIGNS.match(text)}


SENTENCES = sorted(wanted())


def test_there_are_many_sentences() -> None:
    assert len(SENTENCES) > 300


@pytest.mark.parametrize("lang", [lang for lang in LANGUAGES if lang != "en"])
def test_no_sentence_is_missing(lang: str) -> None:
    words = Words(lang)
    missing = [text for text in SENTENCES if words._catalogue.gettext(text) == text]
    assert [text for text in missing if text not in SAME.get(lang, ())] == []


@pytest.mark.parametrize("lang", [lang for lang in LANGUAGES if lang != "en"])
def test_a_translation_asks_for_the_same_values(lang: str) -> None:
    words = Words(lang)
    for text in SENTENCES:
        names = set(re.findall(r"\{(\w+)\}", text))
        assert set(re.findall(r"\{(\w+)\}", words._catalogue.gettext(text))) == names, text
