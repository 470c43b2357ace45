"""Where a notice stands, and how far it has come with each recipient."""

import random
from datetime import datetime, timedelta

import pytest

from tests.making import known, picture, utc
from tests.picture.hotline import KEY, RU, SY, US, notice, receipt, step
from treve.errors import Ambiguous, NotFound
from treve.geo.interval import Interval
from treve.picture.lead import LEADS, answer_by, lead_of, send_by
from treve.picture.notices import Standing, standing, standings
from treve.picture.picture import History, Picture
from treve.records.incident import Withdrawal
from treve.records.notice import Recipient

SAID = utc(2016, 6, 1)
SENT = [step("qa", utc(2016, 6, 2)), step("transmitted", utc(2016, 6, 2, 1))]


def at(when: datetime, *records: object) -> Standing:
    return standing(seen(when, *records), KEY)


def seen(when: datetime, *records: object) -> Picture:
    return picture(*records, at=when)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("when", "more", "state"),
    [
        (utc(2016, 6, 1, 12), (), "draft"),
        (utc(2016, 6, 2), (), "qa"),
        (utc(2016, 6, 3), (), "transmitted"),
        (utc(2016, 6, 10), (), "active"),
        (utc(2016, 6, 19, 23, 59), (), "active"),
        (utc(2016, 6, 20), (), "expired"),
        (utc(2016, 6, 15), (step("cancelled", utc(2016, 6, 14)),), "cancelled"),
        (utc(2016, 6, 25), (step("completed", utc(2016, 6, 14)),), "completed"),
        (utc(2016, 6, 15), (step("breached", utc(2016, 6, 14)),), "breached"),
        (utc(2016, 6, 15), (step("breached", utc(2016, 6, 14), author=RU),), "active"),
    ],
)
def test_the_states_of_a_notice(when: datetime, more: tuple[object, ...], state: str) -> None:
    found = at(when, notice(said_at=SAID), *SENT, *more)
    assert found.state == state
    assert (found.holding is not None) == (state in ("transmitted", "active", "breached"))


def test_since_when_and_who_says_that_it_was_breached() -> None:
    found = at(utc(2016, 6, 15), notice(said_at=SAID), *SENT, step("breached", utc(2016, 6, 14), author=RU))
    assert found.since == utc(2016, 6, 10)
    assert [one.author for one in found.breaches] == [RU]
    rejected = at(utc(2016, 6, 3), notice(said_at=SAID), SENT[0], step("rejected_qa", utc(2016, 6, 2, 1)))
    assert rejected.state == "rejected_qa"


def test_a_new_version_waits_until_it_was_transmitted() -> None:
    held = [notice(said_at=SAID), *SENT, notice(2, said_at=utc(2016, 6, 12))]
    assert at(utc(2016, 6, 11), *held).state == "active"
    waiting = at(utc(2016, 6, 13), *held)
    assert waiting.state == "amended"
    assert waiting.newest.notice.version == 2
    assert waiting.holding is not None
    assert waiting.holding.notice.version == 1
    held += [step("qa", utc(2016, 6, 14), 2), step("transmitted", utc(2016, 6, 14, 1), 2)]
    gone_out = at(utc(2016, 6, 15), *held)
    assert [one.state for one in gone_out.versions] == ["amended", "active"]
    assert gone_out.versions[0].since == utc(2016, 6, 14, 1)
    assert gone_out.state == "active"


def test_silence_is_no_answer_and_is_overdue_after_the_deadline() -> None:
    held = [notice(said_at=SAID), *SENT, receipt("sent", utc(2016, 6, 2, 2)), receipt("delivered", utc(2016, 6, 2, 3))]
    ru, sy = at(utc(2016, 6, 3, 1, 59), *held).recipients
    assert (ru.state, ru.answer, ru.since, ru.overdue) == ("delivered", "no_answer", utc(2016, 6, 2, 3), False)
    assert ru.deadline == utc(2016, 6, 3, 2)
    assert (sy.state, sy.deadline, sy.overdue) == ("not_sent", utc(2016, 6, 3, 1), True)
    assert at(utc(2016, 6, 3, 2), *held).recipients[0].overdue
    late = at(utc(2016, 6, 5), *held, receipt("acknowledged", utc(2016, 6, 4), author=RU)).recipients[0]
    assert (late.state, late.answer, late.overdue) == ("acknowledged", "acknowledged", False)
    assert not at(utc(2016, 6, 5), notice(said_at=SAID)).recipients[0].overdue, "nothing was sent"


