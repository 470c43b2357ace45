"""What is generated is up to date: `make generate` writes it."""

import json
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from treve.codec import decode_any
from treve.demo.scenario import entries
from treve.records.kinds import KINDS, SCHEMA_VERSION, kind_of, to_bytes

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "schemas" / f"v{SCHEMA_VERSION}"


@cache
def validator(kind: str) -> Any:
    schema = json.loads((FOLDER / f"{kind}.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)


@pytest.mark.parametrize("tool", ["schemas", "commands", "records", "settings", "contents"])
def test_generated_files_are_up_to_date(tool: str) -> None:
    done = subprocess.run(
        [sys.executable, f"tools/{tool}.py", "--check"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_every_kind_has_a_schema_whose_id_is_its_path() -> None:
    assert {path.stem for path in FOLDER.glob("*.json")} == set(KINDS)
    for kind in KINDS:
        assert validator(kind).schema["$id"].endswith(f"/schemas/v{SCHEMA_VERSION}/{kind}.json")


def test_every_field_of_a_schema_is_described() -> None:
    for kind in KINDS:
        schema = validator(kind).schema
        for name, part in [(kind, schema), *schema["$defs"].items()]:
            for field, held in part.get("properties", {}).items():
                assert "description" in held or field in ("kind", "type", "shape"), f"{kind}: {name}.{field}"


def test_every_record_of_the_scenario_fits_its_schema() -> None:
    held = entries()
    assert len(held) > 100
    for entry in held:
        value = decode_any(to_bytes(entry.record))
        problems = [error.message for error in validator(kind_of(entry.record)).iter_errors(value)]
        assert problems == [], f"{entry.record.key}: {problems}"


def test_a_schema_refuses_what_a_record_refuses() -> None:
    good = decode_any(to_bytes(next(entry.record for entry in entries() if kind_of(entry.record) == "party")))
    for bad in (good | {"party_kind": "wrong"}, good | {"more": 1}, {k: v for k, v in good.items() if k != "author"}):
        assert list(validator("party").iter_errors(bad))
    assert not list(validator("party").iter_errors(good))
