"""Of several servers over one store, those that are told so leave what changes to the log of another."""

import time
from datetime import UTC, datetime
from pathlib import Path

from tests.airspace.making import identity
from tests.api.making import circle, intent
from tests.api.process import made, served
from tests.api.site import INTENTS
from treve.airspace.sqlite import SqliteAirspace
from treve.node.node import Node


def noticed(folder: Path) -> int:
    with Node.open(folder) as node:
        return sum(1 for _ in node.records(kinds=("notice",)))


def waiting(folder: Path) -> int:
    store = SqliteAirspace(folder / "airspace.sqlite")
    try:
        return len(store.read(lambda tx: tx.noted(9)))
    finally:
        store.close()


def test_who_leaves_the_log_takes_nothing_over_and_another_does(tmp_path: Path) -> None:
    folder = made(tmp_path)
    with served(folder, "--new-airspace", "--leave-log") as one:
        assert one.ask("PUT", f"{INTENTS}/{identity()}", intent(circle(start=2.0, now=datetime.now(UTC)))).status_code == 201
        time.sleep(3.0)
        assert (waiting(folder), noticed(folder)) == (1, 0)
        with served(folder):
            until = time.monotonic() + 30.0
            while waiting(folder) and time.monotonic() < until:
                time.sleep(0.1)
    assert (waiting(folder), noticed(folder)) == (0, 1)
