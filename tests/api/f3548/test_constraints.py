"""Constraints over HTTP: limits of the standard, owners, subscribers."""

from tests.airspace.making import identity
from tests.api.making import area, circle, constraint, disc, extent, subscription
from tests.api.site import CONSTRAINTS, SUBSCRIPTIONS, Site

FAR = circle(lon=37.5)


def test_a_constraint_is_made_read_found_changed_and_ended(site: Site) -> None:
    path = f"{CONSTRAINTS}/{identity()}"
    made = site.good("PUT", path, constraint(), code=201, who="authority")["constraint_reference"]
    assert (made["manager"], made["version"], made["uss_availability"]) == ("authority", 1, "Unknown")
    masked = made | {"ovn": "Available from USS"}
    assert site.good("GET", path)["constraint_reference"] == masked
    assert site.good("GET", path, who="authority")["constraint_reference"] == made
    assert site.good("POST", f"{CONSTRAINTS}/query", area())["constraint_references"] == [masked]
    assert site.good("POST", f"{CONSTRAINTS}/query", area(FAR))["constraint_references"] == []
    after = site.good("PUT", f"{path}/{made['ovn']}", constraint(FAR), who="authority")["constraint_reference"]
    assert after["version"] == 2
    assert after["ovn"] != made["ovn"]
    ended = site.good("DELETE", f"{path}/{after['ovn']}", who="authority")
    assert ended["constraint_reference"] == after
    site.refused(404, "GET", path)


def test_it_may_reach_from_the_ground_to_the_sky(site: Site) -> None:
    open_heights = circle() | {"volume": disc()}
    site.good("PUT", f"{CONSTRAINTS}/{identity()}", constraint(open_heights), code=201)
    high = extent(disc(), low=50_000.0, high=60_000.0)
    assert len(site.good("POST", f"{CONSTRAINTS}/query", area(high))["constraint_references"]) == 1


def test_its_height_counts(site: Site) -> None:
    site.good("PUT", f"{CONSTRAINTS}/{identity()}", constraint(), code=201)
    assert site.good("POST", f"{CONSTRAINTS}/query", area(circle(low=121.0, high=130.0)))["constraint_references"] == []


def test_limits_of_the_standard(site: Site) -> None:
    path = f"{CONSTRAINTS}/{identity()}"
    assert "24 hours" in site.refused(400, "PUT", path, constraint(circle(hours=24.01)))
    assert "56 days" in site.refused(400, "PUT", path, constraint(circle(start=56 * 24.0)))
    assert "in the past" in site.refused(400, "PUT", path, constraint(circle(start=-2.0)))
    assert "limit is 10000" in site.refused(413, "PUT", path, constraint(circle(radius=57_000.0)))
    without = {name: value for name, value in circle().items() if name != "time_end"}
    assert "start and an end" in site.refused(400, "PUT", path, constraint(without))
    site.refused(404, "GET", path)
    site.good("PUT", path, constraint(circle(radius=56_000.0, hours=24.0)), code=201)


def test_who_may_change_and_end_what(site: Site) -> None:
    path = f"{CONSTRAINTS}/{identity()}"
    made = site.good("PUT", path, constraint(), code=201)["constraint_reference"]
    site.refused(409, "PUT", path, constraint())
    site.refused(403, "PUT", f"{path}/{made['ovn']}", constraint(), who="uss-b")
    site.refused(403, "DELETE", f"{path}/{made['ovn']}", who="uss-b")
    site.refused(409, "PUT", f"{path}/{'x' * 20}", constraint())
    site.refused(409, "DELETE", f"{path}/{'x' * 20}")
    site.refused(400, "PUT", f"{path}/", constraint())
    site.refused(400, "DELETE", f"{path}/")
    absent = f"{CONSTRAINTS}/{identity()}"
    site.refused(409, "PUT", f"{absent}/{'x' * 20}", constraint())
    site.refused(404, "DELETE", f"{absent}/{'x' * 20}")
    site.refused(404, "GET", absent)


def test_who_watches_the_old_place_is_told_of_a_move(site: Site) -> None:
    for place, who in ((circle(), "uss-b"), (FAR, "uss-c")):
        asked = subscription(
            place, uss_base_url=f"https://{who}.example", notify_for_constraints=True, notify_for_operational_intents=False
        )
        site.good("PUT", f"{SUBSCRIPTIONS}/{identity()}", asked, who=who)
    path = f"{CONSTRAINTS}/{identity()}"
    made = site.good("PUT", path, constraint(), code=201)
    assert [one["uss_base_url"] for one in made["subscribers"]] == ["https://uss-b.example"]
    moved = site.good("PUT", f"{path}/{made['constraint_reference']['ovn']}", constraint(FAR))
    assert {one["uss_base_url"] for one in moved["subscribers"]} == {"https://uss-b.example", "https://uss-c.example"}
    ended = site.good("DELETE", f"{path}/{moved['constraint_reference']['ovn']}")
    assert [one["uss_base_url"] for one in ended["subscribers"]] == ["https://uss-c.example"]
