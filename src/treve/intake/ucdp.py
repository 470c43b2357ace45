"""UCDP Georeferenced Event Dataset: one incident report a row, its sides as parties.

Codebook of the dataset: `where_prec` 1 exact to 6 country, 7 at sea or in the air; `date_prec` 1 day to
5 more than a month. A clash does not say who began; violence against civilians does say by whom.
A side can be several groups fighting together, named in one cell with commas under a number of their
own: they are taken one by one, under the number that the dataset gives each where it stands alone, so that a
side of which one group was excluded from a truce and another was not is seen as such.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from treve.geo.interval import UncertainTime, days
from treve.geo.place import AreaPlace, UncertainPlace
from treve.intake.cast import Cast, key_of
from treve.intake.resolver import Resolver
from treve.intake.table import Cells
from treve.intake.value import count_of, day_of
from treve.intake.where import Coordinates, Places
from treve.records.base import Record, Source
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
_SOURCE = Source("UCDP GED")
CIVILIANS = "Civilians"


class Rows:
    """Reads rows, after having looked at all of them for the numbers of the groups."""

    def __init__(self, zone: str, places: Places | None = None) -> None:
        self._zone = zone
        self._places = places or Coordinates()
        self._cast = Cast(AUTHOR, (_SOURCE,))
        self._numbers: defaultdict[str, set[str]] = defaultdict(set)

    def look(self, row: Cells) -> None:
        """Remember under which number a group stands alone."""
        for side in ("side_a", "side_b"):
            name, number = row.text(side), row.text(f"{side}_new_id")
            if "," not in name and number.isdecimal():
                self._numbers[name].add(number)

    def __call__(self, row: Cells) -> Iterator[Record]:
        """The report of a row."""
        one, other = (list(self._side(row, side)) for side in ("side_a", "side_b"))
        yield self._report(row, [key for key, _ in one], [key for key, _ in other])
        for key, name in one + other:
            self._cast.saw(key, name)

    def rest(self) -> Iterator[Record]:
        """The parties that the rows name."""
        yield from self._cast.parties()

    def _side(self, row: Cells, side: str) -> Iterator[tuple[str, str]]:
        names = [name for part in row.text(side).split(",") if (name := part.strip()) and name != CIVILIANS]
        if len(names) == 1:
            yield f"party:ucdp-{row.whole(f'{side}_new_id')}", names[0]
            return
        for name in dict.fromkeys(names):
            numbers = self._numbers.get(name, set())
            yield f"party:ucdp-{next(iter(numbers))}" if len(numbers) == 1 else key_of("ucdp", name), name

    def _report(self, row: Cells, one: list[str], other: list[str]) -> IncidentReport:
        kind = row.whole("type_of_violence")
        if kind not in (1, 2, 3):
            raise ValueError(f"{kind} is no type of violence")
        first, last = day_of(row.text("date_start")), day_of(row.text("date_end"))
        given = [count_of(row.text(name)) for name in ("low", "best", "high")]
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
            place=self._place(row),
            acts=("VIOLENCE",) if kind != 3 else ("CIV.HARM", "VIOLENCE"),
            alleged=tuple(one),
            against=tuple(other),
            directed=kind == 3,
            target_kind=("civilians",) if kind == 3 else (),
            harm=Harm(killed=Range(low, given[1], high)),
            sources=(
                Source(row.words("source_office") or "UCDP GED", _day(published), row.words("source_headline")[:500]),
                _SOURCE,
            ),
            note=note,
        )

    def _place(self, row: Cells) -> UncertainPlace:
        precision = row.whole("where_prec")
        radius = RADIUS_M.get(precision)
        said = row.words("where_coordinates")
        lon, lat = row.number("longitude"), row.number("latitude")
        found = self._places.resolve(said, lon=lon, lat=lat, radius_m=radius or 0.0)
        area = self._area(row, precision)
        if area is not None:
            return UncertainPlace(said, area)
        return UncertainPlace(said) if radius is None else found

    def _area(self, row: Cells, precision: int) -> AreaPlace | None:
        """The district or governorate that a row leaves the place in, where its border was taken in."""
        if precision not in (3, 4) or not isinstance(self._places, Resolver):
            return None
        governorate, district = row.words("adm_1"), row.words("adm_2")
        if precision == 4:
            return self._places.area_named(governorate, 1) if governorate else None
        return self._places.area_named(district, 2, (governorate,) if governorate else ()) if district else None


def _day(text: str) -> date | None:
    try:
        return day_of(text)
    except ValueError:
        return None
