"""What people must hear of is one line, said once."""

import pytest

from treve.api.f3548 import aloud
from treve.api.f3548.aloud import Aloud


def test_the_same_thing_is_said_once(capsys: pytest.CaptureFixture[str]) -> None:
    said = Aloud()
    for about in ("a", "b", "a", "a", "b"):
        said.say(f"about {about}", about)
    assert capsys.readouterr().err == "about a\nabout b\n"


def test_what_was_said_long_ago_may_be_said_again(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(aloud, "MOST", 2)
    said = Aloud()
    for about in ("a", "b", "c", "a"):
        said.say(about, about)
    assert capsys.readouterr().err == "a\nb\nc\na\n"
    assert len(said._said) == 2


def test_words_of_others_make_no_second_line_and_turn_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    Aloud().say("x\nlisten: all is well\x1b[2J\u202e", "x")
    assert capsys.readouterr().err == "x?listen: all is well?[2J?\n"
