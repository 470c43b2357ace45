"""How alike two reports are, part by part: time, place, actors, acts, text. Rule DUPL-01, see docs/findings/dupl-01.md."""

from collections.abc import Callable
from math import sqrt
from typing import Any

import msgspec
import numpy as np
from rapidfuzz import fuzz

from treve.geo.footprint import Circle, Corridor, Footprint, middle, outer_lines
from treve.geo.metric import distance
from treve.geo.place import Disc, OneOf, Where
from treve.kleene import NO
from treve.picture.incidents import incident_name
from treve.picture.known import Known
from treve.records.act import covers
from treve.records.report import IncidentReport

WEIGHTS = {"time": 0.20, "place": 0.25, "actors": 0.15, "acts": 0.10, "text": 0.30}
"""Share of each part in the score; together 1. A part that cannot be compared counts half."""
DAY_S = 86_400.0
SLACK_M = 500.0
"""Metres by which two registers may place one thing differently beyond their radii."""
SHARP_M = 5_000.0
"""Radius up to which a place that agrees counts in full, metres."""
ALIKE = 85.0
"""Likeness of two names of parties, out of 100, at which they are taken for one."""
UNLIKE = 0.4
"""Likeness that texts about different things commonly have: it counts as none."""

Spot = tuple[float, float, float]
"""Longitude, latitude and radius of a circle around a place."""


class Part(msgspec.Struct, frozen=True, omit_defaults=True):
    """One part of a score."""

    name: str
    """Which: time, place, actors, acts or text."""
    value: float | None
    """How alike, 0 to 1; `None` = cannot be compared, and counts half."""
    sentence: str
    """In words, English, with `{names}` filled from `values`; the id for translations."""
    values: dict[str, Any] = {}
    """What the sentence needs."""


class Compared(msgspec.Struct, frozen=True):
    """A report made ready for comparing."""

    known: Known
    """The report as the log holds it."""
    name: str
    """Its name as an incident."""
    start: float
    """Seconds since 1970."""
    end: float
    """Seconds since 1970; half-open."""
    spots: tuple[Spot, ...]
    """Circles around the places that it may be; none where the place is not known."""
    sides: tuple[tuple[str, ...], tuple[str, ...]]
    """Names of the alleged, and of those it was directed against."""
    text: str
    """Its words, or the titles of its sources."""

    @property
    def report(self) -> IncidentReport:
        """The report."""
        assert isinstance(self.known.record, IncidentReport)
        return self.known.record


def compared(known: Known, name_of: Callable[[str], str]) -> Compared:
    """A report made ready; `name_of` gives the name of a party."""
    report = known.record
    assert isinstance(report, IncidentReport)
    start, end = report.occurred.within.bounds
    sides = tuple(tuple(sorted({name_of(key).casefold() for key in side})) for side in (report.alleged, report.against))
    text = report.text or " ".join(dict.fromkeys(source.title for source in report.sources if source.title))
    return Compared(
        known, incident_name(known), start / 1e6, end / 1e6, _spots(report.place.where), (sides[0], sides[1]),
        " ".join(text.casefold().split()),
    )  # fmt: skip


def _spots(where: Where | None) -> tuple[Spot, ...]:
    if where is None:
        return ()
    if isinstance(where, OneOf):
        return tuple(spot for one in where.places for spot in _spots(one))
    return ((where.lon, where.lat, where.radius_m),) if isinstance(where, Disc) else (_around(where.footprint),)


def _around(footprint: Footprint) -> Spot:
    if isinstance(footprint, Circle):
        return footprint.lon, footprint.lat, footprint.radius_m
    lon, lat = middle(footprint)
    corners = np.concatenate(outer_lines(footprint))
    half_width = footprint.half_width_m if isinstance(footprint, Corridor) else 0.0
    return lon, lat, float(distance(lon, lat, corners[:, 0], corners[:, 1]).max()) + half_width


def time_part(a: Compared, b: Compared) -> Part:
    """Whether they may have happened at one time: the overlap as a share of the shorter span, less where the longer is wide."""
    value = time_value(a.start, a.end, b.start, b.end)
    overlap = min(a.end, b.end) - max(a.start, b.start)
    share = max(0.0, overlap) / min(a.end - a.start, b.end - b.start)
    return Part("time", value, "the times overlap by {share} of the shorter span", {"share": round(share, 2)})


