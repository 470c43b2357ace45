"""July and September 2016: truces that one side declares for itself, the Russian-American package, the Castello Road."""

from collections.abc import Iterator

from treve.demo.saying import Entry, at, background, between, entry, names, source
from treve.demo.terms import (
    AMERICA,
    ARMY,
    BOTH_SIDES,
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
    only,
    stop,
    window,
)
from treve.demo.wording import FREE_PASSAGE, HEAVY_WEAPONS, LET_AID_PASS, NO_FIRE_OF_ONES_OWN, VACATED_STRIP
from treve.records.arrangement import ChannelStatus, Guarantee, Provision, TextVersion
from treve.records.place import Post

_PACKAGE = "package-2016-09"
_SPONSORS = (Guarantee(RUSSIA, (SYRIA,)), Guarantee(AMERICA, (OPPOSITION,)))
_REUTERS = source("Reuters", "2016-09-12")


def entries() -> Iterator[Entry]:
    """The Eid truce, the package and the army's own seven days beside it, the zone on the road."""
    yield made(
        "2016-07-06 09:00", "eid-2016-07", "unilateral_truce",
        names("Syrian army's truce of Eid, July 2016", "Trêve de l'Aïd de l'armée syrienne, juillet 2016",
              "هدنة العيد للجيش السوري، تموز 2016", "Перемирие сирийской армии на Ид аль-Фитр, июль 2016 года"),
        window("2016-07-06 01:00", "2016-07-08 24:00", "72 hours"),
        provisions=(stop(only(ARMY), words=NO_FIRE_OF_ONES_OWN, excluded_by=(COUNCIL,)),), form="unilateral",
        stated_duration="72 hours", proposers=(ARMY,), under=COH, sources=source("BBC", "2016-07-06"),
        note="In the whole country. From 01:00 on 6 July to 24:00 on 8 July are 71 hours.",
    )  # fmt: skip
    yield from _package()
    yield made(
        "2016-09-12 19:30", "syrian-army-2016-09", "unilateral_truce",
        names("Syrian army's seven days, September 2016", "Sept jours de l'armée syrienne, septembre 2016",
              "هدنة الأيام السبعة للجيش السوري، أيلول 2016", "Семь дней сирийской армии, сентябрь 2016 года"),
        window("2016-09-12 19:00", "2016-09-18 23:59", "7 days"),
        provisions=(stop(only(ARMY), words=NO_FIRE_OF_ONES_OWN, exceptions=DEFENCE, excluded_by=(COUNCIL,)),),
        form="unilateral", stated_duration="7 days", proposers=(ARMY,), under=COH, sources=_REUTERS,
        note="Stands beside the package of Russia and the United States, with another length. From sundown of 12 September.",
    )  # fmt: skip
    yield changed("2016-09-19 19:30", "syrian-army-2016-09", "expired", "2016-09-18 23:59", by=(ARMY,),
                  cited=source("Reuters", "2016-09-19"), note="The army says on 19 September that its regime has ended.")  # fmt: skip
    yield from _castello()


