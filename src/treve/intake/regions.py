"""Regions that no official gazetteer lists, and governorates in four languages: a small table of this project's own.

Positions are to a few kilometres, drawn from descriptions; a radius says how far the name may reach. A
record of the node with the same P-code takes the place of a row here.
"""

from functools import cache

from treve.records.place import Place

AUTHOR = "party:treve"

# key, lon, lat, radius (m), feature, P-code, held by, en, fr, ar, ru, other spellings
_ROWS = (
    ("syria", 38.50, 34.90, 420_000, "country", "SY", "", "Syria", "Syrie", "سوريا", "Сирия", "Syrian Arab Republic|سورية"),
    ("damascus", 36.28, 33.52, 13_000, "governorate", "SY01", "SY", "Damascus", "Damas", "دمشق", "Дамаск", "Dimashq"),
    ("aleppo", 37.50, 36.25, 110_000, "governorate", "SY02", "SY", "Aleppo", "Alep", "حلب", "Алеппо", "Halab|Халеб"),
    ("rural-damascus", 37.20, 33.60, 130_000, "governorate", "SY03", "SY", "Rural Damascus", "Rif Dimachq", "ريف دمشق", "Риф-Димашк", "Rif Damas|Reef Damascus|Damas campagne|Rif Dimashq|Damascus countryside|Дамаск пригород"),
    ("homs", 38.20, 34.40, 180_000, "governorate", "SY04", "SY", "Homs", "Homs", "حمص", "Хомс", "Hims"),
    ("hama", 37.00, 35.15, 90_000, "governorate", "SY05", "SY", "Hama", "Hama", "حماة", "Хама", "Hamah"),
    ("latakia", 36.05, 35.60, 50_000, "governorate", "SY06", "SY", "Latakia", "Lattaquié", "اللاذقية", "Латакия", "Al-Ladhiqiyah"),
    ("idlib", 36.65, 35.80, 65_000, "governorate", "SY07", "SY", "Idlib", "Idleb", "إدلب", "Идлиб", "Edlib"),
    ("hasakah", 40.80, 36.50, 130_000, "governorate", "SY08", "SY", "Al-Hasakah", "Hassaké", "الحسكة", "Эль-Хасака", "Hassakeh|Hasaka"),
    ("deir-ez-zor", 40.20, 35.00, 130_000, "governorate", "SY09", "SY", "Deir ez-Zor", "Deir ez-Zor", "دير الزور", "Дейр-эз-Зор", "Deir Ezzor"),
    ("tartus", 36.05, 34.95, 45_000, "governorate", "SY10", "SY", "Tartus", "Tartous", "طرطوس", "Тартус", ""),
    ("raqqa", 38.90, 35.95, 110_000, "governorate", "SY11", "SY", "Raqqa", "Raqqa", "الرقة", "Ракка", "Raqa|Ar-Raqqah|Эр-Ракка"),
    ("daraa", 36.20, 32.85, 55_000, "governorate", "SY12", "SY", "Daraa", "Deraa", "درعا", "Деръа", "Dar'a|Дераа|Даръа"),
    ("suwayda", 36.85, 32.75, 60_000, "governorate", "SY13", "SY", "As-Suwayda", "Soueïda", "السويداء", "Эс-Сувейда", "Sweida"),
    ("quneitra", 35.87, 33.05, 35_000, "governorate", "SY14", "SY", "Quneitra", "Qouneitra", "القنيطرة", "Эль-Кунейтра", "Кунейтра"),
    ("ghouta", 36.36, 33.50, 25_000, "region", "", "SY03", "Ghouta", "Ghouta", "الغوطة", "Гута", "Ghutah"),
    ("eastern-ghouta", 36.42, 33.53, 14_000, "region", "", "SY03", "Eastern Ghouta", "Ghouta orientale", "الغوطة الشرقية", "Восточная Гута", "Ghouta est|East Ghouta"),
    ("western-ghouta", 36.15, 33.43, 15_000, "region", "", "SY03", "Western Ghouta", "Ghouta occidentale", "الغوطة الغربية", "Западная Гута", "West Ghouta"),
    ("qalamoun", 36.65, 33.90, 45_000, "region", "", "SY03", "Qalamoun", "Qalamoun", "القلمون", "Каламун", "Kalamoun|Qalamun|Calamoun"),
    ("eastern-qalamoun", 36.90, 33.85, 30_000, "region", "", "SY03", "Eastern Qalamoun", "Qalamoun oriental", "القلمون الشرقي", "Восточный Каламун", ""),
    ("wadi-barada", 36.10, 33.65, 12_000, "region", "", "SY03", "Wadi Barada", "Ouadi Barada", "وادي بردى", "Вади-Барада", "Barada valley|vallée de Barada"),
    ("jobar", 36.335, 33.530, 2_000, "neighbourhood", "", "SY01", "Jobar", "Jobar", "جوبر", "Джобар", "Jawbar|Joubar"),
    ("yarmouk", 36.300, 33.474, 1_500, "neighbourhood", "", "SY01", "Yarmouk camp", "camp de Yarmouk", "مخيم اليرموك", "лагерь Ярмук", "Yarmouk|Yarmuk"),
    ("yarmouk-basin", 35.85, 32.75, 14_000, "region", "", "SY12", "Yarmouk basin", "bassin du Yarmouk", "حوض اليرموك", "бассейн Ярмука", ""),
    ("castello-road", 37.13, 36.24, 6_000, "road", "", "SY02", "Castello Road", "route du Castello", "طريق الكاستيلو", "дорога Кастелло", "Castello|Castillo|Kastello|الكاستيلو|Кастелло"),
    ("ramouseh", 37.115, 36.155, 2_500, "neighbourhood", "", "SY02", "Ramouseh", "Ramoussé", "الراموسة", "Рамусе", "Ramousa|Ramosa"),
    ("tanf", 38.62, 33.50, 12_000, "site", "", "SY03", "Al-Tanf", "Al-Tanf", "التنف", "Эт-Танф", "Tanf|At-Tanf"),
    ("houla", 36.52, 34.89, 9_000, "region", "", "SY04", "Houla", "Houla", "الحولة", "Хула", "Al-Hula|Taldou"),
    ("northern-homs", 36.72, 34.93, 20_000, "region", "", "SY04", "Northern Homs", "nord de Homs", "ريف حمص الشمالي", "северный Хомс", "Homs nord"),
    ("ghab", 36.33, 35.50, 35_000, "region", "", "SY05", "Ghab plain", "plaine du Ghab", "سهل الغاب", "долина Габ", "Ghab|Al-Ghab|الغاب"),
    ("zawiya", 36.58, 35.70, 18_000, "region", "", "SY07", "Jabal al-Zawiya", "Jabal al-Zaouia", "جبل الزاوية", "Джебель-эз-Завия", "Jebel Zawiya"),
    ("akrad", 36.15, 35.72, 15_000, "region", "", "SY06", "Jabal al-Akrad", "Jabal al-Akrad", "جبل الأكراد", "Джебель-Акрад", "Jebel Akrad"),
    ("turkman", 36.08, 35.84, 15_000, "region", "", "SY06", "Jabal al-Turkman", "Jabal Tourkman", "جبل التركمان", "Джебель-Туркман", "Jebel Turkmen|Turkmen mountain"),
    ("hauran", 36.25, 32.80, 60_000, "region", "", "SY12", "Hauran", "Hauran", "حوران", "Хауран", "Hawran|Houran"),
    ("lajat", 36.45, 33.00, 28_000, "region", "", "SY12", "Lajat", "Lajat", "اللجاة", "Леджа", "Laja|Al-Lajat"),
    ("golan", 35.80, 33.00, 45_000, "region", "", "SY14", "Golan", "Golan", "الجولان", "Голаны", "Golan Heights|plateau du Golan|Голанские высоты"),
    ("badia", 38.70, 34.40, 220_000, "region", "", "SY", "Syrian desert", "Badiya", "البادية", "Бадия", "Badia|Syrian Badia|désert syrien"),
    ("jazira", 40.30, 36.40, 170_000, "region", "", "SY", "Jazira", "Djéziré", "الجزيرة", "Джазира", "Jazeera|Djezireh"),
    ("hmeimim", 35.95, 35.41, 3_000, "site", "", "SY06", "Hmeimim", "Hmeimim", "حميميم", "Хмеймим", "Khmeimim|Hamim"),
    ("shayrat", 36.91, 34.49, 4_000, "site", "", "SY04", "Shayrat airfield", "base de Chayrat", "مطار الشعيرات", "авиабаза Шайрат", "Shayrat|Chayrat|Шайрат"),
)  # fmt: skip


@cache
def regions() -> tuple[Place, ...]:
    """The rows as places."""
    return tuple(
        Place(
            author=AUTHOR, key=f"place:region-{key}", lon=lon, lat=lat, radius_m=float(radius), feature=feature, pcode=pcode,  # type: ignore[arg-type]
            names={"en": en, "fr": fr, "ar": ar, "ru": ru}, variants=tuple(one for one in variants.split("|") if one),
            within=tuple(one for one in (held, "SY") if one and one != pcode),
        )
        for key, lon, lat, radius, feature, pcode, held, en, fr, ar, ru, variants in _ROWS
    )  # fmt: skip
