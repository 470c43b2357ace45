"""Structs as their source says them: fields with annotation, default and attribute docstring, in order."""

import ast
import inspect
import sys
from functools import cache
from pathlib import Path
from typing import NamedTuple

import msgspec


class Field(NamedTuple):
    """One field of a struct."""

    name: str
    """Its name."""
    annotation: str
    """Its type, as written."""
    default: str | None
    """Its default, as written; `None` = it must be given."""
    words: str
    """What its attribute docstring says."""


@cache
def _tree(module: str) -> ast.Module:
    return ast.parse(Path(str(sys.modules[module].__file__)).read_text(encoding="utf-8"))


def documented(body: list[ast.stmt]) -> list[tuple[ast.stmt, str]]:
    """Each statement with the docstring that follows it, empty where none does."""
    found = []
    for number, node in enumerate(body):
        after = body[number + 1] if number + 1 < len(body) else None
        words = ""
        if isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant) and isinstance(after.value.value, str):
            words = inspect.cleandoc(after.value.value)
        found.append((node, words))
    return found


def own_fields(cls: type) -> list[Field]:
    """The fields that the class itself declares."""
    held = next(node for node in _tree(cls.__module__).body if isinstance(node, ast.ClassDef) and node.name == cls.__name__)
    return [
        Field(node.target.id, ast.unparse(node.annotation), None if node.value is None else ast.unparse(node.value), words)
        for node, words in documented(held.body)
        if isinstance(node, ast.AnnAssign)
        and isinstance(node.target, ast.Name)
        and "ClassVar" not in ast.unparse(node.annotation)
    ]


def fields(cls: type) -> dict[str, Field]:
    """All fields of the struct, those of its bases first."""
    found: dict[str, Field] = {}
    for base in reversed(cls.__mro__):
        if base is not msgspec.Struct and issubclass(base, msgspec.Struct):
            found |= {one.name: one for one in own_fields(base)}
    return found


def structs() -> dict[str, type]:
    """Every struct of the package that is loaded, by name."""
    found: dict[str, type] = {}
    waiting: list[type] = [msgspec.Struct]
    for cls in waiting:
        waiting.extend(sub for sub in cls.__subclasses__() if sub not in waiting)
        if cls.__module__.startswith("treve."):
            found[cls.__name__] = cls
    return found


def aliases(module: str) -> dict[str, tuple[str, str]]:
    """Names of a module that stand for a type (`Literal[...]`, `Annotated[...]`): definition and docstring."""
    found = {}
    for node, words in documented(_tree(module).body):
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            text = ast.unparse(node.value)
            if text.startswith(("Literal[", "Annotated[", "dict[Annotated")):
                found[node.targets[0].id] = (text, words)
    return found
