"""The places and areas of the scenario: a small table of its own, positions to about a kilometre."""

from collections.abc import Iterator

from treve.demo.saying import Entry, at, between, names, source
from treve.geo.footprint import Circle, Corridor, MultiPolygon, Polygon
from treve.records.place import Area, Place

AUTHOR = "party:demonstration"
START = at("2015-09-27")

# key, lon, lat, radius (m), feature, en, fr, ar, ru, other spellings
_PLACES = (
    ("damascus", 36.29, 33.51, 12_000, "governorate", "Damascus", "Damas", "دمشق", "Дамаск", ()),
    ("rural-damascus", 36.80, 33.60, 90_000, "governorate", "Rural Damascus", "Rif Dimachq", "ريف دمشق", "Риф-Димашк", ()),
    ("aleppo", 37.50, 36.25, 100_000, "governorate", "Aleppo", "Alep", "حلب", "Алеппо", ("Halab",)),
    ("idlib", 36.65, 35.75, 60_000, "governorate", "Idlib", "Idleb", "إدلب", "Идлиб", ()),
    ("hama", 37.00, 35.10, 80_000, "governorate", "Hama", "Hama", "حماة", "Хама", ("Hamah",)),
    ("homs", 38.20, 34.40, 170_000, "governorate", "Homs", "Homs", "حمص", "Хомс", ()),
    ("latakia", 36.00, 35.60, 45_000, "governorate", "Latakia", "Lattaquié", "اللاذقية", "Латакия", ("Lattakia",)),
    ("daraa", 36.20, 32.80, 50_000, "governorate", "Daraa", "Deraa", "درعا", "Деръа", ("Dar'a",)),
    ("quneitra", 35.85, 33.05, 30_000, "governorate", "Quneitra", "Qouneitra", "القنيطرة", "Кунейтра", ()),
    ("deir-ez-zor", 40.14, 35.33, 100_000, "governorate", "Deir ez-Zor", "Deir ez-Zor", "دير الزور", "Дейр-эз-Зор", ()),
    ("raqqa", 39.01, 35.95, 6_000, "settlement", "Raqqa", "Raqqa", "الرقة", "Ракка", ("Raqa",)),
    ("daraya", 36.24, 33.46, 2_500, "settlement", "Daraya", "Daraya", "داريا", "Дарайя", ("Darayya",)),
    ("eastern-ghouta", 36.42, 33.53, 12_000, "region", "Eastern Ghouta", "Ghouta orientale", "الغوطة الشرقية", "Восточная Гута", ()),
    ("urum-al-kubra", 36.96, 36.15, 1_500, "settlement", "Urum al-Kubra", "Ouroum al-Koubra", "أورم الكبرى", "Урум-эль-Кубра", ("Orem", "Big Orem")),
    ("castello-road", 37.13, 36.24, 3_000, "road", "Castello Road", "route du Castello", "طريق الكاستيلو", "дорога Кастелло", ("Castillo",)),
    ("deir-ez-zor-airport", 40.18, 35.29, 3_000, "site", "Deir ez-Zor airport", "aéroport de Deir ez-Zor", "مطار دير الزور", "аэродром Дейр-эз-Зор", ()),
    ("shayrat", 36.91, 34.49, 3_000, "site", "Shayrat airfield", "base de Chayrat", "مطار الشعيرات", "авиабаза Шайрат", ("Shuayrat",)),
    ("hmeimim", 35.95, 35.41, 2_000, "site", "Hmeimim", "Hmeimim", "حميميم", "Хмеймим", ("Hamim",)),
    ("hirbinafsah", 36.55, 34.93, 2_000, "settlement", "Hirbinafsah", "Hirbnafsah", "حربنفسه", "Хирбнафса", ("Hirbinifsah", "Harb Bebsi")),
    ("vienna", 16.37, 48.21, 10_000, "settlement", "Vienna", "Vienne", "فيينا", "Вена", ()),
    ("geneva", 6.14, 46.20, 6_000, "settlement", "Geneva", "Genève", "جنيف", "Женева", ()),
    ("astana", 71.43, 51.13, 12_000, "settlement", "Astana", "Astana", "أستانا", "Астана", ()),
    ("new-york", -74.00, 40.71, 15_000, "settlement", "New York", "New York", "نيويورك", "Нью-Йорк", ()),
    ("munich", 11.58, 48.14, 10_000, "settlement", "Munich", "Munich", "ميونيخ", "Мюнхен", ()),
)  # fmt: skip

_DEESC = source("Ministry of Foreign Affairs of the Russian Federation", "2017-05-06", "Memorandum on de-escalation areas")

