"""`treve record`: add, show, list."""

import sys
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from treve.cli.console import Common, plain, put, put_json, table
from treve.codec import decode_any, pretty, to_builtins
from treve.errors import BadFile, BadRecord
from treve.picture.known import Known
from treve.records.base import Record, said_in
from treve.records.kinds import KINDS, check_known, from_builtins, kind_of, short


def add(file: Path, /, *, common: Common | None = None) -> None:
    """Add records from a JSON file: one object, a list, or one object a line. `-` reads standard input.

    All go in or none. A record that is already there changes nothing.

    Parameters
    ----------
    file
        The file; see schemas/ for the shape of each kind.
    """
    common = common or Common()
    records = _read(file)
    with common.open() as node:
        taken = node.add(records)
    if common.json:
        put_json([{"id": one.id, "new": one.new} for one in taken])
        return
    for one, record in zip(taken, records, strict=True):
        put(f"{short(one.id)}  {'added  ' if one.new else 'present'}  {kind_of(record)}  {plain(record.key)}")


def _read(file: Path) -> list[Record]:
    try:
        raw = sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes()
    except OSError as error:
        raise BadFile(f"{file} cannot be read: {error.strerror}.") from error
    try:
        value = decode_any(raw)
    except BadRecord:
        value = [decode_any(line) for line in raw.splitlines() if line.strip()]
    values = value if isinstance(value, list) else [value]
    records = []
    for number, one in enumerate(values, 1):
        try:
            records.append(from_builtins(one))
        except BadRecord as error:
            raise BadRecord(f"Record {number}: {error.message}") from error
    return records


def show(name: str, /, *, common: Common | None = None) -> None:
    """Show one record: by its key, its id, or the first characters of the id.

    Parameters
    ----------
    name
        Key or id.
    """
    common = common or Common()
    with common.open() as node:
        known = node.find(name)
    if common.json:
        put_json(_as_json(known))
        return
    put(f"id           {known.id}\nrecorded at  {known.recorded_at.isoformat()}")
    put(plain(pretty(known.record)))


def list_records(
    *, kind: str = "", subject: str = "", limit: Annotated[int, Parameter(name=["--limit", "-l"])] = 50,
    common: Common | None = None,
) -> None:  # fmt: skip
    """List records, oldest first.

    Parameters
    ----------
    kind
        Only this kind; `treve record kinds` names them.
    subject
        Only records about this thing (its key).
    limit
        At most so many.
    """
    common = common or Common()
    if kind:
        check_known(kind)
    with common.open() as node:
        until = common.recorded_at(node) if common.known_at else None
        found = []
        for known in node.records(kinds=[kind] if kind else None, subject=subject or None, recorded_at=until):
            found.append(known)
            if len(found) >= limit:
                break
        total = node.count(kind or None)
    if common.json:
        put_json([_as_json(known) for known in found])
        return
    rows = [
        (
            short(known.id),
            known.recorded_at.isoformat(" ", "minutes"),
            kind_of(known.record),
            known.record.key,
            _title(known),
        )
        for known in found
    ]
    table(f"{len(found)} of {total} records", ("id", "recorded (UTC)", "kind", "key", "what"), rows)


def kinds(*, common: Common | None = None) -> None:
    """Name the kinds of record, and how many of each there are."""
    common = common or Common()
    with common.open() as node:
        counts = {kind: node.count(kind) for kind in sorted(KINDS)}
    if common.json:
        put_json(counts)
        return
    first = {kind: (cls.__doc__ or "").strip().splitlines()[0] for kind, cls in KINDS.items()}
    table("Kinds of record", ("kind", "records", "what"), [(kind, str(n), first[kind]) for kind, n in counts.items()])


def _as_json(known: Known) -> dict[str, object]:
    return {"id": known.id, "recorded_at": known.recorded_at, "record": to_builtins(known.record)}


def _title(known: Known) -> str:
    names = getattr(known.record, "names", None)
    text = said_in(names, "en") if names else str(getattr(known.record, "words", "") or known.record.subject)
    return text if len(text) <= 70 else text[:69] + "…"
