"""Arrangements in force in words: what holds, for how long, what began or ended, and the gaps."""

from treve.bulletins.lines import Section, Table, Teller
from treve.bulletins.standing import Standing


def in_force(tell: Teller) -> Section:
    """What holds, what turned, and where there was a gap."""
    words, bulletin = tell.words, tell.bulletin
    rows = tuple(_row(tell, one) for one in sorted(bulletin.in_force, key=lambda one: one.doubtful))
    heads = tell.heads("arrangement", "kind", "status", "from", "to", "time left at closing", "under")
    turned = tuple((tell.time(one.at), tell.name(one.arrangement), turn_word(tell, one.turn)) for one in bulletin.turns)
    told = [] if rows else [words("No arrangement was in force.")]
    told += [gap_sentence(tell, one.arrangement, *_ends(tell, one.during)) for one in bulletin.gaps]
    return Section(
        "in-force",
        words("Arrangements in force"),
        tuple(told),
        (
            Table(heads, rows),
            Table(
                tell.heads("when", "arrangement", "what happens"),
                turned,
                title=words("Started, ended, changed, about to lapse"),
            ),
        ),
    )


def _ends(tell: Teller, during: object) -> tuple[str, str]:
    start, end = during.start, during.end  # type: ignore[attr-defined]
    return tell.time(start), tell.time(end)


def gap_sentence(tell: Teller, arrangement: str, start: str, end: str) -> str:
    """A gap in a sentence."""
    return tell.words(
        "{arrangement} did not hold from {start} to {end}.", arrangement=tell.name(arrangement), start=start, end=end
    )


def status_words(tell: Teller, one: Standing) -> str:
    """The legal status, with the state of the line beside it, which is another thing."""
    words = tell.words
    status = words("cannot be told whether it held") if one.doubtful else tell.code(one.status)
    if one.channel is not None:
        status += f" ({words('line works') if one.channel else words('line down')})"
    return status


def left_words(tell: Teller, one: Standing) -> str:
    """How long it still runs at the closing time."""
    if one.window.end is None:
        return "–" if one.doubtful else tell.words("until further notice")
    return "–" if one.left_s is None else tell.length(one.left_s)


def _row(tell: Teller, one: Standing) -> tuple[str, ...]:
    start, end = one.window.start, one.window.end
    return (
        tell.name(one.arrangement),
        tell.code(one.kind),
        status_words(tell, one),
        tell.time(start) if start else "–",
        tell.time(end) if end else (tell.words("no end recorded") if one.doubtful else tell.words("until further notice")),
        left_words(tell, one),
        tell.name(one.under) if one.under else "–",
    )


def turn_word(tell: Teller, turn: str) -> str:
    """What happened to an arrangement."""
    words = tell.words
    known = {
        "started": words("started"),
        "ended": words("ended"),
        "expiring": words("about to lapse"),
        "proposed": words("proposed"),
        "agreed": words("agreed"),
        "announced": words("announced"),
        "in_force": words("entered into force"),
        "suspended": words("suspended"),
        "resumed": words("resumed"),
        "extended": words("extended"),
        "lapsed": words("lapsed"),
        "expired": words("expired"),
        "terminated": words("terminated"),
        "superseded": words("superseded"),
        "collapsed_de_facto": words("said to have collapsed"),
    }
    return known.get(turn, tell.code(turn))
