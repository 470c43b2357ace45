"""Tables of others: rows that can be read go in, the others are reported, twice changes nothing."""

import gzip
import json
from pathlib import Path

import pytest

from treve.cli.app import main
from treve.errors import BadFile
from treve.geo.place import Disc
from treve.intake import ethprio, ucdp
from treve.intake.source import Table, no_progress
from treve.intake.table import Outcome, Problem, look_through, read_rows
from treve.records.arrangement import Arrangement
from treve.records.base import Record
from treve.records.party import Party
from treve.records.report import IncidentReport

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
GED = DATA / "ucdp" / "ged_syria_2016_2019.csv.gz"
CEASEFIRES = DATA / "ceasefires" / "ethprio_cf_2022_syria.csv"
real = pytest.mark.skipif(not GED.exists() or not CEASEFIRES.exists(), reason="the shared data is not beside this checkout")

HEAD = ",".join(ucdp.COLUMNS)
ROWS = (
    "1,1,118,Government of A,7,Group B,Outlet,2016-02-28,1,town,Reg,Dis,33.5,36.3,2016-02-27,2016-02-27,1,2,3,0",
    "2,3,118,Government of A,9999,Civilians,Outlet,,4,region,Reg,Dis,33.5,36.3,2016-02-27,2016-03-01,5,2,9,2",
    "3,1,118,Government of A,7,Group B,Outlet,,6,country,,,33.5,36.3,2016-02-30,2016-02-28,1,1,1,0",
    "4,1,118,Government of A,7,Group B,Outlet,,1,town,,,36.3,336.5,2016-02-27,2016-02-28,1,1,1,0",
    "5,1,118,Government of A,7,Group B,Outlet,,1,town,,,36.3,36.5,2016-02-27,2016-02-28,many,1,1,0",
)


def taken(path: Path) -> tuple[list[Record], list[Problem]]:
    table, layout, outcome = Table.open(path), ucdp.Rows("Asia/Damascus"), Outcome()
    table.need(ucdp.COLUMNS)
    look_through(table.rows(no_progress), layout)
    return list(read_rows(table.rows(no_progress), layout, outcome)), outcome.problems


def test_bad_rows_are_reported_with_line_column_and_reason(tmp_path: Path) -> None:
    file = tmp_path / "ged.csv"
    file.write_text("\n".join((HEAD, *ROWS)), encoding="utf-8")
    records, problems = taken(file)
    reports = [one for one in records if isinstance(one, IncidentReport)]
    assert [one.key for one in reports] == ["incident:ged-1", "incident:ged-2"]
    assert len(records) == 4, "two parties, each once"
    assert [(one.line, one.column) for one in problems] == [(4, "date_start"), (5, "latitude"), (6, "low")]
    assert "136.5" in problems[1].reason or "336.5" in problems[1].reason


def test_what_a_row_says_and_what_it_does_not(tmp_path: Path) -> None:
    file = tmp_path / "ged.csv"
    file.write_text("\n".join((HEAD, *ROWS[:2])), encoding="utf-8")
    clash, against_civilians = (one for one in taken(file)[0] if isinstance(one, IncidentReport))
    assert not clash.directed
    assert clash.acts == ("VIOLENCE",)
    assert clash.occurred.within.duration is not None
    assert clash.occurred.within.duration.days == 1
    assert isinstance(clash.place.where, Disc)
    assert against_civilians.directed
    assert against_civilians.against == ()
    killed = against_civilians.harm.killed
    assert killed is not None
    assert (killed.low, killed.best, killed.high) == (2, 2, 9)
    assert "[5, 2, 9]" in against_civilians.note


SIDES = (
    "10,1,118,Government of A,70,Group B,Outlet,,1,town,,,33.5,36.3,2016-02-27,2016-02-27,1,1,1,0",
    '11,1,118,Government of A,7056,"Group B, Group C, Group D",Outlet,,1,town,,,33.5,36.3,2016-02-27,2016-02-27,1,1,1,0',
    "12,2,71,Group C,72,Group E,Outlet,,1,town,,,33.5,36.3,2016-02-27,2016-02-27,1,1,1,0",
    "13,2,73,Group E,72,Group C,Outlet,,1,town,,,33.5,36.3,2016-02-27,2016-02-27,1,1,1,0",
)


