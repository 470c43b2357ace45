"""Pages hold together: links, commands, options, and what stands in fences."""

import json
import re
import tomllib
from functools import cache
from pathlib import Path

import pytest

from treve.cli.app import build
from treve.cli.commands import COMMANDS, GROUPS

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
COMMAND = re.compile(r"(?:^|[`$(| ])treve ((?:[a-z][a-z-]*)(?: [a-z][a-z-]*)?)((?: [^`\n#|]*)?)", re.MULTILINE)

by_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())


def anchors(page: Path) -> set[str]:
    text = FENCE.sub("", page.read_text(encoding="utf-8"))
    heads = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", re.sub(r"[`*]", "", head)).strip().lower().replace(" ", "-") for head in heads}


@by_page
def test_links_lead_somewhere(page: Path) -> None:
    for target in LINK.findall(FENCE.sub("", page.read_text(encoding="utf-8"))):
        if re.match(r"https?:|mailto:", target):
            continue
        path, _, anchor = target.partition("#")
        whole = (page.parent / path).resolve() if path else page
        assert whole.exists(), target
        if anchor:
            assert anchor in anchors(whole), target


def test_every_page_can_be_reached_from_the_readme() -> None:
    reached, waiting = set(), [ROOT / "README.md"]
    for page in waiting:
        reached.add(page)
        for target in LINK.findall(page.read_text(encoding="utf-8")):
            whole = (page.parent / target.partition("#")[0]).resolve()
            if whole.suffix == ".md" and whole.exists() and whole not in waiting:
                waiting.append(whole)
    lost = [page.relative_to(ROOT).as_posix() for page in PAGES if page not in reached]
    assert lost == []


@cache
def options(name: str) -> set[str]:
    app = build()
    for word in name.split():
        app = app[word]
    found = {one for argument in app.assemble_argument_collection() for one in argument.names if one.startswith("-")}
    return found | {"--help", "-h", "--debug", "--version"}


def named(text: str) -> list[tuple[str, str]]:
    """The commands that a text names, with what follows them; prose after `treve` that is no code is left out."""
    code = [*re.findall(r"`(treve [^`]+)`", text), *(body for _, body in FENCE.findall(text))]
    return [(first, rest) for part in code for first, rest in COMMAND.findall(part)]


@by_page
def test_commands_and_options_that_pages_name_exist(page: Path) -> None:
    known = {command.name for command in COMMANDS}
    for first, rest in named(page.read_text(encoding="utf-8")):
        words = first.split()
        if words[0] in ("help", "COMMAND"):
            continue
        name = " ".join(words) if words[0] in GROUPS else words[0]
        assert name in known or name in GROUPS, f"treve {first}"
        if name in known:
            for option in re.findall(r"(?<= )(--[a-z-]+|-[a-z])(?=[ =]|$)", " " + rest):
                assert option in options(name), f"treve {name} {option}"


@by_page
def test_what_stands_in_fences_can_be_read(page: Path) -> None:
    for language, body in FENCE.findall(page.read_text(encoding="utf-8")):
        if language == "json":
            json.loads(body)
        if language == "toml":
            tomllib.loads(body)


@by_page
def test_pages_speak_of_the_project_alone(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert not re.search(r"/work/|\bLLM\b|\bGPT|chatbot|language model", text, re.IGNORECASE)
    assert "\t" not in FENCE.sub("", text)
    assert re.match(r"(<!--|# )", text), "a page begins with its title"
