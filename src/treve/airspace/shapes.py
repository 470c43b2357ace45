"""Shapes of index rows kept at hand; a row never changes, since every change of an entity makes new ones."""

from treve.airspace.shape import Candidate

MOST = 60_000
"""How many are kept, twice over."""

Key = tuple[object, ...]


class Shapes:
    """The shapes used last, by kind and row."""

    def __init__(self) -> None:
        self._young: dict[Key, Candidate] = {}
        self._old: dict[Key, Candidate] = {}

    def get(self, key: Key) -> Candidate | None:
        """The shape of a row, where it is at hand."""
        found = self._young.get(key)
        if found is None:
            found = self._old.get(key)
            if found is not None:
                self.keep(key, found)
        return found

    def keep(self, key: Key, shape: Candidate) -> None:
        """Keep the shape of a row at hand for a while."""
        if len(self._young) >= MOST:
            self._old, self._young = self._young, {}
        self._young[key] = shape
