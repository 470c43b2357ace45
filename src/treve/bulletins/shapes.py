"""The shapes of a bulletin: text for a terminal, a page for print, JSON for machines. Same input, same bytes."""

from importlib.resources import files

import msgspec
from jinja2 import Environment, StrictUndefined

from treve.bulletins.bulletin import Bulletin
from treve.bulletins.lines import Section, sections
from treve.codec import encode
from treve.picture.picture import Picture
from treve.words import Words


def as_json(bulletin: Bulletin) -> bytes:
    """The bulletin as JSON."""
    return encode(msgspec.to_builtins(bulletin))


def as_text(bulletin: Bulletin, picture: Picture, words: Words) -> str:
    """The bulletin as lines of text."""
    return "\n\n".join(_block(one) for one in sections(bulletin, picture, words))


def _block(section: Section) -> str:
    lines = [section.title, "=" * len(section.title), *section.sentences]
    if section.rows:
        widths = [max(len(row[at]) for row in (section.heads, *section.rows)) for at in range(len(section.heads))]
        for row in (section.heads, tuple("-" * width for width in widths), *section.rows):
            lines.append("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())
    return "\n".join(lines)


def as_html(bulletin: Bulletin, picture: Picture, words: Words) -> bytes:
    """The bulletin as one page that needs nothing else: no script, no request, print style, right to left for Arabic."""
    source = (files("treve.bulletins") / "templates" / "bulletin.html.j2").read_text(encoding="utf-8")
    template = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True).from_string(source)
    return template.render(lang=words.lang, direction=words.direction, sections=sections(bulletin, picture, words)).encode()
