"""Who a party was at a time."""

from itertools import permutations

from tests.making import AUTHOR, party, picture, utc
from treve.geo.interval import Interval
from treve.records.party import Succession


def renamed(before: str, after: str, year: int) -> Succession:
    return Succession(
        author=AUTHOR, key=f"succession:{after}", change="renamed", of=(f"party:{before}",), into=(f"party:{after}",),
        at=Interval(utc(year, 7, 28), None), names={"en": after.title()},
    )  # fmt: skip


def test_a_party_renamed_twice_has_the_name_of_each_time() -> None:
    for order in permutations((renamed("front", "conquest", 2016), renamed("conquest", "liberation", 2017), party("front"))):
        held = picture(*order).parties
        assert held.name("party:front", "en", utc(2016, 1, 1)) == "front"
        assert held.name("party:front", "en", utc(2016, 8, 1)) == "Conquest"
        assert held.name("party:front", "en", utc(2018, 1, 1)) == "Liberation"
