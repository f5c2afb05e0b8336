"""Whether a value is as the schema says, by a reader that is not ours."""

from functools import cache
from typing import Any

import jsonschema_rs

from archive.api.openapi.made import document


def faults(schema: str | dict[str, Any], value: Any) -> list[str]:
    """What is wrong with ``value``, each with its place; ``schema``: a schema of the document, or the name of one."""
    reader = _named(schema) if isinstance(schema, str) else _reader(schema)
    return [f"{'.'.join(map(str, each.instance_path))}: {each.message}" for each in reader.iter_errors(value)]


@cache
def _named(name: str) -> Any:
    return _reader({"$ref": f"#/components/schemas/{name}"})


def _reader(schema: dict[str, Any]) -> Any:
    whole = {**schema, "components": document()["components"]}
    return jsonschema_rs.Draft202012Validator(whole, validate_formats=True, ignore_unknown_formats=True)
