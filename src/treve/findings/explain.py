"""A row of VIOL-01 in words, for somebody who would argue: what was asked, known and ruled, and why the answer follows.

The sentences are English and are their own ids for translation (`treve.words`). Whatever a reader could
dispute is named: who said it and where, the provision and the text it stands in, the span, the measure.
"""

from collections.abc import Callable
from typing import Final

import msgspec

from treve.findings.asking import Asking, Told
from treve.findings.criteria import CRITERIA, REASONS
from treve.findings.layout import wrapped
from treve.findings.telling import CODES
from treve.findings.violations import RULE, Row
from treve.findings.what import act, exception, suspended
from treve.findings.where import place, time
from treve.findings.who import bound, left_out
from treve.kleene import Kleene
from treve.picture.incidents import Incident
from treve.records.base import said_in
from treve.records.kinds import short
from treve.words import Words

QUESTIONS: Final = {
    "bound": "Was the alleged actor bound?",
    "excluded": "Was the actor or the target outside the arrangement?",
    "place": "Did it happen where the provision holds?",
    "time": "Did it happen while the provision held?",
    "act": "Is the act prohibited?",
    "exception": "Does an exception apply?",
    "suspended": "Was the arrangement suspended?",
}
"""What each criterion asks."""

TELLERS: Final[dict[str, Callable[[Asking], Told]]] = {
    "bound": bound, "excluded": left_out, "place": place, "time": time, "act": act, "exception": exception,
    "suspended": suspended,
}  # fmt: skip
"""What puts each criterion into words."""

CALLED: Final = {
    "violation": "Violation: it was verified that it occurred, and every criterion is met.",
    "alleged_violation": "Alleged violation: every criterion is met by what is reported; that it occurred is not verified.",
    "possible_violation": "Possible violation: something that decides is not known well enough.",
    "undetermined": "Undetermined: not even the actor or the act is known well enough to ask.",
    "not_violation": "Not a violation of this arrangement.",
}
"""What each qualification means."""

REASON_WORDS: Final = {name: CODES[name] for name in REASONS[1:]} | {"self_defence": "the exception of self-defence applies"}
"""Each reason in words."""

LABELS: Final = {"known": "known", "rule": "rule", "why": "why", "settle": "to settle it"}
"""What stands before each part of an answer."""


class Answer(msgspec.Struct, frozen=True):
    """One criterion in words."""

    criterion: str
    """Which one."""
    asked: str
    """The question."""
    known: tuple[str, ...]
    """What was known, with who said it."""
    rule: tuple[str, ...]
    """What the arrangement says."""
    answer: str
    """Yes, no or cannot tell."""
    why: str
    """Why that answer follows."""
    settles: bool
    """Whether this answer alone makes it no violation."""
    settled_by: str = ""
    """What would settle it, where it cannot be told."""


class Explanation(msgspec.Struct, frozen=True):
    """A row in words."""

    arrangement: str
    """Name of the arrangement."""
    provision: str
    """The provision, with its words."""
    text: str
    """Which text, in which version, as recorded by whom."""
    report: str
    """The report it is about."""
    headline: str
    """What the row is called, and why."""
    answers: tuple[Answer, ...]
    """The criteria in the order in which they are asked."""
    closing: str
    """What would settle it, or what is judged apart."""
    labels: dict[str, str] = {}
    """What stands before each part of an answer, in the reader's language."""

    def lines(self, *, brief: bool = False) -> str:
        """The explanation as lines of plain text; `brief` = in full only the answers that settle it."""
        lines = [wrapped(self.arrangement)]
        lines += [wrapped(part, first="  ", then="  ") for part in (self.provision, self.text, self.report)]
        lines.append(wrapped(self.headline, first="  => ", then="     "))
        for number, one in enumerate(self.answers, 1):
            mark = "!" if one.settles else "?" if one.settled_by else " "
            lines.append(wrapped(f"{one.asked}  {one.answer.upper()}", first=f" {mark} {number}. ", then="      "))
            parts = [("known", part) for part in one.known] + [("rule", part) for part in one.rule]
            parts += [("why", one.why)] + ([("settle", one.settled_by)] if one.settled_by else [])
            lines += self._parts([] if brief and not one.settles else parts)
        return "\n".join([*lines, wrapped(self.closing, first="  ", then="  ")])

    def _parts(self, parts: list[tuple[str, str]]) -> list[str]:
        wide = max((len(text) for text in self.labels.values()), default=0) + 2
        lines, before = [], ""
        for label, part in parts:
            head = f"{self.labels.get(label, label)}:" if label != before else ""
            lines.append(wrapped(part, first=" " * 6 + head.ljust(wide), then=" " * (6 + wide)))
            before = label
        return lines


