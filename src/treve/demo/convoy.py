"""A convoy to Daraya as notices and calls: invented to show them, with parties that do not exist.

That a first convoy since 2012 reached the town on 1 June 2016 is public and stands in `treve.demo.press`. Who was
told of it beforehand, and what they answered, is not public: to say it of real parties would be to make it up. So
everybody here is a party of an exercise, and every record says that it is invented.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

from treve.demo.saying import THEATRE_ZONE, Entry, between, entry, moment, names
from treve.geo.altitude import AltitudeBand
from treve.geo.footprint import Circle
from treve.geo.volume import Volume4D
from treve.records.arrangement import DailyHours
from treve.records.base import Source
from treve.records.hotline import Call, CallState, CallStep, Message
from treve.records.notice import (
    Consent,
    Notice,
    NoticeState,
    NoticeStep,
    ReadBack,
    Receipt,
    ReceiptState,
    Recipient,
    Route,
    StatedPoint,
    Stop,
)
from treve.records.party import Contact, Party

ORGANISER, ALPHA, BRAVO, CHARLIE, DELTA = (
    f"party:exercise-{one}" for one in ("organiser", "alpha", "bravo", "charlie", "delta")
)  # fmt: skip
CONVOY, FLIGHTS = "notice:convoy-daraya", "notice:flights-daraya"
FIRST_CALL, SECOND_CALL = "call:flights-daraya-1", "call:flights-daraya-2"
INVENTED: dict[str, Any] = {
    "sources": (Source("invented for the demonstration", title="Exercise: a convoy to Daraya"),),
    "note": "Invented to show notices and calls. No source tells of it.",
}  # fmt: skip
_CALLED = (
    ("organiser", "humanitarian", "Exercise organiser", "Organisateur de l'exercice", "منظم التمرين", "Организатор учений"),
    ("alpha", "state", "Exercise party Alpha", "Partie Alpha de l'exercice", "طرف التمرين ألفا", "Сторона учений Альфа"),
    ("bravo", "state", "Exercise party Bravo", "Partie Bravo de l'exercice", "طرف التمرين برافو", "Сторона учений Браво"),
    ("charlie", "state", "Exercise party Charlie", "Partie Charlie de l'exercice", "طرف التمرين تشارلي", "Сторона учений Чарли"),
    ("delta", "armed_group", "Exercise party Delta", "Partie Delta de l'exercice", "طرف التمرين دلتا", "Сторона учений Дельта"),
)  # fmt: skip
_DESKS = (
    ("organiser", "duty officer", ("ar", "en", "fr"), None),
    ("alpha", "duty officer", ("ar", "en", "ru"), None),
    ("bravo", "duty officer", ("en", "ru"), None),
    ("bravo", "liaison", ("ru",), DailyHours("08:00", "20:00", THEATRE_ZONE)),
    ("charlie", "duty officer", ("en", "fr"), None),
    ("delta", "duty officer", ("ar",), None),
)  # fmt: skip
_DEPOT = StatedPoint(36.2915, 33.5132, place="Damascus", place_key="place:damascus", written="33.5132, 36.2915", method="gps")
_TOWN = StatedPoint(36.2394, 33.4581, place="Daraya", place_key="place:daraya", written="33.4581, 36.2394", method="map")


def _desk(party: str, role: str = "duty officer") -> str:
    return f"contact:exercise-{party}-{role.replace(' ', '-')}"


def entries() -> Iterator[Entry]:
    """The parties of the exercise, the convoy, the flights that would meet it, and the call that settles it."""
    for key, kind, en, fr, ar, ru in _CALLED:
        yield entry(
            "2016-05-28 09:00", Party, key=f"party:exercise-{key}", names=names(en, fr, ar, ru), party_kind=kind, **INVENTED
        )  # fmt: skip
    for party, role, languages, shift in _DESKS:
        yield entry(
            "2016-05-28 09:00", Contact, author=f"party:exercise-{party}", key=_desk(party, role), party=f"party:exercise-{party}",
            role=role, languages=languages, during=between("2016-05-28 00:00", "2016-06-04 00:00"), shift=shift, **INVENTED,
        )  # fmt: skip
    yield from _convoy()
    yield from _flights()
    yield from _calls()


def _convoy() -> Iterator[Entry]:
    """Notified two days before; read back and acknowledged by three; the fourth has it and says nothing."""
    stops = (
        Stop(_DEPOT, departs=moment("2016-06-01 10:00"), road=((36.2703, 33.4925),)),
        Stop(_TOWN, arrives=moment("2016-06-01 11:30"), departs=moment("2016-06-01 14:00"), road=((36.2703, 33.4925),)),
        Stop(_DEPOT, arrives=moment("2016-06-01 15:30")),
    )
    yield entry(
        "2016-05-29 18:00", Notice, author=ORGANISER, key=CONVOY, notice_kind="movement", basis="arrangement:daraya-2016-06",
        names=names("Convoy to Daraya", "Convoi vers Daraya", "قافلة إلى داريا", "Конвой в Дарайю"),
        window=between("2016-06-01 09:00", "2016-06-01 17:00"), route=Route(stops, buffer_m=500.0, slack_s=1_800.0),
        description="Five lorries and two cars, white, with a red crescent on roofs and doors.", contact=_desk("organiser"),
        recipients=tuple(Recipient(one) for one in (ALPHA, BRAVO, CHARLIE, DELTA)), consent=Consent(ORGANISER, on=date(2016, 5, 29)),
        **INVENTED,
    )  # fmt: skip
    yield _step("2016-05-29 18:05", ORGANISER, CONVOY, 1, "qa")
    yield _step("2016-05-29 18:10", ORGANISER, CONVOY, 1, "transmitted")
    back = ReadBack("Daraya", "33.4581, 36.2394", "33°27'29.2\"N 36°14'21.8\"E", stop=1)
    for party, minutes in ((ALPHA, 30), (BRAVO, 45), (CHARLIE, 58), (DELTA, 0)):
        yield _receipt("18:10", ORGANISER, CONVOY, 1, party, "sent", channel="file")
        yield _receipt("18:12", ORGANISER, CONVOY, 1, party, "delivered", channel="file")
        if minutes:
            yield _receipt(f"18:{minutes - 1}", party, CONVOY, 1, party, "read_back_ok", read_back=(back,), channel="hotline")
            yield _receipt(f"18:{minutes}", party, CONVOY, 1, party, "acknowledged", channel="hotline")
    yield _receipt("22:30", ORGANISER, CONVOY, 1, DELTA, "escalated", to=_desk("delta"))
    yield _step("2016-06-01 15:40", ORGANISER, CONVOY, 1, "completed")


def _flights() -> Iterator[Entry]:
    """Flights over the town, notified for the time at which the convoy is there; after the call, for later."""
    called = names("Flights over Daraya", "Vols au-dessus de Daraya", "طلعات فوق داريا", "Полёты над Дарайей")
    for version, known, first, last in (
        (1, "2016-05-31 07:40", "2016-06-01 11:00", "2016-06-01 13:00"),
        (2, "2016-05-31 09:40", "2016-06-01 18:00", "2016-06-01 20:00"),
    ):
        window = between(first, last)
        volume = Volume4D(Circle(36.24, 33.46, 4_000.0), AltitudeBand(1_200.0, 2_500.0), window)
        yield entry(
            known, Notice, author=BRAVO, key=FLIGHTS, version=version, notice_kind="air_activity", names=called, window=window,
            volumes=(volume,), description="Two aircraft.", contact=_desk("bravo"), recipients=(Recipient(ORGANISER), Recipient(ALPHA)),
            **INVENTED,
        )  # fmt: skip
        hour = known[-5:-3]
        yield _step(f"2016-05-31 {hour}:45", BRAVO, FLIGHTS, version, "qa")
        yield _step(f"2016-05-31 {hour}:50", BRAVO, FLIGHTS, version, "transmitted")
        for party in (ORGANISER, ALPHA):
            for state, minute in (("sent", 50), ("delivered", 51), ("read_back_ok", 57), ("acknowledged", 58)):
                yield _answer(f"2016-05-31 {hour}:{minute}", BRAVO if minute < 55 else party, FLIGHTS, version, party, state)


def _calls() -> Iterator[Entry]:
    """The named person is off duty; the officer who is on takes the message, and it is acted on."""
    message = Message("", {}, "Your flights over Daraya on 1 June, 11:00 to 13:00, are where our convoy is then.")
    yield entry(
        "2016-05-31 08:10", Call, author=ORGANISER, key=FIRST_CALL, caller=ORGANISER, callee=BRAVO, asked_for=_desk("bravo", "liaison"),
        line="exercise line", language="en", placed_at=moment("2016-05-31 08:10"), about=(CONVOY, FLIGHTS), message=message, **INVENTED,
    )  # fmt: skip
    yield _heard("2016-05-31 08:19", FIRST_CALL, "unanswered", "")
    yield entry(
        "2016-05-31 08:20", Call, author=ORGANISER, key=SECOND_CALL, caller=ORGANISER, callee=BRAVO, line="exercise line", language="en",
        placed_at=moment("2016-05-31 08:20"), about=(CONVOY, FLIGHTS), again=FIRST_CALL, message=message, **INVENTED,
    )  # fmt: skip
    desk = _desk("bravo")
    for minute, state, words in (
        ("08:21", "answered", ""), ("08:21", "right_person", ""), ("08:24", "message_passed", ""), ("08:27", "read_back_ok", ""),
        ("08:30", "action_promised", "The flights will be moved to the evening."),
        ("09:50", "actioned", "Version 2 of the notice: 18:00 to 20:00."),
    ):  # fmt: skip
        yield _heard(f"2016-05-31 {minute}", SECOND_CALL, state, words, desk)  # type: ignore[arg-type]


def _step(known: str, author: str, notice: str, version: int, state: NoticeState) -> Entry:
    return entry(known, NoticeStep, author=author, notice=notice, version=version, state=state, at=moment(known), **INVENTED)


def _receipt(hour: str, author: str, notice: str, version: int, party: str, state: ReceiptState, **fields: Any) -> Entry:
    return _answer(f"2016-05-29 {hour}", author, notice, version, party, state, **fields)


def _answer(known: str, author: str, notice: str, version: int, party: str, state: str, **fields: Any) -> Entry:
    return entry(
        known, Receipt, author=author, notice=notice, version=version, recipient=party, state=state, at=moment(known), **fields,
        **INVENTED,
    )  # fmt: skip


def _heard(known: str, call: str, state: CallState, words: str, by: str = "") -> Entry:
    return entry(known, CallStep, author=ORGANISER, call=call, state=state, at=moment(known), words=words, by=by, **INVENTED)
