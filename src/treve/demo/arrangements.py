"""The arrangements of the scenario with their terms, in this project's own words."""

from collections.abc import Iterator
from typing import Any

from treve.demo.saying import THEATRE_ZONE, Entry, at, between, names, source
from treve.records.arrangement import (
    Adherence,
    Arrangement,
    ArrangementChange,
    Bound,
    ChannelStatus,
    DailyHours,
    ExceptionClause,
    Guarantee,
    Provision,
    Window,
)

SYRIA, ARMY, OPPOSITION = "party:syria", "party:syrian-army", "party:syrian-opposition"
RUSSIA, AMERICA, TURKEY, IRAN = "party:russia", "party:united-states", "party:turkey", "party:iran"
COUNCIL = "party:un-security-council"
STOP = names(
    "Stop attacks with any weapon against the other parties.",
    "Cesser les attaques, quelle que soit l'arme, contre les autres parties.",
    "وقف الهجمات بأي سلاح ضد الأطراف الأخرى.",
    "Прекратить нападения любым оружием на другие стороны.",
)
DEFENCE = (ExceptionClause("self_defence", ("proportionate", "immediate_threat")),)
HOSTILE = ("*",)


def _stop(bound: Bound, *areas: str, **fields: Any) -> Provision:
    given: dict[str, Any] = {"id": "1", "words": STOP, "bound": bound, "prohibits": HOSTILE, "areas": areas}
    return Provision(**(given | fields))


def _window(first: str, last: str | None, said: str = "", hours: tuple[str, str] | None = None) -> Window:
    daily = DailyHours(hours[0], hours[1], THEATRE_ZONE) if hours else None
    return Window(between(first, last), daily, said)


JOINED = Bound("adherents")
GOVERNMENT = Bound("named", (SYRIA,))
BOTH_SIDES = Bound("named", (SYRIA, OPPOSITION))


def _made(known: str, key: str, kind: str, called: dict[str, str], window: Window, rule: Provision, **fields: Any) -> Entry:
    day, _, hour = known.partition(" ")
    given: dict[str, Any] = {
        "author": "party:demonstration", "key": f"arrangement:{key}", "arrangement_kind": kind, "names": called,
        "windows": (window,), "provisions": (rule,),
    }  # fmt: skip
    return Entry(at(day, hour or "12:00"), Arrangement(**(given | fields)))


def _changed(
    known: str, key: str, change: str, since: str, *windows: Window, by: tuple[str, ...] = (), cited: Any = ()
) -> Entry:
    day, _, hour = known.partition(" ")
    record = ArrangementChange(
        author="party:demonstration", arrangement=f"arrangement:{key}", change=change, at=between(since, None).start,  # type: ignore[arg-type]
        windows=windows, by=by, sources=cited,
    )  # fmt: skip
    return Entry(at(day, hour or "12:00"), record)


def entries() -> Iterator[Entry]:
    """All arrangements, their changes and who joined."""
    yield from _air_safety()
    yield from _cessation()
    yield from _silence()
    yield from _summer()
    yield from _september()
    yield from _aleppo()
    yield from _winter()
    yield from _deescalation()


def _air_safety() -> Iterator[Entry]:
    cited = source("mil.today", "2015-10-21", "Memorandum on prevention of flight safety incidents")
    yield _made(
        "2015-10-21", "air-safety", "flight_safety_mou",
        names("Memorandum on the prevention of air incidents", "Mémorandum sur la prévention des incidents aériens",
              "مذكرة منع الحوادث الجوية", "Меморандум о предотвращении инцидентов в воздухе"),
        _window("2015-10-20 00:00", None),
        Provision(
            id="airmanship", bound=Bound("named", (RUSSIA, AMERICA, "party:coalition")), prohibits=("AIRSAFE",),
            words=names("Fly professionally, keep to the agreed frequencies, keep the ground line open day and night.",
                        "Piloter de façon professionnelle, garder les fréquences convenues et la ligne au sol jour et nuit."),
        ),
        form="bilateral", publicity="confidential", adopted_at=at("2015-10-20"), proposers=(AMERICA, RUSSIA), sources=cited,
        note="No zones of co-operation, no exchange of intelligence or targets. The text was never released.",
    )  # fmt: skip
    suspended = source("Sputnik", "2017-04-07")
    yield _changed("2017-04-07 18:00", "air-safety", "suspended", "2017-04-07 12:00", by=(RUSSIA,), cited=suspended)
    yield Entry(
        at("2017-04-26", "18:00"),
        ChannelStatus(
            author="party:coalition", arrangement="arrangement:air-safety", working=True,
            during=between("2017-04-07 12:00", "2017-04-26 18:00"), words="The Coalition says the line worked without a break.",
            sources=source("Sputnik", "2017-04-26"),
        ),
    )  # fmt: skip


