"""What was read last is kept at hand: shapes of index rows, which never change, and entities until they go."""

from collections.abc import Hashable

MOST = 60_000
"""How many are kept, twice over."""


class AtHand[K: Hashable, V]:
    """The things used last, by a key."""

    def __init__(self) -> None:
        self._young: dict[K, V] = {}
        self._old: dict[K, V] = {}

    def get(self, key: K) -> V | None:
        """A thing, where it is at hand."""
        found = self._young.get(key)
        if found is None:
            found = self._old.get(key)
            if found is not None:
                self.keep(key, found)
        return found

    def keep(self, key: K, thing: V) -> None:
        """Keep a thing at hand for a while."""
        if len(self._young) >= MOST:
            self._old, self._young = self._young, {}
        self._young[key] = thing

    def drop(self, key: K) -> None:
        """A thing is no longer what it was."""
        self._young.pop(key, None)
        self._old.pop(key, None)

    def clear(self) -> None:
        """Nothing is at hand."""
        self._young.clear()
        self._old.clear()
