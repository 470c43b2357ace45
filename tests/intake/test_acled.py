"""ACLED's column layout, on rows made up here: what a sub-event is taken for, widths, directions, what is left out."""

from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path

import pytest

from treve.geo.place import Disc
from treve.intake import acled
from treve.intake.acled import ACTS, LEFT_OUT, RADIUS_M
from treve.intake.source import Table, no_progress
from treve.intake.table import Outcome, read_rows
from treve.records.act import ACTS as CODES
from treve.records.base import Record
from treve.records.party import Party
from treve.records.report import IncidentReport, Range

COLUMNS = [
    "event_id_cnty",
    "event_date",
    "year",
    "time_precision",
    "disorder_type",
    "event_type",
    "sub_event_type",
    "actor1",
    "assoc_actor_1",
    "inter1",
    "actor2",
    "assoc_actor_2",
    "inter2",
    "interaction",
    "civilian_targeting",
    "iso",
    "region",
    "country",
    "admin1",
    "admin2",
    "admin3",
    "location",
    "latitude",
    "longitude",
    "geo_precision",
    "source",
    "source_scale",
    "notes",
    "fatalities",
    "tags",
    "timestamp",
]
CLASH = {
    "event_id_cnty": "XXX1", "event_date": "2016-02-27", "time_precision": "1", "event_type": "Battles",
    "sub_event_type": "Armed clash", "actor1": "Forces of A (2000-)", "actor2": "Group B", "country": "X", "admin1": "North",
    "location": "Town", "latitude": "33.5", "longitude": "36.3", "geo_precision": "1", "source": "Outlet; Other; Outlet",
    "notes": "Made up.", "fatalities": "3",
}  # fmt: skip


def read(folder: Path, *rows: dict[str, str]) -> tuple[list[Record], Outcome]:
    file = folder / "events.csv"
    lines = [COLUMNS, *([(CLASH | row).get(name, "") for name in COLUMNS] for row in rows)]
    file.write_text("\n".join(";".join(line) for line in ([f'"{cell}"' for cell in line] for line in lines)), encoding="utf-8")
    outcome = Outcome()
    return list(read_rows(Table.open(file).rows(no_progress), acled.Rows("Asia/Damascus"), outcome)), outcome


def reports(records: Iterable[Record]) -> list[IncidentReport]:
    return [one for one in records if isinstance(one, IncidentReport)]


def one(folder: Path, **row: str) -> IncidentReport:
    (found,) = reports(read(folder, row)[0])
    return found


def test_a_clash_does_not_say_who_began(tmp_path: Path) -> None:
    records, outcome = read(tmp_path, {})
    (clash,) = reports(records)
    assert not clash.directed
    assert (clash.alleged, clash.against) == (("party:acled-forces-of-a-2000",), ("party:acled-group-b",))
    assert clash.harm.killed == Range(3, 3), "the lowest figure reported, with no upper end"
    assert [source.outlet for source in clash.sources] == ["Outlet", "Other", "ACLED"]
    assert len(clash.text_sha256) == 64
    assert not clash.text
    assert [party.names["en"] for party in records if isinstance(party, Party)] == ["Forces of A (2000-)", "Group B"]
    assert not outcome.problems


@pytest.mark.parametrize("swapped", [False, True])
def test_against_civilians_the_other_side_is_alleged(tmp_path: Path, swapped: bool) -> None:
    sides = ["Group B", "Civilians (X)"]
    first, second = reversed(sides) if swapped else sides
    kind = {"event_type": "Explosions/Remote violence", "sub_event_type": "Shelling/artillery/missile attack"}
    report = one(tmp_path, actor1=first, actor2=second, **kind)
    assert report.directed
    assert (report.alleged, report.against, report.target_kind) == (("party:acled-group-b",), (), ("civilians",))
    assert report.acts == ("SHELLING", "CIV.HARM")
    assert one(tmp_path, actor1=first, actor2=second, fatalities="0", **kind).acts == ("SHELLING",)


def test_remote_violence_between_armed_sides_has_no_direction(tmp_path: Path) -> None:
    kind = {"event_type": "Explosions/Remote violence", "sub_event_type": "Air/drone strike"}
    assert not one(tmp_path, **kind).directed
    alone = one(tmp_path, actor2="", **kind)
    assert alone.directed
    assert alone.alleged == ("party:acled-forces-of-a-2000",)
    unknown = one(tmp_path, actor1="Unidentified Armed Group (X)", actor2="Civilians (X)", **kind)
    assert (unknown.alleged, unknown.against) == ((), ())


def test_precision_is_a_width(tmp_path: Path) -> None:
    widths = {"1": timedelta(days=1), "2": timedelta(days=13), "3": timedelta(days=29)}
    for code, width in widths.items():
        assert one(tmp_path, time_precision=code).occurred.within.duration == width
    for code, radius in RADIUS_M.items():
        where = one(tmp_path, geo_precision=str(code)).place.where
        assert isinstance(where, Disc)
        assert where.radius_m == radius
    assert one(tmp_path, event_date="27 February 2016") == one(tmp_path)


def test_what_is_no_act_of_hostility_is_counted_and_left_out(tmp_path: Path) -> None:
    records, outcome = read(tmp_path, *({"event_id_cnty": f"X{n}", "sub_event_type": kind} for n, kind in enumerate(LEFT_OUT)))
    assert records == []
    assert outcome.skipped == dict.fromkeys(LEFT_OUT, 1)
    assert outcome.left_out == 0


def test_every_sub_event_is_decided_and_every_act_is_known() -> None:
    assert len({*ACTS, *LEFT_OUT}) == len(ACTS) + len(LEFT_OUT) == 25
    assert {act for acts in ACTS.values() for act in acts} <= set(CODES)


def test_the_guide_lists_every_sub_event() -> None:
    page = (Path(__file__).resolve().parents[2] / "docs" / "guide" / "import.md").read_text(encoding="utf-8")
    for kind in LEFT_OUT:
        assert kind in page
    for kind, acts in ACTS.items():
        assert f"| {kind} | {', '.join(f'`{act}`' for act in acts)} |" in page


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("event_date", "27/02/2016"), ("event_date", "31 February 2016"), ("event_date", ""), ("time_precision", "4"),
        ("geo_precision", ""), ("geo_precision", "9"), ("fatalities", "many"), ("fatalities", "-1"), ("latitude", "120"),
        ("latitude", "NaN"), ("longitude", ""), ("sub_event_type", "Tea party"), ("sub_event_type", ""), ("event_id_cnty", ""),
        ("event_date", "0000-01-01"), ("event_date", "9999-12-31"), ("fatalities", "1e400"), ("latitude", "33,5"),
    ],
)  # fmt: skip
def test_a_row_that_cannot_be_read_is_told_and_the_others_go_in(tmp_path: Path, column: str, value: str) -> None:
    records, outcome = read(tmp_path, {}, {"event_id_cnty": "XXX2", column: value})
    assert [report.key for report in reports(records)] == ["incident:acled-XXX1"]
    ((line, told, reason),) = outcome.problems
    assert (line, told) == (3, column)
    assert reason
