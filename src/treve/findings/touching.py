"""Notices against the provisions of arrangements: what they announce, where, when and by whom.

The questions are those of qualification, asked of what is announced instead of what is alleged: is its author bound,
left out, does it lie where and when the provision holds, does it announce an act that the provision prohibits. What
lies only partly in an area touches it all the same. A notice is no deed: what follows is no violation.
"""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

import msgspec
import numpy as np

from treve.findings.announced import Announced, Volumes, certainly
from treve.findings.profile import Deed, excluded, prohibited, standing
from treve.findings.terms import Terms
from treve.geo.interval import OPEN_END, OPEN_START, Interval, from_micros
from treve.geo.meeting import meetings
from treve.geo.near import Separation
from treve.geo.sharing import Sharing
from treve.geo.volume import ALL_ALTITUDES, Volume4D
from treve.kleene import CANNOT_TELL, NO, YES, Kleene
from treve.picture.picture import Picture
from treve.records.act import covers
from treve.records.arrangement import Provision
from treve.records.notice import NoticeKind
from treve.records.report import Circumstances

ACTS: Final[dict[NoticeKind, tuple[tuple[str, ...], tuple[str, ...]]]] = {
    "air_activity": (("AIR.OVERFLIGHT",), ("AIR",)),
    "exercise": (("PERMITTED.EXERCISE",), ("FIRE",)),
    "force_movement": (("FORCE.MOVE",), ("FORCE",)),
}
"""What a notice of a kind announces: acts that it is, and acts that it may be. Other kinds announce none."""

CRITERIA: Final = ("bound", "excluded", "place", "time", "act")
"""The questions, in the order in which they are asked; the second must be *no*, the others *yes*."""
NOTIFIED: Final = Circumstances(notified=True)
"""What is announced is notified: a permission on that condition holds."""


class Touch(NamedTuple):
    """A notice against one provision of an arrangement."""

    announced: Announced
    """What is announced."""
    arrangement: str
    """Key of the arrangement."""
    provision: Provision
    """The provision that comes nearest to being touched."""
    criteria: dict[str, Kleene]
    """The answer to each question: bound, excluded, place, time, act."""
    during: Interval
    """When both hold."""

    @property
    def verdict(self) -> Kleene:
        """Whether it falls under the provision."""
        return min(Kleene(2 - value) if name == "excluded" else value for name, value in self.criteria.items())


def touches(picture: Picture, during: Interval, held: Sequence[Announced]) -> Iterator[Touch]:
    """The notices against each arrangement that they touch, or may, within a span: by notice and arrangement."""
    found: dict[tuple[int, str], Touch] = {}
    terms = Terms.of(picture)
    fields = _Fields(terms, held)
    for number, group in fields.pairs():
        arrangement = terms.arrangement_of(group).key
        touch = _touch(fields, number, group, during)
        if touch is not None and ((number, arrangement) not in found or touch.verdict > found[number, arrangement].verdict):
            found[number, arrangement] = touch
    for _, touch in sorted(found.items()):
        yield touch


def act_of(kind: NoticeKind, provision: Provision) -> Kleene:
    """Whether a provision prohibits what a notice of a kind announces.

    A rule over every hostile act says nothing of what is announced, which is no hostile act by itself; where it holds in
    areas of its own it cannot be told.
    """
    sure, perhaps = ACTS[kind]
    named = [rule for rule in provision.prohibits if rule != "*"]
    plain = msgspec.structs.replace(provision, prohibits=tuple(named))
    whole = prohibited(provision, Deed(sure, None), NOTIFIED)
    if whole.permitted or any(covers(one.act, act) == YES for one in provision.permits for act in sure):
        return NO
    certain, possible = (prohibited(plain, Deed(acts, None), NOTIFIED).value for acts in (sure, perhaps))
    every = CANNOT_TELL if "*" in provision.prohibits and provision.areas else NO
    return max(certain, min(possible, CANNOT_TELL), every)


