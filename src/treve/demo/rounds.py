"""Standing forums, and the calls, rounds and sessions held in them or beside them."""

from collections.abc import Iterator

from treve.demo.saying import Entry, background, between, entry, names, on, source
from treve.records.base import Names, Source
from treve.records.talk import Format, Meeting, Seat

RUSSIA, AMERICA, TURKEY, IRAN, UN = "party:russia", "party:united-states", "party:turkey", "party:iran", "party:united-nations"
PUTIN, LAVROV = "Vladimir Putin, President", "Sergey Lavrov, Minister of Foreign Affairs"
OBAMA, KERRY, TRUMP = "Barack Obama, President", "John Kerry, Secretary of State", "Donald Trump, President"
SAFADI, MISTURA = "Ayman Safadi, Minister of Foreign Affairs", "Staffan de Mistura, UN Special Envoy"

# The five press reports that the project began with.
APS = source("APS", "2017-05-03")
AGENCIES = source("agencies and newsroom", "2016-07-06")
NEWS_2017 = source("press report, outlet not shown", "2017-04-29")
SOLEIL = source("Le Soleil / Agence France-Presse", "2016-06-01")
NEWS_2015 = source("press report, with AFP", "2015-09-29")

_SIDES = (Seat("party:syria", "delegation"), Seat("party:syrian-opposition", "delegation"))
_GUARANTORS = (Seat(RUSSIA, "guarantor"), Seat(TURKEY, "guarantor"), Seat(IRAN, "guarantor"))
_COCHAIRS = (Seat(RUSSIA, "cochair"), Seat(AMERICA, "cochair"))
_MINISTERS = (Seat(RUSSIA, person=LAVROV), Seat(AMERICA, person=KERRY))
_HOST = (Seat("party:kazakhstan", "host"),)
_AMBASSADOR = (Seat(AMERICA, "observer", "ambassador to Kazakhstan"),)
_OBSERVERS = (
    Seat(AMERICA, "observer", "Stuart Jones, Acting Assistant Secretary of State for Near Eastern Affairs"), Seat(UN, "observer", MISTURA),
    Seat("party:jordan", "observer"),
)  # fmt: skip
_ASTANA_4 = names("Astana, round 4", "Astana, 4e rencontre", "أستانا، الجولة 4", "Астана, раунд 4")
_ROUND = {"format": "format:astana", "place": "place:astana"}
COH, CEASEFIRE, ZONES = "arrangement:coh-2016-02-27", "arrangement:ceasefire-2016-12-30", "arrangement:deescalation-2017-05"

