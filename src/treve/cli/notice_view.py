"""How a notice looks on a terminal: its checks, its place in a list, and the whole of it."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from treve.cli.console import plain, put, table
from treve.findings.asking import length
from treve.findings.telling import code, name, span_of
from treve.formats.notice_words import ANSWERS, CAUTION, KINDS, STATES, bare, notice_lines, title
from treve.intake.checked import Checked
from treve.intake.checks import blocking
from treve.picture.notices import OVER, Standing
from treve.picture.picture import Picture
from treve.picture.receipts import Reached
from treve.records.base import said_in
from treve.words import Words

PASSED = {"yes": "yes", "no": "NO", "cannot_tell": "cannot tell"}
"""Outcomes of a check in plain English words; the ids for translations."""


def put_checks(one: Standing, found: Sequence[Checked], picture: Picture, words: Words, zone: str) -> None:
    """The checks of a notice, and whether anything blocks."""
    rows = [
        (
            words(PASSED[each.passed]),
            each.check,
            "" if each.stop is None else words.number(each.stop),
            each.told(picture, words, zone),
        )
        for each in found
    ]
    heads = [words(head) for head in ("passed", "check", "stop", "what was found")]
    table(title(one.notice, words), heads, rows)
    if blocking(found):
        put(words("Something blocks: the notice cannot be sent like this."))
    elif any(each.passed != "yes" for each in found):
        put(words("Nothing blocks; a person should look at what cannot be told."))
    else:
        put(words("Nothing blocks."))
    put(words(CAUTION))


def put_list(held: Sequence[Standing], picture: Picture, words: Words, zone: str) -> None:
    """Notices, one a line."""
    rows = [
        (
            bare(one.key),
            words.number(one.notice.version),
            words(
                "{name} ({kind})", name=said_in(one.notice.names, words.lang, "–"), kind=words(KINDS[one.notice.notice_kind])
            ),
            name(one.author, picture, words.lang),
            words(STATES[one.state]),
            span_of(one.notice.window, words, zone),
            _answers(one, words),
        )
        for one in held
    ]
    heads = ("key", "version", "notice", "author", "state", "window", "answers")
    shown = words.count("One notice", "{number} notices", len(held))
    table(shown, [words(head) for head in heads], rows)
    put(words(CAUTION))


def _called(one: Standing, words: Words) -> str:
    called, kind = said_in(one.notice.names, words.lang, "–"), words(KINDS[one.notice.notice_kind])
    return words("{name} ({kind})", name=called, kind=kind)


def _answers(one: Standing, words: Words) -> str:
    """How many recipients answered what, a line each; a dash where there is no recipient."""
    count: Counter[str] = Counter(each.answer for each in one.recipients)
    told = [f"{words(ANSWERS[answer])} {words.number(count[answer])}" for answer in ANSWERS if count[answer]]
    return "\n".join(told) or "–"


def put_notice(one: Standing, picture: Picture, words: Words, zone: str, at: datetime) -> None:
    """A notice whole, with what it is not at the end."""
    put(plain(title(one.notice, words)))
    state = words(STATES[one.state])
    if one.since is not None:
        put(words("State: {state}, since {since}.", state=state, since=words.time(one.since, zone)))
    else:
        put(words("State: {state}.", state=state))
    holding = one.holding
    if holding is not None and holding is not one.newest:
        number = words.number(holding.notice.version)
        put(words("The recipients hold version {version}; the newest one has not gone out yet.", version=number))
    put("")
    lines = [(line.head, line.text) for line in notice_lines(one.notice, picture, words, zone)]
    width = max(len(head) for head, _ in lines)
    for head, text in lines:
        put(f"  {head.ljust(width)}  {plain(text)}")
    put("")
    _put_recipients(one, picture, words, zone, at)
    _put_versions(one, words, zone)
    for step in one.breaches:
        who, when = name(step.author, picture, words.lang), words.time(step.at, zone)
        put(plain(words("{who} says that it was breached on {when}: {words}", who=who, when=when, words=step.words or "–")))
    put(words(CAUTION))


def _put_recipients(one: Standing, picture: Picture, words: Words, zone: str, at: datetime) -> None:
    heads = ("recipient", "state", "since", "answer", "asked for by", "time left", "acknowledged before")
    rows = [
        (
            name(each.party, picture, words.lang),
            code(each.state, words),
            words.time(each.since, zone) if each.since else "–",
            words(ANSWERS[each.answer]),
            words.time(each.deadline, zone) if each.deadline else "–",
            "–" if one.state in OVER else time_left(each, words, at),
            words("version {version}", version=words.number(each.older)) if each.older is not None else "–",
        )
        for each in one.recipients
    ]
    number = words.number(one.notice.version)
    table(words("Recipients of version {version}", version=number), [words(head) for head in heads], rows)
    put("")


def time_left(each: Reached, words: Words, at: datetime) -> str:
    """How long a recipient still has to answer, or since when it is overdue; a dash where nothing runs."""
    if each.answer != "no_answer" or each.deadline is None or each.sent_at is None:
        return "–"
    seconds = (each.deadline - at).total_seconds()
    if seconds > 0:
        return words("{length} left", length=length(words, seconds))
    return words("overdue by {length}", length=length(words, -seconds))


def _put_versions(one: Standing, words: Words, zone: str) -> None:
    if len(one.versions) < 2:
        return
    rows = [
        (
            words.number(version.notice.version),
            words(STATES[version.state]),
            words.time(version.transmitted_at, zone) if version.transmitted_at else "–",
            words.time(version.known.recorded_at, zone),
        )
        for version in one.versions
    ]
    table(words("Versions"), [words(head) for head in ("version", "state", "sent on", "recorded on")], rows)
    put("")
