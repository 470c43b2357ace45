"""Positions as people write and read them: five forms, how precise a written position is, and what is wrong with one.

Degrees on WGS 84. `write` gives one form, `read` takes any of them. A form's precision is the size of its last
digit, metres: what was rounded away is never more than that. Numbers of Arabic script, decimal commas and the
words of four languages for the quarters of the sky are read; what could mean two places is refused, not guessed.
"""

import re
import unicodedata
from typing import Literal, NamedTuple

from treve.errors import Ambiguous, BadGeometry
from treve.geo import grid
from treve.geo.footprint import Point, checked

Form = Literal["decimal", "dms", "ddm", "utm", "mgrs"]
"""Decimal degrees; degrees, minutes, seconds; degrees and decimal minutes; UTM; MGRS."""

FORMS: tuple[Form, ...] = ("decimal", "dms", "ddm", "utm", "mgrs")
"""All forms, in the order in which a person is offered them."""
DIGITS: dict[Form, int] = {"decimal": 5, "dms": 1, "ddm": 3, "utm": 0, "mgrs": 5}
"""Digits after the point (MGRS: each way) with which a form is written, near a metre."""
FAMILY: dict[Form, str] = {"decimal": "decimal", "dms": "dms", "ddm": "ddm", "utm": "grid", "mgrs": "grid"}
"""Forms that share their digits are one family: reading both back tells no more than reading one."""
DEGREE_M = 111_700.0
"""Metres of a degree at most: along a meridian near a pole."""
_UNITS: dict[Form, float] = {"decimal": 1.0, "ddm": 60.0, "dms": 3_600.0}

_QUARTERS = {
    "N": ("NORTH", "NORD", "С.Ш", "СШ", "СЕВ", "شمالا", "شمال"),
    "S": ("SOUTH", "SUD", "Ю.Ш", "ЮШ", "ЮЖ", "جنوبا", "جنوب"),
    "E": ("EAST", "EST", "В.Д", "ВД", "ВОСТ", "شرقا", "شرق"),
    "W": ("WEST", "OUEST", "O", "З.Д", "ЗД", "ЗАП", "غربا", "غرب"),
}
_QUARTER = {word: letter for letter, words in _QUARTERS.items() for word in (letter, *words)}
_SIGNS = str.maketrans({"٫": ".", "º": "°", "˚": "°", "′": "'", "’": "'", "‘": "'", "ʹ": "'", "″": '"', "“": '"', "”": '"',
                        "ʺ": '"', "−": "-", "–": "-", "،": ",", "؛": ";"})  # fmt: skip
