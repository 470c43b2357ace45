"""An explanation says what was known and by whom, what the text says, why the answer follows, what would settle it."""

from collections.abc import Iterator
from datetime import date

import pytest

from tests.findings.test_languages import SAME, SIGNS
from tests.findings.test_precedence import BOTH, MOVE, local
from tests.findings.test_precedence import GENERAL as MOVES_PROHIBITED
from tests.findings.test_rules import ALL, NOW, known
from tests.making import area, arrangement, party, picture, provision, report, span, utc
from treve import codec
from treve.findings.case import Case, explained
from treve.findings.explain import Answer
from treve.findings.rules import findings
from treve.findings.telling import told
from treve.geo.altitude import AltitudeBand
from treve.geo.footprint import Circle, Polygon
from treve.geo.interval import Interval, day
from treve.geo.place import AreaPlace, Disc, UncertainPlace
from treve.picture.picture import Picture
from treve.records.arrangement import Adherence, ArrangementChange, Bound, ExceptionClause, TextVersion, Window
from treve.records.base import Record, Source
from treve.records.incident import Attribution, Handling, Link, Occurrence, Position
from treve.records.party import Affiliation, Designation
from treve.records.report import Circumstances, Harm, IncidentReport, Range
from treve.words import LANGUAGES, Words

YEAR = Interval(utc(2016, 1, 1), utc(2017, 1, 1))
ZONE = "Asia/Damascus"
TRUCE = arrangement(
    "daraya", Interval(utc(2016, 5, 31, 21, 1), utc(2016, 6, 2, 21, 1)),
    provisions=(provision(areas=("area:daraya",), bound=Bound("adherents"), excluded_by=("party:council",)),),
    texts=(TextVersion("en", reference="Annex I", authoritative=True),),
)  # fmt: skip
WORLD: tuple[Record, ...] = (party("a"), party("b"), party("n"), area("daraya"), TRUCE)


def case(*records: Record, lang: str = "en", name: str = "incident:x", arrangement: str = "arrangement:daraya") -> Case:
    held = picture(*records)
    incident = next(one for one in held.incidents(Interval()) if one.id == name)
    return explained(incident, held, Words(lang), ZONE, arrangement=arrangement)


def answer(criterion: str, *records: Record, arrangement: str = "arrangement:daraya") -> Answer:
    answers = case(*records, arrangement=arrangement).rows[0].explanation.answers
    return next(one for one in answers if one.criterion == criterion)


def joined(state: str = "active", author: str = "party:a", during: Interval = YEAR) -> Adherence:
    return Adherence(
        author=author, arrangement="arrangement:daraya", party="party:a", state=state, during=during,  # type: ignore[arg-type]
        sources=(Source("TASS", date(2016, 3, 6)),),
    )  # fmt: skip


def test_place_gives_the_distance_to_the_border() -> None:
    over = answer("place", *WORLD, report("x", place=UncertainPlace("X", Disc(36.29, 33.46, 1_000.0))))
    assert (
        over.why
        == "The disc of 1,000 m around X reaches over the border of daraya: its middle is 352 m inside, the disc partly."
    )
    assert over.settled_by == "A position known to 352 m or better, or the border as agreed."
    inside = answer("place", *WORLD, report("x"))
    assert "its middle is 5,000 m inside the border" in inside.why
    outside = answer("place", *WORLD, report("x", place=UncertainPlace("Y", Disc(36.4, 33.46, 100.0))))
    assert (outside.answer, outside.settles) == ("no", True)
    assert "lies outside daraya: its middle is 9,874 m from the border" in outside.why


def test_place_names_who_drew_the_border_and_how_well() -> None:
    drawn = area("daraya", radius=5_000.0, precision_m=6_000.0, drawn="approximate", sources=(Source("OCHA"),))
    told_ = answer("place", drawn, TRUCE, report("x"))
    assert told_.rule == ("It holds in: daraya, border drawn from a description, by monitor (OCHA), give or take 6,000 m.",)
    assert told_.why.endswith("This holds for the border as drawn, which is known to 6,000 m only.")
    square = Polygon((((36.0, 33.0), (36.5, 33.0), (36.5, 33.7), (36.0, 33.7), (36.0, 33.0)),))
    assert "inside the border" in answer("place", area("daraya", footprint=square), TRUCE, report("x")).why
    assert answer("place", TRUCE, report("x")).settled_by == "A map of the area."
    wide = report("x", place=UncertainPlace("province", AreaPlace(Circle(36.24, 33.46, 80_000.0))))
    assert answer("place", *WORLD, wide).settled_by == "Where in that area it happened."


def test_place_with_an_altitude() -> None:
    rule = provision(prohibits=("*",), band=AltitudeBand(0.0, 3_000.0, "EGM2008"))
    low = arrangement("daraya", YEAR, provisions=(rule,))
    unknown = answer("place", low, report("x", acts=("AIR.STRIKE",)))
    assert unknown.settled_by == "The altitude at which it happened."
    assert "It holds at altitudes: 0 m to 3,000 m above sea level." in unknown.rule
    high = report("x", acts=("AIR.STRIKE",), altitude=AltitudeBand(5_000.0, None, "EGM2008"))
    assert answer("place", low, high).why == "So it was not at these altitudes."


