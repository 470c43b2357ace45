"""Signed notes: a text and the lines of those who signed it (C2SP signed-note v1.0.0)."""

from base64 import b64decode
from binascii import Error as Base64Error
from typing import NamedTuple

from treve.errors import VerificationFailed
from treve.log.signing import Signer, Verifier, is_name

DASH = "\N{EM DASH} "
MOST_BYTES = 1_000_000
"""Longest note that is read."""
MOST_SIGNATURES = 100
"""Most signatures that are read in a note."""


class Signature(NamedTuple):
    """One signature line."""

    name: str
    """Name of the key."""
    hash: bytes
    """The four bytes that name it."""
    raw: bytes
    """The signature itself."""


def signed(text: str, *signers: Signer, at: int = 0) -> str:
    """The note of a text that ends with a newline, signed at a time in POSIX seconds."""
    return text + "\n" + "".join(signer.line(text, at) for signer in signers)


def parts(note: str) -> tuple[str, tuple[Signature, ...]]:
    """Text and signatures of a note, nothing checked yet; raises `VerificationFailed`."""
    if any(ord(letter) < 0x20 and letter != "\n" for letter in note) or "\n\n" not in note or not note.endswith("\n"):
        raise VerificationFailed("This is no signed note.")
    if len(note) > MOST_BYTES:
        raise VerificationFailed(f"The note is longer than {MOST_BYTES} characters.")
    head, _, tail = note.rpartition("\n\n")
    lines = tail.removesuffix("\n").split("\n")
    if len(lines) > MOST_SIGNATURES:
        raise VerificationFailed(f"The note carries more than {MOST_SIGNATURES} signatures.")
    found = []
    for line in lines:
        name, _, encoded = line.removeprefix(DASH).partition(" ")
        try:
            raw = b64decode(encoded, validate=True)
        except (ValueError, Base64Error) as error:
            raise VerificationFailed("A signature line of the note cannot be read.") from error
        if not line.startswith(DASH) or not is_name(name) or len(raw) < 5:
            raise VerificationFailed("A signature line of the note cannot be read.")
        found.append(Signature(name, raw[:4], raw[4:]))
    return head + "\n", tuple(found)


def opened(note: str, *verifiers: Verifier) -> str:
    """The text of a note that carries a good signature of each of the keys; raises `VerificationFailed`.

    Signatures by other keys are left aside; a bad one by one of these keys refuses the note.
    """
    text, signatures = parts(note)
    good = set()
    for signature in signatures:
        for verifier in verifiers:
            if (signature.name, signature.hash) == (verifier.name, verifier.hash):
                if not verifier.check(text, signature.raw):
                    raise VerificationFailed(f"The signature of {verifier.name} on the note is wrong.")
                good.add(verifier)
    missing = next((one for one in verifiers if one not in good), None)
    if missing is not None or not verifiers:
        raise VerificationFailed(f"The note carries no signature of {missing.name if missing else 'a known key'}.")
    return text
