"""The examples of the pages: run on a demonstration node, and what they print written into the page. `--check` compares.

An example is a block ```` ```console ````: lines `$ treve ...`, each followed by what it prints. A line `...`
stands for any lines, ` ...` at the end of a line for its rest. A comment `<!-- not run: why -->` on the line
before the block leaves it alone.
"""

import io
import os
import re
import shlex
import sys
import tempfile
from collections.abc import Iterator
from contextlib import chdir, redirect_stderr, redirect_stdout
from pathlib import Path
from typing import NamedTuple

from treve.cli.app import main as treve
from written import ROOT, write_or_check

BLOCK = re.compile(r"(?P<before>^.*\n)?^```console\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
NOT_RUN = "<!-- not run:"
WIDTH = "110"
"""Columns that tables have in the pages."""


class Example(NamedTuple):
    """One command of a page with what the page says that it prints."""

    command: str
    shown: tuple[str, ...]


def pages() -> list[Path]:
    """Every page that may hold examples."""
    return sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])


def examples(body: str) -> Iterator[Example]:
    """The commands of a block."""
    for part in re.split(r"^\$ ", body, flags=re.MULTILINE)[1:]:
        command, *shown = part.rstrip("\n").split("\n")
        yield Example(command, tuple(line.rstrip() for line in shown))


def blocks(text: str) -> Iterator[re.Match[str]]:
    """The blocks of a page that are run."""
    for found in BLOCK.finditer(text):
        if not (found["before"] or "").startswith(NOT_RUN):
            yield found


def run(command: str, folder: Path) -> list[str]:
    """What a command prints, run in the folder that holds `demo-node`; what a terminal would show, both streams."""
    words = shlex.split(command)
    if words[:1] != ["treve"]:
        raise ValueError(f"An example is a line `$ treve ...`, not {command!r}.")
    out = io.StringIO()
    old = {name: os.environ.get(name) for name in ("COLUMNS", "TREVE_NODE")}
    os.environ["COLUMNS"] = WIDTH
    os.environ.pop("TREVE_NODE", None)
    try:
        with chdir(folder), redirect_stdout(out), redirect_stderr(out):
            treve(words[1:])
    finally:
        for name, value in old.items():
            os.environ.pop(name, None)
            if value is not None:
                os.environ[name] = value
    return [line.rstrip() for line in out.getvalue().rstrip("\n").split("\n")]


def fits(shown: tuple[str, ...], printed: list[str]) -> bool:
    """Whether what is shown, with its `...`, is what was printed."""
    if not shown:
        return True
    pattern = ""
    for line in shown:
        if line == "...":
            pattern += r"(?:.*\n)*?"
        elif line.endswith(" ..."):
            pattern += re.escape(line[:-4]) + r".*\n"
        else:
            pattern += re.escape(line) + r"\n"
    return re.fullmatch(pattern, "\n".join(printed) + "\n") is not None


def anew(shown: tuple[str, ...], printed: list[str]) -> list[str]:
    """What is printed now, cut as the page cut it: as many first and last lines, and in between from the same line on."""
    if not shown or fits(shown, printed):
        return list(shown)
    if "..." not in shown:
        return printed
    parts: list[list[str]] = [[]]
    for line in shown:
        if line == "...":
            parts.append([])
        else:
            parts[-1].append(line)
    made = printed[: len(parts[0])]
    for part in parts[1:-1]:
        start = next((number for number, line in enumerate(printed) if part and line == part[0]), None)
        if start is not None:
            made += ["...", *printed[start : start + len(part)]]
    return [*made, "...", *(printed[-len(parts[-1]) :] if parts[-1] else [])]


def rewritten(text: str, folder: Path) -> str:
    """A page with its examples as they print now."""
    made, at = "", 0
    for found in blocks(text):
        lines = []
        for one in examples(found["body"]):
            lines += [f"$ {one.command}", *anew(one.shown, run(one.command, folder))]
        made += text[at : found.start("body")] + "".join(f"{line}\n" for line in lines)
        at = found.end("body")
    return made + text[at:]


def main() -> int:
    """Write or check every page."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        run("treve demo", folder)
        held = {path: path.read_text(encoding="utf-8") for path in pages()}
        return write_or_check({path: rewritten(text, folder) for path, text in held.items() if "```console" in text})


if __name__ == "__main__":
    sys.exit(main())
