"""A whole incident explained: its reports side by side, its rows, its axes, and what did not reach it."""

from collections.abc import Iterable

import msgspec

from treve.findings.asking import Asking, by
from treve.findings.axes import Axis, axes
from treve.findings.criteria import QUALIFICATIONS
from treve.findings.explain import Explanation, explain
from treve.findings.layout import beside, wrapped
from treve.findings.telling import code, name, range_of, span_of
from treve.findings.violations import Row, engine_of, rows
from treve.geo.place import Disc
from treve.kleene import NO
from treve.picture.incidents import Incident
from treve.picture.picture import Picture
from treve.records.arrangement import Adherence, ArrangementChange, Provision
from treve.records.party import Designation
from treve.records.place import Area
from treve.records.report import IncidentReport, Range
from treve.words import Words

MOST_BESIDE = 3
"""Reports that are shown in columns; more stand one below the other."""


class Inputs(msgspec.Struct, frozen=True, kw_only=True):
    """The records that a row was worked out from."""

    provision: Provision
    """The provision."""
    arrangement_record: str
    """Id of the record that the terms stand in."""
    changes: tuple[ArrangementChange, ...]
    """Changes and extensions of the arrangement."""
    adherences: tuple[Adherence, ...]
    """What was said of standings towards it."""
    designations: tuple[Designation, ...]
    """What the authorities that it asks said of those named."""
    areas: tuple[Area, ...]
    """The areas of the provision."""


class Explained(msgspec.Struct, frozen=True):
    """One row with its inputs and its words."""

    row: Row
    """The row."""
    inputs: Inputs
    """What it was worked out from."""
    explanation: Explanation
    """The same in words."""


class Case(msgspec.Struct, frozen=True, kw_only=True):
    """An incident explained."""

    incident: Incident
    """The incident with what was said of it."""
    heading: str
    """Its name and whose registers hold it."""
    table: tuple[tuple[str, ...], ...]
    """Its reports side by side: a row a question, a column a report, the first one the heads."""
    rows: tuple[Explained, ...]
    """The arrangements that it was held against."""
    axes: tuple[Axis, ...]
    """The axes beside qualification."""
    not_in_force: tuple[str, ...]
    """Arrangements that were not in force then."""
    elsewhere: tuple[str, ...]
    """Arrangements that were in force, but elsewhere."""
    others: tuple[str, ...]
    """One sentence on each of these."""
    same: str = ""
    """Said of a report whose answers are those of one before it."""
    brief: bool = True
    """Whether rows that are settled show in full only what settles them, in the lines of text."""

    def _rows(self) -> list[str]:
        parts: list[str] = []
        seen: set[tuple[str, tuple[int, ...]]] = set()
        for one in self.rows:
            key = (one.row.arrangement, tuple(one.row.criteria.values()))
            if key in seen:
                told = one.explanation
                lines = [wrapped(told.arrangement), wrapped(told.report, first="  ", then="  ")]
                lines += [wrapped(told.headline, first="  => ", then="     "), wrapped(self.same, first="  ", then="  ")]
                parts.append("\n".join(lines))
                continue
            seen.add(key)
            parts.append(one.explanation.lines(brief=self.brief and one.row.verdict == NO))
        return parts

    def lines(self) -> str:
        """The whole as lines of plain text."""
        heads, *body = self.table
        if len(heads) - 1 <= MOST_BESIDE:
            side = beside(heads, body)
        else:
            side = [
                wrapped(f"{row[0]}: {row[column]}", first="  ", then="    ")
                for column in range(1, len(heads)) for row in (heads, *body) if row[column]
            ]  # fmt: skip
        parts = [self.heading + "\n" + "\n".join(side)]
        parts += self._rows()
        parts += ["\n".join(wrapped(one) for one in self.others)] if self.others else []
        for axis in self.axes:
            parts.append("\n".join([axis.asked, *(wrapped(line, first="  ", then="    ") for line in axis.lines)]))
        return "\n\n".join(parts)


