"""The rules beside qualification, together; each has a page under docs/findings/."""

from collections.abc import Callable, Iterator

import msgspec

from treve.errors import BadInput
from treve.findings.announced_terms import terms_touched
from treve.findings.conflict import conflicts, exposures
from treve.findings.contradiction import contradictions
from treve.findings.daycount import day_counts
from treve.findings.finding import Asked, Finding, in_order
from treve.findings.gap import gaps
from treve.findings.lapse import lapses
from treve.findings.overlap import overlaps
from treve.findings.reconcile import totals
from treve.findings.registers import registers
from treve.findings.struck import struck
from treve.findings.unanswered import older_version_only, without_answer
from treve.findings.waiting import failures, promises
from treve.findings.windows import ending, late, stale
from treve.geo.interval import Interval
from treve.picture.picture import Picture


class Rule(msgspec.Struct, frozen=True):
    """One rule: what it is called and what gives its findings."""

    id: str
    """Its id."""
    title: str
    """What it finds, in a few words; the id for translations."""
    find: Callable[[Picture, Asked], Iterator[Finding]]
    """Gives its findings."""

    @property
    def page(self) -> str:
        """Its page."""
        return page_of(self.id)


def page_of(rule: str) -> str:
    """The page of a rule."""
    return f"docs/findings/{rule.lower()}.md"


RULES = {
    one.id: one
    for one in (
        Rule("CALL-01", "Calls that failed, or waited for a named person", failures),
        Rule("CALL-02", "Promised on a call, and not done", promises),
        Rule("CONF-01", "Notices that come closer than the separation asked for", conflicts),
        Rule("CTRD-01", "Arrangements and announcements that contradict one another", contradictions),
        Rule("DAYD-01", "Consecutive compliant days", day_counts),
        Rule("EXPO-01", "What may come to harm by notified operations", exposures),
        Rule("GAP-01", "Gaps between the spans of an arrangement", gaps),
        Rule("LAPSE-01", "Arrangements about to lapse", lapses),
        Rule("NOTE-01", "Notices without an answer", without_answer),
        Rule("NOTE-02", "Notices acknowledged in an older version only", older_version_only),
        Rule("NOTE-03", "Notices whose window ends", ending),
        Rule("NOTE-04", "Entries of sites that nobody confirmed lately", stale),
        Rule("NOTE-05", "Notices sent later than their lead time", late),
        Rule("OVER-01", "Arrangements that overlap", overlaps),
        Rule("RECON-01", "Totals that do not add up", totals),
        Rule("REG-01", "Registers that disagree", registers),
        Rule("STRK-01", "Incidents reported near what was notified", struck),
        Rule("TERM-01", "Notices that touch the terms of an arrangement", terms_touched),
    )
}
"""Every rule by id."""


def rule_of(text: str) -> Rule:
    """The rule of that id, in whatever case; raises `BadInput` where there is none."""
    found = RULES.get(text.upper())
    if found is None:
        raise BadInput(f"There is no rule {text!r}.", advice=f"Choose one of {', '.join(RULES)}.")
    return found


def findings(
    picture: Picture, during: Interval, *, zone: str = "UTC", arrangement: str = "", rule: str = ""
) -> tuple[Finding, ...]:  # fmt: skip
    """What all rules, or one, conclude for a span, in the one order that every node gives.

    `zone` is the theatre's clock, whose days are counted; `arrangement` leaves only what is about that one.
    """
    asked = Asked(during, zone, arrangement)
    chosen = (rule_of(rule),) if rule else tuple(RULES.values())
    found = [finding for one in chosen for finding in one.find(picture, asked)]
    if arrangement:
        found = [one for one in found if arrangement in (*one.subjects, *one.used, *_concerned(one))]
    return in_order(found)


def _concerned(finding: Finding) -> Iterator[str]:
    """Keys of arrangements that the finding or its details name."""
    for values in (finding.values, *(said.values for said in finding.details)):
        for value in values.values():
            if isinstance(value, str):
                yield value
            elif isinstance(value, list):
                yield from (one for one in value if isinstance(one, str))
