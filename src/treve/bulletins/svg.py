"""Elements of inline SVG as text: escaped, numbers rounded alike on every machine, nothing from outside."""

from collections.abc import Iterable
from html import escape


def num(value: float) -> str:
    """A coordinate with two decimals at the most, never minus zero.

    >>> num(3.0), num(-0.001), num(2.345)
    ('3', '0', '2.35')
    """
    text = f"{round(value + 1e-9, 2):.2f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def element(name: str, content: str = "", /, **attributes: str | float) -> str:
    """An element; `_` in an attribute's name stands for `-`, one at its end is dropped (`class_`)."""
    said = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(value if isinstance(value, str) else num(value), quote=True)}"'
        for key, value in attributes.items()
    )
    return f"<{name}{said}>{content}</{name}>" if content else f"<{name}{said}/>"


def label(words: str, x: float, y: float, **attributes: str | float) -> str:
    """A text at a point."""
    return element("text", escape(words), x=x, y=y, **attributes)


def path(points: Iterable[tuple[float, float]], *, closed: bool = False) -> str:
    """The `d` of a path through points."""
    steps = [f"{num(x)} {num(y)}" for x, y in points]
    return "M" + "L".join(steps) + ("Z" if closed else "")


def width_of(words: str, size: float) -> float:
    """About how wide a text is, in the units of its size: for keeping labels apart, not for setting them."""
    return 0.56 * size * len(words)
