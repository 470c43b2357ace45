"""Merkle tree hashing and proofs (RFC 6962 section 2, RFC 9162 section 2.1), SHA-256."""

import hashlib
from collections.abc import Callable, Sequence

from treve.errors import VerificationFailed

EMPTY = hashlib.sha256(b"").digest()
"""Root of the tree without leaves."""

Range = Callable[[int, int], bytes]
"""Gives the root of the leaves from one index up to, not including, another."""


def leaf_hash(entry: bytes) -> bytes:
    """Hash of a leaf: domain byte 0."""
    return hashlib.sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Hash of an inner node: domain byte 1."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def split(count: int) -> int:
    """Largest power of two smaller than `count`."""
    return 1 << (count - 1).bit_length() - 1


def root(hashes: Sequence[bytes]) -> bytes:
    """Root over leaf hashes."""
    if not hashes:
        return EMPTY
    level = list(hashes)
    while len(level) > 1:
        paired = [node_hash(level[at], level[at + 1]) for at in range(0, len(level) - 1, 2)]
        level = paired + level[len(level) & ~1 :]
    return level[0]


def inclusion(index: int, size: int, of: Range) -> list[bytes]:
    """Proof that the leaf at `index` is in the tree of `size` leaves, lowest sibling first."""
    found: list[bytes] = []
    low, high = 0, size
    while high - low > 1:
        middle = low + split(high - low)
        if index < middle:
            found.append(of(middle, high))
            high = middle
        else:
            found.append(of(low, middle))
            low = middle
    return found[::-1]


def root_from_inclusion(index: int, size: int, leaf: bytes, proof: Sequence[bytes]) -> bytes:
    """The root that an inclusion proof leads to (RFC 9162 section 2.1.3.2); raises `VerificationFailed`."""
    if not 0 <= index < size:
        raise VerificationFailed(f"There is no leaf {index} in a tree of {size}.")
    _whole([leaf, *proof])
    place, last, found = index, size - 1, leaf
    for part in proof:
        if last == 0:
            raise VerificationFailed("The inclusion proof is too long.")
        if place & 1 or place == last:
            found = node_hash(part, found)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            found = node_hash(found, part)
        place, last = place >> 1, last >> 1
    if last != 0:
        raise VerificationFailed("The inclusion proof is too short.")
    return found


def consistency(old: int, new: int, of: Range) -> list[bytes]:
    """Proof that the tree of `old` leaves is the beginning of that of `new` (RFC 9162 section 2.1.4.1)."""
    return [] if old in (0, new) else _subproof(old, 0, new, of, whole=True)


def _subproof(old: int, low: int, high: int, of: Range, *, whole: bool) -> list[bytes]:
    if old == high - low:
        return [] if whole else [of(low, high)]
    middle = split(high - low)
    if old <= middle:
        return [*_subproof(old, low, low + middle, of, whole=whole), of(low + middle, high)]
    return [*_subproof(old - middle, low + middle, high, of, whole=False), of(low, low + middle)]


def check_consistency(old: int, new: int, old_root: bytes, new_root: bytes, proof: Sequence[bytes]) -> None:
    """Raise `VerificationFailed` unless the proof shows that the old tree is the beginning of the new one."""
    _whole([old_root, new_root, *proof])
    if old > new:
        raise VerificationFailed(f"A tree of {new} leaves cannot follow one of {old}.")
    if old in (0, new):
        wanted = EMPTY if old == 0 else new_root
        if proof or old_root != wanted:
            raise VerificationFailed("The two trees do not agree.")
        return
    parts = list(proof)
    if old & (old - 1) == 0:
        parts.insert(0, old_root)
    if not parts:
        raise VerificationFailed("The consistency proof is empty.")
    place, last = old - 1, new - 1
    while place & 1:
        place, last = place >> 1, last >> 1
    first = second = parts[0]
    for part in parts[1:]:
        if last == 0:
            raise VerificationFailed("The consistency proof is too long.")
        if place & 1 or place == last:
            first, second = node_hash(part, first), node_hash(part, second)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            second = node_hash(second, part)
        place, last = place >> 1, last >> 1
    if last != 0 or first != old_root or second != new_root:
        raise VerificationFailed("The trees do not agree: the log was rewritten, or the proof is of another log.")


def _whole(hashes: Sequence[bytes]) -> None:
    if any(len(one) != 32 for one in hashes):
        raise VerificationFailed("A hash in the proof is not 32 bytes long.")
