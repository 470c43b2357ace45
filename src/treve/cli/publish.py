"""`treve bulletin` and `treve export`."""

from pathlib import Path
from typing import Annotated, Literal

from cyclopts import Parameter

from treve.bulletins.bulletin import Bulletin, build
from treve.bulletins.shapes import as_html, as_json, as_text
from treve.cli.console import Common, day_of, plain, put, talk
from treve.formats.csv_hxl import to_csv
from treve.formats.geojson import to_geojson
from treve.formats.geopackage import to_geopackage
from treve.formats.geoparquet import to_geoparquet
from treve.formats.incidents import incident_table
from treve.geo.interval import days
from treve.node.node import Node
from treve.picture.picture import Picture
from treve.words import Words

WRITERS = {"csv": to_csv, "geojson": to_geojson, "gpkg": to_geopackage, "parquet": to_geoparquet}


def _build(node: Node, first: str, last: str, common: Common) -> tuple[Bulletin, Picture]:
    settings = node.settings
    start, end = day_of(first), day_of(last)
    picture = node.picture(days(start, end, settings.zone).start, common.recorded_at(node))
    made = build(
        picture, start, end, zone=settings.zone, theatre=settings.theatre, disclaimer=settings.disclaimer,
        played_back=settings.recorded_times == "played_back",
    )  # fmt: skip
    return made, picture


def show_and_write(node: Node, first: str, last: str, *, lang: str, page: Path) -> None:
    """Print the bulletin of some days and write it as a page."""
    words = Words(lang)
    made, picture = _build(node, first, last, Common())
    put(plain(as_text(made, picture, words)))
    page.write_bytes(as_html(made, picture, words))


def bulletin(
    *, date: str = "", first: Annotated[str, Parameter(name="--from")] = "", last: Annotated[str, Parameter(name="--to")] = "",
    lang: str = "en", html: Path | None = None, common: Common | None = None,
) -> None:  # fmt: skip
    """The bulletin of a day or of some days, as text; as JSON with --json; as a page with --html.

    Parameters
    ----------
    date
        The day, such as 2017-03-25.
    first
        First day, instead of --date.
    last
        Last day.
    lang
        Language: en, fr, ar or ru.
    html
        File to write the page to.
    """
    common = common or Common()
    words = Words(lang)
    with common.open() as node:
        made, picture = _build(node, first or date, last or first or date, common)
    if html is not None:
        html.write_bytes(as_html(made, picture, words))
        talk.print(f"Written: {html}")
    if common.json:
        put(as_json(made).decode())
    elif html is None:
        put(plain(as_text(made, picture, words)))


def export(
    file: Path, /, *, first: Annotated[str, Parameter(name="--from")], last: Annotated[str, Parameter(name="--to")] = "",
    layout: Literal["csv", "geojson", "gpkg", "parquet", ""] = "", lang: str = "en", common: Common | None = None,
) -> None:  # fmt: skip
    """Write the table of incidents with their qualifications, one row for each report and arrangement.

    Parameters
    ----------
    file
        Where to; its ending says the layout: .csv (with HXL tags), .geojson, .gpkg, .parquet.
    first
        First day.
    last
        Last day. Default: the first.
    layout
        The layout, where the ending does not say it.
    lang
        Language of the names.
    """
    from treve.errors import UnknownKind

    common = common or Common()
    wanted = layout or file.suffix.removeprefix(".")
    if wanted not in WRITERS:
        raise UnknownKind(f"{file} ends in no layout known here.", advice="Use .csv, .geojson, .gpkg or .parquet.")
    with common.open() as node:
        zone = node.settings.zone
        picture = node.picture(None, common.recorded_at(node))
        table = incident_table(picture, days(day_of(first), day_of(last or first), zone), zone_name=zone, lang=lang)
    file.write_bytes(WRITERS[wanted](table))
    talk.print(f"Written: {file} ({len(table.rows)} rows)")