def time_value(start1: float, end1: float, start2: float, end2: float) -> float:
    """Likeness of two spans in seconds."""
    overlap = max(0.0, min(end1, end2) - max(start1, start2))
    shorter, longer = sorted((end1 - start1, end2 - start2))
    return overlap / shorter * min(1.0, sqrt(DAY_S / longer))


def place_part(a: Compared, b: Compared) -> Part:
    """Whether they may have happened at one place: by the distance against the radii; less where a radius is wide."""
    if not a.spots or not b.spots:
        said = (a.report.place.said, b.report.place.said)
        if all(said):
            value = round(fuzz.token_sort_ratio(said[0].casefold(), said[1].casefold()) / 200.0, 3)
            return Part(
                "place", value, "one place is not on the map; the words agree by {share}", {"share": round(2 * value, 2)}
            )
        return Part("place", None, "the place of one is not known")
    pairs = [(one, other) for one in a.spots for other in b.spots]
    first, second = np.array([one for one, _ in pairs]), np.array([other for _, other in pairs])
    away = distance(first[:, 0], first[:, 1], second[:, 0], second[:, 1])
    values = [_place_value(float(d), one[2], other[2]) for d, (one, other) in zip(away, pairs, strict=True)]
    best = int(np.argmax(values))
    value = values[best] / sqrt(max(len(a.spots), len(b.spots)))
    one, other = sorted((pairs[best][0][2], pairs[best][1][2]))
    words = "{apart} m apart, known to {a} m and {b} m"
    if len(pairs) > 1:
        words = "{apart} m apart at the nearest of several places that may be meant, known to {a} m and {b} m"
    return Part("place", round(value, 3), words, {"apart": round(float(away[best])), "a": round(one), "b": round(other)})


def _place_value(away: float, radius1: float, radius2: float) -> float:
    reach = radius1 + radius2 + SLACK_M
    if away > reach:
        return 0.0
    return (1.0 - 0.5 * away / reach) * min(1.0, sqrt(SHARP_M / max(radius1, radius2, 1.0)))


def actors_part(a: Compared, b: Compared) -> Part:
    """Whether the same parties are named, by key or by a name that is alike; sides are kept apart where both say who began."""
    if a.report.directed and b.report.directed:
        sides = [(one, other) for one, other in zip(a.sides, b.sides, strict=True) if one and other]
    else:
        one, other = (tuple(sorted({*side.sides[0], *side.sides[1]})) for side in (a, b))
        sides = [(one, other)] if one and other else []
    if not sides:
        return Part("actors", None, "the actors of one are not named")
    value = round(sum(_shared(one, other) for one, other in sides) / len(sides), 3)
    return Part("actors", value, "the actors named agree by {share}", {"share": value})


def _shared(one: tuple[str, ...], other: tuple[str, ...]) -> float:
    if one == other:
        return 1.0
    few, many = sorted((one, other), key=lambda names: (len(names), names))
    met = sum(any(name == beside or fuzz.token_sort_ratio(name, beside) >= ALIKE for beside in many) for name in few)
    return met / len(many)


def acts_part(a: Compared, b: Compared) -> Part:
    """Whether the same acts are reported; an act that says less than another is compatible with it."""
    one, other = set(a.report.acts), set(b.report.acts)
    if one == other:
        return Part("acts", 1.0, "the same acts")
    if any(NO not in (covers(x, y), covers(y, x)) for x in one for y in other):
        return Part("acts", 0.7, "acts that do not contradict one another")
    return Part("acts", 0.0, "different acts")


def text_part(a: Compared, b: Compared) -> Part:
    """How alike their words are, whatever the order of words; texts in different languages are not compared."""
    langs = {a.report.lang, b.report.lang} - {""}
    if not a.text or not b.text or len(langs) > 1:
        return Part("text", None, "no texts that could be compared")
    likeness = fuzz.token_sort_ratio(a.text, b.text) / 100.0
    value = max(0.0, (likeness - UNLIKE) / (1.0 - UNLIKE))
    return Part("text", round(value, 3), "the texts agree by {share}", {"share": round(likeness, 2)})


PARTS = (time_part, place_part, actors_part, acts_part, text_part)
"""The parts in order."""


def score_of(parts: tuple[Part, ...]) -> float:
    """The weighted mean of the parts, 0 to 1."""
    return round(sum(WEIGHTS[part.name] * (0.5 if part.value is None else part.value) for part in parts), 3)
