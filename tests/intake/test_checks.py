"""Checks of a notice before it is sent: each says yes, no or cannot tell, and why."""

from datetime import date, datetime
from typing import Any

import pytest

from tests.making import party, picture, utc
from tests.picture.hotline import KEY, RU, SY, US, contact, notice, step
from treve.errors import CheckFailed
from treve.geo.footprint import Circle, Polygon
from treve.geo.interval import Interval
from treve.geo.volume import Volume4D
from treve.intake import checks as sending
from treve.intake import position_checks, read_back
from treve.intake.checked import Checked
from treve.intake.checks import blocking, checks, hold_back
from treve.intake.gazetteer import Gazetteer
from treve.picture.picture import Picture
from treve.records.arrangement import DailyHours
from treve.records.base import Record
from treve.records.notice import Consent, Notice, Recipient, Route, Site, StatedPoint, Stop
from treve.records.party import Contact
from treve.records.place import Area, Place
from treve.words import Words

DARAYA = Place(author=US, key="place:daraya", names={"en": "Daraya", "ar": "داريا"}, lon=36.24, lat=33.46, radius_m=2_500.0)
RURAL = Place(
    author=US, key="place:rural-damascus", names={"en": "Rural Damascus"}, lon=36.4, lat=33.5, radius_m=80_000.0,
    feature="governorate",
)  # fmt: skip
DISTRICT = Area(
    author=US, key="area:darayya", names={"en": "Darayya district"}, area_kind="administrative", pcode="SY0302", level=2,
    footprint=Polygon((((36.1, 33.3), (36.3, 33.3), (36.3, 33.5), (36.1, 33.5)),)),
)  # fmt: skip
GOOD = StatedPoint(36.237, 33.458, place="Darayya", district="area:darayya", written="33.4580 N 36.2370 E")
DESK = contact("us-desk")
KNOWN: tuple[Record, ...] = (DARAYA, RURAL, DISTRICT, DESK, party("us"), party("ru"), party("sy"))
NOW = utc(2016, 6, 5)


def site(**fields: Any) -> Site:
    given: dict[str, Any] = {
        "lon": GOOD.lon, "lat": GOOD.lat, "place": GOOD.place, "district": GOOD.district, "written": GOOD.written,
    }  # fmt: skip
    return Site(at=StatedPoint(**(given | fields)), confirmed_on=date(2016, 5, 20))


def found(one: Notice, *more: Record, at: datetime = NOW) -> dict[str, Checked]:
    held = picture(*(record for record in KNOWN if record.key not in {other.key for other in more}), *more, at=at)
    return {check.check: check for check in checks(one, held, Gazetteer(held.places.values(), held.areas.values(), ()), at)}


def words(one: Checked, lang: str = "en") -> str:
    return one.told(picture(*KNOWN), Words(lang), "UTC")


def test_a_notice_that_is_right_passes_every_check() -> None:
    held = found(notice(site=site()))
    assert list(held) == [
        "name_and_coordinates", "district", "swapped", "precision", "duplicate", "stale", "consent", "contact", "recipients",
        "window", "lead_time",
    ]  # fmt: skip
    assert {one.passed for one in held.values()} == {"yes"}
    assert blocking(held.values()) == ()
    hold_back((), ())


def test_nine_kilometres_from_the_place_named() -> None:
    held = found(notice(site=site(lon=36.3369, written="33.4580 N 36.3369 E", district="")))
    off = held["name_and_coordinates"]
    assert off.passed == "no"
    assert off.distance_m == pytest.approx(6_510, abs=20)
    assert "The coordinates lie 6,5" in words(off)
    assert "m from Daraya, the place that is named." in words(off)
    with pytest.raises(CheckFailed, match="Daraya"):
        hold_back([off], [words(off)])
    near = found(notice(site=site(lon=36.29, written="33.4580 N 36.2900 E", district="")))["name_and_coordinates"]
    assert near.passed == "cannot_tell"


