"""GAP-01: spans in which an arrangement did not hold between spans in which it did. See docs/findings/gap-01.md."""

from collections.abc import Iterator
from itertools import pairwise

from treve.findings.finding import Asked, Finding, Said
from treve.findings.strands import Strand, merged, strands
from treve.geo.interval import Interval
from treve.picture.known import Known, of_kind
from treve.picture.picture import Picture
from treve.records.arrangement import ArrangementChange

SENTENCES = {
    (False, False): "{arrangement} did not hold from {start} to {end}.",
    (False, True): "Provision {provision_said} of {arrangement} did not hold from {start} to {end}.",
    (True, False): "It cannot be told whether {arrangement} held from {start} to {end}.",
    (True, True): "It cannot be told whether provision {provision_said} of {arrangement} held from {start} to {end}.",
}
"""By whether a doubtful span lies in the gap, and whether it is a provision's."""


def gaps(picture: Picture, asked: Asked) -> Iterator[Finding]:
    """Spans in which an arrangement did not hold although it held before and after; daily hours are no gaps."""
    extensions = extensions_of(picture)
    for key in picture.arrangements:
        for strand in strands(picture, key, daily=False):
            for before, after in pairwise(strand.sure()):
                assert before.end is not None
                assert after.start is not None
                gap = Interval(before.end, after.start)
                if gap.overlaps(asked.during):
                    yield _finding(picture, strand, gap, extensions.get(key, ()))


def extensions_of(picture: Picture) -> dict[str, tuple[Known, ...]]:
    """The extensions of each arrangement, with when each was recorded."""
    found: dict[str, list[Known]] = {}
    for known, change in of_kind(picture.knowns, ArrangementChange):
        if change.change == "extended":
            found.setdefault(change.arrangement, []).append(known)
    return {key: tuple(sorted(held, key=lambda one: (one.recorded_at, one.id))) for key, held in found.items()}


def _finding(picture: Picture, strand: Strand, gap: Interval, extensions: tuple[Known, ...]) -> Finding:
    under = picture.arrangements[strand.arrangement].under
    doubtful = any(one.overlaps(gap) for one in strand.doubtful())
    details = [*where(strand), *_meanwhile(picture, under, gap)]
    for known in extensions:
        change = known.record
        assert isinstance(change, ArrangementChange)
        if gap.end in [window.during.start for window in change.windows]:
            details.append(Said("The extension that ends the gap was recorded on {at}.", {"at": known.recorded_at}))
    return Finding(
        rule="GAP-01", severity="note" if doubtful else "attention", subjects=(strand.arrangement,), during=gap,
        sentence=SENTENCES[doubtful, bool(strand.provision)], details=tuple(details), used=(under,) if under else (),
        values={"arrangement": strand.arrangement, "start": gap.start, "end": gap.end, "provision_said": strand.provision},
    )  # fmt: skip


def where(strand: Strand) -> Iterator[Said]:
    """For which areas a strand is, where that is not for all."""
    if strand.areas:
        sentence = "This is so outside {areas}." if strand.elsewhere else "This is so in {areas}."
        yield Said(sentence, {"areas": list(strand.areas)})


def _meanwhile(picture: Picture, under: str, gap: Interval) -> Iterator[Said]:
    if under not in picture.arrangements:
        return
    spans = picture.spans_of(under)
    held = [part for part in (span.during.intersection(gap) for span in spans if not span.suspended) if part is not None]
    if merged(held) == (gap,):
        sentence = "Meanwhile {general}, the arrangement that it adds to, applied again."
    elif held:
        sentence = "Meanwhile {general}, the arrangement that it adds to, applied again for a part of that time."
    elif any(span.suspended and span.during.overlaps(gap) for span in spans):
        sentence = "{general}, the arrangement that it adds to, was suspended then."
    else:
        sentence = "{general}, the arrangement that it adds to, did not hold then either."
    yield Said(sentence, {"general": under})
