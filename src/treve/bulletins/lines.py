"""The bulletin in the words of a language, as headings, sentences and tables: what every shape of it prints."""

from collections.abc import Callable, Iterator

import msgspec

from treve.bulletins.bulletin import Bulletin
from treve.findings.telling import day_or_span, range_of
from treve.geo.interval import Interval
from treve.picture.picture import Picture
from treve.words import Words


class Table(msgspec.Struct, frozen=True):
    """Rows under heads."""

    heads: tuple[str, ...]
    """Heads of the columns."""
    rows: tuple[tuple[str, ...], ...]
    """The rows."""
    numbers: tuple[int, ...] = ()
    """Columns that hold numbers."""
    strong: tuple[int, ...] = ()
    """Rows that are totals."""
    title: str = ""
    """What it holds, where a section has several."""


class Card(msgspec.Struct, frozen=True):
    """A short list that is read first."""

    title: str
    """Its title."""
    items: tuple[str, ...]
    """Its items."""


class Section(msgspec.Struct, frozen=True):
    """A heading with sentences and tables."""

    id: str
    """Its name, the same in every language."""
    title: str
    """The heading."""
    sentences: tuple[str, ...] = ()
    """What is said below it."""
    tables: tuple[Table, ...] = ()
    """Its tables; those without rows are left out."""
    notes: tuple[str, ...] = ()
    """What is said below the tables."""
    cards: tuple[Card, ...] = ()
    """Short lists side by side."""


ENGLISH = {
    "flight safety mou": "memorandum on flight safety", "deescalation area": "de-escalation area", "cochair": "co-chair",
    "not violation": "no violation", "self defence": "self-defence", "informed no answer": "informed, no answer",
}  # fmt: skip
"""Codes that are no English as they stand."""


class Teller:
    """What all sections need to say things: names, times and spans in one language."""

    def __init__(self, bulletin: Bulletin, picture: Picture, words: Words) -> None:
        self.bulletin, self.picture, self.words = bulletin, picture, words

    def name(self, key: str) -> str:
        """The name of a party, place, area or arrangement."""
        return self.picture.name(key, self.words.lang)

    def names(self, keys: tuple[str, ...]) -> str:
        """Names one after the other; a dash where there is none."""
        return self.list([self.name(key) for key in keys])

    def list(self, items: list[str]) -> str:
        """Items one after the other as this language separates them; a dash where there is none."""
        return self.words(", ").join(items) or "–"

    def code(self, code: str) -> str:
        """A code of a record, such as `in_force`, as a word of the language."""
        said = self.words(code.replace("_", " "))
        return ENGLISH.get(said, said) if self.words.lang == "en" else said

    def number(self, value: float | None) -> str:
        """A number; a dash for none."""
        return "–" if value is None else self.words.number(value)

    def time(self, at: object) -> str:
        """An instant on the theatre's clock with UTC beside."""
        return self.words.time(at, self.bulletin.zone)  # type: ignore[arg-type]

    def span(self, during: Interval) -> str:
        """A span on the theatre's clock; a whole day as that day."""
        return day_or_span(during, self.words, self.bulletin.zone)

    def length(self, seconds: int) -> str:
        """A length of time in days, hours and minutes, the two largest that there are."""
        words = self.words
        minutes, hours, days = seconds // 60 % 60, seconds // 3600 % 24, seconds // 86_400
        parts = [
            words.count("{number} day", "{number} days", days) if days else "",
            words.count("{number} hour", "{number} hours", hours) if hours else "",
            words.count("{number} minute", "{number} minutes", minutes) if minutes and not days else "",
        ]  # fmt: skip
        return " ".join(part for part in parts if part) or words.count("{number} minute", "{number} minutes", 0)

    def range(self, low: int | None, high: int | None, best: int | None = None) -> str:
        """A range of numbers, such as "10 to 18, best 12", or "at least 62"."""
        if low is None:
            return "–"
        told = range_of(low, high, self.words)
        if best is None or low == high:
            return told
        return self.words("{range} (best {best})", range=told, best=self.number(best))

    def heads(self, *heads: str) -> tuple[str, ...]:
        """Heads of columns, translated."""
        return tuple(self.code(head) for head in heads)


Build = Callable[[Teller], Section | None]
"""Makes one section, or none where there is nothing to say."""


def sections(bulletin: Bulletin, picture: Picture, words: Words) -> tuple[Section, ...]:
    """The sections of a bulletin, in their fixed order; one without content is left out."""
    from treve.bulletins import count_lines, force_lines, head_lines, notice_lines, register_lines, talk_lines

    order: tuple[Build, ...] = (
        head_lines.head, head_lines.glance, force_lines.in_force, count_lines.changes, count_lines.by_area,
        count_lines.by_arrangement, count_lines.acts, count_lines.harm, count_lines.monitors, register_lines.joined,
        register_lines.side_by_side, register_lines.published, register_lines.reconciliation, talk_lines.talks, talk_lines.aid,
        notice_lines.notices, notice_lines.hotline, head_lines.findings, head_lines.corrections, head_lines.picture_of_days,
        head_lines.map_of, head_lines.caution,
    )  # fmt: skip
    teller = Teller(bulletin, picture, words)
    return tuple(_filled(order, teller))


def _filled(order: tuple[Build, ...], teller: Teller) -> Iterator[Section]:
    for build in order:
        made = build(teller)
        if made is not None:
            kept = tuple(table for table in made.tables if table.rows)
            if made.sentences or kept or made.cards or made.notes:
                yield msgspec.structs.replace(made, tables=kept)
