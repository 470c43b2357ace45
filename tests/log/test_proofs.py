"""Proofs that need no node, heads signed twice, and the heads of others countersigned."""

import re
from base64 import b64decode, b64encode
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.making import known, party, utc
from treve.clock import SetClock
from treve.config import Settings
from treve.errors import BadInput, TreveError, VerificationFailed
from treve.log.checkpoint import Checkpoint
from treve.log.envelope import Leaf
from treve.log.note import opened, parts
from treve.log.proof import HEADER, Proof, check, read, written
from treve.log.signing import MLDSA44, Verifier
from treve.log.verify import verify
from treve.log.witness import folder_proof
from treve.node.node import Node
from treve.records.incident import Withdrawal


def node(folder: Path, name: str = "test") -> Node:
    return Node.create(folder / name, Settings(name=name, party="party:monitor"), clock=SetClock(utc(2016, 7, 1)))


def test_a_head_is_signed_with_both_keys(tmp_path: Path) -> None:
    with node(tmp_path) as held:
        held.add_one(party("a"))
        note, (plain, later) = held.log.checkpoint_text(), held.log.vkeys
        assert Verifier.parse(later).type == MLDSA44
        assert opened(note, Verifier.parse(plain)) == opened(note, Verifier.parse(later))
        at = int.from_bytes(parts(note)[1][1].raw[:8])
        assert at == utc(2016, 7, 1).timestamp()
        folder, vkeys = held.folder, held.log.vkeys
    assert verify(folder, *vkeys).size == 1
    text, (first, second) = note.rpartition("\n\n")[0], note.rstrip("\n").split("\n")[-2:]
    for kept in (first, second):
        with pytest.raises(VerificationFailed, match="carries no signature"):
            opened(f"{text}\n\n{kept}\n", *(Verifier.parse(vkey) for vkey in vkeys))


