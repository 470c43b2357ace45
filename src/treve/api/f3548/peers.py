"""What this USS knows of the intents of others: told by them, or asked for; and which of them stand in a plan's way."""

from collections import OrderedDict
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from treve.airspace.caller import STRATEGIC
from treve.api.f3548 import convert, models
from treve.api.f3548.client import Client
from treve.errors import BadInput, Forbidden, PeerFailed, VersionConflict
from treve.geo.volume import Volume4D
from treve.kleene import NO

MOST = 20_000
"""Most intents of others that are remembered; the one that was used longest ago is forgotten first."""
HIGHEST = 2**31
"""Stands for the priority of a flight whose manager is down: nobody can say that it gives way."""


class Other(msgspec.Struct, frozen=True):
    """An intent of somebody else with its details."""

    reference: models.IntentReference
    """Its reference, as its manager told it."""
    volumes: tuple[Volume4D, ...]
    """Its volumes, nominal and off-nominal; none = nobody knows where it is."""
    priority: int
    """Its priority."""

    def meets(self, volumes: Iterable[Volume4D]) -> bool:
        """Whether it meets one of these volumes, or may."""
        return not self.volumes or any(mine.overlaps(theirs) != NO for mine in volumes for theirs in self.volumes)


class Others:
    """The intents of others."""

    def __init__(self, client: Client, *, loopback: bool = False) -> None:
        self._client, self._loopback = client, loopback
        self._held: OrderedDict[tuple[str, str], Other] = OrderedDict()

    async def details(self, reference: models.IntentReference) -> Other | None:
        """Its details, newest version; `None` where its manager is down and it is only planned: it gives way.

        Raises `PeerFailed` where its manager does not answer, or tells what does not fit its reference.
        """
        name = (reference.manager, reference.id)
        held = self._held.get(name)
        if held is not None and held.reference.version == reference.version:
            self._held.move_to_end(name)
            return held
        try:
            told = await self._ask(reference)
        except PeerFailed:
            if reference.uss_availability != "Down":
                raise
            return None if reference.state == "Accepted" else Other(reference, (), HIGHEST)
        return self._keep(told)

    async def _ask(self, reference: models.IntentReference) -> Other:
        path = f"/uss/v1/operational_intents/{reference.id}"
        url = reference.uss_base_url
        try:
            convert.base_url(url, loopback=self._loopback)
            answer = await self._client.call("GET", url, path, STRATEGIC, models.IntentTold, about=reference.id)
            found = other(answer.operational_intent)
        except BadInput as error:
            raise PeerFailed(f"{reference.manager} tells what F3548-21 does not have: {error.message}") from error
        told = found.reference
        if (told.id, told.manager) != (reference.id, reference.manager) or told.version < reference.version or not told.ovn:
            raise PeerFailed(f"{reference.manager} tells of another intent than was asked for.")
        return found

    def hear(self, manager: str, notified: models.IntentNotified) -> Other | None:
        """Take a notification; the intent that it tells of. Raises `Forbidden`, `VersionConflict`, `BadInput`."""
        identity = convert.identity(notified.operational_intent_id)
        # Each manager tells of its own: nobody can take the place of another by being first.
        held = self._held.get((manager, identity))
        if notified.operational_intent is None:
            self._held.pop((manager, identity), None)
            return None
        found = other(notified.operational_intent)
        if found.reference.manager != manager:
            raise Forbidden(f"The intent {identity} is managed by {found.reference.manager}, not by {manager}.")
        if found.reference.id != identity:
            raise BadInput("The notification names another intent than it tells of.")
        if held is not None and held.reference.version >= found.reference.version:
            raise VersionConflict(f"Version {held.reference.version} of the intent {identity} is known already.")
        return self._keep(found)

    def _keep(self, found: Other) -> Other:
        while len(self._held) >= MOST:
            self._held.popitem(last=False)
        name = (found.reference.manager, found.reference.id)
        self._held[name] = found
        self._held.move_to_end(name)
        return found


def other(told: models.Intent) -> Other:
    """An intent as its manager tells of it; raises `BadInput` where it breaks a rule."""
    every = [*told.details.volumes, *told.details.off_nominal_volumes]
    return Other(told.reference, convert.volumes(every, convert.OTHERS), told.details.priority or 0)


def in_the_way(
    priority: int, volumes: Sequence[Volume4D], others: Iterable[Other], *, flying: Sequence[Volume4D] | None
) -> Iterator[Other]:
    """The intents that a plan must not meet: of the same or a higher priority (F3548-21, 4.5).

    `flying`: where the own flight is activated already; what met it there, and is activated too, it may go on meeting.
    """
    for one in others:
        if priority > one.priority or not one.meets(volumes):
            continue
        if flying is not None and one.reference.state == "Activated" and one.meets(flying):
            continue
        yield one
