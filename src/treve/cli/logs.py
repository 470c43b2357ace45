"""`treve log`: show its head, verify all of it."""

from treve.cli.console import Common, progress, put, put_json
from treve.log.verify import verify as verify_folder


def verify(*, common: Common | None = None) -> None:
    """Read the whole log again: every hash, signature, commitment and time. Exit code 1 if anything does not hold."""
    common = common or Common()
    with common.open() as node:
        folder, vkey = node.folder, node.log.vkey
    with progress("Reading the log again") as step:
        found = verify_folder(folder, vkey, progress=step)
    if common.json:
        put_json(found)
        return
    put(
        f"{found.size} entries hold: hashes, signatures, commitments, order of times. "
        f"{found.erased} had their content erased.\nroot {found.root}"
    )


def show(*, common: Common | None = None) -> None:
    """Show the head of the log: its origin, size and root, signed."""
    common = common or Common()
    with common.open() as node:
        checkpoint, vkey = node.log.checkpoint_text(), node.log.vkey
    if common.json:
        put_json({"checkpoint": checkpoint, "vkey": vkey})
        return
    put(checkpoint)
    put(f"verify with  {vkey}")