def _cessation() -> Iterator[Entry]:
    cited = source(
        "Joint statement of the United States and Russia", "2016-02-22", "Terms for a cessation of hostilities in Syria"
    )
    yield _made(
        "2016-02-22 22:00", "coh-2016-02-27", "cessation_of_hostilities",
        names("Cessation of hostilities of 27 February 2016", "Cessation des hostilités du 27 février 2016",
              "وقف الأعمال القتالية في 27 شباط 2016", "Прекращение боевых действий с 27 февраля 2016"),
        _window("2016-02-27 00:00", "2016-12-30 00:00", "from 00:00 Damascus time, no end stated"),
        _stop(JOINED, excluded_by=(COUNCIL,), exceptions=DEFENCE, prohibits=("*",)),
        classification="cessation_of_hostilities", proposers=(RUSSIA, AMERICA),
        guarantees=(Guarantee(RUSSIA), Guarantee(AMERICA)), accession=between("2016-02-22 00:00", "2016-02-26 12:00"),
        adopted_at=at("2016-02-22"), sources=cited, decision_rule="Co-chairs of the Ceasefire Task Force of the ISSG.",
        reporting_channel="Hotlines of the co-chairs; the Task Force in Geneva.",
        note="Applies to those that declared their commitment. Its end here is the start of the ceasefire that followed it; "
        "several sides had declared it over before.",
    )  # fmt: skip
    joined = source("Agence France-Presse", "2016-02-27")
    for party, who in (
        (SYRIA, "The government accepted the terms."),
        (OPPOSITION, "97 groups accepted, through the HNC or directly."),
    ):
        yield Entry(
            at("2016-02-26", "20:00"),
            Adherence(
                author="party:demonstration", arrangement="arrangement:coh-2016-02-27", party=party, state="active",
                during=between("2016-02-27 00:00", None), words=who, sources=joined,
            ),
        )  # fmt: skip
    yield Entry(
        at("2016-02-26", "20:00"),
        Adherence(
            author=RUSSIA, arrangement="arrangement:coh-2016-02-27", party=RUSSIA, state="active",
            during=between("2016-02-27 00:00", None), sources=joined,
        ),
    )  # fmt: skip


