"""LAPSE-01: spans about to end without a known extension, and extensions that became known too late.

See docs/findings/lapse-01.md.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from treve.findings.finding import Asked, Finding, Said
from treve.findings.gap import extensions_of, where
from treve.findings.strands import Strand, strands
from treve.geo.interval import Interval
from treve.picture.known import Known
from treve.picture.picture import Picture
from treve.records.arrangement import ArrangementChange

SOON = timedelta(hours=24)
"""How long before its end a span is said to be about to lapse."""

ENDED_OTHERWISE = ("terminated", "superseded")
"""Changes that end an arrangement on purpose: nobody waits for an extension."""


def lapses(picture: Picture, asked: Asked) -> Iterator[Finding]:
    """Arrangements whose last known span ends within a span of time, or within a day after it."""
    during = asked.during
    horizon = Interval(during.start, None if during.end is None else during.end + SOON)
    extensions = extensions_of(picture)
    following: dict[str, list[str]] = {}
    for key, arrangement in picture.arrangements.items():
        for before in arrangement.supersedes:
            following.setdefault(before, []).append(key)
    for key in picture.arrangements:
        ended = [change.at for change in picture.changes.get(key, ()) if change.change in ENDED_OTHERWISE]
        for strand in strands(picture, key):
            sure = strand.sure()
            end = sure[-1].end if sure else None
            if end is not None and end in horizon and end not in ended:
                yield _lapse(picture, strand, end, following.get(key, []))
        yield from _late(picture, key, extensions.get(key, ()), during)


def _lapse(picture: Picture, strand: Strand, end: datetime, following: list[str]) -> Finding:
    sentence = (
        "Provision {provision_said} of {arrangement} ends on {end}; no extension is known."
        if strand.provision
        else "{arrangement} ends on {end}; no extension is known."
    )
    details = list(where(strand))
    if any(one.start is None or one.start <= end for one in strand.doubtful() if one.end is None or one.end > end):
        details.append(Said("Whether it held after that cannot be told."))
    if any(span.suspended and span.during.end == end for span in strand.spans):
        details.append(Said("It was suspended at that time."))
    under = picture.arrangements[strand.arrangement].under
    if under in picture.arrangements:
        details.append(Said("Its end returns to {general}, the arrangement that it adds to.", {"general": under}))
    details += [Said("{other} takes its place.", {"other": other}) for other in sorted(following)]
    return Finding(
        rule="LAPSE-01", severity="note" if following else "attention", subjects=(strand.arrangement,),
        during=Interval(end - SOON, end), sentence=sentence, details=tuple(details),
        values={"arrangement": strand.arrangement, "end": end, "provision_said": strand.provision},
    )  # fmt: skip


def _late(picture: Picture, key: str, extensions: tuple[Known, ...], during: Interval) -> Iterator[Finding]:
    """Extensions that were recorded only after the span before them had ended."""
    for known in extensions:
        change = known.record
        assert isinstance(change, ArrangementChange)
        starts = [window.during.start for window in change.windows if window.during.start is not None]
        earlier = [
            span.during.end for span in picture.spans_of(key)
            if span.during.end is not None and starts and span.during.end <= min(starts)
        ]  # fmt: skip
        if not earlier or known.recorded_at <= max(earlier):
            continue
        seemed = Interval(max(earlier), known.recorded_at)
        if seemed.overlaps(during):
            yield Finding(
                rule="LAPSE-01", severity="note", subjects=(key,), during=seemed, used=(known.id,),
                sentence="{arrangement} seemed to have ended on {end}; the extension from {start} was recorded on {at} only.",
                values={"arrangement": key, "end": max(earlier), "start": min(starts), "at": known.recorded_at},
            )  # fmt: skip
