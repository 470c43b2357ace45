"""Make `src/treve` importable in this environment, and write its command, without a build step."""

import os
import stat
import sys
import sysconfig
from pathlib import Path

src = Path(__file__).resolve().parent.parent / "src"
site = Path(sysconfig.get_paths()["purelib"])
(site / "treve-checkout.pth").write_text(f"{src}\n", encoding="utf-8")
script = Path(sys.executable).parent / "treve"
script.write_text(f"#!{sys.executable}\nimport sys\n\nfrom treve.cli.app import main\n\nsys.exit(main())\n", encoding="utf-8")
os.chmod(script, script.stat().st_mode | stat.S_IXUSR | stat.S_IXGRP | stat.S_IXOTH)
