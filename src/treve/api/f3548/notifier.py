"""Tells subscribers of changes: each address by itself, again where it fails, and what was never told is kept as such."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any, NamedTuple

from treve.api.f3548 import models
from treve.api.f3548.aloud import Aloud
from treve.api.f3548.client import Client
from treve.errors import PeerRefused, TreveError

PAUSES_S = (0.5, 2.0, 8.0, 30.0)
"""How long to wait before each further try, seconds."""
FIRST_S = 1.0
"""How long a change waits for the first tries of its notifications, seconds."""
MOST_FAILURES = 1000
"""Most failures that are remembered here; the exchanges hold all."""


class Untold(NamedTuple):
    """A notification that was given up."""

    url: str
    about: str
    words: str


class Notifier:
    """Sends notifications in the background."""

    def __init__(self, client: Client, own_url: str) -> None:
        self._client, self._own = client, own_url.rstrip("/")
        self._under_way: set[asyncio.Task[None]] = set()
        self._newest: dict[tuple[str, str], object] = {}
        self._aloud = Aloud()
        self.untold: deque[Untold] = deque(maxlen=MOST_FAILURES)
        """What was given up, oldest first."""

    @asynccontextmanager
    async def lives(self) -> AsyncIterator[None]:
        """While this lasts, notifications are sent; at its end those that wait are given up."""
        yield
        for one in tuple(self._under_way):
            one.cancel()
        await asyncio.gather(*self._under_way, return_exceptions=True)

    async def tell(self, subscribers: Sequence[models.Subscriber], path: str, scope: str, about: str, body: Any) -> None:
        """Tell every subscriber but this node itself. `body` makes the body from the subscriptions of an address.

        What is older and was not told yet is not tried again: it would arrive after what is newer.
        """
        tries = []
        for one in subscribers:
            if one.uss_base_url.rstrip("/") == self._own:
                continue
            first = asyncio.get_running_loop().create_future()
            task = asyncio.create_task(self._send(one.uss_base_url, path, scope, about, body(one.subscriptions), first))
            self._under_way.add(task)
            task.add_done_callback(self._under_way.discard)
            tries.append(first)
        if tries:
            await asyncio.wait(tries, timeout=FIRST_S)

    async def _send(self, url: str, path: str, scope: str, about: str, body: Any, first: asyncio.Future[None]) -> None:
        name, mine = (url.rstrip("/"), about), object()
        self._newest[name] = mine
        words = ""
        try:
            for pause in (0.0, *PAUSES_S):
                await asyncio.sleep(pause)
                if self._newest.get(name) is not mine:
                    return
                try:
                    await self._client.call("POST", url, path, scope, type(None), body=body, about=about)
                    return
                except PeerRefused as error:
                    words = error.message
                    if error.answered == 409 and pause:
                        # It has this or what is newer: an earlier try arrived, and only its answer was lost.
                        return
                    if 400 <= error.answered < 500 and error.answered not in (408, 429):
                        break
                except TreveError as error:
                    words = error.message
                finally:
                    if not first.done():
                        first.set_result(None)
            self._give_up(Untold(url, about, words))
        except asyncio.CancelledError:
            self._give_up(Untold(url, about, "The node ended before it was told."))
            raise
        finally:
            if not first.done():
                first.set_result(None)
            if self._newest.get(name) is mine:
                del self._newest[name]

    def _give_up(self, one: Untold) -> None:
        """Keep that somebody was not told, and have people hear of it: they may still use the telephone."""
        self.untold.append(one)
        self._aloud.say(f"not-told: {one.url} was not told of the change of {one.about}: {one.words}", *one)