def _silence() -> Iterator[Entry]:
    cited = source("Al-Alam", "2016-04-30")
    common: dict[str, Any] = {
        "under": "arrangement:coh-2016-02-27", "brokers": (RUSSIA, AMERICA), "form": "multilateral", "sources": cited,
        "note": "A task-force source gave 00:01 on 1 May as the start, the Russian ministry 00:01 on 30 April.",
    }  # fmt: skip
    ghouta = names("Regime of silence, Eastern Ghouta", "Régime de silence, Ghouta orientale", "نظام التهدئة، الغوطة الشرقية",
                   "Режим тишины, Восточная Гута")  # fmt: skip
    yield _made(
        "2016-04-29 20:00", "silence-ghouta", "regime_of_silence", ghouta,
        _window("2016-04-30 00:01", "2016-05-01 00:01", "24 hours"), _stop(BOTH_SIDES, "area:eastern-ghouta"),
        stated_duration="24 hours", renewal="Extended by announcement.", **common,
    )  # fmt: skip
    for known, first, last in (("2016-04-30 22:00", "2016-05-01 00:01", "2016-05-01 24:00"),
                               ("2016-05-01 22:00", "2016-05-02 00:00", "2016-05-03 24:00")):  # fmt: skip
        yield _changed(known, "silence-ghouta", "extended", first, _window(first, last), by=(RUSSIA,), cited=cited)
    yield _made(
        "2016-04-29 20:00", "silence-latakia", "regime_of_silence",
        names("Regime of silence, northern Latakia", "Régime de silence, nord de Lattaquié", "نظام التهدئة، شمال اللاذقية",
              "Режим тишины, северная Латакия"),
        _window("2016-04-30 00:01", "2016-05-03 00:01", "72 hours"), _stop(BOTH_SIDES, "area:northern-latakia"),
        stated_duration="72 hours", **common,
    )  # fmt: skip
    yield _made(
        "2016-05-04 20:00", "silence-aleppo", "regime_of_silence",
        names("Regime of silence, Aleppo", "Régime de silence, Alep", "نظام التهدئة، حلب", "Режим тишины, Алеппо"),
        _window("2016-05-05 00:01", "2016-05-07 00:01", "2 days"), _stop(BOTH_SIDES, "area:aleppo-city"),
        stated_duration="2 days", **(common | {"sources": source("Russian Ministry of Defence", "2016-05-05"), "note": ""}),
    )  # fmt: skip
    yield _changed("2016-05-06 22:00", "silence-aleppo", "extended", "2016-05-07 00:01",
                   _window("2016-05-07 00:01", "2016-05-10 00:01"), by=(RUSSIA,), cited=source("Sputnik", "2016-05-07"))  # fmt: skip
    yield _made(
        "2016-06-01 00:00", "daraya-2016-06", "local_truce", names("Daraya truce", "Trêve de Daraya", "هدنة داريا", "Перемирие в Дарайе"),
        _window("2016-06-01 00:01", "2016-06-03 00:01", "48 hours"), _stop(BOTH_SIDES, "area:daraya"),
        stated_duration="48 hours", under="arrangement:coh-2016-02-27", proposers=(RUSSIA,), brokers=(AMERICA, SYRIA),
        sources=source("Le Soleil / Agence France-Presse", "2016-06-01"),
    )  # fmt: skip
    yield _changed("2016-06-05 12:00", "daraya-2016-06", "extended", "2016-06-05 00:00",
                   _window("2016-06-05 00:00", "2016-06-07 24:00", "72 hours, until 24:00 on 7 June"), by=(RUSSIA,),
                   cited=source("Sputnik", "2016-06-05"))  # fmt: skip


def _summer() -> Iterator[Entry]:
    yield _made(
        "2016-07-06 09:00", "eid-2016-07", "unilateral_truce",
        names("Syrian army's truce of Eid, July 2016", "Trêve de l'Aïd de l'armée syrienne, juillet 2016",
              "هدنة العيد للجيش السوري، تموز 2016", "Перемирие сирийской армии на Ид, июль 2016"),
        _window("2016-07-06 01:00", "2016-07-08 24:00", "72 hours"), _stop(Bound("named", (ARMY,))),
        form="unilateral", stated_duration="72 hours", proposers=(ARMY,), under="arrangement:coh-2016-02-27",
        sources=source("agencies and newsroom; BBC", "2016-07-06"), note="From 01:00 on 6 July to 24:00 on 8 July are 71 hours.",
    )  # fmt: skip


