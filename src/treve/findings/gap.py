"""GAP-01 and LAPSE-01: spans between the spans of an arrangement, and spans about to end. See docs/findings/."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise

from treve.findings.finding import Finding
from treve.geo.interval import Interval
from treve.picture.picture import Picture

SOON = timedelta(hours=24)
"""How long before its end a span is said to be about to lapse."""


def gaps(picture: Picture, during: Interval) -> Iterator[Finding]:
    """Spans in which an arrangement did not hold although it held before and after; daily hours are no gaps."""
    for key, arrangement in picture.arrangements.items():
        if any(window.daily for window in arrangement.windows):
            continue
        for before, after in pairwise(picture.spans_of(key)):
            end, start = before.during.end, after.during.start
            if end is None or start is None or start <= end or not Interval(end, start).overlaps(during):
                continue
            yield Finding(
                rule="GAP-01", severity="attention", subjects=(key,), during=Interval(end, start), used=(arrangement.under,),
                sentence="{arrangement} did not hold from {start} to {end}.",
                values={"arrangement": key, "start": end, "end": start},
            )  # fmt: skip


def lapses(picture: Picture, during: Interval) -> Iterator[Finding]:
    """Arrangements whose last known span ends within a span of time, or within a day after it."""
    horizon = Interval(during.start, None if during.end is None else during.end + SOON)
    for key in picture.arrangements:
        spans = picture.spans_of(key)
        end = spans[-1].during.end if spans else None
        if end is not None and end in horizon:
            yield Finding(
                rule="LAPSE-01", severity="attention", subjects=(key,), during=Interval(end - SOON, end),
                sentence="{arrangement} ends on {end}; no extension is known.", values={"arrangement": key, "end": end},
            )  # fmt: skip
