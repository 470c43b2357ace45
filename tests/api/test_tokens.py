"""Tokens: what opens the door, and everything that must not."""

import base64
import hashlib
import hmac
import json
import socket
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.airspace.making import NOW, identity
from tests.api.making import HOST, ISSUER, Body, claims, public_pem, signed, signed_text, token
from tests.api.site import INTENTS, Site, site, write_issuers
from treve.airspace.caller import CONSTRAINT_PROCESSING, STRATEGIC
from treve.api.tokens import Tokens
from treve.errors import Unauthenticated

PATH = f"{INTENTS}/{identity(1)}"
IN = 404
"""What a token that is accepted gets there: there is no such intent."""


def part(value: Any) -> str:
    raw = value if isinstance(value, bytes) else json.dumps(value).encode()
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def by_secret(said: Body, secret: bytes) -> str:
    """A token signed with a shared secret, as a library tricked by its header would check it."""
    text = f"{part({'alg': 'HS256', 'typ': 'JWT'})}.{part(said)}"
    return f"{text}.{part(hmac.new(secret, text.encode(), hashlib.sha256).digest())}"


def code(site: Site, bearer: str) -> int:
    found = site.call("GET", PATH, bearer=bearer)
    if found.status_code == 401:
        assert found.headers["www-authenticate"] == "Bearer"
        assert found.json()["message"]
        assert set(found.json()) == {"message"}
    return found.status_code


def test_a_good_token_opens(site: Site) -> None:
    assert code(site, token()) == IN
    assert code(site, signed(claims(aud=[HOST]))) == IN, "a list of this one host"
    assert code(site, signed(claims(aud=HOST.upper()))) == IN
    assert code(site, signed(claims(nbf=None))) == IN


def test_none_is_no_algorithm(site: Site) -> None:
    for name in ("none", "None", "NONE", "nOnE"):
        for end in ("", part(b"x"), token().split(".")[2]):
            assert code(site, f"{part({'alg': name})}.{part(claims())}.{end}") == 401


def test_the_public_key_is_no_shared_secret(site: Site) -> None:
    for secret in (public_pem(), public_pem().strip(), public_pem() + "\n"):
        assert code(site, by_secret(claims(), secret.encode())) == 401


@pytest.mark.parametrize(
    "bad",
    [
        signed(claims(), key="another"),
        signed(claims(), key="ec", algorithm="ES256"),
        signed(claims(), key="ed", algorithm="EdDSA"),
        signed(claims(), algorithm="RS512"),
        signed(claims(), algorithm="PS256"),
        token()[:-8] + "AAAAAAAA",
        ".".join([*signed(claims("uss-b")).split(".")[:2], token().split(".")[2]]),
    ],
    ids=["other key", "other sort", "other curve", "longer hash", "other padding", "bent", "claims of another"],
)
def test_the_signature_must_hold(site: Site, bad: str) -> None:
    assert code(site, bad) == 401


@pytest.mark.parametrize(
    "fields",
    [
        {"aud": "other.example"},
        {"aud": None},
        {"aud": []},
        {"aud": [HOST, "other.example"]},
        {"aud": {"host": HOST}},
        {"aud": f"https://{HOST}"},
        {"exp": int(NOW.timestamp()) - 31},
        {"exp": None},
        {"exp": "soon"},
        {"exp": True},
        {"exp": 253402300799},
        {"exp": 1e300},
        {"nbf": int(NOW.timestamp()) + 60},
        {"nbf": -62135596800},
        {"iat": int(NOW.timestamp()) + 60},
        {"exp": int((NOW + timedelta(minutes=62)).timestamp())},
        {"nbf": None, "exp": int((NOW + timedelta(days=1)).timestamp())},
        {"nbf": None, "iat": int((NOW - timedelta(minutes=50)).timestamp())},
        {"sub": None},
        {"sub": ""},
        {"sub": 7},
        {"sub": " uss-a"},
        {"sub": "uss-a\n"},
        {"sub": "uss-ä"},
        {"sub": "u" * 300},
        {"scope": None},
        {"scope": ""},
        {"scope": [STRATEGIC]},
        {"iss": None},
        {"iss": "nobody.example"},
        {"iss": [ISSUER]},
    ],
    ids=str,
)  # fmt: skip
def test_claims_that_do_not_do(site: Site, fields: Body) -> None:
    assert code(site, signed(claims(**fields))) == 401


