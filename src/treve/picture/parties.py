"""Who a party was at a time: names, what it was part of, whether somebody had designated it."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from functools import cached_property
from typing import Literal

from treve.geo.interval import Interval
from treve.records.base import Record
from treve.records.party import Designation, Party, Succession

BINDING_BONDS = ("part_of", "associated_force")
"""Bonds through which a party is bound with another; being allied or backed is not one of them."""


class Parties:
    """The parties of a picture, their successions and designations."""

    def __init__(self, records: Iterable[Record]) -> None:
        self.by_key: dict[str, Party] = {}
        self.successions: list[Succession] = []
        self._designations: dict[str, list[Designation]] = defaultdict(list)
        for record in records:
            if isinstance(record, Party):
                self.by_key.setdefault(record.key, record)
            elif isinstance(record, Succession):
                self.successions.append(record)
            elif isinstance(record, Designation):
                self._designations[record.party].append(record)

    @cached_property
    def _renamings(self) -> tuple[Succession, ...]:
        """Oldest first, so that one renaming can build on another."""
        held = [change for change in self.successions if change.change == "renamed"]
        return tuple(sorted(held, key=lambda one: (one.at.bounds, one.of, one.into)))

    def name(self, key: str, lang: str = "en", at: datetime | None = None) -> str:
        """The name of a party in `lang` at a time: after a renaming the new one, through several one after the other."""
        party = self.by_key.get(key)
        names = dict(party.names) if party else {}
        keys = {key}
        for change in self._renamings:
            starts = change.at.start
            if keys & set(change.of) and (at is None or starts is None or at >= starts):
                after = next((self.by_key[one] for one in change.into if one in self.by_key), None)
                names = dict(change.names or (after.names if after else {})) or names
                keys |= set(change.into)
        fallback = key.partition(":")[2] or key
        return names.get(lang) or names.get("en") or next(iter(names.values()), fallback)

    def identities(self, key: str) -> tuple[str, ...]:
        """The party with all its predecessors and successors, under whatever key they stand, itself first."""
        if not self.successions:
            return (key,)
        found, queue = [key], [key]
        while queue:
            one = queue.pop()
            for change in self.successions:
                if change.change in ("renamed", "merged", "split"):
                    linked = change.of + change.into
                    for other in linked if one in linked else ():
                        if other not in found:
                            found.append(other)
                            queue.append(other)
        return tuple(found)

    def predecessors(self, key: str) -> tuple[str, ...]:
        """The parties that this one came from by renaming or merging, nearest first, itself first."""
        found, queue = [key], [key]
        while queue:
            one = queue.pop(0)
            for change in self.successions:
                if one in change.into:
                    for before in change.of:
                        if before not in found:
                            found.append(before)
                            queue.append(before)
        return tuple(found)

    def controlling(self, key: str, during: Interval) -> tuple[str, ...]:
        """The party and those it was part of or associated with at some time in `during`, nearest first."""
        found, queue = [key], [key]
        while queue:
            party = self.by_key.get(queue.pop(0))
            for bond in party.affiliations if party else ():
                if bond.bond in BINDING_BONDS and bond.during.overlaps(during) and bond.to not in found:
                    found.append(bond.to)
                    queue.append(bond.to)
        return tuple(found)

    def designation(
        self, key: str, authorities: tuple[str, ...], during: Interval
    ) -> Literal["excluded", "not_excluded", "contested"]:
        """What these authorities said of the party in `during`; a successor inherits its predecessors' designation.

        `contested` where they disagree, changed their word within the span, or one of them held it contested.
        """
        said: set[str] = set()
        for one in self.predecessors(key):
            for designation in self._designations.get(one, ()):
                if designation.by in authorities and designation.during.overlaps(during):
                    said.add(designation.value if during.within(designation.during) else "contested")
        if not said:
            return "not_excluded"
        if said == {"excluded"}:
            return "excluded"
        return "not_excluded" if said == {"not_excluded"} else "contested"

    @cached_property
    def mark(self) -> tuple[int, ...]:
        """The same for parties made of the very same records; good only while they are held."""
        said = (one for held in self._designations.values() for one in held)
        return tuple(id(record) for record in (*self.by_key.values(), *self.successions, *said))

    @cached_property
    def all_turning_points(self) -> frozenset[datetime]:
        """The times at which some party's bonds, identity or designations changed."""
        points: set[datetime | None] = set()
        for party in self.by_key.values():
            for bond in party.affiliations:
                points |= {bond.during.start, bond.during.end}
        for said in self._designations.values():
            for designation in said:
                points |= {designation.during.start, designation.during.end}
        points |= {change.at.start for change in self.successions}
        return frozenset(point for point in points if point is not None)
