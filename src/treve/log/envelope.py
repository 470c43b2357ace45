"""Entries: a DSSE envelope around the public fields of a record and a commitment to its content.

The content itself is no part of the leaf: the leaf holds SHA-256(salt || content), and content and salt
lie in a store that can erase them. The salt is 32 random bytes, one for each entry: who holds the leaf
alone cannot try out contents, and nobody can once the salt is erased.
"""

import hashlib
from base64 import b64decode, b64encode
from binascii import Error as Base64Error

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from treve import codec
from treve.errors import TooLarge, VerificationFailed
from treve.log.signing import ed25519_holds

PAYLOAD_TYPE = "application/vnd.treve.entry+json"
"""Media type of what is signed."""
MOST_BYTES = 48 * 1024
"""Longest envelope: a tile entry has a length of 16 bits, and this leaves room (C2SP tlog-tiles)."""


class Leaf(msgspec.Struct, frozen=True, omit_defaults=True):
    """What the log shows to everybody of an entry."""

    v: int
    """Version of this form."""
    kind: str
    """Kind of record."""
    author: str
    """Who says it."""
    recorded_at: int
    """When the log took it in, microseconds since 1970."""
    audience: str
    """Who may read the content."""
    commitment: str
    """SHA-256(salt || content), hexadecimal."""
    corrects: str = ""
    """Leaf hash of the entry that this one puts right, hexadecimal; empty where this log does not hold it."""
    withdraws: str = ""
    """Leaf hash of the entry that this one takes back, hexadecimal; empty where this log does not hold it."""


class _Signature(msgspec.Struct, frozen=True):
    keyid: str
    sig: str


class _Envelope(msgspec.Struct, frozen=True, rename={"payload_type": "payloadType"}):
    payload: str
    payload_type: str
    signatures: tuple[_Signature, ...]


def pae(payload_type: str, payload: bytes) -> bytes:
    """Pre-authentication encoding of DSSE v1: what is signed."""
    kind = payload_type.encode()
    return b"DSSEv1 %d %s %d %s" % (len(kind), kind, len(payload), payload)


def commitment(salt: bytes, content: bytes) -> str:
    """What the leaf says of a content."""
    return hashlib.sha256(salt + content).hexdigest()


def key_id(key: bytes) -> str:
    """Short name of a public key: the first eight bytes of its SHA-256, hexadecimal."""
    return hashlib.sha256(key).hexdigest()[:16]


def sealed(leaf: Leaf, signer: Ed25519PrivateKey) -> bytes:
    """The envelope of a leaf, signed; raises `TooLarge`."""
    payload = codec.encode(leaf)
    name = key_id(signer.public_key().public_bytes_raw())
    signature = _Signature(name, b64encode(signer.sign(pae(PAYLOAD_TYPE, payload))).decode())
    found = codec.encode(_Envelope(b64encode(payload).decode(), PAYLOAD_TYPE, (signature,)))
    if len(found) > MOST_BYTES:
        raise TooLarge(f"The entry has {len(found)} bytes; the limit is {MOST_BYTES}.")
    return found


def unsealed(envelope: bytes, keys: dict[str, bytes]) -> Leaf:
    """The leaf of an envelope that one of the keys signed; raises `VerificationFailed`."""
    try:
        held = codec.decode(envelope, _Envelope)
        payload = b64decode(held.payload, validate=True)
        for signature in held.signatures:
            key = keys.get(signature.keyid)
            message = pae(held.payload_type, payload)
            if key is not None and ed25519_holds(key, message, b64decode(signature.sig, validate=True)):
                if held.payload_type != PAYLOAD_TYPE:
                    break
                return codec.decode(payload, Leaf)
    except (ValueError, Base64Error) as error:
        raise VerificationFailed(f"The envelope cannot be read: {error}") from error
    raise VerificationFailed("The envelope carries no good signature of a known key.")


def public_bytes(key: Ed25519PrivateKey | Ed25519PublicKey) -> bytes:
    """The 32 bytes of a public key."""
    public = key.public_key() if isinstance(key, Ed25519PrivateKey) else key
    return public.public_bytes_raw()
