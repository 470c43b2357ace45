"""`treve places` and `treve duplicates`: what a name may mean, and which reports may tell of one incident."""

from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

from cyclopts import Parameter

from treve.cli.console import Common, instant, plain, progress, put, put_json, table
from treve.errors import BadInput, NotFound
from treve.geo.interval import Interval, from_micros
from treve.node.node import Node
from treve.picture.incidents import incident_name
from treve.picture.known import Known
from treve.records.report import IncidentReport
from treve.words import Words

if TYPE_CHECKING:
    from treve.findings.duplicates import Likely


def import_places(
    file: Path, /, *, problems: Annotated[int, Parameter(name="--problems")] = 10, common: Common | None = None
) -> None:
    """Take a gazetteer or boundaries in, all that can be read, in one step. Importing twice changes nothing.

    Parameters
    ----------
    file
        A gazetteer in the columns of Who's On First, or OCHA COD-AB boundaries (GeoJSON) or neighbourhoods (CSV).
    problems
        How many rows that could not be read to list.
    """
    from treve.intake.boundaries import records
    from treve.intake.table import Problem

    common = common or Common()
    found: list[Problem] = []
    with common.open() as node, progress(f"Reading {file.name}") as step:
        taken = node.add(records(file, found, step))
    new = sum(one.new for one in taken)
    if common.json:
        put_json({"new": new, "present": len(taken) - new, "problems": [one._asdict() for one in found]})
        return
    put(f"{new} places and areas taken in, {len(taken) - new} were there already, {len(found)} could not be read.")
    if found:
        rows = [(str(one.line), one.column, plain(one.reason)) for one in found[:problems]]
        table("Left out (line of a table, number of a feature)", ("line", "column", "reason"), rows)


def find(
    name: str, /, *, within: Annotated[tuple[str, ...], Parameter(name=["--within", "-w"])] = (),
    near: Annotated[bool, Parameter(negative="")] = False, limit: Annotated[int, Parameter(name=["--limit", "-l"])] = 20,
    common: Common | None = None,
) -> None:  # fmt: skip
    """List the places that a name may mean, whatever its spelling or language: the best first.

    The mark * stands at those that are taken where a table gives this name; several = the place stays
    ambiguous. Names that only look alike (near) are shown where nothing else is found, or with --near,
    and are never taken.

    Parameters
    ----------
    name
        A name in Arabic, French, English or Russian, or a P-code.
    within
        Only places in what is called so, or has this P-code; may be given several times.
    near
        Also names that only look alike.
    limit
        At most so many.
    """
    from treve.intake.gazetteer import Gazetteer, apart_m
    from treve.intake.resolver import best

    common = common or Common()
    with common.open() as node:
        gazetteer = Gazetteer.of(node.picture(recorded_at=common.recorded_at(node)))
    found = gazetteer.candidates(name, within=within, near=near)
    if not found and not near:
        found = gazetteer.candidates(name, within=within, near=True)
    unknown = gazetteer.unknown(within)
    taken = {one.entry.key for one in best(gazetteer, found)}
    rows = []
    for one in found[:limit]:
        lon, lat = one.entry.point
        away = apart_m(found[0].entry, one.entry)
        rows.append({
            "key": one.entry.key, "name": one.entry.label, "score": one.score, "reason": one.reason, "spelling": one.spelling,
            "lon": round(lon, 5), "lat": round(lat, 5), "apart_m": round(away), "feature": one.entry.feature,
            "pcode": one.entry.pcode, "within": list(one.entry.within), "taken": one.entry.key in taken,
        })  # fmt: skip
    if common.json:
        put_json({"name": name, "count": len(found), "unknown": list(unknown), "candidates": rows})
        return
    for other in unknown:
        put(f"Nothing here is called {plain(other)}: it was passed over.")
    shown = [
        (
            "*" if row["taken"] else "", f"{row['score']:.2f}", str(row["reason"]), str(row["name"]), str(row["spelling"]),
            str(row["feature"]), f"{row['lat']:.4f}", f"{row['lon']:.4f}", f"{row['apart_m']:,}",
            one.entry.pcode or next(iter(one.entry.within), ""), str(row["key"]),
        )
        for one, row in zip(found, rows, strict=False)
    ]  # fmt: skip
    heads = ("", "score", "reason", "name", "spelled", "what", "lat", "lon", "m apart", "P-code", "key")
    table(f"{len(found)} places for {plain(name)}", heads, shown)


