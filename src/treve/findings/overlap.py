"""OVER-01: arrangements that hold at one time, on common ground, for some common party. See docs/findings/over-01.md."""

from collections.abc import Iterator

from treve.findings.finding import Asked, Finding, Said
from treve.findings.reach import Meeting, Reaches
from treve.geo.interval import Interval
from treve.kleene import YES
from treve.picture.picture import Picture
from treve.records.act import covers
from treve.records.arrangement import Arrangement

SENTENCES = {
    True: "{a} and {b} both hold: {span}.",
    False: "{a} and {b} may both hold: {span}.",
}
"""By whether it is certain."""


def overlaps(picture: Picture, asked: Asked) -> Iterator[Finding]:
    """Pairs of arrangements that meet, each once, with which is the more specific and which the stricter."""
    reaches = Reaches(picture)
    for meeting in reaches.meetings(asked.during):
        if asked.arrangement in ("", meeting.a, meeting.b):
            yield _finding(picture, reaches, meeting)


def _finding(picture: Picture, reaches: Reaches, meeting: Meeting) -> Finding:
    a, b = picture.arrangements[meeting.a], picture.arrangements[meeting.b]
    related = b.under == a.key or a.under == b.key
    sure = meeting.where == YES and meeting.when == YES
    return Finding(
        rule="OVER-01", severity="note" if related or not sure else "attention", subjects=(a.key, b.key), during=meeting.during,
        sentence=SENTENCES[sure],
        values={"a": a.key, "b": b.key, "span": meeting.during},
        details=(*_common(meeting), *_precedence(a, b), *_specific(reaches, a, b), *_stricter(a, b)),
    )  # fmt: skip


def _common(meeting: Meeting) -> Iterator[Said]:
    if meeting.parties:
        yield Said("Both bind: {parties}.", {"parties": list(meeting.parties)})
    else:
        yield Said("Both bind every armed actor.")
    if meeting.where != YES:
        yield Said("Whether they have ground in common cannot be told.")
    if meeting.when != YES:
        yield Said("It is not known whether one of them held then.")


def _precedence(a: Arrangement, b: Arrangement) -> Iterator[Said]:
    for general, local in ((a, b), (b, a)):
        if local.under == general.key:
            values = {"local": local.key, "general": general.key}
            if local.looser:
                yield Said("{local} adds to {general} and says expressly that it loosens it.", values)
            else:
                yield Said("{local} adds to {general}: it may be stricter and takes nothing away.", values)
            return
    if a.under and a.under == b.under:
        yield Said("Both add to {general}; no record says which of them prevails.", {"general": a.under})
    else:
        yield Said("No record says which of them prevails.")


def _specific(reaches: Reaches, a: Arrangement, b: Arrangement) -> Iterator[Said]:
    grounds = {one.key: reaches.ground(one.provisions) for one in (a, b)}
    lengths = {one.key: _length(one.valid) for one in (a, b)}
    for wide, small in ((a, b), (b, a)):
        values = {"small": small.key, "wide": wide.key}
        inside = reaches.holds(grounds[wide.key], grounds[small.key])
        if inside and not reaches.holds(grounds[small.key], grounds[wide.key]):
            yield Said("{small} is the more specific: its area lies within that of {wide}.", values)
            return
    for wide, small in ((a, b), (b, a)):
        if lengths[small.key] < lengths[wide.key]:
            yield Said("{small} is the more specific in time: it is the shorter.", {"small": small.key, "wide": wide.key})
            return


def _length(valid: Interval) -> float:
    return float("inf") if valid.duration is None else valid.duration.total_seconds()


def _stricter(a: Arrangement, b: Arrangement) -> Iterator[Said]:
    for one, other in ((a, b), (b, a)):
        values = {"one": one.key, "other": other.key}
        more = [act for act in _acts(one) if not _prohibits(other, act)]
        if more:
            yield Said("{one} is the stricter in acts: {other} does not prohibit {acts}.", values | {"acts": more})
        if _left_out(other) and not _left_out(one):
            yield Said("{one} is the stricter in parties: it leaves nobody out, {other} does.", values)
        excused = {clause.kind for rule in other.provisions for clause in rule.exceptions}
        excused -= {clause.kind for rule in one.provisions for clause in rule.exceptions}
        if excused:
            sentence = "{one} is the stricter in exceptions: it does not know {kinds}, {other} does."
            yield Said(sentence, values | {"kinds": sorted(excused)})


def _acts(arrangement: Arrangement) -> list[str]:
    return sorted({act for rule in arrangement.provisions for act in rule.prohibits})


def _left_out(arrangement: Arrangement) -> bool:
    return any(rule.excluded or rule.excluded_by for rule in arrangement.provisions)


def _prohibits(arrangement: Arrangement, act: str) -> bool:
    """Whether it prohibits the act with every weapon and against every target."""
    rules = [
        rule
        for provision in arrangement.provisions
        if not provision.weapons and not provision.targets
        for rule in provision.prohibits
    ]
    return any(rule == act or (act != "*" and covers(rule, act) == YES) for rule in rules)
