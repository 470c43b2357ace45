"""ETH/PRIO ceasefires (Clayton and others 2022): one arrangement a ceasefire, one adherence an actor.

The dataset has no geometry, lists no acts, and marks unknown parts of a date by -1. A ceasefire of one
place (`partial` = 1) holds in an area that nobody drew: where it holds then cannot be told. Where the rows of
one ceasefire differ, the widest span counts, and it is local only if every row says so.
"""

from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from treve.geo.interval import Interval, day
from treve.intake.cast import Cast
from treve.intake.table import Cells
from treve.intake.value import FIRST_YEAR, LAST_YEAR
from treve.intake.where import Places
from treve.records.arrangement import Adherence, Arrangement, Bound, Provision, Window
from treve.records.base import Record, Source

AUTHOR = "party:ethprio"
COLUMNS = (
    "cc", "cf_id", "ucdp_actor_id", "actor_name", "location", "cf_dec_yr", "cf_dec_month", "cf_dec_day", "cf_effect_yr",
    "cf_effect_month", "cf_effect_day", "side", "partial", "ended", "end_yr", "end_month", "end_day",
)  # fmt: skip
"""Columns that must be there."""
_SOURCE = (Source("ETH/PRIO Civil Conflict Ceasefire Dataset"),)


class _Terms(NamedTuple):
    """What one row says of a ceasefire."""

    start: date
    during: Interval
    doubt: bool
    local: bool
    unilateral: bool
    where: str


class Rows:
    """Reads rows; a ceasefire is made in the end, of all its rows that have a date of effect."""

    def __init__(self, zone: str, places: Places | None = None) -> None:
        self._zone = zone
        self._cast = Cast(AUTHOR, _SOURCE)
        self._terms: defaultdict[str, set[_Terms]] = defaultdict(set)

    def look(self, row: Cells) -> None:
        """One pass is enough."""

    def __call__(self, row: Cells) -> Iterator[Record]:
        """That the actor of a row declared the ceasefire."""
        number = f"{row.whole('cc')}-{row.whole('cf_id')}"
        arrangement, party = f"arrangement:ethprio-{number}", f"party:ucdp-{row.whole('ucdp_actor_id')}"
        start, rough = self._date(row, "cf_effect", last=False)
        end, rough_end = self._date(row, "end", last=True) if row.text("end_yr") not in ("", "-1") else (None, False)
        start_at, end_at = day(start, self._zone).start, None if end is None else day(end, self._zone).end
        during = Interval(start_at, end_at)
        local, unilateral = row.text("partial") == "1", row.text("side") == "1"
        terms = _Terms(start, during, rough or rough_end, local, unilateral, row.words("location"))
        name = row.words("actor_name")
        yield Adherence(
            author=AUTHOR, key=f"{arrangement}/{party}", arrangement=arrangement, party=party, state="declared", during=during,
            sources=_SOURCE,
        )  # fmt: skip
        self._terms[arrangement].add(terms)
        self._cast.saw(party, name)

    def rest(self) -> Iterator[Record]:
        """The actors and the ceasefires."""
        yield from self._cast.parties()
        for key in sorted(self._terms):
            yield self._arrangement(key, sorted(self._terms[key], key=lambda one: (one.during.bounds, one[2:])))

    def _arrangement(self, key: str, rows: list[_Terms]) -> Arrangement:
        local, doubt = all(one.local for one in rows), any(one.doubt for one in rows)
        start = rows[0].start
        ends = [one.during.end for one in rows]
        during = Interval(rows[0].during.start, None if None in ends else max(end for end in ends if end is not None))
        notes = ["The dataset lists no acts: every hostile act is taken as prohibited."]
        if doubt:
            notes.append("A day or month is not known: the span is the widest that fits.")
        if len({one.during for one in rows}) > 1:
            doubt = True
            notes.append("Its rows give different spans: the widest is taken.")
        if during.end is None:
            notes.append("No end is given: whether it held after its first day is not known.")
        first_day = day(start, self._zone)
        sure = Interval(during.start, first_day.end)
        windows: tuple[Window, ...] = (Window(during, doubtful=doubt),)
        if during.end is None and not doubt:
            windows = (Window(sure), Window(Interval(sure.end, None), doubtful=True))
        name = f"{rows[0].where}, ceasefire of {start.isoformat()} ({key.rpartition('-')[2]})"
        rule = Provision(
            id="1", words={"en": "Ceasefire as declared."}, bound=Bound("adherents"), prohibits=("*",),
            areas=(f"area:{key.partition(':')[2]}",) if local else (),
        )  # fmt: skip
        return Arrangement(
            author=AUTHOR, key=key, names={"en": name},
            arrangement_kind="local_truce" if local else "general_ceasefire",
            form="unilateral" if all(one.unilateral for one in rows) else "multilateral",
            windows=windows, provisions=(rule,), sources=_SOURCE, note=" ".join(notes),
        )  # fmt: skip

    def _date(self, row: Cells, stem: str, *, last: bool) -> tuple[date, bool]:
        """The date in three columns, and whether a part of it had to be widened."""
        year, month, on = (row.whole(f"{stem}_{part}") for part in ("yr", "month", "day"))
        row.column = f"{stem}_yr"
        if not FIRST_YEAR <= year <= LAST_YEAR:
            raise ValueError("no date of effect" if year < 0 else f"{year} is no year of a ceasefire")
        rough = month < 1 or on < 1
        month = month if month >= 1 else 12 if last else 1
        on = on if on >= 1 else monthrange(year, month)[1] if last else 1
        return date(year, month, on), rough
