"""Small builders for the tests of the airspace room."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import count
from uuid import UUID

from treve.airspace.caller import (
    ARBITRATION,
    CONFORMANCE,
    CONSTRAINT_MANAGEMENT,
    CONSTRAINT_PROCESSING,
    STRATEGIC,
    Caller,
)
from treve.airspace.constraints import Restriction
from treve.airspace.intents import NewSubscription, Plan
from treve.airspace.postgres import PostgresAirspace
from treve.airspace.sqlite import SqliteAirspace
from treve.airspace.subscriptions import Wish
from treve.geo.altitude import AltitudeBand
from treve.geo.footprint import Circle, Footprint
from treve.geo.interval import Interval
from treve.geo.volume import Volume4D

Store = SqliteAirspace | PostgresAirspace

NOW = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
EVERY = frozenset((STRATEGIC, CONFORMANCE, CONSTRAINT_MANAGEMENT, CONSTRAINT_PROCESSING, ARBITRATION))
_numbers = count(1)


def fresh() -> str:
    return f"ovn-{next(_numbers):020d}"


def identity(number: int | None = None) -> str:
    """A UUID of version 4 that a number gives."""
    return str(UUID(int=(next(_numbers) << 32) if number is None else number, version=4))


def caller(
    subject: str = "uss-a", *, scopes: frozenset[str] = EVERY, now: datetime = NOW, fresh: Callable[[], str] = fresh
) -> Caller:
    return Caller(subject, scopes, now, fresh)


def volume(
    lon: float = 36.2, lat: float = 33.5, radius: float = 500.0, *, footprint: Footprint | None = None,
    low: float = 0.0, high: float = 120.0, start: float = 0.0, hours: float = 1.0,
) -> Volume4D:  # fmt: skip
    """A volume around a place, from `start` hours after now."""
    begins = NOW + timedelta(hours=start)
    return Volume4D(
        footprint or Circle(lon, lat, radius), AltitudeBand(low, high), Interval(begins, begins + timedelta(hours=hours))
    )


def plan(*volumes: Volume4D, **fields: object) -> Plan:
    given: dict[str, object] = {
        "id": identity(), "volumes": volumes or (volume(),), "state": "Accepted", "uss_base_url": "https://uss-a.example/f3548",
    }  # fmt: skip
    return Plan(**(given | fields))  # type: ignore[arg-type]


def subscribed(*, for_constraints: bool = False) -> NewSubscription:
    return NewSubscription("https://uss-a.example/f3548", for_constraints)


def wish(at: Volume4D | None = None, **fields: object) -> Wish:
    given: dict[str, object] = {
        "id": identity(), "volume": at or volume(), "uss_base_url": "https://uss-b.example/f3548", "for_intents": True,
    }  # fmt: skip
    return Wish(**(given | fields))  # type: ignore[arg-type]


def restriction(*volumes: Volume4D, **fields: object) -> Restriction:
    given: dict[str, object] = {
        "id": identity(),
        "volumes": volumes or (volume(),),
        "uss_base_url": "https://uss-c.example/f3548",
    }
    return Restriction(**(given | fields))  # type: ignore[arg-type]
