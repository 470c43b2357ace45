"""How much one client may ask, so that no client keeps the others waiting."""

from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from math import ceil

import msgspec

from treve.errors import TooMany


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """The limits of a server."""

    body_bytes: int = 4 * 1024 * 1024
    """Largest body of a request."""
    body_seconds: float = 15.0
    """Longest time in which a body must have arrived."""
    per_second: float = 500.0
    """Requests a second that one subject may keep up; 0 = any number."""
    burst: float = 1000.0
    """Requests that it may make at once after a pause."""
    free_bytes: int = 4096
    """Length of a body that costs nothing besides its request; what is longer costs as one more request a kibibyte."""
    waiting: int = 64
    """Requests of one subject that may be under way at once."""
    waiting_all: int = 1024
    """Requests of all together that may be under way at once."""
    subjects: int = 10_000
    """Most subjects that are remembered; the one that has asked longest ago is forgotten first."""


class _Share:
    __slots__ = ("at", "left", "under_way")

    def __init__(self, left: float, at: float) -> None:
        self.left = left
        self.at = at
        self.under_way = 0


class Shares:
    """What each subject has left: a bucket that fills with time, and a number of requests under way."""

    def __init__(self, limits: Limits, seconds: Callable[[], float]) -> None:
        self._limits = limits
        self._seconds = seconds
        self._held: OrderedDict[str, _Share] = OrderedDict()
        self._under_way = 0

    @contextmanager
    def taken(self, subject: str) -> Iterator[Callable[[int], None]]:
        """Within this, one request of the subject is under way; raises `TooMany` where it has had its share.

        What it gives takes the length of the body into account, and raises `TooMany` too: work grows with it.
        """
        share = self._share(subject)
        limits = self._limits
        if share.under_way >= limits.waiting or self._under_way >= limits.waiting_all:
            raise TooMany(f"{share.under_way} requests of {subject} are under way already.", retry_after_s=1)
        self._spend(subject, share, 1.0)
        share.under_way += 1
        self._under_way += 1

        def weigh(size: int) -> None:
            if size > limits.free_bytes:
                self._spend(subject, share, (size - limits.free_bytes) / 1024.0)

        try:
            yield weigh
        finally:
            share.under_way -= 1
            self._under_way -= 1

    def _spend(self, subject: str, share: _Share, cost: float) -> None:
        """Take it from the share. What costs more than a full one is let through by a full one and owed."""
        rate = self._limits.per_second
        needed = min(cost, max(1.0, self._limits.burst - 1.0))
        if rate and share.left < needed:
            wait = ceil((needed - share.left) / rate)
            raise TooMany(f"{subject} asks more than {rate:g} times a second, long bodies counted.", retry_after_s=max(1, wait))
        share.left -= cost

    def _share(self, subject: str) -> _Share:
        now = self._seconds()
        share = self._held.get(subject)
        if share is None:
            while len(self._held) >= self._limits.subjects:
                self._held.popitem(last=False)
            share = self._held[subject] = _Share(self._limits.burst, now)
        else:
            self._held.move_to_end(subject)
            share.left = min(self._limits.burst, share.left + (now - share.at) * self._limits.per_second)
            share.at = now
        return share
