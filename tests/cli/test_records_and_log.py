"""`treve record` and `treve log` as a person runs them."""

import io
import json
from pathlib import Path

import pytest

from treve.cli.app import main

ONE = {"kind": "party", "author": "party:us", "key": "party:x", "names": {"en": "X"}, "party_kind": "state"}


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main([*arguments]) == 0
    return capsys.readouterr().out


@pytest.fixture
def node(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> str:
    folder = str(tmp_path / "our node")
    assert main(["init", folder, "--party", "party:us", "--zone", "Asia/Damascus"]) == 0
    capsys.readouterr()
    return folder


def write(folder: Path, *records: dict[str, object]) -> str:
    file = folder / f"{len(list(folder.iterdir()))}.json"
    file.write_text("\n".join(json.dumps(one) for one in records), encoding="utf-8")
    return str(file)


def test_an_example_can_be_added_from_standard_input(
    node: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    text = said(capsys, "record", "template", "link", "--node", node)
    assert json.loads(text)["author"] == "party:us"
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
    assert "added" in said(capsys, "record", "add", "-", "--node", node)
    several = [write(tmp_path, ONE), write(tmp_path, ONE | {"key": "party:y"})]
    assert said(capsys, "record", "add", *several, "--node", node).count("added") == 2


def test_the_history_of_a_record_is_shown(node: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["record", "add", write(tmp_path, ONE), "--node", node])
    capsys.readouterr()
    first = json.loads(said(capsys, "record", "show", "party:x", "--json", "--node", node))["id"]
    link = {
        "kind": "designation",
        "author": "party:un",
        "party": "party:x",
        "value": "contested",
        "by": "party:un",
        "during": {},
    }
    main(["record", "add", write(tmp_path, ONE | {"note": "renamed", "corrects": first}, link), "--node", node])
    capsys.readouterr()
    text = said(capsys, "record", "show", "party:x", "--node", node)
    assert "Versions" in text
    assert f"corrects {first[:10]}" in text
    assert "designation by party:un  contested" in text
    held = json.loads(said(capsys, "record", "show", first[:12], "--json", "--node", node))
    assert [one["corrects"] for one in held["versions"]] == ["", first]
    assert held["said_about_it"][0]["record"]["value"] == "contested"


def test_filters_of_the_list(node: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    reports = [
        {
            "kind": "incident-report", "author": f"party:{'us' if day % 2 else 'them'}", "key": f"incident:{day}",
            "occurred": {"within": {"start": f"2016-06-0{day}T10:00:00+03:00", "end": f"2016-06-0{day}T11:00:00+03:00"}},
            "place": {"where": {"type": "Disc", "lon": 36.0, "lat": 33.0, "radius_m": 100.0}}, "acts": ["FIRE.ARTY"],
        }
        for day in range(1, 7)
    ]  # fmt: skip
    main(["record", "add", write(tmp_path, *reports), "--node", node])
    capsys.readouterr()

    def keys(*arguments: str) -> list[str]:
        text = said(capsys, "record", "list", "--lines", *arguments, "--node", node)
        return [json.loads(line)["record"]["key"].partition(":")[2] for line in text.splitlines()]

    assert keys("--kind", "incident-report", "--from", "2016-06-02", "--to", "2016-06-03") == ["2", "3"]
    assert keys("--author", "party:them") == ["2", "4", "6"]
    assert keys("--newest", "--limit", "2") == ["6", "5"]
    assert keys("--limit", "0") == ["1", "2", "3", "4", "5", "6"]
    assert keys("--known-at", "2016-01-01") == []
    assert keys("--since", "2016-01-01", "--limit", "1") == ["1"]
    assert keys("--subject", "incident:1") == []
    assert "2 of 6 records" in said(capsys, "record", "list", "--limit", "2", "--node", node)


def test_erasing_asks_for_a_reason_and_says_what_it_cannot_reach(
    node: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["record", "add", write(tmp_path, ONE), "--node", node])
    assert main(["record", "erase", "party:x", "--node", node]) == 2
    capsys.readouterr()
    text = said(capsys, "record", "erase", "party:x", "--reason", "asked for", "--by", "party:desk", "--node", node)
    assert "Copies that others hold" in text
    assert main(["record", "show", "party:x", "--node", node]) == 1
    assert "1 had their content erased" in said(capsys, "log", "verify", "--node", node)
    common = ("--from", "2016-06-01", "--node", node)
    assert "One record had its content erased" in said(capsys, "findings", *common)
    assert "مُحي محتوى سجل واحد" in said(capsys, "findings", "--lang", "ar", *common)
    assert [one["kind"] for one in json.loads(said(capsys, "findings", "--json", *common))["erased"]] == ["party"]
    (entry,) = json.loads(said(capsys, "record", "list", "--kind", "audit-entry", "--json", "--node", node))
    assert entry["record"]["actor"] == "party:desk"


def test_a_contradiction_of_ones_own_is_refused_and_can_be_forced(
    node: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    common = {"kind": "handling", "author": "party:us", "incident": "incident:x", "by": "party:us"}
    file = write(tmp_path, common | {"step": "received"}, common | {"step": "decided"})
    assert main(["record", "add", file, "--node", node]) == 2
    assert "bad-transition" in capsys.readouterr().err
    assert main(["record", "add", file, "--anyway", "--node", node]) == 0
    told = capsys.readouterr()
    assert told.out.count("added") == 2
    assert "warning: incident:x" in told.err


def test_a_proof_is_made_here_and_checked_anywhere(node: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["record", "add", write(tmp_path, ONE, ONE | {"key": "party:y"}), "--node", node])
    capsys.readouterr()
    proof = tmp_path / "x.tlog-proof"
    proof.write_text(said(capsys, "log", "prove", "party:x", "--node", node), encoding="utf-8")
    keys = json.loads(said(capsys, "log", "show", "--json", "--node", node))["vkeys"]
    later = tmp_path / "later.vkey"
    later.write_text(keys[1] + "\n", encoding="utf-8")
    text = said(capsys, "log", "check-proof", str(proof), "--vkey", keys[0], "--vkey", str(later))
    assert "entry 0 of 2" in text
    assert '"party:x"' in text
    bare = said(capsys, "log", "prove", "party:x", "--no-content", "--node", node)
    assert len(bare) < len(proof.read_text(encoding="utf-8"))
    proof.write_text(proof.read_text(encoding="utf-8").replace("index 0", "index 1"), encoding="utf-8")
    assert main(["log", "check-proof", str(proof), "--vkey", keys[0]]) == 1
    assert "verification-failed" in capsys.readouterr().err
    assert main(["log", "check-proof", str(tmp_path / "none"), "--vkey", keys[0]]) == 2
    assert main(["log", "check-proof", str(proof)]) == 2


def test_the_head_of_another_log_is_countersigned(node: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = str(tmp_path / "other")
    main(["init", other, "--party", "party:them"])
    capsys.readouterr()
    keys = json.loads(said(capsys, "log", "show", "--json", "--node", other))["vkeys"]
    lines = said(capsys, "log", "cosign", f"{other}/log", "--vkey", keys[0], "--node", node)
    assert lines.count("our-node/witness") == 2
    assert "our-node" in said(capsys, "log", "show", "--node", node)
