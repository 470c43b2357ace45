"""A finding: what a rule concludes, about which records, with what it used."""

from typing import Any, Literal

import msgspec

from treve.geo.interval import ALWAYS, Interval

Severity = Literal["note", "attention", "warning"]
"""How much it asks for; never a judgement of a party."""


class Asked(msgspec.Struct, frozen=True):
    """What the rules are asked about."""

    during: Interval = ALWAYS
    """The span."""
    zone: str = "UTC"
    """tz database name of the theatre's clock, whose days are counted."""
    arrangement: str = ""
    """Key of the one arrangement asked about; empty = all."""


class Said(msgspec.Struct, frozen=True, omit_defaults=True):
    """One sentence, with what it needs."""

    sentence: str
    """In English, with `{names}` to be filled from `values`; the id for translations."""
    values: dict[str, Any] = {}
    """What the sentence needs: numbers, times, keys (shown by name), names by language, codes (shown in words), and, under
    names that end in `_said`, words of a source shown as they are."""


class Finding(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a rule concludes from a picture. Derived, never typed in."""

    rule: str
    """Id of the rule, such as `GAP-01`; its page is `docs/findings/<rule in small letters>.md`."""
    severity: Severity
    """How much it asks for."""
    subjects: tuple[str, ...]
    """Keys or ids of what it is about, the first one foremost."""
    during: Interval = ALWAYS
    """The span it is about."""
    sentence: str
    """What it says in one sentence; see `Said`."""
    values: dict[str, Any] = {}
    """What the sentence needs; see `Said`."""
    details: tuple[Said, ...] = ()
    """What else there is to say, sentence by sentence."""
    used: tuple[str, ...] = ()
    """Keys or ids of the records that it was derived from."""


def in_order(findings: list[Finding]) -> tuple[Finding, ...]:
    """Findings in the one order that every node gives them: by rule, time, subjects."""
    return tuple(sorted(findings, key=lambda one: (one.rule, one.during.bounds, one.subjects, one.sentence)))
