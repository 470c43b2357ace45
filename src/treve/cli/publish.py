"""`treve bulletin` and `treve export`."""

from datetime import date as calendar_day
from hashlib import sha256
from pathlib import Path
from typing import Annotated, Literal

import msgspec
from cyclopts import Parameter

from treve.bulletins.bulletin import Bulletin, Setting, build
from treve.bulletins.cases import cases
from treve.bulletins.corrections import totals_of
from treve.bulletins.scope import Reach, Scope, find_scope
from treve.bulletins.shapes import as_html, as_json, as_text
from treve.cli.console import Common, day_of, plain, put, talk
from treve.errors import BadInput, UnknownKind
from treve.formats.areas import area_table
from treve.formats.csv_hxl import to_csv
from treve.formats.features import FeatureTable
from treve.formats.geojson import to_geojson
from treve.formats.geopackage import to_geopackage
from treve.formats.geoparquet import to_geoparquet
from treve.formats.incidents import table_of
from treve.geo.interval import days, from_micros
from treve.node.node import Node
from treve.picture.picture import Picture
from treve.records.evidence import BulletinIssue
from treve.words import Words

WRITERS = {"csv": to_csv, "geojson": to_geojson, "gpkg": to_geopackage, "parquet": to_geoparquet}


def _build(node: Node, first: str, last: str, common: Common, *, area: str = "", number: str = "") -> tuple[Bulletin, Picture]:
    settings = node.settings
    start, end = day_of(first), day_of(last)
    setting = Setting(
        zone=settings.zone, theatre=settings.theatre, disclaimer=settings.disclaimer,
        played_back=settings.recorded_times == "played_back",
    )  # fmt: skip
    history, recorded_at = node.history(), common.recorded_at(node)
    # Seen from the last instant of its days: what was said in them counts.
    over = days(start, max(start, end), settings.zone).bounds[1] - 1
    picture = history.as_of(min(from_micros(over), recorded_at), recorded_at)
    scope = find_scope(picture, area)
    return build(picture, start, end, setting=setting, scope=scope, number=number, history=history), picture


def show_and_write(node: Node, first: str, last: str, *, lang: str, page: Path) -> None:
    """Print the bulletin of some days and write it as a page."""
    words = Words(lang)
    made, picture = _build(node, first, last, Common())
    put(plain(as_text(made, picture, words)))
    page.write_bytes(as_html(made, picture, words))


def bulletin(
    *, date: str = "", first: Annotated[str, Parameter(name="--from")] = "", last: Annotated[str, Parameter(name="--to")] = "",
    area: str = "", lang: str = "en", html: Path | None = None, csv: Path | None = None, geojson: Path | None = None,
    gpkg: Path | None = None, parquet: Path | None = None, out: Path | None = None, issue: str = "",
    common: Common | None = None,
) -> None:  # fmt: skip
    """The bulletin of a day or of some days: as text, as JSON with --json, as files with the other options.

    Parameters
    ----------
    date
        The day, such as 2017-03-25.
    first
        First day, instead of --date.
    last
        Last day.
    area
        Only an area, by its key or name; or what lies around a place, within the radius that its name covers.
    lang
        Language: en, fr, ar or ru.
    html
        File to write the page to.
    csv
        File to write the table of incidents to, with HXL tags.
    geojson
        The same as GeoJSON.
    gpkg
        The same as GeoPackage.
    parquet
        The same as GeoParquet.
    out
        Folder to write all shapes to at once.
    issue
        Record that it was issued under this number, so that later bulletins can correct it.
    """
    common = common or Common()
    words = Words(lang)
    if not (first or last or date):
        raise BadInput("No day was named.", advice="Say --date 2017-03-25, or --from and --to.")
    start, end = first or date or last, last or first or date
    wanted = {"csv": csv, "geojson": geojson, "gpkg": gpkg, "parquet": parquet}
    files: dict[Path, bytes] = {}
    with common.open() as node:
        made, picture = _build(node, start, end, common, area=area, number=issue)
        name = _file_name(made)
        pages = (html, out / f"bulletin-{name}.{lang}.html" if out is not None else None)
        if any(pages):
            page = as_html(made, picture, words)
            files |= {target: page for target in pages if target is not None}
        if out is not None:
            files[out / f"bulletin-{name}.{lang}.txt"] = (as_text(made, picture, words) + "\n").encode()
            files[out / f"bulletin-{name}.json"] = as_json(made)
            files[out / f"areas-{name}.geojson"] = to_geojson(_areas(picture, made, lang))
        if out is not None or any(wanted.values()):
            table = _table(picture, made.first, made.last, made.zone, lang, made.scope)
            for layout, write in WRITERS.items():
                targets = (wanted[layout], out / f"incidents-{name}.{layout}" if out is not None else None)
                files |= {target: write(table) for target in targets if target is not None}
        if issue:
            _issue(node, made, picture)
    _write(files)
    if common.json:
        put(as_json(made).decode())
    elif not files:
        put(plain(as_text(made, picture, words)))


