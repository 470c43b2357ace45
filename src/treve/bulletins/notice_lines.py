"""Notices and hotline calls in words: how many were answered, how long it took, and who kept silent."""

from treve.bulletins.announcements import NoticeLine, Took
from treve.bulletins.hotline import CallLine
from treve.bulletins.lines import Section, Table, Teller
from treve.formats.call_words import DURATIONS, STATES, minutes
from treve.formats.notice_words import ANSWERS, CAUTION, KINDS, bare
from treve.formats.notice_words import STATES as NOTICE_STATES
from treve.records.base import said_in


def notices(tell: Teller) -> Section | None:
    """Notices by kind, and those of which there is something to say."""
    words, held = tell.words, tell.bulletin.notices
    if not held.kinds:
        return None
    kinds = tuple(
        (
            words(KINDS[one.kind]), *map(tell.number, (one.notices, one.recipients, one.acknowledged, one.objected)),
            tell.number(one.no_answer), tell.number(one.overdue), *_length(tell, one.answering),
        )
        for one in held.kinds
    )  # fmt: skip
    heads = tell.heads("kind", "notices", "recipients", *ANSWERS.values(), "overdue", "median time to an answer", "longest")
    more = words.count("One more is not listed.", "{number} more are not listed.", held.more) if held.more else ""
    listed = tuple(_notice(tell, one) for one in held.listed)
    told = tell.heads("when", "notice", "kind", "author", "state", *ANSWERS.values(), "overdue")
    return Section(
        "notices",
        words("Notices"),
        (),
        (
            Table(heads, kinds, (1, 2, 3, 4, 5, 6)),
            Table(told, listed, title=words("Sent, changed, objected to or without an answer")),
        ),
        (*((more,) if more else ()), words(CAUTION)),
    )


def _length(tell: Teller, one: Took) -> tuple[str, str]:
    if one.median_s is None or one.worst_s is None:
        return "–", "–"
    return tell.length(round(one.median_s)), tell.length(round(one.worst_s))


def _notice(tell: Teller, one: NoticeLine) -> tuple[str, ...]:
    version = tell.words("version {version}", version=tell.number(one.version))
    called = said_in(one.names, tell.words.lang, bare(one.notice))
    return (
        tell.span(one.window), f"{called} ({version})", tell.words(KINDS[one.kind]), tell.name(one.author),
        tell.words(NOTICE_STATES[one.state]),  # type: ignore[index]
        *(tell.names(parties) for parties in (one.acknowledged, one.objected, one.no_answer, one.overdue)),
    )  # fmt: skip


def hotline(tell: Teller) -> Section | None:
    """Calls, and how long it took to reach the right person."""
    words, held = tell.words, tell.bulletin.hotline
    if not held.calls:
        return None
    reached = tuple(
        (
            tell.name(one.callee), tell.number(one.calls), tell.number(one.failed), words(DURATIONS[name]),
            tell.number(length.came), tell.number(length.missing), minutes(length.median_s), minutes(length.worst_s),
        )
        for one in held.callees
        for name, length in one.times.items()
        if length.came or length.missing
    )  # fmt: skip
    heads = tell.heads(
        "party called", "calls", "failed attempts", "what is measured", "came", "never came", "median", "longest"
    )  # fmt: skip
    calls = tuple(_call(tell, one) for one in held.calls)
    told = tell.heads("placed on", "caller", "party called", "attempt", "about", "state", *DURATIONS.values())
    return Section(
        "hotline",
        words("Hotline"),
        (),
        (
            Table(heads, reached, (1, 2, 4, 5, 6, 7), title=words("How long it took")),
            Table(told, calls, tuple(range(6, 6 + len(DURATIONS))), title=words("Calls")),
        ),
        (words("Minutes and seconds from the first attempt; a median of those that came, and beside it what never came."),),
    )


def _call(tell: Teller, one: CallLine) -> tuple[str, ...]:
    return (
        tell.time(one.placed_at), tell.name(one.caller), tell.name(one.callee), tell.number(one.attempt),
        tell.list([tell.name(key) for key in one.about]), tell.words(STATES[one.state]),
        *(minutes(one.durations[name]) for name in DURATIONS),
    )  # fmt: skip
