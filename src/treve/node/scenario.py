"""The demonstration as a node: records taken in at the times at which they became known."""

from collections.abc import Callable
from itertools import groupby
from pathlib import Path

from treve.clock import SetClock
from treve.config import Settings
from treve.demo.scenario import THEATRE_ZONE, entries
from treve.node.node import Node

SETTINGS = Settings(
    name="demo",
    party="party:demonstration",
    zone=THEATRE_ZONE,
    theatre="Syria",
    disclaimer="Borders and areas are drawn from descriptions and imply no position on any claim.",
    recorded_times="played_back",
)


def fill(folder: Path, step: Callable[[int, int | None], None] = lambda done, of: None) -> Node:
    """Make the demonstration node; its clock is played back, and its settings say so."""
    held = entries()
    clock = SetClock(held[0].recorded_at)
    node = Node.create(folder, SETTINGS, clock=clock)
    done = 0
    for at, group in groupby(held, key=lambda entry: entry.recorded_at):
        clock.set(at)
        done += len(node.add([entry.record for entry in group]))
        step(done, len(held))
    node.close()
    return Node.open(folder)
