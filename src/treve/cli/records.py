"""`treve record`: add, show, list, erase, and examples to edit."""

import sys
from pathlib import Path
from typing import Annotated, Any

from cyclopts import Parameter

from treve.cli.console import Common, instant, plain, put, put_json, table, talk
from treve.codec import decode_any, encode, pretty, to_builtins
from treve.errors import BadFile, BadRecord
from treve.geo.interval import Interval
from treve.node.node import Node
from treve.picture.known import Known
from treve.records.base import Record, said_in
from treve.records.example import example
from treve.records.kinds import KINDS, check_known, from_builtins, kind_of, short
from treve.records.place import Place


def add(
    *files: Annotated[Path, Parameter(allow_leading_hyphen=True)],
    anyway: Annotated[bool, Parameter(negative="")] = False,
    common: Common | None = None,
) -> None:
    """Add records from JSON files: one object, a list, or one object a line. `-` reads standard input.

    All go in or none. A record that is already there changes nothing.

    Parameters
    ----------
    files
        The files; `treve record template KIND` prints an example, schemas/ has the shape of each kind.
    anyway
        Record a step of the own party that does not follow its last one; the contradiction stays visible.
    """
    common = common or Common()
    if not files:
        raise BadFile("No file is named.", advice="Name one, or - for standard input.")
    records = [record for file in files for record in _read(file)]
    with common.open() as node:
        taken, objections = node.enter(records, anyway=anyway)
    if common.json:
        put_json([{"id": one.id, "new": one.new} for one in taken])
    else:
        for one, record in zip(taken, records, strict=True):
            put(f"{short(one.id)}  {'added  ' if one.new else 'present'}  {kind_of(record)}  {plain(record.key)}")
    for objection in objections:
        talk.print(f"warning: {plain(objection.words)}", markup=False, soft_wrap=True)


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
            raise BadRecord(f"Record {number} of {file}: {error.message}") from error
    return records


def template(kind: str, /, *, author: str = "", common: Common | None = None) -> None:
    """Print a filled example of a kind of record, to edit and add: `treve record template link > link.json`.

    Parameters
    ----------
    kind
        The kind; `treve record kinds` names them.
    author
        Who says it. Default: the party that runs the node, where there is one.
    """
    check_known(kind)
    common = common or Common()
    if not author and (common.node / "node.toml").exists():
        with common.open() as node:
            author = node.settings.party
    put(pretty(example(kind, author or "party:us")))


def show(name: str, /, *, common: Common | None = None) -> None:
    """Show one record, its versions, who corrected it or took it back, and what was said about it.

    Parameters
    ----------
    name
        Key, id, or the first characters of the id.
    """
    common = common or Common()
    with common.open() as node:
        known = node.find(name)
        versions, withdrawals = node.versions(known.id)
        picture = node.picture(None, common.recorded_at(node))
        said = list(picture.said_about(picture.names_of(known.id)))
    if common.json:
        others = [_as_json(one) for one in said]
        history = {"versions": [_head(one) for one in versions], "withdrawn_by": [_head(one) for one in withdrawals]}
        put_json(_as_json(known) | history | {"said_about_it": others})
        return
    put(f"id           {known.id}\nrecorded at  {known.recorded_at.isoformat()}")
    put(plain(pretty(known.record)))
    for heading, held in (("Versions", versions if len(versions) > 1 else []), ("Taken back by", withdrawals),
                          ("Said about it", [one for one in said if one not in withdrawals])):  # fmt: skip
        if held:
            put(f"\n{heading}")
        for one in held:
            corrects = f"  corrects {short(one.record.corrects)}" if one.record.corrects else ""
            what = f"{kind_of(one.record)} by {one.record.author}{corrects}  {_word(one.record)}"
            put(f"  {one.recorded_at.isoformat(' ', 'minutes')}  {short(one.id)}  {plain(what)}")


