"""Published vectors: the formats are those that others read."""

from base64 import b64decode
from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256

from treve.errors import VerificationFailed
from treve.log.checkpoint import Checkpoint
from treve.log.envelope import pae
from treve.log.merkle import EMPTY, check_consistency, consistency, inclusion, leaf_hash, root, root_from_inclusion
from treve.log.note import opened, parts, signed
from treve.log.signing import COSIGNATURE, MLDSA44, Signer, Verifier, cosigned_text
from treve.log.tiles import WIDTH, bundle, tile_path, unbundled

VECTORS = Path(__file__).parent / "vectors"

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


# C2SP signed-note, section on verifier keys.
EXAMPLE_VKEY = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
EXAMPLE_NOTE = (
    "This is an example message.\n\n\N{EM DASH} example.com/foo "
    "Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n"
)


def test_the_example_of_the_note_specification() -> None:
    verifier = Verifier.parse(EXAMPLE_VKEY)
    assert verifier.vkey == EXAMPLE_VKEY
    assert opened(EXAMPLE_NOTE, verifier) == "This is an example message.\n"


# C2SP issue 99, the corrected checkpoint: private key 11 00 ... 00, made by the Sigsum implementation.
SIGSUM = "sigsum.org/v1/tree/e796172b92befd62d9dc67e41c2f5bc9d3100a3023b20b1ca40288dd1c679e69"
SIGSUM_TEXT = f"{SIGSUM}\n10\nHA5HAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n"
SIGSUM_NOTE = (
    f"{SIGSUM_TEXT}\n\N{EM DASH} {SIGSUM} "
    "gJ2ho0n8F8olcerUF1FFdv235A/5as/coWrpLrtE7ovMeP5whgwouYExowG/lTznxu6OUGjjt5yJQ6bXtTcf718MqAQ=\n"
)


def test_the_checkpoint_of_sigsum_byte_for_byte() -> None:
    signer = Signer(SIGSUM, Ed25519PrivateKey.from_private_bytes(bytes([0x11]) + bytes(31)))
    assert signer.verifier.key.hex() == "66e0b858e462a609e66fe71370c816d8846ff103d5499a22a7fec37fdbc424a7"
    assert signed(SIGSUM_TEXT, signer) == SIGSUM_NOTE
    assert Checkpoint.parse(opened(SIGSUM_NOTE, signer.verifier)).text == SIGSUM_TEXT


# transparency-dev/formats, note/note_cosigv1_test.go: verifier keys of the types 0x04 and 0x06.
@pytest.mark.parametrize(
    ("vkey", "kind"),
    [
        ("remora.n621.de+da77ade7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2", COSIGNATURE),
        ((VECTORS / "mldsa44-vkey.txt").read_text(encoding="utf-8").strip(), MLDSA44),
    ],
)
def test_verifier_keys_of_cosigners(vkey: str, kind: int) -> None:
    verifier = Verifier.parse(vkey)
    assert (verifier.type, verifier.vkey) == (kind, vkey)
    with pytest.raises(VerificationFailed):
        Verifier.parse(vkey.replace("+da77ade7+", "+00000000+").replace("+7118e8f9+", "+00000000+"))


def test_the_ml_dsa_cosignature_of_another_implementation() -> None:
    # The same file, made with filippo.io/torchwood: the entries 8 to 13 of a log.
    verifier = Verifier.parse((VECTORS / "mldsa44-vkey.txt").read_text(encoding="utf-8"))
    raw = b64decode((VECTORS / "mldsa44-subtree-signature.txt").read_text(encoding="utf-8"))
    tree = b64decode("E7ERCtFloiK1fdb+B6/dLG0pM1nmIR0ETKBSauCjtVw=")
    assert raw[:4] == verifier.hash
    assert verifier.check_tree("example.com/log", 8, 13, tree, raw[4:])
    assert not verifier.check_tree("example.com/other", 8, 13, tree, raw[4:])
    assert not verifier.check_tree("example.com/log", 8, 14, tree, raw[4:])


# C2SP tlog-cosignature: the example, whose keys were not published: shape, key hash place and time.
COSIGNED = """example.com/behind-the-sofa
20852163
CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

\N{EM DASH} example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
\N{EM DASH} witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==
"""


def test_the_cosigned_checkpoint_of_the_specification() -> None:
    text, (own, witness) = parts(COSIGNED)
    head = Checkpoint.parse(text)
    assert (head.origin, head.size, head.text) == ("example.com/behind-the-sofa", 20852163, text)
    assert (own.name, own.hash.hex(), len(own.raw)) == ("example.com/behind-the-sofa", "033de0ae", 64)
    assert (witness.name, witness.hash.hex(), len(witness.raw)) == ("witness.example.com/w1", "8d66cf3f", 72)
    assert int.from_bytes(witness.raw[:8]) == 1679315147
    assert cosigned_text(text, 1679315147) == (
        b"cosignature/v1\ntime 1679315147\nexample.com/behind-the-sofa\n20852163\n"
        b"CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n"
    )


