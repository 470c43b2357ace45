"""What the five press reports say of the mechanism: statements, proposals, communiqués, the convoy, the dead."""

from collections.abc import Iterator

from treve.demo.rounds import (
    AGENCIES,
    AMERICA,
    APS,
    CEASEFIRE,
    COH,
    KERRY,
    LAVROV,
    NEWS_2015,
    NEWS_2017,
    OBAMA,
    PUTIN,
    RUSSIA,
    SOLEIL,
    UN,
)
from treve.demo.saying import Entry, at, between, entry, names, on, source
from treve.records.base import Source
from treve.records.relief import AidDelivery
from treve.records.report import Range
from treve.records.talk import Answer, Proposal, Readout, Statement
from treve.records.tally import Toll

MFA = "Russian Ministry of Foreign Affairs"
OZEROV = "Viktor Ozerov, chair of the defence and security committee of the Federation Council"
NODE = "party:demonstration"
_M2015, _C2016, _C2017 = "meeting:obama-putin-2015-09-28", "meeting:putin-obama-2016-07-06", "meeting:putin-trump-2017-05-02"
_JUNE, _PRESS = "meeting:kerry-lavrov-2016-06-01", "meeting:lavrov-safadi-2017-04-29"
_EID, _DARAYA, _JOINT = "arrangement:eid-2016-07", "arrangement:daraya-2016-06", "proposal:joint-strikes-2016-05"

