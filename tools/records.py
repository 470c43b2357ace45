"""Write `docs/reference/records.md` from the structs and their docstrings. `--check` compares."""

import ast
import inspect
import re
import sys
from typing import get_args

from structs import Field, aliases, fields, own_fields, structs
from treve.records.base import Record
from treve.records.kinds import KINDS, AnyRecord
from written import ROOT, write_or_check

PAGE = ROOT / "docs" / "reference" / "records.md"

HEAD = """\
# Records

What can be said: {count} kinds. Written by `make generate` from `src/treve/records`; do not edit it here.

A record is a JSON object whose `kind` names its struct; `treve record add FILE` takes it in, and
`schemas/v1/KIND.json` is its JSON Schema. A field without a default must be given. Nothing is ever
changed: a later record of the same author, kind and `key` takes the place of an earlier one, and both stay.

Times are UTC or carry their offset; places are degrees on WGS 84, longitude first; lengths are metres.
"""


def row(field: Field) -> str:
    """One line of a table of fields."""
    shown = field.annotation.replace("|", "\\|")
    default = "**required**" if field.default is None else f"`{field.default}`".replace("|", "\\|")
    return f"| `{field.name}` | `{shown}` | {default} | {' '.join(field.words.split())} |"


def table(held: list[Field]) -> list[str]:
    """A table of fields."""
    return ["| field | type | default | what |", "|---|---|---|---|", *(row(one) for one in held), ""] if held else []


def values(definition: str) -> str:
    """The values or the shape of a named type."""
    node = ast.parse(definition, mode="eval").body
    if isinstance(node, ast.Subscript) and isinstance(node.value, ast.Name) and node.value.id == "Literal":
        held = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
        return ", ".join(f"`{one.value}`" for one in held if isinstance(one, ast.Constant))
    return f"`{definition}`"


def mentioned(start: list[type]) -> list[type]:
    """The structs that the fields of these name, and those that they name in turn."""
    known, found, waiting = structs(), [], list(start)
    for cls in waiting:
        for field in fields(cls).values():
            for name in re.findall(r"\b[A-Z]\w+", field.annotation):
                if name in known and known[name] not in waiting:
                    waiting.append(known[name])
                    found.append(known[name])
    return found


def main() -> int:
    """Write or check the page."""
    kinds: list[type[Record]] = list(get_args(AnyRecord))
    lines = [
        HEAD.format(count=len(KINDS)),
        "## Every record",
        "",
        inspect.cleandoc(Record.__doc__ or ""),
        "",
        *table(own_fields(Record)),
    ]
    module = ""
    for cls in kinds:
        if cls.__module__ != module:
            module = cls.__module__
            lines += [f"## {(sys.modules[module].__doc__ or '').splitlines()[0].rstrip('.')}", ""]
        lines += [f"### `{cls.__struct_config__.tag}`", "", inspect.cleandoc(cls.__doc__ or ""), "", *table(own_fields(cls))]
    parts = sorted(mentioned([*kinds]), key=lambda cls: cls.__name__)
    lines += ["## Parts of records", ""]
    for cls in parts:
        lines += [f"### {cls.__name__}", "", inspect.cleandoc(cls.__doc__ or ""), "", *table(list(fields(cls).values()))]
    lines += ["## Named values", ""]
    modules = sorted({cls.__module__ for cls in [*kinds, *parts, Record]} | {"treve.records.act"})
    for name, (definition, words) in sorted({k: v for one in modules for k, v in aliases(one).items()}.items()):
        if not name.startswith("_"):
            lines += [f"- `{name}`: {' '.join(words.split())} {values(definition)}"]
    return write_or_check({PAGE: "\n".join(lines).rstrip() + "\n"})


if __name__ == "__main__":
    sys.exit(main())
