"""`treve arrangements`, `treve findings`, `treve explain`."""

from collections import Counter
from typing import Annotated

from cyclopts import Parameter

from treve.cli.console import Common, day_of, instant, plain, progress, put, put_json, table
from treve.codec import to_builtins
from treve.errors import NotFound
from treve.findings.case import explained
from treve.findings.criteria import QUALIFICATIONS, Qualification
from treve.findings.finding import Finding
from treve.findings.layout import wrapped
from treve.findings.rules import RULES, Rule, page_of, rule_of
from treve.findings.rules import findings as findings_of
from treve.findings.telling import code, told
from treve.findings.violations import RULE, counted
from treve.geo.interval import ALWAYS, Interval, days
from treve.picture.picture import Picture
from treve.records.report import IncidentReport
from treve.words import Words

MOST = 12
"""Findings of a rule that are shown without `--all`."""

Lang = Annotated[str, Parameter(name=["--lang"])]


def arrangements(*, at: str = "", lang: Lang = "en", common: Common | None = None) -> None:
    """List the arrangements: all of them, or those in force at a time.

    Parameters
    ----------
    at
        A day or time; only what was in force or suspended then (on a day: at some time of it).
    lang
        Language of the names: en, fr, ar or ru.
    """
    common = common or Common()
    words = Words(lang)
    with common.open() as node:
        zone = node.settings.zone
        picture = node.picture(instant(at, zone) if at else None, common.recorded_at(node))
        if not at:
            held = list(picture.arrangements.values())
        elif len(at) == 10:
            on = day_of(at)
            held = list(picture.in_force_during(days(on, on, zone)))
        else:
            held = list(picture.in_force_at())
    if common.json:
        put_json([{"status": picture.status(one.key), "record": to_builtins(one)} for one in held])
        return
    shown = []
    for one in held:
        spans = picture.spans_of(one.key)
        start = spans[0].during.start if spans else None
        end = spans[-1].during.end if spans else None
        line = picture.channel(one.key)
        status = words(picture.status(one.key).replace("_", " ")) if at else ""
        if line is not None:
            status += f" ({words('line works') if line else words('line down')})"
        shown.append(
            (
                one.key.partition(":")[2],
                picture.name(one.key, lang),
                words.time(start, zone) if start else "–",
                words.time(end, zone) if end else words("until further notice"),
                status or str(len(spans)),
            )
        )
    heads = ("key", "arrangement", "from", "to", "status" if at else "spans")
    table(f"{len(shown)} arrangements, times in {zone}", [words(head) for head in heads], shown)


def findings(
    *, first: Annotated[str, Parameter(name="--from")] = "", last: Annotated[str, Parameter(name="--to")] = "",
    rule: str = "", arrangement: str = "", every: Annotated[bool, Parameter(name="--all", negative="")] = False,
    rules: Annotated[bool, Parameter(negative="")] = False, lang: Lang = "en", common: Common | None = None,
) -> None:  # fmt: skip
    """What follows from the records of a span: incidents against arrangements, gaps, contradictions, totals, registers.

    Parameters
    ----------
    first
        First day. Default: the first day that any report speaks of.
    last
        Last day. Default: the last such day.
    rule
        Only this rule, such as GAP-01.
    arrangement
        Only what is about this arrangement; DAYD-01 then counts its days even where its text asks for none.
    every
        All findings of each rule, not only the first ones.
    rules
        List the rules and their pages instead.
    lang
        Language: en, fr, ar or ru.
    """
    common = common or Common()
    words = Words(lang)
    if rules:
        _list_rules(words, json=common.json)
        return
    only = rule.upper()
    if only and only != RULE:
        rule_of(only)
    with common.open() as node:
        zone = node.settings.zone
        picture = node.picture(None, common.recorded_at(node))
        during = _span(node.span_of_reports(), first, last, zone, ask=not picture.arrangements)
        chosen = picture.find_arrangement(arrangement).key if arrangement else ""
        counts = _counted(picture, during, chosen) if only in ("", RULE) else {}
        beside = _beside(picture, during, zone, chosen, only)
        gone = picture.erased
    if common.json:
        incidents = {key: dict(held) for key, held in counts.items()}
        told_ = [{**to_builtins(one), "told": told(one, picture, words, zone)} for one in beside]
        put_json({"during": to_builtins(during), "rule": RULE, "incidents": incidents, "beside": told_, "erased": gone})
        return
    if only in ("", RULE):
        heads = ("arrangement", *(name.replace("_", " ") for name in QUALIFICATIONS))
        shown = [
            (picture.name(key, lang), *(words.number(counts[key][name]) for name in QUALIFICATIONS))
            for key in picture.arrangements if key in counts
        ]  # fmt: skip
        title = words("Incidents against arrangements; one counts once under each")
        table(f"{RULE}  {title}", [words(head) for head in heads], shown)
        put("")
    for one in RULES.values() if not only else [RULES[only]] if only in RULES else []:
        own = [finding for finding in beside if finding.rule == one.id]
        if own or only:
            _put_rule(one, own, picture, words, zone, most=len(own) if every else MOST)
    if gone:
        text = words.count(
            "One record had its content erased and is left out.", "{number} records had their content erased and are left out.",
            len(gone),
        )  # fmt: skip
        put(text)


