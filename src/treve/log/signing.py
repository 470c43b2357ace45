"""Keys that sign heads of logs, and what exactly they sign (C2SP signed-note v1.0.0, tlog-cosignature v1.1.0-rc.1).

Three types of signature: plain Ed25519 over the text, and the timestamped cosignatures with Ed25519 and
with ML-DSA-44. A log signs its own head with the first and the third, a witness with the two cosignatures.
"""

import hashlib
from base64 import b64decode, b64encode
from binascii import Error as Base64Error
from dataclasses import dataclass
from functools import lru_cache

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.mldsa import MLDSA44PrivateKey, MLDSA44PublicKey

from treve.errors import VerificationFailed
from treve.log.checkpoint import Checkpoint

ED25519, COSIGNATURE, MLDSA44 = 0x01, 0x04, 0x06
"""Types of signature: their byte stands before the key, in the vkey and in the hash that names the key."""

KEY_BYTES = {ED25519: 32, COSIGNATURE: 32, MLDSA44: 1312}
"""Length of the public key of each type."""
SIGNATURE_BYTES = {ED25519: 64, COSIGNATURE: 8 + 64, MLDSA44: 8 + 2420}
"""Length of a signature of each type; cosignatures begin with their time, eight bytes."""


def is_name(name: str) -> bool:
    """Whether a key may be called so."""
    return bool(name) and "+" not in name and not any(letter.isspace() or ord(letter) < 0x20 for letter in name)


def cosigned_text(text: str, at: int) -> bytes:
    """What an Ed25519 cosignature signs: the time, POSIX seconds, and the whole text of the checkpoint."""
    return f"cosignature/v1\ntime {at}\n{text}".encode()


def cosigned_tree(name: str, at: int, origin: str, start: int, end: int, root: bytes) -> bytes:
    """What an ML-DSA-44 cosignature signs: who, when, and the tree over the entries from `start` up to `end` of a log."""
    parts = [name.encode(), origin.encode()]
    if not all(1 <= len(part) <= 255 for part in parts):
        raise VerificationFailed("The name of a key and the origin of a log are at most 255 bytes long.")
    who, log = (len(part).to_bytes(1) + part for part in parts)
    return b"subtree/v1\n\x00" + who + at.to_bytes(8) + log + start.to_bytes(8) + end.to_bytes(8) + root


@lru_cache(maxsize=256)
def _ed25519(key: bytes) -> Ed25519PublicKey:
    return Ed25519PublicKey.from_public_bytes(key)


def ed25519_holds(key: bytes, message: bytes, signature: bytes) -> bool:
    """Whether an Ed25519 signature over a message is by the key of 32 bytes."""
    try:
        _ed25519(key).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


@dataclass(frozen=True)
class Verifier:
    """A named public key, as a vkey says it."""

    name: str
    key: bytes
    type: int = ED25519

    @property
    def hash(self) -> bytes:
        """The four bytes that name the key in a signature."""
        return hashlib.sha256(self.name.encode() + b"\n" + bytes([self.type]) + self.key).digest()[:4]

    @property
    def vkey(self) -> str:
        """The key as text: name+hash+key."""
        return f"{self.name}+{self.hash.hex()}+{b64encode(bytes([self.type]) + self.key).decode()}"

    @classmethod
    def parse(cls, text: str) -> "Verifier":
        """Read a vkey; raises `VerificationFailed`."""
        try:
            name, given, encoded = text.strip().split("+", 2)
            raw = b64decode(encoded, validate=True)
        except (ValueError, Base64Error) as error:
            raise VerificationFailed(f"{text[:60]!r} is no verifier key.") from error
        kind = raw[0] if raw else 0
        if KEY_BYTES.get(kind) != len(raw) - 1 or not is_name(name):
            raise VerificationFailed(f"The verifier key {name!r} is of no type known here.")
        found = cls(name, raw[1:], kind)
        if found.hash.hex() != given:
            raise VerificationFailed(f"The verifier key {name!r} does not fit its hash.")
        return found

    def check(self, text: str, signature: bytes) -> bool:
        """Whether a signature over the text of a note is by this key; a cosignature is one of a checkpoint."""
        if len(signature) != SIGNATURE_BYTES[self.type]:
            return False
        if self.type == ED25519:
            return ed25519_holds(self.key, text.encode(), signature)
        at = int.from_bytes(signature[:8])
        if self.type == COSIGNATURE:
            return ed25519_holds(self.key, cosigned_text(text, at), signature[8:])
        head = Checkpoint.parse(text)
        return self.check_tree(head.origin, 0, head.size, head.root, signature)

    def check_tree(self, origin: str, start: int, end: int, root: bytes, signature: bytes) -> bool:
        """Whether an ML-DSA-44 cosignature, with its time before it, is one of this tree by this key."""
        at = int.from_bytes(signature[:8])
        if self.type != MLDSA44 or at >= 2**63 or (start and at):
            return False
        try:
            message = cosigned_tree(self.name, at, origin, start, end, root)
            MLDSA44PublicKey.from_public_bytes(self.key).verify(signature[8:], message)
        except InvalidSignature:
            return False
        return True


@dataclass(frozen=True)
class Signer:
    """A named private key. The type says what it signs with."""

    name: str
    key: Ed25519PrivateKey | MLDSA44PrivateKey
    type: int = ED25519

    @property
    def verifier(self) -> Verifier:
        """Its public half."""
        return Verifier(self.name, self.key.public_key().public_bytes_raw(), self.type)

    def signature(self, text: str, at: int) -> bytes:
        """The signature over a text, made at a time in POSIX seconds; cosignatures begin with it."""
        if self.type == ED25519:
            return self.key.sign(text.encode())
        if self.type == COSIGNATURE:
            return at.to_bytes(8) + self.key.sign(cosigned_text(text, at))
        head = Checkpoint.parse(text)
        return at.to_bytes(8) + self.key.sign(cosigned_tree(self.name, at, head.origin, 0, head.size, head.root))

    def line(self, text: str, at: int = 0) -> str:
        """The signature line of a note with that text."""
        encoded = b64encode(self.verifier.hash + self.signature(text, at)).decode()
        return f"\N{EM DASH} {self.name} {encoded}\n"
