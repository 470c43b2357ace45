"""What every answer of an explanation starts from: the row with its records, and how names and sources are written."""

from functools import cached_property
from typing import NamedTuple

from treve.findings.criteria import NEGATIVE
from treve.findings.telling import code, name, span_of
from treve.findings.violations import Row
from treve.geo.interval import Interval
from treve.kleene import Kleene
from treve.picture.known import Known
from treve.picture.picture import Picture
from treve.records.arrangement import Arrangement, Provision
from treve.records.base import Record
from treve.records.report import IncidentReport
from treve.words import Words


class Told(NamedTuple):
    """One criterion in words."""

    known: tuple[str, ...]
    """What was known, with who said it."""
    rule: tuple[str, ...]
    """What the arrangement says."""
    why: str
    """Why the answer follows."""
    settled_by: str = ""
    """What would settle it, where it cannot be told."""


class Asking:
    """A row with its records, in the words of a language."""

    def __init__(self, row: Row, picture: Picture, words: Words, zone: str) -> None:
        report = row.report.record
        assert isinstance(report, IncidentReport)
        self.row, self.picture, self.words, self.zone = row, picture, words, zone
        self.report: IncidentReport = report
        self.arrangement: Arrangement = picture.arrangements[row.arrangement]
        self.provision: Provision = next(one for one in self.arrangement.provisions if one.id == row.provision)

    def value(self, criterion: str) -> Kleene:
        """The answer to a criterion."""
        return self.row.criteria[criterion]

    def settles(self, criterion: str) -> bool:
        """Whether this answer alone makes it no violation."""
        return self.value(criterion) == (Kleene.YES if criterion in NEGATIVE else Kleene.NO)

    def name(self, key: str) -> str:
        """A name in the reader's language."""
        return name(key, self.picture, self.words.lang)

    def names(self, keys: tuple[str, ...]) -> str:
        """Names one after the other, or that nobody is named."""
        return self.words(", ").join(self.name(key) for key in keys) if keys else self.words("nobody named")

    def codes(self, values: tuple[str, ...]) -> str:
        """Codes in words, one after the other."""
        return self.words(", ").join(code(value, self.words) for value in values)

    def span(self, during: Interval) -> str:
        """A span on the theatre's clock, with UTC beside."""
        return span_of(during, self.words, self.zone)

    def metres(self, length: float) -> str:
        """A length in metres."""
        return self.words("{number} m", number=self.words.number(round(length)))

    def source(self, record: Record) -> str:
        """Who says a record, on what sources: `Russia (TASS, 6 March 2016)`."""
        return by(record, self.picture, self.words)

    def names_of(self, parties: tuple[str, ...]) -> set[str]:
        """These parties and those that they belonged to then, under every key that they ever had."""
        known = self.picture.parties
        return {other for party in parties for one in known.controlling(party, self.within) for other in known.identities(one)}

    @cached_property
    def within(self) -> Interval:
        """When it happened, as reported."""
        return self.report.occurred.within

    @cached_property
    def version(self) -> Known | None:
        """The record of the arrangement as the log holds it."""
        return next((known for known in self.picture.knowns if known.record is self.arrangement), None)


def by(record: Record, picture: Picture, words: Words) -> str:
    """Who says a record, on what sources and days."""
    sources = []
    for source in record.sources:
        text = f"{source.outlet}, {words.day(source.on)}" if source.on else source.outlet
        sources.append(words("{source}, not read again", source=text) if source.certainty == "background" else text)
    author = name(record.author, picture, words.lang)
    if sources:
        return f"{author} ({'; '.join(sources)})"
    return f"{author} ({words.day(record.said_at.date())})" if record.said_at else author


def length(words: Words, seconds: float) -> str:
    """A length of time in whole minutes, hours or days, whichever reads best."""
    minutes = round(seconds / 60)
    if minutes < 120:
        return words("{number} min", number=words.number(minutes))
    if minutes < 72 * 60:
        hours = round(minutes / 60, 1)
        return words("{number} h", number=words.number(int(hours) if hours == int(hours) else hours))
    return words("{number} d", number=words.number(round(minutes / 1440, 1)))
