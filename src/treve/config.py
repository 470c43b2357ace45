"""Settings of a node, from `node.toml` in its folder."""

import tomllib
from pathlib import Path
from typing import Literal

import msgspec

from treve.codec import convert
from treve.errors import BadFile, NodeMissing
from treve.geo.interval import zone

FILE = "node.toml"


class Settings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a node knows of itself."""

    name: str
    """Name of the node; part of its log's origin."""
    party: str
    """Key of the party or organisation that runs it, author of what is entered here."""
    zone: str = "UTC"
    """tz database name of the theatre's legal clock."""
    theatre: str = ""
    """Name of the theatre."""
    disclaimer: str = ""
    """Sentence about borders, printed with every map."""
    airspace: str = "sqlite"
    """Where the airspace is kept: `sqlite`, in the node's folder, or the address of a PostgreSQL database."""
    recorded_times: Literal["own", "played_back"] = "own"
    """`played_back`: a demonstration, whose recorded times were set to those of publication."""


def read(folder: Path) -> Settings:
    """The settings of the node in `folder`; raises `NodeMissing` or `BadFile`."""
    path = folder / FILE
    try:
        held = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise NodeMissing(f"There is no node in {folder}.") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise BadFile(f"{path} cannot be read: {error}.") from error
    settings = convert(held, Settings)
    zone(settings.zone)
    return settings


def write(folder: Path, settings: Settings) -> None:
    """Write the settings of a new node."""
    lines = ["# Settings of this Treve node. See docs/guide/operate.md.", ""]
    for name in settings.__struct_fields__:
        value = str(getattr(settings, name)).replace("\\", "\\\\").replace('"', '\\"')
        lines.append(f'{name} = "{value}"')
    (folder / FILE).write_text("\n".join(lines) + "\n", encoding="utf-8")
