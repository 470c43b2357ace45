"""`treve import`: tables of others into the node."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, NamedTuple

from cyclopts import Parameter
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from treve.cli.console import Common, plain, put, put_json, table, talk
from treve.errors import UnknownKind
from treve.intake.layouts import TWO_PASSES, Given, LayoutName, detect, layout_of
from treve.intake.mapping import Mapping, read_mapping
from treve.intake.resolver import Resolver
from treve.intake.source import Table
from treve.intake.table import Outcome, look_through, read_rows
from treve.intake.where import Places
from treve.node.node import Node, Taken
from treve.records.base import Record
from treve.records.kinds import kind_of, record_id, to_bytes


def import_table(
    file: Path, /, *, layout: LayoutName | None = None, mapping: Path | None = None, sheet: str = "", encoding: str = "",
    problems: Annotated[int, Parameter(name="--problems")] = 10,
    dry_run: Annotated[bool, Parameter(name="--dry-run", negative="")] = False, common: Common | None = None,
) -> None:  # fmt: skip
    """Take the rows of a table in, all that can be read, in one step. Importing twice changes nothing.

    Parameters
    ----------
    file
        A CSV file (plain or gzipped), an XLSX workbook or a GeoJSON FeatureCollection.
    layout
        Its layout, where the columns do not tell it.
    mapping
        A mapping file (TOML) that says which column is what.
    sheet
        The sheet of a workbook, where several are not hidden.
    encoding
        The encoding of a CSV file that is not UTF-8, such as windows-1256.
    problems
        How many rows that could not be read to list.
    dry_run
        Say what would go in, and change nothing.
    """
    common = common or Common()
    rules = None if mapping is None else read_mapping(mapping)
    if layout == "mapping" and rules is None:
        raise UnknownKind("The layout `mapping` needs a mapping file.", advice="Name it with --mapping FILE.toml.")
    if rules is not None and layout not in (None, "mapping"):
        raise UnknownKind(f"A mapping file and --layout {layout} were both given.", advice="Leave one of them away.")
    held = Table.open(file, sheet=sheet, encoding=encoding, header_row=rules.header_row if rules else 0)
    chosen: LayoutName = "mapping" if rules is not None else layout or detect(held)
    outcome = Outcome()
    named: list[tuple[str, str]] = []
    with common.open() as node:
        records = _noted(_records(node, held, chosen, rules, outcome), named)
        taken = _would(node, records) if dry_run else node.add(records)
    told = Told(
        chosen, dry_run, outcome, Counter(kind for (kind, _), one in zip(named, taken, strict=True) if one.new), len(taken),
        _differing(named, taken),
    )  # fmt: skip
    if common.json:
        _put_json(told)
    else:
        _put(told, problems)


class Told(NamedTuple):
    """What there is to tell of an import."""

    layout: LayoutName
    dry_run: bool
    outcome: Outcome
    new: Counter[str]
    """Records that were new, by kind."""
    given: int
    """Records in all."""
    differing: list[str]
    """Keys under which the table says two different things."""


def _records(node: Node, held: Table, chosen: LayoutName, rules: Mapping | None, outcome: Outcome) -> Iterator[Record]:
    given = Given(node.settings.zone, node.settings.party, _places(node, outcome), node.log.store.present)
    layout = layout_of(chosen, held, given, rules)
    if chosen in TWO_PASSES:
        with _bar(f"Looking through {held.name}", Outcome()) as step:
            look_through(held.rows(step), layout)
    with _bar(f"Reading {held.name}", outcome) as step:
        yield from read_rows(held.rows(step), layout, outcome)


def _places(node: Node, outcome: Outcome) -> Places:
    """How the node resolves places: by the places and areas that its log holds, and the project's own regions."""
    return Resolver.of(node.picture(), outcome.noticed)


def _noted(records: Iterable[Record], named: list[tuple[str, str]]) -> Iterator[Record]:
    for record in records:
        named.append((kind_of(record), record.key))
        yield record


def _differing(named: list[tuple[str, str]], taken: list[Taken]) -> list[str]:
    first: dict[tuple[str, str], str] = {}
    found = {
        name[1] for name, one in zip(named, taken, strict=True) if name[1] and first.setdefault(name, one.id) != one.id
    }  # fmt: skip
    return sorted(found)


def _would(node: Node, records: Iterable[Record]) -> list[Taken]:
    """What adding the records would do, each told once."""
    here: set[str] = set()
    found = []
    for record in records:
        identity = record_id(to_bytes(record))
        found.append(Taken(identity, identity not in here and not node.log.store.present(identity)))
        here.add(identity)
    return found


def _put_json(told: Told) -> None:
    outcome, new = told.outcome, told.new
    put_json(
        {
            "layout": told.layout,
            "dry_run": told.dry_run,
            "rows": outcome.rows,
            "new": new.total(),
            "new_by_kind": dict(sorted(new.items())),
            "present": told.given - new.total(),
            "differing": told.differing,
            "skipped": dict(sorted(outcome.skipped.items())),
            "left_out": outcome.left_out,
            "problems": [one._asdict() for one in outcome.problems],
            "doubted": outcome.doubted,
            "doubts": [one._asdict() for one in outcome.doubts],
        }
    )


def _put(told: Told, problems: int) -> None:
    outcome, new = told.outcome, told.new
    verb = "would be taken in" if told.dry_run else "taken in"
    kinds = f" ({', '.join(f'{number} {kind}' for kind, number in sorted(new.items()))})" if new else ""
    there = told.given - new.total()
    put(f"Layout {told.layout}: {outcome.rows} rows read.")
    put(f"{new.total()} records {verb}{kinds}, {there} were there already, {outcome.left_out} rows could not be read.")
    if told.differing:
        shown = ", ".join(map(plain, told.differing[:5])) + (", ..." if len(told.differing) > 5 else "")
        put(f"Several rows differ under one key, and one of them counts: {shown} (keys: {len(told.differing)})")
    if outcome.skipped:
        put(f"{outcome.skipped.total()} rows tell of nothing that is taken in:")
        for reason, number in sorted(outcome.skipped.items()):
            put(f"  {number:>7}  {plain(reason)}")
    if outcome.problems and problems > 0:
        left = outcome.problems[:problems]
        title = f"Rows left out ({len(left)} of {outcome.left_out})"
        table(title, ("line", "column", "reason"), [(str(p.line), p.column, p.reason[:300]) for p in left])
    if outcome.doubts and problems > 0:
        seen = outcome.doubts[:problems]
        title = f"Taken in, and to be looked at (rows: {outcome.doubted})"
        table(title, ("line", "what does not agree"), [(str(p.line), p.reason[:300]) for p in seen])


@contextmanager
def _bar(words: str, outcome: Outcome) -> Iterator[Callable[[int, int | None], None]]:
    """A bar on standard error: the part read, rows, rows left out, time spent and time left."""
    columns = (
        TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TextColumn("{task.fields[rows]}"),
        TimeElapsedColumn(), TextColumn("left"), TimeRemainingColumn(),
    )  # fmt: skip
    with Progress(*columns, console=talk, transient=True, disable=not talk.is_terminal) as bar:
        task = bar.add_task(plain(words), total=None, rows="")

        def step(done: int, of: int | None) -> None:
            rows = f"{outcome.rows} rows, {outcome.left_out} left out" if outcome.rows else ""
            bar.update(task, completed=done, total=of, rows=rows)

        yield step