# known, key, kind, names, first day, last day, seats, source, what else is known
# fmt: off
_MEETINGS: tuple[tuple[str, str, str, Names, str, str | None, tuple[Seat, ...], tuple[Source, ...], dict[str, object]], ...] = (
    ("2015-09-29", "obama-putin-2015-09-28", "meeting",
     names("Putin and Obama at the UN", "Poutine et Obama à l'ONU", "بوتين وأوباما في الأمم المتحدة", "Путин и Обама в ООН"),
     "2015-09-28 17:00", "2015-09-29 06:00", (Seat(RUSSIA, person=PUTIN), Seat(AMERICA, person=OBAMA)), NEWS_2015,
     {"minutes": 90, "place": "place:new-york", "outcome": "Agreed to go on co-operating; on no particular steps. Their first official meeting in "
      "more than two years."}),
    ("2015-09-29", "ministries-2015", "meeting",
     names("Talks of the defence and the foreign ministries", "Discussions entre ministères de la Défense et des Affaires étrangères",
           "محادثات وزارتي الدفاع ووزارتي الخارجية", "Переговоры министерств обороны и иностранных дел"),
     "2015-09-29", "2015-12-31", (Seat(RUSSIA), Seat(AMERICA)), NEWS_2015,
     {"held": "announced", "note": "Announced without a day; the rest of the year stands for it."}),
    ("2016-02-12", "munich-2016-02-11", "session", names("ISSG in Munich", "GISS à Munich", "المجموعة الدولية في ميونيخ", "МГПС в Мюнхене"),
     "2016-02-11", None, _COCHAIRS, background("2016-02-12"), {"format": "format:issg", "place": "place:munich",
      "outcome": "Two task forces: for humanitarian access and for the ceasefire."}),
    ("2016-03-21", "amman-2016-03", "meeting", names("Talks on violations in Amman", "Entretiens d'Amman sur les violations",
     "محادثات عمّان بشأن الخروقات", "Переговоры в Аммане о нарушениях"),
     "2016-03-18", None, _COCHAIRS, source("News2Night", "2016-03-21"), {"place": "place:amman", "about": (COH,),
      "outcome": "No agreement on a procedure for violations."}),
    ("2016-05-17", "kerry-lavrov-2016-05-17", "meeting", names("Kerry and Lavrov in Vienna", "Kerry et Lavrov à Vienne",
     "كيري ولافروف في فيينا", "Керри и Лавров в Вене"),
     "2016-05-17", None, _MINISTERS, background("2016-05-17"), {"format": "format:issg", "place": "place:vienna"}),
    ("2016-05-17", "vienna-2016-05-17", "session", names("ISSG in Vienna", "GISS à Vienne", "المجموعة الدولية في فيينا", "МГПС в Вене"),
     "2016-05-17", None, _COCHAIRS, background("2016-05-17"), {"format": "format:issg", "place": "place:vienna", "about": (COH,)}),
    ("2016-06-01", "kerry-lavrov-2016-05-17", "meeting", names("Kerry and Lavrov in Vienna", "Kerry et Lavrov à Vienne",
     "كيري ولافروف في فيينا", "Керри и Лавров в Вене"),
     "2016-05-17", None, _MINISTERS, SOLEIL, {"format": "format:issg", "place": "place:vienna"}),
    ("2016-06-01", "kerry-lavrov-2016-06-01", "call", names("Lavrov and Kerry by telephone", "Lavrov et Kerry au téléphone",
     "اتصال بين لافروف وكيري", "Телефонный разговор Лаврова и Керри"),
     "2016-06-01", None, _MINISTERS, SOLEIL, {"about": ("arrangement:daraya-2016-06",)}),
    ("2016-07-06", "geneva-2016", "session", names("Two sessions of indirect talks, Geneva", "Deux sessions de pourparlers indirects, Genève",
     "جولتان من المحادثات غير المباشرة، جنيف", "Две сессии непрямых переговоров, Женева"),
     "2016-01-01", "2016-07-06", (Seat(UN, "mediator", MISTURA), *_SIDES), AGENCIES, {"format": "format:geneva", "place": "place:geneva",
      "outcome": "No progress.", "note": "The report counts two sessions since the beginning of the year; it gives no days."}),
    ("2016-07-06", "putin-obama-2016-07-06", "call", names("Putin and Obama by telephone", "Poutine et Obama au téléphone",
     "اتصال بين بوتين وأوباما", "Телефонный разговор Путина и Обамы"),
     "2016-07-06", None, (Seat(RUSSIA, person=PUTIN), Seat(AMERICA, person=OBAMA)), AGENCIES, {
      "outcome": "Both are ready to intensify the coordination of their militaries in Syria, says the Kremlin."}),
    ("2016-07-06", "kerry-georgia-2016-07", "meeting", names("Kerry in Georgia", "Kerry en Géorgie", "كيري في جورجيا", "Керри в Грузии"),
     "2016-07-06", None, (Seat(AMERICA, person=KERRY),), AGENCIES, {"outcome": "On the way to the NATO summit."}),
    ("2016-07-06", "nato-warsaw-2016-07", "session", names("NATO summit in Warsaw", "Sommet de l'Otan à Varsovie", "قمة الناتو في وارسو",
     "Саммит НАТО в Варшаве"),
     "2016-07-08", "2016-07-09", (Seat(AMERICA),), AGENCIES, {"held": "announced", "place": "place:warsaw"}),
    ("2016-07-15", "kerry-moscow-2016-07-14", "meeting", names("Kerry in Moscow", "Kerry à Moscou", "كيري في موسكو", "Керри в Москве"),
     "2016-07-14", "2016-07-15", _MINISTERS, source("Institute for the Study of War", "2016-07-15"), {"place": "place:moscow",
      "about": ("proposal:joint-group-2016-07",)}),
    ("2016-09-10 00:30", "kerry-lavrov-2016-09-09", "meeting", names("Kerry and Lavrov in Geneva", "Kerry et Lavrov à Genève",
     "كيري ولافروف في جنيف", "Керри и Лавров в Женеве"),
     "2016-09-09", None, _MINISTERS, background("2016-09-10"), {"place": "place:geneva", "about": ("arrangement:package-2016-09",),
      "outcome": "A package of five documents, kept confidential."}),
    ("2017-01-24", "astana-1", "round", names("Astana, round 1", "Astana, 1re rencontre", "أستانا، الجولة 1", "Астана, раунд 1"),
     "2017-01-23", "2017-01-24", (*_GUARANTORS, *_SIDES, *_HOST, Seat(UN, "observer", MISTURA), *_AMBASSADOR), source("TASS", "2017-01-24"),
     _ROUND | {"about": (CEASEFIRE,), "outcome": "The guarantors announce a trilateral mechanism; the Syrian sides do not sign."}),
    ("2017-02-06", "astana-technical-2017-02-06", "session", names("Technical meeting, Astana", "Réunion technique, Astana",
     "اجتماع تقني، أستانا", "Техническая встреча, Астана"),
     "2017-02-06", None, (*_GUARANTORS, Seat(UN), Seat("party:jordan")), background("2017-02-06"), _ROUND | {"about": (CEASEFIRE,)}),
    ("2017-02-09", "mou-vtc-2017-02-09", "video_conference", names("Video conference on air safety", "Visioconférence sur la sécurité aérienne",
     "مؤتمر عبر الفيديو بشأن السلامة الجوية", "Видеоконференция по безопасности полётов"),
     "2017-02-09", None, (Seat(RUSSIA), Seat(AMERICA)), background("2017-02-09"), {"about": ("arrangement:air-safety",)}),
    ("2017-02-16", "astana-2", "round", names("Astana, round 2", "Astana, 2e rencontre", "أستانا، الجولة 2", "Астана, раунд 2"),
     "2017-02-16", None, (*_GUARANTORS, *_SIDES, *_HOST, *_AMBASSADOR), source("TASS", "2017-02-16"),
     _ROUND | {"about": (CEASEFIRE,), "outcome": "Concept of a joint group of the guarantors adopted."}),
    ("2017-03-15", "astana-3", "round", names("Astana, round 3", "Astana, 3e rencontre", "أستانا، الجولة 3", "Астана, раунд 3"),
     "2017-03-14", "2017-03-15", (*_GUARANTORS, *_HOST, *_AMBASSADOR), background("2017-03-15"), _ROUND | {"about": (CEASEFIRE,)}),
    ("2017-04-29", "lavrov-safadi-2017-04-29", "press_conference", names("Lavrov and Safadi, press conference",
     "Lavrov et Safadi, conférence de presse", "لافروف والصفدي، مؤتمر صحفي", "Лавров и Сафади, пресс-конференция"),
     "2017-04-29", None, (Seat(RUSSIA, person=LAVROV), Seat("party:jordan", person=SAFADI)), NEWS_2017, {"about": (CEASEFIRE,)}),
    ("2017-04-29", "astana-4", "round", _ASTANA_4, "2017-05-03", "2017-05-04", _GUARANTORS, NEWS_2017,
     _ROUND | {"held": "announced", "about": (CEASEFIRE,)}),
    ("2017-05-03 08:00", "putin-trump-2017-05-02", "call", names("Putin and Trump by telephone", "Poutine et Trump au téléphone",
     "اتصال بين بوتين وترامب", "Телефонный разговор Путина и Трампа"),
     "2017-05-02", None, (Seat(RUSSIA, person=PUTIN), Seat(AMERICA, person=TRUMP)), APS, {"about": (CEASEFIRE,),
      "outcome": "The dialogue of the two foreign ministers is to be intensified."}),
    ("2017-05-03 12:00", "astana-4", "round", _ASTANA_4, "2017-05-03", "2017-05-04", (*_GUARANTORS, *_SIDES, *_HOST, *_OBSERVERS[:2]), APS,
     _ROUND | {"about": (CEASEFIRE,), "note": "Opens on 3 May; the fourth meeting. Until then the United States sent its ambassador in the country."}),
    ("2017-05-04", "astana-4", "round", _ASTANA_4, "2017-05-03", "2017-05-04", (*_GUARANTORS, *_SIDES, *_HOST, *_OBSERVERS),
     (*APS, *source("Sputnik", "2017-05-04")), _ROUND | {"about": (CEASEFIRE, ZONES),
      "outcome": "Memorandum on de-escalation areas, signed by the guarantors alone; part of the opposition walked out over Iran as guarantor."}),
)
# fmt: on


