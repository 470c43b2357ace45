"""Knowledge time: every row carries the span of recorded time in which it held.

One run over all versions of reports and arrangements takes the place of a run for each time at which
one asks "what was known then": the state at a time is a filter, and counts over thousands of times
are two sorted look-ups.
"""

from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from treve.findings.terms import Terms
from treve.geo.interval import from_micros
from treve.picture.known import Span, spans
from treve.picture.picture import History, Picture
from treve.records.arrangement import Adherence, Arrangement, ArrangementChange
from treve.records.party import Designation, Party, Succession
from treve.records.place import Area

Ints = npt.NDArray[np.int64]


def terms_over_time(history: History) -> Terms:
    """The terms of every arrangement in every form in which it was known, each with its span of recorded time."""
    own: dict[str, list[Span]] = defaultdict(list)
    areas: dict[str, list[Span]] = defaultdict(list)
    common: list[Span] = []
    for span in spans(history.knowns):
        record = span.known.record
        if isinstance(record, Arrangement):
            own[record.key].append(span)
        elif isinstance(record, ArrangementChange | Adherence):
            own[record.arrangement].append(span)
        elif isinstance(record, Area):
            areas[record.key].append(span)
        elif isinstance(record, Party | Succession | Designation):
            common.append(span)
    terms = Terms()
    looser: dict[str, set[str]] = defaultdict(set)
    for key, versions in own.items():
        for span in versions:
            if isinstance(span.known.record, Arrangement) and span.known.record.looser:
                looser[span.known.record.under].add(key)
    for key in sorted(own):
        # What a looser local text permits changes the general one's rows: its versions cut the epochs too.
        related = [*own[key], *(span for local in sorted(looser[key] - {key}) for span in own[local])]
        named = {
            area
            for span in related
            if isinstance(span.known.record, Arrangement)
            for provision in span.known.record.provisions
            for area in (*provision.areas, *provision.areas_out)
        }
        used = [*related, *(span for area in sorted(named) for span in areas[area]), *common]
        for since, until, held in _forms(used):
            at = from_micros(since)
            picture = Picture((span.known for span in held), at, at)
            if key in picture.arrangements:
                terms.add(picture, picture.arrangements[key], since, until)
    return terms


def _forms(used: list[Span]) -> Iterator[tuple[int, int, tuple[Span, ...]]]:
    """The successive states of a set of records: from when, until when, which of them counted."""
    points = sorted({point for span in used for point in (span.since, span.until)})
    for since, until in pairwise(points):
        yield since, until, tuple(span for span in used if span.since <= since < span.until)


def known_at(rows: pa.RecordBatch | pa.Table, recorded: int) -> pa.RecordBatch | pa.Table:
    """The rows that held at a recorded time (microseconds)."""
    return rows.filter(pc.and_(pc.less_equal(rows["since"], recorded), pc.greater(rows["until"], recorded)))


def change_points(rows: pa.RecordBatch | pa.Table) -> Ints:
    """The recorded times at which some row began or ceased to hold, in order, each once."""
    return np.unique(np.concatenate([np.asarray(rows["since"]), np.asarray(rows["until"])]))


def counts_at(rows: pa.RecordBatch | pa.Table, recorded: Ints) -> Ints:
    """How many rows held at each of many recorded times: begun by then, less ceased by then."""
    since, until = (np.sort(np.asarray(rows[name])) for name in ("since", "until"))
    return np.searchsorted(since, recorded, side="right") - np.searchsorted(until, recorded, side="right")
