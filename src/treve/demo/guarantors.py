"""The ceasefire of 30 December 2016 with its contested lists, and the de-escalation areas of 6 May 2017."""

from collections.abc import Iterator

from treve.demo.parties import LISTED_SEVEN, LISTED_THIRTEEN
from treve.demo.saying import Entry, at, background, entry, names, source
from treve.demo.terms import (
    COUNCIL,
    IRAN,
    JOINED,
    OPPOSITION,
    RUSSIA,
    SYRIA,
    TURKEY,
    adhered,
    made,
    stop,
    window,
)
from treve.demo.wording import MAPS, NO_GROUND, SECURITY_ZONES, ZONE_NO_WEAPONS, ZONE_RELIEF
from treve.records.arrangement import Guarantee, Provision, TextVersion
from treve.records.place import MapExchange
from treve.records.talk import Decision

_CEASEFIRE, _ZONES = "ceasefire-2016-12-30", "deescalation-2017-05"
_AREAS = ("area:deesc-idlib", "area:deesc-homs", "area:deesc-ghouta", "area:deesc-south")
_MEMORANDUM = source("Ministry of Foreign Affairs of the Russian Federation", "2017-05-06", "Memorandum on de-escalation areas")


def entries() -> Iterator[Entry]:
    """The ceasefire, the two lists of those who joined it, the areas."""
    yield made(
        "2016-12-29 18:00", _CEASEFIRE, "general_ceasefire",
        names("Russian-Turkish ceasefire of 30 December 2016", "Cessez-le-feu russo-turc du 30 décembre 2016",
              "وقف إطلاق النار الروسي التركي في 30 كانون الأول 2016", "Режим прекращения огня с 30 декабря 2016 года"),
        window("2016-12-30 00:00", None, "from 00:00 Damascus time; no end stated"),
        provisions=(
            stop(JOINED, excluded_by=(COUNCIL,)),
            stop(JOINED, id="2", words=NO_GROUND, prohibits=("GROUND.ADVANCE",), excluded_by=(COUNCIL,)),
        ),
        status="announced", classification="preliminary", guarantees=(Guarantee(RUSSIA, (SYRIA,)), Guarantee(TURKEY, (OPPOSITION,))),
        supersedes=("arrangement:coh-2016-02-27",), adopted_at=at("2016-12-29"), proposers=(RUSSIA, TURKEY),
        sources=source("United Nations", "2016-12-29", "S/2016/1133, annexes I to V"),
        texts=tuple(TextVersion("en", reference=f"S/2016/1133, annex {number}") for number in ("I", "II", "III", "IV", "V")),
        decision_rule="Joint commission of the two guarantors: each registers violations and looks into the other's; both counts are published.",
        note="Each guarantor answers for its side. The text mentions no self-defence clause that was read; none is encoded.",
    )  # fmt: skip
    yield from _lists()
    yield from _areas()


def _lists() -> Iterator[Entry]:
    """Two lists of adherents that do not agree: seven groups on 29 December, thirteen formations on 30 December."""
    ministry = source("Russian Ministry of Defence", "2016-12-29")
    bulletin = source(
        "Russian Ministry of Defence", "2016-12-30", "Bulletin of 30 December 2016, the list again on 4 January 2017"
    )
    since = "2016-12-30 00:00"
    yield adhered("2016-12-29 20:00", _CEASEFIRE, SYRIA, "signed", since, "Signed with the army's acceptance.",
                  source("United Nations", "2016-12-29", "S/2016/1133"))  # fmt: skip
    for group in LISTED_SEVEN:
        yield adhered(
            "2016-12-29 20:00",
            _CEASEFIRE,
            f"party:{group}",
            "signed",
            since,
            "On the ministry's list of seven groups.",
            ministry,
            RUSSIA,
        )
    for group in LISTED_THIRTEEN:
        yield adhered("2016-12-30 20:00", _CEASEFIRE, f"party:{group}", "signed", since,
                      "Named in the bulletin of 30 December among thirteen formations.", bulletin, RUSSIA)  # fmt: skip
    yield adhered(
        "2016-12-30 12:00", _CEASEFIRE, "party:ahrar-al-sham", "refused", since,
        "Its spokesman said that it had reservations and had not signed; it is on the list of seven and not on that of thirteen.",
        background("2016-12-30"), "party:ahrar-al-sham",
    )  # fmt: skip


