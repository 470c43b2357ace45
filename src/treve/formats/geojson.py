"""GeoJSON (RFC 7946): longitude and latitude on WGS 84, right-handed rings, seven decimals (one centimetre)."""

from datetime import datetime
from typing import Any

from shapely.geometry import mapping

from treve import codec
from treve.formats.csv_hxl import instant
from treve.formats.features import FeatureTable
from treve.formats.geometry import Discs, shape_of


def to_geojson(table: FeatureTable, *, discs: Discs = "polygon") -> bytes:
    """The table as a feature collection; `known_at` and what the table holds stand beside it as foreign members."""
    return codec.encode(collection(table, discs=discs))


def collection(table: FeatureTable, *, discs: Discs = "polygon") -> dict[str, Any]:
    """The feature collection as plain dicts."""
    features = []
    for row in table.rows:
        shape = shape_of(row.geometry, discs)
        cells = {column.name: row.properties.get(column.name) for column in table.columns}
        features.append(
            {
                "type": "Feature",
                "id": row.id,
                "geometry": None if shape is None else mapping(shape),
                "properties": {name: instant(value) if isinstance(value, datetime) else value for name, value in cells.items()},
            }
        )
    return {
        "type": "FeatureCollection",
        "name": table.name,
        "description": table.words,
        "known_at": instant(table.known_at),
        "features": features,
    }
