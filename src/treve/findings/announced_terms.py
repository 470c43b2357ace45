"""TERM-01: notices against the terms of arrangements in force. See docs/findings/term-01.md."""

from collections.abc import Iterator

from treve.findings.announced import announced, seen_at
from treve.findings.finding import Asked, Finding, Said
from treve.findings.touching import ACTS, Touch, touches
from treve.kleene import CANNOT_TELL, YES
from treve.picture.picture import Picture

SENTENCES = {
    True: "What {notice} announces falls under provision {provision_said} of {arrangement}: {span}.",
    False: "What {notice} announces may fall under provision {provision_said} of {arrangement}: {span}.",
}
"""By whether it is certain."""


def terms_touched(picture: Picture, asked: Asked) -> Iterator[Finding]:
    """Notices whose volumes touch where and when a provision holds that prohibits its author what they announce."""
    held = [
        one for one in announced(picture, asked.during, seen_at(picture, asked)) if one.notice.notice_kind in ACTS
    ]  # fmt: skip
    for touch in touches(picture, asked.during, held):
        yield _finding(touch, picture)


def _finding(touch: Touch, picture: Picture) -> Finding:
    notice, sure = touch.announced.notice, touch.verdict == YES
    values = {
        "notice": notice.key,
        "arrangement": touch.arrangement,
        "provision_said": touch.provision.id,
        "span": touch.during,
    }
    values |= {name: value.word for name, value in touch.criteria.items()}
    record = next((known.id for known in picture.knowns if known.record is picture.arrangements[touch.arrangement]), "")
    return Finding(
        rule="TERM-01", severity="warning" if sure else "note", subjects=(notice.key, touch.arrangement), during=touch.during,
        sentence=SENTENCES[sure], values=values, details=tuple(_details(touch)),
        used=tuple(one for one in (touch.announced.version.known.id, record) if one),
    )  # fmt: skip


def _details(touch: Touch) -> Iterator[Said]:
    provision, notice, answers = touch.provision, touch.announced.notice, touch.criteria
    yield touch.announced.said
    yield Said("The provision prohibits: {acts}.", {"acts": list(provision.prohibits)})
    if answers["act"] == CANNOT_TELL:
        yield Said("A notice of this kind does not say whether such an act is done.")
    author = {"author": notice.author}
    if answers["bound"] == CANNOT_TELL:
        yield Said("Whether {author} is bound cannot be told.", author)
    else:
        yield Said("{author} is bound.", author)
    if answers["excluded"] == CANNOT_TELL:
        yield Said("Whether {author} is left out is contested.", author)
    if not provision.areas:
        yield Said("The provision holds in the whole theatre.")
    elif answers["place"] == YES:
        yield Said("What is announced lies in {areas}, at least in part.", {"areas": list(provision.areas)})
    else:
        yield Said("Whether what is announced lies in {areas} cannot be told.", {"areas": list(provision.areas)})
    if answers["time"] == CANNOT_TELL:
        yield Said("It is not known whether the provision held then.")
    yield Said("A notice says what is to come: nothing is said of what was done.")
