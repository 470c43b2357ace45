"""Incidents of a span against all arrangements: the rows of VIOL-01 with what they stand for."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import msgspec
import numpy as np
import numpy.typing as npt

from treve.findings.answers import Vocabulary
from treve.findings.columns import Shapes, batch, chunks
from treve.findings.criteria import (
    CRITERIA,
    OCCURRENCES,
    QUALIFICATIONS,
    REASONS,
    Qualification,
    qualification,
    qualifications,
)  # fmt: skip
from treve.findings.qualification import Engine, Keep
from treve.findings.terms import Terms
from treve.geo.interval import Interval
from treve.kleene import Kleene
from treve.picture.incidents import Incident
from treve.picture.known import Known
from treve.picture.picture import Picture
from treve.records.arrangement import Arrangement
from treve.records.report import IncidentReport

RULE = "VIOL-01"
BATCH = 65_536
"""Reports qualified at a time: what bounds the memory."""
COUNTED = 4_096
"""Reports counted at a time, with a number for each arrangement: few enough for ten thousand arrangements."""

Ints = npt.NDArray[np.int64]


class Row(msgspec.Struct, frozen=True):
    """One report against one arrangement."""

    report: Known
    """The report."""
    arrangement: str
    """Key of the arrangement."""
    provision: str
    """Id of the provision that comes nearest to being broken."""
    criteria: dict[str, Kleene]
    """The answer to each criterion, in the order in which they are asked."""
    verdict: Kleene
    """Their conjunction."""
    reason: str
    """Why it is no violation, one of `criteria.REASONS`; empty where that is not settled."""

    def qualification(self, occurrence: str) -> Qualification:
        """What the row is called, given whether the incident occurred."""
        return qualification(self.criteria, occurrence)


class Qualified(msgspec.Struct, frozen=True):
    """An incident with its rows: by arrangement, then by report."""

    incident: Incident
    """The incident."""
    rows: tuple[Row, ...]
    """Its rows."""

    def called(self) -> dict[str, Qualification]:
        """What the incident is called under each arrangement: the heaviest that one of its reports supports."""
        found: dict[str, Qualification] = {}
        for row in self.rows:
            own = row.qualification(self.incident.occurrence)
            found[row.arrangement] = min(own, found.get(row.arrangement, own), key=QUALIFICATIONS.index)
        return found


def engine_of(picture: Picture, arrangements: tuple[Arrangement, ...] | None = None) -> Engine:
    """An engine over the terms of a picture."""
    return Engine(Terms.of(picture, arrangements), Vocabulary(), Shapes())


def rows(engine: Engine, reports: list[Known], *, keep: Keep = "reached") -> Iterator[Row]:
    """The rows of some reports, by report and arrangement."""
    bodies = [known.record for known in reports]
    held = [body for body in bodies if isinstance(body, IncidentReport)]
    result = engine.qualify(batch(held, engine.vocabulary, engine.shapes), keep=keep)
    columns: dict[str, list[Any]] = {name: result.column(name).to_pylist() for name in result.schema.names}
    for place in range(result.num_rows):
        arrangement = engine.terms.epochs[columns["epoch"][place]].arrangement
        yield Row(
            report=reports[columns["report"][place]],
            arrangement=arrangement.key,
            provision=arrangement.provisions[columns["provision"][place]].id,
            criteria={name: Kleene(columns[name][place]) for name in CRITERIA},
            verdict=Kleene(columns["verdict"][place]),
            reason=REASONS[columns["reason"][place]],
        )


def qualified(picture: Picture, during: Interval, *, keep: Keep = "reached") -> Iterator[Qualified]:
    """The incidents of a span with their rows, in order of name."""
    engine = engine_of(picture)
    incidents = list(picture.incidents(during))
    by_report: dict[str, list[Row]] = defaultdict(list)
    every = (known for incident in incidents for known in incident.reports)
    for part in chunks(every, BATCH):
        for row in rows(engine, part, keep=keep):
            by_report[row.report.id].append(row)
    for incident in incidents:
        own = [row for known in incident.reports for row in by_report[known.id]]
        yield Qualified(incident, tuple(sorted(own, key=lambda row: (row.arrangement, row.report.id))))


def counted(
    picture: Picture, during: Interval, step: Callable[[int, int | None], None] = lambda done, of: None
) -> dict[str, Counter[Qualification]]:
    """How many incidents of a span are called what under each arrangement, a batch of reports at a time.

    An incident counts once under each arrangement: the heaviest that one of its reports supports, as in
    `Qualified.called`. `step` is told how many incidents are done.
    """
    engine = engine_of(picture)
    keys = list(dict.fromkeys(epoch.arrangement.key for epoch in engine.terms.epochs))
    arrangement = np.array([keys.index(epoch.arrangement.key) for epoch in engine.terms.epochs], np.int64)
    counts = np.zeros((len(keys), len(QUALIFICATIONS)), np.int64)
    done = 0
    for part in _parts(picture.incidents(during)):
        counts += _counts_of(part, engine, arrangement, len(keys))
        done += len(part)
        step(done, None)
    return {
        key: Counter({name: int(number) for name, number in zip(QUALIFICATIONS, line, strict=True) if number})
        for key, line in zip(keys, counts, strict=True) if line.any()
    }  # fmt: skip


def _counts_of(part: list[Incident], engine: Engine, arrangement: Ints, number: int) -> Ints:
    reports = [body for incident in part for body in incident.bodies()]
    owner = np.repeat(np.arange(len(part)), [len(incident.reports) for incident in part])
    occurred = np.array([OCCURRENCES.index(incident.occurrence) for incident in part], np.int8)
    result = engine.qualify(batch(reports, engine.vocabulary, engine.shapes))
    columns = {name: result.column(name).to_numpy() for name in (*CRITERIA, "report", "epoch")}
    incident = owner[columns["report"]]
    heaviest = np.full((len(part), number), len(QUALIFICATIONS), np.int8)
    np.minimum.at(heaviest, (incident, arrangement[columns["epoch"]]), qualifications(columns, occurred[incident]))
    return np.stack([(heaviest == place).sum(axis=0) for place in range(len(QUALIFICATIONS))], axis=1)


def _parts(incidents: Iterable[Incident]) -> Iterator[list[Incident]]:
    """Incidents in lists of about `COUNTED` reports; an incident is never cut."""
    held: list[Incident] = []
    reports = 0
    for incident in incidents:
        held.append(incident)
        reports += len(incident.reports)
        if reports >= COUNTED:
            yield held
            held, reports = [], 0
    if held:
        yield held