def _file_name(made: Bulletin) -> str:
    days_of = str(made.first) if made.first == made.last else f"{made.first}--{made.last}"
    return f"{days_of}.{made.scope.key.partition(':')[2] or made.scope.key}" if made.scope.key else days_of


def _areas(picture: Picture, made: Bulletin, lang: str) -> FeatureTable:
    table = area_table(picture, lang=lang)
    shown = {one.area for one in made.map.zones}
    return msgspec.structs.replace(table, rows=tuple(row for row in table.rows if row.id in shown))


def _issue(node: Node, made: Bulletin, picture: Picture) -> None:
    """Record that the bulletin was issued; raises `BadInput` where another one has its number."""
    key = f"bulletin:{made.number}"
    record = BulletinIssue(
        author=node.settings.party, key=key, number=made.number, first=made.first, last=made.last, area=made.scope.key,
        known_at=made.known_at, sha256=sha256(as_json(made)).hexdigest(),
        totals=totals_of(picture, made.period, made.scope),
    )  # fmt: skip
    before = next((one.record for one in node.records(kinds=("bulletin-issue",), key=key)), None)
    if before is not None and before != record:
        raise BadInput(
            f"A bulletin was issued under the number {made.number} already.",
            advice="Choose another number; what was issued is never changed. Later bulletins list what would read otherwise.",
        )
    node.add_one(record)
    talk.print(f"Recorded: bulletin {made.number} was issued.")


def _write(files: dict[Path, bytes]) -> None:
    for file, content in files.items():
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
        except OSError as error:
            raise BadInput(f"{file} cannot be written: {error.strerror}.", advice="Choose another place.") from error
        talk.print(f"Written: {file}", soft_wrap=True)


def export(
    file: Path, /, *, first: Annotated[str, Parameter(name="--from")], last: Annotated[str, Parameter(name="--to")] = "",
    layout: Literal["csv", "geojson", "gpkg", "parquet", ""] = "", area: str = "", lang: str = "en",
    common: Common | None = None,
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
    area
        Only an area or the surroundings of a place, by key or name.
    lang
        Language of the names.
    """
    common = common or Common()
    wanted = layout or file.suffix.removeprefix(".")
    if wanted not in WRITERS:
        raise UnknownKind(f"{file} ends in no layout known here.", advice="Use .csv, .geojson, .gpkg or .parquet.")
    with common.open() as node:
        zone = node.settings.zone
        picture = node.picture(None, common.recorded_at(node))
        start, end = day_of(first), day_of(last or first)
        table = _table(picture, start, end, zone, lang, find_scope(picture, area))
    _write({file: WRITERS[wanted](table)})
    talk.print(f"{len(table.rows)} rows")


def _table(picture: Picture, first: calendar_day, last: calendar_day, zone: str, lang: str, scope: Scope) -> FeatureTable:
    if last < first:
        raise BadInput(f"The last day {last} lies before the first, {first}.")
    during = days(first, last, zone)
    held = cases(picture, during, Reach(picture, scope))
    return table_of(picture, [one.qualified for one in held], during, zone_name=zone, lang=lang)
