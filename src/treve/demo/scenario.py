"""The whole scenario in the order in which it became known."""

from itertools import chain

from treve.demo import (
    airspace,
    aleppo,
    areas,
    cessation,
    convoy,
    deir_ez_zor,
    diplomacy,
    guarantors,
    identities,
    incidents,
    parties,
    places,
    press,
    registers,
    rounds,
    september,
    silence,
    urum,
)
from treve.demo.saying import THEATRE_ZONE, Entry
from treve.records.kinds import kind_of, record_id, to_bytes

__all__ = ["THEATRE_ZONE", "Entry", "entries"]

ROOMS = (
    parties, identities, places, areas, airspace, cessation, silence, september, aleppo, guarantors, registers, incidents,
    deir_ez_zor, urum, convoy, rounds, press, diplomacy,
)  # fmt: skip


def entries() -> tuple[Entry, ...]:
    """Every record with the time at which a node would have known it, in order."""
    held = chain.from_iterable(room.entries() for room in ROOMS)
    return tuple(
        sorted(held, key=lambda one: (one.recorded_at, kind_of(one.record), one.record.key, record_id(to_bytes(one.record))))
    )