def test_a_list_of_hosts_is_refused_though_this_one_is_in_it(site: Site) -> None:
    """Whoever runs the other host could show the token here as its subject."""
    found = site.call("GET", PATH, bearer=signed(claims(aud=["other.example", HOST])))
    assert "another host" in found.json()["message"]


def test_clocks_may_differ_by_half_a_minute(site: Site) -> None:
    now = int(NOW.timestamp())
    assert code(site, signed(claims(exp=now - 29))) == IN
    assert code(site, signed(claims(nbf=now + 29))) == IN
    assert code(site, signed(claims(nbf=now, exp=now + 3600))) == IN


def test_no_scope_is_401_and_the_wrong_one_403(site: Site) -> None:
    assert code(site, signed(claims(scope=" "))) == 401
    assert code(site, token("uss-a", CONSTRAINT_PROCESSING)) == 403
    assert code(site, token("uss-a", "utm.something")) == 403
    assert code(site, token("uss-a", "utm.something", STRATEGIC)) == IN
    assert STRATEGIC in site.call("GET", PATH, bearer=token("uss-a", CONSTRAINT_PROCESSING)).json()["message"]


def test_what_is_no_bearer_token(site: Site) -> None:
    for header in ("", "Bearer", "Bearer ", f"Basic {token()}", token(), "Bearer a.b", "Bearer a.b.c.d"):
        found = site.call("GET", PATH, bearer="", headers={"Authorization": header})
        assert found.status_code == 401, header
    assert site.call("GET", PATH, bearer="").status_code == 401
    assert site.call("GET", PATH, bearer="", headers=[(b"Authorization", b"Bearer \xff.\xff.\xff")]).status_code == 401
    for word in ("bearer", "BEARER", "bEaReR"):
        assert site.call("GET", PATH, bearer="", headers={"Authorization": f"{word} {token()}"}).status_code == IN


def test_a_huge_token_is_not_even_read(site: Site) -> None:
    assert "longer" in site.call("GET", PATH, bearer="a" * 9_000).json()["message"]
    assert code(site, signed(claims(more="x" * 9_000))) == 401


def test_names_that_stand_twice_are_refused(site: Site) -> None:
    """Two readers of such a token could each take another one."""
    once = json.dumps(claims())
    assert code(site, signed_text(once)) == IN
    assert code(site, signed_text(once[:-1] + ', "sub": "uss-b"}')) == 401
    assert code(site, signed_text('{"sub": "uss-b", ' + once[1:])) == 401
    for bad in ("[]", "7", "{", once.replace("1", "NaN", 1), "[" * 3_000, '{"exp": ' + "9" * 5_000 + "}"):
        assert code(site, signed_text(bad)) == 401, bad[:40]
    head = part(b'{"alg": "none", "alg": "RS256"}')
    assert code(site, ".".join([head, *token().split(".")[1:]])) == 401


def test_nothing_that_a_token_points_to_is_fetched(site: Site) -> None:
    with socket.create_server(("127.0.0.1", 0)) as trap:
        trap.settimeout(0.1)
        where = f"http://127.0.0.1:{trap.getsockname()[1]}/keys"
        for name in ("jku", "x5u"):
            assert code(site, signed(claims(), headers={name: where})) == IN, "it changes nothing"
            assert code(site, signed(claims(), key="another", headers={name: where})) == 401
        own = {"kty": "RSA", "n": "AQAB", "e": "AQAB"}
        assert code(site, signed(claims(), key="another", headers={"jwk": own})) == 401
        with pytest.raises(TimeoutError):
            trap.accept()


