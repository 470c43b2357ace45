"""Base URLs of others: a DSS passes them on, with a query too; what this node calls has none."""

import asyncio
from pathlib import Path

import pytest

from tests.airspace.making import NOW, identity
from tests.api.making import intent, private_pem, subscribing
from tests.api.site import INTENTS, Site
from treve.api.f3548.client import Client
from treve.api.f3548.exchanges import Exchanges
from treve.api.f3548.models import IntentTold
from treve.api.network import Reachable
from treve.api.own_tokens import Signer
from treve.clock import SetClock
from treve.errors import PeerFailed

WITH_QUERY = "https://uss.example/of/ours?more=true"


def test_a_dss_passes_a_query_on(site: Site) -> None:
    """The field's own suite changes an intent to such an address and wants 200."""
    asked = intent(uss_base_url=WITH_QUERY) | subscribing(uss_base_url=WITH_QUERY)
    made = site.good("PUT", f"{INTENTS}/{identity()}", asked, code=201)
    assert made["operational_intent_reference"]["uss_base_url"] == WITH_QUERY
    assert [one["uss_base_url"] for one in made["subscribers"]] == [WITH_QUERY]


@pytest.mark.parametrize("url", [WITH_QUERY, "https://uss.example?", "https://uss.example/#x"])
def test_nothing_is_called_where_others_would_choose_the_path(tmp_path: Path, url: str) -> None:
    clock = SetClock(NOW)
    tokens = Signer("auth.example", "uss-a", private_pem("ed"), clock)
    client = Client(tokens, Reachable(loopback=True), Exchanges(tmp_path, NOW.date()), clock)

    async def go() -> None:
        async with client.lives():
            await client.call("GET", url, "/uss/v1/operational_intents/x", "utm.strategic_coordination", IntentTold)

    with pytest.raises(PeerFailed, match=r"is not one"):
        asyncio.run(go())
