"""Aleppo, October to December 2016: the halt of air strikes, pauses with daily hours, the evacuations."""

from collections.abc import Iterator

from treve.demo.saying import Entry, background, entry, names, on, source
from treve.demo.terms import ARMY, COH, OPPOSITION, RUSSIA, SYRIA, changed, made, only, stop, window
from treve.demo.wording import NO_AIR_STRIKES, NO_FIRE_OF_ONES_OWN, PAUSE
from treve.records.relief import Exchange
from treve.records.talk import Statement

_EAST = "area:eastern-aleppo"
_PAUSE = names(
    "Aleppo pause, 20 to 22 October 2016", "Pause d'Alep, 20-22 octobre 2016", "هدنة حلب، 20-22 تشرين الأول 2016",
    "Гуманитарная пауза в Алеппо, 20-22 октября 2016 года",
)  # fmt: skip
_HOURS = ("08:00", "19:00")


def entries() -> Iterator[Entry]:
    """What each side announced, as it was announced and changed."""
    yield from _october()
    yield made(
        "2016-11-02 20:00", "aleppo-pause-2016-11", "humanitarian_pause",
        names("Aleppo pause of 4 November 2016", "Pause d'Alep du 4 novembre 2016", "هدنة حلب في 4 تشرين الثاني 2016",
              "Гуманитарная пауза в Алеппо 4 ноября 2016 года"),
        window("2016-11-04 09:00", "2016-11-04 19:00", "10 hours"), provisions=(stop(only(RUSSIA, SYRIA), _EAST, words=PAUSE),),
        form="unilateral", proposers=(RUSSIA,), stated_duration="10 hours", under=COH, sources=source("Sputnik", "2016-11-02"),
        note="Eight corridors, six for civilians and two for fighters.",
    )  # fmt: skip
    yield from _december()


def _october() -> Iterator[Entry]:
    pause = (stop(only(RUSSIA, SYRIA), _EAST, words=PAUSE),)
    note = "Eight corridors, six for civilians and two for fighters. The Syrian army spoke of three days, the UN asked for at least 48 hours."
    yield made(
        "2016-10-17 20:00", "aleppo-pause-2016-10", "humanitarian_pause", _PAUSE,
        window("2016-10-20 00:00", "2016-10-20 24:00", "from 08:00 to 16:00", ("08:00", "16:00")), provisions=pause, form="unilateral",
        proposers=(RUSSIA,), stated_duration="8 hours", under=COH, status="announced", sources=source("Agos", "2016-10-17"), note=note,
    )  # fmt: skip
    yield made(
        "2016-10-19 20:00", "aleppo-pause-2016-10", "humanitarian_pause", _PAUSE,
        window("2016-10-20 00:00", "2016-10-20 24:00", "11 hours a day", _HOURS), provisions=pause, form="unilateral",
        proposers=(RUSSIA,), stated_duration="11 hours a day", under=COH, status="announced", sources=background("2016-10-19"), note=note,
    )  # fmt: skip
    day_more = window("2016-10-21 00:00", "2016-10-21 24:00", "24 hours more, 11 hours of them", _HOURS)
    yield changed("2016-10-20 20:00", "aleppo-pause-2016-10", "extended", "2016-10-21", day_more, by=(RUSSIA,),
                  cited=source("Al-Alam", "2016-10-20"))  # fmt: skip
    another = window("2016-10-22 00:00", "2016-10-22 24:00", "a day more, from 08:00 to 19:00", _HOURS)
    yield changed("2016-10-21 20:00", "aleppo-pause-2016-10", "extended", "2016-10-22", another, by=(RUSSIA,),
                  cited=source("Sputnik", "2016-10-21"))  # fmt: skip
    yield made(
        "2016-10-18 12:00", "aleppo-air-2016-10", "target_limited_truce",
        names("Halt of air strikes on Aleppo, October 2016", "Arrêt des frappes aériennes sur Alep, octobre 2016",
              "وقف الغارات الجوية على حلب، تشرين الأول 2016", "Прекращение авиаударов по Алеппо, октябрь 2016 года"),
        window("2016-10-18 10:00", "2016-10-20 08:00"), window("2016-10-20 08:00", "2016-11-15 00:00", doubtful=True),
        provisions=(stop(only(RUSSIA, SYRIA), _EAST, words=NO_AIR_STRIKES, prohibits=("AIR",)),), form="unilateral", proposers=(RUSSIA,),
        under=COH, sources=source("Internazionale", "2016-10-18"),
        note="To prepare the pause. Russia said in November that it went on; strikes were reported again from 15 November. How long it "
        "bound whom was not published.",
    )  # fmt: skip
    yield made(
        "2016-10-20 12:00", "syrian-army-aleppo-2016-10", "unilateral_truce",
        names("Syrian army's three days in Aleppo", "Trois jours de l'armée syrienne à Alep", "ثلاثة أيام للجيش السوري في حلب",
              "Три дня сирийской армии в Алеппо"),
        window("2016-10-20 08:00", "2016-10-23 08:00", "3 days"), provisions=(stop(only(ARMY), _EAST, words=NO_FIRE_OF_ONES_OWN),),
        form="unilateral", stated_duration="3 days", proposers=(ARMY,), under=COH, sources=source("The Borneo Post", "2016-10-20"),
    )  # fmt: skip
    yield entry(
        "2016-10-20 20:00", Statement, key="statement:un-48-hours-2016-10", speaker="United Nations", on_behalf_of="party:united-nations",
        at=on("2016-10-17", "2016-10-20"), act="appeals", words="At least 48 hours are needed to bring aid in and the wounded out.",
        about=("arrangement:aleppo-pause-2016-10",), addressed_to=(RUSSIA,), sources=background("2016-10-20"),
    )  # fmt: skip


def _december() -> Iterator[Entry]:
    yield entry(
        "2016-12-22 22:00", Exchange, key="exchange:eastern-aleppo-2016-12", what="evacuation", at=on("2016-12-13", "2016-12-22"),
        place="place:eastern-aleppo", between=(SYRIA, OPPOSITION), sources=background("2016-12-22"),
        words="Civilians and fighters leave the east of the city under an agreement brokered by Russia and Turkey on 13 December; "
        "interrupted several times, ended on 22 December. The published numbers differ and are left out.",
    )  # fmt: skip
    yield entry(
        "2016-12-20 22:00", Statement, key="statement:moscow-2016-12-20", speaker="Foreign ministers of Russia, Iran and Turkey",
        on_behalf_of="party:astana-guarantors", at=on("2016-12-20"), act="offers", addressed_to=(SYRIA, OPPOSITION),
        words="Ready to help to draw up an agreement between the government and the opposition, and to guarantee it.",
        sources=background("2016-12-20"),
    )  # fmt: skip
