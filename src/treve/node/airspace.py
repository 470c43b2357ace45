"""The airspace of a node: one file in its folder, or the database that its settings name."""

import os
from pathlib import Path

from treve.airspace.committer import Committer
from treve.airspace.pooled import Pooled
from treve.airspace.postgres import PostgresAirspace
from treve.airspace.sqlite import SqliteAirspace
from treve.config import Settings
from treve.errors import BadInput, NodeMissing

FILE = "airspace.sqlite"
"""Name of the file."""
VARIABLE = "TREVE_AIRSPACE"
"""Environment variable that may name the database instead: an address with a password belongs in no file."""
ADDRESSES = ("postgresql://", "postgres://")
"""How the address of a database begins."""


def open_airspace(
    folder: Path, settings: Settings, *, new: bool = False, blind: bool = False
) -> SqliteAirspace | PostgresAirspace:  # fmt: skip
    """The airspace store of the node in a folder; raises `NodeMissing` where there is none, unless it is to be `new`.

    `blind`: for whoever does not ask what meets; its index is not read. An empty store in the place of a lost one would
    call every volume free. Raises `BadInput` for a setting that names no store, `StorageFailed` where the database does
    not answer.
    """
    where = os.environ.get(VARIABLE) or settings.airspace
    if where.startswith(ADDRESSES):
        return PostgresAirspace(where, new=new)
    if where != "sqlite":
        raise BadInput(
            "The airspace is kept neither in `sqlite` nor in a PostgreSQL database.",
            advice=f'Write airspace = "sqlite" in node.toml, or set {VARIABLE} to postgresql://user@host/database.',
        )
    path = folder / FILE
    if not path.exists() and not new:
        raise NodeMissing(f"There is no airspace store in {folder}.", advice=PostgresAirspace.LOST)
    return SqliteAirspace(path, blind=blind)


def committer(store: SqliteAirspace | PostgresAirspace) -> Committer | Pooled:
    """The store for a server: asked without waiting in place, closed with what this gives."""
    return Committer(store) if isinstance(store, SqliteAirspace) else Pooled(store)
