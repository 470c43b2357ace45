"""Filled examples of each kind of record, made from the kind's own fields, for a person to edit."""

from typing import Any

import msgspec
from msgspec import inspect

from treve.records.base import Record
from treve.records.kinds import check_known, tag_of

LEFT_OUT = ("corrects", "audience", "note")
"""Fields of every record that an example does not show: most records leave them as they are."""

INSTEAD = {"notice": ("route", "volumes")}
"""Fields that an example leaves to one beside them, by kind: a notice says where in one way."""

_BY_PATTERN = {
    r"^(\*|[A-Z]+(\.[A-Z0-9]+)*)$": "FIRE.ARTY",
    r"^[A-Z]+(\.[A-Z0-9]+)*$": "ARTY",
    r"^([01]\d|2[0-3]):[0-5]\d$|^24:00$": "08:00",
    "^[A-F]?$": "B",
    "^[1-6]?$": "2",
}
_BY_NAME: dict[str, Any] = {
    "zone": "Asia/Damascus", "lang": "en", "languages": ["ar", "en"], "sha256": "0" * 64, "text_sha256": "0" * 64,
    "start": "2016-06-01T00:01:00+03:00", "end": "2016-06-03T00:01:00+03:00", "on": "2016-06-01",
    "level": 1, "basis": ["source"], "public_key": "A" * 43 + "=", "lon": 36.24, "lat": 33.46, "radius_m": 500.0,
    "low": 1, "best": 2, "high": 3, "votes": "15-0", "supersedes": [], "alternatives": [],
}  # fmt: skip
_KEYS = {
    "incident": "incident:example", "arrangement": "arrangement:example", "under": "arrangement:general",
    "areas": "area:example", "areas_out": "area:other", "area": "area:example", "place": "place:daraya",
    "origin": "place:damascus", "destination": "place:daraya", "meeting": "meeting:example", "format": "format:example",
    "proposal": "proposal:example", "delivery": "delivery:example", "about": "arrangement:example", "of": "place:daraya",
    "a": "incident:example", "b": "incident:other",
}  # fmt: skip


def example(kind: str, author: str = "party:us") -> dict[str, Any]:
    """A record of a kind with its fields filled in, as plain values; raises `BadRecord` for a kind that there is not."""
    cls = check_known(kind)
    filled = _struct(inspect.type_info(cls), depth=0)
    filled = {name: value for name, value in filled.items() if name not in (*LEFT_OUT, *INSTEAD.get(kind, ()))}
    named = {"key": f"{kind.removesuffix('-report')}:example"} if _has_key(cls) else {}
    return {"kind": tag_of(cls), **named, **filled, "author": author}


def _has_key(cls: type[Record]) -> bool:
    """Whether records of a kind describe a thing with a name of its own: the others are statements."""
    return any(field.name == "names" for field in msgspec.structs.fields(cls)) or cls.__name__ in (
        "IncidentReport",
        "Tally",
        "Call",
    )


def _struct(info: Any, depth: int) -> dict[str, Any]:
    found = {} if info.tag is None or depth == 0 else {info.tag_field: info.tag}
    for field in info.fields:
        if field.name in ("key", "corrects"):
            continue
        value = _given(field, depth)
        if value is not None:
            found[field.encode_name] = value
    return found


def _given(field: Any, depth: int) -> Any:
    """The value of a field: its default where that says something, else one made up; within parts only what is needed."""
    if isinstance(field.default, bool | str) and field.default != "":
        return field.default
    if field.default is None and depth > 0 and field.name not in ("start", "end", "best", "high"):
        return None
    return _value(field.type, field.name, depth + 1)


def _value(info: Any, name: str, depth: int) -> Any:
    if isinstance(info, inspect.StrType) and info.pattern in _BY_PATTERN:
        return _BY_PATTERN[info.pattern]
    if name in _BY_NAME and not (isinstance(info, inspect.StrType) and isinstance(_BY_NAME[name], list)):
        return _BY_NAME[name]
    if isinstance(info, inspect.UnionType):
        return _value(next(one for one in info.types if not isinstance(one, inspect.NoneType)), name, depth)
    if isinstance(info, inspect.LiteralType):
        return next((one for one in info.values if one), "")
    if isinstance(info, inspect.StructType):
        return _struct(info, depth) if depth < 6 else None
    if isinstance(info, inspect.VarTupleType | inspect.ListType):
        held = _value(info.item_type, name, depth)
        return [] if held is None else [held]
    if isinstance(info, inspect.TupleType):
        return [_value(one, name, depth) for one in info.item_types]
    if isinstance(info, inspect.DictType):
        return {"en": "to be filled in"} if name in ("names", "words") else {"example": _value(info.value_type, name, depth)}
    if isinstance(info, inspect.BoolType):
        return False
    if isinstance(info, inspect.IntType):
        return max(1, info.ge or 0)
    if isinstance(info, inspect.FloatType):
        return float(info.ge or 0) if info.le is None else min(1.0, float(info.le))
    if isinstance(info, inspect.DateTimeType):
        return "2016-06-01T12:00:00+03:00"
    if isinstance(info, inspect.DateType):
        return "2016-06-01"
    if isinstance(info, inspect.StrType):
        return _text(info, name)
    return None


def _text(info: inspect.StrType, name: str) -> str:
    if info.pattern is not None:
        return _KEYS.get(name, "party:example")
    return "to be filled in"