def _september() -> Iterator[Entry]:
    cited = source("Associated Press", "2016-09-22", "Text of the package of 9 September 2016")
    yield _made(
        "2016-09-10 00:30", "package-2016-09", "cessation_of_hostilities",
        names("Russian-American package of 9 September 2016", "Accord russo-américain du 9 septembre 2016",
              "الاتفاق الروسي الأمريكي في 9 أيلول 2016", "Российско-американские договорённости 9 сентября 2016"),
        _window("2016-09-12 19:00", "2016-09-14 19:00", "48 hours, renewable"),
        _stop(JOINED, excluded_by=(COUNCIL,), exceptions=DEFENCE),
        publicity="leaked", day_d_days=7, proposers=(RUSSIA, AMERICA), stated_duration="48 hours",
        guarantees=(Guarantee(RUSSIA, (SYRIA,)), Guarantee(AMERICA, (OPPOSITION,))), under="arrangement:coh-2016-02-27",
        renewal="By 48 hours, until seven consecutive days of reduced violence.", adopted_at=at("2016-09-09", "22:00"),
        denunciation="Each side may leave.", sources=cited,
    )  # fmt: skip
    for party in (SYRIA, OPPOSITION):
        yield Entry(
            at("2016-09-12", "19:00"),
            Adherence(
                author="party:demonstration", arrangement="arrangement:package-2016-09", party=party, state="declared",
                during=between("2016-09-12 19:00", None), sources=source("Reuters", "2016-09-12"),
                words="Declared for its own forces; several opposition groups objected to the terms.",
            ),
        )  # fmt: skip
    yield _changed("2016-09-14 21:00", "package-2016-09", "extended", "2016-09-14 19:00",
                   _window("2016-09-14 19:00", "2016-09-16 19:00", "+48 hours"), by=(RUSSIA, AMERICA),
                   cited=source("Reuters", "2016-09-14"))  # fmt: skip
    yield _made(
        "2016-09-12 19:00", "syrian-army-2016-09", "unilateral_truce",
        names("Syrian army's seven days, September 2016", "Sept jours de l'armée syrienne, septembre 2016",
              "هدنة الأيام السبعة للجيش السوري، أيلول 2016", "Семь дней сирийской армии, сентябрь 2016"),
        _window("2016-09-12 19:00", "2016-09-18 23:59", "7 days"), _stop(Bound("named", (ARMY,)), exceptions=DEFENCE),
        form="unilateral", stated_duration="7 days", proposers=(ARMY,), under="arrangement:coh-2016-02-27",
        sources=source("Reuters", "2016-09-12"), note="Declared over by the army on 19 September, which counted 300 violations.",
    )  # fmt: skip
    heavy = Provision(
        id="pull-back", bound=BOTH_SIDES, areas=("area:castello-road",),
        prohibits=("WEAPON.PRESENCE", "FORCE", "FIRE", "GROUND"),
        weapons=("TANK", "ARTY", "MLRS", "MORTAR", "HMG", "SMALL"),
        words=names("Pull back together; the strip becomes a demilitarised zone, heavy weapons stay 3.5 km away.",
                    "Retrait simultané ; la bande devient zone démilitarisée, armes lourdes à 3,5 km."),
    )  # fmt: skip
    yield _made(
        "2016-09-15 20:00", "castello-road", "demilitarized_zone",
        names("Castello Road zone", "Zone de la route du Castello", "منطقة طريق الكاستيلو", "Зона дороги Кастелло"),
        _window("2016-09-15 00:00", "2016-09-19 19:00"), heavy,
        provisions=(heavy, Provision(
            id="passage", bound=BOTH_SIDES, areas=("area:castello-road",), prohibits=("AID", "CHECKPOINT.OBSTRUCT", "CIV"),
            words=names("Aid passes, checkpoints are handed to the Red Crescent, anyone may leave.",
                        "L'aide passe, les postes sont remis au Croissant-Rouge, chacun peut partir."),
        )),
        under="arrangement:package-2016-09", sources=cited, guarantees=(Guarantee(RUSSIA, (SYRIA,)), Guarantee(AMERICA, (OPPOSITION,))),
    )  # fmt: skip
    yield _changed("2016-10-03 22:00", "package-2016-09", "terminated", "2016-10-03 20:00", by=(AMERICA,),
                   cited=source("widely documented", "2016-10-03", background=True))  # fmt: skip


