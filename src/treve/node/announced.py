"""What the airspace is to hold of a notice: a flight as operational intents, anything else as constraints.

An air activity notice and an operational intent are two views of one thing (`treve.node.taking_over` has the other direction).
What lasts longer than a day is a chain of entities, one for each UTC day, made two days ahead (F3548-21, CstrMaxDurationHours).
Ids follow from the notice, so that the same notice always means the same entities, also after a restart.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import UTC, datetime, time, timedelta
from hashlib import sha256
from itertools import batched
from typing import NamedTuple
from uuid import UUID

import msgspec

from treve.airspace.intents import HORIZON
from treve.geo.altitude import HIGHEST_GROUND_M, LARGEST_UNDULATION_M, AltitudeBand
from treve.geo.corridor import holding
from treve.geo.footprint import Corridor
from treve.geo.interval import Interval, hull
from treve.geo.volume import Volume4D
from treve.node.node import Node
from treve.picture.notices import standings_of
from treve.picture.picture import Picture
from treve.picture.volumes import volumes_of
from treve.records.notice import Notice

LONGEST = timedelta(hours=24)
"""What is longer is a chain."""
AHEAD = timedelta(hours=48)
"""How far ahead a chain is made."""
TOGETHER = 200
"""Most volumes of one entity; more are several."""
LOWEST_M, HIGHEST_M = -1_000.0, 100_000.0
"""Stand for a band without a floor or a ceiling, metres: the ends of what a band can say. No ground lies lower."""


class Wish(NamedTuple):
    """One entity that the airspace is to hold."""

    id: str
    """Its id, a UUID of version 4 in form."""
    flight: bool
    """Whether it is an operational intent; else a constraint."""
    volumes: tuple[Volume4D, ...]
    """Where and when: circles and polygons, over the ellipsoid."""
    sort: str
    """The kind of the notice."""


def wishes(notice: Notice, now: datetime) -> Iterator[Wish]:
    """The entities that a notice asks for at an instant: what is over, or too far ahead, is left out."""
    held = [one for volume in volumes_of(notice) for one in _drawn(volume)]
    flight = notice.notice_kind == "air_activity"
    for name, volumes in _parts(held, now):
        for number, together in enumerate(batched(volumes, TOGETHER)):
            yield Wish(identity(notice, f"{name}/{number}"), flight, together, notice.notice_kind)


def identity(notice: Notice, part: str) -> str:
    """The id of a part of a notice."""
    raw = sha256(f"treve airspace\0{notice.author}\0{notice.key}\0{part}".encode()).digest()
    return str(UUID(bytes=raw[:16], version=4))


def _parts(held: list[Volume4D], now: datetime) -> Iterator[tuple[str, list[Volume4D]]]:
    """The volumes, whole where they last no longer than a day together, else day by day; each part with its name."""
    whole = hull(one.during for one in held)
    if whole.end is not None and whole.duration is not None and whole.duration <= LONGEST:
        if now < whole.end <= now + HORIZON:
            yield "whole", held
        return
    by_day: dict[str, list[Volume4D]] = defaultdict(list)
    midnight = datetime.combine(now.astimezone(UTC).date(), time(), UTC)
    while midnight < now + AHEAD:
        day = Interval(midnight, midnight + LONGEST)
        for one in held:
            common = one.during.intersection(day)
            if common is not None and common.end is not None and common.end > now:
                by_day[f"{midnight:%Y-%m-%d}"].append(msgspec.structs.replace(one, during=common))
        midnight += LONGEST
    yield from by_day.items()


def _drawn(volume: Volume4D) -> Iterator[Volume4D]:
    """A volume as F3548-21 can say it: no corridors, heights over the ellipsoid and never without an end; nothing is lost."""
    footprint, band = volume.footprint, volume.band
    slack = {"W84": 0.0, "EGM2008": LARGEST_UNDULATION_M, "SFC": HIGHEST_GROUND_M}[band.datum]
    low = LOWEST_M if band.floor_m is None else max(LOWEST_M, band.floor_m - slack)
    high = HIGHEST_M if band.ceiling_m is None else min(HIGHEST_M, band.ceiling_m + slack)
    for one in holding(footprint) if isinstance(footprint, Corridor) else (footprint,):
        yield Volume4D(one, AltitudeBand(low, high), volume.during)


class Announced(NamedTuple):
    """A notice of this node that the airspace shows, or showed."""

    key: str
    """Its key."""
    running: bool
    """Whether its window runs: its flights are under way."""
    breached: bool
    """Whether its author says that the version which holds was not kept to: its flights left their volumes."""
    wishes: tuple[Wish, ...]
    """What the airspace is to hold of it now."""
    others: tuple[tuple[str, bool], ...]
    """Ids that may still be there from its earlier versions, each with whether it was a flight."""


def announced(picture: Picture, party: str, keys: Collection[str], now: datetime) -> list[Announced]:
    """Those of a party's notices with some keys that the airspace is to show, or may show still, by key."""
    found = []
    for one in standings_of(picture, keys, now):
        versions = [version.notice for version in one.versions if version.notice.airspace]
        if one.author != party or not versions:
            continue
        holding_now = one.holding
        wanted = () if holding_now is None or not holding_now.notice.airspace else tuple(wishes(holding_now.notice, now))
        ids = {wish.id for wish in wanted}
        earlier = {(wish.id, wish.flight) for notice in versions for wish in wishes(notice, now) if wish.id not in ids}
        running = holding_now is not None and holding_now.state == "active"
        breached = holding_now is not None and any(step.state == "breached" for step in holding_now.steps)
        found.append(Announced(one.key, running, breached, wanted, tuple(sorted(earlier))))
    return sorted(found)


def last_said(node: Node) -> int:
    """Place in the log of the last thing that the node's own party said of its notices; -1 = it said nothing."""
    kinds = ("notice", "notice-step", "withdrawal")
    found = node.places(kinds=kinds, author=node.settings.party, newest=True, limit=1)
    return found[0] if found else -1


def own(node: Node, now: datetime) -> list[Announced]:
    """The notices of the node's own party for its airspace. Others' are not read, however many there are."""
    party, lately = node.settings.party, Interval(now - LONGEST, None)
    held = node.at(node.places(kinds=("notice",), author=party, during=lately))
    keys = {known.record.key for known in held if isinstance(known.record, Notice) and known.record.airspace}
    return announced(node.picture(now, now), party, keys, now) if keys else []
