"""A mapping file: which column of a table is what. TOML, small, every error names its key.

`docs/reference/mapping.md` lists the keys, with a worked example.
"""

import tomllib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal, get_args, get_type_hints

import msgspec

from treve.codec import convert
from treve.errors import BadFile, BadInput, BadRecord, BadTime
from treve.geo.interval import zone
from treve.records.act import ACTS, WEAPONS
from treve.records.report import Channel, IncidentReport

Names = str | list[str]
"""One column, or several whose cells are taken together."""


class Columns(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """The names of columns, by what they hold; a field that is left away is not read."""

    id: str = ""
    """Number or name of the incident in its register; part of its key."""
    report: str = ""
    """Id of a record of another node, in a table that a node exported."""
    occurred: str = ""
    """When it happened, or from when."""
    time: str = ""
    """The time of day, where it stands in a column of its own."""
    until: str = ""
    """Until when; a day is included, a time is not."""
    time_said: str = ""
    """The time in the words of the source."""
    reported: str = ""
    """When it was said."""
    place: str = ""
    """The name of the place."""
    adm1: str = ""
    """The governorate or region."""
    adm2: str = ""
    """The district."""
    adm3: str = ""
    """The subdistrict."""
    pcode: str = ""
    """OCHA's code of the place."""
    lon: str = ""
    """Longitude, degrees, WGS 84."""
    lat: str = ""
    """Latitude, degrees, WGS 84."""
    radius_m: str = ""
    """How far from there it may have been, metres."""
    acts: Names = ""
    """What was done."""
    weapon: str = ""
    """With what."""
    alleged: Names = ""
    """Who is said to have done it."""
    against: Names = ""
    """Against whom."""
    targets: Names = ""
    """What was hit."""
    killed: str = ""
    """Killed."""
    killed_low: str = ""
    """Killed, at least."""
    killed_high: str = ""
    """Killed, at most."""
    injured: str = ""
    """Injured."""
    injured_low: str = ""
    """Injured, at least."""
    injured_high: str = ""
    """Injured, at most."""
    civilians_killed: str = ""
    """Civilians among the killed."""
    registrar: str = ""
    """In whose register it stands."""
    channel: str = ""
    """How the report came in."""
    reporter: str = ""
    """Pseudonym of the reporter, never a person's name."""
    reporter_role: str = ""
    """In what capacity the reporter speaks."""
    source: str = ""
    """Outlet or document."""
    source_date: str = ""
    """Day of publication."""
    text: str = ""
    """The words of the report."""
    direction: str = ""
    """Direction of fire."""
    lang: str = ""
    """Language of the words."""
    note: str = ""
    """What else a reader should know."""


FIELDS = Columns.__struct_fields__
"""Every field that a column or a constant can give."""


class Values(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """What the words of the table stand for, capital letters or not."""

    acts: dict[str, Names] = {}
    """Codes of acts; an empty code = the row tells of no incident and is left out."""
    weapons: dict[str, str] = {}
    """Codes of weapons; empty = not said."""
    parties: dict[str, str] = {}
    """Keys of parties and registrars; empty = nobody is named."""
    channels: dict[str, str] = {}
    """Channels."""
    targets: dict[str, str] = {}
    """Kinds of target; empty = not said."""


class Mapping(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """How to read a table of incidents."""

    columns: Columns = Columns()
    """Which column is what."""
    constants: dict[str, str | int | float] = {}
    """What holds for every row whose cell is empty, by field."""
    values: Values = Values()
    """What the words of the table stand for."""
    prefix: str = ""
    """Short name of the register: part of the keys of its incidents and parties."""
    author: str = ""
    """Party that answers for the records; empty = the party of the node."""
    zone: str = ""
    """tz database name of the clock of the table; empty = that of the node."""
    date_formats: tuple[str, ...] = ()
    """Formats of dates, as of `datetime.strptime`; none = ISO 8601."""
    decimal: Literal[".", ","] = "."
    """The decimal mark."""
    separator: str = ";"
    """What stands between several values in one cell."""
    directed: bool = True
    """False = the rows do not say who began: either side may have acted."""
    header_row: int = 0
    """Line with the names of the columns; 0 = the first that is not empty."""
    unescape: bool = False
    """Whether an apostrophe before a sign that starts a formula is one that an export put there."""

    def pairs(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """The fields that are read, each with its columns."""
        for field in FIELDS:
            names = getattr(self.columns, field)
            held = (names,) if isinstance(names, str) else tuple(names)
            if any(held):
                yield field, held

    @property
    def wanted(self) -> tuple[str, ...]:
        """Every column that is read."""
        return tuple(dict.fromkeys(name for _, names in self.pairs() for name in names))


def read_mapping(path: Path) -> Mapping:
    """The mapping in a file; raises `BadFile` or `BadInput`, naming the key."""
    try:
        held = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise BadFile(f"{path.name} is no TOML: {error}.", advice="See docs/reference/mapping.md for an example.") from error
    except OSError as error:
        raise BadFile(f"{path.name} cannot be read: {error.strerror}.") from error
    try:
        mapping = convert(held, Mapping)
    except BadRecord as error:
        raise _wrong(path.name, error.message.replace("`$.", "`").replace("Object contains", "the file has an")) from error
    try:
        _check(mapping)
    except (ValueError, BadTime) as error:
        raise _wrong(path.name, str(error)) from error
    return mapping


def _wrong(name: str, reason: str) -> BadInput:
    return BadInput(f"{name}: {reason.rstrip('.')}.", advice="docs/reference/mapping.md lists the keys of a mapping file.")


def _check(mapping: Mapping) -> None:
    given = {field for field, _ in mapping.pairs()} | set(mapping.constants)
    for field in mapping.constants:
        if field not in FIELDS:
            raise ValueError(f"constants.{field}: there is no such field")
    for field in ("occurred", "acts"):
        if field not in given:
            raise ValueError(f"columns.{field}: it is needed, or a constant of that name")
    if not given & {"lon", "place", "pcode", "adm1", "adm2", "adm3"}:
        raise ValueError("columns.place: a place is needed: lon and lat, pcode, or a name")
    if ("lon" in given) != ("lat" in given):
        raise ValueError(f"columns.{'lat' if 'lon' in given else 'lon'}: longitude and latitude come together")
    if "id" in given and not mapping.prefix:
        raise ValueError("prefix: it is needed beside columns.id, so that the numbers of two registers are kept apart")
    if len(str(mapping.constants.get("lang", ""))) > 35:
        raise ValueError("constants.lang: it is no tag of a language (BCP 47)")
    for name in ("author", "prefix"):
        text = getattr(mapping, name)
        if len(text) > 100 or any(letter.isspace() or ord(letter) < 0x20 for letter in text):
            raise ValueError(f"{name}: {text[:60]!r} holds spaces or is too long for a key")
    if mapping.zone:
        zone(mapping.zone)
    for pattern in mapping.date_formats:
        _check_format(pattern)
    _check_values(mapping)


def _check_format(pattern: str) -> None:
    if "%Y" not in pattern or not any(month in pattern for month in ("%m", "%b", "%B", "%j")):
        raise ValueError(f"date_formats: {pattern!r} does not hold the year in four digits and the month")
    at = datetime(2016, 11, 23, 14, 35, 58, tzinfo=UTC)
    try:
        datetime.strptime(at.strftime(pattern), pattern)  # noqa: DTZ007 (a probe of the format)
    except ValueError as error:
        raise ValueError(f"date_formats: {pattern!r} is no format: {error}") from None


def _check_values(mapping: Mapping) -> None:
    roles = get_args(get_type_hints(IncidentReport)["reporter_role"])
    kinds = get_args(get_args(get_type_hints(IncidentReport)["target_kind"])[0])
    allowed = {
        "acts": ACTS, "weapons": WEAPONS, "channels": get_args(Channel), "targets": kinds,
    }  # fmt: skip
    for table, known in allowed.items():
        for word, codes in getattr(mapping.values, table).items():
            for code in [codes] if isinstance(codes, str) else codes:
                if code and code not in known:
                    raise ValueError(f"values.{table}.{word!r}: {code!r} is none of {_some(known)}")
    for word, key in mapping.values.parties.items():
        if key and (not key.startswith("party:") or any(letter.isspace() for letter in key)):
            raise ValueError(f"values.parties.{word!r}: {key!r} is no key such as 'party:some-name'")
    singles = {"channel": get_args(Channel), "reporter_role": roles, "weapon": WEAPONS}
    for field, known in singles.items():
        value = mapping.constants.get(field, "")
        if value and value not in known and value not in getattr(mapping.values, f"{field}s", {}):
            raise ValueError(f"constants.{field}: {value!r} is none of {_some(known)}")


def _some(known: object) -> str:
    names = list(known)  # type: ignore[call-overload]
    return ", ".join(names[:8]) + (", ... (docs/reference/mapping.md)" if len(names) > 8 else "")