def _list_rules(words: Words, *, json: bool) -> None:
    listed = [(RULE, "Incidents against arrangements; one counts once under each", page_of(RULE))]
    listed += [(one.id, one.title, one.page) for one in RULES.values()]
    if json:
        put_json([{"rule": id_, "title": words(title), "page": page} for id_, title, page in listed])
        return
    heads = ("rule", "what it finds", "page")
    table(words("Rules"), [words(head) for head in heads], [(id_, words(title), page) for id_, title, page in listed])


def _counted(picture: Picture, during: Interval, arrangement: str) -> dict[str, Counter[Qualification]]:
    """How many incidents are called what under each arrangement."""
    with progress("Asking every incident") as step:
        found = counted(picture, during, step)
    return {key: found[key] for key in found if arrangement in ("", key)}


def _beside(picture: Picture, during: Interval, zone: str, arrangement: str, rule: str) -> list[Finding]:
    found: list[Finding] = []
    chosen = [one for one in RULES if rule in ("", one)]
    with progress("Asking the rules", len(chosen)) as step:
        for number, one in enumerate(chosen, 1):
            found += findings_of(picture, during, zone=zone, arrangement=arrangement, rule=one)
            step(number, None)
    return found


def _put_rule(rule: Rule, found: list[Finding], picture: Picture, words: Words, zone: str, *, most: int) -> None:
    put(f"{rule.id}  {words(rule.title)} ({words.number(len(found))})")
    for finding in found[:most]:
        head, *more = told(finding, picture, words, zone)
        put(plain(wrapped(f"{code(finding.severity, words)}: {head}", first="  - ", then="    ")))
        for sentence in more:
            put(plain(wrapped(sentence, first="      ", then="      ")))
    if len(found) > most:
        put("  " + words("{number} more; `--all` shows them.", number=words.number(len(found) - most)))
    put("")


def _span(held: Interval | None, first: str, last: str, zone: str, *, ask: bool) -> Interval:
    if first or last:
        return days(day_of(first or last), day_of(last or first), zone)
    if held is None:
        if not ask:
            return ALWAYS
        raise NotFound("There is no incident report in this node.", advice="Import some with `treve import FILE`.")
    return held


def explain(
    incident: str, /, *, arrangement: str = "", every: Annotated[bool, Parameter(name="--all", negative="")] = False,
    lang: Lang = "en", common: Common | None = None,
) -> None:  # fmt: skip
    """Say in words why an incident is, may be, or is not a violation of each arrangement.

    Parameters
    ----------
    incident
        Key or id of the incident or of one of its reports.
    arrangement
        Only this arrangement.
    every
        All arrangements, also those whose time or area is far away.
    lang
        Language: en, fr, ar or ru.
    """
    common = common or Common()
    words = Words(lang)
    with common.open() as node:
        zone = node.settings.zone
        known = node.find(incident)
        if not isinstance(known.record, IncidentReport):
            raise NotFound(f"{incident} is no incident report.")
        within = known.record.occurred.within
        picture = node.picture(within.start, common.recorded_at(node))
        whole = picture.incident(known.id)
        chosen = picture.find_arrangement(arrangement).key if arrangement else ""
        case = explained(whole, picture, words, zone, arrangement=chosen, every=every)
    if common.json:
        put_json(case)
        return
    put(plain(case.lines()))
