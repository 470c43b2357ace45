"""The strike near Deir ez-Zor airport, 17 September 2016: figures by source, the inquiry, the positions."""

from collections.abc import Iterator

from treve.demo.incidents import report, span
from treve.demo.saying import Entry, at, entry, on, source
from treve.geo.place import Disc, UncertainPlace
from treve.records.base import Source
from treve.records.incident import Attribution, Handling, Link, Occurrence, Position
from treve.records.report import Harm, Range
from treve.records.talk import Statement

KEY = "incident:deir-ez-zor-2016-09-17"
COALITION = "party:coalition"
_PLACE = UncertainPlace("hill near Deir ez-Zor airport", Disc(40.14, 35.27, 4_000.0))
_INQUIRY = source("McClatchy", "2016-11-29")

# known, author, key, killed, injured, sources, note
# fmt: off
_FIGURES: tuple[tuple[str, str, str, Range, Range | None, tuple[Source, ...], str], ...] = (
    ("2016-09-17 22:00", "party:russia", "deir-ez-zor-2016-09-17", Range(62), Range(100), source("Russian Ministry of Defence", "2016-09-17"),
     "62 dead and about 100 wounded, by word of the Syrian command in the town."),
    ("2016-09-18 12:00", "party:sohr", "deir-ez-zor-2016-09-17-sohr", Range(90), None, source("Wikipedia", title="September 2016 Deir ez-Zor air raid"),
     "Ninety or more, by a source at the airport. When the figure was first published was not read: the day after is taken."),
    ("2016-11-29 12:00", "party:syria", "deir-ez-zor-2016-09-17-sana", Range(83), Range(100), source("Inside Syria Media Center", "2016-11-29"),
     "83 dead and more than 100 wounded, by the government."),
)
# fmt: on


def entries() -> Iterator[Entry]:
    """Three figures side by side, held together by a person's word, and what followed."""
    for known, author, key, killed, injured, cited, note in _FIGURES:
        yield report(
            known, author, key, occurred=span("2016-09-17 15:55", "2016-09-17 16:56", "15:55 to 16:56"), place=_PLACE, acts=("AIR.STRIKE",),
            weapon="AIRCRAFT.FIXED", alleged=(COALITION,), against=("party:syrian-army",), target_kind=("forces",),
            harm=Harm(killed=killed, injured=injured), reporter_role="monitor" if author == "party:sohr" else "party", sources=cited, note=note,
        )  # fmt: skip
    for known, suffix in (("2016-09-18 12:30", "sohr"), ("2016-11-29 12:30", "sana")):
        yield entry(known, Link, key=f"link:{KEY}-{suffix}", a=KEY, b=f"{KEY}-{suffix}", relation="same_incident", score=0.97)
    yield entry(
        "2016-09-18 12:00", Position, author=COALITION, key="position:deir-ez-zor-coalition", incident=KEY, party=COALITION, value="admits",
        at=at("2016-09-17", "23:00"), sources=source("US Department of Defense", "2016-09-17"),
        words="Meant Islamic State; regrets it if Syrian forces were hit. Russia had been told of flights there and raised no objection.",
    )  # fmt: skip
    yield entry(
        "2016-09-20 22:00", Handling, author=COALITION, key="handling:deir-ez-zor-inquiry", incident=KEY, step="under_inquiry", by=COALITION,
        at=at("2016-09-20"), words="An inquiry under a general officer is announced.", sources=source("US Department of Defense", "2016-09-20"),
    )  # fmt: skip
    yield from _inquiry()
    yield from _accounts()


def _inquiry() -> Iterator[Entry]:
    yield entry(
        "2016-11-29 22:00", Attribution, author=COALITION, key="attribution:deir-ez-zor", incident=KEY, actors=(COALITION,), level=5,
        basis=("admission",), signed_off=("role:investigator", "role:commander"), at=at("2016-11-29"), sources=_INQUIRY,
    )  # fmt: skip
    yield entry(
        "2016-11-29 22:00", Occurrence, author=COALITION, key="occurrence:deir-ez-zor", incident=KEY, value="verified", at=at("2016-11-29"),
        basis="Inquiry of the Coalition: 37 strikes in an hour, on forces taken by mistake for Islamic State.", sources=_INQUIRY,
    )  # fmt: skip
    yield entry(
        "2016-11-29 22:00", Handling, author=COALITION, key="handling:deir-ez-zor-reported", incident=KEY, step="reported", by=COALITION,
        at=at("2016-11-29"), sources=_INQUIRY,
        words="The place given beforehand on the line lay 9 km off. The Russian caller waited for a named person, hung up, called again: "
        "27 minutes, in which 15 of the 37 strikes fell.",
    )  # fmt: skip


def _accounts() -> Iterator[Entry]:
    """Each ministry's account of the same hour, side by side."""
    russian, american = source("Russian Ministry of Defence", "2016-09-17"), source("US Department of Defense", "2016-09-17")
    for known, key, speaker, party, act, words, cited in (
        ("2016-09-17 23:00", "russian-mod", "Russian Ministry of Defence", "party:russia", "accuses",
         "Syrian troops surrounded by Islamic State were hit, and it attacked at once; a mistake of coordinates would come of "
         "unwillingness to coordinate with Russia.", russian),
        ("2016-09-18 12:00", "us-dod", "US Department of Defense", "party:united-states", "explains",
         "Islamic State was believed to be the target. Russian officials were told of flights there earlier that day and voiced no "
         "concern; the strike ended when Russia called.", american),
        ("2016-09-20 22:00", "centcom", "US Central Command", COALITION, "explains",
         "The first call asked for a contact who was not at the phone; after the second the strike was halted within five minutes.",
         source("US Department of Defense", "2016-09-20")),
    ):  # fmt: skip
        yield entry(known, Statement, key=f"statement:deir-ez-zor-{key}", speaker=speaker, on_behalf_of=party, at=on(known[:10] if key != "us-dod" else
                    "2016-09-17"), act=act, about=(KEY,), words=words, sources=cited)  # fmt: skip
