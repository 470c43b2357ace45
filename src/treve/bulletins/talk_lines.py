"""Talks and aid in words: accounts side by side, proposals with answers, convoys, exchanges."""

from treve.bulletins.lines import Section, Table, Teller
from treve.bulletins.talks import AidLine, MeetingLine
from treve.records.base import said_in


def talks(tell: Teller) -> Section | None:
    """Meetings and calls, the accounts of each by topic, and proposals."""
    words, bulletin = tell.words, tell.bulletin
    if not bulletin.meetings and not bulletin.proposals:
        return None
    met = tuple(
        (
            tell.span(one.during),
            said_in(one.names, words.lang),
            tell.code(one.kind) + ("" if one.held == "held" else f" ({tell.code(one.held)})"),
            tell.name(one.place) if one.place else "–",
            tell.list([f"{tell.name(party)} ({tell.code(role)})" for party, role, _ in one.seats]),
            one.outcome or "–",
        )
        for one in bulletin.meetings
    )
    proposed = tuple(
        (
            tell.span(one.during),
            said_in(one.names, words.lang),
            tell.names(one.by),
            "; ".join(
                f"{tell.name(answer.by)}: {tell.code(answer.value)}" + (f" ({answer.words})" if answer.words else "")
                for answer in one.answers
            )
            or "–",
        )
        for one in bulletin.proposals
    )
    accounts = tuple(_accounts(tell, one) for one in bulletin.meetings if one.readouts)
    return Section(
        "talks",
        words("Talks"),
        (),
        (
            Table(tell.heads("when", "what", "kind", "place", "who", "outcome"), met),
            *accounts,
            Table(tell.heads("tabled", "proposal", "by", "answers"), proposed, title=words("Proposals")),
        ),
    )


def _accounts(tell: Teller, one: MeetingLine) -> Table:
    words = tell.words
    heads = (words("topic"), *(_issuer(tell, said.issuers, agreed=said.agreed) for said in one.readouts))
    rows = tuple(
        (words(topic), *(said.points.get(topic, words("says nothing of it")) for said in one.readouts)) for topic in one.topics
    )
    title = words("{meeting}: the accounts side by side", meeting=said_in(one.names, words.lang))
    if len(one.readouts) == 1:
        title = words("{meeting}: the one account known", meeting=said_in(one.names, words.lang))
    return Table(heads, rows, title=title)


def _issuer(tell: Teller, issuers: tuple[str, ...], *, agreed: bool) -> str:
    return tell.names(issuers) + (f" ({tell.words('agreed text')})" if agreed else "")


def aid(tell: Teller) -> Section | None:
    """Deliveries and what became of them; people and bodies exchanged."""
    words, bulletin = tell.words, tell.bulletin
    moved = tuple(
        (
            tell.span(one.during),
            tell.name(one.place),
            tell.code(one.outcome),
            tell.names(one.carriers),
            _load(tell, one),
            tell.range(one.people_low, one.people_high),
        )
        for one in bulletin.aid
    )
    given = tuple(
        (
            tell.span(one.during),
            tell.name(one.place) if one.place else "–",
            tell.code(one.what),
            tell.names(one.between),
            tell.range(one.low, one.high),
            one.words or "–",
        )
        for one in bulletin.exchanges
    )
    return Section(
        "aid",
        words("Aid and exchanges"),
        (),
        (
            Table(tell.heads("when", "place", "outcome", "carriers", "cargo", "people"), moved, (5,)),
            Table(tell.heads("when", "place", "what", "between", "number", "words"), given, (4,), title=words("Exchanges")),
        ),
    )


def _load(tell: Teller, one: AidLine) -> str:
    words = tell.words
    parts = [
        words.count("{number} vehicle", "{number} vehicles", one.vehicles) if one.vehicles is not None else "",
        words("{number} t", number=tell.number(one.mass_t)) if one.mass_t is not None else "",
        one.cargo,
    ]
    return "; ".join(part for part in parts if part) or "–"
