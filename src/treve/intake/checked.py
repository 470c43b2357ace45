"""What one check of a notice found: yes, no or cannot tell, with a sentence in the reader's language.

*No* blocks the sending, *cannot tell* warns: a person looks.
"""

from collections.abc import Iterator
from typing import Literal

import msgspec

from treve.findings.finding import Said
from treve.findings.telling import sentence_of
from treve.picture.picture import Picture
from treve.records.notice import Check, Notice, StatedPoint
from treve.words import Words

Passed = Literal["yes", "no", "cannot_tell"]
"""Whether a check passed."""


class Checked(msgspec.Struct, frozen=True):
    """What a check found."""

    check: str
    """Name of the check, such as `name_and_coordinates`."""
    passed: Passed
    """Whether it passed."""
    said: Said
    """What was found."""
    stop: int | None = None
    """Number of the stop it is about, from 0; `None` = the site or the whole notice."""
    distance_m: float | None = None
    """Metres between what was stated and what was found."""

    def told(self, picture: Picture, words: Words, zone: str) -> str:
        """What was found, in words."""
        return sentence_of(self.said, picture, words, zone)

    def record(self, picture: Picture, words: Words, zone: str) -> Check:
        """The check as a step of the notice keeps it."""
        distance = None if self.distance_m is None else round(self.distance_m, 1)
        return Check(self.check, self.passed, self.stop, distance, self.told(picture, words, zone))


def points(notice: Notice) -> Iterator[tuple[int | None, StatedPoint]]:
    """The stated positions of a notice with the numbers of their stops; areas are drawn and have none."""
    if notice.site is not None:
        yield None, notice.site.at
    if notice.route is not None:
        yield from ((number, stop.at) for number, stop in enumerate(notice.route.stops))
