"""A disk that fails at any step, a page that rots, a clock that is wrong: nothing acknowledged is lost, nothing is half done."""

import errno
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from tests.making import party, utc
from treve.clock import SetClock
from treve.config import Settings
from treve.errors import BadFile, NodeBusy, NodeMissing, StorageFailed, VerificationFailed
from treve.log import log as log_module
from treve.log.verify import verify
from treve.node.node import Node


def node(folder: Path) -> Node:
    return Node.create(folder / "node", Settings(name="test", party="party:monitor"), clock=SetClock(utc(2016, 7, 1)))


class Failing:
    """A database connection of which the nth statement that writes fails as a full disk does."""

    def __init__(self, base: sqlite3.Connection, at: int) -> None:
        self._base, self._left = base, at

    def __getattr__(self, name: str) -> Any:
        return getattr(self._base, name)

    def _count(self, text: str) -> None:
        if text.split()[0] in ("insert", "update", "delete", "begin", "commit"):
            self._left -= 1
            if self._left == 0:
                raise sqlite3.OperationalError("database or disk is full")

    def execute(self, text: str, *values: Any) -> Any:
        self._count(text)
        return self._base.execute(text, *values)

    def executemany(self, text: str, rows: Any) -> Any:
        self._count(text)
        return self._base.executemany(text, rows)


@pytest.mark.parametrize("work", ["add", "erase"])
def test_a_full_disk_at_any_statement_changes_nothing(tmp_path: Path, work: str) -> None:
    with node(tmp_path) as held:
        taken = held.add(party(f"old{number}") for number in range(300))
        vkeys, base, before = held.log.vkeys, held.log.store.base, held.log.checkpoint_text()
        failed = 0
        for at in range(1, 60):
            held.log.store.base = Failing(base, at)  # type: ignore[assignment]
            try:
                if work == "add":
                    held.add(party(f"new{number}") for number in range(300))
                else:
                    held.erase(taken[7].id, reason="asked for")
            except (StorageFailed, NodeBusy):
                failed += 1
                held.log.store.base = base
                assert not base.in_transaction
                assert held.log.checkpoint_text() == before
                assert held.count() == 300
                assert held.find(taken[7].id).record.key == "party:old7"
            else:
                break
        held.log.store.base = base
        assert failed >= 8, "each statement was made to fail once"
        assert held.count() == (600 if work == "add" else 301)
    assert verify(tmp_path / "node", *vkeys).erased == (work == "erase")


