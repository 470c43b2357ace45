"""The commands as a person runs them."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from treve.cli.app import main


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo") / "node"
    assert main(["demo", str(folder)]) == 0
    return folder


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main([*arguments]) == 0
    return capsys.readouterr().out


def test_the_demo_writes_a_page_and_can_run_again(demo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = (demo / "bulletin-2017-03-25.en.html").read_bytes()
    assert b"<script" not in page
    text = said(capsys, "demo", str(demo))
    assert "Hama 8, Damascus 6, Aleppo 3, Homs 1, Idlib 1" in text
    assert (demo / "bulletin-2017-03-25.en.html").read_bytes().count(b"<h2") == page.count(b"<h2")


def test_the_total_that_does_not_add_up_is_shown(demo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = said(capsys, "bulletin", "--date", "2016-03-06", "--node", str(demo))
    assert "published 15; its parts add up to 14" in text
    text = said(capsys, "bulletin", "--date", "2017-02-25", "--node", str(demo))
    assert "The body of the same text says 14" in text


def test_as_known_on(demo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    early = said(capsys, "bulletin", "--date", "2017-03-25", "--known-at", "2017-03-25T18:00", "--node", str(demo))
    late = said(capsys, "bulletin", "--date", "2017-03-25", "--known-at", "2017-03-26", "--node", str(demo))
    assert "Turkey" not in early
    assert "Russia: cannot confirm" in late


def test_the_same_input_gives_the_same_bytes(demo: Path, tmp_path: Path) -> None:
    pages = []
    for seed in ("1", "2"):
        page = tmp_path / f"{seed}.html"
        arguments = ["bulletin", "--date", "2016-09-15", "--known-at", "2017-05-07", "--lang", "ar", "--html", str(page)]
        subprocess.run(
            [sys.executable, "-m", "treve", *arguments, "--node", str(demo)], check=True, capture_output=True,
            env={"PYTHONHASHSEED": seed, "PATH": "/usr/bin"},
        )  # fmt: skip
        pages.append(page.read_bytes())
    assert pages[0] == pages[1]
    assert b'dir="rtl"' in pages[0]


def test_explain_names_the_provision_and_what_would_settle_it(demo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = said(capsys, "explain", "incident:daraya-2016-06-03", "--node", str(demo))
    assert "Possible violation" in text
    assert "What would settle it" in text
    assert "3 Jun 2016 00:01" in text
    rows = json.loads(said(capsys, "explain", "incident:deir-ez-zor-2016-09-17", "--json", "--node", str(demo)))["rows"]
    assert {row["row"]["reason"] for row in rows} == {"act_not_prohibited", "not_bound"}


def test_arrangements_findings_records_log(demo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = said(capsys, "arrangements", "--at", "2016-09-15", "--node", str(demo))
    assert "syrian-army-2016-09" in text
    assert "package-2016-09" in text
    counts = json.loads(said(capsys, "findings", "--json", "--node", str(demo)))["incidents"]
    assert counts["arrangement:ceasefire-2016-12-30"]["undetermined"] == 53
    assert "party:turkey" in said(capsys, "record", "list", "--kind", "party", "--node", str(demo))
    shown = json.loads(said(capsys, "record", "show", "party:turkey", "--json", "--node", str(demo)))
    assert shown["record"]["names"]["ru"] == "Турция"
    assert "entries hold" in said(capsys, "log", "verify", "--node", str(demo))
    assert "treve/demo" in said(capsys, "log", "show", "--node", str(demo))


@pytest.mark.parametrize("ending", ["csv", "geojson", "gpkg", "parquet"])
def test_export(demo: Path, tmp_path: Path, ending: str) -> None:
    file = tmp_path / f"incidents.{ending}"
    assert main(["export", str(file), "--from", "2017-03-25", "--node", str(demo)]) == 0
    first = file.read_bytes()
    assert main(["export", str(file), "--from", "2017-03-25", "--known-at", "2018-01-01", "--node", str(demo)]) == 0
    assert (
        main(
            [
                "export",
                str(tmp_path / f"again.{ending}"),
                "--from",
                "2017-03-25",
                "--known-at",
                "2018-01-01",
                "--node",
                str(demo),
            ]
        )
        == 0
    )
    assert file.read_bytes() == (tmp_path / f"again.{ending}").read_bytes()
    assert len(first) > 1000


def test_records_from_a_file_go_in_together_or_not_at_all(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = str(tmp_path / "node")
    assert main(["init", folder, "--party", "party:us", "--zone", "Asia/Damascus"]) == 0
    capsys.readouterr()
    one = {"kind": "party", "author": "party:us", "key": "party:x", "names": {"en": "X"}, "party_kind": "state"}
    file = tmp_path / "records.json"
    file.write_text(json.dumps([one, one | {"party_kind": "wrong"}]), encoding="utf-8")
    assert main(["record", "add", str(file), "--node", folder]) == 2
    assert "Record 2" in capsys.readouterr().err
    assert json.loads(said(capsys, "record", "list", "--json", "--node", folder)) == []
    file.write_text("\n".join(json.dumps(one | {"key": f"party:{n}"}) for n in range(2)), encoding="utf-8")
    assert [row["new"] for row in json.loads(said(capsys, "record", "add", str(file), "--json", "--node", folder))] == [
        True
    ] * 2
    assert [row["new"] for row in json.loads(said(capsys, "record", "add", str(file), "--json", "--node", folder))] == [
        False
    ] * 2


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["log", "verify", "--node", "nowhere"], 2, "node-missing"),
        (["bulletin", "--date", "yesterday"], 2, ""),
        (["init", "/proc/version", "--party", "party:x"], 2, "node-exists"),
    ],
)
def test_errors_say_what_to_do(arguments: list[str], code: int, words: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == code
    told = capsys.readouterr().err
    assert words in told
    assert "Traceback" not in told


def test_help_loads_no_geometry() -> None:
    code = "import sys, treve, treve.cli.app as a\ntry: a.main(['--help'])\nexcept SystemExit: pass\nassert 'shapely' not in sys.modules"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "bulletin" in done.stdout
