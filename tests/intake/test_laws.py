"""Laws of intake: twice changes nothing, the order of rows does not matter, a broken file changes nothing."""

import csv
import io
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from treve.cli.app import main
from treve.clock import SystemClock
from treve.config import Settings
from treve.errors import BadFile
from treve.intake import acled, ethprio, ucdp
from treve.intake.layouts import TWO_PASSES, Given, detect, layout_of
from treve.intake.mapping import Columns, Mapping
from treve.intake.source import Table, no_progress
from treve.intake.table import Layout, Outcome, look_through, read_rows
from treve.intake.where import Coordinates
from treve.node.node import Node
from treve.records.base import Record
from treve.records.kinds import from_bytes, to_bytes

HOSTILE = (
    "=1+1",
    "\u202e",
    "",
    "NaN",
    "1e400",
    "inf",
    "-1",
    "x" * 300,
    "31 February 2016",
    "9999-12-31",
    "0000-00-00",
    "33,5",
    " 7 ",
)
DAYS = ("2016-02-27", "2016-02-28", "2016-03-01")
NAMES = ("Group A", "group a", "GROUP A", "Group B", "Group A, Group B", "مجموعة", "Civilians", "Unidentified Group", "")
GOOD: dict[str, dict[str, tuple[str, ...]]] = {
    "ucdp": {
        "id": ("1", "2", "3"), "type_of_violence": ("1", "2", "3"), "side_a_new_id": ("1", "2"), "side_b_new_id": ("2", "3"),
        "side_a": NAMES, "side_b": NAMES, "where_prec": ("1", "4", "6"), "latitude": ("33.5",), "longitude": ("36.3",),
        "date_start": DAYS, "date_end": ("2016-03-02",), "low": ("0", "2"), "best": ("1", "2"), "high": ("1", "3"),
    },
    "ethprio": {
        "cc": ("1",), "cf_id": ("1", "2"), "ucdp_actor_id": ("1", "2"), "actor_name": NAMES, "location": ("X", "Y"),
        "cf_effect_yr": ("2016", "-1"), "cf_effect_month": ("1", "-1"), "cf_effect_day": ("1", "2", "-1"), "partial": ("0", "1"),
        "side": ("1", "2"), "end_yr": ("-1", "2016", ""), "end_month": ("2", "-1"), "end_day": ("3", "-1"),
    },
    "acled": {
        "event_id_cnty": ("A1", "A2"), "event_date": DAYS, "time_precision": ("1", "2", "3"), "event_type": ("Battles",),
        "sub_event_type": (*acled.ACTS, *acled.LEFT_OUT), "actor1": NAMES, "actor2": NAMES, "country": ("X",), "location": ("T",),
        "latitude": ("33.5",), "longitude": ("36.3",), "geo_precision": ("1", "2", "3"), "fatalities": ("0", "2"),
    },
    "mapping": {
        "id": ("1", "2", "a b"), "on": DAYS, "act": ("FIRE", "AIR; IED", "talk"), "place": ("x", "دمشق"), "who": NAMES,
        "killed": ("", "1"),
    },
}  # fmt: skip
COLUMNS = {"ucdp": ucdp.COLUMNS, "ethprio": ethprio.COLUMNS, "acled": acled.COLUMNS, "mapping": tuple(GOOD["mapping"])}
RULES = Mapping(
    columns=Columns(id="id", occurred="on", acts="act", place="place", alleged="who", killed="killed"), prefix="r"
)  # fmt: skip


@st.composite
def tables(draw: st.DrawFn) -> tuple[str, list[list[str]]]:
    name = draw(st.sampled_from(sorted(GOOD)))
    good = GOOD[name]
    cell = {column: st.sampled_from(good.get(column, ("",))) for column in COLUMNS[name]}
    odd = st.sampled_from(HOSTILE)
    row = st.tuples(*(st.one_of(cell[column], cell[column], cell[column], odd) for column in COLUMNS[name]))
    fine = st.tuples(*(cell[column] for column in COLUMNS[name]))
    return name, [list(one) for one in draw(st.lists(st.one_of(fine, fine, row), max_size=12))]


def written(folder: Path, name: str, rows: list[list[str]]) -> Path:
    out = io.StringIO(newline="")
    writer = csv.writer(out, quoting=csv.QUOTE_ALL)
    writer.writerow(COLUMNS[name])
    writer.writerows(rows)
    (folder / "table.csv").write_text(out.getvalue(), encoding="utf-8")
    return folder / "table.csv"


def layout_for(name: str, table: Table) -> Layout:
    chosen = "mapping" if name == "mapping" else detect(table)
    assert chosen == name
    layout = layout_of(chosen, table, Given("Asia/Damascus", "party:node", Coordinates()), RULES)
    if chosen in TWO_PASSES:
        look_through(table.rows(no_progress), layout)
    return layout


def read(file: Path, name: str) -> tuple[list[Record], Outcome]:
    table, outcome = Table.open(file), Outcome()
    return list(read_rows(table.rows(no_progress), layout_for(name, table), outcome)), outcome


