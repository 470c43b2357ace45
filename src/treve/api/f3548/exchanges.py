"""What was said between this USS and others, request and answer: F3548-21 has each USS keep it, and show it when asked.

One file a day, one line an exchange. Tokens and other headers are never written down.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import msgspec

from treve import codec
from treve.api.f3548.convert import time
from treve.api.f3548.models import Exchange
from treve.errors import BadRecord

FOLDER = "exchanges"
"""Name of the folder in that of the node."""
KEPT_DAYS = 45
"""How long they are kept, days (F3548-21, 4.9)."""
LONGEST = 64 * 1024
"""Longest body that is written down, characters; of longer ones the beginning is."""
MOST = 10_000
"""Most exchanges that are shown at once."""


class Line(msgspec.Struct, frozen=True):
    """One exchange as it is kept."""

    peer: str
    """With whom: the subject of its token, or the host that was called."""
    about: str
    """Id of what it was about."""
    exchange: Exchange
    """The exchange."""


class Exchanges:
    """The exchanges of one node."""

    def __init__(self, folder: Path, today: date) -> None:
        self._folder = folder / FOLDER
        self._folder.mkdir(exist_ok=True)
        self._today = today
        self._forget(today)

    def _forget(self, today: date) -> None:
        """Remove what is older than it must be kept."""
        for path in self._folder.glob("*.jsonl"):
            if path.stem < (today - timedelta(days=KEPT_DAYS)).isoformat():
                path.unlink()

    def keep(
        self, peer: str, about: str, at: datetime, until: datetime, *, url: str, method: str, ours: bool,
        asked: bytes = b"", answered: bytes = b"", code: int = 0, problem: str = "",
    ) -> None:  # fmt: skip
        """Write one down; `ours`: this node asked."""
        line = Line(peer, about, Exchange(
            url=url, method=method, recorder_role="Client" if ours else "Server", request_time=time(at),
            response_time=time(until), request_body=_text(asked), response_body=_text(answered), response_code=code or None,
            problem=problem or None,
        ))  # fmt: skip
        if at.date() > self._today:
            self._today = at.date()
            self._forget(self._today)
        with (self._folder / f"{at.date().isoformat()}.jsonl").open("ab") as file:
            file.write(codec.encode(line) + b"\n")

    def between(self, peer: str, about: str) -> list[Exchange]:
        """The exchanges with a peer about a thing, the newest days first; at most `MOST`."""
        found: list[Exchange] = []
        for one in self._lines(codec.encode(about)):
            if one.peer == peer and one.about == about:
                found.append(one.exchange)
                if len(found) >= MOST:
                    break
        return found

    def _lines(self, holding: bytes) -> Iterator[Line]:
        """The lines that hold these bytes: most need not be read closer."""
        for path in sorted(self._folder.glob("*.jsonl"), reverse=True):
            with path.open("rb") as file:
                for raw in file:
                    if holding not in raw:
                        continue
                    try:
                        yield codec.decode(raw, Line)
                    except BadRecord:
                        # The last line of a process that was killed while it wrote.
                        continue


def _text(raw: bytes) -> str | None:
    return raw[:LONGEST].decode("utf-8", "replace") if raw else None
