"""What is wrong with a request is told with the code of the standard; nothing is stored, nothing leaks, nothing is slow."""

import json
import time
from pathlib import Path
from typing import Any

import pytest

from tests.airspace.making import identity
from tests.api.making import Body, area, at, circle, constraint, disc, extent, intent, ring, subscribing, subscription
from tests.api.site import CONSTRAINTS, INTENTS, SUBSCRIPTIONS, Site, site
from treve.api.limits import Limits

SQUARE = ((36.2, 33.5), (36.21, 33.5), (36.21, 33.51), (36.2, 33.51))


def counts(here: Site) -> list[int]:
    kinds = ("intent", "constraint", "subscription")
    tables = ["entity", "journal", "availability", *(f"{kind}_{part}" for kind in kinds for part in ("box", "shape"))]
    return [here.store._writer.execute(f"select count(*) from {one}").fetchone()[0] for one in tables]


def bent(path: str, value: Any) -> Body:
    """A good intent with one value changed; a value of `...` takes the name away."""
    body: Any = json.loads(json.dumps(intent(extent(ring(*SQUARE)))))
    *way, last = path.split("/")
    inner = body
    for step in way:
        inner = inner[int(step) if step.isdigit() else step]
    if value is ...:
        del inner[last]
    else:
        inner[int(last) if last.isdigit() else last] = value
    return body  # type: ignore[no-any-return]


VOLUME = "extents/0/volume"
BAD: list[tuple[str, Any]] = [
    ("extents", []), ("extents", ...), ("extents", None), ("extents", {}), ("extents/0", None), (VOLUME, {}), (VOLUME, None),
    (f"{VOLUME}/outline_circle", disc()["outline_circle"]), (f"{VOLUME}/outline_polygon", ...),
    (f"{VOLUME}/outline_polygon/vertices", []), (f"{VOLUME}/outline_polygon/vertices/0/lat", 90.5),
    (f"{VOLUME}/outline_polygon/vertices/0/lng", 180.5), (f"{VOLUME}/outline_polygon/vertices/0/lat", "33.5"),
    (f"{VOLUME}/outline_polygon/vertices/0/lat", None), (f"{VOLUME}/outline_polygon/vertices/0/lat", True),
    (f"{VOLUME}/altitude_lower/value", 121.0), (f"{VOLUME}/altitude_upper/value", -1.0),
    (f"{VOLUME}/altitude_upper/value", 1e6), (f"{VOLUME}/altitude_lower/value", -1e6),
    (f"{VOLUME}/altitude_lower/reference", "EGM96"), (f"{VOLUME}/altitude_lower/reference", "SFC"),
    (f"{VOLUME}/altitude_lower/reference", ...), (f"{VOLUME}/altitude_lower/units", "FT"), (f"{VOLUME}/altitude_lower", ...),
    (f"{VOLUME}/altitude_upper", None), ("extents/0/time_start", ...), ("extents/0/time_end", ...),
    ("extents/0/time_end", at(-0.5)), ("extents/0/time_start", at(2.0)), ("extents/0/time_end", at(24 * 365)),
    ("extents/0/time_start/format", "RFC822"), ("extents/0/time_start/value", "2026-11-25 09:00:00Z"),
    ("extents/0/time_start/value", "2026-11-25T09:00:00"), ("extents/0/time_start/value", "2026-13-25T09:00:00Z"),
    ("extents/0/time_start/value", "2026-11-25T25:00:00Z"), ("extents/0/time_start/value", "0001-01-01T00:00:00+23:59"),
    ("extents/0/time_end/value", "9999-12-31T23:59:59-23:59"), ("extents/0/time_end/value", "9999-12-31T23:59:59.999999999Z"),
    ("extents/0/time_start/value", 1795597200), ("extents/0/time_start/value", "x" * 100_000),
    ("uss_base_url", ...), ("uss_base_url", ""), ("uss_base_url", "uss.example"), ("uss_base_url", "http://uss.example.com"),
    ("uss_base_url", "ftp://uss.example"), ("uss_base_url", "https://"), ("uss_base_url", "https://me:x@uss.example"),
    ("uss_base_url", "https://uss.example/#x"), ("uss_base_url", "https://uss.example/?x=#"), ("uss_base_url", "https://uss .x"),
    ("uss_base_url", "https://uss.example:99999"), ("uss_base_url", "https://[::1"), ("uss_base_url", "https://ussé.example"),
    ("uss_base_url", "https://uss.example/\r\nx"), ("uss_base_url", "https://uss.example/" + "x" * 2048),
    ("key", "x"), ("key", [7]), ("subscription_id", 7), ("new_subscription", "x"), ("new_subscription", {}),
]  # fmt: skip


