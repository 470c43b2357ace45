"""Identities that change with time: renamings, and who was designated by whom, or was not."""

from collections.abc import Iterator

from treve.demo.places import START
from treve.demo.saying import Entry, at, background, between, entry, names, on, source
from treve.geo.interval import Interval
from treve.records.party import Designation, Succession
from treve.records.talk import Answer, Proposal

COUNCIL = "party:un-security-council"
LISTING = "proposal:listing-2016-04"
_BLOCKED_BY = ("party:united-states", "party:united-kingdom", "party:france", "party:ukraine")

# before, after, day, new name
_RENAMED = (
    ("al-nusra", "jabhat-fatah-al-sham", "2016-07-28",
     names("Jabhat Fatah al-Sham", "Jabhat Fatah al-Cham", "جبهة فتح الشام", "Джабхат Фатх аш-Шам")),
    ("jabhat-fatah-al-sham", "hayat-tahrir-al-sham", "2017-01-28",
     names("Hay'at Tahrir al-Sham", "Hayat Tahrir al-Cham", "هيئة تحرير الشام", "Хайят Тахрир аш-Шам")),
)  # fmt: skip


def entries() -> Iterator[Entry]:
    """Renamings on their day; designations since long before; the listing that was asked for and blocked."""
    for before, after, day, called in _RENAMED:
        yield entry(
            f"{day} 18:00", Succession, key=f"succession:{after}", change="renamed", of=(f"party:{before}",),
            into=(f"party:{after}",), at=Interval(at(day), at(day, "24:00")), names=called, sources=background(day),
        )  # fmt: skip
    for listed in ("islamic-state", "al-nusra"):
        yield Entry(
            START,
            Designation(
                author="party:united-nations", key=f"designation:{listed}", party=f"party:{listed}", value="excluded", by=COUNCIL,
                during=between("2014-01-01", None), sources=background(),
                basis="On the sanctions list of the Security Council; its ceasefire resolutions leave it outside.",
            ),
        )  # fmt: skip
    yield from _blocked_listing()


def _blocked_listing() -> Iterator[Entry]:
    cited = source("Fox News", "2016-05-11")
    yield entry(
        "2016-04-27 12:00", Proposal, key=LISTING, by=("party:russia",), to=_BLOCKED_BY, at=on("2016-04-26"), channel="letter",
        names=names("Listing of Ahrar al-Sham and Jaysh al-Islam", "Inscription d'Ahrar al-Cham et de Jaych al-Islam",
                    "إدراج أحرار الشام وجيش الإسلام", "Внесение «Ахрар аш-Шам» и «Джейш аль-Ислам» в список"),
        words="Put to the Council's sanctions committee, which decides by consensus.", sources=background("2016-04-27"),
    )  # fmt: skip
    for party in _BLOCKED_BY:
        yield entry(
            "2016-05-11 20:00", Answer, key=f"answer:listing-{party.partition(':')[2]}", proposal=LISTING, by=party, value="rejected",
            at=on("2016-05-10", "2016-05-11"), words="Objected in the committee.", sources=cited,
        )  # fmt: skip
    for asked in ("ahrar-al-sham", "jaysh-al-islam"):
        yield entry(
            "2016-05-11 20:00", Designation, author="party:united-nations", key=f"designation:{asked}", party=f"party:{asked}",
            value="contested", by=COUNCIL, during=between("2016-04-26", None), sources=cited,
            basis="Russia asked for the listing; the United States, the United Kingdom, France and Ukraine blocked it on 10 and "
            "11 May. Never listed, and never withdrawn as far as is known.",
        )  # fmt: skip
