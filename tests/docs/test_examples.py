"""What the pages show is what comes out: every example runs on a demonstration node."""

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tools"))

from examples import PYTHON, anew, blocks, examples, fits, pages, prepared, run, run_python  # noqa: E402

HELD = [path for path in pages() if any(blocks(path.read_text(encoding="utf-8")))]


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    where = tmp_path_factory.mktemp("examples")
    run("treve demo", where)
    return where / "demo-node"


@pytest.mark.parametrize("page", HELD, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_examples_print_what_the_page_shows(page: Path, demo: Path, tmp_path: Path) -> None:
    text = page.read_text(encoding="utf-8")
    folder = prepared(text, demo, tmp_path)
    for block in blocks(text):
        for one in examples(block["body"]):
            printed = run(one.command, folder)
            assert fits(one.shown, printed), f"{one.command}: `make examples` writes it anew:\n" + "\n".join(printed)


SCRIPTED = [path for path in pages() if PYTHON.search(path.read_text(encoding="utf-8"))]


@pytest.mark.parametrize("page", SCRIPTED, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_python_prints_what_the_page_shows(page: Path, demo: Path, tmp_path: Path) -> None:
    text = page.read_text(encoding="utf-8")
    folder = prepared(text, demo, tmp_path)
    names: dict[str, object] = {}
    for found in PYTHON.finditer(text):
        printed = run_python(found["code"], folder, names)
        if found["shown"] is not None:
            assert fits(tuple(found["shown"].rstrip("\n").split("\n")), printed), "\n".join(printed)


def test_the_readme_has_examples() -> None:
    assert ROOT / "README.md" in HELD


def test_dots_stand_for_lines_and_for_the_rest_of_a_line() -> None:
    printed = ["one", "two 2", "three", "four"]
    assert fits(("one", "...", "four"), printed)
    assert fits(("one", "two ...", "three", "four"), printed)
    assert fits(("...", "three", "..."), printed)
    assert not fits(("one", "...", "five"), printed)
    assert not fits(("one", "two 2", "three"), printed)
    assert not fits(("...", "threes", "..."), printed)


def test_an_example_is_written_anew_as_it_was_cut() -> None:
    printed = ["a", "b", "c", "d", "e", "f"]
    assert anew(("x", "...", "y", "z"), printed) == ["a", "...", "e", "f"]
    assert anew(("x", "...", "c", "x", "...", "z"), printed) == ["a", "...", "c", "d", "...", "f"]
    assert anew(("x",), printed) == printed
    assert anew(("a", "...", "f"), printed) == ["a", "...", "f"]
