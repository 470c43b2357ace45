"""How the scenario's arrangements are made: windows, provisions, changes and adherences in one line each."""

from typing import Any

from treve.demo.saying import NODE, THEATRE_ZONE, Entry, between, entry, moment
from treve.demo.wording import STOP
from treve.records.arrangement import (
    Adherence,
    Arrangement,
    ArrangementChange,
    Bound,
    DailyHours,
    ExceptionClause,
    Provision,
    Window,
)
from treve.records.base import Names, Source

SYRIA, ARMY, OPPOSITION = "party:syria", "party:syrian-army", "party:syrian-opposition"
RUSSIA, AMERICA, TURKEY, IRAN = "party:russia", "party:united-states", "party:turkey", "party:iran"
COUNCIL = "party:un-security-council"
COH = "arrangement:coh-2016-02-27"

DEFENCE = (ExceptionClause("self_defence", ("proportionate", "immediate_threat")),)
"""Self-defence with no more force than an immediate threat requires."""
JOINED = Bound("adherents")
BOTH_SIDES = Bound("named", (SYRIA, OPPOSITION))


def only(*parties: str) -> Bound:
    """These parties alone, with the forces that are part of them."""
    return Bound("named", parties)


def stop(bound: Bound, *areas: str, **fields: Any) -> Provision:
    """The usual provision: stop attacks of every kind; `fields` say what differs."""
    given: dict[str, Any] = {"id": "1", "words": STOP, "bound": bound, "prohibits": ("*",), "areas": areas}
    return Provision(**(given | fields))


def window(first: str, last: str | None, said: str = "", hours: tuple[str, str] | None = None, **fields: Any) -> Window:
    """A span in Damascus, perhaps only at some hours of each day."""
    daily = DailyHours(hours[0], hours[1], THEATRE_ZONE) if hours else None
    return Window(between(first, last), daily, said, **fields)


def made(known: str, key: str, kind: str, called: Names, *windows: Window, **fields: Any) -> Entry:
    """An arrangement as known from a time on."""
    return entry(known, Arrangement, key=f"arrangement:{key}", arrangement_kind=kind, names=called, windows=windows, **fields)


def changed(known: str, key: str, change: str, since: str, *windows: Window, cited: tuple[Source, ...], **fields: Any) -> Entry:
    """A change of an arrangement as known from a time on."""
    given = {"arrangement": f"arrangement:{key}", "change": change, "at": moment(since), "windows": windows, "sources": cited}
    return entry(known, ArrangementChange, **(given | fields))


def adhered(
    known: str, key: str, party: str, state: str, since: str, words: str, cited: tuple[Source, ...], author: str = NODE
) -> Entry:
    """A party's standing towards an arrangement, as its author says."""
    return entry(
        known, Adherence, author=author, arrangement=f"arrangement:{key}", party=party, state=state, during=between(since, None),
        words=words, sources=cited,
    )  # fmt: skip
