"""What notices announce: of each the version that its recipients hold, with its volumes, until it was cancelled or over."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from itertools import chain
from typing import Final, NamedTuple

import msgspec
import numpy as np
import numpy.typing as npt

from treve.findings.finding import Asked, Said
from treve.geo.interval import Interval
from treve.geo.meeting import Meetings
from treve.geo.trajectory import Piece
from treve.geo.volume import Volume4D
from treve.kleene import CANNOT_TELL, YES, Column
from treve.picture.notices import Standing, Version, standings
from treve.picture.picture import Picture
from treve.picture.volumes import pieces_of
from treve.records.notice import Notice, NoticeKind

BESIDE: Final = timedelta(days=20)
"""Notices whose window lies farther from a span cannot touch it: more than the widest slack and separation together."""

ANNOUNCES: Final[dict[NoticeKind, str]] = {
    "air_activity": "{author} announces air activity: {notice}.",
    "static_site": "{author} announces a site: {notice}.",
    "movement": "{author} announces a movement: {notice}.",
    "works": "{author} announces works: {notice}.",
    "exercise": "{author} announces an exercise: {notice}.",
    "medevac": "{author} announces a medical evacuation: {notice}.",
    "patrol": "{author} announces a patrol: {notice}.",
    "force_movement": "{author} announces a movement of forces: {notice}.",
}
"""Whose notice it is, and of what kind."""


class Announced(NamedTuple):
    """One version of a notice that went out."""

    standing: Standing
    """The notice whole."""
    version: Version
    """The version."""
    pieces: tuple[Piece, ...]
    """Where and when what it announces may be, as far as the version held."""

    @property
    def notice(self) -> Notice:
        """What it says."""
        return self.version.notice

    @property
    def said(self) -> Said:
        """Whose notice it is, and of what kind."""
        return Said(ANNOUNCES[self.notice.notice_kind], {"author": self.notice.author, "notice": self.notice.key})


class Volumes:
    """Announced things as one list of volumes, with whose each is."""

    def __init__(self, held: Sequence[Announced]) -> None:
        pieces = list(chain.from_iterable(one.pieces for one in held))
        self.coverings = [piece.covering for piece in pieces]
        self.cores = [piece.core for piece in pieces]
        self.owner: npt.NDArray[np.int64] = np.repeat(np.arange(len(held)), [len(one.pieces) for one in held])
        """For each volume its place among the announced things."""


def certainly(found: Meetings, mine: Volumes, yours: Volumes | None, others: Sequence[Volume4D] = ()) -> Column:
    """Whether pairs of announced things come closer: certain only where what may certainly be reached does.

    The second ones are announced things too, or other volumes.
    """
    closer, asked, first, second = found.closer.copy(), [], [], []
    for row in np.flatnonzero(closer == YES).tolist():
        i, j = int(found.i[row]), int(found.j[row])
        one, other = mine.cores[i], others[j] if yours is None else yours.cores[j]
        if one is None or other is None:
            closer[row] = CANNOT_TELL
        elif one is not mine.coverings[i] or (yours is not None and other is not yours.coverings[j]):
            asked.append(row)
            first.append(one)
            second.append(other)
    place = np.arange(len(asked))
    cores = Meetings(first, second, place, place, [found.separations[row] for row in asked])
    closer[np.array(asked, np.int64)] = np.where(cores.closer == YES, YES, CANNOT_TELL)
    return closer


def seen_at(picture: Picture, asked: Asked) -> datetime:
    """The instant from which a span is looked back on: its end, or the picture's valid time where that comes before."""
    end = asked.during.end
    return picture.valid_at if end is None else min(end, picture.valid_at)


def announced(picture: Picture, during: Interval, at: datetime, *, every: bool = False) -> Iterator[Announced]:
    """What was announced for a span, in order of window, key and author, as it stood at an instant.

    Of each notice the last version that went out, up to when it was cancelled or completed; with `every` all versions that
    went out, each only from when it went out until the next one did.
    """
    for one in standings(picture, _wider(during), at):
        sent = [version for version in one.versions if version.transmitted_at is not None]
        for place, version in enumerate(sent):
            last = place == len(sent) - 1
            if not last and not every:
                continue
            since = version.transmitted_at if every else None
            until = _over(version) if last else sent[place + 1].transmitted_at
            if since is not None and until is not None and until <= since:
                continue
            pieces = tuple(_cut(pieces_of(version.notice), Interval(since, until)))
            if pieces:
                yield Announced(one, version, pieces)


def _wider(during: Interval) -> Interval:
    start, end = during.start, during.end
    return Interval(None if start is None else start - BESIDE, None if end is None else end + BESIDE)


def _over(version: Version) -> datetime | None:
    """When a version was cancelled or completed; `None` = it was not."""
    return next((step.at for step in version.steps if step.state in ("cancelled", "completed")), None)


def _cut(pieces: tuple[Piece, ...], during: Interval) -> Iterator[Piece]:
    """The pieces as far as they lie in a span."""
    for piece in pieces:
        covering = _within(piece.covering, during)
        if covering is not None:
            stays = piece.core is piece.covering
            yield Piece(covering, covering if stays or piece.core is None else _within(piece.core, during))


def _within(volume: Volume4D, during: Interval) -> Volume4D | None:
    common = volume.during.intersection(during)
    if common is None or common == volume.during:
        return None if common is None else volume
    return msgspec.structs.replace(volume, during=common)
