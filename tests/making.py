"""Small builders of records for tests: one line where the struct wants ten."""

from datetime import UTC, datetime, timedelta
from typing import Any

from treve.geo.footprint import Circle
from treve.geo.interval import Interval, UncertainTime
from treve.geo.place import Disc, UncertainPlace
from treve.picture.known import Known
from treve.picture.picture import History, Picture
from treve.records.arrangement import Arrangement, Bound, Provision, Window
from treve.records.base import Record
from treve.records.kinds import record_id, to_bytes
from treve.records.party import Party
from treve.records.place import Area
from treve.records.report import IncidentReport

AUTHOR = "party:monitor"
RECORDED = datetime(2016, 7, 1, tzinfo=UTC)
LATER = datetime(2030, 1, 1, tzinfo=UTC)


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[misc, arg-type]


def span(start: datetime, hours: float = 1.0) -> Interval:
    return Interval(start, start + timedelta(hours=hours))


def party(name: str, **fields: Any) -> Party:
    given = {"author": AUTHOR, "key": f"party:{name}", "names": {"en": name}, "party_kind": "armed_group"}
    return Party(**(given | fields))


def area(name: str, lon: float = 36.24, lat: float = 33.46, radius: float = 5_000.0, **fields: Any) -> Area:
    given = {
        "author": AUTHOR, "key": f"area:{name}", "names": {"en": name}, "area_kind": "ceasefire_area",
        "footprint": Circle(lon, lat, radius),
    }  # fmt: skip
    return Area(**(given | fields))


def provision(**fields: Any) -> Provision:
    given: dict[str, Any] = {
        "id": "1", "words": {"en": "no hostilities"}, "bound": Bound(to="named", parties=("party:a",)), "prohibits": ("*",),
    }  # fmt: skip
    return Provision(**(given | fields))


def arrangement(name: str, *during: Interval, provisions: tuple[Provision, ...] | None = None, **fields: Any) -> Arrangement:
    given: dict[str, Any] = {
        "author": AUTHOR, "key": f"arrangement:{name}", "names": {"en": name}, "arrangement_kind": "local_truce",
        "windows": tuple(Window(during=one) for one in during),
        "provisions": (provision(),) if provisions is None else provisions,
    }  # fmt: skip
    return Arrangement(**(given | fields))


def report(name: str, at: Interval | None = None, **fields: Any) -> IncidentReport:
    given: dict[str, Any] = {
        "author": AUTHOR, "key": f"incident:{name}", "occurred": UncertainTime(at or span(utc(2016, 6, 1, 10))),
        "place": UncertainPlace(where=Disc(36.24, 33.46, 100.0)), "acts": ("FIRE.ARTY",), "alleged": ("party:a",),
    }  # fmt: skip
    return IncidentReport(**(given | fields))


def known(record: Record, at: datetime = RECORDED) -> Known:
    return Known(record_id(to_bytes(record)), at, record)


def history(*records: Record | Known) -> History:
    return History(one if isinstance(one, Known) else known(one) for one in records)


def picture(*records: Record | Known, at: datetime = LATER) -> Picture:
    return history(*records).as_of(at, LATER)