def test_what_a_token_asks_for_and_this_node_does_not_do(site: Site) -> None:
    assert code(site, signed(claims(), headers={"crit": ["b64"], "b64": True})) == 401
    for kid in ("other", "", 7, {"a": 1}):
        head = part({"alg": "RS256", "kid": kid})
        assert code(site, ".".join([head, *token().split(".")[1:]])) == 401


def issuer(name: str, subjects: str, keys: str, scopes: str = STRATEGIC) -> str:
    return f'[[issuer]]\nname = "{name}"\nsubjects = [{subjects}]\nscopes = ["{scopes}"]\nkeys = [{keys}]\n'


def key(name: str, kid: str = "") -> str:
    return "{" + (f'kid = "{kid}", ' if kid else "") + f"pem = '''{public_pem(name)}'''" + "}"


TWO = issuer("one", '"uss-1"', f"{key('one', 'k1')}, {key('ec', 'k2')}") + issuer("two", '"*"', key("two", "k3"))


def test_a_key_counts_for_its_own_issuer_alone(tmp_path: Path) -> None:
    with site(tmp_path, issuers=TWO) as here:
        mine = claims("uss-1", STRATEGIC, iss="one")
        assert code(here, signed(mine, "one", headers={"kid": "k1"})) == IN
        assert code(here, signed(mine, "ec", "ES256", headers={"kid": "k2"})) == IN
        assert code(here, signed(mine, "one")) == 401, "which of two keys, it does not say"
        assert code(here, signed(mine, "one", headers={"kid": "k2"})) == 401
        assert code(here, signed(mine, "two", headers={"kid": "k3"})) == 401, "the key of another issuer"


def test_nobody_speaks_for_the_subject_of_another(tmp_path: Path) -> None:
    with site(tmp_path, issuers=TWO) as here:
        assert code(here, signed(claims("uss-1", STRATEGIC, iss="two"), "two", headers={"kid": "k3"})) == 401
        assert code(here, signed(claims("uss-2", STRATEGIC, iss="two"), "two", headers={"kid": "k3"})) == IN
        assert code(here, signed(claims("uss-2", STRATEGIC, iss="one"), "one", headers={"kid": "k1"})) == 401


def test_an_issuer_gives_no_more_than_it_may(tmp_path: Path) -> None:
    with site(tmp_path, issuers=issuer("one", '"*"', key("one"), CONSTRAINT_PROCESSING)) as here:
        assert code(here, signed(claims("uss-1", STRATEGIC, CONSTRAINT_PROCESSING, iss="one"), "one")) == 403


def test_an_issuer_may_have_other_hosts_than_the_node(tmp_path: Path) -> None:
    text = issuer("one", '"*"', key("one")) + 'audiences = ["Pool.example"]\n'
    with site(tmp_path, issuers=text) as here:
        assert code(here, signed(claims("u", STRATEGIC, iss="one", aud="pool.example"), "one")) == IN
        assert code(here, signed(claims("u", STRATEGIC, iss="one"), "one")) == 401


def test_a_token_that_was_accepted_ends_all_the_same(site: Site) -> None:
    shown = token()
    assert code(site, shown) == IN
    site.clock.tick(timedelta(minutes=30, seconds=29))
    assert code(site, shown) == IN
    site.clock.tick(timedelta(seconds=1))
    assert code(site, shown) == 401
    site.clock.set(NOW - timedelta(minutes=5))
    assert code(site, shown) == 401, "nor before it begins"


def test_what_is_remembered_is_bounded(tmp_path: Path) -> None:
    tokens = Tokens(write_issuers(tmp_path), (HOST,), remembered=2)
    for name in ("a", "b", "c", "a"):
        assert tokens.accept(f"Bearer {token(name)}".encode(), NOW).subject == name
    with pytest.raises(Unauthenticated):
        tokens.accept(None, NOW)
