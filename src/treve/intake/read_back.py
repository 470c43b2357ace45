"""What was read back against the notice: the place by name, and its coordinates in two formats.

A position agrees within the last digit of the form in which it was read. Two forms that share their digits (UTM and
MGRS) are one: the point of reading back in two is that a digit heard wrongly shows.
"""

from collections.abc import Iterable

import msgspec

from treve.errors import Ambiguous, BadGeometry
from treve.findings.finding import Said
from treve.geo.away import apart
from treve.geo.coordinates import FAMILY, Written, read
from treve.geo.footprint import Point, middle
from treve.intake.gazetteer import Gazetteer
from treve.intake.names import keys
from treve.intake.resolver import best
from treve.picture.picture import Picture
from treve.records.base import said_in
from treve.records.notice import Notice, ReadBack

COARSEST_M = 100.0
"""A read-back whose last digit stands for more says too little, metres."""
SLACK_M = 0.05
"""What the arithmetic of the grids may lose, metres."""

SENTENCES = {
    "ok": "What was read back agrees with the notice: the name, and both positions within their last digit.",
    "missing": "Nothing was read back for {place_said}.",
    "unknown": "The notice has no stop with the number {number}.",
    "unreadable": "{written_said} is no position, or may be two.",
    "coarse": "{written_said} is read to {metres} m only: that says too little.",
    "same": "Both positions are read in one form; they must be in two.",
    "apart": "{written_said} lies {distance} m from the position notified.",
    "name": "{place_said} is not the name notified, {notified_said}.",
}
"""What is said of a read-back, by name; the ids for translations."""


class Mismatch(msgspec.Struct, frozen=True):
    """One thing in which a read-back does not agree."""

    said: Said
    """What."""
    stop: int | None = None
    """Number of the stop; `None` = the site, or the middle of the first volume."""
    distance_m: float | None = None
    """Metres between what was read and what was notified."""


def places(notice: Notice, picture: Picture) -> dict[int | None, tuple[str, Point]]:
    """What is to be read back: for the site, for each stop or for the first area its name and position."""
    if notice.site is not None:
        at = notice.site.at
        return {None: (at.place or _name(picture, at.place_key), (at.lon, at.lat))}
    if notice.route is not None:
        stops = enumerate(stop.at for stop in notice.route.stops)
        return {number: (at.place or _name(picture, at.place_key), (at.lon, at.lat)) for number, at in stops}
    return {None: (said_in(notice.names, "en"), middle(notice.volumes[0].footprint))}


def _name(picture: Picture, key: str) -> str:
    return picture.name(key) if key else ""


def mismatches(
    notice: Notice, read_back: Iterable[ReadBack], picture: Picture, gazetteer: Gazetteer
) -> tuple[Mismatch, ...]:  # fmt: skip
    """Where a read-back does not agree with a notice; nothing = it agrees in all that was to be read back.

    Of a route its origin and its destination are to be read back, other stops may be.
    """
    wanted = places(notice, picture)
    found: list[Mismatch] = []
    done: set[int | None] = set()
    for one in read_back:
        if one.stop not in wanted:
            found.append(Mismatch(Said(SENTENCES["unknown"], {"number": one.stop}), one.stop))
            continue
        done.add(one.stop)
        found += _against(one, *wanted[one.stop], gazetteer)
    asked = [number for number in wanted if number in (None, 0, len(wanted) - 1)]
    found += [
        Mismatch(Said(SENTENCES["missing"], {"place_said": wanted[number][0] or str(number)}), number)
        for number in asked if number not in done
    ]  # fmt: skip
    return tuple(found)


def _against(one: ReadBack, name: str, point: Point, gazetteer: Gazetteer) -> list[Mismatch]:
    found: list[Mismatch] = []
    forms: list[Written] = []
    for text in (one.first, one.second):
        try:
            written = read(text)
        except (BadGeometry, Ambiguous):
            found.append(Mismatch(Said(SENTENCES["unreadable"], {"written_said": text}), one.stop))
            continue
        forms.append(written)
        away = apart(*point, written.lon, written.lat)
        if written.precision_m > COARSEST_M:
            values = {"written_said": text, "metres": round(written.precision_m)}
            found.append(Mismatch(Said(SENTENCES["coarse"], values), one.stop))
        elif away > written.precision_m + SLACK_M:
            said = Said(SENTENCES["apart"], {"written_said": text, "distance": max(1, round(away))})
            found.append(Mismatch(said, one.stop, away))
    if len(forms) == 2 and FAMILY[forms[0].form] == FAMILY[forms[1].form]:
        found.append(Mismatch(Said(SENTENCES["same"]), one.stop))
    if name and not _same_name(one.place, name, gazetteer):
        said = Said(SENTENCES["name"], {"place_said": one.place or "–", "notified_said": name})
        found.append(Mismatch(said, one.stop))
    return found


def _same_name(read_name: str, notified: str, gazetteer: Gazetteer) -> bool:
    """Whether two spellings are one name: folded alike, or names of one place of the gazetteer."""
    if set(keys(read_name)) & set(keys(notified)):
        return True
    a, b = ({one.entry.key for one in best(gazetteer, gazetteer.candidates(name))} for name in (read_name, notified))
    return bool(a & b)
