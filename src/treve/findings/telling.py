"""Findings in words of a reader's language: keys by name, codes in words, times on the theatre's clock."""

from datetime import date, datetime, timedelta
from typing import Any, Final

from treve.findings.finding import Finding, Said
from treve.geo.interval import Interval, the_day
from treve.picture.picture import Picture
from treve.records.act import ACTS, WEAPONS
from treve.records.base import said_in
from treve.records.kinds import short
from treve.words import Words

CODES: Final = {
    "violations": "violations",
    "settlements_joined": "settlements that joined",
    "settlements_total": "settlements that had joined",
    "groups_joined": "groups that joined",
    "groups_total": "groups that had joined",
    "air_strikes": "air strikes",
    "cases": "cases",
    "detonations": "detonations",
    "settlements": "settlements",
    "groups": "groups",
    "strikes": "strikes",
    "killed": "killed",
    "injured": "injured",
    "civilians_killed": "civilians killed",
    "not_asked": "not asked",
    "invited": "invited",
    "refused": "refused",
    "declared": "declared that it joins",
    "signed": "signed",
    "active": "joined",
    "self_suspended": "suspended its own participation",
    "withdrawn": "withdrew",
    "excluded": "excluded",
    "dissolved": "dissolved",
    "not_excluded": "not excluded",
    "contested": "contested",
    "not_informed": "not informed",
    "informed_no_answer": "informed, no answer",
    "admits": "admits",
    "confirms_occurrence": "confirms that it occurred",
    "cannot_confirm": "cannot confirm",
    "disputes_facts": "disputes the facts",
    "disputes_classification": "disputes the classification",
    "denies": "denies",
    "under_own_inquiry": "has its own inquiry under way",
    "violation": "violation",
    "not_violation": "no violation",
    "undetermined": "undetermined",
    "alleged": "alleged",
    "corroborated": "corroborated",
    "verified": "verified",
    "refuted": "refuted",
    "unverifiable": "not verifiable",
    "not_bound": "the alleged actor was not bound",
    "excluded_actor": "the alleged actor is outside the arrangement",
    "excluded_target": "the target is outside the arrangement",
    "outside_area": "it happened outside the area",
    "outside_window": "it happened outside the time in force",
    "act_not_prohibited": "the act is not prohibited",
    "permitted_act": "the act is expressly permitted",
    "self_defence": "self-defence",
    "ordered_return_fire": "return of fire on order",
    "exercise": "it was an exercise",
    "accident_acknowledged": "it was an accident, and acknowledged",
    "arrangement_suspended": "the arrangement was suspended",
    "*": "every hostile act",
    "not_sent": "not sent",
    "queued": "waiting to be sent",
    "sent": "sent",
    "delivered": "delivered",
    "undeliverable": "could not be delivered",
    "read_back_ok": "read back without a mistake",
    "read_back_mismatch": "read back with a mistake",
    "acknowledged": "acknowledged",
    "objected": "objected",
    "escalated": "escalated",
    "unanswered": "nobody answered",
    "line_down": "the line was down",
    "dropped": "it was cut off",
    "note": "note",
    "attention": "attention",
    "warning": "warning",
}
"""Codes of records that findings show, with their plain English words."""


def code(value: str, words: Words) -> str:
    """A code in words; one that has none as it is, without underscores."""
    return words(CODES.get(value) or ACTS.get(value) or WEAPONS.get(value) or value.replace("_", " "))


def sentence_of(said: Said | Finding, picture: Picture, words: Words, zone: str) -> str:
    """A sentence in words."""
    values = {
        name: value if name.endswith("_said") else _shown(value, picture, words, zone) for name, value in said.values.items()
    }
    return words(said.sentence, **values)


def told(finding: Finding, picture: Picture, words: Words, zone: str) -> tuple[str, ...]:
    """A finding as sentences, the heading one first."""
    held: list[Said | Finding] = [finding, *finding.details]
    return tuple(sentence_of(said, picture, words, zone) for said in held)


def span_of(span: Interval, words: Words, zone: str) -> str:
    """A span on the theatre's clock, with UTC beside."""
    start = words.time(span.start, zone) if span.start else words("since always")
    end = words.time(span.end, zone) if span.end else words("until further notice")
    return f"{start} – {end}"


def day_or_span(span: Interval, words: Words, zone: str) -> str:
    """A span on the theatre's clock; a whole day, which has 23 hours at the least, as that day."""
    on = the_day(span, zone)
    if on is not None and span.duration is not None and span.duration >= timedelta(hours=23):
        return words.day(on)
    return span_of(span, words, zone)


def name(key: str, picture: Picture, lang: str) -> str:
    """The name of a thing; where it has none its key, a record's id as people see it."""
    shown = picture.name(key, lang)
    return short(key) if len(shown) == 52 and shown == key else shown


def range_of(low: int, high: int | None, words: Words) -> str:
    """A range of numbers, such as "10 to 18", "12" or "at least 62"."""
    if high is None:
        return words("at least {low}", low=words.number(low))
    if low == high:
        return words.number(low)
    return words("{low} to {high}", low=words.number(low), high=words.number(high))


def _shown(value: Any, picture: Picture, words: Words, zone: str) -> str:
    if value is None:
        return "–"
    if isinstance(value, Interval):
        return day_or_span(value, words, zone)
    if isinstance(value, datetime):
        return words.time(value, zone)
    if isinstance(value, date):
        return words.day(value)
    if isinstance(value, int | float):
        return words.number(value)
    if isinstance(value, dict):
        return said_in(value, words.lang)
    if isinstance(value, list | tuple):
        return words(", ").join(_shown(one, picture, words, zone) for one in value)
    if isinstance(value, str):
        return code(value, words) if value in CODES or value in ACTS or value in WEAPONS else name(value, picture, words.lang)
    return ""
