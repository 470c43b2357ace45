"""The keys of a node: made once, in files that only their owner reads. A missing key never makes a new one."""

import os
from base64 import b64decode, b64encode
from binascii import Error as Base64Error
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from treve.errors import BadFile, NodeExists, NodeMissing


@dataclass(frozen=True)
class Keys:
    """What a node signs and commits with."""

    checkpoints: Ed25519PrivateKey
    """Signs the head of the log."""
    entries: Ed25519PrivateKey
    """Signs what the node's party enters."""


NAMES = ("checkpoints.key", "entries.key")


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
    return Keys(Ed25519PrivateKey.from_private_bytes(raw[0]), Ed25519PrivateKey.from_private_bytes(raw[1]))
