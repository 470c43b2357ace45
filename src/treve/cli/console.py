"""What all commands share: where the node is, how output and errors look, progress on long work."""

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Annotated, Any

from cyclopts import Parameter
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn
from rich.table import Table

from treve.codec import pretty
from treve.errors import BadTime
from treve.geo.interval import zone
from treve.node.node import Node

talk = Console(stderr=True, highlight=False, emoji=False)
"""For everything that is not data."""


@Parameter(name="*")
@dataclass
class Common:
    """Options of every command that reads a node."""

    node: Annotated[Path, Parameter(name=["--node", "-n"], env_var="TREVE_NODE")] = Path()
    """Folder of the node. Default: this folder, or demo-node in it."""
    json: Annotated[bool, Parameter(negative="")] = False
    """Print JSON."""
    known_at: Annotated[str, Parameter(name="--known-at")] = ""
    """As known on: a day or time of recorded time. Default: all that is known."""

    def open(self) -> Node:
        """The node."""
        folder = self.node
        if folder == Path() and not (folder / "node.toml").exists() and (folder / "demo-node" / "node.toml").exists():
            folder = folder / "demo-node"
        return Node.open(folder)

    def recorded_at(self, node: Node) -> datetime:
        """The recorded time asked for; now if none was."""
        return instant(self.known_at, node.settings.zone, end=True) if self.known_at else node.clock.now()


def instant(text: str, zone_name: str, *, end: bool = False) -> datetime:
    """A time as people write it: with offset as written, without one in the theatre's zone; a day = its start or end."""
    tz = zone(zone_name)
    try:
        if len(text) == 10:
            on = date.fromisoformat(text)
            return datetime.combine(on, time(23, 59, 59, 999_999) if end else time(0), tz)
        at = datetime.fromisoformat(text)
    except ValueError as error:
        raise BadTime(f"{text!r} is no time: {error}.", advice="Write 2017-03-25 or 2017-03-25T14:00.") from error
    return at if at.tzinfo else at.replace(tzinfo=tz)


def moment(node: Node, text: str) -> datetime:
    """A time as people write it, on the node's clock; now, where none was written."""
    return instant(text, node.settings.zone) if text else node.clock.now()


def day_of(text: str) -> date:
    """A day written as 2017-03-25; raises `BadTime`."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise BadTime(f"{text!r} is no day: {error}.", advice="Write it as 2017-03-25.") from error


def put(text: str) -> None:
    """Text on standard output."""
    sys.stdout.write(text if text.endswith("\n") else text + "\n")


def put_json(value: Any) -> None:
    """JSON on standard output."""
    put(pretty(value))


def table(title: str, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """A table on standard output."""
    shown = Table(title=title, title_justify="left", show_lines=False, header_style="bold", box=None, pad_edge=False)
    for head in heads:
        shown.add_column(escape(head), overflow="fold")
    for row in rows:
        shown.add_row(*(escape(plain(cell)) for cell in row))
    width = None if sys.stdout.isatty() else int(os.environ.get("COLUMNS", "160"))
    Console(width=width, highlight=False, emoji=False).print(shown)


_CONTROL = {
    code: f"\\u{code:04x}" for code in (*range(0x20), 0x7F, *range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F)
}
del _CONTROL[0x0A]


def plain(text: str) -> str:
    """Text of others with control and direction characters made visible, so that none can spoof a screen."""
    return text.translate(_CONTROL)


@contextmanager
def progress(words: str, total: int | None = None) -> Iterator[Callable[[int, int | None], None]]:
    """A bar on standard error with counts and the time left; give it (done, total)."""
    columns = (
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), TextColumn("left"),
        TimeRemainingColumn(),
    )  # fmt: skip
    with Progress(*columns, console=talk, transient=True, disable=not talk.is_terminal) as bar:
        task = bar.add_task(words, total=total)

        def step(done: int, of: int | None = None) -> None:
            bar.update(task, completed=done, total=of if of is not None else total)

        yield step
