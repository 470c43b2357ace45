"""A place that may be one of several is drawn as all of them."""

import shapely

from tests.making import area, picture
from treve.formats.geometry import shape_of
from treve.formats.regions import Regions
from treve.geo.footprint import Circle
from treve.geo.place import AreaPlace, Disc, OneOf, UncertainPlace
from treve.kleene import CANNOT_TELL, NO, YES

HERE, THERE = Disc(36.24, 33.46, 500.0), Disc(37.0, 35.0, 500.0)


def test_every_candidate_is_drawn() -> None:
    drawn = shape_of(OneOf((HERE, THERE)))
    assert isinstance(drawn, shapely.MultiPolygon)
    assert len(drawn.geoms) == 2
    points = shape_of(OneOf((HERE, THERE)), "point")
    assert isinstance(points, shapely.MultiPoint)
    mixed = shape_of(OneOf((Disc(36.24, 33.46), AreaPlace(Circle(38.0, 34.0, 900.0)))), "point")
    assert isinstance(mixed, shapely.MultiPolygon)


def test_the_region_of_a_choice_is_told_only_where_all_lie_in_it() -> None:
    regions = Regions(picture(area("daraya", area_kind="administrative"), area("wide", radius=90_000.0)))
    near = UncertainPlace("x", OneOf((HERE, Disc(36.25, 33.46, 100.0))))
    apart = UncertainPlace("x", OneOf((HERE, THERE)))
    assert (regions.relation(near, "area:daraya"), regions.of(near)) == (YES, "area:daraya")
    assert (regions.relation(apart, "area:daraya"), regions.of(apart)) == (CANNOT_TELL, "")
    assert regions.relation(UncertainPlace("x", OneOf((THERE, Disc(38.0, 35.0)))), "area:daraya") == NO
