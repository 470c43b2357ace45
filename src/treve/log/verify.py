"""Reading everything again: that nobody rewrote what was said."""

from collections.abc import Callable
from pathlib import Path

import msgspec

from treve.errors import VerificationFailed
from treve.log import keys as keyring
from treve.log.checkpoint import Checkpoint
from treve.log.draft import draft_of
from treve.log.envelope import Leaf, commitment, key_id, public_bytes, unsealed
from treve.log.log import DATABASE, FOLDER, KEYS
from treve.log.merkle import EMPTY, leaf_hash, root
from treve.log.note import opened
from treve.log.signing import Verifier
from treve.log.store import Entry, Store
from treve.log.tiles import WIDTH, range_root, tile_path, unbundled
from treve.records.evidence import AuditEntry
from treve.records.kinds import KINDS, from_bytes, record_id, short


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


def verify(folder: Path, *vkeys: str, progress: Callable[[int, int | None], None] | None = None) -> Verified:
    """Read a node's log again: head, tiles, entries, signatures, commitments, order of times.

    Every vkey given must have signed the head. Raises `VerificationFailed` saying what does not hold, and where.
    """
    verifiers = [Verifier.parse(vkey) for vkey in vkeys]
    own = public_bytes(keyring.read(folder / KEYS).entries)
    keys = {key_id(own): own}
    store = Store(folder / DATABASE)
    try:
        damage = store.damage()
        if damage:
            raise VerificationFailed(f"The file of the database is damaged: {damage}.")
        note = _file(folder / FOLDER / "checkpoint").decode()
        head = Checkpoint.parse(opened(note, *verifiers))
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
    gone, last, shown = 0, -(2**62), list[bytes]()
    for entry in store.every():
        index = entry.position
        where = f"entry {index} ({short(entry.record_id)})"
        if index != len(hashes):
            raise VerificationFailed(f"Entry {len(hashes)} is missing.")
        if entry.envelope is None or leaf_hash(entry.envelope) != entry.leaf_hash:
            raise VerificationFailed(f"The envelope of {where} was changed.")
        if index % WIDTH == 0:
            width = min(WIDTH, size - index)
            shown = unbundled(_file(folder / FOLDER / tile_path("entries", index // WIDTH, width)))
        if index % WIDTH >= len(shown) or shown[index % WIDTH] != entry.envelope:
            raise VerificationFailed(f"The file of {where} differs from the database.")
        leaf = unsealed(entry.envelope, keys)
        if leaf.recorded_at != entry.recorded_at or entry.recorded_at < last:
            raise VerificationFailed(f"The recorded time of {where} does not follow.")
        if (leaf.kind, leaf.author, leaf.audience) != (entry.kind, entry.author, entry.audience):
            raise VerificationFailed(f"The index of {where} does not say what its envelope says.")
        if entry.content is None or entry.salt is None:
            _erasure(store, entry, where)
            gone += 1
        else:
            _content(store, entry, leaf, where)
        hashes.append(entry.leaf_hash)
        last = entry.recorded_at
        if progress is not None and index % 1_000 == 999:
            progress(index + 1, size)
    return hashes, gone


def _erasure(store: Store, entry: Entry, where: str) -> None:
    """A content may be missing only where a record says that it was erased."""
    reason = next(store.rows([entry.erased_by]), None) if entry.erased_by is not None else None
    if reason is None or reason.content is None:
        raise VerificationFailed(f"The content of {where} is missing, and no record says why.")
    said = from_bytes(reason.content)
    if not isinstance(said, AuditEntry) or said.did != "erased" or entry.record_id not in said.what:
        raise VerificationFailed(f"The content of {where} is missing, and the record named as the reason says nothing of it.")


def _content(store: Store, entry: Entry, leaf: Leaf, where: str) -> None:
    assert entry.content is not None
    assert entry.salt is not None
    if commitment(entry.salt, entry.content) != leaf.commitment or record_id(entry.content) != entry.record_id:
        raise VerificationFailed(f"The content of {where} is not what was committed to.")
    if entry.kind not in KINDS:
        return
    draft = draft_of(from_bytes(entry.content))
    said = (draft.kind, draft.author, draft.key, draft.valid_from, draft.valid_to, draft.audience)
    if said != (entry.kind, entry.author, entry.key, entry.valid_from, entry.valid_to, entry.audience):
        raise VerificationFailed(f"The index of {where} does not say what its content says.")
    for link, target in ((leaf.corrects, draft.corrects), (leaf.withdraws, draft.withdraws)):
        held = store.leaf_of(target) if link else None
        if link and (held is None or held.hex() != link):
            raise VerificationFailed(f"The leaf of {where} points to another entry than its content.")


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
