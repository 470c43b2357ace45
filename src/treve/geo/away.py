"""How far a point lies from an area, on the ellipsoid."""

from treve.geo.footprint import Circle, Footprint, geod


def apart(lon1: float, lat1: float, lon2: float, lat2: float) -> float:
    """Metres between two points along the geodesic; degrees on WGS 84."""
    return float(geod().inv(lon1, lat1, lon2, lat2)[2])


def outside(footprint: Footprint, lon: float, lat: float) -> float:
    """Metres from a point to the nearest point of an area, 0 inside it; degrees on WGS 84."""
    if isinstance(footprint, Circle):
        return max(0.0, apart(footprint.lon, footprint.lat, lon, lat) - footprint.radius_m)
    from treve.geo.exact import border_distance
    from treve.geo.outline import Outline

    outline = Outline.of(footprint)
    away, inside = border_distance(outline, lon, lat)
    return 0.0 if inside else max(0.0, away - outline.half_width_m)
