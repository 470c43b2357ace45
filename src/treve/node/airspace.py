"""The airspace store of a node: one file in its folder."""

from pathlib import Path

from treve.airspace.sqlite import SqliteAirspace
from treve.errors import NodeMissing

FILE = "airspace.sqlite"
"""Name of the file."""


def open_airspace(folder: Path, *, new: bool = False) -> SqliteAirspace:
    """The airspace store of the node in a folder; raises `NodeMissing` where there is none, unless it is to be `new`.

    An empty store in the place of a lost one would call every volume free.
    """
    path = folder / FILE
    if not path.exists() and not new:
        raise NodeMissing(
            f"There is no airspace store in {folder}.",
            advice="Make the first one with --new-airspace; if there was one before, bring it back from your copy.",
        )
    return SqliteAirspace(path)