_MARKS = re.compile("[\u064b-\u0652\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_MGRS = re.compile(r"(\d{1,2})\s*([C-HJ-NP-X])\s*([A-HJ-NP-Z])\s*([A-HJ-NP-V])((?:\s*\d)*)")
_UTM = re.compile(
    r"(?:UTM\s*)?(?:ZONE\s*)?(\d{1,2})\s*(NORTH|SOUTH|[C-HJ-NP-X])[\s,]*"
    r"(\d{5,6}(?:\.\d+)?)\s*(?:M?\s*E)?[\s,]+(\d{1,8}(?:\.\d+)?)\s*(?:M?\s*N)?"
)
_TOKEN = re.compile(r"[+-]?\d+(?:\.\d+)?|[^\W\d_]+(?:\.\s?[^\W\d_]+)?|[,;/]|\S")


class Written(NamedTuple):
    """A position as it was written."""

    lon: float
    """Longitude, degrees."""
    lat: float
    """Latitude, degrees."""
    form: Form
    """The form in which it is written."""
    precision_m: float
    """Size of its last digit, metres: of the coarser of its two numbers."""

    @property
    def point(self) -> Point:
        """Longitude and latitude."""
        return self.lon, self.lat


def precision(form: Form, digits: int) -> float:
    """Metres of the last digit of a form written with so many digits after the point; MGRS: so many each way."""
    if form == "mgrs":
        return float(10.0 ** (5 - digits))
    unit = DEGREE_M / _UNITS[form] if form in _UNITS else 1.0
    return float(unit * 10.0**-digits)


def write(point: Point, form: Form = "decimal", digits: int | None = None) -> str:
    """A position in a form; raises `BadGeometry` where it is none, or lies beyond the grids of UTM and MGRS.

    >>> write((36.237, 33.458), "dms")
    '33°27\\'28.8"N 36°14\\'13.2"E'
    >>> write((2.2945, 48.8582), "mgrs")
    '31U DQ 48251 11932'
    """
    point = checked(point)
    digits = DIGITS[form] if digits is None else digits
    if form == "mgrs":
        return grid.squared(point, digits)
    if form == "utm":
        at = grid.gridded(point)
        side = "north" if at.north else "south"
        return f"zone {at.zone} {side} {at.easting:.{digits}f} E {at.northing:.{digits}f} N"
    return f"{_angle(point[1], 'NS', form, digits)} {_angle(point[0], 'EW', form, digits)}"


def _angle(value: float, quarters: str, form: Form, digits: int) -> str:
    letter = quarters[value < 0.0]
    whole = round(abs(value) * _UNITS[form] * 10**digits)
    if form == "decimal":
        return f"{whole / 10**digits:.{digits}f} {letter}"
    least, rest = divmod(whole, 60 * 10**digits)
    last = f"{rest / 10**digits:0{digits + 3 if digits else 2}.{digits}f}"
    if form == "ddm":
        return f"{least}°{last}'{letter}"
    degrees, minutes = divmod(least, 60)
    return f"{degrees}°{minutes:02d}'{last}\"{letter}"


def read(text: str, *, order: Literal["", "lat_lon", "lon_lat"] = "") -> Written:
    """The position that a text gives, in whichever form it is.

    `order` says which of two bare numbers is the latitude. Raises `BadGeometry` where it is no position or lies
    out of range, `Ambiguous` where it may mean two places: bare numbers in an unknown order, and a UTM zone with
    the letter S, which some write for the south and others for the band from 32 to 40 degrees north.
    """
    held = _MARKS.sub("", unicodedata.normalize("NFC", text)).translate(_SIGNS)
    held = "".join(str(unicodedata.digit(one)) if one.isdigit() else one for one in held).strip(" \t\n.;,").upper()
    squares = _MGRS.fullmatch(held)
    if squares is not None:
        return _from_squares(text, squares)
    zoned = _UTM.fullmatch(held)
    return _from_utm(text, zoned) if zoned is not None else _from_angles(text, held, order)


def _from_squares(text: str, found: re.Match[str]) -> Written:
    numbers = "".join(found[5].split())
    if len(numbers) % 2 or len(numbers) > 10:
        raise BadGeometry(f"{text!r} has {len(numbers)} digits; MGRS has as many for the easting as for the northing.")
    point = grid.unsquared(int(found[1]), found[2], found[3] + found[4], numbers)
    return Written(*point, "mgrs", precision("mgrs", len(numbers) // 2))


def _from_utm(text: str, found: re.Match[str]) -> Written:
    zone, letter, easting, northing = int(found[1]), found[2], float(found[3]), float(found[4])
    digits = min(len(one.partition(".")[2]) for one in (found[3], found[4]))
    sides = _sides(letter, northing)
    if len(sides) > 1:
        raise Ambiguous(
            f"{text!r} may lie in the band S, north of the equator, or in the south.",
            advice="Write north or south after the zone, or give the position in another form.",
        )
    point = grid.position(grid.Gridded(zone, sides[0], easting, northing))
    south, end = grid.band_span(letter) if len(letter) == 1 and letter not in "NS" else (-90.0, 90.0)
    if not south - 0.01 <= point[1] <= end + 0.01:
        raise BadGeometry(f"Northing {northing:.0f} does not lie in band {letter}.")
    return Written(*point, "utm", precision("utm", digits))


def _sides(letter: str, northing: float) -> tuple[bool, ...]:
    """Whether the northing may count from the equator northward, by the letter behind the zone."""
    if letter == "S":
        return (True, False) if 3_530_000.0 < northing < 4_440_000.0 else (False,)
    return (letter in ("NORTH", "N") or (letter != "SOUTH" and letter > "N"),)


class _Half(NamedTuple):
    """One of the two numbers of a position: its quarter, where one is written, its value, parts and digits."""

    quarter: str
    value: float
    parts: int
    digits: int


def _from_angles(text: str, held: str, order: str) -> Written:
    if re.search(r"\d,\d", held) and "." not in re.sub(r"[^\W\d_]\.", "", held):
        held = re.sub(r"(?<=\d),(?=\d)", ".", held)
    halves = _halves(text, [one[0] for one in _TOKEN.finditer(held)])
    a, b = halves
    if a.parts != b.parts:
        raise BadGeometry(f"{text!r} writes its two numbers in different ways.")
    if a.quarter or b.quarter:
        if {"N", "S"} >= {a.quarter, b.quarter} or {"E", "W"} >= {a.quarter, b.quarter} or not (a.quarter and b.quarter):
            raise BadGeometry(f"{text!r} needs north or south for one number and east or west for the other.")
        lat, lon = (a, b) if a.quarter in "NS" else (b, a)
    else:
        lat, lon = _ordered(text, a, b, order)
    for half, most, name, other in ((lat, 90.0, "latitude", lon), (lon, 180.0, "longitude", lat)):
        if abs(half.value) > most:
            hint = (
                " Latitude and longitude seem to be swapped."
                if most == 90.0 and abs(other.value) <= 90.0 < half.value <= 180.0
                else ""
            )
            raise BadGeometry(f"{text!r}: a {name} of {half.value:g}° is more than {most:.0f}°.{hint}")
    form: Form = ("decimal", "ddm", "dms")[a.parts - 1]
    return Written(*checked((lon.value, lat.value)), form, precision(form, min(a.digits, b.digits)))


def _ordered(text: str, a: _Half, b: _Half, order: str) -> tuple[_Half, _Half]:
    """Latitude and longitude of two bare numbers."""
    if order:
        return (a, b) if order == "lat_lon" else (b, a)
    if abs(a.value) > 90.0 or abs(b.value) > 90.0 or a.value == b.value:
        return (b, a) if abs(a.value) > 90.0 else (a, b)
    raise Ambiguous(
        f"{text!r} does not say which number is the latitude.", advice="Write N or S and E or W, as in 33.4580 N 36.2370 E."
    )


def _halves(text: str, tokens: list[str]) -> tuple[_Half, _Half]:
    quarters = [place for place, one in enumerate(tokens) if _bare(one) in _QUARTER]
    for one in tokens:
        if one[0].isalpha() and _bare(one) not in _QUARTER:
            raise BadGeometry(f"{text!r} is no position: {one!r} is no quarter of the sky.")
    if len(quarters) not in (0, 2):
        raise BadGeometry(f"{text!r} needs a letter for each of its two numbers, or none.")
    if quarters:
        first, second = quarters
        cut = second if first == 0 else first + 1
        parts = (tokens[:cut], tokens[cut:])
    else:
        breaks = [place for place, one in enumerate(tokens) if one in (",", ";", "/")]
        numbers = [place for place, one in enumerate(tokens) if _is_number(one)]
        if len(numbers) < 2 or len(numbers) % 2:
            raise BadGeometry(f"{text!r} is no position: it needs a latitude and a longitude.")
        cut = breaks[0] if len(breaks) == 1 else numbers[len(numbers) // 2]
        parts = (tokens[:cut], tokens[cut:])
    return _half(text, parts[0]), _half(text, parts[1])


def _bare(token: str) -> str:
    """A word without the space and the last full stop of an abbreviation."""
    return token.replace(" ", "").rstrip(".")


def _is_number(token: str) -> bool:
    return token[-1].isdigit()


def _half(text: str, tokens: list[str]) -> _Half:
    quarter = next((_QUARTER[_bare(one)] for one in tokens if _bare(one) in _QUARTER), "")
    numbers = [one for one in tokens if _is_number(one)]
    odd = [one for one in tokens if not _is_number(one) and _bare(one) not in _QUARTER and one not in "°'\",;/."]
    if odd or not 1 <= len(numbers) <= 3:
        raise BadGeometry(f"{text!r} is no position in degrees, UTM or MGRS.")
    negative = numbers[0].startswith("-")
    if negative and quarter:
        raise BadGeometry(f"{text!r} has both a minus and a letter; it can have one of them.")
    values = [abs(float(one)) for one in numbers]
    if any("." in one for one in numbers[:-1]) or any(one[0] in "+-" for one in numbers[1:]):
        raise BadGeometry(f"{text!r}: only the last part of a number has digits after the point, only the first a sign.")
    if any(value >= 60.0 for value in values[1:]):
        raise BadGeometry(f"{text!r}: minutes and seconds are less than 60.")
    value = sum(value / 60.0**power for power, value in enumerate(values))
    return _Half(
        quarter, -value if negative or quarter in ("S", "W") else value, len(values), len(numbers[-1].partition(".")[2])
    )
