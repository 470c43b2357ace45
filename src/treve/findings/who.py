"""Was the alleged actor bound, was somebody left out: the two questions about parties, in words."""

from treve.findings.asking import Asking, Told
from treve.findings.profile import BINDING, Who, excluded, standing
from treve.findings.telling import code
from treve.kleene import CANNOT_TELL, NO, YES, Kleene
from treve.picture.parties import BINDING_BONDS
from treve.records.party import Designation


def bound(asking: Asking) -> Told:
    """The question whether the alleged actor was bound."""
    report = asking.report
    parties = report.alleged if report.directed else (*report.alleged, *report.against)
    return Told((_alleged(asking),), _binding(asking, parties), _why_bound(asking, parties), _settle_bound(asking, parties))


def _alleged(asking: Asking) -> str:
    words, report = asking.words, asking.report
    source = asking.source(report)
    if not report.directed:
        return words(
            "A clash between {a} and {b}; {source} does not say who began.", a=asking.names(report.alleged),
            b=asking.names(report.against), source=source,
        )  # fmt: skip
    if not report.alleged:
        return words("{source} names no actor.", source=source)
    if report.alleged_mode == "one_of" and len(report.alleged) > 1:
        return words("{source} alleges that one of these did it: {who}.", who=asking.names(report.alleged), source=source)
    return words("{source} alleges that it was: {who}.", who=asking.names(report.alleged), source=source)


def _binding(asking: Asking, parties: tuple[str, ...]) -> tuple[str, ...]:
    words, rule = asking.words, asking.provision.bound
    if rule.to == "everyone":
        return (words("The provision binds every armed actor."),)
    lines = []
    if rule.to == "named":
        lines.append(words("The provision binds: {who}.", who=asking.names(rule.parties)))
    else:
        lines.append(words("The provision binds those that joined."))
    if rule.with_associated and parties:
        lines += _bonds(asking, parties)
    if rule.to == "adherents":
        lines += _adherences(asking, parties)
    return tuple(lines)


def _bonds(asking: Asking, parties: tuple[str, ...]) -> list[str]:
    words, lines = asking.words, []
    for party in parties:
        held = asking.picture.parties.by_key.get(party)
        for bond in held.affiliations if held else ():
            if bond.bond in BINDING_BONDS and bond.during.overlaps(asking.within):
                sentence = "{who} was part of {other}." if bond.bond == "part_of" else "{who} was associated with {other}."
                lines.append(words(sentence, who=asking.name(party), other=asking.name(bond.to)))
        for other in asking.picture.parties.identities(party)[1:]:
            lines.append(
                words("{who} and {other} are one party under two names.", who=asking.name(party), other=asking.name(other))
            )
    return lines


def _adherences(asking: Asking, parties: tuple[str, ...]) -> list[str]:
    words, names = asking.words, asking.names_of(parties)
    said = [one for one in asking.picture.adherences.get(asking.arrangement.key, ()) if one.party in names]
    lines = [
        words(
            "{who}: {state}, {span}, says {source}.", who=asking.name(one.party), state=code(one.state, words),
            span=asking.span(one.during), source=asking.source(one),
        )
        for one in sorted(said, key=lambda one: (one.party, one.during.bounds, one.author, one.state))
        if one.during.overlaps(asking.within) or one.state in BINDING
    ]  # fmt: skip
    if parties and not lines:
        lines.append(words("No record says that one of them joined."))
    return list(dict.fromkeys(lines))


def _standings(asking: Asking, parties: tuple[str, ...]) -> dict[str, Kleene]:
    who = _who(asking)
    return {party: standing(who, asking.picture.parties, party) for party in parties}


def _who(asking: Asking) -> Who:
    rule = asking.provision
    adherences = asking.picture.adherences.get(asking.arrangement.key, ())
    return Who(rule.bound, adherences, rule.excluded, rule.excluded_by, asking.within)


