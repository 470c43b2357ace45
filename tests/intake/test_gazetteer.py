"""The gazetteer and the resolver: candidates with reasons, ambiguity kept, nothing taken for looking alike."""

import csv
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.making import picture
from treve.cli.app import main
from treve.errors import BadInput
from treve.geo.footprint import Polygon
from treve.geo.place import AreaPlace, Disc, OneOf
from treve.intake import boundaries, ucdp
from treve.intake.gazetteer import Gazetteer
from treve.intake.regions import regions
from treve.intake.resolver import Resolver
from treve.intake.table import Cells, Problem
from treve.records.place import Area, Place
from treve.records.report import IncidentReport

GEO = Path(__file__).resolve().parents[3] / "shared" / "data" / "geo"
real = pytest.mark.skipif(not GEO.exists(), reason="the shared data is not beside this checkout")
MISSED = (
    "Raqa", "Deir Ezzor", "Ghouta", "Ghouta orientale", "Foua", "Mouadamiya", "Khan Cheikhoun", "Talbissé",
    "Maarat al-Numan", "Erbine", "Jobar", "Orum al-Koubra", "Jisr al-Choughour", "Cheikh Maqsoud", "Castello", "Tanf",
)  # fmt: skip
"""French press spellings that exact match misses."""
FOUND = {
    "Daraya": (36.23, 33.46), "Alep": (37.15, 36.20), "Deir ez-Zor": (40.14, 35.33), "Lattaquié": (35.78, 35.52),
    "Palmyre": (38.28, 34.55), "Kobané": (38.35, 36.89), "Hassaké": (40.74, 36.50), "Qamichli": (41.22, 37.05),
    "Damas": (36.29, 33.51), "Zabadani": (36.10, 33.72), "Manbij": (37.95, 36.53), "Saraqeb": (36.80, 35.86),
    "Raqa": (39.01, 35.95), "Deir Ezzor": (40.14, 35.33), "Ghouta orientale": (36.42, 33.53), "Foua": (36.69, 35.98),
    "Mouadamiya": (36.20, 33.46), "Khan Cheikhoun": (36.65, 35.44), "Talbissé": (36.73, 34.84),
    "Maarat al-Numan": (36.67, 35.64), "Erbine": (36.37, 33.54), "Jobar": (36.33, 33.53), "Orum al-Koubra": (36.96, 36.15),
    "Jisr al-Choughour": (36.32, 35.81), "Cheikh Maqsoud": (37.15, 36.24), "Castello": (37.13, 36.24), "Tanf": (38.62, 33.50),
    "Дарайя": (36.23, 33.46), "Алеппо": (37.15, 36.20), "خان شيخون": (36.65, 35.44), "الغوطة الشرقية": (36.42, 33.53),
}  # fmt: skip
"""Where some names lie, to about a kilometre."""


def place(key: str, lon: float, lat: float, *, within: tuple[str, ...] = (), **fields: object) -> Place:
    names = {"en": key.split("/")[0]}
    given = {
        "author": "party:x",
        "key": f"place:{key.replace(' ', '_')}",
        "names": names,
        "lon": lon,
        "lat": lat,
        "within": within,
    }
    return Place(**(given | fields))  # type: ignore[arg-type]


def square(code: str, name: str, lon: float, lat: float, half: float, level: int, within: tuple[str, ...] = ("SY",)) -> Area:
    ring = ((lon - half, lat - half), (lon + half, lat - half), (lon + half, lat + half), (lon - half, lat + half))
    return Area(
        author="party:ocha", key=f"area:cod-{code}", names={"en": name}, area_kind="administrative", pcode=code, level=level,
        footprint=Polygon(((*ring, ring[0]),)), within=within,
    )  # fmt: skip


SMALL = (
    place("Daraya", 36.23, 33.46, within=("SY0309", "SY03", "SY"), variants=("Darayya",)),
    place("Daraya/2", 36.24, 33.80, within=("SY0302", "SY03", "SY")),
    place("Madaya", 36.10, 33.69, within=("SY0307", "SY03", "SY")),
    place("Madaya/mm", 97.0, 21.0, within=("MM", )),
    place("Talbisah", 36.73, 34.84, within=("SY04", "SY"), pcode="C2621"),
    square("SY03", "Rural Damascus", 36.8, 33.6, 0.8, 1),
    square("SY0309", "Darayya", 36.2, 33.45, 0.1, 2, ("SY03", "SY")),
    place("Rif Dimashq/g", 37.2, 33.6, feature="governorate", within=("SY03", "SY"), variants=("Rural Damascus", "ريف دمشق")),
)  # fmt: skip


@pytest.fixture(scope="module")
def small() -> Resolver:
    return Resolver.of(picture(*SMALL))


