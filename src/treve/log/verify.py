"""Reading everything again: that nobody rewrote what was said."""

from collections.abc import Callable
from pathlib import Path

import msgspec

from treve.errors import VerificationFailed
from treve.log import keys as keyring
from treve.log.envelope import commitment, key_id, public_bytes, unsealed
from treve.log.log import DATABASE, FOLDER, KEYS
from treve.log.merkle import EMPTY, leaf_hash, root
from treve.log.note import Checkpoint, Verifier, opened
from treve.log.store import Store
from treve.log.tiles import WIDTH, range_root, tile_path, unbundled
from treve.records.kinds import record_id


class Verified(msgspec.Struct, frozen=True):
    """What was found to hold."""

    origin: str
    """Origin of the log."""
    size: int
    """Entries read."""
    root: str
    """Root of the tree, hexadecimal."""
    erased: int
    """Entries whose content was erased."""


def verify(folder: Path, vkey: str, progress: Callable[[int, int | None], None] | None = None) -> Verified:
    """Read a node's log again: head, tiles, entries, signatures, commitments, order of times.

    Raises `VerificationFailed` saying what does not hold, and where.
    """
    verifier = Verifier.parse(vkey)
    own = public_bytes(keyring.read(folder / KEYS).entries)
    keys = {key_id(own): own}
    store = Store(folder / DATABASE)
    try:
        note = _file(folder / FOLDER / "checkpoint").decode()
        head = Checkpoint.parse(opened(note, verifier))
        if store.head() != (head.size, note):
            raise VerificationFailed("The head in the file is not the one in the database.")
        if store.size() != head.size:
            raise VerificationFailed(f"The head speaks of {head.size} entries, the database holds {store.size()}.")
        hashes, erased = _entries(store, folder, keys, head.size, progress)
        _tiles(store, folder, hashes, head.size)
        found = range_root(0, head.size, store.tile) if head.size else EMPTY
        if found != head.root or root(hashes) != head.root:
            raise VerificationFailed("The root of the tree is not the one that was signed.")
    finally:
        store.close()
    return Verified(head.origin, head.size, head.root.hex(), erased)


def _entries(
    store: Store, folder: Path, keys: dict[str, bytes], size: int, progress: Callable[[int, int | None], None] | None
) -> tuple[list[bytes], int]:
    hashes: list[bytes] = []
    erased, last, shown = 0, -(2**62), list[bytes]()
    for index, identity, hashed, envelope, recorded, salt, content in store.raw():
        where = f"entry {index} ({identity[:10]})"
        if index != len(hashes):
            raise VerificationFailed(f"Entry {len(hashes)} is missing.")
        if leaf_hash(envelope) != hashed:
            raise VerificationFailed(f"The envelope of {where} was changed.")
        if index % WIDTH == 0:
            width = min(WIDTH, size - index)
            shown = unbundled(_file(folder / FOLDER / tile_path("entries", index // WIDTH, width)))
        if index % WIDTH >= len(shown) or shown[index % WIDTH] != envelope:
            raise VerificationFailed(f"The file of {where} differs from the database.")
        leaf = unsealed(envelope, keys)
        if leaf.recorded_at != recorded or recorded < last:
            raise VerificationFailed(f"The recorded time of {where} does not follow.")
        if content is None or salt is None:
            erased += 1
        elif commitment(salt, content) != leaf.commitment or record_id(content) != identity:
            raise VerificationFailed(f"The content of {where} is not what was committed to.")
        hashes.append(hashed)
        last = recorded
        if progress is not None and index % 1_000 == 999:
            progress(index + 1, size)
    return hashes, erased


def _tiles(store: Store, folder: Path, hashes: list[bytes], size: int) -> None:
    level, held = 0, hashes
    while held:
        for place in range(-(-len(held) // WIDTH)):
            wanted = held[place * WIDTH : (place + 1) * WIDTH]
            shown = _file(folder / FOLDER / tile_path(level, place, len(wanted)))
            if b"".join(wanted) != shown or store.tile(level, place) != wanted:
                raise VerificationFailed(f"Tile {level}/{place} does not fit its entries.")
        held = [root(held[at : at + WIDTH]) for at in range(0, len(held) - WIDTH + 1, WIDTH)]
        level += 1


def _file(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise VerificationFailed(f"{path.name} of the log cannot be read: {error.strerror}.") from error
