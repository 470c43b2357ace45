"""The table of notices: one row for each place of each notice, with how many recipients answered."""

from collections import Counter
from collections.abc import Iterator

from treve.formats.features import Column, Feature, FeatureTable, Value
from treve.geo.footprint import Circle, Corridor, Footprint
from treve.geo.interval import Interval
from treve.picture.notices import Standing, standings
from treve.picture.picture import Picture
from treve.records.base import said_in
from treve.records.notice import Notice, Route

COLUMNS = (
    Column("notice", "text", "#event+id", "key of the notice"),
    Column("version", "integer", "#meta+version", "number of its newest version"),
    Column("name", "text", "#event+name", "its name"),
    Column("notice_kind", "text", "#event+type", "what is notified"),
    Column("author", "text", "#org+reporter", "who gives it"),
    Column("state", "text", "#status", "where it stands"),
    Column("held_from", "time", "#date+start", "start of its window, UTC; empty = since always"),
    Column("held_to", "time", "#date+end", "first instant after its window, UTC; empty = until further notice"),
    Column("place", "text", "#loc+name", "name of the place as stated"),
    Column("recipients", "integer", "#meta+recipients+num", "how many recipients it has"),
    Column("acknowledged", "integer", "#meta+acknowledged+num", "how many acknowledged it: received, not approved"),
    Column("objected", "integer", "#meta+objected+num", "how many objected"),
    Column("no_answer", "integer", "#meta+unanswered+num", "how many gave no answer; silence is no consent"),
    Column("caution", "text", "#meta+caution", "what a notice and an acknowledgement are not"),
)
"""Columns of the table."""

SHORT = "information; an acknowledgement is no approval and no permission; silence is no consent"
"""Stands in every row: a row is copied without the page around it."""

WORDS = "Notices given beforehand. A notice is information; an acknowledgement is no approval and no permission."


def notice_table(picture: Picture, during: Interval | None = None, *, lang: str = "en") -> FeatureTable:
    """The notices whose window overlaps a span, or all, seen from the picture's valid time."""
    rows = tuple(row for one in standings(picture, during) for row in _rows(one, lang))
    return FeatureTable("notices", WORDS, COLUMNS, rows, picture.recorded_at)


def notice_areas(row: Feature) -> tuple[Footprint, ...]:
    """Where a row of the table is: one area, or none."""
    assert row.geometry is None or isinstance(row.geometry, Footprint)
    return () if row.geometry is None else (row.geometry,)


def _rows(one: Standing, lang: str) -> Iterator[Feature]:
    notice = one.notice
    answers = Counter(recipient.answer for recipient in one.recipients)
    cells: dict[str, Value] = {
        "notice": one.key, "version": notice.version, "name": said_in(notice.names, lang) or None,
        "notice_kind": notice.notice_kind, "author": one.author, "state": one.state, "held_from": notice.window.start,
        "held_to": notice.window.end, "recipients": len(one.recipients), "acknowledged": answers["acknowledged"],
        "objected": answers["objected"], "no_answer": answers["no_answer"], "caution": SHORT,
    }  # fmt: skip
    for number, (footprint, place) in enumerate(_places(notice), 1):
        yield Feature(f"{one.key}#{number}@{one.author}", footprint, cells | {"place": place or None})


def _places(notice: Notice) -> Iterator[tuple[Footprint | None, str]]:
    if notice.site is not None:
        at = notice.site.at
        yield Circle(at.lon, at.lat, notice.site.radius_m), at.place
    if notice.route is not None:
        yield _way(notice.route), " – ".join(stop.at.place for stop in notice.route.stops if stop.at.place)
    yield from ((volume.footprint, "") for volume in notice.volumes)


def _way(route: Route) -> Footprint:
    """The whole way of a route with its buffer; a place that is never left is a disc."""
    points = [point for stop in route.stops for point in ((stop.at.lon, stop.at.lat), *stop.road)]
    if len(set(points)) < 2:
        return Circle(*points[0], route.buffer_m)
    return Corridor(tuple(points), route.buffer_m)