# transparency-dev/merkle, testdata/inclusion and testdata/consistency: the happy paths.
INCLUSION = (
    (0, 8, "XcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyg=", "bjQLnP+zepicpUTmu3gKLHiQHT+zNzh2hRGjBhevoB0=",
     "lqKW0iTyhcZ77pPDD4owkVfw2qNdxbh+QQt4YwoJz8c= Xwg/ChozygdqlSeYMlgNs+DvRYS9/x9UyKNg9Q3jAx4= "
     "a0eq8p7jwq+a+Im8H7klTavTEXfxYjLdaqsDXKOb9uQ="),
    (5, 8, "XcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyg=", "QnGia+DYqE8L1UyMMC58s6O10fpngKQLzOKHNHfatlg=",
     "vBoGQ7EuTS18d5GPROD095qDi2z57FtcKD4fTYhZnms= yoVOoSjtBQtBs1/8G4e46yveRh6eO1WW7Oa51ZdaCuA= "
     "037kGJdt2VdTwcc4Yrk5j6Kiz5tP8P3+izDNlSCWFLc="),
    (2, 3, "rra8/idLcKFPsGel5VeCZNsPqbUa9eC6FZFY8yngbnc=", "ApjRIpBtz8EIkstTpzmS/FufST6kybrbJ7eRtBJ6f+c=",
     "+sVCA+fMaWzw38tCySodnbr3CtnmIfS9jZhmLwDjwSU="),
    (1, 5, "Tju7H3tHjc/nH7YxYxUZo7yhLJrvyhYSv85ME6hiZNQ=", "lqKW0iTyhcZ77pPDD4owkVfw2qNdxbh+QQt4YwoJz8c=",
     "bjQLnP+zepicpUTmu3gKLHiQHT+zNzh2hRGjBhevoB0= Xwg/ChozygdqlSeYMlgNs+DvRYS9/x9UyKNg9Q3jAx4= "
     "vBoGQ7EuTS18d5GPROD095qDi2z57FtcKD4fTYhZnms="),
)  # fmt: skip
CONSISTENCY = (
    (1, 8, "bjQLnP+zepicpUTmu3gKLHiQHT+zNzh2hRGjBhevoB0=", "XcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyg=",
     "lqKW0iTyhcZ77pPDD4owkVfw2qNdxbh+QQt4YwoJz8c= Xwg/ChozygdqlSeYMlgNs+DvRYS9/x9UyKNg9Q3jAx4= "
     "a0eq8p7jwq+a+Im8H7klTavTEXfxYjLdaqsDXKOb9uQ="),
    (6, 8, "duZ9rbzfHhDht03cYIq9L5jfsW+851J3tSMqEn8gh+8=", "XcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyg=",
     "DrxdNDf74tsVi58Sah0RjjCBgQMdCpSfje3t68VY72o= yoVOoSjtBQtBs1/8G4e46yveRh6eO1WW7Oa51ZdaCuA= "
     "037kGJdt2VdTwcc4Yrk5j6Kiz5tP8P3+izDNlSCWFLc="),
    (2, 5, "+sVCA+fMaWzw38tCySodnbr3CtnmIfS9jZhmLwDjwSU=", "Tju7H3tHjc/nH7YxYxUZo7yhLJrvyhYSv85ME6hiZNQ=",
     "Xwg/ChozygdqlSeYMlgNs+DvRYS9/x9UyKNg9Q3jAx4= vBoGQ7EuTS18d5GPROD095qDi2z57FtcKD4fTYhZnms="),
    (6, 7, "duZ9rbzfHhDht03cYIq9L5jfsW+851J3tSMqEn8gh+8=", "3bib5AOAnjJXUNPSY814kpwpQreUKjS3fhIslZSnTIw=",
     "DrxdNDf74tsVi58Sah0RjjCBgQMdCpSfje3t68VY72o= sIaT7C5yFZcTBkHoIR5+7cy0wmQTlj7ubB4u0W/7Gl8= "
     "037kGJdt2VdTwcc4Yrk5j6Kiz5tP8P3+izDNlSCWFLc="),
)  # fmt: skip


def broken(proof: list[bytes], first: bytes, second: bytes) -> Iterator[list[bytes]]:
    """The ways in which that test data spoils a proof."""
    for place, part in enumerate(proof):
        yield [*proof[:place], bytes([part[0] ^ 8]) + part[1:], *proof[place + 1 :]]
    yield from ([], proof[:-1], [*proof, b""], [b"", *proof], [*proof, first], [first, *proof], [*proof, second])
    yield from ([second, *proof], [proof[0], *proof], [*proof[:1], second, *proof[1:]])


