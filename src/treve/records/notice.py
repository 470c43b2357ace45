"""Notices: what a party says beforehand will be where and when. Information, never a permission.

Domain guide, 2.5, 3.6 and 8bis. Delivery, read-back, acknowledgement, objection and silence are different
things; each is a record of its own, for each recipient and each version.
"""

from datetime import date, datetime
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from treve.errors import BadRecord
from treve.geo.altitude import AltitudeBand
from treve.geo.footprint import Point, checked
from treve.geo.interval import Interval, instant
from treve.geo.volume import Volume4D
from treve.records.base import Key, Names, Record, Words

NoticeKind = Literal[
    "air_activity", "static_site", "movement", "works", "exercise", "medevac", "patrol", "force_movement",
]  # fmt: skip
"""What is notified."""

Metres = Annotated[float, Meta(gt=0, le=200_000)]
"""A length in metres."""

MOST_STOPS = 500
"""Most stops of a route."""
MOST_VOLUMES = 1_000
"""Most volumes of a notice."""


class StatedPoint(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """A position as notified: coordinates, and the name and district that are said to go with them."""

    lon: float
    """Longitude, degrees, WGS 84."""
    lat: float
    """Latitude, degrees, WGS 84."""
    place: str = ""
    """Name of the place as stated."""
    place_key: Key = ""
    """The place of the gazetteer that is meant, where that was settled."""
    district: Key = ""
    """Place or area in which it is stated to lie."""
    written: str = ""
    """The coordinates as they were written: how precise they are is read from it."""
    method: Literal["", "gps", "map", "imagery", "gazetteer"] = ""
    """How the coordinates were found."""
    marks: Literal["", "entrance", "centre"] = ""
    """What of the thing they mark."""

    def __post_init__(self) -> None:
        checked((self.lon, self.lat))


class Stop(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """A place on a route, and when it is reached and left."""

    at: StatedPoint
    """Where."""
    arrives: datetime | None = None
    """When it is reached; `None` at the origin."""
    departs: datetime | None = None
    """When it is left; `None` at the destination, and where it is only passed through."""
    road: tuple[Point, ...] = ()
    """Points of the road from here to the next stop, both left out; empty = the geodesic."""
    overnight: bool = False
    """Whether the night is spent there."""


class Route(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """A way with its times; raises `BadRecord` where the times do not run forward.

    Whoever moves along it is within `buffer_m` of the place that the times give, early or late by `slack_s`
    at most: a moving buffer.
    """

    stops: tuple[Stop, ...]
    """Origin, stops on the way, destination."""
    buffer_m: Metres = 1_000.0
    """Half width of the road, and radius around a stop, metres."""
    slack_s: Annotated[float, Meta(ge=0, le=7 * 86_400)] = 1_800.0
    """How early or late it may be, seconds."""

    def __post_init__(self) -> None:
        if not 2 <= len(self.stops) <= MOST_STOPS:
            raise BadRecord(f"A route has from 2 to {MOST_STOPS} stops, not {len(self.stops)}.")
        first, last = self.stops[0], self.stops[-1]
        if first.departs is None or last.arrives is None:
            raise BadRecord("A route needs the times at which its origin is left and its destination reached.")
        for stop in self.stops[1:-1]:
            if stop.arrives is None and stop.departs is not None:
                raise BadRecord(f"The stop at {stop.at.place or 'a place without a name'} is left but never reached.")
            for point in stop.road:
                checked(point)
        times = [time for stop in self.stops for time in (stop.arrives, stop.departs) if time is not None]
        if any(time.tzinfo is None for time in times):
            raise BadRecord("A time of the route has no offset from UTC.")
        if times != sorted(times) or times[0] == times[-1]:
            raise BadRecord("The times of a route must run forward from its origin to its destination.")


class Site(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """A place that stays: a hospital, a warehouse, a pumping station."""

    at: StatedPoint
    """Where."""
    radius_m: Metres = 100.0
    """What it covers around that point, metres."""
    site_kind: str = ""
    """What it is, such as hospital."""
    marking: str = ""
    """Signs that can be seen, such as a red crescent on the roof."""
    confirmed_on: date | None = None
    """When somebody last made sure that the entry is right."""


class Recipient(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """To whom a notice goes, and until when an answer is asked for."""

    party: Key
    """Who."""
    answer_by: datetime | None = None
    """Until when it should acknowledge or object; `None` = what the table of lead times says."""


class Consent(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """That the organisation whose site or movement it is agrees to the notice."""

    by: Key
    """Which organisation."""
    to: tuple[Key, ...] = ()
    """The recipients it agrees to; empty = those of the notice."""
    on: date | None = None
    """When it agreed."""


class Notice(Record, frozen=True, kw_only=True, tag_field="kind", tag="notice"):
    """What will be where and when, said beforehand to named recipients. It asks for no permission and gives none."""

    notice_kind: NoticeKind
    """What is notified."""
    version: Annotated[int, Meta(ge=1)] = 1
    """Number of this version; each change makes a new one, which is to be acknowledged again."""
    names: Names = {}
    """What it is called, by language."""
    window: Interval
    """When it holds."""
    site: Site | None = None
    """The place, for what stays."""
    route: Route | None = None
    """The way, for what moves."""
    volumes: tuple[Volume4D, ...] = ()
    """The areas, for what is spread out; their times lie within the window."""
    band: AltitudeBand | None = None
    """Altitudes of the site or route; `None` = all."""
    description: Words = ""
    """What recipients need to know, and no more."""
    recipients: tuple[Recipient, ...]
    """To whom it goes."""
    basis: Key = ""
    """The arrangement it rests on."""
    consent: Consent | None = None
    """Who agreed that it is sent, where it is about somebody else's site or movement."""
    contact: Key = ""
    """The contact that answers for it around the clock."""
    attachments: tuple[str, ...] = ()
    """SHA-256 of photographs and documents that go with it."""
    urgent: bool = False
    """Whether the shorter lead time of emergencies is asked for."""
    airspace: bool = False
    """Whether the airspace interface shows it: as an operational intent or as constraints."""

    def __post_init__(self) -> None:
        shapes = sum((self.site is not None, self.route is not None, bool(self.volumes)))
        if shapes != 1:
            raise BadRecord("A notice says where in one way: a site, a route or volumes.")
        if len(self.volumes) > MOST_VOLUMES:
            raise BadRecord(f"A notice has at most {MOST_VOLUMES} volumes, not {len(self.volumes)}.")
        if not self.key:
            raise BadRecord("A notice needs a key, such as `notice:convoy-daraya`: its versions share it.")
        if self.site is None and (self.window.start is None or self.window.end is None):
            raise BadRecord("The window of a notice needs a start and an end; only a static site may stay open.")
        if any(not volume.during.within(self.window) for volume in self.volumes):
            raise BadRecord("A volume of the notice lies outside its window.")
        if self.route is not None and any(
            time not in self.window and time != self.window.end
            for stop in self.route.stops
            for time in (stop.arrives, stop.departs)
            if time is not None
        ):
            raise BadRecord("A time of the route lies outside the window of the notice.")
        parties = [recipient.party for recipient in self.recipients]
        if len(set(parties)) != len(parties):
            raise BadRecord("A recipient stands twice in the notice.")

    @property
    def valid(self) -> Interval:
        """Its window."""
        return self.window

    @property
    def subjects(self) -> tuple[str, ...]:
        """Itself, since its versions are asked for together, and the arrangement it rests on."""
        return (self.key, self.basis) if self.basis else (self.key,)


class Check(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """What one check of a notice found before it was sent."""

    check: str
    """Name of the check, such as `name_and_coordinates`."""
    passed: Literal["yes", "no", "cannot_tell"]
    """Whether it passed; `no` blocks."""
    stop: int | None = None
    """Number of the stop it is about, from 0; `None` = the site or the whole notice."""
    distance_m: float | None = None
    """Metres between what was stated and what was found."""
    words: Words = ""
    """What was found, in the language of whoever checked."""


NoticeState = Literal["qa", "rejected_qa", "transmitted", "completed", "cancelled", "breached"]
"""States that somebody declares; draft, active, amended and expired follow from the versions and the clock."""


class NoticeStep(Record, frozen=True, kw_only=True, tag_field="kind", tag="notice-step"):
    """A step in the life of one version of a notice."""

    notice: Key
    """Which notice."""
    version: Annotated[int, Meta(ge=1)] = 1
    """Which version."""
    state: NoticeState
    """The state that it leads to."""
    at: datetime
    """When."""
    by: Key = ""
    """Contact or desk that did it."""
    checks: tuple[Check, ...] = ()
    """What the checks found, for `qa` and `rejected_qa`."""
    words: Words = ""
    """Why, for a rejection, a cancellation or a breach."""

    @property
    def valid(self) -> Interval:
        """That moment."""
        return instant(self.at)

    @property
    def subject(self) -> str:
        """The notice."""
        return self.notice


class ReadBack(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """What a recipient read back: the place by name and its coordinates in two formats."""

    place: str
    """Name of the place."""
    first: str
    """Coordinates in one format, as read."""
    second: str
    """Coordinates in another format, as read."""
    stop: int | None = None
    """Number of the stop, from 0; `None` = the site or the middle of the first volume."""


ReceiptState = Literal[
    "queued", "sent", "delivered", "undeliverable", "read_back_ok", "read_back_mismatch", "acknowledged", "objected",
    "escalated",
]  # fmt: skip
"""How far a notice has come with one recipient; an acknowledgement is no approval and no permission."""


class Receipt(Record, frozen=True, kw_only=True, tag_field="kind", tag="receipt"):
    """How far one version of a notice has come with one recipient."""

    notice: Key
    """Which notice."""
    version: Annotated[int, Meta(ge=1)] = 1
    """Which version."""
    recipient: Key
    """Which recipient."""
    state: ReceiptState
    """The state that it has reached."""
    at: datetime
    """When."""
    by: Key = ""
    """Contact or desk that answered or sent."""
    channel: str = ""
    """How, such as hotline or file."""
    read_back: tuple[ReadBack, ...] = ()
    """What was read back."""
    reason: Words = ""
    """Why, for an objection; where it failed, for a mismatch."""
    to: Key = ""
    """Whom it was escalated to."""

    @property
    def valid(self) -> Interval:
        """That moment."""
        return instant(self.at)

    @property
    def subject(self) -> str:
        """The notice."""
        return self.notice

    @property
    def subjects(self) -> tuple[str, ...]:
        """The notice and the recipient."""
        return (self.notice, self.recipient)
