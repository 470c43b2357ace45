"""HXL tags, and what this node exports, read back."""

import json
from datetime import timedelta
from pathlib import Path

import openpyxl
import pytest

from tests import making
from treve.cli.app import main
from treve.errors import BadFile
from treve.formats.csv_hxl import to_csv
from treve.formats.geojson import to_geojson
from treve.formats.incidents import COLUMNS, incident_table
from treve.geo.interval import UncertainTime
from treve.geo.place import AreaPlace, Disc, UncertainPlace
from treve.intake.hxl import FIELDS, OWN, by_tags
from treve.intake.layouts import Given, detect, layout_of
from treve.intake.mapped import THERE
from treve.intake.mapping import Columns
from treve.intake.source import Table, no_progress
from treve.intake.table import Outcome, read_rows
from treve.intake.where import Coordinates
from treve.records.base import Record, Source
from treve.records.incident import Link
from treve.records.kinds import record_id, to_bytes
from treve.records.party import Party
from treve.records.report import Harm, IncidentReport, Range

ZONE = "Asia/Damascus"
START = making.utc(2016, 6, 1, 10)


def read(file: Path, present: frozenset[str] = frozenset()) -> tuple[list[Record], Outcome]:
    table, outcome = Table.open(file), Outcome()
    given = Given(ZONE, "party:node", Coordinates(), present.__contains__)
    return list(read_rows(table.rows(no_progress), layout_of(detect(table), table, given), outcome)), outcome


def reports(records: list[Record]) -> list[IncidentReport]:
    return [one for one in records if isinstance(one, IncidentReport)]


def tagged(folder: Path, *lines: str) -> Path:
    file = folder / "tagged.csv"
    file.write_text("\n".join(lines), encoding="utf-8")
    return file


TAGS = "#event +id,#date+occurred,#loc+name,#geo+lat,#geo+lon,#event+type,#org+reporter,#group+accused,#impact+killed,#affected+injured"


def test_a_tagged_table_below_a_title(tmp_path: Path) -> None:
    title = ["Weekly table,,,,,,,,,", ",,,,,,,,,", "No,When,Where,Lat,Lon,What,By,Accused,Killed,Injured"]
    row = "7,2016-06-01,Daraya,33.458,36.236,FIRE.MORTAR;FIRE.ARTY,party:a,Group B,2,"
    bad = "8,01/06/2016,Daraya,33.458,36.236,FIRE,party:a,Group B,2,"
    records, outcome = read(tagged(tmp_path, *title, TAGS, row, bad))
    (report,) = reports(records)
    assert report.key == "incident:hxl-a-7"
    assert (report.author, report.registrar) == ("party:node", "party:a")
    assert report.acts == ("FIRE.MORTAR", "FIRE.ARTY")
    assert report.alleged == ("party:hxl-group-b",)
    assert report.place == UncertainPlace("Daraya", Disc(36.236, 33.458, 0.0))
    assert report.occurred.within.duration == timedelta(days=1)
    assert report.harm == Harm(killed=Range(2, 2, 2))
    assert [one.names["en"] for one in records if isinstance(one, Party)] == ["Group B"]
    assert [(one.line, one.column) for one in outcome.problems] == [(6, "When")]


def test_a_tagged_workbook(tmp_path: Path) -> None:
    made = openpyxl.Workbook()
    for line in (("Table",), ("When", "What", "Where"), ("#date+occurred", "#event+type", "#loc+name", "#org+reporter")):
        made.active.append(line)
    made.active.append((making.utc(2016, 6, 1).date(), "FIRE", "Daraya"))
    made.save(tmp_path / "tagged.xlsx")
    (report,) = reports(read(tmp_path / "tagged.xlsx")[0])
    assert (report.place.said, report.occurred.within.duration) == ("Daraya", timedelta(days=1))


def test_without_a_registrar_an_id_is_not_used(tmp_path: Path) -> None:
    tags = "#event+id,#date+start,#date+end,#adm1+code,#event+type"
    (report,) = reports(read(tagged(tmp_path, tags, "7,2016-06-01,2016-06-02,SY03,FIRE"))[0])
    assert report.key == ""
    assert report.place.said == "SY03"
    assert report.occurred.within.duration == timedelta(days=2)


def test_tags_that_are_ambiguous_or_too_few(tmp_path: Path) -> None:
    with pytest.raises(BadFile, match="two columns for occurred"):
        read(tagged(tmp_path, "a,b,c", "#date+occurred,#date+occurred,#event+type", "1,2,FIRE"))
    with pytest.raises(BadFile, match="#date"):
        read(tagged(tmp_path, "a,b", "#adm1+name,#event+type", "1,FIRE"))
    table = Table.open(tagged(tmp_path, "a,b,c,d", "#date+reported,#date,#event+type,#adm1+name+ar"))
    assert by_tags(table).columns.occurred == "b"


