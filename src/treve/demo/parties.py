"""The parties of the scenario under their own names in four languages, with other spellings and bonds."""

from collections.abc import Iterator

from treve.demo.places import START
from treve.demo.saying import NODE, Entry, background, names
from treve.records.party import Affiliation, Alias, Party

_GROUPS = "party:syrian-opposition"

# key, kind, English, French, Arabic, Russian, aliases
# fmt: off
_PARTIES: tuple[tuple[str, str, str, str, str, str, tuple[str, ...]], ...] = (
    ("demonstration", "monitor", "Demonstration node", "Nœud de démonstration", "عقدة العرض", "Демонстрационный узел", ()),
    ("russia", "state", "Russia", "Russie", "روسيا", "Россия",
     ("Russian Federation", "Moscow", "Moscou", "Fédération de Russie", "روسيا الاتحادية", "Российская Федерация", "РФ")),
    ("united-states", "state", "United States", "États-Unis", "الولايات المتحدة", "США",
     ("Washington", "USA", "US", "Etats-Unis", "الولايات المتحدة الأمريكية", "Соединённые Штаты")),
    ("syria", "state", "Government of Syria", "Gouvernement syrien", "الحكومة السورية", "Правительство Сирии",
     ("Damascus", "Damas", "régime syrien", "gouvernement syrien", "النظام السوري", "دمشق", "Дамаск", "сирийские власти")),
    ("syrian-army", "government_forces", "Syrian Arab Army", "Armée syrienne", "الجيش العربي السوري", "Сирийская армия",
     ("SAA", "armée arabe syrienne", "الجيش السوري", "правительственные войска Сирии")),
    ("turkey", "state", "Turkey", "Turquie", "تركيا", "Турция", ("Ankara", "أنقرة", "Анкара")),
    ("iran", "state", "Iran", "Iran", "إيران", "Иран", ("Tehran", "Téhéran", "طهران", "Тегеран")),
    ("jordan", "state", "Jordan", "Jordanie", "الأردن", "Иордания", ("Amman",)),
    ("kazakhstan", "state", "Kazakhstan", "Kazakhstan", "كازاخستان", "Казахстан", ()),
    ("united-kingdom", "state", "United Kingdom", "Royaume-Uni", "المملكة المتحدة", "Великобритания", ("UK", "Britain", "London")),
    ("france", "state", "France", "France", "فرنسا", "Франция", ("Paris",)),
    ("ukraine", "state", "Ukraine", "Ukraine", "أوكرانيا", "Украина", ("Kyiv",)),
    ("united-nations", "organisation", "United Nations", "Nations unies", "الأمم المتحدة", "ООН", ("UN", "ONU", "Организация Объединённых Наций")),
    ("un-security-council", "organisation", "UN Security Council", "Conseil de sécurité de l'ONU", "مجلس الأمن", "Совет Безопасности ООН",
     ("UNSC", "СБ ООН")),
    ("board-of-inquiry", "organisation", "UN Headquarters Board of Inquiry", "Commission d'enquête du Siège de l'ONU",
     "مجلس التحقيق التابع لمقر الأمم المتحدة", "Комиссия по расследованию Центральных учреждений ООН", ("BOI",)),
    ("commission-of-inquiry", "organisation", "Commission of Inquiry on Syria", "Commission d'enquête sur la Syrie",
     "لجنة التحقيق الدولية بشأن سوريا", "Комиссия по расследованию событий в Сирии", ("CoI",)),
    ("opcw", "organisation", "OPCW", "OIAC", "منظمة حظر الأسلحة الكيميائية", "ОЗХО",
     ("Organisation for the Prohibition of Chemical Weapons",)),
    ("issg", "organisation", "International Syria Support Group", "Groupe international de soutien à la Syrie",
     "المجموعة الدولية لدعم سوريا", "Международная группа поддержки Сирии", ("ISSG", "GISS", "МГПС")),
    ("co-chairs", "organisation", "Co-chairs of the Ceasefire Task Force (Russia and the United States)",
     "Coprésidents du groupe de travail sur le cessez-le-feu (Russie et États-Unis)",
     "الرئيسان المشاركان لفريق عمل وقف إطلاق النار (روسيا والولايات المتحدة)",
     "Сопредседатели Целевой группы по прекращению огня (Россия и США)", ("CTF co-chairs",)),
    ("reconciliation-centre", "organisation", "Russian Reconciliation Centre", "Centre russe pour la réconciliation",
     "المركز الروسي للمصالحة", "Российский центр по примирению враждующих сторон", ("Hmeimim centre",)),
    ("astana-guarantors", "organisation", "Guarantors of Astana (Russia, Turkey, Iran)", "Garants d'Astana (Russie, Turquie, Iran)",
     "ضامنو أستانا (روسيا وتركيا وإيران)", "Гаранты Астаны (Россия, Турция, Иран)", ()),
    ("icrc", "humanitarian", "ICRC", "CICR", "اللجنة الدولية للصليب الأحمر", "МККК", ("Red Cross", "Croix-Rouge")),
    ("sarc", "humanitarian", "Syrian Arab Red Crescent", "Croissant-Rouge arabe syrien", "الهلال الأحمر العربي السوري",
     "Сирийский арабский Красный Полумесяц", ("SARC", "CRAS")),
    ("msf", "humanitarian", "Médecins sans frontières", "Médecins sans frontières", "أطباء بلا حدود", "«Врачи без границ»", ("MSF",)),
    ("sohr", "monitor", "Syrian Observatory for Human Rights", "Observatoire syrien des droits de l'homme",
     "المرصد السوري لحقوق الإنسان", "Сирийский центр мониторинга за соблюдением прав человека", ("SOHR", "OSDH")),
    ("coalition", "coalition", "US-led coalition", "Coalition menée par les États-Unis", "التحالف الدولي بقيادة الولايات المتحدة",
     "Коалиция во главе с США", ("Global Coalition", "coalition internationale", "التحالف الدولي")),
    ("arab-kurdish-coalition", "armed_group", "Syrian Democratic Forces", "Forces démocratiques syriennes", "قوات سوريا الديمقراطية",
     "Сирийские демократические силы", ("Arab-Kurdish coalition", "coalition arabo-kurde", "SDF", "FDS", "арабо-курдская коалиция")),
    ("hnc", "organisation", "High Negotiations Committee", "Haut comité des négociations", "الهيئة العليا للمفاوضات",
     "Высший комитет по переговорам", ("HNC", "HCN", "ВКП")),
    ("syrian-opposition", "armed_group", "Syrian opposition groups", "Groupes d'opposition syriens", "فصائل المعارضة السورية",
     "Группы сирийской оппозиции",
     ("moderate opposition", "opposition modérée", "opposition syrienne", "المعارضة المعتدلة", "умеренная оппозиция")),
    ("free-syrian-army", "armed_group", "Free Syrian Army", "Armée syrienne libre", "الجيش السوري الحر", "Свободная сирийская армия",
     ("FSA", "ASL", "ССА")),
    ("ahrar-al-sham", "armed_group", "Ahrar al-Sham", "Ahrar al-Cham", "أحرار الشام", "Ахрар аш-Шам",
     ("Harakat Ahrar al-Sham al-Islamiyya", "حركة أحرار الشام الإسلامية")),
    ("jaysh-al-islam", "armed_group", "Jaysh al-Islam", "Jaych al-Islam", "جيش الإسلام", "Джейш аль-Ислам",
     ("Jaish al-Islam", "Army of Islam", "Armée de l'islam")),
    ("faylaq-al-sham", "armed_group", "Faylaq al-Sham", "Faylaq al-Cham", "فيلق الشام", "Файлак аш-Шам", ("Sham Legion",)),
    ("jabhat-ahl-al-sham", "armed_group", "Jabhat Ahl al-Sham", "Jabhat Ahl al-Cham", "جبهة أهل الشام", "Джабхат Ахль аш-Шам", ()),
    ("jaysh-al-mujahideen", "armed_group", "Jaysh al-Mujahideen", "Jaych al-Moudjahidine", "جيش المجاهدين", "Джейш аль-Муджахидин", ()),
    ("thuwar-al-sham", "armed_group", "Thuwar al-Sham", "Thouwar al-Cham", "ثوار الشام", "Сувар аш-Шам", ("Suvar al-Sham",)),
    ("sultan-murad", "armed_group", "Sultan Murad Division", "Division Sultan Mourad", "فرقة السلطان مراد", "Фиркат Султан Мурад", ()),
    ("jaysh-idlib", "armed_group", "Jaysh Idlib", "Jaych Idleb", "جيش إدلب", "Джейш Идлиб", ("Free Idlib Army", "جيش إدلب الحر")),
    ("suqur-al-sham", "armed_group", "Suqur al-Sham", "Souqour al-Cham", "صقور الشام", "Сукур аш-Шам", ("Suqour al-Sham",)),
    ("faylaq-al-rahman", "armed_group", "Faylaq al-Rahman", "Faylaq al-Rahmane", "فيلق الرحمن", "Файлак ар-Рахман", ()),
    ("jabhat-al-shamiya", "armed_group", "Jabhat al-Shamiya", "Front du Levant", "الجبهة الشامية", "Джабхат аш-Шамия", ("Levant Front",)),
    ("fastaqim", "armed_group", "Tajammu Fastaqim", "Rassemblement Fastaqim", "تجمع فاستقم", "Таджамму Фастаким", ("Fastaqim kama Umirt",)),
    ("jaysh-al-izza", "armed_group", "Jaysh al-Izza", "Jaych al-Izza", "جيش العزة", "Джейш аль-Изза", ()),
    ("jaysh-al-nasr", "armed_group", "Jaysh al-Nasr", "Jaych al-Nasr", "جيش النصر", "Джейш ан-Наср", ()),
    ("first-coastal-division", "armed_group", "1st Coastal Division", "1re division côtière", "الفرقة الأولى الساحلية",
     "1-я прибрежная дивизия", ()),
    ("liwa-shuhada-al-islam", "armed_group", "Liwa Shuhada al-Islam", "Liwa Chouhada al-Islam", "لواء شهداء الإسلام",
     "Лива Шухада аль-Ислам", ()),
    ("islamic-state", "armed_group", "Islamic State", "État islamique", "تنظيم الدولة الإسلامية", "Исламское государство",
     ("Daesh", "ISIL", "ISIS", "IS", "EI", "داعش", "ИГ", "ИГИЛ", "ДАИШ")),
    ("al-nusra", "armed_group", "al-Nusra Front", "Front al-Nosra", "جبهة النصرة", "Джабхат ан-Нусра",
     ("Nusra", "Nosra", "Jabhat al-Nusra", "النصرة", "ан-Нусра", "JaN")),
    ("jabhat-fatah-al-sham", "armed_group", "Jabhat Fatah al-Sham", "Jabhat Fatah al-Cham", "جبهة فتح الشام", "Джабхат Фатх аш-Шам", ("JFS",)),
    ("hayat-tahrir-al-sham", "armed_group", "Hay'at Tahrir al-Sham", "Hayat Tahrir al-Cham", "هيئة تحرير الشام", "Хайят Тахрир аш-Шам", ("HTS",)),
)
# fmt: on

