"""Areas of the arrangements, drawn from the words of their texts: no map of them was published at the time."""

from collections.abc import Iterator

from treve.demo.saying import NODE, Entry, between, moment, names, source
from treve.geo.footprint import Circle, Corridor, Footprint, MultiPolygon, Polygon
from treve.records.base import Names, Source
from treve.records.place import Area

_MOD = "Russian Ministry of Defence"
_DEESC = source("Ministry of Foreign Affairs of the Russian Federation", "2017-05-06", "Memorandum on de-escalation areas")
_CASTELLO = ((37.06, 36.26), (37.10, 36.245), (37.14, 36.24), (37.17, 36.235))

# key, names, kind, shape, precision (m), arrangement, known from, source
# fmt: off
_AREAS: tuple[tuple[str, Names, str, Footprint, int, str, str, tuple[Source, ...]], ...] = (
    ("eastern-ghouta", names("Eastern Ghouta", "Ghouta orientale", "الغوطة الشرقية", "Восточная Гута"), "ceasefire_area",
     Circle(36.42, 33.53, 14_000.0), 4_000, "silence-ghouta", "2016-04-29 18:00", source("Al-Alam", "2016-04-29")),
    ("northern-latakia", names("Northern Latakia", "Nord de Lattaquié", "شمال اللاذقية", "Северная Латакия"), "ceasefire_area",
     Circle(36.15, 35.75, 22_000.0), 6_000, "silence-latakia", "2016-04-29 18:00", source("Al-Alam", "2016-04-29")),
    ("aleppo-city", names("Aleppo city", "Ville d'Alep", "مدينة حلب", "Алеппо (город)"), "ceasefire_area",
     Circle(37.15, 36.20, 12_000.0), 4_000, "silence-aleppo", "2016-05-04 20:00", source(_MOD, "2016-05-04")),
    ("daraya", names("Daraya", "Daraya", "داريا", "Дарайя"), "ceasefire_area",
     Circle(36.24, 33.46, 3_000.0), 1_000, "daraya-2016-06", "2016-05-24 10:00", source("The New Arab", "2016-05-24")),
    ("castello-road", names("Castello Road, vacated strip", "Route du Castello, bande évacuée", "طريق الكاستيلو، الشريط المُخلى",
                            "Дорога Кастелло, освобождённая полоса"),
     "demilitarized_zone", Corridor(_CASTELLO, 500.0), 500, "castello-road", "2016-09-15 21:00",
     source("Al-Alam", "2016-09-15")),
    ("castello-heavy-weapons", names("Castello Road, 3.5 km without heavy weapons", "Route du Castello, 3,5 km sans armes lourdes",
                                     "طريق الكاستيلو، 3.5 كم بلا أسلحة ثقيلة", "Дорога Кастелло, 3,5 км без тяжёлого вооружения"),
     "demilitarized_zone", Corridor(_CASTELLO, 3_500.0), 500, "castello-road", "2016-09-16 14:00",
     source("Al-Alam", "2016-09-16")),
    ("eastern-aleppo", names("Eastern Aleppo", "Alep-Est", "شرق حلب", "Восточный Алеппо"), "ceasefire_area",
     Circle(37.19, 36.21, 5_000.0), 2_000, "aleppo-pause-2016-10", "2016-10-17 20:00", source("Agos", "2016-10-17")),
    ("deesc-idlib", names("De-escalation area: Idlib and adjoining parts", "Zone de désescalade : Idleb et environs",
                          "منطقة خفض التصعيد: إدلب وما جاورها", "Зона деэскалации: Идлиб и прилегающие районы"),
     "deescalation_area", Polygon((((36.05, 35.55), (36.30, 35.25), (36.75, 35.20), (37.10, 35.45), (37.10, 36.25), (36.60, 36.40),
                                    (36.25, 36.10), (36.10, 35.80), (36.05, 35.55)),)), 10_000, "deescalation-2017-05", "2017-05-06 12:00",
     _DEESC),
    ("deesc-homs", names("De-escalation area: northern Homs", "Zone de désescalade : nord de Homs",
                         "منطقة خفض التصعيد: شمال حمص", "Зона деэскалации: север Хомса"),
     "deescalation_area", Circle(36.72, 34.93, 14_000.0), 5_000, "deescalation-2017-05", "2017-05-06 12:00", _DEESC),
    ("deesc-ghouta", names("De-escalation area: Eastern Ghouta", "Zone de désescalade : Ghouta orientale",
                           "منطقة خفض التصعيد: الغوطة الشرقية", "Зона деэскалации: Восточная Гута"),
     "deescalation_area", Circle(36.42, 33.53, 13_000.0), 4_000, "deescalation-2017-05", "2017-05-06 12:00", _DEESC),
    ("deesc-south", names("De-escalation area: Daraa and Quneitra", "Zone de désescalade : Deraa et Qouneitra",
                          "منطقة خفض التصعيد: درعا والقنيطرة", "Зона деэскалации: Деръа и Кунейтра"),
     "deescalation_area", MultiPolygon((
         Polygon((((35.95, 32.70), (36.35, 32.55), (36.40, 33.00), (36.05, 33.05), (35.95, 32.70)),)),
         Polygon((((35.80, 32.90), (35.94, 32.90), (35.94, 33.25), (35.82, 33.25), (35.80, 32.90)),)),
     )), 8_000, "deescalation-2017-05", "2017-05-06 12:00", _DEESC),
)
_WEAPONS_OUT = {
    "castello-road": ("SMALL", "HMG", "AGL", "RPG", "RECOILLESS", "ATGM", "CANNON", "TANK", "MORTAR", "ARTY", "MLRS"),
    "castello-heavy-weapons": ("TANK", "CANNON", "MORTAR", "ARTY", "MLRS"),
}
# fmt: on


def entries() -> Iterator[Entry]:
    """Areas, known when their arrangement was."""
    for key, called, kind, shape, precision, arrangement, known, cited in _AREAS:
        area = Area(
            author=NODE, key=f"area:{key}", names=called, area_kind=kind, footprint=shape, precision_m=float(precision),  # type: ignore[arg-type]
            drawn="approximate", arrangement=f"arrangement:{arrangement}", sources=cited, weapons_out=_WEAPONS_OUT.get(key, ()),
            during=between(known.partition(" ")[0], None), note="Drawn from the description; no map was published with it.",
        )  # fmt: skip
        yield Entry(moment(known), area)
