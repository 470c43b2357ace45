"""RECON-01: a published total that does not equal its parts, or the number in the body of its text."""

from collections.abc import Iterator

from treve.findings.finding import Finding
from treve.geo.interval import Interval
from treve.picture.picture import Picture
from treve.records.tally import Tally


def totals(picture: Picture, during: Interval) -> Iterator[Finding]:
    """Totals published for a span that do not add up; the source is shown, not corrected."""
    for tally in picture.of_kind(Tally):
        if not tally.period.overlaps(during):
            continue
        parts = sum(part.count for part in tally.breakdown)
        if (tally.breakdown and parts != tally.total) or tally.body_total not in (None, tally.total):
            yield Finding(
                rule="RECON-01", severity="note", subjects=(tally.key,), during=tally.period,
                sentence="{registrar} published {total}; its parts add up to {sum}.",
                values={"registrar": tally.registrar, "total": tally.total, "sum": parts},
            )  # fmt: skip
