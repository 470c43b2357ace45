"""What this USS knows of the intents of others: told by them, or asked for; and which of them stand in a plan's way."""

from collections import OrderedDict
from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta

import msgspec

from treve.airspace.caller import STRATEGIC
from treve.airspace.entity import span_of
from treve.api.f3548 import convert, models
from treve.api.f3548.client import Client
from treve.errors import BadInput, Forbidden, PeerFailed, VersionConflict
from treve.geo.volume import Volume4D
from treve.kleene import NO

MOST = 20_000
"""Most intents of others that are remembered; the one that was used longest ago is forgotten first."""
HIGHEST = 2**31
"""Stands for the priority of a flight whose manager is down: nobody can say that it gives way."""
MOST_VERTICES = 1_000_000
"""Most vertices of all that is remembered: very large things do not fill the memory."""
SLACK = timedelta(seconds=5)
"""How far the times of details may lie from those of their reference (F3548-21, TimeSyncMaxDifferential)."""


class Other(msgspec.Struct, frozen=True):
    """An intent of somebody else with its details."""

    reference: models.IntentReference
    """Its reference, as its manager told it."""
    volumes: tuple[Volume4D, ...]
    """Its volumes, nominal and off-nominal; none = nobody knows where it is."""
    priority: int
    """Its priority."""
    vertices: int = 0
    """How many vertices it was told with; a circle counts as one."""
    heard: bool = False
    """Whether its manager told of it by itself, without being asked."""

    def meets(self, volumes: Iterable[Volume4D]) -> bool:
        """Whether it meets one of these volumes, or may."""
        return not self.volumes or any(mine.overlaps(theirs) != NO for mine in volumes for theirs in self.volumes)


class Others:
    """The intents of others."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._held: OrderedDict[tuple[str, str], Other] = OrderedDict()
        self._vertices = 0

    async def details(self, reference: models.IntentReference) -> Other | None:
        """Its details, newest version; `None` where its manager is down and it is only planned: it gives way.

        Raises `PeerFailed` where its manager does not answer, or tells what does not fit its reference.
        """
        name = (reference.manager, reference.id)
        held = self._held.get(name)
        if held is not None and held.reference.version == reference.version and _fits(held, reference):
            self._held.move_to_end(name)
            return held
        try:
            told = await self._ask(reference)
        except PeerFailed:
            if reference.uss_availability != "Down":
                raise
            return None if reference.state == "Accepted" else Other(reference, (), HIGHEST)
        return self._keep(name, told)

    async def _ask(self, reference: models.IntentReference) -> Other:
        try:
            path, url = f"/uss/v1/operational_intents/{convert.identity(reference.id)}", reference.uss_base_url
            answer = await self._client.call("GET", url, path, STRATEGIC, models.IntentTold, about=reference.id)
            found = other(answer.operational_intent)
            _check(found, reference)
        except BadInput as error:
            raise PeerFailed(f"{reference.manager} tells what F3548-21 does not have: {error.message}") from error
        return found

    def forget(self, reference: models.IntentReference) -> None:
        """Ask for the details of an intent anew when they are needed next."""
        self._drop((reference.manager, reference.id))

    def hear(self, manager: str, notified: models.IntentNotified) -> Other | None:
        """Take a notification; the intent that it tells of. Raises `Forbidden`, `VersionConflict`, `BadInput`."""
        identity = convert.identity(notified.operational_intent_id)
        # Each manager tells of its own: nobody can take the place of another by being first.
        held = self._held.get((manager, identity))
        if notified.operational_intent is None:
            self._drop((manager, identity))
            return None
        found = other(notified.operational_intent)
        if found.reference.manager != manager:
            raise Forbidden(f"The intent {identity} is managed by {found.reference.manager}, not by {manager}.")
        if convert.identity(found.reference.id) != identity:
            raise BadInput("The notification names another intent than it tells of.")
        # What this node asked for itself may come before the notification of it.
        known = None if held is None else held.reference.version - (0 if held.heard else 1)
        if known is not None and known >= found.reference.version:
            raise VersionConflict(f"Version {known} of the intent {identity} is known already, or a newer one.")
        return self._keep((manager, identity), msgspec.structs.replace(found, heard=True))

    def _keep(self, name: tuple[str, str], found: Other) -> Other:
        self._drop(name)
        while self._held and (len(self._held) >= MOST or self._vertices + found.vertices > MOST_VERTICES):
            self._drop(next(iter(self._held)))
        self._held[name] = found
        self._vertices += found.vertices
        return found

    def _drop(self, name: tuple[str, str]) -> None:
        found = self._held.pop(name, None)
        if found is not None:
            self._vertices -= found.vertices


def other(told: models.Intent) -> Other:
    """An intent as its manager tells of it; raises `BadInput` where it breaks a rule."""
    every = [*told.details.volumes, *told.details.off_nominal_volumes]
    count = sum(len(one.volume.outline_polygon.vertices) if one.volume.outline_polygon else 1 for one in every)
    return Other(told.reference, convert.volumes(every, convert.OTHERS), told.details.priority or 0, count)


def _check(found: Other, reference: models.IntentReference) -> None:
    """Whether details fit the reference that the DSS gave; raises `PeerFailed`, `BadInput`."""
    told, whose = found.reference, reference.manager
    same = (convert.identity(told.id), told.manager) == (convert.identity(reference.id), whose)
    if not same or told.version < reference.version:
        raise PeerFailed(f"{whose} tells of another intent than was asked for.")
    if not told.ovn or told.ovn == models.HIDDEN_OVN:
        raise PeerFailed(f"{whose} does not tell the OVN of its intent {reference.id}.")
    # It may have been changed since the DSS was asked: then it is its own newer reference that its details must fit.
    newest = told if told.version > reference.version else reference
    span = span_of(found.volumes)
    start, end = convert.instant(newest.time_start.value, up=False), convert.instant(newest.time_end.value, up=True)
    if span.start is None or span.end is None or abs(span.start - start) > SLACK or abs(span.end - end) > SLACK:
        raise PeerFailed(f"{whose} tells of another time than the reference of its intent {reference.id} has.")


def _fits(held: Other, reference: models.IntentReference) -> bool:
    try:
        _check(held, reference)
    except (PeerFailed, BadInput):
        return False
    return True


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
