"""Treve: the open coordination node for ceasefires.

From Python: `from treve import Node`, then `Node.open(folder)` and `node.picture(valid_at, recorded_at)`;
see docs/guide/python.md. Names are loaded when they are asked for: `import treve` loads nothing else.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from treve.config import Settings as Settings
    from treve.errors import TreveError as TreveError
    from treve.geo.interval import Interval as Interval
    from treve.node.node import Node as Node
    from treve.picture.picture import Picture as Picture

__version__ = "0.1.0"

_HOMES = {
    "Interval": "treve.geo.interval",
    "Node": "treve.node.node",
    "Picture": "treve.picture.picture",
    "Settings": "treve.config",
    "TreveError": "treve.errors",
}

__all__ = ["Interval", "Node", "Picture", "Settings", "TreveError", "__version__"]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'treve' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *_HOMES})
