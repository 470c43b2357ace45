"""What other sources add: decisions of bodies, drafts and answers, statements of armies and ministries."""

from collections.abc import Iterator

from treve.demo.rounds import AMERICA, CEASEFIRE, COH, KERRY, LAVROV, RUSSIA, UN
from treve.demo.saying import Entry, background, entry, moment, names, on, source
from treve.records.base import Source
from treve.records.incident import Position
from treve.records.talk import Answer, Decision, Proposal, Statement

COUNCIL, GUARANTORS = "party:un-security-council", "party:astana-guarantors"
MOD = "Russian Ministry of Defence"
_PACKAGE, _CASTELLO = "arrangement:package-2016-09", "arrangement:castello-road"

# known, key, author, body, at, words, votes, about, source
# fmt: off
_DECIDED: tuple[tuple[str, str, str, str, str, str, str, tuple[str, ...], tuple[Source, ...]], ...] = (
    ("2016-02-23 22:00", "reconciliation-centre-2016-02-23", RUSSIA, RUSSIA, "2016-02-23 12:00", "The Russian Reconciliation Centre opens at Hmeimim; it counts violations and "
     "takes up agreements with settlements and groups. The hour is taken as noon.", "", (COH,), source(MOD, "2016-02-23")),
    ("2016-02-26 23:59", "unscr-2268", UN, COUNCIL, "2016-02-26 23:00", "Resolution 2268: endorses the cessation of hostilities. An hour before it began, in Damascus.", "15-0",
     (COH,), source("United Nations", "2016-02-26", "SC/12261")),
    ("2016-09-27 22:00", "terms-2016-03-28", RUSSIA, "party:co-chairs", "2016-03-28 00:00", "Russia and the United States bring terms and procedures for violations into force: report time, place, "
     "nature, parties and weapons; ask the suspected party at once; settle it without force first. In force since 28 March, published with the texts of September.", "", (COH,),
     source("Topwar", title="Terms and procedures for the cessation of hostilities")),
    ("2016-05-09 22:00", "joint-statement-2016-05-09", UN, "party:co-chairs", "2016-05-09 12:00", "Recommit to the cessation, keep air operations over inhabited areas to a minimum, "
     "assess jointly where many civilians were harmed.", "", (COH,), background("2016-05-09")),
    ("2016-12-31 22:00", "unscr-2336", UN, COUNCIL, "2016-12-31 20:00", "Resolution 2336: supports the efforts of Russia and Turkey to end the violence. The hour is taken as the evening.", "15-0",
     (CEASEFIRE,), source("United Nations", "2016-12-31", "S/RES/2336")),
    ("2017-01-24 22:00", "trilateral-mechanism-2017-01-24", GUARANTORS, GUARANTORS, "2017-01-24 12:00", "Iran, Russia and Turkey set up a mechanism to observe the ceasefire and to prevent provocations. "
     "The Syrian sides did not sign.", "", (CEASEFIRE,), source("TASS", "2017-01-24")),
    ("2017-02-16 22:00", "joint-group-2017-02-16", GUARANTORS, GUARANTORS, "2017-02-16 12:00", "Concept of a joint operational group that looks into violations and into detainees; it meets on request, "
     "by consent of all.", "", (CEASEFIRE,), source("TASS", "2017-02-16")),
)
# known, key, speaker, for whom, first and last day, what the words do, the words, about, source
_SAID: tuple[tuple[str, str, str, str, str, str, str, str, tuple[str, ...], tuple[Source, ...]], ...] = (
    ("2016-02-27 10:00", "operation-centres-2016-02-27", "Agence France-Presse", "party:demonstration", "2016-02-27", "2016-02-27", "explains", "Operation centres work in Moscow, Washington, Latakia and "
     "Amman, and that of the United Nations in Geneva at all hours.", (COH,), source("Agence France-Presse", "2016-02-27")),
    ("2016-02-23 22:00", "ground-monitors-2016-02", "Ban Ki-moon, UN Secretary-General", UN, "2016-02-22", "2016-02-23", "assesses", "With the means at hand it is hardly possible to watch over a "
     "cessation in the whole country from the ground.", (COH,), source("New Boston Post", "2016-02-23")),
    ("2016-02-25 22:00", "accession-form-2016-02-25", MOD, RUSSIA, "2016-02-25", "2016-02-25", "explains", "A form for commanders: where the unit stands on a map, and that it stops firing, joins a settlement, "
     "lets monitors and aid in, and brings disputes to the joint centre.", (COH,), source("Lenta.ru", "2016-02-25")),
    ("2016-02-27 14:00", "seventeen-units-2016-02-27", "Russian General Staff", RUSSIA, "2016-02-27", "2016-02-27", "declares", "Seventeen armed units have signed forms at Hmeimim; air strikes on those who joined have "
     "stopped. Lines link Hmeimim with the American centre in Amman.", (COH,), source("RT", "2016-02-27")),
    ("2016-03-06 22:00", "no-strikes-2016-03-06", MOD, RUSSIA, "2016-03-06", "2016-03-06", "declares", "No air strikes were made on groups that declared a stop and gave their positions to the Russian or the American centre.",
     (COH,), source("TASS", "2016-03-06")),
    ("2016-03-02 22:00", "us-hotline-2016-03-02", "US Department of State", AMERICA, "2016-03-02", "2016-03-02", "confirms", "Some who answered the hotline did not speak Arabic well enough; it is being mended.",
     (COH,), source("The Spokesman-Review", "2016-03-02")),
    ("2016-03-21 22:00", "threat-2016-03-21", "Russian General Staff", RUSSIA, "2016-03-21", "2016-03-21", "threatens", "From 22 March on it will use force on its own against groups that keep breaking the "
     "cessation, if no answer comes to its draft; it counts about 250 violations.", (COH, "proposal:violations-procedure-2016-03"), source("News2Night", "2016-03-21")),
    ("2016-09-15 21:00", "castello-withdrawal-2016-09-15", "Russian General Staff", RUSSIA, "2016-09-15", "2016-09-15", "declares", "The Syrian army has begun to pull its heavy weapons back from the Castello Road; "
     "a checkpoint with cameras is handed to the Red Crescent. Nothing is known of like steps of the other side.", (_CASTELLO,), source("Al-Alam", "2016-09-15")),
    ("2016-09-14 22:00", "truce-largely-holds-2016-09-14", "US Department of State", AMERICA, "2016-09-14", "2016-09-14", "assesses", "Mr Kerry and Mr Lavrov agree that the truce holds by and large, and to extend it by 48 "
     "hours.", (_PACKAGE,), source("Reuters", "2016-09-14")),
    ("2016-09-20 08:00", "us-clarify-2016-09-19", "US Department of State", AMERICA, "2016-09-19", "2016-09-19", "appeals", "Works to extend the truce; Russia, which answers for Damascus, should clear up the army's words. There was less "
     "violence, but not seven days of calm in a row.", (_PACKAGE, "arrangement:syrian-army-2016-09"), source("Reuters", "2016-09-19")),
    ("2016-09-19 19:30", "army-over-2016-09-19", "Syrian army command", "party:syrian-army", "2016-09-19", "2016-09-19", "declares", "The seven days are over; the other side is said to have broken them "
     "300 times.", ("arrangement:syrian-army-2016-09",), source("Reuters", "2016-09-19")),
    ("2016-10-03 22:00", "us-suspends-2016-10-03", "US Department of State", AMERICA, "2016-10-03", "2016-10-03", "declares", "The United States suspends its part in the bilateral channels for the ceasefire; the line "
     "on air safety stays open.", (COH, _PACKAGE), background("2016-10-03")),
    ("2017-04-07 18:00", "mou-suspended-2017-04-07", "Russian Ministry of Foreign Affairs", RUSSIA, "2017-04-07", "2017-04-07", "declares", "Russia suspends the memorandum on air incidents.",
     ("arrangement:air-safety",), source("Sputnik", "2017-04-07")),
)
# fmt: on


