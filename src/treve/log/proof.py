"""Proofs that a record is in a log, as one text file that is checked without a node (C2SP tlog-proof@v1).

The `extra` line carries the entry's envelope and, unless it is left out, the content with its salt. It is
not trusted: the leaf hash is worked out from the envelope, and the content is held against its commitment.
"""

from base64 import b64decode, b64encode
from binascii import Error as Base64Error

import msgspec

from treve import codec
from treve.errors import BadRecord, VerificationFailed
from treve.log.checkpoint import Checkpoint
from treve.log.envelope import Leaf, commitment, key_id, unsealed
from treve.log.merkle import leaf_hash, root_from_inclusion
from treve.log.note import opened
from treve.log.signing import Verifier

HEADER = "c2sp.org/tlog-proof@v1"
MOST_BYTES = 8_000_000
"""Longest proof that is read."""
MOST_HASHES = 63
"""Most hashes in an inclusion proof: the depth of the largest tree."""


class Extra(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a proof carries beside the tree: base64 throughout."""

    envelope: str
    """The entry as it stands in the log."""
    author_key: str
    """Public key of its author, 32 bytes; who that is, is to be confirmed by hand."""
    salt: str = ""
    """Salt of the content."""
    content: str = ""
    """The record; empty where it was erased or left out."""


class Proof(msgspec.Struct, frozen=True):
    """The parts of a proof file."""

    index: int
    """Place of the entry in the log."""
    hashes: tuple[bytes, ...]
    """The inclusion proof, lowest sibling first."""
    note: str
    """The signed checkpoint, verbatim."""
    extra: bytes | None = None
    """What else is carried; not authenticated by itself."""


class Checked(msgspec.Struct, frozen=True):
    """What a proof that holds shows."""

    origin: str
    """The log."""
    size: int
    """Size of the log at the checkpoint."""
    index: int
    """Place of the entry."""
    leaf: Leaf
    """What the log shows to everybody of the entry."""
    author_key: str
    """Fingerprint of the author's key: the first eight bytes of its SHA-256, hexadecimal."""
    content: bytes | None
    """The record; `None` where the proof does not carry it."""


def written(proof: Proof) -> str:
    """The proof as text."""
    extra = [] if proof.extra is None else [f"extra {b64encode(proof.extra).decode()}"]
    hashes = [b64encode(one).decode() for one in proof.hashes]
    return "\n".join((HEADER, *extra, f"index {proof.index}", *hashes, "", proof.note))


def read(text: str) -> Proof:
    """The parts of a proof file, nothing checked yet; raises `VerificationFailed`."""
    if len(text) > MOST_BYTES:
        raise VerificationFailed(f"The proof is longer than {MOST_BYTES} characters.")
    head, empty, note = text.partition("\n\n")
    lines = head.split("\n")
    if not empty or lines[0] != HEADER:
        raise VerificationFailed("This is no proof: its first line is another.")
    extra = None
    if len(lines) > 1 and lines[1].startswith("extra "):
        extra = _base64(lines.pop(1).removeprefix("extra "))
    number = lines[1].removeprefix("index ") if len(lines) > 1 and lines[1].startswith("index ") else ""
    if not (number.isascii() and number.isdigit()) or (number != "0" and number.startswith("0")) or len(number) > 19:
        raise VerificationFailed("The proof says no index.")
    hashes = tuple(_base64(line) for line in lines[2:])
    if len(hashes) > MOST_HASHES or any(len(one) != 32 for one in hashes):
        raise VerificationFailed("A hash in the proof is not 32 bytes long, or there are too many.")
    return Proof(int(number), hashes, note, extra)


def _base64(text: str) -> bytes:
    try:
        return b64decode(text, validate=True)
    except (ValueError, Base64Error) as error:
        raise VerificationFailed("A line of the proof is no base64.") from error


def made(index: int, hashes: list[bytes], note: str, envelope: bytes, key: bytes, held: tuple[bytes, bytes] | None) -> Proof:
    """The proof of an entry; `held` is salt and content, `None` to leave them out."""
    salt, content = held or (b"", b"")
    parts = (b64encode(part).decode() for part in (envelope, key, salt, content))
    return Proof(index, tuple(hashes), note, codec.encode(Extra(*parts)))


def check(text: str, vkeys: tuple[str, ...], author_key: bytes | None = None) -> Checked:
    """What a proof shows, if everything in it holds under the keys of the log; raises `VerificationFailed`.

    Every vkey given must have signed the checkpoint. `author_key`, where it is known, must be the author's.
    """
    proof = read(text)
    head = Checkpoint.parse(opened(proof.note, *(Verifier.parse(vkey) for vkey in vkeys)))
    try:
        extra = codec.decode(proof.extra or b"", Extra)
    except BadRecord as error:
        raise VerificationFailed(f"The proof carries no entry: {error.message}") from error
    envelope, key = _base64(extra.envelope), _base64(extra.author_key)
    if root_from_inclusion(proof.index, head.size, leaf_hash(envelope), proof.hashes) != head.root:
        raise VerificationFailed("The entry is not in the log that was signed.")
    if author_key is not None and author_key != key:
        raise VerificationFailed("The entry was signed with another key than that of the author named.")
    leaf = unsealed(envelope, {key_id(key): key})
    content = None
    if extra.content:
        content = _base64(extra.content)
        if commitment(_base64(extra.salt), content) != leaf.commitment:
            raise VerificationFailed("The content in the proof is not what the entry committed to.")
    return Checked(head.origin, head.size, proof.index, leaf, key_id(key), content)
