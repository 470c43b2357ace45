"""UCDP Georeferenced Event Dataset: one incident report a row, its sides as parties.

Codebook of the dataset: `where_prec` 1 exact to 6 country, 7 at sea or in the air; `date_prec` 1 day to
5 more than a month. A clash does not say who began; violence against civilians does say by whom.
"""

from collections.abc import Iterator
from datetime import date

from treve.geo.interval import UncertainTime, days
from treve.geo.place import Disc, UncertainPlace
from treve.intake.table import Cells
from treve.records.base import Record, Source
from treve.records.party import Party
from treve.records.report import Harm, IncidentReport, Range

AUTHOR = "party:ucdp"
COLUMNS = (
    "id", "type_of_violence", "side_a_new_id", "side_a", "side_b_new_id", "side_b", "source_office", "source_date",
    "where_prec", "where_coordinates", "adm_1", "adm_2", "latitude", "longitude", "date_start", "date_end", "low", "best",
    "high", "deaths_civilians",
)  # fmt: skip
"""Columns that must be there."""
RADIUS_M = {1: 1_000.0, 2: 25_000.0, 3: 40_000.0, 4: 120_000.0, 5: 60_000.0}
"""Metres around the point within which a precision code leaves the place; farther ones leave it unknown.

1: the named place; 2: near it, up to about 25 km; 3 and 4: somewhere in the district or governorate, whose
middle the point is (the widest of Syria reach so far from it); 5: along a line or in a vague area.
"""


class Rows:
    """Reads rows, and names each side once."""

    def __init__(self, zone: str) -> None:
        self._zone = zone
        self._named: set[str] = set()

    def __call__(self, row: Cells) -> Iterator[Record]:
        """The report of a row, after the parties that it names for the first time."""
        sides = [list(self._side(row, side)) for side in ("side_a", "side_b")]
        for key, name in sides[0] + sides[1]:
            if key not in self._named:
                yield Party(author=AUTHOR, key=key, names={"en": name}, party_kind="unknown", sources=(Source("UCDP GED"),))
        report = self._report(row, *([key for key, _ in side] for side in sides))
        self._named |= {key for key, _ in sides[0] + sides[1]}
        yield report

    def _side(self, row: Cells, side: str) -> Iterator[tuple[str, str]]:
        number, name = row.text(f"{side}_new_id"), row.text(side)
        if name and name != "Civilians":
            yield f"party:ucdp-{number}", name

    def _report(self, row: Cells, one: list[str], other: list[str]) -> IncidentReport:
        kind = row.whole("type_of_violence")
        if kind not in (1, 2, 3):
            raise ValueError(f"{kind} is no type of violence")
        first, last = date.fromisoformat(row.text("date_start")[:10]), date.fromisoformat(row.text("date_end")[:10])
        given = [row.whole(name) for name in ("low", "best", "high")]
        low, high = min(given), max(given)
        note = "Records of lethal events only."
        if given != sorted(given):
            note += f" The dataset gives low, best and high as {given}; the range is taken as wide as these."
        published = row.text("source_date")
        return IncidentReport(
            author=AUTHOR,
            key=f"incident:ged-{row.whole('id')}",
            channel="dataset",
            reporter_role="dataset",
            occurred=UncertainTime(days(first, last, self._zone), self._zone),
            place=UncertainPlace(row.text("where_coordinates"), self._disc(row)),
            acts=("VIOLENCE",) if kind != 3 else ("CIV.HARM",),
            alleged=tuple(one),
            against=tuple(other),
            directed=kind == 3,
            target_kind=("civilians",) if kind == 3 else (),
            harm=Harm(killed=Range(low, given[1], high)),
            sources=(
                Source(row.text("source_office") or "UCDP GED", _day(published), row.text("source_headline")[:500]),
                Source("UCDP GED"),
            ),
            note=note,
        )

    def _disc(self, row: Cells) -> Disc | None:
        radius = RADIUS_M.get(row.whole("where_prec"))
        lon, lat = row.number("longitude"), row.number("latitude")
        return None if radius is None else Disc(lon, lat, radius)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None