def entries() -> Iterator[Entry]:
    """Decisions, statements, and two proposals with their answers."""
    for known, key, author, body, when, words, votes, about, cited in _DECIDED:
        yield entry(
            known,
            Decision,
            author=author,
            key=f"decision:{key}",
            body=body,
            at=moment(when),
            words=words,
            votes=votes,
            about=about,
            sources=cited,
        )
    for known, key, speaker, party, first, last, act, words, about, cited in _SAID:
        yield entry(
            known, Statement, key=f"statement:{key}", speaker=speaker, on_behalf_of=party, at=on(first, last), act=act, words=words, about=about, sources=cited,
        )  # fmt: skip
    yield from _procedure()
    yield from _joint_group()
    yield entry(
        "2016-09-16 20:00", Proposal, key="proposal:extension-2016-09-16", by=(RUSSIA,), to=(AMERICA,), at=on("2016-09-16"), channel="public", about=(_PACKAGE,),
        names=names("72 hours more for the truce of September", "72 heures de plus pour la trêve de septembre", "72 ساعة إضافية لهدنة أيلول",
                    "Продление сентябрьского перемирия на 72 часа"),
        words="Ready to extend the truce that runs out that evening. No common answer was published.", sources=source("The Straits Times", "2016-09-16"),
    )  # fmt: skip
    yield entry(
        "2016-09-16 12:00", Position, author=AMERICA, key="position:castello-withdrawal", incident="statement:castello-withdrawal-2016-09-15", party=AMERICA,
        value="cannot_confirm", at=moment("2016-09-15 23:00"), sources=source("Xinhua", "2016-09-16"),
        words="Washington cannot yet confirm that the Syrian army has left the road.",
    )  # fmt: skip


