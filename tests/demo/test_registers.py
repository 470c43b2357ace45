"""The Russian and Turkish registers side by side, day by day, as published; and the single incidents with what was said of them."""

import pytest

from tests.demo.view import everything, get, held, incident, names, picture, tally
from treve.demo.parties import LISTED_SEVEN, LISTED_THIRTEEN
from treve.geo.place import Disc
from treve.records.incident import Attribution, Handling, Position
from treve.records.report import IncidentReport
from treve.records.tally import Tally

# day, Russian total, Turkish total, what Russia says of the Turkish list (None = nothing that was read)
DAYS = (
    ("2017-01-09", 14, 17, None),
    ("2017-01-23", 9, 0, None),
    ("2017-02-25", 15, 7, "cannot_confirm"),
    ("2017-03-01", 10, 14, "cannot_confirm"),
    ("2017-03-25", 13, 19, "cannot_confirm"),
    ("2017-04-02", 14, 11, "cannot_confirm"),
    ("2017-04-08", 14, 8, "cannot_confirm"),
    ("2017-04-23", 14, 26, "cannot_confirm"),
    ("2017-04-29", 14, 15, "cannot_confirm"),
    ("2017-05-01", 12, 9, "cannot_confirm"),
    ("2017-05-02", 14, 9, "cannot_confirm"),
    ("2017-05-06", 15, 11, "cannot_confirm"),
)
ALONE = (("2016-03-04", 27), ("2016-03-06", 15), ("2016-03-17", 9), ("2016-03-21", 6), ("2016-04-05", 5), ("2016-08-15", 7),
         ("2016-12-02", 37), ("2016-12-12", 43), ("2017-01-04", 39))  # fmt: skip
JOINED = {
    "2016-03-06": (42, 30), "2016-03-17": (51, 43), "2016-04-05": (58, 47), "2016-08-15": (408, 69), "2016-09-11": (602, None),
    "2016-09-14": (616, 69), "2016-12-02": (1018, 88), "2017-01-09": (1097, None), "2017-01-23": (1144, 104), "2017-03-01": (1281, None),
    "2017-04-02": (1431, 139), "2017-04-08": (1446, 140), "2017-04-23": (1468, None), "2017-04-29": (1473, 143), "2017-05-01": (1477, 143),
    "2017-05-06": (1479, 148),
}  # fmt: skip


@pytest.mark.parametrize(("day", "russian", "turkish", "position"), DAYS)
def test_two_registers_of_a_day(day: str, russian: int, turkish: int, position: str | None) -> None:
    assert (tally(f"ru-{day}")[0], tally(f"tr-{day}")[0]) == (russian, turkish)
    said = [one for one in everything().of_kind(Position) if one.incident == f"tally:tr-{day}"]
    assert [one.value for one in said] == ([position] if position else [])
    assert get(Tally, f"tally:ru-{day}").period == get(Tally, f"tally:tr-{day}").period
    assert {get(Tally, f"tally:{one}-{day}").arrangement for one in ("ru", "tr")} == {"arrangement:ceasefire-2016-12-30"}


@pytest.mark.parametrize(("day", "total"), ALONE)
def test_the_russian_register_alone(day: str, total: int) -> None:
    assert tally(f"ru-{day}")[0] == total
    assert [one.key for one in everything().of_kind(Tally) if one.key == f"tally:tr-{day}"] == []


@pytest.mark.parametrize("day", list(JOINED))
def test_settlements_and_groups_so_far(day: str) -> None:
    settlements, groups = JOINED[day]
    assert tally(f"ru-settlements_total-{day}")[0] == settlements
    found = [one.total for one in everything().of_kind(Tally) if one.key == f"tally:ru-groups_total-{day}"]
    assert found == ([groups] if groups is not None else [])


def test_no_day_is_left_over() -> None:
    days = {one.key for one in everything().of_kind(Tally)}
    expected = {f"tally:{short}-{day}" for day, *_ in DAYS for short in ("ru", "tr")} | {f"tally:ru-{day}" for day, _ in ALONE}
    expected |= {f"tally:ru-settlements_total-{day}" for day in JOINED}
    expected |= {f"tally:ru-groups_total-{day}" for day, (_, groups) in JOINED.items() if groups}
    assert days - expected == {
        "tally:hnc-2016-02-27", "tally:ru-2016-03-01", "tally:ru-2016-09-14", "tally:ru-2016-09-14-day", "tally:syria-2016-09-19",
        "tally:ru-settlements_joined-2016-08-15",
    }  # fmt: skip
    assert expected <= days


def test_cases_stand_for_counted_ones_and_name_nobody() -> None:
    for day, russian, turkish in (("2017-02-25", 14, 7), ("2017-03-25", 13, 19)):
        for short, number in (("ru", russian), ("tr", turkish)):
            cases = [one for one in everything().incidents(get(Tally, f"tally:{short}-{day}").period)
                    if one.id.startswith(f"incident:{short}-{day}-")]  # fmt: skip
            assert len(cases) == number
            assert {report.alleged for one in cases for report in one.bodies()} == {()}


def test_nobody_says_which_case_was_reclassified() -> None:
    for one in everything().incidents(get(Tally, "tally:tr-2017-03-25").period):
        assert one.classifications == ()


