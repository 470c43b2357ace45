"""The trend as inline SVG: a line a register, gaps where nothing is known, truce windows shaded and labelled.

Told apart without colour: each register has its own marker and dash. Time runs from left to right in
every language; words beside the chart follow the page. The numbers stand in a table below it.
"""

from datetime import date, datetime
from html import escape
from itertools import groupby
from math import ceil

from treve.bulletins.head_lines import series_name
from treve.bulletins.lines import Teller
from treve.bulletins.svg import element, label, path, width_of
from treve.bulletins.trend import Series
from treve.geo.interval import day

WIDTH, PLOT, LEFT, RIGHT = 960.0, 230.0, 46.0, 16.0
"""Width of the drawing, height of the plot, room at its left and right, in units of the drawing."""
LANE, LANES = 20.0, 7
"""Height of the lane of an arrangement, and how many are drawn at the most."""
MARKS = ("circle", "square", "triangle", "diamond", "cross", "down")
"""Markers, one a register."""
DASHES = ("none", "7 4", "2 4", "10 4 2 4", "14 5", "4 2")
"""Dashes of the lines, one a register."""
TONES = 4
"""How many tones of line the page's style knows."""


def chart(tell: Teller) -> str:
    """The drawing; empty where there is neither a series nor a truce."""
    trend = tell.bulletin.trend
    if not trend.series and not trend.shades:
        return ""
    lanes = _lanes(tell)
    top = 14.0 + LANE * len(lanes)
    frame = _Frame(
        tell, top, _nice_top(max((value for one in trend.series for value in one.values if value is not None), default=0))
    )
    height = top + PLOT + 50.0
    parts = [
        element("title", tell.words("Trend"), id="chart-name"),
        element("desc", tell.words("Numbers day by day of each register, with the times in which truces held; the table below "
                                   "has the same numbers."), id="chart-words"),
        *_shading(tell, frame, lanes), *frame.axes(), *(_line(frame, one, place) for place, one in enumerate(trend.series)),
    ]  # fmt: skip
    return element(
        "svg", "".join(parts), viewBox=f"0 0 {WIDTH:.0f} {height:.0f}", role="img", class_="chart", direction="ltr",
        aria_labelledby="chart-name chart-words",
    )  # fmt: skip