def list_duplicates(
    *, from_: Annotated[str, Parameter(name="--from")] = "", to: Annotated[str, Parameter(name="--to")] = "",
    least: float = 0.8, limit: Annotated[int, Parameter(name=["--limit", "-l"])] = 20, lang: str = "en",
    common: Common | None = None,
) -> None:  # fmt: skip
    """List pairs of reports that may tell of one incident, with a score and what it is made of.

    Nothing is merged. Pairs that somebody decided are not listed again.

    Parameters
    ----------
    from_
        First day or time. Default: that of the first report.
    to
        Last day or time. Default: that of the last report.
    least
        Least score, 0 to 1.
    limit
        Show at most so many.
    lang
        Language of the words: en, fr, ar or ru.
    """
    from treve.findings.duplicates import RULE, duplicates

    common = common or Common()
    if not 0.0 <= least <= 1.0:
        raise BadInput(f"A score of {least} is not between 0 and 1.")
    words = Words(lang)
    with common.open() as node:
        during = _span(node, from_, to)
        if during is None:
            found: tuple[Likely, ...] = ()
        else:
            picture = node.picture(recorded_at=common.recorded_at(node))
            with progress("Comparing reports") as step:
                found = duplicates(picture, during, least=least, progress=step)
    if common.json:
        put_json({"rule": RULE, "least": least, "count": len(found), "pairs": [_as_json(pair) for pair in found]})
        return
    put(words.count("{number} pair may be one incident.", "{number} pairs may be one incident.", len(found)))
    for pair in found[:limit]:
        put(f"{pair.score:.2f}  {plain(pair.a)}  {plain(pair.b)}")
        for part in pair.parts:
            value = "  ?" if part.value is None else f"{part.value:.1f}"
            put(f"      {value}  {words(part.sentence, **_in_words(part.values, words))}")
    if found:
        put(words("Decide with: treve duplicates confirm A B, or treve duplicates apart A B."))


def _in_words(values: dict[str, Any], words: Words) -> dict[str, str]:
    return {name: words.share(value) if name == "share" else words.number(value) for name, value in values.items()}


def _span(node: Node, first: str, last: str) -> Interval | None:
    whole = node.span_of_reports()
    if whole is None:
        return None
    start = instant(first, node.settings.zone) if first else whole.start
    end = instant(last, node.settings.zone, end=True) + timedelta(microseconds=1) if last else whole.end
    # A report that is open to one side would make the span endless: the windows then stop at the other reports' ends.
    low, high = from_micros(0), node.clock.now() + timedelta(days=1)
    return Interval(max(start, low) if start else low, min(end, high) if end else high)


def _as_json(pair: "Likely") -> dict[str, object]:
    return {"a": pair.a, "b": pair.b, "score": pair.score, "parts": list(pair.parts), "ids": [pair.one.id, pair.other.id]}


def confirm(a: str, b: str, /, *, common: Common | None = None) -> None:
    """Say that two reports tell of one incident: they are held together, and both stay as they are.

    Parameters
    ----------
    a
        Key or id of one report.
    b
        Key or id of the other.
    """
    _decide(a, b, "same_incident", common or Common())


def apart(a: str, b: str, /, *, common: Common | None = None) -> None:
    """Say that two reports tell of different incidents: the pair is not proposed again.

    Parameters
    ----------
    a
        Key or id of one report.
    b
        Key or id of the other.
    """
    _decide(a, b, "apart", common or Common())


def _decide(a: str, b: str, relation: Literal["same_incident", "apart"], common: Common) -> None:
    from treve.findings.duplicates import likeness, link_of
    from treve.findings.likeness import compared

    with common.open() as node:
        one, other = _report(node, a), _report(node, b)
        if one.id == other.id:
            raise BadInput("Both names are of one report.", advice="Name two different reports.")
        picture = node.picture()
        pair = likeness(compared(one, picture.name), compared(other, picture.name))
        score = None if pair is None else pair.score
        record = link_of(incident_name(one), incident_name(other), relation, node.settings.party, score=score)
        taken = node.add_one(record)
    if common.json:
        put_json({"id": taken.id, "new": taken.new, "a": record.a, "b": record.b, "relation": relation, "score": score})
        return
    put(f"{'Recorded' if taken.new else 'Recorded before'}: {plain(record.a)} and {plain(record.b)}: {relation}.")


def _report(node: Node, name: str) -> Known:
    found = node.find(name)
    if not isinstance(found.record, IncidentReport):
        raise NotFound(f"{name} is no incident report.", advice="List them with `treve record list --kind incident-report`.")
    return found
