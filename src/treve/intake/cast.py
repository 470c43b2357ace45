"""The parties that a table names: each once, under one name, whatever order the rows came in."""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import lru_cache

from treve.records.base import Source
from treve.records.party import Party

_BETWEEN = re.compile(r"[\W_]+")


@lru_cache(maxsize=10_000)
def slug(text: str) -> str:
    """A name as part of a key: letters and digits of any script, small, with hyphens between words.

    >>> slug("Jaysh al-Islam "), slug("جيش الإسلام")
    ('jaysh-al-islam', 'جيش-الإسلام')
    """
    folded = unicodedata.normalize("NFKC", text).casefold()
    shown = "".join(letter for letter in folded if unicodedata.category(letter) != "Cf")
    return _BETWEEN.sub("-", shown).strip("-")


def key_of(prefix: str, name: str) -> str:
    """The key of a party that a table knows by name only; raises `ValueError` where that is no name."""
    made = slug(name)
    if not made:
        raise ValueError(f"{name[:60]!r} is no name of a party")
    return f"party:{prefix}-{made}"


def seen(key: str) -> str:
    """The key, if all of it can be seen; raises `ValueError` for characters that hide or turn what stands beside them."""
    if not key.isascii() and any(unicodedata.category(letter) in ("Cf", "Cc") for letter in key):
        raise ValueError(f"{key[:60]!a} holds characters that cannot be seen")
    return key


class Cast:
    """Collects the names that rows give to parties, and makes a record of each party in the end.

    Where rows spell the name of one party in several ways, the most frequent counts, and of equals the first
    in the order of code points.
    """

    def __init__(self, author: str, sources: tuple[Source, ...], lang: str = "en") -> None:
        self._author = author
        self._sources = sources
        self._lang = lang
        self._names: defaultdict[str, Counter[str]] = defaultdict(Counter)

    def saw(self, key: str, name: str) -> None:
        """A row names a party so."""
        self._names[key][name] += 1

    def parties(self) -> Iterator[Party]:
        """The parties in order of key."""
        for key in sorted(self._names):
            name = min(self._names[key].items(), key=lambda one: (-one[1], one[0]))[0]
            yield Party(
                author=self._author, key=key, names={self._lang: name[:500]}, party_kind="unknown", sources=self._sources
            )  # fmt: skip