def test_the_recipient_speaks_for_itself_and_a_third_party_for_nobody() -> None:
    held = [
        notice(said_at=SAID), *SENT, receipt("read_back_ok", utc(2016, 6, 2, 2)), receipt("acknowledged", utc(2016, 6, 2, 5)),
        receipt("objected", utc(2016, 6, 2, 3), author=RU, reason="the place is wrong"),
        receipt("acknowledged", utc(2016, 6, 2, 4), author="party:other"),
    ]  # fmt: skip
    ru = at(utc(2016, 6, 4), *held).recipients[0]
    assert (ru.answer, ru.answered_at, ru.reason) == ("objected", utc(2016, 6, 2, 3), "the place is wrong")
    escalated = at(utc(2016, 6, 4), *held[:2], receipt("escalated", utc(2016, 6, 3), to="party:un")).recipients[0]
    assert (escalated.state, escalated.escalated_to, escalated.answer) == ("escalated", "party:un", "no_answer")


def test_an_older_version_acknowledged_is_to_be_acknowledged_anew() -> None:
    held = [
        notice(said_at=SAID), *SENT, receipt("acknowledged", utc(2016, 6, 3), author=RU),
        notice(2, said_at=utc(2016, 6, 4)), step("qa", utc(2016, 6, 4), 2), step("transmitted", utc(2016, 6, 4, 1), 2),
    ]  # fmt: skip
    ru, sy = at(utc(2016, 6, 5), *held).recipients
    assert (ru.answer, ru.older, ru.anew) == ("no_answer", 1, True)
    assert (sy.older, sy.anew) == (None, False)
    again = at(utc(2016, 6, 6), *held, receipt("acknowledged", utc(2016, 6, 5), 2, author=RU)).recipients[0]
    assert (again.answer, again.older, again.anew) == ("acknowledged", 1, False)


def test_as_known_then() -> None:
    first, second = known(notice(), SAID), known(notice(2), utc(2016, 6, 12))
    sent = [known(one, one.at) for one in SENT]
    both = [first, *sent, second]
    history = History(both)
    assert standing(history.as_of(utc(2016, 6, 11), utc(2016, 6, 11)), KEY).newest.notice.version == 1
    assert standing(history.as_of(utc(2016, 6, 13), utc(2016, 6, 13)), KEY).newest.notice.version == 2
    assert standing(history.as_of(utc(2016, 6, 11), utc(2016, 6, 13)), KEY).state == "active", (
        "the new version was not yet said"
    )
    assert standing(history.as_of(utc(2016, 6, 3), utc(2016, 6, 1)), KEY).state == "draft"
    with pytest.raises(NotFound, match="no notice"):
        standing(history.as_of(utc(2016, 6, 3), utc(2016, 5, 1)), KEY)


def test_what_is_taken_back_is_gone_and_two_authors_of_one_key_are_told_apart() -> None:
    ours, theirs = known(notice(said_at=SAID)), notice(said_at=SAID, author=SY, recipients=(Recipient(US),))
    taken_back = Withdrawal(author=US, withdraws=ours.id, reason="other")
    assert list(standings(seen(utc(2016, 6, 15), ours, taken_back))) == []
    both = seen(utc(2016, 6, 15), ours, theirs, *SENT)
    assert [(one.author, one.state) for one in standings(both)] == [(SY, "draft"), (US, "active")]
    with pytest.raises(Ambiguous, match="several authors"):
        standing(both, "hospital")
    assert standing(both, "hospital", author=SY).author == SY


def test_notices_of_a_span_whatever_order_they_came_in() -> None:
    others = [
        notice(key=f"notice:{day}", said_at=SAID, window=Interval(utc(2016, 6, day), utc(2016, 6, day + 1)))
        for day in (3, 5, 7)
    ]
    during = Interval(utc(2016, 6, 5, 12), utc(2016, 6, 8))
    shuffled = others[:]
    random.Random(1).shuffle(shuffled)
    for held in (others, shuffled):
        assert [one.key for one in standings(seen(utc(2016, 7, 1), *held), during)] == ["notice:5", "notice:7"]


def test_lead_times_and_deadlines() -> None:
    site, urgent = notice(), notice(urgent=True)
    assert send_by(site) == utc(2016, 6, 8)
    assert lead_of(urgent) == timedelta(hours=24)
    assert send_by(notice(window=Interval())) is None
    sent = utc(2016, 6, 2)
    assert answer_by(site, Recipient(RU), sent) == utc(2016, 6, 3)
    assert answer_by(urgent, Recipient(RU), sent) == utc(2016, 6, 2, 1)
    assert answer_by(site, Recipient(RU, utc(2016, 6, 2, 6)), sent) == utc(2016, 6, 2, 6)
    assert answer_by(site, Recipient(RU), None) is None
    assert answer_by(site, Recipient(RU), utc(2016, 6, 9, 20)) == utc(2016, 6, 10), "by the start of the window"
    assert answer_by(site, Recipient(RU), utc(2016, 6, 12)) == utc(2016, 6, 13), "it has begun already"
    for lead in LEADS.values():
        assert lead.urgent <= lead.before
        assert timedelta(0) < lead.urgent_answer <= lead.answer
