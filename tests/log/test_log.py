import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.making import party, report, utc
from treve.clock import SetClock
from treve.config import Settings
from treve.errors import NodeBusy, NodeExists, NodeMissing, VerificationFailed
from treve.log.merkle import check_consistency, consistency, inclusion, leaf_hash, root, root_from_inclusion
from treve.log.verify import verify
from treve.node.node import Node

SETTINGS = Settings(name="test", party="party:monitor")


def hashes(count: int) -> list[bytes]:
    return [leaf_hash(bytes([number])) for number in range(count)]


@given(st.integers(1, 70), st.data())
def test_every_inclusion_proof_leads_to_the_root(size: int, data: st.DataObject) -> None:
    index = data.draw(st.integers(0, size - 1))
    held = hashes(size)
    proof = inclusion(index, size, lambda low, high: root(held[low:high]))
    assert root_from_inclusion(index, size, held[index], proof) == root(held)
    if proof:
        assert root_from_inclusion(index, size, held[index], [*proof[:-1], b"x" * 32]) != root(held)
        with pytest.raises(VerificationFailed):
            root_from_inclusion(index, size, held[index], [*proof[:-1], b"short"])


@given(st.integers(1, 70), st.data())
def test_every_consistency_proof_holds_and_no_other(size: int, data: st.DataObject) -> None:
    old = data.draw(st.integers(0, size))
    held = hashes(size)
    proof = consistency(old, size, lambda low, high: root(held[low:high]))
    check_consistency(old, size, root(held[:old]), root(held), proof)
    with pytest.raises(VerificationFailed):
        check_consistency(old, size, leaf_hash(b"other"), root(held), proof)


def node(folder: Path) -> Node:
    return Node.create(folder / "node", SETTINGS, clock=SetClock(utc(2016, 1, 1)))


def test_what_goes_in_comes_out_and_twice_changes_nothing(tmp_path: Path) -> None:
    with node(tmp_path) as held:
        first = held.add([party("a"), party("b")])
        before = held.log.checkpoint()
        again = held.add([party("b"), party("a")])
        assert [one.new for one in first + again] == [True, True, False, False]
        assert held.log.checkpoint() == before
        assert [known.record for known in held.records()] == [party("a"), party("b")]
        assert held.find(first[0].id[:8]).record == party("a")


@settings(max_examples=15, deadline=None)
@given(st.lists(st.integers(1, 300), min_size=1, max_size=4))
def test_the_tree_grows_the_same_in_any_steps(tmp_path_factory: pytest.TempPathFactory, steps: list[int]) -> None:
    folder = tmp_path_factory.mktemp("log")
    with node(folder) as held:
        done = 0
        for step in steps:
            old = held.log.checkpoint()
            held.add(party(str(number)) for number in range(done, done + step))
            done += step
            new = held.log.checkpoint()
            check_consistency(old.size, new.size, old.root, new.root, held.log.consistency_proof(old.size))
        entries = [entry.leaf_hash for entry in held.log.store.every()]
        assert root(entries) == held.log.checkpoint().root
        index, proof = held.log.proof(held.find("party:0").id)
        assert root_from_inclusion(index, done, entries[index], proof) == held.log.checkpoint().root
        vkey = held.log.vkey
    assert verify(folder / "node", vkey).size == done


def test_an_error_in_the_middle_changes_nothing(tmp_path: Path) -> None:
    def broken() -> object:
        yield party("a")
        raise RuntimeError

    with node(tmp_path) as held:
        with pytest.raises(RuntimeError):
            held.add(broken())  # type: ignore[arg-type]
        assert held.count() == 0
        assert held.log.checkpoint().size == 0


def test_recorded_time_never_goes_back(tmp_path: Path) -> None:
    with node(tmp_path) as held:
        held.add_one(party("a"))
        held.clock.set(utc(2015, 1, 1))  # type: ignore[attr-defined]
        held.add_one(party("b"))
        assert {known.recorded_at for known in held.records()} == {utc(2016, 1, 1)}


def test_two_writers_do_not_interleave(tmp_path: Path) -> None:
    with node(tmp_path) as held:
        held.log.store.begin()
        other = sqlite3.connect(tmp_path / "node" / "node.sqlite")
        other.close()
        with Node.open(tmp_path / "node") as second:
            second.log.store.base.execute("pragma busy_timeout = 50")
            with pytest.raises(NodeBusy):
                second.add_one(party("a"))
        held.log.store.rollback()


