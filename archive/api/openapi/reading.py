"""The OpenAPI document as people read it: groups of addresses with their parameters and answers, and the schemas."""

import json
from collections.abc import Iterator
from functools import cache
from http import HTTPStatus
from typing import Any, NamedTuple
from urllib.parse import urlencode

from archive.api.openapi.made import document
from archive.api.openapi.rows import Row, rows, shown
from archive.reading_room.shaping.values import AT

Json = dict[str, Any]
# What an address is shown with where it needs no parameters.
SHOWN = {"page_size": 2}


class Parameter(NamedTuple):
    """``example`` is what a form starts with; ``in_address``: it is a part of the path."""

    name: str
    text: str
    kind: str
    values: list[str]
    example: str
    in_address: bool


class Answer(NamedTuple):
    """A status; ``schema`` is the name of what it answers with, if it has one."""

    status: str
    phrase: str
    text: str
    media_types: list[str]
    schema: str


class Operation(NamedTuple):
    """An address. ``path`` has its parameters in braces, ``address`` values for them."""

    id: str
    path: str
    address: str
    summary: str
    text: str
    parameters: list[Parameter]
    answers: list[Answer]
    example: str


class Group(NamedTuple):
    name: str
    text: str
    operations: list[Operation]


class Schema(NamedTuple):
    name: str
    text: str
    rows: list[Row]


class Whole(NamedTuple):
    """Everything on the page; ``about`` are paragraphs, each of words and, every second time, code."""

    about: list[list[str]]
    groups: list[Group]
    schemas: list[Schema]


@cache
def whole() -> Whole:
    """The document for the page, made once."""
    found = document()
    operations = list(_operations(found["paths"]))
    groups = [
        Group(tag["name"], tag["description"], [each for name, each in operations if name == tag["name"]])
        for tag in found["tags"]
    ]
    named = found["components"]["schemas"]
    schemas = [
        Schema(name, schema.get("description", ""), list(rows(schema)))
        for name, schema in named.items()
        # A selection is its document with some keys left out.
        if not name.endswith("Selection")
    ]
    return Whole([each.split("`") for each in found["info"]["description"].split("\n\n")], groups, schemas)


def _operations(paths: Json) -> Iterator[tuple[str, Operation]]:
    for path, item in paths.items():
        told = item["get"]
        parameters = [_parameter(each) for each in told.get("parameters", ()) if each["in"] in ("path", "query")]
        yield (
            told["tags"][0],
            Operation(
                told["operationId"],
                path,
                _address(path, parameters),
                told["summary"],
                told["description"],
                parameters,
                [_answer(status, each) for status, each in sorted(told["responses"].items())],
                _example(told["responses"]["200"]),
            ),
        )


def _parameter(told: Json) -> Parameter:
    schema = told["schema"]
    in_address = told["in"] == "path"
    examples = [str(each) for each in schema.get("examples", ())]
    kind = shown(schema)
    return Parameter(
        told["name"],
        told.get("description", ""),
        kind.text,
        kind.values,
        (examples or ["-"])[0] if in_address else "",
        in_address,
    )


def _address(path: str, parameters: list[Parameter]) -> str:
    for each in parameters:
        if each.in_address:
            path = path.replace(f"{{{each.name}}}", each.example)
    wanted = {each.name: SHOWN[each.name] for each in parameters if each.name in SHOWN}
    return f"{path}?{urlencode(wanted)}" if wanted else path


def _answer(status: str, told: Json) -> Answer:
    content = told.get("content", {})
    schemas = [_name(each["schema"]) for each in content.values()]
    phrase = HTTPStatus(int(status)).phrase
    return Answer(status, phrase, told["description"], list(content), next(filter(None, schemas), ""))


def _name(schema: Json) -> str:
    """Of the schema, or of the first that it may be, or of what a page lists."""
    results = schema.get("properties", {}).get("results", {}).get("items")
    found = results or schema
    found = found.get("anyOf", [found])[0]
    return str(found.get("$ref", "")).removeprefix(AT)


def _example(told: Json) -> str:
    kept = [each for one in told["content"].values() for each in one.get("examples", {}).values()]
    return json.dumps(kept[0]["value"], ensure_ascii=False, indent=2) if kept else ""
