"""Meetings with their accounts side by side, proposals with their answers, aid and exchanges of a period."""

from collections import defaultdict
from collections.abc import Iterator

import msgspec

from treve.bulletins.scope import Reach
from treve.geo.interval import Interval
from treve.geo.place import Disc, UncertainPlace
from treve.kleene import NO
from treve.picture.picture import Picture
from treve.records.base import Names
from treve.records.relief import AidDelivery, Exchange
from treve.records.talk import Answer, Meeting, Proposal, Readout


class ReadoutLine(msgspec.Struct, frozen=True):
    """One account of a meeting."""

    issuers: tuple[str, ...]
    """Who issued it."""
    agreed: bool
    """Whether both sides agreed on the text."""
    points: dict[str, str]
    """What it says by topic."""


class MeetingLine(msgspec.Struct, frozen=True):
    """A meeting or call of the period, with its accounts side by side."""

    names: Names
    """What it is called."""
    kind: str
    """Its kind."""
    held: str
    """Whether it took place."""
    during: Interval
    """When."""
    place: str
    """Where."""
    seats: tuple[tuple[str, str, str], ...]
    """Party, role and person."""
    outcome: str
    """What came of it."""
    readouts: tuple[ReadoutLine, ...]
    """The accounts."""
    topics: tuple[str, ...]
    """Every topic of some account, in order; an account that has none of it is silent there."""


class AnswerLine(msgspec.Struct, frozen=True):
    """An addressee's last answer."""

    by: str
    """Whose."""
    value: str
    """The answer; `pending` where there is none."""
    words: str = ""
    """Conditions or reasons."""


class ProposalLine(msgspec.Struct, frozen=True):
    """A proposal tabled or answered in the period."""

    names: Names
    """What is proposed."""
    by: tuple[str, ...]
    """Who proposes."""
    during: Interval
    """When it was tabled."""
    answers: tuple[AnswerLine, ...]
    """The answers as known at the closing time."""


class AidLine(msgspec.Struct, frozen=True):
    """A delivery of the period."""

    delivery: str
    """Key of its record."""
    place: str
    """Where to."""
    during: Interval
    """When."""
    carriers: tuple[str, ...]
    """Who carried it."""
    outcome: str
    """What became of it."""
    cargo: str
    """What it carried."""
    vehicles: int | None
    """How many vehicles."""
    mass_t: float | None
    """Tonnes."""
    people_low: int | None
    """For at least so many people."""
    people_high: int | None
    """For at most so many."""


class ExchangeLine(msgspec.Struct, frozen=True):
    """An exchange or handing over of people, bodies or information."""

    what: str
    """What was exchanged."""
    during: Interval
    """When."""
    place: str
    """Where."""
    between: tuple[str, ...]
    """Between whom."""
    low: int | None
    """At least."""
    high: int | None
    """At most."""
    words: str
    """What is known."""


def meetings(picture: Picture, period: Interval) -> Iterator[MeetingLine]:
    """Meetings and calls that lie, or may lie, in the period, in order of time."""
    accounts: dict[str, list[Readout]] = defaultdict(list)
    for account in picture.of_kind(Readout):
        accounts[account.meeting].append(account)
    held = [one for one in picture.of_kind(Meeting) if one.at.within.overlaps(period)]
    for one in sorted(held, key=lambda one: (one.at.within.bounds, one.key)):
        own = sorted(accounts.get(one.key, ()), key=lambda said: (said.issuers, said.key))
        yield MeetingLine(
            names=one.names,
            kind=one.meeting_kind,
            held=one.held,
            during=one.at.within,
            place=one.place,
            seats=tuple((seat.party, seat.role, seat.person) for seat in one.seats),
            outcome=one.outcome,
            readouts=tuple(ReadoutLine(said.issuers, said.agreed, dict(sorted(said.points.items()))) for said in own),
            topics=tuple(sorted({topic for said in own for topic in said.points})),
        )


def proposals(picture: Picture, period: Interval) -> Iterator[ProposalLine]:
    """Proposals tabled or answered in the period, with the last answer of each addressee by its end."""
    answers: dict[str, list[Answer]] = defaultdict(list)
    for said in picture.of_kind(Answer):
        answers[said.proposal].append(said)
    held = sorted(picture.of_kind(Proposal), key=lambda one: (one.at.within.bounds, one.key))
    for one in held:
        own = answers.get(one.key, [])
        if not any(at.within.overlaps(period) for at in (one.at, *(said.at for said in own))):
            continue
        last: dict[str, Answer] = {}
        for answer in sorted(own, key=lambda answer: (answer.at.within.bounds, answer.value, answer.words)):
            if answer.at.within.bounds[0] < period.bounds[1]:
                last[answer.by] = answer
        addressees = dict.fromkeys((*one.to, *sorted(last)))
        yield ProposalLine(
            one.names,
            one.by,
            one.at.within,
            tuple(
                AnswerLine(by, last[by].value, last[by].words) if by in last else AnswerLine(by, "pending") for by in addressees
            ),
        )


def deliveries(picture: Picture, period: Interval, reach: Reach) -> Iterator[AidLine]:
    """Aid that moved, or may have, in the period and the scope."""
    held = [one for one in picture.of_kind(AidDelivery) if one.at.within.overlaps(period) and _near(picture, one.place, reach)]
    for one in sorted(held, key=lambda one: (one.at.within.bounds, one.key, one.place)):
        people = one.people
        yield AidLine(
            delivery=one.key,
            place=one.place,
            during=one.at.within,
            carriers=one.carriers,
            outcome=one.outcome,
            cargo=one.cargo,
            vehicles=one.vehicles,
            mass_t=one.mass_t,
            people_low=people.low if people else None,
            people_high=people.high if people else None,
        )


def exchanges(picture: Picture, period: Interval, reach: Reach) -> Iterator[ExchangeLine]:
    """Exchanges of detainees and bodies in the period and the scope."""
    held = [one for one in picture.of_kind(Exchange) if one.at.within.overlaps(period) and _near(picture, one.place, reach)]
    for one in sorted(held, key=lambda one: (one.at.within.bounds, one.key, one.what)):
        number = one.number
        yield ExchangeLine(
            one.what,
            one.at.within,
            one.place,
            one.between,
            number.low if number else None,
            number.high if number else None,
            one.words,
        )


def _near(picture: Picture, key: str, reach: Reach) -> bool:
    place = picture.places.get(key)
    if place is None:
        return True
    names = UncertainPlace(next(iter(place.names.values()), ""), Disc(place.lon, place.lat, place.radius_m))
    return reach.inside(names) != NO
