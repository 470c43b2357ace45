"""What the pages show is what comes out: every example runs on a demonstration node."""

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tools"))

from examples import Example, anew, blocks, examples, fits, pages, run  # noqa: E402

HELD = [
    (path.relative_to(ROOT).as_posix(), one)
    for path in pages()
    for block in blocks(path.read_text(encoding="utf-8"))
    for one in examples(block["body"])
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    where = tmp_path_factory.mktemp("examples")
    run("treve demo", where)
    return where


@pytest.mark.parametrize(("page", "example"), HELD, ids=[f"{page}: {example.command}" for page, example in HELD])
def test_example(page: str, example: Example, folder: Path) -> None:
    printed = run(example.command, folder)
    assert fits(example.shown, printed), "`make examples` writes what comes out now:\n" + "\n".join(printed)


def test_the_readme_has_examples() -> None:
    assert [page for page, _ in HELD if page == "README.md"]


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
