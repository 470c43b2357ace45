"""Any table by a mapping file: the worked example, and errors that name their key."""

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from treve.errors import BadFile, TreveError
from treve.geo.place import AreaPlace, Disc, UncertainPlace
from treve.intake.mapped import Rows
from treve.intake.mapping import FIELDS, Mapping, read_mapping
from treve.intake.source import Table, no_progress
from treve.intake.table import Outcome, read_rows
from treve.records.act import ACTS, WEAPONS
from treve.records.base import Record
from treve.records.party import Party
from treve.records.report import IncidentReport, Range

PAGE = Path(__file__).resolve().parents[2] / "docs" / "reference" / "mapping.md"
LEAST = 'prefix = "r"\n[columns]\nid = "id"\noccurred = "on"\nacts = "act"\nplace = "place"\n'


def mapping(folder: Path, text: str) -> Mapping:
    file = folder / "mapping.toml"
    file.write_text(text, encoding="utf-8")
    return read_mapping(file)


def read(file: Path, rules: Mapping) -> tuple[list[Record], Outcome]:
    table, outcome = Table.open(file, header_row=rules.header_row), Outcome()
    table.need(rules.wanted)
    layout = Rows("Asia/Damascus", mapping=rules, author="party:node")
    return list(read_rows(table.rows(no_progress), layout, outcome)), outcome


def reports(records: list[Record]) -> list[IncidentReport]:
    return [one for one in records if isinstance(one, IncidentReport)]


def rows(folder: Path, text: str, content: str) -> tuple[list[IncidentReport], Outcome]:
    file = folder / "table.csv"
    file.write_text(content, encoding="utf-8")
    records, outcome = read(file, mapping(folder, text))
    return reports(records), outcome


def test_the_worked_example_of_the_reference_page(tmp_path: Path) -> None:
    page = PAGE.read_text(encoding="utf-8")
    table, rules = (re.search(rf"```{kind}\n(.*?)```", page, re.DOTALL) for kind in ("csv", "toml"))
    assert table
    assert rules
    (tmp_path / "patrol.csv").write_text(table[1], encoding="utf-8")
    records, outcome = read(tmp_path / "patrol.csv", mapping(tmp_path, rules[1]))
    (report,) = reports(records)
    assert report.key == "incident:patrol-3-12"
    assert report.acts == ("FIRE.ARTY",)
    assert report.occurred.within.start == datetime(2016, 6, 3, 11, 30, tzinfo=UTC)
    assert report.occurred.within.end == datetime(2016, 6, 3, 11, 31, tzinfo=UTC)
    assert report.place.where == Disc(36.236, 33.458, 500.0)
    assert (report.alleged, report.against) == (("party:syrian-army",), ("party:patrol-3-groupe-b",))
    assert (report.author, report.registrar, report.channel) == ("party:node", "party:monitors", "patrol")
    assert report.harm.killed == Range(2, 2, 2)
    assert [one.key for one in records if isinstance(one, Party)] == ["party:patrol-3-groupe-b"]
    assert outcome.skipped.total() == 1
    ((line, column, reason),) = outcome.problems
    assert (line, column) == (4, "Date")
    assert "31/06/2016" in reason


