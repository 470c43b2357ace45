"""The benchmark of the store runs, and its node holds what it says: small here, so that it does not rot."""

from pathlib import Path

import pytest
from benchmarks.store import QUESTIONS, ask, build, verify


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("store") / "node"
    build(made, 3_000)
    return made


@pytest.mark.parametrize("question", [one for one in QUESTIONS if one != "find"])
def test_every_question_has_an_answer(folder: Path, question: str) -> None:
    found = ask(folder, question)
    assert found["out"] > 0 or question in ("findings", "explain")
    if question == "year":
        assert found["out"] > 100


def test_it_verifies(folder: Path) -> None:
    assert verify(folder)["out"] == 3_640
