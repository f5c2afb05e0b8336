"""The printed JSON Schema knows every field, and takes what our own files hold."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from archive import collection
from archive.collection import tree
from archive.models import RECORDS
from archive.records.shape import shape
from tests.collection.conftest import SAMPLE

FILES = sorted(path for folder in (SAMPLE, settings.SEEDS) for path in folder.rglob("*.yaml"))
TYPES: dict[str, type] = {"array": list, "object": dict, "string": str}


def faults(schema: dict[str, Any], value: Any, defs: dict[str, Any]) -> list[str]:
    """As much of a validator as our schema needs."""
    if "$ref" in schema:
        return faults(defs[schema["$ref"].rpartition("/")[2]], value, defs)
    if "enum" in schema:
        return [] if value in schema["enum"] else [f"{value} is no word of {schema['enum']}"]
    kinds = [schema["type"]] if isinstance(schema["type"], str) else schema["type"]
    if not any(isinstance(value, TYPES[kind]) for kind in kinds if kind in TYPES):
        return [f"{value} is none of {kinds}"]
    if isinstance(value, list):
        return [fault for item in value for fault in faults(schema["items"], item, defs)]
    if isinstance(value, dict):
        known = schema["properties"]
        found = [f"{name} is unknown" for name in value if name not in known]
        found += [f"{name} is missing" for name in schema["required"] if name not in value]
        return found + [fault for name in value if name in known for fault in faults(known[name], value[name], defs)]
    return [] if re.search(schema.get("pattern", ""), value) else [f"{value} has not the form {schema['pattern']}"]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_our_files_are_what_the_schema_says(path: Path) -> None:
    schema = collection.schema()
    value = tree.read(path.read_text(encoding="utf-8")).value
    assert [] in [faults(each, value, schema["$defs"]) for each in schema["anyOf"]]


def test_every_field_is_there_and_described() -> None:
    for type, model in RECORDS.items():
        properties = collection.schema()["$defs"][type]["properties"]
        assert list(properties) == ["uid", *(slot.name for slot in shape(model))]
        assert all(properties[slot.name].get("description") for slot in shape(model) if slot.is_public)
