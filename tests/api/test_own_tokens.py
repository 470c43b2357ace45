"""The tokens that this node shows to others."""

import os
from datetime import timedelta
from pathlib import Path

import jwt
import pytest

from tests.airspace.making import NOW
from tests.api.making import HOST, ISSUER, private_pem, public_pem
from tests.api.site import write_issuers
from treve.airspace.caller import STRATEGIC
from treve.api.own_tokens import Signer, TokenFile
from treve.api.tokens import Tokens
from treve.clock import SetClock
from treve.errors import BadFile, PeerFailed


@pytest.mark.parametrize("key", [ISSUER, "ec", "ed"])
def test_what_it_signs_another_node_accepts(tmp_path: Path, key: str) -> None:
    clock = SetClock(NOW)
    mine = Signer(ISSUER, "ours", private_pem(key), clock, kid="k1")
    text = f"""[[issuer]]
name = "{ISSUER}"
subjects = ["ours"]
scopes = ["{STRATEGIC}"]
keys = [{{kid = "k1", pem = '''{public_pem(key)}'''}}]
"""
    theirs = Tokens(write_issuers(tmp_path, text), (HOST,))
    found = theirs.accept(f"Bearer {mine.token(HOST, STRATEGIC)}".encode(), NOW)
    assert (found.subject, found.scopes) == ("ours", {STRATEGIC})


def test_a_token_is_for_one_host_and_one_scope_and_is_made_anew_in_time() -> None:
    clock = SetClock(NOW)
    mine = Signer(ISSUER, "ours", private_pem(ISSUER), clock)
    first = mine.token(HOST, "a")
    said = jwt.decode(first, options={"verify_signature": False})
    assert (said["aud"], said["scope"], said["exp"] - int(NOW.timestamp())) == (HOST, "a", 600)
    assert mine.token(HOST, "a") == first
    assert mine.token(HOST, "b") != first
    assert mine.token("other.example", "a") != first
    clock.tick(timedelta(minutes=8))
    assert mine.token(HOST, "a") != first


def test_a_key_that_is_none_is_told() -> None:
    for bad in (b"", b"no key", public_pem().encode(), private_pem("weak")):
        with pytest.raises(BadFile):
            Signer(ISSUER, "ours", bad, SetClock(NOW))


def test_a_file_of_tokens_is_read_anew_when_it_changes(tmp_path: Path) -> None:
    path = tmp_path / "tokens.toml"
    tokens = TokenFile(path, "ours")
    with pytest.raises(PeerFailed, match="cannot be read"):
        tokens.token("h", "a")
    path.write_text('[[token]]\naudience = "h"\nscopes = ["a", "b"]\nvalue = "one"\n')
    assert tokens.token("h", "b") == "one"
    with pytest.raises(PeerFailed, match="has no token for h"):
        tokens.token("h", "c")
    path.write_text('[[token]]\naudience = "h"\nscopes = ["a", "b"]\nvalue = "two"\n')
    os.utime(path, (1, 1))
    assert tokens.token("h", "b") == "two"
    path.write_text("[[token]\n")
    with pytest.raises(PeerFailed):
        tokens.token("h", "b")
