"""Who is bound and excluded, what is prohibited: the rules of a provision for one allegation.

These are the small questions asked once for each distinct combination; `treve.findings.clauses`
spreads the answers over columns.
"""

from typing import NamedTuple

from treve.geo.altitude import AltitudeBand
from treve.geo.interval import Interval
from treve.kleene import CANNOT_TELL, NO, YES, Kleene, one_of
from treve.picture.parties import Parties
from treve.records.act import WEAPON_OF_ACT, covers
from treve.records.arrangement import Adherence, Bound, ExceptionClause, Provision
from treve.records.report import Circumstances, IncidentReport

BINDING = ("declared", "signed", "active")
"""States of adherence that bind."""


IN_SETTLEMENTS = frozenset({"civilians", "medical", "humanitarian", "infrastructure"})
"""Kinds of target that a report of a settlement being hit may include."""


class Allegation(NamedTuple):
    """Who is said to have acted against whom: what reports have in common, so that each is asked once."""

    alleged: tuple[str, ...]
    mode: str
    against: tuple[str, ...]
    directed: bool

    @classmethod
    def of(cls, report: IncidentReport) -> "Allegation":
        """The allegation of a report."""
        return cls(report.alleged, report.alleged_mode, report.against, report.directed)


class Deed(NamedTuple):
    """What is said to have been done, with what, and how high."""

    acts: tuple[str, ...]
    weapon: str | None
    altitude: AltitudeBand | None = None
    targets: tuple[str, ...] = ()

    @classmethod
    def of(cls, report: IncidentReport) -> "Deed":
        """The deed of a report."""
        return cls(report.acts, report.weapon, report.altitude, report.target_kind)


class Who(NamedTuple):
    """The parties that a provision binds and leaves out, over a span in which that does not change."""

    bound: Bound
    adherences: tuple[Adherence, ...]
    excluded: tuple[str, ...]
    excluded_by: tuple[str, ...]
    during: Interval


def standing(who: Who, parties: Parties, party: str) -> Kleene:
    """Whether one party is bound: itself, or a party that it was part of or associated with.

    Adherence lists are contested data: where authors contradict one another it cannot be told.
    """
    if who.bound.to == "everyone":
        return YES
    chain = parties.controlling(party, who.during) if who.bound.with_associated else (party,)
    if who.bound.to == "named":
        named = {name for one in who.bound.parties for name in parties.identities(one)}
        return YES if named & set(chain) else NO
    answers = [_adhered(who, parties, one) for one in chain]
    own = answers[0]
    if own is not None:
        return own
    return max((answer for answer in answers if answer is not None), default=NO)


def _adhered(who: Who, parties: Parties, party: str) -> Kleene | None:
    names = set(parties.identities(party))
    said = [one for one in who.adherences if one.party in names and one.during.overlaps(who.during)]
    if not said:
        return None
    held = [YES if one.state in BINDING and who.during.within(one.during) else
            CANNOT_TELL if one.state in BINDING else NO for one in said]  # fmt: skip
    return one_of(held)


def excluded(who: Who, parties: Parties, party: str) -> Kleene:
    """Whether one party is outside the provision, by its text or by an authority's designation then."""
    named = {name for one in who.excluded for name in parties.identities(one)}
    chain = parties.controlling(party, who.during)
    if named & set(chain):
        return YES
    found = NO
    for one in chain:
        word = parties.designation(one, who.excluded_by, who.during) if who.excluded_by else "not_excluded"
        if word == "excluded":
            return YES
        if word == "contested":
            found = CANNOT_TELL
    return found


def bound_of(who: Who, parties: Parties, allegation: Allegation) -> Kleene:
    """Whether the alleged actor was bound. Nobody named: cannot tell, unless the provision binds everyone."""
    if not allegation.directed:
        sides = (allegation.alleged, allegation.against)
        return one_of([_side_bound(who, parties, side, "jointly") for side in sides])
    return _side_bound(who, parties, allegation.alleged, allegation.mode)


def _side_bound(who: Who, parties: Parties, side: tuple[str, ...], mode: str) -> Kleene:
    if not side:
        return YES if who.bound.to == "everyone" else CANNOT_TELL
    answers = [standing(who, parties, party) for party in side]
    return max(answers) if mode == "jointly" else one_of(answers)


def between(who: Who, parties: Parties, allegation: Allegation) -> Kleene:
    """Whether an act was one between parties that are all bound: what a looser local text allows, it allows among its own.

    Every actor and every target must be bound and none of them left out; a target that nobody named cannot be told.
    """
    sides = ((allegation.alleged, allegation.mode), (allegation.against, "jointly"))
    answers = []
    for side, mode in sides:
        if not side:
            answers.append(YES if who.bound.to == "everyone" else CANNOT_TELL)
            continue
        own = [min(standing(who, parties, party), Kleene(2 - excluded(who, parties, party))) for party in side]
        answers.append(one_of(own) if mode == "one_of" else min(own))
    return min(answers)


