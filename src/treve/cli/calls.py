"""`treve call` and `treve duty`: the hotline, minute by minute, and who is there to take a message."""

import time
from collections.abc import Callable
from typing import Annotated

from cyclopts import Parameter
from rich.live import Live
from rich.text import Text

from treve.cli.call_view import call_lines, put_calls
from treve.cli.console import Common, day_of, instant, moment, plain, put, put_json, table, talk
from treve.cli.notices import reads
from treve.cli.phrases import pairs
from treve.codec import to_builtins
from treve.findings.telling import name
from treve.geo.interval import days
from treve.node import calling
from treve.node.node import Node
from treve.node.sending import told_mismatches
from treve.picture.calls import Course, course, courses
from treve.picture.roster import languages, on_duty, parties
from treve.records.hotline import CallState, Message
from treve.words import Words

Lang = Annotated[str, Parameter(name=["--lang"])]
TICK_S = 1.0
"""How often a call that is watched is drawn anew, seconds."""


def place(
    callee: str, /, *, caller: str = "", asked_for: str = "", line: str = "", language: str = "",
    about: Annotated[tuple[str, ...], Parameter(name=["--about", "-a"])] = (), phrase: str = "",
    values: Annotated[tuple[str, ...], Parameter(name=["--set", "-s"])] = (), message: str = "", again: str = "",
    key: str = "", at: str = "", lang: Lang = "en", common: Common | None = None,
) -> None:  # fmt: skip
    """Record that a call was placed, and show who is on duty there: any duty officer may take the message.

    Parameters
    ----------
    callee
        The party called.
    caller
        The party that calls. Default: the own party; name another for a call that comes in.
    asked_for
        Key of the contact asked for. Nobody needs to be: whoever is on duty may take a message.
    line
        Which line.
    language
        Language the caller speaks, such as ar.
    about
        Key of a notice, incident or arrangement that it is about; may be given several times.
    phrase
        A sentence of the phrase book; `treve phrases` lists them.
    values
        What stands in one of its places, as `place=Daraya`; may be given several times.
    message
        Free text beside it.
    again
        Key of the call that failed before this one: times then count from the first.
    key
        Key of the call. Default: made from the time.
    at
        When: a day or time. Default: now.
    lang
        Language: en, fr, ar or ru.
    """
    common = common or Common()
    words = Words(lang)
    with common.open() as node:
        when = moment(node, at)
        said = Message(phrase, pairs(values), message)
        call = calling.place(
            node, when, said, caller=_party(caller) or node.settings.party, callee=_party(callee), asked_for=asked_for,
            line=line, language=language, about=about, again=again, key=key,
        )  # fmt: skip
        picture = node.picture(when)
        one, zone = course(picture, call.key), node.settings.zone
        there = on_duty(picture, call.callee)
    if common.json:
        put_json({"call": to_builtins(call), "on_duty": to_builtins(there)})
        return
    for text in call_lines(one, picture, words, zone):
        put(plain(text))
    if not there:
        put(words("Nobody is known to be on duty there."))
    for officer in there:
        spoken = words(", ").join(officer.contact.languages)
        put(
            plain(
                words(
                    "On duty there: {contact} ({role}), {languages}",
                    contact=officer.contact.key,
                    role=officer.contact.role,
                    languages=spoken or "–",
                )
            )
        )
    put(words("Any duty officer may take a message."))


def step(
    call: str, state: CallState | None = None, /, *, place: tuple[str, ...] = (), first: tuple[str, ...] = (),
    second: tuple[str, ...] = (), stop: tuple[int, ...] = (), by: str = "", language: str = "",
    words_said: Annotated[str, Parameter(name="--words")] = "", due: str = "",
    at: str = "", lang: Lang = "en", common: Common | None = None,
) -> int:  # fmt: skip
    """Record what happened on a call, at its own time; a read-back is held against the notice the call is about.

    Parameters
    ----------
    call
        The call.
    state
        What happened. Left out where --place, --first and --second say what was read back.
    place
        Name of the place, as it was read back.
    first
        Coordinates in one format, as they were read.
    second
        Coordinates in another format, as they were read.
    stop
        Number of the stop, from 0, for each of them.
    by
        Key of the contact who answered, read back, promised or acted.
    language
        Language in which it was answered, such as ru.
    words_said
        What was promised or done, or why not.
    due
        By when what is promised is to be done: a day or time.
    at
        When: a day or time. Default: now.
    lang
        Language: en, fr, ar or ru.
    """
    common = common or Common()
    words = Words(lang)
    told: list[str] = []
    with common.open() as node:
        when, zone = moment(node, at), node.settings.zone
        if state is None:
            found = calling.read_back(node, call, reads(place, first, second, stop), when, words, by=by)
            told = told_mismatches(found, node.picture(when), words, zone)
        else:
            until = instant(due, zone) if due else None
            calling.happen(node, call, state, when, by=by, language=language, words=words_said, due=until)
        picture = node.picture(when)
        one = course(picture, call)
    if common.json:
        put_json({**_as_json(one), "mismatches": told})
    else:
        for text in [*told, *call_lines(one, picture, words, zone)]:
            put(plain(text))
    return 1 if told else 0


