"""ETH/PRIO ceasefires (Clayton and others 2022): one arrangement a ceasefire, one adherence an actor.

The dataset has no geometry, lists no acts, and marks unknown parts of a date by -1. A ceasefire of one
place (`partial` = 1) holds in an area that nobody drew: where it holds then cannot be told.
"""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date

from treve.geo.interval import Interval, day
from treve.intake.table import Cells
from treve.records.arrangement import Adherence, Arrangement, Bound, Provision, Window
from treve.records.base import Record, Source
from treve.records.party import Party

AUTHOR = "party:ethprio"
COLUMNS = (
    "cc", "cf_id", "ucdp_actor_id", "actor_name", "location", "cf_dec_yr", "cf_dec_month", "cf_dec_day", "cf_effect_yr",
    "cf_effect_month", "cf_effect_day", "side", "partial", "ended", "end_yr", "end_month", "end_day",
)  # fmt: skip
"""Columns that must be there."""
_SOURCE = (Source("ETH/PRIO Civil Conflict Ceasefire Dataset"),)


class Rows:
    """Reads rows; a ceasefire is taken from its first row that has a date of effect."""

    def __init__(self, zone: str) -> None:
        self._zone = zone
        self._seen: set[str] = set()

    def __call__(self, row: Cells) -> Iterator[Record]:
        """The actor, the ceasefire if it is new, and that the actor declared it."""
        number = f"{row.whole('cc')}-{row.whole('cf_id')}"
        arrangement, party = f"arrangement:ethprio-{number}", f"party:ucdp-{row.whole('ucdp_actor_id')}"
        start, rough = self._date(row, "cf_effect", last=False)
        end, rough_end = self._date(row, "end", last=True) if row.text("end_yr") not in ("", "-1") else (None, False)
        start_at, end_at = day(start, self._zone).start, None if end is None else day(end, self._zone).end
        during = Interval(start_at, end_at)
        if party not in self._seen:
            yield Party(author=AUTHOR, key=party, names={"en": row.text("actor_name")}, party_kind="unknown", sources=_SOURCE)
        if arrangement not in self._seen:
            yield self._arrangement(row, arrangement, during, start, doubt=rough or rough_end)
        yield Adherence(
            author=AUTHOR, key=f"{arrangement}/{party}", arrangement=arrangement, party=party, state="declared", during=during,
            sources=_SOURCE,
        )  # fmt: skip
        self._seen |= {party, arrangement}

    def _arrangement(self, row: Cells, key: str, during: Interval, start: date, *, doubt: bool) -> Arrangement:
        local = row.text("partial") == "1"
        notes = ["The dataset lists no acts: every hostile act is taken as prohibited."]
        if doubt:
            notes.append("A day or month is not known: the span is the widest that fits.")
        if during.end is None:
            notes.append("No end is given: whether it held after its first day is not known.")
        first_day = day(start, self._zone)
        sure = Interval(during.start, first_day.end)
        windows: tuple[Window, ...] = (Window(during, doubtful=doubt),)
        if during.end is None and not doubt:
            windows = (Window(sure), Window(Interval(sure.end, None), doubtful=True))
        name = f"{row.text('location')}, ceasefire of {start.isoformat()} ({key.rpartition('-')[2]})"
        rule = Provision(
            id="1", words={"en": "Ceasefire as declared."}, bound=Bound("adherents"), prohibits=("*",),
            areas=(f"area:{key.partition(':')[2]}",) if local else (),
        )  # fmt: skip
        return Arrangement(
            author=AUTHOR, key=key, names={"en": name},
            arrangement_kind="local_truce" if local else "general_ceasefire",
            form="unilateral" if row.text("side") == "1" else "multilateral",
            windows=windows, provisions=(rule,), sources=_SOURCE, note=" ".join(notes),
        )  # fmt: skip

    def _date(self, row: Cells, stem: str, *, last: bool) -> tuple[date, bool]:
        """The date in three columns, and whether a part of it had to be widened."""
        year, month, on = (row.whole(f"{stem}_{part}") for part in ("yr", "month", "day"))
        row.column = f"{stem}_yr"
        if year < 1900:
            raise ValueError("no date of effect")
        rough = month < 1 or on < 1
        month = month if month >= 1 else 12 if last else 1
        on = on if on >= 1 else monthrange(year, month)[1] if last else 1
        return date(year, month, on), rough
