"""How long before its window a notice is to be sent, and how long its recipients have to answer.

| kind | sent before | urgent | answer within | urgent | where the figures come from |
|---|---|---|---|---|---|
| site, movement, works | 48 h | 24 h | 24 h, 4 h | 1 h | notification procedures of OCHA: Syria 2020, Yemen 2021 |
| medical evacuation | 24 h | at once | 4 h | 1 h | the emergency figure of those procedures; at once is ours |
| air activity | 24 h | 2 h | 4 h | 1 h | draft terms of July 2016 (24 h); 25 April 2017, about 2 h |
| exercise | 72 h | 72 h | 24 h | 24 h | INCSEA 1972: 3 to 5 days; there is no shorter way |
| patrol, movement of forces | 24 h | 2 h | 4 h | 1 h | as air activity: no source says it |

The four hours for an answer are those of the Joint Coordination Centre of the Black Sea Grain Initiative: the plan
of the next day in by 12:00, the answer out by 16:00. A recipient with a time of its own (`Recipient.answer_by`) has
that one. An arrangement with other times is told through it. Nothing follows from silence, whatever the time.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import NamedTuple

from treve.records.notice import Notice, NoticeKind, Recipient


class Lead(NamedTuple):
    """The times of one kind of notice."""

    before: timedelta
    """How long before its window it is to be sent."""
    urgent: timedelta
    """The same in an emergency."""
    answer: timedelta
    """How long after sending an answer is asked for."""
    urgent_answer: timedelta
    """The same in an emergency."""


def _hours(*given: float) -> Lead:
    return Lead(*(timedelta(hours=one) for one in given))


LEADS: Mapping[NoticeKind, Lead] = {
    "static_site": _hours(48, 24, 24, 1),
    "movement": _hours(48, 24, 4, 1),
    "works": _hours(48, 24, 4, 1),
    "medevac": _hours(24, 0, 4, 1),
    "air_activity": _hours(24, 2, 4, 1),
    "exercise": _hours(72, 72, 24, 24),
    "patrol": _hours(24, 2, 4, 1),
    "force_movement": _hours(24, 2, 4, 1),
}
"""Lead times and times to answer, by kind of notice; sources: the docstring of this module."""


def lead_of(notice: Notice) -> timedelta:
    """How long before its window a notice is to be sent."""
    lead = LEADS[notice.notice_kind]
    return lead.urgent if notice.urgent else lead.before


def send_by(notice: Notice) -> datetime | None:
    """Until when a notice is to be sent, UTC as its window is; `None` where the window has no start."""
    return None if notice.window.start is None else notice.window.start - lead_of(notice)


def answer_by(notice: Notice, recipient: Recipient, sent_at: datetime | None) -> datetime | None:
    """Until when a recipient is asked to answer; `None` before it was sent, where the notice names no time.

    Where the window begins sooner than the time to answer would end, an answer is asked for by its start.
    """
    if recipient.answer_by is not None or sent_at is None:
        return recipient.answer_by
    lead = LEADS[notice.notice_kind]
    until = sent_at + (lead.urgent_answer if notice.urgent else lead.answer)
    start = notice.window.start
    return start if start is not None and sent_at < start < until else until