def show(
    call: str, /, *, at: str = "", watch: Annotated[bool, Parameter(negative="")] = False, lang: Lang = "en",
    common: Common | None = None,
) -> None:  # fmt: skip
    """Show a call whole: what happened after how many minutes, and what is still waited for.

    Parameters
    ----------
    call
        The call.
    at
        As it stood at this day or time. Default: now.
    watch
        Draw it anew every second until it is settled or fails; Ctrl-C ends it.
    lang
        Language: en, fr, ar or ru.
    """
    common = common or Common()
    words = Words(lang)
    with common.open() as node:
        zone = node.settings.zone
        if watch and not common.json:
            _watch(node, lambda: _now(node, call), words, zone)
            return
        picture = node.picture(moment(node, at), common.recorded_at(node))
        one = course(picture, call)
    if common.json:
        put_json(_as_json(one))
        return
    for text in call_lines(one, picture, words, zone):
        put(plain(text))


def _now(node: Node, call: str) -> Course:
    return course(node.picture(), call)


def _watch(node: Node, ask: Callable[[], Course], words: Words, zone: str) -> None:
    """Draw a call anew until nothing is waited for; other processes go on recording what happens."""
    with Live(console=talk, auto_refresh=False, transient=True) as screen:
        one = ask()
        while one.timers:
            screen.update(Text(plain("\n".join(call_lines(one, node.picture(), words, zone)))), refresh=True)
            time.sleep(TICK_S)
            one = ask()
    for text in call_lines(one, node.picture(), words, zone):
        put(plain(text))


def list_calls(
    *, first: Annotated[str, Parameter(name="--from")] = "", last: Annotated[str, Parameter(name="--to")] = "",
    waiting: Annotated[bool, Parameter(name="--open", negative="")] = False, at: str = "", lang: Lang = "en",
    common: Common | None = None,
) -> None:  # fmt: skip
    """List the calls with how long they took to an answer, to the right person, to the deed; all from the first attempt.

    Parameters
    ----------
    first
        First day.
    last
        Last day.
    waiting
        Only those in which something is still waited for.
    at
        As they stood at this day or time. Default: now.
    lang
        Language: en, fr, ar or ru.
    """
    common = common or Common()
    words = Words(lang)
    with common.open() as node:
        zone = node.settings.zone
        picture = node.picture(moment(node, at), common.recorded_at(node))
        during = days(day_of(first or last), day_of(last or first), zone) if first or last else None
        held = [one for one in courses(picture, during) if one.timers or not waiting]
    if common.json:
        put_json([_as_json(one) for one in held])
        return
    put_calls(held, picture, words, zone)


def duty(party: str = "", /, *, at: str = "", lang: Lang = "en", common: Common | None = None) -> None:
    """Show who is on duty for a party, or for every party: any duty officer may take a message.

    Parameters
    ----------
    party
        Whose contacts. Default: everybody's.
    at
        At this day or time. Default: now.
    lang
        Language: en, fr, ar or ru.
    """
    common = common or Common()
    words = Words(lang)
    with common.open() as node:
        zone = node.settings.zone
        picture = node.picture(moment(node, at), common.recorded_at(node))
    held = {key: on_duty(picture, key) for key in ((_party(party),) if party else parties(picture))}
    if common.json:
        put_json({key: {"on_duty": to_builtins(there), "languages": languages(there)} for key, there in held.items()})
        return
    rows = [
        (
            name(key, picture, words.lang), one.contact.key, one.contact.role, words(", ").join(one.contact.languages) or "–",
            words.time(one.until, zone) if one.until else "–", one.contact.line or "–",
        )
        for key, there in held.items() for one in there
    ]  # fmt: skip
    heads = [words(head) for head in ("party", "contact", "role", "languages", "until", "line")]
    table(words("On duty, {at}", at=words.time(picture.valid_at, zone)), heads, rows)
    for key, there in held.items():
        if not any(one.duty_officer for one in there):
            put(plain(words("No duty officer of {party} is known to be on duty then.", party=name(key, picture, words.lang))))
    put(words("Any duty officer may take a message."))


def _as_json(one: Course) -> dict[str, object]:
    return {**to_builtins(one), "key": one.key, "durations_s": one.durations}


def _party(text: str) -> str:
    return text if ":" in text or not text else f"party:{text}"
