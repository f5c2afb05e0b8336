"""The shapes that all documents share. Schemas name each other under ``AT``, as OpenAPI keeps them."""

from collections.abc import Iterable, Mapping
from typing import Any

from archive.records.codecs import UID_SCHEMA

Schema = dict[str, Any]
AT = "#/components/schemas/"

UID = UID_SCHEMA
TEXT: Schema = {"type": "string"}
NUMBER: Schema = {"type": "integer", "minimum": 0}
TRUTH: Schema = {"type": "boolean"}
URL: Schema = {"type": "string", "format": "uri"}
DAY: Schema = {"type": "string", "format": "date"}
MOMENT: Schema = {"type": "string", "format": "date-time"}
HASH: Schema = {"type": "string", "pattern": "^[0-9a-f]{64}$", "description": "SHA-256 in lower hex."}

DATE_OF_THE_WORLD: Schema = {
    "edtf": {"type": ["string", "null"], "description": "The date as EDTF (ISO 8601-2) has it; null: not stated."},
    "earliest": {**DAY, "type": ["string", "null"], "description": "The first day it can be; null: open."},
    "latest": {**DAY, "type": ["string", "null"], "description": "The last day it can be; null: open."},
    "display": {**TEXT, "description": "The date in words."},
    "basis": {"type": ["string", "null"], "description": "How it is known."},
}


def ref(name: str) -> Schema:
    """The schema of that name."""
    return {"$ref": AT + name}


def said(schema: Schema, description: str) -> Schema:
    return {**schema, "description": description}


def closed(properties: Mapping[str, Schema], description: str = "", *, optional: Iterable[str] = ()) -> Schema:
    """An object with these keys and no others, all of them there but the ``optional`` ones."""
    left_out = set(optional)
    made: Schema = {
        "type": "object",
        "properties": dict(properties),
        "required": [name for name in properties if name not in left_out],
        "additionalProperties": False,
    }
    return said(made, description) if description else made


def many(schema: Schema, description: str = "") -> Schema:
    made: Schema = {"type": "array", "items": schema}
    return said(made, description) if description else made


def or_null(schema: Schema) -> Schema:
    """The same, or null where nothing is known."""
    if "type" not in schema:
        told = {"description": schema["description"]} if "description" in schema else {}
        bare = {name: value for name, value in schema.items() if name != "description"}
        return {"anyOf": [bare, {"type": "null"}], **told}
    made = {**schema, "type": [schema["type"], "null"]}
    if "enum" in schema:
        made["enum"] = [*schema["enum"], None]
    return made


def one_of(values: Iterable[str]) -> Schema:
    """A word of a closed list."""
    return {"type": "string", "enum": list(values)}


def word(values: Iterable[str]) -> Schema:
    """A word of a closed list, with the words to show for it."""
    return closed({"value": one_of(values), "label": TEXT})