@pytest.mark.parametrize(("path", "value"), BAD, ids=[f"{path}={str(value)[:40]!a}" for path, value in BAD])
def test_one_wrong_value_is_400_and_changes_nothing(site: Site, path: str, value: Any) -> None:
    message = site.refused(400, "PUT", f"{INTENTS}/{identity()}", bent(path, value))
    assert message
    assert len(message) < 500
    assert counts(site) == [0] * 9


def test_the_unchanged_one_is_good(site: Site) -> None:
    site.put(bent("extents/0/time_start", at(0)))


RINGS = [
    (SQUARE[:2], 400), ((SQUARE[0],) * 4, 400), ((*SQUARE[:2], *SQUARE[:2]), 400),
    ((SQUARE[0], SQUARE[2], SQUARE[1], SQUARE[3]), 400),
    (((0.0, 89.0), (120.0, 89.0), (-120.0, 89.0)), 400), (((0.0, 90.0), (10.0, 89.0), (0.0, 89.0)), 400),
    (((0.0, 0.0), (60.0, 0.0), (60.0, 60.0)), 413),
]  # fmt: skip


@pytest.mark.parametrize(("points", "code"), RINGS, ids=["two", "one", "back", "crossing", "round a pole", "a pole", "huge"])
def test_rings_that_are_refused_everywhere(site: Site, points: Any, code: int) -> None:
    bad = extent(ring(*points))
    site.refused(code, "PUT", f"{INTENTS}/{identity()}", intent(bad))
    site.refused(code, "PUT", f"{CONSTRAINTS}/{identity()}", constraint(bad))
    site.refused(code, "PUT", f"{SUBSCRIPTIONS}/{identity()}", subscription(bad))
    for where in (INTENTS, CONSTRAINTS, SUBSCRIPTIONS):
        site.refused(code, "POST", f"{where}/query", area(bad))
    assert counts(site) == [0] * 9


@pytest.mark.parametrize("radius", [-1.0, 0.0, 1e9])
def test_circles_that_are_refused(site: Site, radius: float) -> None:
    site.refused(400, "PUT", f"{INTENTS}/{identity()}", intent(circle(radius=radius)))


def found(here: Site, lon: float, lat: float, radius: float = 50.0) -> int:
    return len(here.good("POST", f"{INTENTS}/query", area(circle(lon, lat, radius)))["operational_intent_references"])


def test_a_ring_wound_the_other_way_is_the_same_area(site: Site) -> None:
    site.put(intent(extent(ring(*reversed(SQUARE)))))
    assert (found(site, 36.205, 33.505), found(site, 36.22, 33.505), found(site, -143.8, -33.5)) == (1, 0, 0)
    site.good("PUT", f"{INTENTS}/{identity()}", intent(extent(ring(*SQUARE))), code=409)
    site.good("PUT", f"{INTENTS}/{identity()}", intent(extent(ring(*SQUARE, SQUARE[0]))), code=409)


