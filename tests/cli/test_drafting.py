"""`treve notice new`: what options say of the next version changes what they name and nothing else."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from treve.cli.app import main
from treve.config import Settings
from treve.geo.interval import Interval
from treve.node.node import Node
from treve.records.notice import Notice


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    Node.create(tmp_path / "node", Settings(name="node", party="party:us", zone="Asia/Damascus")).close()
    return tmp_path / "node"


def new(folder: Path, *options: str) -> Notice:
    """The version that the options make."""
    assert main(["notice", "new", "clinic", "--node", str(folder), *options]) == 0
    with Node.open(folder) as node:
        held = [one.record for one in node.records(kinds=("notice",), key="notice:clinic")]
    return max((one for one in held if isinstance(one, Notice) and one.author == "party:us"), key=lambda one: one.version)


FIRST = (
    "--kind", "static_site", "--position", "33.4581 N 36.2394 E", "--place", "Daraya", "--from", "2016-06-02T08:00",
    "--to", "2016-06-03T20:00", "--recipient", "alpha",
)  # fmt: skip


def test_one_end_of_the_window_leaves_the_other(folder: Path) -> None:
    first = new(folder, *FIRST)
    later = new(folder, "--to", "2016-06-04")
    assert (later.version, later.window.start) == (2, first.window.start)
    assert later.window.end == datetime(2016, 6, 4, 21, tzinfo=UTC)
    sooner = new(folder, "--from", "2016-06-01T08:00")
    assert (sooner.window.start, sooner.window.end) == (datetime(2016, 6, 1, 5, tzinfo=UTC), later.window.end)


def test_a_position_leaves_its_names(folder: Path) -> None:
    new(folder, *FIRST)
    moved = new(folder, "--position", "33.4590 N 36.2394 E")
    assert moved.site is not None
    assert (moved.site.at.lat, moved.site.at.place) == (33.459, "Daraya")
    assert [one.party for one in moved.recipients] == ["party:alpha"]


def test_what_another_author_says_under_the_same_key_is_not_taken_over(folder: Path) -> None:
    mine = new(folder, *FIRST)
    with Node.open(folder) as node:
        window = Interval(mine.window.end, None)
        node.add([Notice(author="party:them", key=mine.key, version=9, notice_kind="static_site", window=window,
                         site=mine.site, recipients=())])  # fmt: skip
    assert new(folder, "--to", "2016-06-04").window.start == mine.window.start