@pytest.mark.parametrize("size", [1, 2, 257, 300])
def test_a_proof_holds_without_the_node(tmp_path: Path, size: int) -> None:
    with node(tmp_path) as held:
        taken = held.add(party(str(number)) for number in range(size))
        proof, vkeys = held.log.prove(taken[size // 2].id), held.log.vkeys
        bare = held.log.prove(taken[0].id, content=False)
    found = check(proof, vkeys)
    assert (found.origin, found.size, found.index) == ("treve/test", size, size // 2)
    assert found.content is not None
    assert b"party:%d" % (size // 2) in found.content
    assert check(bare, vkeys[:1]).content is None
    assert b"party:0" not in b64decode(bare.split("\n")[1].removeprefix("extra "))


def test_a_changed_proof_is_refused(tmp_path: Path) -> None:
    with node(tmp_path) as held:
        taken = held.add(party(str(number)) for number in range(9))
        proof, vkeys = held.log.prove(taken[4].id), held.log.vkeys
    with node(tmp_path, "other") as other:
        foreign = other.log.vkeys
    lines = proof.split("\n")
    extra = b64decode(lines[1].removeprefix("extra "))
    content = re.search(rb'"content":"([^"]*)"', extra)
    assert content is not None
    forged = extra.replace(content[1], b64encode(b64decode(content[1]).replace(b"party:4", b"party:5")))
    spoiled = [
        proof.replace("index 4", "index 5"), proof.replace("index 4", "index 04"), proof.replace("index 4\n", ""),
        proof.replace(lines[3], b64encode(bytes(32)).decode()), proof.replace(lines[3] + "\n", ""),
        proof.replace(lines[1] + "\n", ""), proof.replace(HEADER, "c2sp.org/tlog-proof@v2"), proof[:-40] + ("A" if proof[-40] != "A" else "B") + proof[-39:],
        proof.replace(lines[1], f"extra {b64encode(forged).decode()}"), proof.replace("\n9\n", "\n8\n"), "", "\n\n",
    ]  # fmt: skip
    for one in spoiled:
        with pytest.raises(VerificationFailed):
            check(one, vkeys)
    for keys in (foreign, (vkeys[0], foreign[1]), ()):
        with pytest.raises(VerificationFailed):
            check(proof, keys)
    with pytest.raises(VerificationFailed, match="another key"):
        check(proof, vkeys, author_key=bytes(32))


def test_the_form_of_a_proof() -> None:
    # transparency-dev/formats, proof/tlog_proof_test.go.
    first, second = sha256(b"hash1").digest(), sha256(b"hash2").digest()
    a, b = b64encode(first).decode(), b64encode(second).decode()
    assert written(Proof(5, (first, second), "test checkpoint\n")) == (
        f"c2sp.org/tlog-proof@v1\nindex 5\n{a}\n{b}\n\ntest checkpoint\n"
    )
    assert written(Proof(10, (first,), "checkpoint data\n", b"extra information")) == (
        f"c2sp.org/tlog-proof@v1\nextra ZXh0cmEgaW5mb3JtYXRpb24=\nindex 10\n{a}\n\ncheckpoint data\n"
    )
    assert written(Proof(0, (), "checkpoint\n")) == "c2sp.org/tlog-proof@v1\nindex 0\n\ncheckpoint\n"
    long = b64encode(bytes(64)).decode()
    for wrong in (
        "wrong-header\nindex 0\n\ncheckpoint\n", f"{HEADER}\nextra !!notbase64!!\nindex 0\n\ncheckpoint\n",
        f"{HEADER}\n\n\ncheckpoint\n", f"{HEADER}\nindex notanumber\n\ncheckpoint\n", f"{HEADER}\nindex -5\n\ncheckpoint\n",
        f"{HEADER}\nindex 0\n!!notbase64!!\n\ncheckpoint\n", f"{HEADER}\nindex 0\n{long}\n\ncheckpoint\n",
    ):  # fmt: skip
        with pytest.raises(VerificationFailed):
            read(wrong)


@given(st.text(), st.text())
def test_no_other_error_leaves_the_readers(text: str, note: str) -> None:
    for attempt in (lambda: check(text, (note,)), lambda: read(f"{HEADER}\n{text}"), lambda: parts(f"{text}\n\n{note}\n"),
                    lambda: Verifier.parse(note), lambda: Checkpoint.parse(text)):  # fmt: skip
        with suppress(TreveError):
            attempt()


@given(st.integers(0, 2**40), st.lists(st.binary(min_size=32, max_size=32), max_size=20), st.none() | st.binary(min_size=1))
def test_a_proof_is_read_as_it_was_written(index: int, hashes: list[bytes], extra: bytes | None) -> None:
    proof = Proof(index, tuple(hashes), "example.com/log\n1\n", extra)
    assert read(written(proof)) == proof


def test_the_leaf_names_what_it_corrects_by_its_salted_hash(tmp_path: Path) -> None:
    with node(tmp_path) as held:
        first = held.add_one(party("a"))
        second = held.add_one(party("a", note="second", corrects=first.id))
        third = held.add_one(Withdrawal(author="party:monitor", withdraws=second.id))
        held.add_one(party("b", corrects=known(party("nowhere")).id))
        leaves: list[Leaf] = []
        for entry in held.log.store.every():
            proof = held.log.prove(entry.record_id)
            leaves.append(check(proof, held.log.vkeys).leaf)
            assert entry.envelope is not None
            for one in (first, second, third):
                assert one.id.encode() not in b64decode(entry.envelope.split(b'"')[3]), "no unsalted hash in the leaf"
        hashes = [entry.leaf_hash.hex() for entry in held.log.store.every()]
    assert [leaf.corrects for leaf in leaves] == ["", hashes[0], "", ""]
    assert [leaf.withdraws for leaf in leaves] == ["", "", hashes[1], ""]


def test_another_node_countersigns_what_only_grew(tmp_path: Path) -> None:
    with node(tmp_path, "ours") as ours, node(tmp_path, "theirs") as theirs:
        folder, keys = ours.folder / "log", ours.log.vkeys
        for step in (0, 3, 400, 0, 1):
            ours.add(party(f"{ours.count()}-{number}") for number in range(step))
            note = (folder / "checkpoint").read_text(encoding="utf-8")
            lines = theirs.log.cosign(note, keys, folder_proof(folder))
            witnesses = [Verifier.parse(vkey) for vkey in theirs.log.witness_vkeys]
            assert opened(note + lines, *witnesses, *(Verifier.parse(key) for key in keys)) == opened(
                note, Verifier.parse(keys[0])
            )
            assert {one.name for one in witnesses} == {"treve/theirs/witness"}
        assert theirs.log.store.forks() == []


def test_a_fork_is_refused_and_both_heads_are_kept(tmp_path: Path) -> None:
    with node(tmp_path, "ours") as ours, node(tmp_path, "theirs") as theirs:
        ours.add(party(str(number)) for number in range(5))
        folder, keys = ours.folder / "log", ours.log.vkeys
        first = ours.log.checkpoint_text()
        theirs.log.cosign(first, keys, folder_proof(folder))
        other = Checkpoint("treve/ours", 5, sha256(b"another tree").digest())
        from treve.log.keys import read as keys_of
        from treve.log.note import signed
        from treve.log.signing import Signer

        held = keys_of(ours.folder / "keys")
        signers = (Signer("treve/ours", held.checkpoints), Signer("treve/ours", held.checkpoints_mldsa, MLDSA44))
        second = signed(other.text, *signers, at=1)
        with pytest.raises(VerificationFailed, match="Both signed heads are kept"):
            theirs.log.cosign(second, keys, folder_proof(folder))
        assert theirs.log.store.forks() == [("treve/ours", first, second)]
        assert theirs.log.store.seen("treve/ours") == first
        older = signed(Checkpoint("treve/ours", 3, bytes(32)).text, *signers, at=1)
        with pytest.raises(VerificationFailed, match="seen already"):
            theirs.log.cosign(older, keys, folder_proof(folder))
        with pytest.raises(VerificationFailed):
            theirs.log.cosign(first.replace("treve/ours", "treve/yours"), keys, folder_proof(folder))


def test_a_node_has_a_name_that_its_log_can_carry(tmp_path: Path) -> None:
    for name in ("", "two words", "a+b", "x" * 300):
        with pytest.raises(BadInput):
            Node.create(tmp_path / "new", Settings(name=name, party="party:us"))
    assert not (tmp_path / "new").exists()
