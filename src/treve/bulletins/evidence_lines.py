"""The evidence sheet in words: the incident, each object near it, who had received and answered what, and the records."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from treve.bulletins.evidence import STEPS, EvidenceSheet, Moment, SheetObject
from treve.bulletins.lines import Section, Speaker, Table
from treve.findings.telling import code
from treve.formats.notice_words import ANSWERS, CAUTION, bare, notice_lines, title
from treve.records.act import ACTS
from treve.records.kinds import short

HEADS: Mapping[str, str] = {
    "sent": "sent", "delivered": "delivered", "read_back_ok": "read back without a mistake", "acknowledged": "acknowledged",
    "objected": "objected",
}  # fmt: skip
"""Heads of the columns of what may have happened with a recipient."""


class LogHead(NamedTuple):
    """The head of the log that holds the records."""

    origin: str
    """Whose log."""
    size: int
    """How many entries it has."""
    root: str
    """Root of its tree, hexadecimal."""


def sheet_sections(sheet: EvidenceSheet, tell: Speaker, entries: Mapping[str, int], log: LogHead) -> tuple[Section, ...]:
    """The sections of a sheet. `entries`: for each record its number in the log."""
    objects = (_object(one, number, sheet, tell) for number, one in enumerate(sheet.objects, 1))
    return (_head(sheet, tell), _reports(sheet, tell), *objects, _records(sheet, tell, entries, log))


def _head(sheet: EvidenceSheet, tell: Speaker) -> Section:
    words = tell.words
    near = tell.number(round(sheet.near_m))
    told = [
        words(
            "Everything is alleged until its occurrence was verified; this incident: {state}.",
            state=tell.code(sheet.occurrence),
        ),
        words(
            "Frozen at {time}, when this log first held the incident: what was recorded later is shown and counts for nothing.",
            time=tell.time(sheet.frozen_at),
        ),
        words("As known on {time}.", time=tell.time(sheet.known_at)),
        words("What was near is no proof that it was hit, or meant. Near is less than {near} m.", near=near),
    ]
    if not sheet.objects:
        told.append(words("Nothing that had been notified for that time is known to have been near, or to have been perhaps."))
    return Section("head", words("Evidence sheet: {incident}", incident=bare(sheet.incident)), tuple(told))


def _reports(sheet: EvidenceSheet, tell: Speaker) -> Section:
    rows = tuple(
        (
            tell.span(one.occurred), one.place or "–", tell.list([tell.words(ACTS.get(act, act)) for act in one.acts]),
            tell.name(one.registrar), tell.time(one.recorded_at), short(one.record),
        )
        for one in sheet.reports
    )  # fmt: skip
    heads = tell.heads("when", "place", "what was reported", "register", "recorded on", "record")
    return Section("reports", tell.words("The incident as reported"), (), (Table(heads, rows),))


def _object(one: SheetObject, number: int, sheet: EvidenceSheet, tell: Speaker) -> Section:
    words = tell.words
    far = {"least": tell.number(int(one.least_m)), "most": tell.number(int(one.most_m) + 1)}
    told = [
        words("The incident was reported {least} to {most} m from it.", **far)
        if one.near == "yes"
        else words("The incident may have been near it: it was reported {least} to {most} m away.", **far)
    ]
    told.append(words("If it was near, it happened in this span: {span}.", span=tell.span(one.happened)))
    if one.transmitted_at is not None:
        told.append(words("This version went out on {time}.", time=tell.time(one.transmitted_at)))
    if not one.frozen:
        told.append(words("The log held it only after it held the incident: nothing of it counts as known before."))
    said = tuple((line.head, line.text) for line in notice_lines(one.notice, tell.picture, words, tell.zone))
    return Section(
        f"object-{number}",
        title(one.notice, words),
        tuple(told),
        (
            Table(tell.heads("what", "as notified"), said, title=words("What the recipients had been told")),
            Table(
                _recipient_heads(tell), tuple(_recipients(one, tell)), title=words("What each recipient had when it happened")
            ),
            Table(
                tell.heads(
                    "when", "recipient", "version", "what happened", "said by", "recorded on", "before the incident", "counts"
                ),
                tuple(_moment(each, tell) for each in one.moments),
                title=words("All that was said, in order"),
            ),
        ),
        (words(CAUTION),),
    )


def _recipient_heads(tell: Speaker) -> tuple[str, ...]:
    return (
        *tell.heads("recipient"),
        *(tell.words(HEADS[step]) for step in STEPS),
        *tell.heads("answer", "answer by all that is known"),
    )


def _recipients(one: SheetObject, tell: Speaker) -> Iterator[tuple[str, ...]]:
    for each in one.recipients:
        times = (tell.time(at) if (at := each.times[step]) is not None else "–" for step in STEPS)
        later = tell.words(ANSWERS[each.answer_now]) if each.answer_now else tell.words("the same")
        yield (tell.name(each.party), *times, tell.words(ANSWERS[each.answer]), later)


def _moment(each: Moment, tell: Speaker) -> tuple[str, ...]:
    words = tell.words
    happened = code(each.state, words)
    if each.words:
        happened = words("{state}: {words}", state=happened, words=each.words)
    return (
        tell.time(each.at), tell.name(each.recipient), words.number(each.version), happened, tell.name(each.author),
        tell.time(each.recorded_at), words(each.before), words("yes") if each.frozen else words("no"),
    )  # fmt: skip


def _records(sheet: EvidenceSheet, tell: Speaker, entries: Mapping[str, int], log: LogHead) -> Section:
    head = tell.words(
        "Log {origin}: {size} entries, root {root}.", origin=log.origin, size=tell.number(log.size), root=log.root
    )
    rows = tuple((tell.number(entries[one]) if one in entries else "–", one) for one in records_of(sheet))
    return Section(
        "records",
        tell.words("Records that this rests on"),
        (tell.words("Each can be proved to be in the log, and unchanged, with `treve log prove` and its id."), head),
        (Table(tell.heads("entry", "record"), rows, (0,), whole=(1,)),),
    )


def records_of(sheet: EvidenceSheet) -> tuple[str, ...]:
    """Ids of the records that a sheet rests on, each once, in its order."""
    found = [one.record for one in sheet.reports]
    for each in sheet.objects:
        found += [each.record, *(moment.record for moment in each.moments)]
    return tuple(dict.fromkeys(found))
