"""`treve notice new`: a notice, or the next version of one, from a file or from options."""

import sys
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

from cyclopts import Parameter

from treve.cli.console import Common, day_of, instant, plain, put, put_json
from treve.codec import decode_any, to_builtins
from treve.errors import BadFile
from treve.geo.coordinates import read
from treve.geo.interval import days
from treve.node import sending
from treve.node.node import Node
from treve.records.notice import NoticeKind


def new(
    key: str, /, file: Path | None = None, *, kind: NoticeKind | None = None, name: str = "", position: str = "",
    place: str = "", district: str = "", first: Annotated[str, Parameter(name="--from")] = "",
    last: Annotated[str, Parameter(name="--to")] = "",
    recipient: Annotated[tuple[str, ...], Parameter(name=["--recipient", "-r"])] = (), contact: str = "", consent: str = "",
    confirmed: str = "", description: str = "", urgent: Annotated[bool, Parameter(negative="")] = False,
    airspace: Annotated[bool, Parameter(negative="")] = False, at: str = "", common: Common | None = None,
) -> None:  # fmt: skip
    """Draft a notice, or the next version of one: from a JSON file, or of a site from options alone.

    A key that is there already makes the next version; options then change what they name and leave the rest.
    Nothing is sent yet.

    Parameters
    ----------
    key
        Its key, such as hospital-daraya; all its versions share it.
    file
        JSON with the fields of a notice (`treve record template notice`); author and version are filled in. - = standard input.
    kind
        What is notified.
    name
        What it is called, in English.
    position
        Where the site is, in any of five forms, such as "33.4580 N 36.2370 E" or "37S BT 43194 05478".
    place
        Name of the place.
    district
        Key of the place or area in which it lies.
    first
        Start of the window: a day or time.
    last
        End of the window: a day (to its end) or time.
    recipient
        To whom it goes (key of a party); may be given several times.
    contact
        Key of the contact that answers for it around the clock.
    consent
        Key of the organisation that agrees that it is sent.
    confirmed
        Day on which somebody made sure that the entry of the site is right.
    description
        What recipients need to know, and no more.
    urgent
        Ask for the shorter lead time of emergencies.
    airspace
        Have a serving node show it to whoever asks by ASTM F3548-21: a flight as operational intents, else as constraints.
    at
        When it was drafted, where it is entered afterwards: a day or time.
    """
    common = common or Common()
    with common.open() as node:
        given: dict[str, Any] = _file(file) if file is not None else {}
        fields = given | _fields(
            node.settings.zone, kind=kind, name=name, first=first, last=last, recipient=recipient, contact=contact,
            consent=consent, description=description, urgent=urgent, airspace=airspace,
        )  # fmt: skip
        site = _site(position, place, district, confirmed)
        if site:
            fields["site"] = _onto(node, key, fields.get("site"), site)
        if first or last:
            fields["window"] = {**_before(node, key, "window", given.get("window")), **fields["window"]}
        if at:
            fields["said_at"] = instant(at, node.settings.zone).isoformat()
        record = sending.draft(node, {**fields, "key": key}, onto=file is None)
    if common.json:
        put_json(to_builtins(record))
        return
    short_key = record.key.partition(":")[2]
    put(f"Drafted: {plain(record.key)}, version {record.version}. Nothing was sent.")
    put(f"Next: treve notice check {plain(short_key)}, then treve notice send {plain(short_key)}")


def _file(file: Path) -> dict[str, Any]:
    try:
        raw = sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes()
    except OSError as error:
        raise BadFile(f"{file} cannot be read: {error.strerror}.") from error
    value = decode_any(raw)
    if not isinstance(value, dict):
        raise BadFile(f"{file} holds no notice: it needs one JSON object.")
    return {name: one for name, one in value.items() if name not in ("key", "kind", "author", "version")}


def _fields(zone: str, **given: Any) -> dict[str, Any]:
    """The fields of a notice that options name."""
    found: dict[str, Any] = {}
    if given["kind"]:
        found["notice_kind"] = given["kind"]
    if given["name"]:
        found["names"] = {"en": given["name"]}
    if given["first"] or given["last"]:
        start = instant(given["first"], zone) if given["first"] else None
        end = _end(given["last"], zone) if given["last"] else None
        found["window"] = {name: at.isoformat() for name, at in (("start", start), ("end", end)) if at}
    if given["recipient"]:
        found["recipients"] = [{"party": one if ":" in one else f"party:{one}"} for one in given["recipient"]]
    if given["consent"]:
        found["consent"] = {"by": given["consent"]}
    for name in ("contact", "description"):
        if given[name]:
            found[name] = given[name]
    return found | {name: True for name in ("urgent", "airspace") if given[name]}


def _end(text: str, zone: str) -> datetime | None:
    """The end of a window: of a day the midnight that ends it."""
    return days(day_of(text), day_of(text), zone).end if len(text) == 10 else instant(text, zone)


def _site(position: str, place: str, district: str, confirmed: str) -> dict[str, Any]:
    site: dict[str, Any] = {"at": {}}
    if position:
        written = read(position)
        site["at"] |= {"lon": round(written.lon, 8), "lat": round(written.lat, 8), "written": position}
    site["at"] |= {name: value for name, value in (("place", place), ("district", district)) if value}
    if confirmed:
        site["confirmed_on"] = day_of(confirmed).isoformat()
    return site if site["at"] or confirmed else {}


def _onto(node: Node, key: str, held: Any, site: dict[str, Any]) -> dict[str, Any]:
    """What options say of a site, over what the file or the newest version says of it."""
    held = _before(node, key, "site", held)
    return {**held, **site, "at": {**held.get("at", {}), **site["at"]}}


def _before(node: Node, key: str, name: str, held: Any) -> dict[str, Any]:
    """What the file, or else the newest version of the own party, says in a field."""
    if held is None:
        author = node.settings.party
        known = [one.record for one in node.records(kinds=("notice",), key=sending.key_of(key)) if one.record.author == author]
        newest = max(known, key=lambda one: getattr(one, "version", 0), default=None)
        held = to_builtins(getattr(newest, name, None)) or {}
    return dict(held)
