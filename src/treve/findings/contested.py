"""CTRD-01: contested adherence and contested designations. See docs/findings/ctrd-01.md."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from treve.findings.finding import Asked, Finding, Said
from treve.findings.profile import BINDING
from treve.geo.interval import Interval
from treve.picture.picture import Picture
from treve.records.arrangement import Adherence
from treve.records.party import Designation


def adherences(picture: Picture, asked: Asked) -> Iterator[Finding]:
    """Parties whose standing authors give differently, and lists of adherents that differ."""
    for key, said in sorted(picture.adherences.items()):
        held = [one for one in said if one.during.overlaps(asked.during)]
        yield from _standing(key, held)
        yield from _lists(key, held)


def _standing(key: str, said: list[Adherence]) -> Iterator[Finding]:
    by_party: dict[str, list[Adherence]] = defaultdict(list)
    for one in said:
        by_party[one.party].append(one)
    for party, held in sorted(by_party.items()):
        against = [
            (a, b) for a in held for b in held
            if a.author != b.author and a.during.overlaps(b.during) and a.state in BINDING and b.state not in BINDING
        ]  # fmt: skip
        if not against:
            continue
        sides = sorted({(one.author, one.state, one.during.bounds): one for pair in against for one in pair}.items())
        during = against[0][0].during.intersection(against[0][1].during) or against[0][0].during
        yield Finding(
            rule="CTRD-01", severity="attention", subjects=(key, party), during=during,
            sentence="Whether {party} had joined {arrangement} is contested.", values={"party": party, "arrangement": key},
            details=tuple(
                Said(
                    "{author}: {state}, {span}.",
                    {"author": one.author, "state": one.state, "span": one.during},
                )
                for _, one in sides
            ),
        )  # fmt: skip


def _lists(key: str, said: list[Adherence]) -> Iterator[Finding]:
    """Lists that differ: what one author says on the same sources of at least two parties other than itself.

    Of one author's own two lists, a later one that only adds is no contradiction.
    """
    lists: dict[tuple[str, str], dict[str, Adherence]] = defaultdict(dict)
    for one in said:
        if one.state in BINDING and one.party != one.author:
            lists[one.author, _on(one)].setdefault(one.party, one)
    named = sorted((mark, held) for mark, held in lists.items() if len(held) > 1)
    for ((a, on_a), first), ((b, on_b), second) in combinations(named, 2):
        only_a, only_b = sorted(set(first) - set(second)), sorted(set(second) - set(first))
        if not (only_a and only_b if a == b else only_a or only_b):
            continue
        spans = [one.during for one in (*first.values(), *second.values())]
        details = [
            Said("Only {author} ({list_said}) names: {parties}.", {"author": author, "list_said": on, "parties": only})
            for author, on, only in ((a, on_a, only_a), (b, on_b, only_b)) if only
        ]  # fmt: skip
        yield Finding(
            rule="CTRD-01", severity="attention", subjects=tuple(dict.fromkeys((key, a, b))),
            during=min(spans, key=lambda span: span.bounds),
            sentence="Lists of adherents of {arrangement} differ: "
            "{a} ({list_a_said}) names {many}, {b} ({list_b_said}) names {few}.",
            values={
                "arrangement": key, "a": a, "b": b, "many": len(first), "few": len(second), "list_a_said": on_a,
                "list_b_said": on_b,
            },
            details=tuple(details),
        )  # fmt: skip


def _on(one: Adherence) -> str:
    """On what a list rests, in a few words: outlets and days."""
    return "; ".join(f"{source.outlet}, {source.on}" if source.on else source.outlet for source in one.sources) or "–"


def designations(picture: Picture, asked: Asked) -> Iterator[Finding]:
    """Parties that an authority holds contested, or on which authors or authorities disagree, where a text asks them."""
    asks: dict[str, list[str]] = defaultdict(list)
    for key, arrangement in picture.arrangements.items():
        spans = [span.during for span in picture.spans_of(key)]
        for authority in {one for rule in arrangement.provisions for one in rule.excluded_by}:
            if any(span.overlaps(asked.during) for span in spans):
                asks[authority].append(key)
    by_party: dict[str, list[Designation]] = defaultdict(list)
    for one in picture.of_kind(Designation):
        if one.during.overlaps(asked.during):
            by_party[one.party].append(one)
    for party, held in sorted(by_party.items()):
        disputed = [
            one for one in held
            if one.value == "contested"
            or any(other.value != one.value and other.during.overlaps(one.during) for other in held)
        ]  # fmt: skip
        if disputed:
            yield _designation(picture, party, sorted(disputed, key=_order), asks)


def _order(one: Designation) -> tuple[tuple[int, int], str, str, str]:
    return one.during.bounds, one.by, one.author, one.value


def _designation(picture: Picture, party: str, said: list[Designation], asks: dict[str, list[str]]) -> Finding:
    whole = Interval(said[0].during.start, max(said, key=lambda one: one.during.bounds[1]).during.end)
    details = []
    for one in said:
        values = {"authority": one.by, "value": one.value, "span": one.during, "author": one.author}
        details.append(Said("{authority}: {value}, {span}, as {author} says.", values))
        if one.basis:
            details.append(Said("In the words of the record: {basis_said}", {"basis_said": one.basis}))
    concerned = sorted(
        {key for one in said for key in asks.get(one.by, ())}, key=lambda key: picture.arrangements[key].valid.bounds
    )
    concerned = [key for key in concerned if any(span.during.overlaps(whole) for span in picture.spans_of(key))]
    if concerned:
        details.append(Said("Who is left out depends on it in: {arrangements}.", {"arrangements": concerned}))
    return Finding(
        rule="CTRD-01", severity="attention" if concerned else "note", subjects=(party, *dict.fromkeys(one.by for one in said)),
        during=whole, sentence="Whether {party} is designated is contested.", values={"party": party}, details=tuple(details),
    )  # fmt: skip
