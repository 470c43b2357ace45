"""CONF-01: notices that come closer than the separation asked for. EXPO-01: what may come to harm by a notified operation.

See docs/findings/conf-01.md and docs/findings/expo-01.md. Neither says that anything is allowed or forbidden.
"""

from collections.abc import Iterator
from math import ceil, floor

from treve.findings.announced import announced, seen_at
from treve.findings.closeness import Close, close_pairs
from treve.findings.finding import Asked, Finding, Said
from treve.geo.coordinates import write
from treve.geo.meeting import Gap
from treve.kleene import CANNOT_TELL, YES
from treve.picture.picture import Picture

SENTENCES = {
    ("CONF-01", True): "{a} and {b} come closer to one another than the separation asked for: {span}.",
    ("CONF-01", False): "{a} and {b} may come closer to one another than the separation asked for: {span}.",
    ("EXPO-01", True): "{b} is exposed to {a}: {span}.",
    ("EXPO-01", False): "{b} may be exposed to {a}: {span}.",
}
"""By rule, and by whether it is certain."""


def conflicts(picture: Picture, asked: Asked) -> Iterator[Finding]:
    """Notices of two authors that come closer to one another than the separation asked for, or may."""
    yield from _found("CONF-01", picture, asked)


def exposures(picture: Picture, asked: Asked) -> Iterator[Finding]:
    """Sites, movements, medical evacuations and works that a notified operation comes closer to than asked, or may."""
    yield from _found("EXPO-01", picture, asked)


def _found(rule: str, picture: Picture, asked: Asked) -> Iterator[Finding]:
    held = list(announced(picture, asked.during, seen_at(picture, asked)))
    for pair in close_pairs(picture, asked.during, held, exposed=rule == "EXPO-01"):
        yield _finding(rule, pair)


def _finding(rule: str, pair: Close) -> Finding:
    a, b, sure, level = pair.a.notice, pair.b.notice, pair.closer == YES, pair.meeting.margin.horizontal
    arrangements = pair.asked.arrangements
    values = {"a": a.key, "b": b.key, "span": pair.during, "closer": pair.closer.word, "least_m": level.least_m}
    values |= {"most_m": level.most_m, "lon": round(pair.meeting.at[0], 6), "lat": round(pair.meeting.at[1], 6)}
    return Finding(
        rule=rule, severity="warning" if sure else "attention", subjects=(a.key, b.key), during=pair.during,
        sentence=SENTENCES[rule, sure], values=values,
        details=tuple(_details(pair)),
        used=(pair.a.version.known.id, pair.b.version.known.id, *arrangements),
    )  # fmt: skip


def _details(pair: Close) -> Iterator[Said]:
    yield pair.a.said
    yield pair.b.said
    yield _where(pair)
    for more in (_heights, _times, _why, _source, _told):
        yield from more(pair)


def _where(pair: Close) -> Said:
    level, wanted = pair.meeting.margin.horizontal, round(pair.asked.separation.horizontal_m)
    values = {"position_said": write(pair.meeting.at), "asked": wanted}
    if level.most_m == 0.0:
        return Said("Their areas have ground in common, about {position_said}.", values)
    least, most = metres(level)
    if most is None:
        sentence = "Their areas are at least {least} m apart, about {position_said}; {asked} m are asked for."
        return Said(sentence, values | {"least": least})
    if least == most:
        sentence = "Their areas are {least} m apart at the nearest, about {position_said}; {asked} m are asked for."
    else:
        sentence = "Their areas are {least} to {most} m apart at the nearest, about {position_said}; {asked} m are asked for."
    return Said(sentence, values | {"least": least, "most": most})


def metres(gap: Gap) -> tuple[int, int | None]:
    """A range of metres in whole ones, rounded outward unless they agree on the nearest."""
    if gap.most_m is None:
        return floor(gap.least_m), None
    if gap.most_m - gap.least_m < 1.0 and round(gap.least_m) == round(gap.most_m):
        return round(gap.least_m), round(gap.most_m)
    return floor(gap.least_m), ceil(gap.most_m)


def _heights(pair: Close) -> Iterator[Said]:
    gap, wanted = pair.meeting.margin.vertical, pair.asked.separation.vertical_m
    if gap.most_m is None or (gap.least_m != gap.most_m and gap.most_m >= wanted):
        yield Said("Whether their altitudes come near cannot be told: they are measured from different surfaces.")
    elif gap.least_m > 0.0:
        values = {"least": round(gap.least_m), "asked": round(wanted)}
        yield Said("Their altitudes are {least} m apart; {asked} m are asked for.", values)
    elif pair.meeting.band is not None and None not in (pair.meeting.band.floor_m, pair.meeting.band.ceiling_m):
        yield Said("Their altitudes overlap.")


def _times(pair: Close) -> Iterator[Said]:
    apart = pair.meeting.margin.seconds
    if apart > 0.0:
        values = {"minutes": ceil(apart / 60.0), "asked": round(pair.asked.separation.seconds / 60.0)}
        yield Said("There they are {minutes} min apart in time; {asked} min are asked for.", values)


def _why(pair: Close) -> Iterator[Said]:
    """Why it may only be so, where the places and times themselves are near enough."""
    if pair.closer == CANNOT_TELL and pair.meeting.closer == YES:
        yield Said("It hangs on how early or late whoever moves is, within the slack that the notice gives.")


def _source(pair: Close) -> Iterator[Said]:
    if not pair.asked.arrangements:
        yield Said("The separation is Treve's own figure; the parties have not agreed one.")
        return
    yield Said("The separation is the one agreed in {arrangements}.", {"arrangements": list(pair.asked.arrangements)})
    if pair.asked.words:
        yield Said("In the words of the record: {basis_said}", {"basis_said": pair.asked.words})


def _told(pair: Close) -> Iterator[Said]:
    """Whether each author is among those to whom the other's notice went."""
    for one, other in ((pair.a, pair.b), (pair.b, pair.a)):
        party = other.notice.author
        if party == one.notice.author:
            continue
        values = {"party": party, "notice": one.notice.key}
        if any(recipient.party == party for recipient in one.notice.recipients):
            yield Said("{party} is a recipient of {notice}.", values)
        else:
            yield Said("{party} is no recipient of {notice}.", values)
