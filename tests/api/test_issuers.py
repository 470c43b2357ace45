"""The file of issuers: what it may say, and that no mistake in it opens a door."""

import json
from pathlib import Path

import jwt
import pytest

from tests.api.making import private, public_pem
from treve.api.issuers import read
from treve.errors import BadFile, Unauthenticated


def entry(name: str = "one", subjects: str = '"*"', keys: str | None = None, more: str = "") -> str:
    given = key() if keys is None else keys
    return f'[[issuer]]\nname = "{name}"\nsubjects = [{subjects}]\nscopes = ["a"]\nkeys = [{given}]\n{more}\n'


def key(name: str = "one", kid: str = "") -> str:
    return f"{{kid = '{kid}', pem = '''{public_pem(name)}'''}}"


def jwk(name: str) -> str:
    held = jwt.algorithms.ECAlgorithm.to_jwk(private(name).public_key(), as_dict=True)
    return ", ".join(f'{one} = "{value}"' for one, value in {**held, "kid": "from-jwk"}.items())


def read_text(folder: Path, text: str) -> object:
    (folder / "issuers.toml").write_text(text)
    return read(folder / "issuers.toml")


def test_keys_come_as_text_as_files_and_as_jwk(tmp_path: Path) -> None:
    (tmp_path / "one.pem").write_text(public_pem("ed"))
    keys = f"{key('one', 'a')}, {{kid = 'b', file = 'one.pem'}}, {{jwk = {{{jwk('ec')}}}}}"
    (tmp_path / "issuers.toml").write_text(entry(keys=keys))
    found = read(tmp_path / "issuers.toml").find("one")
    assert [(one.kid, one.algorithm) for one in found.keys] == [("a", "RS256"), ("b", "EdDSA"), ("from-jwk", "ES256")]
    assert found.key("b").algorithm == "EdDSA"
    for kid in (None, "", "c", ["a"]):
        with pytest.raises(Unauthenticated):
            found.key(kid)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", None),
        ("[[issuer]", "cannot be read"),
        (entry(more="algorithm = 'HS256'"), "unknown field"),
        (entry() + entry(), "stands twice"),
        (entry("one", '"u"') + entry("two", '"u"'), "The subject u stands twice"),
        (entry("one", '"*"') + entry("two", '"*"'), "stands twice"),
        (entry(keys=""), "need ids that differ"),
        (entry(keys=f"{key()}, {key('two')}"), "need ids that differ"),
        (entry(keys=f"{key(kid='a')}, {key('two')}"), "need ids that differ"),
        (entry(keys=f"{key(kid='a')}, {key('two', 'a')}"), "need ids that differ"),
        (entry(subjects=""), "needs a name, scopes and subjects"),
        (entry(keys="{kid = 'a'}"), "one of pem, jwk or file"),
        (entry(keys="{pem = 'a', file = 'b'}"), "one of pem, jwk or file"),
        (entry(keys="{pem = 'no key'}"), "cannot be read"),
        (entry(keys="{file = 'absent.pem'}"), "cannot be read"),
        (entry(keys=key("weak")), "2048"),
        (entry(keys=f"{{jwk = {{kty = 'oct', k = '{'A' * 43}'}}}}"), "no public key"),
    ],
)
def test_a_mistake_in_the_file_is_told(tmp_path: Path, text: str, words: str | None) -> None:
    if words is None:
        read_text(tmp_path, text)
        return
    with pytest.raises(BadFile, match=words):
        read_text(tmp_path, text)


def test_a_missing_file_is_no_open_door(tmp_path: Path) -> None:
    with pytest.raises(BadFile, match="cannot be read"):
        read(tmp_path / "issuers.toml")


def test_without_issuers_nobody_is_accepted(tmp_path: Path) -> None:
    (tmp_path / "issuers.toml").write_text("")
    with pytest.raises(Unauthenticated):
        read(tmp_path / "issuers.toml").find("one")


def test_a_private_key_is_no_issuer_key(tmp_path: Path) -> None:
    """Who pasted the wrong half of a key learns of it."""
    from tests.api.making import private_pem

    with pytest.raises(BadFile):
        read_text(tmp_path, entry(keys=f"{{pem = '''{private_pem('one').decode()}'''}}"))
    numbers = json.loads(jwt.algorithms.ECAlgorithm.to_jwk(private("ec")))
    with pytest.raises(BadFile):
        read_text(tmp_path, entry(keys="{jwk = {" + ", ".join(f"{one} = '{value}'" for one, value in numbers.items()) + "}}"))
