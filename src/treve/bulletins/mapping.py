"""The map as inline SVG: areas in force, incidents with circles of uncertainty to scale, places, scale bar, north.

Azimuthal equidistant around the middle of what is shown (`treve.geo.metric.Plane`): distances and circles
are right to about a part in a thousand within 500 km of the middle. No tiles, no base map, no request. What an incident
is called shows in the shape of its mark, never in a colour; register letters stand beside the mark.
"""

from itertools import pairwise
from math import ceil, cos, floor, log10, radians

import msgspec

from treve.bulletins.cases import CALLED
from treve.bulletins.chart import key_item
from treve.bulletins.count_lines import STATUS_HEADS
from treve.bulletins.lines import Teller
from treve.bulletins.mapview import MapView, Spot
from treve.bulletins.svg import element, label, path, width_of
from treve.geo.metric import Plane

WIDTH, TALLEST, EDGE = 960.0, 760.0, 34.0
"""Width and greatest height of the drawing, and room for the graticule's numbers around the frame."""
NARROWEST_M = 80_000.0
"""Least width shown, metres: a small area keeps its neighbours around it."""
CROWD = 40
"""Marks from which on a map is crowded."""
UNSETTLED = ("proposed", "disputed", "approximate")
"""Shapes that are drawn dashed."""
STEPS = (0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0)
"""Steps of the graticule, degrees."""

Box = tuple[float, float, float, float]
"""Left, top, right, bottom on the drawing."""


class View(msgspec.Struct, frozen=True):
    """From degrees to the drawing."""

    plane: Plane
    """The plane."""
    west: float
    """Least metres east."""
    north: float
    """Most metres north."""
    scale: float
    """Units of the drawing a metre."""
    height: float
    """Height of the drawing."""

    def at(self, lon: float, lat: float) -> tuple[float, float]:
        """Where a point lies on the drawing."""
        x, y = self.plane.project(lon, lat)
        return EDGE + (float(x) - self.west) * self.scale, EDGE + (self.north - float(y)) * self.scale

    def degrees(self) -> Box:
        """About the longitudes and latitudes of the frame: west, south, east, north."""
        wide, high = (WIDTH - 2 * EDGE) / self.scale, (self.height - 2 * EDGE) / self.scale
        middle = cos(radians(min(abs(self.plane.lat), 85.0)))
        lon, lat = self.plane.lon, self.plane.lat
        return (
            lon + self.west / (111_320.0 * middle),
            lat + (self.north - high) / 111_132.0,
            lon + (self.west + wide) / (111_320.0 * middle),
            lat + self.north / 111_132.0,
        )


def map_svg(tell: Teller) -> str:
    """The drawing; empty where nothing has a position."""
    shown = tell.bulletin.map
    view = view_of(shown)
    if view is None:
        return ""
    taken: list[Box] = []
    frame = element("rect", x=EDGE, y=EDGE, width=WIDTH - 2 * EDGE, height=view.height - 2 * EDGE, class_="frame")
    clip = element(
        "clipPath", element("rect", x=EDGE, y=EDGE, width=WIDTH - 2 * EDGE, height=view.height - 2 * EDGE), id="map-clip"
    )
    lines, ticks = _graticule(tell, view)
    scale = _scale_bar(tell, view, taken)
    zones, numbers = _zones(shown, view, taken)
    circles, marks, counts = _spots(tell, view, taken)
    inside = element("g", "".join((*lines, *zones, *circles, *marks)), clip_path="url(#map-clip)")
    words = tell.words
    parts = (
        element("title", words("Map"), id="map-name"),
        element(
            "desc",
            words("Areas in force and incidents with their uncertainty; the tables of this bulletin list them."),
            id="map-words",
        ),
        element("defs", clip),
        inside,
        frame,
        *ticks,
        *numbers,
        *counts,
        *_places(tell, view, taken),
        *scale,
        _north(),
    )
    return element(
        "svg",
        "".join(parts),
        viewBox=f"0 0 {WIDTH:.0f} {view.height:.0f}",
        role="img",
        class_="map",
        direction="ltr",
        aria_labelledby="map-name map-words",
    )


