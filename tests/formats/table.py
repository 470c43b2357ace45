"""A table of every sort of cell and place, for the tests of the formats."""

from datetime import UTC, datetime

from treve.formats.features import Column, Feature, FeatureTable
from treve.geo.footprint import Circle, Polygon
from treve.geo.place import Disc

KNOWN = datetime(2016, 7, 1, 12, 30, 15, 250_000, tzinfo=UTC)
COLUMNS = (
    Column("place", "text", "#loc+name", "the place"),
    Column("killed", "integer", "#impact+killed", "killed"),
    Column("hours", "real", "#meta+hours", "width"),
    Column("at", "time", "#date+occurred", "when"),
)
HOSTILE = ('=HYPERLINK("http://x")', "+1+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1")


def feature(identity: str, geometry: object, **cells: object) -> Feature:
    return Feature(identity, geometry, cells)  # type: ignore[arg-type]


def table(*rows: Feature) -> FeatureTable:
    given = rows or (
        feature("a", Disc(36.24, 33.46, 2_500.0), place="Daraya داريا", killed=3, hours=1.5, at=KNOWN),
        feature("b", Disc(36.3, 33.5), place="point"),
        feature("c", None, place="nowhere", killed=0),
        feature("d", Circle(179.99, 10.0, 50_000.0), place="across the antimeridian"),
        feature("e", Polygon((((36.0, 33.0), (36.0, 34.0), (37.0, 34.0), (37.0, 33.0), (36.0, 33.0)),)), place="square"),
    )  # fmt: skip
    return FeatureTable("incidents", "Incidents; numbers of registers are not added.", COLUMNS, given, KNOWN)
