"""Tokens that this node shows to others: signed with a key of its own, or read from a file that something else renews."""

import tomllib
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Protocol
from uuid import uuid4

import jwt
import msgspec
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from treve import codec
from treve.api.issuers import algorithm_of
from treve.clock import Clock
from treve.errors import BadFile, PeerFailed

LIFE = timedelta(minutes=10)
"""How long a token of our own making is valid."""
SPARE = timedelta(minutes=2)
"""A token is not shown any more this long before its end."""


class OwnTokens(Protocol):
    """Something that gives tokens for others."""

    @property
    def subject(self) -> str:
        """Who they say that this node is."""
        ...

    def token(self, audience: str, scope: str) -> str:
        """A token for a host with a scope; raises `PeerFailed` where there is none."""
        ...


class Signer:
    """Makes tokens itself: the others know its public key as that of an issuer."""

    def __init__(self, issuer: str, subject: str, key: bytes, clock: Clock, *, kid: str = "") -> None:
        try:
            self._key: Any = load_pem_private_key(key, password=None)
        except (ValueError, TypeError) as error:
            raise BadFile(f"The key of this node cannot be read: {error}.") from error
        self._algorithm = algorithm_of(self._key.public_key(), "The key of this node")
        self._issuer, self.subject, self._clock = issuer, subject, clock
        self._headers = {"kid": kid} if kid else None
        self._held: dict[tuple[str, str], tuple[str, datetime]] = {}

    def token(self, audience: str, scope: str) -> str:
        """A token, made anew when the one before nears its end."""
        now = self._clock.now()
        held = self._held.get((audience, scope))
        if held is not None and now < held[1] - SPARE:
            return held[0]
        until = now + LIFE
        claims = {
            "iss": self._issuer, "sub": self.subject, "aud": audience, "scope": scope, "jti": str(uuid4()),
            "nbf": int(now.timestamp()) - 1, "exp": int(until.timestamp()),
        }  # fmt: skip
        made = jwt.encode(claims, self._key, algorithm=self._algorithm, headers=self._headers)
        self._held = {pair: one for pair, one in self._held.items() if now < one[1]}
        self._held[audience, scope] = (made, until)
        return made


class _Token(msgspec.Struct, forbid_unknown_fields=True):
    audience: str
    scopes: list[str]
    value: str


class _File(msgspec.Struct, forbid_unknown_fields=True):
    token: list[_Token] = []


class TokenFile:
    """Reads tokens from a file, anew whenever the file has changed."""

    def __init__(self, path: Path, subject: str) -> None:
        self._path, self.subject = path, subject
        self._seen: tuple[int, int] = (0, 0)
        self._held = _File()

    def token(self, audience: str, scope: str) -> str:
        """The first token in the file for that host and scope."""
        try:
            state = self._path.stat()
            if (state.st_mtime_ns, state.st_size) != self._seen:
                self._held = codec.convert(tomllib.loads(self._path.read_text(encoding="utf-8")), _File)
                self._seen = (state.st_mtime_ns, state.st_size)
        except (OSError, ValueError) as error:
            raise PeerFailed(f"{self._path} cannot be read: {error}.", advice="See docs/guide/airspace.md.") from error
        for one in self._held.token:
            if one.audience == audience and scope in one.scopes:
                return one.value
        raise PeerFailed(f"{self._path} has no token for {audience} with the scope {scope}.", advice="Put one into the file.")
