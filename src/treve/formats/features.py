"""The one neutral table that every export is written from: columns with types and HXL tags, rows with a place."""

from datetime import datetime
from typing import Literal

import msgspec

from treve.errors import BadInput
from treve.geo.footprint import Footprint
from treve.geo.place import Disc, OneOf

ColumnKind = Literal["text", "integer", "real", "time"]
"""What a column holds; `time` is an instant, written in UTC."""

Value = str | int | float | datetime | None
"""What a cell holds; `None` = not known, or not said."""


class Column(msgspec.Struct, frozen=True):
    """A column of a table."""

    name: str
    """Its name, small letters and underscores; the same in every format."""
    kind: ColumnKind = "text"
    """What it holds."""
    hxl: str = ""
    """Its HXL tag with attributes, such as `#date+occurred`; empty = none fits."""
    words: str = ""
    """What it says, with the unit."""


class Feature(msgspec.Struct, frozen=True):
    """A row: something with an id, perhaps with a place."""

    id: str
    """Its id, one of a kind in the table."""
    geometry: Footprint | Disc | OneOf | None
    """Where it is; a disc is a position with its uncertainty, one of several places is drawn as all of them."""
    properties: dict[str, Value]
    """Its cells by column; a column that is missing is not known."""


class FeatureTable(msgspec.Struct, frozen=True):
    """Rows under columns, as known at one time; raises `BadInput` where a row does not fit them."""

    name: str
    """Its name: small letters, digits and underscores."""
    words: str
    """What it holds, and how it was counted."""
    columns: tuple[Column, ...]
    """Its columns in order."""
    rows: tuple[Feature, ...]
    """Its rows in order."""
    known_at: datetime
    """The recorded time up to which it knows."""

    def __post_init__(self) -> None:
        if not self.name.isidentifier() or not self.name.isascii():
            raise BadInput(f"{self.name!r} is no name for a table: use letters, digits and underscores.")
        names = [column.name for column in self.columns]
        if len(set(names)) < len(names) or {"id", "fid", "geom", "geometry"} & set(names):
            raise BadInput("A table needs columns of different names, none of them id, fid, geom or geometry.")
        seen: set[str] = set()
        for row in self.rows:
            if row.id in seen:
                raise BadInput(f"The row {row.id!r} stands twice in the table {self.name!r}.")
            seen.add(row.id)
            if unknown := sorted(set(row.properties) - set(names)):
                raise BadInput(f"The row {row.id!r} has cells under columns that there are not: {', '.join(unknown)}.")