def view_of(shown: MapView) -> View | None:
    """The view that holds all areas and circles; `None` where there are none."""
    points = [point for zone in shown.zones for ring in zone.rings for point in ring]
    points += [(spot.lon, spot.lat) for spot in shown.spots]
    if not points:
        return None
    first = points[0][0]
    lons = [(lon - first + 180.0) % 360.0 - 180.0 + first for lon, _ in points]
    lats = [lat for _, lat in points]
    plane = Plane(round((min(lons) + max(lons)) / 2, 6), round((min(lats) + max(lats)) / 2, 6))
    reach = [0.0] * (len(points) - len(shown.spots)) + [spot.radius_m for spot in shown.spots]
    placed = [(*map(float, plane.project(lon, lat)), r) for (lon, lat), r in zip(points, reach, strict=True)]
    west, east = min(x - r for x, _, r in placed), max(x + r for x, _, r in placed)
    south, north = min(y - r for _, y, r in placed), max(y + r for _, y, r in placed)
    wide, high = max((east - west) * 1.12, NARROWEST_M), max((north - south) * 1.12, NARROWEST_M * 0.6)
    scale = min((WIDTH - 2 * EDGE) / wide, (TALLEST - 2 * EDGE) / high)
    height = min(TALLEST, max(high * scale + 2 * EDGE, 420.0))
    wide, high = (WIDTH - 2 * EDGE) / scale, (height - 2 * EDGE) / scale
    return View(plane, (west + east - wide) / 2, (south + north + high) / 2, scale, round(height))


def _graticule(tell: Teller, view: View) -> tuple[list[str], list[str]]:
    west, south, east, north = view.degrees()
    step = next((one for one in STEPS if (east - west) / one <= 7 and (north - south) / one <= 7), STEPS[-1])
    lines, ticks = [], []
    low, right = view.height - EDGE, WIDTH - EDGE
    for lon in _steps(west, east, step):
        points = [view.at(lon, south + (north - south) * n / 24) for n in range(-2, 27)]
        lines.append(element("path", d=path(points), class_="grid"))
        x = _crossing(points, 1, low)
        if x is not None and EDGE < x < right:
            shown = (lon + 180.0) % 360.0 - 180.0
            ticks.append(label(_degrees(tell, shown, "E", "W"), x, low + 18, class_="tick", text_anchor="middle"))
    for lat in _steps(south, north, step):
        points = [view.at(west + (east - west) * n / 24, lat) for n in range(-2, 27)]
        lines.append(element("path", d=path(points), class_="grid"))
        y = _crossing(points, 0, EDGE)
        if y is not None and EDGE < y < low:
            ticks.append(
                element(
                    "text",
                    _degrees(tell, lat, "N", "S"),
                    x=EDGE - 8,
                    y=y,
                    class_="tick",
                    text_anchor="middle",
                    transform=f"rotate(-90 {EDGE - 8:.0f} {y:.2f})",
                )
            )
    return lines, ticks


def _steps(low: float, high: float, step: float) -> list[float]:
    return [round(n * step, 4) for n in range(ceil(low / step), floor(high / step) + 1)]


def _crossing(points: list[tuple[float, float]], axis: int, level: float) -> float | None:
    """The other coordinate where a line crosses a level of one of them."""
    for a, b in pairwise(points):
        if (a[axis] - level) * (b[axis] - level) <= 0 and a[axis] != b[axis]:
            share = (level - a[axis]) / (b[axis] - a[axis])
            return a[1 - axis] + (b[1 - axis] - a[1 - axis]) * share
    return None


def _degrees(tell: Teller, value: float, plus: str, minus: str) -> str:
    return f"{tell.words.number(abs(round(value, 2)))}° {plus if value >= 0 else minus}"


def _zones(shown: MapView, view: View, taken: list[Box]) -> tuple[list[str], list[str]]:
    drawn, numbers = [], []
    for number, zone in enumerate(shown.zones, 1):
        rings = [[view.at(lon, lat) for lon, lat in ring] for ring in zone.rings]
        dash = {"stroke_dasharray": "8 5"} if zone.drawn in UNSETTLED else {}
        drawn.append(
            element("path", d="".join(path(ring, closed=True) for ring in rings), class_="zone", fill_rule="evenodd", **dash)
        )
        x, y = min(rings[0], key=lambda point: (point[1], point[0]))
        x, y = min(max(x, EDGE + 14), WIDTH - EDGE - 14), min(max(y, EDGE + 14), view.height - EDGE - 14)
        while _hit((x - 11, y - 11, x + 11, y + 11), taken) and x + 26 < WIDTH - EDGE:
            x += 24
        taken.append((x - 11, y - 11, x + 11, y + 11))
        numbers.append(element("circle", cx=x, cy=y, r=10.0, class_="zone-number"))
        numbers.append(label(str(number), x, y + 4, class_="zone-digit", text_anchor="middle"))
    return drawn, numbers


