"""Several processes on one store: two whose volumes meet never both succeed; what was answered outlives a kill."""

import signal
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest

from tests.airspace.making import Store, volume
from tests.airspace.writer import opened
from tests.postgres import Server
from treve.airspace import intents
from treve.airspace.entity import Intent, Subscription
from treve.airspace.postgres import PostgresAirspace
from treve.airspace.sqlite import SqliteAirspace

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(params=["sqlite", "postgres"])
def where(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where an empty store is."""
    if request.param == "sqlite":
        SqliteAirspace(tmp_path / "airspace.sqlite").close()
        return str(tmp_path / "airspace.sqlite")
    found: str = request.getfixturevalue("postgres").database()
    PostgresAirspace(found, new=True).close()
    return found


def process(*arguments: object) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.airspace.writer", *map(str, arguments)]
    return subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_of_two_processes_that_write_into_one_place_exactly_one_succeeds(where: str) -> None:
    rounds = 60
    writers = [process("together", where, rounds, f"uss-{name}") for name in "abc"]
    outcomes = []
    try:
        for _ in range(rounds):
            for one in writers:
                assert one.stdin is not None
                one.stdin.write("go\n")
                one.stdin.flush()
            outcomes.append([one.stdout.readline().strip() for one in writers if one.stdout is not None])
        assert [one.wait(20) for one in writers] == [0, 0, 0]
    finally:
        for one in writers:
            one.kill()
            one.communicate()
    assert [sorted(one) for one in outcomes] == [["in", "refused", "refused"]] * rounds
    store = opened(where)
    assert len(store.read(lambda tx: intents.search(tx, volume(33.0, radius=400_000.0)))) == rounds
    store.close()


class Writers:
    """Two processes that write apart from each other, what they are told going to files."""

    def __init__(self, where: str, folder: Path) -> None:
        self._files = [folder / f"told-{column}" for column in (0, 3)]
        self._running = []
        for column, path in zip((0, 3), self._files, strict=True):
            command = [sys.executable, "-m", "tests.airspace.writer", "apart", where, str(column)]
            with path.open("wb") as file, path.with_suffix(".err").open("wb") as errors:
                self._running.append(subprocess.Popen(command, cwd=ROOT, stdout=file, stderr=errors))
        until = time.monotonic() + 30
        while not all(path.stat().st_size for path in self._files):
            assert time.monotonic() < until, [path.with_suffix(".err").read_text()[-2000:] for path in self._files]
            time.sleep(0.01)

    def kill(self) -> set[str]:
        """Kill both; the ids that they were told."""
        for one in self._running:
            one.send_signal(signal.SIGKILL)
        for one in self._running:
            one.wait(20)
        return {line for path in self._files for line in path.read_text().split("\n") if len(line) == 36}


@pytest.mark.parametrize("after", [0.3, 0.8, 1.3])
def test_what_was_answered_outlives_a_kill_of_the_writer(where: str, tmp_path: Path, after: float) -> None:
    writers = Writers(where, tmp_path)
    time.sleep(after)
    told = writers.kill()
    assert len(told) > 4
    _is_whole(opened(where), told, at_most=len(told) + 2)


def _is_whole(store: Store, told: set[str], at_most: int) -> None:
    """All that was told is there, with its volumes and its subscription, and at most one more a writer."""

    def look(tx: intents.Transaction) -> set[str]:
        held = intents.search(tx, intents.Volume4D(volume(31.5, -40.0, 4_000_000.0).footprint))
        for one in held:
            assert len(tx.volumes(Intent, one.id)) == 1
            subscription = tx.find(Subscription, one.subscription)
            assert subscription is not None
            assert [leaning.id for leaning in tx.leaning_on(subscription.id)] == [one.id]
            assert one in tx.meeting(Intent, tx.volumes(Intent, one.id))
        return {one.id for one in held}

    found = store.read(look)
    store.close()
    assert told <= found
    assert len(found) <= at_most


def test_what_was_answered_outlives_a_crash_of_the_database(postgres: Server, tmp_path: Path) -> None:
    where = postgres.database()
    PostgresAirspace(where, new=True).close()
    writers = Writers(where, tmp_path)
    time.sleep(0.5)
    postgres.stop(signal.SIGQUIT)
    told = writers.kill()
    postgres.start()
    assert len(told) > 4
    _is_whole(opened(where), told, at_most=len(told) + 2)


def test_it_is_serializability_that_keeps_two_writers_apart(postgres: Server) -> None:
    """At a weaker level both would look, find the place free, and write: the test above is not passed by chance."""
    where = postgres.database()
    PostgresAirspace(where, new=True).close()
    question = "select count(*) from airspace_entity"
    write = "insert into airspace_entity values ('intent', %s, %s, 0, '', 0, '', '')"

    def both(level: psycopg.IsolationLevel) -> list[str]:
        outcomes = []
        with psycopg.connect(where) as one, psycopg.connect(where) as other:
            for connection in (one, other):
                connection.isolation_level = level
                connection.execute(question)
            for number, connection in enumerate((one, other)):
                try:
                    connection.execute(write, (f"{level}{number}", int(level) * 10 + number))
                    connection.commit()
                    outcomes.append("in")
                except psycopg.errors.SerializationFailure:
                    connection.rollback()
                    outcomes.append("refused")
        return outcomes

    assert both(psycopg.IsolationLevel.REPEATABLE_READ) == ["in", "in"]
    assert both(psycopg.IsolationLevel.SERIALIZABLE) == ["in", "refused"]
