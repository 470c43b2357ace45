"""The log: appends entries, all or none, and keeps the tree, the head and the files that others mirror."""

import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple, Self

from treve.clock import Clock
from treve.errors import BadInput, Erased, NodeExists, NotFound, StorageFailed, VerificationFailed
from treve.geo.interval import micros
from treve.log import keys as keyring
from treve.log.checkpoint import Checkpoint
from treve.log.draft import Draft
from treve.log.envelope import Leaf, commitment, public_bytes, sealed
from treve.log.keys import Keys
from treve.log.merkle import EMPTY, consistency, inclusion, leaf_hash, root
from treve.log.note import opened, signed
from treve.log.proof import made, written
from treve.log.schema import reach_of
from treve.log.signing import COSIGNATURE, MLDSA44, Signer, Verifier
from treve.log.store import Store
from treve.log.tiles import WIDTH, bundle, range_root, tile_path, write_file
from treve.log.witness import Proof as ConsistencyProof
from treve.log.witness import cosign
from treve.records.kinds import record_id, short

DATABASE, FOLDER, KEYS = "node.sqlite", "log", "keys"
CHUNK = 10_000
"""Entries sealed at a time within one transaction."""


class Appended(NamedTuple):
    """What became of a draft."""

    record_id: str
    new: bool