def test_time_gives_the_overlap() -> None:
    last = answer("time", *WORLD, report("x", day(date(2016, 6, 3), ZONE)))
    assert last.why == "Of the 24 h reported, 1 min lie in force: it may have happened before or after."
    assert last.settled_by == "The hour at which it happened."
    assert answer("time", *WORLD, report("x", span(utc(2016, 6, 4, 21, 1)))).why == "It had ended 48 h before."
    assert answer("time", *WORLD, report("x", span(utc(2016, 5, 31, 20)))).why == "It began 1 min after."
    longer = ArrangementChange(
        author="party:b", arrangement="arrangement:daraya", change="extended", at=utc(2016, 6, 4),
        windows=(Window(Interval(utc(2016, 6, 4), utc(2016, 6, 6))),), sources=(Source("Sputnik"),),
    )  # fmt: skip
    assert (
        "That span is an extension, says b (Sputnik)."
        in answer("time", *WORLD, longer, report("x", span(utc(2016, 6, 5)))).rule
    )


def test_adherence_names_both_sides() -> None:
    none = answer("bound", *WORLD, report("x"))
    assert (none.answer, none.rule[-1]) == ("no", "No record says that one of them joined.")
    both = answer("bound", *WORLD, report("x"), joined(), joined("withdrawn", "party:b"))
    assert any(line.startswith("a: joined, ") and line.endswith("says a (TASS, March 6, 2016).") for line in both.rule)
    assert any(line.startswith("a: withdrew, ") and "says b" in line for line in both.rule)
    assert both.settled_by == "Whether a had joined, on the word of its own or of a guarantor."
    assert answer("bound", *WORLD, report("x", alleged=())).settled_by == "Who did it."
    some = answer("bound", *WORLD, joined(), report("x", alleged=("party:a", "party:b"), alleged_mode="one_of"))
    assert "any of them may have done it" in some.why
    clash = answer("bound", *WORLD, joined(), report("x", against=("party:b",), directed=False))
    assert "nobody says who began" in clash.why
    militia = party("m", affiliations=(Affiliation("party:a", "part_of"),))
    assert "m was part of a." in answer("bound", *WORLD, joined(), militia, report("x", alleged=("party:m",))).rule


def test_designation_names_the_authority_and_who_disputes_it() -> None:
    listed = Designation(
        author="party:b", party="party:n", value="contested", by="party:council", during=YEAR, basis="Blocked by four.",
    )  # fmt: skip
    told_ = answer("excluded", *WORLD, joined(), listed, report("x", against=("party:n",)))
    assert told_.answer == "cannot tell"
    assert any("n: contested by council, " in line and line.endswith("says b.") for line in told_.rule)
    assert "In the words of the record: Blocked by four." in told_.rule
    assert told_.settled_by == "A word of the authority on n that its members do not dispute."


def test_the_local_text_is_named() -> None:
    base = (party("a"), party("b"), area("road"), MOVES_PROHIBITED)
    yes = answer("act", *base, local(), report("x", **MOVE), arrangement="arrangement:general")
    assert yes.why == "So it was permitted by local, and not prohibited."
    assert any(line.startswith("local says expressly that it loosens this one") for line in yes.rule)
    edge = report("x", place=UncertainPlace("Z", Disc(36.29, 33.46, 1_000.0)), **MOVE)
    maybe = answer("act", *base, local(), edge, arrangement="arrangement:general")
    assert maybe.settled_by == "Where and when exactly it happened, and between whom."
    assert answer("act", *base, report("x", **MOVE), arrangement="arrangement:general").answer == "yes"


def test_acts_exceptions_and_suspensions() -> None:
    heavy = arrangement("daraya", YEAR, provisions=(provision(bound=BOTH, prohibits=("WEAPON.PRESENCE",), weapons=("TANK",)),))
    told_ = answer("act", heavy, report("x", acts=("WEAPON.PRESENCE",)))
    assert told_.settled_by == "With what weapon it was done."
    assert "weapon implied: tube artillery" in answer("act", heavy, report("x")).known[0]
    rule = provision(exceptions=(ExceptionClause("self_defence", ("proportionate",)),))
    excused = arrangement("daraya", YEAR, provisions=(rule,))
    claimed = answer("exception", excused, report("x", circumstances=Circumstances(claimed=True)))
    assert claimed.known[-1] == "no greater than the threat required: not known"
    assert claimed.settled_by == "Whether each condition was met."
    off = ArrangementChange(author="party:b", arrangement="arrangement:daraya", change="suspended", at=utc(2016, 5, 1))
    assert answer("suspended", excused, off, report("x")).why.startswith("So it was suspended throughout")


