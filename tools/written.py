"""Generated files: written, or with `--check` compared with what is there."""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
"""The checkout."""


def write_or_check(made: dict[Path, str], *, folder: Path | None = None) -> int:
    """Write the files, and remove what else lies in `folder`; with `--check` say what differs, and give 1 if anything does."""
    check = "--check" in sys.argv[1:]
    there = {path for path in folder.rglob("*") if path.is_file()} if folder is not None else set()
    stale = [path for path, text in made.items() if not path.exists() or path.read_text(encoding="utf-8") != text]
    left = sorted(there - set(made))
    if check:
        for path in [*stale, *left]:
            print(f"{path.relative_to(ROOT)} is out of date: run `make generate`.", file=sys.stderr)
        return 1 if stale or left else 0
    for path in stale:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(made[path], encoding="utf-8")
        print(f"written: {path.relative_to(ROOT)}")
    for path in left:
        path.unlink()
        print(f"removed: {path.relative_to(ROOT)}")
    return 0
