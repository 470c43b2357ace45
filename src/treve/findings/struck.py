"""STRK-01: incidents reported near what was notified. See docs/findings/strk-01.md.

How near is measured from where the report places it, with its uncertainty, to the site, or to where whoever moved may
have been then. What was near is no proof that it was hit, or meant.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from math import ceil, floor
from typing import Final, NamedTuple

import numpy as np

from treve.findings.announced import Announced, announced, seen_at
from treve.findings.finding import Asked, Finding, Said
from treve.findings.separations import EXPOSED
from treve.geo.apart import Distances
from treve.geo.footprint import Circle, Footprint
from treve.geo.interval import Interval, hull
from treve.geo.metric import distance
from treve.geo.place import AreaPlace, Disc, OneOf, Where
from treve.geo.projected import corners_of
from treve.geo.volume import Volume4D
from treve.kleene import CANNOT_TELL, NO, YES, Kleene
from treve.picture.incidents import Incident
from treve.picture.known import of_kind
from treve.picture.picture import Picture
from treve.picture.receipts import reached
from treve.records.act import covers
from treve.records.notice import Receipt
from treve.records.report import IncidentReport

NEAR_M: Final = 1_000.0
"""An incident nearer than this to what was notified is near it, metres: Treve's own figure, no source has one."""
VAGUE_M: Final = 5_000.0
"""A report that places an incident no better than this says nothing of what was near, metres."""
STRIKES: Final = ("FIRE", "MISSILE", "AIR", "UAS", "CHEM", "IED", "MINE", "GROUND", "SITE.DAMAGE", "AID.ATTACK", "MONITOR.FIRE")
"""Acts that may harm what is near."""

SENTENCES = {
    True: "{incident} was reported near {notice}: {span}.",
    False: "{incident} may have been near {notice}: {span}.",
}
"""By whether the report is certain to place it near."""

ANSWERED: Final = {
    "acknowledged": "Before that it had been acknowledged by: {parties}.",
    "objected": "Before that there had been an objection by: {parties}.",
    "no_answer": "Until then there was no answer from: {parties}.",
}
"""What recipients had answered when it happened."""


class Near(NamedTuple):
    """An incident, by one of its reports, and an announced thing that it was near to, or may have been."""

    incident: Incident
    report: IncidentReport
    announced: Announced
    near: Kleene
    """Whether it was near; never *no*."""
    least_m: float
    """No nearer than this, metres."""
    most_m: float
    """No farther than this, metres."""


def struck(picture: Picture, asked: Asked) -> Iterator[Finding]:
    """Incidents of a span near sites, movements, medical evacuations and works that were notified then."""
    held = list(notified(picture, asked.during, seen_at(picture, asked)))
    for incident in picture.incidents(asked.during):
        for near in near_to(incident, held):
            yield _finding(near, picture)


def notified(picture: Picture, during: Interval, at: datetime) -> Iterator[Announced]:
    """What may come to harm and was announced for a span, as it stood at an instant, each version as long as it held."""
    for one in announced(picture, during, at, every=True):
        if one.notice.notice_kind in EXPOSED:
            yield one


def near_to(incident: Incident, held: Sequence[Announced]) -> Iterator[Near]:
    """The announced things that an incident was near to, or may have been, each by the report that places it surest."""
    for one in held:
        found = [near for report in incident.bodies() if (near := _near(incident, report, one)) is not None]
        if found:
            yield max(found, key=lambda near: (near.near, -near.least_m))


def _near(incident: Incident, report: IncidentReport, one: Announced) -> Near | None:
    where, within = report.place.where, report.occurred.within
    if where is None or not any(covers(rule, act) != NO for rule in STRIKES for act in report.acts):
        return None
    spots = list(_spots(where))
    volumes = [piece.covering for piece in one.pieces if piece.covering.during.overlaps(within)]
    if not spots or not volumes:
        return None
    moves = one.notice.route is not None or one.notice.notice_kind in ("movement", "medevac")
    ranges = [_range(spot, volumes, moves=moves) for spot in spots]
    least, most = min(low for low, _ in ranges), max(high for _, high in ranges)
    if least > NEAR_M:
        return None
    there = _covered(within, volumes)
    return Near(incident, report, one, YES if there and most <= NEAR_M else CANNOT_TELL, least, most)


class _Spot(NamedTuple):
    """A place that an incident may have been at."""

    shape: Footprint
    slack_m: float
    """How far it may lie from the shape, metres."""


