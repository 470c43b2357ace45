"""Arrangements: who is bound, where, when, to what, and how it changes."""

from datetime import datetime
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from treve.geo.altitude import AltitudeBand
from treve.geo.interval import Interval
from treve.records.act import Act, TargetKind, Weapon
from treve.records.base import Key, Names, Record, Words
from treve.records.notice import NoticeKind

ArrangementKind = Literal[
    "general_ceasefire", "cessation_of_hostilities", "local_truce", "regime_of_silence", "humanitarian_pause",
    "unilateral_truce", "target_limited_truce", "deescalation_area", "demilitarized_zone", "flight_safety_mou",
    "movement_corridor", "repair_window",
]  # fmt: skip
"""Kinds of arrangement, in the words of the field."""

Change = Literal[
    "proposed", "agreed", "announced", "in_force", "suspended", "resumed", "extended", "lapsed", "expired",
    "terminated", "superseded", "collapsed_de_facto",
]  # fmt: skip
"""Changes of state; `collapsed_de_facto` is a claim of its author and changes no legal status."""

Hour = Annotated[str, Meta(pattern=r"^([01]\d|2[0-3]):[0-5]\d$|^24:00$")]
"""A local time of day; `24:00` is the midnight that ends the day."""


class DailyHours(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Hours of each day, in a zone; an end at or before the start lies on the next day."""

    start: Hour
    """First minute in force."""
    end: Hour
    """First minute no longer in force."""
    zone: str
    """tz database name of the legal clock."""


class Window(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """A span in which an arrangement is in force, perhaps only at certain hours of each day."""

    during: Interval
    """From first to last instant; half-open."""
    daily: DailyHours | None = None
    """Only these hours of each day, where the text says so."""
    said: str = ""
    """The span in the words of the source, such as "72 hours"."""
    doubtful: bool = False
    """Whether it is not known if it held then: an end that nobody recorded, a start known to the month."""


class Bound(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """Who is bound."""

    to: Literal["adherents", "named", "everyone"]
    """`adherents`: those with an adherence in force; `named`: the parties listed; `everyone`: any armed actor."""
    parties: tuple[Key, ...] = ()
    """The parties, when `named`."""
    with_associated: bool = True
    """Whether forces that are part of, or associated with, a bound party are bound with it."""


class Permission(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """An act that stays allowed, perhaps on a condition."""

    act: Act
    """The act."""
    needs_notice: bool = False
    """Whether it is allowed only if notified beforehand."""


class ExceptionClause(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """A reason that takes an act out of the prohibition, with what must be true first."""

    kind: Literal["self_defence", "ordered_return_fire"]
    """The reason."""
    preconditions: tuple[Literal["proportionate", "immediate_threat", "coordination_tried", "ordered", "notified"], ...] = ()
    """What must all be so; one that is known to be false takes the exception away."""


class Provision(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """One rule of an arrangement, such that a machine can apply it."""

    id: str
    """Its number in the text, or a short name."""
    words: Names
    """What it says, in this project's words."""
    bound: Bound
    """Who must keep it."""
    prohibits: tuple[Act, ...] = ()
    """The acts that break it."""
    weapons: tuple[Weapon, ...] = ()
    """The weapons it is about; empty = all."""
    targets: tuple[TargetKind, ...] = ()
    """The kinds of target it is about, such as infrastructure alone; empty = all."""
    permits: tuple[Permission, ...] = ()
    """Acts that stay allowed."""
    exceptions: tuple[ExceptionClause, ...] = ()
    """Reasons that take an act out of it."""
    excluded: tuple[Key, ...] = ()
    """Parties outside it, as actors and as targets."""
    excluded_by: tuple[Key, ...] = ()
    """Authorities whose designations put parties outside it, as they stood at the time of the incident."""
    areas: tuple[Key, ...] = ()
    """Areas it holds in; empty = the whole theatre."""
    areas_out: tuple[Key, ...] = ()
    """Areas it does not hold in."""
    band: AltitudeBand | None = None
    """Altitudes it holds at; `None` = all."""
    windows: tuple[Window, ...] = ()
    """When it holds, where that differs from the arrangement."""


class Guarantee(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """A guarantor and for whom it answers."""

    guarantor: Key
    """Who answers."""
    answers_for: tuple[Key, ...] = ()
    """For whom; empty = for the whole."""


class TextVersion(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """One text of an arrangement."""

    lang: str
    """Language (BCP 47)."""
    sha256: str = ""
    """Hash of the document, if this node holds it."""
    authoritative: bool = False
    """Whether this language prevails."""
    reference: str = ""
    """Its number or title."""


class AgreedSeparation(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """How far apart notices of two kinds are to stay, in one of the three ways at least; it permits nothing."""

    kinds: tuple[NoticeKind, NoticeKind]
    """The two kinds, in either order."""
    horizontal_m: Annotated[float, Meta(ge=0, le=1_000_000)] = 0.0
    """Along the ellipsoid, metres; zero = their areas may not overlap."""
    vertical_m: Annotated[float, Meta(ge=0, le=100_000)] = 0.0
    """In altitude, metres."""
    seconds: Annotated[float, Meta(ge=0, le=1_000_000)] = 0.0
    """In time, seconds."""
    words: Words = ""
    """What the text says, in this project's words."""


class Arrangement(Record, frozen=True, kw_only=True, tag_field="kind", tag="arrangement"):
    """What parties agreed or declared, as data."""

    names: Names
    """Its name by language."""
    arrangement_kind: ArrangementKind
    """Its kind."""
    form: Literal["unilateral", "bilateral", "multilateral"] = "multilateral"
    """How many sides it binds."""
    status: Literal["proposed", "agreed", "announced", "in_force"] = "in_force"
    """State at its start; later states come as `ArrangementChange`."""
    classification: Literal["definitive", "preliminary", "cessation_of_hostilities", ""] = ""
    """Academic class (Clayton and Sticher)."""
    windows: tuple[Window, ...]
    """When it holds. Extensions come as `ArrangementChange`."""
    provisions: tuple[Provision, ...] = ()
    """Its rules."""
    under: Key = ""
    """A more general arrangement that it adds to: it may be stricter, never looser, and ends back into it."""
    looser: bool = False
    """Whether its text says expressly that it loosens the general one."""
    supersedes: tuple[Key, ...] = ()
    """Arrangements it takes the place of."""
    suspends: tuple[Key, ...] = ()
    """Arrangements that its text suspends; each takes effect through an `ArrangementChange` of its own."""
    proposers: tuple[Key, ...] = ()
    """Who proposed it."""
    brokers: tuple[Key, ...] = ()
    """Who negotiated, coordinated or announced it without being bound."""
    guarantees: tuple[Guarantee, ...] = ()
    """Who guarantees it."""
    texts: tuple[TextVersion, ...] = ()
    """Its texts."""
    publicity: Literal["public", "confidential", "leaked", "partly_published", "unwritten"] = "public"
    """How far the text is known."""
    adopted_at: datetime | None = None
    """When it was adopted or signed."""
    accession: Interval | None = None
    """When parties could declare that they join."""
    stated_duration: str = ""
    """Length that the source states, such as "72 hours", kept even where the clock says otherwise."""
    renewal: Words = ""
    """How it is renewed."""
    day_d_days: int = 0
    """Consecutive compliant days asked for before the next stage; 0 = none."""
    decision_rule: Words = ""
    """Who decides about it, and how."""
    denunciation: Words = ""
    """How a party leaves."""
    reporting_channel: Words = ""
    """Where incidents are to be reported."""
    separations: tuple[AgreedSeparation, ...] = ()
    """How far apart its parties agreed that notices of two kinds stay, in place of Treve's own figures."""

    @property
    def valid(self) -> Interval:
        """From the first start to the last end of its windows."""
        starts = [window.during.start for window in self.windows]
        ends = [window.during.end for window in self.windows]
        start = None if None in starts or not starts else min(start for start in starts if start)
        return Interval(start, None if None in ends or not ends else max(end for end in ends if end))


class ArrangementChange(Record, frozen=True, kw_only=True, tag_field="kind", tag="arrangement-change"):
    """A change of an arrangement's state, or an extension."""

    arrangement: Key
    """Which one."""
    change: Change
    """What changed."""
    at: datetime
    """From when."""
    windows: tuple[Window, ...] = ()
    """The new spans, when extended."""
    areas: tuple[Key, ...] = ()
    """Where it applies, when an extension is for some areas only."""
    by: tuple[Key, ...] = ()
    """Who decided or declared it."""

    @property
    def valid(self) -> Interval:
        """From the change on."""
        return Interval(self.at, None)

    @property
    def subject(self) -> str:
        """The arrangement."""
        return self.arrangement


class ChannelStatus(Record, frozen=True, kw_only=True, tag_field="kind", tag="channel-status"):
    """Whether a line or mechanism of an arrangement was seen to work; apart from its legal status."""

    arrangement: Key
    """Which one."""
    working: bool
    """Whether it worked."""
    during: Interval
    """When this was observed."""
    words: Words = ""
    """By whom and how."""

    @property
    def valid(self) -> Interval:
        """When this was observed."""
        return self.during

    @property
    def subject(self) -> str:
        """The arrangement."""
        return self.arrangement


class Adherence(Record, frozen=True, kw_only=True, tag_field="kind", tag="adherence"):
    """A party's standing towards an arrangement for a time, as its author says: lists are contested data."""

    arrangement: Key
    """Which arrangement."""
    party: Key
    """Whose standing."""
    state: Literal[
        "not_asked", "invited", "refused", "declared", "signed", "active", "self_suspended", "withdrawn", "excluded",
        "dissolved",
    ]  # fmt: skip
    """`declared`, `signed` and `active` bind."""
    during: Interval
    """When."""
    words: Words = ""
    """What was said."""

    @property
    def valid(self) -> Interval:
        """When it held."""
        return self.during

    @property
    def subject(self) -> str:
        """The arrangement."""
        return self.arrangement
