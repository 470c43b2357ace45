"""The rules beside qualification, together; each has a page under docs/findings/."""

from treve.findings.finding import Finding, in_order
from treve.findings.gap import gaps, lapses
from treve.findings.reconcile import totals
from treve.geo.interval import Interval
from treve.picture.picture import Picture

RULES = {"GAP-01": gaps, "LAPSE-01": lapses, "RECON-01": totals}
"""Every rule by id."""


def findings(picture: Picture, during: Interval) -> tuple[Finding, ...]:
    """What all rules conclude for a span, in the one order that every node gives."""
    return in_order([one for rule in RULES.values() for one in rule(picture, during)])
