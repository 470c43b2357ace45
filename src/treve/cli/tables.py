"""`treve import`: tables of others into the node."""

from pathlib import Path
from typing import Annotated, Literal

from cyclopts import Parameter

from treve.cli.console import Common, plain, progress, put, put_json, table
from treve.errors import BadFile, UnknownKind
from treve.intake import ethprio, ucdp
from treve.intake.table import Problem, Reader, cells_of, records_of

LAYOUTS = {"ucdp": ucdp, "ethprio": ethprio}


def import_table(
    file: Path, /, *, layout: Literal["ucdp", "ethprio", ""] = "",
    problems: Annotated[int, Parameter(name="--problems")] = 10, common: Common | None = None,
) -> None:  # fmt: skip
    """Take the rows of a table in, all that can be read, in one step. Importing twice changes nothing.

    Parameters
    ----------
    file
        A CSV file, plain or gzipped: UCDP GED events, or ETH/PRIO ceasefires.
    layout
        Its layout, where the columns do not tell it: ucdp or ethprio.
    problems
        How many rows that could not be read to list.
    """
    common = common or Common()
    chosen = LAYOUTS[layout or _detect(file)]
    found: list[Problem] = []
    with common.open() as node, progress(f"Reading {file.name}") as step:
        read: Reader = chosen.Rows(node.settings.zone)
        taken = node.add(records_of(cells_of(file, chosen.COLUMNS, step), read, found))
    new = sum(one.new for one in taken)
    if common.json:
        put_json({"new": new, "present": len(taken) - new, "problems": [one._asdict() for one in found]})
        return
    put(f"{new} records taken in, {len(taken) - new} were there already, {len(found)} rows could not be read.")
    if found:
        table(
            "Rows left out", ("line", "column", "reason"), [(str(p.line), p.column, plain(p.reason)) for p in found[:problems]]
        )


def _detect(file: Path) -> str:
    """The layout whose columns the file has; raises `BadFile` where it cannot be read, `UnknownKind` where none fits."""
    next(cells_of(file, (), lambda done, of: None), None)
    for name, layout in LAYOUTS.items():
        try:
            next(cells_of(file, layout.COLUMNS, lambda done, of: None), None)
        except BadFile:
            continue
        return name
    raise UnknownKind(f"{file.name} is of no layout known here.")
