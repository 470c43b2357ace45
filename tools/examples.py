"""The examples of the pages: run on a demonstration node, and what they print written into the page. `--check` compares.

An example is a block ```` ```console ````: lines `$ treve ...`, each followed by what it prints. A line `...`
stands for any lines, ` ...` at the end of a line for its rest. A comment `<!-- not run: why -->` on the line
before the block leaves it alone; `<!-- file: name -->` before any block puts that block into a file beforehand.
A block ```` ```python ```` is run as well, with the names of those before it; a block ```` ```text ```` right after it is
what it prints. Each page has a demonstration node of its own.
"""

import io
import os
import re
import shlex
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import chdir, redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any, NamedTuple

from treve.cli.app import main as treve
from written import ROOT, write_or_check

BLOCK = re.compile(r"(?P<before>^[^\n]*\n)?^```console\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
FILE = re.compile(r"^<!-- file: (?P<name>[\w.-]+) -->\n```\w*\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
PYTHON = re.compile(r"^```python\n(?P<code>.*?)^```\n(?:\n```text\n(?P<shown>.*?)^```$)?", re.MULTILINE | re.DOTALL)
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
    """What a command shows in a terminal, run in the folder that holds `demo-node`; raises `ValueError` if it fails."""
    words = shlex.split(command)
    if words[:1] != ["treve"]:
        raise ValueError(f"An example is a line `$ treve ...`, not {command!r}.")
    out = io.StringIO()
    old = {name: os.environ.get(name) for name in ("COLUMNS", "TREVE_NODE")}
    os.environ["COLUMNS"] = WIDTH
    os.environ.pop("TREVE_NODE", None)
    try:
        with chdir(folder), redirect_stdout(out), redirect_stderr(out):
            code = treve(words[1:])
    finally:
        for name, value in old.items():
            os.environ.pop(name, None)
            if value is not None:
                os.environ[name] = value
    if code != 0:
        raise ValueError(f"{command!r} failed ({code}): {out.getvalue()}")
    return [line.rstrip() for line in out.getvalue().rstrip("\n").split("\n")]


def run_python(code: str, folder: Path, names: dict[str, Any]) -> list[str]:
    """What Python code of a page prints, run in that folder; `names` are those of the code before it."""
    out = io.StringIO()
    with chdir(folder), redirect_stdout(out):
        exec(compile(code, "<page>", "exec"), names)
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
        start = next((number for number, line in enumerate(printed) if part and line.startswith(part[0])), None)
        if start is not None:
            made += ["...", *printed[start : start + len(part)]]
    return [*made, "...", *(printed[-len(parts[-1]) :] if parts[-1] else [])]


def prepared(text: str, demo: Path, folder: Path) -> Path:
    """A folder for a page: a copy of the demonstration node, and the files that the page names."""
    shutil.copytree(demo, folder / "demo-node")
    for found in FILE.finditer(text):
        (folder / found["name"]).write_text(found["body"], encoding="utf-8")
    return folder


def rewritten(text: str, folder: Path) -> str:
    """A page with its examples as they print now."""
    made, at = "", 0
    for found in blocks(text):
        lines = []
        for one in examples(found["body"]):
            lines += [f"$ {one.command}", *anew(one.shown, run(one.command, folder))]
        made += text[at : found.start("body")] + "".join(f"{line}\n" for line in lines)
        at = found.end("body")
    return _python_rewritten(made + text[at:], folder)


def _python_rewritten(text: str, folder: Path) -> str:
    made, at = "", 0
    names: dict[str, Any] = {}
    for found in PYTHON.finditer(text):
        printed = run_python(found["code"], folder, names)
        if found["shown"] is not None:
            lines = anew(tuple(found["shown"].rstrip("\n").split("\n")), printed)
            made += text[at : found.start("shown")] + "".join(f"{line}\n" for line in lines)
            at = found.end("shown")
    return made + text[at:]


def main() -> int:
    """Write or check every page."""
    made = {}
    with tempfile.TemporaryDirectory() as name:
        where = Path(name)
        run("treve demo", where)
        for number, path in enumerate(pages()):
            text = path.read_text(encoding="utf-8")
            if "```console" in text or "```python" in text:
                (where / str(number)).mkdir()
                made[path] = rewritten(text, prepared(text, where / "demo-node", where / str(number)))
    return write_or_check(made)


if __name__ == "__main__":
    sys.exit(main())
