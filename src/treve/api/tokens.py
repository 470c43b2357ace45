"""Bearer tokens: who may ask what, as an issuer that this node accepts has signed it (RFC 7519, RFC 8725).

Nothing in a token chooses how it is checked: its issuer and key id name a key of a local file, and the key
names the one algorithm. Nothing that a token points to is fetched.
"""

from collections import OrderedDict
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

import jwt

from treve import codec
from treve.api.issuers import Issuer, Issuers
from treve.errors import BadRecord, Unauthenticated

LONGEST_TOKEN = 8192
"""Longest token, characters."""
LONGEST_LIFE_S = 3600
"""Longest life of a token, seconds (F3548-21, annex A2)."""
LEEWAY_S = 30
"""How far the clocks of the issuer and of this node may differ, seconds."""
MOST_SUBJECT = 256
"""Longest subject, characters."""


class Accepted(NamedTuple):
    """A token that was accepted."""

    subject: str
    """Who asks."""
    scopes: frozenset[str]
    """What the token allows, of what its issuer may give."""
    until: datetime
    """From when on it is not accepted any more, UTC."""
    since: datetime
    """From when on it is accepted, UTC."""


class Tokens:
    """Checks tokens, and remembers those that it has checked until they expire."""

    def __init__(self, issuers: Issuers, hosts: Iterable[str], *, remembered: int = 4096) -> None:
        self._issuers = issuers
        self._hosts = frozenset(host.lower() for host in hosts)
        self._remembered = remembered
        self._held: OrderedDict[str, Accepted] = OrderedDict()

    def accept(self, header: bytes | None, now: datetime) -> Accepted:
        """Who asks, from the Authorization header of a request; raises `Unauthenticated`."""
        token = _bearer(header)
        held = self._held.get(token)
        if held is not None:
            if held.since <= now < held.until:
                return held
            del self._held[token]
        accepted = self._checked(token, now)
        while len(self._held) >= self._remembered:
            self._held.popitem(last=False)
        self._held[token] = accepted
        return accepted

    def _checked(self, token: str, now: datetime) -> Accepted:
        parts = token.split(".")
        if len(parts) != 3:
            raise Unauthenticated("The token has not three parts.")
        head, claims = _object(parts[0], "header"), _object(parts[1], "claims")
        if "crit" in head or not isinstance(head.get("alg"), str):
            raise Unauthenticated("The token asks for something that this node does not do.")
        issuer = self._issuers.find(claims.get("iss"))
        key = issuer.key(head.get("kid"))
        if head["alg"] != key.algorithm:
            raise Unauthenticated(f"The key of the issuer signs with {key.algorithm}, not with what the token names.")
        try:
            jwt.PyJWS().decode_complete(token, key.public, algorithms=[key.algorithm])
        except jwt.PyJWTError as error:
            raise Unauthenticated("The signature of the token does not hold.") from error
        return _said(claims, issuer, self._hosts, now)


def _bearer(header: bytes | None) -> str:
    if header is None:
        raise Unauthenticated("The request carries no token.")
    if len(header) > LONGEST_TOKEN:
        raise Unauthenticated(f"The token is longer than {LONGEST_TOKEN} characters.")
    scheme, _, token = header.partition(b" ")
    if scheme.lower() != b"bearer" or not token or not token.isascii():
        raise Unauthenticated("The Authorization header holds no bearer token.")
    return token.decode("ascii").strip()


def _object(part: str, name: str) -> dict[str, Any]:
    try:
        return codec.decode_object(jwt.utils.base64url_decode(part))
    except (BadRecord, ValueError) as error:
        raise Unauthenticated(f"The {name} of the token cannot be read.") from error


def _said(claims: dict[str, Any], issuer: Issuer, hosts: frozenset[str], now: datetime) -> Accepted:
    """What the claims of a token say whose signature holds."""
    until, since = _instant(claims, "exp"), _instant(claims, "nbf", needed=False)
    made = _instant(claims, "iat", needed=False)
    leeway, life = timedelta(seconds=LEEWAY_S), timedelta(seconds=LONGEST_LIFE_S)
    assert until is not None
    if until + leeway <= now:
        raise Unauthenticated("The token has expired.")
    if any(at is not None and at - leeway > now for at in (since, made)):
        raise Unauthenticated("The token is not valid yet.")
    if any(until - begin > life + leeway for begin in (now, since, made) if begin is not None):
        raise Unauthenticated(f"The token is valid for more than {LONGEST_LIFE_S // 60} minutes.")
    subject, audience, scope = claims.get("sub"), claims.get("aud"), claims.get("scope")
    _check_audience(audience, issuer, hosts)
    if not isinstance(subject, str) or not is_subject(subject):
        raise Unauthenticated("The token names no subject, or one that is no plain name.")
    if not issuer.vouches_for(subject):
        raise Unauthenticated(f"The issuer {issuer.name} does not speak for the subject {subject}.")
    if not isinstance(scope, str) or not scope.split():
        raise Unauthenticated("The token names no scope.")
    return Accepted(subject, frozenset(scope.split()) & issuer.scopes, until + leeway, (since or now) - leeway)


def _check_audience(audience: Any, issuer: Issuer, hosts: frozenset[str]) -> None:
    """Whether a token was made for this host and for no other: a host that may use it elsewhere could speak for its subject."""
    one = audience[0] if isinstance(audience, list) and len(audience) == 1 else audience
    if not isinstance(one, str) or one.lower() not in (issuer.audiences or hosts):
        raise Unauthenticated("The token was made for another host, or for more than one.")


def is_subject(text: str) -> bool:
    """Whether a token's subject may be called so: plain characters, none of them at the ends blank, not too many."""
    return 0 < len(text) <= MOST_SUBJECT and text.isascii() and text.isprintable() and text == text.strip()


def _instant(claims: dict[str, Any], name: str, *, needed: bool = True) -> datetime | None:
    value = claims.get(name)
    if value is None and not needed:
        return None
    if not isinstance(value, int | float) or isinstance(value, bool):
        raise Unauthenticated(f"The token has no time in {name}.")
    try:
        found = datetime.fromtimestamp(value, UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise Unauthenticated(f"The token has no time in {name}.") from error
    # Nearer to the ends of what a date can be, nothing could be added to it.
    if not 1970 <= found.year < 9999:
        raise Unauthenticated(f"The token has no time in {name} that can be counted with.")
    return found
