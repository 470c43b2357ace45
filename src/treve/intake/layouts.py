"""The layouts together: which one a table is of, told by its columns."""

from collections.abc import Callable, Iterator
from typing import Literal, NamedTuple

from treve.errors import UnknownKind
from treve.intake import acled, ethprio, hxl, mapped, ucdp
from treve.intake.mapping import Mapping
from treve.intake.source import Table
from treve.intake.table import Layout
from treve.intake.where import Places

LayoutName = Literal["ucdp", "ethprio", "acled", "hxl", "treve", "mapping"]
"""Names of layouts; `treve` is the incident table of another node, `mapping` is told by a mapping file."""

BY_COLUMNS: dict[LayoutName, tuple[str, ...]] = {
    "ucdp": ucdp.COLUMNS,
    "ethprio": ethprio.COLUMNS,
    "acled": acled.COLUMNS,
    "treve": hxl.OWN_COLUMNS,
}
"""Columns by which a table without tags is known, and which it needs."""
TWO_PASSES = ("ucdp",)
"""Layouts that look at all rows before they read one."""


class Given(NamedTuple):
    """What the node gives to a layout."""

    zone: str
    """Its clock."""
    author: str
    """Its party, who answers for tables that name nobody."""
    places: Places
    """How it resolves places."""
    present: Callable[[str], bool] = mapped.nowhere
    """Whether it has a record of that id."""


def detect(table: Table) -> LayoutName:
    """The layout of a table; raises `UnknownKind` where none fits, or several do."""
    fits: list[LayoutName] = [name for name, needed in BY_COLUMNS.items() if set(needed) <= set(table.columns)]
    if table.tags:
        fits = [*(name for name in fits if name != "treve"), "hxl"]
    if len(fits) == 1:
        return fits[0]
    if fits:
        raise UnknownKind(
            f"{table.name} fits several layouts: {', '.join(fits)}.", advice=f"Name one with --layout {fits[0]}, for instance."
        )
    near, missing = min(_missing(table), key=lambda one: (len(one[1]), one[0]))
    hint = ""
    if missing and len(missing) * 2 <= len(BY_COLUMNS[near]):
        hint = f" It is nearest to {near}, which also needs {', '.join(missing)}."
    raise UnknownKind(f"{table.name} is of no layout known here.{hint}")


def _missing(table: Table) -> Iterator[tuple[LayoutName, list[str]]]:
    for name, needed in BY_COLUMNS.items():
        yield name, [column for column in needed if column not in table.columns]


def layout_of(name: LayoutName, table: Table, given: Given, mapping: Mapping | None = None) -> Layout:
    """The reader of a table's rows; raises `BadFile` where the table has not the columns that it needs."""
    table.need(BY_COLUMNS.get(name, ()))
    if name == "ucdp":
        return ucdp.Rows(given.zone, given.places)
    if name == "ethprio":
        return ethprio.Rows(given.zone, given.places)
    if name == "acled":
        return acled.Rows(given.zone, given.places)
    if name == "treve":
        mapping = hxl.by_names(table)
    elif name == "hxl":
        mapping = hxl.by_tags(table)
    elif mapping is None:
        raise UnknownKind("The layout `mapping` needs a mapping file.", advice="Name it with --mapping FILE.toml.")
    table.need(mapping.wanted)
    return mapped.Rows(given.zone, given.places, mapping=mapping, author=given.author, present=given.present)
