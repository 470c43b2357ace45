"""The table of areas and lines, each version with how settled its shape is."""

from treve.formats.features import Column, Feature, FeatureTable
from treve.picture.picture import Picture

COLUMNS = (
    Column("area", "text", "#loc+code", "key of the area"),
    Column("name", "text", "#loc+name", "its name"),
    Column("area_kind", "text", "#loc+type", "its kind"),
    Column("arrangement", "text", "#meta+arrangement", "arrangement it belongs to"),
    Column("drawn", "text", "#status+border", "how settled the shape is"),
    Column("precision_m", "real", "#geo+precision", "how far the drawn border may lie from the agreed one, metres"),
    Column("held_from", "time", "#date+start", "first instant at which this version held, UTC"),
    Column("held_to", "time", "#date+end", "first instant at which it no longer held, UTC; empty = until further notice"),
)
"""Columns of the table."""

WORDS = "Areas and lines of arrangements. Borders are approximate and imply no recognition."


def area_table(picture: Picture, *, lang: str = "en") -> FeatureTable:
    """All areas of a picture, by key."""
    rows = tuple(
        Feature(
            key,
            area.footprint,
            {
                "area": key,
                "name": picture.name(key, lang),
                "area_kind": area.area_kind,
                "arrangement": area.arrangement or None,
                "drawn": area.drawn,
                "precision_m": area.precision_m,
                "held_from": area.during.start,
                "held_to": area.during.end,
            },
        )
        for key, area in sorted(picture.areas.items())
    )
    return FeatureTable("areas", WORDS, COLUMNS, rows, picture.recorded_at)