class Log:
    """The log of a node. One process writes at a time; the database sees to that."""

    def __init__(self, folder: Path, origin: str, store: Store, keys: Keys, clock: Clock) -> None:
        self.folder = folder
        self.origin = origin
        self.store = store
        self._keys = keys
        self._signers = (Signer(origin, keys.checkpoints), Signer(origin, keys.checkpoints_mldsa, MLDSA44))
        name = f"{origin}/witness"
        self._witnesses = (Signer(name, keys.witness, COSIGNATURE), Signer(name, keys.witness_mldsa, MLDSA44))
        self._clock = clock

    @classmethod
    def create(cls, folder: Path, *, origin: str, clock: Clock) -> Self:
        """Make a log with its keys and database; raises `NodeExists`."""
        if (folder / DATABASE).exists():
            raise NodeExists(f"There is a database in {folder} already.")
        keys = keyring.create(folder / KEYS)
        log = cls(folder, origin, Store(folder / DATABASE, create=True), keys, clock)
        log.store.begin()
        log._sign(0)
        log.store.commit()
        log._write_files(0, 0)
        return log

    @classmethod
    def open(cls, folder: Path, *, origin: str, clock: Clock) -> Self:
        """Open a log; files that a kill left behind the database are written anew."""
        keys = keyring.read(folder / KEYS)
        log = cls(folder, origin, Store(folder / DATABASE), keys, clock)
        head = log.store.head()
        if head is None:
            log.close()
            raise VerificationFailed("The database has no head.")
        shown = log._shown()
        if shown != head[0]:
            log._write_files(max(shown, 0), head[0])
        return log

    def _shown(self) -> int:
        """How many entries the files for mirrors show whole; -1 where they show none, or another log."""
        try:
            note = (self.folder / FOLDER / "checkpoint").read_text(encoding="utf-8")
            size = Checkpoint.parse(opened(note, self._signers[0].verifier)).size
        except (OSError, UnicodeDecodeError, VerificationFailed):
            return -1
        held = self.store.head()
        return size if held is not None and (size < held[0] or note == held[1]) else -1

    def close(self) -> None:
        """Close the database."""
        self.store.close()

    @property
    def vkey(self) -> str:
        """The key that others need to check the head."""
        return self.vkeys[0]

    @property
    def vkeys(self) -> tuple[str, str]:
        """The keys of the head: Ed25519 and ML-DSA-44. Both sign every head."""
        return (self._signers[0].verifier.vkey, self._signers[1].verifier.vkey)

    @property
    def witness_vkeys(self) -> tuple[str, str]:
        """The keys with which this node countersigns heads of others."""
        return (self._witnesses[0].verifier.vkey, self._witnesses[1].verifier.vkey)

    def checkpoint_text(self) -> str:
        """The signed head."""
        head = self.store.head()
        if head is None:
            raise VerificationFailed("The database has no head.")
        return head[1]

    def checkpoint(self) -> Checkpoint:
        """The head, its signatures checked."""
        return Checkpoint.parse(opened(self.checkpoint_text(), *(signer.verifier for signer in self._signers)))

    def append(self, drafts: Iterable[Draft]) -> list[Appended]:
        """Take drafts in, all or none; what is present already is left as it is.

        When this returns the entries are on disk: a kill afterwards loses nothing. An error, also one
        raised by `drafts` itself, changes nothing; raises `NodeBusy`, `TooLarge`, `StorageFailed`.
        """
        with self._writing() as before:
            found, size = self._append(drafts, before)
            if size > before:
                self._sign(size)
        self._show(before, size)
        return found

    def erase(self, identity: str, why: Draft) -> Appended:
        """Delete the content and salt of a record and append the record that says why, both or neither.

        Its entry and commitment stay. When this returns, no byte of the content is left in the files of
        the database. Raises `Erased` where it is gone already, `BadInput` for a record of an erasure.
        """
        row = self.store.find(identity)
        salt = self.store.salt(row.position)
        if salt is None:
            raise Erased(f"The content of {short(row.record_id)} is erased already.")
        if self.store.erasing(row.position):
            raise BadInput("A record that says why another was erased stays.", advice="Correct it with a record of its own.")
        with self._writing() as before:
            found, size = self._append([why], before)
            if size == before:
                raise BadInput("The record that says why is in the log already.")
            self.store.erase(row.position, before)
            self._sign(size)
        self._show(before, size)
        self.store.scrub(salt)
        return found[0]

    @contextmanager
    def _writing(self) -> Iterator[int]:
        """One transaction; gives the size before it. Errors of the disk become `StorageFailed`."""
        try:
            self.store.begin()
            try:
                yield self.store.size()
                self.store.commit()
            except BaseException:
                self.store.rollback()
                raise
        except (sqlite3.Error, OSError) as error:
            raise StorageFailed(f"Nothing was recorded: {error}.") from error

    def _show(self, before: int, size: int) -> None:
        """Write the files that others mirror; a kill or an error before they are whole is made good at the next opening."""
        if size > before:
            try:
                self._write_files(before, size)
            except OSError as error:
                raise StorageFailed(f"Recorded, but the files for mirrors could not be written: {error}.") from error

    def _append(self, drafts: Iterable[Draft], size: int) -> tuple[list[Appended], int]:
        recorded = max(micros(self._clock.now()), self.store.last_recorded())
        tree = _Tree(self.store, size)
        found: list[Appended] = []
        batch = _Batch(self.store)
        for draft in drafts:
            identity = record_id(draft.content)
            if batch.leaf_of(identity) is not None:
                found.append(Appended(identity, new=False))
                continue
            salt = os.urandom(32)
            leaf = Leaf(
                1, draft.kind, draft.author, recorded, draft.audience, commitment(salt, draft.content),
                batch.public(draft.corrects), batch.public(draft.withdraws),
            )  # fmt: skip
            envelope = sealed(leaf, self._keys.entries)
            hashed = leaf_hash(envelope)
            batch.add(size, identity, recorded, draft, hashed, envelope, salt)
            tree.add(hashed)
            size += 1
            found.append(Appended(identity, new=True))
        batch.flush()
        tree.save()
        return found, size

    def _sign(self, size: int) -> None:
        checkpoint = Checkpoint(self.origin, size, range_root(0, size, self.store.tile) if size else EMPTY)
        self.store.put_head(size, signed(checkpoint.text, *self._signers, at=self._seconds()))

    def _seconds(self) -> int:
        return max(0, micros(self._clock.now()), self.store.last_recorded()) // 1_000_000

    def _write_files(self, before: int, size: int) -> None:
        folder = self.folder / FOLDER
        for place in range(before // WIDTH, -(-size // WIDTH)):
            low, high = place * WIDTH, min((place + 1) * WIDTH, size)
            self._write(folder, "entries", place, high - low, bundle(self.store.envelopes(low, high)))
        level, first, count = 0, before, size
        while count:
            for place in range(first // WIDTH, -(-count // WIDTH)):
                hashes = self.store.tile(level, place)
                self._write(folder, level, place, len(hashes), b"".join(hashes))
            level, first, count = level + 1, first // WIDTH, count // WIDTH
        write_file(folder / "checkpoint", self.checkpoint_text().encode(), durable=True)

    def _write(self, folder: Path, level: int | str, place: int, width: int, raw: bytes) -> None:
        write_file(folder / tile_path(level, place, width), raw)
        partial = (folder / tile_path(level, place, 1)).parent
        for old in partial.iterdir() if partial.is_dir() else ():
            if width == WIDTH or (old.name.isdigit() and int(old.name) < width):
                old.unlink()
        if width == WIDTH and partial.is_dir():
            partial.rmdir()

    def proof(self, identity: str) -> tuple[int, list[bytes]]:
        """Index of a record and the proof that it is in the log, under the newest head."""
        row = self.store.find(identity)
        size = self.store.size()
        return row.position, inclusion(row.position, size, self._range)

    def prove(self, identity: str, *, content: bool = True) -> str:
        """A file that proves to anybody that the record is in this log, with its content or without it."""
        row = self.store.find(identity)
        place, hashes = self.proof(row.record_id)
        entry = self.store.entry(place)
        if entry.envelope is None:
            raise VerificationFailed(f"The envelope of {short(row.record_id)} is missing.")
        held = None if entry.salt is None or entry.content is None or not content else (entry.salt, entry.content)
        return written(made(place, hashes, self.checkpoint_text(), entry.envelope, public_bytes(self._keys.entries), held))

    def cosign(self, note: str, vkeys: Sequence[str], proof: ConsistencyProof) -> str:
        """The lines with which this node countersigns the head of another log; see `treve.log.witness`."""
        verifiers = [Verifier.parse(vkey) for vkey in vkeys]
        return cosign(self.store, self._witnesses, note, verifiers, proof, self._seconds())

    def consistency_proof(self, old: int) -> list[bytes]:
        """Proof that the log of `old` entries is the beginning of the present one."""
        size = self.store.size()
        if not 0 <= old <= size:
            raise NotFound(f"The log has {size} entries, not {old}.")
        return consistency(old, size, self._range)

    def _range(self, low: int, high: int) -> bytes:
        return range_root(low, high, self.store.tile)


class _Batch:
    """Entries on their way into the store, a chunk at a time."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._clear()

    def _clear(self) -> None:
        self._here: dict[str, bytes] = {}
        self._rows: list[tuple[object, ...]] = []
        self._contents: list[tuple[int, bytes, bytes, bytes]] = []
        self._about: list[tuple[str, int]] = []
        self._replaced: list[tuple[str, int, str]] = []

    def leaf_of(self, identity: str) -> bytes | None:
        """Leaf hash of a record that is in the log or on its way."""
        return self._here.get(identity) or self._store.leaf_of(identity)

    def public(self, identity: str) -> str:
        """How a leaf names another: its leaf hash, hexadecimal; empty where the log does not hold it."""
        found = self.leaf_of(identity) if identity else None
        return "" if found is None else found.hex()

    def add(self, place: int, identity: str, recorded: int, draft: Draft, hashed: bytes, envelope: bytes, salt: bytes) -> None:
        """Add an entry."""
        self._here[identity] = hashed
        self._rows.append(
            (place, identity, hashed, draft.kind, draft.author, draft.key, recorded, draft.valid_from, draft.valid_to,
             reach_of(draft.valid_from, draft.valid_to), draft.audience)
        )  # fmt: skip
        self._contents.append((place, envelope, salt, draft.content))
        self._about += [(subject, place) for subject in draft.subjects]
        links = (("corrects", draft.corrects), ("withdraws", draft.withdraws))
        self._replaced += [(target, place, how) for how, target in links if target]
        if len(self._rows) == CHUNK:
            self.flush()

    def flush(self) -> None:
        """Hand the chunk to the store."""
        self._store.insert(self._rows, self._contents, self._about, self._replaced)
        self._clear()


class _Tree:
    """The right edge of the tree while entries are added: only tiles that change are read or written."""

    def __init__(self, store: Store, size: int) -> None:
        self._store = store
        self._full: list[tuple[int, int, bytes]] = []
        self._edge: list[tuple[int, list[bytes]]] = []
        level, count = 0, size
        while count:
            place = count // WIDTH
            self._edge.append((place, store.tile(level, place) if count % WIDTH else []))
            level, count = level + 1, place

    def add(self, hashed: bytes, level: int = 0) -> None:
        """Add a hash at a level; a tile that fills up hands its root to the level above."""
        if level == len(self._edge):
            self._edge.append((0, []))
        place, hashes = self._edge[level]
        hashes.append(hashed)
        if len(hashes) == WIDTH:
            self._full.append((level, place, b"".join(hashes)))
            self._edge[level] = (place + 1, [])
            self.add(root(hashes), level + 1)

    def save(self) -> None:
        """Write the tiles that changed."""
        self._store.put_tiles(self._full)
        partial = ((level, place, b"".join(held)) for level, (place, held) in enumerate(self._edge) if held)
        self._store.put_tiles(partial)
