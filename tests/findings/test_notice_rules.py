"""The rules about notices: no answer, an older version, windows that end, stale entries, late sending."""

from datetime import date, datetime
from typing import Any

import pytest

from tests.making import history, known, party, picture, utc
from tests.picture.hotline import KEY, RU, SY, notice, receipt, step
from treve.findings.finding import Finding
from treve.findings.rules import findings
from treve.findings.telling import told
from treve.geo.interval import Interval
from treve.records.base import Record
from treve.records.notice import Recipient, Route, Site, StatedPoint, Stop
from treve.words import Words

SAID = utc(2016, 6, 1)
SENT = [step("qa", utc(2016, 6, 2)), step("transmitted", utc(2016, 6, 2, 1))]
PARTIES: list[Record] = [party("us"), party("ru", names={"en": "Russia"}), party("sy")]
HOSPITAL: dict[str, Any] = {"said_at": SAID, "names": {"en": "Hospital of Daraya", "fr": "Hôpital de Daraya"}}


def asked(rule: str, first: datetime, last: datetime, *records: Record, at: datetime | None = None) -> tuple[Finding, ...]:
    held = history(*(known(one, SAID) for one in (*PARTIES, *records)))
    return findings(held.as_of(first, at or utc(2017, 1, 1)), Interval(first, last), rule=rule)


def text(found: Finding, *records: Record, lang: str = "en") -> str:
    return " ".join(told(found, picture(*PARTIES, *records), Words(lang), "UTC"))


def test_no_answer_by_the_deadline() -> None:
    held = [
        notice(**HOSPITAL), *SENT, receipt("sent", utc(2016, 6, 2, 2)), receipt("delivered", utc(2016, 6, 2, 3)),
        receipt("sent", utc(2016, 6, 2, 2), recipient=SY), receipt("acknowledged", utc(2016, 6, 2, 4), recipient=SY, author=SY),
    ]  # fmt: skip
    (found,) = asked("NOTE-01", utc(2016, 6, 3), utc(2016, 6, 4), *held)
    assert (found.subjects, found.severity) == ((KEY, RU), "attention")
    said = text(found, *held)
    assert "Russia had not answered Hospital of Daraya by 3 Jun 2016 02:00" in said
    assert "The last that is known: delivered" in said
    assert "silence is no consent" in said
    assert "Hôpital de Daraya" in text(found, *held, lang="fr")
    assert asked("NOTE-01", utc(2016, 6, 2), utc(2016, 6, 3), *held) == (), "the deadline lies later"
    assert asked("NOTE-01", utc(2016, 6, 3), utc(2016, 6, 4), *held, at=utc(2016, 6, 3, 1)) == (), "it has not come yet"
    escalated = receipt("escalated", utc(2016, 6, 3, 3), to="party:un")
    (found,) = asked("NOTE-01", utc(2016, 6, 3), utc(2016, 6, 4), *held, escalated)
    assert "Its silence was taken to un." in text(found)
    late = receipt("acknowledged", utc(2016, 6, 3, 5), author=RU)
    (found,) = asked("NOTE-01", utc(2016, 6, 3), utc(2016, 6, 4), *held, late)
    assert found.severity == "note"
    assert "answered Hospital of Daraya on 3 Jun 2016 05:00" in text(found, *held)
    off = step("cancelled", utc(2016, 6, 3, 1))
    assert asked("NOTE-01", utc(2016, 6, 3), utc(2016, 6, 4), *held, off) == (), "nobody need answer what is cancelled"
    urgent = [notice(said_at=SAID, recipients=(Recipient(RU, utc(2016, 6, 11)),)), *SENT]
    (found,) = asked("NOTE-01", utc(2016, 6, 11), utc(2016, 6, 12), *urgent)
    assert found.severity == "warning", "its window runs already"


def test_an_older_version_only() -> None:
    held = [
        notice(**HOSPITAL), *SENT, receipt("acknowledged", utc(2016, 6, 3), author=RU), notice(2, **(HOSPITAL | {"said_at": utc(2016, 6, 4)})),
    ]  # fmt: skip
    (found,) = asked("NOTE-02", utc(2016, 6, 4), utc(2016, 6, 5), *held)
    assert "Russia acknowledged version 1 of Hospital of Daraya only; the newest is version 2." in text(found, *held)
    assert "not sent yet" in text(found)
    held += [step("qa", utc(2016, 6, 5), 2), step("transmitted", utc(2016, 6, 5, 1), 2)]
    (found,) = asked("NOTE-02", utc(2016, 6, 6), utc(2016, 6, 7), *held)
    assert "is to be acknowledged anew" in text(found)
    assert asked("NOTE-02", utc(2016, 6, 1), utc(2016, 6, 4), *held) == ()
    again = receipt("acknowledged", utc(2016, 6, 6), 2, author=RU)
    assert asked("NOTE-02", utc(2016, 6, 6), utc(2016, 6, 7), *held, again) == ()


