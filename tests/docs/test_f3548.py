"""The page on F3548-21 names tests and places in the code that there are."""

import ast
import re
from functools import cache
from importlib import import_module
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "reference" / "f3548.md").read_text(encoding="utf-8")
TESTS = sorted(set(re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", PAGE)))
PLACES = sorted(set(re.findall(r"`(treve(?:\.\w+)+)`", PAGE)))


@cache
def functions(path: str) -> frozenset[str]:
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    return frozenset(one.name for one in tree.body if isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef))


@pytest.mark.parametrize(("path", "name"), TESTS, ids=[f"{path}::{name}" for path, name in TESTS])
def test_a_test_that_is_named_exists(path: str, name: str) -> None:
    assert name.startswith("test_")
    assert name in functions(path)


@pytest.mark.parametrize("name", PLACES)
def test_a_place_that_is_named_exists(name: str) -> None:
    module, _, attribute = name.rpartition(".")
    assert hasattr(import_module(module), attribute)


def test_what_looks_like_a_test_is_one() -> None:
    """A name that is cut off or misspelt would else be passed over."""
    assert len(TESTS) > 50
    assert len(PLACES) > 20
    assert sorted(set(re.findall(r"tests/[^\s`]*::[^\s`]*", PAGE))) == [f"{path}::{name}" for path, name in TESTS]
    assert "`tests/" in PAGE.split("## What the suite does not see")[1].split("## What is not kept")[0]


def test_every_fault_that_the_suite_passes_has_a_test_of_our_own() -> None:
    part = PAGE.split("## What the suite does not see")[1].split("\n\n")[2]
    rows = [line for line in part.splitlines() if line.startswith("| ") and not line.startswith("| fault")]
    assert len(rows) == 7
    assert all("`tests/" in row for row in rows)
