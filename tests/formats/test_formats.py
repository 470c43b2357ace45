"""Each format held against its standard: RFC 4180 and HXL, RFC 7946, GeoPackage 1.3, GeoParquet 1.1."""

import csv
import json
import sqlite3
import struct
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow.parquet as pq
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from tests.formats.table import HOSTILE, KNOWN, feature, table
from treve.errors import BadInput
from treve.formats.csv_hxl import to_csv
from treve.formats.features import Column, FeatureTable
from treve.formats.geojson import to_geojson
from treve.formats.geopackage import to_geopackage
from treve.formats.geoparquet import to_geoparquet
from treve.geo.metric import distance

RUNS = tuple("=+-@\t\r＝＋－＠")


def test_csv_has_names_then_hxl_tags_then_rows() -> None:
    rows = list(csv.reader(StringIO(to_csv(table()).decode(), newline="")))
    assert rows[0] == ["id", "place", "killed", "hours", "at"]
    assert rows[1] == ["#event+id+row", "#loc+name", "#impact+killed", "#meta+hours", "#date+occurred"]
    assert rows[2] == ["a", "Daraya داريا", "3", "1.5", "2016-07-01T12:30:15.250000Z"]
    assert rows[4] == ["c", "nowhere", "0", "", ""]
    assert to_csv(table()).count(b"\r\n") == 7


@pytest.mark.parametrize("text", HOSTILE)
def test_no_cell_of_a_spreadsheet_runs(text: str) -> None:
    raw = to_csv(table(feature("a", None, place=text)))
    cell = list(csv.reader(StringIO(raw.decode(), newline="")))[2][1]
    assert not cell.lstrip(" ").startswith(RUNS)


@given(st.text(max_size=30), st.text(max_size=10))
def test_whatever_text_stands_in_a_cell_the_file_can_be_read_back(text: str, identity: str) -> None:
    raw = to_csv(table(feature(identity, None, place=text)))
    rows = list(csv.reader(StringIO(raw.decode(), newline="")))
    assert len(rows) == 3
    assert len(rows[2]) == 5
    number = (
        text.lstrip("+-")
        .replace(".", "", 1)
        .replace(",", "", 1)
        .replace("e", "", 1)
        .replace("E", "", 1)
        .replace("-", "")
        .replace("+", "")
    )
    assert not rows[2][1].startswith(RUNS) or number.isdigit()


def test_geojson_keeps_the_rules_of_rfc_7946() -> None:
    held = json.loads(to_geojson(table()))
    assert held["type"] == "FeatureCollection"
    assert "crs" not in held
    assert held["known_at"] == "2016-07-01T12:30:15.250000Z"
    shapes = {one["id"]: one["geometry"] for one in held["features"]}
    assert shapes["c"] is None
    assert shapes["b"] == {"type": "Point", "coordinates": [36.3, 33.5]}
    for geometry in shapes.values():
        if geometry is not None and geometry["type"] != "Point":
            shape = shapely.from_geojson(json.dumps(geometry))
            assert shape.is_valid
            for part in shapely.get_parts(shape):
                assert part.exterior.is_ccw
                assert part.exterior.is_closed
    assert all(set(one["properties"]) == {"place", "killed", "hours", "at"} for one in held["features"])


def test_an_area_across_the_antimeridian_is_cut_there() -> None:
    held = json.loads(to_geojson(table()))
    geometry = next(one["geometry"] for one in held["features"] if one["id"] == "d")
    assert geometry["type"] == "MultiPolygon"
    lons = np.array([lon for part in geometry["coordinates"] for ring in part for lon, _ in ring])
    assert lons.min() == -180.0
    assert lons.max() == 180.0
    for part in geometry["coordinates"]:
        sides = [lon for lon, _ in part[0]]
        assert max(sides) - min(sides) < 1.0


def test_a_disc_is_a_circle_of_its_radius_or_a_point() -> None:
    held = json.loads(to_geojson(table()))
    ring = np.array(held["features"][0]["geometry"]["coordinates"][0])
    away = distance(36.24, 33.46, ring[:, 0], ring[:, 1])
    assert np.abs(away - 2_500.0).max() < 0.05
    point = json.loads(to_geojson(table(), discs="point"))
    assert point["features"][0]["geometry"] == {"type": "Point", "coordinates": [36.24, 33.46]}


def opened(raw: bytes, folder: Path) -> sqlite3.Connection:
    file = folder / "table.gpkg"
    file.write_bytes(raw)
    return sqlite3.connect(file)


