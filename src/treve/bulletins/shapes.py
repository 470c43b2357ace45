"""The shapes of a bulletin: text for a terminal, a page for print, JSON for machines. Same input, same bytes."""

import textwrap
from importlib.resources import files

import msgspec
from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from treve.bulletins.bulletin import Bulletin
from treve.bulletins.chart import chart, chart_key
from treve.bulletins.head_lines import series_name, spark
from treve.bulletins.lines import Section, Table, Teller, sections
from treve.bulletins.mapping import map_key, map_svg
from treve.codec import encode
from treve.picture.picture import Picture
from treve.words import Words

WIDEST = 46
"""Widest column of a table in text, in characters; longer cells are folded."""


def as_json(bulletin: Bulletin) -> bytes:
    """The bulletin as JSON."""
    return encode(msgspec.to_builtins(bulletin))


def as_text(bulletin: Bulletin, picture: Picture, words: Words) -> str:
    """The bulletin as lines of text; the trend as a line of bars, the map as its list."""
    tell = Teller(bulletin, picture, words)
    return "\n\n".join(_block(one, tell) for one in sections(bulletin, picture, words))


def _block(section: Section, tell: Teller) -> str:
    lines = [section.title, "=" * len(section.title), *section.sentences]
    for card in section.cards:
        lines += [
            card.title,
            *(textwrap.fill(item, 118, initial_indent="  - ", subsequent_indent="    ") for item in card.items),
        ]
    if section.id == "trend":
        lines += [f"{spark(one)}  {series_name(tell, one)}" for one in tell.bulletin.trend.series]
    for table in section.tables if section.id != "trend" else ():
        lines += ([f"{table.title}:"] if table.title else []) + _table(table)
    return "\n".join([*lines, *section.notes])


def _table(table: Table) -> list[str]:
    cells = [[textwrap.wrap(cell, WIDEST) or [""] for cell in row] for row in (table.heads, *table.rows)]
    widths = [max(len(line) for row in cells for line in row[at]) for at in range(len(table.heads))]
    found = []
    for place, row in enumerate(cells):
        for line in range(max(len(cell) for cell in row)):
            parts = [cell[line] if line < len(cell) else "" for cell in row]
            found.append(
                "  ".join(
                    part.rjust(width) if at in table.numbers and place else part.ljust(width)
                    for at, (part, width) in enumerate(zip(parts, widths, strict=True))
                ).rstrip()
            )
        if place == 0:
            found.append("  ".join("-" * width for width in widths))
    return found


def as_html(bulletin: Bulletin, picture: Picture, words: Words) -> bytes:
    """The bulletin as one page that needs nothing else: no script, no request, print style, right to left for Arabic."""
    source = (files("treve.bulletins") / "templates" / "bulletin.html.j2").read_text(encoding="utf-8")
    template = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True).from_string(source)
    tell = Teller(bulletin, picture, words)
    made = sections(bulletin, picture, words)
    figures = {"trend": Markup(chart(tell)), "map": Markup(map_svg(tell))}
    keys = {"trend": Markup(chart_key(tell)), "map": Markup(map_key(tell))}
    page = template.render(
        lang=words.lang, direction=words.direction, head=made[0], sections=made[1:], figures=figures, keys=keys, words=words
    )
    return page.encode()