@pytest.mark.parametrize(
    ("fields", "check", "passed", "says"),
    [
        ({"place": ""}, "name_and_coordinates", "cannot_tell", "No name"),
        ({"place": "Nowhere"}, "name_and_coordinates", "cannot_tell", "No place here is called Nowhere"),
        ({"place": "Rural Damascus"}, "name_and_coordinates", "cannot_tell", "80,000 m: the name says too little"),
        ({"place": "x", "place_key": "place:daraya"}, "name_and_coordinates", "yes", "in or beside Daraya"),
        ({"district": ""}, "district", "cannot_tell", "No district"),
        ({"district": "area:x"}, "district", "cannot_tell", "has the key area:x"),
        ({"lat": 33.51, "written": ""}, "district", "no", "outside Darayya district, in which"),
        ({"district": "place:daraya", "lat": 33.49, "written": ""}, "district", "cannot_tell", "border is not known better"),
        ({"lon": 33.458, "lat": 36.237, "written": ""}, "swapped", "no", "exchanged: the other way round"),
        ({"place": "", "district": ""}, "swapped", "cannot_tell", "cannot be told without"),
        ({"lon": 120.0, "written": ""}, "swapped", "yes", "not exchanged"),
        ({"written": "about there"}, "precision", "no", "about there, cannot be read"),
        ({"written": "33.458, 36.237"}, "precision", "no", "cannot be read"),
        ({"written": "33.4680 N 36.2370 E"}, "precision", "no", "the position lies 1,10"),
        ({"lon": 0.0, "lat": 0.0, "written": ""}, "precision", "no", "both zero"),
        ({"lon": 36.0, "lat": 33.0, "written": ""}, "precision", "no", "Whole degrees"),
        ({"lon": 36.2, "lat": 33.4, "written": ""}, "precision", "no", "stands for 11,170 m"),
        ({"written": "33.458 N 36.237 E"}, "precision", "yes", "stands for 112 m"),
        ({"written": "33°27'N 36°14'E", "lat": 33.45, "lon": 36.2333}, "precision", "no", "too coarse"),
        ({"written": "37S BT 43 05"}, "precision", "cannot_tell", "stands for 1,000 m: too coarse"),
        ({"written": "33.45800000 N 36.23700000 E"}, "precision", "cannot_tell", "more digits than"),
        ({"lon": 36.23712345678, "written": ""}, "precision", "cannot_tell", "more digits than"),
        ({"written": "33°27'28.8\"N 36°14'13.2\"E"}, "precision", "yes", "stands for 3 m"),
    ],
)
def test_what_a_stated_position_may_have_wrong(fields: dict[str, Any], check: str, passed: str, says: str) -> None:
    one = found(notice(site=site(**fields)))[check]
    assert says in words(one)
    assert one.passed == passed


def test_a_site_that_is_notified_already() -> None:
    other = notice(key="notice:clinic", site=site(lon=36.2375), said_at=utc(2016, 6, 1))
    own = found(notice(site=site()), other)["duplicate"]
    assert (own.passed, round(own.distance_m or 0)) == ("no", 46)
    theirs = found(notice(site=site()), notice(**{**fields_of(other), "author": SY}))["duplicate"]
    assert theirs.passed == "cannot_tell"
    assert "a notice of sy" in words(theirs)
    over = step("cancelled", utc(2016, 6, 2), notice="notice:clinic")
    assert found(notice(site=site()), other, over)["duplicate"].passed == "yes"
    far = notice(key="notice:clinic", site=site(lon=36.25))
    assert found(notice(site=site()), far)["duplicate"].passed == "yes"
    assert found(notice(2, site=site()), notice(site=site()))["duplicate"].passed == "yes", "its own older version"


def fields_of(record: Notice) -> dict[str, Any]:
    return {name: getattr(record, name) for name in record.__struct_fields__}


