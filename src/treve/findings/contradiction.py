"""CTRD-01: arrangements that contradict one another in what they permit or in the terms announced.

See docs/findings/ctrd-01.md. Contradictions are shown with both sides; none is resolved here.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import timedelta
from itertools import combinations

from treve.findings.contested import adherences, designations
from treve.findings.duration import durations
from treve.findings.finding import Asked, Finding, Said
from treve.findings.reach import Meeting, Reaches
from treve.geo.interval import Interval
from treve.kleene import NO, YES, Kleene
from treve.picture.force import in_force
from treve.picture.picture import Picture
from treve.records.act import covers
from treve.records.arrangement import Arrangement, ArrangementChange, Provision

SAME_TRUCE = timedelta(hours=24)
"""Announcements that begin within so much of one another may speak of one truce."""


def contradictions(picture: Picture, asked: Asked) -> Iterator[Finding]:
    """Everything in which arrangements, or what is said of them, contradict one another."""
    reaches = Reaches(picture)
    for meeting in reaches.meetings(asked.during):
        yield from _permits(picture, reaches, meeting)
        yield from _terms_of_pair(picture, meeting)
    yield from _terms_by_author(picture, asked.during)
    yield from _extensions_by_author(picture, asked.during)
    yield from durations(picture, asked)
    yield from adherences(picture, asked)
    yield from designations(picture, asked)


def _permits(picture: Picture, reaches: Reaches, meeting: Meeting) -> Iterator[Finding]:
    """One permits what the other prohibits, to one party, there and then."""
    both = picture.arrangements[meeting.a], picture.arrangements[meeting.b]
    for lets, stops in (both, both[::-1]):
        if lets.looser and lets.under == stops.key:
            continue  # precedence is stated: VIOL-01 applies it
        found: dict[str, tuple[Provision, Provision, Kleene, tuple[str, ...]]] = {}
        for let in lets.provisions:
            for stop in stops.provisions:
                for act in _contradictory(let, stop):
                    where = reaches.share(reaches.ground((let,)), reaches.ground((stop,)))
                    parties = reaches.common(
                        reaches.parties(lets.key, meeting.during, (let,)), reaches.parties(stops.key, meeting.during, (stop,))
                    )
                    if where != NO and parties is not None and act not in found:
                        found[act] = (let, stop, min(where, meeting.when), parties)
        for act, (let, stop, value, parties) in sorted(found.items()):
            yield _permission(meeting, lets, stops, act, let, stop, value, parties)


def _permission(
    meeting: Meeting, lets: Arrangement, stops: Arrangement, act: str, let: Provision, stop: Provision, value: Kleene,
    parties: tuple[str, ...],
) -> Finding:  # fmt: skip
    values = {"lets": lets.key, "stops": stops.key, "act": act, "let_said": let.id, "stop_said": stop.id}
    details = [Said("Both bind: {parties}.", {"parties": list(parties)})] if parties else []
    if value != YES:
        details.append(Said("Whether both hold there and then cannot be told."))
    if lets.under == stops.key:
        sentence = "{lets} does not say that it loosens {stops}: VIOL-01 lets the prohibition stand."
        details.append(Said(sentence, {"lets": lets.key, "stops": stops.key}))
    elif lets.key != stops.under:
        details.append(Said("No record says which of them prevails."))
    return Finding(
        rule="CTRD-01", severity="warning" if value == YES else "attention", subjects=(lets.key, stops.key),
        during=meeting.during, values=values, details=tuple(details),
        sentence="{lets} permits {act} (provision {let_said}); {stops} prohibits it (provision {stop_said}) to the same party, "
        "there and then.",
    )  # fmt: skip


def _contradictory(let: Provision, stop: Provision) -> Iterator[str]:
    """Acts that one permits and the other prohibits without permitting them itself."""
    if let.weapons and stop.weapons and not any(covers(a, b) or covers(b, a) for a in let.weapons for b in stop.weapons):
        return
    if let.targets and stop.targets and not set(let.targets) & set(stop.targets):
        return
    for permission in let.permits:
        act = permission.act
        if any(covers(own.act, act) == YES for own in stop.permits):
            continue
        narrower = [rule for rule in stop.prohibits if rule != "*" and covers(act, rule) == YES]
        if any(covers(rule, act) == YES for rule in stop.prohibits):
            yield act
        elif narrower:
            yield min(narrower)


def _terms_of_pair(picture: Picture, meeting: Meeting) -> Iterator[Finding]:
    """Two arrangements that begin together, on the same ground and parties, with other terms."""
    a, b = picture.arrangements[meeting.a], picture.arrangements[meeting.b]
    if meeting.when != YES or a.under != b.under or b.key == a.under or a.key == b.under:
        return
    starts = [span.start for one in (a, b) for span in _announced(one)[:1] if span.start is not None]
    if len(starts) == 2 and abs(starts[0] - starts[1]) <= SAME_TRUCE and _differ(a, b):
        yield _terms((a, b), meeting.during, (a.key, b.key), sure=meeting.where == YES)


def _terms_by_author(picture: Picture, during: Interval) -> Iterator[Finding]:
    """One arrangement recorded by several authors with other spans."""
    by_key: dict[str, list[Arrangement]] = defaultdict(list)
    for arrangement in picture.of_kind(Arrangement):
        by_key[arrangement.key].append(arrangement)
    for key, held in by_key.items():
        told = sorted(held, key=lambda one: (one.author, one.valid.bounds))
        for a, b in combinations(told, 2):
            spans = [span for span in (a.valid, b.valid) if span.overlaps(during)]
            if a.author != b.author and spans and _differ(a, b):
                yield _terms((a, b), spans[0], (key, a.author, b.author))


def _differ(a: Arrangement, b: Arrangement) -> bool:
    daily = [{(window.daily.start, window.daily.end) for window in one.windows if window.daily} for one in (a, b)]
    stated = a.stated_duration != b.stated_duration and bool(a.stated_duration and b.stated_duration)
    first, second = ([(span[0].bounds[0], span[-1].bounds[1]) for span in [_announced(one)] if span] for one in (a, b))
    return first != second or daily[0] != daily[1] or stated


def _announced(arrangement: Arrangement) -> list[Interval]:
    """The spans as they were first announced."""
    return [span.during for span in in_force(arrangement, ()) if not span.doubtful]


def _terms(both: tuple[Arrangement, Arrangement], during: Interval, subjects: tuple[str, ...], *, sure: bool = True) -> Finding:
    one_key = both[0].key == both[1].key
    details = []
    for one in both:
        who = one.author if one_key else one.key
        spans = _announced(one)
        values = {"who": who, "span": Interval(spans[0].start, spans[-1].end)} if spans else {"who": who}
        details.append(Said("{who}: {span}.", values) if spans else Said("{who}: no span is given.", values))
        for window in one.windows:
            if window.daily:
                values = {"who": who, "first_said": window.daily.start, "last_said": window.daily.end}
                details.append(Said("{who}: each day from {first_said} to {last_said}.", values))
                break
        stated = one.stated_duration or next((window.said for window in one.windows if window.said), "")
        if stated:
            details.append(Said("{who}: stated as {stated_said}.", {"who": who, "stated_said": f"“{stated}”"}))
    if not sure:
        details.append(Said("Whether they have ground in common cannot be told."))
    sentence = (
        "{a} and {b} announced {arrangement} with different terms."
        if one_key
        else "{a} and {b} cover the same days and ground with different terms."
    )
    values = (
        {"a": both[0].author, "b": both[1].author, "arrangement": both[0].key}
        if one_key
        else {"a": both[0].key, "b": both[1].key}
    )
    return Finding(
        rule="CTRD-01", severity="attention", subjects=subjects, during=during, sentence=sentence, values=values,
        details=tuple(details),
    )  # fmt: skip


def _extensions_by_author(picture: Picture, during: Interval) -> Iterator[Finding]:
    """Extensions of one arrangement that authors give with other starts or ends."""
    for key, changes in picture.changes.items():
        extended = [change for change in changes if change.change == "extended" and change.windows]
        for a, b in combinations(sorted(extended, key=lambda one: (one.author, one.at)), 2):
            spans = [_hull(one) for one in (a, b)]
            if a.author == b.author or spans[0] == spans[1] or not spans[0].overlaps(spans[1]) or not spans[0].overlaps(during):
                continue
            yield Finding(
                rule="CTRD-01", severity="attention", subjects=(key, a.author, b.author), during=spans[0],
                sentence="{a} and {b} give the extension of {arrangement} with different terms.",
                values={"a": a.author, "b": b.author, "arrangement": key},
                details=tuple(
                    Said("{who}: {span}.", {"who": one.author, "span": span})
                    for one, span in zip((a, b), spans, strict=True)
                ),
            )  # fmt: skip


def _hull(change: ArrangementChange) -> Interval:
    starts = [window.during.bounds for window in change.windows]
    first = min(change.windows, key=lambda window: window.during.bounds[0]).during.start
    last = max(change.windows, key=lambda window: window.during.bounds[1]).during.end
    return Interval(first, last) if starts else change.valid
