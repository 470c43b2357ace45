"""Did it happen where and while the provision held: the questions of place and time, in words with measures."""

from typing import Final, NamedTuple

from treve.findings.asking import Asking, Told, length
from treve.findings.heights import at_height, height_of
from treve.findings.profile import Deed
from treve.geo.altitude import AltitudeBand
from treve.geo.exact import border_distance
from treve.geo.footprint import Circle, middle
from treve.geo.interval import Interval
from treve.geo.metric import distance
from treve.geo.outline import Outline
from treve.geo.place import AreaPlace, Disc, OneOf
from treve.geo.surface import Surfaces
from treve.kleene import CANNOT_TELL, NO, YES, Kleene
from treve.picture.force import InForce, in_force
from treve.records.place import Area

DRAWN: Final = {
    "agreed": "as agreed",
    "delineated": "as delineated",
    "proposed": "as proposed",
    "disputed": "in dispute",
    "approximate": "drawn from a description",
}
"""How settled a border is."""

DATUM: Final = {"W84": "above the ellipsoid", "EGM2008": "above sea level", "SFC": "above the ground"}
"""What altitudes are measured from."""


CROSSES_INSIDE: Final = (
    "The disc of {radius} around {said} reaches over the border of {area}: its middle is {away} inside, the disc partly."
)
CROSSES_OUTSIDE: Final = (
    "The disc of {radius} around {said} reaches over the border of {area}: its middle is {away} outside, the disc partly in."
)
WITHIN: Final = "The disc of {radius} around {said} lies in {area}: its middle is {away} inside the border."
BEYOND: Final = "The disc of {radius} around {said} lies outside {area}: its middle is {away} from the border."
"""How a disc may lie to an area."""


class Measure(NamedTuple):
    """How a reported place lies to an area."""

    area: str
    """Key of the area."""
    value: Kleene
    """Whether the place lies in it."""
    away_m: float
    """Distance of the middle to the border, metres; 0 for an area as place."""
    inside: bool
    """Whether the middle lies inside."""


def measure(disc: Disc, key: str, area: Area) -> Measure:
    """How a disc lies to an area."""
    shape = area.footprint
    value = Surfaces.build([shape]).relation_disc(0, disc.lon, disc.lat, disc.radius_m)
    if isinstance(shape, Circle):
        away = float(distance([shape.lon], [shape.lat], [disc.lon], [disc.lat])[0]) - shape.radius_m
        return Measure(key, value, abs(away), away <= 0)
    outline = Outline.of(shape)
    away, inside = border_distance(outline, disc.lon, disc.lat)
    if outline.half_width_m:
        away -= outline.half_width_m
        return Measure(key, value, abs(away), away <= 0)
    return Measure(key, value, away, inside)


def place(asking: Asking) -> Told:
    """Did it happen where the provision holds?"""
    words, rule = asking.words, asking.provision
    known, says = [_reported(asking)], _areas(asking)
    why, settled_by = _why_place(asking)
    if rule.band is not None:
        deed = Deed.of(asking.report)
        height, value = height_of(deed), at_height(rule.band, deed)
        says.append(words("It holds at altitudes: {band}.", band=_band(asking, rule.band)))
        known.append(
            words("Altitude reported: {band}.", band=_band(asking, height)) if asking.report.altitude is not None and height
            else words("An act on the ground.") if height is not None
            else words("An act in the air, or one that may have been; its altitude is not said.")
        )  # fmt: skip
        if value != YES and (value == asking.value("place")):
            why = (
                words("So it was not at these altitudes.")
                if value == NO
                else words("Whether it was at these altitudes cannot be told.")
            )
            settled_by = "" if value == NO else words("The altitude at which it happened.")
    return Told(tuple(known), tuple(says), why, settled_by)


def _band(asking: Asking, band: AltitudeBand) -> str:
    words = asking.words
    floor = words("any") if band.floor_m is None else asking.metres(band.floor_m)
    ceiling = words("any") if band.ceiling_m is None else asking.metres(band.ceiling_m)
    return words("{floor} to {ceiling} {datum}", floor=floor, ceiling=ceiling, datum=words(DATUM[band.datum]))


