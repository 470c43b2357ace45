"""The axes of an incident beside qualification, kept apart: did it occur, who did it, who says what, what was done."""

from datetime import datetime
from typing import Final

import msgspec

from treve.findings.asking import by
from treve.findings.telling import code, name
from treve.picture.incidents import Incident
from treve.picture.picture import Picture
from treve.records.base import Record
from treve.words import Words

OCCURRENCE: Final = {
    "alleged": "Alleged: nobody has judged whether it occurred.",
    "corroborated": "Corroborated, not verified.",
    "verified": "Verified: it occurred.",
    "refuted": "Refuted: it did not occur as reported.",
    "unverifiable": "Not verifiable, or judged differently.",
}
"""What each value of the axis "did it occur" means."""

LEVELS: Final = (
    "level 0 of 5: not attributed",
    "level 1 of 5: claimed by a source",
    "level 2 of 5: plausible",
    "level 3 of 5: probable",
    "level 4 of 5: highly probable",
    "level 5 of 5: admitted by the actor",
)
"""What each level of attribution means."""

BASES: Final = {
    "source": "a source",
    "physical": "physical evidence",
    "technical": "technical evidence",
    "sensor": "a sensor",
    "model": "a model",
    "admission": "the actor's admission",
}
"""What an attribution may rest on."""

STEPS: Final = {
    "received": "received",
    "triaged": "looked through",
    "tasked": "an inquiry was asked for",
    "under_inquiry": "under inquiry",
    "suspended_no_access": "inquiry suspended, no access",
    "reported": "inquiry reported",
    "decided": "decided",
    "rectification_requested": "rectification requested",
    "rectified": "rectified",
    "standing": "still standing",
    "protested": "protested",
    "referred_up": "referred to a higher level",
    "disciplinary_notified": "discipline by its own side notified",
    "exclusion_decided": "exclusion decided",
    "no_action": "no action",
    "closed": "closed",
    "reopened": "reopened",
}
"""Steps of handling."""

CLOSED: Final = {
    "resolved_locally": "resolved locally",
    "rectified": "rectified",
    "no_violation": "no violation",
    "unresolved": "unresolved",
    "withdrawn_by_reporter": "withdrawn by its reporter",
    "arrangement_ended": "the arrangement ended",
    "duplicate": "a duplicate",
}
"""Why an incident was closed."""


class Axis(msgspec.Struct, frozen=True):
    """One axis in words."""

    axis: str
    """`occurrence`, `attribution`, `positions` or `handling`."""
    asked: str
    """Its question."""
    lines: tuple[str, ...]
    """What is on record, or that nothing is."""


def axes(incident: Incident, picture: Picture, words: Words, zone: str) -> tuple[Axis, ...]:
    """The four axes in words; none is inferred from another, or from who holds the ground."""
    return (
        Axis("occurrence", words("Did it occur?"), _occurrence(incident, picture, words, zone)),
        Axis("attribution", words("Who did it, and how sure is that?"), _attribution(incident, picture, words, zone)),
        Axis("positions", words("What do the parties say?"), _positions(incident, picture, words, zone)),
        Axis("handling", words("What was done about it?"), _handling(incident, picture, words, zone)),
    )


def _dated(text: str, at: datetime | None, record: Record, picture: Picture, words: Words, zone: str) -> str:
    when = words("{time}: ", time=words.time(at, zone)) if at else ""
    return words("{when}{text} Said by {source}.", when=when, text=text, source=by(record, picture, words))


def _occurrence(incident: Incident, picture: Picture, words: Words, zone: str) -> tuple[str, ...]:
    lines = [words(OCCURRENCE[incident.occurrence])]
    for one in incident.occurrences:
        text = words("{value}.", value=code(one.value, words))
        if one.basis:
            text = words("{text} Basis: {basis_said}", text=text, basis_said=one.basis)
        lines.append(_dated(text, one.at, one, picture, words, zone))
    return tuple(lines)


def _attribution(incident: Incident, picture: Picture, words: Words, zone: str) -> tuple[str, ...]:
    if not incident.attributions:
        return (words("No attribution is on record beyond what the reports allege, which is level 1 at most."),)
    lines = []
    for one in incident.attributions:
        who = words(", ").join(name(actor, picture, words.lang) for actor in one.actors) or words("nobody named")
        if one.and_allies:
            who = words("{who} and/or allies", who=who)
        text = words("{who}, {level}.", who=who, level=words(LEVELS[one.level]))
        if one.basis:
            bases = words(", ").join(words(BASES[base]) for base in one.basis)
            text = words("{text} Basis: {basis_said}.", text=text, basis_said=bases)
        if one.signed_off:
            roles = words(", ").join(role.partition(":")[2] or role for role in one.signed_off)
            text = words("{text} Signed off by: {roles_said}.", text=text, roles_said=roles)
        lines.append(_dated(text, one.at, one, picture, words, zone))
    return tuple(lines)


def _positions(incident: Incident, picture: Picture, words: Words, zone: str) -> tuple[str, ...]:
    lines = []
    for one in incident.positions:
        text = words("{party}: {value}.", party=name(one.party, picture, words.lang), value=code(one.value, words))
        lines.append(_dated(_with_words(text, one.words, words), one.at, one, picture, words, zone))
    for said in incident.classifications:
        values = {
            "by": name(said.by, picture, words.lang),
            "value": code(said.value, words),
            "reason": code(said.reason, words),
        }
        text = words("{by}: {value} ({reason}).", **values) if said.reason else words("{by}: {value}.", **values)
        lines.append(_dated(_with_words(text, said.words, words), said.at, said, picture, words, zone))
    return tuple(lines) or (words("No position is on record."),)


def _with_words(text: str, said: str, words: Words) -> str:
    return words("{text} In the words of the record: {words_said}", text=text, words_said=said) if said else text


def _handling(incident: Incident, picture: Picture, words: Words, zone: str) -> tuple[str, ...]:
    lines = []
    for one in incident.handling:
        text = words("{step}, by {who}.", step=words(STEPS[one.step]), who=name(one.by, picture, words.lang))
        if one.reason:
            text = words("{text} Reason: {reason}.", text=text, reason=words(CLOSED[one.reason]))
        lines.append(_dated(_with_words(text, one.words, words), one.at, one, picture, words, zone))
    return tuple(lines) or (words("Nothing is on record."),)
