"""The log: appends entries, all or none, and keeps the tree, the head and the files that others mirror."""

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple, Self

from treve.clock import Clock
from treve.errors import NodeExists, NotFound, TreveError, VerificationFailed
from treve.geo.interval import micros
from treve.log import keys as keyring
from treve.log.envelope import Leaf, commitment, salt_for, sealed
from treve.log.keys import Keys
from treve.log.merkle import EMPTY, consistency, inclusion, leaf_hash, root
from treve.log.note import Checkpoint, Signer, opened
from treve.log.store import Store
from treve.log.tiles import WIDTH, bundle, range_root, tile_path, write_file
from treve.records.kinds import record_id

DATABASE, FOLDER, KEYS = "node.sqlite", "log", "keys"
CHUNK = 10_000
"""Entries sealed at a time within one transaction."""


class Draft(NamedTuple):
    """A record on its way into the log."""

    content: bytes
    kind: str
    author: str
    subject: str
    key: str
    valid_from: int
    valid_to: int
    audience: str
    replaces: str
    """Id of the record that it corrects or takes back; empty if none."""


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
        self._signer = Signer(origin, keys.checkpoints)
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
        shown = folder / FOLDER / "checkpoint"
        if not shown.exists() or shown.read_text(encoding="utf-8") != head[1]:
            log._write_files(0, head[0])
        return log

    def close(self) -> None:
        """Close the database."""
        self.store.close()

    @property
    def vkey(self) -> str:
        """The key that others need to check the head."""
        return self._signer.verifier.vkey

    def checkpoint_text(self) -> str:
        """The signed head."""
        head = self.store.head()
        if head is None:
            raise VerificationFailed("The database has no head.")
        return head[1]

    def checkpoint(self) -> Checkpoint:
        """The head, its signature checked."""
        return Checkpoint.parse(opened(self.checkpoint_text(), self._signer.verifier))

    def append(self, drafts: Iterable[Draft]) -> list[Appended]:
        """Take drafts in, all or none; what is present already is left as it is.

        When this returns the entries are on disk: a kill afterwards loses nothing. An error, also one
        raised by `drafts` itself, changes nothing.
        """
        self.store.begin()
        try:
            before = self.store.size()
            found, size = self._append(drafts, before)
            if size > before:
                self._sign(size)
            self.store.commit()
        except BaseException:
            self.store.rollback()
            raise
        if size > before:
            self._write_files(before, size)
        return found

    def _append(self, drafts: Iterable[Draft], size: int) -> tuple[list[Appended], int]:
        recorded = max(micros(self._clock.now()), self.store.last_recorded())
        tree = _Tree(self.store, size)
        found: list[Appended] = []
        rows: list[tuple[object, ...]] = []
        contents: list[tuple[str, bytes, bytes]] = []
        here: set[str] = set()
        for draft in drafts:
            identity = record_id(draft.content)
            if identity in here or self.store.present(identity):
                found.append(Appended(identity, new=False))
                continue
            here.add(identity)
            salt = salt_for(self._keys.salt, draft.content)
            leaf = Leaf(1, draft.kind, draft.author, recorded, draft.audience, commitment(salt, draft.content))
            envelope = sealed(leaf, self._keys.entries)
            hashed = leaf_hash(envelope)
            rows.append(
                (size, identity, hashed, draft.kind, draft.author, draft.subject, draft.key, draft.replaces, recorded,
                 draft.valid_from, draft.valid_to, draft.audience, envelope)
            )  # fmt: skip
            contents.append((identity, salt, draft.content))
            tree.add(hashed)
            size += 1
            found.append(Appended(identity, new=True))
            if len(rows) == CHUNK:
                self.store.insert(rows, contents)
                rows, contents = [], []
        self.store.insert(rows, contents)
        tree.save()
        return found, size

    def _sign(self, size: int) -> None:
        checkpoint = Checkpoint(self.origin, size, range_root(0, size, self.store.tile) if size else EMPTY)
        self.store.put_head(size, self._signer.sign(checkpoint.text))

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

    def consistency_proof(self, old: int) -> list[bytes]:
        """Proof that the log of `old` entries is the beginning of the present one."""
        size = self.store.size()
        if not 0 <= old <= size:
            raise NotFound(f"The log has {size} entries, not {old}.")
        return consistency(old, size, self._range)

    def _range(self, low: int, high: int) -> bytes:
        return range_root(low, high, self.store.tile)

    def erase(self, identity: str) -> None:
        """Delete the content of a record; its entry and commitment stay. Say why in a record of its own."""
        self.store.begin()
        try:
            self.store.erase(self.store.find(identity).record_id)
            self.store.commit()
        except TreveError:
            self.store.rollback()
            raise


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
