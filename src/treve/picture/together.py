"""Names or numbers that are held together: a union of pairs."""

from collections import defaultdict
from collections.abc import Iterable


class Together[T: (str, int)]:
    """Groups made by joining pairs; each stands under the least that it holds, in whatever order they were joined."""

    def __init__(self, pairs: Iterable[tuple[T, T]] = ()) -> None:
        self._parent: dict[T, T] = {}
        for a, b in pairs:
            self.join(a, b)

    def join(self, a: T, b: T) -> None:
        """Hold two together, with all that each was held together with."""
        low, high = sorted((self.root(a), self.root(b)))
        if low != high:
            self._parent[high] = low

    def root(self, one: T) -> T:
        """What the group of `one` stands under: the least in it; itself where it is alone."""
        path = []
        while (up := self._parent.get(one, one)) != one:
            path.append(one)
            one = up
        for step in path:
            self._parent[step] = one
        return one

    def groups(self, among: Iterable[T]) -> dict[T, set[T]]:
        """Those given, by what their group stands under."""
        found: dict[T, set[T]] = defaultdict(set)
        for one in among:
            found[self.root(one)].add(one)
        return dict(found)
