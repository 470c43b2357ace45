"""Versions of a notice: numbered without a gap, and answered for the newest alone.

What a recipient acknowledged is one version; whatever is said of an older one says nothing of what holds now.
"""

from collections.abc import Iterable
from typing import NamedTuple

from treve.records.base import Record
from treve.records.notice import Notice, NoticeStep, Receipt


class Objection(NamedTuple):
    """That a record's step does not follow from the one before."""

    record: Record
    before: str
    """The state before it."""
    allowed: tuple[str, ...]
    """The states that may follow."""
    words: str
    """What is wrong, in a sentence."""


def version_objection(record: Record, held: Iterable[Record]) -> Objection | None:
    """What is wrong with the version that a notice has, or that a step or receipt is about, beside what is held."""
    if not isinstance(record, Notice | NoticeStep | Receipt):
        return None
    known = list(held)
    if record in known:
        return None
    if isinstance(record, Notice):
        newest = _newest(
            one for one in known if isinstance(one, Notice) and (one.author, one.key) == (record.author, record.key)
        )
        if newest in (0, record.version - 1):
            return None
        words = f"{record.key}: the next version is {newest + 1}, not {record.version}; the newest is {newest}."
        return Objection(record, f"version {newest}", (f"version {newest + 1}",), words)
    newest = _newest(one for one in known if isinstance(one, Notice) and one.key == record.notice)
    if newest in (0, record.version):
        return None
    words = f"{record.notice}: version {record.version} is not the newest; the newest is version {newest}."
    return Objection(record, f"version {newest}", (f"version {newest}",), words)


def _newest(notices: Iterable[Notice]) -> int:
    return max((one.version for one in notices), default=0)