def test_the_text_and_its_version() -> None:
    told_ = case(*WORLD, report("x")).rows[0].explanation
    assert "Texts: Annex I [en], authoritative." in told_.text
    assert "record " in told_.text
    assert told_.provision == "Provision 1: no hostilities (asked by VIOL-01)"


def whole() -> Case:
    """An incident of two registers with something on every axis, against everything."""
    said = {"author": "party:b", "incident": "incident:x"}
    records = (
        *WORLD, joined(), arrangement("old", Interval(utc(2015, 1, 1), utc(2015, 2, 1))),
        arrangement("away", YEAR, provisions=(provision(areas=("area:far",)),)), area("far", 40.0),
        report("x", register="party:a", harm=Harm(killed=Range(3, None, 5))),
        report("y", register="party:b", harm=Harm(killed=Range(9))),
        Link(author="party:b", a="incident:x", b="incident:y", relation="same_incident"),
        Occurrence(**said, value="verified", basis="Site visit."),  # type: ignore[arg-type]
        Attribution(**said, actors=("party:a",), and_allies=True, level=3, basis=("physical",), signed_off=("role:p", "role:q")),  # type: ignore[arg-type]
        Position(**said, party="party:a", value="denies", words="Not ours."),  # type: ignore[arg-type]
        Handling(**said, step="closed", by="party:b", reason="unresolved"),  # type: ignore[arg-type]
    )  # fmt: skip
    return case(*records, arrangement="")


def test_the_axes_are_kept_apart() -> None:
    lines = {axis.axis: " ".join(axis.lines) for axis in whole().axes}
    assert lines["occurrence"] == "Verified: it occurred. verified. Basis: Site visit. Said by b."
    assert (
        lines["attribution"]
        == "a and/or allies, level 3 of 5: probable. Basis: physical evidence. Signed off by: p, q. Said by b."
    )
    assert lines["positions"] == "a: denies. In the words of the record: Not ours. Said by b."
    assert lines["handling"] == "closed, by b. Reason: unresolved. Said by b."


def test_registers_stand_side_by_side_and_the_others_are_summed_up() -> None:
    found = whole()
    assert found.table[0] == ("register", "a", "b")
    assert next(row for row in found.table if row[0] == "killed") == ("killed", "3 to 5", "at least 9")
    assert found.not_in_force == ("arrangement:old",)
    assert found.elsewhere == ("arrangement:away",)
    assert found.others == ("Other arrangements, not in force then: 1.", "Other arrangements, in force then but elsewhere: 1.")
    text = found.lines()
    assert "The answers are those for the report above" in text
    assert max(len(line) for line in text.splitlines()) <= 100


def test_json_holds_the_row_its_inputs_and_the_sentences() -> None:
    row = codec.to_builtins(whole())["rows"][0]
    assert row["row"]["criteria"]["bound"] == 2
    assert row["inputs"]["adherences"][0]["sources"][0]["outlet"] == "TASS"
    assert row["inputs"]["provision"]["areas"] == ("area:daraya",)
    assert row["explanation"]["answers"][0]["why"] == "So a was bound then."


def everything_told(held: Picture, lang: str) -> Iterator[str]:
    words = Words(lang)
    for incident in held.incidents(ALL):
        yield explained(incident, held, words, ZONE).lines()
    for finding in findings(held, ALL, zone=ZONE):
        yield "\n".join(told(finding, held, words, ZONE))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_whole_scenario_is_told_in_every_language(lang: str, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: set[str] = set()
    said = Words.__call__

    def noted(self: Words, sentence: str, **values: object) -> str:
        asked.add(sentence)
        return said(self, sentence, **values)

    monkeypatch.setattr(Words, "__call__", noted)
    texts = list(everything_told(known(NOW), lang))
    assert len(texts) > 80
    assert not any("{" in text for text in texts), "every value is filled in"
    words = Words(lang)
    missing = {one for one in asked if words._catalogue.gettext(one) == one and not SIGNS.match(one)}
    assert lang == "en" or missing - SAME.get(lang, set()) == set()


def test_settled_rows_are_short_unless_asked_for() -> None:
    held = picture(*WORLD, report("x"))
    incident = next(iter(held.incidents(Interval())))
    assert isinstance(next(incident.bodies()), IncidentReport)
    short = explained(incident, held, Words("en"), ZONE).lines()
    assert "No record says that one of them joined." in short, "what settles it is shown in full"
    assert "The provision knows no exception." not in short
    assert "The provision knows no exception." in explained(incident, held, Words("en"), ZONE, every=True).lines()


def test_what_somebody_would_argue_about_stands_first() -> None:
    held = picture(
        party("a"), party("b"), area("daraya"),
        arrangement("early", span(utc(2016, 1, 1), 9_000), provisions=(provision(prohibits=("AIRSAFE",)),)),
        arrangement("late", span(utc(2016, 5, 1), 9_000)),
        report("x"),
    )  # fmt: skip
    case = explained(held.incident("incident:x"), held, Words("en"), "UTC")
    assert [one.row.arrangement for one in case.rows] == ["arrangement:late", "arrangement:early"]
