"""Fair shares: a greedy client waits, and nobody else does."""

import asyncio
from pathlib import Path

import pytest

from tests.api.making import area, token
from tests.api.site import INTENTS, Answer, Site, site
from treve.api.limits import Limits, Shares
from treve.errors import TooMany


class Seconds:
    """A clock that counts by hand."""

    def __init__(self) -> None:
        self.at = 0.0

    def __call__(self) -> float:
        return self.at


def take(shares: Shares, who: str) -> None:
    with shares.taken(who):
        pass


def test_a_share_runs_out_and_fills_again() -> None:
    seconds = Seconds()
    shares = Shares(Limits(per_second=2.0, burst=3.0), seconds)
    for _ in range(3):
        take(shares, "greedy")
    with pytest.raises(TooMany) as refused:
        take(shares, "greedy")
    assert refused.value.retry_after_s == 1
    take(shares, "other")
    seconds.at = 0.5
    take(shares, "greedy")
    with pytest.raises(TooMany):
        take(shares, "greedy")
    seconds.at = 1_000.0
    for _ in range(3):
        take(shares, "greedy")
    with pytest.raises(TooMany):
        take(shares, "greedy")


def test_who_is_slow_to_refill_is_told_how_long() -> None:
    shares = Shares(Limits(per_second=0.1, burst=1.0), Seconds())
    take(shares, "greedy")
    with pytest.raises(TooMany) as refused:
        take(shares, "greedy")
    assert refused.value.retry_after_s == 10


def test_requests_under_way_are_counted_and_let_go_also_when_they_fail() -> None:
    shares = Shares(Limits(waiting=2, waiting_all=3), Seconds())
    with shares.taken("greedy"), shares.taken("greedy"):
        with pytest.raises(TooMany):
            take(shares, "greedy")
        with shares.taken("other"), pytest.raises(TooMany):
            take(shares, "third")
        take(shares, "other")
    with pytest.raises(KeyError), shares.taken("greedy"):
        raise KeyError
    with shares.taken("greedy"), shares.taken("greedy"):
        pass


def test_no_more_subjects_are_remembered_than_said() -> None:
    shares = Shares(Limits(subjects=10, burst=1.0, per_second=0.001), Seconds())
    take(shares, "first")
    with pytest.raises(TooMany):
        take(shares, "first")
    for number in range(10):
        take(shares, str(number))
    take(shares, "first")


def test_any_number_may_be_allowed() -> None:
    shares = Shares(Limits(per_second=0.0, burst=1.0), Seconds())
    for _ in range(100):
        take(shares, "suite")


def test_long_bodies_count_for_more() -> None:
    """A kibibyte beyond the first four costs as much as a request; what costs more than a full share needs a full one."""
    seconds = Seconds()
    shares = Shares(Limits(per_second=1.0, burst=10.0), seconds)
    with shares.taken("greedy") as weigh:
        weigh(4096)
        weigh(8 * 1024)
    with pytest.raises(TooMany) as refused, shares.taken("greedy") as weigh:
        weigh(10 * 1024)
    assert refused.value.retry_after_s == 2
    with pytest.raises(TooMany), shares.taken("greedy") as weigh:
        weigh(1024 * 1024)
    seconds.at = 100.0
    with shares.taken("greedy") as weigh:
        weigh(104 * 1024)
    seconds.at = 191.0
    with pytest.raises(TooMany):
        take(shares, "greedy")
    seconds.at = 193.0
    take(shares, "greedy")


def ask(here: Site, who: str) -> Answer:
    return here.call("POST", f"{INTENTS}/query", area(), who=who)


def test_a_greedy_client_is_told_to_wait_while_another_is_served(tmp_path: Path) -> None:
    with site(tmp_path, limits=Limits(per_second=0.5, burst=5.0)) as here:
        codes = [ask(here, "greedy").status_code for _ in range(8)]
        assert codes == [200] * 5 + [429] * 3
        late = ask(here, "greedy")
        assert late.headers["retry-after"] == "2"
        assert set(late.json()) == {"message"}
        assert ask(here, "patient").status_code == 200


def test_slow_bodies_of_one_client_do_not_keep_another_waiting(tmp_path: Path) -> None:
    """Ten requests whose bodies never come: the eleventh of the same client is refused, another's is answered at once."""

    async def never() -> object:
        yield b"{"
        await asyncio.sleep(60)

    with site(tmp_path, limits=Limits(waiting=10, body_seconds=0.5)) as here:

        async def slow() -> Answer:
            return await here._client.request(
                "POST", f"{INTENTS}/query", content=never(), headers={"Authorization": f"Bearer {token('greedy')}"}
            )

        async def other(who: str) -> Answer:
            await asyncio.sleep(0.1)
            return await here.ask("POST", f"{INTENTS}/query", area(), who=who)

        *hung, greedy, patient = here.together(*[slow] * 10, lambda: other("greedy"), lambda: other("patient"))
        assert (greedy.status_code, patient.status_code) == (429, 200)
        assert patient.elapsed.total_seconds() < 0.3
        assert {one.status_code for one in hung} == {408}
        assert ask(here, "greedy").status_code == 200, "and what hung is let go"
