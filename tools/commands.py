"""Write `docs/reference/commands.md` from the commands themselves. `--check` compares."""

import re
import sys

from cyclopts import App

from treve.cli.app import HELP, MORE, build
from treve.cli.commands import COMMANDS, line_of
from written import ROOT, write_or_check

PAGE = ROOT / "docs" / "reference" / "commands.md"

EMPTY = re.compile(r' \*\[default: (""|False|None|\.)\]\*')
"""Defaults that say nothing."""

HEAD = f"""\
# Commands

{HELP}

Written by `make generate` from the commands' own help; do not edit it here.

{MORE}

`--json`, `--debug` and `--node FOLDER` stand after the command. The node is also taken from the variable
`TREVE_NODE`; without either it is this folder, or `demo-node` in it. `NO_COLOR` turns colours off.
`treve --install-completion` completes commands and options in bash, zsh and fish.
"""


def found(app: App, name: str) -> App:
    """The command of that name."""
    for word in name.split():
        app = app[word]
    return app


def section(app: App, name: str, example: str) -> list[str]:
    """The page's part about one command."""
    text = found(app, name).generate_docs(heading_level=9, usage_name=f"treve {name}")
    body = [EMPTY.sub("", line).replace("```console", "```text") for line in text.splitlines() if not line.startswith("#")]
    while body and not body[0]:
        body.pop(0)
    return [f"## treve {name}", "", *body, "", "Example:", "", "```sh", example, "```", ""]


def main() -> int:
    """Write or check the page."""
    app = build()
    lines = [HEAD, "| command | what |", "|---|---|"]
    for command in COMMANDS:
        lines.append(f"| [`treve {command.name}`](#treve-{command.name.replace(' ', '-')}) | {line_of(command)} |")
    lines.append("")
    for command in COMMANDS:
        lines += section(app, command.name, command.example)
    return write_or_check({PAGE: "\n".join(lines).rstrip() + "\n"})


if __name__ == "__main__":
    sys.exit(main())