def test_the_page_lists_every_key_field_and_code() -> None:
    page = PAGE.read_text(encoding="utf-8")
    for name in (*Mapping.__struct_fields__, *FIELDS, *ACTS, *WEAPONS):
        assert f"`{name}`" in page or f"`[{name}" in page, name


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("prefix = 3", "prefix"), ("colums = 1", "colums"), ('[columns]\nlong = "x"', "long"), ("[columns]\nid = 1", "columns.id"),
        ('[constants]\ncolour = "red"', "constants.colour"), ('[columns]\nacts = "a"\nplace = "p"', "columns.occurred"),
        ('[columns]\noccurred = "a"\nplace = "p"', "columns.acts"), ('[columns]\noccurred = "a"\nacts = "b"', "columns.place"),
        ('[columns]\noccurred = "a"\nacts = "b"\nlon = "x"', "columns.lat"), (LEAST.replace('prefix = "r"\n', ""), "prefix"),
        (LEAST + '[values.acts]\nshelling = "FIRE.BIG"', "values.acts.'shelling'"), (LEAST + "decimal = 1", "decimal"),
        (LEAST + '[values.weapons]\ngun = "GUN"', "values.weapons.'gun'"), ('decimal = ";"\n' + LEAST, "decimal"),
        (LEAST + '[values.parties]\nX = "x"', "values.parties.'X'"), (LEAST + '[values.channels]\nX = "tube"', "values.channels.'X'"),
        (LEAST + '[constants]\nchannel = "tube"', "constants.channel"), ('zone = "Mars/Base"\n' + LEAST, "Mars/Base"),
        (LEAST + '[constants]\nreporter_role = "spy"', "constants.reporter_role"), ("a = ", "TOML"), ("a" * 10, "TOML"),
        ('date_formats = ["%d/%m"]\n' + LEAST, "date_formats"), ('date_formats = ["%q"]\n' + LEAST, "date_formats"),
        ('date_formats = "%d"\n' + LEAST, "date_formats"), (LEAST + '[values.targets]\nX = "town"', "values.targets.'X'"),
        ("a = " + "[" * 5000, "TOML"), (LEAST.replace('"r"', '"a b"'), "prefix"), ('author = "a b"\n' + LEAST, "author"),
        (LEAST + '[constants]\nlang = "' + "x" * 40 + '"', "constants.lang"),
    ],
)  # fmt: skip
def test_an_error_names_its_key(tmp_path: Path, text: str, names: str) -> None:
    with pytest.raises(TreveError) as told:
        mapping(tmp_path, text)
    assert names in told.value.message
    assert told.value.exit_code == 2


def test_a_column_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadFile, match="no column place") as told:
        rows(tmp_path, LEAST, "id,on,act\n1,2016-02-27,FIRE\n")
    assert "id, on, act" in told.value.advice


HEAD = "id,on,act,place\n"


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("1,03/04/2016,FIRE,x", "on"), ("1,2016-02-31,FIRE,x", "on"), ("1,2016-02-27,Shelling,x", "act"), ("1,,FIRE,x", "on"),
        ("1,2016-02-27,,x", "act"), ("1,2016-02-27,FIRE", ""), ("1\x00,2016-02-27,FIRE,x", ""),
        ("1\u202e2,2016-02-27,FIRE,x", "id"),
    ],
)  # fmt: skip
def test_a_row_that_cannot_be_read_is_told(tmp_path: Path, row: str, column: str) -> None:
    found, outcome = rows(tmp_path, LEAST, HEAD + "7,2016-02-27,fire.arty; FIRE,x\n".replace("fire.arty", "FIRE.ARTY") + row)
    assert [one.key for one in found] == ["incident:r-7"]
    assert found[0].acts == ("FIRE.ARTY", "FIRE")
    assert [(one.line, one.column) for one in outcome.problems] == [(3, column)]


def test_spans_sides_and_ranges(tmp_path: Path) -> None:
    text = 'prefix = "r"\n[columns]\noccurred="a"\nuntil="b"\nacts="c"\nalleged="d"\nkilled_low="e"\nkilled="f"\nplace="p"\n'
    head = "a;b;c;d;e;f;p\n"
    (report,), _ = rows(
        tmp_path, text.replace('[columns]', 'separator="+"\n[columns]'), head + "2016-06-01;2016-06-02;FIRE;A | B;1;2;x\n"
    )  # fmt: skip
    assert report.occurred.within.duration is not None
    assert report.occurred.within.duration.days == 2
    assert (report.alleged, report.alleged_mode) == (("party:r-a", "party:r-b"), "one_of")
    assert report.harm.killed == Range(1, 2)
    assert report.key == "", "a table without numbers names no incident: the record's id does"
    (report,), _ = rows(tmp_path, text, head + '2016-06-01T10:00;2016-06-01T11:00;FIRE;"A; B";;3;x\n')
    assert report.occurred.within.duration is not None
    assert report.occurred.within.duration.total_seconds() == 3600
    assert report.alleged_mode == "jointly"
    _, outcome = rows(tmp_path, text, head + "2016-06-02;2016-06-01;FIRE;;;;x\n2016-06-02;;FIRE;;3;2;x\n")
    assert [one.column for one in outcome.problems] == ["b", "f"]