@pytest.fixture(scope="module")
def whole() -> Resolver:
    problems: list[Problem] = []
    files = ["gazetteer_sy_wof.csv", "syr_city_neighbourhoods.csv", *(f"syr_admin{n}.geojson" for n in range(4))]
    held = [one for name in files for one in boundaries.records(GEO / name, problems, lambda done, of: None)]
    assert problems == []
    assert len(held) == 10_658 + 414 + 1 + 14 + 62 + 272
    return Resolver.of(picture(*held))


def test_a_name_that_fits_several_places_stays_ambiguous(small: Resolver) -> None:
    where = small.resolve("Daraya").where
    assert isinstance(where, OneOf)
    assert len(where.places) == 2
    assert small.resolve("Daraya", within=("SY0309",)).where == AreaPlace(square("SY0309", "x", 36.2, 33.45, 0.1, 2).footprint)


def test_within_tells_places_of_one_name_apart(small: Resolver) -> None:
    assert isinstance(small.resolve("Madaya").where, OneOf)
    for holder in ("SY", "Syria", "Syrie", "سوريا", "Rural Damascus", "Rif Dimachq"):
        assert small.resolve("Madaya", within=(holder,)).where == Disc(36.10, 33.69, 1_000.0), holder
    assert small.resolve("Madaya", within=("SY04",)).where is None
    passed_over = small.look("Madaya", within=("Nowhere",))
    assert passed_over.warnings == ("nothing here is called 'Nowhere': it was passed over",)
    assert isinstance(passed_over.place.where, OneOf)


def test_what_only_looks_alike_is_proposed_and_never_taken(small: Resolver) -> None:
    near = small.gazetteer.candidates("Talbizah", near=True)
    assert [(one.entry.key, one.reason) for one in near] == [("place:Talbisah", "near")]
    assert near[0].score < 0.8
    assert small.resolve("Talbizah").where is None
    assert small.resolve("Talbizah").said == "Talbizah"


def test_a_pcode_is_an_area_or_a_point_or_an_error(small: Resolver) -> None:
    assert isinstance(small.resolve("", pcode="SY0309").where, AreaPlace)
    assert small.resolve("", pcode="C2621").where == Disc(36.73, 34.84, 1_000.0)
    with pytest.raises(ValueError, match="SY9999"):
        small.resolve("Daraya", pcode="SY9999")


def test_coordinates_win_and_what_disagrees_is_said(small: Resolver) -> None:
    assert small.look("Daraya", lon=36.23, lat=33.47, radius_m=500.0).warnings == ()
    assert small.resolve("Daraya", lon=36.23, lat=33.47).where == Disc(36.23, 33.47)
    far = small.look("Talbisah", pcode="SY0309", lon=40.0, lat=35.0)
    assert far.place.where == Disc(40.0, 35.0)
    assert len(far.warnings) == 2
    assert "km from the nearest place called 'Talbisah'" in far.warnings[1]
    for lon, lat in ((36.0, 120.0), (float("nan"), 33.0)):
        with pytest.raises(ValueError):
            small.resolve("x", lon=lon, lat=lat)
    with pytest.raises(BadInput):
        small.resolve("x", lon=36.0)


def test_areas_by_name_and_level(small: Resolver) -> None:
    assert small.area_named("Rif Dimashq governorate", 1) == small.resolve("", pcode="SY03").where
    assert small.area_named("Darayya district", 2, ("SY03",)) == small.resolve("", pcode="SY0309").where
    assert small.area_named("Darayya", 1) is None
    assert small.area_named("Homs", 1) is None, "no border of it was taken in"


def test_ucdp_rows_by_district_or_governorate_lie_in_that_area(small: Resolver) -> None:
    base = dict.fromkeys(ucdp.COLUMNS, "1") | {
        "side_a": "A", "side_b": "B", "source_date": "", "date_start": "2016-06-01", "date_end": "2016-06-01",
        "adm_1": "Rif Dimashq Governorate", "adm_2": "Darayya district", "latitude": "33.5", "longitude": "36.3",
    }  # fmt: skip
    wheres = {}
    for precision in "1346":
        for places in (small, None):
            made = list(ucdp.Rows("Asia/Damascus", places)(Cells(2, base | {"where_prec": precision})))
            wheres[precision, places is small] = next(one for one in made if isinstance(one, IncidentReport)).place.where
    assert wheres["1", True] == wheres["1", False] == Disc(36.3, 33.5, 1_000.0)
    assert wheres["3", True] == small.area_named("Darayya", 2)
    assert wheres["4", True] == small.area_named("Rural Damascus", 1)
    assert wheres["3", False] == Disc(36.3, 33.5, 40_000.0)
    assert wheres["6", True] is None
    with pytest.raises(ValueError):
        list(ucdp.Rows("Asia/Damascus", small)(Cells(2, base | {"where_prec": "3", "latitude": "336"})))


