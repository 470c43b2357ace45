"""The process that takes over into the log: real, killed, and ended with its pipe."""

import asyncio
import os
import signal
import time
from pathlib import Path

import pytest

from tests.airspace.making import caller, plan, volume
from treve.airspace import intents
from treve.airspace.sqlite import SqliteAirspace
from treve.config import Settings
from treve.node import background
from treve.node.airspace import committer, open_airspace
from treve.node.background import Worker, taking_over
from treve.node.node import Node


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "node"
    with Node.create(made, Settings(name="node", party="party:us")) as node:
        open_airspace(made, node.settings, new=True).close()
    return made


def planned(folder: Path, *longitudes: float) -> None:
    store = SqliteAirspace(folder / "airspace.sqlite")
    for lon in longitudes:
        store.run(lambda tx, lon=lon: intents.put(tx, plan(volume(lon)), caller()))  # type: ignore[misc]
    store.close()


def noticed(folder: Path) -> int:
    with Node.open(folder) as node:
        return sum(1 for _ in node.records(kinds=("notice",)))


def test_it_takes_over_what_there_is_and_ends_with_its_pipe(folder: Path) -> None:
    async def go() -> None:
        worker = Worker(folder, "")
        planned(folder, 36.0, 37.0)
        assert await worker.once() == 2
        assert await worker.once() == 0
        planned(folder, 38.0)
        assert await worker.once() == 1
        process = worker._process
        assert process is not None
        await worker.close()
        assert process.returncode == 0

    asyncio.run(go())
    assert noticed(folder) == 3


def test_killed_it_is_begun_again(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    async def go() -> None:
        worker = Worker(folder, "")
        assert await worker.once() == 0
        assert worker._process is not None
        os.kill(worker._process.pid, signal.SIGKILL)
        planned(folder, 36.0)
        assert await worker.once() == 0
        assert "ended with -9; it is begun again" in capfd.readouterr().err
        assert await worker.once() == 1
        await worker.close()

    asyncio.run(go())
    assert noticed(folder) == 1


def test_what_fails_is_said_and_tried_again(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    async def go() -> None:
        worker = Worker(folder, "")
        planned(folder, 36.0)
        (folder / "node.toml").rename(folder / "away")
        assert await worker.once() == 0
        assert "could not be taken into the log" in capfd.readouterr().err
        (folder / "away").rename(folder / "node.toml")
        assert await worker.once() == 1
        await worker.close()

    asyncio.run(go())


def test_beside_a_server_it_goes_on_until_it_is_ended(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(background, "PAUSE_S", 0.05)

    async def go() -> None:
        with Node.open(folder) as node:
            airspace = committer(open_airspace(folder, node.settings))
        running = asyncio.create_task(taking_over(folder, airspace))
        for count, lon in enumerate((36.0, 37.0), 1):
            await airspace.change(lambda tx, lon=lon: intents.put(tx, plan(volume(lon)), caller()))  # type: ignore[misc]
            until = time.monotonic() + 20.0
            while noticed(folder) < count and time.monotonic() < until:
                await asyncio.sleep(0.05)
            assert noticed(folder) == count
        running.cancel()
        with pytest.raises(asyncio.CancelledError):
            await running
        await airspace.close()

    asyncio.run(go())
