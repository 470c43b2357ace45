"""Parties, their names and changes of identity, and what authorities said of them."""

from collections.abc import Iterator

from treve.demo.places import AUTHOR, START
from treve.demo.saying import Entry, at, between, names, source
from treve.geo.interval import Interval
from treve.records.party import Affiliation, Alias, Designation, Party, Succession

_COMMON = source("widely documented", background=True)

# key, kind, en, fr, ar, ru, aliases
_PARTIES = (
    ("demonstration", "monitor", "Demonstration node", "Nœud de démonstration", "عقدة العرض", "Демонстрационный узел", ()),
    ("russia", "state", "Russia", "Russie", "روسيا", "Россия", ("Russian Federation", "Moscow", "Moscou")),
    ("united-states", "state", "United States", "États-Unis", "الولايات المتحدة", "США", ("Washington", "USA")),
    ("syria", "state", "Government of Syria", "Gouvernement syrien", "الحكومة السورية", "Правительство Сирии", ("Damascus", "Damas")),
    ("syrian-army", "government_forces", "Syrian Arab Army", "Armée syrienne", "الجيش العربي السوري", "Сирийская армия", ("SAA",)),
    ("turkey", "state", "Turkey", "Turquie", "تركيا", "Турция", ("Ankara",)),
    ("iran", "state", "Iran", "Iran", "إيران", "Иран", ("Tehran",)),
    ("jordan", "state", "Jordan", "Jordanie", "الأردن", "Иордания", ()),
    ("kazakhstan", "state", "Kazakhstan", "Kazakhstan", "كازاخستان", "Казахстан", ()),
    ("united-nations", "organisation", "United Nations", "Nations unies", "الأمم المتحدة", "ООН", ("UN", "ONU")),
    ("un-security-council", "organisation", "UN Security Council", "Conseil de sécurité de l'ONU", "مجلس الأمن", "Совет Безопасности ООН", ()),
    ("issg", "organisation", "International Syria Support Group", "Groupe international de soutien à la Syrie",
     "المجموعة الدولية لدعم سوريا", "Международная группа поддержки Сирии", ("ISSG", "GISS")),
    ("icrc", "humanitarian", "ICRC", "CICR", "اللجنة الدولية للصليب الأحمر", "МККК", ()),
    ("sarc", "humanitarian", "Syrian Arab Red Crescent", "Croissant-Rouge arabe syrien", "الهلال الأحمر العربي السوري", "Сирийский Красный Полумесяц", ("SARC",)),
    ("coalition", "coalition", "US-led coalition", "Coalition menée par les États-Unis", "التحالف الدولي", "Коалиция во главе с США", ()),
    ("arab-kurdish-coalition", "armed_group", "Arab-Kurdish coalition", "coalition arabo-kurde", "قوات سوريا الديمقراطية", "арабо-курдская коалиция", ("SDF",)),
    ("hnc", "organisation", "High Negotiations Committee", "Haut comité des négociations", "الهيئة العليا للمفاوضات", "Высший комитет по переговорам", ("HNC",)),
    ("syrian-opposition", "armed_group", "Syrian opposition groups", "groupes d'opposition syriens", "فصائل المعارضة السورية", "группы сирийской оппозиции",
     ("moderate opposition", "opposition modérée")),
    ("ahrar-al-sham", "armed_group", "Ahrar al-Sham", "Ahrar al-Cham", "أحرار الشام", "Ахрар аш-Шам", ()),
    ("jaysh-al-islam", "armed_group", "Jaysh al-Islam", "Jaych al-Islam", "جيش الإسلام", "Джейш аль-Ислам", ()),
    ("islamic-state", "armed_group", "Islamic State", "État islamique", "تنظيم الدولة الإسلامية", "Исламское государство", ("Daesh", "ISIL", "EI", "داعش")),
    ("al-nusra", "armed_group", "al-Nusra Front", "Front al-Nosra", "جبهة النصرة", "Джабхат ан-Нусра", ("Nusra", "Nosra", "النصرة")),
    ("jabhat-fatah-al-sham", "armed_group", "Jabhat Fatah al-Sham", "Jabhat Fatah al-Cham", "جبهة فتح الشام", "Джабхат Фатх аш-Шам", ("JFS",)),
    ("hayat-tahrir-al-sham", "armed_group", "Hay'at Tahrir al-Sham", "Hayat Tahrir al-Cham", "هيئة تحرير الشام", "Хайят Тахрир аш-Шам", ("HTS",)),
)  # fmt: skip

_BONDS = {
    "syrian-army": Affiliation("party:syria", "part_of"),
    "ahrar-al-sham": Affiliation("party:syrian-opposition", "part_of"),
    "jaysh-al-islam": Affiliation("party:syrian-opposition", "part_of"),
}


def entries() -> Iterator[Entry]:
    """Parties from the start; renamings and designations when they came."""
    for key, kind, en, fr, ar, ru, aliases in _PARTIES:
        yield Entry(
            START,
            Party(
                author=AUTHOR, key=f"party:{key}", names=names(en, fr, ar, ru), party_kind=kind, sources=_COMMON,  # type: ignore[arg-type]
                aliases=tuple(Alias(text) for text in aliases),
                affiliations=(_BONDS[key],) if key in _BONDS else (),
            ),
        )  # fmt: skip
    for before, after, day in (
        ("al-nusra", "jabhat-fatah-al-sham", "2016-07-28"),
        ("jabhat-fatah-al-sham", "hayat-tahrir-al-sham", "2017-01-28"),
    ):
        yield Entry(
            at(day, "18:00"),
            Succession(
                author=AUTHOR, key=f"succession:{after}", change="renamed", of=(f"party:{before}",), into=(f"party:{after}",),
                at=Interval(at(day), at(day, "24:00")), sources=_COMMON,
            ),
        )  # fmt: skip
    for listed in ("islamic-state", "al-nusra"):
        yield Entry(
            START,
            Designation(
                author="party:united-nations", key=f"designation:{listed}", party=f"party:{listed}", value="excluded",
                by="party:un-security-council", during=between("2014-01-01", None), sources=_COMMON,
                basis="Listed as terrorist by the Security Council; its resolutions 2254 and 2268 leave it outside.",
            ),
        )  # fmt: skip
    for asked in ("ahrar-al-sham", "jaysh-al-islam"):
        yield Entry(
            at("2016-05-11", "20:00"),
            Designation(
                author="party:united-nations", key=f"designation:{asked}", party=f"party:{asked}", value="contested",
                by="party:un-security-council", during=between("2016-04-26", None),
                basis="Russia asked for the listing; the United States, the United Kingdom, France and Ukraine blocked it.",
                sources=source("Fox News", "2016-05-11"),
            ),
        )  # fmt: skip