def test_a_window_that_ends() -> None:
    held = [notice(**HOSPITAL), *SENT]
    (before,) = asked("NOTE-03", utc(2016, 6, 19), utc(2016, 6, 19, 12), *held)
    assert "ends on 20 Jun 2016 00:00" in text(before, *held)
    (after,) = asked("NOTE-03", utc(2016, 6, 19), utc(2016, 6, 21), *held)
    assert "it holds no longer" in text(after)
    assert asked("NOTE-03", utc(2016, 6, 17), utc(2016, 6, 18), *held) == ()
    assert asked("NOTE-03", utc(2016, 6, 19), utc(2016, 6, 21), *held, step("completed", utc(2016, 6, 19))) == ()
    longer = notice(2, **HOSPITAL, window=Interval(utc(2016, 6, 10), utc(2016, 7, 20)))
    (found,) = asked("NOTE-03", utc(2016, 6, 19), utc(2016, 6, 21), *held, longer)
    assert "Version 2 is drafted and was not sent yet." in text(found)
    renewed = [longer, step("qa", utc(2016, 6, 18), 2), step("transmitted", utc(2016, 6, 18, 1), 2)]
    assert asked("NOTE-03", utc(2016, 6, 19), utc(2016, 6, 21), *held, *renewed) == ()
    assert asked("NOTE-03", utc(2016, 6, 19), utc(2016, 6, 21), notice(**HOSPITAL)) == (), "a draft holds nothing"


def test_a_movement_need_not_be_renewed_but_its_end_is_said() -> None:
    a, b = StatedPoint(36.2, 33.4), StatedPoint(36.3, 33.5)
    route = Route((Stop(a, departs=utc(2016, 6, 10, 8)), Stop(b, arrives=utc(2016, 6, 10, 9))))
    window = Interval(utc(2016, 6, 10), utc(2016, 6, 10, 12))
    held = [notice(**HOSPITAL, site=None, route=route, notice_kind="movement", window=window), *SENT]
    assert asked("NOTE-03", utc(2016, 6, 10), utc(2016, 6, 10, 11), *held) == ()
    (found,) = asked("NOTE-03", utc(2016, 6, 10), utc(2016, 6, 11), *held)
    assert "nobody said that it is completed" in text(found)


def test_an_entry_that_nobody_confirmed_lately() -> None:
    def with_day(on: date | None, **fields: Any) -> list[Record]:
        return [notice(**HOSPITAL, site=Site(at=StatedPoint(36.2, 33.4), confirmed_on=on), **fields), *SENT]

    (found,) = asked("NOTE-04", utc(2016, 6, 12), utc(2016, 6, 13), *with_day(date(2016, 3, 1)))
    assert "was last confirmed on March 1, 2016, 104 days ago" in text(found)
    assert asked("NOTE-04", utc(2016, 6, 12), utc(2016, 6, 13), *with_day(date(2016, 3, 15))) == ()
    (found,) = asked("NOTE-04", utc(2016, 6, 12), utc(2016, 6, 14), *with_day(date(2016, 3, 14)))
    assert found.during.start == utc(2016, 6, 13), "the day after ninety days"
    (found,) = asked("NOTE-04", utc(2016, 6, 12), utc(2016, 6, 13), *with_day(None))
    assert found.severity == "note"
    assert asked("NOTE-04", utc(2016, 6, 21), utc(2016, 6, 22), *with_day(date(2016, 1, 1))) == (), "its window is over"


def test_a_notice_sent_later_than_its_lead_time() -> None:
    held = [notice(**HOSPITAL), step("qa", utc(2016, 6, 8)), step("transmitted", utc(2016, 6, 8, 12))]
    (found,) = asked("NOTE-05", utc(2016, 6, 8), utc(2016, 6, 9), *held)
    assert "Version 1 of Hospital of Daraya was sent on 8 Jun 2016 12:00" in text(found, *held)
    assert "12 h later than its lead time of 48 h asks" in text(found)
    assert found.severity == "note"
    assert asked("NOTE-05", utc(2016, 6, 2), utc(2016, 6, 3), notice(**HOSPITAL), *SENT) == ()
    begun = [notice(**HOSPITAL, urgent=True), step("qa", utc(2016, 6, 10)), step("transmitted", utc(2016, 6, 10, 12))]
    (found,) = asked("NOTE-05", utc(2016, 6, 10), utc(2016, 6, 11), *begun)
    assert found.severity == "attention"
    assert "had begun already" in text(found)
    assert "marked as urgent" in text(found)


def test_what_rests_on_an_arrangement_is_found_with_it() -> None:
    held = [notice(**HOSPITAL, basis="arrangement:x"), *SENT]
    seen = picture(*PARTIES, *held)
    during = Interval(utc(2016, 6, 3), utc(2016, 6, 4))
    assert len(findings(seen, during, arrangement="arrangement:x", rule="NOTE-01")) == 2
    assert findings(seen, during, arrangement="arrangement:y", rule="NOTE-01") == ()


@pytest.mark.parametrize("rule", ["NOTE-01", "NOTE-02", "NOTE-03", "NOTE-04", "NOTE-05", "CALL-01", "CALL-02"])
def test_a_rule_without_notices_finds_nothing(rule: str) -> None:
    assert asked(rule, utc(2016, 1, 1), utc(2017, 1, 1)) == ()
