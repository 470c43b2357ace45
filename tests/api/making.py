"""Keys, tokens and bodies for the tests of the HTTP interfaces."""

import json
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1
from cryptography.hazmat.primitives.asymmetric.ec import generate_private_key as generate_ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key as generate_rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

from tests.airspace.making import EVERY, NOW
from treve.api.f3548.planning import PLAN, TEST

HOST = "uss.example"
"""Host that the tokens of the tests are made for."""
ISSUER = "auth.example"
"""Who issues them."""
SCOPES = EVERY | {PLAN, TEST}
"""All that there is."""

Body = dict[str, Any]


@cache
def private(name: str) -> Any:
    """The private key of that name: RSA, or what its name begins with."""
    if name.startswith("ec"):
        return generate_ec(SECP256R1())
    if name.startswith("ed"):
        return Ed25519PrivateKey.generate()
    return generate_rsa(65537, 1024 if name.startswith("weak") else 2048)


def private_pem(name: str = ISSUER) -> bytes:
    found: bytes = private(name).private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return found


def public_pem(name: str = ISSUER) -> str:
    found: bytes = private(name).public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    return found.decode()


def claims(subject: str = "uss-a", *scopes: str, now: datetime = NOW, **fields: Any) -> Body:
    """What a good token says; a field given as `None` is left out."""
    given: Body = {
        "iss": ISSUER, "sub": subject, "aud": HOST, "scope": " ".join(scopes or sorted(SCOPES)),
        "nbf": int(now.timestamp()) - 1, "exp": int((now + timedelta(minutes=30)).timestamp()), "jti": f"{subject}{now}",
    }  # fmt: skip
    return {name: value for name, value in (given | fields).items() if value is not None}


def signed(said: Body, key: str = ISSUER, algorithm: str = "RS256", headers: Body | None = None) -> str:
    return signed_text(json.dumps(said), key, algorithm, headers)


def signed_text(said: str, key: str = ISSUER, algorithm: str = "RS256", headers: Body | None = None) -> str:
    """A token with a true signature over claims given as text."""
    return jwt.PyJWS().encode(said.encode(), private(key), algorithm=algorithm, headers=headers)


@cache
def token(subject: str = "uss-a", *scopes: str, now: datetime = NOW, host: str = HOST) -> str:
    return signed(claims(subject, *scopes, now=now, aud=host))


def at(hours: float, now: datetime = NOW) -> Body:
    """So many hours from now."""
    value = (now + timedelta(hours=hours)).astimezone(UTC).isoformat().replace("+00:00", "Z")
    return {"value": value, "format": "RFC3339"}


def extent(outline: Body, low: float = 0.0, high: float = 120.0, start: float = 0.0, hours: float = 1.0, now: datetime = NOW) -> Body:  # fmt: skip
    return {
        "volume": outline | {
            "altitude_lower": {"value": low, "reference": "W84", "units": "M"},
            "altitude_upper": {"value": high, "reference": "W84", "units": "M"},
        },
        "time_start": at(start, now),
        "time_end": at(start + hours, now),
    }  # fmt: skip


def disc(lon: float = 36.2, lat: float = 33.5, radius: float = 500.0) -> Body:
    return {"outline_circle": {"center": {"lat": lat, "lng": lon}, "radius": {"value": radius, "units": "M"}}}


def ring(*points: tuple[float, float]) -> Body:
    """A polygon; longitude first."""
    return {"outline_polygon": {"vertices": [{"lat": lat, "lng": lon} for lon, lat in points]}}


def circle(lon: float = 36.2, lat: float = 33.5, radius: float = 500.0, **rest: Any) -> Body:
    return extent(disc(lon, lat, radius), **rest)


def intent(*extents: Body, **fields: Any) -> Body:
    given: Body = {"extents": list(extents) or [circle()], "state": "Accepted", "uss_base_url": "https://uss-a.example/f3548"}
    return given | fields


def subscribing(**fields: Any) -> Body:
    """The part of an intent that asks for a subscription of its own."""
    return {"new_subscription": {"uss_base_url": "https://uss-a.example/f3548"} | fields}


def subscription(at: Body | None = None, **fields: Any) -> Body:
    given: Body = {"extents": at or circle(), "uss_base_url": "https://uss-b.example", "notify_for_operational_intents": True}
    return given | fields


def constraint(*extents: Body, **fields: Any) -> Body:
    given: Body = {"extents": list(extents) or [circle()], "uss_base_url": "https://authority.example"}
    return given | fields


def area(at: Body | None = None) -> Body:
    return {"area_of_interest": at or circle()}
