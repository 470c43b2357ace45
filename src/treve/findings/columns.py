"""Incident reports as columns: the Arrow batch that qualification takes in."""

from collections.abc import Iterable, Iterator, Sequence

import numpy as np
import pyarrow as pa

from treve.errors import BadInput
from treve.findings.answers import Vocabulary
from treve.geo.footprint import Footprint
from treve.geo.interval import OPEN_END, OPEN_START
from treve.geo.place import AreaPlace, Disc, OneOf
from treve.picture.known import Known
from treve.records.report import IncidentReport

IN_DISC = -1
"""`shape` of a report whose place is a disc."""
UNPLACED = -2
"""`shape` of a report whose place is not known."""

REPORTS = pa.schema(
    [
        pa.field("report", pa.int64(), nullable=False, metadata={"is": "number of the report in its batch source"}),
        pa.field("lon", pa.float64(), nullable=False, metadata={"unit": "degree", "datum": "WGS 84"}),
        pa.field("lat", pa.float64(), nullable=False, metadata={"unit": "degree", "datum": "WGS 84"}),
        pa.field("radius", pa.float64(), nullable=False, metadata={"unit": "metre"}),
        pa.field("shape", pa.int32(), nullable=False, metadata={"is": "-1 disc, -2 unknown, else number of an area or choice"}),
        pa.field("start", pa.int64(), nullable=False, metadata={"unit": "microsecond since 1970-01-01T00:00Z"}),
        pa.field("end", pa.int64(), nullable=False, metadata={"unit": "microsecond; half-open"}),
        pa.field("allegation", pa.int32(), nullable=False, metadata={"is": "number in the vocabulary"}),
        pa.field("deed", pa.int32(), nullable=False, metadata={"is": "number in the vocabulary"}),
        pa.field("circumstances", pa.int32(), nullable=False, metadata={"is": "number in the vocabulary"}),
        pa.field("since", pa.int64(), nullable=False, metadata={"unit": "microsecond of recorded time"}),
        pa.field("until", pa.int64(), nullable=False, metadata={"unit": "microsecond of recorded time; half-open"}),
    ]
)
"""Columns of a batch of reports."""


def check(reports: pa.RecordBatch, vocabulary: Vocabulary, shapes: "Shapes") -> None:
    """Raises `BadInput` where a batch has not the columns of `REPORTS`, or nulls, or numbers that nothing has."""
    if reports.schema.names != REPORTS.names or reports.schema.types != REPORTS.types:
        given = ", ".join(f"{one.name} {one.type}" for one in reports.schema)
        raise BadInput(f"A batch of reports has other columns: {given}.", advice="See docs/formats/qualification.md.")
    empty = [name for name in REPORTS.names if reports.column(name).null_count]
    if empty:
        raise BadInput(f"A batch of reports holds nulls in: {', '.join(empty)}.", advice="See docs/formats/qualification.md.")
    most = {
        "allegation": (0, len(vocabulary.allegations)), "deed": (0, len(vocabulary.deeds)),
        "circumstances": (0, len(vocabulary.circumstances)), "shape": (UNPLACED, len(shapes.held)),
    }  # fmt: skip
    for name, (least, end) in most.items():
        column = reports.column(name).to_numpy(zero_copy_only=False)
        if len(column) and (column.min() < least or column.max() >= end):
            raise BadInput(
                f"A batch of reports has numbers in {name} that its vocabulary does not have.",
                advice="Number the reports with the engine's own vocabulary: see docs/formats/qualification.md.",
            )


class Shapes:
    """Distinct areas, and distinct choices of several places, that reports give as their place."""

    def __init__(self) -> None:
        self.held: list[Footprint | OneOf] = []
        self._number: dict[Footprint | OneOf, int] = {}

    def number(self, held: Footprint | OneOf) -> int:
        """Number of an area or choice; the same has the same number."""
        if held not in self._number:
            self._number[held] = len(self.held)
            self.held.append(held)
            if isinstance(held, OneOf):
                # The areas among its places get their numbers now, so that no later question adds any.
                for one in held.places:
                    self.code(one)
        return self._number[held]

    def code(self, where: Disc | AreaPlace | OneOf | None) -> tuple[float, float, float, int]:
        """A place as the columns `lon`, `lat`, `radius` and `shape` give it."""
        if isinstance(where, Disc):
            return where.lon, where.lat, where.radius_m, IN_DISC
        if isinstance(where, AreaPlace):
            return 0.0, 0.0, 0.0, self.number(where.footprint)
        if isinstance(where, OneOf):
            return 0.0, 0.0, 0.0, self.number(where)
        return 0.0, 0.0, 0.0, UNPLACED


def batch(
    reports: Sequence[IncidentReport], vocabulary: Vocabulary, shapes: Shapes, *, first: int = 0,
    known: Sequence[tuple[int, int]] | None = None,
) -> pa.RecordBatch:  # fmt: skip
    """Columns of some reports, numbered from `first`; `known` = recorded spans, default always."""
    places = [shapes.code(report.place.where) for report in reports]
    times = [report.occurred.within.bounds for report in reports]
    numbers = [vocabulary.numbers(report) for report in reports]
    held = known if known is not None else [(OPEN_START, OPEN_END)] * len(reports)
    floats = np.array([place[:3] for place in places], np.float64).reshape(-1, 3)
    integers = np.array([(*time, *span) for time, span in zip(times, held, strict=True)], np.int64).reshape(-1, 4)
    codes = np.array(numbers, np.int32).reshape(-1, 3)
    columns = [
        np.arange(first, first + len(reports), dtype=np.int64),
        floats[:, 0], floats[:, 1], floats[:, 2],
        np.array([place[3] for place in places], np.int32),
        integers[:, 0], integers[:, 1],
        codes[:, 0], codes[:, 1], codes[:, 2],
        integers[:, 2], integers[:, 3],
    ]  # fmt: skip
    return pa.RecordBatch.from_arrays([pa.array(np.ascontiguousarray(column)) for column in columns], schema=REPORTS)


def chunks(reports: Iterable[Known], size: int) -> Iterator[list[Known]]:
    """The reports in lists of at most `size`."""
    held: list[Known] = []
    for known in reports:
        held.append(known)
        if len(held) == size:
            yield held
            held = []
    if held:
        yield held
