"""Numbers and times out of cells: as wide as they are written, nothing guessed."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from treve.intake.cast import slug
from treve.intake.value import count_of, number_of, span_of, whole_of
from treve.intake.workbook import text_of

ZONE = "Asia/Damascus"


@pytest.mark.parametrize(
    ("text", "start", "width"),
    [
        ("2016", "2015-12-31T22:00+00:00", timedelta(days=366)),
        ("2016-02", "2016-01-31T22:00+00:00", timedelta(days=29)),
        ("2016-02-27", "2016-02-26T22:00+00:00", timedelta(days=1)),
        ("٢٠١٦-٠٢-٢٧", "2016-02-26T22:00+00:00", timedelta(days=1)),
        ("2016-03-25", "2016-03-24T22:00+00:00", timedelta(hours=23)),
        ("2016-02-27 14:30", "2016-02-27T12:30+00:00", timedelta(minutes=1)),
        ("2016-02-27T14:30:05Z", "2016-02-27T14:30:05+00:00", timedelta(seconds=1)),
        ("2016-02-27T14:30:05.25+0100", "2016-02-27T13:30:05.250000+00:00", timedelta(milliseconds=10)),
        ("2016-06-07T24:00", "2016-06-07T21:00+00:00", timedelta(minutes=1)),
        ("2016-10-27 23:30", "2016-10-27T20:30+00:00", timedelta(hours=1, minutes=1)),
    ],
)
def test_a_time_is_as_wide_as_it_is_written(text: str, start: str, width: timedelta) -> None:
    found = span_of(text, ZONE)
    assert found.start == datetime.fromisoformat(start)
    assert found.duration == width


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("03/04/2016", "ambiguous"), ("27.02.16", "ambiguous"), ("2016-02-31", "no day of the calendar"),
        ("31 February 2016", "no date"), ("0000-01-01", "years 1900 to 2100"), ("9999-12-31", "years 1900 to 2100"),
        ("", "no date is given"), ("=TODAY()", "formula"), ("2016-13-01", "calendar"), ("2016-02-27T25:00", "time of day"),
        ("2016-02-27T24:30", "time of day"), ("2016-03-25T00:30", "put forward"), ("20160227", "no date"), ("soon", "no date"),
    ],
)  # fmt: skip
def test_a_date_that_cannot_be_or_may_be_two_is_refused(text: str, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        span_of(text, ZONE)


def test_formats_read_alike_or_are_ambiguous() -> None:
    both = ("%d/%m/%Y", "%m/%d/%Y")
    assert span_of("04/04/2016", ZONE, both) == span_of("2016-04-04", ZONE)
    assert span_of("27/02/2016", ZONE, both) == span_of("2016-02-27", ZONE)
    with pytest.raises(ValueError, match="ambiguous"):
        span_of("03/04/2016", ZONE, both)
    with pytest.raises(ValueError, match="none of the formats"):
        span_of("2016", ZONE, both)
    assert span_of("27/02/2016 14h", ZONE, ("%d/%m/%Y %Hh",)).duration == timedelta(hours=1)
    assert span_of("02/2016", ZONE, ("%m/%Y",)) == span_of("2016-02", ZONE)


@pytest.mark.parametrize(
    "text", ["NaN", "nan", "inf", "-Infinity", "1e400", "1_000", "0x10", "", " ", "1 000", "12%", "=1+1", "١٬٠٠٠"]
)
def test_what_is_no_number(text: str) -> None:
    with pytest.raises(ValueError):
        number_of(text)


def test_decimal_comma_only_where_it_is_stated() -> None:
    assert number_of("33,5", ",") == 33.5
    for text, mark in (("33,5", "."), ("1.130", ",")):
        with pytest.raises(ValueError, match="decimal or thousands"):
            number_of(text, mark)
    for text in ("-1", "1e9", "2.5"):
        with pytest.raises(ValueError):
            count_of(text)
    assert whole_of("3.0") == 3


@given(st.floats(allow_nan=False, allow_infinity=False), st.sampled_from(".,"))
def test_a_number_reads_back(number: float, mark: str) -> None:
    assert number_of(repr(number).replace(".", mark), mark) == number


@given(st.timedeltas(min_value=timedelta(0), max_value=timedelta(days=40_000)))
def test_an_instant_reads_back(since: timedelta) -> None:
    at = datetime(1970, 1, 1, tzinfo=UTC) + since
    assert span_of(at.isoformat(), ZONE).start == at


@given(st.text(max_size=40))
def test_any_text_is_read_or_refused(text: str) -> None:
    for read in (number_of, whole_of, count_of, lambda one: span_of(one, ZONE), lambda one: span_of(one, ZONE, ("%d/%m/%Y",))):
        with suppress(ValueError):
            read(text)


@given(st.text())
def test_a_slug_fits_into_a_key(text: str) -> None:
    made = slug(text)
    assert not any(letter.isspace() or ord(letter) < 0x21 or ord(letter) == 0x7F for letter in made)
    assert slug(made) == made


def test_cells_of_a_workbook_as_text() -> None:
    assert text_of(33.0) == "33"
    assert text_of(0.1) == "0.1"
    assert text_of(True) == "TRUE"
    assert text_of(datetime.fromisoformat("2016-02-27"), "yyyy-mm-dd") == "2016-02-27"
    assert text_of(datetime.fromisoformat("2016-02-27"), "yyyy-mm-dd hh:mm") == "2016-02-27T00:00"
    assert text_of(datetime.fromisoformat("2016-02-27T14:30")) == "2016-02-27T14:30"
    assert text_of(None) == ""
