"""The volumes of notices: sites, routes and what is spread out."""

from datetime import timedelta

from tests.making import AUTHOR, span, utc
from treve.geo.altitude import AltitudeBand
from treve.geo.footprint import Circle, Corridor
from treve.geo.interval import Interval
from treve.geo.volume import Volume4D
from treve.picture.volumes import pieces_of, trajectory_of, volumes_of
from treve.records.notice import Notice, Recipient, Route, Site, StatedPoint, Stop

DAY = span(utc(2016, 6, 1, 6), 12)
TO = (Recipient("party:a"),)


def test_a_site_is_a_circle_for_its_window() -> None:
    window = Interval(utc(2016, 6, 1), None)
    site = Site(StatedPoint(36.24, 33.46), radius_m=150.0)
    notice = Notice(
        author=AUTHOR, key="notice:hospital", notice_kind="static_site", window=window, site=site, recipients=TO,
        band=AltitudeBand(0.0, 50.0, "SFC"),
    )  # fmt: skip
    assert volumes_of(notice) == (Volume4D(Circle(36.24, 33.46, 150.0), AltitudeBand(0.0, 50.0, "SFC"), window),)
    (piece,) = pieces_of(notice)
    assert piece.core == piece.covering
    assert trajectory_of(notice) is None


def test_what_is_spread_out_has_its_own_volumes_and_else_the_altitudes_of_the_notice() -> None:
    area, high = Circle(36.0, 35.0, 9_000.0), AltitudeBand(3_000.0, 9_000.0)
    volumes = (Volume4D(area, during=DAY), Volume4D(area, AltitudeBand(0.0, 500.0), DAY))
    notice = Notice(
        author=AUTHOR, key="notice:flights", notice_kind="air_activity", window=DAY, volumes=volumes, recipients=TO, band=high
    )
    assert volumes_of(notice) == (Volume4D(area, high, DAY), volumes[1])


def test_a_route_is_a_moving_buffer_that_reaches_over_its_window_by_the_slack() -> None:
    start, end = StatedPoint(36.30, 33.51), StatedPoint(36.24, 33.46)
    stops = (Stop(start, departs=utc(2016, 6, 1, 8)), Stop(end, arrives=utc(2016, 6, 1, 10)))
    route = Route(stops, buffer_m=500.0, slack_s=900.0)
    window = Interval(utc(2016, 6, 1, 8), utc(2016, 6, 1, 10))
    notice = Notice(author=AUTHOR, key="notice:convoy", notice_kind="movement", window=window, route=route, recipients=TO)
    volumes = volumes_of(notice)
    assert volumes[0].during.start == utc(2016, 6, 1, 8) - timedelta(minutes=15)
    assert volumes[-1].during.end == utc(2016, 6, 1, 10) + timedelta(minutes=15, microseconds=1)
    assert all(isinstance(one.footprint, Corridor) and one.footprint.half_width_m == 500.0 for one in volumes)
    moving = trajectory_of(notice)
    assert moving is not None
    assert moving.position(utc(2016, 6, 1, 8)) == (36.30, 33.51)
