"""How far apart notices should stay: the one table, and what the parties agreed in its place."""

from itertools import combinations_with_replacement
from typing import Any, get_args

import msgspec
import pytest

from tests.making import arrangement, picture, provision, span, utc
from treve import codec
from treve.errors import BadRecord
from treve.findings.separations import DEFAULTS, EXPOSED, OPERATIONS, Asked, Separations, exposes
from treve.geo.footprint import Circle
from treve.geo.interval import Interval
from treve.geo.near import Separation
from treve.geo.volume import Volume4D
from treve.records.arrangement import AgreedSeparation, Arrangement, ArrangementChange, Bound
from treve.records.kinds import to_bytes
from treve.records.notice import Notice, NoticeKind, Recipient

DAY = span(utc(2022, 8, 3, 6), 12)
SEASON = Interval(utc(2022, 7, 22), utc(2022, 11, 19))
TEN_MILES = AgreedSeparation(("movement", "air_activity"), 18_520.0, 0.0, 1_800.0, words="Ten nautical miles around a vessel.")


def notice(kind: NoticeKind, author: str = "party:a", **fields: Any) -> Notice:
    given: dict[str, Any] = {
        "author": author, "key": f"notice:{kind}", "notice_kind": kind, "window": DAY, "recipients": (Recipient("party:x"),),
        "volumes": (Volume4D(Circle(31.0, 45.5, 900.0), during=DAY),),
    }  # fmt: skip
    return Notice(**(given | fields))


def initiative(
    *separations: AgreedSeparation, parties: tuple[str, ...] = ("party:a", "party:b"), name: str = "grain"
) -> Arrangement:
    bound = Bound("named", parties)
    return arrangement(name, SEASON, provisions=(provision(bound=bound),), separations=separations)


def test_every_operation_is_held_against_everything_that_may_come_to_harm() -> None:
    for one in OPERATIONS:
        assert all((one, other) in DEFAULTS for other in EXPOSED)
    kinds = get_args(NoticeKind)
    asked = Separations(picture())
    for one, other in combinations_with_replacement(kinds, 2):
        found = asked.of(notice(one), notice(other), DAY)
        assert found == asked.of(notice(other), notice(one), DAY)
        assert exposes(one, other) == exposes(other, one)
        assert (found is not None) or not exposes(one, other)
        if found is not None:
            wide = asked.widest([(other, one)])
            assert wide is not None
            assert wide.widest(found.separation) == wide
    assert asked.of(notice("movement"), notice("static_site"), DAY) is None, "a convoy goes to a hospital"
    assert asked.widest([("movement", "static_site")]) is None


def test_ten_nautical_miles_agreed_for_a_vessel_take_the_place_of_the_default() -> None:
    vessel, flights = notice("movement", "party:a"), notice("air_activity", "party:b")
    asked = Separations(picture(initiative(TEN_MILES)))
    wanted = Asked(Separation(18_520.0, 0.0, 1_800.0), ("arrangement:grain",), "Ten nautical miles around a vessel.")
    assert asked.of(vessel, flights, DAY) == asked.of(flights, vessel, DAY) == wanted
    assert asked.widest([("air_activity", "movement")]) == wanted.separation
    assert asked.of(notice("works", "party:a"), flights, DAY) == Asked(DEFAULTS["air_activity", "works"])


def test_an_agreed_separation_binds_its_own_in_its_time() -> None:
    vessel, flights = notice("movement", "party:a"), notice("air_activity", "party:c")
    default = Asked(DEFAULTS["air_activity", "movement"])
    assert Separations(picture(initiative(TEN_MILES))).of(vessel, flights, DAY) == default, "party:c did not agree"
    resting = notice("movement", "party:a", basis="arrangement:grain")
    found = Separations(picture(initiative(TEN_MILES))).of(resting, flights, DAY)
    assert found is not None
    assert found.arrangements == ("arrangement:grain",), "the notice rests on it"
    both = vessel, notice("air_activity", "party:b")
    assert Separations(picture(initiative(TEN_MILES))).of(*both, span(utc(2022, 12, 1))) == default, "no longer in force"
    off = ArrangementChange(author="party:m", arrangement="arrangement:grain", change="suspended", at=utc(2022, 8, 1))
    assert Separations(picture(initiative(TEN_MILES), off)).of(*both, DAY) == default, "suspended"


def test_of_several_the_widest_applies_and_a_smaller_one_replaces_the_default() -> None:
    both = notice("movement", "party:a"), notice("air_activity", "party:b")
    small = AgreedSeparation(("air_activity", "movement"), 500.0, 300.0)
    found = Separations(picture(initiative(small))).of(*both, DAY)
    assert found is not None
    assert found.separation == Separation(500.0, 300.0, 0.0)
    found = Separations(picture(initiative(small), initiative(TEN_MILES, name="later"))).of(*both, DAY)
    assert found is not None
    assert found.separation == Separation(18_520.0, 300.0, 1_800.0)
    assert found.arrangements == ("arrangement:grain", "arrangement:later")


def test_kinds_that_ask_nothing_may_be_given_a_separation() -> None:
    convoys = AgreedSeparation(("movement", "movement"), 1_000.0, 0.0, 600.0)
    found = Separations(picture(initiative(convoys))).of(notice("movement", "party:a"), notice("movement", "party:b"), DAY)
    assert found == Asked(Separation(1_000.0, 0.0, 600.0), ("arrangement:grain",))


def test_an_arrangement_without_separations_keeps_its_bytes() -> None:
    plain = initiative()
    assert b"separations" not in to_bytes(plain)
    assert codec.decode(to_bytes(initiative(TEN_MILES)), Arrangement).separations == (TEN_MILES,)
    with pytest.raises(BadRecord):
        codec.convert({"kinds": ["movement", "parade"]}, AgreedSeparation)
    assert msgspec.structs.replace(plain, separations=()) == plain
