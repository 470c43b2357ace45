"""The quoted blocks of docs/reference/benchmarks.md: what a run printed, with its day and command, between two markers."""

import contextlib
import io
import os
import platform
from collections.abc import Callable
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

PAGE = Path(__file__).resolve().parents[1] / "docs" / "reference" / "benchmarks.md"
BEGIN, END = "<!-- printed by make {} -->", "<!-- end -->"


class _Both(io.StringIO):
    """Keeps what is printed, and shows it."""

    def __init__(self, shown: io.TextIOBase) -> None:
        super().__init__()
        self._shown = shown

    def write(self, text: str) -> int:
        self._shown.write(text)
        self._shown.flush()
        return super().write(text)


def write(run: Callable[[], None], target: str, tools: tuple[str, ...]) -> None:
    """Run it, and put what it printed on the page in place of what stood there; `tools`: packages whose versions matter."""
    import sys

    load = os.getloadavg()[0]
    both = _Both(sys.stdout)  # type: ignore[arg-type]
    with contextlib.redirect_stdout(both):
        run()
    on = datetime.now(UTC).strftime("%-d %B %Y")
    named = ", ".join(f"{name} {version(name)}" for name in tools)
    before_after = f"load {load:.1f} before and {os.getloadavg()[0]:.1f} after (a quiet machine has 0 before)"
    machine = f"{os.cpu_count()} cores, {before_after}, Python {platform.python_version()}"
    head = f"`make {target} PAGE=1` on {on}: {machine}, {named}."
    begin, text = BEGIN.format(target), PAGE.read_text(encoding="utf-8")
    before, rest = text.split(begin)
    after = rest.split(END, 1)[1]
    block = "\n".join(line.rstrip() for line in both.getvalue().strip().splitlines())
    PAGE.write_text(f"{before}{begin}\n{head}\n\n```\n{block}\n```\n{END}{after}", encoding="utf-8")
    print(f"Written to {PAGE}.")
