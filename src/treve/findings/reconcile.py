"""RECON-01: published totals that do not equal their parts, their text, or the daily numbers. See docs/findings/recon-01.md."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

from treve.findings.finding import Asked, Finding, Said
from treve.geo.interval import Interval
from treve.picture.picture import Picture
from treve.records.tally import Tally

CUMULATIVE = {"settlements_total": "settlements_joined", "groups_total": "groups_joined"}
"""Measures that only grow, and the measure of what is added."""


def totals(picture: Picture, asked: Asked) -> Iterator[Finding]:
    """Totals published for a span that do not add up; the source is shown, not corrected."""
    tallies = list(picture.of_kind(Tally))
    for tally in tallies:
        if tally.period.overlaps(asked.during):
            yield from _parts(tally)
    yield from _series(tallies, asked.during)


def _parts(tally: Tally) -> Iterator[Finding]:
    parts = sum(part.count for part in tally.breakdown)
    values = {
        "registrar": tally.registrar,
        "total": tally.total,
        "sum": parts,
        "measure": tally.measure,
        "body": tally.body_total,
    }
    body = tally.body_total is not None and tally.body_total != tally.total
    if tally.breakdown and parts != tally.total:
        sentence = "{registrar} published {total}; its parts add up to {sum}."
    elif body:
        sentence = "{registrar} published {total} in the headline and {body} in the body of the same text."
    else:
        return
    details = (
        [Said("The body of the same text says {body}.", {"body": tally.body_total})] if body and parts != tally.total else []
    )
    if tally.published_in:
        details.append(Said("Published in: {published_said}.", {"published_said": tally.published_in}))
    yield Finding(
        rule="RECON-01", severity="note", subjects=(tally.key,), during=tally.period, sentence=sentence, values=values,
        details=tuple(details),
    )  # fmt: skip


def _series(tallies: list[Tally], during: Interval) -> Iterator[Finding]:
    series: dict[tuple[str, str], list[Tally]] = defaultdict(list)
    for tally in tallies:
        series[tally.registrar, tally.measure].append(tally)
    for (registrar, measure), held in sorted(series.items()):
        if measure not in CUMULATIVE:
            continue
        added = series.get((registrar, CUMULATIVE[measure]), [])
        ordered = sorted(held, key=lambda one: (one.period.bounds[1], one.key, one.total))
        for before, after in pairwise(ordered):
            between = Interval(before.period.end, after.period.end) if before.period.end != after.period.end else None
            if between is not None and between.overlaps(during):
                yield from _step(before, after, between, added)


def _step(before: Tally, after: Tally, between: Interval, added: list[Tally]) -> Iterator[Finding]:
    rise = after.total - before.total
    values = {
        "registrar": after.registrar, "measure": after.measure, "before": before.total, "after": after.total,
        "start": between.start, "end": between.end, "rise": rise,
    }  # fmt: skip
    sentence = ""
    if rise < 0:
        sentence = "{registrar}: {measure} fell from {before} on {start} to {after} on {end}."
    else:
        inside = sorted((one for one in added if one.period.within(between)), key=lambda one: one.period.bounds)
        number = sum(one.total for one in inside)
        values["added"] = number
        if _tiles(inside, between) and number != rise:
            sentence = (
                "{registrar}: {measure} rose by {rise} from {start} to {end}; its own numbers for these days add up to {added}."
            )
        elif number > rise and _apart(inside):
            sentence = (
                "{registrar}: {measure} rose by {rise} from {start} to {end}; "
                "its own numbers for some of these days alone add up to {added}."
            )
    if sentence:
        yield Finding(
            rule="RECON-01", severity="note", subjects=(after.key, before.key), during=between, sentence=sentence, values=values
        )


def _apart(inside: list[Tally]) -> bool:
    return all(a.period.bounds[1] <= b.period.bounds[0] for a, b in pairwise(inside))


def _tiles(inside: list[Tally], between: Interval) -> bool:
    """Whether the numbers cover the span without a hole or an overlap: only then can a sum be asked."""
    edges = [one.period.bounds for one in inside]
    if not edges or edges[0][0] != between.bounds[0] or edges[-1][1] != between.bounds[1]:
        return False
    return all(a[1] == b[0] for a, b in pairwise(edges))
