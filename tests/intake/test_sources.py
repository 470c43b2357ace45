"""Where rows come from, and hostile files: each is read, refused as a whole, or its bad rows are told."""

import gzip
import json
import zipfile
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from treve.errors import BadFile, TooLarge, TreveError, UnknownKind
from treve.intake import delimited, workbook
from treve.intake.features import place_of
from treve.intake.source import Table, no_progress
from treve.intake.table import Cells


def rows(table: Table) -> list[Cells]:
    return list(table.rows(no_progress))


def written(folder: Path, content: bytes, name: str = "table.csv") -> Path:
    file = folder / name
    file.write_bytes(content)
    return file


def book(folder: Path, *lines: tuple[Any, ...], name: str = "book.xlsx") -> Path:
    made = openpyxl.Workbook()
    for line in lines:
        made.active.append(line)
    made.save(folder / name)
    return folder / name


@pytest.mark.parametrize("mark", [",", ";", "\t"])
@pytest.mark.parametrize("opening", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("packed", [False, True])
def test_csv_of_any_mark(tmp_path: Path, mark: str, opening: bytes, packed: bool) -> None:
    text = f'id{mark}place\r\n\r\n1{mark}"Ein{mark} Tarma\n(east)"\r\n2{mark}دمشق\r\n'
    content = opening + text.encode()
    table = Table.open(written(tmp_path, gzip.compress(content) if packed else content))
    assert table.columns == ("id", "place")
    found = rows(table)
    assert [(one.line, one.text("place")) for one in found] == [(3, f"Ein{mark} Tarma\n(east)"), (5, "دمشق")]


def test_a_semicolon_beside_decimal_commas() -> None:
    assert delimited.mark_of("lon;lat;n\n36,2;33,5;1\n36,3;33,6;2\n") == ";"


def test_encodings(tmp_path: Path) -> None:
    arabic = "id,place\n1,دمشق\n"
    file = written(tmp_path, arabic.encode("windows-1256"))
    with pytest.raises(BadFile, match="encoding") as told:
        rows(Table.open(file))
    assert "--encoding" in told.value.advice
    assert rows(Table.open(file, encoding="windows-1256"))[0].text("place") == "دمشق"
    assert rows(Table.open(written(tmp_path, arabic.encode("utf-16")), encoding="utf-16"))[0].text("place") == "دمشق"
    for name in ("no-such", "rot13", "zip", "\0"):
        with pytest.raises(BadFile):
            rows(Table.open(file, encoding=name))
    late = written(tmp_path, b"id,place\n" + b"1,x\n" * 60_000 + b"1,\xff\n")
    with pytest.raises(BadFile, match="encoding"):
        rows(Table.open(late))


def test_ragged_rows_are_told_and_empty_cells_beyond_the_head_do_not_matter(tmp_path: Path) -> None:
    found = rows(Table.open(written(tmp_path, b"a,b\n1\n1,2,3\n1,2,,\n1,2\n")))
    assert [one.fault for one in found] == [
        "the row has 1 cells under 2 columns",
        "the row has 3 cells under 2 columns",
        "",
        "",
    ]


def test_a_column_that_stands_twice_is_refused_only_where_it_is_needed(tmp_path: Path) -> None:
    table = Table.open(written(tmp_path, b"a,b,a\n1,2,3\n"))
    table.need(("b",))
    with pytest.raises(BadFile, match="twice"):
        table.need(("a",))


@pytest.mark.parametrize("content", [b"", b"\n\n\n", b" , ,\n", b"\xef\xbb\xbf"])
def test_an_empty_file(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(BadFile, match="empty"):
        Table.open(written(tmp_path, content))


def test_a_header_alone_has_no_rows(tmp_path: Path) -> None:
    assert rows(Table.open(written(tmp_path, b"a,b"))) == []


def test_cells_keep_what_they_hold(tmp_path: Path) -> None:
    """Formulas stay text, NUL bytes and direction marks stay what they are, a cell of a megabyte is no text of a record."""
    big = b"x" * 1_000_001
    content = b"a,b\n=1+1,\x00\n@SUM(A1),\xe2\x80\xae1\n" + big + b"," + big[:20_001] + b"\n"
    one, two, three = rows(Table.open(written(tmp_path, content)))
    assert (one.text("a"), one.text("b")) == ("=1+1", "\0")
    assert two.text("b") == "\u202e1"
    with pytest.raises(ValueError, match="1000001 characters"):
        three.text("a")
    with pytest.raises(ValueError, match="20001 characters"):
        three.words("b")
    with pytest.raises(ValueError):
        two.number("b")


def test_a_line_without_end_is_refused_before_it_is_held(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delimited, "MOST_LINE", 1000)
    with pytest.raises(TooLarge):
        rows(Table.open(written(tmp_path, b"a,b\n" + b"x" * 2000 + b"\n")))
    monkeypatch.setattr(delimited, "MOST_BYTES", 5000)
    with pytest.raises(TooLarge):
        rows(Table.open(written(tmp_path, gzip.compress(b"a,b\n" + b"1,2\n" * 2000))))


def test_a_workbook(tmp_path: Path) -> None:
    lines = (
        ("id", "day", "at", "n", "said"),
        (1, date(2016, 2, 27), datetime.fromisoformat("2016-02-27T14:30"), 2.5, "=1+1"),
        (),
    )
    file = book(tmp_path, *lines, (2, None, None, None, "دمشق"))
    first, second = rows(Table.open(file))
    assert [first.text(name) for name in ("id", "day", "at", "n", "said")] == [
        "1",
        "2016-02-27",
        "2016-02-27T14:30",
        "2.5",
        "=1+1",
    ]
    assert (second.line, second.text("said")) == (4, "دمشق"), "the line is the row of the sheet"


def test_rows_of_a_sheet_may_end_early_and_columns_without_name_are_none(tmp_path: Path) -> None:
    short, long = rows(Table.open(book(tmp_path, ("a", "b", "c", None), (1,), (1, 2, 3, 4))))
    assert (short.text("a"), short.text("c"), short.fault) == ("1", "", "")
    assert long.fault == "the row has 4 cells under 3 columns"
    assert Table.open(written(tmp_path, b"a,,b,,\n1,2,3,,\n")).columns == ("a", "column 2", "b")


def test_progress_never_goes_back(tmp_path: Path) -> None:
    for file in (
        written(tmp_path, b"a,b\n" + b"1,2\n" * 20_000),
        written(tmp_path, gzip.compress(b"a,b\n" + b"1,2\n" * 20_000), "table.csv.gz"),
        book(tmp_path, ("a", "b"), *((1, 2) for _ in range(1200))),
    ):
        told: list[tuple[int, int | None]] = []
        for _ in Table.open(file).rows(lambda done, of: told.append((done, of))):  # noqa: B023
            pass
        assert told == sorted(told, key=lambda one: one[0])
        assert len(told) >= 2
        assert all(of is not None and 0 <= done <= of for done, of in told)


def test_the_sheet_that_is_read(tmp_path: Path) -> None:
    made = openpyxl.Workbook()
    made.active.title = "old"
    made.active.append(("x",))
    made.active.sheet_state = "hidden"
    shown = made.create_sheet("incidents")
    shown.append(("a", "b"))
    shown.append((1, 2))
    shown.merge_cells("A2:B2")
    file = tmp_path / "book.xlsx"
    made.save(file)
    assert rows(Table.open(file))[0].text("b") == "", "of merged cells the first one holds the value"
    assert Table.open(file, sheet="old").columns == ("x",), "a hidden sheet is read where it is named"
    with pytest.raises(BadFile, match="no sheet"):
        Table.open(file, sheet="none")
    made.create_sheet("more")
    made.save(file)
    with pytest.raises(BadFile, match="2 sheets") as told:
        Table.open(file)
    assert "--sheet" in told.value.advice


def test_sheets_and_encodings_are_asked_of_the_right_files(tmp_path: Path) -> None:
    file = written(tmp_path, b"a,b\n")
    with pytest.raises(UnknownKind):
        Table.open(file, sheet="x")
    with pytest.raises(UnknownKind):
        Table.open(book(tmp_path, ("a",)), encoding="utf-8")


def zipped(folder: Path, parts: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(folder / "packed.xlsx", "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return folder / "packed.xlsx"


def test_a_zip_that_is_no_workbook(tmp_path: Path) -> None:
    with pytest.raises(BadFile, match="no workbook"):
        Table.open(zipped(tmp_path, {"a.txt": b"hello"}))
    with pytest.raises(BadFile):
        Table.open(zipped(tmp_path, {"[Content_Types].xml": b"<Types>"}))
    with pytest.raises(BadFile, match="entities"):
        Table.open(zipped(tmp_path, {"[Content_Types].xml": b'<!DOCTYPE a [<!ENTITY x "y">]><Types/>'}))
    with pytest.raises(BadFile):
        Table.open(written(tmp_path, b"PK\x03\x04 and nothing more", "x.xlsx"))
    with pytest.raises(BadFile, match="old form"):
        Table.open(written(tmp_path, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "x.xls"))


def test_a_zip_bomb_is_refused_by_its_sizes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = zipped(tmp_path, {"[Content_Types].xml": b"<Types/>", "xl/worksheets/sheet1.xml": b" " * 3_000_000})
    assert bomb.stat().st_size < 10_000
    monkeypatch.setattr(workbook, "MOST_PART", 2_000_000)
    with pytest.raises(TooLarge):
        Table.open(bomb)
    monkeypatch.setattr(workbook, "MOST_PART", 10**9)
    monkeypatch.setattr(workbook, "MOST_BYTES", 2_000_000)
    with pytest.raises(TooLarge):
        Table.open(bomb)
    monkeypatch.setattr(workbook, "MOST_BYTES", 10**9)
    monkeypatch.setattr(workbook, "MOST_PARTS", 1)
    with pytest.raises(TooLarge):
        Table.open(bomb)


@settings(max_examples=600, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.data())
def test_a_damaged_workbook_is_refused_or_read(tmp_path: Path, data: st.DataObject) -> None:
    file = tmp_path / "whole.xlsx"
    if not file.exists():
        book(tmp_path, ("id", "day"), *((number, date(2016, 2, 27)) for number in range(20)), name=file.name)
    with zipfile.ZipFile(file) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    name = data.draw(st.sampled_from(sorted(parts)))
    at = data.draw(st.integers(0, len(parts[name]) - 1))
    parts[name] = parts[name][:at] + data.draw(st.binary(max_size=4)) + parts[name][at + data.draw(st.integers(0, 9)) :]
    with suppress(TreveError):
        rows(Table.open(zipped(tmp_path, parts)))


def features(folder: Path, *held: Any, **more: Any) -> Path:
    content = json.dumps({"type": "FeatureCollection", "features": held, **more}).encode()
    return written(folder, content, "places.geojson")


POINT = {"type": "Point", "coordinates": [36.3, 33.5, 600]}


def test_features_are_rows(tmp_path: Path) -> None:
    one = {"type": "Feature", "geometry": POINT, "properties": {"id": 1, "said": "Daraya", "list": [1, 2]}}
    two = {"type": "Feature", "geometry": None, "properties": {"id": 2.5, "more": True}}
    table = Table.open(features(tmp_path, one, two, {"type": "Point"}, {"type": "Feature", "properties": [1]}, 7))
    assert table.columns == ("id", "said", "list", "more")
    first, second, third, fourth, fifth = rows(table)
    assert [first.text(name) for name in table.columns] == ["1", "Daraya", "[1,2]", ""]
    assert [second.text(name) for name in table.columns] == ["2.5", "", "", "TRUE"]
    assert "no feature" in third.fault
    assert "cannot be read" in fourth.fault
    assert "cannot be read" in fifth.fault
    assert [one.line for one in (first, fifth)] == [1, 5]


@pytest.mark.parametrize(
    "geometry",
    [
        {"type": "LineString", "coordinates": [[36, 33], [37, 33]]}, {"type": "Point", "coordinates": [36]},
        {"type": "Point", "coordinates": ["36", "33"]}, {"type": "Point", "coordinates": [33.5, 136.3]},
        {"type": "Point", "coordinates": [True, 1]}, {"type": "Polygon", "coordinates": [[[36, 33], [37, 33]]]},
        {"type": "Polygon", "coordinates": 5}, {"type": "Polygon", "coordinates": []}, {"type": "MultiPolygon", "coordinates": []},
        {"type": "Polygon", "coordinates": [[[36, 33], [37, 34], [37, 33], [36, 34], [36, 33]]]}, {"type": "Point"}, {}, [], "x",
        {"type": "GeometryCollection", "geometries": []}, {"type": "Point", "coordinates": [float("nan"), 1.0]},
    ],
)  # fmt: skip
def test_shapes_that_are_no_place(geometry: Any) -> None:
    with pytest.raises(ValueError):
        place_of(geometry, 0.0)


def test_areas_and_points_are_places() -> None:
    ring = [[36, 33], [37, 33], [37, 34], [36, 33]]
    assert place_of(POINT, 50.0).radius_m == 50.0  # type: ignore[union-attr]
    for geometry in ({"type": "Polygon", "coordinates": [ring]}, {"type": "MultiPolygon", "coordinates": [[ring]]}):
        assert place_of(geometry, 0.0).footprint is not None  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "content",
    [
        b"{", b'{"type": "Feature"}', b'{"type": "FeatureCollection"}', b'{"type": "FeatureCollection", "features": {}}',
        b'{"type": "FeatureCollection", "features": ' + b"[" * 10_000 + b"]" * 10_000 + b"}", b'{"a":' * 10_000,
        b'{"type": "FeatureCollection", "features": [], "crs": {"properties": {"name": "urn:ogc:def:crs:EPSG::3857"}}}',
        b'{"type": "FeatureCollection", "features": [{"properties": {"a": NaN}}]}', b'{"type": "\xff"}',
    ],
)  # fmt: skip
def test_what_is_no_collection_of_features(tmp_path: Path, content: bytes) -> None:
    file = written(tmp_path, content, "x.geojson")
    try:
        found = rows(Table.open(file))
    except BadFile:
        return
    assert all(one.fault for one in found)
    assert found


def test_a_number_beyond_all_numbers_is_a_problem_of_its_feature(tmp_path: Path) -> None:
    good = b'{"type": "Feature", "properties": {"n": 1}, "geometry": null}'
    content = b'{"type": "FeatureCollection", "features": [%s, %s]}' % (good, good.replace(b"1", b"1e400"))
    found = rows(Table.open(written(tmp_path, content, "x.geojson")))
    assert [bool(one.fault) for one in found] == [False, True]
    assert found[0].text("n") == "1"


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(tmp_path: Path, content: bytes) -> None:
    for start in (b"", b"{", b"PK\x03\x04", b"\x1f\x8b"):
        with suppress(TreveError):
            rows(Table.open(written(tmp_path, start + content)))
