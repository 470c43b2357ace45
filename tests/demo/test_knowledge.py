"""What holds of the whole scenario: nothing known before it was published, every fact with its source, four languages."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tests.demo.view import everything, held, knowns
from treve.clock import SetClock
from treve.demo.saying import THEATRE_ZONE, Entry, at
from treve.geo.interval import UncertainTime
from treve.node.node import Node
from treve.node.scenario import SETTINGS, fill
from treve.records.arrangement import Arrangement
from treve.records.base import Record
from treve.records.incident import Link
from treve.records.kinds import kind_of, record_id, to_bytes
from treve.records.party import Designation, Party
from treve.records.place import Area, Place
from treve.records.report import IncidentReport
from treve.records.tally import Tally

LANGUAGES = {"en", "fr", "ar", "ru"}
AHEAD = ("arrangement", "arrangement-change", "adherence", "meeting", "channel-status", "area")
"""Kinds that may speak of a time to come when they are published."""


def named(one: Entry) -> str:
    return f"{kind_of(one.record)} {one.record.key or one.record.subject} {one.recorded_at:%Y-%m-%d}"


@pytest.mark.parametrize("one", held(), ids=named)
def test_no_record_is_known_before_it_was_published(one: Entry) -> None:
    for source in one.record.sources:
        assert source.on is None or one.recorded_at >= at(source.on.isoformat()), source
    said = getattr(one.record, "at", None)
    if isinstance(said, UncertainTime):
        said = said.within.start
    if kind_of(one.record) not in (*AHEAD, "succession") and said is not None:
        assert one.recorded_at >= said
    if isinstance(one.record, IncidentReport):
        start = one.record.occurred.within.start
        assert start is not None
        assert one.recorded_at > start
    if isinstance(one.record, Tally):
        assert one.record.period.start is not None
        assert one.recorded_at > one.record.period.start


def test_every_record_but_a_persons_own_link_cites_a_source() -> None:
    assert [named(one) for one in held() if not one.record.sources and not isinstance(one.record, Link)] == []


def test_what_was_not_read_again_says_so() -> None:
    for one in held():
        for source in one.record.sources:
            assert (source.outlet == "widely documented") <= (source.certainty == "background")
            assert source.certainty == "background" or source.on or source.title or source.outlet, named(one)


@pytest.mark.parametrize("kind", [Arrangement, Area, Place, Party])
def test_names_stand_in_four_languages(kind: type[Record]) -> None:
    for one in held():
        if isinstance(one.record, kind):
            assert set(one.record.names) == LANGUAGES, one.record.key  # type: ignore[attr-defined]


def test_meetings_forums_and_proposals_have_names_in_four_languages() -> None:
    for one in held():
        if kind_of(one.record) in ("meeting", "format", "proposal", "post"):
            assert set(one.record.names) == LANGUAGES, one.record.key  # type: ignore[attr-defined]


def test_provisions_speak_four_languages_and_one_alphabet_each() -> None:
    arabic, cyrillic = re.compile(r"[\u0600-\u06ff]"), re.compile(r"[\u0400-\u04ff]")
    for one in everything().arrangements.values():
        for provision in one.provisions:
            assert set(provision.words) == LANGUAGES, (one.key, provision.id)
            assert arabic.search(provision.words["ar"])
            assert cyrillic.search(provision.words["ru"])
            assert not arabic.search(provision.words["fr"] + provision.words["ru"])


def keys_in(record: Record) -> Iterator[str]:
    """Everything in a record that looks like the key of another."""
    for text in re.findall(r'"([a-z-]+:[a-z0-9][A-Za-z0-9_-]*(?::[A-Za-z0-9_-]+)*)"', to_bytes(record).decode()):
        if text.partition(":")[0] in KINDS_OF_KEY:
            yield text


KINDS_OF_KEY = (
    "party",
    "place",
    "area",
    "arrangement",
    "meeting",
    "format",
    "proposal",
    "incident",
    "tally",
    "post",
    "statement",
)


def test_every_key_that_a_record_names_is_there() -> None:
    there = {one.record.key for one in held()}
    missing = {(named(one), key) for one in held() for key in keys_in(one.record) if key not in there}
    assert missing == set()


def test_keys_of_different_things_differ() -> None:
    by_key: dict[tuple[str, str, str], list[Entry]] = {}
    for one in held():
        if one.record.key:
            by_key.setdefault((kind_of(one.record), one.record.author, one.record.key), []).append(one)
    for key, versions in by_key.items():
        times = [one.recorded_at for one in versions]
        assert len(set(times)) == len(times), f"{key}: two at one time"
    assert len({record_id(to_bytes(one.record)) for one in held()}) == len(held())


def test_keys_that_others_rely_on_stay() -> None:
    there = {one.record.key for one in held()}
    assert {
        "incident:daraya-2016-06-03", "incident:deir-ez-zor-2016-09-17", "incident:urum-al-kubra-2016-09-19", "incident:shayrat-2017-04-07",
        "arrangement:daraya-2016-06", "arrangement:coh-2016-02-27", "arrangement:package-2016-09", "arrangement:syrian-army-2016-09",
        "arrangement:ceasefire-2016-12-30", "arrangement:deescalation-2017-05", "arrangement:air-safety", "tally:ru-2016-03-06",
        "tally:ru-2017-02-25", "tally:tr-2017-03-25", "area:daraya", "readout:kremlin-2017-05-02", "readout:white-house-2017-05-02",
    } <= there  # fmt: skip


def test_areas_say_that_they_are_drawn_from_a_description() -> None:
    for area in everything().areas.values():
        assert area.drawn == "approximate"
        assert area.precision_m >= 500.0
        assert area.note


def test_the_word_that_was_taken_back_counted_until_then() -> None:
    versions = [one for one in knowns() if one.record.key == "incident:urum-al-kubra-2016-09-19"]
    assert [getattr(one.record, "acts", ()) for one in versions] == [
        ("AIR.STRIKE", "AID.ATTACK"),
        ("AID.ATTACK",),
        ("AID.ATTACK",),
    ]
    assert [one.record.corrects for one in versions] == ["", versions[0].id, versions[1].id]


def test_the_scenario_runs_from_september_2015_to_may_2017() -> None:
    days = [one.recorded_at.date() for one in held()]
    assert (min(days), max(days)) == (date(2015, 9, 26), date(2017, 5, 6))
    assert [one.recorded_at for one in held()] == sorted(one.recorded_at for one in held())


def test_a_node_is_filled_with_the_times_of_publication(tmp_path: Path) -> None:
    seen: list[tuple[int, int | None]] = []
    with fill(tmp_path / "node", lambda done, of: seen.append((done, of))) as node:
        assert node.count() == len(held())
        assert seen[-1] == (len(held()), len(held()))
        assert node.settings.recorded_times == "played_back"
        assert node.settings.zone == THEATRE_ZONE
        known = node.find("incident:daraya-2016-06-03")
    assert known.recorded_at == next(one.recorded_at for one in held() if one.record.key == "incident:daraya-2016-06-03")


def test_the_whole_scenario_taken_in_again_changes_nothing(tmp_path: Path) -> None:
    clock = SetClock(held()[0].recorded_at)
    with Node.create(tmp_path / "node", SETTINGS, clock=clock) as node:
        node.add([one.record for one in held()])
        before = node.count()
        node.add([one.record for one in held()])
        assert node.count() == before


def test_designations_name_their_authority_and_basis() -> None:
    for one in everything().of_kind(Designation):
        assert one.by == "party:un-security-council"
        assert one.basis


def test_kinds_of_record_in_use() -> None:
    used = Counter(kind_of(one.record) for one in held())
    for kind in ("party", "succession", "designation", "place", "area", "post", "arrangement", "arrangement-change", "adherence",
                 "channel-status", "incident-report", "link", "occurrence", "attribution", "position", "classification", "handling",
                 "tally", "toll", "format", "meeting", "statement", "proposal", "answer", "readout", "decision", "aid-delivery", "exchange"):  # fmt: skip
        assert used[kind] > 0, kind
