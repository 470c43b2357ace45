"""Words for people in four languages: sentences, names of codes, times and numbers.

The message ids are the English sentences. Catalogues are `.po` files, one a room, under
`locale/<language>/`; they are compiled in memory, so that there is no build step.
"""

import gettext
from datetime import UTC, date, datetime
from functools import lru_cache
from importlib.resources import files
from io import BytesIO
from typing import Any

from babel import Locale
from babel.dates import format_date, format_datetime
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal, format_percent

from treve.errors import BadInput
from treve.geo.interval import zone

LANGUAGES = ("en", "fr", "ar", "ru")
"""Languages of every page, bulletin and message."""

RIGHT_TO_LEFT = frozenset({"ar"})
"""Those written from right to left."""


class Words:
    """Sentences, times and numbers in one language; raises `BadInput` for a language that there is not."""

    def __init__(self, lang: str) -> None:
        if lang not in LANGUAGES:
            raise BadInput(f"There is no language {lang!r} here.", advice=f"Choose one of {', '.join(LANGUAGES)}.")
        self.lang = lang
        self.direction = "rtl" if lang in RIGHT_TO_LEFT else "ltr"
        self._locale = Locale.parse(lang)
        self._catalogue = _catalogue(lang)

    def __call__(self, sentence: str, **values: Any) -> str:
        """The sentence in this language, with its `{names}` filled in."""
        found = self._catalogue.gettext(sentence)
        return found.format(**values) if values else found

    def count(self, one: str, many: str, number: int, **values: Any) -> str:
        """The sentence in the right plural, `{number}` filled in as this language writes it."""
        return self._catalogue.ngettext(one, many, number).format(number=self.number(number), **values)

    def number(self, value: float) -> str:
        """A number as this language writes it."""
        return format_decimal(value, locale=self._locale)

    def share(self, value: float) -> str:
        """A share of one as a percentage."""
        return format_percent(value, locale=self._locale)

    def day(self, on: date) -> str:
        """A day, written out."""
        return format_date(on, format="long", locale=self._locale)

    def time(self, at: datetime, zone_name: str) -> str:
        """An instant on the theatre's clock, with UTC beside it."""
        local = at.astimezone(zone(zone_name))
        here = format_datetime(local, "d MMM y HH:mm", tzinfo=local.tzinfo, locale=self._locale)
        there = format_datetime(at.astimezone(UTC), "HH:mm", locale=self._locale)
        same = local.date() == at.astimezone(UTC).date()
        beside = there if same else format_datetime(at.astimezone(UTC), "d MMM HH:mm", locale=self._locale)
        return f"{here} ({beside} UTC)"


@lru_cache(maxsize=8)
def _catalogue(lang: str) -> gettext.NullTranslations:
    if lang == "en":
        return gettext.NullTranslations()
    whole = Catalog(locale=lang)
    for entry in sorted((files("treve") / "locale" / lang).iterdir(), key=lambda one: one.name):
        if entry.name.endswith(".po"):
            for message in read_po(BytesIO(entry.read_bytes()), locale=lang):
                if message.id:
                    whole[message.id] = message
    compiled = BytesIO()
    write_mo(compiled, whole)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)
