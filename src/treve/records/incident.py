"""What is said about an incident after its report: links, occurrence, attribution, positions, handling.

An incident is the group of reports that linking records hold together. `incident` fields name it by
the id or key of any of its reports.
"""

from datetime import datetime
from typing import Annotated, Literal

from msgspec import Meta

from treve.errors import BadRecord
from treve.geo.interval import Interval
from treve.records.base import Key, Record, Words

NotViolationReason = Literal[
    "not_bound", "excluded_actor", "excluded_target", "outside_area", "outside_window", "act_not_prohibited",
    "permitted_act", "self_defence", "exercise", "accident_acknowledged", "arrangement_suspended",
]  # fmt: skip
"""Why an incident is no violation of an arrangement."""


class _About(Record, frozen=True, kw_only=True):
    incident: Key
    """The incident, or a tally or bulletin entry, by id or key."""
    at: datetime | None = None
    """When it was said or done."""

    @property
    def valid(self) -> Interval:
        """From when it was said."""
        return Interval(self.at, None)

    @property
    def subject(self) -> str:
        """The incident."""
        return self.incident


class Link(Record, frozen=True, kw_only=True, tag_field="kind", tag="link"):
    """A person's word on how two reports belong together; never destructive."""

    a: Key
    """One report, by id or key."""
    b: Key
    """The other."""
    relation: Literal["same_incident", "duplicate_of", "corroborates", "contradicts", "apart"]
    """`same_incident` and `duplicate_of` hold the two in one incident; `apart` keeps them from being proposed again."""
    score: Annotated[float, Meta(ge=0, le=1)] | None = None
    """The score with which it was proposed, if it was."""

    @property
    def subject(self) -> str:
        """The first report."""
        return self.a

    @property
    def subjects(self) -> tuple[str, ...]:
        """Both reports."""
        return (self.a, self.b)


class Occurrence(_About, frozen=True, kw_only=True, tag_field="kind", tag="occurrence"):
    """A judgement on whether an incident occurred."""

    value: Literal["alleged", "corroborated", "verified", "refuted", "unverifiable"]
    """The judgement."""
    basis: Words = ""
    """How it was reached: the method agreed by the parties."""


class Attribution(_About, frozen=True, kw_only=True, tag_field="kind", tag="attribution"):
    """A judgement on who did it, with its level; never inferred from who holds the ground."""

    actors: tuple[Key, ...]
    """Whom it names; several = collectively."""
    and_allies: bool = False
    """Whether it says "and/or its allies"."""
    level: Annotated[int, Meta(ge=0, le=5)]
    """0 none, 1 claimed, 2 plausible, 3 probable, 4 highly probable, 5 admitted by the actor."""
    basis: tuple[Literal["source", "physical", "technical", "sensor", "model", "admission"], ...] = ()
    """What it rests on, one entry an independent source; sensors and models alone carry no more than level 2."""
    signed_off: tuple[Key, ...] = ()
    """Roles that signed it off; two different ones from level 3."""

    def __post_init__(self) -> None:
        if self.level < 3:
            return
        if len(set(self.signed_off)) < 2:
            raise BadRecord("An attribution of level 3 or more needs the sign-off of two roles.")
        if set(self.basis) <= {"sensor", "model"}:
            raise BadRecord("Sensors and models alone carry an attribution no further than level 2.")
        if self.level == 5 and "admission" not in self.basis:
            raise BadRecord("Level 5 means admitted by the actor: the basis must name the admission.")
        independent = sum(base in ("source", "admission") for base in self.basis)
        if independent < 2 and not {"physical", "technical", "admission"} & set(self.basis):
            raise BadRecord("An attribution of level 3 or more needs two independent sources or one physical one.")


class Position(_About, frozen=True, kw_only=True, tag_field="kind", tag="position"):
    """A party's position on what stands in its own or another's register."""

    party: Key
    """Whose position."""
    value: Literal[
        "not_informed", "informed_no_answer", "admits", "confirms_occurrence", "cannot_confirm", "disputes_facts",
        "disputes_classification", "denies", "under_own_inquiry",
    ]  # fmt: skip
    """The position."""
    cases: int | None = None
    """How many entries of a tally it is about; `None` = all."""
    words: Words = ""
    """What was said, in this project's words."""


class Classification(_About, frozen=True, kw_only=True, tag_field="kind", tag="classification"):
    """A party's or body's word on whether an incident breaks an arrangement; this node's own findings are derived."""

    arrangement: Key = ""
    """Which arrangement; empty = not said."""
    value: Literal["violation", "not_violation", "undetermined"]
    """What it says."""
    reason: NotViolationReason | Literal[""] = ""
    """Why it is none."""
    by: Key
    """Who says so."""
    cases: int = 1
    """How many entries of a tally it is about."""
    words: Words = ""
    """What was said, in this project's words."""


class Handling(_About, frozen=True, kw_only=True, tag_field="kind", tag="handling"):
    """A step in what was done about an incident. There is no use-of-force step."""

    step: Literal[
        "received", "triaged", "tasked", "under_inquiry", "suspended_no_access", "reported", "decided",
        "rectification_requested", "rectified", "standing", "protested", "referred_up", "disciplinary_notified",
        "exclusion_decided", "no_action", "closed", "reopened",
    ]  # fmt: skip
    """The step."""
    by: Key
    """Who took it."""
    reason: Literal[
        "resolved_locally", "rectified", "no_violation", "unresolved", "withdrawn_by_reporter", "arrangement_ended",
        "duplicate", "",
    ] = ""  # fmt: skip
    """Why it was closed."""
    words: Words = ""
    """What was done."""


class Withdrawal(Record, frozen=True, kw_only=True, tag_field="kind", tag="withdrawal"):
    """An author takes back a record of its own; both stay readable."""

    withdraws: str
    """Id of the record taken back."""
    reason: Words = ""
    """Why."""

    @property
    def subject(self) -> str:
        """The record taken back."""
        return self.withdraws
