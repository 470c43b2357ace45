"""A read-back agrees in the name and in two positions, each within its last digit, or it does not."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.intake.test_checks import DARAYA, KNOWN, site
from tests.making import picture, utc
from tests.picture.hotline import notice
from treve.geo.coordinates import FAMILY, FORMS, write
from treve.geo.footprint import Circle
from treve.geo.interval import Interval
from treve.geo.volume import Volume4D
from treve.intake.gazetteer import Gazetteer
from treve.intake.read_back import Mismatch, mismatches
from treve.records.notice import Notice, ReadBack, Route, StatedPoint, Stop
from treve.words import Words

SEEN = picture(*KNOWN)
PLACES = Gazetteer([DARAYA], [], [])
HERE = (36.237, 33.458)


def against(one: Notice, *read: ReadBack) -> tuple[Mismatch, ...]:
    return mismatches(one, read, SEEN, PLACES)


def told(found: tuple[Mismatch, ...]) -> str:
    return " ".join(Words("en")(one.said.sentence, **one.said.values) for one in found)


pairs = [(a, b) for a in FORMS for b in FORMS if FAMILY[a] != FAMILY[b]]


@given(
    pair=st.sampled_from(pairs),
    lon=st.floats(-179, 179),
    lat=st.floats(-79, 83),
    name=st.sampled_from(["Daraya", "داريا", "DARAYYA"]),
)
def test_what_was_written_agrees_in_any_two_forms(pair: Any, lon: float, lat: float, name: str) -> None:
    one = notice(site=site(lon=lon, lat=lat, written=""))
    read = ReadBack(name, write((lon, lat), pair[0]), write((lon, lat), pair[1]))
    assert against(one, read) == ()


@pytest.mark.parametrize(
    ("place", "first", "second", "says"),
    [
        ("Daraya", "33.4581 N 36.2370 E", "37S BT 43194 05578", "37S BT 43194 05578 lies 100 m"),
        ("Daraya", "33.4680 N 36.2370 E", "37S BT 43194 05478", "33.4680 N 36.2370 E lies 11"),
        ("Jobar", "33.4580 N 36.2370 E", "37S BT 43194 05478", "Jobar is not the name notified, Darayya."),
        ("", "33.4580 N 36.2370 E", "37S BT 43194 05478", "– is not the name"),
        ("Daraya", "33 N 36 E", "37S BT 43194 05478", "read to 111700 m only"),
        ("Daraya", "zone 37 north 243194 E 3705478 N", "37S BT 43194 05478", "in one form"),
        ("Daraya", "33.458, 36.237", "37S BT 43194 05478", "33.458, 36.237 is no position, or may be two"),
    ],
)
def test_a_digit_heard_wrongly_shows(place: str, first: str, second: str, says: str) -> None:
    found = against(notice(site=site()), ReadBack(place, first, second))
    assert len(found) == 1
    assert says in told(found)


def test_nothing_read_back_is_no_read_back() -> None:
    assert "Nothing was read back for Darayya" in told(against(notice(site=site())))
    wrong = against(notice(site=site()), ReadBack("Daraya", *_both(), stop=3))
    assert "no stop with the number 3" in told(wrong)
    assert len(wrong) == 2


def _both(point: tuple[float, float] = HERE) -> tuple[str, str]:
    return write(point, "dms"), write(point, "mgrs")


def test_of_a_route_the_ends_are_read_back_and_other_stops_may_be() -> None:
    points = [StatedPoint(36.237 + n / 10, 33.458, place=f"Stop {n}") for n in range(3)]
    times = [utc(2016, 6, 10, 8 + n) for n in range(3)]
    stops = (Stop(points[0], departs=times[0]), Stop(points[1], arrives=times[1]), Stop(points[2], arrives=times[2]))
    window = Interval(utc(2016, 6, 10), utc(2016, 6, 11))
    one = notice(site=None, route=Route(stops), notice_kind="movement", window=window)
    read = [ReadBack(at.place, *_both((at.lon, at.lat)), stop=number) for number, at in enumerate(points)]
    assert against(one, *read) == against(one, read[0], read[2]) == ()
    assert [each.stop for each in against(one, read[1])] == [0, 2]
    assert [each.stop for each in against(one, read[0], ReadBack("Stop 1", *_both()), read[2])] == [None]
    spread = notice(site=None, volumes=(Volume4D(Circle(*HERE, 500.0), during=window),), window=window, names={"en": "Works"})
    assert against(spread, ReadBack("works", *_both())) == ()
    assert against(notice(site=site(place="", place_key="place:daraya")), ReadBack("Darayya", *_both())) == ()
