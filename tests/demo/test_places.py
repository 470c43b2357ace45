"""The small table of places against the published boundaries, which stay beside the checkout."""

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from tests.demo.view import everything
from treve.demo.places import province, where
from treve.geo.footprint import geod
from treve.geo.place import Disc

BOUNDARIES = Path(__file__).resolve().parents[3] / "shared" / "data" / "geo" / "syr_admin1.geojson"
GAZETTEER = BOUNDARIES.with_name("gazetteer_sy_wof.csv")
PROVINCES = [one for one in everything().places.values() if one.feature == "governorate"]


def shapes() -> dict[str, list[Any]]:
    if not BOUNDARIES.exists():
        pytest.skip(f"{BOUNDARIES} is not here; boundaries are imported, not shipped")
    held = json.loads(BOUNDARIES.read_text(encoding="utf-8"))["features"]
    return {one["properties"]["pcode"]: list(points(one["geometry"]["coordinates"])) for one in held}


def points(nested: list[Any]) -> list[Any]:
    return [nested] if isinstance(nested[0], int | float) else [point for part in nested for point in points(part)]


@pytest.mark.parametrize("place", PROVINCES, ids=lambda place: place.key)
def test_a_province_is_covered_by_its_disc(place: Any) -> None:
    border = shapes()[place.pcode]
    furthest = max(geod().inv(place.lon, place.lat, point[0], point[1])[2] for point in border)
    assert furthest <= place.radius_m
    assert place.radius_m <= furthest + 5_000


def test_damascus_in_a_bulletin_is_the_city_and_the_countryside() -> None:
    told = province("damascus")
    assert told.said == "province of Damascus"
    assert isinstance(told.where, Disc)
    for key in ("damascus", "daraya", "eastern-ghouta", "jobar"):
        place = everything().places[f"place:{key}"]
        assert geod().inv(told.where.lon, told.where.lat, place.lon, place.lat)[2] + place.radius_m <= told.where.radius_m


def test_a_place_keeps_the_words_of_the_source() -> None:
    assert where("hirbinafsah", "Harb Bebsi").said == "Harb Bebsi"
    assert where("daraya").said == "Daraya"
    assert where("daraya", radius_m=10.0).where == Disc(36.24, 33.46, 10.0)


def test_provinces_have_their_p_codes() -> None:
    assert {place.pcode for place in PROVINCES} == {f"SY{number:02}" for number in (1, 2, 3, 4, 5, 6, 7, 9, 12, 13, 14)}


@pytest.mark.parametrize("key", ["raqqa", "daraya", "urum-al-kubra", "khan-shaykhun", "hmeimim", "hirbinafsah"])
def test_a_settlement_lies_where_a_gazetteer_has_one_of_its_arabic_name(key: str) -> None:
    if not GAZETTEER.exists():
        pytest.skip(f"{GAZETTEER} is not here; gazetteers are imported, not shipped")
    place = everything().places[f"place:{key}"]
    with GAZETTEER.open(encoding="utf-8", newline="") as file:
        spots = [
            (float(row["lon"]), float(row["lat"]))
            for row in csv.DictReader(file)
            if place.names["ar"] in row["names_ar"].split("|")
        ]
    assert min(geod().inv(place.lon, place.lat, *spot)[2] for spot in spots) <= place.radius_m
