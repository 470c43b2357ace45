"""Laws of what others tell: whatever it is, it is taken or refused; a higher priority never has more in its way."""

from typing import Any

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from tests.airspace.making import identity, volume
from tests.api.making import Body, at, circle
from tests.api.peer import details, reference
from treve import codec
from treve.api.f3548 import models, peers
from treve.api.f3548.peers import Other, in_the_way
from treve.errors import TreveError
from treve.geo.volume import Volume4D

NAME = identity(11)
WHOLE = details(reference(NAME, "https://uss-b.example"), circle(), circle(lon=36.21), off_nominal_volumes=[], priority=3)
DSS: models.IntentReference = codec.convert(
    reference(NAME, "https://uss-b.example", ovn="Available from USS"), models.IntentReference
)
Step = str | int


def paths(value: Any, before: tuple[Step, ...] = ()) -> list[tuple[Step, ...]]:
    """The way to everything within a body."""
    found = [before] if before else []
    items: Any = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, one in items:
        found += paths(one, (*before, name))
    return found


def put(value: Any, path: tuple[Step, ...], new: Any) -> Any:
    """A body with another value in one place."""
    if not path:
        return new
    copy: Any = dict(value) if isinstance(value, dict) else list(value)
    copy[path[0]] = put(value[path[0]], path[1:], new)
    return copy


ODD = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=40), st.just({}), st.just([]), st.just([{}]),
    st.sampled_from([at(1), at(-5), at(500), "Activated", "M", "W84", NAME, NAME.upper(), 1e308, -1e308, 2**70, circle()]),
)  # fmt: skip


@given(st.sampled_from(paths(WHOLE)), ODD)
def test_whatever_stands_in_one_place_is_taken_or_refused(path: tuple[Step, ...], odd: Any) -> None:
    """Never a fault of ours; and what is taken fits the reference that the DSS gave."""
    body: Body = put(WHOLE, path, odd)
    try:
        told = codec.decode(msgspec.json.encode(body), models.IntentTold)
        found = peers.other(told.operational_intent)
        peers._check(found, DSS)
    except TreveError:
        return
    assert (found.reference.id.lower(), found.reference.manager) == (NAME, "uss-b")
    assert found.reference.ovn not in (None, "", models.HIDDEN_OVN)
    assert found.volumes
    assert found.reference.version >= 1


def test_the_unchanged_one_is_taken() -> None:
    found = peers.other(codec.decode(msgspec.json.encode(WHOLE), models.IntentTold).operational_intent)
    peers._check(found, DSS)
    assert (len(found.volumes), found.priority, found.vertices) == (2, 3, 2)


def other(number: int, lon: float, priority: int, state: str) -> Other:
    told = msgspec.structs.replace(DSS, id=identity(number), state=state)  # type: ignore[arg-type]
    return Other(told, (volume(lon=lon),), priority)


PLACES = st.floats(36.19, 36.21)
OTHERS = st.lists(
    st.builds(
        other, st.integers(1, 99), PLACES, st.integers(-2, 2), st.sampled_from(["Accepted", "Activated", "Nonconforming"])
    ),
    max_size=6,
)


@given(OTHERS, PLACES, st.integers(-3, 3), st.integers(0, 3), st.none() | PLACES)
def test_a_higher_priority_never_has_more_in_its_way_nor_a_flight_that_is_up(
    others: list[Other], lon: float, priority: int, more: int, up: float | None
) -> None:
    volumes: tuple[Volume4D, ...] = (volume(lon=lon),)
    low = list(in_the_way(priority, volumes, others, flying=None))
    high = list(in_the_way(priority + more, volumes, others, flying=None))
    assert all(one in low for one in high)
    flying = None if up is None else (volume(lon=up),)
    going_on = list(in_the_way(priority, volumes, others, flying=flying))
    assert all(one in low for one in going_on)
    assert all(one.reference.state == "Activated" for one in low if one not in going_on)
    assert all(one.priority >= priority and one.meets(volumes) for one in low)
    assert list(in_the_way(priority, (), others, flying=None)) == []
