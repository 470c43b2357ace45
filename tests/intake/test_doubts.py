"""Rows that go in and are told to be looked at: coordinates far from the place named beside them."""

import json
from pathlib import Path

import pytest

from treve.cli.app import main
from treve.node.scenario import fill


@pytest.fixture(scope="module")
def node(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("doubts") / "node"
    fill(folder).close()
    return folder


HXL = """What,When,Who,Act,Where,Lat,Lon
#event+id,#date+occurred,#org+reporter,#event+type,#loc+name,#geo+lat,#geo+lon
1,2016-06-01,party:monitor,FIRE.ARTY,Daraya,33.46,36.24
2,2016-06-01,party:monitor,FIRE.ARTY,Daraya,36.20,37.16
3,2016-06-01,party:monitor,FIRE.ARTY,Nowhere known,36.20,37.16
"""


def test_a_name_far_from_its_coordinates_is_told_with_its_line(
    node: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "reports.csv"
    file.write_text(HXL, encoding="utf-8")
    assert main(["import", str(file), "--node", str(node), "--dry-run", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["new"] == 3, "nothing is left out for it"
    assert told["doubted"] == 1
    assert [one["line"] for one in told["doubts"]] == [4]
    assert "Daraya" in told["doubts"][0]["reason"]
    assert main(["import", str(file), "--node", str(node)]) == 0
    shown = capsys.readouterr().out
    assert "Taken in, and to be looked at (rows: 1)" in shown