def entries() -> Iterator[Entry]:
    """The forums, then the meetings; a meeting announced is replaced by the meeting held."""
    yield entry(
        "2015-11-15 12:00", Format, key="format:issg", seats=_COCHAIRS, during=between("2015-10-30", None), sources=background("2015-11-15"),
        names=names("Vienna process, International Syria Support Group", "Processus de Vienne, Groupe international de soutien à la Syrie",
                    "عملية فيينا، المجموعة الدولية لدعم سوريا", "Венский процесс, Международная группа поддержки Сирии"),
        note="Sponsored by Russia and the United States. Task forces for the ceasefire and for aid from February 2016 on.",
    )  # fmt: skip
    yield entry(
        "2016-02-01 12:00", Format, key="format:geneva", seats=(Seat(UN, "mediator", MISTURA), *_SIDES), during=between("2016-01-29", None),
        names=names("Geneva talks under the United Nations", "Pourparlers de Genève sous l'égide de l'ONU",
                    "محادثات جنيف برعاية الأمم المتحدة", "Женевские переговоры под эгидой ООН"),
        sources=background("2016-02-01"),
    )  # fmt: skip
    yield entry(
        "2017-01-24 22:00", Format, key="format:astana", seats=(*_GUARANTORS, *_HOST, *_SIDES, Seat(UN, "observer")),
        names=names("Astana format", "Format d'Astana", "صيغة أستانا", "Астанинский формат"), during=between("2017-01-23", None),
        sources=source("TASS", "2017-01-24"), decision_rule="Consensus of the three guarantors.",
    )  # fmt: skip
    yield entry(
        "2016-02-12 22:00", Format, key="format:ceasefire-task-force", seats=_COCHAIRS, during=between("2016-02-11", None), secretariat=UN,
        names=names("Ceasefire Task Force of the ISSG", "Groupe de travail du GISS sur le cessez-le-feu", "فريق عمل وقف إطلاق النار",
                    "Целевая группа МГПС по прекращению огня"),
        decision_rule="The co-chairs establish the facts, together or each alone.", sources=source("UN Special Envoy for Syria", title="Ceasefire Task Force"),
    )  # fmt: skip
    yield entry(
        "2017-01-05 12:00", Format, key="format:joint-commission", seats=(Seat(RUSSIA, "guarantor"), Seat(TURKEY, "guarantor")),
        names=names("Russian-Turkish commission on violations", "Commission russo-turque sur les violations", "اللجنة الروسية التركية للخروقات",
                    "Российско-турецкая комиссия по нарушениям"),
        during=between("2016-12-30", None), sources=source("Inside Syria Media Center", "2017-01-05"),
        decision_rule="Each side registers; each looks into the other's list and says what it confirms. Both counts are published.",
    )  # fmt: skip
    yield entry(
        "2017-02-16 22:00", Format, key="format:joint-group", seats=_GUARANTORS, during=between("2017-02-16", None), sources=source("TASS", "2017-02-16"),
        names=names("Joint group of the Astana guarantors", "Groupe conjoint des garants d'Astana", "المجموعة المشتركة لضامني أستانا",
                    "Совместная группа гарантов Астаны"),
        decision_rule="Meets on request; day and place by consent of all. Experts of the United Nations assist.",
    )  # fmt: skip
    for known, key, kind, called, first, last, seats, cited, more in _MEETINGS:
        yield entry(
            known,
            Meeting,
            key=f"meeting:{key}",
            names=called,
            meeting_kind=kind,
            at=on(first, last),
            seats=seats,
            sources=cited,
            **more,
        )
