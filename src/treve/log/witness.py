"""Countersigning the head of another log: that it only ever grew from what was seen of it before.

Two heads that do not agree are kept as evidence and never resolved (C2SP tlog-witness, tlog-cosignature).
"""

from collections.abc import Callable, Sequence
from pathlib import Path

from treve.errors import VerificationFailed
from treve.log.checkpoint import Checkpoint
from treve.log.merkle import check_consistency, consistency
from treve.log.note import opened
from treve.log.signing import Signer, Verifier
from treve.log.store import Store
from treve.log.tiles import WIDTH, Tile, range_root, tile_path

Proof = Callable[[int, int], Sequence[bytes]]
"""Gives the consistency proof between two sizes of the other log."""


def cosign(store: Store, signers: Sequence[Signer], note: str, verifiers: Sequence[Verifier], proof: Proof, at: int) -> str:
    """The cosignature lines for a signed head, after it was held against the last one seen of that log.

    The new state is on disk before the signature leaves. `at` is the time in POSIX seconds. Raises
    `VerificationFailed` for a bad signature, an older head, or a fork, whose two heads are then kept.
    """
    text = opened(note, *verifiers)
    head = Checkpoint.parse(text)
    store.begin()
    try:
        seen = store.seen(head.origin)
        if seen is not None:
            _follows(store, Checkpoint.parse(opened(seen, *verifiers)), head, seen, note, proof)
        store.put_seen(head.origin, note)
        store.commit()
    except BaseException:
        store.rollback()
        raise
    return "".join(signer.line(text, at) for signer in signers)


def _follows(store: Store, old: Checkpoint, new: Checkpoint, seen: str, note: str, proof: Proof) -> None:
    if new.size < old.size:
        raise VerificationFailed(f"A head of {old.size} entries was seen already; this one speaks of {new.size}.")
    try:
        check_consistency(
            old.size, new.size, old.root, new.root, () if old.size in (0, new.size) else proof(old.size, new.size)
        )
    except VerificationFailed as error:
        store.keep_fork(new.origin, seen, note)
        store.commit()
        raise VerificationFailed(
            f"The head of {new.size} entries does not follow the one of {old.size} that was seen of {new.origin}. "
            f"Both signed heads are kept. {error.message}"
        ) from error


def folder_proof(folder: Path) -> Proof:
    """Consistency proofs from the tiles of a log's folder, as it is mirrored or carried on a stick."""

    def between(old: int, new: int) -> list[bytes]:
        tile = folder_tiles(folder, new)
        return consistency(old, new, lambda low, high: range_root(low, high, tile))

    return between


def folder_tiles(folder: Path, size: int) -> Tile:
    """The tiles of a log of some size in a folder; a partial one may have become a full one since."""

    def tile(level: int, place: int) -> list[bytes]:
        width = min(WIDTH, (size >> (8 * level)) - place * WIDTH)
        raw = b""
        for path in (tile_path(level, place, width), tile_path(level, place)):
            if (folder / path).is_file():
                with (folder / path).open("rb") as file:
                    raw = file.read(32 * WIDTH)[: 32 * width]
                break
        if width < 1 or len(raw) != 32 * width:
            raise VerificationFailed(f"Tile {level}/{place} of the log is missing or cut off.")
        return [raw[at : at + 32] for at in range(0, len(raw), 32)]

    return tile
