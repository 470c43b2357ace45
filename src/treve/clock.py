"""Where the present time comes from. Nothing else asks for it."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """Something that tells the present time."""

    def now(self) -> datetime:
        """The present instant, aware, in UTC."""
        ...


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """The machine's time in UTC."""
        return datetime.now(UTC)


class SetClock:
    """A clock that stands where it was set: for tests and for played-back demonstrations."""

    def __init__(self, at: datetime) -> None:
        self._at = at

    def now(self) -> datetime:
        """The time it was set to."""
        return self._at

    def set(self, at: datetime) -> None:
        """Put the clock to `at`."""
        self._at = at

    def tick(self, step: timedelta) -> None:
        """Move it forward by `step`."""
        self._at += step


Now = Callable[[], datetime]
