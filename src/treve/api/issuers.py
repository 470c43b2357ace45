"""The issuers of tokens that a node accepts: `issuers.toml` in its folder, each with its keys and what it may do."""

import tomllib
from functools import cached_property
from pathlib import Path
from typing import Any

import jwt
import msgspec
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.serialization import load_pem_public_key

from treve import codec
from treve.errors import BadFile, Unauthenticated

FILE = "issuers.toml"
"""Name of the file in the folder of a node."""
ANY = "*"
"""Stands for every subject that no other issuer speaks for."""
SMALLEST_RSA = 2048
"""Smallest modulus of an RSA key, bits."""


class Key(msgspec.Struct, frozen=True):
    """A public key of an issuer."""

    kid: str
    """Its id; empty = tokens without one."""
    algorithm: str
    """The one algorithm that it is used with: RS256, ES256 or EdDSA."""
    public: Any
    """The key."""


class Issuer(msgspec.Struct, frozen=True):
    """One issuer."""

    name: str
    """What its tokens say in `iss`."""
    keys: tuple[Key, ...]
    """Its keys."""
    scopes: frozenset[str]
    """Scopes that it may give; others in its tokens count for nothing."""
    subjects: frozenset[str]
    """Subjects that it speaks for; `*` = all that no other issuer speaks for."""
    audiences: frozenset[str] = frozenset()
    """Hosts that its tokens are made for; none = the hosts of this node."""
    others: frozenset[str] = frozenset()
    """Subjects that other issuers speak for."""

    def key(self, kid: object) -> Key:
        """The key that a token names; raises `Unauthenticated`. Without an id there must be one key alone."""
        if kid is None and len(self.keys) == 1:
            return self.keys[0]
        for one in self.keys:
            if one.kid and one.kid == kid:
                return one
        raise Unauthenticated(f"The issuer {self.name} has no such key.")

    def vouches_for(self, subject: str) -> bool:
        """Whether it speaks for a subject."""
        return subject in self.subjects or (ANY in self.subjects and subject not in self.others)


class Issuers(msgspec.Struct, frozen=True, dict=True):
    """All issuers of a node."""

    every: tuple[Issuer, ...] = ()
    """They."""

    @cached_property
    def _by_name(self) -> dict[str, Issuer]:
        return {one.name: one for one in self.every}

    def find(self, name: object) -> Issuer:
        """The issuer of that name; raises `Unauthenticated`."""
        found = self._by_name.get(name) if isinstance(name, str) else None
        if found is None:
            raise Unauthenticated("This node does not know the issuer of the token.")
        return found


class _KeyEntry(msgspec.Struct, forbid_unknown_fields=True):
    kid: str = ""
    pem: str = ""
    jwk: dict[str, Any] = {}
    file: str = ""


class _Entry(msgspec.Struct, forbid_unknown_fields=True):
    name: str
    scopes: list[str]
    subjects: list[str]
    keys: list[_KeyEntry]
    audiences: list[str] = []


class _File(msgspec.Struct, forbid_unknown_fields=True):
    issuer: list[_Entry] = []


def read(path: Path) -> Issuers:
    """The issuers in a file; raises `BadFile` where it is missing, wrong or lets two issuers speak for one subject."""
    try:
        held = codec.convert(tomllib.loads(path.read_text(encoding="utf-8")), _File)
    except (OSError, ValueError) as error:
        raise BadFile(f"{path} cannot be read: {error}.", advice="See docs/guide/airspace.md for how it is written.") from error
    names = [one.name for one in held.issuer]
    claimed = [subject for one in held.issuer for subject in one.subjects]
    for what, words in ((names, "The issuer"), (claimed, "The subject")):
        twice = next((one for one in what if what.count(one) > 1), None)
        if twice is not None:
            raise BadFile(f"{words} {twice} stands twice in {path}.", advice="Let one issuer speak for each subject.")
    return Issuers(tuple(_issuer(one, path, frozenset(claimed)) for one in held.issuer))


def _issuer(entry: _Entry, path: Path, claimed: frozenset[str]) -> Issuer:
    keys = tuple(_key(one, entry.name, path) for one in entry.keys)
    kids = [one.kid for one in keys]
    if not keys or len(set(kids)) != len(kids) or (len(keys) > 1 and "" in kids):
        raise BadFile(f"The keys of {entry.name} in {path} need ids that differ.")
    if not entry.name or not entry.scopes or not entry.subjects:
        raise BadFile(f"Each issuer in {path} needs a name, scopes and subjects.")
    return Issuer(
        entry.name, keys, frozenset(entry.scopes), frozenset(entry.subjects),
        frozenset(one.lower() for one in entry.audiences), claimed - frozenset(entry.subjects),
    )  # fmt: skip


def _key(entry: _KeyEntry, issuer: str, path: Path) -> Key:
    if sum(map(bool, (entry.pem, entry.jwk, entry.file))) != 1:
        raise BadFile(f"Each key of {issuer} in {path} is given as one of pem, jwk or file.")
    try:
        public = _loaded(entry, path.parent)
    except (OSError, ValueError, TypeError, jwt.PyJWTError) as error:
        raise BadFile(f"A key of {issuer} in {path} cannot be read: {error}.") from error
    return Key(entry.kid or str(entry.jwk.get("kid", "")), algorithm_of(public, f"The key of {issuer}"), public)


def _loaded(entry: _KeyEntry, folder: Path) -> Any:
    if entry.jwk:
        return jwt.PyJWK(entry.jwk).key
    raw = entry.pem.encode() if entry.pem else (folder / entry.file).read_bytes()
    return load_pem_public_key(raw)


def algorithm_of(public: Any, name: str) -> str:
    """The one algorithm that a public key is used with; raises `BadFile` for keys of other sorts, and for weak ones."""
    if isinstance(public, RSAPublicKey) and public.key_size >= SMALLEST_RSA:
        return "RS256"
    if isinstance(public, EllipticCurvePublicKey) and isinstance(public.curve, SECP256R1):
        return "ES256"
    if isinstance(public, Ed25519PublicKey):
        return "EdDSA"
    raise BadFile(f"{name} is no public key of RSA with {SMALLEST_RSA} bits or more, of P-256 or of Ed25519.")