class Asked:
    """Remembers what was asked, and knows one P-code."""

    def __init__(self) -> None:
        self.asked: list[tuple[Any, ...]] = []

    def resolve(
        self, said: str, *, pcode: str = "", within: tuple[str, ...] = (), lon: float | None = None, lat: float | None = None,
        radius_m: float | None = None,
    ) -> UncertainPlace:  # fmt: skip
        self.asked.append((said, pcode, within, lon, lat, radius_m))
        if pcode not in ("", "SY03"):
            raise ValueError(f"no place has the P-code {pcode}")
        return UncertainPlace(said)


def test_what_is_asked_of_the_places(tmp_path: Path) -> None:
    rules = mapping(
        tmp_path,
        '[columns]\noccurred="t"\nacts="a"\nplace="p"\npcode="c"\nadm1="g"\nadm2="d"\nlon="x"\nlat="y"\nradius_m="r"\n',
    )
    file = tmp_path / "table.csv"
    lines = ("t,a,p,c,g,d,x,y,r", "1,FIRE,Daraya,,Rif,Dar,,,", "1,FIRE,,,Rif,Dar,,,", "1,FIRE,,SY03,,,,,", "1,FIRE,,SY99,,,,,",
             "1,FIRE,Daraya,,,,36,33,", "1,FIRE,Daraya,,,,36,33,70", "1,FIRE,Daraya,,,,36,,")  # fmt: skip
    file.write_text("\n".join(lines).replace("1,FIRE", "2016-06-01,FIRE"), encoding="utf-8")
    places, outcome, table = Asked(), Outcome(), Table.open(file)
    list(read_rows(table.rows(no_progress), Rows("UTC", places, mapping=rules, author="party:node"), outcome))
    assert places.asked == [
        ("Daraya", "", ("Dar", "Rif"), None, None, None), ("Dar", "", ("Rif",), None, None, None),
        ("SY03", "SY03", (), None, None, None), ("SY99", "SY99", (), None, None, None), ("Daraya", "", (), 36.0, 33.0, 0.0),
        ("Daraya", "", (), 36.0, 33.0, 70.0), ("Daraya", "", (), 36.0, None, None),
    ]  # fmt: skip
    assert [(one.line, one.column) for one in outcome.problems] == [(5, "c")]


def test_a_workbook_with_dates_and_a_title(tmp_path: Path) -> None:
    made = openpyxl.Workbook()
    lines: tuple[tuple[Any, ...], ...] = (
        ("Weekly sheet",), (), ("id", "on", "act", "place"), (1, datetime.fromisoformat("2016-06-03T14:30"), "FIRE", "x")
    )  # fmt: skip
    for line in lines:
        made.active.append(line)
    made.save(tmp_path / "week.xlsx")
    rules = mapping(tmp_path, 'header_row = 3\ndate_formats = ["%d/%m/%Y"]\n' + LEAST)
    (report,) = reports(read(tmp_path / "week.xlsx", rules)[0])
    assert report.occurred.within.start == datetime(2016, 6, 3, 11, 30, tzinfo=UTC)


def test_shapes_of_features_are_the_places(tmp_path: Path) -> None:
    ring = "[[36,33],[37,33],[37,34],[36,33]]"
    feature = '{"type":"Feature","properties":{"id":%d,"on":"2016-06-03","act":"FIRE","place":"x"},"geometry":%s}'
    shapes = ('{"type":"Point","coordinates":[36.2,33.4]}', f'{{"type":"Polygon","coordinates":[{ring}]}}', "null",
              '{"type":"LineString","coordinates":[[1,2],[3,4]]}')  # fmt: skip
    held = ",".join(feature % (number, shape) for number, shape in enumerate(shapes))
    file = tmp_path / "x.geojson"
    file.write_text(f'{{"type":"FeatureCollection","features":[{held}]}}', encoding="utf-8")
    records, outcome = read(file, mapping(tmp_path, LEAST + "[constants]\nradius_m = 250\n"))
    point, area, nowhere = reports(records)
    assert point.place.where == Disc(36.2, 33.4, 250.0)
    assert isinstance(area.place.where, AreaPlace)
    assert (nowhere.place.where, nowhere.place.said) == (None, "x")
    assert [(one.line, one.column) for one in outcome.problems] == [(4, "geometry")]