LISTED_THIRTEEN = (
    "faylaq-al-sham", "jabhat-ahl-al-sham", "sultan-murad", "jaysh-idlib", "suqur-al-sham", "faylaq-al-rahman",
    "jabhat-al-shamiya", "fastaqim", "jaysh-al-izza", "jaysh-al-nasr", "first-coastal-division", "jaysh-al-islam",
    "liwa-shuhada-al-islam",
)  # fmt: skip
"""Formations that the bulletin of 4 January 2017 names as having joined."""

LISTED_SEVEN = (
    "faylaq-al-sham", "ahrar-al-sham", "jaysh-al-islam", "thuwar-al-sham", "jaysh-al-mujahideen", "jaysh-idlib", "jabhat-al-shamiya",
)  # fmt: skip
"""Groups that the ministry named on 29 December 2016."""

_MEMBERS = {*LISTED_THIRTEEN, *LISTED_SEVEN, "free-syrian-army"}
_BONDS = {"syrian-army": Affiliation("party:syria", "part_of")} | {
    key: Affiliation(_GROUPS, "part_of") for key in sorted(_MEMBERS)
}


def _alphabet(text: str) -> str:
    """The language that the letters of an alias give away; none for Latin ones, which several languages share."""
    if any("\u0600" <= letter <= "\u06ff" for letter in text):
        return "ar"
    return "ru" if any("\u0400" <= letter <= "\u04ff" for letter in text) else ""


def entries() -> Iterator[Entry]:
    """Parties, known from the start; what groups call themselves later comes as a succession."""
    for key, kind, en, fr, ar, ru, aliases in _PARTIES:
        party = Party(
            author=NODE, key=f"party:{key}", names=names(en, fr, ar, ru), party_kind=kind, sources=background(),  # type: ignore[arg-type]
            aliases=tuple(Alias(text, _alphabet(text)) for text in aliases), affiliations=(_BONDS[key],) if key in _BONDS else (),
        )  # fmt: skip
        yield Entry(START, party)
