"""`treve log`: show its head, verify all of it, prove a record, check a proof, countersign another log."""

import sys
from base64 import b64decode
from binascii import Error as Base64Error
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from treve.cli.console import Common, plain, progress, put, put_json
from treve.codec import decode_any, pretty
from treve.errors import BadFile, VerificationFailed
from treve.log.note import parts
from treve.log.proof import check as check_proof_text
from treve.log.verify import verify as verify_folder
from treve.log.witness import folder_proof

File = Annotated[Path, Parameter(allow_leading_hyphen=True)]
Vkeys = Annotated[tuple[str, ...], Parameter(name="--vkey", negative="")]


def verify(*, common: Common | None = None) -> None:
    """Read the whole log again: every hash, signature, commitment and time. Exit code 1 if anything does not hold."""
    common = common or Common()
    with common.open() as node:
        folder, vkeys = node.folder, node.log.vkeys
    with progress("Reading the log again") as step:
        found = verify_folder(folder, *vkeys, progress=step)
    if common.json:
        put_json(found)
        return
    put(
        f"{found.size} entries hold: hashes, signatures, commitments, order of times. "
        f"{found.erased} had their content erased.\nroot {found.root}"
    )


def show(*, common: Common | None = None) -> None:
    """Show the head of the log: its origin, size and root, who signed it, and the keys that others need."""
    common = common or Common()
    with common.open() as node:
        note, vkeys, head = node.log.checkpoint_text(), node.log.vkeys, node.log.checkpoint()
        witness, forks, folder = node.log.witness_vkeys, node.log.store.forks(), node.folder
    if common.json:
        put_json({"checkpoint": note, "vkey": vkeys[0], "vkeys": vkeys, "witness_vkeys": witness, "forks": forks})
        return
    signed = [f"{one.name} ({'Ed25519' if len(one.raw) == 64 else 'ML-DSA-44'})" for one in parts(note)[1]]
    put(f"log          {head.origin}\nentries      {head.size}\nroot         {head.root.hex()}")
    put(f"signed by    {', '.join(signed)}")
    put(f"verify with  {vkeys[0]}")
    put(f"The signed head stands in {folder / 'log' / 'checkpoint'}; --json prints it with all keys.")
    for origin, _, _ in forks:
        put(f"FORK         two heads of {plain(origin)} do not agree; both are kept")


def prove(record: str, /, *, no_content: Annotated[bool, Parameter(negative="")] = False, common: Common | None = None) -> None:
    """Print a proof that a record is in the log; anybody can check it with `treve log check-proof`, without a node.

    Parameters
    ----------
    record
        Key or id of the record.
    no_content
        Leave the content out: the proof then shows only that an entry with this commitment is there.
    """
    common = common or Common()
    with common.open() as node:
        identity = node.find(record).id if not no_content else node.identify(record)
        proof = node.log.prove(identity, content=not no_content)
    if common.json:
        put_json({"record": identity, "proof": proof})
        return
    put(proof)


def check_proof(
    file: File, /, *, vkey: Vkeys, author_key: str = "", json: Annotated[bool, Parameter(negative="")] = False
) -> None:
    """Check a proof made by `treve log prove`, offline and without a node. Exit code 1 if it does not hold.

    Parameters
    ----------
    file
        The proof; `-` reads standard input.
    vkey
        Key of the log, as `treve log show` prints it, or a file that holds it. Each key given must have signed.
    author_key
        Public key of the author, base64, if you know it.
    json
        Print JSON.
    """
    text = _text(file)
    try:
        author = b64decode(author_key, validate=True) if author_key else None
    except (ValueError, Base64Error) as error:
        raise VerificationFailed("The author's key is no base64.") from error
    found = check_proof_text(text, tuple(_vkey(one) for one in vkey), author)
    record = None if found.content is None else decode_any(found.content)
    if json:
        put_json({
            "origin": found.origin, "size": found.size, "index": found.index, "leaf": found.leaf,
            "author_key": found.author_key, "record": record,
        })  # fmt: skip
        return
    put(f"The proof holds: entry {found.index} of {found.size} in the log {plain(found.origin)}.")
    put(f"Signed by the key {found.author_key} for {plain(found.leaf.author)}; confirm the key with its owner.")
    put(plain(pretty(record)) if record is not None else "The proof carries no content, only its commitment.")


def cosign(folder: Path, /, *, vkey: Vkeys, common: Common | None = None) -> None:
    """Countersign the head of another log, held against the last head seen of it: prints the signature lines.

    Two heads that do not agree are refused, and both are kept.

    Parameters
    ----------
    folder
        The other node's `log` folder, or a copy of it.
    vkey
        Key of that log, or a file that holds it. Each key given must have signed its head.
    """
    common = common or Common()
    note = _text(folder / "checkpoint")
    with common.open() as node:
        lines = node.log.cosign(note, [_vkey(one) for one in vkey], folder_proof(folder))
        witness = node.log.witness_vkeys
    if common.json:
        put_json({"lines": lines, "witness_vkeys": witness})
        return
    put(lines)


def _vkey(given: str) -> str:
    """A key as given, or the one in the file of that name."""
    if "+" in given and not Path(given).is_file():
        return given
    return _text(Path(given)).strip()


def _text(file: Path) -> str:
    try:
        raw = sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes()
        return raw.decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BadFile(f"{file} cannot be read: {error}.") from error
