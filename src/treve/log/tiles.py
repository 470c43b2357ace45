"""Tiles of the tree and bundles of entries as static files (C2SP tlog-tiles), and the tree over tiles."""

import os
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from treve.errors import TooLarge, VerificationFailed
from treve.log.merkle import EMPTY, node_hash, root

WIDTH = 256
"""Hashes in a full tile, entries in a full bundle."""

Tile = Callable[[int, int], Sequence[bytes]]
"""Gives the hashes that stand in a tile: level, index."""


def number(index: int) -> str:
    """An index as path: `x001/x234/067` for 1,234,067."""
    groups = [f"{index % 1000:03}"]
    while index >= 1000:
        index //= 1000
        groups.append(f"x{index % 1000:03}")
    return "/".join(reversed(groups))


def tile_path(level: int | str, index: int, width: int = WIDTH) -> str:
    """Path of a tile, or of a bundle (`level` = `entries`); a partial one ends in `.p/W`."""
    partial = "" if width == WIDTH else f".p/{width}"
    return f"tile/{level}/{number(index)}{partial}"


def bundle(entries: Iterable[bytes]) -> bytes:
    """Entries one after the other, each with its length in two bytes."""
    found = bytearray()
    for entry in entries:
        if len(entry) > 0xFFFF:
            raise TooLarge(f"An entry of {len(entry)} bytes does not fit a bundle.")
        found += len(entry).to_bytes(2) + entry
    return bytes(found)


def unbundled(raw: bytes) -> list[bytes]:
    """The entries of a bundle; raises `VerificationFailed` where it is cut off."""
    found, at = [], 0
    while at < len(raw):
        length = int.from_bytes(raw[at : at + 2])
        if at + 2 > len(raw) or at + 2 + length > len(raw):
            raise VerificationFailed("A bundle of entries is cut off.")
        found.append(raw[at + 2 : at + 2 + length])
        at += 2 + length
    return found


def range_root(low: int, high: int, tile: Tile) -> bytes:
    """Root of the leaves from `low` up to `high`, from tiles; `low` must be a multiple of the size rounded up."""
    count = high - low
    if count == 0:
        return EMPTY
    if count & (count - 1) == 0 and low % count == 0:
        rise = count.bit_length() - 1
        level = rise // 8
        at, many = low >> (8 * level), 1 << (rise - 8 * level)
        return root(tile(level, at // WIDTH)[at % WIDTH : at % WIDTH + many])
    middle = low + (1 << (count - 1).bit_length() - 1)
    return node_hash(range_root(low, middle, tile), range_root(middle, high, tile))


def write_file(path: Path, raw: bytes, *, durable: bool = False) -> None:
    """Write a file so that after a kill it holds the old bytes or the new ones; `durable` = also after a power cut."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(path.name + ".new")
    with beside.open("wb") as file:
        file.write(raw)
        if durable:
            file.flush()
            os.fsync(file.fileno())
    beside.replace(path)
