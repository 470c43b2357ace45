"""`treve arrangements`, `treve findings`, `treve explain`."""

from collections import Counter, defaultdict
from datetime import datetime
from typing import Annotated

from cyclopts import Parameter

from treve.cli.console import Common, day_of, instant, plain, put, put_json, table
from treve.codec import to_builtins
from treve.errors import NotFound
from treve.findings.criteria import QUALIFICATIONS
from treve.findings.explain import explain as explain_row
from treve.findings.rules import findings as rules
from treve.findings.violations import RULE, Qualified, engine_of, qualified, rows
from treve.geo.interval import Interval, days
from treve.picture.picture import Picture
from treve.records.report import IncidentReport
from treve.words import Words

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
    lang: Lang = "en", common: Common | None = None,
) -> None:  # fmt: skip
    """The incidents of a span against every arrangement that they may break: how many are called what.

    Parameters
    ----------
    first
        First day. Default: the first day that any report speaks of.
    last
        Last day. Default: the last such day.
    lang
        Language: en, fr, ar or ru.
    """
    common = common or Common()
    words = Words(lang)
    with common.open() as node:
        zone = node.settings.zone
        picture = node.picture(None, common.recorded_at(node))
        during = _span(node.span_of_reports(), first, last, zone)
        counts: dict[str, Counter[str]] = defaultdict(Counter)
        for one in qualified(picture, during):
            for arrangement in one.by_arrangement():
                counts[arrangement][one.qualification(arrangement)] += 1
        beside = rules(picture, during)
    if common.json:
        incidents = {key: dict(held) for key, held in counts.items()}
        put_json({"during": to_builtins(during), "rule": RULE, "incidents": incidents, "beside": to_builtins(beside)})
        return
    heads = ("arrangement", *(name.replace("_", " ") for name in QUALIFICATIONS))
    shown = [
        (picture.name(key, lang), *(words.number(counts[key][name]) for name in QUALIFICATIONS))
        for key in picture.arrangements if key in counts
    ]  # fmt: skip
    table(words("Incidents against arrangements; one counts once under each"), [words(head) for head in heads], shown)
    for finding in beside:
        values = {name: _shown(value, picture, words, zone) for name, value in finding.values.items()}
        put(f"{finding.rule:9} {plain(words(finding.sentence, **values))}")


def _shown(value: object, picture: Picture, words: Words, zone: str) -> str:
    """A value of a finding as people read it: names for keys, the theatre's clock for times."""
    if isinstance(value, datetime):
        return words.time(value, zone)
    return picture.name(value, words.lang) if isinstance(value, str) else str(value)


def _span(held: Interval | None, first: str, last: str, zone: str) -> Interval:
    if first or last:
        return days(day_of(first or last), day_of(last or first), zone)
    if held is None:
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
        chosen = (picture.find_arrangement(arrangement),) if arrangement else None
        engine = engine_of(picture, chosen)
        found = list(rows(engine, list(whole.reports), keep="all" if every or arrangement else "reached"))
    held = Qualified(whole, tuple(found))
    told = [explain_row(row, whole, picture, words, zone) for row in held.rows]
    if common.json:
        put_json([{"row": to_builtins(row), "explanation": one} for row, one in zip(found, told, strict=True)])
        return
    if not told:
        put(words("No arrangement was in force there and then."))
    for one in told:
        put(plain(one.text()))
        put("")
