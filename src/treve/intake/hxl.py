"""HXL tags, and the columns of this node's own exports, as a mapping (HXL 1.1).

Of several columns that a field could be, the one whose tag says least beside what is asked is taken; two that
say the same make the table ambiguous. Columns of other languages and of what is derived are left aside.
"""

import re
from typing import NamedTuple

from treve.errors import BadFile
from treve.intake.mapping import Columns, Mapping
from treve.intake.source import Table

_TAG = re.compile(r"#[A-Za-z][\w]*(\s*\+[A-Za-z][\w]*)*")


class Wanted(NamedTuple):
    """A tag that a field is read from: its name, what it must say, what it must not say."""

    tag: str
    must: frozenset[str]
    must_not: frozenset[str]


def _wanted(text: str, never: str = "") -> Wanted:
    name, *attributes = text.split("+")
    return Wanted(name, frozenset(attributes), frozenset(never.split()))


FIELDS: dict[str, tuple[Wanted, ...]] = {
    "id": (_wanted("#event+id", "report row"), _wanted("#event+code"), _wanted("#incident+id")),
    "report": (_wanted("#event+id+report"),),
    "occurred": (
        _wanted("#date+occurred+start", "local said"), _wanted("#date+occurred", "end said local start"),
        _wanted("#date+start", "local reported"), _wanted("#date", "end reported recorded said local"),
    ),
    "until": (_wanted("#date+occurred+end", "local said"), _wanted("#date+end", "local reported")),
    "time_said": (_wanted("#date+occurred+said"),),
    "reported": (_wanted("#date+reported"),),
    "place": (_wanted("#loc+name"), _wanted("#loc", "code"), _wanted("#geo+name")),
    "adm1": (_wanted("#adm1+name"), _wanted("#adm1", "code")),
    "adm2": (_wanted("#adm2+name"), _wanted("#adm2", "code")),
    "adm3": (_wanted("#adm3+name"), _wanted("#adm3", "code")),
    "pcode": (
        _wanted("#loc+code"), _wanted("#adm4+code"), _wanted("#adm3+code"), _wanted("#adm2+code"), _wanted("#adm1+code"),
    ),
    "lon": (_wanted("#geo+lon"),),
    "lat": (_wanted("#geo+lat"),),
    "radius_m": (_wanted("#geo+precision"), _wanted("#geo+radius")),
    "acts": (_wanted("#event+type", "weapon"), _wanted("#event+category"), _wanted("#cause+type")),
    "weapon": (_wanted("#event+type+weapon"), _wanted("#event+weapon"), _wanted("#item+weapon")),
    "alleged": (_wanted("#group+accused"), _wanted("#group+perpetrator")),
    "against": (_wanted("#group+target"), _wanted("#group+victim")),
    "killed": (_wanted("#impact+killed", "min max civilians"), _wanted("#affected+killed", "min max civilians")),
    "killed_low": (_wanted("#impact+killed+min"), _wanted("#affected+killed+min")),
    "killed_high": (_wanted("#impact+killed+max"), _wanted("#affected+killed+max")),
    "injured": (_wanted("#affected+injured", "min max"), _wanted("#impact+injured", "min max")),
    "injured_low": (_wanted("#affected+injured+min"), _wanted("#impact+injured+min")),
    "injured_high": (_wanted("#affected+injured+max"), _wanted("#impact+injured+max")),
    "civilians_killed": (_wanted("#impact+killed+civilians"), _wanted("#affected+killed+civilians")),
    "registrar": (_wanted("#org+reporter"), _wanted("#org+reporting")),
    "source": (_wanted("#meta+source"),),
    "text": (_wanted("#event+description"), _wanted("#description")),
}  # fmt: skip
"""The tags of each field, the surest first."""

OWN = {
    "incident": "id", "report": "report", "registrar": "registrar", "occurred_from": "occurred", "occurred_to": "until",
    "time_said": "time_said", "place": "place", "adm1": "adm1", "lon": "lon", "lat": "lat", "radius_m": "radius_m",
    "acts": "acts", "weapon": "weapon", "alleged": "alleged", "against": "against", "killed_low": "killed_low",
    "killed_best": "killed", "killed_high": "killed_high", "injured_low": "injured_low", "injured_best": "injured",
    "injured_high": "injured_high", "sources": "source", "reported_at": "reported",
}  # fmt: skip
"""Columns of the incident table that this node exports, by field; the others are worked out, not said."""
OWN_COLUMNS = ("incident", "report", "registrar", "occurred_from", "occurred_to", "acts")
"""Columns by which such a table is known."""
NEEDED = ("occurred", "acts")
"""Fields without which a tagged table is none of incidents."""


def attributes_of(text: str) -> tuple[str, frozenset[str]]:
    """The name and the attributes of a tag; an empty name where it is none.

    >>> name, found = attributes_of("#Date +occurred+START")
    >>> name, sorted(found)
    ('#date', ['occurred', 'start'])
    """
    plain = text.strip()
    if not _TAG.fullmatch(plain):
        return "", frozenset()
    name, *found = re.split(r"\s*\+", plain.lower())
    return name, frozenset(found)


def by_tags(table: Table) -> Mapping:
    """The mapping that the tags of a table make; raises `BadFile` where they are none of incidents, or ambiguous."""
    held = {label: attributes_of(tag) for label, tag in table.tags.items()}
    columns = {field: label for field, wanted in FIELDS.items() if (label := _column(table.name, field, wanted, held))}
    if missing := [FIELDS[field][0] for field in NEEDED if field not in columns]:
        tags = ", ".join("+".join((one.tag, *sorted(one.must))) for one in missing)
        raise BadFile(f"{table.name} has HXL tags, but no column {tags}.", advice="Say in a mapping file which column is what.")
    return Mapping(columns=Columns(**columns), prefix="hxl", unescape=True)


def by_names(table: Table) -> Mapping:
    """The mapping of a table that a node exported, by the names of its columns."""
    columns = {field: name for name, field in OWN.items() if name in table.columns}
    return Mapping(columns=Columns(**columns), prefix="hxl", unescape=True)


def _column(name: str, field: str, wanted: tuple[Wanted, ...], held: dict[str, tuple[str, frozenset[str]]]) -> str:
    for one in wanted:
        fits = sorted(
            (len(found - one.must), label)
            for label, (tag, found) in held.items()
            if tag == one.tag and one.must <= found and not one.must_not & found
        )
        if not fits:
            continue
        if len(fits) > 1 and fits[0][0] == fits[1][0] and field not in ("place", "adm1", "adm2", "adm3", "text", "source"):
            raise BadFile(
                f"{name} has two columns for {field}: {fits[0][1]!r} and {fits[1][1]!r}.",
                advice="Tag them apart, or say in a mapping file which column is what.",
            )
        return fits[0][1]
    return ""
