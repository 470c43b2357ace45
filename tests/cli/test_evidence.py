"""`treve evidence` and `treve export --of notices` over the demonstration."""

import json
from pathlib import Path

import pytest

from tests.cli.test_next import node
from treve.cli.app import main

__all__ = ["node"]
INCIDENT = "incident:daraya-2016-05"


def said(capsys: pytest.CaptureFixture[str], *arguments: str, code: int = 0) -> str:
    assert main([*arguments]) == code
    shown = capsys.readouterr()
    return shown.err if code else shown.out


def test_the_sheet_names_who_had_acknowledged_and_every_record_can_be_proved(
    node: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = said(capsys, "evidence", INCIDENT, "--node", str(node))
    assert "Evidence sheet: daraya-2016-05" in text
    sheet = json.loads(said(capsys, "evidence", INCIDENT, "--json", "--node", str(node)))
    (convoy,) = sheet["objects"]
    assert [one["answer"] for one in convoy["recipients"]] == ["acknowledged"] * 3 + ["no_answer"]
    for one in (sheet["reports"][0]["record"], convoy["record"], convoy["moments"][-1]["record"]):
        assert one in text
        assert "treve" in said(capsys, "log", "prove", one, "--node", str(node))


def test_as_known_before_the_incident_was_recorded_there_is_no_sheet(node: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = said(capsys, "evidence", INCIDENT, "--known-at", "2016-05-20", "--node", str(node), code=1)
    assert "not-found" in words


def test_as_a_page(node: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "sheet.html"
    assert said(capsys, "evidence", INCIDENT, "--html", str(file), "--lang", "ar", "--node", str(node)) == ""
    assert 'dir="rtl"' in file.read_text(encoding="utf-8")


def test_something_that_is_no_incident_is_refused(node: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "no incident report" in said(capsys, "evidence", "notice:convoy-daraya", "--node", str(node), code=1)


@pytest.mark.parametrize("ending", ["csv", "geojson", "gpkg", "parquet"])
def test_notices_are_exported(node: Path, tmp_path: Path, ending: str) -> None:
    file = tmp_path / f"notices.{ending}"
    assert main(["export", str(file), "--of", "notices", "--from", "2016-06-01", "--node", str(node)]) == 0
    assert b"convoy-daraya" in file.read_bytes()


def test_notices_of_an_area_are_those_that_touch_it(node: Path, tmp_path: Path) -> None:
    file = tmp_path / "notices.csv"
    given = ["export", str(file), "--of", "notices", "--from", "2016-06-01", "--node", str(node), "--area"]
    assert main([*given, "area:daraya"]) == 0
    assert "convoy-daraya" in file.read_text()
    assert main([*given, "place:aleppo"]) == 0
    assert "convoy-daraya" not in file.read_text()