def test_an_area_across_the_antimeridian_is_in_one_piece(site: Site) -> None:
    site.put(intent(extent(ring((179.99, 10.0), (-179.99, 10.0), (-179.99, 10.02), (179.99, 10.02)))))
    inside = [(179.995, 10.01), (-179.995, 10.01), (180.0, 10.01), (-180.0, 10.01)]
    assert [found(site, *one) for one in inside] == [1] * 4
    assert [found(site, *one) for one in ((0.0, 10.01), (179.98, 10.01), (-179.98, 10.01))] == [0] * 3
    site.put(intent(circle(180.0, 20.0, 1_000.0)))
    assert [found(site, lon, 20.0) for lon in (179.995, -179.995, 179.98, 0.0)] == [1, 1, 0, 0]
    site.good("PUT", f"{INTENTS}/{identity()}", intent(circle(-179.999, 20.0)), code=409)


def test_a_circle_over_a_pole_is_round(site: Site) -> None:
    site.put(intent(circle(0.0, 89.99, 5_000.0)))
    assert [found(site, lon, 89.98) for lon in (0.0, 90.0, 180.0, -90.0)] == [1] * 4
    assert found(site, 180.0, 89.96) == 0
    assert found(site, 0.0, 89.96) == 1


def test_moments_longer_fractions_and_offsets(site: Site) -> None:
    moment = circle() | {"time_end": circle()["time_start"]}
    made = site.put(intent(moment))["operational_intent_reference"]
    assert made["time_start"] == at(0)
    fine = circle(36.3) | {"time_start": {"value": "2026-11-25T12:00:00.123456789+02:00", "format": "RFC3339"},
                           "time_end": {"value": "2026-11-25t12:00:00.123456789+02:00", "format": "RFC3339"}}  # fmt: skip
    made = site.put(intent(fine))["operational_intent_reference"]
    assert made["time_start"]["value"] == "2026-11-25T10:00:00.123456Z"
    assert made["time_end"]["value"] == "2026-11-25T10:00:00.123457Z", "rounded outward"


def test_questions_may_be_about_any_time_and_height(site: Site) -> None:
    made = site.put(intent())["operational_intent_reference"]
    for times in ({}, {"time_start": at(-24 * 365)}, {"time_end": at(24 * 36_500)}, {"time_start": at(-9), "time_end": at(99)}):
        everywhere = {"volume": disc(), **times}
        assert site.good("POST", f"{INTENTS}/query", area(everywhere))["operational_intent_references"] == [made]
    past = circle(start=-48.0)
    assert site.good("POST", f"{INTENTS}/query", area(past))["operational_intent_references"] == []
    site.refused(400, "POST", f"{INTENTS}/query", area(circle(hours=-1.0)))


def test_unknown_fields_are_passed_over_as_the_standard_asks(site: Site) -> None:
    body = intent(flight_type="VLOS", more={"deep": [1]}) | {"key": []}
    body["extents"][0]["volume"]["more"] = 1
    site.put(body)


RAW = {
    "nothing": b"", "no object": b"7", "half": b'{"extents": [', "not a number": b'{"extents": NaN}', "no utf-8": b'{"a": "\xff"}',
    "infinity": json.dumps(intent()).encode().replace(b"33.5", b"Infinity"), "too large": b"1e999",
    "overflow": json.dumps(intent()).encode().replace(b"33.5", b"1e999"), "deep": b"[" * 200_000,
    "deep in a field": b'{"more": ' + b"[" * 100_000 + b"]" * 100_000 + b"}", "deep objects": b'{"a":' * 100_000,
    "lone surrogate": json.dumps(intent()).encode().replace(b"https://uss-a", b"https://\\ud800"), "xml": b"<a/>",
    "bom": b"\xef\xbb\xbf" + json.dumps(intent()).encode(), "utf-16": json.dumps(intent()).encode("utf-16"), "null": b"null",
    "zeros": b"\x00" * 1000, "long number": b'{"extents": ' + b"9" * 100_000 + b"}",
}  # fmt: skip


