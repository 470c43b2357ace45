import ast
from datetime import UTC, datetime
from pathlib import Path

import pytest

from treve.errors import BadInput
from treve.words import LANGUAGES, Words

SRC = Path(__file__).resolve().parents[1] / "src" / "treve"


def sentences(path: Path) -> set[str]:
    """The literal sentences that a module hands to `words(...)`."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "words" and isinstance(node.args[0], ast.Constant):
            found.add(node.args[0].value)
    return found


@pytest.mark.parametrize("lang", [lang for lang in LANGUAGES if lang != "en"])
def test_the_bulletin_has_no_sentence_without_translation(lang: str) -> None:
    words = Words(lang)
    wanted = sentences(SRC / "bulletins" / "lines.py")
    assert len(wanted) > 25
    same = {"total", "violations"} if lang == "fr" else set()
    assert {one for one in wanted if words._catalogue.gettext(one) == one} <= same | {"incidents"}


def test_times_show_the_theatre_with_utc_beside() -> None:
    at = datetime(2016, 6, 7, 21, tzinfo=UTC)
    assert Words("en").time(at, "Asia/Damascus") == "8 Jun 2016 00:00 (7 Jun 21:00 UTC)"
    assert Words("fr").time(at, "Asia/Damascus") == "8 juin 2016 00:00 (7 juin 21:00 UTC)"


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(BadInput):
        Words("xx")
    assert Words("ar").direction == "rtl"
