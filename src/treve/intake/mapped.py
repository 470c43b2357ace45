"""Any table of incidents by a mapping: one incident report a row. HXL tables and this node's own exports are read so too."""

import re
from collections.abc import Callable, Iterator
from datetime import date

from treve.geo.interval import Interval, UncertainTime, zone
from treve.geo.place import UncertainPlace
from treve.intake.cast import Cast, key_of, seen, slug
from treve.intake.features import GEOMETRY, place_of
from treve.intake.mapping import FIELDS, Mapping
from treve.intake.table import Cells
from treve.intake.value import count_of, day_of, number_of, span_of
from treve.intake.where import Coordinates, Places
from treve.records.act import ACTS, WEAPONS
from treve.records.base import Record, Source
from treve.records.incident import Link
from treve.records.report import Harm, IncidentReport, Range

ONE_OF = " | "
"""Stands between parties of which one did it."""
THERE = "the report stands in this node already"
"""Why a row of this node's own export is left out."""

_ESCAPED = re.compile(r"'(?=[=+\-@\t\r＝＋－＠])")
_ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_DATED = re.compile(r"(.*\S)\s+([0-9]{4}-[0-9]{2}-[0-9]{2})")


def nowhere(identity: str) -> bool:
    """No record is there yet."""
    return False


class Rows:
    """Reads rows in one pass.

    `author` answers for the records where the mapping names nobody; `present` tells whether a record of some
    id stands in the node already.
    """

    def __init__(
        self, zone: str, places: Places | None = None, *, mapping: Mapping, author: str,
        present: Callable[[str], bool] = nowhere,
    ) -> None:  # fmt: skip
        self._mapping = mapping
        self._zone = mapping.zone or zone
        self._places = places or Coordinates()
        self._author = mapping.author or author
        self._present = present
        self._columns = dict(mapping.pairs())
        self._constants = {
            field: str(value).replace(".", mapping.decimal) if isinstance(value, float) else str(value)
            for field, value in mapping.constants.items()
            if value != ""
        }
        self._silent = frozenset(FIELDS) - set(self._columns) - set(self._constants)
        self._tables = {
            name: {word.strip().casefold(): code for word, code in getattr(mapping.values, name).items()}
            for name in mapping.values.__struct_fields__
        }
        self._cast = Cast(self._author, (), str(mapping.constants.get("lang", "")) or "en")

    def look(self, row: Cells) -> None:
        """One pass is enough."""

    def rest(self) -> Iterator[Record]:
        """The parties that the rows name and the mapping does not."""
        yield from self._cast.parties()

    def __call__(self, row: Cells) -> Iterator[Record]:
        """The report of a row, and the link to its incident where the table tells the two apart."""
        identity = self._text(row, "report")
        if identity and self._present(identity):
            row.skip(THERE)
            return
        acts = self._acts(row)
        if not acts:
            row.skip("no incident, as the mapping says")
            return
        named: dict[str, str] = {}
        report = self._report(row, acts, named)
        yield report
        incident = self._key(row)
        if report.key != incident:
            yield Link(author=self._author, a=report.key, b=incident, relation="same_incident")
        for key, name in named.items():
            self._cast.saw(key, name)

    def _report(self, row: Cells, acts: tuple[str, ...], named: dict[str, str]) -> IncidentReport:
        alleged, mode = self._sides(row, "alleged", named)
        against, _ = self._sides(row, "against", named)
        register = self._party(row, self._text(row, "registrar"), named)
        key, identity = self._key(row), self._text(row, "report")
        reported = self._text(row, "reported")
        said_at = self._span(row, reported).start if reported else None
        return IncidentReport(
            author=self._author,
            key=f"{key}/{identity[:10]}" if key and identity else key,
            register="" if register == self._author else register,
            said_at=said_at,
            channel=self._coded(row, "channel", "channels") or "open_source",  # type: ignore[arg-type]
            reporter=self._text(row, "reporter"),
            reporter_role=self._text(row, "reporter_role"),  # type: ignore[arg-type]
            lang=self._text(row, "lang"),
            text=self._text(row, "text"),
            direction=self._text(row, "direction"),
            occurred=self._time(row),
            place=self._place(row),
            acts=acts,
            weapon=self._weapon(row),
            alleged=alleged,
            alleged_mode="one_of" if mode else "jointly",
            against=against,
            directed=self._mapping.directed,
            target_kind=self._targets(row),  # type: ignore[arg-type]
            harm=Harm(
                killed=self._range(row, "killed"),
                injured=self._range(row, "injured"),
                civilians_killed=self._range(row, "civilians_killed"),
            ),
            sources=self._sources(row),
            note=self._text(row, "note"),
        )

    def _text(self, row: Cells, field: str) -> str:
        """The cell of a field; the constant where it is empty."""
        if field in self._silent:
            return ""
        for column in self._columns.get(field, ()):
            found = row.words(column)
            if found:
                return _ESCAPED.sub("", found, count=1) if self._mapping.unescape and found[0] == "'" else found
        if field not in self._constants:
            return ""
        if field not in self._columns:
            row.column = field
        return self._constants[field]

    def _list(self, row: Cells, field: str) -> list[str]:
        if field in self._silent:
            return []
        held = [text for column in self._columns.get(field, ()) if (text := row.words(column))]
        held = held or [text for text in [self._text(row, field)] if text]
        parts = (part.strip() for text in held for part in re.split(f"{re.escape(self._mapping.separator)}|\n", text))
        return [part for part in parts if part]

    def _coded(self, row: Cells, field: str, table: str) -> str:
        text = self._text(row, field)
        code = self._tables[table].get(text.casefold(), text)
        return code if isinstance(code, str) else code[0]

    def _acts(self, row: Cells) -> tuple[str, ...]:
        found: dict[str, None] = {}
        words = self._list(row, "acts")
        if not words:
            raise ValueError("no act is given")
        for word in words:
            codes = self._tables["acts"].get(word.casefold(), word)
            for code in [codes] if isinstance(codes, str) else codes:
                if code and code not in ACTS:
                    raise ValueError(
                        f"{word[:60]!r} is no act known here; say in a mapping file, under values.acts, what it is"
                    )
                if code:
                    found[code] = None
        return tuple(found)

    def _weapon(self, row: Cells) -> str | None:
        code = self._coded(row, "weapon", "weapons")
        if code and code not in WEAPONS:
            if not self._mapping.unescape:
                raise ValueError(
                    f"{code[:60]!r} is no weapon known here; say in a mapping file, under values.weapons, what it is"
                )
            return None
        return code or None

    def _targets(self, row: Cells) -> tuple[str, ...]:
        codes = (self._tables["targets"].get(word.casefold(), word) for word in self._list(row, "targets"))
        return tuple(dict.fromkeys(str(code) for code in codes if code))

    def _sides(self, row: Cells, field: str, named: dict[str, str]) -> tuple[tuple[str, ...], bool]:
        words = self._list(row, field)
        one_of = any(ONE_OF in word for word in words)
        keys = [self._party(row, part, named) for word in words for part in word.split(ONE_OF)]
        return tuple(dict.fromkeys(key for key in keys if key)), one_of

    def _party(self, row: Cells, text: str, named: dict[str, str]) -> str:
        text = text.strip()
        key = self._tables["parties"].get(text.casefold())
        if isinstance(key, str):
            return key
        if not text or text.startswith("party:"):
            return seen(text)
        key = key_of(self._mapping.prefix or "table", text)
        named[key] = text
        return key

    def _key(self, row: Cells) -> str:
        text = "-".join(self._text(row, "id").split())
        if not text or text.startswith("incident:"):
            return seen(text)
        prefix = self._mapping.prefix
        if not prefix or self._mapping.unescape:
            register = slug(self._text(row, "registrar").removeprefix("party:"))
            prefix = f"{prefix}-{register}" if prefix and register else register
        return seen(f"incident:{prefix}-{text}") if prefix else ""

    def _span(self, row: Cells, text: str) -> Interval:
        formats = self._mapping.date_formats
        if formats and _ISO_DAY.match(text) and not any(one.startswith("%Y") for one in formats):
            formats = ()
        return span_of(text, self._zone, formats)

    def _time(self, row: Cells) -> UncertainTime:
        hour = self._text(row, "time")
        until, said = self._text(row, "until"), self._text(row, "time_said")
        text = self._text(row, "occurred")
        if hour and text:
            day = text[:10] if _ISO_DAY.match(text) else text
            text = f"{day} {hour}"
        span = self._span(row, text)
        if until:
            self._text(row, "until")
            last = self._span(row, until)
            whole_days = last.duration is not None and last.duration.total_seconds() >= 23 * 3600
            end = last.end if whole_days or last.start is None or span.start is None or last.start <= span.start else last.start
            span = Interval(span.start, end)
        return UncertainTime(span, self._zone, said)

    def _place(self, row: Cells) -> UncertainPlace:
        said = self._text(row, "place")
        names = tuple(name for field in ("adm3", "adm2", "adm1") if (name := self._text(row, field)))
        pcode, radius = self._text(row, "pcode"), self._number(row, "radius_m")
        lon, lat = self._number(row, "lon"), self._number(row, "lat")
        if row.geometry is not None and lon is None and lat is None:
            row.column = GEOMETRY
            return UncertainPlace(said or pcode or ", ".join(names), place_of(row.geometry, radius or 0.0))
        if lon is not None and lat is not None and radius is None:
            radius = 0.0
        if not said and not pcode and lon is None and lat is None and names:
            said, *larger = names
            names = tuple(larger)
        row.column = self._asked(pcode=pcode, lon=lon)
        return self._places.resolve(said or pcode, pcode=pcode, within=names, lon=lon, lat=lat, radius_m=radius)

    def _asked(self, *, pcode: str, lon: float | None) -> str:
        """The column that decides where it was."""
        for field in ("lat",) if lon is not None else ("pcode",) if pcode else ("place", "adm3", "adm2", "adm1"):
            if field in self._columns:
                return self._columns[field][0]
        return "place"

    def _number(self, row: Cells, field: str) -> float | None:
        text = self._text(row, field)
        return number_of(text, self._mapping.decimal) if text else None

    def _range(self, row: Cells, field: str) -> Range | None:
        low, best, high = (
            count_of(text, self._mapping.decimal) if (text := self._text(row, name)) else None
            for name in (f"{field}_low", field, f"{field}_high")
        )
        if low is None and high is None:
            return None if best is None else Range(best, best, best)
        return Range(low if low is not None else 0, best, high)

    def _sources(self, row: Cells) -> tuple[Source, ...]:
        text = self._text(row, "source_date")
        on = self._day(row, text) if text else None
        found = []
        for part in self._list(row, "source"):
            dated = _DATED.fullmatch(part)
            found.append(Source(dated[1], day_of(dated[2])) if dated and on is None else Source(part, on))
        return tuple(found)

    def _day(self, row: Cells, text: str) -> date:
        start = self._span(row, text).start
        assert start is not None
        return start.astimezone(zone(self._zone)).date()
