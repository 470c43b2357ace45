"""How a hotline call looks on a terminal."""

from collections.abc import Iterator, Sequence

from treve.cli.console import table
from treve.findings.telling import name
from treve.formats.call_words import DURATIONS, STATES, WAITING, message_text, minutes, title
from treve.formats.notice_words import bare
from treve.picture.calls import Course
from treve.picture.picture import Picture
from treve.words import Words


def call_lines(one: Course, picture: Picture, words: Words, zone: str) -> Iterator[str]:
    """A call whole: what happened after how many minutes and seconds, and what is still waited for."""
    call = one.call
    yield title(one, picture, words, zone)
    if one.attempts > 1:
        first = words.time(one.placed_at, zone)
        yield words("Attempt {number}; times count from the first, {first}.", number=words.number(one.attempts), first=first)
    if call.asked_for:
        yield words("Asked for: {contact}", contact=call.asked_for)
    for about in call.about:
        yield words("About: {thing}", thing=name(about, picture, words.lang))
    text = message_text(call.message, words)
    if text:
        yield words("Message: {message}", message=text)
    for step in one.steps:
        after = minutes(one.seconds_to(step.at))
        values = {"after": after.rjust(7), "state": words(STATES[step.state]), "words": step.words}
        if step.words:
            yield words("{after}  {state}: {words}", **values)
        else:
            yield words("{after}  {state}", after=values["after"], state=values["state"])
    for timer in one.timers:
        values = {"length": minutes(timer.seconds).rjust(7), "what": words(WAITING[timer.waiting_for])}
        yield words("{length}  waiting {what}", **values)
    if one.again:
        yield words("Another call followed: {call}", call=bare(one.again))


def put_calls(held: Sequence[Course], picture: Picture, words: Words, zone: str) -> None:
    """Calls, one a line, with the lengths of time from the first attempt on."""
    rows = [
        (
            bare(one.key),
            words.time(one.call.placed_at, zone),
            name(one.call.caller, picture, words.lang),
            name(one.call.callee, picture, words.lang),
            words.number(one.attempts),
            words(STATES[one.state]),
            _times(one, words),
        )
        for one in held
    ]
    heads = ("key", "placed on", "caller", "party called", "attempt", "state", "after")
    shown = words.count("One call; minutes from the first attempt", "{number} calls; minutes from the first attempt", len(held))
    table(shown, [words(head) for head in heads], rows)


def _times(one: Course, words: Words) -> str:
    """What happened on a call and after how long, a line each; a dash where nothing did."""
    told = [f"{words(DURATIONS[what])} {minutes(took)}" for what, took in one.durations.items() if took is not None]
    return "\n".join(told) or "–"
