"""Many askers at once: written together, answered one by one, each with its own outcome."""

import asyncio
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.airspace.making import Store, caller, plan, volume
from treve.airspace import intents
from treve.airspace.committer import Committer
from treve.airspace.entity import Intent
from treve.airspace.pooled import Pooled
from treve.airspace.sqlite import SqliteAirspace
from treve.errors import NodeBusy, StorageFailed, TreveError, Unread
from treve.node.airspace import committer


def put(asked: intents.Plan) -> Callable[[intents.Transaction], intents.Planned]:
    return lambda tx: intents.put(tx, asked, caller())


async def all_of(asked: Committer | Pooled, works: list[Callable[[intents.Transaction], Any]]) -> list[Any]:
    return await asyncio.gather(*(asked.change(work) for work in works), return_exceptions=True)


def test_of_many_at_once_in_one_place_one_is_let_in(store: Store) -> None:
    async def go() -> list[Any]:
        asked = committer(store)
        found = await all_of(asked, [put(plan(volume())) for _ in range(40)])
        held = await asked.read(lambda tx: intents.search(tx, volume()))
        assert [one.id for one in held] == [one.intent.id for one in found if not isinstance(one, Exception)]
        await asked.close()
        return found

    found = asyncio.run(go())
    assert sum(isinstance(one, intents.Planned) for one in found) == 1
    assert sum(isinstance(one, Unread) for one in found) == 39


def test_a_piece_of_work_that_fails_halfway_is_undone_and_the_others_stand(store: Store) -> None:
    good, bad = plan(volume()), plan(volume(lon=38.0))

    def halfway(tx: intents.Transaction) -> None:
        intents.put(tx, bad, caller())
        raise ValueError("halfway")

    async def go() -> list[Any]:
        asked = committer(store)
        found = await all_of(asked, [halfway, put(good), halfway])
        assert await asked.read(lambda tx: tx.find(Intent, bad.id)) is None
        assert await asked.read(lambda tx: tx.find(Intent, good.id)) is not None
        assert await asked.read(lambda tx: intents.search(tx, volume(lon=38.0))) == []
        await asked.close()
        return found

    found = asyncio.run(go())
    assert [type(one) for one in found] == [ValueError, intents.Planned, ValueError]


def test_who_goes_away_does_not_stop_the_others(store: Store) -> None:
    async def go() -> None:
        asked = committer(store)
        gone = asyncio.create_task(asked.change(put(plan(volume()))))
        stays = asyncio.create_task(asked.change(put(plan(volume(lon=38.0)))))
        await asyncio.sleep(0)
        gone.cancel()
        assert isinstance(await stays, intents.Planned)
        await asked.close()

    asyncio.run(go())


def test_nothing_is_answered_that_the_disk_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = SqliteAirspace(tmp_path / "airspace.sqlite")
    refused = plan(volume())

    def full(self: SqliteAirspace) -> None:
        self.rollback()
        raise StorageFailed("Nothing was changed: database or disk is full.")

    async def go() -> None:
        asked = Committer(store)
        with monkeypatch.context() as patch:
            patch.setattr(SqliteAirspace, "commit", full)
            found = await all_of(asked, [put(refused), put(plan(volume(lon=38.0)))])
            assert [type(one) for one in found] == [StorageFailed, StorageFailed]
        assert await asked.read(lambda tx: tx.find(Intent, refused.id)) is None
        assert isinstance(await asked.change(put(refused)), intents.Planned)
        again = plan(volume(lon=39.0))
        await asked.change(put(again))
        with pytest.raises(Unread):
            await asked.change(put(plan(volume(lon=39.0))))
        assert [one.id for one in await asked.read(lambda tx: intents.search(tx, volume(lon=38.0)))] == []
        await asked.close()

    asyncio.run(go())


def test_it_waits_for_another_process_and_gives_up_in_the_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "airspace.sqlite"
    store = SqliteAirspace(path, wait_s=0.0)
    other = sqlite3.connect(path, isolation_level=None)
    monkeypatch.setattr("treve.airspace.committer.PATIENCE_S", 0.2)

    async def go() -> None:
        asked = Committer(store)
        other.execute("begin immediate")
        with pytest.raises(NodeBusy):
            await asked.change(put(plan(volume())))
        waiting = asyncio.create_task(asked.change(put(plan(volume()))))
        await asyncio.sleep(0.05)
        other.execute("commit")
        assert isinstance(await waiting, intents.Planned)
        await asked.close()

    asyncio.run(go())
    other.close()
    assert issubclass(NodeBusy, TreveError)
