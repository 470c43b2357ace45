"""Write `docs/index.md`: every page with its title and its first sentence. `--check` compares."""

import re
import sys
from pathlib import Path

from written import ROOT, write_or_check

DOCS = ROOT / "docs"
PAGE = DOCS / "index.md"

HEAD = """\
# The pages

Every page, with its first sentence. Written by `make generate`; do not edit it here. New here? Run `make demo`, then
read the guide for your role.
"""

SECTIONS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("To begin", ".", ("../README.md", "quickstart.md", "demo.md", "glossary.md", "risk.md")),
    (
        "Guides, by role and by task",
        "guide",
        ("duty-officer.md", "monitor.md", "notifier.md", "mediator.md", "researcher.md", "python.md"),
    ),
    ("Findings: one page a rule", "findings", ()),
    ("Formats", "formats", ()),
    ("Reference", "reference", ("commands.md", "records.md", "settings.md", "errors.md")),
    ("Decisions", "decisions", ()),
    ("For developers", "..", ("../ARCHITECTURE.md", "../CONTRIBUTING.md", "../AGENTS.md", "../SECURITY.md", "../CHANGELOG.md")),
)
"""Title, folder, and the pages that come first; the rest of the folder follows by name."""


def entry(path: Path) -> str:
    """The line of a page: its title and the first sentence after it."""
    text = path.read_text(encoding="utf-8")
    title = next(line for line in text.splitlines() if line.startswith("# ")).removeprefix("# ")
    body = re.sub(r"^(#|!\[|<).*$", "", text, flags=re.MULTILINE).strip()
    paragraph = " ".join(body.split("\n\n")[0].split()).removeprefix("**Context.** ")
    sentence = re.split(r"(?<=[.!?])\s+(?=[A-Z*`])", paragraph)[0].replace("**", "")
    sentence = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", sentence)
    where = path.relative_to(DOCS).as_posix() if DOCS in path.parents else f"../{path.name}"
    shown = "" if sentence.startswith(("|", "```", "-")) else f": {sentence}"
    return f"- [{title}]({where}){shown}"


def main() -> int:
    """Write or check the page."""
    lines = [HEAD]
    for title, folder, first in SECTIONS:
        where = DOCS / folder
        chosen = [(DOCS / name if name.startswith("..") else where / name).resolve() for name in first]
        rest = sorted(where.glob("*.md")) if folder != ".." else []
        held = [path for path in [*chosen, *(one for one in rest if one not in chosen)] if path.exists() and path != PAGE]
        if held:
            lines += [f"## {title}", "", *(entry(path) for path in held), ""]
    return write_or_check({PAGE: "\n".join(lines).rstrip() + "\n"})


if __name__ == "__main__":
    sys.exit(main())