def _aleppo() -> Iterator[Entry]:
    pause = Bound("named", (RUSSIA, SYRIA))
    yield _made(
        "2016-10-19 20:00", "aleppo-pause-2016-10", "humanitarian_pause",
        names("Aleppo pause, 20 to 22 October 2016", "Pause d'Alep, 20-22 octobre 2016", "هدنة حلب، 20-22 تشرين الأول 2016",
              "Гуманитарная пауза в Алеппо, 20-22 октября 2016"),
        _window("2016-10-20 00:00", "2016-10-22 24:00", "8, then 11 hours a day", ("08:00", "19:00")),
        _stop(pause, "area:eastern-aleppo"), form="unilateral", proposers=(RUSSIA,), stated_duration="11 hours a day",
        sources=source("The Borneo Post", "2016-10-20"),
        note="First announced from 08:00 to 16:00. The Syrian army spoke of three days, the UN asked for at least 48 hours.",
    )  # fmt: skip
    yield _made(
        "2016-10-20 08:00", "syrian-army-aleppo-2016-10", "unilateral_truce",
        names("Syrian army's three days in Aleppo", "Trois jours de l'armée syrienne à Alep", "ثلاثة أيام للجيش السوري في حلب",
              "Три дня сирийской армии в Алеппо"),
        _window("2016-10-20 08:00", "2016-10-23 08:00", "3 days"), _stop(Bound("named", (ARMY,)), "area:eastern-aleppo"),
        form="unilateral", stated_duration="3 days", proposers=(ARMY,), sources=source("The Borneo Post", "2016-10-20"),
    )  # fmt: skip
    yield _made(
        "2016-11-02 20:00", "aleppo-pause-2016-11", "humanitarian_pause",
        names("Aleppo pause of 4 November 2016", "Pause d'Alep du 4 novembre 2016", "هدنة حلب في 4 تشرين الثاني 2016",
              "Гуманитарная пауза в Алеппо 4 ноября 2016"),
        _window("2016-11-04 09:00", "2016-11-04 19:00", "10 hours"), _stop(pause, "area:eastern-aleppo"), form="unilateral",
        proposers=(RUSSIA,), stated_duration="10 hours", sources=source("News Front", "2016-11-04"), note="Eight corridors.",
    )  # fmt: skip


def _winter() -> Iterator[Entry]:
    cited = source("United Nations", "2016-12-29", "S/2016/1133, annexes I to V")
    yield _made(
        "2016-12-29 18:00", "ceasefire-2016-12-30", "general_ceasefire",
        names("Russian-Turkish ceasefire of 30 December 2016", "Cessez-le-feu russo-turc du 30 décembre 2016",
              "وقف إطلاق النار الروسي التركي في 30 كانون الأول 2016", "Режим прекращения огня с 30 декабря 2016"),
        _window("2016-12-30 00:00", None), _stop(JOINED, excluded_by=(COUNCIL,), prohibits=("*",)),
        classification="preliminary", guarantees=(Guarantee(RUSSIA, (SYRIA,)), Guarantee(TURKEY, (OPPOSITION,))),
        supersedes=("arrangement:coh-2016-02-27",), adopted_at=at("2016-12-29"), sources=cited,
        decision_rule="Joint commission of the guarantors, which registers violations; both lists are published.",
    )  # fmt: skip
    lists = source("Russian Ministry of Defence", "2016-12-30")
    for party, words in (
        (SYRIA, "Signed its annex."), ("party:ahrar-al-sham", "Named by Russia among thirteen formations; others name seven."),
        ("party:jaysh-al-islam", "Named by Russia among thirteen formations."), (OPPOSITION, "Formations listed in an annex."),
    ):  # fmt: skip
        yield Entry(
            at("2016-12-30", "12:00"),
            Adherence(
                author=RUSSIA, arrangement="arrangement:ceasefire-2016-12-30", party=party, state="signed",
                during=between("2016-12-30 00:00", None), words=words, sources=lists,
            ),
        )  # fmt: skip


def _deescalation() -> Iterator[Entry]:
    cited = source("Ministry of Foreign Affairs of the Russian Federation", "2017-05-06", "Memorandum on de-escalation areas")
    yield _made(
        "2017-05-04 18:00", "deescalation-2017-05", "deescalation_area",
        names("De-escalation areas of 6 May 2017", "Zones de désescalade du 6 mai 2017", "مناطق خفض التصعيد في 6 أيار 2017",
              "Зоны деэскалации с 6 мая 2017"),
        _window("2017-05-06 00:00", "2017-11-06 00:00", "6 months"),
        _stop(BOTH_SIDES, "area:deesc-idlib", "area:deesc-homs", "area:deesc-ghouta", "area:deesc-south", excluded_by=(COUNCIL,)),
        guarantees=(Guarantee(RUSSIA), Guarantee(TURKEY), Guarantee(IRAN)), under="arrangement:ceasefire-2016-12-30",
        adopted_at=at("2017-05-04"), stated_duration="6 months", sources=cited, brokers=("party:kazakhstan",),
        renewal="By itself, on consensus of the guarantors.", decision_rule="Joint working group, within two weeks; maps by 4 June.",
        note="Signed by the guarantors only; no Syrian side signed.",
    )  # fmt: skip
