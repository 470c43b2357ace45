"""Published vectors: the formats are those that others read."""

import pytest

from treve.errors import VerificationFailed
from treve.log.envelope import pae
from treve.log.merkle import EMPTY, leaf_hash, root
from treve.log.note import Verifier, opened
from treve.log.tiles import tile_path

# The reference tree of the Certificate Transparency test suite (RFC 6962).
LEAVES = [bytes.fromhex(one) for one in (
    "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f",
)]  # fmt: skip
ROOTS = (
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
)


@pytest.mark.parametrize("size", range(9))
def test_the_reference_tree(size: int) -> None:
    assert root([leaf_hash(leaf) for leaf in LEAVES[:size]]).hex() == ROOTS[size]
    assert EMPTY.hex() == ROOTS[0]


# Go, golang.org/x/mod/sumdb/note, package example.
VKEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
TEXT = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
NOTE = (
    TEXT
    + "\n\N{EM DASH} PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
)


def test_the_signed_note_of_the_go_library() -> None:
    verifier = Verifier.parse(VKEY)
    assert verifier.vkey == VKEY
    assert opened(NOTE, verifier) == TEXT


@pytest.mark.parametrize("changed", [NOTE.replace("answer", "Answer"), NOTE[:-3] + "E=\n", TEXT, NOTE.replace("\n\n", "\n")])
def test_a_changed_note_is_refused(changed: str) -> None:
    with pytest.raises(VerificationFailed):
        opened(changed, Verifier.parse(VKEY))


def test_the_encoding_that_dsse_signs() -> None:
    # secure-systems-lab/dsse, protocol.md.
    assert pae("http://example.com/HelloWorld", b"hello world") == b"DSSEv1 29 http://example.com/HelloWorld 11 hello world"


def test_paths_of_tiles() -> None:
    # C2SP tlog-tiles: the index in groups of three digits, all but the last with an x.
    assert tile_path(0, 1234067) == "tile/0/x001/x234/067"
    assert tile_path("entries", 0, 17) == "tile/entries/000.p/17"
