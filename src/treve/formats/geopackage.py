"""OGC GeoPackage 1.3 (OGC 12-128r17) as bytes, made with the SQLite of the standard library.

One feature table, geometries of any type on WGS 84 with their envelope in the header; no R*Tree
extension, since readers build their own where they need one. `last_change` is the recorded time up
to which the table knows, so that the same table gives the same bytes.
"""

import sqlite3
import struct
from contextlib import closing
from datetime import UTC, datetime

from shapely.geometry.base import BaseGeometry

from treve.formats.csv_hxl import visible
from treve.formats.features import FeatureTable, Value
from treve.formats.geometry import Discs, shape_of, wkb

_APPLICATION_ID = 0x47504B47
_USER_VERSION = 10300
_WRITER = slice(96, 100)
_TYPES = {"text": "TEXT", "integer": "INTEGER", "real": "REAL", "time": "DATETIME"}
_WGS_84 = (
    'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,AUTHORITY["EPSG","7030"]],'
    'AUTHORITY["EPSG","6326"]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],'
    'UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],AXIS["Latitude",NORTH],AXIS["Longitude",EAST],'
    'AUTHORITY["EPSG","4326"]]'
)
_SCHEMA = """
CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT NOT NULL, srs_id INTEGER NOT NULL PRIMARY KEY,
  organization TEXT NOT NULL, organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT);
CREATE TABLE gpkg_contents (table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT UNIQUE,
  description TEXT DEFAULT '', last_change DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')),
  min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER,
  CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id));
CREATE TABLE gpkg_geometry_columns (table_name TEXT NOT NULL, column_name TEXT NOT NULL,
  geometry_type_name TEXT NOT NULL, srs_id INTEGER NOT NULL, z TINYINT NOT NULL, m TINYINT NOT NULL,
  CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name), CONSTRAINT uk_gc_table_name UNIQUE (table_name),
  CONSTRAINT fk_gc_tn FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name),
  CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys (srs_id));
"""


def to_geopackage(table: FeatureTable, *, discs: Discs = "polygon") -> bytes:
    """The table as a GeoPackage of one layer."""
    shapes = [shape_of(row.geometry, discs) for row in table.rows]
    with closing(sqlite3.connect(":memory:", autocommit=True)) as store:
        store.execute("PRAGMA page_size = 4096")
        store.execute(f"PRAGMA application_id = {_APPLICATION_ID}")
        store.execute(f"PRAGMA user_version = {_USER_VERSION}")
        store.execute("BEGIN")
        for statement in _SCHEMA.split(";\n"):
            if statement.strip():
                store.execute(statement)
        _describe(store, table, shapes)
        _fill(store, table, shapes)
        store.execute("COMMIT")
        raw = bytearray(store.serialize())
    # The header names the SQLite library that wrote last; the table does not depend on it.
    raw[_WRITER] = bytes(4)
    return bytes(raw)


def _describe(store: sqlite3.Connection, table: FeatureTable, shapes: list[BaseGeometry | None]) -> None:
    store.executemany(
        "INSERT INTO gpkg_spatial_ref_sys VALUES (?, ?, ?, ?, ?, ?)",
        [
            ("Undefined Cartesian SRS", -1, "NONE", -1, "undefined", "undefined Cartesian coordinate reference system"),
            ("Undefined geographic SRS", 0, "NONE", 0, "undefined", "undefined geographic coordinate reference system"),
            ("WGS 84 geodetic", 4326, "EPSG", 4326, _WGS_84, "longitude and latitude in degrees on WGS 84"),
        ],
    )
    boxes = [shape.bounds for shape in shapes if shape is not None]
    sides = list(zip(*boxes, strict=True)) if boxes else []
    box = (min(sides[0]), min(sides[1]), max(sides[2]), max(sides[3])) if sides else (None,) * 4
    store.execute(
        "INSERT INTO gpkg_contents VALUES (?, 'features', ?, ?, ?, ?, ?, ?, ?, 4326)",
        (table.name, table.name, visible(table.words), moment(table.known_at), *box),
    )
    columns = "".join(f', "{column.name}" {_TYPES[column.kind]}' for column in table.columns)
    store.execute(
        f'CREATE TABLE "{table.name}" (fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, geom GEOMETRY, '
        f"id TEXT NOT NULL UNIQUE{columns})"
    )
    store.execute("INSERT INTO gpkg_geometry_columns VALUES (?, 'geom', 'GEOMETRY', 4326, 0, 0)", (table.name,))


def _fill(store: sqlite3.Connection, table: FeatureTable, shapes: list[BaseGeometry | None]) -> None:
    marks = ", ".join("?" * (len(table.columns) + 3))
    store.executemany(
        f'INSERT INTO "{table.name}" VALUES ({marks})',  # noqa: S608 - the name is checked by the table itself
        (
            (number, None if shape is None else blob(shape), visible(row.id),
             *(_cell(row.properties.get(column.name)) for column in table.columns))
            for number, (row, shape) in enumerate(zip(table.rows, shapes, strict=True), 1)
        ),
    )  # fmt: skip


def _cell(value: Value) -> str | int | float | None:
    if isinstance(value, datetime):
        return moment(value)
    return visible(value) if isinstance(value, str) else value


def moment(at: datetime) -> str:
    """An instant as the standard writes it: UTC, milliseconds, Z."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def blob(shape: BaseGeometry) -> bytes:
    """The geometry in GeoPackage's binary form: header, envelope, WKB (little endian)."""
    west, south, east, north = shape.bounds
    little_endian_with_xy_envelope = 0b0000_0011
    head = struct.pack("<2sBBi4d", b"GP", 0, little_endian_with_xy_envelope, 4326, west, east, south, north)
    return head + wkb(shape)