def _procedure() -> Iterator[Entry]:
    key = "proposal:violations-procedure-2016-03"
    cited = source("News2Night", "2016-03-21")
    yield entry(
        "2016-03-21 22:00", Proposal, key=key, by=(RUSSIA,), to=(AMERICA,), at=on("2016-03-05"), channel="draft", about=(COH,), sources=cited,
        names=names("Procedure for violations of the cessation", "Procédure en cas de violation de la cessation",
                    "إجراءات التعامل مع خروقات وقف الأعمال القتالية", "Порядок реагирования на нарушения режима прекращения боевых действий"),
        words="A draft on how violations are looked into and answered.",
    )  # fmt: skip
    yield entry("2016-03-21 22:00", Answer, key="answer:violations-procedure-2016-03", proposal=key, by=AMERICA, value="rejected", at=on("2016-03-18", "2016-03-21"),
                words="No agreement at the talks in Amman; the United States would not agree to the draft as it stood.", sources=cited)  # fmt: skip
    yield entry("2016-09-27 22:00", Answer, key="answer:violations-procedure-2016-03", proposal=key, by=AMERICA, value="accepted", at=on("2016-03-28"),
                words="Terms and procedures agreed by both come into force.", sources=source("Topwar", title="Terms and procedures"))  # fmt: skip


def _joint_group() -> Iterator[Entry]:
    """The leaked draft of July 2016: that it was tabled, and its safeguards; nothing of targets is held here."""
    yield entry(
        "2016-07-15 22:00", Proposal, key="proposal:joint-group-2016-07", by=(AMERICA,), to=(RUSSIA,), at=on("2016-07-14"), channel="draft", about=(COH,),
        names=names("Joint group on the cessation of hostilities", "Groupe conjoint sur la cessation des hostilités",
                    "مجموعة مشتركة بشأن وقف الأعمال القتالية", "Совместная группа по прекращению боевых действий"),
        words="A group in Amman; the Syrian air force would stay on the ground in designated areas and give 24 hours' notice of flights. Leaked, not published.",
        sources=source("Institute for the Study of War", "2016-07-15"), note=f"Brought to Moscow by {KERRY}; {LAVROV} took part.",
    )  # fmt: skip
