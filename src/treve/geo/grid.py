"""Positions on the grids of UTM and MGRS: zones, bands, squares of 100 km, eastings and northings.

The projection is that of pyproj (transverse Mercator on WGS 84, scale 0.9996); zones, bands and letters follow
NGA.STND.0037, lettering scheme AA. The grids end at 80 degrees south and 84 degrees north; towards the poles
there are others, which are refused here.
"""

from functools import lru_cache
from math import floor
from typing import Any, NamedTuple

from treve.errors import BadGeometry
from treve.geo.footprint import Point, checked

BANDS = "CDEFGHJKLMNPQRSTUVWX"
"""Letters of the latitude bands from 80 degrees south on, 8 degrees each; the last one has 12."""
COLUMNS = ("ABCDEFGH", "JKLMNPQR", "STUVWXYZ")
"""Letters of the columns of 100 km squares: they come again every third zone."""
ROWS = "ABCDEFGHJKLMNPQRSTUV"
"""Letters of the rows of 100 km squares: they come again every 2,000 km; in even zones they begin with F."""
SQUARE_M = 100_000
"""Side of a square, metres."""
SOUTH_M = 10_000_000
"""What is added to northings of the southern hemisphere, metres."""


class Gridded(NamedTuple):
    """A position on the grid of a zone, metres."""

    zone: int
    """Zone, from 1 to 60."""
    north: bool
    """Whether the northing counts from the equator northward."""
    easting: float
    """Easting; the middle of the zone has 500,000."""
    northing: float
    """Northing."""


@lru_cache(maxsize=128)
def _projection(zone: int, north: bool) -> Any:
    from pyproj import Proj

    return Proj(proj="utm", zone=zone, ellps="WGS84", south=not north)


def zone_of(point: Point) -> int:
    """The zone of a position, with those of Norway and Svalbard; raises `BadGeometry` beyond 80° S or 84° N."""
    lon, lat = checked(point)
    if not -80.0 <= lat < 84.0:
        raise BadGeometry(f"UTM and MGRS end at 80° S and 84° N; the latitude {lat} lies beyond.")
    if 56.0 <= lat < 64.0 and 3.0 <= lon < 12.0:
        return 32
    if lat >= 72.0 and 0.0 <= lon < 42.0:
        return 31 if lon < 9.0 else 33 if lon < 21.0 else 35 if lon < 33.0 else 37
    return min(60, floor((lon + 180.0) / 6.0) + 1)


def band_of(lat: float) -> str:
    """The letter of the latitude band."""
    return BANDS[min(19, floor((lat + 80.0) / 8.0))]


def band_span(band: str) -> tuple[float, float]:
    """From and to which latitude a band reaches, degrees."""
    south = -80.0 + 8.0 * BANDS.index(band)
    return south, 84.0 if band == "X" else south + 8.0


def gridded(point: Point) -> Gridded:
    """A position, degrees, on the grid of its zone."""
    zone, north = zone_of(point), point[1] >= 0.0
    easting, northing = _projection(zone, north)(*point)
    return Gridded(zone, north, float(easting), float(northing))


def position(at: Gridded) -> Point:
    """Longitude and latitude of a position on a grid; raises `BadGeometry` where no zone reaches."""
    if not 1 <= at.zone <= 60:
        raise BadGeometry(f"There is no UTM zone {at.zone}; zones go from 1 to 60.")
    if not (100_000.0 <= at.easting < 1_000_000.0 and 0.0 <= at.northing <= SOUTH_M):
        raise BadGeometry(f"Easting {at.easting:.0f} and northing {at.northing:.0f} lie outside every UTM zone.")
    lon, lat = _projection(at.zone, at.north)(at.easting, at.northing, inverse=True)
    if not -80.5 <= lat <= 84.5 or (lat < -1.0 if at.north else lat > 1.0):
        raise BadGeometry(f"Northing {at.northing:.0f} lies outside the zones of this hemisphere.")
    return ((float(lon) + 180.0) % 360.0 - 180.0, float(lat))


def squared(point: Point, digits: int = 5) -> str:
    """A position in MGRS with so many digits each way, cut off and not rounded: `37S BT 43512 05678`."""
    at = gridded(point)
    column, row = divmod(at.easting, SQUARE_M), divmod(at.northing, SQUARE_M)
    letters = COLUMNS[(at.zone - 1) % 3][int(column[0]) - 1] + ROWS[(int(row[0]) + 5 * (at.zone % 2 == 0)) % 20]
    unit = 10 ** (5 - digits)
    numbers = " ".join(f"{floor(rest / unit):0{digits}d}" for rest in (column[1], row[1])) if digits else ""
    return f"{at.zone}{band_of(point[1])} {letters} {numbers}".rstrip()


def unsquared(zone: int, band: str, letters: str, numbers: str) -> Point:
    """The middle of the square that MGRS letters and digits name; raises `BadGeometry` where there is none."""
    if not 1 <= zone <= 60:
        raise BadGeometry(f"There is no zone {zone}; zones go from 1 to 60.")
    column = COLUMNS[(zone - 1) % 3].find(letters[0])
    if column < 0:
        raise BadGeometry(f"Zone {zone} has no column {letters[0]}; its columns are {COLUMNS[(zone - 1) % 3]}.")
    half = len(numbers) // 2
    unit = 10 ** (5 - half)
    east, north = ((int(part or 0) + 0.5) * unit for part in (numbers[:half], numbers[half:]))
    northing = SQUARE_M * ((ROWS.index(letters[1]) - 5 * (zone % 2 == 0)) % 20) + north
    south, end = band_span(band)
    northern = band >= "N"
    found: list[Point] = []
    for turn in range(6):
        at = Gridded(zone, northern, SQUARE_M * (column + 1) + east, northing + 2_000_000.0 * turn)
        if at.northing <= SOUTH_M:
            lon, lat = _projection(zone, northern)(at.easting, at.northing, inverse=True)
            found.append(((float(lon) + 180.0) % 360.0 - 180.0, float(lat)))
    lon, lat = min(found, key=lambda one: abs(one[1] - (south + end) / 2.0))
    # The middle of a square that the border of the band cuts may lie up to half the square's diagonal beyond it.
    spare = unit / 110_000.0
    if not south - spare <= lat <= end + spare:
        raise BadGeometry(f"The square {letters} of zone {zone} does not reach into band {band}.")
    return lon, lat
