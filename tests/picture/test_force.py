from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.making import arrangement, picture, utc
from treve.errors import TooLarge
from treve.geo.interval import Interval
from treve.picture.force import in_force, status_at
from treve.records.arrangement import ArrangementChange, DailyHours, Window

DAMASCUS = ZoneInfo("Asia/Damascus")


def local(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=DAMASCUS).astimezone(UTC)  # type: ignore[misc, arg-type]


def change(kind: str, at: datetime, *windows: Interval) -> ArrangementChange:
    return ArrangementChange(
        author="party:monitor", arrangement="arrangement:x", change=kind, at=at,
        windows=tuple(Window(during=one) for one in windows),
    )  # fmt: skip


def test_daraya_has_a_gap_between_the_truce_and_its_extension() -> None:
    truce = arrangement("x", Interval(local(2016, 6, 1, 0, 1), local(2016, 6, 3, 0, 1)))
    longer = change("extended", local(2016, 6, 5), Interval(local(2016, 6, 5), local(2016, 6, 8)))
    spans = in_force(truce, [longer])
    assert [span.during.duration for span in spans] == [timedelta(hours=48), timedelta(hours=72)]
    assert spans[1].during.end == utc(2016, 6, 7, 21), "24:00 on 7 June in Damascus is 21:00 UTC"
    assert status_at(truce, [longer], local(2016, 6, 4)) == "between_windows"
    assert status_at(truce, [longer], local(2016, 6, 2)) == "in_force"
    assert status_at(truce, [longer], local(2016, 6, 9)) == "ended"


def test_the_eid_truce_called_72_hours_runs_71() -> None:
    truce = arrangement("x", Interval(local(2016, 7, 6, 1), local(2016, 7, 9)))
    assert in_force(truce, [])[0].during.duration == timedelta(hours=71)
    assert in_force(truce, [])[0].during.start == utc(2016, 7, 5, 22)


def test_daily_hours_are_spans_of_the_legal_clock() -> None:
    hours = DailyHours("08:00", "19:00", "Asia/Damascus")
    window = Window(during=Interval(local(2016, 10, 20), local(2016, 10, 29)), daily=hours)
    spans = in_force(arrangement("x"), [], (window,))
    assert len(spans) == 9
    assert {span.during.duration for span in spans} == {timedelta(hours=11)}
    assert spans[0].during.start == utc(2016, 10, 20, 5), "summer time, +03"
    assert spans[-1].during.start == utc(2016, 10, 28, 6), "winter time from 28 October, +02"


def test_hours_over_midnight_and_until_24_00() -> None:
    night = Window(during=Interval(utc(2016, 1, 1), utc(2016, 1, 3)), daily=DailyHours("22:00", "02:00", "UTC"))
    found = [span.during.bounds for span in in_force(arrangement("x"), [], (night,))]
    assert found == [
        Interval(utc(2016, 1, 1), utc(2016, 1, 1, 2)).bounds,
        Interval(utc(2016, 1, 1, 22), utc(2016, 1, 2, 2)).bounds,
        Interval(utc(2016, 1, 2, 22), utc(2016, 1, 3)).bounds,
    ]
    day = Window(during=Interval(utc(2016, 1, 1), utc(2016, 1, 2)), daily=DailyHours("12:00", "24:00", "UTC"))
    assert in_force(arrangement("x"), [], (day,))[0].during == Interval(utc(2016, 1, 1, 12), utc(2016, 1, 2))


def test_too_many_days_are_refused_not_cut_off() -> None:
    window = Window(during=Interval(utc(2000, 1, 1), utc(2020, 1, 1)), daily=DailyHours("08:00", "09:00", "UTC"))
    with pytest.raises(TooLarge, match="4000"):
        in_force(arrangement("x"), [], (window,))


def test_suspension_is_not_the_end() -> None:
    memorandum = arrangement("x", Interval(utc(2015, 10, 20)))
    changes = [change("suspended", utc(2017, 4, 7)), change("resumed", utc(2017, 5, 6))]
    spans = in_force(memorandum, changes)
    assert [span.suspended for span in spans] == [False, True, False]
    assert status_at(memorandum, changes, utc(2017, 4, 26)) == "suspended"
    assert status_at(memorandum, changes, utc(2017, 5, 7)) == "in_force"


def test_an_end_cuts_what_was_still_to_come() -> None:
    truce = arrangement("x", Interval(utc(2016, 9, 12, 16)))
    changes = [change("terminated", utc(2016, 9, 19, 16))]
    assert in_force(truce, changes)[0].during.end == utc(2016, 9, 19, 16)
    assert status_at(truce, changes, utc(2016, 9, 20)) == "terminated"
    assert picture(truce, *changes).status("arrangement:x", utc(2016, 9, 18)) == "in_force"


def test_before_its_start_it_is_announced() -> None:
    truce = arrangement("x", Interval(utc(2016, 2, 27)))
    assert status_at(truce, [], utc(2016, 2, 26)) == "announced"
    assert date(2016, 2, 27) == in_force(truce, [])[0].during.start.date()  # type: ignore[union-attr]