def _why_bound(asking: Asking, parties: tuple[str, ...]) -> str:
    words, value = asking.words, asking.value("bound")
    if asking.provision.bound.to == "everyone":
        return words("So whoever did it was bound.")
    if not parties:
        return words("Nobody is named, so that it cannot be told.")
    held = _standings(asking, parties)
    if value == YES:
        sure = tuple(party for party, one in held.items() if one == YES) or parties
        return words("So {who} was bound then.", who=asking.names(sure))
    if value == NO:
        return words(
            "So {who} was not bound, neither itself nor through a party that it belonged to.", who=asking.names(parties)
        )
    doubtful = tuple(party for party, one in held.items() if one == CANNOT_TELL)
    if doubtful:
        return words("What is said of {who} differs, or changed within the time reported.", who=asking.names(doubtful))
    if not asking.report.directed:
        return words("One side was bound and the other was not, and nobody says who began.")
    return words("Some of those named were bound and others were not, and any of them may have done it.")


def _settle_bound(asking: Asking, parties: tuple[str, ...]) -> str:
    words = asking.words
    if asking.value("bound") != CANNOT_TELL:
        return ""
    if not parties:
        return words("Who did it.")
    doubtful = tuple(party for party, one in _standings(asking, parties).items() if one == CANNOT_TELL)
    if doubtful:
        return words("Whether {who} had joined, on the word of its own or of a guarantor.", who=asking.names(doubtful))
    return words("Who of them began or did it.")


def left_out(asking: Asking) -> Told:
    """The question whether the actor or the target was outside the arrangement."""
    words, report, rule = asking.words, asking.report, asking.provision
    known = [words("Target, as reported: {who}.", who=asking.names(report.against))]
    if not rule.excluded and not rule.excluded_by:
        return Told(tuple(known), (words("The provision leaves nobody out."),), words("So nobody was outside."))
    says = []
    if rule.excluded:
        says.append(words("Left out by the text: {who}.", who=asking.names(rule.excluded)))
    if rule.excluded_by:
        says.append(words("Left out: those that {who} designates.", who=asking.names(rule.excluded_by)))
    says += _designations(asking)
    why, settled_by = _why_out(asking)
    return Told(tuple(known), tuple(says), why, settled_by)


def _designations(asking: Asking) -> list[str]:
    words, known, lines = asking.words, asking.picture.parties, []
    said = sorted(asking.picture.of_kind(Designation), key=lambda one: (one.party, one.by, one.during.bounds, one.author))
    for party in dict.fromkeys((*asking.report.alleged, *asking.report.against)):
        names = {before for one in known.controlling(party, asking.within) for before in known.predecessors(one)}
        own = [one for one in said if one.party in names and one.by in asking.provision.excluded_by]
        held = [one for one in own if one.during.overlaps(asking.within)]
        for one in held:
            lines.append(
                words(
                    "{who}: {value} by {authority}, {span}, says {source}.", who=asking.name(one.party),
                    value=code(one.value, words), authority=asking.name(one.by), span=asking.span(one.during),
                    source=asking.source(one),
                )
            )  # fmt: skip
            if one.basis:
                lines.append(words("In the words of the record: {words_said}", words_said=one.basis))
        if not held:
            lines.append(words("{who}: no designation is recorded for that time.", who=asking.name(party)))
    return lines


def _why_out(asking: Asking) -> tuple[str, str]:
    words, report, value = asking.words, asking.report, asking.value("excluded")
    who, known = _who(asking), asking.picture.parties
    sides = {party: excluded(who, known, party) for party in (*report.alleged, *report.against)}
    out = tuple(party for party, one in sides.items() if one == YES)
    doubtful = tuple(party for party, one in sides.items() if one == CANNOT_TELL)
    if value == NO:
        return words("So none of those named was left out then."), ""
    if value == YES:
        return words("So {who} was outside, and with it what was done by it or against it.", who=asking.names(out)), ""
    if doubtful:
        return (
            words("Whether {who} was left out is contested, or changed within the time reported.", who=asking.names(doubtful)),
            words("A word of the authority on {who} that its members do not dispute.", who=asking.names(doubtful)),
        )
    if not report.alleged:
        return words("Nobody names the actor, who may be one of those left out."), words("Who did it.")
    return (
        words("Some of them were left out and others were not: mixed presence is never cleared."),
        words("Whom exactly it was done by and whom it hit."),
    )