def test_a_full_disk_while_files_are_written_is_made_good_when_the_node_is_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = log_module.write_file
    with node(tmp_path) as held:
        held.add(party(f"old{number}") for number in range(200))
        vkeys = held.log.vkeys
    for at in range(1, 12):
        left = at

        def failing(path: Path, raw: bytes, *, durable: bool = False) -> None:
            nonlocal left
            left -= 1
            if left == 0:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.with_name(path.name + ".new").write_bytes(raw[: len(raw) // 2])
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            whole(path, raw, durable=durable)

        monkeypatch.setattr(log_module, "write_file", failing)
        with Node.open(tmp_path / "node") as held:
            count = held.count()
            records = [party(f"new{at}-{number}") for number in range(20)]
            if left <= 0:
                break
            with suppress(StorageFailed):
                held.add(records)
            assert held.count() == count + 20
            monkeypatch.setattr(log_module, "write_file", whole)
            assert [one.new for one in held.add(records)] == [False] * 20, "sent again, nothing doubles"
        with Node.open(tmp_path / "node"):
            pass
        assert verify(tmp_path / "node", *vkeys).size == count + 20


def test_a_disk_that_cannot_be_read_gives_an_error_of_ours(tmp_path: Path) -> None:
    with node(tmp_path) as held:
        held.add_one(party("a"))
    for name in ("node.sqlite", "node.toml"):
        copy = tmp_path / f"without {name}"
        shutil.copytree(tmp_path / "node", copy)
        (copy / name).unlink()
        with pytest.raises(NodeMissing):
            Node.open(copy)
        assert not (copy / name).exists(), "nothing is made by opening"
        (copy / name).write_bytes(b"no such thing" * 100)
        with pytest.raises(BadFile):
            Node.open(copy)


@pytest.mark.parametrize("key", ["checkpoints.key", "checkpoints-mldsa.key", "entries.key", "witness.key", "witness-mldsa.key"])
def test_a_missing_or_broken_key_is_named_and_never_made_anew(tmp_path: Path, key: str) -> None:
    with node(tmp_path):
        pass
    path = tmp_path / "node" / "keys" / key
    assert path.stat().st_mode & 0o077 == 0, "nobody else reads it"
    path.write_text("AAAA", encoding="ascii")
    with pytest.raises(BadFile, match=key):
        Node.open(tmp_path / "node")
    path.unlink()
    with pytest.raises(NodeMissing, match=key):
        Node.open(tmp_path / "node")
    assert not path.exists()


def pages(path: Path) -> Iterator[int]:
    size = path.stat().st_size
    yield from range(4096 * 2, size, 4096 * max(1, size // 4096 // 25))


def test_a_page_that_rots_is_found(tmp_path: Path) -> None:
    with node(tmp_path) as held:
        held.add(party(str(number), note="x" * 200) for number in range(700))
        vkeys = held.log.vkeys
    whole = (tmp_path / "node" / "node.sqlite").read_bytes()
    found = 0
    for offset in pages(tmp_path / "node" / "node.sqlite"):
        spoiled = bytearray(whole)
        for at in range(offset + 1000, offset + 1400):
            spoiled[at] ^= 0x55
        (tmp_path / "node" / "node.sqlite").write_bytes(spoiled)
        try:
            verify(tmp_path / "node", *vkeys)
        except (VerificationFailed, BadFile, StorageFailed):
            found += 1
    assert found >= 15, f"only {found} of the spoiled pages were found"


def test_two_writers_take_turns_and_the_second_is_told(tmp_path: Path) -> None:
    with node(tmp_path) as first, Node.open(tmp_path / "node") as second:
        second.log.store.base.execute("pragma busy_timeout = 50")

        def slow() -> Iterator[Any]:
            yield party("first")
            with pytest.raises(NodeBusy):
                second.add_one(party("second"))
            assert second.count() == 0, "a reader sees what was there before"

        first.add(slow())
        assert second.add_one(party("second")).new
        assert first.count() == second.count() == 2
        assert second.log.checkpoint() == first.log.checkpoint()
    with Node.open(tmp_path / "node") as held:
        vkeys = held.log.vkeys
    assert verify(tmp_path / "node", *vkeys).size == 2


def test_a_clock_that_goes_back_moves_no_recorded_time_back(tmp_path: Path) -> None:
    with node(tmp_path) as held:
        held.add_one(party("a"))
        held.clock.set(utc(1960, 1, 1))  # type: ignore[attr-defined]
        held.add_one(party("b"))
        held.erase(held.find("party:a").id, reason="asked for")
        times = [row.recorded_at for row in held.log.store.rows(range(3))]
        assert len(set(times)) == 1
        vkeys = held.log.vkeys
    assert verify(tmp_path / "node", *vkeys).size == 3


def test_files_for_mirrors_are_written_anew_where_they_are_lost_or_of_another_log(tmp_path: Path) -> None:
    with node(tmp_path) as held:
        held.add(party(str(number)) for number in range(300))
        vkeys = held.log.vkeys
    folder = tmp_path / "node" / "log"
    other = Node.create(tmp_path / "other", Settings(name="other", party="party:x"), clock=SetClock(utc(2016, 7, 1)))
    other.close()
    for spoil in (
        lambda: shutil.rmtree(folder),
        lambda: (folder / "checkpoint").unlink(),
        lambda: shutil.copy(tmp_path / "other" / "log" / "checkpoint", folder / "checkpoint"),
        lambda: (folder / "checkpoint").write_bytes(b"\xff" * 100),
    ):
        spoil()
        with Node.open(tmp_path / "node"):
            pass
        assert verify(tmp_path / "node", *vkeys).size == 300
