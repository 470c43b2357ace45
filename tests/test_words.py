import ast
import re
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import get_args, get_type_hints

import pytest
from babel.messages.pofile import read_po

from treve.bulletins.count_lines import STATUS_HEADS
from treve.bulletins.counts import MEASURES
from treve.errors import BadInput
from treve.findings.criteria import QUALIFICATIONS
from treve.findings.finding import Finding
from treve.picture.force import Status
from treve.records.act import ACTS, WEAPONS
from treve.records.arrangement import Arrangement
from treve.records.incident import Classification, Position
from treve.records.place import Area
from treve.records.relief import AidDelivery, Exchange
from treve.records.talk import Answer, Meeting, Seat
from treve.records.tally import Tally, Toll
from treve.words import LANGUAGES, Words

SRC = Path(__file__).resolve().parents[1] / "src" / "treve"


CALLS = {"words": 1, "heads": 99, "count": 1}
"""Calls that take sentences, and how many of their first arguments are ones."""


def sentences(path: Path) -> set[str]:
    """The literal sentences that a module hands to `words(...)`, `words.count(...)` or as heads of a table."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", "") or getattr(node.func, "attr", "")
            given = node.args[: CALLS.get(name, 0)]
            found |= {one.value for one in given if isinstance(one, ast.Constant) and isinstance(one.value, str)}
    return {one for one in found if one}


def codes() -> set[str]:
    """The codes of records that a bulletin shows as words."""
    shown = {
        Tally: ("measure", "unit", "status", "duplicates"), Position: ("value",), Classification: ("value", "reason"),
        Meeting: ("meeting_kind", "held"), Seat: ("role",), Answer: ("value",), AidDelivery: ("outcome",), Exchange: ("what",),
        Area: ("area_kind", "drawn"), Arrangement: ("arrangement_kind",), Toll: ("measure",), Finding: ("severity",),
    }  # fmt: skip
    found = {*get_args(Status), *QUALIFICATIONS, *MEASURES, *STATUS_HEADS.values(), *ACTS.values(), *WEAPONS.values()}
    for kind, fields in shown.items():
        hints = get_type_hints(kind)
        found |= {code for field in fields for code in literals(hints[field])}
    return {code.replace("_", " ") for code in found}


def literals(hint: object) -> set[str]:
    """The strings of a literal type, however deep."""
    return {code for part in get_args(hint) for code in ({part} if isinstance(part, str) and part else literals(part))}


@pytest.mark.parametrize("lang", [lang for lang in LANGUAGES if lang != "en"])
def test_the_bulletin_has_no_sentence_without_translation(lang: str) -> None:
    words = Words(lang)
    wanted = codes().union(*(sentences(path) for path in sorted((SRC / "bulletins").glob("*.py"))))
    template = (SRC / "bulletins" / "templates" / "page.html.j2").read_text(encoding="utf-8")
    wanted |= set(re.findall(r'words\("([^"]+)"\)', template))
    assert len(wanted) > 300
    catalogue = words._catalogue._catalog  # type: ignore[attr-defined]
    assert sorted(one for one in wanted if one not in catalogue and (one, 0) not in catalogue) == []


@pytest.mark.parametrize("lang", [lang for lang in LANGUAGES if lang != "en"])
def test_translations_keep_the_names_that_are_filled_in(lang: str) -> None:
    path = SRC / "locale" / lang / "bulletins.po"
    plain = re.compile(r"\{(\w+)\}")
    for message in read_po(BytesIO(path.read_bytes()), locale=lang):
        if message.id and isinstance(message.id, str):
            assert set(plain.findall(message.id)) == set(plain.findall(message.string)), message.id
        elif message.id:
            assert all(message.string), message.id
            allowed = set(plain.findall("".join(message.id)))
            assert all(set(plain.findall(one)) <= allowed for one in message.string), message.id


def test_arabic_plurals_take_their_six_forms() -> None:
    words = Words("ar")
    said = [words.count("{number} day", "{number} days", number) for number in (1, 2, 3, 11, 100)]
    assert said == ["يوم واحد", "يومان", "3 أيام", "11 يومًا", "100 يوم"]


def test_times_show_the_theatre_with_utc_beside() -> None:
    at = datetime(2016, 6, 7, 21, tzinfo=UTC)
    assert Words("en").time(at, "Asia/Damascus") == "8 Jun 2016 00:00 (7 Jun 21:00 UTC)"
    assert Words("fr").time(at, "Asia/Damascus") == "8 juin 2016 00:00 (7 juin 21:00 UTC)"


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(BadInput):
        Words("xx")
    assert Words("ar").direction == "rtl"
