"""Draw the pictures of the pages from the demonstration: `docs/pictures/*.png`, with Debian's chromium."""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

from treve.cli.app import main as treve
from written import ROOT

FOLDER = ROOT / "docs" / "pictures"
LIMIT = 300_000
"""Largest size of a picture, in bytes."""


class Picture(NamedTuple):
    """One picture: a bulletin as a page, cut to a size in pixels."""

    name: str
    arguments: tuple[str, ...]
    width: int
    height: int


PICTURES = (
    Picture("bulletin", ("--date", "2017-03-25", "--known-at", "2017-05-07", "--lang", "en"), 1100, 1150),
    Picture("bulletin-ar", ("--date", "2017-03-25", "--known-at", "2017-05-07", "--lang", "ar"), 1100, 1150),
)


def main() -> int:
    """Draw them all."""
    browser = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if browser is None:
        print("There is no chromium. As root: apt-get install -y chromium fonts-noto-core", file=sys.stderr)
        return 1
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        node = Path(name) / "node"
        if treve(["demo", str(node)]) != 0:
            return 1
        for picture in PICTURES:
            page, shot = Path(name) / f"{picture.name}.html", Path(name) / f"{picture.name}.png"
            if treve(["bulletin", *picture.arguments, "--html", str(page), "--node", str(node)]) != 0:
                return 1
            subprocess.run(
                [
                    browser, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", f"--screenshot={shot}",
                    f"--user-data-dir={name}/profile", f"--window-size={picture.width},{picture.height}", page.as_uri(),
                ],
                check=True, capture_output=True, timeout=120,
            )  # fmt: skip
            size = shot.stat().st_size
            if size > LIMIT:
                print(f"{picture.name}.png has {size:,} bytes, more than {LIMIT:,}.", file=sys.stderr)
                return 1
            shutil.copyfile(shot, FOLDER / f"{picture.name}.png")
            print(f"written: docs/pictures/{picture.name}.png ({size:,} bytes)", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