@pytest.mark.parametrize("order", [(0, 1, 2, 3), (3, 2, 1, 0), (1, 3, 0, 2)])
def test_groups_that_fight_together_are_taken_one_by_one_under_their_own_numbers(
    tmp_path: Path, order: tuple[int, ...]
) -> None:
    file = tmp_path / "ged.csv"
    file.write_text("\n".join((HEAD, *(SIDES[place] for place in order))), encoding="utf-8")
    records = taken(file)[0]
    together = next(one for one in records if isinstance(one, IncidentReport) and one.key == "incident:ged-11")
    assert together.against == ("party:ucdp-70", "party:ucdp-group-c", "party:ucdp-group-d"), "C stands under two numbers"
    names = {one.key: one.names["en"] for one in records if isinstance(one, Party)}
    assert "party:ucdp-7056" not in names
    assert names["party:ucdp-group-d"] == "Group D"
    assert names["party:ucdp-72"] == "Group C", "of two spellings equally frequent the first in order counts"


@pytest.mark.parametrize("broken", [b"", b"a,b\n1,2\n", b"\x1f\x8bnothing", b"\xff\xfe\x00bad", HEAD.encode() + b'\n"1,2\n'])
def test_a_broken_file_changes_nothing(tmp_path: Path, broken: bytes, capsys: pytest.CaptureFixture[str]) -> None:
    folder = str(tmp_path / "node")
    assert main(["init", folder, "--party", "party:x"]) == 0
    file = tmp_path / "broken.csv"
    file.write_bytes(broken)
    assert main(["import", str(file), "--layout", "ucdp", "--node", folder]) == 2
    capsys.readouterr()
    assert main(["record", "list", "--json", "--node", folder]) == 0
    assert json.loads(capsys.readouterr().out) == []


def test_a_file_cut_off_in_the_middle_changes_nothing(tmp_path: Path) -> None:
    file = tmp_path / "ged.csv.gz"
    whole = gzip.compress("\n".join((HEAD, *(ROWS[0] for _ in range(5000)))).encode(), mtime=0)
    file.write_bytes(whole[: len(whole) - 10])
    with pytest.raises(BadFile):
        taken(file)


@real
def test_the_dataset_of_syria_against_the_ceasefires(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = str(tmp_path / "node")
    assert main(["init", folder, "--party", "party:x", "--zone", "Asia/Damascus"]) == 0
    capsys.readouterr()
    for file, problems in ((GED, 0), (CEASEFIRES, 8)):
        assert main(["import", str(file), "--json", "--node", folder]) == 0
        told = json.loads(capsys.readouterr().out)
        assert len(told["problems"]) == problems
        assert told["new"] > 300
        assert main(["import", str(file), "--json", "--node", folder]) == 0
        assert json.loads(capsys.readouterr().out)["new"] == 0
    assert main(["findings", "--from", "2016-09-12", "--to", "2016-09-18", "--json", "--node", folder]) == 0
    counts = json.loads(capsys.readouterr().out)["incidents"]["arrangement:ethprio-652-84"]
    assert counts["alleged_violation"] > 0
    assert counts["not_violation"] > 0, "the truce of 12 September left Islamic State out"
    assert main(["log", "verify", "--node", folder]) == 0


@real
def test_ceasefires_without_geometry_hold_nobody_knows_where() -> None:
    rows = Table.open(CEASEFIRES).rows(no_progress)
    held = [one for one in read_rows(rows, ethprio.Rows("Asia/Damascus"), Outcome()) if isinstance(one, Arrangement)]
    assert len(held) > 100
    assert any(one.provisions[0].areas for one in held)
    assert all(one.note for one in held)
