"""Bytes to structs and back. The only module that imports `msgspec.json`.

Encoding is deterministic (keys in the order of the struct's fields, no spaces, defaults left out),
so that the same record always gives the same bytes: its id is their hash.
"""

import json
from functools import lru_cache
from typing import Any, cast

import msgspec

from treve.errors import BadRecord

_encoder = msgspec.json.Encoder(order="deterministic")


def encode(value: Any) -> bytes:
    """The one JSON form of a struct or a plain value, UTF-8."""
    return _encoder.encode(value)


@lru_cache(maxsize=128)
def _decoder(type: Any, strict: bool) -> msgspec.json.Decoder[Any]:
    """A decoder kept for its type: working one out for the union of all records costs ten times a decoding."""
    return msgspec.json.Decoder(type, strict=strict)


def decode[T](raw: bytes | str, type: type[T], *, strict: bool = True) -> T:
    """Read `raw` as `type`; raises `BadRecord` with the path of what is wrong."""
    try:
        return cast(T, _decoder(cast(Any, type), strict).decode(raw))
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise BadRecord(str(error)) from error


def decode_any(raw: bytes | str) -> Any:
    """Read JSON of any shape."""
    try:
        return msgspec.json.decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise BadRecord(str(error)) from error


def decode_object(raw: bytes) -> dict[str, Any]:
    """Read a JSON object of any shape in which no name stands twice, for what is checked by whom it was signed."""
    try:
        found = json.loads(raw.decode("utf-8"), object_pairs_hook=_once, parse_constant=_refused)
    except (ValueError, RecursionError) as error:
        raise BadRecord(f"This is no JSON object: {error}.") from error
    if not isinstance(found, dict):
        raise BadRecord("This is no JSON object.")
    return found


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name stands twice in it")
    return found


def _refused(word: str) -> Any:
    raise ValueError(f"{word} is no number")


def pretty(value: Any) -> str:
    """JSON for people: two spaces, non-ASCII letters as they are."""
    return msgspec.json.format(_encoder.encode(value), indent=2).decode()


def to_builtins(value: Any) -> Any:
    """The struct as dicts, lists and strings."""
    return msgspec.to_builtins(value)


def convert[T](value: Any, type: type[T], *, strict: bool = True) -> T:
    """Plain dicts and lists as `type`; raises `BadRecord` with the path of what is wrong."""
    try:
        return msgspec.convert(value, type=type, strict=strict)
    except (msgspec.ValidationError, RecursionError) as error:
        raise BadRecord(str(error)) from error


def schema(types: Any) -> tuple[Any, dict[str, Any]]:
    """JSON Schema (2020-12) of several types at once: their schemas and the shared definitions."""
    return msgspec.json.schema_components(types, ref_template="#/$defs/{name}")
