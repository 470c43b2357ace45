"""The shapes of a bulletin: text for a terminal, a page for print, JSON for machines. Same input, same bytes."""

import msgspec
from markupsafe import Markup

from treve.bulletins.bulletin import Bulletin
from treve.bulletins.chart import chart, chart_key
from treve.bulletins.head_lines import series_name, spark
from treve.bulletins.lines import Section, Teller, sections
from treve.bulletins.mapping import map_key, map_svg
from treve.bulletins.pages import Figure, page, text
from treve.codec import encode
from treve.picture.picture import Picture
from treve.words import Words


def as_json(bulletin: Bulletin) -> bytes:
    """The bulletin as JSON."""
    return encode(msgspec.to_builtins(bulletin))


def as_text(bulletin: Bulletin, picture: Picture, words: Words) -> str:
    """The bulletin as lines of text; the trend as a line of bars, the map as its list."""
    tell = Teller(bulletin, picture, words)
    return text([_barred(one, tell) if one.id == "trend" else one for one in sections(bulletin, picture, words)])


def _barred(trend: Section, tell: Teller) -> Section:
    bars = (f"{spark(one)}  {series_name(tell, one)}" for one in tell.bulletin.trend.series)
    return msgspec.structs.replace(trend, sentences=(*trend.sentences, *bars), tables=())


def as_html(bulletin: Bulletin, picture: Picture, words: Words) -> bytes:
    """The bulletin as one page that needs nothing else."""
    tell = Teller(bulletin, picture, words)
    figures = {
        "trend": Figure(Markup(chart(tell)), Markup(chart_key(tell))),
        "map": Figure(Markup(map_svg(tell)), Markup(map_key(tell))),
    }
    return page(sections(bulletin, picture, words), words, figures)
