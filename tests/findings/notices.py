"""Small builders of notices that went out, for tests of the rules about them."""

from datetime import datetime, timedelta
from typing import Any

from pyproj import Geod

from tests.making import utc
from treve.geo.altitude import AltitudeBand
from treve.geo.footprint import Circle, Footprint
from treve.geo.interval import Interval
from treve.geo.volume import Volume4D
from treve.records.base import Record
from treve.records.notice import Notice, NoticeKind, NoticeStep, Recipient, Route, Site, StatedPoint, Stop

GEOD = Geod(ellps="WGS84")
HERE = (36.24, 33.46)
DAY = Interval(utc(2016, 6, 1, 6), utc(2016, 6, 1, 18))
SENT = utc(2016, 5, 30, 12)


def away(point: tuple[float, float], azimuth: float, metres: float) -> tuple[float, float]:
    lon, lat, _ = GEOD.fwd(*point, azimuth, metres)
    return lon, lat


def notice(name: str, kind: NoticeKind, author: str = "party:a", **fields: Any) -> Notice:
    given: dict[str, Any] = {
        "author": author, "key": f"notice:{name}", "names": {"en": name}, "notice_kind": kind, "window": DAY,
        "recipients": (Recipient("party:x"),),
    }  # fmt: skip
    return Notice(**(given | fields))


def site(name: str, at: tuple[float, float] = HERE, radius: float = 100.0, **fields: Any) -> Notice:
    return notice(name, "static_site", fields.pop("author", "party:un"), site=Site(StatedPoint(*at), radius), **fields)


def flights(name: str, area: Footprint, author: str = "party:a", during: Interval = DAY, **fields: Any) -> Notice:
    band = fields.pop("band", AltitudeBand())
    kind = fields.pop("kind", "air_activity")
    return notice(name, kind, author, volumes=(Volume4D(area, band, during),), **fields)


def convoy(name: str, *points: tuple[float, float], author: str = "party:un", hours: float = 4.0, **fields: Any) -> Notice:
    """From the first point at 08:00 to the last, `hours` later; slack and buffer of half an hour and 500 m."""
    kind = fields.pop("kind", "movement")
    begins: datetime = fields.pop("begins", utc(2016, 6, 1, 8))
    ends = begins + timedelta(hours=hours)
    stops = [Stop(StatedPoint(*point)) for point in points]
    stops[0] = Stop(StatedPoint(*points[0]), departs=begins)
    stops[-1] = Stop(StatedPoint(*points[-1]), arrives=ends)
    route = Route(tuple(stops), buffer_m=fields.pop("buffer", 500.0), slack_s=fields.pop("slack", 1_800.0))
    return notice(name, kind, author, route=route, **fields)


def sent(one: Notice, at: datetime = SENT) -> tuple[Record, ...]:
    """A notice with the steps that sent it."""
    steps = (
        NoticeStep(author=one.author, notice=one.key, version=one.version, state="qa", at=at - timedelta(minutes=10)),
        NoticeStep(author=one.author, notice=one.key, version=one.version, state="transmitted", at=at),
    )
    return (one, *steps)


def ended(one: Notice, state: str, at: datetime) -> NoticeStep:
    return NoticeStep(author=one.author, notice=one.key, version=one.version, state=state, at=at)  # type: ignore[arg-type]


def circle(at: tuple[float, float] = HERE, radius: float = 2_000.0) -> Circle:
    return Circle(*at, radius)