def _spots(tell: Teller, view: View, taken: list[Box]) -> tuple[list[str], list[str], list[str]]:
    shown = tell.bulletin.map
    circles, marks, counts = [], [], []
    letters = letters_of(shown)
    faint = " faint" if crowded(shown) else ""
    at: dict[tuple[float, float], int] = {}
    places = []
    for spot in shown.spots:
        x, y = view.at(spot.lon, spot.lat)
        if spot.radius_m * view.scale > 3:
            circles.append(element("circle", cx=x, cy=y, r=spot.radius_m * view.scale, class_=f"doubt{faint}"))
        shift = at.get((spot.lon, spot.lat), 0)
        at[spot.lon, spot.lat] = shift + 1
        x += 16.0 * shift
        marks.append(status_mark(spot.status, x, y))
        taken.append((x - 8, y - 8, x + 8, y + 8))
        places.append((x, y))
    for spot, (x, y) in zip(shown.spots, places, strict=True):
        words = counts_of(tell, spot, letters)
        box = (x + 9, y - 7, x + 11 + width_of(words, 12), y + 6)
        if (len(letters) > 1 or words != "A") and not _hit(box, taken):
            taken.append(box)
            counts.append(label(words, x + 11, y + 4, class_="count", text_anchor="start"))
    return circles, marks, counts


def crowded(shown: MapView) -> bool:
    """Whether there are so many marks that circles are drawn fainter and some letters find no room."""
    return len(shown.spots) > CROWD


def letters_of(shown: MapView) -> dict[str, str]:
    """A letter for each register on the map."""
    registrars = sorted({key for spot in shown.spots for key, _ in spot.registers})
    return {key: chr(ord("A") + place) if place < 26 else f"R{place}" for place, key in enumerate(registrars)}


def counts_of(tell: Teller, spot: Spot, letters: dict[str, str]) -> str:
    """How many stand in each register, by its letter, such as "A4 B6"; the letter alone for one."""
    return " ".join(f"{letters[key]}{tell.words.number(number) if number > 1 else ''}" for key, number in spot.registers)


def status_mark(status: str, x: float, y: float) -> str:
    """The mark of a status: from a filled diamond for what was verified to a small plus for no violation."""
    shapes = {
        "violation": element("path", d=path(((x, y - 7), (x + 7, y), (x, y + 7), (x - 7, y)), closed=True), class_="mark full"),
        "alleged_violation": element(
            "path", d=path(((x, y - 7), (x + 7, y), (x, y + 7), (x - 7, y)), closed=True), class_="mark open"
        ),
        "possible_violation": element(
            "path", d=path(((x, y - 6), (x + 6.5, y + 5), (x - 6.5, y + 5)), closed=True), class_="mark open"
        ),
        "undetermined": element("rect", x=x - 5, y=y - 5, width=10.0, height=10.0, class_="mark open"),
        "not_violation": element("path", d=path(((x - 6, y), (x + 6, y))) + path(((x, y - 6), (x, y + 6))), class_="mark line"),
        "unreached": element("circle", cx=x, cy=y, r=4.0, class_="mark open"),
    }
    return shapes[status]


def _places(tell: Teller, view: View, taken: list[Box]) -> list[str]:
    found = []
    for one in tell.bulletin.map.labels:
        x, y = view.at(one.lon, one.lat)
        if not (EDGE + 4 < x < WIDTH - EDGE - 4 and EDGE + 4 < y < view.height - EDGE - 4):
            continue
        words = tell.name(one.place)
        wide = one.feature in ("governorate", "region")
        size = 13.0 if wide else 12.0
        free = next((at for at in _seats(x, y, width_of(words, size), size, wide=wide) if _fits(at[3], view, taken)), None)
        if free is None:
            continue
        left, base, anchor, box = free
        taken.append(box)
        if not wide:
            found.append(element("circle", cx=x, cy=y, r=2.2, class_="place-dot"))
        found.append(label(words, left, base, class_="region-name" if wide else "place-name", text_anchor=anchor))
    return found