@pytest.mark.parametrize(
    ("fields", "check", "passed", "says"),
    [
        ({"site": Site(at=GOOD, confirmed_on=date(2016, 3, 6))}, "stale", "no", "91 days ago"),
        ({"site": Site(at=GOOD, confirmed_on=date(2016, 3, 7))}, "stale", "yes", "March 7, 2016"),
        ({"site": Site(at=GOOD)}, "stale", "cannot_tell", "Nobody says when"),
        ({"consent": None}, "consent", "no", "Nobody is named"),
        ({"consent": None, "notice_kind": "patrol"}, "consent", "yes", "its author alone"),
        ({"consent": Consent(US, (RU,))}, "consent", "no", "goes to: sy."),
        ({"consent": Consent(US, (RU, SY))}, "consent", "yes", "agrees"),
        ({"contact": ""}, "contact", "no", "No contact is named"),
        ({"contact": "contact:x"}, "contact", "cannot_tell", "No contact here has the key contact:x"),
        ({"recipients": ()}, "recipients", "no", "no recipient"),
        ({"recipients": (Recipient("party:x"),)}, "recipients", "cannot_tell", "party:x"),
        ({"window": Interval(utc(2016, 6, 1), utc(2016, 6, 4))}, "window", "no", "ended on"),
        ({"window": Interval(utc(2016, 6, 6, 23), utc(2016, 7, 1))}, "lead_time", "no", "with 48 hours of lead time"),
        ({"window": Interval(utc(2016, 6, 6, 23), utc(2016, 7, 1)), "urgent": True}, "lead_time", "yes", "in time"),
        ({"window": Interval()}, "lead_time", "cannot_tell", "no start"),
    ],
)
def test_whether_it_may_be_sent_as_it_is(fields: dict[str, Any], check: str, passed: str, says: str) -> None:
    one = found(notice(**({"site": site()} | fields)))[check]
    assert says in words(one)
    assert one.passed == passed


def test_a_contact_answers_around_the_clock_or_not() -> None:
    def asked(**fields: Any) -> str:
        desk: Contact = contact("us-desk", **fields)
        return found(notice(site=site()), desk)["contact"].passed

    assert asked(shift=DailyHours("08:00", "20:00", "UTC")) == "cannot_tell"
    assert asked(during=Interval(utc(2016, 6, 1), utc(2016, 6, 15))) == "cannot_tell", "the window is longer"
    assert asked(during=Interval(utc(2016, 6, 1), utc(2016, 6, 20))) == "yes"


def test_a_late_notice_may_go_all_the_same_when_a_person_says_so() -> None:
    held = found(notice(site=site(), window=Interval(utc(2016, 6, 6), utc(2016, 7, 1)))).values()
    assert [one.check for one in blocking(held)] == ["lead_time"]
    assert blocking(held, late=True) == ()


def test_each_stop_of_a_route_is_checked_and_areas_have_no_stated_position() -> None:
    there = StatedPoint(36.3, 33.6, place="Elsewhere")
    route = Route((Stop(GOOD, departs=utc(2016, 6, 10, 8)), Stop(there, arrives=utc(2016, 6, 10, 9))))
    window = Interval(utc(2016, 6, 10), utc(2016, 6, 11))
    moving = notice(site=None, route=route, notice_kind="movement", window=window)
    held = picture(*KNOWN, at=NOW)
    stops = [one.stop for one in checks(moving, held, Gazetteer.of(held), NOW) if one.check == "precision"]
    assert stops == [0, 1]
    spread = notice(site=None, volumes=(Volume4D(Circle(36.2, 33.4, 500.0), during=window),), window=window)
    assert set(found(spread)) == {"consent", "contact", "recipients", "window", "lead_time"}


def test_a_check_is_kept_in_the_language_of_whoever_checked() -> None:
    one = found(notice(site=site(lon=36.334, written="")))["name_and_coordinates"]
    kept = one.record(picture(*KNOWN), Words("fr"), "UTC")
    assert (kept.check, kept.passed, kept.stop) == ("name_and_coordinates", "no", None)
    assert kept.words.startswith("Les coordonnées sont à")


@pytest.mark.parametrize("module", [position_checks, sending, read_back], ids=lambda one: one.__name__)
@pytest.mark.parametrize("lang", ["fr", "ar", "ru"])
def test_every_sentence_is_translated(module: Any, lang: str) -> None:
    catalogue = Words(lang)._catalogue
    assert [text for text in module.SENTENCES.values() if catalogue.gettext(text) == text] == []


def test_the_gazetteer_of_a_picture_is_the_one_that_is_asked() -> None:
    held: Picture = picture(*KNOWN, at=NOW)
    assert KEY not in Gazetteer.of(held).number
