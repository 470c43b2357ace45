"""GeoJSON: the features of a collection as rows, their properties as columns, their geometry as the place (RFC 7946).

A point is a place known to the stated radius, a polygon a place somewhere in it; other shapes are a
problem of their row. Coordinates are longitude and latitude on WGS 84; heights are left aside.
"""

import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec

from treve.codec import decode, encode
from treve.errors import BadFile, BadRecord, TooLarge
from treve.geo.footprint import MultiPolygon, Polygon
from treve.geo.place import AreaPlace, Disc
from treve.intake.source import Line, unpacked
from treve.intake.table import Progress

MOST_BYTES = 1024**3
"""Largest file, unpacked: it is held as a whole."""
GEOMETRY = "geometry"
"""Name under which problems of the shape are reported."""
WGS84 = ("CRS84", "EPSG::4326", "EPSG:4326")
"""Endings of the names of the one reference system that is read."""


class _Feature(msgspec.Struct):
    type: str = ""
    id: str | int | float | None = None
    geometry: Any = None
    properties: dict[str, Any] | None = None


class _Collection(msgspec.Struct):
    type: str = ""
    features: list[msgspec.Raw] | None = None
    crs: Any = None


def features_of(path: Path) -> tuple[list[str], Callable[[Progress], Iterator[Line]]]:
    """The names of the properties, and the features in order; raises `BadFile` where it is no collection."""
    features = _read(path)
    names: dict[str, None] = {}
    for raw in features:
        try:
            names.update(dict.fromkeys(decode(raw, _Feature).properties or {}))
        except BadRecord:
            continue
    columns = list(names)

    def lines(progress: Progress) -> Iterator[Line]:
        for number, raw in enumerate(features, 1):
            if number % 500 == 0:
                progress(number, len(features))
            yield _line(number, raw, columns)

    return columns, lines


def _line(number: int, raw: msgspec.Raw, columns: list[str]) -> Line:
    try:
        feature = decode(raw, _Feature)
    except BadRecord as error:
        return Line(number, [""] * len(columns), fault=f"the feature cannot be read: {error.message}")
    if feature.type != "Feature":
        return Line(number, [""] * len(columns), fault=f"{feature.type[:40]!r} is no feature")
    held = feature.properties or {}
    return Line(number, [cell_of(held.get(name)) for name in columns], feature.geometry)


def _read(path: Path) -> list[msgspec.Raw]:
    try:
        with path.open("rb") as opened:
            content = unpacked(opened).read(MOST_BYTES + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise BadFile(f"{path.name} cannot be read: {error}.") from error
    if len(content) > MOST_BYTES:
        raise TooLarge(f"{path.name} is larger than {MOST_BYTES} bytes.")
    try:
        found = decode(content.removeprefix(b"\xef\xbb\xbf"), _Collection)
    except BadRecord as error:
        raise BadFile(f"{path.name} is no GeoJSON: {error.message}.") from error
    if found.type != "FeatureCollection" or found.features is None:
        raise BadFile(f"{path.name} is no FeatureCollection.")
    name = str((found.crs.get("properties") or {}).get("name", "")) if isinstance(found.crs, dict) else ""
    if name and not name.endswith(WGS84):
        raise BadFile(f"{path.name} is in {name}; only longitude and latitude on WGS 84 are read (RFC 7946, section 4).")
    return found.features


def cell_of(value: Any) -> str:
    """A property as text; lists and objects as JSON."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    return value if isinstance(value, str) else encode(value).decode()


def place_of(geometry: Any, radius_m: float) -> Disc | AreaPlace:
    """The place that a geometry stands for; raises `ValueError` for what is none."""
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    held = geometry.get("coordinates") if isinstance(geometry, dict) else None
    try:
        if kind == "Point":
            lon, lat = _point(held)
            return Disc(lon, lat, radius_m)
        if kind == "Polygon":
            return AreaPlace(polygon_of(held))
        if kind == "MultiPolygon":
            return AreaPlace(MultiPolygon(tuple(polygon_of(part) for part in _list(held))))
    except (TypeError, IndexError, RecursionError) as error:
        raise ValueError(f"the coordinates are none of a {kind}: {error}") from error
    raise ValueError(f"a place is a Point, Polygon or MultiPolygon, not {str(kind)[:40]!r}")


def polygon_of(rings: Any) -> Polygon:
    """The polygon of the coordinates of one; raises `TypeError` for what is none, `BadGeometry` for what cannot be."""
    return Polygon(tuple(tuple(_point(point) for point in _list(ring)) for ring in _list(rings)))


def _point(point: Any) -> tuple[float, float]:
    lon, lat = _list(point)[:2] if len(_list(point)) >= 2 else (None, None)
    if isinstance(lon, bool) or isinstance(lat, bool) or not isinstance(lon, int | float) or not isinstance(lat, int | float):
        raise TypeError(f"{str(point)[:40]} is no position")
    return float(lon), float(lat)


def _list(value: Any) -> Any:
    if not isinstance(value, list):
        raise TypeError(f"{str(value)[:40]} is no list")
    return value
