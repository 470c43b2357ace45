"""`treve phrases`: the phrase book of the hotline, in four languages side by side."""

from typing import Annotated

from cyclopts import Parameter

from treve.cli.console import plain, put, put_json, table
from treve.errors import BadInput
from treve.phrases import PHRASES, TOPICS, filled, phrase
from treve.words import LANGUAGES, Words


def phrases(
    name: str = "", /, *, values: Annotated[tuple[str, ...], Parameter(name=["--set", "-s"])] = (), topic: str = "",
    lang: Annotated[str, Parameter(name=["--lang"])] = "en", json: Annotated[bool, Parameter(negative="")] = False,
) -> None:  # fmt: skip
    """List the standard sentences of the hotline, or show one of them in all four languages.

    Parameters
    ----------
    name
        A phrase, such as `position_correction`. Without it all are listed.
    values
        What stands in one of its places, as `place=Daraya`; may be given several times.
    topic
        Only phrases about this: line, read_back, notice, movement, fire or answer.
    lang
        Language of the list: en, fr, ar or ru.
    json
        Print JSON.
    """
    if not name:
        _list(topic, Words(lang), json=json)
        return
    given = pairs(values)
    texts = {one: filled(name, given, Words(one)) for one in LANGUAGES}
    if json:
        held = phrase(name)
        put_json({"phrase": name, "topic": held.topic, "places": held.places, "texts": texts})
        return
    for one, text in texts.items():
        put(f"{one}  {plain(text)}")


def pairs(values: tuple[str, ...]) -> dict[str, str]:
    """Values written as `name=value`, by name; raises `BadInput`."""
    found: dict[str, str] = {}
    for one in values:
        key, sign, value = one.partition("=")
        if not sign:
            raise BadInput(f"{one!r} names no place.", advice="Write it as place=Daraya.")
        found[key] = value
    return found


def _list(topic: str, words: Words, *, json: bool) -> None:
    if topic and topic not in TOPICS:
        raise BadInput(f"There is no topic {topic!r}.", advice=f"Choose one of {', '.join(TOPICS)}.")
    chosen = [one for one in PHRASES.values() if topic in ("", one.topic)]
    if json:
        put_json([{"phrase": one.id, "topic": one.topic, "places": one.places, "text": words(one.sentence)} for one in chosen])
        return
    heads = [words("phrase"), words("topic"), words("sentence")]
    table(
        words("The phrase book of the hotline"),
        heads,
        [(one.id, words(TOPICS[one.topic]), words(one.sentence)) for one in chosen],
    )