@pytest.mark.parametrize(("index", "size", "whole", "leaf", "proof"), INCLUSION)
def test_inclusion_as_in_the_merkle_test_data(index: int, size: int, whole: str, leaf: str, proof: str) -> None:
    head, hashed, steps = b64decode(whole), b64decode(leaf), [b64decode(part) for part in proof.split()]
    assert root_from_inclusion(index, size, hashed, steps) == head
    hashes = [leaf_hash(one) for one in LEAVES[:size]]
    assert inclusion(index, size, lambda low, high: root(hashes[low:high])) == steps

    def refused(index: int, size: int, hashed: bytes, steps: list[bytes]) -> bool:
        try:
            return root_from_inclusion(index, size, hashed, steps) != head
        except VerificationFailed:
            return True

    for other in (index - 1, index + 1, index ^ 2):
        assert refused(other, size, hashed, steps)
    for other in (size * 2, size // 2):
        assert refused(index, other, hashed, steps)
    assert refused(index, size, leaf_hash(b"wrong leaf"), steps)
    for one in broken(steps, head, hashed):
        assert refused(index, size, hashed, one)


@pytest.mark.parametrize(("old", "new", "first", "second", "proof"), CONSISTENCY)
def test_consistency_as_in_the_merkle_test_data(old: int, new: int, first: str, second: str, proof: str) -> None:
    before, after, steps = b64decode(first), b64decode(second), [b64decode(part) for part in proof.split()]
    check_consistency(old, new, before, after, steps)
    hashes = [leaf_hash(one) for one in LEAVES[:new]]
    assert consistency(old, new, lambda low, high: root(hashes[low:high])) == steps
    wrong: list[tuple[int, int, bytes, bytes, list[bytes]]] = [
        (old - 1, new, before, after, steps), (old + 1, new, before, after, steps), (old ^ 2, new, before, after, steps),
        (old, new * 2, before, after, steps), (old, new // 2, before, after, steps), (old, new, after, before, steps),
        (old, new, leaf_hash(b"wrong"), after, steps), (old, new, before, leaf_hash(b"wrong"), steps),
        *((old, new, before, after, one) for one in broken(steps, before, after)),
    ]  # fmt: skip
    for case in wrong:
        with pytest.raises(VerificationFailed):
            check_consistency(*case)


def test_the_encoding_that_dsse_signs() -> None:
    # secure-systems-lab/dsse, protocol.md.
    assert pae("http://example.com/HelloWorld", b"hello world") == b"DSSEv1 29 http://example.com/HelloWorld 11 hello world"


def test_the_signature_of_the_dsse_protocol() -> None:
    # The same page: ECDSA P-256, r and s one after the other; the key is the page's.
    x = 46950820868899156662930047687818585632848591499744589407958293238635476079160
    y = 5640078356564379163099075877009565129882514886557779369047442380624545832820
    raw = b64decode("A3JqsQGtVsJ2O2xqrI5IcnXip5GToJ3F+FnZ+O88SjtR6rDAajabZKciJTfUiHqJPcIAriEGAHTVeCUjW2JIZA==")
    signature = encode_dss_signature(int.from_bytes(raw[:32]), int.from_bytes(raw[32:]))
    key = ec.EllipticCurvePublicNumbers(x, y, ec.SECP256R1()).public_key()
    key.verify(signature, pae("http://example.com/HelloWorld", b64decode("aGVsbG8gd29ybGQ=")), ec.ECDSA(SHA256()))


def test_a_tree_of_70000_has_the_tiles_of_the_specification() -> None:
    # C2SP tlog-tiles: 273 full tiles and one of 112; one full and one of 17; one of 1.
    held, shown = [b""] * 70_000, []
    while held:
        shown.append((len(held) // WIDTH, len(held) % WIDTH))
        held = held[: len(held) // WIDTH]
    assert shown == [(273, 112), (1, 17), (0, 1)]


def test_entries_of_a_bundle_stand_after_their_length() -> None:
    assert bundle([b"abc", b"", b"x" * 300]) == b"\x00\x03abc\x00\x00\x01\x2c" + b"x" * 300
    assert unbundled(bundle([b"abc", b"", b"x" * 300])) == [b"abc", b"", b"x" * 300]
    with pytest.raises(VerificationFailed):
        unbundled(b"\x00\x03ab")


def test_paths_of_tiles() -> None:
    # C2SP tlog-tiles: the index in groups of three digits, all but the last with an x.
    assert tile_path(0, 1234067) == "tile/0/x001/x234/067"
    assert tile_path("entries", 0, 17) == "tile/entries/000.p/17"
