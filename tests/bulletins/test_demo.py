"""The bulletins of the demonstration's days, checked for their facts through the command line."""

import hashlib
import json
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from treve.cli.app import main
from treve.config import Settings
from treve.demo.scenario import entries
from treve.node.scenario import SETTINGS, fill

KNOWN = "2018-01-01"


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo") / "node"
    fill(folder).close()
    return folder


def said(capsys: pytest.CaptureFixture[str], demo: Path, *arguments: str) -> str:
    capsys.readouterr()
    assert main(["bulletin", *arguments, "--known-at", KNOWN, "--node", str(demo)]) == 0
    return capsys.readouterr().out


def as_json(capsys: pytest.CaptureFixture[str], demo: Path, *arguments: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(said(capsys, demo, *arguments, "--json"))
    return found


def violations_of(made: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {one["registrar"]: one for one in made["tallies"] if one["measure"] == "violations"}


def test_25_march_2017_two_registers_that_do_not_confirm_each_other(demo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made = as_json(capsys, demo, "--date", "2017-03-25")
    tallies = violations_of(made)
    assert tallies["party:russia"]["total"] == 13
    assert tallies["party:turkey"]["total"] == 19
    assert all(one["adds_up"] for one in tallies.values())
    assert ("party:russia", "cannot_confirm") in {(p["party"], p["value"]) for p in tallies["party:turkey"]["positions"]}
    matrix = next(one for one in made["matrices"] if {one["a"], one["b"]} == {"party:russia", "party:turkey"})
    assert {row["area"]: (row["a"], row["b"]) for row in matrix["rows"]}["place:hama"] == (4, 8)
    assert (matrix["total_a"], matrix["total_b"], matrix["matched"], matrix["agreement"]) == (13, 19, 0, 0.0)
    assert any(one["value"] == "not_violation" and one["reason"] == "excluded_target" for one in made["reclassified"])
    totals = {one["registrar"]: one["incidents"] for one in made["totals"]}
    assert (totals["party:russia"], totals["party:turkey"]) == (13, 19)
    by_area = {(line["area"], line["registrar"]): line["number"] for line in made["violations"]}
    assert sum(n for (_, registrar), n in by_area.items() if registrar == "party:russia") == 13
    assert sum(n for (_, registrar), n in by_area.items() if registrar == "party:turkey") == 19
    assert "32" not in {str(one["total"]) for one in made["tallies"]}


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("2016-03-06", "published 15; its parts add up to 14"),
        ("2017-02-25", "The body of the same text says 14"),
    ],
)
def test_totals_that_do_not_add_up_are_shown_and_not_corrected(
    demo: Path, capsys: pytest.CaptureFixture[str], day: str, words: str
) -> None:
    text = said(capsys, demo, "--date", day)
    assert words in text
    assert "Shown as published, not corrected." in text
    russia = violations_of(as_json(capsys, demo, "--date", day))["party:russia"]
    assert (russia["total"], russia["adds_up"]) == (15, False)


def test_the_gap_of_daraya(demo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    key = "arrangement:daraya-2016-06"
    before = as_json(capsys, demo, "--date", "2016-06-02")
    assert [one["at"] for one in before["turns"] if one["arrangement"] == key and one["turn"] == "expiring"] == [
        "2016-06-02T21:01:00Z"
    ]
    third = as_json(capsys, demo, "--date", "2016-06-03")
    assert key in {one["arrangement"] for one in third["in_force"]}
    assert [one["during"] for one in third["gaps"] if one["arrangement"] == key] == [
        {"start": "2016-06-02T21:01:00Z", "end": "2016-06-04T21:00:00Z"}
    ]
    fourth = as_json(capsys, demo, "--date", "2016-06-04")
    assert key not in {one["arrangement"] for one in fourth["in_force"]}
    assert key in {one["arrangement"] for one in fourth["gaps"]}
    assert "Daraya truce did not hold from 3 Jun 2016 00:01" in said(capsys, demo, "--date", "2016-06-04")


def test_an_area_and_what_cannot_be_told_of_it(demo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made = as_json(capsys, demo, "--date", "2016-06-03", "--area", "area:daraya")
    assert made["scope"] == {"key": "area:daraya", "radius_m": None}
    assert "arrangement:daraya-2016-06" in {one["arrangement"] for one in made["in_force"]}
    around = as_json(capsys, demo, "--date", "2017-03-25", "--area", "place:hama")
    distance = f"{around['scope']['radius_m'] / 1000:g}"
    assert f"within {distance} km of its middle" in said(capsys, demo, "--date", "2017-03-25", "--area", "place:hama")
    capsys.readouterr()
    assert main(["bulletin", "--date", "2016-06-03", "--area", "Atlantis", "--node", str(demo)]) == 1
    assert "not-found" in capsys.readouterr().err


class Page(HTMLParser):
    """Checks that elements are closed as they were opened, and gathers what a page asks for."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.asks: list[tuple[str, str]] = []
        self.ids: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ("meta", "link", "br", "img"):
            self.open.append(tag)
        self.handle_startendtag(tag, attrs)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.asks += [
            (tag, name) for name, value in attrs if name in ("src", "href", "style") and not (value or "").startswith("#")
        ]
        self.asks += [(tag, name) for name, _ in attrs if name.startswith("on")]
        self.ids += [value or "" for name, value in attrs if name == "id"]

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.mark.parametrize("lang", ["en", "fr", "ar", "ru"])
@pytest.mark.parametrize("day", ["2017-03-25", "2016-06-02", "2016-09-15", "2017-05-03"])
def test_the_page_is_whole_and_asks_for_nothing(
    demo: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], day: str, lang: str
) -> None:
    file = tmp_path / "page.html"
    said(capsys, demo, "--date", day, "--lang", lang, "--html", str(file))
    text = file.read_text(encoding="utf-8")
    page = Page()
    page.feed(text)
    assert page.open == []
    assert page.asks == []
    assert len(page.ids) == len(set(page.ids))
    assert "<script" not in text
    assert "default-src 'none'; style-src 'unsafe-inline'" in text
    assert f'dir="{"rtl" if lang == "ar" else "ltr"}"' in text
    assert not re.search(r"[{;\s](margin|padding|border)-(left|right)|text-align:\s*(left|right)", text)
    assert "<svg" in text


def test_the_map_and_the_chart_have_words_for_those_who_do_not_see_them(
    demo: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "page.html"
    said(capsys, demo, "--from", "2017-03-20", "--to", "2017-03-25", "--html", str(file))
    text = file.read_text(encoding="utf-8")
    for name in ("chart", "map"):
        assert f'aria-labelledby="{name}-name {name}-words"' in text
    assert text.count("<details>") == 1
    assert "The same numbers as a table" in text


def test_talks_of_2_may_2017_diverge_side_by_side(demo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made = as_json(capsys, demo, "--date", "2017-05-02")
    call = next(one for one in made["meetings"] if "Trump" in one["names"]["en"])
    zones = {readout["issuers"][0]: readout["points"].get("zones") for readout in call["readouts"]}
    assert zones["party:russia"] is None
    assert zones["party:united-states"]


def test_all_shapes_at_once_and_twice_the_same(demo: Path, tmp_path: Path) -> None:
    written = []
    for seed in ("1", "2"):
        out = tmp_path / seed
        arguments = [
            "bulletin",
            "--date",
            "2017-03-25",
            "--known-at",
            KNOWN,
            "--lang",
            "ru",
            "--out",
            str(out),
            "--node",
            str(demo),
        ]
        subprocess.run(
            [sys.executable, "-m", "treve", *arguments], check=True, capture_output=True,
            env={"PYTHONHASHSEED": seed, "PATH": "/usr/bin"},
        )  # fmt: skip
        written.append({file.name: file.read_bytes() for file in sorted(out.iterdir())})
    assert written[0] == written[1]
    assert {name.rpartition(".")[2] for name in written[0]} == {"html", "txt", "json", "csv", "geojson", "gpkg", "parquet"}


def test_records_in_another_order_give_the_same_bytes(demo: Path, tmp_path: Path) -> None:
    from treve.clock import SetClock
    from treve.node.node import Node

    settings: Settings = SETTINGS
    held = list(entries())
    late = max(entry.recorded_at for entry in held)
    folders = []
    for number, order in enumerate((held, held[::-1])):
        folder = tmp_path / f"node{number}"
        node = Node.create(folder, settings, clock=SetClock(late))
        node.add([entry.record for entry in order])
        node.close()
        folders.append(folder)
    found = []
    for folder in folders:
        out = folder.parent / f"{folder.name}-out"
        assert (
            main(
                [
                    "bulletin",
                    "--from",
                    "2016-09-10",
                    "--to",
                    "2016-09-20",
                    "--known-at",
                    KNOWN,
                    "--out",
                    str(out),
                    "--node",
                    str(folder),
                ]
            )
            == 0
        )
        found.append({file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in sorted(out.iterdir())})
    assert found[0] == found[1]


def test_an_issued_bulletin_is_recorded_and_corrected_later(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "node"
    fill(folder).close()
    issue = ["bulletin", "--date", "2017-03-25", "--known-at", "2017-03-25T18:00", "--issue", "84", "--node", str(folder)]
    assert main(issue) == 0
    assert "Issued as number 84" in capsys.readouterr().out
    assert main(issue) == 0
    assert main([*issue[:-3], "84", "--node", str(folder), "--area", "place:hama"]) == 2
    assert "number 84 already" in capsys.readouterr().err
    later = ["bulletin", "--date", "2017-03-26", "--json", "--node", str(folder)]
    assert main(later) == 0
    made = json.loads(capsys.readouterr().out)
    changed = {tuple(one["total"]): (one["then"], one["now"]) for one in made["corrections"] if one["what"] == "changed_total"}
    assert changed["incidents", "party:turkey"] == (None, 19)
    assert any(one["what"] == "late" and one["kind"] == "tally" for one in made["corrections"])
    assert main(["bulletin", "--date", "2017-03-26", "--node", str(folder)]) == 0
    assert "Corrections to earlier bulletins" in capsys.readouterr().out
    assert main(["log", "verify", "--node", str(folder)]) == 0


def test_a_bulletin_needs_a_day(demo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["bulletin", "--node", str(demo)]) == 2
    assert "No day was named" in capsys.readouterr().err


def test_what_was_erased_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "node"
    fill(folder).close()
    ask = ["bulletin", "--date", "2016-06-03", "--node", str(folder)]
    assert main(ask) == 0
    assert "erased" not in capsys.readouterr().out
    assert main(["record", "erase", "incident:daraya-2016-06-03", "--reason", "names a source", "--node", str(folder)]) == 0
    capsys.readouterr()
    assert main(ask) == 0
    assert "One record had its content erased and is left out." in capsys.readouterr().out
