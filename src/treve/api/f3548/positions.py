"""Where aircraft of this node are: files that a program of the operator writes, one for each flight.

`positions/ID.json` in the folder of the node holds the newest report of the flight with that id, as F3548-21 writes
telemetry. Written whole under another name and renamed, it is never read in part.
"""

import sys
from datetime import datetime, timedelta
from pathlib import Path

from treve import codec
from treve.api.f3548 import convert, models
from treve.errors import TreveError

FOLDER = "positions"
"""Name of the folder."""
OLDEST = timedelta(seconds=60)
"""An older report is not told: it would show where an aircraft was as where it is. Treve's own figure."""
AHEAD = timedelta(seconds=5)
"""How far a clock may go before this one."""
LARGEST = 64 * 1024
"""Largest file that is read, bytes."""


def newest(folder: Path, identity: str, now: datetime) -> models.Telemetry | None:
    """The newest report of a flight; `None` where there is none, or an old one, or what lies there cannot be read."""
    path = folder / FOLDER / f"{identity}.json"
    try:
        with path.open("rb") as file:
            raw = file.read(LARGEST + 1)
        found = codec.decode(raw, models.Telemetry)
        measured = convert.instant(found.time_measured.value, up=False)
    except FileNotFoundError:
        return None
    except (OSError, TreveError) as error:
        sys.stderr.write(f"positions: {path.name} cannot be read: {error}\n")
        return None
    return found if now - OLDEST <= measured <= now + AHEAD else None