def _seats(x: float, y: float, long: float, size: float, *, wide: bool) -> list[tuple[float, float, str, Box]]:
    """Where a name may stand beside its place, the best first: point, anchor and the room that it takes."""
    middle = [
        (x, base, "middle", (x - long / 2, base - size, x + long / 2, base + 4)) for base in (y - 12, y + 22, y - 28, y + 38)
    ]
    if wide:
        return middle
    base = y + 4
    beside = [
        (x + 7, base, "start", (x + 5, base - size, x + 7 + long, base + 4)),
        (x - 7, base, "end", (x - 7 - long, base - size, x - 5, base + 4)),
    ]
    return [*beside, *middle[:2]]


def _fits(box: Box, view: View, taken: list[Box]) -> bool:
    left, top, right, bottom = box
    inside = left > EDGE + 2 and right < WIDTH - EDGE - 2 and top > EDGE + 2 and bottom < view.height - EDGE - 2
    return inside and not _hit(box, taken)


def _hit(box: Box, taken: list[Box]) -> bool:
    left, top, right, bottom = box
    return any(left < r and right > l and top < b and bottom > t for l, t, r, b in taken)  # noqa: E741


def scale_length(view: View) -> float:
    """Length of the scale bar in metres: 1, 2 or 5 times a power of ten, about a sixth of the width."""
    most = WIDTH / 5.0 / view.scale
    unit = 10.0 ** floor(log10(most))
    return max(unit * times for times in (1.0, 2.0, 5.0) if unit * times <= most)


def _scale_bar(tell: Teller, view: View, taken: list[Box]) -> list[str]:
    length = scale_length(view)
    wide, x, y = length * view.scale, EDGE + 18.0, view.height - EDGE - 20.0
    words = tell.words("{number} km", number=tell.words.number(length / 1000.0))
    taken.append((x - 10, y - 24, x + max(wide, width_of(words, 12)) + 14, y + 14))
    return [
        element("rect", x=x - 8, y=y - 22, width=max(wide, width_of(words, 12)) + 18, height=32.0, class_="plate"),
        element("path", d=path(((x, y - 4), (x, y + 2), (x + wide, y + 2), (x + wide, y - 4))), class_="bar"),
        label(words, x, y - 8, class_="tick dark", text_anchor="start"),
    ]


def _north() -> str:
    x, y = WIDTH - EDGE - 22.0, EDGE + 14.0
    arrow = element("path", d=path(((x, y), (x + 7, y + 22), (x, y + 17), (x - 7, y + 22)), closed=True), class_="north")
    return arrow + label("N", x, y + 36, class_="tick dark", text_anchor="middle")


def map_key(tell: Teller) -> str:
    """The key: marks, circles, outlines, and the letters of the registers."""
    words, shown = tell.words, tell.bulletin.map
    if view_of(shown) is None:
        return ""
    used = {spot.status for spot in shown.spots}
    items = [key_item(status_mark(name, 10.0, 8.0), tell.code(STATUS_HEADS[name]), 20) for name in CALLED if name in used]
    if shown.spots:
        items.append(
            key_item(
                element("circle", cx=10.0, cy=8.0, r=7.0, class_="doubt"), words("uncertainty of the position, to scale"), 20
            )
        )
    settled = {zone.drawn in UNSETTLED for zone in shown.zones}
    if True in settled:
        items.append(
            key_item(
                element("path", d="M1 8H43", class_="zone", stroke_dasharray="8 5"),
                words("border approximate, proposed or disputed"),
                44,
            )
        )
    if False in settled:
        items.append(key_item(element("path", d="M1 8H43", class_="zone"), words("border agreed or delineated"), 44))
    for key, letter in letters_of(shown).items():
        items.append(
            key_item(
                label(letter, 10.0, 12.0, class_="count", text_anchor="middle"),
                words("register of {registrar}", registrar=tell.name(key)),
                20,
            )
        )
    return element("ul", "".join(items), class_="key")