@settings(max_examples=100, deadline=None)
@given(tables(), st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(made: tuple[str, list[list[str]]], chance: object) -> None:
    name, rows = made
    with TemporaryDirectory() as folder:
        first, told = read(written(Path(folder), name, rows), name)
        shuffled = list(rows)
        chance.shuffle(shuffled)  # type: ignore[attr-defined]
        second, told_again = read(written(Path(folder), name, shuffled), name)
    assert {to_bytes(record) for record in first} == {to_bytes(record) for record in second}
    assert told.skipped == told_again.skipped
    assert sorted(one[1:] for one in told.problems) == sorted(one[1:] for one in told_again.problems)


@settings(max_examples=100, deadline=None)
@given(tables())
def test_every_row_is_taken_left_out_or_told_and_every_record_reads_back(made: tuple[str, list[list[str]]]) -> None:
    name, rows = made
    with TemporaryDirectory() as folder:
        records, outcome = read(written(Path(folder), name, rows), name)
    assert outcome.rows == sum(any(cell.strip() for cell in row) or any(row) for row in rows)
    for record in records:
        assert from_bytes(to_bytes(record)) == record
    for problem in outcome.problems:
        assert problem.reason
        assert 2 <= problem.line <= len(rows) + 1
        assert problem.column in ("", *COLUMNS[name], *Columns.__struct_fields__)


@settings(max_examples=15, deadline=None)
@given(tables())
def test_importing_twice_changes_nothing(made: tuple[str, list[list[str]]]) -> None:
    name, rows = made
    with TemporaryDirectory() as folder:
        file = written(Path(folder), name, rows)
        with Node.create(Path(folder) / "node", Settings(name="n", party="party:node"), clock=SystemClock()) as node:
            new = sum(one.new for one in node.add(read(file, name)[0]))
            head = node.log.checkpoint_text()
            assert node.count() == new
            assert not any(one.new for one in node.add(read(file, name)[0]))
            assert (node.count(), node.log.checkpoint_text()) == (new, head)


def test_a_file_that_breaks_off_changes_nothing(tmp_path: Path) -> None:
    row = [GOOD["mapping"][column][0] for column in COLUMNS["mapping"]]
    file = written(tmp_path, "mapping", [row] * 25_000)
    file.write_bytes(file.read_bytes() + b'"unclosed')
    with Node.create(tmp_path / "node", Settings(name="n", party="party:node"), clock=SystemClock()) as node:
        table = Table.open(file)
        with pytest.raises(BadFile):
            node.add(read_rows(table.rows(no_progress), layout_for("mapping", table), Outcome()))
        assert node.count() == 0


def test_a_dry_run_says_what_would_go_in_and_changes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    row = [GOOD["acled"].get(column, ("",))[0] for column in COLUMNS["acled"]]
    other = [*row[:-1], "2"]
    assert COLUMNS["acled"][-1] == "fatalities"
    file = written(tmp_path, "acled", [row, row])
    folder = str(tmp_path / "node")
    assert main(["init", folder, "--party", "party:x"]) == 0
    capsys.readouterr()
    assert main(["import", str(file), "--dry-run", "--node", folder]) == 0
    said = capsys.readouterr().out
    assert "2 records would be taken in (1 incident-report, 1 party), 1 were there already" in said
    assert main(["record", "list", "--json", "--node", folder]) == 0
    assert capsys.readouterr().out.strip() == "[]"
    assert main(["import", str(file), "--node", folder]) == 0
    said = capsys.readouterr().out
    assert "2 records taken in (1 incident-report, 1 party), 1 were there already" in said
    assert "differ" not in said
    file = written(tmp_path, "acled", [row, other])
    assert main(["import", str(file), "--dry-run", "--node", folder]) == 0
    assert "Several rows differ under one key, and one of them counts: incident:acled-A1 (keys: 1)" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("content", "options", "says"),
    [
        ("a,b\n1,2\n", [], "of no layout known here"),
        (",".join(acled.COLUMNS[1:]) + "\n", [], "nearest to acled, which also needs event_id_cnty"),
        (",".join(dict.fromkeys((*acled.COLUMNS, *ucdp.COLUMNS))) + "\n", [], "fits several layouts: ucdp, acled"),
        ("a,b\n1,2\n", ["--layout", "acled"], "has no column event_id_cnty"),
        ("a,b\n1,2\n", ["--layout", "mapping"], "needs a mapping file"),
        ("a,b\n1,2\n", ["--mapping", "no-such.toml"], "cannot be read"),
        ("a,b\n1,2\n", ["--sheet", "x"], "is no workbook"),
        ("a,b\n1,2\n", ["--encoding", "x"], "no text encoding"),
        (",".join((*acled.COLUMNS, "fatalities")) + "\n", [], "has the column fatalities twice"),
    ],
)
def test_what_does_not_fit_is_said(
    tmp_path: Path, content: str, options: list[str], says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "x.csv").write_text(content, encoding="utf-8")
    assert main(["init", str(tmp_path / "node"), "--party", "party:x"]) == 0
    assert main(["import", str(tmp_path / "x.csv"), *options, "--node", str(tmp_path / "node")]) == 2
    assert says in capsys.readouterr().err
