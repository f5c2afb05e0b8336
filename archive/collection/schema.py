"""The JSON Schema of a collection's files, from the declarations: for editors and other programs."""

from typing import Any

from archive.collection.tree import LONGEST_TEXT
from archive.models import RECORDS
from archive.records.codecs import UID_SCHEMA
from archive.records.schema import schema as schema_of

Schema = dict[str, Any]


def schema() -> Schema:
    """One schema (2020-12) for the three kinds of files.

    Every scalar is text here. As other readers of YAML make numbers and truth values of some,
    those are allowed beside the text wherever the declaration's pattern fits them.
    """
    records = {type: f"#/$defs/{type}" for type in RECORDS}
    lists = {type: {"type": "array", "items": {"$ref": at}, "minItems": 1} for type, at in records.items()}
    article = {
        "title": "articles/*.yaml",
        "type": "object",
        "properties": {"article": {"$ref": records["article"]}, "sources": lists["source"], "claims": lists["claim"]},
        "required": ["article"],
        "additionalProperties": False,
    }
    files = [{"title": "sources.yaml", **lists["source"]}, {"title": "events.yaml", **lists["event"]}, article]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A file of a collection",
        "anyOf": files,
        "$defs": {type: _record(type) for type in RECORDS},
    }


def _record(type: str) -> Schema:
    made = schema_of(RECORDS[type], private=True, frozen=False)
    described = {**UID_SCHEMA, "description": "Permanent name of the record; the command new_uid makes one."}
    properties = {"uid": described, **made["properties"]}
    return _as_text({**made, "properties": properties, "required": ["uid", *made["required"]]})


def _as_text(schema: Schema) -> Schema:
    """The schema of a value whose scalars are written as text."""
    kind = schema["type"]
    if kind == "object":
        properties = {name: _as_text(inner) for name, inner in schema["properties"].items()}
        return {**schema, "properties": properties, "minProperties": 1}
    if kind == "array":
        return {**schema, "items": _as_text(schema["items"]), "minItems": 1}
    rest = {name: value for name, value in schema.items() if name != "type"}
    if kind == "boolean":
        return {**rest, "enum": ["true", "false", True, False]}
    if kind == "integer":
        return {**rest, "type": ["string", "integer"], "pattern": "^[0-9]{1,9}$"}
    if kind == "string" and "enum" not in schema:
        limits = {"minLength": 1, "maxLength": LONGEST_TEXT}
        return {**limits, **rest, "type": ["string", "number"]}
    return schema
