"""A process that writes to an airspace store until it is killed; what it was told is on the disk it prints."""

import sys
from pathlib import Path
from uuid import uuid4

from tests.airspace.making import Store, caller, plan, subscribed, volume
from treve.airspace import intents
from treve.airspace.postgres import PostgresAirspace
from treve.airspace.sqlite import SqliteAirspace
from treve.errors import Unread


def opened(where: str) -> Store:
    return PostgresAirspace(where, connections=2) if where.startswith("postgresql") else SqliteAirspace(Path(where))


def apart(where: str, column: int) -> None:
    """Write intents that meet nothing, each with a subscription, one after the other; print the id of each that is safe."""
    store = opened(where)
    for number in range(100_000):
        at = volume(30.0 + column, -40.0 + number * 0.005, 100.0)
        asked = plan(at, id=str(uuid4()), new_subscription=subscribed())
        store.run(lambda tx, asked=asked: intents.put(tx, asked, caller(fresh=lambda: uuid4().hex)))  # type: ignore[misc]
        sys.stdout.write(asked.id + "\n")
        sys.stdout.flush()


def together(where: str, rounds: int, who: str) -> None:
    """In each round write into the one place of that round, with an empty key; print whether it was let in."""
    store = opened(where)
    for number in range(rounds):
        sys.stdin.readline()
        asked = plan(volume(30.0 + number * 0.1), id=str(uuid4()))
        try:
            store.run(lambda tx, asked=asked: intents.put(tx, asked, caller(who, fresh=lambda: uuid4().hex)))  # type: ignore[misc]
            sys.stdout.write("in\n")
        except Unread:
            sys.stdout.write("refused\n")
        sys.stdout.flush()
    store.close()


if __name__ == "__main__":
    if sys.argv[1] == "apart":
        apart(sys.argv[2], int(sys.argv[3]))
    else:
        together(sys.argv[2], int(sys.argv[3]), sys.argv[4])
