"""Likely duplicates as a person decides them."""

import json
from pathlib import Path

import pytest

from treve.cli.app import main

REPORT = {
    "kind": "incident-report", "author": "party:russia", "key": "incident:ru-1",
    "occurred": {"within": {"start": "2016-06-01T00:00:00Z", "end": "2016-06-02T00:00:00Z"}},
    "place": {"said": "Daraya", "where": {"type": "Disc", "lon": 36.24, "lat": 33.46, "radius_m": 900.0}},
    "acts": ["FIRE.ARTY"], "alleged": ["party:a"], "text": "two rounds fired at Daraya",
}  # fmt: skip


def told(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main([*arguments]) == 0
    return capsys.readouterr().out


def test_list_then_decide(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = str(tmp_path / "node")
    file = tmp_path / "reports.json"
    others = [REPORT | {"author": f"party:{name}", "key": f"incident:{name}-1"} for name in ("un", "turkey")]
    file.write_text(json.dumps([REPORT, *others]), encoding="utf-8")
    told(capsys, "init", folder, "--party", "party:x")
    assert json.loads(told(capsys, "duplicates", "list", "--json", "--node", folder))["pairs"] == []
    told(capsys, "record", "add", str(file), "--node", folder)
    pairs = json.loads(told(capsys, "duplicates", "list", "--json", "--node", folder))["pairs"]
    assert [(one["a"], one["b"], one["score"]) for one in pairs] == [
        ("incident:ru-1", "incident:turkey-1", 1.0), ("incident:ru-1", "incident:un-1", 1.0),
        ("incident:turkey-1", "incident:un-1", 1.0),
    ]  # fmt: skip
    text = told(capsys, "duplicates", "list", "--lang", "fr", "--node", folder)
    assert "les textes concordent à 100" in text
    confirmed = json.loads(told(capsys, "duplicates", "confirm", "incident:un-1", "incident:ru-1", "--json", "--node", folder))
    assert (confirmed["a"], confirmed["b"], confirmed["score"]) == ("incident:ru-1", "incident:un-1", 1.0)
    assert "Recorded before" in told(capsys, "duplicates", "confirm", "incident:ru-1", "incident:un-1", "--node", folder)
    assert "Recorded:" in told(capsys, "duplicates", "apart", "incident:ru-1", "incident:turkey-1", "--node", folder)
    assert json.loads(told(capsys, "duplicates", "list", "--json", "--node", folder))["pairs"] == []
    held = json.loads(told(capsys, "record", "list", "--kind", "link", "--json", "--node", folder))
    assert [one["record"]["relation"] for one in held] == ["same_incident", "apart"]
    for wrong in (["incident:ru-1", "incident:ru-1"], ["incident:ru-1", "incident:none"], ["incident:ru-1", held[0]["id"]]):
        assert main(["duplicates", "apart", *wrong, "--node", folder]) in (1, 2)
    assert main(["duplicates", "list", "--least", "7", "--node", folder]) == 2
    none = told(capsys, "duplicates", "list", "--from", "2017-01-01", "--to", "2017-01-02", "--json", "--node", folder)
    assert json.loads(none)["count"] == 0