# key, speaker, for whom, day or days, what the words do, the words, about what, to whom
# fmt: off
_Row = tuple[str, str, str, str, str, str, tuple[str, ...], tuple[str, ...]]
_SAID: dict[str, tuple[tuple[Source, ...], tuple[_Row, ...]]] = {
    "2015-09-29": (NEWS_2015, (
        ("keep-talking", LAVROV, RUSSIA, "2015-09-29", "declares", "Moscow and Washington go on talking, to find a compromise on Syria and on the fight "
         "against Islamic State.", (_M2015,), ()),
        ("no-steps", LAVROV, RUSSIA, "2015-09-29", "explains", "The two presidents agreed to go on co-operating; no particular steps were agreed.", (_M2015,), ()),
        ("ministries", LAVROV, RUSSIA, "2015-09-29", "declares", "The defence and the foreign ministries will talk, so that the defeat of Islamic State becomes "
         "more feasible.", ("meeting:ministries-2015",), ()),
        ("all-coordinate", LAVROV, RUSSIA, "2015-09-29", "appeals", "All who face Islamic State must coordinate what they do.", (_M2015,), ()),
        ("single-command", LAVROV, RUSSIA, "2015-09-29", "refuses", "A single command is not realistic; President Putin made that very clear.", (_M2015,), ()),
        ("obama-heard", LAVROV, RUSSIA, "2015-09-29", "assesses", "Believes that President Obama heard what Mr Putin had to say.", (_M2015,), ()),
        ("putin-mechanisms", PUTIN, RUSSIA, "2015-09-28", "declares", "They spoke of co-operation against terrorism. The common work must be strengthened; suitable "
         "mechanisms are being thought about.", (_M2015,), ()),
        ("putin-open", PUTIN, RUSSIA, "2015-09-28", "assesses", "The meeting was constructive and open beyond expectation.", (_M2015,), ()),
        ("obama-all-countries", OBAMA, AMERICA, "2015-09-28", "offers", "The United States is ready to work with all countries, Russia and Iran included.", (_M2015,), ()),
    )),
    "2016-06-01": (SOLEIL, (
        ("us-press-damascus", "United States", AMERICA, "2016-06-01", "appeals", "Russia should press Damascus to stop bombing around Daraya, to give the talks a "
         "chance.", (_DARAYA,), (RUSSIA,)),
        ("vienna-no-progress", "Agence France-Presse", NODE, "2016-06-01", "assesses", "The Vienna process, sponsored by the United States and Russia, tries to make a "
         "lasting truce of the fragile cessation between government and opposition groups; no notable progress so far.", (COH, "format:issg"), ()),
    )),
    "2016-07-06": (AGENCIES, (
        ("separate-opposition", PUTIN, RUSSIA, "2016-07-06", "appeals", "Mr Obama should help the moderate opposition to part from al-Nusra and the other groups outside "
         "the truce.", (_C2016, COH), (AMERICA,)),
        ("resume-geneva", "Vladimir Putin and Barack Obama", RUSSIA, "2016-07-06", "appeals", "The talks under the UN should be taken up again.",
         (_C2016, "format:geneva"), ()),
        ("services-cooperate", "newsroom", NODE, "2016-07-06", "explains", "The security services of the two countries already work together in Syria.", (_C2016,), ()),
        ("joint-action-june", MFA, RUSSIA, "2016-06-01 00:00", "appeals", "Decisive joint action against al-Nusra, called for already in June.", (_JUNE,), (AMERICA,)),
        ("kerry-welcomes", KERRY, AMERICA, "2016-07-06", "declares", "Welcomes the 72 hours, and works with Russia among others to make a lasting truce of them.", (_EID,), ()),
        ("army-eid", "Syrian army command", "party:syrian-army", "2016-07-06", "declares", "72 hours without fire in the whole country, at the feast that ends Ramadan.",
         (_EID,), ()),
        ("coh-broke-down", "newsroom", NODE, "2016-07-06", "assesses", "The cessation that the United States and Russia negotiated, in force since 27 February outside the areas of "
         "extremists, broke down after repeated violations; the report lays them on those it calls terrorists, and names nobody.", (COH,), ()),
    )),
    "2017-04-29": (NEWS_2017, (
        ("ready-to-cooperate", LAVROV, RUSSIA, "2017-04-29", "offers", "Fully ready to co-operate with the United States on Syria again; waits for the same will.", (_PRESS,), (AMERICA,)),
        ("king-abdullah", LAVROV, RUSSIA, "2017-04-29", "explains", "King Abdullah II stressed many times how much it matters that Russian and American efforts converge.", (_PRESS,), ()),
        ("ceasefire-matters", LAVROV, RUSSIA, "2017-04-29", "declares", "The ceasefire between government forces and the opposition matters to the fight against terrorism.",
         (CEASEFIRE, _PRESS), ()),
        ("join-forces", LAVROV, RUSSIA, "2017-04-29", "appeals", "Those who fight terrorism should join forces: the Russian air force and the American-led coalition.", (_PRESS,),
         (AMERICA, "party:coalition")),
        ("mechanism-since-january", "newsroom", NODE, "2017-04-29", "explains", "Earlier talks adopted a mechanism to monitor the ceasefire, in place since January.",
         (CEASEFIRE, "format:astana"), ()),
        ("outside-the-ceasefire", "newsroom", NODE, "2017-04-29", "explains", "Islamic State, al-Nusra and other groups listed as terrorist are outside the ceasefire.", (CEASEFIRE,), ()),
    )),
    "2017-05-03": (APS, (
        ("ozerov-coordination", OZEROV, RUSSIA, "2017-05-02 12:00", "assesses", "Coordination against terrorism in Syria is possible; the two countries could come to an agreement on it.",
         (_C2017,), ()),
        ("ozerov-memorandum", OZEROV, RUSSIA, "2017-05-02 12:00", "assesses", "To Sputnik: the dialogue will not stop at the memorandum on air incidents; efforts will be joined and "
         "actions concerted.", (_C2017, "arrangement:air-safety"), ()),
        ("geneva-again", "APS", NODE, "2017-05-03", "assesses", "The talks in Astana could open the way to a new round under the UN in Geneva.", ("meeting:astana-4", "format:geneva"), ()),
        ("ambassador-until-now", "APS", NODE, "2017-05-03", "explains", "Until now the United States was represented in Astana by its ambassador to Kazakhstan.", ("format:astana",), ()),
    )),
}
_NOTES = {
    "washington-2016-06-01": "What the report gives of Washington's words that day; whether they fell in the call is not told.",
    "russian-mfa-2017-04-29": "The ministry's communiqué, on what both ministers said.",
}
# key, day, figure, words, source
_DEAD = (
    ("toll:2015-09", "2015-09-29", 240_000, "More than 240,000 dead in four and a half years.", NEWS_2015),
    ("toll:2016-06", "2016-06-01", 270_000, "More than 270,000 dead in five years.", SOLEIL),
)
# fmt: on


def entries() -> Iterator[Entry]:
    """Report by report."""
    for day, (cited, rows) in _SAID.items():
        for key, speaker, party, when, act, words, about, to in rows:
            yield entry(
                f"{day} 22:00", Statement, key=f"statement:{key}-{day}", speaker=speaker, on_behalf_of=party, act=act, words=words, about=about,
                addressed_to=to, sources=cited, at=on(when, "2016-06-30", said="in June") if key == "joint-action-june" else
                on(when, day) if " " in when else on(when),
            )  # fmt: skip
    yield from _proposals()
    yield from _readouts()
    yield entry(
        "2016-06-01 22:00", AidDelivery, key="aid:daraya-2016-06-01", place="place:daraya", at=on("2016-06-01"), outcome="delivered",
        carriers=("party:icrc", UN, "party:sarc"), cargo="First convoy into the town since 2012; no food in it.", arrangement=_DARAYA,
        sources=(*SOLEIL, *source("Middle East Online", "2016-06-01")),
    )  # fmt: skip
    for key, day, number, words, cited in _DEAD:
        yield entry(f"{day} 22:00", Toll, key=key, measure="killed", number=Range(number), period=between("2011-03-15", day), words=words, sources=cited,
                    note="The figure is an open one. The beginning of the span is taken as 15 March 2011.")  # fmt: skip