def test_a_place_takes_no_side_in_the_order_of_records() -> None:
    one, other = Gazetteer.of(picture(*SMALL)), Gazetteer.of(picture(*reversed(SMALL)))
    assert one.entries == other.entries
    assert one.candidates("Daraya", near=True) == other.candidates("Daraya", near=True)


def test_the_regions_are_places_with_names_in_four_languages() -> None:
    assert len({one.key for one in regions()}) == len(regions()) > 30
    assert all(set(one.names) == {"en", "fr", "ar", "ru"} and all(one.names.values()) for one in regions())


@given(st.text(max_size=40))
def test_any_text_is_answered(said: str) -> None:
    resolver = Resolver(Gazetteer((), ()))
    assert resolver.resolve(said).said == said
    resolver.gazetteer.candidates(said, near=True)


@real
def test_french_spellings_that_exact_match_misses_are_found(whole: Resolver) -> None:
    without = [name for name in MISSED if whole.resolve(name, within=("Syrie",)).where is None]
    assert without == []


@real
@pytest.mark.parametrize("name", FOUND)
def test_the_place_meant_is_among_those_found(whole: Resolver, name: str) -> None:
    lon, lat = FOUND[name]
    found = [one for one in whole.look(name).candidates if one.reason != "near"]
    aways = [max(abs(one.entry.point[0] - lon), abs(one.entry.point[1] - lat)) for one in found]
    assert aways
    assert min(aways) < 0.05, aways
    assert len(found) <= 8


@real
def test_the_real_daraya_stays_ambiguous(whole: Resolver) -> None:
    assert isinstance(whole.resolve("Daraya").where, OneOf)
    assert whole.resolve("Nowhere at all").where is None
    assert [one.entry.feature for one in whole.look("ville d'Alep").candidates] == ["settlement"]
    assert isinstance(whole.resolve("province d'Alep").where, AreaPlace)


@real
def test_every_district_that_ucdp_names_is_found(whole: Resolver) -> None:
    import gzip

    file = GEO.parent / "ucdp" / "ged_syria_2016_2019.csv.gz"
    with gzip.open(file, "rt", encoding="utf-8") as rows:
        pairs = {(row["adm_1"], row["adm_2"]) for row in csv.DictReader(rows)}
    governorates = {one for one, _ in pairs if one}
    assert [one for one in sorted(governorates) if whole.area_named(one, 1) is None] == []
    lost = [(one, two) for one, two in sorted(pairs) if one and two and whole.area_named(two, 2, (one,)) is None]
    assert len(lost) <= 9, lost
    assert len(pairs) > 60, "subdistricts given as districts, and vowels that differ, are left to the disc of the row"


def test_places_from_the_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = str(tmp_path / "node")
    assert main(["init", folder, "--party", "party:x"]) == 0
    ring = [[36.1, 33.3], [36.3, 33.3], [36.3, 33.5], [36.1, 33.5], [36.1, 33.3]]
    feature = {"properties": {"ADM1_PCODE": "SY03", "ADM2_PCODE": "SY0309", "ADM2_EN": "Darayya"}, "geometry": None}
    features = [feature | {"geometry": {"type": "Polygon", "coordinates": [ring]}}, feature | {"geometry": {"type": "Point"}}]
    areas = tmp_path / "areas.geojson"
    areas.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    rows = tmp_path / "gazetteer.csv"
    head = ",".join([*boundaries.WOF, "population", "adm1", "adm2", "adm3"])
    good = "1,locality,Daraya,33.46,36.23,داريا,Darayya,Daraya,Дарайя,Deraya,78763,SY03,SY0309,SY030900"
    bad = "2,locality,Far,120,36.23,,,,,,0,SY03,,"
    rows.write_text("\n".join((head, good, bad)), encoding="utf-8")
    capsys.readouterr()
    for new in (1, 0):
        for file in (areas, rows):
            assert main(["places", "import", str(file), "--json", "--node", folder]) == 0
            told = json.loads(capsys.readouterr().out)
            assert (told["new"], told["present"], len(told["problems"])) == (new, 1 - new, 1)
    assert (told["problems"][0]["line"], told["problems"][0]["column"]) == (3, "lat")
    assert main(["places", "find", "Дарайя", "--json", "--node", folder]) == 0
    found = json.loads(capsys.readouterr().out)["candidates"]
    assert [(one["key"], one["reason"], one["taken"]) for one in found] == [
        ("place:wof-1", "exact", True), ("area:cod-SY0309", "folded", True)
    ]  # fmt: skip
    assert main(["places", "find", "Derayaa", "--node", folder]) == 0
    assert "folded" in capsys.readouterr().out
    broken = tmp_path / "broken.geojson"
    for content in ("{", "[]", '{"features": 3}'):
        broken.write_text(content, encoding="utf-8")
        assert main(["places", "import", str(broken), "--node", folder]) == 2
    assert main(["places", "import", str(tmp_path / "none.csv"), "--node", folder]) == 2
