"""What changed in the airspace becomes records in the log: an operational intent and an air activity notice are one thing.

An intent that a USS plans is what the party behind it said beforehand: a notice, each change a new version, its
end a step. A constraint is a notice of ground that is to be heeded. The airspace notes a change in the transaction
that makes it; the log takes the notes over in order, some seconds later, and a note goes when its record is there:
a kill in between takes it over again, which changes nothing, since a record's id is the hash of its bytes.

Problems that others report are no statements of a party: they go into files beside the log, one a day.
"""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from treve.airspace.entity import Constraint, Intent
from treve.airspace.intents import OFF_NOMINAL
from treve.airspace.journal import REPORT, Change, Note, change_of
from treve.airspace.store import AirspaceStore
from treve.errors import StorageFailed
from treve.node.node import Node
from treve.records.base import Record, Source
from treve.records.notice import Notice, NoticeState, NoticeStep

MOST = 400
"""Most notes taken over at once: the log writes them in one transaction."""
REPORTS = "reports"
"""Name of the folder, in that of the node, for the problems that others report."""
FLOWN = ("Activated", *OFF_NOMINAL)
"""States of an intent whose end is the end of a flight, not of a plan."""


def take_over(node: Node, store: AirspaceStore, *, but: str = "", most: int = MOST) -> int:
    """Take notes over into the log; how many there were. `but`: a manager whose notices are in the log already: this node."""
    notes = [Note(*one) for one in store.read(lambda tx: tx.noted(most))]
    changes = [change for change in map(change_of, notes) if change is not None]
    _keep_reports(
        node.folder / REPORTS, f"{node.clock.now():%Y-%m-%d}.jsonl", (one.body for one in notes if one.what == REPORT)
    )
    node.add(record for change in changes for record in records_of(change, but=but))
    if notes:
        store.run(lambda tx: tx.taken_over([one.number for one in notes]))
    return len(notes)


def _keep_reports(folder: Path, name: str, reports: Iterable[bytes]) -> None:
    """Write reports down, one a line, and wait for the disk; after a kill in between one stands there twice.

    Raises `StorageFailed`.
    """
    lines = b"".join(one + b"\n" for one in reports)
    if not lines:
        return
    try:
        folder.mkdir(exist_ok=True)
        with (folder / name).open("ab") as file:
            file.write(lines)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise StorageFailed(f"A report cannot be written to {folder / name}: {error.strerror}.") from error


def records_of(change: Change, *, but: str = "") -> Iterator[Record]:
    """The records that a change becomes."""
    one = change.intent or change.constraint
    if one is None or one.manager == but:
        return
    author, key = f"uss:{''.join(one.manager.split())}", f"notice:{'intent' if change.intent else 'constraint'}-{one.id}"
    if not change.ended:
        yield _notice(one, change, author, key)
    for state, words in _steps(change):
        yield NoticeStep(author=author, notice=key, version=one.version, state=state, at=change.at, words=words)


def _steps(change: Change) -> Iterator[tuple[NoticeState, str]]:
    """The states that a notice comes to by a change, each with why."""
    state = "" if change.intent is None else change.intent.state
    if change.ended:
        yield ("completed" if state in FLOWN else "cancelled"), ""
        return
    yield "transmitted", ""
    if state in OFF_NOMINAL:
        yield "breached", state


def _notice(one: Intent | Constraint, change: Change, author: str, key: str) -> Notice:
    intent = isinstance(one, Intent)
    return Notice(
        author=author, key=key, version=one.version, said_at=change.at, airspace=True,
        notice_kind="air_activity" if intent else "static_site",
        names={"en": f"{'Operational intent' if intent else 'Constraint'} {one.id[:8]} of {one.manager}"},
        window=one.during, volumes=change.volumes, recipients=(),
        description=f"State: {one.state}." if isinstance(one, Intent) else "",
        sources=(Source(outlet="ASTM F3548-21", on=change.at.date(), title=one.id),),
    )  # fmt: skip