class _Frame:
    """Where days and numbers lie on the drawing."""

    def __init__(self, tell: Teller, top: float, most: int) -> None:
        self.tell, self.top, self.most = tell, top, most
        self.days = tell.bulletin.trend.days
        self.step = (WIDTH - LEFT - RIGHT) / len(self.days)
        self._start = day(self.days[0], tell.bulletin.zone).start
        self._end = day(self.days[-1], tell.bulletin.zone).end

    def x(self, place: float) -> float:
        """Middle of a day, by its place."""
        return LEFT + (place + 0.5) * self.step

    def y(self, value: float) -> float:
        """Height of a number."""
        return self.top + PLOT * (1.0 - value / self.most)

    def at(self, when: datetime | None, *, end: bool) -> float:
        """Where an instant lies; an open one at the edge."""
        assert self._start is not None
        assert self._end is not None
        if when is None:
            return WIDTH - RIGHT if end else LEFT
        share = (when - self._start) / (self._end - self._start)
        return LEFT + (WIDTH - LEFT - RIGHT) * min(1.0, max(0.0, share))

    def axes(self) -> list[str]:
        """Lines at round numbers, days below, and where the baseline ends."""
        words, low = self.tell.words, self.top + PLOT
        found = []
        for value in range(0, self.most + 1 if self.tell.bulletin.trend.series else 1, max(1, self.most // 4)):
            y = self.y(value)
            found.append(element("line", x1=LEFT, y1=y, x2=WIDTH - RIGHT, y2=y, class_="grid" if value else "axis"))
            found.append(label(words.number(value), LEFT - 8, y + 4, class_="tick", text_anchor="end"))
        every = max(1, ceil(len(self.days) * 62 / (WIDTH - LEFT - RIGHT)))
        last = len(self.days) - 1
        for place, on in enumerate(self.days):
            if (last - place) % every == 0:
                found.append(element("line", x1=self.x(place), y1=low, x2=self.x(place), y2=low + 5, class_="axis"))
                found.append(label(_short(self.tell, on), self.x(place), low + 20, class_="tick", text_anchor="middle"))
        split = LEFT + (self.tell.bulletin.trend.period_first - self.days[0]).days * self.step
        found.append(element("line", x1=split, y1=self.top, x2=split, y2=low + 42, class_="split"))
        found.append(label(words("baseline"), split - 8, low + 40, class_="part", text_anchor="end"))
        found.append(label(words("period"), min(split + 8, WIDTH - 56), low + 40, class_="part", text_anchor="start"))
        return found


def _short(tell: Teller, on: date) -> str:
    """A day in short: the month only by its number."""
    return f"{on.day:02d}.{on.month:02d}."


def _nice_top(most: int) -> int:
    """A round number that is not below the greatest and can be divided by four.

    >>> _nice_top(0), _nice_top(13), _nice_top(41)
    (4, 20, 80)
    """
    tops = [base * factor for factor in (1, 10, 100, 1_000, 10_000, 100_000) for base in (4, 8, 12, 20)]
    return next((top for top in tops if top >= most), most)


def _lanes(tell: Teller) -> list[str]:
    found = list(dict.fromkeys(one.arrangement for one in tell.bulletin.trend.shades))
    return found if len(found) <= LANES else found[-LANES:]


def _shading(tell: Teller, frame: _Frame, lanes: list[str]) -> list[str]:
    found = []
    low = frame.top + PLOT
    for shade in tell.bulletin.trend.shades:
        if shade.arrangement not in lanes:
            continue
        place = lanes.index(shade.arrangement)
        left, right = frame.at(shade.during.start, end=False), frame.at(shade.during.end, end=True)
        y = 6.0 + LANE * place
        wide = max(right - left, 2.0)
        found.append(element("rect", x=left, y=y + LANE - 6, width=wide, height=low - y - LANE + 6, class_="shade"))
        found.append(element("rect", x=left, y=y + LANE - 8, width=wide, height=4.0, class_="lane"))
    for place, key in enumerate(lanes):
        name, y = tell.name(key), 6.0 + LANE * place + 9
        spans = [one.during for one in tell.bulletin.trend.shades if one.arrangement == key]
        left, right = frame.at(spans[0].start, end=False), frame.at(spans[-1].end, end=True)
        wide = width_of(name, 12)
        if left + wide <= WIDTH - RIGHT:
            found.append(label(name, left, y, class_="lane-name", text_anchor="start"))
        else:
            found.append(label(name, max(right, LEFT + wide), y, class_="lane-name", text_anchor="end"))
    return found


def _line(frame: _Frame, one: Series, place: int) -> str:
    tone, dash = f"tone-{place % TONES}", DASHES[place % len(DASHES)]
    known = [(n, value) for n, value in enumerate(one.values) if value is not None]
    parts = []
    for run in _runs([n for n, _ in known]):
        points = [(frame.x(n), frame.y(one.values[n] or 0)) for n in run]
        if len(points) > 1:
            parts.append(element("path", d=path(points), class_="series", stroke_dasharray=dash))
    for run in _runs([n for n, value in enumerate(one.mean_7) if value is not None]):
        points = [(frame.x(n), frame.y(one.mean_7[n] or 0.0)) for n in run]
        if len(points) > 1:
            parts.append(element("path", d=path(points), class_="mean", stroke_dasharray=dash))
    size = 4.5 if frame.step >= 9 else 2.5
    parts += [marker(MARKS[place % len(MARKS)], frame.x(n), frame.y(value), size) for n, value in known]
    return element("g", "".join(parts), class_=tone)


def _runs(places: list[int]) -> list[list[int]]:
    """Places that follow one another, run by run: a missing day breaks the line.

    >>> _runs([1, 2, 4])
    [[1, 2], [4]]
    """
    return [[n for _, n in group] for _, group in groupby(enumerate(places), key=lambda one: one[1] - one[0])]


def marker(kind: str, x: float, y: float, size: float) -> str:
    """A marker of a shape of its own."""
    if kind == "circle":
        return element("circle", cx=x, cy=y, r=size, class_="mark")
    corners = {
        "square": ((-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)),
        "triangle": ((0.0, -1.2), (1.1, 0.9), (-1.1, 0.9)),
        "diamond": ((0.0, -1.3), (1.3, 0.0), (0.0, 1.3), (-1.3, 0.0)),
        "down": ((0.0, 1.2), (1.1, -0.9), (-1.1, -0.9)),
        "cross": ((-1.1, -0.4), (-0.4, -0.4), (-0.4, -1.1), (0.4, -1.1), (0.4, -0.4), (1.1, -0.4), (1.1, 0.4), (0.4, 0.4),
                  (0.4, 1.1), (-0.4, 1.1), (-0.4, 0.4), (-1.1, 0.4)),
    }[kind]  # fmt: skip
    return element("path", d=path(((x + dx * size, y + dy * size) for dx, dy in corners), closed=True), class_="mark")


def chart_key(tell: Teller) -> str:
    """The key: marker and dash of each register, the mean, the shading."""
    words = tell.words
    items = []
    if not tell.bulletin.trend.series and not tell.bulletin.trend.shades:
        return ""
    for place, one in enumerate(tell.bulletin.trend.series):
        line = element("line", x1=1.0, y1=8.0, x2=43.0, y2=8.0, class_="series", stroke_dasharray=DASHES[place % len(DASHES)])
        drawn = element("g", line + marker(MARKS[place % len(MARKS)], 22.0, 8.0, 4.5), class_=f"tone-{place % TONES}")
        items.append(key_item(drawn, series_name(tell, one), 44))
    if any(value is not None for one in tell.bulletin.trend.series for value in one.mean_7):
        mean = element("g", element("line", x1=1.0, y1=8.0, x2=43.0, y2=8.0, class_="mean"), class_="tone-0")
        items.append(key_item(mean, words("mean of 7 days, in the same dash"), 44))
    if not tell.bulletin.trend.shades:
        return element("ul", "".join(items), class_="key")
    box = element("rect", x=1.0, y=4.0, width=42.0, height=12.0, class_="shade") + element(
        "rect", x=1.0, y=1.0, width=42.0, height=4.0, class_="lane"
    )
    items.append(key_item(box, words("an arrangement held"), 44))
    return element("ul", "".join(items), class_="key")


def key_item(drawn: str, words: str, width: int) -> str:
    """An item of a key: a small drawing and its words."""
    shape = element("svg", drawn, viewBox=f"0 0 {width} 16", width=float(width), height=16.0, aria_hidden="true")
    return element("li", shape + element("span", escape(words)))
