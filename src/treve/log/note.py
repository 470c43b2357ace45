"""Signed notes (C2SP signed-note) and checkpoints (C2SP tlog-checkpoint), with Ed25519 signatures."""

import hashlib
from base64 import b64decode, b64encode
from binascii import Error as Base64Error
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from treve.errors import VerificationFailed

ED25519 = b"\x01"
"""Signature type of plain Ed25519."""
DASH = "\N{EM DASH} "


@dataclass(frozen=True)
class Verifier:
    """A named public key, as a vkey says it."""

    name: str
    key: bytes

    @property
    def hash(self) -> bytes:
        """The four bytes that name the key in a signature."""
        return hashlib.sha256(self.name.encode() + b"\n" + ED25519 + self.key).digest()[:4]

    @property
    def vkey(self) -> str:
        """The key as text: name+hash+key."""
        return f"{self.name}+{self.hash.hex()}+{b64encode(ED25519 + self.key).decode()}"

    @classmethod
    def parse(cls, text: str) -> "Verifier":
        """Read a vkey; raises `VerificationFailed`."""
        try:
            name, given, encoded = text.strip().split("+", 2)
            raw = b64decode(encoded, validate=True)
        except (ValueError, Base64Error) as error:
            raise VerificationFailed(f"{text!r} is no verifier key.") from error
        if raw[:1] != ED25519 or len(raw) != 33 or not _is_name(name):
            raise VerificationFailed(f"The verifier key {name!r} is not of Ed25519.")
        found = cls(name, raw[1:])
        if found.hash.hex() != given:
            raise VerificationFailed(f"The verifier key {name!r} does not fit its hash.")
        return found

    def check(self, message: bytes, signature: bytes) -> bool:
        """Whether a signature over a message is by this key."""
        try:
            Ed25519PublicKey.from_public_bytes(self.key).verify(signature, message)
        except InvalidSignature:
            return False
        return True


@dataclass(frozen=True)
class Signer:
    """A named private key."""

    name: str
    key: Ed25519PrivateKey

    @property
    def verifier(self) -> Verifier:
        """Its public half."""
        return Verifier(self.name, self.key.public_key().public_bytes_raw())

    def sign(self, text: str) -> str:
        """The note of a text that ends with a newline, signed."""
        signature = b64encode(self.verifier.hash + self.key.sign(text.encode())).decode()
        return f"{text}\n{DASH}{self.name} {signature}\n"


def _is_name(name: str) -> bool:
    return bool(name) and "+" not in name and not any(letter.isspace() for letter in name)


def opened(note: str, verifier: Verifier) -> str:
    """The text of a note that carries a good signature of the key; raises `VerificationFailed`.

    Signatures by other keys are left aside; a bad one by this key refuses the note.
    """
    if any(ord(letter) < 0x20 and letter != "\n" for letter in note) or "\n\n" not in note or not note.endswith("\n"):
        raise VerificationFailed("This is no signed note.")
    head, _, tail = note.rpartition("\n\n")
    text = head + "\n"
    good = False
    for line in tail.removesuffix("\n").split("\n"):
        name, _, encoded = line.removeprefix(DASH).partition(" ")
        try:
            raw = b64decode(encoded, validate=True)
        except Base64Error as error:
            raise VerificationFailed("A signature line of the note cannot be read.") from error
        if not line.startswith(DASH) or not _is_name(name) or len(raw) < 5:
            raise VerificationFailed("A signature line of the note cannot be read.")
        if name == verifier.name and raw[:4] == verifier.hash:
            if not verifier.check(text.encode(), raw[4:]):
                raise VerificationFailed(f"The signature of {name} on the note is wrong.")
            good = True
    if not good:
        raise VerificationFailed(f"The note carries no signature of {verifier.name}.")
    return text


@dataclass(frozen=True)
class Checkpoint:
    """The head of a log: its origin, size and root."""

    origin: str
    size: int
    root: bytes

    @property
    def text(self) -> str:
        """The text that is signed."""
        return f"{self.origin}\n{self.size}\n{b64encode(self.root).decode()}\n"

    @classmethod
    def parse(cls, text: str) -> "Checkpoint":
        """Read the text of a checkpoint; raises `VerificationFailed`."""
        lines = text.split("\n")
        try:
            origin, size, root = lines[0], lines[1], b64decode(lines[2], validate=True)
        except (IndexError, Base64Error) as error:
            raise VerificationFailed("This is no checkpoint.") from error
        plain = size.isascii() and size.isdigit() and (size == "0" or not size.startswith("0"))
        if not origin or not plain or len(root) != 32:
            raise VerificationFailed("This is no checkpoint.")
        return cls(origin, int(size), root)