def explained(
    incident: Incident, picture: Picture, words: Words, zone: str, *, arrangement: str = "", every: bool = False
) -> Case:  # fmt: skip
    """An incident against the arrangements that reached it, or against one, or against all."""
    chosen = (picture.arrangements[arrangement],) if arrangement else None
    asked = list(rows(engine_of(picture, chosen), list(incident.reports), keep="all"))
    reached = {row.arrangement for row in asked if row.criteria["place"] != NO and row.criteria["time"] != NO}
    shown = [
        row for row in asked
        if every or arrangement or (row.criteria["place"] != NO and row.criteria["time"] != NO)
    ]  # fmt: skip
    # By arrangement, the heaviest first: what somebody would argue about stands before what it does not touch.
    heaviest = {key: len(QUALIFICATIONS) for key in picture.arrangements}
    for row in shown:
        weight = QUALIFICATIONS.index(row.qualification(incident.occurrence))
        heaviest[row.arrangement] = min(weight, heaviest[row.arrangement])
    order = {key: place for place, key in enumerate(picture.arrangements)}
    shown.sort(key=lambda row: (heaviest[row.arrangement], order[row.arrangement], row.report.id))
    apart = [key for key in picture.arrangements if key not in reached and not every and not arrangement]
    in_time = {row.arrangement for row in asked if row.criteria["time"] != NO}
    away = tuple(key for key in apart if key in in_time)
    past = tuple(key for key in apart if key not in in_time)
    return Case(
        incident=incident,
        heading=words(
            "{incident}, in the register of: {registrars}", incident=name(incident.id, picture, words.lang),
            registrars=words(", ").join(name(one, picture, words.lang) for one in incident.registrars),
        ),
        table=tuple(_table(incident, picture, words, zone)),
        rows=tuple(
            Explained(asking.row, _inputs(asking), explain(asking, incident))
            for asking in (Asking(row, picture, words, zone) for row in shown)
        ),
        axes=axes(incident, picture, words, zone),
        not_in_force=past,
        elsewhere=away,
        same=words("The answers are those for the report above; what differs stands side by side at the top."),
        brief=not every and not arrangement,
        others=tuple(_others(bool(shown), past, away, words)),
    )  # fmt: skip


def _others(some: bool, past: tuple[str, ...], away: tuple[str, ...], words: Words) -> Iterable[str]:
    if not some:
        yield words("No arrangement was in force there and then.")
    if past:
        yield words("Other arrangements, not in force then: {number}.", number=words.number(len(past)))
    if away:
        yield words("Other arrangements, in force then but elsewhere: {number}.", number=words.number(len(away)))


def _table(incident: Incident, picture: Picture, words: Words, zone: str) -> Iterable[tuple[str, ...]]:
    """The reports side by side, each in its own register; nothing is merged."""
    bodies = list(incident.bodies())
    yield (words("register"), *(name(one.registrar, picture, words.lang) for one in bodies))
    yield (words("when"), *(span_of(one.occurred.within, words, zone) for one in bodies))
    yield (words("where"), *(_where(one, words) for one in bodies))
    yield (words("what"), *(words(", ").join(code(act, words) for act in one.acts) for one in bodies))
    yield (words("alleged actor"), *(_names(one.alleged, picture, words) for one in bodies))
    yield (words("target"), *(_names(one.against, picture, words) for one in bodies))
    if any(one.harm.killed or one.harm.injured for one in bodies):
        yield (words("killed"), *(_number(one.harm.killed, words) for one in bodies))
        yield (words("injured"), *(_number(one.harm.injured, words) for one in bodies))
    yield (words("said by"), *(by(one, picture, words) for one in bodies))
    if any(one.note for one in bodies):
        yield (words("note of the record"), *(one.note or "–" for one in bodies))


def _where(report: IncidentReport, words: Words) -> str:
    place = report.place
    said = place.said or words("place not named")
    if isinstance(place.where, Disc):
        radius = words("{number} m", number=words.number(round(place.where.radius_m)))
        return words("{area}, give or take {radius}", area=said, radius=radius)
    return said


def _names(keys: tuple[str, ...], picture: Picture, words: Words) -> str:
    return words(", ").join(name(key, picture, words.lang) for key in keys) or words("nobody named")


def _number(number: Range | None, words: Words) -> str:
    return words("not said") if number is None else range_of(number.low, number.high, words)


def _inputs(asking: Asking) -> Inputs:
    picture, provision, key = asking.picture, asking.provision, asking.arrangement.key
    named = asking.names_of((*asking.report.alleged, *asking.report.against))
    return Inputs(
        provision=provision,
        arrangement_record=asking.version.id if asking.version is not None else "",
        changes=picture.changes.get(key, ()),
        adherences=tuple(one for one in picture.adherences.get(key, ()) if one.party in named),
        designations=tuple(
            one for one in picture.of_kind(Designation) if one.party in named and one.by in provision.excluded_by
        ),
        areas=tuple(picture.areas[key] for key in (*provision.areas, *provision.areas_out) if key in picture.areas),
    )  # fmt: skip
