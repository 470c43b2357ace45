"""The table of incidents: one row for each report and arrangement, with HXL tags that fit the dictionary's shape."""

import re

from tests.bulletins.scene import DAY, NORTH, SOUTH, ZONE, seen, theatre
from tests.making import picture
from treve.formats.areas import area_table
from treve.formats.incidents import COLUMNS, incident_table
from treve.formats.regions import Regions
from treve.geo.interval import days
from treve.geo.place import Disc, UncertainPlace
from treve.kleene import CANNOT_TELL, NO, YES
from treve.records.report import Harm, Range


def test_a_row_for_each_report_and_arrangement() -> None:
    held = picture(*theatre(), seen("n", "east", harm=Harm(killed=Range(1, None, 4))), seen("x", "west", None))
    rows = incident_table(held, days(DAY, DAY, ZONE), zone_name=ZONE).rows
    assert [row.properties["incident"] for row in rows] == ["incident:n", "incident:x"]
    first = rows[0].properties
    assert first["adm1"] == "The North"
    assert (first["killed_low"], first["killed_best"], first["killed_high"]) == (1, None, 4)
    assert first["qualification"] == "alleged_violation"
    assert first["occurred_from_local"] == "2016-06-01T00:00:00+03:00"
    assert (rows[1].geometry, rows[1].properties["adm1"]) == (None, None)


def test_an_incident_that_no_arrangement_reaches_has_a_row_of_its_own() -> None:
    held = picture(*(one for one in theatre() if one.key != "arrangement:truce"), seen("n", "east"))
    row = incident_table(held, days(DAY, DAY, ZONE), zone_name=ZONE).rows[0]
    assert "arrangement" not in row.properties


def test_every_tag_is_a_hashtag_with_attributes_and_stands_once() -> None:
    tags = [column.hxl for column in COLUMNS]
    assert all(re.fullmatch(r"#[a-z][a-z0-9_]*(\+[a-z][a-z0-9_]*)*", tag) for tag in tags)
    assert len(set(tags)) == len(tags)


def test_the_table_of_areas_says_how_settled_a_shape_is() -> None:
    rows = area_table(picture(*theatre())).rows
    assert [(row.id, row.properties["drawn"]) for row in rows] == [("area:north", "agreed")]


def test_regions_by_border_by_name_and_by_the_same_disc() -> None:
    regions = Regions(picture(*theatre()))
    near = UncertainPlace("", Disc(*NORTH, 100.0))
    wide = UncertainPlace("", Disc(*NORTH, 100_000.0))
    named = UncertainPlace("south", None)
    same = UncertainPlace("somewhere", Disc(*SOUTH, 20_000.0))
    assert [regions.of(one) for one in (near, wide, named, same)] == ["area:north", "", "place:south", "place:south"]
    assert [regions.relation(one, "area:north") for one in (near, wide, named)] == [YES, CANNOT_TELL, CANNOT_TELL]
    assert regions.relation(same, "area:north") == NO
    assert regions.relation(near, "place:south") == NO


def test_an_area_below_the_first_level_is_no_region() -> None:
    from tests.making import area
    from treve.geo.footprint import Circle

    district = area("district", *NORTH, area_kind="administrative", level=2, footprint=Circle(*NORTH, 5_000.0))
    assert Regions(picture(*theatre(), district)).of(UncertainPlace("", Disc(*NORTH, 100.0))) == "area:north"


def test_a_name_that_fits_several_places_is_told_by_what_they_share() -> None:
    from treve.geo.place import OneOf

    regions = Regions(picture(*theatre()))
    near, far = Disc(*NORTH, 100.0), Disc(*SOUTH, 100.0)
    shared, apart = (UncertainPlace("South", OneOf(places)) for places in ((near, Disc(36.55, 35.5, 100.0)), (near, far)))
    assert [regions.of(one) for one in (shared, apart)] == ["area:north", ""]
    assert [regions.relation(one, "area:north") for one in (shared, apart)] == [YES, CANNOT_TELL]