def _reported(asking: Asking) -> str:
    words, where = asking.words, asking.report.place
    said, source = where.said or words("place not named"), asking.source(asking.report)
    if isinstance(where.where, Disc):
        disc = where.where
        return words(
            "{said}: {lat} N {lon} E, give or take {radius}, says {source}.", said=said, lat=f"{disc.lat:.4f}",
            lon=f"{disc.lon:.4f}", radius=asking.metres(disc.radius_m), source=source,
        )  # fmt: skip
    if isinstance(where.where, AreaPlace):
        return words("{said}: somewhere in that area, says {source}.", said=said, source=source)
    if isinstance(where.where, OneOf):
        shown = "; ".join(_middle(one) for one in where.where.places[:5])
        return words(
            "{said}: the name fits {number} places and none is chosen ({places}); {source}.", said=said,
            number=words.number(len(where.where.places)), places=shown, source=source,
        )  # fmt: skip
    return words("{said}: its position is not known; {source}.", said=said, source=source)


def _middle(where: Disc | AreaPlace) -> str:
    if isinstance(where, Disc):
        return f"{where.lat:.3f} N {where.lon:.3f} E"
    lon, lat = middle(where.footprint)
    return f"~ {lat:.2f} N {lon:.2f} E"


def _areas(asking: Asking) -> list[str]:
    words, rule = asking.words, asking.provision
    keys = _keys(asking)
    lines = [] if keys else [words("The provision holds in the whole theatre.")]
    for key in keys:
        lines.append(words("It holds in: {area}.", area=_area(asking, key)))
    for key in rule.areas_out:
        lines.append(words("It does not hold in: {area}.", area=_area(asking, key)))
    return lines


def _keys(asking: Asking) -> tuple[str, ...]:
    """The areas of the provision, cut to those of the extensions that held then."""
    spans = [span for span in _spans(asking) if span.during.overlaps(asking.within)]
    limited = tuple(dict.fromkeys(area for span in spans for area in span.areas))
    areas = asking.provision.areas
    if not spans or any(not span.areas for span in spans):
        return areas
    return tuple(key for key in limited if not areas or key in areas) or areas


def _area(asking: Asking, key: str) -> str:
    words, area = asking.words, asking.picture.areas.get(key)
    if area is None:
        return words("{name}, of which nobody gave the shape", name=asking.name(key))
    text = words(
        "{name}, border {drawn}, by {source}", name=asking.name(key), drawn=words(DRAWN[area.drawn]), source=asking.source(area)
    )
    return (
        words("{area}, give or take {radius}", area=text, radius=asking.metres(area.precision_m)) if area.precision_m else text
    )


def _why_place(asking: Asking) -> tuple[str, str]:
    words, where = asking.words, asking.report.place.where
    keys, out = _keys(asking), asking.provision.areas_out
    value = asking.value("place")
    drawn = [key for key in (*keys, *out) if key in asking.picture.areas]
    if not keys and not out:
        return words("So wherever it happened, the provision held there."), ""
    if where is None:
        return words("Nobody says where it happened."), words("Where it happened.")
    if len(drawn) < len((*keys, *out)) and value == CANNOT_TELL:
        return words("The shape of an area is not known."), words("A map of the area.")
    if isinstance(where, AreaPlace):
        sentence = {
            YES: "So it lies wholly where the provision holds.", NO: "So it lies wholly where the provision does not hold.",
            CANNOT_TELL: "It lies partly where the provision holds and partly not.",
        }[value]  # fmt: skip
        return words(sentence), words("Where in that area it happened.") if value == CANNOT_TELL else ""
    if isinstance(where, OneOf):
        sentence = {
            YES: "Whichever of these places is meant, it lies where the provision holds.",
            NO: "Whichever of these places is meant, it lies where the provision does not hold.",
            CANNOT_TELL: "The places that the name fits do not all lie alike to the provision's area.",
        }[value]  # fmt: skip
        return words(sentence), words("Which of these places is meant.") if value == CANNOT_TELL else ""
    measures = [measure(where, key, asking.picture.areas[key]) for key in drawn]
    if not measures:
        return words("So wherever it happened, the provision held there."), ""
    # The measure that decides: one inside, else the nearest border.
    best = min(measures, key=lambda one: (one.value != value, one.away_m, one.area))
    decided = min((one for one in measures if one.value != NO), key=lambda one: (one.away_m, one.area), default=best)
    return _measured(asking, where, decided if value != NO else best, value)


