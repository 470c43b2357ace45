"""A node that is a USS, for tests: flights planned through its planner, and what others see of it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.airspace.making import identity, volume
from tests.api.making import circle, subscription
from tests.api.site import SUBSCRIPTIONS, Site, role_text
from tests.api.site import site as running
from treve.api.f3548 import models
from treve.api.f3548.planner import Planner, Wanted
from treve.api.f3548.role import Role
from treve.geo.volume import Volume4D

BASE = "https://uss-a.example"
USS = "/uss/v1"
OWN = f"{USS}/operational_intents"


@contextmanager
def uss(folder: Path, **how: Any) -> Iterator[Site]:
    """A node that is a USS called uss-a, and its own DSS unless `dss` names another."""
    with running(folder, role=how.pop("role", "") or role_text(folder), base_url=how.pop("base_url", BASE), **how) as one:
        yield one


def role(site: Site) -> Role:
    assert site.uss is not None
    return site.uss


def planner(site: Site) -> Planner:
    return role(site).planner


def wanted(*volumes: Volume4D, **fields: Any) -> Wanted:
    given: dict[str, Any] = {"id": identity(), "volumes": volumes or (volume(),), "state": "Accepted"}
    return Wanted(**(given | fields))


def fly(site: Site, *volumes: Volume4D, **fields: Any) -> models.Intent:
    """Plan a flight, or change it."""
    return site.run(planner(site).put(wanted(*volumes, **fields)))


def end(site: Site, identity: str) -> None:
    site.run(planner(site).end(identity))


def watch(site: Site, url: str, extents: Any = None, who: str = "uss-b", **fields: Any) -> str:
    """Somebody asks to be told; the id of the subscription."""
    body = subscription(extents or circle(), uss_base_url=url, **fields)
    path = f"{SUBSCRIPTIONS}/{identity()}"
    return str(site.good("PUT", path, body, who=who)["subscription"]["id"])