def test_every_field_of_tags_is_a_field_of_mappings() -> None:
    assert set(FIELDS) <= set(Columns.__struct_fields__)
    assert set(OWN.values()) <= set(Columns.__struct_fields__)
    assert set(OWN) <= {column.name for column in COLUMNS}


@pytest.fixture
def picture() -> list[IncidentReport]:
    return [
        making.report(
            "one", making.span(START, 2), occurred=UncertainTime(making.span(START, 2), ZONE, "about noon"),
            place=UncertainPlace("Daraya", Disc(36.236, 33.458, 500.0)), acts=("FIRE.ARTY", "CIV.HARM"), weapon="ARTY.GE100",
            alleged=("party:a", "party:c"), alleged_mode="one_of", against=("party:b",),
            harm=Harm(killed=Range(1, None, 4), injured=Range(3)), register="party:b", said_at=making.utc(2016, 6, 2),
            sources=(Source("Outlet", making.utc(2016, 6, 2).date()), Source("=HYPERLINK(1)")),
        ),
        making.report("two", making.span(START, 1), place=UncertainPlace("=cmd", None), acts=("AIR",), alleged=()),
    ]  # fmt: skip


@pytest.mark.parametrize("form", ["csv", "geojson"])
def test_what_a_node_exports_reads_back(tmp_path: Path, form: str, picture: list[IncidentReport]) -> None:
    truce = [making.arrangement(name, making.span(START - timedelta(days=1), 100)) for name in ("x", "y")]
    held = making.picture(*truce, *picture, making.party("a"), making.party("b"))
    table = incident_table(held, making.span(START, 24), zone_name=ZONE)
    file = tmp_path / f"incidents.{form}"
    file.write_bytes(to_csv(table) if form == "csv" else to_geojson(table))
    records, outcome = read(file)
    assert outcome.problems == []
    assert len(table.rows) > 2, "a row for each arrangement"
    first, second = {one.key: one for one in reports(records)}.values()
    ids = [record_id(to_bytes(one)) for one in picture]
    assert first.key == f"incident:one/{ids[0][:10]}"
    for name in ("acts", "weapon", "alleged", "alleged_mode", "against", "harm", "register", "sources", "place", "said_at"):
        assert getattr(first, name) == getattr(picture[0], name), name
    assert first.occurred == picture[0].occurred
    assert (second.place.said, second.place.where, second.acts) == ("=cmd", None, ("AIR",))
    assert {(one.a, one.b) for one in records if isinstance(one, Link)} == {
        (first.key, "incident:one"), (second.key, "incident:two"),
    }  # fmt: skip
    again, told = read(file, frozenset(ids))
    assert again == []
    assert told.skipped == {THERE: len(table.rows)}


def test_an_area_reads_back_from_geojson(tmp_path: Path) -> None:
    area = making.report("one", making.span(START, 2), place=UncertainPlace("x", AreaPlace(making.area("z").footprint)))
    shape = {"type": "Polygon", "coordinates": [[[36.0, 33.0], [36.5, 33.0], [36.5, 33.5], [36.0, 33.0]]]}
    table = incident_table(making.picture(area), making.span(START, 24), zone_name=ZONE)
    content = json.loads(to_geojson(table))
    for feature in content["features"]:
        feature["geometry"] = shape
        feature["properties"] |= {"lon": None, "lat": None, "radius_m": None}
    file = tmp_path / "x.geojson"
    file.write_text(json.dumps(content), encoding="utf-8")
    (report,) = reports(read(file)[0])
    assert isinstance(report.place.where, AreaPlace)


def test_a_nodes_own_export_changes_nothing_in_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder, other = str(tmp_path / "demo"), str(tmp_path / "other")
    file = str(tmp_path / "incidents.csv")
    assert main(["demo", folder]) == 0
    assert main(["export", file, "--from", "2016-01-01", "--to", "2017-05-07", "--node", folder]) == 0
    capsys.readouterr()
    assert main(["import", file, "--json", "--node", folder]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["layout"] == "hxl"
    assert (told["new"], told["left_out"]) == (0, 0)
    assert sum(told["skipped"].values()) == told["rows"] > 10
    assert main(["init", other, "--party", "party:y", "--zone", ZONE]) == 0
    capsys.readouterr()
    for first in (True, False):
        assert main(["import", file, "--json", "--node", other]) == 0
        told = json.loads(capsys.readouterr().out)
        assert told["left_out"] == 0
        assert (told["new"] > 0) == first
