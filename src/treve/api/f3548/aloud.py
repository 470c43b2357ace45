"""What people of this node must hear of is said on the error stream: a line each, and the same thing once."""

import sys
from collections import OrderedDict

MOST = 1_000
"""So many things are remembered as said."""


class Aloud:
    """Says things once; what was said long ago may be said again."""

    def __init__(self) -> None:
        self._said: OrderedDict[tuple[str, ...], None] = OrderedDict()

    def say(self, text: str, *about: str) -> None:
        """Say a line, unless it was said of the same things lately. Others' words in it stay on that line."""
        if about in self._said:
            return
        self._said[about] = None
        if len(self._said) > MOST:
            self._said.popitem(last=False)
        sys.stderr.write("".join(one if one.isprintable() else "?" for one in text) + "\n")