def _proposals() -> Iterator[Entry]:
    mid_may = on("2016-05-11", "2016-05-20", said="mid-May")
    yield entry(
        "2016-06-01 22:00", Proposal, key=_JOINT, by=(RUSSIA,), to=(AMERICA,), at=mid_may, channel="public", sources=SOLEIL,
        names=names("Joint strikes against jihadist groups", "Frappes communes contre les groupes jihadistes",
                    "ضربات مشتركة ضد الجماعات الجهادية", "Совместные удары по джихадистским группировкам"),
        note="The reports say mid-May; 20 May is widely documented as the day. Recorded as a fact of diplomacy, not as a plan.",
    )  # fmt: skip
    yield entry(
        "2016-06-01 22:00", Answer, key="answer:joint-strikes-2016-05", proposal=_JOINT, by=AMERICA, value="rejected",
        at=on("2016-05-11", "2016-05-20", said="immediately"), words="Rejected at once.", sources=SOLEIL,
    )  # fmt: skip
    yield entry(
        "2016-06-01 22:00", Proposal, key="proposal:raqqa-2016-05", by=(RUSSIA,), to=("party:arab-kurdish-coalition", AMERICA),
        at=on("2016-05-14", "2016-05-31", said="a few days later"), channel="public", sources=SOLEIL,
        names=names("Coordination to drive Islamic State out of Raqqa", "Coordination pour chasser l'État islamique de Raqqa",
                    "التنسيق لطرد تنظيم الدولة من الرقة", "Координация для вытеснения ИГ из Ракки"),
        words="Ready to coordinate with the Arab-Kurdish coalition and the United States. No answer is in what was read.",
    )  # fmt: skip


def _readouts() -> Iterator[Entry]:
    """Each issuer's account; topics of the same name stand side by side, and silence on one shows."""
    daraya = "Russia should press Damascus to stop bombing around Daraya."
    shared = "The two sides wish for a dialogue of the foreign ministers, to make the ceasefire firmer, stable and controlled."
    # fmt: off
    rows: tuple[tuple[str, str, tuple[str, ...], str, str, dict[str, str], tuple[Source, ...]], ...] = (
        ("2016-06-01 22:00", "russian-mfa-2016-06-01", (RUSSIA,), _JUNE, "2016-06-01 18:00",
         {"joint action": "Decisive joint action against al-Nusra is needed, as Russia proposed all along."}, SOLEIL),
        ("2016-06-01 22:30", "washington-2016-06-01", (AMERICA,), _JUNE, "2016-06-01 20:00", {"daraya": daraya}, SOLEIL),
        ("2016-07-06 22:00", "kremlin-2016-07-06", (RUSSIA,), _C2016, "2016-07-06 20:00",
         {"coordination": "Both sides want more coordination of the two militaries in Syria; no form is named.",
          "separation": "The moderate opposition should part from al-Nusra and the other groups outside the truce.",
          "talks": "The UN talks should be resumed."}, AGENCIES),
        ("2016-07-07 08:00", "white-house-2016-07-06", (AMERICA,), _C2016, "2016-07-06 23:00",
         {"cessation": "Worry that the Syrian side does not keep to the cessation; Russia should press it to stop attacks for good.",
          "terrorism": "Both confirm that they will defeat Islamic State and al-Nusra.",
          "talks": "Progress towards a political transition is needed; support for the UN envoy."}, source("The White House", "2016-07-06")),
        ("2017-04-29 22:00", "russian-mfa-2017-04-29", (RUSSIA,), _PRESS, "2017-04-29 18:00",
         {"integrity": "Syria's territorial integrity and sovereignty are to be kept.", "aid": "More humanitarian aid must reach the people.",
          "ceasefire": "The ceasefire should become wider and firmer, in the Astana format."}, NEWS_2017),
        ("2017-05-03 08:00", "kremlin-2017-05-02", (RUSSIA,), _C2017, "2017-05-02 22:00",
         {"ceasefire": shared, "terrorism": "Coordination against terrorism in Syria was in the foreground."}, APS),
        ("2017-05-03 08:00", "white-house-2017-05-02", (AMERICA,), _C2017, "2017-05-02 22:00",
         {"ceasefire": "All parties must do what they can to end the violence.", "terrorism": "Working together against terrorism in the "
          "whole Middle East was discussed.", "zones": "Safe, or de-escalation, zones were discussed.",
          "astana": "The United States will send a representative to the talks in Astana."}, source("The Straits Times", "2017-05-03")),
    )
    # fmt: on
    for known, key, issuers, meeting, when, points, cited in rows:
        day, _, hour = when.partition(" ")
        yield entry(known, Readout, author=issuers[0], key=f"readout:{key}", meeting=meeting, issuers=issuers, at=at(day, hour), points=points, sources=cited,
                    note=_NOTES.get(key, ""))  # fmt: skip
