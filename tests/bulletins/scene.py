"""A small theatre for the tests of the bulletin: two registers, three regions, a truce with a gap."""

from datetime import date
from typing import Any

from tests.making import area, arrangement, party, report, utc
from treve.bulletins.bulletin import Bulletin, Setting, build
from treve.bulletins.scope import Scope, find_scope
from treve.geo.footprint import Circle
from treve.geo.interval import Interval, UncertainTime, days
from treve.geo.place import Disc, UncertainPlace
from treve.picture.picture import Picture
from treve.records.base import Record
from treve.records.place import Place
from treve.records.tally import Part, Tally

ZONE = "Asia/Damascus"
DAY = date(2016, 6, 1)
SETTING = Setting(zone=ZONE, theatre="Theatre", disclaimer="Borders imply nothing.")
NORTH, SOUTH = (36.5, 35.5), (36.2, 33.5)


def on(first: date, last: date | None = None) -> UncertainTime:
    return UncertainTime(days(first, last or first, ZONE), ZONE)


def place(name: str, at: tuple[float, float], radius: float = 20_000.0, **fields: Any) -> Place:
    given = {
        "author": "party:monitor", "key": f"place:{name}", "names": {"en": name.title()}, "lon": at[0], "lat": at[1],
        "radius_m": radius, "feature": "governorate",
    }  # fmt: skip
    return Place(**(given | fields))


def seen(name: str, register: str, at: tuple[float, float] | None = NORTH, **fields: Any) -> Record:
    where = None if at is None else Disc(*at, 500.0)
    given: dict[str, Any] = {"register": f"party:{register}", "place": UncertainPlace("", where)}
    given["occurred"] = on(fields.pop("day", DAY))
    return report(name, author=f"party:{register}", **(given | fields))


def tally(register: str, total: int, day: date = DAY, **parts: int) -> Tally:
    return Tally(
        author=f"party:{register}", key=f"tally:{register}-{day}", registrar=f"party:{register}", measure="violations", unit="cases",
        period=days(day, day, ZONE), total=total, by="area" if parts else "",
        breakdown=tuple(Part(f"place:{key}", count) for key, count in parts.items()),
    )  # fmt: skip


def theatre() -> tuple[Record, ...]:
    truce = arrangement("truce", Interval(utc(2016, 5, 1), utc(2016, 6, 2, 12)))
    region = area("north", *NORTH, area_kind="administrative", footprint=Circle(*NORTH, 30_000.0), names={"en": "The North"})
    return (party("a"), party("east"), party("west"), truce, region, place("south", SOUTH))


def made(picture: Picture, first: date = DAY, last: date | None = None, *, scope: str = "", **more: Any) -> Bulletin:
    chosen = find_scope(picture, scope) if scope else Scope()
    return build(picture, first, last or first, setting=SETTING, scope=chosen, **more)
