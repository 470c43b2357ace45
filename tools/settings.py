"""Write `docs/reference/settings.md` from the settings' docstrings. `--check` compares."""

import inspect
import sys

from records import row
from structs import own_fields
from treve.config import FILE, Settings
from written import ROOT, write_or_check

PAGE = ROOT / "docs" / "reference" / "settings.md"

HEAD = f"""\
# Settings

What stands in `{FILE}` of a node's folder. Written by `make generate` from `src/treve/config.py`; do not edit it here.

`treve init` writes the file. A setting without a default must be there; an unknown one is refused, so that a
misspelt name cannot pass for a setting.

The environment: `TREVE_NODE` names the folder of the node, `NO_COLOR` turns colours off, `COLUMNS` is the width of
tables where the output is no terminal.
"""


def main() -> int:
    """Write or check the page."""
    lines = [HEAD, inspect.cleandoc(Settings.__doc__ or ""), "", "| setting | type | default | what |", "|---|---|---|---|"]
    lines += [row(one) for one in own_fields(Settings)]
    return write_or_check({PAGE: "\n".join(lines) + "\n"})


if __name__ == "__main__":
    sys.exit(main())
