"""GeoParquet 1.1: WKB in one column, described under the key `geo` of the file.

Edges are declared `spherical`, the nearest that the format knows to the geodesics that Treve means; the
default, `planar`, would be wrong. Readers that only know planar edges see borders that were densified
before, so that the difference stays within metres. Under the key `columns` stand the HXL tag and the words
of each column; Parquet itself has no place for them.
"""

from io import BytesIO
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from treve import codec
from treve.formats.csv_hxl import visible
from treve.formats.features import Column, FeatureTable
from treve.formats.geometry import Discs, shape_of, wkb

_TYPES = {"text": pa.string(), "integer": pa.int64(), "real": pa.float64(), "time": pa.timestamp("us", tz="UTC")}


def to_geoparquet(table: FeatureTable, *, discs: Discs = "polygon") -> bytes:
    """The table as GeoParquet; the same table gives the same bytes with one version of Arrow."""
    shapes = [shape_of(row.geometry, discs) for row in table.rows]
    fields = [
        pa.field("id", pa.string(), nullable=False),
        *(_field(column) for column in table.columns),
        pa.field("geometry", pa.binary()),
    ]
    arrays = [
        pa.array([row.id for row in table.rows], pa.string()),
        *(pa.array([_cell(row.properties.get(column.name)) for row in table.rows], _TYPES[column.kind])
          for column in table.columns),
        pa.array([None if shape is None else wkb(shape) for shape in shapes], pa.binary()),
    ]  # fmt: skip
    types = sorted({shape.geom_type for shape in shapes if shape is not None})
    boxes = [shape.bounds for shape in shapes if shape is not None]
    about: dict[str, Any] = {"encoding": "WKB", "geometry_types": types, "edges": "spherical"}
    about["orientation"] = "counterclockwise"
    if boxes:
        west, south, east, north = zip(*boxes, strict=True)
        about["bbox"] = [min(west), min(south), max(east), max(north)]
    geo = {"version": "1.1.0", "primary_column": "geometry", "columns": {"geometry": about}}
    said: dict[str | bytes, str | bytes] = {
        b"geo": codec.encode(geo),
        b"title": table.words.encode(),
        b"known_at": table.known_at.isoformat().encode(),
        b"columns": codec.encode([{"name": one.name, "hxl": one.hxl, "words": one.words} for one in table.columns]),
    }
    out = BytesIO()
    held = pa.Table.from_arrays(arrays, schema=pa.schema(fields))
    with pq.ParquetWriter(out, held.schema, compression="zstd", write_statistics=True, store_schema=False) as writer:
        writer.write_table(held)
        # Without Arrow's own schema, the metadata of the table is not written: it is put into the file itself.
        writer.add_key_value_metadata(said)
    return out.getvalue()


def _field(column: Column) -> pa.Field:
    return pa.field(column.name, _TYPES[column.kind])


def _cell(value: Any) -> Any:
    return visible(value) if isinstance(value, str) else value