def _word(record: Record) -> str:
    for field in ("value", "relation", "step", "change", "state", "reason", "words"):
        text = str(getattr(record, field, "") or "")
        if text:
            return text if len(text) <= 60 else text[:59] + "…"
    return record.note[:60]


def _head(known: Known) -> dict[str, object]:
    record = known.record
    return {"id": known.id, "recorded_at": known.recorded_at, "author": record.author, "corrects": record.corrects}


def list_records(
    *, kind: str = "", author: str = "", subject: str = "", first: Annotated[str, Parameter(name="--from")] = "",
    last: Annotated[str, Parameter(name="--to")] = "", since: str = "",
    newest: Annotated[bool, Parameter(negative="")] = False, lines: Annotated[bool, Parameter(negative="")] = False,
    limit: Annotated[int, Parameter(name=["--limit", "-l"])] = 50, common: Common | None = None,
) -> None:  # fmt: skip
    """List records in the order of the log.

    Parameters
    ----------
    kind
        Only this kind; `treve record kinds` names them.
    author
        Only by this author (key).
    subject
        Only records about this thing (its key or id).
    first
        Only what speaks of this day or time, or of later.
    last
        Only what speaks of this day or time, or of earlier.
    since
        Only what was recorded at this day or time, or later.
    newest
        The newest first.
    lines
        Print JSON, one record a line.
    limit
        At most so many; 0 = all.
    """
    common = common or Common()
    if kind:
        check_known(kind)
    with common.open() as node:
        zone = node.settings.zone
        span = Interval(
            instant(first, zone) if first else None, instant(last, zone, end=True) if last else None
        )  # fmt: skip
        places = node.places(
            kinds=[kind] if kind else None, subject=subject or None, author=author or None,
            during=span if first or last else None, since=instant(since, zone) if since else None,
            recorded_at=common.recorded_at(node) if common.known_at else None, newest=newest,
        )  # fmt: skip
        chosen = places[:limit] if limit > 0 else places
        if lines:
            for known in node.at(chosen):
                put(encode(_as_json(known)).decode())
            return
        _print(node, list(node.at(chosen)), len(places), as_json=common.json)


def _print(node: Node, found: list[Known], total: int, *, as_json: bool) -> None:
    if as_json:
        put_json([_as_json(known) for known in found])
        return
    rows = [
        (
            short(known.id),
            known.recorded_at.isoformat(" ", "minutes"),
            kind_of(known.record),
            known.record.author,
            known.record.key,
            _title(known),
        )
        for known in found
    ]
    heads = ("id", "recorded (UTC)", "kind", "author", "key", "what")
    table(f"{len(found)} of {total} records of {node.settings.name}", heads, rows)


def erase(name: str, /, *, reason: str, by: str = "", common: Common | None = None) -> None:
    """Delete the content of a record for ever; its entry stays, and a record says who erased it and why.

    Parameters
    ----------
    name
        Key, id, or the first characters of the id.
    reason
        Why. Others read it: it must not repeat what is erased.
    by
        Who does it (key of a person's role). Default: the party that runs the node.
    """
    common = common or Common()
    with common.open() as node:
        identity = node.identify(name)
        taken = node.erase(identity, reason=reason, actor=by)
    if common.json:
        put_json({"erased": identity, "record": taken.id})
        return
    put(f"Erased: {short(identity)}. The record {short(taken.id)} says who did it and why.")
    put("Copies that others hold, backups and exports are not reached from here.")


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


def _as_json(known: Known) -> dict[str, Any]:
    return {"id": known.id, "recorded_at": known.recorded_at, "record": to_builtins(known.record)}


def _title(known: Known) -> str:
    record = known.record
    names = getattr(record, "names", None)
    text = said_in(names, "en") if names else str(getattr(record, "words", "") or record.subject)
    if isinstance(record, Place) and record.pcode:
        text += f" ({record.pcode})"
    return text if len(text) <= 70 else text[:69] + "…"