class _Fields:
    """Where announced things and the provisions that concern them meet."""

    def __init__(self, terms: Terms, held: Sequence[Announced]) -> None:
        self.terms, self.held, self.mine = terms, held, Volumes(held)
        self.segments: dict[int, list[int]] = {}
        for segment, group in enumerate(terms.group):
            if not terms.suspended[segment]:
                self.segments.setdefault(group, []).append(segment)
        kinds = {one.notice.notice_kind for one in held}
        self.acts: dict[int, dict[NoticeKind, Kleene]] = {
            group: {kind: act_of(kind, terms.provision_of(group)) for kind in kinds} for group in self.segments
        }
        groups = [group for group, acts in self.acts.items() if max(acts.values(), default=NO) > NO]
        self._place: dict[tuple[int, int], Kleene] = {}
        """For a volume and a group whether it touches the group's areas; what does not stands not here."""
        self._areas(groups)
        for group in groups:
            if terms.groups[group].unplaced or not terms.groups[group].areas:
                self._anywhere(group)

    def pairs(self) -> Iterator[tuple[int, int]]:
        """Announced things and groups that may meet and whose acts do, in order."""
        kind = [one.notice.notice_kind for one in self.held]
        both = {(int(self.mine.owner[volume]), group) for volume, group in self._place}
        yield from sorted((number, group) for number, group in both if self.acts[group][kind[number]] > NO)

    def places(self, number: int, group: int) -> Iterator[tuple[Volume4D, Kleene]]:
        """The volumes of an announced thing that touch where a group holds, or may."""
        for volume in np.flatnonzero(self.mine.owner == number).tolist():
            value = self._place.get((volume, group), NO)
            if value > NO:
                value = min(value, self._left_out(self.mine.coverings[volume], group))
            if value > NO:
                yield self.mine.coverings[volume], value

    def _areas(self, groups: list[int]) -> None:
        areas, owner = [], []
        for group in groups:
            band, during = self.terms.provision_of(group).band or ALL_ALTITUDES, self._span(group)
            for area in self.terms.groups[group].areas:
                areas.append(Volume4D(self.terms.footprints[area], band, during))
                owner.append(group)
        found = meetings(self.mine.coverings, areas, Separation())
        sure = certainly(found, self.mine, None, areas)
        for i, j, value in zip(found.i.tolist(), found.j.tolist(), sure.tolist(), strict=True):
            key = (i, owner[j])
            self._place[key] = max(Kleene(value), self._place.get(key, NO))

    def _anywhere(self, group: int) -> None:
        """A group that holds in the whole theatre, or in an area that nobody drew: the latter cannot be told."""
        band, span = self.terms.provision_of(group).band or ALL_ALTITUDES, self._span(group)
        most = CANNOT_TELL if self.terms.groups[group].unplaced else YES
        for volume, one in enumerate(self.mine.coverings):
            value = min(most, band.overlaps(one.band)) if one.during.overlaps(span) else NO
            if value > NO:
                self._place[volume, group] = max(value, self._place.get((volume, group), NO))

    def _left_out(self, volume: Volume4D, group: int) -> Kleene:
        """Whether some of a volume lies outside the areas that a group leaves out."""
        one = self.terms.groups[group]
        value = CANNOT_TELL if one.blurred else YES
        for area in one.areas_out:
            asked = Sharing((self.terms.footprints[area], volume.footprint))
            if asked.holds(0, 1) == YES:
                return NO
            if one.areas and asked.share(0, 1) != NO:
                value = CANNOT_TELL
        return value

    def _span(self, group: int) -> Interval:
        first = min(self.terms.start[segment] for segment in self.segments[group])
        last = max(self.terms.end[segment] for segment in self.segments[group])
        return interval(first, last)


def _touch(fields: _Fields, number: int, group: int, during: Interval) -> Touch | None:
    """What an announced thing has to do with a group: the surest of its volumes and segments, over all such times."""
    terms, one = fields.terms, fields.held[number]
    epoch = terms.epochs[terms.groups[group].epoch]
    best: dict[tuple[Kleene, ...], list[Interval]] = {}
    places = list(fields.places(number, group))
    for segment in fields.segments[group]:
        span = interval(terms.start[segment], terms.end[segment])
        who, _ = terms.whos[terms.who[segment]]
        common = [(part, place) for volume, place in places if (part := volume.during.intersection(span)) is not None]
        common = [(part, place) for part, place in common if part.overlaps(during)]
        if not common:
            continue
        author = one.notice.author
        parties = (standing(who, epoch.parties, author), excluded(who, epoch.parties, author))
        time = CANNOT_TELL if terms.doubtful[segment] else YES
        for part, place in common:
            answers = (*parties, place, time, fields.acts[group][one.notice.notice_kind])
            best.setdefault(answers, []).append(part)
    if not best:
        return None
    found = [
        Touch(one, epoch.arrangement.key, terms.provision_of(group), dict(zip(CRITERIA, answers, strict=True)), hull(parts))
        for answers, parts in best.items()
    ]
    surest = max(found, key=lambda touch: (touch.verdict, -touch.during.bounds[0]))
    return surest if surest.verdict > NO else None


def interval(first: int, last: int) -> Interval:
    """The span between two counts of microseconds."""
    return Interval(None if first <= OPEN_START else from_micros(first), None if last >= OPEN_END else from_micros(last))


def hull(spans: Sequence[Interval]) -> Interval:
    """From the first start of some spans to their last end."""
    return interval(min(one.bounds[0] for one in spans), max(one.bounds[1] for one in spans))
