"""A record on its way into the log: its bytes, and the fields by which it is found again."""

from typing import NamedTuple

from treve.records.base import Record
from treve.records.incident import Withdrawal
from treve.records.kinds import kind_of, to_bytes


class Draft(NamedTuple):
    """The log's view of a record."""

    content: bytes
    kind: str
    author: str
    subjects: tuple[str, ...]
    key: str
    valid_from: int
    """Microseconds since 1970."""
    valid_to: int
    audience: str
    corrects: str
    """Id of the record that it puts right; empty if none."""
    withdraws: str
    """Id of the record that it takes back; empty if none."""


def draft_of(record: Record) -> Draft:
    """The log's view of a record."""
    start, end = record.valid.bounds
    return Draft(
        content=to_bytes(record),
        kind=kind_of(record),
        author=record.author,
        subjects=record.subjects,
        key=record.key,
        valid_from=start,
        valid_to=end,
        audience=record.audience,
        corrects=record.corrects,
        withdraws=record.withdraws if isinstance(record, Withdrawal) else "",
    )
