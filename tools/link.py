"""Make `src/treve` importable in this environment, and write its command, without a build step."""

import os
import stat
import sys
import sysconfig
from pathlib import Path

COMMAND = """#!/bin/sh
'''exec' "$(dirname -- "$(readlink -f -- "$0")")/python" "$0" "$@"
' '''
import sys

from treve.cli.app import main

sys.exit(main())
"""
"""The `treve` command: shell and Python at once, so that a path with spaces or of any length works."""


def main() -> None:
    """Write the path file and the command."""
    src = Path(__file__).resolve().parent.parent / "src"
    site = Path(sysconfig.get_paths()["purelib"])
    (site / "treve-checkout.pth").write_text(os.path.relpath(src, site.resolve()) + "\n", encoding="utf-8")
    script = Path(sys.executable).parent / "treve"
    script.write_text(COMMAND, encoding="utf-8")
    script.chmod(script.stat().st_mode | stat.S_IXUSR | stat.S_IXGRP | stat.S_IXOTH)


if __name__ == "__main__":
    main()
