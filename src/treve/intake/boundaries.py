"""Gazetteers and boundaries of others into `Place` and `Area` records.

Three layouts: a gazetteer in the columns of Who's On First with names by language; the neighbourhoods
and the administrative boundaries of OCHA's common operational datasets (COD-AB), the latter as GeoJSON.
Names and P-codes stay as they are in the source; what a name reaches is set here and said in `settlement_m`.
"""

import re
from collections.abc import Iterable, Iterator
from math import sqrt
from pathlib import Path
from typing import Any, Literal

from treve.codec import decode_any
from treve.errors import BadFile, BadInput, BadRecord, TooLarge, UnknownKind
from treve.geo.footprint import Footprint, MultiPolygon, Polygon
from treve.intake.features import polygon_of
from treve.intake.source import no_progress
from treve.intake.table import Cells, Problem, Progress, cells_of, records_of
from treve.records.base import Record, Source
from treve.records.place import Area, Place

Layout = Literal["wof", "neighbourhoods", "cod-ab"]
"""The layouts that can be read."""
WOF = ("wof_id", "placetype", "name", "lat", "lon", "names_ar", "names_en", "names_fr", "names_ru", "variants")
"""Columns of the gazetteer that must be there."""
NEIGHBOURHOODS = ("pcode", "name_en", "name_ar", "adm3_pcode", "adm1_pcode", "lat", "lon")
"""Columns of the neighbourhoods that must be there."""
MOST_BYTES = 512 * 1024**2
"""Longest file of boundaries."""
Feature = Literal["settlement", "neighbourhood", "district", "governorate", "country", "site"]
_PLACETYPES: dict[str, tuple[Feature, float]] = {
    "locality": ("settlement", 0.0), "neighbourhood": ("neighbourhood", 1_000.0), "county": ("district", 40_000.0),
    "region": ("governorate", 120_000.0), "country": ("country", 500_000.0), "campus": ("site", 2_000.0),
}  # fmt: skip
_ARABIC = re.compile(r"[\u0600-\u06ff]")
_LATIN = re.compile(r"[A-Za-z]")
_NOTHING = ("", "<null>", "null", "none")


def settlement_m(population: int) -> float:
    """Metres around the middle of a settlement that its name reaches: 10 times the root of its people, at least 1,000."""
    return max(1_000.0, round(10.0 * sqrt(max(population, 0)), -2))


def layout_of(path: Path) -> Layout:
    """The layout of a file; raises `BadFile` where it cannot be read, `UnknownKind` where it is none of them."""
    if path.suffix.lower() in (".geojson", ".json"):
        return "cod-ab"
    next(cells_of(path, (), no_progress), None)
    for layout, columns in (("wof", WOF), ("neighbourhoods", NEIGHBOURHOODS)):
        try:
            next(cells_of(path, columns, no_progress), None)
        except BadFile:
            continue
        return "wof" if layout == "wof" else "neighbourhoods"
    raise UnknownKind(
        f"{path.name} is no gazetteer or boundaries of a layout known here.",
        advice="docs/guide/places.md names the columns of each layout.",
    )


def records(path: Path, problems: list[Problem], progress: Progress) -> Iterator[Record]:
    """The places or areas of a file; what cannot be read is added to `problems` with its line."""
    layout = layout_of(path)
    if layout == "cod-ab":
        yield from _areas(path, problems)
    elif layout == "wof":
        yield from records_of(cells_of(path, WOF, progress), wof, problems)
    else:
        yield from records_of(cells_of(path, NEIGHBOURHOODS, progress), neighbourhood, problems)


def wof(row: Cells) -> Iterable[Record]:
    """The place of a row of the gazetteer."""
    number = row.whole("wof_id")
    sort = row.text("placetype")
    if sort not in _PLACETYPES:
        raise ValueError(f"{sort!r} is no sort of place known here: {', '.join(_PLACETYPES)}")
    feature, radius = _PLACETYPES[sort]
    codes = [code for code in (row.text("adm3"), row.text("adm2"), row.text("adm1")) if code]
    country = re.match(r"[A-Z]+", codes[-1]) if codes else None
    held = [*codes, *([country.group()] if country else [])]
    names, variants = _names(row)
    people = int(row.text("population") or 0)
    lat, lon = row.number("lat"), row.number("lon")
    yield Place(
        author="party:whosonfirst", key=f"place:wof-{number}", names=names, variants=variants, lon=_within(row, lon, 180.0),
        lat=_within(row, lat, 90.0), radius_m=radius or settlement_m(people), feature=feature,
        pcode=held[-1] if sort == "country" and held else "", within=() if sort == "country" else tuple(held),
        sources=(Source("Who's On First"),),
    )  # fmt: skip


