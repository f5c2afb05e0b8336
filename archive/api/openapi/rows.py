"""A JSON Schema as rows of a table: a name for each value at any depth, what it is, and the closed list it is from."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from archive.reading_room.shaping.values import AT

Json = dict[str, Any]


class Kind(NamedTuple):
    """What a value is, in words; ``schema`` names the schema it follows."""

    text: str
    schema: str
    values: list[str]


class Row(NamedTuple):
    """A value by its path: ``.`` leads into an object, ``[]`` into a list."""

    name: str
    kind: Kind
    text: str


def rows(schema: Json, before: str = "") -> Iterator[Row]:
    """The values inside of an object, each before what is inside of it."""
    for branch in schema.get("anyOf", [schema]):
        for name, inner in branch.get("properties", {}).items():
            yield Row(f"{before}{name}", shown(inner), inner.get("description", ""))
            bare = _present(inner)
            listed = bare.get("items")
            yield from rows(_present(listed), f"{before}{name}[].") if listed else rows(bare, f"{before}{name}.")


def shown(schema: Json) -> Kind:
    """What a value is."""
    bare = _present(schema)
    nullable = " or null" if bare is not schema or "null" in _types(schema) else ""
    listed = bare.get("items")
    if listed is not None:
        inner = shown(listed)
        return Kind(f"list of {inner.text}", inner.schema, inner.values)
    if "const" in bare:
        return Kind("always", "", [_text(bare["const"])])
    named = [each["$ref"].removeprefix(AT) for each in bare.get("anyOf", [bare]) if "$ref" in each]
    if named:
        return Kind(f"{' or '.join(named)}{nullable}", named[0], [])
    values = [_text(value) for value in bare.get("enum", ()) if value is not None]
    return Kind(f"{'one of' if values else _plain(bare)}{nullable}", "", values)


def _present(schema: Json) -> Json:
    """The schema of the value where there is one."""
    branches = schema.get("anyOf", [])
    others = [each for each in branches if each != {"type": "null"}]
    return others[0] if len(branches) == 2 and len(others) == 1 else schema


def _types(schema: Json) -> list[str]:
    found = schema.get("type", [])
    return [found] if isinstance(found, str) else found


def _plain(schema: Json) -> str:
    types = [each for each in _types(schema) if each != "null"]
    if not types:
        return "null" if schema.get("type") == "null" else "anything"
    words = {"integer": "number", "boolean": "true or false", "string": "text"}
    found = {"date": "day", "date-time": "moment", "uri": "address", "edtf": "date"}.get(schema.get("format", ""))
    return f"{found or words.get(types[0], types[0])}{_bounds(schema)}"


def _bounds(schema: Json) -> str:
    low, high = schema.get("minimum"), schema.get("maximum")
    default = schema.get("default")
    told = [f"{low} to {high}" if high is not None else "", f"usually {default}" if default is not None else ""]
    return "".join(f", {each}" for each in told if each)


def _text(value: Any) -> str:
    return value if isinstance(value, str) else str(value).lower()