def _package() -> Iterator[Entry]:
    """The package as it stood in public: confidential, then leaked in part, then published by one side."""
    called = names(
        "Russian-American package of 9 September 2016", "Accord russo-américain du 9 septembre 2016",
        "الاتفاق الروسي الأمريكي في 9 أيلول 2016", "Российско-американские договорённости от 9 сентября 2016 года",
    )  # fmt: skip
    published = source("Ministry of Foreign Affairs of the Russian Federation", "2016-09-27")
    for known, publicity, note, cited in (
        ("2016-09-10 00:30", "confidential", "Five documents, kept confidential.", background("2016-09-10")),
        ("2016-09-22 20:00", "leaked", "Five documents; one of them has leaked.", source("Associated Press", "2016-09-22")),
        ("2016-09-27 20:00", "partly_published", "Five documents; one leaked, then Russia published its Russian texts.", published),
    ):  # fmt: skip
        yield made(
            known, _PACKAGE, "cessation_of_hostilities", called,
            window("2016-09-12 19:00", "2016-09-14 19:00", "48 hours from sundown, renewable"),
            provisions=(
                stop(JOINED, excluded_by=(COUNCIL,), exceptions=DEFENCE),
                stop(JOINED, id="2", words=LET_AID_PASS, prohibits=("AID",), excluded_by=(COUNCIL,)),
            ),
            status="agreed", form="bilateral", publicity=publicity, day_d_days=7, proposers=(RUSSIA, AMERICA), stated_duration="48 hours",
            guarantees=_SPONSORS, under=COH, adopted_at=at("2016-09-09", "22:00"), sources=cited, note=note,
            texts=(TextVersion("en", reference="Five documents"), TextVersion("ru", reference="Five documents")),
            renewal="By 48 hours where both are satisfied; after seven consecutive days of reduced violence a joint implementation centre.",
            decision_rule="Russia and the United States together; they use their influence with the sides.",
            denunciation="Each side reserves the right to withdraw.",
        )  # fmt: skip
    for party, words in (
        (SYRIA, "Declared for its own forces, as a regime of seven days."),
        (OPPOSITION, "Several groups accepted with objections to the terms."),
    ):  # fmt: skip
        yield adhered("2016-09-12 19:30", _PACKAGE, party, "declared", "2016-09-12 19:00", words, _REUTERS)
    yield changed("2016-09-14 21:00", _PACKAGE, "extended", "2016-09-14 19:00", window("2016-09-14 19:00", "2016-09-16 19:00", "48 hours more"),
                  by=(RUSSIA, AMERICA), cited=source("Reuters", "2016-09-14"))  # fmt: skip
    unsure = window("2016-09-16 19:00", "2016-09-19 24:00", doubtful=True)
    yield changed(
        "2016-09-16 20:00", _PACKAGE, "extended", "2016-09-16 19:00", unsure, cited=source("The Straits Times", "2016-09-16"),
        note="Russia was ready for 72 hours more; no common extension was published, and both sides went on speaking of the truce as "
        "standing until 19 September. Whether it held in these days cannot be told.",
    )  # fmt: skip
    yield entry(
        "2016-10-03 22:00", ChannelStatus, author=AMERICA, key="channel:package-2016-10", arrangement=f"arrangement:{_PACKAGE}", working=False,
        during=between("2016-10-03 20:00", None), words="The United States suspends the bilateral channel on the ceasefire.",
        sources=background("2016-10-03"),
    )  # fmt: skip


def _castello() -> Iterator[Entry]:
    heavy = ("TANK", "CANNON", "ARTY", "MLRS", "MORTAR")
    yield made(
        "2016-09-15 21:00", "castello-road", "demilitarized_zone",
        names("Castello Road zone", "Zone de la route du Castello", "منطقة طريق الكاستيلو", "Зона дороги Кастелло"),
        window("2016-09-15 00:00", "2016-09-16 19:00"), window("2016-09-16 19:00", "2016-09-19 24:00", doubtful=True),
        provisions=(
            Provision(
                id="heavy-weapons", bound=BOTH_SIDES, areas=("area:castello-heavy-weapons",), words=HEAVY_WEAPONS, weapons=heavy,
                prohibits=("WEAPON.PRESENCE", "FORCE", "FIRE"),
            ),
            Provision(
                id="strip", bound=BOTH_SIDES, areas=("area:castello-road",), words=VACATED_STRIP,
                prohibits=("WEAPON.PRESENCE", "FORCE", "FIRE", "GROUND"),
            ),
            Provision(
                id="passage", bound=BOTH_SIDES, areas=("area:castello-road",), words=FREE_PASSAGE,
                prohibits=("AID", "CHECKPOINT.OBSTRUCT", "CIV"),
            ),
        ),
        under=f"arrangement:{_PACKAGE}", guarantees=_SPONSORS, sources=source("Al-Alam", "2016-09-15"),
        note="Both sides were to pull back at the same time. Between the strip and 3.5 km only lighter weapons may stand, at distances "
        "graded by class, and small observation posts nearer; those distances were not read again and are no provision here. When the "
        "zone ended nobody published.",
    )  # fmt: skip
    yield entry(
        "2016-09-15 21:00", Post, key="post:castello-road", post_kind="checkpoint", lon=37.10, lat=36.245, radius_m=3_000.0,
        names=names("Checkpoint on the Castello Road", "Poste de la route du Castello", "حاجز طريق الكاستيلو", "Пост на дороге Кастелло"),
        held_by=("party:sarc",), during=between("2016-09-15 00:00", None), sources=source("Al-Alam", "2016-09-15"),
        words="Set up by Russia with cameras, then handed over to the Red Crescent. Its exact place was not published.",
    )  # fmt: skip