def _names(row: Cells) -> tuple[dict[str, str], tuple[str, ...]]:
    names: dict[str, str] = {}
    others: list[str] = [row.text("name")]
    for column in ("names_en", "names_fr", "names_ar", "names_ru", "names_tr", "names_de", "names_ku", "variants"):
        given = [one.strip() for one in row.text(column).split("|") if one.strip()]
        lang = column.removeprefix("names_")
        # The column of Arabic names also holds names in Latin letters: those are spellings, not the name in Arabic.
        own = [one for one in given if bool(_ARABIC.search(one)) == (lang == "ar")] if column != "variants" else []
        if own:
            names[lang] = own[0]
        others += given
    if not any(others):
        raise ValueError("the place has no name")
    names.setdefault("en", next((one for one in others if _LATIN.search(one)), "") or next(one for one in others if one))
    said = set(names.values())
    return names, tuple(dict.fromkeys(one for one in others if one and one not in said))


def _within(row: Cells, degrees: float, most: float) -> float:
    if not -most <= degrees <= most:
        row.column = "lon" if most == 180.0 else "lat"
        raise ValueError(f"{degrees} is not between -{most:.0f} and {most:.0f} degrees")
    return degrees


def neighbourhood(row: Cells) -> Iterable[Record]:
    """The neighbourhood of a row."""
    code = row.text("pcode")
    names = {lang: row.text(f"name_{lang}") for lang in ("en", "ar")}
    names = {lang: text for lang, text in names.items() if text.lower() not in _NOTHING}
    row.column = "name_en"
    if not code or not names:
        raise ValueError("a neighbourhood needs a P-code and a name")
    also = (row.text("name_en_ref"), row.text("area_en"), row.text("area_ar"))[:1]
    held = [row.text(name) for name in ("adm4_pcode", "adm3_pcode", "adm1_pcode")]
    country = re.match(r"[A-Z]+", held[-1])
    yield Place(
        author="party:ocha", key=f"place:cod-{code}", names=names, lon=_within(row, row.number("lon"), 180.0),
        lat=_within(row, row.number("lat"), 90.0), radius_m=1_000.0, feature="neighbourhood", pcode=code,
        variants=tuple(one for one in also if one.lower() not in _NOTHING and one not in names.values()),
        within=tuple(one for one in (*held, country.group() if country else "") if one),
        sources=(Source("OCHA COD-AB, neighbourhoods"),),
    )  # fmt: skip


def _areas(path: Path, problems: list[Problem]) -> Iterator[Record]:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise TooLarge(f"{path.name} is longer than {MOST_BYTES} bytes.")
        held = decode_any(path.read_bytes())
    except (OSError, BadRecord) as error:
        raise BadFile(f"{path.name} cannot be read: {error}.") from error
    features = held.get("features") if isinstance(held, dict) else None
    if not isinstance(features, list):
        raise BadFile(f"{path.name} is no GeoJSON with features.")
    for number, feature in enumerate(features, 1):
        try:
            yield area(feature)
        except BadInput as error:
            problems.append(Problem(number, "geometry", error.message))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            problems.append(Problem(number, "properties", str(error) or type(error).__name__))


def area(feature: dict[str, Any]) -> Area:
    """The administrative area of a GeoJSON feature of COD-AB; raises `ValueError`, `BadInput` for a shape that cannot be."""
    given = {str(name).lower(): value for name, value in feature["properties"].items()}
    levels = [n for n in range(6) if given.get(f"adm{n}_pcode")]
    level = int(given["level"]) if "level" in given else max(levels, default=-1)
    code = str(given.get("pcode") or given.get(f"adm{level}_pcode") or "").strip()
    if level < 0 or not code:
        raise ValueError("an area needs a P-code and a level: pcode and level, or adm1_pcode and the like")
    names = {}
    for lang in ("en", "ar", "fr"):
        text = str(given.get(f"name_{lang}") or given.get(f"adm{level}_{lang}") or "").strip()
        if text:
            names[lang] = text
    if not names:
        raise ValueError(f"{code} has no name")
    held = [str(given[f"adm{n}_pcode"]) for n in range(level - 1, 0, -1) if given.get(f"adm{n}_pcode")]
    country = re.match(r"[A-Z]+", code)
    valid = given.get("valid_on")
    return Area(
        author="party:ocha", key=f"area:cod-{code}", names=names, area_kind="administrative", drawn="delineated",
        footprint=_shape(feature["geometry"]), pcode=code, level=level,
        within=tuple(one for one in (*held, country.group() if country and level else "") if one),
        sources=(Source("OCHA COD-AB", title=f"administrative level {level}"),),
        note=f"Edition of {valid}." if valid else "",
    )  # fmt: skip


def _shape(geometry: dict[str, Any]) -> Footprint:
    parts = tuple(_polygons(geometry))
    if not parts:
        raise ValueError(f"{geometry['type']} is no area")
    return parts[0] if len(parts) == 1 else MultiPolygon(parts)


def _polygons(geometry: dict[str, Any]) -> Iterator[Polygon]:
    """The polygons of a geometry; the lines and points that simplifying leaves in a collection are no area."""
    if geometry["type"] == "GeometryCollection":
        for part in geometry["geometries"]:
            yield from _polygons(part)
    elif geometry["type"] == "Polygon":
        yield polygon_of(geometry["coordinates"])
    elif geometry["type"] == "MultiPolygon":
        for part in geometry["coordinates"]:
            yield polygon_of(part)
