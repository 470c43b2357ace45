"""Is the act prohibited, does an exception apply, was it suspended: the questions about the deed, in words."""

from typing import Final

from treve.findings.asking import Asking, Told
from treve.findings.columns import batch
from treve.findings.profile import Deed, allowed_by_act, by_act, target
from treve.findings.telling import code
from treve.findings.terms import loosening
from treve.findings.violations import engine_of
from treve.geo.interval import Interval
from treve.kleene import CANNOT_TELL, NO, YES, Kleene
from treve.picture.force import in_force
from treve.records.act import TARGETS, WEAPON_OF_ACT

CONDITIONS: Final = {
    "proportionate": "no greater than the threat required",
    "immediate_threat": "there was an immediate threat",
    "coordination_tried": "the coordination mechanism was tried first",
    "ordered": "the command had ordered it",
    "notified": "it was notified beforehand",
}
"""Preconditions of exceptions."""

ANSWERS: Final = {True: "yes", False: "no", None: "not known"}
"""What is known of a precondition."""


def act(asking: Asking) -> Told:
    """The question whether the act is prohibited."""
    words, report, rule = asking.words, asking.report, asking.provision
    weapon = _weapon(asking)
    known = [
        words("Reported: {acts} ({weapon}), says {source}.", acts=asking.codes(report.acts), weapon=weapon,
              source=asking.source(report)),
    ]  # fmt: skip
    if any(one.needs_notice for one in rule.permits):
        known.append(words("Notified beforehand: {answer}.", answer=words(ANSWERS[report.circumstances.notified])))
    says = [words("Prohibited: {acts}.", acts=asking.codes(rule.prohibits))]
    if rule.weapons:
        says.append(words("With these weapons: {weapons}.", weapons=asking.codes(rule.weapons)))
    if rule.targets:
        says.append(words("Against these targets: {targets}.", targets=_targets(asking, rule.targets)))
        hit = _targets(asking, report.target_kind) if report.target_kind else words("not said")
        known.append(words("What was hit: {targets}.", targets=hit))
    for one in rule.permits:
        sentence = "Permitted, if notified: {act}." if one.needs_notice else "Permitted: {act}."
        says.append(words(sentence, act=code(one.act, words)))
    local = permissions(asking)
    for key, acts, value in local:
        says.append(_loosened(asking, key, acts, value))
    why, settled_by = _why_act(asking, [key for key, _, value in local if value != NO])
    return Told(tuple(known), tuple(says), why, settled_by)


def _targets(asking: Asking, kinds: tuple[str, ...]) -> str:
    return asking.words(", ").join(asking.words(TARGETS[kind]) for kind in kinds)


def _weapon(asking: Asking) -> str:
    words, report = asking.words, asking.report
    if report.weapon:
        return code(report.weapon, words)
    implied = tuple(dict.fromkeys(WEAPON_OF_ACT[act] for act in report.acts if act in WEAPON_OF_ACT))
    return words("weapon implied: {weapons}", weapons=asking.codes(implied)) if implied else words("weapon not named")


def permissions(asking: Asking) -> list[tuple[str, tuple[str, ...], Kleene]]:
    """The local texts that loosen this one: the acts of the report that each permits, and whether it held there and then."""
    if asking.arrangement.key not in loosening(asking.picture):
        return []
    engine = engine_of(asking.picture, (asking.arrangement,))
    if engine.local is None or engine.terms.local is None:
        return []
    found = engine.permissions(batch([asking.report], engine.vocabulary, engine.shapes))
    held: dict[str, tuple[set[str], Kleene]] = {}
    for group, context in zip(found.group.tolist(), found.context.tolist(), strict=True):
        rule = engine.terms.local.provision_of(group)
        allowed = allowed_by_act(rule, Deed.of(asking.report), asking.report.circumstances)
        acts = {act for act, value in zip(asking.report.acts, allowed, strict=True) if value != NO}
        value = min(Kleene(context), max(allowed))
        key = engine.terms.local.arrangement_of(group).key
        if value != NO:
            before = held.get(key, (set(), NO))
            held[key] = (before[0] | acts, max(before[1], value))
    return [(key, tuple(sorted(acts)), value) for key, (acts, value) in sorted(held.items())]


def _loosened(asking: Asking, key: str, acts: tuple[str, ...], value: Kleene) -> str:
    sentence = (
        "{local} says expressly that it loosens this one: between its own it permits {acts} there and then."
        if value == YES
        else "{local} says expressly that it loosens this one: between its own it permits {acts}, perhaps there and then."
    )
    return asking.words(sentence, local=asking.name(key), acts=asking.codes(acts))