def _measured(asking: Asking, disc: Disc, one: Measure, value: Kleene) -> tuple[str, str]:
    words = asking.words
    values = {
        "radius": asking.metres(disc.radius_m), "away": asking.metres(one.away_m), "area": asking.name(one.area),
        "said": asking.report.place.said or words("that point"),
    }  # fmt: skip
    if one.value == CANNOT_TELL:
        side = CROSSES_INSIDE if one.inside else CROSSES_OUTSIDE
        settled = words("A position known to {away} or better, or the border as agreed.", away=values["away"])
        return words(side, **values), settled if value == CANNOT_TELL else ""
    why = words(WITHIN if one.inside else BEYOND, **values)
    precision = asking.picture.areas[one.area].precision_m
    if abs(one.away_m - disc.radius_m) < precision:
        why += " " + words(
            "This holds for the border as drawn, which is known to {precision} only.", precision=asking.metres(precision)
        )
    return why, ""


def _spans(asking: Asking) -> tuple[InForce, ...]:
    changes = asking.picture.changes.get(asking.arrangement.key, ())
    return in_force(asking.arrangement, changes, asking.provision.windows or None)


def time(asking: Asking) -> Told:
    """Did it happen while the provision held?"""
    words, within = asking.words, asking.within
    known = [words("Reported for: {span}, says {source}.", span=asking.span(within), source=asking.source(asking.report))]
    if asking.report.occurred.said:
        known.append(words("In the words of the source: {words_said}", words_said=asking.report.occurred.said))
    spans = _spans(asking)
    touched = [span for span in spans if span.during.overlaps(within)]
    shown = touched or _nearest(spans, within)
    says = [_held(asking, span) for span in shown[:4]] or [words("It never held.")]
    if len(shown) > 4:
        says.append(words("Further spans: {number}.", number=words.number(len(shown) - 4)))
    for change in asking.picture.changes.get(asking.arrangement.key, ()):
        if change.change == "extended" and any(window.during.overlaps(within) for window in change.windows):
            says.append(words("That span is an extension, says {source}.", source=asking.source(change)))
    why, settled_by = _why_time(asking, touched, shown)
    return Told(tuple(known), tuple(dict.fromkeys(says)), why, settled_by)


def _nearest(spans: tuple[InForce, ...], within: Interval) -> list[InForce]:
    before = [span for span in spans if span.during.bounds[1] <= within.bounds[0]][-1:]
    after = [span for span in spans if span.during.bounds[0] >= within.bounds[1]][:1]
    return [*before, *after]


def _held(asking: Asking, span: InForce) -> str:
    words, shown = asking.words, asking.span(span.during)
    if span.doubtful:
        return words("Perhaps in force: {span}.", span=shown)
    return words("Suspended: {span}.", span=shown) if span.suspended else words("In force: {span}.", span=shown)


def _why_time(asking: Asking, touched: list[InForce], shown: list[InForce]) -> tuple[str, str]:
    words, within, value = asking.words, asking.within, asking.value("time")
    if value == YES:
        return words("So it held during the whole of the time reported."), ""
    if value == NO:
        return _apart(asking, shown), ""
    if any(span.doubtful for span in touched):
        return words("Whether it still held then is not recorded."), words("A record of how it ended.")
    whole = within.duration
    shared = [part.duration for part in (span.during.intersection(within) for span in touched) if part is not None]
    if whole is None or None in shared:
        return words("The time reported lies partly in force."), words("The hour at which it happened.")
    overlap = sum(part.total_seconds() for part in shared if part is not None)
    sentence = words(
        "Of the {whole} reported, {overlap} lie in force: it may have happened before or after.",
        whole=length(words, whole.total_seconds()), overlap=length(words, overlap),
    )  # fmt: skip
    return sentence, words("The hour at which it happened.")


def _apart(asking: Asking, shown: list[InForce]) -> str:
    words, within = asking.words, asking.within
    for span in shown:
        if span.during.end is not None and within.start is not None and span.during.end <= within.start:
            gap = length(words, (within.start - span.during.end).total_seconds())
            return words("It had ended {gap} before.", gap=gap)
    for span in shown:
        if span.during.start is not None and within.end is not None and span.during.start >= within.end:
            gap = length(words, (span.during.start - within.end).total_seconds())
            return words("It began {gap} after.", gap=gap)
    return words("So it did not hold then.")