def _spots(where: Where) -> Iterator[_Spot]:
    """The places that it may be, where they are known well enough; none where they are not."""
    if isinstance(where, OneOf):
        spots = [spot for one in where.places for spot in _spots(one)]
        yield from spots if len(spots) == len(where.places) else ()
    elif isinstance(where, Disc):
        if where.radius_m <= VAGUE_M:
            # A point has no area of its own: a millimetre stands for it.
            yield _Spot(Circle(where.lon, where.lat, 1e-3), where.radius_m)
    elif isinstance(where, AreaPlace) and isinstance(where.footprint, Circle) and where.footprint.radius_m <= VAGUE_M:
        yield _Spot(Circle(where.footprint.lon, where.footprint.lat, 1e-3), where.footprint.radius_m)


def _range(spot: _Spot, volumes: list[Volume4D], *, moves: bool) -> tuple[float, float]:
    """How far what is announced was from a place: at least and at most, metres."""
    areas = [one.footprint for one in volumes]
    number = np.arange(1, len(areas) + 1)
    distances = Distances([spot.shape, *areas])
    least, most = distances.between(np.zeros(len(areas), np.int64), number, np.full(len(areas), NEAR_M))
    low = max(0.0, float(least.min()) - spot.slack_m)
    if not moves:
        return low, max(0.0, float(most.min())) + spot.slack_m
    # Whoever moves was at one place of all that it may have been at.
    return low, max(_farthest(spot.shape, area) for area in areas) + spot.slack_m


def _farthest(spot: Footprint, area: Footprint) -> float:
    """No place of an area is farther from a point than this, metres."""
    assert isinstance(spot, Circle)
    if isinstance(area, Circle):
        return float(distance([spot.lon], [spot.lat], [area.lon], [area.lat])[0]) + area.radius_m
    corners = corners_of(area)
    away = distance(np.full(len(corners), spot.lon), np.full(len(corners), spot.lat), corners[:, 0], corners[:, 1])
    return float(away.max()) + getattr(area, "half_width_m", 0.0)


def _covered(within: Interval, volumes: Iterable[Volume4D]) -> bool:
    """Whether what is announced holds throughout a span."""
    start, end = within.bounds
    for first, last in sorted(one.during.bounds for one in volumes):
        if first > start:
            return False
        start = max(start, last)
    return start >= end


def happened(near: Near) -> Interval:
    """When the incident happened, if it was near: as far as what was notified was, or may have been, there then."""
    within = near.report.occurred.within
    there = hull(piece.covering.during for piece in near.announced.pieces if piece.covering.during.overlaps(within))
    return within.intersection(there) or within


def _finding(near: Near, picture: Picture) -> Finding:
    notice, sure = near.announced.notice, near.near == YES
    least, most = floor(near.least_m), ceil(near.most_m)
    return Finding(
        rule="STRK-01", severity="warning" if sure else "attention", subjects=(near.incident.id, notice.key),
        during=near.report.occurred.within, sentence=SENTENCES[sure],
        values={"incident": near.incident.id, "notice": notice.key, "span": near.report.occurred.within, "near": near.near.word,
                "least_m": least, "most_m": most},
        details=tuple(_details(near, picture, least, most)),
        used=(*(known.id for known in near.incident.reports), near.announced.version.known.id),
    )  # fmt: skip


def _details(near: Near, picture: Picture, least: int, most: int) -> Iterator[Said]:
    yield near.announced.said
    yield Said("Reported: {acts}.", {"acts": list(near.report.acts)})
    if near.announced.notice.route is not None:
        sentence = "Reported {least} to {most} m from where whoever moved may have been then; near is less than {near} m."
    else:
        sentence = "Reported {least} to {most} m from it; near is less than {near} m."
    yield Said(sentence, {"least": least, "most": most, "near": round(NEAR_M)})
    yield from _who_knew(near, picture)


def _who_knew(near: Near, picture: Picture) -> Iterator[Said]:
    """What each recipient had answered to that version when it happened."""
    version, at = near.announced.version, happened(near).start
    if at is None:
        return
    receipts = [one for _, one in of_kind(picture.said_about((version.notice.key,), Receipt), Receipt)]
    answers = {
        one.party: reached(version.notice, one, receipts, version.transmitted_at, at).answer
        for one in version.notice.recipients
    }
    for answer, sentence in ANSWERED.items():
        parties = sorted(party for party, one in answers.items() if one == answer)
        if parties:
            yield Said(sentence, {"parties": parties})