@pytest.mark.parametrize("raw", RAW.values(), ids=RAW.keys())
def test_rubbish_is_400_at_once(site: Site, raw: bytes) -> None:
    begin = time.perf_counter()
    site.refused(400, "PUT", f"{INTENTS}/{identity()}", raw=raw)
    assert time.perf_counter() - begin < 0.5
    assert counts(site) == [0] * 9


def comb(teeth: int, length: float) -> list[tuple[float, float]]:
    """A comb of hardly any area whose teeth are that long, degrees."""
    points = [(length * (number % 2), 10.0 + number * 1e-7) for number in range(teeth)]
    return [*points, (-0.001, 10.0 + teeth * 1e-7), (-0.001, 9.9999)]


MANY = {
    "a million vertices": lambda: ring(*[(36.2, 33.5)] * 1_000_000),
    "a hundred thousand": lambda: ring(*[(36.2, 33.5)] * 100_000),
    "one too many": lambda: ring(*[(36.2, 33.5)] * 10_001),
    "a comb": lambda: ring(*comb(4_000, 20.0)),
    "a long sliver": lambda: ring(*comb(200, 80.0)),
}


@pytest.mark.parametrize("make", MANY.values(), ids=MANY.keys())
def test_too_much_is_413_quickly(tmp_path: Path, make: Any) -> None:
    """A comb of four thousand teeth covers less than a thousand square kilometres, and drawing it took minutes."""
    raw = json.dumps(intent(extent(make()), **subscribing())).encode()
    with site(tmp_path, limits=Limits(per_second=0)) as here:
        begin = time.perf_counter()
        answer = here.call("PUT", f"{INTENTS}/{identity()}", raw=raw)
        assert answer.status_code == 413
        assert "limit" in answer.json()["message"] or "larger" in answer.json()["message"]
        assert time.perf_counter() - begin < 1.0
        assert counts(here) == [0] * 9


def test_a_thousand_volumes_are_the_most_and_do_nobody_harm(tmp_path: Path) -> None:
    """The index numbers the volumes of a thing: those of one with too many once took the places of the next."""
    apart = [circle(lon=30.0 + number * 0.02, radius=100.0) for number in range(1_001)]
    with site(tmp_path, limits=Limits(per_second=0)) as here:
        assert "1000" in here.refused(413, "PUT", f"{INTENTS}/{identity()}", intent(*apart))
        made = here.put(intent(*apart[1:]))["operational_intent_reference"]
        here.put(intent(circle(lon=10.0)))
        assert found(here, 50.0, 33.5) == 1
        here.good("DELETE", f"{INTENTS}/{made['id']}/{made['ovn']}")
        assert found(here, 50.0, 33.5) == 0


def test_an_implicit_subscription_does_not_grow_without_end(tmp_path: Path) -> None:
    with site(tmp_path, limits=Limits(per_second=0)) as here:
        parts = [
            [circle(lon=20.0 + number * 0.02, lat=lat, radius=100.0) for number in range(500)] for lat in (10.0, 20.0, 30.0)
        ]
        made = here.put(intent(*parts[0], **subscribing()))["operational_intent_reference"]
        leaning = {"subscription_id": made["subscription_id"]}
        here.put(intent(*parts[1], **leaning))
        before = counts(here)
        assert "1500 volumes" in here.refused(413, "PUT", f"{INTENTS}/{identity()}", intent(*parts[2], **leaning))
        assert counts(here) == before


def test_a_fault_of_ours_tells_a_number_and_nothing_else(
    site: Site, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(*_: Any) -> None:
        raise RuntimeError("secret: /etc/treve/key.pem")

    monkeypatch.setattr("treve.airspace.intents.search", broken)
    answer = site.call("POST", f"{INTENTS}/query", area())
    assert answer.status_code == 500
    assert set(answer.json()) == {"message"}
    for word in ("secret", "Traceback", "RuntimeError", "treve/"):
        assert word not in answer.text
    number = answer.json()["message"].split()[-1].rstrip(".")
    assert f"fault {number}" in (shown := capsys.readouterr().err)
    assert "secret" in shown
