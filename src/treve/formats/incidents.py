"""The table of incidents as monitoring missions annex it to their reports, in long form.

One row for each report of an incident and each arrangement that it was held against; an incident that
no arrangement reaches has one row with an empty arrangement. To count incidents of a register, count
the different values of `incident` under one `registrar`; never add two registrars' counts.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime

from treve.findings.violations import Qualified, Row, qualified
from treve.formats.csv_hxl import instant
from treve.formats.features import Column, Feature, FeatureTable, Value
from treve.formats.regions import Regions
from treve.geo.footprint import Circle, Footprint
from treve.geo.interval import Interval, zone
from treve.geo.place import AreaPlace, Disc, OneOf
from treve.picture.known import Known
from treve.picture.picture import Picture
from treve.records.act import WEAPON_OF_ACT
from treve.records.incident import Position
from treve.records.report import IncidentReport, Range

COLUMNS = (
    Column("incident", "text", "#event+id", "name of the incident"),
    Column("report", "text", "#event+id+report", "id of the report"),
    Column("registrar", "text", "#org+reporter", "party in whose register it stands"),
    Column("occurred_from", "time", "#date+occurred+start", "first instant at which it may have happened, UTC"),
    Column("occurred_to", "time", "#date+occurred+end", "last such instant, not included, UTC"),
    Column("occurred_from_local", "text", "#date+occurred+start+local", "the same on the theatre's clock"),
    Column("occurred_to_local", "text", "#date+occurred+end+local", "the same on the theatre's clock"),
    Column("precision_h", "real", "#meta+precision+hours", "width of that span, hours"),
    Column("time_said", "text", "#date+occurred+said", "the time in the words of the source"),
    Column("place", "text", "#loc+name", "the place in the words of the source"),
    Column("adm1", "text", "#adm1+name", "region, where it can be told"),
    Column("lon", "real", "#geo+lon", "longitude of the middle, degrees, WGS 84"),
    Column("lat", "real", "#geo+lat", "latitude of the middle, degrees, WGS 84"),
    Column("radius_m", "real", "#geo+precision", "it lies within so many metres of the middle"),
    Column("acts", "text", "#event+type", "codes of the acts"),
    Column("weapon", "text", "#event+type+weapon", "code of the weapon, said or implied by the act"),
    Column("alleged", "text", "#group+accused", "parties alleged to have done it"),
    Column("against", "text", "#group+target", "parties it was directed against"),
    Column("occurrence", "text", "#status+occurrence", "whether it occurred: alleged until somebody judged it"),
    Column("arrangement", "text", "#meta+arrangement", "arrangement it was held against"),
    Column("qualification", "text", "#status+qualification", "what it is called under that arrangement"),
    Column("reason", "text", "#status+reason", "why it is no violation, where that is settled"),
    Column("positions", "text", "#status+position", "positions of the parties"),
    Column("killed_low", "integer", "#impact+killed+min", "killed, at least"),
    Column("killed_best", "integer", "#impact+killed", "killed, best estimate"),
    Column("killed_high", "integer", "#impact+killed+max", "killed, at most; empty = no upper end given"),
    Column("injured_low", "integer", "#affected+injured+min", "injured, at least"),
    Column("injured_best", "integer", "#affected+injured", "injured, best estimate"),
    Column("injured_high", "integer", "#affected+injured+max", "injured, at most; empty = no upper end given"),
    Column("sources", "text", "#meta+source", "outlets and days"),
    Column("reported_at", "time", "#date+reported", "when it was said, UTC"),
    Column("recorded_at", "time", "#date+recorded", "when the log took it in, UTC"),
)
"""Columns of the table."""

WORDS = (
    "Incidents of {period} as known at {known}. Alleged unless stated otherwise; one row for each report and "
    "arrangement; numbers of different registrars must not be added."
)


def incident_table(picture: Picture, during: Interval, *, zone_name: str, lang: str = "en") -> FeatureTable:
    """The incidents of a span, with a row for each arrangement they reach."""
    return table_of(picture, qualified(picture, during), during, zone_name=zone_name, lang=lang)


def table_of(
    picture: Picture, found: Iterable[Qualified], during: Interval, *, zone_name: str, lang: str = "en"
) -> FeatureTable:
    """The table of incidents that were qualified already."""
    regions = Regions(picture)
    rows = tuple(row for one in found for row in _rows(picture, regions, one, zone_name, lang))
    start, end = (None if at is None else instant(at) for at in (during.start, during.end))
    words = WORDS.format(period=f"{start or '..'}/{end or '..'}", known=instant(picture.recorded_at))
    return FeatureTable("incidents", words, COLUMNS, rows, picture.recorded_at)


def _rows(picture: Picture, regions: Regions, one: Qualified, zone_name: str, lang: str) -> Iterator[Feature]:
    for known in one.incident.reports:
        own: list[Row | None] = [row for row in one.rows if row.report.id == known.id]
        common = _common(picture, regions, one, known, zone_name, lang)
        for row in own or [None]:
            number = f"{known.id}.{row.arrangement}" if row else known.id
            yield Feature(number, _where(known), common | _under(one, row))


def _where(known: Known) -> Footprint | Disc | OneOf | None:
    assert isinstance(known.record, IncidentReport)
    where = known.record.place.where
    return where.footprint if isinstance(where, AreaPlace) else where


def _under(one: Qualified, row: Row | None) -> dict[str, Value]:
    if row is None:
        return {}
    return {
        "arrangement": row.arrangement,
        "qualification": row.qualification(one.incident.occurrence),
        "reason": row.reason or None,
    }


def _common(picture: Picture, regions: Regions, one: Qualified, known: Known, zone_name: str, lang: str) -> dict[str, Value]:
    report = known.record
    assert isinstance(report, IncidentReport)
    within, region = report.occurred.within, regions.of(report.place)
    length = within.duration
    weapons = {report.weapon} if report.weapon else {WEAPON_OF_ACT[act] for act in report.acts if act in WEAPON_OF_ACT}
    return {
        "incident": one.incident.id,
        "report": known.id,
        "registrar": report.registrar,
        "occurred_from": within.start,
        "occurred_to": within.end,
        "occurred_from_local": _local(within.start, zone_name),
        "occurred_to_local": _local(within.end, zone_name),
        "precision_h": None if length is None else round(length.total_seconds() / 3600, 3),
        "time_said": report.occurred.said or None,
        "place": report.place.said or None,
        "adm1": picture.name(region, lang) if region else None,
        **_middle(_where(known)),
        "acts": "; ".join(report.acts),
        "weapon": "; ".join(sorted(weapons)) or None,
        "alleged": (" | " if report.alleged_mode == "one_of" else "; ").join(report.alleged) or None,
        "against": "; ".join(report.against) or None,
        "occurrence": one.incident.occurrence,
        "positions": "; ".join(_position(position) for position in one.incident.positions) or None,
        **_range("killed", report.harm.killed),
        **_range("injured", report.harm.injured),
        "sources": "; ".join(" ".join([s.outlet, s.on.isoformat() if s.on else ""]).strip() for s in report.sources) or None,
        "reported_at": report.said_at or report.received_at,
        "recorded_at": known.recorded_at,
    }


def _local(at: datetime | None, zone_name: str) -> str | None:
    return None if at is None else at.astimezone(zone(zone_name)).isoformat()


def _middle(where: Footprint | Disc | OneOf | None) -> dict[str, Value]:
    if isinstance(where, Disc | Circle):
        return {"lon": where.lon, "lat": where.lat, "radius_m": where.radius_m}
    return {}


def _position(position: Position) -> str:
    return f"{position.party}: {position.value}"


def _range(name: str, number: Range | None) -> dict[str, Value]:
    if number is None:
        return {}
    return {f"{name}_low": number.low, f"{name}_best": number.best, f"{name}_high": number.high}
