"""The cessation of hostilities of 27 February 2016 with its terms, who joined, and what was said of its end."""

from collections.abc import Iterator

from treve.demo.saying import Entry, at, background, between, entry, names, source
from treve.demo.terms import (
    AMERICA,
    COH,
    COUNCIL,
    DEFENCE,
    JOINED,
    OPPOSITION,
    RUSSIA,
    SYRIA,
    adhered,
    changed,
    made,
    stop,
    window,
)
from treve.demo.wording import LET_AID_PASS, NO_GROUND, TALK
from treve.records.arrangement import ChannelStatus, Guarantee, Provision, TextVersion

_CITED = source(
    "Joint statement of the United States and Russia", "2016-02-22", "Terms for a cessation of hostilities in Syria"
)
_JOINED = source("Agence France-Presse", "2016-02-27")
_CALLED = names(
    "Cessation of hostilities of 27 February 2016", "Cessation des hostilités du 27 février 2016",
    "وقف الأعمال القتالية في 27 شباط 2016", "Режим прекращения боевых действий с 27 февраля 2016 года",
)  # fmt: skip


def entries() -> Iterator[Entry]:
    """The terms as published on 22 February; those who joined; and how it ended."""
    yield made(
        "2016-02-22 22:00", "coh-2016-02-27", "cessation_of_hostilities", _CALLED,
        window("2016-02-27 00:00", None, "from 00:00 Damascus time; no end stated"),
        provisions=(
            stop(JOINED, excluded_by=(COUNCIL,), exceptions=DEFENCE),
            stop(JOINED, id="2", words=NO_GROUND, prohibits=("GROUND.ADVANCE",), excluded_by=(COUNCIL,), exceptions=DEFENCE),
            stop(JOINED, id="3", words=LET_AID_PASS, prohibits=("AID",), excluded_by=(COUNCIL,)),
            Provision(id="4", words=TALK, bound=JOINED),
        ),
        status="announced", classification="cessation_of_hostilities", proposers=(RUSSIA, AMERICA), sources=_CITED,
        guarantees=(Guarantee(RUSSIA, (SYRIA,)), Guarantee(AMERICA, (OPPOSITION,))), adopted_at=at("2016-02-22"),
        accession=between("2016-02-22 00:00", "2016-02-26 12:00"),
        texts=(TextVersion("en", reference="Joint statement with annex"), TextVersion("ru", reference="Joint statement with annex")),
        reporting_channel="Hotlines and operation centres in Moscow and Hmeimim (Latakia), Washington and Amman; the United "
        "Nations in Geneva at all hours.",
        decision_rule="Co-chairs of the Ceasefire Task Force of the ISSG; all means without force first.",
        note="Binds those who declared their commitment by noon of 26 February, with their positions on a map. Outside are "
        "Islamic State, al-Nusra and others that the Security Council designated. Self-defence must be proportionate.",
    )  # fmt: skip
    for party, who in (
        (SYRIA, "The government accepted the terms."), (OPPOSITION, "97 groups accepted, by way of the HNC or directly."),
        ("party:hnc", "Accepted for the groups that it speaks for."),
    ):  # fmt: skip
        yield adhered("2016-02-27 10:00", "coh-2016-02-27", party, "active", "2016-02-27 00:00", who, _JOINED)
    yield adhered(
        "2016-02-27 10:00", "coh-2016-02-27", RUSSIA, "active", "2016-02-27 00:00", "Its air force goes on against those left outside.",
        _JOINED, RUSSIA,
    )  # fmt: skip
    yield from _end()


def _end() -> Iterator[Entry]:
    """Claims that it had broken down, the channel that was cut, and the ceasefire that took its place."""
    yield changed(
        "2016-07-06 22:00", "coh-2016-02-27", "collapsed_de_facto", "2016-07-06", cited=source("agencies and newsroom", "2016-07-06"),
        note="A newsroom's assessment: the truce flew to pieces. A claim, it changes no legal status.",
    )  # fmt: skip
    yield changed(
        "2016-09-19 19:30", "coh-2016-02-27", "collapsed_de_facto", "2016-09-19", by=("party:syrian-army",),
        cited=source("Reuters", "2016-09-19"), note="The army declares its own regime over. A claim, it changes no legal status.",
    )  # fmt: skip
    yield entry(
        "2016-10-03 22:00", ChannelStatus, author=AMERICA, key="channel:coh-2016-10", arrangement=COH, working=False,
        during=between("2016-10-03 20:00", "2016-12-30 00:00"), sources=background("2016-10-03"),
        words="The United States suspends its part in the channels with Russia that served the cessation; the line on air safety "
        "stays. The hour is taken as the evening.",
    )  # fmt: skip
    yield changed(
        "2016-12-29 18:00", "coh-2016-02-27", "superseded", "2016-12-30 00:00", cited=source("United Nations", "2016-12-29", "S/2016/1133"),
        note="This node's reading: the ceasefire of 30 December takes its place. No text says so, and Russian bulletins went on "
        "counting the groups that had joined the cessation of February.",
    )  # fmt: skip
