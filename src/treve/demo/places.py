"""The places of the scenario: a small table of its own. Positions to about a kilometre; a province is a disc that covers it."""

from collections.abc import Iterator

from treve.demo.saying import NODE, Entry, at, source
from treve.demo.saying import names as called
from treve.geo.place import Disc, UncertainPlace
from treve.records.place import Place

START = at("2015-09-27")
"""When the demonstration's node begins."""

# key, longitude, latitude, radius (m), feature, English, French, Arabic, Russian, other spellings
# fmt: off
PLACES = (
    ("damascus", 36.28, 33.52, 10_000, "governorate", "Damascus", "Damas", "دمشق", "Дамаск", ()),
    ("rural-damascus", 37.47, 33.44, 156_000, "governorate", "Rural Damascus", "Rif Dimachq", "ريف دمشق", "Риф-Димашк", ()),
    ("aleppo", 37.67, 36.25, 113_000, "governorate", "Aleppo", "Alep", "حلب", "Алеппо", ("Halab",)),
    ("idlib", 36.75, 35.83, 58_000, "governorate", "Idlib", "Idleb", "إدلب", "Идлиб", ()),
    ("hama", 37.26, 35.30, 110_000, "governorate", "Hama", "Hama", "حماة", "Хама", ("Hamah",)),
    ("homs", 38.19, 34.34, 195_000, "governorate", "Homs", "Homs", "حمص", "Хомс", ()),
    ("latakia", 36.07, 35.58, 42_000, "governorate", "Latakia", "Lattaquié", "اللاذقية", "Латакия", ("Lattakia",)),
    ("daraa", 36.32, 32.83, 57_000, "governorate", "Daraa", "Deraa", "درعا", "Деръа", ("Dar'a", "Deraa")),
    ("suwayda", 36.87, 32.77, 59_000, "governorate", "As-Suwayda", "Soueïda", "السويداء", "Эс-Сувейда", ("Sweida", "Al-Suwayda")),
    ("quneitra", 35.73, 33.02, 40_000, "governorate", "Quneitra", "Qouneitra", "القنيطرة", "Кунейтра", ()),
    ("deir-ez-zor", 40.08, 35.20, 129_000, "governorate", "Deir ez-Zor", "Deir ez-Zor", "دير الزور", "Дейр-эз-Зор",
     ("Deir Ezzor", "Dayr az-Zawr")),
    ("raqqa", 39.01, 35.95, 6_000, "settlement", "Raqqa", "Raqqa", "الرقة", "Ракка", ("Raqa",)),
    ("daraya", 36.24, 33.46, 2_500, "settlement", "Daraya", "Daraya", "داريا", "Дарайя", ("Darayya",)),
    ("eastern-ghouta", 36.42, 33.53, 12_000, "region", "Eastern Ghouta", "Ghouta orientale", "الغوطة الشرقية", "Восточная Гута",
     ("East Ghouta",)),
    ("jobar", 36.34, 33.53, 2_000, "neighbourhood", "Jobar", "Jobar", "جوبر", "Джобар", ("Jaubar",)),
    ("aleppo-city", 37.15, 36.20, 9_000, "settlement", "Aleppo city", "Ville d'Alep", "مدينة حلب", "Алеппо (город)", ()),
    ("eastern-aleppo", 37.19, 36.21, 5_000, "region", "Eastern Aleppo", "Alep-Est", "شرق حلب", "Восточный Алеппо", ("East Aleppo",)),
    ("salah-al-din", 37.12, 36.18, 1_500, "neighbourhood", "Salah al-Din, Aleppo", "Salaheddine, Alep", "صلاح الدين، حلب",
     "Салах-эд-Дин, Алеппо", ()),
    ("sukkari", 37.14, 36.17, 1_500, "neighbourhood", "Sukkari, Aleppo", "Soukkari, Alep", "السكري، حلب", "Суккари, Алеппо", ()),
    ("urum-al-kubra", 36.96, 36.15, 1_500, "settlement", "Urum al-Kubra", "Ouroum al-Koubra", "أورم الكبرى", "Урум-эль-Кубра",
     ("Orem", "Big Orem", "Urem al-Kubra", "Orum al-Koubra")),
    ("castello-road", 37.13, 36.24, 3_000, "road", "Castello Road", "Route du Castello", "طريق الكاستيلو", "Дорога Кастелло",
     ("Castillo",)),
    ("deir-ez-zor-airport", 40.18, 35.29, 3_000, "site", "Deir ez-Zor airport", "Aéroport de Deir ez-Zor", "مطار دير الزور",
     "Аэродром Дейр-эз-Зор", ()),
    ("khan-shaykhun", 36.65, 35.44, 2_000, "settlement", "Khan Shaykhun", "Khan Cheikhoun", "خان شيخون", "Хан-Шейхун",
     ("Khan Sheikhoun",)),
    ("shayrat", 36.91, 34.49, 3_000, "site", "Shayrat airfield", "Base de Chayrat", "مطار الشعيرات", "Авиабаза Шайрат", ("Shuayrat",)),
    ("hmeimim", 35.95, 35.41, 2_000, "site", "Hmeimim", "Hmeimim", "حميميم", "Хмеймим", ("Hamim", "Hmeymim", "Khmeimim")),
    ("hirbinafsah", 36.62, 34.94, 2_000, "settlement", "Hirbinafsah", "Hirbnafsah", "حربنفسه", "Хирбнафса",
     ("Hirbinifsah", "Harb Bebsi", "Harb Pepsi")),
    ("amman", 35.93, 31.95, 12_000, "settlement", "Amman", "Amman", "عمّان", "Амман", ()),
    ("vienna", 16.37, 48.21, 10_000, "settlement", "Vienna", "Vienne", "فيينا", "Вена", ()),
    ("geneva", 6.14, 46.20, 6_000, "settlement", "Geneva", "Genève", "جنيف", "Женева", ()),
    ("astana", 71.43, 51.13, 12_000, "settlement", "Astana", "Astana", "أستانا", "Астана", ()),
    ("moscow", 37.62, 55.75, 20_000, "settlement", "Moscow", "Moscou", "موسكو", "Москва", ()),
    ("new-york", -74.00, 40.71, 15_000, "settlement", "New York", "New York", "نيويورك", "Нью-Йорк", ()),
    ("munich", 11.58, 48.14, 10_000, "settlement", "Munich", "Munich", "ميونيخ", "Мюнхен", ()),
    ("warsaw", 21.01, 52.23, 12_000, "settlement", "Warsaw", "Varsovie", "وارسو", "Варшава", ()),
)
# fmt: on