def _areas() -> Iterator[Entry]:
    called = names(
        "De-escalation areas of 6 May 2017", "Zones de désescalade du 6 mai 2017", "مناطق خفض التصعيد في 6 أيار 2017",
        "Зоны деэскалации с 6 мая 2017 года",
    )  # fmt: skip
    yield made(
        "2017-05-04 20:00", _ZONES, "deescalation_area", called, window("2017-05-06 00:00", "2017-11-06 00:00", "6 months"),
        provisions=(stop(JOINED, *_AREAS, words=ZONE_NO_WEAPONS, excluded_by=(COUNCIL,)),), status="agreed",
        guarantees=(Guarantee(RUSSIA), Guarantee(TURKEY), Guarantee(IRAN)), under=f"arrangement:{_CEASEFIRE}", adopted_at=at("2017-05-04"),
        stated_duration="6 months", sources=source("Sputnik", "2017-05-04"), note="As announced in Astana; the text came out two days later.",
    )  # fmt: skip
    yield made(
        "2017-05-06 12:00", _ZONES, "deescalation_area", called,
        window("2017-05-06 00:00", "2017-11-06 00:00", "6 months"),
        provisions=(
            stop(JOINED, *_AREAS, words=ZONE_NO_WEAPONS, excluded_by=(COUNCIL,)),
            stop(JOINED, *_AREAS, id="2", words=ZONE_RELIEF, prohibits=("AID",), excluded_by=(COUNCIL,)),
            Provision(id="security-zones", words=SECURITY_ZONES, bound=JOINED, areas=_AREAS),
            Provision(id="maps", words=MAPS, bound=JOINED),
        ),
        guarantees=(Guarantee(RUSSIA), Guarantee(TURKEY), Guarantee(IRAN)), under=f"arrangement:{_CEASEFIRE}", brokers=("party:kazakhstan",),
        adopted_at=at("2017-05-04"), stated_duration="6 months", sources=_MEMORANDUM,
        texts=(TextVersion("en", authoritative=True, reference="Memorandum of 4 May 2017"),),
        renewal="By itself, on consensus of the guarantors.", decision_rule="Joint working group of the guarantors, within two weeks.",
        note="Signed by the guarantors; no Syrian side signed, and part of the opposition walked out. The security zones have no shape here: "
        "the maps were due on 4 June 2017.",
    )  # fmt: skip
    for party in (RUSSIA, TURKEY, IRAN):
        yield adhered(
            "2017-05-06 12:00", _ZONES, party, "signed", "2017-05-06 00:00", "Signed on 4 May as guarantor.", _MEMORANDUM
        )
    yield adhered("2017-05-06 12:00", _ZONES, SYRIA, "declared", "2017-05-06 00:00", "Its foreign ministry declared support; it did not sign.",
                  background("2017-05-05"), SYRIA)  # fmt: skip
    yield adhered("2017-05-06 12:00", _ZONES, OPPOSITION, "declared", "2017-05-06 00:00",
                  "By the text, the groups that joined the ceasefire are among the sides of the areas.", _MEMORANDUM)  # fmt: skip
    yield adhered("2017-05-06 12:00", _ZONES, OPPOSITION, "refused", "2017-05-06 00:00",
                  "Its delegation did not accept the memorandum, above all Iran as a guarantor.", background("2017-05-05"), OPPOSITION)  # fmt: skip
    yield entry(
        "2017-05-06 12:00", Decision, key="decision:maps-2017-06-04", body="party:astana-guarantors", at=at("2017-05-04"),
        words="A joint working group is formed within two weeks; it delivers the maps of areas and security zones by 4 June 2017.",
        about=(f"arrangement:{_ZONES}",), sources=_MEMORANDUM,
    )  # fmt: skip
    yield entry(
        "2017-05-06 12:00", MapExchange, key="maps:deescalation-2017-06-04", arrangement=f"arrangement:{_ZONES}", areas=_AREAS,
        by=(RUSSIA, TURKEY, IRAN), due=at("2017-06-04", "24:00"), words="By 4 June 2017, through the joint working group.", sources=_MEMORANDUM,
    )  # fmt: skip