def test_a_geopackage_opens_and_has_its_tables_headers_and_systems(tmp_path: Path) -> None:
    raw = to_geopackage(table())
    assert raw[:16] == b"SQLite format 3\x00"
    store = opened(raw, tmp_path)
    assert store.execute("PRAGMA application_id").fetchone() == (0x47504B47,)
    assert store.execute("PRAGMA user_version").fetchone() == (10300,)
    assert store.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert store.execute("PRAGMA foreign_key_check").fetchall() == []
    systems = dict(store.execute("SELECT srs_id, organization FROM gpkg_spatial_ref_sys"))
    assert systems == {-1: "NONE", 0: "NONE", 4326: "EPSG"}
    name, kind, changed, west, _, east, _, srs = store.execute(
        "SELECT table_name, data_type, last_change, min_x, min_y, max_x, max_y, srs_id FROM gpkg_contents"
    ).fetchone()
    assert (name, kind, changed, srs) == ("incidents", "features", "2016-07-01T12:30:15.250Z", 4326)
    assert (west, east) == (-180.0, 180.0)
    assert store.execute("SELECT column_name, srs_id, z, m FROM gpkg_geometry_columns").fetchone() == ("geom", 4326, 0, 0)
    rows = {row[0]: row[1:] for row in store.execute("SELECT id, geom, place, killed, at FROM incidents")}
    assert rows["c"] == (None, "nowhere", 0, None)
    blob = rows["a"][0]
    magic, version, flags, srs, west, east, south, north = struct.unpack("<2sBBi4d", blob[:40])
    assert (magic, version, flags, srs) == (b"GP", 0, 0b11, 4326)
    shape = shapely.from_wkb(blob[40:])
    assert shape.bounds == (west, south, east, north)
    assert rows["a"][3] == "2016-07-01T12:30:15.250Z"
    store.close()


def test_geoparquet_says_what_its_geometry_is() -> None:
    raw = to_geoparquet(table())
    held = pq.read_table(BytesIO(raw))
    metadata = pq.read_metadata(BytesIO(raw)).metadata
    about = json.loads(metadata[b"geo"])
    assert about["version"] == "1.1.0"
    assert about["primary_column"] == "geometry"
    column = about["columns"]["geometry"]
    assert column["encoding"] == "WKB"
    assert column["edges"] == "spherical"
    assert column["orientation"] == "counterclockwise"
    assert column["geometry_types"] == ["MultiPolygon", "Point", "Polygon"]
    assert len(column["bbox"]) == 4
    assert "crs" not in column
    assert held.column("id").to_pylist() == ["a", "b", "c", "d", "e"]
    shapes = [None if raw is None else shapely.from_wkb(raw) for raw in held.column("geometry").to_pylist()]
    assert shapes[2] is None
    assert shapes[1].equals(shapely.Point(36.3, 33.5))
    assert held.schema.field("at").type.tz == "UTC"
    assert json.loads(metadata[b"columns"])[0] == {"name": "place", "hxl": "#loc+name", "words": "the place"}


@pytest.mark.parametrize("write", [to_csv, to_geojson, to_geopackage, to_geoparquet])
def test_the_same_table_gives_the_same_bytes_also_when_empty(write: Any) -> None:
    assert write(table()) == write(table())
    empty = FeatureTable("incidents", "none", table().columns, (), KNOWN)
    assert write(empty) == write(empty)


def test_every_format_holds_the_same_rows(tmp_path: Path) -> None:
    held = table()
    ids = [row.id for row in held.rows]
    store = opened(to_geopackage(held), tmp_path)
    assert [one for (one,) in store.execute("SELECT id FROM incidents ORDER BY fid")] == ids
    store.close()
    assert [one["id"] for one in json.loads(to_geojson(held))["features"]] == ids
    assert [row[0] for row in csv.reader(StringIO(to_csv(held).decode(), newline=""))][2:] == ids


def test_a_table_that_does_not_fit_its_columns_is_refused() -> None:
    with pytest.raises(BadInput):
        table(feature("a", None, other=1))
    with pytest.raises(BadInput):
        table(feature("a", None), feature("a", None))
    with pytest.raises(BadInput):
        FeatureTable("in cidents", "", (), (), KNOWN)
    with pytest.raises(BadInput):
        FeatureTable("incidents", "", (Column("geom"),), (), KNOWN)
