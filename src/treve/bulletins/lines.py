"""The bulletin in the words of a language, as headings, sentences and tables: what every shape of it prints."""

from collections.abc import Iterator

import msgspec

from treve.bulletins.bulletin import Bulletin
from treve.bulletins.sections import TallyLine
from treve.picture.picture import Picture
from treve.words import Words


class Section(msgspec.Struct, frozen=True):
    """A heading with sentences and perhaps a table."""

    title: str
    """The heading."""
    sentences: tuple[str, ...] = ()
    """What is said below it."""
    heads: tuple[str, ...] = ()
    """Heads of the columns."""
    rows: tuple[tuple[str, ...], ...] = ()
    """Rows of the table."""


def sections(bulletin: Bulletin, picture: Picture, words: Words) -> tuple[Section, ...]:
    """The sections of a bulletin, in their fixed order; one without content is left out."""
    found = (
        _head(bulletin, words), _in_force(bulletin, picture, words), _registers(bulletin, picture, words),
        *_pairs(bulletin, picture, words), _reconciliation(bulletin, picture, words), _violations(bulletin, picture, words),
        _caution(bulletin, words),
    )  # fmt: skip
    return tuple(one for one in found if one.rows or one.sentences)


def _head(bulletin: Bulletin, words: Words) -> Section:
    period, zone = bulletin.period, bulletin.zone
    assert period.start is not None
    assert period.end is not None
    title = words("Bulletin of {day}", day=words.day(bulletin.first))
    if bulletin.last != bulletin.first:
        title = words("Bulletin of {first} to {last}", first=words.day(bulletin.first), last=words.day(bulletin.last))
    lines = [
        words(
            "{theatre}. From {start} to {end}; days are those of {zone}.", theatre=bulletin.theatre or words("Theatre"),
            start=words.time(period.start, zone), end=words.time(period.end, zone), zone=zone,
        ),
        words("As known on {time}.", time=words.time(bulletin.known_at, zone)),
    ]  # fmt: skip
    if bulletin.played_back:
        lines.append(words("A demonstration: recorded times are played back, they are those of publication."))
    return Section(title, tuple(lines))


def _in_force(bulletin: Bulletin, picture: Picture, words: Words) -> Section:
    rows = []
    for one in bulletin.in_force:
        assert one.window is not None
        status = words(one.status.replace("_", " "))
        if one.channel is not None:
            status += f" ({words('line works') if one.channel else words('line down')})"
        start, end = one.window.start, one.window.end
        rows.append(
            (
                picture.name(one.arrangement, words.lang), words(one.kind.replace("_", " ")), status,
                words.time(start, bulletin.zone) if start else "–",
                words.time(end, bulletin.zone) if end else words("until further notice"),
            )
        )  # fmt: skip
    heads = tuple(words(head) for head in ("arrangement", "kind", "status", "from", "to"))
    nothing = () if rows else (words("No arrangement was in force."),)
    return Section(words("Arrangements in force"), nothing, heads, tuple(rows))


def _registers(bulletin: Bulletin, picture: Picture, words: Words) -> Section:
    rows = tuple(
        (
            picture.name(one.registrar, words.lang), words(one.measure.replace("_", " ")), words.number(one.total),
            words(one.rule.unit),
            ", ".join(f"{picture.name(area, words.lang)} {words.number(count)}" for area, count in one.parts) or "–",
            "; ".join(f"{picture.name(p.party, words.lang)}: {words(p.value.replace('_', ' '))}" for p in one.positions) or "–",
        )
        for one in bulletin.tallies
    )  # fmt: skip
    heads = tuple(words(head) for head in ("registrar", "measure", "total", "unit", "breakdown", "positions of the others"))
    told = (words("Numbers of different registrars are never added."), *bulletin.reclassified) if rows else ()
    return Section(words("What the registers published"), told, heads, rows)


def _pairs(bulletin: Bulletin, picture: Picture, words: Words) -> Iterator[Section]:
    for pair in bulletin.pairs:
        a, b = picture.name(pair.a, words.lang), picture.name(pair.b, words.lang)
        rows = [
            (picture.name(row.area, words.lang), *("–" if count is None else words.number(count) for count in (row.a, row.b)))
            for row in pair.rows
        ]  # fmt: skip
        rows.append((words("total as published"), words.number(pair.total_a), words.number(pair.total_b)))
        yield Section(words("Registers side by side: {a} and {b}", a=a, b=b), (), (words("area"), a, b), tuple(rows))


def _reconciliation(bulletin: Bulletin, picture: Picture, words: Words) -> Section:
    lines = tuple(_difference(one, picture, words) for one in bulletin.tallies if not one.adds_up)
    checked = [one for one in bulletin.tallies if one.parts or one.body_total is not None]
    if not lines and checked:
        lines = (words("Every published total equals its breakdown."),)
    return Section(words("Totals that do not add up"), lines)


def _difference(one: TallyLine, picture: Picture, words: Words) -> str:
    registrar = picture.name(one.registrar, words.lang)
    told = words(
        "{registrar} published {total}; its parts add up to {sum}.", registrar=registrar, total=words.number(one.total),
        sum=words.number(one.parts_sum),
    )  # fmt: skip
    if one.body_total is not None and one.body_total != one.total:
        told += " " + words("The body of the same text says {body}.", body=words.number(one.body_total))
    return told + " " + words("Shown as published, not corrected.")


def _violations(bulletin: Bulletin, picture: Picture, words: Words) -> Section:
    rows = tuple(
        (
            picture.name(one.arrangement, words.lang), picture.name(one.registrar, words.lang),
            words(one.status.replace("_", " ")), words.number(one.number), words.number(one.confirmed),
        )
        for one in bulletin.violations
    )  # fmt: skip
    counted = tuple(
        words(
            "{registrar}: {number} incidents in its register.", registrar=picture.name(key, words.lang),
            number=words.number(number),
        )
        for key, number in bulletin.incidents.items()
    )  # fmt: skip
    heads = tuple(words(head) for head in ("arrangement", "registrar", "qualification", "incidents", "confirmed by another"))
    return Section(words("Incidents held against the arrangements"), counted, heads, rows)


def _caution(bulletin: Bulletin, words: Words) -> Section:
    lines = [
        words("Everything is alleged until its occurrence was verified. Counts are of registers, not of what happened."),
        words("One incident counts once in a register and once under each arrangement that it may break."),
    ]
    if bulletin.disclaimer:
        lines.append(bulletin.disclaimer)
    return Section(words("How to read this"), tuple(lines))
