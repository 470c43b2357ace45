"""Erasing: the content is really gone from the disk, its entry and the reason stay."""

import sqlite3
from pathlib import Path

import pytest

from tests.making import known, party, report, utc
from treve.clock import SetClock
from treve.config import Settings
from treve.errors import BadInput, Erased, NotFound, VerificationFailed
from treve.geo.interval import Interval
from treve.log.verify import verify
from treve.node.node import Node
from treve.records.evidence import AuditEntry
from treve.records.incident import Position

SECRET = "the widow in the third house saw it " * 40


def node(folder: Path) -> Node:
    return Node.create(folder / "node", Settings(name="test", party="party:monitor"), clock=SetClock(utc(2016, 7, 1)))


def bytes_of(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())


def test_no_byte_of_it_is_left_and_the_log_says_who_erased_it(tmp_path: Path) -> None:
    folder = tmp_path / "node"
    with node(tmp_path) as held:
        held.add(party(str(number), note="x" * 300) for number in range(400))
        taken = held.add_one(report("a", text=SECRET, key="incident:third-house"))
        held.add(party(str(number), note="y" * 300) for number in range(400, 800))
        place = held.log.store.find(taken.id).position
        salt = held.log.store.base.execute("select salt from contents where idx = ?", (place,)).fetchone()[0]
        assert b"third house" in bytes_of(folder)
        held.erase(taken.id[:12], reason="the reporter asked for it", actor="party:monitor-desk")
        assert b"third house" not in bytes_of(folder)
        assert b"third-house" not in bytes_of(folder), "nor its key"
        assert salt not in bytes_of(folder)
        (reason,) = held.records(kinds=["audit-entry"])
        with pytest.raises(Erased, match=reason.id[:10]):
            held.find(taken.id)
        with pytest.raises(Erased):
            held.erase(taken.id, reason="again")
        (entry,) = (one.record for one in held.records(kinds=["audit-entry"]))
        assert isinstance(entry, AuditEntry)
        assert (entry.did, entry.actor, entry.what) == ("erased", "party:monitor-desk", (taken.id,))
        picture = held.picture()
        assert list(picture.incidents(Interval())) == []
        assert [(gone.id, gone.kind) for gone in picture.erased] == [(taken.id, "incident-report")]
        assert held.add_one(report("a", text=SECRET, key="incident:third-house")).new is False, "it does not come back"
        assert b"third house" not in bytes_of(folder)
        vkey = held.log.vkey
    found = verify(folder, vkey)
    assert (found.size, found.erased) == (802, 1)
    with Node.open(folder) as held:
        assert held.count() == 802


def test_a_newer_version_that_was_erased_does_not_bring_the_older_back(tmp_path: Path) -> None:
    with node(tmp_path) as held:
        held.add_one(report("a", note="first"))
        held.clock.set(utc(2016, 7, 2))  # type: ignore[attr-defined]
        second = held.add_one(report("a", note="second"))
        held.erase(second.id, reason="wrong person named")
        assert list(held.picture().incidents(Interval())) == []
        assert len(list(held.picture(recorded_at=utc(2016, 7, 1)).incidents(Interval()))) == 1


def test_what_was_said_about_an_erased_report_stays_readable(tmp_path: Path) -> None:
    with node(tmp_path) as held:
        taken = held.add_one(report("a"))
        denial = Position(author="party:b", incident="incident:a", party="party:b", value="denies")
        held.add_one(denial)
        held.erase(taken.id, reason="asked for")
        assert [one.record for one in held.picture().said_about(["incident:a"])] == [denial]


def test_an_erasure_needs_a_reason_and_a_record(tmp_path: Path) -> None:
    with node(tmp_path) as held:
        taken = held.add_one(party("a"))
        with pytest.raises(BadInput):
            held.erase(taken.id, reason=" ")
        with pytest.raises(NotFound):
            held.erase("abcdefgh", reason="x")
        before = held.count()
        why = held.erase(taken.id, reason="x")
        with pytest.raises(BadInput):
            held.erase(why.id, reason="y")
        assert held.count() == before + 1


def test_a_record_about_something_else_is_no_reason(tmp_path: Path) -> None:
    with node(tmp_path) as held:
        taken = held.add([party("a"), party("b")])
        held.erase(taken[0].id, reason="x")
        vkey = held.log.vkey
    base = sqlite3.connect(tmp_path / "node" / "node.sqlite")
    base.execute("delete from contents where idx = 1")
    base.execute("insert into erased values (1, 2)")
    base.commit()
    base.close()
    with pytest.raises(VerificationFailed, match="says nothing of it"):
        verify(tmp_path / "node", vkey)
    assert known(party("b")).id == taken[1].id
