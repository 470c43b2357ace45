"""Write `schemas/`: one JSON Schema (2020-12) a kind of record, its fields described. `--check` compares."""

import json
import sys
from typing import Any

from structs import fields, structs
from treve.records.kinds import SCHEMA_VERSION, schemas
from written import ROOT, write_or_check

FOLDER = ROOT / "schemas"


def described(schema: dict[str, Any], name: str) -> dict[str, Any]:
    """The schema of a struct with what its fields' docstrings say."""
    held = structs().get(name)
    if held is None or "properties" not in schema:
        return schema
    properties = dict(schema["properties"])
    for field in fields(held).values():
        if field.name in properties and "datetime" in field.annotation:
            properties[field.name] = _as_time(properties[field.name])
        if field.name in properties and field.words:
            properties[field.name] = {**properties[field.name], "description": " ".join(field.words.split())}
    return {**schema, "properties": properties}


def _as_time(schema: dict[str, Any]) -> dict[str, Any]:
    """The schema with the format of a time (RFC 3339) at its strings."""
    if schema.get("type") == "string":
        return {**schema, "format": "date-time"}
    return {**schema, "anyOf": [_as_time(one) for one in schema["anyOf"]]} if "anyOf" in schema else schema


def main() -> int:
    """Write or check them all."""
    made = {}
    for tag, schema in schemas().items():
        whole = described(schema, schema["title"])
        whole["$defs"] = {name: described(one, name) for name, one in schema["$defs"].items()}
        text = json.dumps(whole, ensure_ascii=False, indent=2) + "\n"
        made[FOLDER / f"v{SCHEMA_VERSION}" / f"{tag}.json"] = text
    return write_or_check(made, folder=FOLDER)


if __name__ == "__main__":
    sys.exit(main())
