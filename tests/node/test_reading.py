"""The store and the fold in memory give the same answers: for any records, any two times, any order."""

import tempfile
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.making import known, party, report, utc
from treve.clock import SetClock
from treve.config import Settings
from treve.geo.interval import Interval
from treve.node.node import Node
from treve.picture.known import Known
from treve.picture.picture import History, Picture
from treve.picture.source import HELD, NUMEROUS
from treve.records.base import Record
from treve.records.incident import Link, Occurrence, Position, Withdrawal

AUTHORS = ("party:a", "party:b")
KEYS = ("", "incident:x", "incident:y", "incident:z")
DAY = timedelta(days=1)


@st.composite
def batches(draw: st.DrawFn) -> list[list[Known]]:
    """Records as they come in, batch after batch: reports, corrections, withdrawals, links and remarks."""
    held: list[Known] = []
    found: list[list[Known]] = []
    for number in range(draw(st.integers(1, 5))):
        at = utc(2016, 1, 1 + number)
        batch: list[Known] = []
        for _ in range(draw(st.integers(1, 5))):
            one = known(draw(records([*held, *batch])), at)
            if one.id not in {other.id for other in (*held, *batch)}:
                batch.append(one)
        held += batch
        found.append(batch)
    return found


@st.composite
def records(draw: st.DrawFn, held: list[Known]) -> Record:
    author = draw(st.sampled_from(AUTHORS))
    kind = draw(st.sampled_from("rrrrlopwk"))
    names = [name for name in KEYS if name] + [one.id for one in held]
    corrects = draw(st.sampled_from(["", *(one.id for one in held)])) if draw(st.booleans()) else ""
    if kind == "r":
        start = utc(2016, 6, draw(st.integers(1, 4)))
        span = Interval(start, draw(st.sampled_from([start + DAY, start + 9 * DAY, None])))
        key = draw(st.sampled_from(KEYS))
        return report("x", span, key=key, author=author, note=str(draw(st.integers(0, 3))), corrects=corrects)
    if kind == "l":
        a, b = draw(st.sampled_from(names)), draw(st.sampled_from(names))
        relation = draw(st.sampled_from(["same_incident", "duplicate_of", "contradicts"]))
        return Link(author=author, a=a, b=b, relation=relation, corrects=corrects)  # type: ignore[arg-type]
    if kind == "o":
        value = draw(st.sampled_from(["verified", "refuted"]))
        return Occurrence(author=author, incident=draw(st.sampled_from(names)), value=value, corrects=corrects)  # type: ignore[arg-type]
    if kind == "p":
        return Position(author=author, incident=draw(st.sampled_from(names)), party=author, value="denies", corrects=corrects)
    if kind == "w" and held:
        target = draw(st.sampled_from([one.id for one in held]))
        return Withdrawal(author=author, withdraws=target, corrects=corrects)
    return party(draw(st.sampled_from("ab")), author=author, note=str(draw(st.integers(0, 3))), corrects=corrects)


def stored(folder: Path, held: list[list[Known]]) -> Node:
    clock = SetClock(utc(2016, 1, 1))
    node = Node.create(folder / "node", Settings(name="test", party="party:a"), clock=clock)
    for batch in held:
        clock.set(batch[0].recorded_at if batch else clock.now())
        node.add(one.record for one in batch)
    return node


def answers(picture: Picture, names: list[str]) -> dict[str, object]:
    june = Interval(utc(2016, 6, 2), utc(2016, 6, 3))
    found: dict[str, object] = {
        "knowns": picture.knowns,
        "day": list(picture.incidents(june)),
        "all": list(picture.incidents(Interval())),
        "reports": list(picture.reports(june)),
        "about": list(picture.said_about(names)),
        "names": [picture.names_of(name) for name in names],
        "verdicts": list(picture.of_kind(Occurrence)),
        "positions": list(picture.said_during(Position, june)),
    }
    for incident in picture.incidents(june):
        for one in incident.reports:
            assert picture.incident(one.id) == incident
    return found


@settings(max_examples=40, deadline=None)
@given(batches(), st.integers(0, 6), st.randoms(use_true_random=False))
def test_the_store_answers_as_the_fold_in_memory(held: list[list[Known]], day: int, random: Random) -> None:
    at = utc(2016, 1, 1) + day * DAY
    flat = [one for batch in held for one in batch]
    mixed = list(flat)
    random.shuffle(mixed)
    for batch in held:
        random.shuffle(batch)
    names = [*KEYS[1:], *(one.id for one in flat if one.recorded_at <= at)]
    with tempfile.TemporaryDirectory() as folder, stored(Path(folder), held) as node:
        history, folded = node.history(), History(mixed)
        assert answers(history.as_of(at, at), names) == answers(folded.as_of(at, at), names)
        assert history.knowns == folded.knowns
        assert list(history.said_about(names)) == list(folded.said_about(names))
        assert list(history.said_about(names, Position)) == list(folded.said_about(names, Position))


def test_an_incident_keeps_the_reports_of_another_day(tmp_path: Path) -> None:
    first = report("ours", Interval(utc(2016, 6, 1), utc(2016, 6, 2)), author="party:a")
    second = report("theirs", Interval(utc(2016, 6, 3), utc(2016, 6, 4)), author="party:b")
    link = Link(author="party:a", a="incident:ours", b=known(second).id, relation="same_incident")
    denial = Position(author="party:b", incident="incident:theirs", party="party:b", value="denies")
    at = utc(2016, 7, 1)
    with stored(tmp_path, [[known(one) for one in (first, second, link, denial)]]) as node:
        for day in (1, 3):
            (incident,) = node.picture(at, at).incidents(Interval(utc(2016, 6, day), utc(2016, 6, day + 1)))
            assert incident.registrars == ("party:a", "party:b")
            assert incident.positions == (denial,)


def test_what_names_an_old_version_still_belongs_to_the_incident(tmp_path: Path) -> None:
    first = report("x", key="", note="first")
    second = report("x", key="", note="second", corrects=known(first).id)
    verdict = Occurrence(author="party:b", incident=known(first).id, value="verified")
    with stored(tmp_path, [[known(first)], [known(second)], [known(verdict)]]) as node:
        at: datetime = utc(2016, 7, 1)
        (incident,) = node.picture(at, at).incidents(Interval())
        assert [one.id for one in incident.reports] == [known(second).id]
        assert incident.occurrence == "verified"


def test_every_kind_is_either_held_or_read() -> None:
    assert not set(HELD) & set(NUMEROUS)
