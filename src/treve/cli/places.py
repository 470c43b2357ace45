"""`treve places`: gazetteers and boundaries into the node, and what a name may mean."""

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from treve.cli.console import Common, plain, progress, put, put_json, table


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
