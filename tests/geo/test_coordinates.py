"""Positions as people write them: what is written is read back, and what could mean two places is refused."""

import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from treve.errors import Ambiguous, BadGeometry
from treve.geo import coordinates
from treve.geo.coordinates import FAMILY, FORMS, Form, precision, read, write
from treve.geo.footprint import geod
from treve.geo.grid import Gridded, band_of, position, squared, zone_of

DARAYA = (36.237, 33.458)
anywhere = st.tuples(st.floats(-180, 180, exclude_max=True), st.floats(-80, 84, exclude_max=True))
digits = {"decimal": st.integers(2, 8), "dms": st.integers(0, 3), "ddm": st.integers(0, 5), "utm": st.integers(0, 2),
          "mgrs": st.integers(1, 5)}  # fmt: skip


def apart(a: tuple[float, float], b: tuple[float, float]) -> float:
    return float(geod().inv(*a, *b)[2])


@pytest.mark.parametrize("form", FORMS)
@given(point=anywhere, data=st.data())
def test_what_is_written_is_read_back_within_its_last_digit(
    form: Form, point: tuple[float, float], data: st.DataObject
) -> None:
    count = data.draw(digits[form])
    found = read(write(point, form, count))
    assert found.form == form
    assert found.precision_m == precision(form, count)
    assert apart(point, found.point) <= found.precision_m + 1e-3


@given(point=st.tuples(st.floats(-180, 180), st.floats(-90, 90)))
def test_angles_reach_the_poles(point: tuple[float, float]) -> None:
    for form in ("decimal", "dms", "ddm"):
        assert apart(point, read(write(point, form)).point) <= precision(form, coordinates.DIGITS[form])  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("point", "grid"),
    [
        ((2.2945, 48.8582), "31U DQ 48251 11932"),
        ((5.3221, 60.3929), "32V KN"),  # Norway: zone 32 is wider here
        ((15.6469, 78.2232), "33X WG"),  # Svalbard: zone 32 does not exist here
        ((-0.0001, -0.0001), "30M ZE"),
        ((36.237, 33.458), "37S BT"),
        ((179.999, 10.0), "60P ZS"),
        ((-157.9, 21.4), "4Q FJ"),
    ],
)
def test_squares_of_the_standard(point: tuple[float, float], grid: str) -> None:
    assert squared(point).startswith(grid)


def test_a_square_is_read_as_its_middle() -> None:
    found = read("38SMB4488")
    assert (round(found.lat, 5), round(found.lon, 5), found.precision_m) == (33.33424, 44.40363, 1000.0)
    assert read("31U DQ 48251 11932").precision_m == 1.0
    assert read("zone 31 north 448251.8 E 5411932.7 N").precision_m == pytest.approx(0.1)
    lon, lat = read("31U 448252 5411933").point
    assert (round(lon, 4), round(lat, 4)) == (2.2945, 48.8582)


def test_zones_have_their_exceptions() -> None:
    assert zone_of((5.0, 55.9)) == 31
    assert zone_of((5.0, 60.0)) == 32
    assert [zone_of((lon, 75.0)) for lon in (8.9, 9.0, 20.9, 21.0, 32.9, 33.0, 41.9, 42.0)] == [31, 33, 33, 35, 35, 37, 37, 38]
    assert [band_of(lat) for lat in (-80, -0.1, 0, 33, 71.9, 72, 83.9)] == ["C", "M", "N", "S", "W", "X", "X"]