def test_nothing_is_made_by_opening(tmp_path: Path) -> None:
    with pytest.raises(NodeMissing):
        Node.open(tmp_path)
    with node(tmp_path):
        pass
    with pytest.raises(NodeExists):
        node(tmp_path)
    (tmp_path / "node" / "keys" / "entries.key").unlink()
    with pytest.raises(NodeMissing, match=r"entries\.key"):
        Node.open(tmp_path / "node")


TAMPERED = {
    "content": "update contents set content = cast(replace(content, 'x1', 'x2') as blob)",
    "salt": "update contents set salt = zeroblob(32)",
    "envelope": "update envelopes set envelope = cast(envelope || ' ' as blob) where idx = 3",
    "recorded": "update entries set recorded_at = recorded_at - 1 where idx = 3",
    "content gone": "delete from contents where idx = 3",
    "index key": "update entries set key = 'party:other' where idx = 3",
    "index author": "update entries set author = 'party:other' where idx = 3",
    "index time": "update entries set valid_to = 17 where idx = 3",
    "gap": "delete from entries where idx = 3",
    "last": "delete from entries where idx = 299",
    "swap": "update entries set idx = case idx when 3 then -1 else idx end",
    "hash": "update entries set leaf_hash = zeroblob(32) where idx = 3",
    "tile": "update tiles set hashes = zeroblob(length(hashes)) where level = 0 and place = 0",
}


@pytest.mark.parametrize("how", [*TAMPERED, "file of a tile", "file of entries", "head", "old head"])
def test_every_change_is_found(tmp_path: Path, how: str) -> None:
    with node(tmp_path) as held:
        held.add_one(party("x0"))
        old = held.log.checkpoint_text()
        held.add(party(f"x{number}") for number in range(1, 300))
        vkey = held.log.vkey
    folder = tmp_path / "node"
    if how in TAMPERED:
        base = sqlite3.connect(folder / "node.sqlite")
        base.execute(TAMPERED[how])
        base.commit()
        base.close()
    elif how == "old head":
        (folder / "log" / "checkpoint").write_text(old, encoding="utf-8")
    else:
        path = {"head": "checkpoint", "file of a tile": "tile/0/000", "file of entries": "tile/entries/000"}[how]
        raw = bytearray((folder / "log" / path).read_bytes())
        raw[len(raw) // 2] ^= 1
        (folder / "log" / path).write_bytes(raw)
    with pytest.raises(VerificationFailed):
        verify(folder, vkey)


WRITER = """
import sys
from pathlib import Path
from tests.making import party
from treve.node.node import Node
with Node.open(Path(sys.argv[1])) as node:
    for number in range(100000):
        taken = node.add([party(f"{sys.argv[2]}-{number}-{part}") for part in range(7)])
        print(taken[-1].id, flush=True)
"""


def test_a_kill_at_any_moment_loses_nothing_acknowledged(tmp_path: Path) -> None:
    with node(tmp_path) as held:
        vkey = held.log.vkey
    folder = tmp_path / "node"
    acknowledged: list[str] = []
    for turn in range(6):
        writer = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(folder), str(turn)],
            stdout=subprocess.PIPE,
            text=True,
            cwd=Path(__file__).parents[2],
        )
        assert writer.stdout is not None
        acknowledged.append(writer.stdout.readline().strip())
        time.sleep(0.013 * (turn + 1))
        os.kill(writer.pid, signal.SIGKILL)
        acknowledged += [line.strip() for line in writer.stdout if len(line.strip()) == 52]
        writer.stdout.close()
        writer.wait()
        with Node.open(folder) as held:
            for identity in acknowledged:
                assert held.log.store.present(identity)
        assert verify(folder, vkey).size % 7 == 0, "a batch is whole or absent"


def test_reports_are_read_by_span_and_as_known(tmp_path: Path) -> None:
    from treve.geo.interval import Interval
    from treve.records.kinds import record_id, to_bytes

    with node(tmp_path) as held:
        first = report("a")
        held.add([first, report("b", Interval(utc(2017, 1, 1), utc(2017, 1, 2)))])
        held.clock.set(utc(2016, 2, 1))  # type: ignore[attr-defined]
        held.add_one(report("a", acts=("AIR.STRIKE",), corrects=record_id(to_bytes(first))))
        june = Interval(utc(2016, 6, 1), utc(2016, 7, 1))
        then = held.picture(utc(2016, 6, 1), utc(2016, 1, 15)).reports(june)
        now = held.picture(utc(2016, 6, 1), utc(2016, 3, 1)).reports(june)
        assert [known.record.acts for known in then] == [("FIRE.ARTY",)]  # type: ignore[attr-defined]
        assert [known.record.acts for known in now] == [("AIR.STRIKE",)]  # type: ignore[attr-defined]
