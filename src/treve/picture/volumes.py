"""The volumes of notices: where and when what they announce may be."""

from treve.geo.footprint import Circle
from treve.geo.trajectory import Piece, Trajectory, Waypoint
from treve.geo.volume import ALL_ALTITUDES, Volume4D
from treve.records.notice import Notice, StatedPoint


def trajectory_of(notice: Notice) -> Trajectory | None:
    """The way of a notice with its times; `None` where what it announces stays or is spread out."""
    if notice.route is None:
        return None
    waypoints = [Waypoint(_point(stop.at), stop.arrives, stop.departs, stop.road) for stop in notice.route.stops]
    return Trajectory(waypoints, notice.route.buffer_m, notice.route.slack_s)


def pieces_of(notice: Notice) -> tuple[Piece, ...]:
    """Volumes that together hold all that a notice announces, each with what of it may certainly be reached."""
    moving = trajectory_of(notice)
    if moving is not None:
        return moving.pieces(notice.band or ALL_ALTITUDES)
    return tuple(Piece(volume, volume) for volume in _standing(notice))


def volumes_of(notice: Notice) -> tuple[Volume4D, ...]:
    """Volumes that together hold all that a notice announces.

    A site is a circle for the window of the notice, at its altitudes. What is spread out has its own volumes; one
    without altitudes of its own has those of the notice. A route gives pieces of a moving buffer, which may begin
    before the window and end after it, by the slack of the route.
    """
    return tuple(piece.covering for piece in pieces_of(notice))


def _standing(notice: Notice) -> tuple[Volume4D, ...]:
    band = notice.band or ALL_ALTITUDES
    if notice.site is not None:
        return (Volume4D(Circle(*_point(notice.site.at), notice.site.radius_m), band, notice.window),)
    return tuple(Volume4D(one.footprint, band if one.band == ALL_ALTITUDES else one.band, one.during) for one in notice.volumes)


def _point(stated: StatedPoint) -> tuple[float, float]:
    return stated.lon, stated.lat
