"""A notice in words of a language, line by line: what a screen shows and what goes to a recipient."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Final, NamedTuple, get_args

from treve.errors import BadGeometry
from treve.findings.telling import name, span_of
from treve.findings.where import DATUM
from treve.geo.altitude import AltitudeBand
from treve.geo.coordinates import write
from treve.geo.footprint import Circle, Corridor, middle
from treve.geo.volume import Volume4D
from treve.picture.notices import NoticeStanding
from treve.picture.picture import Picture
from treve.records.base import said_in
from treve.records.notice import Notice, NoticeKind, StatedPoint
from treve.words import Words

KINDS: Final[Mapping[NoticeKind, str]] = {
    "air_activity": "air activity",
    "static_site": "site",
    "movement": "movement",
    "works": "works",
    "exercise": "exercise",
    "medevac": "medical evacuation",
    "patrol": "patrol",
    "force_movement": "movement of forces",
}
"""Kinds of notice in plain English words; the ids for translations."""

STATES: Final[Mapping[NoticeStanding, str]] = {
    "draft": "drafted",
    "qa": "checked",
    "rejected_qa": "held back by its checks",
    "transmitted": "sent, window ahead",
    "active": "window running",
    "amended": "changed by a newer version",
    "completed": "completed",
    "expired": "window over",
    "cancelled": "cancelled",
    "breached": "said to be breached",
}
"""States of a notice in plain English words; the ids for translations."""

ANSWERS: Final[Mapping[str, str]] = {
    "acknowledged": "acknowledged", "objected": "objected", "no_answer": "no answer",
}  # fmt: skip
"""What a recipient answered, in plain English words. Silence is no answer."""

CAUTION: Final = (
    "A notice is information. An acknowledgement says that it was received: it is no approval and no permission. "
    "Silence is no consent. What protects a place or a person protects them with and without a notice."
)
"""What every notice says of itself."""

assert set(KINDS) == set(get_args(NoticeKind))
assert set(STATES) == set(get_args(NoticeStanding))


class Line(NamedTuple):
    """A line of a notice."""

    head: str
    """What it says."""
    text: str
    """The words."""


def bare(key: str) -> str:
    """A key without the word before its colon, as people type it."""
    return key.partition(":")[2] or key


def title(notice: Notice, words: Words) -> str:
    """A notice in one line."""
    called = said_in(notice.names, words.lang, bare(notice.key))
    version, kind = words.number(notice.version), words(KINDS[notice.notice_kind])
    return words(
        "Notice {key}, version {version}: {name} ({kind})", key=bare(notice.key), version=version, name=called, kind=kind
    )


def notice_lines(notice: Notice, picture: Picture, words: Words, zone: str) -> Iterator[Line]:
    """What a notice says: who, when, where in two formats beside the name, what, who answers for it."""
    lang = words.lang
    yield Line(words("author"), name(notice.author, picture, lang))
    yield Line(words("recipients"), words(", ").join(name(one.party, picture, lang) for one in notice.recipients) or "–")
    yield Line(words("window"), span_of(notice.window, words, zone))
    if notice.urgent:
        yield Line(words("urgent"), words("yes, with the shorter lead time"))
    yield from _where(notice, picture, words, zone)
    if notice.band is not None:
        yield Line(words("altitude"), altitude(notice.band, words))
    if notice.description:
        yield Line(words("what to know"), notice.description)
    if notice.airspace:
        yield Line(words("airspace"), words("shown to USSs that ask (ASTM F3548-21)"))
    if notice.basis:
        yield Line(words("rests on"), name(notice.basis, picture, lang))
    if notice.consent is not None:
        yield Line(words("agreed by"), name(notice.consent.by, picture, lang))
    yield Line(words("answers for it"), notice.contact or "–")
    for sha in notice.attachments:
        yield Line(words("attached (SHA-256)"), sha)


def _where(notice: Notice, picture: Picture, words: Words, zone: str) -> Iterator[Line]:
    if notice.site is not None:
        site = notice.site
        yield Line(words("place"), _place(site.at, picture, words))
        yield Line(words("coordinates"), position(site.at.lon, site.at.lat))
        radius = words.number(round(site.radius_m))
        yield Line(words("extent"), words("{radius} m around that point", radius=radius))
        for head, text in ((words("what it is"), site.site_kind), (words("marking"), site.marking)):
            if text:
                yield Line(head, text)
        if site.confirmed_on is not None:
            yield Line(words("entry confirmed"), words.day(site.confirmed_on))
    if notice.route is not None:
        for number, stop in enumerate(notice.route.stops, 1):
            yield Line(words("stop {number}", number=words.number(number)), _place(stop.at, picture, words))
            yield Line(words("coordinates"), position(stop.at.lon, stop.at.lat))
            yield from _times(stop.arrives, stop.departs, words, zone)
        buffer = words.number(round(notice.route.buffer_m))
        minutes = words.number(round(notice.route.slack_s / 60))
        room = words("{buffer} m to each side, up to {minutes} min early or late", buffer=buffer, minutes=minutes)
        yield Line(words("room"), room)
    for number, volume in enumerate(notice.volumes, 1):
        yield Line(words("area {number}", number=words.number(number)), _volume(volume, words, zone))


def _times(arrives: datetime | None, departs: datetime | None, words: Words, zone: str) -> Iterator[Line]:
    if arrives is not None:
        yield Line(words("arrives"), words.time(arrives, zone))
    if departs is not None:
        yield Line(words("departs"), words.time(departs, zone))


def _place(at: StatedPoint, picture: Picture, words: Words) -> str:
    place = at.place or (name(at.place_key, picture, words.lang) if at.place_key else "")
    if at.district:
        return words("{place}, in {district}", place=place or "–", district=name(at.district, picture, words.lang))
    return place or "–"


def position(lon: float, lat: float) -> str:
    """A position in two formats that share no digits: degrees with minutes and seconds, and the grid of MGRS."""
    try:
        return f"{write((lon, lat), 'dms')}   {write((lon, lat), 'mgrs')}"
    except BadGeometry:  # beyond the grids, towards the poles
        return f"{write((lon, lat), 'dms')}   {write((lon, lat))}"


def _volume(volume: Volume4D, words: Words, zone: str) -> str:
    footprint = volume.footprint
    at = write(middle(footprint))
    if isinstance(footprint, Circle):
        shape = words("{radius} m around {position}", radius=words.number(round(footprint.radius_m)), position=at)
    elif isinstance(footprint, Corridor):
        width = words.number(round(footprint.half_width_m))
        shape = words("{width} m to each side of a line by {position}", width=width, position=at)
    else:
        shape = words("an area around {position}", position=at)
    values = {"shape": shape, "altitude": altitude(volume.band, words), "span": span_of(volume.during, words, zone)}
    return words("{shape}; {altitude}; {span}", **values)


def altitude(band: AltitudeBand, words: Words) -> str:
    """An altitude band."""
    if band.floor_m is None and band.ceiling_m is None:
        return words("all altitudes")
    floor, ceiling = (
        words("any") if bound is None else words("{number} m", number=words.number(round(bound)))
        for bound in (band.floor_m, band.ceiling_m)
    )
    return words("{floor} to {ceiling} {datum}", floor=floor, ceiling=ceiling, datum=words(DATUM[band.datum]))
