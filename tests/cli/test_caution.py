"""Whatever shows a notice or an answer to one says that it is information, and no permission."""

from pathlib import Path

import pytest

from tests.cli.test_next import node
from treve.cli.app import main

__all__ = ["node"]
SCREENS = [
    "notice list", "notice show convoy-daraya", "notice check convoy-daraya --at 2016-05-29T18:00",
    "evidence incident:daraya-2016-05", "bulletin --date 2016-06-01",
]  # fmt: skip


@pytest.mark.parametrize("json", [False, True])
@pytest.mark.parametrize("command", SCREENS)
def test_every_screen_says_so(command: str, json: bool, node: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*command.split(), *(["--json"] if json else []), "--node", str(node)]) in (0, 1)
    assert "no permission" in " ".join(capsys.readouterr().out.split())


@pytest.mark.parametrize(("lang", "words"), [("fr", "ni une autorisation"), ("ar", "ولا إذنا"), ("ru", "не разреш")])
@pytest.mark.parametrize("command", SCREENS)
def test_in_every_language(command: str, lang: str, words: str, node: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*command.split(), "--lang", lang, "--node", str(node)]) in (0, 1)
    assert words in " ".join(capsys.readouterr().out.split())


@pytest.mark.parametrize("ending", ["csv", "geojson", "gpkg", "parquet"])
def test_every_export_says_so(ending: str, node: Path, tmp_path: Path) -> None:
    file = tmp_path / f"notices.{ending}"
    assert main(["export", str(file), "--of", "notices", "--from", "2016-06-01", "--node", str(node)]) == 0
    assert b"no permission" in file.read_bytes()


def test_every_message_says_so(node: Path, tmp_path: Path) -> None:
    out = tmp_path / "messages"
    assert main(["notice", "show", "convoy-daraya", "--out", str(out), "--node", str(node)]) == 0
    texts = [file.read_text(encoding="utf-8") for file in sorted(out.iterdir())]
    assert len(texts) >= 4
    assert all("no permission" in one for one in texts)