_BY_KEY = {row[0]: row for row in PLACES}
_PCODES = {
    "damascus": "SY01", "aleppo": "SY02", "rural-damascus": "SY03", "homs": "SY04", "hama": "SY05", "latakia": "SY06", "idlib": "SY07",
    "deir-ez-zor": "SY09", "daraa": "SY12", "suwayda": "SY13", "quneitra": "SY14",
}  # fmt: skip


def where(key: str, said: str = "", radius_m: float | None = None) -> UncertainPlace:
    """A place of the table as the place of an incident, in the source's words or under its English name."""
    _, lon, lat, radius, _, english, *_ = _BY_KEY[key]
    return UncertainPlace(said or english, Disc(lon, lat, float(radius) if radius_m is None else radius_m))


def province(key: str) -> UncertainPlace:
    """A province as the place of an incident: all that a bulletin says of it.

    Bulletins say Damascus for the city and the countryside around it: the wider disc is taken.
    """
    return where("rural-damascus" if key == "damascus" else key, f"province of {_BY_KEY[key][5]}")


def entries() -> Iterator[Entry]:
    """Places, known from the start."""
    for key, lon, lat, radius, feature, en, fr, ar, ru, variants in PLACES:
        place = Place(
            author=NODE, key=f"place:{key}", names=called(en, fr, ar, ru), variants=variants, lon=lon, lat=lat,
            radius_m=float(radius), feature=feature, pcode=_PCODES.get(key, ""), sources=source("this project", background=True),  # type: ignore[arg-type]
        )  # fmt: skip
        yield Entry(START, place)