def explain(asking: Asking, incident: Incident) -> Explanation:
    """A row of an incident in words of a language, with times on the theatre's clock."""
    row, words = asking.row, asking.words
    answers = tuple(_answer(name, asking) for name in CRITERIA)
    called = row.qualification(incident.occurrence)
    headline = words(CALLED[called])
    if called == "not_violation":
        why = REASON_WORDS.get(row.reason, "it was found not to have occurred")
        headline = f"{headline} {words('Why: {reason}.', reason=words(why))}"
    return Explanation(
        arrangement=asking.name(asking.arrangement.key),
        provision=words(
            "Provision {id}: {words} (asked by {rule})", id=asking.provision.id,
            words=said_in(asking.provision.words, words.lang), rule=RULE,
        ),
        text=_text(asking),
        report=words(
            "Report in the register of {registrar}: {what}; {source}.", registrar=asking.name(asking.report.registrar),
            what=asking.codes(asking.report.acts), source=asking.source(asking.report),
        ),
        headline=headline,
        answers=answers,
        closing=_closing(row, answers, words),
        labels={label: words(text) for label, text in LABELS.items()},
    )  # fmt: skip


def _answer(name: str, asking: Asking) -> Answer:
    told, words = TELLERS[name](asking), asking.words
    value = asking.value(name)
    return Answer(
        criterion=name, asked=words(QUESTIONS[name]), known=told.known, rule=told.rule, answer=words(value.word), why=told.why,
        settles=asking.settles(name), settled_by=told.settled_by if value == Kleene.CANNOT_TELL else "",
    )  # fmt: skip


def _text(asking: Asking) -> str:
    """The text and its version: who encoded the terms, in which record, from what, and which language prevails."""
    words, arrangement, version = asking.words, asking.arrangement, asking.version
    parts = []
    if version is not None:
        parts.append(
            words(
                "Terms as encoded by {source}, record {id} of {time}.", source=asking.source(arrangement), id=short(version.id),
                time=words.time(version.recorded_at, asking.zone),
            )
        )  # fmt: skip
    texts = []
    for one in arrangement.texts:
        text = f"{one.reference} [{one.lang}]" if one.reference else f"[{one.lang}]"
        texts.append(words("{text}, authoritative", text=text) if one.authoritative else text)
    parts.append(words("Texts: {texts}.", texts="; ".join(texts)) if texts else words("No text is on record."))
    if arrangement.publicity != "public":
        parts.append(words(PUBLICITY[arrangement.publicity]))
    return " ".join(parts)


PUBLICITY: Final = {
    "confidential": "Its text is confidential.",
    "leaked": "Its text was leaked.",
    "partly_published": "Its text was published in part.",
    "unwritten": "It was not written down.",
}
"""How far a text is known."""


def _closing(row: Row, answers: tuple[Answer, ...], words: Words) -> str:
    if row.verdict == Kleene.CANNOT_TELL:
        open_ones = [one.settled_by or one.asked for one in answers if row.criteria[one.criterion] == Kleene.CANNOT_TELL]
        return words("What would settle it, an answer to: {questions}", questions=" ".join(dict.fromkeys(open_ones)))
    return words("Who did it and whether it occurred are judged apart; neither is inferred from who holds the ground.")
