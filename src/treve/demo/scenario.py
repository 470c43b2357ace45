"""The whole scenario in the order in which it became known."""

from itertools import chain

from treve.demo import arrangements, incidents, parties, places, registers, talks
from treve.demo.saying import THEATRE_ZONE, Entry
from treve.records.kinds import kind_of, record_id, to_bytes

__all__ = ["THEATRE_ZONE", "Entry", "entries"]


def entries() -> tuple[Entry, ...]:
    """Every record with the time at which a node would have known it, in order."""
    rooms = (parties, places, arrangements, registers, incidents, talks)
    held = chain.from_iterable(room.entries() for room in rooms)
    return tuple(
        sorted(held, key=lambda one: (one.recorded_at, kind_of(one.record), one.record.key, record_id(to_bytes(one.record))))
    )