# key, names, kind, shape, precision (m), source
_AREAS = (
    ("daraya", names("Daraya", "Daraya", "داريا", "Дарайя"), "ceasefire_area", Circle(36.24, 33.46, 3_000.0), 1_000,
     source("Sputnik", "2016-06-05")),
    ("eastern-ghouta", names("Eastern Ghouta", "Ghouta orientale", "الغوطة الشرقية", "Восточная Гута"), "ceasefire_area",
     Circle(36.42, 33.53, 14_000.0), 4_000, source("Russian Ministry of Defence", "2016-04-30")),
    ("northern-latakia", names("Northern Latakia", "nord de Lattaquié", "شمال اللاذقية", "северная Латакия"), "ceasefire_area",
     Circle(36.15, 35.75, 22_000.0), 6_000, source("Russian Ministry of Defence", "2016-04-30")),
    ("aleppo-city", names("Aleppo city", "ville d'Alep", "مدينة حلب", "город Алеппо"), "ceasefire_area",
     Circle(37.15, 36.20, 12_000.0), 4_000, source("Russian Ministry of Defence", "2016-05-05")),
    ("eastern-aleppo", names("Eastern Aleppo", "Alep-Est", "شرق حلب", "восточный Алеппо"), "ceasefire_area",
     Circle(37.19, 36.21, 5_000.0), 2_000, source("Russian Ministry of Defence", "2016-10-20")),
    ("castello-road", names("Castello Road zone", "zone de la route du Castello", "منطقة طريق الكاستيلو", "зона дороги Кастелло"),
     "demilitarized_zone", Corridor(((37.06, 36.26), (37.10, 36.245), (37.14, 36.24), (37.17, 36.235)), 1_750.0), 1_000,
     source("Associated Press", "2016-09-22")),
    ("deesc-idlib", names("De-escalation area: Idlib and adjoining parts", "Zone de désescalade : Idleb et environs",
                          "منطقة خفض التصعيد: إدلب وما جاورها", "Зона деэскалации: Идлиб и прилегающие районы"),
     "deescalation_area", Polygon((((36.05, 35.55), (36.30, 35.25), (36.75, 35.20), (37.10, 35.45), (37.10, 36.25), (36.60, 36.40),
                                    (36.25, 36.10), (36.10, 35.80), (36.05, 35.55)),)), 10_000, _DEESC),
    ("deesc-homs", names("De-escalation area: northern Homs", "Zone de désescalade : nord de Homs",
                         "منطقة خفض التصعيد: شمال حمص", "Зона деэскалации: север Хомса"),
     "deescalation_area", Circle(36.72, 34.93, 14_000.0), 5_000, _DEESC),
    ("deesc-ghouta", names("De-escalation area: Eastern Ghouta", "Zone de désescalade : Ghouta orientale",
                           "منطقة خفض التصعيد: الغوطة الشرقية", "Зона деэскалации: Восточная Гута"),
     "deescalation_area", Circle(36.42, 33.53, 13_000.0), 4_000, _DEESC),
    ("deesc-south", names("De-escalation area: Daraa and Quneitra", "Zone de désescalade : Deraa et Qouneitra",
                          "منطقة خفض التصعيد: درعا والقنيطرة", "Зона деэскалации: Деръа и Кунейтра"),
     "deescalation_area", MultiPolygon((
         Polygon((((35.95, 32.70), (36.35, 32.55), (36.40, 33.00), (36.05, 33.05), (35.95, 32.70)),)),
         Polygon((((35.80, 32.90), (35.94, 32.90), (35.94, 33.25), (35.82, 33.25), (35.80, 32.90)),)),
     )), 8_000, _DEESC),
)  # fmt: skip


def entries() -> Iterator[Entry]:
    """Places, known from the start; areas, known when their arrangement was."""
    for key, lon, lat, radius, feature, en, fr, ar, ru, variants in _PLACES:
        yield Entry(
            START,
            Place(
                author=AUTHOR, key=f"place:{key}", names=names(en, fr, ar, ru), variants=variants, lon=lon, lat=lat,
                radius_m=float(radius), feature=feature, sources=source("this project", background=True),  # type: ignore[arg-type]
            ),
        )  # fmt: skip
    for key, called, kind, shape, precision, cited in _AREAS:
        since = cited[0].on
        assert since is not None
        yield Entry(
            at(since.isoformat(), "12:00"),
            Area(
                author=AUTHOR, key=f"area:{key}", names=called, area_kind=kind, footprint=shape, precision_m=float(precision),  # type: ignore[arg-type]
                drawn="approximate", sources=cited, note="Drawn from the description; no map was published with it.",
                during=between("2015-09-01", None),
            ),
        )  # fmt: skip
