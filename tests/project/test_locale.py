"""Nothing a person sees is missing in a language."""

import ast
import re
from collections import Counter
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from treve.findings.explain import REASON_WORDS
from treve.records.act import ACTS, WEAPONS
from treve.words import LANGUAGES

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "src" / "treve" / "locale"
OTHERS = sorted(set(LANGUAGES) - {"en"})
FILES = sorted(FOLDER.rglob("*.po"))
PLURALS = {"fr": 2, "ru": 3, "ar": 6}

by_file = pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(FOLDER).as_posix())


@cache
def catalogue(path: Path) -> Catalog:
    return read_po(BytesIO(path.read_bytes()), locale=path.parent.name, abort_invalid=True)


def places(text: str) -> Counter[str]:
    return Counter(re.findall(r"\{(\w*)\}", text))


def both(text: object) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text)  # type: ignore[arg-type]


def test_every_language_has_every_catalogue() -> None:
    assert {path.name for path in FOLDER.iterdir()} == set(OTHERS)
    rooms = {lang: {path.name for path in (FOLDER / lang).glob("*.po")} for lang in OTHERS}
    assert all(held == rooms["fr"] for held in rooms.values()), rooms


@by_file
def test_every_sentence_is_translated_and_none_is_a_guess(path: Path) -> None:
    for message in catalogue(path):
        if message.id:
            assert all(both(message.string)), f"not translated: {message.id}"
            assert not message.fuzzy, f"fuzzy: {message.id}"
    assert not catalogue(path).obsolete


@by_file
def test_the_places_to_fill_in_are_the_same(path: Path) -> None:
    for message in catalogue(path):
        if not message.id:
            continue
        for translated in both(message.string):
            wanted = places(both(message.id)[-1])
            given = places(translated)
            if message.pluralizable:  # a singular or dual may say the number in words
                wanted.pop("number", None)
                given.pop("number", None)
            assert given == wanted, f"{message.id} / {translated}"


@by_file
def test_plurals_have_as_many_forms_as_the_language(path: Path) -> None:
    held = catalogue(path)
    assert held.num_plurals == PLURALS[path.parent.name]
    for message in held:
        if message.pluralizable and message.id:
            assert len(both(message.string)) == PLURALS[path.parent.name]


@pytest.mark.parametrize("room", sorted({path.name for path in FILES}))
def test_the_languages_have_the_same_sentences(room: str) -> None:
    ids = {lang: {str(message.id) for message in catalogue(FOLDER / lang / room) if message.id} for lang in OTHERS}
    for lang in OTHERS:
        assert ids[lang] == ids["fr"], f"{lang}: {sorted(ids[lang] ^ ids['fr'])}"


def sentences_of_the_code() -> set[str]:
    """What the code says to people: literal arguments of `words` and `words.count`, sentences of findings, acts and weapons."""
    found = {*ACTS.values(), *WEAPONS.values(), *REASON_WORDS.values()}
    for path in sorted((ROOT / "src" / "treve").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                said = [node.args[0]] if node.args and _is_words(node.func) else []
                said += [one.value for one in node.keywords if one.arg == "sentence"]
                found |= {one.value for one in said if isinstance(one, ast.Constant) and isinstance(one.value, str)}
    return found


def test_every_sentence_of_the_code_is_in_the_catalogues() -> None:
    known = {one for path in FILES if path.parent.name == "fr" for message in catalogue(path) for one in both(message.id or "")}
    assert len(sentences_of_the_code()) > 100
    assert sorted(sentences_of_the_code() - known) == []


def _is_words(function: ast.expr) -> bool:
    """Whether a call is `words(...)` or `words.count(...)`."""
    if isinstance(function, ast.Attribute):
        return function.attr == "count" and isinstance(function.value, ast.Name) and function.value.id == "words"
    return isinstance(function, ast.Name) and function.id == "words"