def _why_act(asking: Asking, local: list[str]) -> tuple[str, str]:
    words, report, rule, value = asking.words, asking.report, asking.provision, asking.value("act")
    deed = Deed.of(report)
    single = dict(zip(report.acts, by_act(rule, deed, report.circumstances), strict=True))
    if value == YES:
        acts = tuple(act for act, one in single.items() if one == YES)
        return words("So this falls under what is prohibited: {acts}.", acts=asking.codes(acts)), ""
    if value == NO:
        if local and max(single.values(), default=NO) != NO:
            return words("So it was permitted by {local}, and not prohibited.", local=asking.names(tuple(local))), ""
        if asking.row.reason == "permitted_act":
            return words("So it was expressly permitted."), ""
        if rule.targets and target(rule, deed) == NO:
            return words("So it did not hit what the provision is about."), ""
        return words("So it is not among what is prohibited."), ""
    if local and max(single.values(), default=NO) == YES:
        return (
            words("Whether {local} permitted it there and then cannot be told.", local=asking.names(tuple(local))),
            words("Where and when exactly it happened, and between whom."),
        )
    if rule.weapons and report.weapon is None and not any(act in WEAPON_OF_ACT for act in report.acts):
        return words("The provision is about some weapons, and the weapon is not named."), words(
            "With what weapon it was done."
        )
    if rule.targets and not report.target_kind:
        return words("The provision is about some targets, and what was hit is not said."), words("What was hit.")
    notice = any(one.needs_notice for one in rule.permits) and report.circumstances.notified is None
    if notice:
        return words("It would be permitted if it was notified, and nobody says so."), words(
            "Whether it was notified beforehand."
        )
    acts = tuple(act for act, one in single.items() if one == CANNOT_TELL) or report.acts
    return (
        words("The report says too little: {acts} may or may not be what is prohibited.", acts=asking.codes(acts)),
        words("What exactly was done, and with what."),
    )


def exception(asking: Asking) -> Told:
    """The question whether an exception applies."""
    words, held, rule = asking.words, asking.report.circumstances, asking.provision
    if held.self_defence:
        known = [words("Self-defence is established.")]
    elif held.claimed:
        known = [words("The actor claims an exception.")]
    else:
        known = [words("Nobody claims an exception.")]
    says, conditions = [], dict.fromkeys(one for clause in rule.exceptions for one in clause.preconditions)
    for clause in rule.exceptions:
        needed = words(", ").join(words(CONDITIONS[one]) for one in clause.preconditions) or words("established")
        says.append(words("Exception: {kind}, if {conditions}.", kind=code(clause.kind, words), conditions=needed))
    if not rule.exceptions:
        return Told(tuple(known), (words("The provision knows no exception."),), words("So none applies."))
    raised = held.claimed or held.self_defence or held.ordered
    for one in conditions if raised else ():
        known.append(f"{words(CONDITIONS[one])}: {words(ANSWERS[getattr(held, one)])}")
    value = asking.value("exception")
    if value == YES:
        return Told(tuple(known), tuple(says), words("So the exception applies."))
    if value == NO:
        failed = raised and any(getattr(held, one) is False for one in conditions)
        why = (
            words("A condition is not met, so that none applies.")
            if failed
            else words("An exception is for its user to raise; none applies.")
        )
        return Told(tuple(known), tuple(says), why)
    return Told(
        tuple(known), tuple(says), words("A mere claim, or a condition that nobody knows, settles nothing."),
        words("Whether each condition was met."),
    )  # fmt: skip


def suspended(asking: Asking) -> Told:
    """The question whether the arrangement was suspended."""
    words, within = asking.words, asking.within
    changes = asking.picture.changes.get(asking.arrangement.key, ())
    spans = in_force(asking.arrangement, changes, asking.provision.windows or None)
    off = [span.during for span in spans if span.suspended and span.during.overlaps(within)]
    if not off:
        return Told((words("No suspension is recorded for that time."),), (), words("So it was not suspended."))
    known = [words("Suspended: {span}.", span=asking.span(_whole(off)))]
    for change in changes:
        if change.change in ("suspended", "resumed"):
            sentence = (
                "Suspended on {at}, says {source}." if change.change == "suspended" else "Resumed on {at}, says {source}."
            )
            known.append(words(sentence, at=words.time(change.at, asking.zone), source=asking.source(change)))
    if asking.value("suspended") == YES:
        return Told(tuple(known), (), words("So it was suspended throughout: the incident is recorded, and called so."))
    return Told(tuple(known), (), words("It was suspended for a part of that time."), words("The hour at which it happened."))


def _whole(spans: list[Interval]) -> Interval:
    return Interval(spans[0].start, spans[-1].end)
