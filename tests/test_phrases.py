"""The phrase book: every phrase whole in four languages, and its places filled in."""

import json
import re

import pytest

from treve.cli.app import main
from treve.errors import BadInput, NotFound
from treve.phrases import PHRASES, TOPICS, UNSAID, filled, phrase
from treve.words import LANGUAGES, Words

OTHERS = [one for one in LANGUAGES if one != "en"]


@pytest.mark.parametrize("lang", OTHERS)
def test_every_phrase_is_in_every_language_with_the_same_places(lang: str) -> None:
    catalogue = Words(lang)._catalogue
    for one in PHRASES.values():
        translated = catalogue.gettext(one.sentence)
        assert translated != one.sentence, one.id
        assert sorted(re.findall(r"\{(\w+)\}", translated)) == sorted(re.findall(r"\{(\w+)\}", one.sentence)), one.id
    assert all(catalogue.gettext(text) != text for text in TOPICS.values() if not (lang == "fr" and text == "Danger"))


def test_the_phrases_say_what_a_hotline_needs() -> None:
    assert len(PHRASES) >= 25
    assert {one.topic for one in PHRASES.values()} == set(TOPICS)
    assert len({one.sentence for one in PHRASES.values()}) == len(PHRASES)
    assert "no approval and no permission" in phrase("acknowledged").sentence
    for one in PHRASES.values():
        assert one.sentence.endswith((".", "?")), one.id


def test_places_are_filled_in_and_what_is_missing_shows() -> None:
    given = {"notice": "daraya", "minutes": "40"}
    assert filled("convoy_delayed", given, Words("en")) == (
        f"The convoy of notice daraya is 40 minutes late. It is now at {UNSAID}."
    )
    assert filled("convoy_delayed", given, Words("ru")).startswith("Колонна по уведомлению daraya опаздывает на 40")
    assert filled("end", {}, Words("ar")) == "انتهت الرسالة."
    with pytest.raises(BadInput, match="no place 'hour'"):
        filled("end", {"hour": "1"}, Words("en"))
    with pytest.raises(NotFound, match="no phrase"):
        phrase("fire_at_will")


def test_a_brace_in_a_value_is_no_place() -> None:
    assert "{time}" in filled("done", {"what": "{time}", "time": "12:00"}, Words("en"))


def test_the_command_lists_and_shows_side_by_side(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["phrases", "--topic", "notice", "--lang", "fr"]) == 0
    told = capsys.readouterr().out
    assert "acknowledged" in told
    assert "autorisation" in told
    assert "convoy" not in told
    assert main(["phrases", "will_check", "--set", "time=14:00"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line[:2] for line in lines] == list(LANGUAGES)
    assert all("14:00" in line for line in lines)
    assert main(["phrases", "will_check", "--json"]) == 0
    assert set(json.loads(capsys.readouterr().out)["texts"]) == set(LANGUAGES)
    assert main(["phrases", "--json"]) == 0
    assert len(json.loads(capsys.readouterr().out)) == len(PHRASES)
    assert main(["phrases", "nothing"]) == 1
    assert main(["phrases", "--topic", "orders"]) == 2
    assert main(["phrases", "end", "--set", "time"]) == 2
    capsys.readouterr()