class Exclusion(NamedTuple):
    """Whether the actor or the target is outside, and through which of them."""

    value: Kleene
    by_target: bool


def excluded_of(who: Who, parties: Parties, allegation: Allegation) -> Exclusion:
    """Whether the act was by, or against, an excluded party.

    Some excluded and some not on one side (mixed presence) is never cleared: cannot tell. An actor
    that nobody named may be an excluded one: cannot tell. A target that nobody named is taken as the
    report gives it, not excluded; a party that says otherwise disputes the classification.
    """
    if not who.excluded and not who.excluded_by:
        return Exclusion(NO, by_target=False)
    actor = _mixed([excluded(who, parties, party) for party in allegation.alleged], allegation.mode)
    target = _mixed([excluded(who, parties, party) for party in allegation.against], "jointly")
    if not allegation.alleged:
        actor = CANNOT_TELL
    if not allegation.against:
        target = NO
    value = max(actor, target)
    return Exclusion(value, by_target=target == value and actor != value)


def _mixed(answers: list[Kleene], mode: str) -> Kleene:
    return one_of(answers) if answers else NO


class Prohibition(NamedTuple):
    """Whether the deed was prohibited, and whether a permission decided it."""

    value: Kleene
    permitted: bool


def prohibited(provision: Provision, deed: Deed, circumstances: Circumstances) -> Prohibition:
    """Whether an act done falls under the provision, weapon and target included, and is not permitted."""
    best = Prohibition(NO, permitted=False)
    for act in deed.acts:
        value = max((covers(rule, act) for rule in provision.prohibits), default=NO)
        value = min(value, _weapon(provision, act, deed.weapon), target(provision, deed))
        allowed = permitted(provision, act, circumstances)
        decided = Prohibition(min(value, Kleene(2 - allowed)), permitted=allowed == YES and value != NO)
        if decided.value > best.value or (decided.permitted and best.value == NO):
            best = decided
    return best


def permitted(provision: Provision, act: str, circumstances: Circumstances) -> Kleene:
    """Whether a provision expressly permits an act, its notice given where it asks for one."""
    asked = (_permission(one.needs_notice, covers(one.act, act), circumstances) for one in provision.permits)
    return max(asked, default=NO)


def by_act(provision: Provision, deed: Deed, circumstances: Circumstances) -> tuple[Kleene, ...]:
    """For each act done whether the provision prohibits it; their maximum is what `prohibited` gives."""
    return tuple(prohibited(provision, deed._replace(acts=(act,)), circumstances).value for act in deed.acts)


def allowed_by_act(provision: Provision, deed: Deed, circumstances: Circumstances) -> tuple[Kleene, ...]:
    """For each act done whether the provision permits it, with a weapon and against a target that it is about."""
    about = target(provision, deed)
    return tuple(
        min(permitted(provision, act, circumstances), _weapon(provision, act, deed.weapon), about) for act in deed.acts
    )


def target(provision: Provision, deed: Deed) -> Kleene:
    """Whether something was hit that the provision is about; cannot tell where the report names no kind of target."""
    if not provision.targets:
        return YES
    if not deed.targets:
        return CANNOT_TELL
    if set(provision.targets) & set(deed.targets):
        return YES
    # A settlement that was hit has people and works in it of which the report says nothing.
    return CANNOT_TELL if "settlement" in deed.targets and set(provision.targets) & IN_SETTLEMENTS else NO


def _weapon(provision: Provision, act: str, weapon: str | None) -> Kleene:
    if not provision.weapons:
        return YES
    used = weapon or WEAPON_OF_ACT.get(act)
    if used is None:
        return CANNOT_TELL
    return max(covers(rule, used) for rule in provision.weapons)


def _permission(needs_notice: bool, matched: Kleene, circumstances: Circumstances) -> Kleene:
    if not needs_notice or matched == NO:
        return matched
    notified = circumstances.notified
    return min(matched, CANNOT_TELL if notified is None else YES if notified else NO)


def excepted(clauses: tuple[ExceptionClause, ...], circumstances: Circumstances) -> Kleene:
    """Whether an exception applies: established, refused by a failed precondition, or only claimed.

    Nobody having claimed or established one, it does not apply: an exception is for its user to raise.
    """
    found = NO
    for clause in clauses:
        raised = circumstances.self_defence if clause.kind == "self_defence" else circumstances.ordered
        if raised is False or (raised is None and not circumstances.claimed):
            continue
        known = [getattr(circumstances, condition) for condition in clause.preconditions]
        if any(value is False for value in known):
            continue
        certain = raised is True and all(value is True for value in known)
        found = max(found, YES if certain else CANNOT_TELL)
    return found
