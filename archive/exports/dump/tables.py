"""Documents as tables, worked out from their schema: a key of a document needs no word here to be a column.

A date is four columns, a closed word one, a card the uid and the name of the record; an object lends its
name to its columns, and a list of objects is a table of its own, numbered in the order of the list.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from operator import methodcaller
from typing import Any

from archive.reading_room.compose.cards import PLURALS
from archive.reading_room.shaping.documents import definitions, named
from archive.reading_room.shaping.values import AT

Json = dict[str, Any]
Read = Callable[[Json], Any]
# What a table is called that stands for a list; any other is called by the way to it.
NAMES = {
    "claims_claimants": "claimants",
    "claims_subjects": "subjects",
    "claims_figures": "figures",
    "claims_appearances": "appearances",
    "appearances_passages": "passages",
    "appearances_chain": "chain_steps",
    "chain_steps_sources": "step_sources",
    "claims_relations": "relations",
    "claims_assessments": "assessments",
    "assessments_evidence": "evidence",
    "claims_origins_sources": "origins",
    "claims_origins_through": "origins_through",
    "sources_affiliations": "affiliations",
    "events_participants": "participants",
    "articles_captures": "captures",
    "articles_annotations": "annotations",
    "articles_authors": "authors",
}
# A key that would be taken for the row's own parent.
RENAMED = {("relations", "claim"): "other_claim"}
CARDS = {"SourceCard": "sources", "ArticleCard": "articles", "EventCard": "events", "ClaimCard": "claims"}
TITLES = ("name", "title", "headline")
# Of every document alike, or said by the table itself.
LEFT_OUT = frozenset({"license", "type", "withdrawn"})
# Numbers with decimals are texts in JSON, so that no reader rounds them; told by their pattern.
DECIMAL = "^-?[0-9]"
TYPES = {"integer": "INTEGER", "boolean": "INTEGER", "number": "REAL"}


@dataclass(frozen=True)
class Column:
    """``refers``: the table whose uid (or id) it holds. ``words``: the closed list its values are of."""

    name: str
    read: Read
    type: str = "TEXT"
    text: str = ""
    refers: str = ""
    words: tuple[str, ...] = ()


@dataclass
class Table:
    """``parent`` is the table in whose rows its own are listed; none: a row is a record."""

    name: str
    parent: str = ""
    text: str = ""
    columns: list[Column] = field(default_factory=list)
    parts: list[tuple[Read, "Table"]] = field(default_factory=list)

    def all(self) -> Iterator["Table"]:
        """The table, and all that stand for what is in its rows."""
        yield self
        for _, part in self.parts:
            yield from part.all()


def tables() -> dict[str, Table]:
    """The table of each type of record."""
    schemas = definitions()
    return {type: _Walk(schemas).record(type, plural) for type, plural in PLURALS.items()}


class _Walk:
    def __init__(self, schemas: dict[str, Json]) -> None:
        self._schemas = schemas

    def record(self, type: str, plural: str) -> Table:
        schema = self._schemas[named(type)]
        table = Table(plural, text=schema.get("description", ""))
        self._properties(table, schema["properties"], (), "")
        return table

    def _properties(self, table: Table, properties: dict[str, Json], way: tuple[str, ...], prefix: str) -> None:
        for key, schema in properties.items():
            if key not in LEFT_OUT or (key == "type" and "const" not in schema):
                self._property(table, schema, (*way, key), RENAMED.get((table.name, key), f"{prefix}{key}"))

    def _property(self, table: Table, schema: Json, way: tuple[str, ...], name: str) -> None:
        text = schema.get("description", "")
        ref, found = self._resolved(schema)
        if ref == "Date":
            self._date(table, way, name, text or found.get("description", ""))
        elif ref in CARDS:
            self._card(table, CARDS[ref], way, name, text)
        elif found.get("properties", {}).keys() == {"value", "label"}:
            word = found["properties"]["value"]
            self._scalar(table, word, (*way, "value"), name, text)
        elif "properties" in found:
            self._object(table, found, way, name)
        elif found.get("type") == "array":
            self._list(table, found["items"], way, name, text)
        elif found.get("type") != "null":
            self._scalar(table, found, way, name, text)

    def _date(self, table: Table, way: tuple[str, ...], name: str, text: str) -> None:
        bounds: Json = self._schemas["Date"]["properties"]
        for key in ("edtf", "earliest", "latest", "basis"):
            told = text if key == "edtf" else bounds[key].get("description", "")
            table.columns.append(Column(name if key == "edtf" else f"{name}_{key}", _at(*way, key), text=told))

    def _card(self, table: Table, refers: str, way: tuple[str, ...], name: str, text: str) -> None:
        title = {"sources": "name", "claims": "headline"}.get(refers, "title")
        table.columns += [
            Column(f"{name}_uid", _public_uid(*way), text=text, refers=refers),
            Column(f"{name}_{title}", _at(*way, title), text=text),
        ]

    def _object(self, table: Table, schema: Json, way: tuple[str, ...], name: str) -> None:
        """Its keys become columns under its name; of a judgement, the value itself under the name alone."""
        properties = dict(schema["properties"])
        if {"value", "label"} <= properties.keys():
            self._scalar(table, properties.pop("value"), (*way, "value"), name, schema.get("description", ""))
            properties.pop("label")
        self._properties(table, properties, way, f"{name}_")

    def _list(self, table: Table, items: Json, way: tuple[str, ...], name: str, text: str) -> None:
        ref, found = self._resolved(items)
        if "properties" not in found and ref not in CARDS:
            table.columns.append(Column(name, _listed(*way), text=f"{text} A JSON list.".strip()))
            return
        whole = f"{table.name}_{name}"
        part = Table(NAMES.get(whole, whole), table.name, text or found.get("description", ""))
        if ref in CARDS:
            self._card(part, CARDS[ref], (), CARDS[ref].removesuffix("s"), text)
        else:
            self._member(part, found["properties"])
        table.parts.append((_at(*way), part))

    def _member(self, part: Table, properties: dict[str, Json]) -> None:
        """The columns of a list's members; one that is a source with more to say refers to it."""
        if {"uid", "name"} <= properties.keys():
            self._card(part, "sources", (), "source", "")
            properties = {key: each for key, each in properties.items() if key not in ("uid", "name", "url", "kind")}
        self._properties(part, properties, (), "")

    def _scalar(self, table: Table, schema: Json, way: tuple[str, ...], name: str, text: str) -> None:
        words = tuple(word for word in schema.get("enum", ()) if word is not None)
        read = _public_uid(*way[:-1]) if way[-1] == "uid" and len(way) > 1 else _at(*way)
        table.columns.append(Column(name, read, _type(schema), text or schema.get("description", ""), words=words))

    def _resolved(self, schema: Json) -> tuple[str, Json]:
        """The name of a schema, if it has one, and the schema itself without null."""
        for each in schema.get("anyOf", ()):
            if each.get("type") != "null":
                return self._resolved(each)
        if "$ref" not in schema:
            return "", schema
        name = schema["$ref"].removeprefix(AT)
        return name, self._schemas[name]


def _type(schema: Json) -> str:
    """What SQLite calls the values of a scalar."""
    if schema.get("pattern", "").startswith(DECIMAL):
        return "NUMERIC"
    kinds = schema.get("type", "string")
    return next((TYPES[each] for each in TYPES if each in kinds), "TEXT")


def _at(*way: str) -> Read:
    """What stands at the end of a way of keys; None where it ends early."""
    # Most stand at the first key, and there are two hundred in a claim.
    return methodcaller("get", *way) if len(way) == 1 else partial(_follow, way)


def _follow(way: tuple[str, ...], item: Json) -> Any:
    found: Any = item
    for key in way:
        found = found.get(key) if found else None
    return found


def _listed(*way: str) -> Read:
    """A list of plain values as JSON."""
    return lambda item: json.dumps(_follow(way, item) or [], ensure_ascii=False)


def _public_uid(*way: str) -> Read:
    """The uid of a card, where it leads to a record that is still public: it has a row."""

    def read(item: Json) -> Any:
        card = _follow(way, item) or {}
        return None if card.get("withdrawn") else card.get("uid")

    return read
