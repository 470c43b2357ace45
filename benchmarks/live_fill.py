"""Fills an airspace store in SQLite with many intents at once, with the rows that `save` would have written, byte for byte."""

import time
from concurrent.futures import ProcessPoolExecutor
from datetime import datetime
from pathlib import Path
from uuid import UUID

import numpy as np

from benchmarks.live_data import Live, volume
from treve.airspace import sqlite as store
from treve.airspace.entity import Intent
from treve.airspace.kept import columns
from treve.airspace.shape import shape_of, volumes_bytes
from treve.geo.volume import Volume4D

CHUNK = 20_000


def intent(data: Live, place: int, at: Volume4D) -> Intent:
    """The intent of a volume."""
    number = UUID(int=(data.number(place) << 80) | 1, version=4)
    return Intent(
        id=str(number), manager=f"uss-{data.number(place) % 200}", uss_base_url="https://uss.example.org/f3548",
        ovn=f"ovn-{data.number(place):012d}-live", during=at.during, state="Accepted",
    )  # fmt: skip


Rows = tuple[list[tuple[object, ...]], ...]


def rows_of(data: Live, start: int, begins: datetime) -> Rows:
    """The rows of a chunk: of entities, volumes, boxes and shapes."""
    entities: list[tuple[object, ...]] = []
    volumes: list[tuple[object, ...]] = []
    boxes: list[tuple[object, ...]] = []
    shapes: list[tuple[object, ...]] = []
    for place in range(start, min(start + CHUNK, data.count)):
        at = volume(data, place, begins)
        one = intent(data, place, at)
        entities.append((data.number(place) + 1, "intent", one.id, *columns(one)))
        volumes.append((data.number(place) + 1, volumes_bytes((at,))))
        for row, packed, _, rest in store.index_rows(data.number(place) + 1, 0, shape_of.__wrapped__(at)):
            boxes.append((row, packed))
            shapes.append((row, *rest))
    return entities, volumes, boxes, shapes


def fill(path: Path, data: Live, begins: datetime) -> float:
    """Make the store, with another process that prepares rows; seconds it took."""
    began = time.perf_counter()
    held = store.SqliteAirspace(path)
    db = held._writer
    db.execute("pragma synchronous = off")
    starts = list(range(0, data.count, CHUNK))
    with ProcessPoolExecutor(2) as pool:
        ahead = [pool.submit(rows_of, data.part(start, CHUNK), 0, begins) for start in starts[:3]]
        for number, start in enumerate(starts):
            entities, volumes, boxes, shapes = ahead[number].result()
            ahead[number] = None  # type: ignore[call-overload]
            if number + 3 < len(starts):
                ahead.append(pool.submit(rows_of, data.part(starts[number + 3], CHUNK), 0, begins))
            db.execute("begin immediate")
            db.executemany(
                "insert into entity (number, kind, id, ends, subscription, notified, body) values (?,?,?,?,?,?,?)",
                entities,
            )
            db.executemany("insert into volumes values (?,?)", volumes)
            db.executemany("insert into intent_box values (?,?)", boxes)
            db.executemany("insert into intent_shape values (?,?,?,?,?,?,?,?,?)", shapes)
            db.execute("commit")
            assert entities[0][0] == start + 1
    db.execute("pragma wal_checkpoint(truncate)")
    held.close()
    seconds = time.perf_counter() - began
    _check(path, data, begins)
    return seconds


def _check(path: Path, data: Live, begins: datetime) -> None:
    """Some of the rows are those that `save` writes."""
    held = store.SqliteAirspace(path)
    for place in np.random.default_rng(1).integers(0, data.count, 20).tolist():
        at = volume(data, place, begins)
        one = intent(data, place, at)
        assert held.read(lambda tx, one=one: tx.find(Intent, one.id)) == one
        assert held.read(lambda tx, one=one: tx.volumes(Intent, one.id)) == (at,)
        assert one in held.read(lambda tx, at=at: tx.meeting(Intent, [at]))
    held.close()
