"""The stores that every test of this folder is held against."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.airspace.making import Store
from tests.postgres import Server, server
from treve.airspace.postgres import PostgresAirspace
from treve.airspace.sqlite import SqliteAirspace


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    with server() as running:
        yield running


@pytest.fixture(params=["sqlite", "postgres"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """An empty store of each sort."""
    if request.param == "sqlite":
        made: Store = SqliteAirspace(tmp_path / "airspace.sqlite")
    else:
        made = PostgresAirspace(request.getfixturevalue("postgres").database(), new=True, connections=4)
    yield made
    made.close()
