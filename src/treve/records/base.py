"""What all records share: who says it, since when, on what sources, for whom."""

from datetime import date, datetime
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from treve.geo.interval import ALWAYS, Interval

Key = Annotated[str, Meta(max_length=200, pattern=r"^[^\s\x00-\x1f\x7f]*$")]
"""Stable name of a thing, such as `arrangement:coh-2016-02-27`: no spaces or control characters."""

Words = Annotated[str, Meta(max_length=20_000)]
"""Free text of a person, in any language."""

Names = dict[Annotated[str, Meta(max_length=35)], Annotated[str, Meta(max_length=500)]]
"""One text by language (BCP 47: `en`, `fr`, `ar`, `ru`, ...)."""

Audience = Literal["public", "parties", "guarantors", "secretariat", "source_vault"]
"""Who may read the content; the widest first."""


class Source(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """Where a statement was read or heard."""

    outlet: str
    """Name of the press outlet, ministry, register or dataset."""
    on: date | None = None
    """Day of publication; `None` = the source shows none."""
    title: str = ""
    """Title or number of the document."""
    certainty: Literal["stated", "background"] = "stated"
    """`stated`: read in the source; `background`: widely documented, not read again for this record."""


class Record(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """Base of everything that is signed into a log."""

    author: Key
    """Key of the party or organisation that says it and answers for it."""
    key: Key = ""
    """Stable key of the thing the record describes; a later record of the same author, kind and key replaces it."""
    said_at: datetime | None = None
    """When it was said or published by its source; not when this node recorded it."""
    sources: tuple[Source, ...] = ()
    """What it rests on."""
    audience: Audience = "public"
    """Who may read it."""
    corrects: str = ""
    """Id of the record that this one puts right."""
    note: Words = ""
    """What else a reader should know."""

    @property
    def valid(self) -> Interval:
        """When it was so in the world; always, for what has no time of its own."""
        return ALWAYS

    @property
    def subject(self) -> str:
        """Key of the thing it is about, where that is another thing than itself."""
        return ""

    @property
    def subjects(self) -> tuple[str, ...]:
        """Keys and ids of all that it is about: where a reader of any of them finds it."""
        return (self.subject,) if self.subject else ()


def said_in(names: Names, lang: str, otherwise: str = "") -> str:
    """The text in `lang`, else in English, else in any language, else `otherwise`."""
    return names.get(lang) or names.get("en") or next(iter(names.values()), "") or otherwise