def test_the_two_lists_share_four_names() -> None:
    shared = set(LISTED_SEVEN) & set(LISTED_THIRTEEN)
    assert sorted(shared) == ["faylaq-al-sham", "jabhat-al-shamiya", "jaysh-al-islam", "jaysh-idlib"]
    assert (len(LISTED_SEVEN), len(LISTED_THIRTEEN)) == (7, 13)


# key, day in Damascus, place, acts, alleged, one of them or together, occurrence, levels of attribution, positions
INCIDENTS = (
    ("hirbinafsah-2016-03-01", "hirbinafsah", ("FIRE",), ("syria",), "jointly", "alleged", [], []),
    ("daraya-2016-05", "daraya", ("VIOLENCE",), ("syria",), "jointly", "alleged", [], []),
    ("daraya-2016-06-03", "daraya", ("FIRE",), ("syrian-army",), "jointly", "alleged", [], []),
    ("daraya-2016-06-10", "daraya", ("AIR.BARREL", "AID.OBSTRUCT"), ("syrian-army",), "jointly", "alleged", [], []),
    ("quds-hospital-2016-04-27", "sukkari", ("AIR.STRIKE", "SITE.DAMAGE"), ("syria", "russia"), "one_of", "alleged", [], ["denies", "denies"]),
    ("dabit-hospital-2016-05-03", "aleppo-city", ("FIRE", "SITE.DAMAGE"), ("syrian-opposition",), "jointly", "alleged", [], []),
    ("aleppo-hospitals-2016-09-28", "eastern-aleppo", ("AIR.STRIKE", "SITE.DAMAGE"), ("syria", "russia"), "one_of", "alleged", [], ["denies", "denies"]),
    ("aleppo-hospital-2016-10-01", "eastern-aleppo", ("AIR.STRIKE", "SITE.DAMAGE"), ("syria", "russia"), "one_of", "alleged", [], []),
    ("deir-ez-zor-2016-09-17", "", ("AIR.STRIKE",), ("coalition",), "jointly", "verified", [5], ["admits"]),
    ("urum-al-kubra-2016-09-19", "urum-al-kubra", ("AID.ATTACK",), (), "jointly", "verified", [0, 3], ["denies", "denies"]),
    ("ru-2016-12-02-jobar", "jobar", ("FIRE.MORTAR", "FIRE.SMALL"), ("jaysh-al-islam",), "jointly", "alleged", [], []),
    ("ru-2016-12-02-aleppo", "aleppo", ("FIRE.MORTAR",), ("ahrar-al-sham",), "jointly", "alleged", [], []),
    ("ru-2016-12-02-salah-al-din", "salah-al-din", ("FIRE.MORTAR",), ("free-syrian-army",), "jointly", "alleged", [], []),
    ("ru-2016-12-02-jfs", "", ("FIRE",), ("jabhat-fatah-al-sham",), "jointly", "alleged", [], []),
    ("khan-shaykhun-2017-04-04", "khan-shaykhun", ("CHEM", "AIR.STRIKE"), ("syrian-army",), "jointly", "corroborated", [1], ["denies", "denies"]),
    ("shayrat-2017-04-07", "shayrat", ("MISSILE",), ("united-states",), "jointly", "verified", [5], ["admits"]),
)  # fmt: skip


@pytest.mark.parametrize(("key", "place", "acts", "alleged", "mode", "occurrence", "levels", "positions"), INCIDENTS)
def test_a_named_incident(
    key: str, place: str, acts: tuple[str, ...], alleged: tuple[str, ...], mode: str, occurrence: str, levels: list[int], positions: list[str]
) -> None:  # fmt: skip
    report = get(IncidentReport, f"incident:{key}")
    assert report.acts == acts
    assert tuple(one.removeprefix("party:") for one in report.alleged) == alleged
    assert report.alleged_mode == mode
    if place:
        there = everything().places[f"place:{place}"]
        assert isinstance(report.place.where, Disc)
        assert (report.place.where.lon, report.place.where.lat) == (there.lon, there.lat)
    whole = incident(key)
    assert whole.occurrence == occurrence
    assert sorted(one.level for one in whole.attributions) == levels
    assert [one.value for one in whole.positions] == positions


def test_registers_of_one_strike_are_held_together_and_stay_apart() -> None:
    assert names(incident("deir-ez-zor-2016-09-17")) == {
        f"incident:deir-ez-zor-2016-09-17{suffix}" for suffix in ("", "-sana", "-sohr")
    }
    assert incident("deir-ez-zor-2016-09-17").registrars == ("party:russia", "party:sohr", "party:syria")
    assert len(incident("urum-al-kubra-2016-09-19").reports) == 4


def test_the_27_minutes_were_not_known_before_the_inquiry() -> None:
    def told(known: str) -> bool:
        return any("27 minutes" in one.words for one in picture("2016-09-17", known).of_kind(Handling))

    assert not told("2016-11-29 12:00")
    assert told("2016-11-30")
    assert [one.recorded_at.date().isoformat() for one in held() if "27 minutes" in repr(one.record)] == ["2016-11-29"]


def test_levels_of_three_and_more_rest_on_two_roles() -> None:
    for one in everything().of_kind(Attribution):
        assert one.level < 3 or len(set(one.signed_off)) >= 2
