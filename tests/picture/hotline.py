"""Small builders of notices, receipts, calls and contacts for tests."""

from datetime import datetime
from typing import Any

from tests.making import utc
from treve.geo.interval import Interval
from treve.records.hotline import Call, CallStep
from treve.records.notice import Consent, Notice, NoticeStep, Receipt, Recipient, Site, StatedPoint
from treve.records.party import Contact

KEY = "notice:hospital"
US, RU, SY = "party:us", "party:ru", "party:sy"


def notice(version: int = 1, **fields: Any) -> Notice:
    given: dict[str, Any] = {
        "author": US, "key": KEY, "notice_kind": "static_site", "version": version,
        "window": Interval(utc(2016, 6, 10), utc(2016, 6, 20)), "site": Site(at=StatedPoint(36.237, 33.458)),
        "recipients": (Recipient(RU), Recipient(SY)), "consent": Consent(US), "contact": "contact:us-desk",
    }  # fmt: skip
    return Notice(**(given | fields))


def step(state: str, at: datetime, version: int = 1, **fields: Any) -> NoticeStep:
    given: dict[str, Any] = {"author": US, "notice": KEY, "version": version, "state": state, "at": at}
    return NoticeStep(**(given | fields))


def receipt(state: str, at: datetime, version: int = 1, **fields: Any) -> Receipt:
    given: dict[str, Any] = {"author": US, "notice": KEY, "version": version, "recipient": RU, "state": state, "at": at}
    return Receipt(**(given | fields))


def call(name: str, at: datetime, **fields: Any) -> Call:
    given: dict[str, Any] = {"author": US, "key": f"call:{name}", "caller": RU, "callee": US, "placed_at": at}
    return Call(**(given | fields))


def happened(name: str, state: str, at: datetime, **fields: Any) -> CallStep:
    given: dict[str, Any] = {"author": US, "call": f"call:{name}", "state": state, "at": at}
    return CallStep(**(given | fields))


def contact(name: str, **fields: Any) -> Contact:
    given: dict[str, Any] = {"author": US, "key": f"contact:{name}", "party": US, "role": "duty officer", "languages": ("en",)}
    return Contact(**(given | fields))
