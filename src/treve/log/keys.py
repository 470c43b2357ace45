"""The keys of a node: made once, in files that only their owner reads. A missing key never makes a new one."""

import os
from base64 import b64decode, b64encode
from binascii import Error as Base64Error
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.mldsa import MLDSA44PrivateKey

from treve.errors import BadFile, NodeExists, NodeMissing


@dataclass(frozen=True)
class Keys:
    """What a node signs with. Each file holds a seed of 32 bytes, base64."""

    checkpoints: Ed25519PrivateKey
    """Signs the head of the log."""
    checkpoints_mldsa: MLDSA44PrivateKey
    """Signs it too, so that it still holds when Ed25519 no longer does."""
    entries: Ed25519PrivateKey
    """Signs what the node's party enters."""
    witness: Ed25519PrivateKey
    """Countersigns heads of other logs."""
    witness_mldsa: MLDSA44PrivateKey
    """Countersigns them too."""


NAMES = ("checkpoints.key", "checkpoints-mldsa.key", "entries.key", "witness.key", "witness-mldsa.key")


def create(folder: Path) -> Keys:
    """Make the keys in a folder; raises `NodeExists` where one is there."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for name in NAMES:
        try:
            handle = os.open(folder / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            raise NodeExists(f"There is a key in {folder} already.") from None
        with os.fdopen(handle, "wb") as file:
            file.write(b64encode(os.urandom(32)) + b"\n")
    return read(folder)


def read(folder: Path) -> Keys:
    """Read the keys of a folder; raises `NodeMissing` or `BadFile`."""
    raw = []
    for name in NAMES:
        try:
            raw.append(b64decode((folder / name).read_bytes().strip(), validate=True))
        except FileNotFoundError:
            raise NodeMissing(f"The key {name} is missing in {folder}; put it back from your copy.") from None
        except (OSError, Base64Error) as error:
            raise BadFile(f"The key {folder / name} cannot be read.") from error
        if len(raw[-1]) != 32:
            raise BadFile(f"The key {folder / name} is not 32 bytes long.")
    plain, later = Ed25519PrivateKey.from_private_bytes, MLDSA44PrivateKey.from_seed_bytes
    return Keys(plain(raw[0]), later(raw[1]), plain(raw[2]), plain(raw[3]), later(raw[4]))