@pytest.mark.parametrize(
    "text",
    [
        "33.45800 N 36.23700 E", "N33.458 E36.237", "36.237E, 33.458N", "33,458 N 36,237 E", "33.458° N; 36.237° E",
        "33°27'28.8\"N 36°14'13.2\"E", "33 27 28.8 N 36 14 13.2 E", "N 33°27′28,8″ E 36°14′13,2″",
        "33°27.480'N 36°14.220'E", "33°27'28,8\" с. ш. 36°14'13,2\" в. д.", "33.458 с.ш. 36.237 в.д.",
        "33.458 nord 36.237 est", "٣٣٫٤٥٨ شمالاً ٣٦٫٢٣٧ شرقاً", "33.458 North, 36.237 East",
        "37S BT 43194 05478", "37sbt4319405478", "zone 37 north 243195 E 3705478 N", "UTM zone 37 north 243195, 3705478",
    ],
)  # fmt: skip
def test_one_place_in_many_writings(text: str) -> None:
    found = read(text)
    assert apart(DARAYA, found.point) < max(2.0, found.precision_m)


def test_west_and_south_are_below_zero() -> None:
    for text in ("10.5 S 20.25 W", "10.5 Sud 20.25 Ouest", "S10.5 O20.25", "10.5 ю.ш. 20.25 з.д.", "10.5 جنوباً 20.25 غرباً"):
        assert read(text).point == (-20.25, -10.5), text
    assert read("-10.5, 120.25").point == (120.25, -10.5)
    assert read("33.458, 36.237", order="lat_lon").point == DARAYA
    assert read("36.237 33.458", order="lon_lat").point == DARAYA


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("136.2 N 33.4 E", "swapped"),
        ("33.4 N 192 E", "more than 180"),
        ("33.4 N 36.2 N", "north or south for one"),
        ("33.4 N 36.2", "a letter for each"),
        ("33 61 00 N 36 00 00 E", "less than 60"),
        ("33.5 20 N 36.5 20 E", "only the last part"),
        ("-33.4 N 36.2 E", "a minus and a letter"),
        ("33 27 N 36.2 E", "different ways"),
        ("Daraya", "no position"),
        ("33.4", "needs a latitude and a longitude"),
        ("", "needs a latitude and a longitude"),
        ("37S BT 4326 05538", "as many for the easting"),
        ("37S ZZ 43265 05538", "no position"),
        ("36S BT 43265 05538", "has no column B"),
        ("61S BT 43265 05538", "no zone 61"),
        ("37X BT 43265 05538", "does not reach into band X"),
        ("37T 243195 3705478", "does not lie in band T"),
        ("zone 70 north 243195 E 3705478 N", "no UTM zone 70"),
        ("zone 37 north 243195 E 99999999 N", "outside every UTM zone"),
        ("zone 37 north 243195 E 9500000 N", "outside the zones"),
    ],
)
def test_what_is_wrong_is_said(text: str, words: str) -> None:
    with pytest.raises(BadGeometry, match=words):
        read(text)


def test_what_may_mean_two_places_is_refused() -> None:
    with pytest.raises(Ambiguous, match="which number is the latitude"):
        read("33.458, 36.237")
    with pytest.raises(Ambiguous, match="band S"):
        read("37S 243195 3705478")
    assert read("37S 243195 6300000").lat < 0, "too far north for the band, so it is the hemisphere"
    assert read("37N 243195 3705478").lat > 33, "the letter N says the same either way, or the band is too far south"
    with pytest.raises(BadGeometry, match="swapped"):
        read("120.5, 33.4", order="lat_lon")


def test_the_grids_end_before_the_poles() -> None:
    for form in ("utm", "mgrs"):
        with pytest.raises(BadGeometry, match="end at 80"):
            write((0.0, 85.0), form)  # type: ignore[arg-type]
    with pytest.raises(BadGeometry):
        position(Gridded(31, True, 50_000.0, 1.0))


def test_a_rounded_minute_never_says_sixty() -> None:
    assert write((36.99999999, 33.99999999), "dms", 0) == "34°00'00\"N 37°00'00\"E"
    assert write((-0.5, -0.5), "ddm", 0) == "0°30'S 0°30'W"


def test_the_grids_share_their_digits() -> None:
    assert FAMILY["utm"] == FAMILY["mgrs"] != FAMILY["dms"]
    assert doctest.testmod(coordinates).failed == 0
